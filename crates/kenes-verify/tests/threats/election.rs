//! Elections: those who prepare them, hold their keys, receive ballots or bring in the archive.

use kenes_belenios::archive::SurveyItem;
use kenes_belenios::testing::{items, rebuild};
use kenes_core::testing::{CHARTER, Who, World};
use kenes_core::{Gained, Outcome, Phase, Refusal};
use kenes_record::Hash;
use kenes_record::act::{ActType, Datum};
use kenes_verify::{CheckId, VoidReason};

use crate::support::{Registrars, Vote, audited, council, effect, grown, last_leaf};
use crate::{found, sound};

const RANKINGS: [&[u64]; 5] = [&[3, 4], &[3, 4, 5], &[4, 3], &[4, 5], &[5, 4]];

const REFUSED: Outcome = Outcome::None(Refusal::Archive);

/// The vote is closed.
fn closed() -> (World, Vote) {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.cast(&world, &RANKINGS);
    vote.close(&mut world);
    (world, vote)
}

/// Who was elected, as persons.
fn elected(world: &World, vote: &Vote) -> Vec<u64> {
    let seats = world.council.seats().filter(|(name, _)| name.body == 1);
    let asked = seats.filter_map(|(_, seat)| seat.elected.as_ref());
    let asked = asked.filter(|elect| elect.gained == Gained::Election(vote.call));
    let mut persons: Vec<u64> = asked.map(|elect| world.person(elect.member)).collect();
    persons.sort_unstable();
    persons
}

/// The control: the honest archive gives the seats, and the audit agrees.
#[track_caller]
fn goes_on(mut world: World, vote: &Vote, archive: &[u8], proofs: &[u8]) {
    effect(vote.file(&mut world, Who::Person(8), archive, proofs, true));
    assert_eq!((world.phase(vote.call), elected(&world, vote)), (Phase::Counted, vec![3, 4]));
    world.accept_all(vote.call);
    sound(&world.files());
}

/// What the archive has as its result is changed: all trustees together cannot sign for that.
#[test]
fn trustees_together_choose_no_result() {
    let (mut world, mut vote) = closed();
    let (archive, proofs) = vote.tally(false);
    let mut all = items(&archive);
    let Some(SurveyItem::Result { bytes }) = all.last_mut() else { unreachable!("the result is last") };
    let at = bytes.iter().position(u8::is_ascii_digit).unwrap();
    bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
    let other = rebuild(&all);
    vote.name_result(&mut world, &archive);
    assert_eq!(vote.file(&mut world, Who::Person(8), &other, &proofs, false), REFUSED);
    assert!(elected(&world, &vote).is_empty());
    sound(&world.files());
    // A server that files it is found.
    let mut caught = world.clone();
    let spoilt = [&proofs[..], b"\n"].concat();
    assert_eq!(vote.file(&mut caught, Who::Server, &other, &spoilt, false), REFUSED);
    assert!(found(&caught.files()).iter().all(|(_, leaf)| *leaf == Some(last_leaf(&caught))));
    goes_on(world, &vote, &archive, &proofs);
}

/// A trustee's false factor passes the proof of the first version; the bound proof does not.
#[test]
fn one_trustee_voids_no_tally_unseen() {
    let (mut world, mut vote) = closed();
    let (archive, proofs) = vote.tally(true);
    vote.name_result(&mut world, &archive);
    assert_eq!(vote.file(&mut world, Who::Person(8), &archive, &proofs, false), REFUSED);
    assert!(elected(&world, &vote).is_empty());
    assert!(audited(&world.files()).elections[1].refused.is_some());
    let spoilt = [&proofs[..], b"\n"].concat();
    let mut caught = world.clone();
    assert_eq!(vote.file(&mut caught, Who::Server, &archive, &spoilt, false), REFUSED);
    assert_eq!(found(&caught.files()), [(CheckId::BoundProofs, Some(last_leaf(&caught)))]);
    // No result in a month: the election is void, and called again by anybody.
    world.days(31);
    assert_eq!(world.phase(vote.call), Phase::Void);
    let fields = world.call_fields(1, "seats");
    effect(world.act(ActType::ElectionCalled, &[Who::Person(9)], fields.body()));
    sound(&world.files());
}

#[test]
fn one_trustee_opens_no_lot_alone() {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.elect(&mut world, &[&[3], &[4], &[5]]);
    assert_eq!(world.phase(vote.call), Phase::NeedsLot);
    let alone = vote.lot(&mut world, "first", Who::Person(7), &[1], false);
    assert_eq!(alone, Outcome::None(Refusal::Lot));
    sound(&world.files());
    effect(vote.lot(&mut world, "first", Who::Person(7), &[1, 3], false));
    assert_eq!(world.phase(vote.call), Phase::Counted);
    sound(&world.files());
}

/// The administrator leaves a ballot out, alters one, or casts one twice, and files the archive.
#[test]
fn administrator_alters_no_ballots() {
    let (world, mut vote) = closed();
    let (archive, proofs) = vote.tally(false);
    let all = items(&archive);
    let without: Vec<_> =
        all.iter().enumerate().filter(|(at, _)| *at != 2).map(|(_, item)| item.clone()).collect();
    let mut altered = all.clone();
    let SurveyItem::Ballot { bytes, .. } = &mut altered[1] else { unreachable!("a ballot is second") };
    let at = bytes.iter().rposition(u8::is_ascii_digit).unwrap();
    bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
    let mut twice = all.clone();
    twice.insert(2, all[1].clone());
    for other in [without, altered, twice] {
        let mut world = world.clone();
        vote.name_result(&mut world, &archive);
        assert_eq!(vote.file(&mut world, Who::Server, &rebuild(&other), b"{}", false), REFUSED);
        assert!(elected(&world, &vote).is_empty());
        assert_eq!(found(&world.files()), [(CheckId::Archives, Some(last_leaf(&world)))]);
    }
    let mut world = world;
    vote.name_result(&mut world, &archive);
    goes_on(world, &vote, &archive, &proofs);
}

/// The administrator acknowledges other ballots than those on the board.
#[test]
fn administrator_drops_no_acknowledged_ballot() {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.cast(&world, &RANKINGS);
    vote.board.end_ballots();
    let archive = vote.board.archive().to_vec();
    vote.accept_with(&mut world, &archive, |entry| {
        if entry.height == 2 {
            entry.tracker = Hash::of(b"what the voter holds");
        }
    });
    let (archive, proofs) = vote.tally(false);
    vote.name_result(&mut world, &archive);
    // It is found whoever files the archive.
    assert_eq!(vote.file(&mut world, Who::Person(8), &archive, &proofs, false), REFUSED);
    assert_eq!(found(&world.files()), [(CheckId::Archives, Some(last_leaf(&world)))]);
    assert!(elected(&world, &vote).is_empty());
}

/// The registrars give a code more weight than the others have.
#[test]
fn credential_authority_weighs_no_votes() {
    let body = r#"{"constituency":0,"counting":"stv_scottish","seats":2,"#;
    assert!(CHARTER.contains(body));
    let plural = CHARTER.replace(body, &body.replace("stv_scottish", "plurality"));
    for (weight, expected) in [(1, None), (2, Some(VoidReason::Weights))] {
        let mut world = grown(&plural);
        let registrars = Registrars { weight, ..Registrars::default() };
        let vote = Vote::set_up_by(&mut world, 1, &[3, 4, 5], &registrars, |_| {});
        let mut vote = vote.rehearse(&mut world);
        vote.cast(&world, &[&[3]]);
        vote.close(&mut world);
        let (archive, proofs) = vote.tally(false);
        vote.name_result(&mut world, &archive);
        let outcome = vote.file(&mut world, Who::Person(8), &archive, &proofs, expected.is_none());
        if expected.is_none() {
            effect(outcome);
            sound(&world.files());
        } else {
            assert_eq!(outcome, REFUSED);
            assert_eq!(found(&world.files()), [(CheckId::Archives, Some(last_leaf(&world)))]);
            assert_eq!(audited(&world.files()).elections[1].refused, expected);
        }
    }
}

/// The registrars let one trustee have the whole key: the rehearsal shows it, before anybody votes.
#[test]
fn credential_authority_shares_no_key_otherwise_than_called() {
    let mut world = council();
    let registrars = Registrars { needed: 1, ..Registrars::default() };
    let mut vote = Vote::set_up_by(&mut world, 1, &[3, 4, 5], &registrars, |_| {});
    let (archive, proofs) = vote.rehearsal(true);
    assert_eq!(vote.file_rehearsal(&mut world, &archive, &proofs, false), REFUSED);
    assert_eq!(found(&world.files()), [(CheckId::Archives, Some(last_leaf(&world)))]);
}

/// A member files garbage, the rehearsal, or an archive without its result: nothing follows, and the record stays sound.
#[test]
fn whoever_files_a_wrong_archive_gives_no_seat_and_spoils_no_record() {
    let (mut world, mut vote) = closed();
    let (archive, proofs) = vote.tally(false);
    vote.name_result(&mut world, &archive);
    let (rehearsal, rehearsed) = vote.rehearsal(true);
    let unfinished = rebuild(&items(&archive)[..items(&archive).len() - 1]);
    let wrong: [(&[u8], &[u8]); 4] =
        [(b"garbage", b"{}"), (&rehearsal, &rehearsed), (&unfinished, &proofs), (&archive, b"{}")];
    for (archive, proofs) in wrong {
        assert_eq!(vote.file(&mut world, Who::Person(9), archive, proofs, false), REFUSED);
        assert!(elected(&world, &vote).is_empty());
        sound(&world.files());
    }
    goes_on(world, &vote, &archive, &proofs);
}

/// The archive is exchanged behind the act that names it: nobody can say who was elected, and nobody says so.
#[test]
fn whoever_files_another_archive_under_the_same_name() {
    let (mut world, mut vote) = closed();
    let (archive, proofs) = vote.tally(false);
    vote.name_result(&mut world, &archive);
    effect(vote.file(&mut world, Who::Person(8), &archive, &proofs, true));
    let leaf = last_leaf(&world);
    let honest = world.files();
    let path = {
        let report = sound(&honest);
        kenes_record::blob::path(&report.elections.iter().find(|audit| !audit.rehearsal).unwrap().archive)
    };
    let mut files = honest.clone();
    files.0.get_mut(&path).unwrap().push(b'\n');
    assert_eq!(found(&files), [(CheckId::Blobs, None), (CheckId::Fold, Some(leaf))]);
    assert_eq!(audited(&files).stopped, Some(leaf));
}

/// **Not prevented.** A coercer sees the ballot being cast. What helps is that it can be cast again, and that the record names nobody.
#[test]
fn coercion_leaves_a_second_ballot_and_no_name() {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    // Everybody is made to vote for 5, and votes again.
    vote.cast(&world, &[&[5], &[5], &[5], &[5], &[5]]);
    vote.cast(&world, &RANKINGS);
    vote.close(&mut world);
    let (archive, proofs) = vote.tally(false);
    vote.name_result(&mut world, &archive);
    for act in world.acts().iter().filter(|act| act.act_type() == ActType::BallotAccepted) {
        let names = |datum: &Datum| matches!(datum, Datum::Key(_) | Datum::PublicKey(_) | Datum::List(_));
        assert!(!act.body().fields().iter().any(|(_, datum)| names(datum)));
        assert!(act.signers().iter().all(|signer| signer.holder == kenes_record::act::Holder::Server));
    }
    // No key of a member, and no code of an enrolment, is a credential of the election.
    let credentials = String::from_utf8_lossy(&archive).into_owned();
    for person in 0..12 {
        let key = world.signer(Who::Person(person)).verifier().public().to_vec();
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(!credentials.contains(&hex));
    }
    goes_on(world, &vote, &archive, &proofs);
}
