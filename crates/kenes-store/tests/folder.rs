//! The static files: what is written, in which order, and what a crash may leave.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::as_conversions,
    reason = "tests"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kenes_record::act::{Act, Datum};
use kenes_record::checkpoint::Head;
use kenes_record::key::{KeyUse, VerifierKey};
use kenes_record::sample::Sample;
use kenes_record::tile::{Tile, TileKind, TileSource as _};
use kenes_record::{Hash, fsck};
use kenes_store::folder::{Folder, FolderError, FolderReadError, FolderSource};
use kenes_store::memory::MemoryRecord;
use kenes_store::port::{NewLeaf, RecordStore};
use kenes_store::tree::SharedTree;

use crate::common::{assert_published, head, holder, leaf, leaves, signer};

/// A record of `size` leaves with a head of each of these sizes.
async fn record(size: u64, heads: &[u64]) -> (MemoryRecord, SharedTree) {
    let store = MemoryRecord::new();
    let lease = store.acquire_sequencer(holder(1)).await.unwrap();
    store.append(&lease, 0, &leaves(0..size)).await.unwrap();
    let mut previous = None;
    for size in heads {
        store.swap_head(&lease, previous, &head(*size)).await.unwrap();
        previous = Some(*size);
    }
    let tree = SharedTree::load(&store).await.unwrap();
    (store, tree)
}

fn open(path: &Path) -> Folder {
    Folder::open(path, signer().verifier().clone()).unwrap()
}

fn names(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found
}

#[tokio::test]
async fn a_record_is_published_step_by_step() {
    let sizes = [1, 255, 256, 257, 511, 512, 700];
    let (store, tree) = record(700, &sizes).await;
    let path = tempfile::tempdir().unwrap();
    let folder = open(path.path());
    for size in sizes {
        folder.publish(&store, &tree, &head(size)).await.unwrap();
        assert_published(path.path(), size);
        for earlier in sizes.into_iter().filter(|earlier| *earlier <= size) {
            assert_eq!(FolderSource::new(path.path()).checkpoint_of(earlier).unwrap(), head(earlier));
        }
    }
    // Steps and one leap end in the same files; the partial tiles of full ones are gone.
    let leap = tempfile::tempdir().unwrap();
    open(leap.path()).publish(&store, &tree, &head(700)).await.unwrap();
    let expected = [
        "checkpoint",
        "checkpoints/1",
        "checkpoints/255",
        "checkpoints/256",
        "checkpoints/257",
        "checkpoints/511",
        "checkpoints/512",
        "checkpoints/700",
        "tile/0/000",
        "tile/0/001",
        "tile/0/002.p/188",
        "tile/1/000.p/2",
        "tile/entries/000",
        "tile/entries/001",
        "tile/entries/002.p/188",
    ];
    assert_eq!(names(leap.path()), expected.map(str::to_owned).into());
    let more = ["tile/1/000.p/1"].map(str::to_owned);
    assert_eq!(names(path.path()), &names(leap.path()) | &more.into());
}

#[tokio::test]
async fn only_what_continues_is_published() {
    let (store, tree) = record(300, &[200, 300]).await;
    let path = tempfile::tempdir().unwrap();
    let folder = open(path.path());
    folder.publish(&store, &tree, &head(300)).await.unwrap();
    folder.publish(&store, &tree, &head(300)).await.unwrap();
    let older = folder.publish(&store, &tree, &head(200)).await;
    assert!(matches!(older, Err(FolderError::Older { published: 300, size: 200 })));
    let beyond = folder.publish(&store, &tree, &head(301)).await;
    assert!(matches!(beyond, Err(FolderError::Tree { size: 301 })));

    // Another history of the same log.
    let other = MemoryRecord::new();
    let lease = other.acquire_sequencer(holder(1)).await.unwrap();
    other.append(&lease, 0, &leaves(1..402)).await.unwrap();
    let tree = SharedTree::load(&other).await.unwrap();
    let mut forged = head(401).head().clone();
    forged.root = tree.root(401).unwrap();
    let fork = folder.publish(&other, &tree, &forged.sign(&signer()).unwrap()).await;
    assert!(matches!(fork, Err(FolderError::Fork { size: 300 })));
    assert_published(path.path(), 300);
}

#[tokio::test]
async fn what_a_crash_left_is_swept_and_written_again() {
    let (store, tree) = record(300, &[200, 300]).await;
    let path = tempfile::tempdir().unwrap();
    open(path.path()).publish(&store, &tree, &head(200)).await.unwrap();
    // As after a crash before the checkpoint: tiles beyond it, one cut off, and files under their other names.
    fs::write(path.path().join("tile/entries/000"), b"cut off").unwrap();
    fs::write(path.path().join("tile/.tmp-0"), b"").unwrap();
    fs::write(path.path().join(".tmp-checkpoint"), b"half").unwrap();
    // And a full tile, while what is published still speaks of the partial one.
    fs::write(path.path().join("tile/0/000"), b"cut off").unwrap();
    let folder = open(path.path());
    assert!(path.path().join(".tmp-checkpoint").exists(), "somebody else may be writing it");
    folder.publish(&store, &tree, &head(200)).await.unwrap();
    assert!(!names(path.path()).iter().any(|name| name.contains(".tmp-")));
    assert!(path.path().join("tile/0/000.p/200").exists());
    folder.publish(&store, &tree, &head(300)).await.unwrap();
    assert_published(path.path(), 300);
    assert!(!path.path().join("tile/0/000.p").exists());
    // As after a crash behind the checkpoint.
    fs::create_dir_all(path.path().join("tile/0/000.p")).unwrap();
    fs::write(path.path().join("tile/0/000.p/200"), b"").unwrap();
    open(path.path()).publish(&store, &tree, &head(300)).await.unwrap();
    assert!(!path.path().join("tile/0/000.p").exists());
}

/// A made-up record with acts of every kind goes through a store, and what comes out is file by file what came in.
#[tokio::test]
async fn a_sample_record_is_published_sound_at_every_size() {
    let made = tempfile::tempdir().unwrap();
    let mut sample = Sample::new("store", 700);
    let mut sizes = Vec::new();
    let write = |files: Vec<(String, Vec<u8>)>| {
        for (name, content) in files {
            let path = made.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    };
    loop {
        let acts: Vec<Vec<u8>> = sample.plan().iter().map(|plan| plan.make()).collect();
        if acts.is_empty() {
            break;
        }
        write(sample.append(&acts));
        sizes.push(sample.size());
    }
    write(sample.finish());
    let source = FolderSource::new(made.path());
    assert!(fsck(made.path()).is_sound());

    let store = MemoryRecord::new();
    let lease = store.acquire_sequencer(holder(1)).await.unwrap();
    for name in names(made.path()).iter().filter(|name| name.starts_with("blob/")) {
        store.put_blob(&fs::read(made.path().join(name)).unwrap()).await.unwrap();
    }
    let width = |number: u64| u16::try_from((700 - number * 256).min(256)).unwrap();
    let bundles: Vec<_> = (0..3).map(|number| source.entries(number, width(number)).unwrap()).collect();
    let log = log_key(&bundles[0][0], source.checkpoint().unwrap().head());
    let path = tempfile::tempdir().unwrap();
    let folder = Folder::open(path.path(), log).unwrap();
    let mut previous = None;
    for size in sizes {
        let before = previous.unwrap_or(0);
        let acts = (before..size).map(|index| {
            let bytes = bundles[(index / 256) as usize][(index % 256) as usize].clone();
            NewLeaf { id: *Act::parse(&bytes).unwrap().id().hash(), bytes }
        });
        store.append(&lease, before, &acts.collect::<Vec<_>>()).await.unwrap();
        let head = source.checkpoint_of(size).unwrap();
        store.swap_head(&lease, previous, &head).await.unwrap();
        previous = Some(size);
        let tree = SharedTree::load(&store).await.unwrap();
        folder.publish(&store, &tree, &head).await.unwrap();
        let report = fsck(path.path());
        assert!(report.is_sound(), "{size}: {:?}", report.faults);
    }
    assert_eq!(fsck(path.path()).blobs, fsck(made.path()).blobs);
    for name in names(made.path()).difference(&names(path.path())) {
        assert!(name.contains(".p/"), "{name}");
    }
    for name in names(path.path()).intersection(&names(made.path())) {
        assert_eq!(
            fs::read(path.path().join(name)).unwrap(),
            fs::read(made.path().join(name)).unwrap(),
            "{name}"
        );
    }

    // A withdrawn blob goes, and one that comes late comes.
    let text = names(path.path()).into_iter().find(|name| name.starts_with("blob/")).unwrap();
    let digest = Hash::of(&fs::read(path.path().join(&text)).unwrap());
    store.withdraw_blob(digest).await.unwrap();
    let tree = SharedTree::load(&store).await.unwrap();
    let head = store.head().await.unwrap().unwrap();
    folder.publish(&store, &tree, &head).await.unwrap();
    assert!(!path.path().join(&text).exists());
}

/// A blob that no act names stays at home; a named one may be an archive beside the store.
#[tokio::test]
async fn only_what_is_named_is_published() {
    let (store, tree) = record(3, &[3]).await;
    let digest = store.put_blob(b"named by nobody").await.unwrap();
    let path = tempfile::tempdir().unwrap();
    open(path.path()).publish(&store, &tree, &head(3)).await.unwrap();
    assert_eq!(FolderSource::new(path.path()).blob(digest).unwrap(), None);
}

/// The key of the log, as the first act of the record says.
fn log_key(first: &[u8], head: &Head) -> VerifierKey {
    let first = Act::parse(first).unwrap();
    let Some(Datum::PublicKey(server)) = first.body().field("server") else { panic!("no server") };
    VerifierKey::new(head.origin.clone(), KeyUse::Note, server.as_bytes()).unwrap()
}

fn fsck(folder: &Path) -> fsck::Report {
    fsck::check(&Files(folder), &mut |_, _| {}).unwrap()
}

struct Files<'a>(&'a Path);

impl fsck::Files for Files<'_> {
    type Error = std::io::Error;

    fn paths(&self) -> Result<Vec<String>, Self::Error> {
        Ok(names(self.0).into_iter().collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Self::Error> {
        fs::read(self.0.join(path))
    }

    fn parts(&self, path: &str, on_part: &mut dyn FnMut(&[u8])) -> Result<(), Self::Error> {
        self.read(path).map(|content| on_part(&content))
    }
}

#[tokio::test]
async fn a_reader_gets_the_full_tile_for_a_partial_one_that_is_gone() {
    let (store, tree) = record(300, &[300]).await;
    let path = tempfile::tempdir().unwrap();
    open(path.path()).publish(&store, &tree, &head(300)).await.unwrap();
    let source = FolderSource::new(path.path());
    assert_eq!(source.entries(0, 200).unwrap().len(), 200);
    assert_eq!(source.entries(0, 200).unwrap()[199], leaf(199).bytes);
    let full = source.tile(Tile::new(TileKind::Hashes(0), 0, 256).unwrap()).unwrap();
    assert_eq!(source.tile(Tile::new(TileKind::Hashes(0), 0, 9).unwrap()).unwrap(), full);
    let missing = source.tile(Tile::new(TileKind::Hashes(0), 7, 256).unwrap());
    assert!(matches!(missing, Err(FolderReadError::Missing { .. })));
    fs::write(path.path().join("tile/0/000"), vec![0; 8_193]).unwrap();
    let large = source.tile(Tile::new(TileKind::Hashes(0), 0, 256).unwrap());
    assert!(matches!(large, Err(FolderReadError::TooLarge { limit: 8_192, .. })));
    assert!(matches!(FolderSource::new(Path::new("/nowhere")).blob(Hash::of(b"")), Ok(None)));
}
