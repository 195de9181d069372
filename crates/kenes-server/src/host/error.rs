//! Why a host does not do what it is asked.

use std::io;
use std::path::PathBuf;

use kenes_core::{DecideError, OpenError as FirstActError, Refusal};
use kenes_record::Hash;
use kenes_record::act::{ActError, ActVerifyError, NameError};
use kenes_record::key::VerifierKeyError;
use kenes_record::note::NoteError;
use kenes_record::receipt::ReceiptTextError;
use kenes_store::data::{CreateError, KeyFileError, OpenDataError};
use kenes_store::folder::FolderError;
use kenes_store::port::{PutBlobError, StoreError, WithdrawBlobError};
use kenes_store::private::{ErasePersonError, PutPersonError};
use kenes_store::sequencer::{SequencerError, StartError, SubmitError};
use kenes_store::sql::OpenError;
use kenes_store::tree::LoadError;

use super::fold::FoldError;

/// A council was not opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenHostError {
    /// The folder.
    #[error(transparent)]
    Data(#[from] OpenDataError),
    /// The log's key.
    #[error(transparent)]
    Key(#[from] KeyFileError),
    /// The log's key is not that of a council.
    #[error("the log's key: {0}")]
    Origin(#[from] NameError),
    /// A database.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The leaves.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The acts.
    #[error(transparent)]
    Fold(#[from] FoldError),
    /// The folder of static files.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The sequencer.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A text that was withdrawn cannot be deleted.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// A founder's name that an older program kept.
    #[error(transparent)]
    Person(#[from] PersonError),
    /// What is left of a restoring, or of an interrupted copy, cannot be removed.
    #[error("what is left over cannot be removed: {0}")]
    Leftover(#[from] io::Error),
    /// The system gives no randomness.
    #[error("the system gives no randomness: {0}")]
    Randomness(#[from] getrandom::Error),
}

/// A council was not founded. What was made so far has no `kenes.toml`, or no first act.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FoundError {
    /// The first act is not one that opens a council.
    #[error(transparent)]
    First(#[from] FirstActError),
    /// A value cannot stand in the first act, or a signature is missing.
    #[error(transparent)]
    Act(#[from] ActError),
    /// The key of the machine.
    #[error("the key of the machine: {0}")]
    MachineKey(#[from] VerifierKeyError),
    /// A founder's signature is wrong.
    #[error(transparent)]
    Signature(#[from] ActVerifyError),
    /// The name of the machine cannot stand in the name of a record.
    #[error("the host: {0}")]
    Host(#[from] NameError),
    /// The folder.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// The log's key.
    #[error(transparent)]
    Key(#[from] KeyFileError),
    /// A document.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// A database.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The sequencer.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The first act was not written.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// The sequencer ended.
    #[error(transparent)]
    Sequencer(#[from] SequencerError),
    /// The council that was founded cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenHostError),
    /// The system gives no randomness.
    #[error("the system gives no randomness: {0}")]
    Randomness(#[from] getrandom::Error),
}

/// A council does not take an act, or does not do something else.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HostError {
    /// A command is not carried out.
    #[error(transparent)]
    Decide(#[from] DecideError),
    /// An act is not one in form.
    #[error(transparent)]
    Act(#[from] ActError),
    /// An act is not signed as it must be.
    #[error(transparent)]
    Signature(#[from] ActVerifyError),
    /// An act would have no effect.
    #[error("{refusal}")]
    NoEffect {
        /// Why.
        refusal: Refusal,
    },
    /// A blob that an act names is not here.
    #[error("the blob {} that the act names is not here", digest.to_hex())]
    Missing {
        /// Its digest.
        digest: Hash,
    },
    /// An act adopts rules that this program does not have.
    #[error("the rules of version {version} need a newer program")]
    NeedsNewer {
        /// The version.
        version: u64,
    },
    /// An act says another length of a blob than it has.
    #[error("the blob {} has {found} bytes, and the act says {expected}", digest.to_hex())]
    Length {
        /// Its digest.
        digest: Hash,
        /// Its length.
        found: u64,
        /// What the act says.
        expected: u64,
    },
    /// An act was not acknowledged.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// The acts cannot be folded any further.
    #[error(transparent)]
    Fold(#[from] FoldError),
    /// The sequencer has ended.
    #[error("the sequencer has ended")]
    Ended,
    /// The sequencer ended for this reason.
    #[error(transparent)]
    Sequencer(#[from] SequencerError),
    /// A blob.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The key of the machine.
    #[error("the key of the machine: {0}")]
    MachineKey(#[from] VerifierKeyError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such leaf below a signed head.
    #[error("the record has no leaf {leaf}")]
    NoLeaf {
        /// Its index.
        leaf: u64,
    },
    /// A receipt cannot be made.
    #[error("the receipt: {0}")]
    Receipt(#[from] ReceiptTextError),
    /// More lines than a checkpoint may have.
    #[error("the checkpoint: {0}")]
    Checkpoint(#[from] NoteError),
}

/// A blob was not kept, or not withdrawn.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BlobError {
    /// The store does not keep it.
    #[error(transparent)]
    Put(#[from] PutBlobError),
    /// The store does not withdraw it.
    #[error(transparent)]
    Withdraw(#[from] WithdrawBlobError),
    /// A file.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The private store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Somebody brings one archive after the other.
    #[error("a member may bring {most} archives of one election, and has")]
    ManyArchives {
        /// How many.
        most: u8,
    },
    /// More than a reference can name.
    #[error("{length} bytes are more than an act can name")]
    Length {
        /// Its length.
        length: u64,
    },
    /// The system gives no randomness.
    #[error("the system gives no randomness: {0}")]
    Randomness(#[from] getrandom::Error),
}

/// What is known about a person was not read or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PersonError {
    /// The store does not keep it.
    #[error(transparent)]
    Put(#[from] PutPersonError),
    /// The store does not erase it.
    #[error(transparent)]
    Erase(#[from] ErasePersonError),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system gives no randomness.
    #[error("the system gives no randomness: {0}")]
    Randomness(#[from] getrandom::Error),
}
