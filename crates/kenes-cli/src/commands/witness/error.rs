//! What stops a witness.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use kenes_record::key::KeyName;
use kenes_server::witness::StateError;
use kenes_store::data::KeyFileError;

use crate::code::Code;

/// A witness is not made, or does not start or go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WitnessCommandError {
    #[error(transparent)]
    Key(#[from] KeyFileError),
    #[error("{}: {name} is not the key of a witness", path.display())]
    KeyUse { path: PathBuf, name: KeyName },
    #[error("{name} is the key of a witness, not of a log")]
    LogKeyUse { name: KeyName },
    #[error(transparent)]
    State(#[from] StateError),
    #[error("cannot listen on {address}: {source}")]
    Listen { address: SocketAddr, source: io::Error },
    #[error("the witness ended: {source}")]
    Served { source: io::Error },
}

impl WitnessCommandError {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::Key(KeyFileError::File { error, .. }) if error.kind() == io::ErrorKind::AlreadyExists => {
                Code::Exists
            }
            Self::Key(_) | Self::KeyUse { .. } | Self::LogKeyUse { .. } => Code::SigningKey,
            Self::State(StateError::Locked { .. }) => Code::WitnessRuns,
            Self::State(StateError::Lost { .. }) => Code::WitnessLost,
            Self::State(_) => Code::WitnessState,
            Self::Listen { .. } | Self::Served { .. } => Code::Listen,
        }
    }
}
