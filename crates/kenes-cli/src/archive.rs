//! Adding records to an archive: locked, whole or not at all.
//!
//! Beside the archive lies `.NAME.lock`, locked by whoever adds. While records are being written it holds the length
//! that the archive had before, so that what a killed process left half-written is taken back by the next command.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use kenes_belenios::archive::{Form, ReadError, read_archive};

use crate::error::{CliError, Result};
use crate::files;
use crate::output::say;

/// How long to wait for another command that adds to the same archive.
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
}

impl LockedArchive {
    /// Locks an archive, waiting for a while, and takes back what a killed process left half-written.
    pub fn open(path: &Path) -> Result<Self> {
        check_plain(path)?;
        let write_error = |path: &Path| {
            let path = path.to_path_buf();
            move |source| CliError::Write { path, source }
        };
        let mut options = OpenOptions::new();
        options.read(true).write(true);
        let file = options.open(path).map_err(write_error(path))?;
        let lock_path = lock_path(path);
        let lock = options.create(true).truncate(false).open(&lock_path).map_err(write_error(&lock_path))?;
        wait_for(&lock, path, &lock_path)?;
        let mut archive = Self { path: path.into(), file, lock, lock_path };
        archive.recover()?;
        Ok(archive)
    }

    /// Takes back what a killed process left half-written, if anything: before reading an archive to add to it later.
    pub fn recover_if_noted(path: &Path) -> Result<()> {
        let noted = lock_path(path).metadata().is_ok_and(|metadata| metadata.len() > 0);
        if noted { Self::open(path).map(drop) } else { Ok(()) }
    }

    /// The path of the archive.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds records after the first `length` bytes, which must be the whole archive.
    pub fn append(&mut self, length: u64, records: &[u8]) -> Result<()> {
        let now = self.file.metadata().map(|metadata| metadata.len());
        if now.map_err(|source| self.rolled_back(source))? != length {
            // Somebody wrote without the lock.
            return Err(CliError::Locked { path: self.path.clone() });
        }
        self.note(Some(length)).map_err(|source| CliError::Write { path: self.lock_path.clone(), source })?;
        let written = self.file.seek(SeekFrom::Start(length)).and_then(|_| self.file.write_all(records));
        if let Err(source) = written.and_then(|()| self.file.sync_all()) {
            return Err(match self.cut(length) {
                Ok(()) => self.rolled_back(source),
                Err(then) => CliError::NotRolledBack { path: self.path.clone(), source, length, then },
            });
        }
        // The records are there and whole; a note that stays is found to be void by the next command.
        drop(self.note(None));
        Ok(())
    }

    fn rolled_back(&self, source: io::Error) -> CliError {
        CliError::RolledBack { path: self.path.clone(), source }
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.sync_all()?;
        self.note(None)
    }

    /// Notes the length to go back to, or that there is nothing to go back to.
    fn note(&mut self, length: Option<u64>) -> io::Result<()> {
        self.lock.seek(SeekFrom::Start(0))?;
        self.lock.set_len(0)?;
        if let Some(length) = length {
            writeln!(self.lock, "{length}")?;
        }
        self.lock.sync_data()
    }

    /// Takes back what a killed process left. Records that are whole stay: somebody may have seen them.
    fn recover(&mut self) -> Result<()> {
        let failed = |path: &Path, source| CliError::Write { path: path.into(), source };
        let mut note = String::new();
        let read = (&self.lock).take(32).read_to_string(&mut note);
        read.map_err(|source| failed(&self.lock_path, source))?;
        let Ok(length) = note.trim().parse::<u64>() else { return Ok(()) };
        let now = self.file.metadata().map_err(|source| failed(&self.path, source))?.len();
        if now > length && !is_well_formed(&self.path)? {
            self.cut(length).map_err(|source| failed(&self.path, source))?;
            say(format_args!(
                "An interrupted command had left {} bytes of an incomplete record; they were taken back.",
                now.saturating_sub(length)
            ));
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

fn wait_for(lock: &File, path: &Path, lock_path: &Path) -> Result<()> {
    let start = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                thread::sleep(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => return Err(CliError::Locked { path: path.into() }),
            Err(TryLockError::Error(source)) => {
                return Err(CliError::Write { path: lock_path.into(), source });
            }
        }
    }
}

/// Only plain archives can be added to.
fn check_plain(path: &Path) -> Result<()> {
    let mut start = Vec::new();
    let read = files::open(path)?.take(2).read_to_end(&mut start);
    read.map_err(|source| CliError::Open { path: path.into(), source })?;
    if start == GZIP { Err(CliError::Compressed { path: path.into() }) } else { Ok(()) }
}

fn is_well_formed(path: &Path) -> Result<bool> {
    match read_archive(files::open(path)?, Form::Strict, |_, _| Ok::<_, ReadError>(())) {
        Ok(_) => Ok(true),
        Err(ReadError::Io(source)) => Err(CliError::Open { path: path.into(), source }),
        Err(_) => Ok(false),
    }
}
