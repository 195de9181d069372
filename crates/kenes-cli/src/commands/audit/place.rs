//! Where a record is: a folder, or what is brought into a temporary one.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use kenes_record::fsck::CHECKPOINT;
use tempfile::TempDir;

use super::fetch::{self, Limit};
use super::{AuditError, tar};
use crate::error::{CliError, Result};

/// Where a record stands below what somebody names: it itself, the folder of a demonstration, or that of a server's data.
const BELOW: &[&str] = &["record", "public"];

/// The beginning of an archive of an election.
const ELECTION: &[u8] = b"BELENIOS\0";

/// A record in a folder.
#[derive(Debug)]
pub struct Place {
    dir: PathBuf,
    /// For people.
    name: String,
    /// Deleted when the audit is over.
    _temporary: Option<TempDir>,
}

impl Place {
    /// Finds the record, and fetches or unpacks it where it is not in a folder.
    pub fn open(place: &str, limit: Limit) -> Result<Self> {
        if place.starts_with("http://") || place.starts_with("https://") {
            return Self::fetch(place, limit);
        }
        let path = Path::new(place);
        let metadata = fs::metadata(path).map_err(|source| CliError::Open { path: path.into(), source })?;
        if metadata.is_dir() {
            let dir = find(path).ok_or_else(|| AuditError::NoRecord { path: path.into() })?;
            let name = dir.display().to_string();
            return Ok(Self { dir, name, _temporary: None });
        }
        // A pipe would never end.
        if !metadata.is_file() {
            return Err(AuditError::OtherFile { path: path.into() }.into());
        }
        Self::unpack(path)
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn fetch(address: &str, limit: Limit) -> Result<Self> {
        let temporary = temporary()?;
        fetch::fetch(address, temporary.path(), limit)?;
        Ok(Self { dir: temporary.path().into(), name: address.to_owned(), _temporary: Some(temporary) })
    }

    fn unpack(path: &Path) -> Result<Self> {
        match begin(path)?.as_slice() {
            begin if begin.starts_with(ELECTION) => {
                return Err(AuditError::Election { path: path.into() }.into());
            }
            begin if tar::is_tar(begin) => {}
            _ => return Err(AuditError::OtherFile { path: path.into() }.into()),
        }
        let temporary = temporary()?;
        tar::unpack(path, temporary.path())?;
        let dir = find_in_tar(temporary.path()).ok_or_else(|| AuditError::NoRecord { path: path.into() })?;
        Ok(Self { dir, name: path.display().to_string(), _temporary: Some(temporary) })
    }
}

/// How a file begins, without its compression.
fn begin(path: &Path) -> Result<Vec<u8>> {
    let failed = |source| CliError::Open { path: path.into(), source };
    let mut begin = Vec::new();
    let file = File::open(path).map_err(failed)?;
    // What is cut off or badly compressed is seen when it is unpacked.
    drop(tar::plain(file).map_err(failed)?.take(tar::BLOCK).read_to_end(&mut begin));
    Ok(begin)
}

/// The folder of the record at or below a folder. One without a checkpoint that has everything else is one too: the audit says
/// what is missing. Links are not followed: one in the place of the checkpoint is for the audit to name.
fn find(path: &Path) -> Option<PathBuf> {
    let mut folders = vec![path.to_path_buf()];
    folders.extend(BELOW.iter().map(|name| path.join(name)).filter(|folder| is_folder(folder)));
    let has_checkpoint = |folder: &&PathBuf| folder.join(CHECKPOINT).symlink_metadata().is_ok();
    let found = folders.iter().find(has_checkpoint);
    found.or_else(|| folders.iter().find(|folder| is_folder(&folder.join("tile")))).cloned()
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}

/// The same in what was unpacked, where everything may stand in one folder.
fn find_in_tar(path: &Path) -> Option<PathBuf> {
    find(path).or_else(|| {
        let mut entries = fs::read_dir(path).ok()?.filter_map(std::result::Result::ok);
        let only = entries.next().filter(|_| entries.next().is_none())?;
        find(&only.path())
    })
}

fn temporary() -> Result<TempDir> {
    let made = tempfile::Builder::new().prefix("kenes-audit-").tempdir();
    made.map_err(|source| CliError::Write { path: std::env::temp_dir(), source })
}
