//! The public files as they were at one moment: what a visitor copies or an audit reads while the council goes on.
//!
//! Files that a published state speaks of are never changed, but for the few that the next state replaces; those are small and
//! read at once. What goes while they are looked for is of an earlier state: partial tiles, once the whole one is published.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use kenes_record::checkpoint::Checkpoint;
use kenes_record::fsck::{CHECKPOINT, Files, MAX_FILE};
use tokio::task::spawn_blocking;

use crate::office::Office;

/// How often it is looked whether the newest state is published.
const STEP: Duration = Duration::from_millis(20);
/// How often at most: a disk that is full must not hold up everything.
const TRIES: u32 = 150;
/// What parts of a file are read at once.
const PART: usize = 64 * 1024;

/// The public files at one moment.
#[derive(Debug)]
pub struct Snapshot {
    root: PathBuf,
    /// How many acts the council had.
    pub size: u64,
    /// Each file with its length, in the order of their paths.
    files: BTreeMap<String, u64>,
    /// The content of those that the next state replaces.
    fleeting: BTreeMap<String, Vec<u8>>,
}

impl Snapshot {
    /// Takes one. Nothing is added to the record meanwhile.
    ///
    /// # Errors
    /// The files cannot be read.
    pub async fn take(office: &Office) -> io::Result<Self> {
        let host = office.host().await;
        let (root, size) = (host.data().public(), host.size());
        for _ in 0..TRIES {
            let published = tokio::fs::read(root.join(CHECKPOINT)).await.ok();
            let head = published.and_then(|content| Checkpoint::parse(&content).ok());
            if head.is_some_and(|head| head.head().size >= size) {
                break;
            }
            tokio::time::sleep(STEP).await;
        }
        let taken = spawn_blocking(move || Self::of(root, size)).await.map_err(io::Error::other)?;
        drop(host);
        taken
    }

    fn of(root: PathBuf, size: u64) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        walk(&root, "", &mut files)?;
        let is_fleeting = |path: &str| !path.contains('/') || path.contains(".p/");
        let mut fleeting = BTreeMap::new();
        for path in files.keys().filter(|path| is_fleeting(path)) {
            if let Some(content) = unless_gone(fs::read(root.join(path)))? {
                fleeting.insert(path.clone(), content);
            }
        }
        files.retain(|path, _| !is_fleeting(path));
        for (path, content) in &fleeting {
            files.insert(path.clone(), u64::try_from(content.len()).unwrap_or(u64::MAX));
        }
        Ok(Self { root, size, files, fleeting })
    }

    /// Writes all files as one tar file (POSIX), the same bytes each time.
    ///
    /// # Errors
    /// A file cannot be read, or the tar file not be written.
    pub fn write_tar(&self, to: impl Write) -> io::Result<()> {
        let mut tar = tar::Builder::new(to);
        for (path, length) in &self.files {
            let mut header = tar::Header::new_ustar();
            header.set_size(*length);
            header.set_mode(0o644);
            header.set_mtime(0);
            let name = format!("record/{path}");
            match self.fleeting.get(path) {
                Some(content) => tar.append_data(&mut header, name, content.as_slice())?,
                None => {
                    tar.append_data(&mut header, name, Exactly(File::open(self.root.join(path))?, *length))?
                }
            }
        }
        tar.into_inner()?.flush()
    }
}

/// A file that has as many bytes as it was found to have.
struct Exactly(File, u64);

impl Read for Exactly {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.1).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.0.read(buffer.get_mut(..most).unwrap_or_default())?;
        if read == 0 && most > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.1 = self.1.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}

/// Plain files below a folder. What is being written has a name with a dot in front, and a link is none of them.
fn walk(root: &Path, below: &str, files: &mut BTreeMap<String, u64>) -> io::Result<()> {
    let Some(entries) = unless_gone(fs::read_dir(root.join(below)))? else { return Ok(()) };
    for entry in entries {
        let Some(entry) = unless_gone(entry)? else { continue };
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        let Some(kind) = unless_gone(entry.file_type())? else { continue };
        if kind.is_dir() {
            walk(root, &path, files)?;
        } else if kind.is_file()
            && let Some(found) = unless_gone(entry.metadata())?
        {
            files.insert(path, found.len());
        }
    }
    Ok(())
}

/// None for what went since it was listed.
fn unless_gone<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        found => found.map(Some),
    }
}

impl Files for Snapshot {
    type Error = io::Error;

    fn paths(&self) -> io::Result<Vec<String>> {
        Ok(self.files.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if let Some(content) = self.fleeting.get(path) {
            return Ok(content.clone());
        }
        let mut content = Vec::new();
        File::open(self.root.join(path))?.take(MAX_FILE.saturating_add(1)).read_to_end(&mut content)?;
        Ok(content)
    }

    fn parts(&self, path: &str, on_part: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        if let Some(content) = self.fleeting.get(path) {
            on_part(content);
            return Ok(());
        }
        let (mut file, mut part) = (File::open(self.root.join(path))?, vec![0; PART]);
        loop {
            let read = file.read(&mut part)?;
            let Some(found) = part.get(..read).filter(|found| !found.is_empty()) else { return Ok(()) };
            on_part(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn what_goes_meanwhile_is_none_of_its_files() {
        let folder = tempfile::tempdir().unwrap();
        let (root, partial) = (folder.path(), folder.path().join("tile/0/000.p"));
        fs::create_dir_all(root.join("tile/0")).unwrap();
        for path in [CHECKPOINT, "tile/0/000"] {
            fs::write(root.join(path), path).unwrap();
        }
        let is_over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    fs::create_dir(&partial).unwrap();
                    (1..20).for_each(|width| fs::write(partial.join(width.to_string()), "partial").unwrap());
                    fs::remove_dir_all(&partial).unwrap();
                }
            });
            let taken: Vec<_> = (0..300).map(|_| Snapshot::of(root.into(), 256)).collect();
            is_over.store(true, Ordering::Relaxed);
            for snapshot in taken {
                let snapshot = snapshot.unwrap();
                let whole = [CHECKPOINT, "tile/0/000"].map(|path| snapshot.read(path).unwrap());
                assert_eq!(whole, [CHECKPOINT, "tile/0/000"].map(|path| path.as_bytes().to_vec()));
                assert!(snapshot.paths().unwrap().iter().all(|path| snapshot.read(path).is_ok()));
            }
        });
    }
}
