//! An older state of the data comes back: it is not signed from, it is healed by a mirror, and no size ever has two heads.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kenes_record::checkpoint::Checkpoint;
use kenes_record::tile::{Tile, TileSource};
use kenes_store::backup::{backup, restore};
use kenes_store::data::{DataDir, Settings};
use kenes_store::folder::{Folder, FolderReadError, FolderSource};
use kenes_store::port::{Holder, RecordStore};
use kenes_store::recover::{RecoverError, recover};
use kenes_store::sequencer::{GuardError, Options, Sequencer, Source, Start, StartError, start};
use kenes_store::sql::Upgrade;
use tokio::task::JoinSet;

use crate::common::council::{Council, id_of};
use crate::common::disk::{assert_sound, copy};
use crate::common::witness::Witness;

/// Starts as a server does.
async fn started(
    data: &DataDir,
    witness: Option<Witness>,
    stated: Option<Checkpoint>,
) -> Result<Sequencer, StartError> {
    let store = Arc::new(data.record(Upgrade::Refuse).await.unwrap());
    let signer = data.log_key().unwrap();
    let publisher = Folder::open(&data.public(), signer.verifier().clone()).unwrap();
    let options = Options { max_wait: Duration::from_millis(1), ..Options::default() };
    let (holder, restored) = (Holder::new([1; 16]), data.is_restored());
    let sequencer = match witness {
        Some(witnesses) => {
            start(Start { store, signer, witnesses, publisher, holder, stated, restored, options }).await
        }
        None => {
            start(Start { store, signer, witnesses: (), publisher, holder, stated, restored, options }).await
        }
    }?;
    data.forget_restored().unwrap();
    Ok(sequencer)
}

async fn append(sequencer: &Sequencer, numbers: std::ops::Range<u64>) {
    let council = Council::new();
    let mut waiting = JoinSet::new();
    for number in numbers {
        let leaf = if number == 0 { council.genesis() } else { council.act(number * 8 + 1, None).leaf };
        let submitter = sequencer.submitter();
        if number == 0 {
            submitter.submit(leaf).await.unwrap();
        } else {
            waiting.spawn(async move { submitter.submit(leaf).await.unwrap() });
        }
    }
    waiting.join_all().await;
}

async fn create(path: &Path) -> DataDir {
    let council = Council::new();
    let signer = council.log();
    let settings = Settings { origin: signer.verifier().name().clone(), database: None };
    let data = DataDir::create(path, settings).await.unwrap();
    data.keep_log_key(&signer).unwrap();
    let record = data.record(Upgrade::Refuse).await.unwrap();
    for blob in council.blobs() {
        record.put_blob(blob).await.unwrap();
    }
    record.close().await;
    data
}

async fn heads(data: &DataDir) -> BTreeMap<u64, Checkpoint> {
    let record = data.record(Upgrade::Refuse).await.unwrap();
    let heads = record.heads(0, u32::MAX).await.unwrap();
    record.close().await;
    heads.into_iter().map(|head| (head.head().size, head)).collect()
}

/// Asserts that a start is refused, and that nothing was signed.
async fn refused(data: &DataDir, witness: Option<Witness>, stated: Option<Checkpoint>) -> GuardError {
    let before = heads(data).await;
    let Err(StartError::Guard(error)) = started(data, witness, stated).await else { panic!("it started") };
    assert_eq!(heads(data).await, before, "nothing is signed");
    error
}

#[tokio::test]
async fn a_stale_backup_is_not_signed_from_and_is_healed() {
    let folder = tempfile::tempdir().unwrap();
    let old = create(&folder.path().join("old")).await;
    let witness = Witness::new();
    let sequencer = started(&old, Some(witness.clone()), None).await.unwrap();
    append(&sequencer, 0..40).await;
    let manifest = backup(&old, &folder.path().join("backup")).await.unwrap();
    append(&sequencer, 40..700).await;
    sequencer.stop().await.unwrap();
    let (mirror, newest) = (folder.path().join("mirror"), heads(&old).await.pop_last().unwrap().1);
    copy(&old.public(), &mirror);
    assert_sound(&mirror, "the mirror");
    let mirror = FolderSource::new(&mirror);
    let leaves = manifest.size;

    restore(&folder.path().join("backup"), &folder.path().join("new")).unwrap();
    let new = DataDir::open(&folder.path().join("new")).unwrap();
    // Nobody says anything; a witness, the operator, or the old files say more.
    assert_eq!(refused(&new, None, None).await, GuardError::Unconfirmed { leaves });
    let behind = refused(&new, Some(witness.clone()), None).await;
    assert!(matches!(&behind, GuardError::Behind { size: 700, by: Source::Witness(_), .. }), "{behind}");
    let words = behind.to_string();
    assert!(words.contains(&format!("{leaves} to 699")) && words.contains("from a mirror"), "{words}");
    let behind = refused(&new, None, Some(newest.clone())).await;
    assert_eq!(behind, GuardError::Behind { leaves, size: 700, by: Source::Stated });
    copy(&old.public(), &new.public());
    let behind = refused(&new, None, None).await;
    assert_eq!(behind, GuardError::Behind { leaves, size: 700, by: Source::Published });

    // The mirror breaks off at each of its files in turn: a start is still refused, and the next attempt goes on.
    let record = new.record(Upgrade::Refuse).await.unwrap();
    let log = new.log_key().unwrap().verifier().clone();
    for reads in 0..5 {
        let broken = Broken { inner: &mirror, left: std::sync::Mutex::new(Cell::new(reads)) };
        let holder = Holder::new([2; 16]);
        let error = recover(&record, holder, &log, &broken, &newest, id_of).await.unwrap_err();
        assert!(matches!(error, RecoverError::Mirror(_)), "{reads}: {error}");
        assert_eq!(heads(&new).await.pop_last().unwrap().1, manifest.checkpoint.clone().unwrap(), "{reads}");
        refused(&new, Some(witness.clone()), None).await;
    }
    let size = record.size().await.unwrap();
    let fetched = recover(&record, Holder::new([2; 16]), &log, &mirror, &newest, id_of).await.unwrap();
    assert!(size > leaves && fetched == 700 - size, "{size} {fetched}");
    record.close().await;

    let sequencer = started(&new, Some(witness), None).await.unwrap();
    assert!(!new.is_restored());
    append(&sequencer, 700..720).await;
    sequencer.stop().await.unwrap();
    assert_sound(&new.public(), "after the restoration");
    one_head_for_each_size(&heads(&old).await, &heads(&new).await);
    assert_eq!(heads(&new).await.last_key_value().unwrap().0, &720);
}

/// A mirror that can be read so many times.
struct Broken<'a> {
    inner: &'a FolderSource,
    left: std::sync::Mutex<Cell<u32>>,
}

impl TileSource for Broken<'_> {
    type Error = FolderReadError;

    fn tile(&self, tile: Tile) -> Result<Vec<u8>, FolderReadError> {
        let left = self.left.lock().unwrap();
        match left.get().checked_sub(1) {
            Some(less) => left.set(less),
            None => return Err(FolderReadError::Missing { path: "unplugged".into() }),
        }
        self.inner.tile(tile)
    }
}

fn one_head_for_each_size(one: &BTreeMap<u64, Checkpoint>, other: &BTreeMap<u64, Checkpoint>) {
    let mut common = 0;
    for (size, head) in one {
        let Some(second) = other.get(size) else { continue };
        assert_eq!(head.head(), second.head(), "two heads of size {size}");
        common += 1;
    }
    assert!(common > 1, "{common}");
}

/// A copy made by hand has no mark: what was published or a witness saw still says that it is old.
#[tokio::test]
async fn an_old_copy_without_a_mark_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let old = create(&folder.path().join("old")).await;
    let witness = Witness::new();
    let sequencer = started(&old, Some(witness.clone()), None).await.unwrap();
    append(&sequencer, 0..30).await;
    backup(&old, &folder.path().join("copy")).await.unwrap();
    append(&sequencer, 30..60).await;
    sequencer.stop().await.unwrap();

    restore(&folder.path().join("copy"), &folder.path().join("new")).unwrap();
    let new = DataDir::open(&folder.path().join("new")).unwrap();
    new.forget_restored().unwrap();
    copy(&old.public(), &new.public());
    let behind = refused(&new, None, None).await;
    assert_eq!(behind, GuardError::Behind { leaves: 30, size: 60, by: Source::Published });
    fs::remove_dir_all(new.public()).unwrap();
    let behind = refused(&new, Some(witness.clone()), None).await;
    assert!(
        matches!(behind, GuardError::Behind { leaves: 30, size: 60, by: Source::Witness(_) }),
        "{behind}"
    );

    let (record, mirror) = (new.record(Upgrade::Refuse).await.unwrap(), FolderSource::new(&old.public()));
    let (log, newest) = (new.log_key().unwrap(), mirror.checkpoint().unwrap());
    recover(&record, Holder::new([3; 16]), log.verifier(), &mirror, &newest, id_of).await.unwrap();
    record.close().await;
    let sequencer = started(&new, Some(witness), None).await.unwrap();
    append(&sequencer, 60..65).await;
    sequencer.stop().await.unwrap();
    one_head_for_each_size(&heads(&old).await, &heads(&new).await);
    assert_sound(&new.public(), "after the recovery");
}
