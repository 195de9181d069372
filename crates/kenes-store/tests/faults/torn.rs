//! A database that lost or changed what was durable: a disk that lied, or rotted.

use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kenes_record::checkpoint::Checkpoint;
use kenes_store::folder::{Folder, FolderSource};
use kenes_store::port::{Holder, NewLeaf, RecordStore};
use kenes_store::recover::recover;
use kenes_store::sequencer::{GuardError, Options, Publish, Source, StartError};
use kenes_store::sql::SqlRecord;
use kenes_store::tree::SharedTree;

use crate::common::council::{Council, id_of};
use crate::common::disk::{Chance, is_long};
use crate::common::promises::Promises;
use crate::common::witness::Witness;
use crate::common::writer::{Orders, Said, begin};

/// What was published, without the files.
struct Shown(Option<Checkpoint>);

impl Publish for Shown {
    type Error = Infallible;

    async fn published(&self) -> Result<Option<Checkpoint>, Infallible> {
        Ok(self.0.clone())
    }

    async fn publish<S: RecordStore>(&self, _: &S, _: &SharedTree, _: &Checkpoint) -> Result<(), Infallible> {
        Ok(())
    }
}

/// A record as a killed writer left it, what it was worth, and a mirror of it.
struct Left {
    folder: tempfile::TempDir,
    database: PathBuf,
    published: Checkpoint,
    /// The newest head that was signed: a witness has it.
    signed: Checkpoint,
    leaves: Vec<NewLeaf>,
}

impl Left {
    fn mirror(&self) -> FolderSource {
        FolderSource::new(&self.folder.path().join("public"))
    }

    /// The database with these files instead of its own.
    fn damaged(&self, name: &str, main: &[u8], log: Option<&[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, main).unwrap();
        log.iter().for_each(|log| fs::write(wal(&path), log).unwrap());
        path
    }
}

fn bytes(leaves: &[NewLeaf]) -> Vec<Vec<u8>> {
    leaves.iter().map(|leaf| leaf.bytes.clone()).collect()
}

fn wal(database: &Path) -> PathBuf {
    PathBuf::from(format!("{}-wal", database.display()))
}

/// Lets a writer write and kills it. `left.db` is what it left; the mirror is brought up to date.
fn left() -> Left {
    let folder = tempfile::tempdir().unwrap();
    let (database, public) = (folder.path().join("record.db"), folder.path().join("public"));
    let orders = Orders { clients: 4, batch: 8, ..Orders::new(database.to_str().unwrap(), &public) };
    let mut writer = orders.spawn();
    let mut said: Vec<Said> = (0..120).map(|_| writer.next().unwrap()).collect();
    while !said.iter().any(|said| matches!(said, Said::Published(_))) {
        said.push(writer.next().unwrap());
    }
    writer.kill();
    said.extend(writer.rest());
    let published = FolderSource::new(&public).checkpoint().unwrap();
    let copy = folder.path().join("left.db");
    fs::copy(&database, &copy).unwrap();
    fs::copy(wal(&database), wal(&copy)).unwrap();
    let mut promises = Promises::default();
    promises.take(said, "before the fault");
    let (signed, leaves) = blocking(async {
        let store = Arc::new(SqlRecord::open_sqlite(&database).await.unwrap());
        let signed = store.head().await.unwrap().unwrap();
        let publisher = Folder::open(&public, Council::new().log().verifier().clone()).unwrap();
        begin(&store, (), publisher, Options::default()).await.unwrap().stop().await.unwrap();
        let leaves = store.leaves(0..store.size().await.unwrap()).await.unwrap();
        store.close().await;
        promises.check(database.to_str().unwrap(), &public, "before the fault").await;
        (signed, leaves)
    });
    Left { folder, database: copy, published, signed, leaves }
}

fn blocking<T: Send>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(work)
}

/// Cuts, changes or empties a piece of a file.
fn damage(content: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut content = content.to_vec();
    let place =
        |chance: &mut Chance| usize::try_from(chance.below(u64::try_from(content.len()).unwrap())).unwrap();
    let at = place(chance);
    match chance.below(3) {
        0 => content.truncate(at),
        1 => content[at] ^= 1 << chance.below(8),
        _ => content.iter_mut().skip(at).take(512).for_each(|byte| *byte = 0),
    }
    content
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing was lost.
    Harmless,
    /// What was lost was noticed, and nothing signed.
    Noticed,
}

/// Starts on a damaged database beside a witness, and beside what is published.
async fn start_on(left: &Left, database: &Path, witness: bool) -> (Outcome, Option<Arc<SqlRecord>>) {
    let Ok(store) = SqlRecord::open_sqlite(database).await else { return (Outcome::Noticed, None) };
    let store = Arc::new(store);
    let heads = store.heads(0, u32::MAX).await;
    let shown = Shown(Some(left.published.clone()));
    let started = if witness {
        begin(&store, Witness::having(left.signed.clone()), shown, Options::default()).await
    } else {
        begin(&store, (), shown, Options::default()).await
    };
    let known = if witness { &left.signed } else { &left.published }.head().size;
    match started {
        Ok(sequencer) => {
            sequencer.stop().await.unwrap();
            // The bytes that are hashed; an id beside them is the database's own aid.
            let leaves = bytes(&store.leaves(0..store.size().await.unwrap()).await.unwrap());
            assert!(bytes(&left.leaves).starts_with(&leaves), "another history");
            assert!(leaves.len() >= usize::try_from(known).unwrap(), "lost, and signed over");
            (Outcome::Harmless, Some(store))
        }
        Err(StartError::Guard(GuardError::Behind { leaves, size, by })) => {
            // A head that was changed in the database can claim any size; what others know was signed.
            assert!(
                leaves < size && (by == Source::Signed || size <= left.signed.head().size),
                "{by} {size}"
            );
            assert_eq!(store.heads(0, u32::MAX).await.unwrap(), heads.unwrap(), "nothing is signed");
            (Outcome::Noticed, Some(store))
        }
        // What the database itself cannot read, and leaves that do not lead to the heads.
        Err(StartError::Load(_) | StartError::Acquire(_)) => (Outcome::Noticed, None),
        Err(error) => panic!("{error}"),
    }
}

/// Fetches what was lost from the mirror, and starts again. The mirror has all; so has the record then.
async fn heal(left: &Left, store: &Arc<SqlRecord>) {
    let log = Council::new().log().verifier().clone();
    let mirror = left.mirror();
    let newest = mirror.checkpoint().unwrap();
    recover(&**store, Holder::new([1; 16]), &log, &mirror, &newest, id_of).await.unwrap();
    let shown = Shown(Some(left.published.clone()));
    let witness = Witness::having(newest.clone());
    begin(store, witness, shown, Options::default()).await.unwrap().stop().await.unwrap();
    assert_eq!(store.leaves(0..newest.head().size).await.unwrap(), left.leaves);
    for head in store.heads(0, u32::MAX).await.unwrap() {
        let theirs = mirror.checkpoint_of(head.head().size).unwrap();
        assert_eq!(theirs.head(), head.head(), "two heads of one size");
    }
}

/// The log of the database is cut or changed anywhere: either no signed leaf is lost, or the start is refused, and the mirror
/// gives back what was lost.
#[test]
fn a_torn_log_is_noticed_and_healed() {
    let left = left();
    let (main, log) = (fs::read(&left.database).unwrap(), fs::read(wal(&left.database)).unwrap());
    let mut chance = Chance::new(1);
    let mut counts = [0, 0];
    for round in 0..if is_long() { 1_000 } else { 60 } {
        let path = left.damaged(&format!("{round}.db"), &main, Some(&damage(&log, &mut chance)));
        blocking(async {
            let (outcome, store) = start_on(&left, &path, round % 2 == 0).await;
            counts[usize::from(outcome == Outcome::Noticed)] += 1;
            // The log has sums, so that the database reads what is whole, and no more.
            let store = store.expect("the database opens");
            heal(&left, &store).await;
            store.close().await;
        });
        fs::remove_file(path).unwrap();
    }
    println!("{} harmless, {} noticed and healed, 0 signed over", counts[0], counts[1]);
    assert!(counts[0] > 0 && counts[1] > 0, "{counts:?}");
}

/// The same with the file of the database itself.
#[test]
fn a_changed_database_is_noticed() {
    let left = left();
    let main = fs::read(left.folder.path().join("record.db")).unwrap();
    assert!(!wal(&left.folder.path().join("record.db")).exists());
    let mut chance = Chance::new(2);
    let mut counts = [0, 0];
    for round in 0..if is_long() { 2_000 } else { 150 } {
        let path = left.damaged(&format!("{round}.db"), &damage(&main, &mut chance), None);
        blocking(async {
            let (outcome, store) = start_on(&left, &path, true).await;
            counts[usize::from(outcome == Outcome::Noticed)] += 1;
            if let Some(store) = store {
                store.close().await;
            }
        });
        fs::remove_file(path).unwrap();
    }
    println!("{} harmless, {} noticed", counts[0], counts[1]);
    assert!(counts[0] > 0 && counts[1] > 0, "{counts:?}");
    // A database that cannot be opened any more is put aside, and the mirror fills a new one.
    blocking(async {
        let store = Arc::new(SqlRecord::open_sqlite(&left.folder.path().join("new.db")).await.unwrap());
        heal(&left, &store).await;
        store.close().await;
    });
}
