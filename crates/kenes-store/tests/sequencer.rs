//! The sequencer: what is acknowledged is there for ever, a crash leaves what the next start finishes, and a start that
//! could make a second history is refused.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

mod common;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kenes_record::checkpoint::Checkpoint;
use kenes_record::{Hash, cosignature};
use kenes_store::folder::{Folder, FolderSource};
use kenes_store::memory::MemoryRecord;
use kenes_store::port::{AcquireError, RecordStore};
use kenes_store::recover::{RecoverError, recover};
use kenes_store::sequencer::{
    Acknowledged, GuardError, Options, Publish, Sequencer, Source, Start, StartError, SubmitError, Witnesses,
    start,
};
use kenes_store::sql::SqlRecord;
use kenes_store::tree::LoadError;
use tokio::task::JoinSet;

use crate::common::failing::{Failing, When};
use crate::common::witness::Witness;
use crate::common::{assert_published, head, holder, leaf, leaves, signer};

fn options() -> Options {
    Options { max_batch: 16, max_wait: Duration::from_millis(5), ..Options::default() }
}

fn with<S, W, P>(store: &Arc<S>, witnesses: W, publisher: P) -> Start<S, W, P> {
    Start {
        store: Arc::clone(store),
        signer: signer(),
        witnesses,
        publisher,
        holder: holder(1),
        stated: None,
        restored: false,
        options: options(),
    }
}

fn folder(path: &Path) -> Folder {
    Folder::open(path, signer().verifier().clone()).unwrap()
}

async fn submit(
    sequencer: &Sequencer,
    range: std::ops::Range<u64>,
) -> Vec<Result<Acknowledged, SubmitError>> {
    let mut tasks = JoinSet::new();
    for number in range {
        let submitter = sequencer.submitter();
        tasks.spawn(async move { submitter.submit(leaf(number)).await });
    }
    tasks.join_all().await
}

/// A store with these leaves and heads, as a crash may leave it.
async fn left<S: RecordStore>(store: S, size: u64, heads: &[u64]) -> Arc<S> {
    let lease = store.acquire_sequencer(holder(9)).await.unwrap();
    store.append(&lease, 0, &leaves(0..size)).await.unwrap();
    let mut previous = None;
    for size in heads {
        store.swap_head(&lease, previous, &head(*size)).await.unwrap();
        previous = Some(*size);
    }
    drop(lease);
    Arc::new(store)
}

async fn refused<W: Witnesses, P: Publish>(with: Start<MemoryRecord, W, P>) -> GuardError {
    let store = Arc::clone(&with.store);
    let before = store.heads(0, 10).await.unwrap();
    let error = start(with).await.unwrap_err();
    assert_eq!(store.heads(0, 10).await.unwrap(), before, "nothing is signed");
    match error {
        StartError::Guard(error) => error,
        error => panic!("{error}"),
    }
}

#[tokio::test]
async fn what_is_submitted_is_kept_signed_cosigned_and_published() {
    let path = tempfile::tempdir().unwrap();
    let store = Arc::new(SqlRecord::open_sqlite(&path.path().join("record.db")).await.unwrap());
    let public = path.path().join("public");
    let witness = Witness::new();
    let sequencer = start(with(&store, witness.clone(), folder(&public))).await.unwrap();
    let answers = submit(&sequencer, 0..50).await;
    let mut indices: Vec<u64> = answers.iter().map(|answer| answer.unwrap().index).collect();
    indices.sort_unstable();
    assert_eq!(indices, (0..50).collect::<Vec<_>>());
    for answer in &answers {
        let Acknowledged { index, size, known } = answer.unwrap();
        assert!(index < size && !known);
        assert_eq!(store.heads(size, 1).await.unwrap()[0].head().size, size);
    }
    let again = sequencer.submitter().submit(leaf(7)).await.unwrap();
    assert_eq!(Some(again.index), store.index_of(leaf(7).id).await.unwrap());
    assert!(again.known);
    sequencer.stop().await.unwrap();

    let head = store.head().await.unwrap().unwrap();
    assert_eq!(head.head().size, 50);
    assert_eq!(FolderSource::new(&public).checkpoint().unwrap(), head);
    cosignature::verify(&head, &witness.keys()[0]).unwrap();
    assert_eq!(witness.size(), Some(50));
    store.close().await;
}

#[tokio::test]
async fn the_same_leaf_twice_at_once_is_one_leaf() {
    let store = Arc::new(MemoryRecord::new());
    let sequencer = start(with(&store, (), ())).await.unwrap();
    let (a, b) = (sequencer.submitter(), sequencer.submitter());
    let (a, b) = tokio::join!(a.submit(leaf(0)), b.submit(leaf(0)));
    let known: Vec<bool> = [a, b].iter().map(|answer| answer.unwrap().known).collect();
    assert!(known == [false, true] || known == [true, false]);
    assert_eq!(store.size().await.unwrap(), 1);
    let mut large = leaf(1);
    large.bytes = vec![0; 65_536];
    let refused = sequencer.submitter().submit(large).await;
    assert_eq!(refused, Err(SubmitError::TooLarge { length: 65_536 }));
    let submitter = sequencer.submitter();
    sequencer.stop().await.unwrap();
    assert_eq!(submitter.submit(leaf(2)).await, Err(SubmitError::Stopped));
}

#[tokio::test]
async fn a_start_finishes_what_was_begun() {
    let path = tempfile::tempdir().unwrap();
    for (number, heads) in [&[][..], &[2], &[2, 5]].into_iter().enumerate() {
        let store = left(MemoryRecord::new(), 5, heads).await;
        let public = path.path().join(number.to_string());
        if heads.len() == 2 {
            // Something was written beyond what is published.
            std::fs::create_dir_all(public.join("tile/entries/000.p")).unwrap();
            std::fs::write(public.join("tile/entries/000.p/5"), b"cut").unwrap();
        }
        let witness = Witness::new();
        start(with(&store, witness.clone(), folder(&public))).await.unwrap().stop().await.unwrap();
        let signed = store.head().await.unwrap().unwrap();
        // Signed once, and by the same bytes as it would have been.
        assert_eq!(signed.head(), head(5).head());
        assert_eq!(signed.note().signatures()[0], head(5).note().signatures()[0]);
        assert_eq!(
            store.heads(0, 10).await.unwrap().len(),
            heads.len().max(1) + usize::from(heads.len() == 1)
        );
        assert_published(&public, 5);
        assert_eq!(witness.size(), Some(5));
    }
}

#[tokio::test]
async fn an_empty_record_is_not_signed() {
    let store = Arc::new(MemoryRecord::new());
    start(with(&store, (), ())).await.unwrap().stop().await.unwrap();
    assert_eq!(store.head().await.unwrap(), None);
}

#[tokio::test]
async fn there_is_one_sequencer() {
    let path = tempfile::tempdir().unwrap();
    let file = path.path().join("record.db");
    let store = Arc::new(SqlRecord::open_sqlite(&file).await.unwrap());
    let other = Arc::new(SqlRecord::open_sqlite(&file).await.unwrap());
    let sequencer = start(with(&store, (), ())).await.unwrap();
    let second = start(with(&other, (), ())).await.unwrap_err();
    assert!(matches!(second, StartError::Acquire(AcquireError::Held)), "{second}");
    sequencer.stop().await.unwrap();
    start(with(&other, (), ())).await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn a_withdrawn_blob_leaves_the_files_without_an_act() {
    let path = tempfile::tempdir().unwrap();
    let store = Arc::new(MemoryRecord::new());
    let digest = store.put_blob(b"text").await.unwrap();
    let sequencer = start(with(&store, (), folder(path.path()))).await.unwrap();
    submit(&sequencer, 0..1).await[0].unwrap();
    let mut progress = sequencer.progress();
    progress.wait_for(|progress| progress.published == Some(1)).await.unwrap();
    let file = path.path().join(kenes_record::blob::path(&digest));
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, b"text").unwrap();
    store.withdraw_blob(digest).await.unwrap();
    sequencer.publish_again();
    while file.exists() {
        progress.changed().await.unwrap();
    }
    sequencer.stop().await.unwrap();
}

#[tokio::test]
async fn a_record_behind_what_is_known_is_not_signed() {
    let path = tempfile::tempdir().unwrap();
    // Published: 5.
    let store = left(MemoryRecord::new(), 5, &[5]).await;
    start(with(&store, (), folder(path.path()))).await.unwrap().stop().await.unwrap();

    let stale = left(MemoryRecord::new(), 3, &[3]).await;
    let behind = refused(with(&stale, (), folder(path.path()))).await;
    assert_eq!(behind, GuardError::Behind { leaves: 3, size: 5, by: Source::Published });
    let witness = Witness::having(head(6));
    let behind = refused(with(&stale, witness.clone(), ())).await;
    assert!(matches!(behind, GuardError::Behind { leaves: 3, size: 6, by: Source::Witness(_) }), "{behind}");
    let stated = Start { stated: Some(head(4)), ..with(&stale, (), ()) };
    let behind = refused(stated).await;
    assert_eq!(behind, GuardError::Behind { leaves: 3, size: 4, by: Source::Stated });
    // A witness that is not reached cannot say so.
    *witness.reachable.lock().unwrap() = false;
    start(with(&stale, witness, ())).await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn another_history_is_not_signed() {
    let forged = |size: u64| {
        let mut other = head(size).head().clone();
        other.root = Hash::of(b"another tree");
        other.sign(&signer()).unwrap()
    };
    let store = left(MemoryRecord::new(), 3, &[]).await;
    let fork = refused(with(&store, Witness::having(forged(2)), ())).await;
    assert!(matches!(fork, GuardError::Fork { size: 2, by: Source::Witness(_), .. }), "{fork}");
    let fork = refused(Start { stated: Some(forged(3)), ..with(&store, (), ()) }).await;
    assert!(matches!(fork, GuardError::Fork { size: 3, by: Source::Stated, .. }), "{fork}");

    let lease = store.acquire_sequencer(holder(2)).await.unwrap();
    store.swap_head(&lease, None, &forged(2)).await.unwrap();
    drop(lease);
    let error = start(with(&store, (), ())).await.unwrap_err();
    assert!(matches!(error, StartError::Load(LoadError::Root { size: 2, .. })), "{error}");
}

#[tokio::test]
async fn what_another_key_signed_stops_nobody_and_starts_nobody() {
    use kenes_record::key::{KeyName, KeyUse, NoteSigner};
    let name = KeyName::new(common::ORIGIN).unwrap();
    let other = NoteSigner::from_secret(name, KeyUse::Note, &[8; 32]).unwrap();
    let invented: Checkpoint = head(9).head().sign(&other).unwrap();
    let store = left(MemoryRecord::new(), 3, &[3]).await;
    start(with(&store, Witness::having(invented.clone()), ())).await.unwrap().stop().await.unwrap();
    let stated = refused(Start { stated: Some(invented), ..with(&store, (), ()) }).await;
    assert_eq!(stated, GuardError::OtherLog { by: Source::Stated });
    let error = start(Start { signer: other, ..with(&store, (), ()) }).await.unwrap_err();
    assert!(matches!(error, StartError::OtherLog(_)), "{error}");
}

#[tokio::test]
async fn what_came_from_a_backup_needs_a_word_from_outside() {
    let store = left(MemoryRecord::new(), 3, &[3]).await;
    let restored = |stated| Start { restored: true, stated, ..with(&store, (), ()) };
    assert_eq!(refused(restored(None)).await, GuardError::Unconfirmed { leaves: 3 });
    start(restored(Some(head(2)))).await.unwrap().stop().await.unwrap();
    let witnessed = Start { restored: true, ..with(&store, Witness::having(head(3)), ()) };
    start(witnessed).await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn what_is_missing_is_fetched_from_a_mirror() {
    let path = tempfile::tempdir().unwrap();
    let store = left(MemoryRecord::new(), 700, &[300, 700]).await;
    start(with(&store, (), folder(path.path()))).await.unwrap().stop().await.unwrap();
    let mirror = FolderSource::new(path.path());
    let log = signer().verifier().clone();
    let id_of = |bytes: &[u8]| Some(Hash::of(bytes));
    for have in [0, 1, 255, 256, 300, 699, 700] {
        let stale = left(MemoryRecord::new(), have, &[]).await;
        let fetched = recover(&*stale, holder(3), &log, &mirror, &head(700), id_of).await.unwrap();
        assert_eq!(fetched, 700 - have);
        assert_eq!(stale.leaves(0..700).await.unwrap(), leaves(0..700));
        assert_eq!(stale.head().await.unwrap(), Some(head(700)));
        start(with(&stale, (), folder(path.path()))).await.unwrap().stop().await.unwrap();
    }
    // A mirror that changed a leaf.
    let tile = path.path().join("tile/entries/001");
    let bytes = std::fs::read(&tile).unwrap();
    let changed: Vec<u8> = bytes.iter().map(|byte| if *byte == b'l' { b'L' } else { *byte }).collect();
    std::fs::write(tile, changed).unwrap();
    let stale = left(MemoryRecord::new(), 100, &[]).await;
    let error = recover(&*stale, holder(3), &log, &mirror, &head(700), id_of).await.unwrap_err();
    assert!(matches!(error, RecoverError::Root { size: 700 }), "{error}");
    assert_eq!(stale.size().await.unwrap(), 100);
}

/// Each call of the store fails in turn, before or after it was done: the sequencer answers or refuses, goes on, and never
/// loses what it acknowledged.
#[tokio::test]
async fn a_store_that_fails_once_loses_nothing() {
    for when in [When::Before, When::After, When::Crash, When::QuickCrash] {
        for call in 0..12 {
            let store = Arc::new(Failing::new(MemoryRecord::new(), when));
            let options = Options { max_wait: Duration::from_millis(1), ..options() };
            let sequencer = start(Start { options, ..with(&store, (), ()) }).await.unwrap();
            assert!(submit(&sequencer, 0..5).await.iter().all(Result::is_ok));
            store.arm(call);
            let mut acknowledged = Vec::new();
            for number in 5..15 {
                let submitter = sequencer.submitter();
                let answer = match submitter.submit(leaf(number)).await {
                    Err(SubmitError::Failed { .. }) => submitter.submit(leaf(number)).await.unwrap(),
                    answer => answer.unwrap(),
                };
                acknowledged.push((number, answer));
            }
            assert!(store.has_failed(), "{when:?} {call}");
            sequencer.stop().await.unwrap();
            assert_eq!(store.inner.size().await.unwrap(), 15, "{when:?} {call}");
            for (number, Acknowledged { index, size, known: _ }) in acknowledged {
                assert_eq!(store.inner.index_of(leaf(number).id).await.unwrap(), Some(index));
                assert!(index < size);
            }
            let newest = store.inner.head().await.unwrap().unwrap();
            assert_eq!(newest.head().size, 15, "{when:?} {call}");
            // Every head is over the leaves that are there.
            kenes_store::tree::SharedTree::load(&store.inner).await.unwrap();
        }
    }
}

/// A database that came back as an older one has lost what was acknowledged. To go on from there would make a second
/// history, so that is the end, and a start has to judge.
#[tokio::test]
async fn a_store_that_goes_back_is_not_gone_on_from() {
    for call in 0..8 {
        let store = Arc::new(Failing::new(MemoryRecord::new(), When::GoBack));
        let options = Options { max_wait: Duration::from_millis(1), ..options() };
        let sequencer = start(Start { options, ..with(&store, (), ()) }).await.unwrap();
        for number in 0..5 {
            sequencer.submitter().submit(leaf(number)).await.unwrap();
        }
        store.arm(call);
        let mut answers = Vec::new();
        for number in 5..15 {
            answers.push(sequencer.submitter().submit(leaf(number)).await);
        }
        let first = answers.iter().position(Result::is_err).unwrap();
        assert!(matches!(answers[first], Err(SubmitError::Failed { .. })), "{call}: {answers:?}");
        let after = &answers[first + 1..];
        assert!(
            after.iter().all(|answer| matches!(answer, Err(SubmitError::Stopped))),
            "{call}: {answers:?}"
        );
        assert!(sequencer.stop().await.is_err());
        // Each act has had its own head, and the last of them is what was lost.
        let left = 4 + u64::try_from(first).unwrap();
        assert_eq!(store.inner.size().await.unwrap(), left, "{call}");
        assert_eq!(store.inner.head().await.unwrap().unwrap().head().size, left, "{call}");
    }
}
