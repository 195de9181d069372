//! A server that is killed while ballots come in: whatever was acknowledged is in the record and on the board.
//!
//! Six rounds; 60 with `KENES_LONG`.

#![expect(clippy::unwrap_used, reason = "a test")]

mod world;

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use kenes_belenios::archive::Form;
use kenes_belenios::board::Published;
use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::hash::Digest;
use kenes_record::Hash;
use kenes_record::act::ActId;
use kenes_server::poll::Poll;

use self::world::{Trustees, World, ballot};

/// The folder of the process that is to be killed.
const DIR: &str = "KENES_POLL_KILLED";

/// Voters who cast at the same time.
const CLIENTS: usize = 24;

#[tokio::test(flavor = "multi_thread")]
async fn no_acknowledged_ballot_is_lost() {
    if let Some(dir) = std::env::var_os(DIR) {
        return serve(Path::new(&dir)).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let call = prepare(folder.path()).await;
    let rounds = if std::env::var_os("KENES_LONG").is_some() { 60 } else { 6 };
    let (mut acknowledged, mut cut) = (BTreeSet::new(), 0);
    for round in 0..rounds {
        let before = acknowledged.len();
        kill_under_load(folder.path(), round);
        acknowledged = trackers(folder.path());
        assert!(acknowledged.len() > before, "round {round}: nothing was acknowledged");
        let world = World::open(&folder.path().join("d")).await;
        let archive = path(folder.path());
        let length = fs::metadata(&archive).unwrap().len();
        let poll = Poll::open(world.desk(), call).await.unwrap();
        cut += usize::from(fs::metadata(&archive).unwrap().len() < length);
        let recorded = world.host.read().await.ballots_of(call).await.unwrap();
        let published = Published::read(&*fs::read(&archive).unwrap(), Form::Strict).unwrap();
        for tracker in &acknowledged {
            assert!(recorded.contains_key(&Hash::from_bytes(tracker.0)), "{tracker} is not in the record");
            assert!(published.has_ballot(tracker), "{tracker} is not on the board");
        }
        assert_eq!(published.summary.surveyed.ballots, u64::try_from(recorded.len()).unwrap());
        poll.stop().await;
        world.stop().await;
    }
    println!(
        "{rounds} rounds, {} ballots acknowledged, {cut} times something was cut off",
        acknowledged.len()
    );
}

/// An election that is open, with its voters' codes in a file.
async fn prepare(folder: &Path) -> ActId {
    let mut world = World::found(&folder.join("d")).await;
    world.days(1).await;
    world.fill(CLIENTS).await;
    world.days(32).await;
    let call = world.call(&[3, 5, 7, 9]).await;
    let codes = world.prepare(call, &mut Trustees::default()).await;
    world.tick(world.election(&call).await.opens).await;
    let codes: Vec<_> = codes.iter().map(PrivateCredential::expose).collect();
    fs::write(folder.join("codes"), codes.join("\n")).unwrap();
    let poll = Poll::open(world.desk(), call).await.unwrap();
    fs::write(folder.join("path"), poll.archive().to_str().unwrap()).unwrap();
    poll.stop().await;
    world.stop().await;
    call
}

/// Starts a server, and kills it a while after it acknowledged more than before.
fn kill_under_load(folder: &Path, round: u32) {
    let before = trackers(folder).len();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "no_acknowledged_ballot_is_lost", "--nocapture"])
        .env(DIR, folder)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while trackers(folder).len() == before {
        assert!(start.elapsed() < Duration::from_secs(120), "the server acknowledges nothing");
        assert!(child.try_wait().unwrap().is_none(), "the server ended by itself");
        std::thread::sleep(Duration::from_millis(2));
    }
    // Some way into a batch, wherever that is.
    std::thread::sleep(Duration::from_millis(u64::from(round * 37 % 101)));
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The process that is killed: voters cast for ever, and what is acknowledged is written down.
async fn serve(folder: &Path) {
    let world = World::open(&folder.join("d")).await;
    let codes = fs::read_to_string(folder.join("codes")).unwrap();
    let call = {
        let host = world.host.read().await;
        host.council().elections().next().unwrap().call
    };
    let poll = Arc::new(Poll::open(world.desk(), call).await.unwrap());
    let clients = codes.lines().enumerate().map(|(number, code)| {
        let (poll, code) = (Arc::clone(&poll), PrivateCredential::parse(code).unwrap());
        let mut log = OpenOptions::new().create(true).append(true).open(folder.join("acknowledged")).unwrap();
        tokio::spawn(async move {
            for first in number.. {
                let ballot = ballot(&poll.board().election, &code, first);
                let accepted = poll.cast(ballot).await.unwrap();
                log.write_all(format!("{}\n", accepted.tracker.to_hex()).as_bytes()).unwrap();
            }
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await.unwrap();
    }
}

/// What was acknowledged so far.
fn trackers(folder: &Path) -> BTreeSet<Digest> {
    let log = fs::read_to_string(folder.join("acknowledged")).unwrap_or_default();
    log.lines().filter_map(|line| Digest::parse_hex(line.as_bytes())).collect()
}

fn path(folder: &Path) -> std::path::PathBuf {
    fs::read_to_string(folder.join("path")).unwrap().into()
}
