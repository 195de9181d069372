//! How ballots are taken: verified together where several wait, then committed together.
//!
//! Some tasks verify, as many as there are cores, each what waits, so that no core waits for another; one task appends what is
//! verified to the archive with one sync, has the record take the acts as one batch, and answers, while the next ballots are
//! verified. The queue is bounded: who finds it full is told to try again, and nobody waits without an end.

mod commit;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use kenes_belenios::ballot::{BallotBox, BallotError};
use kenes_belenios::board::Board;
use kenes_belenios::hash::Digest;
use kenes_core::{DecideError, Refusal, Time};
use kenes_record::Hash;
use kenes_record::act::ActId;
use kenes_record::receipt::Receipt;
use tokio::sync::{Mutex as AsyncMutex, mpsc, oneshot};
use tokio::task::JoinHandle;

use self::commit::Committer;
pub(super) use self::commit::{EndError, Tail};
use super::{Desk, G, blocking, hash};
use crate::archive::LockedArchive;
use crate::host::{HostError, cores};

/// The most ballots that wait to be verified.
const QUEUE: usize = 1_024;
/// The most that are committed together.
const BATCH: usize = 256;
/// The most that are verified together: the more, the less each costs, and the longer the first of them waits.
const SHARE: usize = 64;

/// A ballot that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The tracker by which its voter finds it.
    pub tracker: Digest,
    /// The leaf of its act in the record.
    pub leaf: u64,
    /// What its voter takes home: the act, and the proof that it is in the record.
    pub receipt: Receipt,
}

/// A ballot is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BallotRefusal {
    /// It is not valid.
    #[error(transparent)]
    Invalid(#[from] BallotError),
    /// The vote is not open yet, or the machine's clock says that it is over.
    #[error("the vote is not open")]
    NotOpen,
    /// The vote is over.
    #[error("the vote is closed")]
    Closed,
    /// Too many ballots wait. Nothing happened to this one.
    #[error("too many ballots wait: try again in a moment")]
    Busy,
    /// It could not be written. Trying again is safe: a ballot is taken once.
    #[error("the ballot could not be written: try again")]
    Failed,
}

/// Who casts, and waits.
struct Job {
    /// Its place in the order in which ballots came: of two with one credential the later one counts.
    place: u64,
    ballot: Vec<u8>,
    answer: Answer,
}

type Answer = oneshot::Sender<Result<Accepted, BallotRefusal>>;

/// A ballot whose proofs hold, and who waits for it.
struct Ready {
    ballot: Vec<u8>,
    tracker: Digest,
    answer: Answer,
}

/// A ballot at its place, or nothing where it was not valid.
type Placed = (u64, Option<Ready>);

/// Which ballots the record has, each with its leaf.
type Known = Arc<Mutex<HashMap<Hash, u64>>>;

/// The tasks, and the way to them.
pub(super) struct Ballots {
    desk: Desk,
    board: Arc<Board<G>>,
    dates: Arc<Mutex<Option<Dates>>>,
    known: Known,
    queue: mpsc::Sender<Job>,
    /// The next place in the queue.
    next: Mutex<u64>,
    committer: Arc<Committer>,
    tasks: Vec<JoinHandle<()>>,
    call: ActId,
}

/// When the vote is.
#[derive(Clone, Copy)]
struct Dates {
    opens: Time,
    closes: Time,
}

impl Ballots {
    pub fn start(
        desk: Desk,
        call: ActId,
        board: Arc<Board<G>>,
        archive: Arc<Mutex<LockedArchive>>,
        tail: Tail,
        accepted: impl IntoIterator<Item = (Hash, u64)>,
    ) -> Self {
        let known: Known = Arc::new(Mutex::new(accepted.into_iter().collect()));
        let (queue, jobs) = mpsc::channel(QUEUE);
        let (hand_over, ready) = mpsc::channel(BATCH);
        let jobs = Arc::new(AsyncMutex::new(jobs));
        let committer = Arc::new(Committer::new(desk.clone(), call, archive, tail, Arc::clone(&known)));
        let cores = cores();
        let verifier = || tokio::spawn(verify_all(Arc::clone(&board), Arc::clone(&jobs), hand_over.clone()));
        let mut tasks: Vec<_> = (0..cores).map(|_| verifier()).collect();
        drop(hand_over);
        tasks.push(tokio::spawn(commit_all(Arc::clone(&committer), ready)));
        let next = Mutex::default();
        Self { desk, board, dates: Arc::default(), known, queue, next, committer, tasks, call }
    }

    pub fn verify(&self, ballot: &[u8]) -> Result<Digest, BallotRefusal> {
        Ok(BallotBox::new(&self.board.election, &self.board.credentials).verify(ballot)?.tracker())
    }

    pub async fn cast(&self, ballot: Vec<u8>) -> Result<Accepted, BallotRefusal> {
        let tracker = Digest::of(&ballot);
        if let Some(leaf) = self.leaf_of(&tracker) {
            return self.receipt(tracker, leaf).await;
        }
        self.check_open().await?;
        let (answer, answered) = oneshot::channel();
        self.enqueue(ballot, answer)?;
        answered.await.unwrap_or(Err(BallotRefusal::Failed))
    }

    fn enqueue(&self, ballot: Vec<u8>, answer: Answer) -> Result<(), BallotRefusal> {
        let mut next = lock(&self.next);
        self.queue.try_send(Job { place: *next, ballot, answer }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => BallotRefusal::Busy,
            mpsc::error::TrySendError::Closed(_) => BallotRefusal::Failed,
        })?;
        *next = next.saturating_add(1);
        Ok(())
    }

    pub fn leaf_of(&self, tracker: &Digest) -> Option<u64> {
        lock(&self.known).get(&hash(tracker)).copied()
    }

    /// What ends the vote.
    pub fn committer(&self) -> &Arc<Committer> {
        &self.committer
    }

    pub async fn stop(self) {
        let Self { desk: _, board: _, dates: _, known: _, queue, next: _, committer: _, tasks, call: _ } =
            self;
        drop(queue);
        for task in tasks {
            // A task that failed has answered nobody, and nothing is left of it.
            let _ended = task.await;
        }
    }

    /// Refuses early what the clock says is out of time; the record decides.
    async fn check_open(&self) -> Result<(), BallotRefusal> {
        let kept = *lock(&self.dates);
        let Dates { opens, closes } = match kept {
            Some(dates) => dates,
            None => {
                let election = self.desk.election(&self.call).await.ok_or(BallotRefusal::NotOpen)?;
                let dates = Dates { opens: election.opens, closes: election.closes };
                *lock(&self.dates) = Some(dates);
                dates
            }
        };
        let now = self.desk.now();
        if now < opens {
            Err(BallotRefusal::NotOpen)
        } else if now >= closes {
            Err(BallotRefusal::Closed)
        } else {
            Ok(())
        }
    }

    async fn receipt(&self, tracker: Digest, leaf: u64) -> Result<Accepted, BallotRefusal> {
        let receipt = self.desk.host().read().await.receipt(leaf).await;
        receipt.map(|receipt| Accepted { tracker, leaf, receipt }).map_err(|_| BallotRefusal::Failed)
    }
}

impl fmt::Debug for Ballots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ballots({} known)", lock(&self.known).len())
    }
}

/// One of the tasks that verify: its share of whatever waits, again and again.
async fn verify_all(
    board: Arc<Board<G>>,
    jobs: Arc<AsyncMutex<mpsc::Receiver<Job>>>,
    hand_over: mpsc::Sender<Placed>,
) {
    let cores = cores();
    loop {
        let mut waiting = Vec::new();
        {
            let mut jobs = jobs.lock().await;
            // The others get as much.
            let share = jobs.len().div_ceil(cores).clamp(1, SHARE);
            if jobs.recv_many(&mut waiting, share).await == 0 {
                return;
            }
        }
        let places: Vec<u64> = waiting.iter().map(|job| job.place).collect();
        let board = Arc::clone(&board);
        // Nobody waits for a place whose verification failed.
        let nothing = || places.iter().map(|place| (*place, None)).collect();
        for placed in blocking(move || verify(&board, waiting)).await.unwrap_or_else(|_| nothing()) {
            if hand_over.send(placed).await.is_err() {
                return;
            }
        }
    }
}

/// Answers who cast what is not valid, and gives the others.
fn verify(board: &Board<G>, batch: Vec<Job>) -> Vec<Placed> {
    let verified = {
        let ballots: Vec<&[u8]> = batch.iter().map(|job| job.ballot.as_slice()).collect();
        BallotBox::new(&board.election, &board.credentials).verify_all(&ballots)
    };
    let mut ready = Vec::with_capacity(batch.len());
    for (Job { place, ballot, answer }, verified) in batch.into_iter().zip(verified) {
        let placed = match verified {
            Ok(verified) => Some(Ready { ballot, tracker: verified.tracker(), answer }),
            // Who no longer waits is not told, here and below.
            Err(error) => {
                drop(answer.send(Err(error.into())));
                None
            }
        };
        ready.push((place, placed));
    }
    ready
}

/// The task that commits: whatever is verified together, in the order in which it came.
async fn commit_all(committer: Arc<Committer>, mut ready: mpsc::Receiver<Placed>) {
    let (mut came, mut order) = (Vec::new(), InOrder::default());
    while ready.recv_many(&mut came, BATCH).await > 0 {
        came.drain(..).for_each(|(place, ready)| order.put(place, ready));
        loop {
            let batch = order.take(BATCH);
            if batch.is_empty() {
                break;
            }
            committer.commit(batch).await;
        }
    }
}

/// What comes in any order and goes in that of its places, from 0 on. At some places there is nothing.
#[derive(Debug)]
struct InOrder<T> {
    early: BTreeMap<u64, Option<T>>,
    next: u64,
}

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self { early: BTreeMap::new(), next: 0 }
    }
}

impl<T> InOrder<T> {
    fn put(&mut self, place: u64, item: Option<T>) {
        self.early.insert(place, item);
    }

    /// At most so many, of those before which nothing is missing.
    fn take(&mut self, most: usize) -> Vec<T> {
        let mut taken = Vec::new();
        while taken.len() < most {
            let Some(item) = self.early.remove(&self.next) else { break };
            taken.extend(item);
            self.next = self.next.saturating_add(1);
        }
        taken
    }
}

/// Why the record does not take ballots, for whoever cast them.
fn refusal(error: &HostError) -> BallotRefusal {
    let out_of_time = DecideError::Refused(Refusal::Phase);
    if matches!(error, HostError::Decide(refused) if *refused == out_of_time) {
        BallotRefusal::NotOpen
    } else {
        BallotRefusal::Failed
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // What is guarded is whole after every use.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_first_goes_first_however_long_the_proofs_take() {
        let mut order = InOrder::default();
        order.put(2, Some('c'));
        order.put(1, None);
        assert!(order.take(9).is_empty(), "the first is missing");
        order.put(0, Some('a'));
        order.put(4, Some('e'));
        assert_eq!(order.take(1), ['a']);
        assert_eq!(order.take(9), ['c'], "what is not valid holds up nobody");
        order.put(3, Some('d'));
        assert_eq!(order.take(9), ['d', 'e']);
    }
}
