//! Ballots that a server takes durably, each fully verified and answered with its receipt, beside what the verifier alone does on
//! the same cores: `cargo bench -p kenes-server --bench load`.
//!
//! The real server runs on the loopback interface over SQLite in a temporary folder (`TMPDIR` says on which disk). Its clients
//! send ballots that were sealed before the clock started, each the next one when the last was answered; they use the same
//! cores. In a second run the same ballots go to the board without HTTP. One client waits for each answer: beside its figure
//! stands the verifier that is given one ballot at a time. Between a ballot and its answer the disk is waited for twice, once
//! for the ballot box and once for the record, so no server answers one client sooner than that; how long the disk takes is
//! printed.
//!
//! `KENES_LOAD=approval:256,stv_scottish:1` measures only these; `KENES_LOAD_SECONDS` is how long each takes (5).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_arithmetic,
    clippy::panic,
    reason = "a benchmark that cannot run should stop"
)]

#[path = "../tests/wire/mod.rs"]
mod wire;
#[path = "../tests/world/mod.rs"]
mod world;

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use kenes_belenios::ballot::BallotBox;
use kenes_belenios::board::Board;
use kenes_belenios::credential::PrivateCredential;
use kenes_core::Time;
use kenes_record::act::ActId;
use kenes_server::office::Office;
use kenes_server::poll::Poll;

use self::wire::Wire;
use self::world::{G, Trustees, World, ballot};

const CLIENTS: [usize; 3] = [256, 16, 1];
const CANDIDATES: [usize; 9] = [3, 5, 7, 9, 11, 13, 15, 17, 19];
const VOTERS: usize = 64;

/// What a run took.
struct Taken {
    ballots: usize,
    time: Duration,
    waits: Vec<Duration>,
}

impl Taken {
    fn rate(&self) -> f64 {
        self.ballots as f64 / self.time.as_secs_f64()
    }

    fn wait(&mut self, share: usize) -> f64 {
        self.waits.sort_unstable();
        self.waits[(self.waits.len() - 1) * share / 100].as_secs_f64() * 1e3
    }
}

/// Ballots that were sealed before the clock started.
struct Sealed {
    ballots: Vec<Vec<u8>>,
    next: AtomicUsize,
}

impl Sealed {
    fn next(&self) -> Option<&[u8]> {
        self.ballots.get(self.next.fetch_add(1, Ordering::Relaxed)).map(Vec::as_slice)
    }
}

fn main() {
    let seconds = std::env::var("KENES_LOAD_SECONDS").map_or(5, |text| text.parse().unwrap());
    let wanted = std::env::var("KENES_LOAD").unwrap_or_default();
    let is_wanted = |kind: &str, clients: usize| {
        wanted.is_empty() || wanted.split(',').any(|one| one == format!("{kind}:{clients}"))
    };
    for kind in ["approval", "stv_scottish"] {
        let clients: Vec<usize> = CLIENTS.into_iter().filter(|clients| is_wanted(kind, *clients)).collect();
        if !clients.is_empty() {
            measure(kind, &clients, Duration::from_secs(seconds));
        }
    }
}

fn measure(kind: &str, clients: &[usize], time: Duration) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let (call, opens, codes) = runtime.block_on(prepare(&dir, kind));
    let (office, address) = runtime.block_on(wire::begin(&dir, Time::from_seconds(opens.seconds() + 60)));
    drop(runtime.block_on(office.host_now()).unwrap());
    let poll = runtime.block_on(office.poll(&call)).unwrap().unwrap();
    let board = poll.board();

    println!("\n{kind}, {} answers, {VOTERS} voters; on the clock, with {} cores", CANDIDATES.len(), cores());
    println!("the disk takes {:.1} ms to make 4 kB durable", sync(folder.path()).as_secs_f64() * 1e3);
    println!(
        "{:<9}{:<11}{:>10}{:>9}{:>9}{:>14}{:>8}",
        "clients", "through", "ballots/s", "p50 ms", "p99 ms", "verifier/s", "ratio"
    );
    for count in clients {
        let alone = verifier(board, &codes, *count);
        for through in ["HTTP", "the board"] {
            let expected = (alone * time.as_secs_f64()) as usize + 2 * count;
            let sealed = Sealed { ballots: seal(board, &codes, expected), next: AtomicUsize::new(0) };
            let mut taken = if through == "HTTP" {
                over_http(address, &call, &sealed, *count, time)
            } else {
                runtime.block_on(through_board(&poll, sealed, *count, time))
            };
            println!(
                "{count:<9}{through:<11}{:>10.0}{:>9.1}{:>9.1}{alone:>14.0}{:>7.0}%",
                taken.rate(),
                taken.wait(50),
                taken.wait(99),
                100.0 * taken.rate() / alone,
            );
        }
    }
    drop(poll);
    runtime.block_on(Office::end(office));
}

/// What the disk takes to make a little more of a file durable, in the middle of many.
fn sync(folder: &Path) -> Duration {
    let mut file = std::fs::File::create(folder.join("sync")).unwrap();
    let mut times: Vec<Duration> = (0..101)
        .map(|_| {
            file.write_all(&[1; 4_096]).unwrap();
            let begin = Instant::now();
            file.sync_data().unwrap();
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[50]
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// A vote that is open, and the codes of its voters.
async fn prepare(dir: &Path, kind: &str) -> (ActId, Time, Vec<PrivateCredential>) {
    let mut world = World::found_with(dir, kind).await;
    world.days(1).await;
    world.fill(VOTERS).await;
    world.days(32).await;
    let call = world.call(&CANDIDATES).await;
    let codes = world.prepare(call, &mut Trustees::default()).await;
    let opens = world.election(&call).await.opens;
    world.tick(opens).await;
    world.stop().await;
    (call, opens, codes)
}

/// So many ballots, sealed on every core.
fn seal(board: &Board<G>, codes: &[PrivateCredential], count: usize) -> Vec<Vec<u8>> {
    let threads = cores();
    std::thread::scope(|scope| {
        let part = |thread: usize| {
            let numbers = (thread..count).step_by(threads);
            numbers
                .map(|number| ballot(&board.election, &codes[number % codes.len()], number))
                .collect::<Vec<_>>()
        };
        let all: Vec<_> = (0..threads).map(|thread| scope.spawn(move || part(thread))).collect();
        all.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

/// Ballots a second that the verifier alone does, given as many at a time as there are clients: one after the other for one.
fn verifier(board: &Board<G>, codes: &[PrivateCredential], clients: usize) -> f64 {
    let ballots = seal(board, codes, 1_024.min(clients * 256));
    let ballots: Vec<&[u8]> = ballots.iter().map(Vec::as_slice).collect();
    let ballot_box = BallotBox::new(&board.election, &board.credentials);
    let (begin, mut done) = (Instant::now(), 0);
    while begin.elapsed() < Duration::from_secs(2) {
        for part in ballots.chunks(clients) {
            done += ballot_box.verify_all(part).into_iter().filter(Result::is_ok).count();
        }
    }
    done as f64 / begin.elapsed().as_secs_f64()
}

/// Each client is a thread with a connection of its own.
fn over_http(to: SocketAddr, call: &ActId, sealed: &Sealed, clients: usize, time: Duration) -> Taken {
    let begin = Instant::now();
    let client = || {
        let (mut wire, mut waits) = (Wire::connect(to).unwrap(), Vec::new());
        while begin.elapsed() < time {
            let Some(ballot) = sealed.next() else { break };
            let sent = Instant::now();
            let (status, answer) = wire.cast(call, ballot).unwrap();
            assert_eq!(status, 200, "{answer}");
            waits.push(sent.elapsed());
        }
        waits
    };
    let waits: Vec<Duration> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..clients).map(|_| scope.spawn(client)).collect();
        all.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    Taken { ballots: waits.len(), time: begin.elapsed(), waits }
}

/// Each client is a task.
async fn through_board(poll: &Arc<Poll>, sealed: Sealed, clients: usize, time: Duration) -> Taken {
    let (begin, sealed) = (Instant::now(), Arc::new(sealed));
    let client = |_| {
        let (poll, sealed) = (Arc::clone(poll), Arc::clone(&sealed));
        tokio::spawn(async move {
            let mut waits = Vec::new();
            while begin.elapsed() < time {
                let Some(ballot) = sealed.next() else { break };
                let sent = Instant::now();
                poll.cast(ballot.to_vec()).await.unwrap();
                waits.push(sent.elapsed());
            }
            waits
        })
    };
    let all: Vec<_> = (0..clients).map(client).collect();
    let mut waits = Vec::new();
    for one in all {
        waits.extend(one.await.unwrap());
    }
    Taken { ballots: waits.len(), time: begin.elapsed(), waits }
}
