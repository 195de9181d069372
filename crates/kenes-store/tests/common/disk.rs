//! Folders on a disk: what is in them, copies, and what the check of the record says.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use kenes_record::fsck as record;
use kenes_record::fsck::{self, Fault, FaultKind, Report};

/// The files below a folder, as the record names them.
pub fn names(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found
}

/// Checks the record in a folder.
pub fn check(folder: &Path) -> Report {
    record::check(&Disk(folder), &mut |_, _| {}).unwrap()
}

/// Asserts that the record in a folder is sound, with nothing left over.
pub fn assert_sound(folder: &Path, what: &str) {
    let report = check(folder);
    assert!(report.is_sound(), "{what}: {:?}", report.faults);
}

/// Asserts that a record is sound for who reads it as its checkpoint tells: files that nothing speaks of yet may lie about. While it
/// is being published, what is replaced or goes during the check makes it another record, which is checked anew.
pub fn assert_sound_so_far(folder: &Path, what: &str) {
    let checkpoint = || fs::read(folder.join(fsck::CHECKPOINT)).ok();
    for _ in 0..1_000 {
        let Some(before) = checkpoint() else { return };
        match record::check(&Disk(folder), &mut |_, _| {}) {
            Ok(report) if checkpoint().as_ref() == Some(&before) => {
                let is_wrong = |fault: &&Fault| fault.what != FaultKind::Unknown;
                let wrong: Vec<_> = report.faults.iter().filter(is_wrong).collect();
                return assert!(wrong.is_empty(), "{what}: {wrong:?}");
            }
            Err(error) if error.kind() != ErrorKind::NotFound => panic!("{what}: {error}"),
            Ok(_) | Err(_) => {}
        }
    }
    panic!("{what}: it is never as it was");
}

/// Asserts that the check names a file, and says why.
pub fn assert_named(folder: &Path, file: &str, what: &str) {
    let report = check(folder);
    assert!(report.faults.iter().any(|fault| fault.path == file), "{what} of {file}: {:?}", report.faults);
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for name in names(from) {
        let path = to.join(&name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(from.join(&name), path).unwrap();
    }
}

struct Disk<'a>(&'a Path);

impl fsck::Files for Disk<'_> {
    type Error = std::io::Error;

    fn paths(&self) -> Result<Vec<String>, Self::Error> {
        Ok(names(self.0).into_iter().collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Self::Error> {
        fs::read(self.0.join(path))
    }

    fn parts(&self, path: &str, on_part: &mut dyn FnMut(&[u8])) -> Result<(), Self::Error> {
        self.read(path).map(|content| on_part(&content))
    }
}

/// Numbers that look like chance and are the same each time.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// From 0 to `below` - 1.
    pub fn below(&mut self, below: u64) -> u64 {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below.max(1)
    }
}

/// Whether there is time for everything.
pub fn is_long() -> bool {
    std::env::var_os("KENES_LONG").is_some()
}
