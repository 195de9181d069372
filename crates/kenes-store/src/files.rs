//! Writing files so that a crash leaves the old one or the new one, and nothing half.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use kenes_record::{Hash, Hasher};

/// How a file begins that is being written. Whoever reads a folder leaves these out, whoever writes one sweeps them.
pub const TEMPORARY: &str = ".tmp-";

/// Replaces a file durably: the new content is synced under another name, renamed, and the folder synced.
///
/// # Errors
/// The file system refuses; the old file is as it was.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let temporary = beside(path)?;
    let written = || -> io::Result<()> {
        let mut file = File::create(&temporary)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    };
    written().inspect_err(|_| {
        // What is left is swept when the folder is opened the next time.
        let _ = fs::remove_file(&temporary);
    })?;
    sync_folder(path)
}

/// How many threads sync files: a file system syncs many files at once in little more time than one.
const THREADS: usize = 8;

/// Writes many files, each whole or not at all, and all durably once the `folders` that are returned were synced: those that
/// hold the new files, up to `root`.
pub(crate) fn write_all(root: &Path, files: &[(PathBuf, Vec<u8>)]) -> io::Result<BTreeSet<PathBuf>> {
    let mut folders = BTreeSet::new();
    for (path, _) in files {
        if path.parent().is_some_and(|folder| !folders.contains(folder)) {
            folders.extend(make_folders(root, path)?);
        }
    }
    in_parallel(files, |(path, content)| {
        let mut file = File::create(beside(path)?)?;
        file.write_all(content)?;
        file.sync_all()
    })?;
    for (path, _) in files {
        fs::rename(beside(path)?, path)?;
    }
    Ok(folders)
}

/// Makes the folders above a file, and names them, up to `root`, to be synced.
pub(crate) fn make_folders(root: &Path, file: &Path) -> io::Result<Vec<PathBuf>> {
    let folder = file.parent().unwrap_or(root);
    fs::create_dir_all(folder)?;
    Ok(folder.ancestors().take_while(|above| above.starts_with(root)).map(Path::to_path_buf).collect())
}

/// Syncs many folders.
pub(crate) fn sync_all(folders: &BTreeSet<PathBuf>) -> io::Result<()> {
    let folders: Vec<&PathBuf> = folders.iter().collect();
    in_parallel(&folders, |folder| sync(folder))
}

fn in_parallel<T: Sync>(items: &[T], work: impl Fn(&T) -> io::Result<()> + Sync) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    let run = || {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(item)?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (1..THREADS.min(items.len())).map(|_| scope.spawn(run)).collect();
        let mut result = run();
        for thread in threads {
            let ended =
                thread.join().unwrap_or_else(|_| Err(io::Error::other("a thread that writes files failed")));
            result = result.and(ended);
        }
        result
    })
}

fn beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut temporary = std::ffi::OsString::from(TEMPORARY);
    temporary.push(name);
    Ok(path.with_file_name(temporary))
}

/// Makes a file, or a folder's list of names, durable.
///
/// # Errors
/// The file system refuses.
pub fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Makes the name of a file durable.
///
/// # Errors
/// The file system refuses.
pub fn sync_folder(of: &Path) -> io::Result<()> {
    match of.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => sync(folder),
        _ => sync(Path::new(".")),
    }
}

/// Makes an empty file that only its owner can read, where nothing is yet.
///
/// # Errors
/// Something is there, or the file system refuses.
pub fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes a file that only its owner can read, where nothing is yet, durably.
///
/// # Errors
/// Something is there, or the file system refuses.
pub fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = create_private(path)?;
    file.write_all(content)?;
    file.sync_all()?;
    sync_folder(path)
}

/// Makes a folder that only its owner can enter, where nothing is yet.
///
/// # Errors
/// Something is there, or the file system refuses.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// The length of a file and its SHA-256.
pub(crate) fn digest(path: &Path) -> io::Result<(u64, Hash)> {
    let mut file = File::open(path)?;
    let (mut length, mut hasher) = (0_u64, Hasher::new());
    let mut part = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut part)?;
        if read == 0 {
            return Ok((length, hasher.finish()));
        }
        length = length.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        hasher.update(part.get(..read).unwrap_or_default());
    }
}

/// Copies a file durably under another name and renames it; [`sync_folder`] is left to the caller.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let temporary = beside(to)?;
    let mut file = File::create(&temporary)?;
    io::copy(&mut File::open(from)?, &mut file)?;
    file.sync_all()?;
    fs::rename(&temporary, to)
}

/// Deletes a file that may not be there.
///
/// # Errors
/// It is there and cannot be deleted.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        replace(&path, b"1").unwrap();
        replace(&path, b"22").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"22");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(replace(&folder.path().join("no/a"), b"1").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn private_files_are_the_owner_s_alone_and_never_overwritten() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        write_private(&path, b"1").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(write_private(&path, b"2").is_err());
        let inner = folder.path().join("b");
        create_private_folder(&inner).unwrap();
        assert_eq!(fs::metadata(&inner).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
