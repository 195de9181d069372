//! Adding records to an archive, as commands do it: the library's, with their errors, and a word on what was taken back.

use std::path::Path;

use kenes_server::archive::{AppendError, LockedArchive as Locked};

use crate::error::{CliError, Result};
use crate::output::say;

/// An archive that nobody else adds to.
#[derive(Debug)]
pub struct LockedArchive(Locked);

impl LockedArchive {
    /// Locks an archive, waiting for a while, and takes back what a killed process left half-written.
    pub fn open(path: &Path) -> Result<Self> {
        let locked = Locked::open(path)?;
        tell(locked.taken_back());
        Ok(Self(locked))
    }

    /// Takes back what a killed process left half-written, if anything: before reading an archive to add to it later.
    pub fn recover_if_noted(path: &Path) -> Result<()> {
        tell(Locked::recover_if_noted(path)?);
        Ok(())
    }

    /// The path of the archive.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Adds records after the first `length` bytes, which must be the whole archive.
    pub fn append(&mut self, length: u64, records: &[u8]) -> Result<()> {
        Ok(self.0.append(length, records)?)
    }
}

fn tell(taken_back: Option<u64>) {
    if let Some(bytes) = taken_back {
        say(format_args!(
            "An interrupted command had left {bytes} bytes of an incomplete record; they were taken back."
        ));
    }
}

impl From<AppendError> for CliError {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Open { path, source } => Self::Open { path, source },
            AppendError::Locked { path } => Self::Locked { path },
            AppendError::Compressed { path } => Self::Compressed { path },
            AppendError::RolledBack { path, source } => Self::RolledBack { path, source },
            AppendError::NotRolledBack { path, source, length, then } => {
                Self::NotRolledBack { path, source, length, then }
            }
            AppendError::Write { path, source } => Self::Write { path, source },
            other => Self::Write { path: Default::default(), source: std::io::Error::other(other) },
        }
    }
}
