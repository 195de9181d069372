//! Steps 1 to 4: commit, read back, sign and swap the head, answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::key::NoteSigner;
use kenes_record::{Frontier, Hash};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, timeout_at};

use super::{Acknowledged, Options, SequencerError, SubmitError, agreed};
use crate::port::{AppendError, NewLeaf, RecordStore, StoreError, SwapHeadError};
use crate::tree::{LEAVES, SharedTree};

/// A leaf and who waits for it.
pub(super) struct Job {
    pub(super) leaf: NewLeaf,
    pub(super) answer: Answer,
}

type Answer = oneshot::Sender<Result<Acknowledged, SubmitError>>;

/// What can go wrong in a step.
pub(super) enum Step {
    /// The store failed: what happened is looked up before anything else is written.
    Retry(StoreError),
    /// To go on could make a second history.
    Fatal(SequencerError),
}

impl Step {
    pub(super) fn into_error(self) -> SequencerError {
        match self {
            Self::Retry(error) => error.into(),
            Self::Fatal(error) => error,
        }
    }
}

impl From<StoreError> for Step {
    fn from(error: StoreError) -> Self {
        Self::Retry(error)
    }
}

/// The state of the task that appends.
pub(super) struct Batches<S: RecordStore> {
    pub(super) store: Arc<S>,
    pub(super) lease: S::Lease,
    pub(super) signer: NoteSigner,
    pub(super) tree: SharedTree,
    pub(super) frontier: Frontier,
    /// The right edge below the newest head that this task wrote, which is all that surely survives a crash of the database.
    pub(super) kept: Frontier,
    pub(super) signed: watch::Sender<Option<Checkpoint>>,
    /// Whether the store failed, so that there may be leaves or a head that the task does not know of.
    pub(super) uncertain: bool,
}

impl<S: RecordStore> Batches<S> {
    pub(super) async fn run(
        mut self,
        mut jobs: mpsc::Receiver<Job>,
        mut stopping: watch::Receiver<bool>,
        options: Options,
    ) -> Result<(), SequencerError> {
        let mut open = true;
        loop {
            let first = tokio::select! {
                job = jobs.recv() => job,
                _ = stopping.wait_for(|stop| *stop), if open => {
                    // What was submitted before is still taken.
                    jobs.close();
                    open = false;
                    continue;
                }
            };
            let Some(first) = first else { return Ok(()) };
            let batch = collect(first, &mut jobs, options).await;
            self.commit(batch).await?;
        }
    }

    /// One batch. Who submitted is answered in every case.
    async fn commit(&mut self, jobs: Vec<Job>) -> Result<(), SequencerError> {
        let (leaves, mut waiting) = grouped(jobs);
        let done = self.append(leaves, &mut waiting).await;
        let outcome = match &done {
            Ok(()) => None,
            Err(Step::Retry(error)) => Some(SubmitError::Failed { full: error.is_full() }),
            Err(Step::Fatal(_)) => Some(SubmitError::Stopped),
        };
        for answer in waiting.into_values().flatten() {
            // Who no longer waits is not told.
            let _ = answer.send(Err(outcome.unwrap_or(SubmitError::Stopped)));
        }
        match done {
            Ok(()) => Ok(()),
            Err(Step::Retry(_)) => {
                self.uncertain = true;
                Ok(())
            }
            Err(Step::Fatal(error)) => Err(error),
        }
    }

    async fn append(&mut self, mut leaves: Vec<NewLeaf>, waiting: &mut Waiting) -> Result<(), Step> {
        self.settle().await?;
        let first = self.frontier.size();
        loop {
            if leaves.is_empty() {
                return Ok(());
            }
            match self.store.append(&self.lease, first, &leaves).await {
                Ok(()) => break,
                Err(AppendError::Known { id }) => {
                    let index = self.store.index_of(id).await?;
                    leaves.retain(|leaf| leaf.id != id);
                    let index = index.ok_or(Step::Retry(StoreError::NoLeaf { index: first }))?;
                    self.answer(waiting, id, index, true);
                }
                Err(AppendError::Store(error)) if !self.happened(first, &leaves).await => {
                    return Err(Step::Retry(error));
                }
                Err(AppendError::Store(_)) => break,
                Err(
                    error @ (AppendError::Size { .. }
                    | AppendError::TooLarge { .. }
                    | AppendError::Superseded),
                ) => {
                    return Err(Step::Fatal(error.into()));
                }
            }
        }
        self.tree.push(&leaves);
        self.read_back(first).await?;
        self.sign().await?;
        for (leaf, index) in leaves.iter().zip(first..) {
            self.answer(waiting, leaf.id, index, false);
        }
        Ok(())
    }

    /// Finds out what happened when the store failed, and signs the leaves that have no head.
    pub(super) async fn settle(&mut self) -> Result<(), Step> {
        if self.uncertain {
            // A database that crashed and came back has lost the leaves that no head had made durable.
            let (end, head) = (self.store.size().await?, self.store.head().await?);
            self.check_kept(end, head.as_ref())?;
            self.frontier.clone_from(&self.kept);
            self.tree.truncate(self.frontier.size());
            while self.tree.size() < end {
                let from = self.tree.size();
                let until = from.saturating_add(LEAVES).min(end);
                // The lease is ours, so these are leaves that this task wrote before it lost the answer.
                let leaves = self.store.leaves(from..until).await?;
                self.tree.push(&leaves);
                self.read_back(from).await?;
            }
            self.signed.send_if_modified(|known| std::mem::replace(known, head.clone()) != head);
            self.uncertain = false;
        }
        let signed = self.signed.borrow().as_ref().map_or(0, |head| head.head().size);
        if signed < self.frontier.size() {
            return self.sign().await;
        }
        self.kept.clone_from(&self.frontier);
        Ok(())
    }

    /// What was durable is there: else the database came back as an older one, of which a start has to judge.
    fn check_kept(&self, end: u64, head: Option<&Checkpoint>) -> Result<(), Step> {
        let kept = self.kept.size();
        if end < kept {
            let error = SwapHeadError::BeyondLeaves { size: kept, leaves: end };
            return Err(Step::Fatal(error.into()));
        }
        let size = |head: &Checkpoint| head.head().size;
        let (expected, found) = (self.signed.borrow().as_ref().map(size), head.map(size));
        if found < expected {
            return Err(Step::Fatal(SwapHeadError::Previous { expected, found }.into()));
        }
        Ok(())
    }

    /// Whether an append, of which the answer was lost, happened.
    async fn happened(&self, first: u64, leaves: &[NewLeaf]) -> bool {
        let end = first.saturating_add(u64::try_from(leaves.len()).unwrap_or(u64::MAX));
        self.store.leaves(first..end).await.is_ok_and(|found| found == leaves)
    }

    /// Step 2: reads the leaves from `from` on and compares what both pieces of code make of them.
    async fn read_back(&mut self, from: u64) -> Result<(), Step> {
        let mut frontier = self.frontier.clone();
        for leaf in self.store.leaves(from..self.tree.size()).await? {
            frontier.push(Hash::leaf(&leaf.bytes));
        }
        if agreed(&self.tree, &frontier).is_none() {
            self.tree.truncate(from);
            return Err(Step::Fatal(SequencerError::ReadBack { from }));
        }
        self.frontier = frontier;
        Ok(())
    }

    /// Step 3. The signature leaves this function only after it is durable.
    async fn sign(&mut self) -> Result<(), Step> {
        let from = self.frontier.size();
        let root =
            agreed(&self.tree, &self.frontier).ok_or(Step::Fatal(SequencerError::ReadBack { from }))?;
        let origin = self.signer.verifier().name().clone();
        let head = Head { origin, size: from, root }.sign(&self.signer);
        let head = head.map_err(|error| Step::Fatal(error.into()))?;
        let previous = self.signed.borrow().as_ref().map(|head| head.head().size);
        match self.store.swap_head(&self.lease, previous, &head).await {
            Ok(()) => {}
            Err(SwapHeadError::Store(error)) => {
                if self.store.head().await?.as_ref() != Some(&head) {
                    return Err(Step::Retry(error));
                }
            }
            // It crashed since they were read back, and the pool has connected again.
            Err(SwapHeadError::BeyondLeaves { leaves, .. }) => {
                return Err(Step::Retry(StoreError::NoLeaf { index: leaves }));
            }
            Err(error) => return Err(Step::Fatal(error.into())),
        }
        self.signed.send_replace(Some(head));
        self.kept.clone_from(&self.frontier);
        Ok(())
    }

    /// Step 4: the first who submitted a leaf made it, those after found it there.
    fn answer(&self, waiting: &mut Waiting, id: Hash, index: u64, known: bool) {
        let size = self.signed.borrow().as_ref().map_or(0, |head| head.head().size);
        for (answer, place) in waiting.remove(&id).into_iter().flatten().zip(0..) {
            let acknowledged = Acknowledged { index, size, known: known || place > 0 };
            // Who no longer waits is not told.
            let _ = answer.send(Ok(acknowledged));
        }
    }
}

/// Who waits for which leaf.
type Waiting = BTreeMap<Hash, Vec<Answer>>;

/// Each leaf once, in the order in which they came, and who waits for them.
fn grouped(jobs: Vec<Job>) -> (Vec<NewLeaf>, Waiting) {
    let mut leaves = Vec::with_capacity(jobs.len());
    let mut waiting = Waiting::new();
    for Job { leaf, answer } in jobs {
        let answers = waiting.entry(leaf.id).or_default();
        if answers.is_empty() {
            leaves.push(leaf);
        }
        answers.push(answer);
    }
    (leaves, waiting)
}

async fn collect(first: Job, jobs: &mut mpsc::Receiver<Job>, options: Options) -> Vec<Job> {
    let end = Instant::now() + options.max_wait;
    let mut batch = vec![first];
    while batch.len() < options.max_batch {
        let Ok(Some(job)) = timeout_at(end, jobs.recv()).await else { break };
        batch.push(job);
    }
    batch
}
