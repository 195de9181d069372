//! Writing the copy: everything else first, the checkpoint last.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use kenes_record::blob::{BlobError, SALT};
use kenes_record::checkpoint::Checkpoint;
use kenes_record::fsck::{CHECKPOINT, CHECKPOINTS, Files as _};
use kenes_record::tile::{Tile, TileKind, WIDTH};
use kenes_record::{Hash, Hasher};
use kenes_store::files::{self, TEMPORARY};
use rayon::prelude::*;

use super::super::RecordError;
use super::super::folder::FolderFiles;
use super::from::{From, MAX_BLOB};
use crate::error::{CliError, Result};

/// Writes files below a folder. What was not there before is deleted again, unless a checkpoint is published over it.
pub struct Writer {
    root: PathBuf,
    written: BTreeSet<PathBuf>,
    new: Vec<PathBuf>,
    removed: Vec<PathBuf>,
}

impl Writer {
    /// Opens a folder, and makes it when it is not there.
    pub fn open(root: &Path) -> Result<Self> {
        let failed = |source| CliError::Write { path: root.into(), source };
        fs::create_dir_all(root).map_err(failed)?;
        sweep(root).map_err(failed)?;
        Ok(Self { root: root.into(), written: BTreeSet::new(), new: Vec::new(), removed: Vec::new() })
    }

    /// Deletes the tiles and heads beyond the published size that an interrupted run left.
    pub fn sweep_beyond(&self, size: u64) -> Result<()> {
        let failed = |source| CliError::Write { path: self.root.clone(), source };
        let heads = self.root.join(CHECKPOINTS);
        let of = |path: &Path| -> Option<u64> { path.file_name()?.to_str()?.parse().ok() };
        let (kept, beyond): (Vec<PathBuf>, Vec<PathBuf>) = files_below(&heads)
            .map_err(failed)?
            .into_iter()
            .partition(|path| of(path).is_none_or(|of| of <= size));
        let sizes: BTreeSet<u64> = kept.iter().filter_map(|path| of(path)).chain([size]).collect();
        let tiles = files_below(&self.root.join("tile")).map_err(failed)?;
        let is_left =
            |path: &PathBuf| tile_of(&self.root, path).is_some_and(|tile| !is_of(&tile, size, &sizes));
        let left = tiles.into_iter().filter(is_left).chain(beyond);
        left.into_iter().try_for_each(|path| remove(fs::remove_file(path))).map_err(failed)
    }

    /// Writes a file, whole or not at all.
    pub fn add(&mut self, path: &str, content: &[u8]) -> Result<()> {
        let path = self.below(path);
        let failed = |source| CliError::Write { path: path.clone(), source };
        if fs::read(&path).is_ok_and(|there| there == content) {
            return Ok(());
        }
        if !path.exists() {
            self.new.push(path.clone());
        }
        let temporary = temporary_of(&path);
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        let written: io::Result<()> =
            folder.and_then(|()| fs::write(&temporary, content)).and_then(|()| fs::rename(&temporary, &path));
        written.map_err(failed)?;
        self.written.insert(path);
        Ok(())
    }

    /// Copies a blob part by part, and says whether it could be had, there or here. One with another digest is refused.
    pub fn take_blob(&mut self, from: &From, path: &str, digest: &Hash) -> Result<bool> {
        let target = self.below(path);
        if target.is_file() && FolderFiles::new(&self.root).digest(path)?.0 == *digest {
            return Ok(true);
        }
        let temporary = temporary_of(&target);
        let failed = |source| CliError::Write { path: temporary.clone(), source };
        target.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
        let mut file = File::create(&temporary).map_err(failed)?;
        let mut hasher = Hasher::new();
        let taken = from.parts(path, MAX_BLOB, &mut |part| {
            hasher.update(part);
            file.write_all(part).map_err(failed)
        });
        drop(file);
        let refused = match &taken {
            Ok(Some(length)) => refused(*length, hasher.finish(), digest),
            Ok(None) | Err(_) => None,
        };
        if refused.is_some() || !matches!(taken, Ok(Some(_))) {
            drop(fs::remove_file(&temporary));
        }
        if let Some(source) = refused {
            let (from, path) = (from.to_string(), path.to_owned());
            return Err(RecordError::Blob { from, path, source }.into());
        }
        if taken?.is_none() {
            return Ok(false);
        }
        if !target.exists() {
            self.new.push(target.clone());
        }
        fs::rename(&temporary, &target).map_err(failed)?;
        self.written.insert(target);
        Ok(true)
    }

    /// A file as it is by now.
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.below(path)).ok()
    }

    /// Deletes a file when the checkpoint is published.
    pub fn remove(&mut self, path: &str) -> Result<()> {
        self.removed.push(self.below(path));
        Ok(())
    }

    /// Waits until the disk has everything, then publishes the checkpoint. Says how many files were written.
    pub fn publish(mut self, newest: &Checkpoint) -> Result<u64> {
        let failed = |source| CliError::Write { path: self.root.clone(), source };
        let mut folders = BTreeSet::new();
        for path in &self.written {
            folders.extend(path.ancestors().skip(1).take_while(|above| above.starts_with(&self.root)));
        }
        let files: Vec<&Path> = self.written.iter().map(PathBuf::as_path).chain(folders).collect();
        files.par_iter().try_for_each(|path| files::sync(path)).map_err(failed)?;
        let note = newest.note().to_bytes();
        let checkpoint = self.root.join(CHECKPOINT);
        if fs::read(&checkpoint).is_ok_and(|there| there == note) {
            // Nothing is new.
        } else {
            files::replace(&checkpoint, &note).map_err(failed)?;
        }
        self.new.clear();
        let removed = self.removed.iter().try_for_each(|path| remove(fs::remove_file(path)));
        let full = |path: &&PathBuf| tile_of(&self.root, path).is_some_and(|tile| tile.is_full());
        let pruned = self.written.iter().filter(full).try_for_each(|path| {
            let mut name = path.as_os_str().to_owned();
            name.push(".p");
            remove(fs::remove_dir_all(PathBuf::from(name)))
        });
        removed.and(pruned).map_err(failed)?;
        Ok(u64::try_from(self.written.len()).unwrap_or(u64::MAX))
    }

    fn below(&self, path: &str) -> PathBuf {
        self.root.join(path.split('/').collect::<PathBuf>())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Whatever no checkpoint speaks of. What cannot be deleted is written again the next time.
        for path in &self.new {
            drop(fs::remove_file(path));
        }
    }
}

/// Where a file is before it is whole.
fn temporary_of(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(TEMPORARY);
    name.push(path.file_name().unwrap_or_default());
    path.with_file_name(name)
}

/// Why a file is not the blob with this digest.
fn refused(length: u64, found: Hash, expected: &Hash) -> Option<BlobError> {
    if found != *expected {
        return Some(BlobError::Digest { found, expected: *expected });
    }
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    (length < SALT).then_some(BlobError::TooShort { length })
}

fn remove(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn tile_of(root: &Path, path: &Path) -> Option<Tile> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Tile::from_path(&parts?.join("/"))
}

/// Whether a tile is one of the published size, or a partial one of an earlier head.
fn is_of(tile: &Tile, size: u64, sizes: &BTreeSet<u64>) -> bool {
    let level = if let TileKind::Hashes(level) = tile.kind() { level } else { 0 };
    let shift = u32::from(level).saturating_mul(8);
    let first = tile.index().saturating_mul(WIDTH);
    let hashes = |size: u64| size.checked_shr(shift).and_then(|all| all.checked_sub(first));
    let width = u64::from(tile.width());
    if tile.is_full() {
        hashes(size) >= Some(width)
    } else {
        sizes.iter().any(|size| hashes(*size) == Some(width))
    }
}

/// Deletes what an earlier run left half written.
fn sweep(root: &Path) -> io::Result<()> {
    let is_temporary =
        |path: &&PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(TEMPORARY));
    files_below(root)?.iter().filter(is_temporary).try_for_each(fs::remove_file)
}

/// The files below a folder, which need not be there.
fn files_below(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            other => other?,
        };
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    Ok(files)
}

/// Keeps two signed checkpoints of one log that do not continue each other, and says where.
pub fn evidence(to: &Path, from: &From, had: &Checkpoint, found: &Checkpoint) -> Result<PathBuf> {
    let mut name = to.as_os_str().to_owned();
    name.push(".evidence");
    let folder = PathBuf::from(name);
    let failed = |source| CliError::Write { path: folder.clone(), source };
    let [one, other] =
        [had, found].map(|checkpoint| String::from_utf8_lossy(&checkpoint.note().to_bytes()).into_owned());
    let hash = Hash::of(format!("{one}{other}").as_bytes()).to_hex();
    let short = hash.get(..16).unwrap_or_default();
    let path = folder.join(format!("fork-{}-{}-{short}.txt", had.head().size, found.head().size));
    let text = format!(
        "Two checkpoints, both signed by the log, of which the one does not continue the other.\n\n\
         The copy in {}:\n\n{one}\nFrom {from}:\n\n{other}",
        to.display()
    );
    fs::create_dir_all(&folder).and_then(|()| files::replace(&path, text.as_bytes())).map_err(failed)?;
    Ok(path)
}
