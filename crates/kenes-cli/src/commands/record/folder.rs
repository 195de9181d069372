//! The files of a record in a folder: read as they are, without following a link.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use kenes_record::fsck::{Files, MAX_FILE};

use crate::error::{CliError, Result};

/// The files of a record in a folder.
#[derive(Debug)]
pub struct FolderFiles<'a> {
    root: &'a Path,
}

impl<'a> FolderFiles<'a> {
    /// Those below this folder.
    pub fn new(root: &'a Path) -> Self {
        Self { root }
    }

    /// Opens a file. What is no plain file is not opened: a link could lead elsewhere, a pipe would never end.
    fn open(&self, path: &str) -> Result<(File, PathBuf)> {
        let path = self.root.join(path.split('/').collect::<PathBuf>());
        let failed = |source| CliError::Open { path: path.clone(), source };
        if !fs::symlink_metadata(&path).map_err(failed)?.is_file() {
            return Err(failed(io::Error::new(io::ErrorKind::InvalidInput, "not a plain file")));
        }
        let file = File::open(&path).map_err(failed)?;
        Ok((file, path))
    }

    /// Goes through the folder and the folders below, and follows no link. Names that are not text become ones that no file of a
    /// record has.
    fn walk(&self, on_entry: &mut dyn FnMut(String, FileType)) -> Result<()> {
        let mut folders = vec![(self.root.to_path_buf(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            let failed = |source| CliError::Open { path: folder.clone(), source };
            for entry in fs::read_dir(&folder).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
                let kind = entry.file_type().map_err(failed)?;
                if kind.is_dir() {
                    folders.push((entry.path(), format!("{path}/")));
                } else {
                    on_entry(path, kind);
                }
            }
        }
        Ok(())
    }
}

/// A word for what is neither a file nor a folder.
fn name_of(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    if kind.is_symlink() { "a link" } else { "something else" }
}

impl Files for FolderFiles<'_> {
    type Error = CliError;

    fn paths(&self) -> Result<Vec<String>> {
        let mut paths = Vec::new();
        self.walk(&mut |path, kind| {
            if kind.is_file() {
                paths.push(path);
            }
        })?;
        Ok(paths)
    }

    fn others(&self) -> Result<Vec<(String, &'static str)>> {
        let mut others = Vec::new();
        self.walk(&mut |path, kind| {
            if !kind.is_file() {
                others.push((path, name_of(kind)));
            }
        })?;
        others.sort();
        Ok(others)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>> {
        let (file, path) = self.open(path)?;
        let mut content = Vec::new();
        let read = file.take(MAX_FILE.saturating_add(1)).read_to_end(&mut content);
        read.map_err(|source| CliError::Open { path, source })?;
        Ok(content)
    }

    fn parts(&self, path: &str, on_part: &mut dyn FnMut(&[u8])) -> Result<()> {
        let (mut file, path) = self.open(path)?;
        let failed = |source| CliError::Open { path: path.clone(), source };
        let mut part = vec![0; 64 * 1024];
        loop {
            let read = file.read(&mut part).map_err(failed)?;
            if read == 0 {
                return Ok(());
            }
            on_part(part.get(..read).unwrap_or_default());
        }
    }
}
