//! What the process asks of the system, watched and disturbed by strace: in which order things become durable, and what
//! happens when one of these calls fails. Skipped, with a line that says so, where there is no strace.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use kenes_store::folder::Folder;
use kenes_store::sequencer::Options;

use crate::common;
use crate::common::council::Council;
use crate::common::disk::{assert_sound, assert_sound_so_far, is_long};
use crate::common::promises::Promises;
use crate::common::writer::{Orders, Writer, begin, open};

fn can_trace() -> bool {
    let mut trial = Command::new("strace");
    trial.args(["-o", "/dev/null", "true"]).stderr(Stdio::null());
    let works = trial.status().is_ok_and(|status| status.success());
    if !works {
        println!("skipped: strace is not here, or may not trace (on Debian: apt-get install strace)");
    }
    works
}

/// A writer under strace with these arguments.
fn traced(orders: &Orders, arguments: &[&str]) -> Writer {
    let inner = orders.command();
    let mut command = Command::new("strace");
    command.args(["-f", "-qq"]).args(arguments).arg(inner.get_program()).args(inner.get_args());
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?)))).stderr(Stdio::null());
    Writer::of(command)
}

#[test]
fn what_is_told_is_durable() {
    if !can_trace() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let (database, public, trace) = (root.join("record.db"), root.join("public"), root.join("trace"));
    let orders = Orders { acts: 20, lockstep: true, ..Orders::new(database.to_str().unwrap(), &public) };
    let calls = "trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat";
    let mut writer = traced(&orders, &["-y", "-s", "32", "-o", trace.to_str().unwrap(), "-e", calls]);
    let mut promises = Promises::default();
    promises.take(writer.rest(), "traced");
    writer.wait();
    assert!(promises.acknowledged() == 20, "{promises:?}");
    assert_sound(&public, "traced");

    let mut order = Order { root: root.to_str().unwrap().to_owned(), ..Order::default() };
    fs::read_to_string(&trace).unwrap().lines().for_each(|line| order.line(line));
    assert!(order.told == 20 && order.published >= 20, "{} {}", order.told, order.published);
    assert!(order.synced.contains(&order.root), "the name of the database is durable");
}

/// What is durable and what is not, as the calls go by.
#[derive(Default)]
struct Order {
    root: String,
    /// Files with bytes that were not synced.
    dirty: BTreeSet<String>,
    /// Names that came to be in a folder since it was synced.
    names: BTreeMap<String, BTreeSet<String>>,
    synced: BTreeSet<String>,
    /// What each thread is syncing.
    syncing: BTreeMap<String, String>,
    told: u32,
    published: u32,
}

impl Order {
    /// A line of strace: a call at its beginning, at its end, or both.
    fn line(&mut self, line: &str) {
        let (thread, call) = line.split_once(' ').unwrap();
        let call = call.trim_start();
        if call.starts_with("<... fsync resumed>") || call.starts_with("<... fdatasync resumed>") {
            let path = self.syncing.remove(thread).unwrap();
            return self.ended(call, &path);
        }
        let Some((name, arguments)) = call.split_once('(') else { return };
        match name {
            "write" | "pwrite64" => self.written(&descriptor(arguments), arguments),
            "fsync" | "fdatasync" => {
                let path = descriptor(arguments);
                if call.ends_with("<unfinished ...>") {
                    self.syncing.insert(thread.to_owned(), path);
                } else {
                    self.ended(call, &path);
                }
            }
            "rename" | "renameat" | "renameat2" => {
                let paths: Vec<&str> = arguments.split('"').skip(1).step_by(2).collect();
                self.renamed(paths[0], paths[1]);
            }
            "mkdir" | "mkdirat" => {
                let path = arguments.split('"').nth(1).unwrap();
                if !call.contains("= -1") {
                    self.named(path);
                }
            }
            _ => {}
        }
    }

    fn written(&mut self, path: &str, arguments: &str) {
        // The database makes this file again when it opens.
        if path.ends_with("record.db-shm") {
            return;
        }
        if path.starts_with(&self.root) {
            self.dirty.insert(path.to_owned());
        } else if arguments.contains("\"ack ") {
            self.told += 1;
            let log = format!("{}/record.db-wal", self.root);
            assert!(!self.dirty.contains(&log), "an act is acknowledged before it is durable");
        }
    }

    /// A sync has come to its end; the process may end before.
    fn ended(&mut self, call: &str, path: &str) {
        if !call.ends_with("= ?") {
            assert!(call.ends_with("= 0"), "{call} {path}");
            self.dirty.remove(path);
            self.names.remove(path);
            self.synced.insert(path.to_owned());
        }
    }

    fn named(&mut self, path: &str) {
        if path.starts_with(&self.root) {
            let (folder, name) = path.rsplit_once('/').unwrap();
            self.names.entry(folder.to_owned()).or_default().insert(name.to_owned());
        }
    }

    fn renamed(&mut self, from: &str, to: &str) {
        assert!(!self.dirty.contains(from), "{to} gets its name before its content is durable");
        if to == format!("{}/public/checkpoint", self.root) {
            self.published += 1;
            // The first head may be published while the first act is written.
            assert!(self.published == 1 || self.dirty.is_empty(), "published, not durable: {:?}", self.dirty);
            let is_public = |folder: &&String| folder.contains("/public");
            let names: Vec<_> = self.names.keys().filter(is_public).collect();
            assert!(names.is_empty(), "published, the names in it not durable: {names:?}");
        }
        self.named(to);
    }
}

/// The path of a call's first argument, as strace -y gives it.
fn descriptor(arguments: &str) -> String {
    let path = arguments.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    path.map_or_else(String::new, |(path, _)| path.to_owned())
}

#[test]
fn each_call_in_turn_fails() {
    if !can_trace() {
        return;
    }
    let calls = ["fsync", "fdatasync", "pwrite64", "rename", "mkdir", "unlink", "ftruncate"];
    let turns = if is_long() { 40 } else { 5 };
    let cases: Vec<(&str, u32)> =
        calls.into_iter().flat_map(|call| (1..=turns).map(move |turn| (call, turn))).collect();
    let (next, struck) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while let Some((call, turn)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    struck.fetch_add(usize::from(fails(call, *turn)), Ordering::Relaxed);
                }
            });
        }
    });
    println!("{struck:?} of {} faults struck", cases.len());
    assert!(struck.into_inner() * 2 > cases.len());
}

/// In each thread the call with this number fails. Whether there was one.
fn fails(call: &str, turn: u32) -> bool {
    let what = format!("{call} {turn}");
    let folder = tempfile::tempdir().unwrap();
    let (database, public) = (folder.path().join("record.db"), folder.path().join("public"));
    let database = database.to_str().unwrap();
    let mut promises = Promises::default();
    let orders = Orders { clients: 2, acts: 12, ..Orders::new(database, &public) };
    // One act is there before, and published: without a first head there is little to lose.
    promises.take(Orders { acts: 1, first: 1_000, ..orders.clone() }.spawn().rest(), &what);
    let fault = format!("inject={call}:error=EIO:when={turn}");
    let (trace, calls) = (folder.path().join("trace"), format!("trace={call}"));
    let mut writer = traced(&orders, &["-o", trace.to_str().unwrap(), "-e", &calls, "-e", &fault]);
    let said = writer.rest();
    promises.take_all(said, &what);
    assert_sound_so_far(&public, &what);
    common::run(async {
        promises.check(database, &public, &what).await;
        heal(database, &public).await;
        promises.check(database, &public, &what).await;
    });
    assert_sound(&public, &what);
    fs::read_to_string(trace).unwrap().contains("(INJECTED)")
}

async fn heal(database: &str, public: &Path) {
    let store = std::sync::Arc::new(open(database).await);
    let folder = Folder::open(public, Council::new().log().verifier().clone()).unwrap();
    begin(&store, (), folder, Options::default()).await.unwrap().stop().await.unwrap();
    store.close().await;
}
