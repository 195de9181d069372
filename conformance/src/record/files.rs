//! The files of a record, in memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kenes_record::fsck::Files;
use kenes_record::sample::Sample;

/// The files by their paths.
#[derive(Clone, Debug, Default)]
pub struct RecordFiles(BTreeMap<String, Vec<u8>>);

impl RecordFiles {
    /// Those of `kenes record sample`.
    pub fn of_sample(seed: &str, acts: u64) -> Self {
        let mut sample = Sample::new(seed, acts);
        let mut files = Self::default();
        loop {
            let plan = sample.plan();
            if plan.is_empty() {
                break;
            }
            let acts: Vec<Vec<u8>> = plan.iter().map(|plan| plan.make()).collect();
            files.0.extend(sample.append(&acts));
        }
        files.0.extend(sample.finish());
        files
    }

    /// Sets a file.
    pub fn insert(&mut self, path: String, content: Vec<u8>) {
        self.0.insert(path, content);
    }

    /// A file that there is.
    pub fn file_mut(&mut self, path: &str) -> &mut Vec<u8> {
        self.0.get_mut(path).unwrap_or_else(|| panic!("no file {path}"))
    }

    /// Writes them below a folder.
    pub fn write(&self, folder: &Path) {
        for (path, content) in &self.0 {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }
}

impl Files for RecordFiles {
    type Error = String;

    fn paths(&self) -> Result<Vec<String>, String> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| path.to_owned())
    }

    fn parts(&self, path: &str, on_part: &mut dyn FnMut(&[u8])) -> Result<(), String> {
        self.read(path).map(|content| on_part(&content))
    }
}
