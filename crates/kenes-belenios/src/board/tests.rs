//! An archive is read at each of its stages, and what was changed in it is found by the step that needs it.

use std::io::Cursor;

use super::*;
use crate::archive::Timestamp;
use crate::group::Ed25519;
use crate::testing::random::Kind;
use crate::testing::{Scenario, items, rebuild, rng};

type G = Ed25519;

/// A finished election with shuffles.
fn archive() -> Vec<u8> {
    let scenario = Scenario::new(GroupId::Ed25519, 5).ask(&[Kind::Rank]).trustees(0, &[(2, 3)]);
    scenario.voters(4).ballots(4, 2).make().archive
}

/// The archive up to its event of that number.
fn first(archive: &[u8], events: usize) -> Vec<u8> {
    rebuild(&items(archive)[..events])
}

#[test]
fn an_archive_is_gone_on_with_at_every_stage() {
    let whole = archive();
    let all = items(&whole);
    let mut stages = Vec::new();
    for events in 1..=all.len() {
        let bytes = first(&whole, events);
        let board = Board::<G>::read(&*bytes).unwrap();
        assert_eq!(board.published.length(), u64::try_from(bytes.len()).unwrap());
        let opened = board.open_tally(&mut Cursor::new(&bytes), &mut |_| {});
        assert_eq!(opened.is_ok(), board.published.stage() >= Stage::EncryptedTally, "{events}");
        if let Ok(open) = opened {
            let tally = open.decryptable().unwrap();
            let set = board.decryptions(&tally).unwrap();
            assert_eq!(set.owners().count(), board.published.decryptions.len());
            assert_eq!(open.shufflers().count(), board.published.shuffles.len());
        }
        if let Some(next) = all.get(events) {
            let mut writer = board.published.writer();
            let bytes = [bytes, crate::testing::append(&mut writer, next)].concat();
            assert_eq!(bytes, first(&whole, events + 1));
        }
        stages.push(board.published.stage());
    }
    stages.dedup();
    assert!(stages.len() >= 7 && stages.is_sorted(), "{stages:?}");
}

#[test]
fn the_next_shuffle_is_made_and_verified_once_for_each_trustee() {
    let whole = archive();
    let tallied = items(&whole).iter().position(|item| item.kind() == EventKind::EncryptedTally).unwrap();
    let bytes = first(&whole, tallied + 1);
    let board = Board::<G>::read(&*bytes).unwrap();
    let mut open = board.open_tally(&mut Cursor::new(&bytes), &mut |_| {}).unwrap();
    let shuffle = open.make_shuffle(&board, &mut rng(1)).to_bytes();
    assert!(matches!(open.shuffle(&board, 99, &shuffle), Err(ShuffleFault::Owner)));
    assert!(open.shuffle(&board, 1, &shuffle[1..]).is_err() && open.shufflers().count() == 0);
    open.shuffle(&board, 1, &shuffle).unwrap();
    assert!(matches!(open.shuffle(&board, 1, &shuffle), Err(ShuffleFault::Owner)));
    // It begins where the last one ended.
    assert!(matches!(open.shuffle(&board, 2, &shuffle), Err(ShuffleFault::Shuffle(_))));
    let again = open.make_shuffle(&board, &mut rng(2)).to_bytes();
    open.shuffle(&board, 2, &again).unwrap();
    assert!(open.has_shuffled(board.trustee(2).unwrap()));
}

#[test]
fn what_does_not_hold_is_named() {
    let whole = archive();
    assert!(matches!(Published::read(&b""[..], Form::Strict), Err(PublishedError::Read(_))));
    let (_, header) = ArchiveWriter::begin(Timestamp::MAX);
    assert!(Published::read(&*header, Form::Strict).is_err());
    assert!(Published::read(&whole[..whole.len() - 1], Form::Strict).is_err());

    let mut changed = items(&whole);
    if let SurveyItem::Setup { trustees, .. } = &mut changed[0] {
        *trustees = b"[]".to_vec();
    }
    assert!(matches!(
        Board::<G>::read(&*rebuild(&changed)),
        Err(ReadBoardError::Setup(SetupError::Trustees(_)))
    ));

    // A ballot cast twice is no fault of form; one that is none is a fault of its own.
    let mut changed = items(&whole);
    if let SurveyItem::Ballot { bytes, .. } = &mut changed[1] {
        bytes.push(b' ');
    }
    let bytes = rebuild(&changed);
    let board = Board::<G>::read(&*bytes).unwrap();
    let failed = board.tally_ballots(&mut Cursor::new(&bytes), &mut |_| {}).unwrap_err();
    assert!(matches!(failed, TallyBallotsError::Cast { height: 1, .. }));
    let needs = board.published.need(&[Stage::Setup], "more").unwrap_err();
    assert_eq!((needs.found, needs.needs), (Stage::Result, "more"));
}
