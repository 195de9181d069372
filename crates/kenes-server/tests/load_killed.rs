//! The real server is killed while ballots come in over HTTP: whatever a voter was told of is in the record and in the ballot
//! box, of both kinds of ballots.
//!
//! Two rounds for each kind; 20 with `KENES_LONG`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

mod wire;
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use kenes_belenios::archive::Form;
use kenes_belenios::board::Published;
use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::election::Election as Asked;
use kenes_belenios::hash::Digest;
use kenes_core::Time;
use kenes_record::Hash;
use kenes_record::act::ActId;
use kenes_server::poll::Poll;

use self::wire::Wire;
use self::world::{G, Trustees, World, ballot};

/// The folder of the process that is to be killed, and its time.
const DIR: &str = "KENES_LOAD_KILLED";
const AT: &str = "KENES_LOAD_KILLED_AT";

/// Voters who cast at the same time.
const CLIENTS: usize = 16;

#[tokio::test(flavor = "multi_thread")]
async fn no_ballot_of_which_a_voter_was_told_is_lost() {
    if let Some(dir) = std::env::var_os(DIR) {
        let at = std::env::var(AT).unwrap().parse().unwrap();
        let (_office, address) = wire::begin(Path::new(&dir), Time::from_seconds(at)).await;
        fs::write(Path::new(&dir).join("port.tmp"), address.to_string()).unwrap();
        fs::rename(Path::new(&dir).join("port.tmp"), Path::new(&dir).join("port")).unwrap();
        return std::future::pending().await;
    }
    let rounds = if std::env::var_os("KENES_LONG").is_some() { 20 } else { 2 };
    for counting in ["stv_scottish", "approval"] {
        let folder = tempfile::tempdir().unwrap();
        let vote = Vote::prepare(&folder.path().join("d"), counting).await;
        let (mut told, mut recorded) = (BTreeSet::new(), 0);
        for round in 0..rounds {
            let before = told.len();
            told.extend(kill_under_load(&vote, &folder.path().join("d"), round));
            assert!(told.len() > before, "{counting}, round {round}: nobody was told anything");
            recorded = vote.check(&folder.path().join("d"), &told).await;
        }
        println!("{counting}: {rounds} rounds, {} ballots told of, {recorded} recorded", told.len());
    }
}

/// A vote that is open.
struct Vote {
    call: ActId,
    opens: Time,
    election: Asked<G>,
    codes: Vec<PrivateCredential>,
}

impl Vote {
    async fn prepare(dir: &Path, counting: &str) -> Self {
        let mut world = World::found_with(dir, counting).await;
        world.days(1).await;
        world.fill(CLIENTS).await;
        world.days(32).await;
        let call = world.call(&[3, 5, 7, 9]).await;
        let codes = world.prepare(call, &mut Trustees::default()).await;
        let opens = world.election(&call).await.opens;
        world.tick(opens).await;
        let poll = Poll::open(world.desk(), call).await.unwrap();
        let election = Asked::parse(poll.board().election.bytes().to_vec()).unwrap();
        poll.stop().await;
        world.stop().await;
        Self { call, opens, election, codes }
    }

    /// What the killed server left has every ballot of which somebody was told; how many there are.
    async fn check(&self, dir: &Path, told: &BTreeSet<Digest>) -> usize {
        let world = World::open(dir).await;
        let poll = Poll::open(world.desk(), self.call).await.unwrap();
        let recorded = world.host.read().await.ballots_of(self.call).await.unwrap();
        let published = Published::read(&*fs::read(poll.archive()).unwrap(), Form::Strict).unwrap();
        for tracker in told {
            assert!(recorded.contains_key(&Hash::from_bytes(tracker.0)), "{tracker} is not in the record");
            assert!(published.has_ballot(tracker), "{tracker} is not in the ballot box");
        }
        assert_eq!(published.summary.surveyed.ballots, u64::try_from(recorded.len()).unwrap());
        poll.stop().await;
        world.stop().await;
        recorded.len()
    }
}

/// Starts a server, has everybody cast for ever, and kills it a while after somebody was told of a ballot; of which ones.
fn kill_under_load(vote: &Vote, dir: &Path, round: u32) -> BTreeSet<Digest> {
    let port = dir.join("port");
    drop(fs::remove_file(&port));
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "no_ballot_of_which_a_voter_was_told_is_lost", "--nocapture"])
        .env(DIR, dir)
        .env(AT, (vote.opens.seconds() + 60).to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    wait(&mut child, || port.exists());
    let address = fs::read_to_string(&port).unwrap().parse().unwrap();
    let (told, is_over) = (Mutex::new(BTreeSet::new()), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for (number, code) in vote.codes.iter().enumerate() {
            let (told, is_over) = (&told, &is_over);
            scope.spawn(move || {
                // One that comes late finds it gone.
                let Ok(mut wire) = Wire::connect(address) else {
                    return assert!(is_over.load(Ordering::SeqCst), "the server takes nobody");
                };
                for first in number.. {
                    let ballot = ballot(&vote.election, code, first);
                    match wire.cast(&vote.call, &ballot) {
                        Ok((200, answer)) => {
                            let tracker = Digest::of(&ballot);
                            assert_eq!(answer["tracker"], tracker.to_base64());
                            told.lock().unwrap().insert(tracker);
                        }
                        Ok(other) => panic!("{other:?}"),
                        Err(_) => {
                            assert!(
                                is_over.load(Ordering::SeqCst),
                                "the server is gone before it was killed"
                            );
                            return;
                        }
                    }
                }
            });
        }
        wait(&mut child, || told.lock().unwrap().len() > CLIENTS);
        // Some way into a batch, wherever that is.
        std::thread::sleep(Duration::from_millis(u64::from(round * 37 % 101)));
        is_over.store(true, Ordering::SeqCst);
        child.kill().unwrap();
        child.wait().unwrap();
    });
    told.into_inner().unwrap()
}

fn wait(child: &mut Child, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(120), "the server does nothing");
        assert!(child.try_wait().unwrap().is_none(), "the server ended by itself");
        std::thread::sleep(Duration::from_millis(2));
    }
}
