//! The files that are audited, and how much of them was read: what is read takes the time that an audit takes.

use core::convert::Infallible;
use core::sync::atomic::{AtomicU64, Ordering};

use kenes_record::fsck::{CHECKPOINT, Files};
use kenes_verify::MemoryFiles;

use crate::AuditorError;

/// The folder that every record has.
const TILES: &str = "tile/";

/// Files in memory that count what is read of them.
#[derive(Debug, Default)]
pub struct Measured {
    files: MemoryFiles,
    /// The bytes of all.
    length: u64,
    read: AtomicU64,
}

impl Measured {
    /// Keeps a file. One that comes twice is kept as it came last.
    pub fn keep(&mut self, path: String, content: Vec<u8>) {
        self.length = self.length.saturating_add(length(&content));
        if let Some(before) = self.files.0.insert(path, content) {
            self.length = self.length.saturating_sub(length(&before));
        }
    }

    /// The files of the record among them, wherever it stands in the folder or the archive that somebody chose, but those that
    /// are of no use.
    pub fn rooted(self, is_surplus: impl Fn(&str) -> bool) -> Result<Self, AuditorError> {
        let root = root(&self.files).ok_or(AuditorError::NoRecord)?;
        let mut rooted = Self::default();
        for (path, content) in self.files.0 {
            if let Some(path) = path.strip_prefix(&root).filter(|path| !is_surplus(path)) {
                rooted.keep(path.to_owned(), content);
            }
        }
        Ok(rooted)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.files.0.len()
    }

    /// How many bytes they have.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// How many bytes of them were read, each as often as it was.
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    fn note(&self, part: &[u8]) {
        self.read.fetch_add(length(part), Ordering::Relaxed);
    }
}

/// Every path that is asked for comes from [`Files::paths`], so there is a file.
impl Files for Measured {
    type Error = Infallible;

    fn paths(&self) -> Result<Vec<String>, Infallible> {
        Ok(self.files.0.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Infallible> {
        let content = self.files.read(path).unwrap_or_default();
        self.note(&content);
        Ok(content)
    }

    fn parts(&self, path: &str, on_part: &mut dyn FnMut(&[u8])) -> Result<(), Infallible> {
        let read = self.files.parts(path, &mut |part| {
            self.note(part);
            on_part(part);
        });
        debug_assert!(read.is_ok(), "a path that no file has");
        Ok(())
    }
}

/// Where the record begins: beside its checkpoint; without one, beside its tiles, since the audit says what is missing. Of
/// several the outermost.
fn root(files: &MemoryFiles) -> Option<String> {
    let beside = |name: &str| {
        let is_there = |path: &&String| {
            path.strip_suffix(name).is_some_and(|root| root.is_empty() || root.ends_with('/'))
        };
        let found = files.0.keys().filter(is_there).min_by_key(|path| path.len())?;
        found.strip_suffix(name).map(str::to_owned)
    };
    let tiles = || {
        let mut roots = files.0.keys().filter_map(|path| path.split_once(TILES)).map(|(root, _)| root);
        roots.find(|root| root.is_empty() || root.ends_with('/')).map(str::to_owned)
    };
    beside(CHECKPOINT).or_else(tiles)
}

fn length(content: &[u8]) -> u64 {
    u64::try_from(content.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(paths: &[&str]) -> Measured {
        let mut files = Measured::default();
        paths.iter().for_each(|path| files.keep((*path).to_owned(), b"abc".to_vec()));
        files
    }

    #[test]
    fn a_record_is_found_wherever_it_stands() {
        for (paths, expected) in [
            (&["checkpoint", "tile/0/000"][..], &["checkpoint", "tile/0/000"][..]),
            (&["copy/record/checkpoint", "copy/record/policy", "copy/README.txt"], &["checkpoint", "policy"]),
            (&["record/tile/0/000", "record/policy"], &["policy", "tile/0/000"]),
            (&["a/b/c/checkpoint", "a/checkpoint"], &["b/c/checkpoint", "checkpoint"]),
        ] {
            let rooted = of(paths).rooted(|_| false).unwrap();
            assert_eq!(rooted.paths().unwrap(), expected);
            assert_eq!(rooted.length(), 3 * u64::try_from(expected.len()).unwrap());
        }
        for paths in [&[][..], &["README.txt"], &["xcheckpoint"]] {
            assert_eq!(of(paths).rooted(|_| false).unwrap_err(), AuditorError::NoRecord);
        }
        let rest = of(&["checkpoint", "policy"]).rooted(|path| path == "policy").unwrap();
        assert_eq!(rest.paths().unwrap(), ["checkpoint"]);
    }
}
