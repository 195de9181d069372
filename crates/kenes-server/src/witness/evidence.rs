//! What a log has signed and a witness did not cosign, kept as files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kenes_record::Hash;
use kenes_record::witness::Evidence;
use kenes_store::files;

/// The most files of evidence: whoever can make a log sign much cannot fill a disk.
const MAX_FILES: usize = 10_000;

/// Evidence was not kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// The file system refuses.
    #[error("the evidence in {} cannot be written: {error}", folder.display())]
    File {
        /// The folder.
        folder: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// There are many files already.
    #[error("{} holds {MAX_FILES} files: look at them and move them away", folder.display())]
    Full {
        /// The folder.
        folder: PathBuf,
    },
}

/// Keeps evidence in a folder; nothing when the same was kept before.
///
/// The name of the file follows from the two heads and from whether they convict the log, not from the proof, which anybody
/// can write: nobody can make a witness keep more than the log has signed.
pub(super) fn keep(folder: &Path, evidence: &Evidence) -> Result<Option<PathBuf>, EvidenceError> {
    let failed = |error| EvidenceError::File { folder: folder.to_path_buf(), error };
    let request = evidence.request();
    let head = head_of(request);
    let seen = evidence.seen().map_or(b"none\n".as_slice(), |seen| seen.checkpoint());
    let kind = if evidence.proves_fork() { "fork" } else { "refused" };
    let name = Hash::of(&[head_of(seen), b"\n", head].concat()).to_hex();
    let path = folder.join(format!("{kind}-{name}.txt"));
    if path.exists() {
        return Ok(None);
    }
    fs::create_dir_all(folder).map_err(failed)?;
    if fs::read_dir(folder).map_err(failed)?.count() >= MAX_FILES {
        return Err(EvidenceError::Full { folder: folder.to_path_buf() });
    }
    let content = [b"The witness had cosigned:\n\n", seen, b"\nThen it was asked:\n\n", request].concat();
    files::replace(&path, &content).map_err(failed)?;
    Ok(Some(path))
}

/// The text of the checkpoint at the end of these bytes: what stands before the signatures and after the proof.
fn head_of(bytes: &[u8]) -> &[u8] {
    let ends: Vec<usize> =
        (0..bytes.len()).filter(|at| bytes.get(*at..at.saturating_add(2)) == Some(b"\n\n")).collect();
    match ends.as_slice() {
        [.., from, to] => bytes.get(from.saturating_add(2)..*to),
        [to] => bytes.get(..*to),
        [] => None,
    }
    .unwrap_or(bytes)
}
