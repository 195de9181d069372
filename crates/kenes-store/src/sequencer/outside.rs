//! Steps 5 and 6: witnesses and publication, on behalf of the newest head, at their own pace.

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;

use kenes_record::checkpoint::Checkpoint;
use kenes_record::cosignature;
use kenes_record::key::{KeyName, VerifierKey};
use kenes_record::note::NoteSignature;
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::{Options, Progress};
use crate::folder::{Folder, FolderError};
use crate::port::RecordStore;
use crate::tree::SharedTree;

/// The witnesses of a log.
pub trait Witnesses: Send + Sync + 'static {
    /// Their keys.
    fn keys(&self) -> &[VerifierKey];

    /// Asks each for the newest checkpoint of this log that it has.
    fn newest(&self, origin: &KeyName) -> impl Future<Output = Vec<Seen>> + Send;

    /// Asks each that has not yet cosigned to cosign; the tree proves that the checkpoint continues what they have. What
    /// comes back is checked by the caller.
    fn cosign(
        &self,
        checkpoint: &Checkpoint,
        tree: &SharedTree,
    ) -> impl Future<Output = Vec<NoteSignature>> + Send;
}

/// What a witness says that it has seen.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The witness.
    pub witness: KeyName,
    /// What it says.
    pub view: View,
}

/// What a witness answers when asked for its newest checkpoint of a log.
#[derive(Clone, Debug)]
pub enum View {
    /// This one.
    Checkpoint(Checkpoint),
    /// It has none.
    Nothing,
    /// It does not answer.
    Unreachable,
}

/// No witnesses.
impl Witnesses for () {
    fn keys(&self) -> &[VerifierKey] {
        &[]
    }

    async fn newest(&self, _: &KeyName) -> Vec<Seen> {
        Vec::new()
    }

    async fn cosign(&self, _: &Checkpoint, _: &SharedTree) -> Vec<NoteSignature> {
        Vec::new()
    }
}

/// Where heads are published.
pub trait Publish: Send + Sync + 'static {
    /// Why it cannot be done.
    type Error: std::error::Error + Send + Sync + 'static;

    /// The newest head that is published.
    ///
    /// # Errors
    /// It cannot be read.
    fn published(&self) -> impl Future<Output = Result<Option<Checkpoint>, Self::Error>> + Send;

    /// Publishes a head and all that it speaks of; to publish one again brings its new signatures.
    ///
    /// # Errors
    /// It cannot be done; what was published stays.
    fn publish<S: RecordStore>(
        &self,
        store: &S,
        tree: &SharedTree,
        head: &Checkpoint,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

/// Nowhere.
impl Publish for () {
    type Error = Infallible;

    async fn published(&self) -> Result<Option<Checkpoint>, Infallible> {
        Ok(None)
    }

    async fn publish<S: RecordStore>(&self, _: &S, _: &SharedTree, _: &Checkpoint) -> Result<(), Infallible> {
        Ok(())
    }
}

impl Publish for Folder {
    type Error = FolderError;

    async fn published(&self) -> Result<Option<Checkpoint>, FolderError> {
        Self::published(self)
    }

    async fn publish<S: RecordStore>(
        &self,
        store: &S,
        tree: &SharedTree,
        head: &Checkpoint,
    ) -> Result<(), FolderError> {
        Self::publish(self, store, tree, head).await
    }
}

/// The task that talks to the outside.
pub(super) struct Outside<S, W, P> {
    pub(super) store: Arc<S>,
    pub(super) tree: SharedTree,
    pub(super) witnesses: W,
    pub(super) publisher: P,
    pub(super) heads: watch::Receiver<Option<Checkpoint>>,
    pub(super) tell: watch::Sender<Progress>,
    /// Somebody asks for the newest head once more.
    pub(super) again: Arc<Notify>,
    pub(super) options: Options,
}

impl<S: RecordStore, W: Witnesses, P: Publish> Outside<S, W, P> {
    pub(super) async fn run(mut self) {
        let mut retry = true;
        loop {
            let begun = Instant::now();
            let head = self.heads.borrow_and_update().clone();
            let shown = head.as_ref().map(|head| head.head().size);
            if let Some(head) = head {
                retry = !self.show(head).await;
            }
            // The first head comes out at once.
            if shown.is_some() {
                self.gather(begun + self.options.publish_every).await;
            }
            if self.heads.borrow().as_ref().map(|head| head.head().size) != shown {
                continue;
            }
            let ended = tokio::select! {
                // What was asked for before the end is still done.
                biased;
                () = self.again.notified() => false,
                changed = self.heads.changed() => changed.is_err(),
                () = sleep(self.options.retry), if retry => false,
            };
            if ended {
                return;
            }
        }
    }

    /// Lets heads come until then, to be published together: only that they are signed is told at once.
    async fn gather(&mut self, until: Instant) {
        while let Ok(Ok(())) = timeout_at(until, self.heads.changed()).await {
            let head = self.heads.borrow_and_update().clone();
            self.tell.send_modify(|progress| progress.head = head);
        }
    }

    /// Brings a head out; true when nothing is left to do for it.
    async fn show(&self, head: Checkpoint) -> bool {
        self.tell.send_modify(|progress| progress.head = Some(head.clone()));
        let (head, kept) = self.cosign(head).await;
        let published = self.publisher.publish(&*self.store, &self.tree, &head).await;
        let complete = kept.is_ok() && published.is_ok() && self.missing(&head) == 0;
        self.tell.send_modify(|progress| {
            if published.is_ok() {
                progress.published = Some(head.head().size);
            }
            progress.trouble = kept.err().or_else(|| published.err().map(trouble));
            progress.head = Some(head);
        });
        complete
    }

    /// Adds the cosignatures that can be had, and keeps them.
    async fn cosign(&self, head: Checkpoint) -> (Checkpoint, Result<(), Trouble>) {
        // A head that was cosigned before the last end has its signatures in the database.
        let size = head.head().size;
        let stored = self.store.heads(size, 1).await.ok().and_then(|heads| heads.into_iter().next());
        let mut head = stored.filter(|stored| stored.head() == head.head()).unwrap_or(head);
        if self.missing(&head) == 0 {
            return (head, Ok(()));
        }
        let asked = self.witnesses.cosign(&head, &self.tree);
        let lines = timeout(self.options.witness_timeout, asked).await.unwrap_or_default();
        let before = head.note().signatures().len();
        for line in lines {
            let Some(key) = self.witnesses.keys().iter().find(|key| line.is_by(key)) else { continue };
            let mut more = head.clone();
            more.note_mut().push(line);
            if cosignature::verify(&head, key).is_err() && cosignature::verify(&more, key).is_ok() {
                head = more;
            }
        }
        if head.note().signatures().len() == before {
            return (head, Ok(()));
        }
        let kept = self.store.cosigned(&head).await;
        (head, kept.map_err(trouble))
    }

    /// How many witnesses have not cosigned.
    fn missing(&self, head: &Checkpoint) -> usize {
        self.witnesses.keys().iter().filter(|key| cosignature::verify(head, key).is_err()).count()
    }
}

type Trouble = Arc<dyn std::error::Error + Send + Sync>;

fn trouble(error: impl std::error::Error + Send + Sync + 'static) -> Trouble {
    Arc::new(error)
}
