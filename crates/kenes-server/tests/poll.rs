//! Whole elections through a poll: from the trustees' key to the count, with interruptions, refusals and an outsider's audit.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod files;
mod world;

use std::fs;
use std::path::Path;

use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::trustee::TrusteeIndex;
use kenes_core::Phase;
use kenes_record::act::ActId;
use kenes_record::policy::{Policy, PolicyLog};
use kenes_server::poll::{
    Accepted, BallotRefusal, Contribution, CountingError, Next, OpenPollError, Poll, RecoveryError, Turn,
};
use kenes_verify::{Options, Verdict};

use self::files::Public;
use self::world::{Trustees, World, ballot};

const CANDIDATES: [usize; 9] = [3, 5, 7, 9, 11, 13, 15, 17, 19];

fn index(number: u32) -> TrusteeIndex {
    TrusteeIndex::new(number).unwrap()
}

/// The peer's verifier, where one is named.
fn verify_by_peer(archive: &Path) {
    let Some(tool) = std::env::var_os("KENES_BELENIOS_TOOL_33") else { return };
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join(archive.file_name().unwrap());
    fs::copy(archive, copy).unwrap();
    let mut command = std::process::Command::new(tool);
    let done = command.args(["election", "verify", "--dir"]).arg(folder.path()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_election_of_24_voters_goes_from_the_key_to_the_seats() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let mut world = World::found(&dir).await;
    world.days(1).await;
    world.fill(24).await;
    world.days(32).await;
    let call = world.call(&CANDIDATES).await;
    let mut trustees = Trustees::default();
    let codes = world.prepare(call, &mut trustees).await;
    assert_eq!(codes.len(), 24);

    let (first, accepted) = vote(&world, call, &codes).await;

    // The server is stopped and started between any two steps.
    world.stop().await;
    let world = World::open(&dir).await;
    let poll = Poll::open(world.desk(), call).await.unwrap();
    assert_eq!(poll.cast(first).await.unwrap(), accepted);
    world.tick(world.election(&call).await.closes).await;
    assert_eq!(poll.cast(ballot(&poll.board().election, &codes[1], 3)).await, Err(BallotRefusal::Closed));
    count(&world, poll, &trustees).await;
    let election = world.election(&call).await;
    assert_eq!((election.phase, election.elected.len()), (Phase::Counted, 7));
    world.stop().await;
    let files = Public(dir.join("public"));
    let report = kenes_verify::audit(&files, &Options::default(), &mut |_| {}).unwrap();
    assert_eq!(report.verdict(), Verdict::Accepted, "{:?}", report.failures);
}

/// Everybody votes; the first ballot and what was answered.
async fn vote(world: &World, call: ActId, codes: &[PrivateCredential]) -> (Vec<u8>, Accepted) {
    let poll = Poll::open(world.desk(), call).await.unwrap();
    let election = &poll.board().election;
    let first = ballot(election, &codes[0], 0);
    assert_eq!(poll.cast(first.clone()).await, Err(BallotRefusal::NotOpen));
    world.tick(world.election(&call).await.opens).await;
    let mut invalid = first.clone();
    invalid[40] ^= 1;
    assert!(matches!(poll.cast(invalid).await, Err(BallotRefusal::Invalid(_))));
    let accepted = poll.cast(first.clone()).await.unwrap();
    assert_eq!(poll.verify(&first).unwrap(), accepted.tracker);
    assert_eq!(poll.cast(first.clone()).await.unwrap(), accepted, "the same ballot, the same receipt");

    // All at once, one of them three times; the first voter changes her mind.
    let ballots: Vec<_> =
        codes.iter().enumerate().map(|(place, code)| ballot(election, code, place)).collect();
    let all = ballots.iter().chain([&ballots[7], &ballots[7]]).map(|ballot| poll.cast(ballot.clone()));
    let all: Vec<_> = futures(all).await.into_iter().map(Result::unwrap).collect();
    assert_eq!((&all[7], &all[7]), (&all[24], &all[25]));
    let board = world.election(&call).await.board;
    assert_eq!((board.accepted.ballots, board.height), (25, 25));
    {
        let host = world.host.read().await;
        let log = host.data().log_key().unwrap().verifier().clone();
        let policy =
            Policy::parse(b"quorum none\n").unwrap().for_log(PolicyLog { key: log, url: None }).unwrap();
        for accepted in &all {
            let (entry, verified) = accepted.receipt.verify_with_entry(&policy).unwrap();
            assert_eq!(verified.index(), accepted.leaf);
            let act = kenes_record::act::Act::parse(entry).unwrap();
            assert!(act.to_bytes().windows(64).any(|hex| hex == accepted.tracker.to_hex().as_bytes()));
        }
    }
    assert_eq!(poll.advance().await.unwrap(), Turn::Voters);
    assert!(matches!(poll.shuffle(index(1), b"{}".to_vec()).await, Err(CountingError::Stage { .. })));

    poll.stop().await;
    (first, accepted)
}

/// Trustees and machine bring it to the count.
async fn count(world: &World, poll: Poll, trustees: &Trustees) {
    let call = *poll.call();
    let turn = poll.advance().await.unwrap();
    let all_three = vec![index(1), index(2), index(3)];
    assert_eq!(turn, Turn::Count(Next::Shuffle { missing: 2, of: all_three.clone() }));
    assert_eq!(poll.advance().await.unwrap(), turn, "done twice it changes nothing");

    // Two begin with the same tally: the second has to shuffle again.
    let (one, two) = (trustees.shuffle(poll.archive()), trustees.shuffle(poll.archive()));
    let ballots = world.election(&call).await.board.accepted.ballots;
    is_no_longer_than_is_read(ballots, &[&one]);
    assert_eq!(poll.shuffle(index(3), one.clone()).await.unwrap(), Contribution::Added);
    assert!(
        matches!(poll.shuffle(index(1), two).await, Err(CountingError::Shuffle { owner, .. }) if owner == index(1))
    );
    assert_eq!(poll.shuffle(index(3), one).await.unwrap(), Contribution::Known);
    assert_eq!(
        poll.advance().await.unwrap(),
        Turn::Count(Next::Shuffle { missing: 1, of: vec![index(1), index(2)] })
    );
    poll.stop().await;
    let poll = Poll::open(world.desk(), call).await.unwrap();
    poll.shuffle(index(1), trustees.shuffle(poll.archive())).await.unwrap();
    assert_eq!(poll.advance().await.unwrap(), Turn::Count(Next::Decrypt { missing: 2, of: all_three }));

    let (decryption, bound) = trustees.decrypt(index(2), poll.archive());
    is_no_longer_than_is_read(ballots, &[&decryption, &bound]);
    let lent = poll.decryption(index(1), decryption.clone(), bound.clone()).await;
    assert!(matches!(lent, Err(CountingError::Decryption(_))), "{lent:?}");
    let (_, other) = trustees.decrypt(index(2), poll.archive());
    let unbound = poll.decryption(index(2), decryption.clone(), other).await;
    assert!(matches!(unbound, Err(CountingError::Bound(_))), "{unbound:?}");
    assert_eq!(
        poll.decryption(index(2), decryption.clone(), bound.clone()).await.unwrap(),
        Contribution::Added
    );
    assert_eq!(poll.decryption(index(2), decryption, bound).await.unwrap(), Contribution::Known);
    assert_eq!(
        poll.advance().await.unwrap(),
        Turn::Count(Next::Decrypt { missing: 1, of: vec![index(1), index(3)] })
    );
    let (decryption, bound) = trustees.decrypt(index(3), poll.archive());
    poll.decryption(index(3), decryption, bound).await.unwrap();
    let mut turn = poll.advance().await.unwrap();
    if turn == Turn::Lot {
        turn = open_lot(&poll, trustees).await;
    }
    assert_eq!(turn, Turn::Over);
    assert_eq!(poll.advance().await.unwrap(), Turn::Over);
    verify_by_peer(poll.archive());
    poll.stop().await;
}

/// The server reads a kilobyte for each ballot, and a form (`web/lengths.rs`); what is sent is text within JSON.
fn is_no_longer_than_is_read(ballots: u64, parts: &[&[u8]]) {
    let length = |part: &&[u8]| serde_json::to_string(std::str::from_utf8(part).unwrap()).unwrap().len();
    let length: usize = parts.iter().map(length).sum();
    println!("{length} bytes of {ballots} ballots");
    assert!(
        length < usize::try_from(ballots).unwrap() * 1_024 + 4_096,
        "{length} bytes of {ballots} ballots"
    );
}

/// Two trustees open the lot.
async fn open_lot(poll: &Poll, trustees: &Trustees) -> Turn {
    use kenes_belenios::lot::{LotDocument, open};
    let (lot, absent) = poll.lot().await.unwrap();
    assert_eq!(absent.len(), 3);
    for (owner, is_last) in [(index(1), false), (index(3), true)] {
        let key = trustees.key(owner, &poll.board().trustees);
        let mut document = LotDocument::new(&lot);
        document.insert(open(&lot, owner, &key, &mut world::rng())).unwrap();
        assert!(poll.lot_share(index(2), &document.to_bytes()).await.is_err());
        assert_eq!(poll.lot_share(owner, &document.to_bytes()).await.unwrap(), is_last);
    }
    poll.advance().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_record_does_not_have_is_cut_off_and_what_it_has_must_be_there() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let mut world = World::found(&dir).await;
    world.days(1).await;
    world.fill(12).await;
    world.days(32).await;
    let call = world.call(&CANDIDATES[..4]).await;
    let codes = world.prepare(call, &mut Trustees::default()).await;
    world.tick(world.election(&call).await.opens).await;

    let poll = Poll::open(world.desk(), call).await.unwrap();
    let accepted = poll.cast(ballot(&poll.board().election, &codes[0], 1)).await.unwrap();
    let (path, kept) = (poll.archive().to_path_buf(), fs::read(poll.archive()).unwrap());
    poll.cast(ballot(&poll.board().election, &codes[1], 1)).await.unwrap();
    let longer = fs::read(&path).unwrap();
    let late = ballot(&poll.board().election, &codes[2], 1);
    let mut writer = kenes_belenios::board::Published::read(&*longer, kenes_belenios::archive::Form::Strict)
        .unwrap()
        .writer();
    poll.stop().await;

    // A ballot that nobody was told of, whole or torn, and an end of the vote that the record does not know.
    let record = writer.clone().ballot(&late).unwrap();
    let torn = (1..record.len()).step_by(199).map(|length| record[..length].to_vec());
    for tail in torn.chain([record.clone(), writer.end_ballots(), b"x".to_vec()]) {
        fs::write(&path, [&*longer, &tail].concat()).unwrap();
        Poll::open(world.desk(), call).await.unwrap().stop().await;
        assert_eq!(fs::read(&path).unwrap(), longer);
    }
    // A ballot that its voter was told of is gone.
    fs::write(&path, &kept).unwrap();
    let short = Poll::open(world.desk(), call).await;
    assert!(
        matches!(short, Err(OpenPollError::Recovery(RecoveryError::Short { record: 2, archive: 1 }))),
        "{short:?}"
    );
    let mut other = longer.clone();
    let place = other.len() - 2_000;
    other[place] ^= 1;
    fs::write(&path, other).unwrap();
    assert!(matches!(Poll::open(world.desk(), call).await, Err(OpenPollError::Recovery(_))));
    fs::write(&path, &longer).unwrap();
    let poll = Poll::open(world.desk(), call).await.unwrap();
    assert_eq!(
        poll.cast(ballot(&poll.board().election, &codes[0], 2)).await.unwrap().leaf,
        accepted.leaf + 2
    );
    poll.stop().await;
    world.stop().await;
}

/// Waits for all, at the same time.
async fn futures<F: Future + Send>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut all: Vec<_> = all.map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|context| {
        let mut waits = false;
        for (one, output) in &mut all {
            if output.is_none() {
                match one.as_mut().poll(context) {
                    std::task::Poll::Ready(done) => *output = Some(done),
                    std::task::Poll::Pending => waits = true,
                }
            }
        }
        if waits { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
    })
    .await;
    all.into_iter().map(|(_, output)| output.unwrap()).collect()
}
