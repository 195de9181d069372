//! Reading small files and writing new ones. Nothing is overwritten, and what is secret is readable by its owner only.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
#[cfg(unix)]
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::error::{CliError, Result};

/// The largest working file that is read: lists of credentials and structures of an election.
pub const LARGE: u64 = 1 << 30;

/// The largest key, credential, template or set of answers that is read.
pub const SMALL: u64 = 1 << 24;

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// Everybody.
    Public,
    /// Its owner only.
    Secret,
}

/// Opens a file for reading; a folder is none.
pub fn open(path: &Path) -> Result<File> {
    let failed = |source| CliError::Open { path: path.into(), source };
    let file = File::open(path).map_err(failed)?;
    match file.metadata() {
        Ok(metadata) if metadata.is_dir() => Err(failed(io::ErrorKind::IsADirectory.into())),
        Ok(_) => Ok(file),
        Err(source) => Err(failed(source)),
    }
}

/// Reads a whole file of at most `limit` bytes; `-` is the standard input. Wiped on drop, since it may hold a secret.
pub fn read(path: &Path, limit: u64) -> Result<Zeroizing<Vec<u8>>> {
    let mut content = Zeroizing::new(Vec::new());
    let mut limited: Box<dyn io::Read> = if path == Path::new("-") {
        Box::new(io::stdin().take(limit.saturating_add(1)))
    } else {
        let file = open(path)?;
        let length = file.metadata().map_or(0, |metadata| metadata.len()).min(limit);
        content.reserve(usize::try_from(length).unwrap_or(0).saturating_add(64));
        Box::new(file.take(limit.saturating_add(1)))
    };
    limited.read_to_end(&mut content).map_err(|source| CliError::Open { path: path.into(), source })?;
    if u64::try_from(content.len()).unwrap_or(u64::MAX) > limit {
        return Err(CliError::TooLarge { path: path.into(), limit });
    }
    Ok(content)
}

/// Reads a whole text file.
pub fn read_text(path: &Path, limit: u64) -> Result<Zeroizing<String>> {
    let content = read(path, limit)?;
    match std::str::from_utf8(&content) {
        Ok(text) => Ok(Zeroizing::new(text.into())),
        Err(_) => Err(CliError::NotText { path: path.into() }),
    }
}

/// Writes a file that must not be there yet, and waits until the disk has it.
pub fn write_new(path: &Path, content: &[u8], secrecy: Secrecy) -> Result<()> {
    let failed = |source| CliError::Write { path: path.into(), source };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(match secrecy {
        Secrecy::Public => 0o644,
        Secrecy::Secret => 0o600,
    });
    let mut file = match options.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(CliError::Exists { path: path.into() });
        }
        Err(source) => return Err(failed(source)),
    };
    if let Err(source) = file.write_all(content).and_then(|()| file.sync_all()) {
        // Ours and incomplete; if it stays, the next attempt says so.
        drop(fs::remove_file(path));
        return Err(failed(source));
    }
    Ok(())
}

/// Writes several files that must not be there yet: all or none of them.
pub fn write_all_new(files: &[(PathBuf, &[u8], Secrecy)]) -> Result<()> {
    for (index, (path, content, secrecy)) in files.iter().enumerate() {
        if let Err(error) = write_new(path, content, *secrecy) {
            for (written, _, _) in files.iter().take(index) {
                drop(fs::remove_file(written));
            }
            return Err(error);
        }
    }
    Ok(())
}

/// A file that is ready to take another's place.
#[derive(Debug)]
pub struct Replacement {
    temporary: PathBuf,
    path: PathBuf,
}

impl Replacement {
    /// Writes the new content beside the file.
    pub fn prepare(path: &Path, content: &[u8]) -> Result<Self> {
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}.new", std::process::id()));
        let temporary = path.with_file_name(name);
        write_new(&temporary, content, Secrecy::Public)?;
        Ok(Self { temporary, path: path.into() })
    }

    /// Puts it in the file's place, at once.
    pub fn commit(self) -> Result<()> {
        let failed = |source| CliError::Write { path: self.path.clone(), source };
        fs::rename(&self.temporary, &self.path).map_err(failed)
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        // After a commit there is nothing left to remove.
        drop(fs::remove_file(&self.temporary));
    }
}

/// Makes a folder if it is not there.
pub fn make_folder(path: &Path, secrecy: Secrecy) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    builder.mode(match secrecy {
        Secrecy::Public => 0o755,
        Secrecy::Secret => 0o700,
    });
    builder.create(path).map_err(|source| CliError::Write { path: path.into(), source })
}

/// Makes a folder that must be new or empty and that only its owner can open.
pub fn make_secret_folder(path: &Path) -> Result<()> {
    make_folder(path, Secrecy::Secret)?;
    let failed = |source| CliError::Write { path: path.into(), source };
    if fs::read_dir(path).map_err(failed)?.next().is_some() {
        return Err(CliError::Folder { path: path.into() });
    }
    #[cfg(unix)]
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(failed)?;
    Ok(())
}
