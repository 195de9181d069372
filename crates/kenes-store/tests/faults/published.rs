//! The static files: whatever is damaged is named, nothing is built upon it, and a file that cannot be written stops the
//! publication and nothing else.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kenes_record::blob;
use kenes_record::checkpoint::Checkpoint;
use kenes_store::folder::Folder;
use kenes_store::memory::MemoryRecord;
use kenes_store::port::RecordStore;
use kenes_store::sequencer::{Options, Progress, Publish, Sequencer, Start, StartError, start};
use kenes_store::sql::SqlRecord;
use kenes_store::tree::SharedTree;

use crate::common::council::{Council, Spoken};
use crate::common::disk::{assert_named, assert_sound, assert_sound_so_far, check, copy, names};
use crate::common::failing::{Failing, When};
use crate::common::holder;
use crate::common::writer::begin;

/// A record with its files, on a disk.
struct Record {
    folder: tempfile::TempDir,
    store: Arc<SqlRecord>,
    council: Council,
    next: u64,
}

impl Record {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqlRecord::open_sqlite(&folder.path().join("record.db")).await.unwrap();
        Self { folder, store: Arc::new(store), council: Council::new(), next: 1 }
    }

    fn public(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    async fn start(&self) -> Result<Sequencer, StartError> {
        let options = Options {
            max_wait: Duration::from_millis(1),
            retry: Duration::from_millis(20),
            ..Options::default()
        };
        let folder = Folder::open(&self.public(), self.council.log().verifier().clone()).unwrap();
        begin(&self.store, (), folder, options).await
    }

    /// Appends so many acts; each is acknowledged.
    async fn append(&mut self, sequencer: &Sequencer, count: u64) {
        if self.store.size().await.unwrap() == 0 {
            for blob in self.council.blobs() {
                self.store.put_blob(blob).await.unwrap();
            }
            sequencer.submitter().submit(self.council.genesis()).await.unwrap();
        }
        let mut waiting = tokio::task::JoinSet::new();
        for _ in 0..count {
            let head = sequencer.progress().borrow().head.clone();
            let Spoken { leaf, blob } = self.council.act(self.next, head.as_ref().map(|head| head.head()));
            self.next += 1;
            if let Some(blob) = blob {
                self.store.put_blob(&blob).await.unwrap();
            }
            let submitter = sequencer.submitter();
            waiting.spawn(async move { submitter.submit(leaf).await.unwrap() });
        }
        waiting.join_all().await;
    }

    /// Makes a record of several heads.
    async fn filled() -> Self {
        let mut record = Self::new().await;
        let sequencer = record.start().await.unwrap();
        for count in [3, 60, 200, 5, 40] {
            record.append(&sequencer, count).await;
            let size = record.store.size().await.unwrap();
            until(&sequencer, |progress| progress.published == Some(size)).await;
        }
        sequencer.stop().await.unwrap();
        assert_sound(&record.public(), "before the fault");
        record
    }
}

async fn until(sequencer: &Sequencer, is_so: impl FnMut(&Progress) -> bool) -> Progress {
    let mut progress = sequencer.progress();
    let waited = tokio::time::timeout(Duration::from_secs(120), progress.wait_for(is_so)).await;
    waited.expect("it comes about").unwrap().clone()
}

/// What can happen to the bytes of a file. None does not change it.
const DAMAGES: [(&str, fn(&[u8]) -> Vec<u8>); 6] = [
    ("half", |content| content[..content.len() / 2].to_vec()),
    ("its last byte", |content| content[..content.len() - 1].to_vec()),
    ("nothing left", |_| Vec::new()),
    ("zeroes", |content| vec![0; content.len()]),
    ("a changed bit", |content| {
        let mut content = content.to_vec();
        let middle = content.len() / 2;
        content[middle] ^= 1;
        content
    }),
    ("a byte more", |content| [content, b"\n"].concat()),
];

#[tokio::test]
async fn a_damaged_file_is_named() {
    let record = Record::filled().await;
    let public = record.public();
    let mut kinds = BTreeSet::new();
    for (name, place) in names(&public).iter().zip(0..) {
        let path = public.join(name);
        let content = fs::read(&path).unwrap();
        // Every kind of file meets every damage; the others one in turn.
        let first = kinds.insert(name.split('/').take(2).collect::<Vec<_>>().join("/"));
        for (kind, (what, damage)) in DAMAGES.iter().enumerate() {
            if first || kind == place % DAMAGES.len() {
                fs::write(&path, damage(&content)).unwrap();
                assert_named(&public, name, what);
            }
        }
        fs::write(&path, content).unwrap();
    }
    assert!(kinds.len() >= 7, "{kinds:?}");
    assert_sound(&public, "after all was put back");
}

/// Nothing that is published comes from the files, so what is damaged stays as it is, is named, and spoils nothing else.
#[tokio::test]
async fn nothing_is_built_on_a_damaged_file() {
    let victims = [
        "tile/0/000",
        "tile/entries/000",
        "tile/0/001.p/53",
        "tile/entries/001.p/53",
        "tile/1/000.p/1",
        "checkpoints/269",
        "checkpoints/309",
    ];
    let mut record = Record::filled().await;
    let public = record.public();
    let blob = names(&public).into_iter().find(|name| name.starts_with("blob/")).unwrap();
    let whole = record.folder.path().join("whole");
    copy(&public, &whole);
    for victim in victims.into_iter().chain([blob.as_str()]) {
        let content = fs::read(whole.join(victim)).unwrap();
        fs::write(public.join(victim), DAMAGES[4].1(&content)).unwrap();
    }
    let named = || check(&public).faults.into_iter().map(|fault| fault.path).collect::<BTreeSet<_>>();
    let before = named();
    for victim in victims.into_iter().chain([blob.as_str()]) {
        assert!(before.contains(victim), "{victim}: {before:?}");
    }
    let sequencer = record.start().await.unwrap();
    record.append(&sequencer, 20).await;
    until(&sequencer, |progress| progress.published == Some(329) && progress.trouble.is_none()).await;
    sequencer.stop().await.unwrap();
    let after = named();
    assert!(after.contains("tile/entries/000") && after.contains("checkpoints/309"), "{after:?}");
    for victim in victims.into_iter().chain([blob.as_str()]) {
        fs::copy(whole.join(victim), public.join(victim)).unwrap();
    }
    assert_sound(&public, "with the damaged files put back, and nothing else");
}

/// The checkpoint says how far the files are sound. When it is damaged, nothing goes on until somebody has looked: with the
/// folder taken away, everything is written again.
#[tokio::test]
async fn a_damaged_checkpoint_stops_the_publication() {
    let mut record = Record::filled().await;
    let (public, checkpoint) = (record.public(), record.public().join("checkpoint"));
    let content = fs::read(&checkpoint).unwrap();
    for (what, damage) in DAMAGES {
        fs::write(&checkpoint, damage(&content)).unwrap();
        match record.start().await {
            Err(StartError::Published(error)) => {
                let words = error.to_string();
                assert!(words.contains("checkpoint"), "{what}: {words}");
            }
            Err(error) => panic!("{what}: {error}"),
            Ok(_) => panic!("{what}: it started"),
        }
    }
    fs::write(&checkpoint, &content).unwrap();

    // While the sequencer runs: acts are still acknowledged, and nothing is replaced.
    let sequencer = record.start().await.unwrap();
    until(&sequencer, |progress| progress.published == Some(309)).await;
    fs::write(&checkpoint, b"damaged").unwrap();
    record.append(&sequencer, 4).await;
    let progress = until(&sequencer, |progress| progress.trouble.is_some()).await;
    assert!(progress.trouble.unwrap().to_string().contains("is no checkpoint"));
    assert_eq!(progress.published, Some(309));
    assert_eq!(fs::read(&checkpoint).unwrap(), b"damaged");
    fs::rename(&public, record.folder.path().join("aside")).unwrap();
    sequencer.publish_again();
    until(&sequencer, |progress| progress.published == Some(313) && progress.trouble.is_none()).await;
    sequencer.stop().await.unwrap();
}

/// After a restart over a folder that is gone, everything is written again, blobs too.
#[tokio::test]
async fn a_lost_folder_is_written_again() {
    let record = Record::filled().await;
    let aside = record.folder.path().join("aside");
    fs::rename(record.public(), &aside).unwrap();
    let sequencer = record.start().await.unwrap();
    sequencer.stop().await.unwrap();
    assert_sound(&record.public(), "written again");
    for name in names(&record.public()) {
        assert_eq!(fs::read(record.public().join(&name)).unwrap(), fs::read(aside.join(&name)).unwrap());
    }
    let partial = |name: &String| name.contains(".p/");
    let gone: Vec<_> = names(&aside).difference(&names(&record.public())).cloned().collect();
    assert!(gone.iter().all(partial), "{gone:?}");
}

/// Something is in the way of each kind of file in turn: acts are acknowledged and signed, what was published stays sound, the
/// trouble is told, and when the way is free the publication catches up and leaves nothing over.
#[tokio::test]
async fn a_file_that_cannot_be_written_stops_the_publication_alone() {
    let mut record = Record::new().await;
    let public = record.public();
    let sequencer = record.start().await.unwrap();
    record.append(&sequencer, 30).await;
    until(&sequencer, |progress| progress.published == Some(31)).await;
    let obstacles = [
        // What stands there, and whether it is a folder where a file belongs, or the reverse.
        ("checkpoint", true),
        (".tmp-checkpoint", true),
        ("checkpoints", false),
        ("tile", false),
        ("tile/0", false),
        ("tile/0/000.p", false),
        ("tile/entries", false),
        ("tile/entries/000.p", false),
        ("blob", false),
        ("blob/sha256", false),
        ("policy", true),
    ];
    for (place, is_folder) in obstacles {
        let size = record.store.size().await.unwrap();
        let (path, aside) = (public.join(place), record.folder.path().join("aside"));
        if path.exists() {
            fs::rename(&path, &aside).unwrap();
        }
        if is_folder {
            fs::create_dir(&path).unwrap()
        } else {
            fs::write(&path, b"in the way").unwrap()
        };
        record.append(&sequencer, 9).await;
        let progress = until(&sequencer, |progress| progress.trouble.is_some()).await;
        let words = progress.trouble.unwrap().to_string();
        assert!(words.contains(public.to_str().unwrap()), "{place}: {words}");
        // A batch that does not touch the place may have been published before the one that does.
        assert!(progress.published.is_some_and(|published| (size..size + 9).contains(&published)), "{place}");
        assert_eq!(
            record.store.head().await.unwrap().unwrap().head().size,
            size + 9,
            "{place}: signing goes on"
        );
        if is_folder {
            fs::remove_dir(&path).unwrap()
        } else {
            fs::remove_file(&path).unwrap()
        };
        if aside.exists() {
            fs::rename(&aside, &path).unwrap();
        }
        assert_sound_so_far(&public, place);
        let caught_up =
            |progress: &Progress| progress.published == Some(size + 9) && progress.trouble.is_none();
        until(&sequencer, caught_up).await;
        assert_sound(&public, place);
    }
    sequencer.stop().await.unwrap();
}

/// A blob is the same: nothing is published that names a blob which could not be written.
#[tokio::test]
async fn a_blob_that_cannot_be_written_holds_the_checkpoint_back() {
    let mut record = Record::new().await;
    let sequencer = record.start().await.unwrap();
    record.append(&sequencer, 7).await;
    until(&sequencer, |progress| progress.published == Some(8)).await;
    let Spoken { leaf, blob: Some(content) } = record.council.act(8, None) else { panic!("names a text") };
    let digest = record.store.put_blob(&content).await.unwrap();
    let path = record.public().join(blob::path(&digest));
    let above: &Path = path.parent().unwrap();
    assert!(!above.exists());
    fs::write(above, b"in the way").unwrap();
    sequencer.submitter().submit(leaf).await.unwrap();
    until(&sequencer, |progress| progress.trouble.is_some()).await;
    assert_sound_so_far(&record.public(), "the blob is not there");
    fs::remove_file(above).unwrap();
    until(&sequencer, |progress| progress.published == Some(9)).await;
    assert_eq!(fs::read(path).unwrap(), content);
    assert_sound(&record.public(), "the blob is there");
    sequencer.stop().await.unwrap();
}

/// Looks, when a head is to be published, whether it was signed durably.
#[derive(Clone, Default)]
struct Watch(Arc<Mutex<Vec<u64>>>);

impl Publish for Watch {
    type Error = Infallible;

    async fn published(&self) -> Result<Option<Checkpoint>, Infallible> {
        Ok(None)
    }

    async fn publish<S: RecordStore>(
        &self,
        store: &S,
        _: &SharedTree,
        head: &Checkpoint,
    ) -> Result<(), Infallible> {
        let size = head.head().size;
        if store.heads(size, 1).await.unwrap().first() != Some(head) {
            self.0.lock().unwrap().push(size);
        }
        Ok(())
    }
}

/// Each call of the store fails in turn, that which writes a head too: no head is published that the store does not have.
#[tokio::test]
async fn nothing_is_published_that_is_not_signed() {
    for call in 0..12 {
        let (store, watch) = (Arc::new(Failing::new(MemoryRecord::new(), When::Before)), Watch::default());
        let council = Council::new();
        let sequencer = start(Start {
            store: Arc::clone(&store),
            signer: council.log(),
            witnesses: (),
            publisher: watch.clone(),
            holder: holder(1),
            stated: None,
            restored: false,
            options: Options { max_wait: Duration::from_millis(1), ..Options::default() },
        });
        let sequencer = sequencer.await.unwrap();
        store.arm(call);
        for number in 1..8 {
            // What fails is not submitted again, so that what was begun is left as it is for a while.
            let _ = sequencer.submitter().submit(council.act(number, None).leaf).await;
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        assert!(store.has_failed(), "{call}");
        sequencer.stop().await.unwrap();
        assert_eq!(*watch.0.lock().unwrap(), [0; 0], "{call}");
    }
}
