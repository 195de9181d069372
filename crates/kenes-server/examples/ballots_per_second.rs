//! How many ballots a poll takes in a second: the verifier alone on every core, then accepted durably, with 1, 16 and 256
//! clients in one process.
//!
//! `cargo run --release -p kenes-server --example ballots_per_second [BALLOTS]`

#![expect(clippy::unwrap_used, reason = "an example that measures")]
#![expect(
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::as_conversions,
    reason = "it says what it measured"
)]

#[path = "../tests/world/mod.rs"]
mod world;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use kenes_belenios::ballot::BallotBox;
use kenes_belenios::credential::PrivateCredential;
use kenes_server::poll::{BallotRefusal, Poll};

use self::world::{Trustees, World, ballot};

#[tokio::main]
async fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(4_096);
    for counting in ["stv_scottish", "approval"] {
        measure(counting, count).await;
    }
}

/// One election.
async fn measure(counting: &str, count: usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut world = World::found_with(&folder.path().join("d"), counting).await;
    world.days(1).await;
    world.fill(32).await;
    world.days(32).await;
    let call = world.call(&[3, 5, 7, 9, 11, 13, 15, 17, 19]).await;
    let codes = world.prepare(call, &mut Trustees::default()).await;
    world.tick(world.election(&call).await.opens).await;
    let poll = Arc::new(Poll::open(world.desk(), call).await.unwrap());

    let ballots = seal(&poll, &codes, count);
    let alone = verifier_alone(&poll, &ballots);
    println!("{counting}, 9 candidates, {} ballots of {} bytes", ballots.len(), ballots[0].len());
    println!("verifier alone: {alone:.0} ballots/s");
    for clients in [1, 16, 256] {
        let count = if clients == 1 { count / 8 } else { count };
        let (rate, [middle, late]) = accepted(&poll, seal(&poll, &codes, count), clients).await;
        println!(
            "{clients:>3} clients: {rate:.0} ballots/s accepted ({:.0} % of the verifier), p50 {middle:?}, p99 {late:?}",
            100.0 * rate / alone
        );
    }
    Arc::into_inner(poll).unwrap().stop().await;
    world.stop().await;
}

/// Ballots of these voters, again and again.
fn seal(poll: &Poll, codes: &[PrivateCredential], count: usize) -> Vec<Vec<u8>> {
    let threads = std::thread::available_parallelism().unwrap().get();
    let one = |number: usize| ballot(&poll.board().election, &codes[number % codes.len()], number);
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || (thread..count).step_by(threads).map(one).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    })
}

fn verifier_alone(poll: &Poll, ballots: &[Vec<u8>]) -> f64 {
    let board = poll.board();
    let ballot_box = BallotBox::new(&board.election, &board.credentials);
    let start = Instant::now();
    for batch in ballots.chunks(256) {
        let batch: Vec<&[u8]> = batch.iter().map(Vec::as_slice).collect();
        assert!(ballot_box.verify_all(&batch).iter().all(Result::is_ok));
    }
    ballots.len() as f64 / start.elapsed().as_secs_f64()
}

/// Ballots a second, and how long the middle one and the 99th of a hundred took.
async fn accepted(poll: &Arc<Poll>, ballots: Vec<Vec<u8>>, clients: usize) -> (f64, [Duration; 2]) {
    let (ballots, next, start) = (Arc::new(ballots), Arc::new(AtomicUsize::new(0)), Instant::now());
    let clients: Vec<_> = (0..clients)
        .map(|_| {
            let (poll, ballots, next) = (Arc::clone(poll), Arc::clone(&ballots), Arc::clone(&next));
            tokio::spawn(async move {
                let mut times = Vec::new();
                while let Some(ballot) = ballots.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let begun = Instant::now();
                    while poll
                        .cast(ballot.clone())
                        .await
                        .map_err(|error| assert_eq!(error, BallotRefusal::Busy))
                        .is_err()
                    {
                        tokio::time::sleep(Duration::from_millis(5)).await;
                    }
                    times.push(begun.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await.unwrap());
    }
    let rate = ballots.len() as f64 / start.elapsed().as_secs_f64();
    times.sort_unstable();
    (rate, [50, 99].map(|part| times[(times.len() * part / 100).min(times.len() - 1)]))
}
