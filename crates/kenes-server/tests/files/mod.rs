//! What is on the disk: the public files as an auditor has them, and which files hold some bytes.

#![expect(clippy::unwrap_used, reason = "a test")]
#![allow(dead_code, reason = "each test uses another part of it")]

use std::fs;
use std::path::{Path, PathBuf};

use kenes_record::fsck::Files;

/// The public files, as an auditor has them.
pub struct Public(pub PathBuf);

impl Files for Public {
    type Error = std::io::Error;

    fn paths(&self) -> std::io::Result<Vec<String>> {
        let inside = |path: &PathBuf| path.strip_prefix(&self.0).unwrap().to_str().unwrap().to_owned();
        Ok(files(&self.0).iter().map(inside).collect())
    }

    fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        fs::read(self.0.join(path))
    }

    fn parts(&self, path: &str, on_part: &mut dyn FnMut(&[u8])) -> std::io::Result<()> {
        on_part(&self.read(path)?);
        Ok(())
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found
}

/// The files below a folder in which these bytes stand.
pub fn holding(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    // A file that went meanwhile, as those being written do, holds nothing.
    let holds =
        |path: &PathBuf| fs::read(path).is_ok_and(|file| file.windows(bytes.len()).any(|part| part == bytes));
    files(folder).into_iter().filter(holds).collect()
}
