//! The files of a record in memory: where there is no disk, as in the page of a browser.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::Files;

/// How much of a file is handed over at once.
const PART: usize = 1 << 16;

/// Files in memory, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryFiles(pub BTreeMap<String, Vec<u8>>);

/// A path that no file has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no file {0}")]
pub struct NoSuchFile(pub String);

impl MemoryFiles {
    fn file(&self, path: &str) -> Result<&[u8], NoSuchFile> {
        self.0.get(path).map(Vec::as_slice).ok_or_else(|| NoSuchFile(path.into()))
    }
}

impl Files for MemoryFiles {
    type Error = NoSuchFile;

    fn paths(&self) -> Result<Vec<String>, NoSuchFile> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, NoSuchFile> {
        Ok(self.file(path)?.to_vec())
    }

    fn parts(&self, path: &str, on_part: &mut dyn FnMut(&[u8])) -> Result<(), NoSuchFile> {
        self.file(path)?.chunks(PART).for_each(on_part);
        Ok(())
    }
}
