//! The one place that appends ballots: archive first, durably, then the record, then the answers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use kenes_belenios::archive::ArchiveWriter;
use kenes_core::{BoardEntry, Command, Election};
use kenes_record::Hash;
use kenes_record::act::{ActId, Holder, SignerName};
use tokio::sync::Mutex as AsyncMutex;

use super::{Accepted, Answer, BallotRefusal, Desk, Known, Ready, blocking, hash, lock, refusal};
use crate::archive::{AppendError, LockedArchive};
use crate::host::{AcceptedBallot, HostError};
use crate::poll::TaskFailed;

/// Where the archive ends.
pub(in crate::poll) struct Tail {
    end: End,
    ballots: u64,
    /// Whether the vote is not over.
    is_open: bool,
    /// The ends that the archive may have to be cut back to, where nobody knows what the record took: the oldest first.
    uncertain: Vec<End>,
    /// The end of the vote, once it is in the archive.
    closed: Option<Command>,
}

/// A place at which the archive can end.
#[derive(Clone)]
struct End {
    writer: ArchiveWriter,
    length: u64,
}

impl End {
    /// The height of the last event.
    fn height(&self) -> u64 {
        self.writer.last().map_or(0, |(_, height)| height)
    }
}

impl Tail {
    pub fn new(writer: ArchiveWriter, length: u64, ballots: u64, is_open: bool) -> Self {
        Self { end: End { writer, length }, ballots, is_open, uncertain: Vec::new(), closed: None }
    }
}

/// Commits ballots, one batch at a time, and ends the vote.
pub(in crate::poll) struct Committer {
    desk: Desk,
    call: ActId,
    archive: Arc<Mutex<LockedArchive>>,
    tail: AsyncMutex<Tail>,
    known: Known,
}

/// The vote is not ended.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EndError {
    /// The record does not take it.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The archive cannot be added to.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// A thread failed.
    #[error(transparent)]
    Task(#[from] TaskFailed),
    /// Nobody knows yet what the record took of the last ballots.
    #[error("the record is not settled: try again")]
    Uncertain,
}

/// Ballots of a batch that stand on the board once, and who waits for each.
#[derive(Default)]
struct Batch {
    records: Vec<u8>,
    entries: Vec<BoardEntry>,
    ends: Vec<End>,
    waiting: HashMap<Hash, Vec<Answer>>,
}

impl Committer {
    pub fn new(
        desk: Desk,
        call: ActId,
        archive: Arc<Mutex<LockedArchive>>,
        tail: Tail,
        known: Known,
    ) -> Self {
        Self { desk, call, archive, tail: AsyncMutex::new(tail), known }
    }

    /// Commits a batch, and answers everybody.
    pub(super) async fn commit(&self, ready: Vec<Ready>) {
        let mut tail = self.tail.lock().await;
        if let Err(refusal) = self.settle(&mut tail).await {
            return ready.into_iter().for_each(|ready| drop(ready.answer.send(Err(refusal.clone()))));
        }
        let Batch { records, entries, ends, mut waiting } = self.batch(&tail.end, ready).await;
        if entries.is_empty() {
            return;
        }
        let taken = self.take(&mut tail, records, entries, ends).await;
        match taken {
            Ok(taken) => {
                for AcceptedBallot { entry, leaf, receipt } in taken {
                    for answer in waiting.remove(&entry.tracker).into_iter().flatten() {
                        let tracker = kenes_belenios::hash::Digest(*entry.tracker.as_bytes());
                        drop(answer.send(Ok(Accepted { tracker, leaf, receipt: receipt.clone() })));
                    }
                }
            }
            Err(refusal) => {
                let all = waiting.into_values().flatten();
                all.for_each(|answer| drop(answer.send(Err(refusal.clone()))));
            }
        }
    }

    /// The records of what is new, each ballot once; who cast what is known is answered.
    async fn batch(&self, end: &End, ready: Vec<Ready>) -> Batch {
        let (mut batch, mut end) = (Batch::default(), end.clone());
        for Ready { ballot, tracker, answer } in ready {
            let name = hash(&tracker);
            let leaf = lock(&self.known).get(&name).copied();
            if let Some(leaf) = leaf {
                let receipt = self.desk.host().read().await.receipt(leaf).await;
                let again = receipt.map(|receipt| Accepted { tracker, leaf, receipt });
                drop(answer.send(again.map_err(|_| BallotRefusal::Failed)));
                continue;
            }
            let answers = batch.waiting.entry(name).or_default();
            let is_first = answers.is_empty();
            answers.push(answer);
            if !is_first {
                continue;
            }
            let mut writer = end.writer.clone();
            // A verified ballot is far smaller than a record may be.
            let Ok(record) = writer.ballot(&ballot) else { continue };
            let Some((event, height)) = writer.last() else { continue };
            let length = end.length.saturating_add(u64::try_from(record.len()).unwrap_or(u64::MAX));
            batch.records.extend(record);
            batch.entries.push(BoardEntry { tracker: name, event: hash(&event), height });
            end = End { writer, length };
            batch.ends.push(end.clone());
        }
        batch
    }

    /// Archive, then record.
    async fn take(
        &self,
        tail: &mut Tail,
        records: Vec<u8>,
        entries: Vec<BoardEntry>,
        ends: Vec<End>,
    ) -> Result<Vec<AcceptedBallot>, BallotRefusal> {
        let (archive, length) = (Arc::clone(&self.archive), tail.end.length);
        tail.uncertain = [vec![tail.end.clone()], ends].concat();
        let appended = blocking(move || lock(&archive).append_unnoted(length, &records)).await;
        if !matches!(appended, Ok(Ok(()))) {
            drop(self.settle(tail).await);
            return Err(BallotRefusal::Failed);
        }
        let taken = {
            let mut host = self.desk.host().write().await;
            host.accept_ballots(self.call, &entries, self.desk.now()).await
        };
        match taken {
            Ok(taken) => {
                lock(&self.known).extend(taken.iter().map(|taken| (taken.entry.tracker, taken.leaf)));
                tail.ballots = tail.ballots.saturating_add(u64::try_from(taken.len()).unwrap_or(u64::MAX));
                tail.end = tail.uncertain.pop().unwrap_or_else(|| tail.end.clone());
                tail.uncertain.clear();
                Ok(taken)
            }
            Err(error) => {
                let refusal = refusal(&error);
                drop(self.settle(tail).await);
                Err(refusal)
            }
        }
    }

    /// Where a batch failed: finds out how much of it the record has, and cuts the archive back to that.
    async fn settle(&self, tail: &mut Tail) -> Result<(), BallotRefusal> {
        if !tail.is_open {
            return Err(BallotRefusal::Closed);
        }
        if tail.uncertain.is_empty() {
            return Ok(());
        }
        let (board, trackers) = {
            let mut host = self.desk.host().write().await;
            let settled = host.catch_up().await.map_err(|_| BallotRefusal::Failed)?;
            if !settled {
                return Err(BallotRefusal::Failed);
            }
            let election = host.council().elections().find(|election| election.call == self.call);
            let board = election.map(|election| (election.board.height, election.board.accepted.ballots));
            (board, host.ballots_of(self.call).await.map_err(|_| BallotRefusal::Failed)?)
        };
        let (height, ballots) = board.ok_or(BallotRefusal::Failed)?;
        // Before the first ballot the record knows no height.
        let first = tail.uncertain.first().cloned();
        let end = tail.uncertain.iter().rev().find(|end| end.height() <= height).cloned().or(first);
        let end = end.ok_or(BallotRefusal::Failed)?;
        let (archive, length) = (Arc::clone(&self.archive), end.length);
        let cut = blocking(move || lock(&archive).cut_back(length)).await;
        if !matches!(cut, Ok(Ok(()))) {
            return Err(BallotRefusal::Failed);
        }
        lock(&self.known).extend(trackers);
        (tail.end, tail.ballots) = (end, ballots);
        tail.uncertain.clear();
        Ok(())
    }

    /// Ends the vote in the archive and in the record, where its time has come; says whether there was something to do.
    pub async fn end(&self, election: &Election) -> Result<bool, EndError> {
        let mut tail = self.tail.lock().await;
        if !tail.is_open {
            return Ok(false);
        }
        if tail.closed.is_none() {
            self.settle(&mut tail).await.map_err(|_| EndError::Uncertain)?;
            let mut end = tail.end.clone();
            let records = end.writer.end_ballots();
            end.length = end.length.saturating_add(u64::try_from(records.len()).unwrap_or(u64::MAX));
            let command = close(election, &end, tail.ballots);
            self.ask(&command).await?;
            let (archive, length) = (Arc::clone(&self.archive), tail.end.length);
            blocking(move || lock(&archive).append(length, &records)).await??;
            (tail.end, tail.closed) = (end, Some(command));
        }
        if let Some(command) = &tail.closed {
            let mut host = self.desk.host().write().await;
            host.submit_own(command, self.desk.now()).await?;
        }
        tail.is_open = false;
        Ok(true)
    }

    /// Asks the rules about a command of the machine, and does nothing.
    async fn ask(&self, command: &Command) -> Result<(), HostError> {
        let host = self.desk.host().read().await;
        let key = host.council().key_of_server().map(|key| SignerName::of(Holder::Server, key.as_bytes()));
        host.decide(command, key.as_slice(), self.desk.now()).await.map(drop)
    }
}

/// The act that closes the board there.
fn close(election: &Election, end: &End, ballots: u64) -> Command {
    let (head, height) =
        end.writer.last().map_or((*election.call.hash(), 0), |(head, height)| (hash(&head), height));
    Command::CloseBallots { ballots, election: election.call, head, height, length: end.length }
}
