//! What goes wrong with a record.

use std::io;
use std::path::PathBuf;

use kenes_record::act::{ActError, ActId};
use kenes_record::blob::BlobError;
use kenes_record::checkpoint::CheckpointError;
use kenes_record::cosignature::CosignatureError;
use kenes_record::key::KeyName;
use kenes_record::note::NoteVerifyError;
use kenes_record::policy::PolicyTextError;
use kenes_record::proof::ProofError;
use kenes_record::receipt::ReceiptTextError;
use kenes_record::tile::TileError;
use kenes_store::data::{KeyFileError, OpenDataError};
use kenes_store::folder::{FolderError, FolderReadError};
use kenes_store::port::StoreError;
use kenes_store::sql::OpenError;
use kenes_store::tree::LoadError;

use super::check_receipt::Refused;
use super::words::number_of;
use crate::code::Code;

/// A command about a record does not do what it should.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    #[error("{} is not sound: {}", path.display(), number_of(*faults, "fault"))]
    Unsound { path: PathBuf, faults: u64 },
    #[error("{} is not empty", path.display())]
    NotEmpty { path: PathBuf },
    #[error("the record in {}: {source}", dir.display())]
    Read { dir: PathBuf, source: FolderReadError },
    #[error("{}: the first act: {source}", dir.display())]
    FirstAct { dir: PathBuf, source: ActError },
    #[error("{}: the checkpoint names {origin}, which does not follow from the first act", dir.display())]
    Foreign { dir: PathBuf, origin: KeyName },
    #[error("{}: the newest checkpoint: {source}", dir.display())]
    NotSigned { dir: PathBuf, source: NoteVerifyError },
    #[error("{}: act {index} is none: {source}", dir.display())]
    NotAnAct { dir: PathBuf, index: u64, source: ActError },
    #[error("{}: act {index} does not lead to the checkpoint: {source}", dir.display())]
    Damaged { dir: PathBuf, index: u64, source: ProofError },
    #[error("{}: there is no act {index}, there are {size} and the first is 0", dir.display())]
    NoSuchIndex { dir: PathBuf, index: u64, size: u64 },
    #[error("{}: there is no act with the id {id}", dir.display())]
    NoSuchId { dir: PathBuf, id: ActId },
    #[error("{}: {source}", path.display())]
    Policy { path: PathBuf, source: PolicyTextError },
    #[error("{}: {source}", path.display())]
    Receipt { path: PathBuf, source: ReceiptTextError },
    #[error("{}: {source}", path.display())]
    ReceiptRefused { path: PathBuf, source: Refused },
    #[error("the receipt has {bytes} bytes, and a QR code at most {limit}")]
    QrTooLarge { bytes: usize, limit: usize },

    #[error("{from}: {path} cannot be fetched: {source}")]
    Fetch { from: String, path: String, source: io::Error },
    #[error("{from}: {path} is not there")]
    NotThere { from: String, path: String },
    #[error("{from}: {path}: {source}")]
    Checkpoint { from: String, path: String, source: CheckpointError },
    #[error("{from}: {path}: {source}")]
    Tile { from: String, path: String, source: TileError },
    #[error("{from}: {path}: {source}")]
    Blob { from: String, path: String, source: BlobError },
    #[error("{from}: the acts do not lead to the checkpoint of {size} acts")]
    OtherRoot { from: String, size: u64 },
    #[error("{from}: the checkpoint of {size} acts is not signed by the record's key")]
    UnknownKey { from: String, size: u64 },
    #[error("{from}: the checkpoint of {size} acts: {source}")]
    WitnessLine { from: String, size: u64, source: CosignatureError },
    #[error("the record is {found}, and the copy is of {expected}")]
    OtherRecord { found: KeyName, expected: KeyName },
    #[error("{from} has {size} acts, and the copy {had}")]
    Shorter { from: String, size: u64, had: u64 },
    #[error(
        "{from} has signed another history: its {size} acts do not continue the {had} of the copy; both checkpoints are \
         kept in {}", evidence.display()
    )]
    Fork { from: String, had: u64, size: u64, evidence: PathBuf },

    #[error("{} holds no signed checkpoint yet", data.display())]
    NoHead { data: PathBuf },
    #[error(transparent)]
    Data(#[from] OpenDataError),
    #[error(transparent)]
    Key(#[from] KeyFileError),
    #[error(transparent)]
    Database(#[from] OpenError),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Folder(#[from] FolderError),
}

impl RecordError {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::Unsound { .. } => Code::RecordUnsound,
            Self::NotEmpty { .. } => Code::RecordFolder,
            Self::Read { source: FolderReadError::Missing { .. } | FolderReadError::File { .. }, .. } => {
                Code::RecordRead
            }
            Self::Read { .. }
            | Self::FirstAct { .. }
            | Self::Foreign { .. }
            | Self::NotSigned { .. }
            | Self::NotAnAct { .. }
            | Self::Damaged { .. } => Code::RecordDamaged,
            Self::NoSuchIndex { .. } | Self::NoSuchId { .. } => Code::NoSuchAct,
            Self::Policy { .. } => Code::Policy,
            Self::Receipt { .. } | Self::ReceiptRefused { .. } => Code::Receipt,
            Self::QrTooLarge { .. } => Code::QrTooLarge,
            Self::Fetch { .. } | Self::NotThere { .. } => Code::RecordRead,
            Self::Checkpoint { .. }
            | Self::Tile { .. }
            | Self::Blob { .. }
            | Self::OtherRoot { .. }
            | Self::UnknownKey { .. }
            | Self::WitnessLine { .. } => Code::RecordDamaged,
            Self::OtherRecord { .. } => Code::OtherRecord,
            Self::Shorter { .. } => Code::ShorterRecord,
            Self::Fork { .. } => Code::ForkedRecord,
            Self::NoHead { .. } => Code::NoHead,
            Self::Data(_) | Self::Database(_) | Self::Load(_) | Self::Store(_) => Code::Data,
            Self::Key(_) => Code::SigningKey,
            Self::Folder(_) => Code::Export,
        }
    }
}
