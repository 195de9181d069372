//! The one task that appends acts and signs heads.
//!
//! The order of work never changes:
//!
//! 1. the leaves are committed;
//! 2. they are read again, and the root is computed from what was read by a second piece of code ([`Frontier`] beside
//!    [`Tree`](kenes_record::Tree));
//! 3. the head is signed, which gives the same bytes every time, and takes the place of the one before in the database, which
//!    makes it durable, and the leaves with it: one database, one log, one wait for the disk; until then the signature does not
//!    leave this task;
//! 4. whoever submitted is answered;
//! 5. the witnesses are asked;
//! 6. the head is published.
//!
//! So what is published was signed, what was signed is durable, and a crash between any two steps leaves something that the
//! next start, or the next attempt after the database came back, finishes: leaves without a head are signed once, a head that was not published is published. What must never
//! happen is a second head over another history; so a start first compares what it has with what it once signed, published
//! and showed to witnesses ([`GuardError`]).

mod batch;
mod guard;
mod outside;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use kenes_record::checkpoint::{Checkpoint, CheckpointVerifyError};
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_record::note::NoteError;
use kenes_record::tile::MAX_ENTRY;
use kenes_record::{Frontier, Hash};
use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use self::batch::{Batches, Job, Step};
pub use self::guard::{GuardError, Source};
use self::outside::Outside;
pub use self::outside::{Publish, Seen, View, Witnesses};
use crate::port::{AcquireError, AppendError, Holder, NewLeaf, RecordStore, StoreError, SwapHeadError};
use crate::tree::{self, LoadError, SharedTree};

/// What a sequencer starts with.
pub struct Start<S, W, P> {
    /// The record.
    pub store: Arc<S>,
    /// The log's key, whose name is the log's origin.
    pub signer: NoteSigner,
    /// Who is asked to cosign.
    pub witnesses: W,
    /// Where heads are published.
    pub publisher: P,
    /// Random, fresh for each start.
    pub holder: Holder,
    /// The newest checkpoint that the operator knows from elsewhere.
    pub stated: Option<Checkpoint>,
    /// Whether the data came from a backup, and no start has succeeded since.
    pub restored: bool,
    /// Sizes and times.
    pub options: Options,
}

/// Sizes and times of a sequencer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The most leaves that are committed together.
    pub max_batch: usize,
    /// The longest that the first of them waits for others.
    pub max_wait: Duration,
    /// The most leaves that wait to be committed; who comes then waits to submit.
    pub queue: usize,
    /// The longest that a head waits for witnesses before it is published without them.
    pub witness_timeout: Duration,
    /// The shortest time between two publications. Heads that come sooner are published together: whoever submitted has been
    /// answered before, with the head itself.
    pub publish_every: Duration,
    /// How long until what failed, or a witness that did not answer, is tried again.
    pub retry: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_batch: 256,
            max_wait: Duration::from_millis(200),
            queue: 4_096,
            witness_timeout: Duration::from_secs(5),
            publish_every: Duration::from_millis(250),
            retry: Duration::from_secs(10),
        }
    }
}

/// A running sequencer. When it is dropped it ends as by [`Sequencer::stop`], but nobody learns how.
#[derive(Debug)]
pub struct Sequencer {
    submitter: Submitter,
    tree: SharedTree,
    progress: watch::Receiver<Progress>,
    stop: watch::Sender<bool>,
    again: Arc<Notify>,
    batches: JoinHandle<Result<(), SequencerError>>,
    outside: JoinHandle<()>,
}

/// Hands leaves to a sequencer.
#[derive(Clone, Debug)]
pub struct Submitter(mpsc::Sender<Job>);

/// A leaf is in the record: durably, and below a signed head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// Where it is.
    pub index: u64,
    /// The size of a signed head that it is below.
    pub size: u64,
    /// Whether a leaf with this id was there before. Its signatures may be others than those submitted.
    pub known: bool,
}

/// A leaf was not acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SubmitError {
    /// It is larger than a leaf can be.
    #[error("a leaf of {length} bytes; {MAX_ENTRY} are allowed")]
    TooLarge {
        /// Its length.
        length: usize,
    },
    /// The store failed. The leaf may be in the record: to submit it again is safe, and tells.
    #[error("the store failed{}", if *full { ": there is no room left" } else { "" })]
    Failed {
        /// Whether there is no room left.
        full: bool,
    },
    /// The sequencer has ended. The leaf may be in the record.
    #[error("the sequencer has ended")]
    Stopped,
}

/// How far a sequencer is.
#[derive(Clone, Default)]
pub struct Progress {
    /// The newest signed head.
    pub head: Option<Checkpoint>,
    /// The size of the newest published head.
    pub published: Option<u64>,
    /// Why the newest head could not be published, or its new signatures not be kept.
    pub trouble: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { head, published, trouble } = self;
        let size = head.as_ref().map(|head| head.head().size);
        write!(f, "Progress(size {size:?}, published {published:?}, trouble {trouble:?})")
    }
}

/// A sequencer did not start. Nothing was signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The key signs something else than notes.
    #[error("the key {name} is not one that signs checkpoints")]
    KeyUse {
        /// Its name.
        name: kenes_record::key::KeyName,
    },
    /// The lease.
    #[error(transparent)]
    Acquire(#[from] AcquireError),
    /// The leaves.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The newest head in the database is not by this key.
    #[error("the record belongs to another log: {0}")]
    OtherLog(#[from] CheckpointVerifyError),
    /// What was published cannot be read.
    #[error("what was published cannot be read: {0}")]
    Published(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It is not safe to sign.
    #[error(transparent)]
    Guard(#[from] GuardError),
    /// The leaves that had no head could not be signed.
    #[error(transparent)]
    Sequencer(#[from] SequencerError),
}

/// A sequencer ended, because to go on could make a second history.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SequencerError {
    /// What was read back leads to another root than what was written.
    #[error("the leaves from {from} were written, and others read back")]
    ReadBack {
        /// The first of them.
        from: u64,
    },
    /// Leaves were not appended.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// A head was not written.
    #[error(transparent)]
    SwapHead(#[from] SwapHeadError),
    /// A head could not be signed.
    #[error("the head cannot be signed: {0}")]
    Sign(#[from] NoteError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The task failed.
    #[error("the task of the sequencer failed")]
    Task,
}

/// Takes the lease, checks that it is safe to sign, finishes what was begun, and starts.
///
/// After a success [`Start::restored`] is over: the caller forgets that the data came from a backup.
///
/// # Errors
/// It is not safe to sign, or something cannot be read; nothing was signed.
pub async fn start<S, W, P>(start: Start<S, W, P>) -> Result<Sequencer, StartError>
where
    S: RecordStore,
    W: Witnesses,
    P: Publish,
{
    let Start { store, signer, witnesses, publisher, holder, stated, restored, options } = start;
    let log = signer.verifier().clone();
    if log.key_use() != KeyUse::Note {
        return Err(StartError::KeyUse { name: log.name().clone() });
    }
    let lease = store.acquire_sequencer(holder).await?;
    let (tree, frontier) = tree::load(&*store).await?;
    let head = store.head().await.map_err(LoadError::from)?;
    head.as_ref().map(|head| head.verify(&log)).transpose()?;
    let published = publisher.published().await.map_err(|error| StartError::Published(Box::new(error)))?;
    let seen = witnesses.newest(log.name()).await;
    let sources = guard::Sources { head: head.as_ref(), published, seen, stated, restored };
    guard::check(&tree, &log, sources)?;

    let (signed, heads) = watch::channel(head.clone());
    let (tell, progress) = watch::channel(Progress { head, ..Progress::default() });
    let mut batches = Batches {
        store: Arc::clone(&store),
        lease,
        signer,
        tree: tree.clone(),
        kept: frontier.clone(),
        frontier,
        signed,
        uncertain: false,
    };
    batches.settle().await.map_err(Step::into_error)?;

    let (sender, jobs) = mpsc::channel(options.queue.max(1));
    let (stop, stopping) = watch::channel(false);
    let again = Arc::new(Notify::new());
    let outside = Outside {
        again: Arc::clone(&again),
        store,
        tree: tree.clone(),
        witnesses,
        publisher,
        heads,
        tell,
        options,
    };
    Ok(Sequencer {
        submitter: Submitter(sender),
        tree,
        progress,
        stop,
        again,
        batches: tokio::spawn(batches.run(jobs, stopping, options)),
        outside: tokio::spawn(outside.run()),
    })
}

impl Sequencer {
    /// What hands leaves to it.
    pub fn submitter(&self) -> Submitter {
        self.submitter.clone()
    }

    /// The tree, to prove with.
    pub fn tree(&self) -> &SharedTree {
        &self.tree
    }

    /// How far it is, to read or to wait for.
    pub fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.clone()
    }

    /// Publishes the newest head once more, for what changed without an act: a blob was withdrawn, or came late.
    pub fn publish_again(&self) {
        self.again.notify_one();
    }

    /// Whether it has ended by itself: [`Sequencer::stop`] says why.
    pub fn has_ended(&self) -> bool {
        self.batches.is_finished()
    }

    /// Commits and publishes what was submitted, gives the lease back, and says how it ended.
    ///
    /// # Errors
    /// It had ended before.
    pub async fn stop(self) -> Result<(), SequencerError> {
        let Self { submitter, tree: _, progress: _, stop, again: _, batches, outside } = self;
        drop(submitter);
        stop.send_replace(true);
        let ended = batches.await.unwrap_or(Err(SequencerError::Task));
        outside.await.map_err(|_| SequencerError::Task).and(ended)
    }
}

impl Submitter {
    /// Hands a leaf over, and waits until it is in the record.
    ///
    /// # Errors
    /// It is not, or nobody knows.
    pub async fn submit(&self, leaf: NewLeaf) -> Result<Acknowledged, SubmitError> {
        let length = leaf.bytes.len();
        if length > MAX_ENTRY {
            return Err(SubmitError::TooLarge { length });
        }
        let (answer, answered) = oneshot::channel();
        self.0.send(Job { leaf, answer }).await.map_err(|_| SubmitError::Stopped)?;
        answered.await.unwrap_or(Err(SubmitError::Stopped))
    }

    /// Hands leaves over to be committed together, as far as a batch takes them, and waits until all are in the record, in their
    /// order.
    ///
    /// # Errors
    /// One of them is not, or nobody knows; those before it may be.
    pub async fn submit_all(&self, leaves: Vec<NewLeaf>) -> Result<Vec<Acknowledged>, SubmitError> {
        let too_large = leaves.iter().map(|leaf| leaf.bytes.len()).find(|length| *length > MAX_ENTRY);
        if let Some(length) = too_large {
            return Err(SubmitError::TooLarge { length });
        }
        let mut all = Vec::with_capacity(leaves.len());
        let mut leaves = leaves.into_iter().peekable();
        while leaves.peek().is_some() {
            let room = leaves.len().min(self.0.max_capacity());
            // All places first, then all leaves at once: else the first would be committed alone.
            let places = self.0.reserve_many(room).await.map_err(|_| SubmitError::Stopped)?;
            let waiting: Vec<_> = places
                .zip(leaves.by_ref())
                .map(|(place, leaf)| {
                    let (answer, answered) = oneshot::channel();
                    place.send(Job { leaf, answer });
                    answered
                })
                .collect();
            for answered in waiting {
                all.push(answered.await.unwrap_or(Err(SubmitError::Stopped))?);
            }
        }
        Ok(all)
    }
}

impl<S, W, P> fmt::Debug for Start<S, W, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Start({:?}, {:?})", self.signer, self.options)
    }
}

/// The root that both pieces of code must agree on.
fn agreed(tree: &SharedTree, frontier: &Frontier) -> Option<Hash> {
    let root = frontier.root();
    (tree.size() == frontier.size() && tree.root(frontier.size()) == Some(root)).then_some(root)
}
