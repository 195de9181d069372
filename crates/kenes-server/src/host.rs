//! A council that this machine hosts: its record, its fold, and the one way in which acts come into both.
//!
//! [`Host::found`] makes the folder of a new council, [`Host::open`] opens one. [`Host::decide`] writes the act that carries
//! out a command, to be signed by whoever is to sign it; [`Host::submit`] takes a signed act in. An act is taken in when its
//! signatures are right and it has an effect, which the same code says that an audit runs; it is acknowledged when it is
//! durable and below a signed head.
//!
//! **Invariants.** The fold is that of the leaves in the store, in their order, and of nothing else: what was appended is read
//! back before it is folded. A blob is durable before an act that names it is appended. Names of persons stand in the private
//! store only.

mod acts;
mod batch;
mod blobs;
mod error;
mod fold;
mod founding;
mod papers;
mod parallel;
mod person;
mod submit;
mod tick;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use kenes_core::{Council, Evidence};
use kenes_record::act::{Origin, Seen};
use kenes_record::checkpoint::Checkpoint;
use kenes_record::key::NoteSigner;
use kenes_record::note::NoteSignature;
use kenes_store::data::DataDir;
use kenes_store::folder::Folder;
use kenes_store::port::Holder;
use kenes_store::sequencer::{self, Options, Sequencer, Start, Submitter};
use kenes_store::sql::{SqlPrivate, SqlRecord, Upgrade};
use kenes_store::tree::SharedTree;

pub use self::batch::AcceptedBallot;
pub use self::blobs::MOST_ARCHIVES;
use self::blobs::Shelf;
pub use self::error::{BlobError, FoundError, HostError, OpenHostError, PersonError};
use self::fold::Fold;
pub use self::fold::{Enrolled, FoldError};
pub use self::founding::{Foundation, Founding};
pub(crate) use self::parallel::cores;
pub use self::person::{Listed, Name};
pub use self::submit::{Admission, Taken};
use crate::witnesses::HttpWitnesses;

/// How many leaves are read from the store at once.
const LEAVES: u64 = 2_048;

/// A council that this machine hosts. One process at a time hosts it: the sequencer's lease sees to that.
pub struct Host {
    data: DataDir,
    store: Arc<SqlRecord>,
    private: SqlPrivate,
    sequencer: Sequencer,
    submitter: Submitter,
    tree: SharedTree,
    fold: Fold,
    shelf: Shelf,
    /// The log's key, under the name of the origin.
    key: NoteSigner,
}

impl Host {
    /// Makes the folder of a new council and opens it. Nothing may be there yet.
    ///
    /// # Errors
    /// The first act does not open a council, the folder is not empty, or it cannot be written.
    pub async fn found(
        dir: &Path,
        foundation: Foundation,
        lines: Vec<NoteSignature>,
    ) -> Result<Self, FoundError> {
        foundation.lay(dir, lines).await?;
        Ok(Self::open(dir).await?)
    }

    /// Opens the folder of a council: folds every act of its record, and starts the sequencer.
    ///
    /// # Errors
    /// The folder is not that of a council, another process hosts it, or its record cannot be read or must not be signed.
    pub async fn open(dir: &Path) -> Result<Self, OpenHostError> {
        let data = DataDir::open(dir)?;
        let key = data.log_key()?;
        let origin: Origin = key.verifier().name().as_str().parse()?;
        let store = Arc::new(data.record(Upgrade::Refuse).await?);
        let private = data.private(Upgrade::Refuse).await?;
        let tree = SharedTree::load(&*store).await?;
        let shelf = Shelf::new(&data);
        let mut fold = Fold::begin(origin, &*store, &shelf).await?;
        fold.go_on(&*store, &shelf, &tree, tree.size()).await?;
        let witnesses = HttpWitnesses::new(fold.policy());
        let publisher = Folder::open(&data.public(), key.verifier().clone())?.with_archives(&data.archives());
        let start = Start {
            store: Arc::clone(&store),
            signer: data.log_key()?,
            witnesses,
            publisher,
            holder: Holder::new(random()?),
            stated: None,
            restored: data.is_restored(),
            options: Options { max_wait: std::time::Duration::ZERO, ..Options::default() },
        };
        let sequencer = sequencer::start(start).await?;
        // Only now: the lease says that nobody else is copying.
        shelf.sweep()?;
        data.forget_restored()?;
        let (submitter, tree) = (sequencer.submitter(), sequencer.tree().clone());
        let host = Self { data, store, private, sequencer, submitter, tree, fold, shelf, key };
        host.delete_withdrawn().await?;
        host.adopt_founders().await?;
        Ok(host)
    }

    /// The council as it is now.
    pub fn council(&self) -> &Council {
        self.fold.council()
    }

    /// The documents, archives and lots that its acts named.
    pub fn evidence(&self) -> impl Evidence + '_ {
        self.fold.evidence(&self.tree)
    }

    /// The record.
    pub fn origin(&self) -> &Origin {
        self.fold.origin()
    }

    /// Persons, and notes of this machine.
    pub fn private(&self) -> &SqlPrivate {
        &self.private
    }

    /// The folder with everything.
    pub fn data(&self) -> &DataDir {
        &self.data
    }

    /// How many leaves the record has.
    pub fn size(&self) -> u64 {
        self.fold.size()
    }

    /// Everybody who was enrolled, in the order of the record.
    pub fn enrolled(&self) -> &[Enrolled] {
        self.fold.enrolled()
    }

    /// The newest signed head, which is of all leaves.
    ///
    /// # Errors
    /// The sequencer has ended.
    pub async fn head(&self) -> Result<Checkpoint, HostError> {
        let size = self.fold.size();
        let mut progress = self.sequencer.progress();
        let found = progress
            .wait_for(|progress| progress.head.as_ref().is_some_and(|head| head.head().size >= size))
            .await
            .map_err(|_| HostError::Ended)?;
        found.head.clone().ok_or(HostError::Ended)
    }

    /// What whoever signs now has seen of the record.
    ///
    /// # Errors
    /// The sequencer has ended.
    pub async fn seen(&self) -> Result<Seen, HostError> {
        let head = self.head().await?;
        Ok(Seen { size: head.head().size, root: head.head().root })
    }

    /// Publishes what is left to publish, gives the record back, and closes the databases.
    ///
    /// # Errors
    /// The sequencer had ended before, for this reason.
    pub async fn stop(self) -> Result<(), HostError> {
        let Self { data: _, store, private, sequencer, submitter, tree: _, fold: _, shelf: _, key: _ } = self;
        drop(submitter);
        let ended = sequencer.stop().await;
        store.close().await;
        private.close().await;
        Ok(ended?)
    }
}

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Host({}, {} leaves)", self.origin(), self.size())
    }
}

/// Fresh random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
