//! What an auditor keeps from one audit to the next: the newest signed state.

use std::path::Path;

use kenes_record::Hash;
use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::fsck::{CHECKPOINT, Files as _};
use kenes_verify::Known;
use serde_json::Value;

use super::AuditError;
use crate::commands::record::folder::FolderFiles;
use crate::error::{CliError, Result};
use crate::files::{self, SMALL};

/// A state that was kept.
#[derive(Debug)]
pub struct Kept {
    /// The name of the record.
    pub origin: String,
    /// Its size and its root.
    pub known: Known,
}

/// Reads a checkpoint, or the JSON of an audit that accepted the record.
pub fn read(path: &Path) -> Result<Kept> {
    let content = files::read(path, SMALL)?;
    let kept = if content.starts_with(b"{") { of_json(&content) } else { of_checkpoint(&content) };
    Ok(kept.ok_or_else(|| AuditError::Known { path: path.into() })?)
}

/// Keeps the checkpoint of a record that was audited, in the place of the one before.
pub fn write(path: &Path, dir: &Path, head: &Head) -> Result<()> {
    let content = FolderFiles::new(dir).read(CHECKPOINT)?;
    if Checkpoint::parse(&content).ok().as_ref().map(Checkpoint::head) != Some(head) {
        return Err(AuditError::Changed { path: dir.into() }.into());
    }
    let failed = |source| CliError::Write { path: path.into(), source };
    kenes_store::files::replace(path, &content).map_err(failed)
}

fn of_checkpoint(content: &[u8]) -> Option<Kept> {
    let checkpoint = Checkpoint::parse(content).ok()?;
    let Head { origin, size, root } = checkpoint.head();
    Some(Kept { origin: origin.as_str().to_owned(), known: Known { size: *size, root: *root } })
}

/// A refused record is nothing to compare with: whoever kept it should look at it again.
fn of_json(content: &[u8]) -> Option<Kept> {
    let report: Value = serde_json::from_slice(content).ok()?;
    let text = |key: &str| report.get(key)?.as_str();
    let root = Hash::from_base64(text("root")?).ok()?;
    let size = report.get("size")?.as_u64()?;
    (text("verdict") == Some("accepted"))
        .then_some(Kept { origin: text("origin")?.to_owned(), known: Known { size, root } })
}
