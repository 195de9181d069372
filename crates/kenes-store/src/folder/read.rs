//! Reading the static files. Nothing is believed for being there.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use kenes_record::Hash;
use kenes_record::blob;
use kenes_record::checkpoint::{Checkpoint, CheckpointError};
use kenes_record::note::MAX_NOTE;
use kenes_record::tile::{MAX_ENTRY, Tile, TileError, TileKind, TileSource, WIDTH, parse_entries};

use super::{CHECKPOINT, CHECKPOINTS, POLICY, below};

/// The largest policy, in bytes.
const MAX_POLICY: u64 = 64 * 1024;
/// The largest blob that is read into memory, in bytes.
const MAX_BLOB: u64 = 1024 * 1024 * 1024;

/// The static files of a record, to read from.
#[derive(Clone, Debug)]
pub struct FolderSource {
    path: PathBuf,
}

/// A file of the record could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderReadError {
    /// It is not there.
    #[error("{} is not there", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be read.
    #[error("{} cannot be read: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// It is larger than such a file can be.
    #[error("{} has more than {limit} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that such a file has.
        limit: u64,
    },
    /// It is not the tile that it should be.
    #[error(transparent)]
    Tile(#[from] TileError),
    /// It is no checkpoint.
    #[error("{} is no checkpoint: {error}", path.display())]
    Checkpoint {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: CheckpointError,
    },
    /// A blob does not have its digest.
    #[error("the blob {} has another content", digest.to_hex())]
    Blob {
        /// The digest that names it.
        digest: Hash,
    },
}

impl FolderSource {
    /// The record in this folder, which need not be there.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_path_buf() }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The newest head, of which nothing is believed yet.
    ///
    /// # Errors
    /// It is not there, or is no checkpoint.
    pub fn checkpoint(&self) -> Result<Checkpoint, FolderReadError> {
        self.read_checkpoint(CHECKPOINT)
    }

    /// The head of a size, of which nothing is believed yet.
    ///
    /// # Errors
    /// It is not there, or is no checkpoint.
    pub fn checkpoint_of(&self, size: u64) -> Result<Checkpoint, FolderReadError> {
        self.read_checkpoint(&format!("{CHECKPOINTS}/{size}"))
    }

    /// The text of the policy; none when there is no such file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn policy(&self) -> Result<Option<Vec<u8>>, FolderReadError> {
        self.read_if_there(POLICY, MAX_POLICY)
    }

    /// A blob, whose digest was checked; none when it is not there.
    ///
    /// # Errors
    /// It cannot be read, or has another content.
    pub fn blob(&self, digest: Hash) -> Result<Option<Vec<u8>>, FolderReadError> {
        let content = self.read_if_there(&blob::path(&digest), MAX_BLOB)?;
        match content {
            Some(content) if Hash::of(&content) != digest => Err(FolderReadError::Blob { digest }),
            other => Ok(other),
        }
    }

    /// The leaves of a tile of entries.
    ///
    /// # Errors
    /// It is not there, or is not such a tile.
    pub fn entries(&self, index: u64, width: u16) -> Result<Vec<Vec<u8>>, FolderReadError> {
        let missing = TileError::Truncated { entry: 0 };
        let tile = Tile::new(TileKind::Entries, index, width).ok_or(missing)?;
        let content = self.tile(tile)?;
        // Where there is no partial tile any more, the full one was read.
        let full = u16::try_from(WIDTH).unwrap_or(u16::MAX);
        let entries = parse_entries(&content, width).or_else(|error| match error {
            TileError::Rest { .. } => parse_entries(&content, full),
            TileError::Length { .. } | TileError::Truncated { .. } | _ => Err(error),
        })?;
        Ok(entries.into_iter().take(width.into()).map(<[u8]>::to_vec).collect())
    }

    fn read_checkpoint(&self, name: &str) -> Result<Checkpoint, FolderReadError> {
        let content = self.read(name, u64::try_from(MAX_NOTE).unwrap_or(u64::MAX))?;
        let path = || below(&self.path, name);
        Checkpoint::parse(&content).map_err(|error| FolderReadError::Checkpoint { path: path(), error })
    }

    fn read_if_there(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, FolderReadError> {
        match self.read(name, limit) {
            Err(FolderReadError::Missing { .. }) => Ok(None),
            other => other.map(Some),
        }
    }

    fn read(&self, name: &str, limit: u64) -> Result<Vec<u8>, FolderReadError> {
        let path = below(&self.path, name);
        let failed = |error: io::Error| {
            let path = path.clone();
            if error.kind() == io::ErrorKind::NotFound {
                FolderReadError::Missing { path }
            } else {
                FolderReadError::File { path, error }
            }
        };
        let mut content = Vec::new();
        let file = File::open(&path).map_err(failed)?;
        let read = file.take(limit.saturating_add(1)).read_to_end(&mut content).map_err(failed)?;
        if u64::try_from(read).is_ok_and(|read| read <= limit) {
            Ok(content)
        } else {
            Err(FolderReadError::TooLarge { path, limit })
        }
    }
}

impl TileSource for FolderSource {
    type Error = FolderReadError;

    fn tile(&self, tile: Tile) -> Result<Vec<u8>, FolderReadError> {
        let limit = match tile.kind() {
            TileKind::Hashes(_) => WIDTH.saturating_mul(32),
            TileKind::Entries => {
                let entry = u64::try_from(MAX_ENTRY).unwrap_or(u64::MAX).saturating_add(2);
                WIDTH.saturating_mul(entry)
            }
        };
        match self.read(&tile.path(), limit) {
            Err(FolderReadError::Missing { path }) if !tile.is_full() => {
                let full = Tile::new(tile.kind(), tile.index(), 256);
                let found = full.and_then(|full| self.read(&full.path(), limit).ok());
                found.ok_or(FolderReadError::Missing { path })
            }
            other => other,
        }
    }
}
