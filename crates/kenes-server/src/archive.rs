//! Adding records to the archive of an election: locked, whole or not at all, durable.
//!
//! Beside the archive lies `.NAME.lock`, locked by whoever adds. While [`LockedArchive::append`] writes records, it holds
//! the length that the archive had before, so that what a killed process left half-written is taken back by the next one.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use kenes_belenios::archive::{Form, ReadError, read_archive};

/// How long to wait for another process that adds to the same archive.
const PATIENCE: Duration = Duration::from_secs(30);

/// The first two bytes of a gzip stream (RFC 1952).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// An archive that nobody else adds to.
#[derive(Debug)]
pub struct LockedArchive {
    path: PathBuf,
    file: File,
    lock: File,
    lock_path: PathBuf,
    taken_back: Option<u64>,
}

/// An archive was not opened to add to it, or not added to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AppendError {
    /// It cannot be read.
    #[error("cannot open {}: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The archive or its lock cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Somebody else writes to it, or has written without the lock.
    #[error("{} is being written to", path.display())]
    Locked {
        /// The archive.
        path: PathBuf,
    },
    /// It is compressed: only plain archives can be added to.
    #[error("{} is compressed", path.display())]
    Compressed {
        /// The archive.
        path: PathBuf,
    },
    /// Nothing was added; the archive is as it was.
    #[error("cannot add to {}: {source}", path.display())]
    RolledBack {
        /// The archive.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Something was added, perhaps not whole, and cannot be taken back.
    #[error("cannot add to {}: {source}; and cannot cut it back to {length} bytes: {then}", path.display())]
    NotRolledBack {
        /// The archive.
        path: PathBuf,
        /// Why it was not added to.
        source: io::Error,
        /// Its length before.
        length: u64,
        /// Why it was not cut back.
        then: io::Error,
    },
}

impl LockedArchive {
    /// Locks an archive, waiting for a while, and takes back what a killed process left half-written.
    ///
    /// # Errors
    /// It is not a plain file that can be written, or somebody else keeps adding to it.
    pub fn open(path: &Path) -> Result<Self, AppendError> {
        check_plain(path)?;
        let write_error = |path: &Path| {
            let path = path.to_path_buf();
            move |source| AppendError::Write { path, source }
        };
        let mut options = OpenOptions::new();
        options.read(true).write(true);
        let file = options.open(path).map_err(write_error(path))?;
        let lock_path = lock_path(path);
        let lock = options.create(true).truncate(false).open(&lock_path).map_err(write_error(&lock_path))?;
        wait_for(&lock, path, &lock_path)?;
        let mut archive = Self { path: path.into(), file, lock, lock_path, taken_back: None };
        archive.recover()?;
        Ok(archive)
    }

    /// Takes back what a killed process left half-written, if anything: before reading an archive to add to it later. Says how
    /// many bytes these were.
    ///
    /// # Errors
    /// As [`LockedArchive::open`].
    pub fn recover_if_noted(path: &Path) -> Result<Option<u64>, AppendError> {
        let noted = lock_path(path).metadata().is_ok_and(|metadata| metadata.len() > 0);
        if noted { Ok(Self::open(path)?.taken_back) } else { Ok(None) }
    }

    /// The path of the archive.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes of a half-written record were taken back when it was opened.
    pub fn taken_back(&self) -> Option<u64> {
        self.taken_back
    }

    /// The length of the archive, in bytes.
    ///
    /// # Errors
    /// The file system does not say.
    pub fn length(&self) -> Result<u64, AppendError> {
        let found = self.file.metadata().map(|metadata| metadata.len());
        found.map_err(|source| AppendError::Open { path: self.path.clone(), source })
    }

    /// Adds records after the first `length` bytes, which must be the whole archive.
    ///
    /// # Errors
    /// Nothing was added, except where [`AppendError::NotRolledBack`] says otherwise.
    pub fn append(&mut self, length: u64, records: &[u8]) -> Result<(), AppendError> {
        self.expect_length(length)?;
        self.note(Some(length))
            .map_err(|source| AppendError::Write { path: self.lock_path.clone(), source })?;
        self.write(length, records)?;
        // The records are there and whole; a note that stays is found to be void by the next process.
        drop(self.note(None));
        Ok(())
    }

    /// The same with one write and one sync, and no note: for whoever knows from elsewhere how long the archive is, as the
    /// record of a council does while ballots are taken, and cuts it back to that ([`LockedArchive::cut_back`]).
    ///
    /// # Errors
    /// As [`LockedArchive::append`].
    pub fn append_unnoted(&mut self, length: u64, records: &[u8]) -> Result<(), AppendError> {
        self.expect_length(length)?;
        self.write(length, records)
    }

    /// Cuts the archive back to its first `length` bytes, durably.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn cut_back(&mut self, length: u64) -> Result<(), AppendError> {
        self.cut(length).map_err(|source| AppendError::Write { path: self.path.clone(), source })
    }

    fn expect_length(&self, length: u64) -> Result<(), AppendError> {
        let now = self.file.metadata().map_err(|source| self.rolled_back(source))?.len();
        // Otherwise somebody wrote without the lock.
        if now == length { Ok(()) } else { Err(AppendError::Locked { path: self.path.clone() }) }
    }

    fn write(&mut self, length: u64, records: &[u8]) -> Result<(), AppendError> {
        let written = self.file.seek(SeekFrom::Start(length)).and_then(|_| self.file.write_all(records));
        // The content and the length: nothing else of the file matters.
        if let Err(source) = written.and_then(|()| self.file.sync_data()) {
            return Err(match self.cut(length) {
                Ok(()) => self.rolled_back(source),
                Err(then) => AppendError::NotRolledBack { path: self.path.clone(), source, length, then },
            });
        }
        Ok(())
    }

    fn rolled_back(&self, source: io::Error) -> AppendError {
        AppendError::RolledBack { path: self.path.clone(), source }
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.sync_all()?;
        self.note(None)
    }

    /// Notes the length to go back to, or that there is nothing to go back to.
    fn note(&mut self, length: Option<u64>) -> io::Result<()> {
        if length.is_none() && self.lock.metadata()?.len() == 0 {
            return Ok(());
        }
        self.lock.seek(SeekFrom::Start(0))?;
        self.lock.set_len(0)?;
        if let Some(length) = length {
            writeln!(self.lock, "{length}")?;
        }
        self.lock.sync_data()
    }

    /// Takes back what a killed process left. Records that are whole stay: somebody may have seen them.
    fn recover(&mut self) -> Result<(), AppendError> {
        let failed = |path: &Path, source| AppendError::Write { path: path.into(), source };
        let mut note = String::new();
        let read = (&self.lock).take(32).read_to_string(&mut note);
        read.map_err(|source| failed(&self.lock_path, source))?;
        let Ok(length) = note.trim().parse::<u64>() else { return Ok(()) };
        let now = self.file.metadata().map_err(|source| failed(&self.path, source))?.len();
        if now > length && !is_well_formed(&self.path)? {
            self.cut(length).map_err(|source| failed(&self.path, source))?;
            self.taken_back = Some(now.saturating_sub(length));
        }
        self.note(None).map_err(|source| failed(&self.lock_path, source))
    }
}

/// The file that is locked, beside the archive.
fn lock_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".lock");
    path.with_file_name(name)
}

fn wait_for(lock: &File, path: &Path, lock_path: &Path) -> Result<(), AppendError> {
    let start = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                thread::sleep(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => return Err(AppendError::Locked { path: path.into() }),
            Err(TryLockError::Error(source)) => {
                return Err(AppendError::Write { path: lock_path.into(), source });
            }
        }
    }
}

fn open(path: &Path) -> Result<File, AppendError> {
    File::open(path).map_err(|source| AppendError::Open { path: path.into(), source })
}

/// Only plain archives can be added to.
fn check_plain(path: &Path) -> Result<(), AppendError> {
    let mut start = Vec::new();
    let read = open(path)?.take(2).read_to_end(&mut start);
    read.map_err(|source| AppendError::Open { path: path.into(), source })?;
    if start == GZIP { Err(AppendError::Compressed { path: path.into() }) } else { Ok(()) }
}

fn is_well_formed(path: &Path) -> Result<bool, AppendError> {
    let file = BufReader::new(open(path)?);
    match read_archive(file, Form::Strict, |_, _| Ok::<_, ReadError>(())) {
        Ok(_) => Ok(true),
        Err(ReadError::Io(source)) => Err(AppendError::Open { path: path.into(), source }),
        Err(_) => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use kenes_belenios::archive::{ArchiveWriter, Timestamp};

    use super::*;

    #[test]
    fn what_is_whole_stays_and_what_is_half_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bel");
        let (mut writer, mut bytes) = ArchiveWriter::begin(Timestamp::MAX);
        bytes.extend(writer.setup(b"e", b"t", b"c").unwrap());
        fs::write(&path, &bytes).unwrap();
        let length = u64::try_from(bytes.len()).unwrap();
        let ballot = writer.ballot(b"b").unwrap();

        let mut locked = LockedArchive::open(&path).unwrap();
        locked.append(length, &ballot).unwrap();
        assert!(matches!(locked.append(length, &ballot), Err(AppendError::Locked { .. })));
        locked.cut_back(length).unwrap();
        locked.append_unnoted(length, &ballot).unwrap();
        assert_eq!(locked.length().unwrap(), length + u64::try_from(ballot.len()).unwrap());
        drop(locked);
        assert_eq!(LockedArchive::recover_if_noted(&path).unwrap(), None);

        // Killed while it wrote: the note is there.
        let lock = folder.path().join(".a.bel.lock");
        fs::write(&lock, format!("{length}\n")).unwrap();
        assert_eq!(LockedArchive::recover_if_noted(&path).unwrap(), None, "a whole record stays");
        fs::write(&path, [&*bytes, &ballot[..ballot.len() - 7]].concat()).unwrap();
        fs::write(&lock, format!("{length}\n")).unwrap();
        let left = u64::try_from(ballot.len() - 7).unwrap();
        assert_eq!(LockedArchive::open(&path).unwrap().taken_back(), Some(left));
        assert_eq!(fs::read(&path).unwrap(), bytes);
        fs::write(&path, GZIP).unwrap();
        assert!(matches!(LockedArchive::open(&path), Err(AppendError::Compressed { .. })));
    }
}
