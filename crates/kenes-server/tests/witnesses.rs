//! The sequencer asks witnesses over HTTP: witnesses of ours, running here.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::cosignature;
use kenes_record::key::{KeyName, KeyUse, NoteSigner};
use kenes_record::policy::{Policy, PolicyLog, PolicyName, PolicyWitness};
use kenes_record::witness::AddCheckpoint;
use kenes_record::{Hash, Tree, proof};
use kenes_server::witness::{self, State, Witness};
use kenes_server::witnesses::HttpWitnesses;
use kenes_store::folder::Folder;
use kenes_store::memory::MemoryRecord;
use kenes_store::port::{Holder, NewLeaf};
use kenes_store::sequencer::{self, Options, Start, View, Witnesses as _};
use kenes_store::tree::SharedTree;
use tokio::net::TcpListener;

fn log() -> NoteSigner {
    NoteSigner::from_secret(KeyName::new("log.example/k/test").unwrap(), KeyUse::Note, &[1; 32]).unwrap()
}

fn signer(number: u8) -> NoteSigner {
    let name = KeyName::new(&format!("witness.example/{number}")).unwrap();
    NoteSigner::from_secret(name, KeyUse::Cosignature, &[number.wrapping_add(100); 32]).unwrap()
}

/// Starts a witness on a port of this machine.
async fn start(folder: &Path, number: u8) -> (SocketAddr, Arc<Witness>) {
    let (state, key) = (folder.join(format!("state-{number}")), folder.join(format!("key-{number}")));
    let state = State::open(&state, &key, signer(number).verifier(), [number; 16]).unwrap();
    let logs = vec![log().verifier().clone()];
    let witness = Arc::new(Witness::new(signer(number), logs, state, folder.join("evidence")));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let served = witness::serve(listener, Arc::clone(&witness), std::future::pending(), |_| {});
    tokio::spawn(served);
    (address, witness)
}

fn policy(witnesses: &[(u8, SocketAddr)]) -> Policy {
    let witnesses = witnesses.iter().map(|(number, address)| PolicyWitness {
        name: PolicyName::new(format!("w{number}").as_bytes()).unwrap(),
        key: signer(*number).verifier().clone(),
        url: Some(format!("http://{address}/").into_bytes()),
    });
    let witnesses: Vec<_> = witnesses.collect();
    let enough = witnesses.len();
    Policy::of_witnesses(PolicyLog { key: log().verifier().clone(), url: None }, witnesses, enough).unwrap()
}

fn leaf(number: u64) -> NewLeaf {
    let bytes = number.to_be_bytes().to_vec();
    NewLeaf { id: Hash::of(&bytes), bytes }
}

fn head(leaves: u64) -> Checkpoint {
    let mut tree = Tree::new();
    (0..leaves).for_each(|number| tree.push(Hash::leaf(&leaf(number).bytes)));
    Head { origin: log().verifier().name().clone(), size: leaves, root: tree.root() }.sign(&log()).unwrap()
}

/// An address at which nobody listens.
async fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn heads_are_cosigned_and_published() {
    let folder = tempfile::tempdir().unwrap();
    let (one, _) = start(folder.path(), 1).await;
    let (two, witness) = start(folder.path(), 2).await;
    let policy = policy(&[(1, one), (2, two)]);
    let public = folder.path().join("public");
    let sequencer = sequencer::start(Start {
        store: Arc::new(MemoryRecord::new()),
        signer: log(),
        witnesses: HttpWitnesses::new(&policy),
        publisher: Folder::open(&public, log().verifier().clone()).unwrap(),
        holder: Holder::new([1; 16]),
        stated: None,
        restored: false,
        options: Options {
            max_wait: Duration::from_millis(5),
            retry: Duration::from_millis(100),
            ..Options::default()
        },
    })
    .await
    .unwrap();
    for number in 0..30 {
        sequencer.submitter().submit(leaf(number)).await.unwrap();
    }
    // A witness that is slow once cosigns when it is asked again.
    let folder = Folder::open(&public, log().verifier().clone()).unwrap();
    let is_cosigned = |checkpoint: &Checkpoint| {
        let verified = policy.verify(checkpoint);
        checkpoint.head().size == 30 && verified.is_ok_and(|verified| verified.cosigners().len() == 2)
    };
    let cosigned = async {
        loop {
            if let Some(checkpoint) = folder.published().unwrap().filter(is_cosigned) {
                return checkpoint;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let checkpoint = tokio::time::timeout(Duration::from_secs(120), cosigned).await.unwrap();
    assert_eq!(witness.seen(log().verifier().name()).unwrap().head(), checkpoint.head());
    sequencer.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_know_the_size_learns_it() {
    let folder = tempfile::tempdir().unwrap();
    let (address, witness) = start(folder.path(), 1).await;
    let first = AddCheckpoint::new(0, Vec::new(), head(10)).unwrap().to_bytes();
    assert_eq!(witness.add_checkpoint(&first, 1_000, &|_| {}).status, 200);
    let witnesses = HttpWitnesses::new(&policy(&[(1, address)]));
    let tree = tree(25).await;
    let lines = witnesses.cosign(&head(25), &tree).await;
    let mut checkpoint = head(25);
    lines.into_iter().for_each(|line| checkpoint.note_mut().push(line));
    assert!(cosignature::verify(&checkpoint, signer(1).verifier()).is_ok());
    // What is cosigned is not asked again, and what is older or of another history is not had.
    assert!(witnesses.cosign(&checkpoint, &tree).await.is_empty());
    assert!(witnesses.cosign(&head(20), &tree).await.is_empty());
    let other = Head { root: Hash::of(b"x"), ..head(25).head().clone() }.sign(&log()).unwrap();
    assert!(witnesses.cosign(&other, &tree).await.is_empty());
    let seen = witnesses.newest(log().verifier().name()).await;
    assert!(matches!(&seen[0].view, View::Checkpoint(checkpoint) if checkpoint.head().size == 25));
}

/// A tree as the store builds it.
async fn tree(leaves: u64) -> SharedTree {
    let store = Arc::new(MemoryRecord::new());
    let sequencer = sequencer::start(Start {
        store,
        signer: log(),
        witnesses: (),
        publisher: (),
        holder: Holder::new([2; 16]),
        stated: None,
        restored: false,
        options: Options { max_wait: Duration::from_millis(1), ..Options::default() },
    })
    .await
    .unwrap();
    for number in 0..leaves {
        sequencer.submitter().submit(leaf(number)).await.unwrap();
    }
    let tree = sequencer.tree().clone();
    sequencer.stop().await.unwrap();
    tree
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_answer_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let (address, _) = start(folder.path(), 1).await;
    let witnesses = HttpWitnesses::new(&policy(&[(1, address), (2, nobody().await), (3, address)]));
    // The third is asked at the address of the first, whose key it is not.
    assert_eq!(witnesses.keys().len(), 3);
    let lines = witnesses.cosign(&head(5), &tree(5).await).await;
    assert_eq!(lines.len(), 1);
    assert!(lines[0].is_by(signer(1).verifier()));
    let seen = witnesses.newest(log().verifier().name()).await;
    let unreachable = seen.iter().filter(|seen| matches!(seen.view, View::Unreachable)).count();
    assert_eq!((seen.len(), unreachable), (3, 1));
    let nothing = witnesses.newest(&KeyName::new("other.example/k/x").unwrap()).await;
    assert_eq!(nothing.iter().filter(|seen| matches!(seen.view, View::Nothing)).count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_answers_many_at_once_and_never_goes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (_, witness) = start(folder.path(), 1).await;
    let mut tree = Tree::new();
    (0..40).for_each(|number| tree.push(Hash::leaf(&leaf(number).bytes)));
    let ask = |old: u64, size: u64| {
        let proof = if old == 0 { Vec::new() } else { proof::prove_consistency(&tree, old, size).unwrap() };
        AddCheckpoint::new(old, proof, head(size)).unwrap().to_bytes()
    };
    assert_eq!(witness.add_checkpoint(&ask(0, 1), 1, &|_| {}).status, 200);
    // All of them grow from 1: one is first, the others are told.
    let requests: Vec<Vec<u8>> = (2..40).map(|size| ask(1, size)).collect();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let asked: Vec<_> = requests
            .iter()
            .map(|request| scope.spawn(|| witness.add_checkpoint(request, 1, &|_| {}).status))
            .collect();
        asked.into_iter().map(|asked| asked.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1);
    assert_eq!(statuses.iter().filter(|status| **status == 409).count(), statuses.len() - 1);
}

#[tokio::test]
async fn a_witness_that_cannot_write_stops() {
    let folder = tempfile::tempdir().unwrap();
    let (_, witness) = start(folder.path(), 1).await;
    let request = AddCheckpoint::new(0, Vec::new(), head(5)).unwrap().to_bytes();
    std::fs::remove_dir_all(folder.path()).unwrap();
    assert_eq!(witness.add_checkpoint(&request, 1, &|_| {}).status, 500);
    assert!(!witness.is_well());
    std::fs::create_dir_all(folder.path()).unwrap();
    assert_eq!(witness.add_checkpoint(&request, 1, &|_| {}).status, 500, "until the next start");
}
