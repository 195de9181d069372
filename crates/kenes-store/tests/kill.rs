//! Writers that are killed at any moment: what was acknowledged is there, one head for each size, nothing is published that
//! was not signed, nothing signed that is not durable, and the next start finishes what was begun.
//!
//! 200 rounds; 2,000 with `KENES_LONG`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::Duration;

use kenes_store::folder::Folder;
use kenes_store::port::{AcquireError, RecordStore as _};
use kenes_store::sequencer::{Options, StartError};

use crate::common::council::Council;
use crate::common::disk::{Chance, assert_sound, assert_sound_so_far, is_long, names};
use crate::common::promises::Promises;
use crate::common::server::Server;
use crate::common::writer::{Orders, Said, Writer, be_a_writer, begin, open};

/// Rounds on one record: later rounds read all of it again.
const ROUNDS: u64 = 20;

#[test]
fn writer() {
    be_a_writer();
}

#[test]
fn on_sqlite() {
    let series = if is_long() { 100 } else { 10 };
    let next = AtomicU64::new(0);
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= series {
                return;
            }
            let folder = tempfile::tempdir().unwrap();
            let database = folder.path().join("record.db");
            rounds(number, database.to_str().unwrap(), &folder.path().join("public"), ROUNDS);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(work);
        }
    });
}

#[test]
fn on_postgres() {
    let series = if is_long() { 10 } else { 1 };
    for number in 0..series {
        common::in_postgres(|url| async move {
            let folder = tempfile::tempdir().unwrap();
            tokio::task::spawn_blocking(move || {
                rounds(1_000 + number, url.expose(), &folder.path().join("public"), ROUNDS);
            })
            .await
            .unwrap();
        });
    }
}

/// Kills a writer so many times, and compares what is there with what was ever promised.
fn rounds(seed: u64, database: &str, public: &Path, rounds: u64) {
    let mut chance = Chance::new(seed);
    let mut promises = Promises::default();
    let is_file = !database.starts_with("postgres");
    for round in 0..rounds {
        let what = format!("series {seed}, round {round}");
        let orders = Orders {
            clients: [1, 3, 16][usize::try_from(chance.below(3)).unwrap()],
            batch: [1, 4, 64][usize::try_from(chance.below(3)).unwrap()],
            wait: chance.below(4),
            first: 1 + round * 1_000_000,
            witness: chance.below(2) == 0,
            // PostgreSQL has not yet noticed that the killed one is gone; a program that another test just starts holds a copy of
            // the file's lock for a moment.
            patient: true,
            ..Orders::new(database, public)
        };
        let mut writer = orders.spawn();
        let answers = kill_some_time(&mut writer, &mut chance);
        promises.take(answers, &what);
        assert_sound_so_far(public, &what);
        // A copy is looked at, so that the next writer finds what the killed one left.
        let copy = is_file.then(|| copied(Path::new(database)));
        let seen = copy.as_ref().map_or(database.to_owned(), |copy| copy.1.to_str().unwrap().to_owned());
        common::run(promises.check(&seen, public, &what));
        if chance.below(3) == 0 || round + 1 == rounds {
            common::run(heal(database, public, &what));
            common::run(promises.check(database, public, &what));
        }
    }
    assert!(promises.acknowledged() > rounds, "{}", promises.acknowledged());
}

/// Ends a writer within the start, between two answers, or while much is under way.
fn kill_some_time(writer: &mut Writer, chance: &mut Chance) -> Vec<Said> {
    let mut said = Vec::new();
    if chance.below(4) == 0 {
        sleep(Duration::from_millis(chance.below(60)));
    } else {
        let enough = chance.below(50);
        while said.len() < usize::try_from(enough).unwrap() {
            said.push(writer.next().unwrap_or_else(|| panic!("ended by itself after {said:?}")));
        }
        sleep(Duration::from_micros(chance.below(8_000)));
    }
    writer.kill();
    said.extend(writer.rest());
    said
}

/// The database as a loss of the process left it, elsewhere.
fn copied(database: &Path) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("record.db");
    for end in ["", "-wal"] {
        let with = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
        if with(database).exists() {
            fs::copy(with(database), with(&copy)).unwrap();
        }
    }
    (folder, copy)
}

/// A start that nobody disturbs finishes what was begun, and leaves nothing over.
async fn heal(database: &str, public: &Path, what: &str) {
    let store = Arc::new(open(database).await);
    let folder = || Folder::open(public, Council::new().log().verifier().clone()).unwrap();
    let mut tries = 0;
    let sequencer = loop {
        match begin(&store, (), folder(), Options::default()).await {
            Ok(sequencer) => break sequencer,
            // As for a writer that is patient.
            Err(StartError::Acquire(AcquireError::Held)) if tries < 3_000 => {
                tries += 1;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Err(error) => panic!("{what}: {error}"),
        }
    };
    sequencer.stop().await.unwrap();
    if let Some(head) = store.head().await.unwrap() {
        assert_eq!(store.size().await.unwrap(), head.head().size, "{what}");
        assert_eq!(folder().published().unwrap(), Some(head), "{what}");
        assert_sound(public, what);
        assert!(!names(public).iter().any(|name| name.contains(".tmp-")), "{what}");
    }
    store.close().await;
}

/// The database server crashes under a writer that goes on: what it does not know it finds out, and nothing is lost.
#[test]
fn a_crash_of_the_database_server() {
    let Some(mut server) = Server::new() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (url, public) = (server.url(), folder.path().join("public"));
    let mut promises = Promises::default();
    let orders = Orders { clients: 8, batch: 16, ..Orders::new(&url, &public) };
    let mut writer = orders.spawn();
    let mut said = Vec::new();
    for round in 0..if is_long() { 20 } else { 3 } {
        until_acknowledged(&mut writer, &mut said, 40);
        server.crash();
        sleep(Duration::from_millis(100 * round));
        server.start();
        let what = format!("crash {round}");
        promises.take_all(std::mem::take(&mut said), &what);
        until_acknowledged(&mut writer, &mut said, 1);
        assert_sound_so_far(&public, &what);
    }
    writer.kill();
    said.extend(writer.rest());
    promises.take_all(said, "at the end");
    assert!(promises.acknowledged() > 100);
    common::run(async {
        promises.check(&url, &public, "at the end").await;
        heal(&url, &public, "at the end").await;
        promises.check(&url, &public, "at the end").await;
    });
}

fn until_acknowledged(writer: &mut Writer, said: &mut Vec<Said>, count: usize) {
    let mut left = count;
    while left > 0 {
        let next = writer.next().unwrap_or_else(|| panic!("it ended by itself: {said:?}"));
        left -= usize::from(matches!(next, Said::Acknowledged { .. }));
        said.push(next);
    }
}
