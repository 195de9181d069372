//! The record as static files, which any web server or stick can carry: C2SP `tlog-tiles`, and beside it what is ours.
//!
//! ```text
//! checkpoint                 the newest signed head; written last, so that all it speaks of is there
//! checkpoints/SIZE           every head that was signed
//! tile/LEVEL/N[.p/WIDTH]     hashes
//! tile/entries/N[.p/WIDTH]   leaves
//! blob/sha256/AA/HEX         the blobs that acts name
//! policy                     the policy in force: which witnesses count
//! ```
//!
//! [`Folder`] writes, [`FolderSource`] reads. Nothing that a published checkpoint speaks of is ever written again, but for
//! signatures that a head gains.

mod named;
mod read;
mod write;

use std::path::{Path, PathBuf};

pub use self::read::{FolderReadError, FolderSource};
pub use self::write::{Folder, FolderError};

const CHECKPOINT: &str = "checkpoint";
const CHECKPOINTS: &str = "checkpoints";
const POLICY: &str = "policy";

/// A path of the format, with `/`, below a folder.
fn below(folder: &Path, path: &str) -> PathBuf {
    folder.join(path.split('/').collect::<PathBuf>())
}
