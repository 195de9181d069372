//! A server that shows two histories under one key: no honest witness signs both, no two quorums come about while fewer than a
//! third of the witnesses lie, whoever holds a head of one history refuses the other, and one act of such a person makes the
//! other record unsound for everybody.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

mod common;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::cosignature::cosign;
use kenes_record::fsck::FaultKind;
use kenes_record::key::{KeyName, KeyUse, NoteSigner, VerifierKey};
use kenes_record::policy::{Policy, PolicyLog, PolicyName, PolicyWitness, quorum_of};
use kenes_record::proof::{prove_consistency, root, verify_consistency};
use kenes_record::tile::TileHashes;
use kenes_record::witness::{AddCheckpoint, Refusal, Seen, Swap};
use kenes_record::{Hash, Tree};
use kenes_store::folder::{Folder, FolderSource};
use kenes_store::port::{NewLeaf, RecordStore as _};
use kenes_store::sequencer::{GuardError, Options, Source, StartError};
use kenes_store::sql::SqlRecord;

use crate::common::council::Council;
use crate::common::disk::{Chance, assert_sound, check};
use crate::common::witness::Witness;
use crate::common::writer::begin;

const TIME: u64 = 1_795_100_000;

/// One of the histories that the server shows.
struct History {
    council: Council,
    leaves: Vec<NewLeaf>,
    tree: Tree,
}

impl History {
    /// So many leaves in common with every other, then some of its own.
    fn new(name: u64, common: u64, size: u64) -> Self {
        let mut history = Self { council: Council::new(), leaves: Vec::new(), tree: Tree::new() };
        let genesis = history.council.genesis();
        history.push(genesis);
        for number in 1..size {
            let own = if number < common { 0 } else { name };
            let act = history.council.act(own * 100_000 + number * 8 + 1, None);
            history.push(act.leaf);
        }
        history
    }

    fn push(&mut self, leaf: NewLeaf) {
        self.tree.push(Hash::leaf(&leaf.bytes));
        self.leaves.push(leaf);
    }

    fn size(&self) -> u64 {
        self.tree.size()
    }

    fn head(&self, size: u64) -> Head {
        let origin = self.council.log().verifier().name().clone();
        Head { origin, size, root: root(&self.tree, size).unwrap() }
    }

    /// The server signs whatever it shows.
    fn checkpoint(&self, size: u64) -> Checkpoint {
        self.head(size).sign(&self.council.log()).unwrap()
    }

    fn proof(&self, old: u64, size: u64) -> Vec<Hash> {
        prove_consistency(&self.tree, old, size).unwrap()
    }

    fn request(&self, old: u64, size: u64) -> AddCheckpoint {
        let request = AddCheckpoint::new(old, self.proof(old, size), self.checkpoint(size)).unwrap();
        // As it comes over the network.
        AddCheckpoint::parse(&request.to_bytes()).unwrap()
    }
}

/// A witness that keeps to the specification.
struct Honest {
    signer: NoteSigner,
    log: VerifierKey,
    seen: Option<Seen>,
    evidence: Vec<(bool, Vec<u8>)>,
}

impl Honest {
    fn new(number: u8) -> Self {
        let log = Council::new().log().verifier().clone();
        Self { signer: witness_key(number), log, seen: None, evidence: Vec::new() }
    }

    /// The status of the answer.
    fn ask(&mut self, request: &AddCheckpoint) -> u16 {
        match request.decide(std::slice::from_ref(&self.log), self.seen.as_ref()) {
            Ok(accepted) => {
                let pending = accepted.cosign(&self.signer, TIME).unwrap();
                assert_eq!(pending.before(), self.seen.as_ref());
                self.seen = Some(pending.after().clone());
                pending.release(Swap::Done).unwrap().status
            }
            Err(refusal) => {
                self.keep(&refusal);
                refusal.response().status
            }
        }
    }

    fn keep(&mut self, refusal: &Refusal) {
        let kept = refusal.evidence();
        self.evidence.extend(kept.map(|kept| (kept.proves_fork(), kept.request().to_vec())));
    }

    fn size(&self) -> u64 {
        self.seen.as_ref().map_or(0, |seen| seen.head().size)
    }
}

fn witness_key(number: u8) -> NoteSigner {
    let name = KeyName::new(&format!("w{number}.example")).unwrap();
    NoteSigner::from_secret(name, KeyUse::Cosignature, &[100 + number; 32]).unwrap()
}

#[test]
fn an_honest_witness_signs_one_history() {
    for (common, longer, shorter) in [(1, 9, 7), (5, 12, 12), (256, 300, 270), (257, 258, 600)] {
        let (one, other) = (History::new(1, common, longer), History::new(2, common, shorter));
        let mut witness = Honest::new(1);
        assert_eq!(witness.ask(&one.request(0, common)), 200);
        assert_eq!(witness.ask(&one.request(common, longer)), 200);
        // From wherever the server says that the witness is, with its own proofs and those of the other history.
        for old in [0, 1, common, longer.min(shorter), longer, shorter] {
            for size in [common + 1, shorter] {
                let checkpoint = other.checkpoint(size);
                let mut proofs = vec![Vec::new()];
                if old <= size {
                    proofs.push(other.proof(old, size));
                }
                if size <= longer && old <= size {
                    proofs.push(one.proof(old, size));
                }
                for proof in proofs {
                    let request = AddCheckpoint::new(old, proof, checkpoint.clone()).unwrap();
                    let status = witness.ask(&request);
                    assert!([400, 409, 422].contains(&status), "{status}: {common} {old} {size}");
                }
            }
        }
        assert_eq!(witness.size(), longer);
        // Of one size: what is kept convicts the log, whoever reads it.
        if shorter >= longer {
            let status = witness.ask(&other.request(longer, longer));
            assert_eq!(status, 422);
            let (proves_fork, request) = witness.evidence.last().unwrap();
            let kept = AddCheckpoint::parse(request).unwrap();
            let log = one.council.log();
            assert!(*proves_fork && kept.checkpoint().verify(log.verifier()).is_ok());
            assert_ne!(kept.checkpoint().head().root, one.head(longer).root);
        }
    }
}

/// Whatever a server asks in whatever order, what a witness has signed is one history.
#[test]
fn no_order_of_requests_gets_two_histories_signed() {
    let mut chance = Chance::new(3);
    for round in 0..40 {
        let common = 1 + chance.below(20);
        let size = |chance: &mut Chance| common + 1 + chance.below(20);
        let histories = [
            History::new(1, common, size(&mut chance)),
            History::new(2, common, size(&mut chance)),
            History::new(3, common, size(&mut chance)),
        ];
        let mut witness = Honest::new(1);
        let mut signed: Vec<Head> = Vec::new();
        for _ in 0..200 {
            let history = &histories[usize::try_from(chance.below(3)).unwrap()];
            let size = 1 + chance.below(history.size());
            let old = if chance.below(2) == 0 { witness.size() } else { chance.below(size + 1) };
            if old <= size && witness.ask(&history.request(old, size)) == 200 {
                signed.push(history.head(size));
            }
        }
        let explains = |history: &&History| {
            signed.iter().all(|head| head.size <= history.size() && history.head(head.size) == *head)
        };
        assert!(signed.len() > 1, "round {round}");
        assert!(histories.iter().any(|history| explains(&history)), "round {round}: {signed:?}");
    }
}

/// Of n witnesses, f sign everything; the server shows each of the others whichever history it likes. As more than two thirds
/// are needed, two quorums have more than a third in common, and all of these lie.
#[test]
fn two_quorums_need_a_third_of_liars() {
    let (one, other) = (History::new(1, 3, 8), History::new(2, 3, 8));
    for n in [4, 5, 6, 7, 8, 9, 10] {
        let keys: Vec<NoteSigner> = (0..n).map(|number| witness_key(u8::try_from(number).unwrap())).collect();
        let log = PolicyLog { key: one.council.log().verifier().clone(), url: None };
        let witnesses = keys.iter().zip(0..).map(|(key, number)| PolicyWitness {
            name: PolicyName::new(format!("w{number}").as_bytes()).unwrap(),
            key: key.verifier().clone(),
            url: None,
        });
        let policy = Policy::of_witnesses(log, witnesses, quorum_of(n)).unwrap();
        for f in 0..=n {
            let split = (0..=n - f).any(|to_one| {
                let witnessed = |history: &History, from: usize, to: usize| {
                    let mut checkpoint = history.checkpoint(8);
                    for signer in keys[..f].iter().chain(&keys[from..to]) {
                        let line = cosign(&history.head(8), signer, TIME);
                        checkpoint.note_mut().push(line);
                    }
                    policy.verify(&checkpoint).is_ok()
                };
                witnessed(&one, f, f + to_one) && witnessed(&other, f + to_one, n)
            });
            let in_common = 2 * quorum_of(n) - n;
            assert!(3 * in_common >= n, "{n}");
            assert_eq!(split, f >= in_common, "{f} of {n} lie");
        }
    }
}

/// Whoever holds a head refuses what does not continue it, whatever proof comes along: a phone, a peer, a mirror.
#[test]
fn who_holds_a_head_refuses_the_other_history() {
    let (one, other) = (History::new(1, 200, 300), History::new(2, 200, 400));
    for held in [201, 256, 257, 300] {
        let (size, root) = (held, one.head(held).root);
        for shown in [held, held + 1, 400] {
            let theirs = other.head(shown).root;
            for proof in [other.proof(held, shown), one.proof(held, shown.min(300)), Vec::new()] {
                assert!(verify_consistency(size, root, shown, theirs, &proof).is_err(), "{held} {shown}");
            }
        }
        let rest = one.proof(held, 300);
        assert!(verify_consistency(size, root, 300, one.head(300).root, &rest).is_ok());
    }
    // Up to where they part both are the same, and nobody can know.
    let (size, root) = (200, one.head(200).root);
    assert!(verify_consistency(size, root, 400, other.head(400).root, &other.proof(200, 400)).is_ok());
}

/// Publishes a history, as a server does.
async fn published(history: &History, folder: &Path) -> PathBuf {
    let store = Arc::new(SqlRecord::open_sqlite(&folder.join("record.db")).await.unwrap());
    for blob in history.council.blobs() {
        store.put_blob(blob).await.unwrap();
    }
    let public = folder.join("public");
    let publisher = Folder::open(&public, history.council.log().verifier().clone()).unwrap();
    let options = Options { max_wait: Duration::ZERO, ..Options::default() };
    let sequencer = begin(&store, (), publisher, options).await.unwrap();
    for leaf in &history.leaves {
        sequencer.submitter().submit(leaf.clone()).await.unwrap();
    }
    sequencer.stop().await.unwrap();
    store.close().await;
    public
}

/// A member who was shown one history acts. In the other the act can stand nowhere, and the server can only leave it out, which
/// the member sees.
#[tokio::test]
async fn one_act_betrays_the_other_history() {
    let folder = tempfile::tempdir().unwrap();
    for (round, held) in [21, 29].into_iter().enumerate() {
        let (mut one, other) = (History::new(1, 20, 30), History::new(2, 20, 30));
        let act = one.council.act(7_777_777, Some(&one.head(held))).leaf;
        one.push(act.clone());
        let place = |name: &str| {
            let path = folder.path().join(format!("{round}-{name}"));
            std::fs::create_dir(&path).unwrap();
            path
        };
        assert_sound(&published(&one, &place("one")).await, "where the act belongs");
        // Early, where the head that it names is not yet reached, and late.
        for (name, at) in [("early", 20), ("middle", 26), ("late", 30)] {
            let mut forged = History { council: Council::new(), leaves: Vec::new(), tree: Tree::new() };
            let (before, after) = other.leaves.split_at(at);
            before.iter().chain([&act]).chain(after).for_each(|leaf| forged.push(leaf.clone()));
            let report = check(&published(&forged, &place(name)).await);
            let [fault] = &report.faults[..] else { panic!("{name}: {:?}", report.faults) };
            assert_eq!(fault.what, FaultKind::OtherHistory { size: held }, "{name}");
            assert_eq!(fault.leaf, Some(u64::try_from(at).unwrap()), "{name}");
        }
    }
}

/// A mirror that has one history does not go on with the other, and both signed heads are proof for everybody.
#[tokio::test]
async fn a_mirror_does_not_go_on_with_the_other_history() {
    let folder = tempfile::tempdir().unwrap();
    let places = ["one", "other"].map(|name| folder.path().join(name));
    places.iter().for_each(|place| std::fs::create_dir(place).unwrap());
    let (one, other) = (History::new(1, 10, 40), History::new(2, 10, 50));
    let mirror = FolderSource::new(&published(&one, &places[0]).await);
    let server = FolderSource::new(&published(&other, &places[1]).await);
    let (held, shown) = (mirror.checkpoint().unwrap(), server.checkpoint().unwrap());
    let (old, new) = (held.head(), shown.head());
    let served = TileHashes::new(&server, new.size);
    let proof = prove_consistency(&served, old.size, new.size).unwrap();
    assert!(verify_consistency(old.size, old.root, new.size, new.root, &proof).is_err());
    // The server's own heads are right by themselves: only the two together tell.
    let log = one.council.log();
    assert!(held.verify(log.verifier()).is_ok() && shown.verify(log.verifier()).is_ok());
    let at_one_size = server.checkpoint_of(old.size).unwrap();
    assert!(at_one_size.verify(log.verifier()).is_ok());
    assert_ne!(at_one_size.head().root, old.root);
}

/// The server's own guard: with the database of one history and anything known of the other it does not start.
#[tokio::test]
async fn a_server_does_not_go_on_with_two_histories() {
    let folder = tempfile::tempdir().unwrap();
    let places = ["one", "other"].map(|name| folder.path().join(name));
    places.iter().for_each(|place| std::fs::create_dir(place).unwrap());
    let (one, other) = (History::new(1, 10, 30), History::new(2, 10, 20));
    published(&one, &places[0]).await;
    published(&other, &places[1]).await;
    let store = Arc::new(SqlRecord::open_sqlite(&places[0].join("record.db")).await.unwrap());
    let before = store.heads(0, u32::MAX).await.unwrap();
    let theirs = Folder::open(&places[1].join("public"), one.council.log().verifier().clone()).unwrap();
    let forks = [
        begin(&store, (), theirs, Options::default()).await,
        begin(&store, Witness::having(other.checkpoint(15)), (), Options::default()).await,
    ];
    for fork in forks {
        let Err(StartError::Guard(GuardError::Fork { size, by, ours, theirs })) = fork else { panic!() };
        assert!(matches!((size, &by), (20, Source::Published) | (15, Source::Witness(_))), "{by:?}");
        assert_eq!((ours, theirs), (one.head(size).root, other.head(size).root));
    }
    assert_eq!(store.heads(0, u32::MAX).await.unwrap(), before, "nothing is signed");
    store.close().await;
}
