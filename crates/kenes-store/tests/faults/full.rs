//! No room left: what cannot be written is refused by name, what is there can be read, and when there is room it goes on.
//!
//! A small file system in memory is mounted in a namespace of its own, which takes root or a kernel that lets users have such
//! namespaces; where neither is, the test prints that it was skipped. A limit on the size of files works everywhere.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use kenes_store::folder::{Folder, FolderSource};
use kenes_store::port::{AcquireError, RecordStore as _};
use kenes_store::sequencer::{Acknowledged, Options, Sequencer, StartError, SubmitError};
use kenes_store::sql::SqlRecord;
use kenes_store::tree::LoadError;

use crate::common;
use crate::common::council::Council;
use crate::common::disk::{assert_sound, assert_sound_so_far};
use crate::common::promises::Promises;
use crate::common::writer::{Orders, Said, Writer, begin};

/// Tells a process that it is in the namespace, and where the small disk is.
const DISK: &str = "KENES_TEST_SMALL_DISK";

/// The small disk, for a test that was started again in a namespace; else starts it there, and gives nothing.
fn small_disk(test: &str, kibibytes: u32) -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(DISK) {
        return Some(path.into());
    }
    let folder = tempfile::tempdir().unwrap();
    let namespace = |script: &str| {
        let mut command = Command::new("unshare");
        if !common::is_root() {
            command.args(["--user", "--map-root-user"]);
        }
        let mount = format!("mount -t tmpfs -o size={kibibytes}k tmpfs \"$0\" && {script}");
        command.args(["--mount", "--", "sh", "-c", &mount]).arg(folder.path()).stdin(Stdio::null());
        command
    };
    let works = namespace("true").stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !works {
        println!("skipped: no small disk can be mounted here (unshare --mount, as root or as a user)");
        return None;
    }
    let mut again = namespace("exec \"$@\"");
    again.arg(std::env::current_exe().unwrap()).args(["--exact", test, "--nocapture"]);
    assert!(again.env(DISK, folder.path()).status().unwrap().success(), "see above");
    None
}

/// A file that takes the room of others.
struct Ballast(PathBuf);

impl Ballast {
    /// Leaves so many KiB.
    fn leave(&self, kibibytes: u64) {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.0).unwrap();
        while file.write_all(&[1; 4096]).is_ok() {}
        let length = file.metadata().unwrap().len();
        file.set_len(length.saturating_sub(kibibytes * 1024) / 4096 * 4096).unwrap();
    }

    fn go(&self) {
        File::create(&self.0).unwrap();
    }
}

/// A record on the small disk.
struct Small {
    disk: PathBuf,
    store: Arc<SqlRecord>,
    council: Council,
    promises: Promises,
    next: u64,
}

impl Small {
    async fn new(disk: &Path) -> Self {
        let store = SqlRecord::open_sqlite(&disk.join("record.db")).await.unwrap();
        let (council, promises) = (Council::new(), Promises::default());
        Self { disk: disk.to_path_buf(), store: Arc::new(store), council, promises, next: 1 }
    }

    fn public(&self) -> PathBuf {
        self.disk.join("public")
    }

    async fn start(&self) -> Result<Sequencer, StartError> {
        let options = Options {
            max_wait: Duration::from_millis(1),
            retry: Duration::from_millis(10),
            ..Options::default()
        };
        let folder = Folder::open(&self.public(), self.council.log().verifier().clone()).unwrap();
        begin(&self.store, (), folder, options).await
    }

    /// Submits an act; none when it was refused for want of room. Any other refusal is wrong.
    async fn append(&mut self, sequencer: &Sequencer) -> Option<()> {
        let first = self.store.size().await.unwrap() == 0;
        let leaf = if first { self.council.genesis() } else { self.council.act(self.next, None).leaf };
        let blobs = if first {
            self.council.blobs().to_vec()
        } else {
            self.council.act(self.next, None).blob.into_iter().collect()
        };
        for blob in blobs {
            if let Err(error) = self.store.put_blob(&blob).await {
                assert!(error.to_string().contains("full"), "{error}");
                return None;
            }
        }
        match sequencer.submitter().submit(leaf.clone()).await {
            Ok(Acknowledged { index, size, known: _ }) => {
                let said = vec![Said::Acknowledged { index, size, id: leaf.id }];
                self.promises.take(said, "");
                self.next += u64::from(!first);
                Some(())
            }
            Err(error) => {
                assert_eq!(error, SubmitError::Failed { full: true });
                assert!(error.to_string().contains("there is no room left"));
                None
            }
        }
    }

    /// Waits until all is published, and compares it with what was promised.
    async fn is_whole(&mut self, sequencer: Sequencer, what: &str) {
        let size = self.store.size().await.unwrap();
        let mut progress = sequencer.progress();
        let all = progress.wait_for(|now| now.published >= Some(size) && now.trouble.is_none());
        tokio::time::timeout(Duration::from_secs(120), all).await.expect(what).unwrap();
        sequencer.stop().await.unwrap();
        assert_sound(&self.public(), what);
        self.promises.check(self.disk.join("record.db").to_str().unwrap(), &self.public(), what).await;
    }
}

#[test]
fn a_full_disk_refuses_and_goes_on() {
    let Some(disk) = small_disk("full::a_full_disk_refuses_and_goes_on", 16 * 1024) else { return };
    common::run(async {
        let mut record = Small::new(&disk).await;
        let ballast = Ballast(disk.join("ballast"));
        let sequencer = record.start().await.unwrap();
        for _ in 0..40 {
            record.append(&sequencer).await.unwrap();
        }
        ballast.leave(100);
        let mut refused = 0;
        while refused < 20 {
            refused += u32::from(record.append(&sequencer).await.is_none());
        }
        // Reading goes on, of what is in the database and of what is published.
        let head = record.store.head().await.unwrap().unwrap();
        let leaves = record.store.leaves(0..head.head().size).await.unwrap();
        assert!(leaves.len() >= 40, "{}", leaves.len());
        assert!(!sequencer.has_ended());
        assert!(sequencer.tree().prove_inclusion(7, head.head().size).is_some());
        assert!(FolderSource::new(&record.public()).checkpoint().unwrap().head().size >= 1);
        assert_sound_so_far(&record.public(), "while the disk is full");
        // With room it goes on by itself.
        ballast.go();
        record.append(&sequencer).await.unwrap();
        record.is_whole(sequencer, "with room again").await;
        record.store.close().await;
    });
}

/// A little more room each time: another write is the first to fail.
#[test]
fn each_write_in_turn_finds_no_room() {
    let Some(disk) = small_disk("full::each_write_in_turn_finds_no_room", 16 * 1024) else { return };
    common::run(async {
        let mut record = Small::new(&disk).await;
        let ballast = Ballast(disk.join("ballast"));
        let (mut refused, mut troubled, mut not_started) = (0, 0, 0);
        for free in (0..200).step_by(4) {
            let what = format!("{free} KiB left");
            ballast.leave(free);
            match record.start().await {
                Ok(sequencer) => {
                    for _ in 0..12 {
                        refused += u32::from(record.append(&sequencer).await.is_none());
                    }
                    // Until it is published or put off, however slow the machine is.
                    let size = record.store.head().await.unwrap().map(|head| head.head().size);
                    let mut progress = sequencer.progress();
                    let settled = progress.wait_for(|now| now.trouble.is_some() || now.published >= size);
                    drop(tokio::time::timeout(Duration::from_secs(1), settled).await);
                    troubled += u32::from(sequencer.progress().borrow().trouble.is_some());
                    sequencer.stop().await.unwrap();
                }
                Err(
                    StartError::Acquire(AcquireError::Store(error))
                    | StartError::Load(LoadError::Store(error)),
                ) => {
                    assert!(error.is_full(), "{what}: {error}");
                    not_started += 1;
                }
                Err(error) => panic!("{what}: {error}"),
            }
            assert_sound_so_far(&record.public(), &what);
            ballast.go();
            let sequencer = record.start().await.unwrap();
            record.append(&sequencer).await.unwrap();
            record.is_whole(sequencer, &what).await;
        }
        println!("{not_started} starts and {refused} acts refused, {troubled} publications put off");
        assert!(refused > 0 && troubled > 0 && not_started > 0);
        record.store.close().await;
    });
}

/// No file may grow beyond a limit: the portable way to a write that fails. It has no name, but is a refusal like others.
#[cfg(unix)]
#[test]
fn a_limit_on_files_refuses_and_a_restart_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (database, public) = (folder.path().join("record.db"), folder.path().join("public"));
    let orders = Orders { clients: 4, batch: 8, ..Orders::new(database.to_str().unwrap(), &public) };
    let inner = orders.command();
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 400; exec \"$0\" \"$@\""]).arg(inner.get_program());
    limited.args(inner.get_args()).envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut promises = Promises::default();
    let mut writer = Writer::of(limited);
    let mut said = Vec::new();
    while said.iter().filter(|said| matches!(said, Said::Failed(_))).count() < 10 {
        said.push(writer.next().unwrap_or_else(|| panic!("it ended: {said:?}")));
    }
    writer.kill();
    said.extend(writer.rest());
    assert!(said.iter().any(|said| matches!(said, Said::Failed(why) if why.contains("failed"))));
    promises.take_all(said, "limited");
    assert!(promises.acknowledged() > 5);
    let mut writer = Orders { acts: 5, first: 1_000_000, ..orders }.spawn();
    promises.take(writer.rest(), "without the limit");
    writer.wait();
    common::run(promises.check(database.to_str().unwrap(), &public, "without the limit"));
    assert_sound(&public, "without the limit");
}
