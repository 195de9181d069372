//! A copy of a record in one file (POSIX tar), which anybody may have made.

use std::collections::BTreeMap;
use std::io::Read as _;

use tar::Archive;

use crate::AuditorError;

/// The plain files of a tar file, by their paths. A link in it, or a file that is there twice, is refused: a record has none.
pub fn unpack(file: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, AuditorError> {
    let wrong = |_| AuditorError::Tar;
    let mut found = BTreeMap::new();
    for entry in Archive::new(file).entries().map_err(wrong)? {
        let mut entry = entry.map_err(wrong)?;
        let kind = entry.header().entry_type();
        if kind.is_dir() || kind.is_pax_global_extensions() {
            continue;
        }
        let path = String::from_utf8(entry.path_bytes().into_owned()).map_err(|_| AuditorError::Tar)?;
        let path = path.strip_prefix("./").unwrap_or(&path).to_owned();
        let mut content = Vec::new();
        // What has holes claims a length that no byte of the file stands for.
        if !kind.is_file() || entry.header().size().map_err(wrong)? != entry.size() {
            return Err(AuditorError::Tar);
        }
        entry.read_to_end(&mut content).map_err(wrong)?;
        if found.insert(path, content).is_some() {
            return Err(AuditorError::Tar);
        }
    }
    if found.is_empty() { Err(AuditorError::Tar) } else { Ok(found) }
}
