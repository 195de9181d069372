//! `kenes record mirror`.

pub mod from;
pub mod take;
mod write;

use std::path::{Path, PathBuf};

use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::{Hash, Tree, proof};
use serde_json::json;

use self::from::From;
use self::take::{Old, Taken};
use self::write::Writer;
use super::RecordError;
use super::words::number_of;
use crate::error::{CliError, Result};
use crate::output::{Output, say};

/// Copies what is new of a record, after checking that it continues what was copied before
///
/// FROM is a folder or an http(s) address. TO is made when it is not there. A record that became shorter, or that tells another
/// history than the copy, is refused, and both signed checkpoints are kept in TO.evidence: they belong to whoever has to
/// explain them. The checkpoint of the copy is replaced last.
///
/// Each new act is compared with the signed root; the signatures of the acts are not checked: `kenes record fsck TO` does it.
///
/// Exit codes: 0 copied, or nothing is new; 1 refused, or a file cannot be written; 2 a file cannot be read.
///
/// With --json: origin, size, root, new (acts), files, missing (blobs that could not be had).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the record is
    from: String,
    /// The folder of the copy
    to: PathBuf,
}

impl Args {
    /// Copies.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { from, to } = self;
        let Copied { head, new, files, missing } = copy(&from, &to)?;
        if missing > 0 {
            let missing = number_of(missing, "blob");
            let from = From::new(&from);
            say(format_args!("{missing} could not be had: withdrawn, or missing from {from} too."));
        }
        let text = format!(
            "{} in {}\nrecord  {}\nnewest  {}, root {}",
            number_of(new, "new act"),
            number_of(files, "file"),
            head.origin,
            number_of(head.size, "act"),
            head.root.to_base64()
        );
        let json = json!({
            "origin": head.origin.as_str(), "size": head.size, "root": head.root.to_base64(),
            "new": new, "files": files, "missing": missing,
        });
        output.data(&json, text)
    }
}

/// What was copied.
#[derive(Debug)]
struct Copied {
    /// The newest head.
    head: Head,
    /// How many acts are new.
    new: u64,
    /// How many files were written.
    files: u64,
    /// How many blobs could not be had.
    missing: u64,
}

/// Copies what is new of the record at an address or in a folder.
///
/// # Errors
/// It cannot be read or does not continue the copy, or the copy cannot be written.
fn copy(from: &str, to: &Path) -> Result<Copied> {
    let from = From::new(from);
    let mut newest = from.checkpoint()?;
    let mut writer = Writer::open(to)?;
    let old = Old::read(to)?;
    if let Some(old) = &old {
        writer.sweep_beyond(old.size())?;
        refuse_other(to, &from, old, &newest)?;
    }
    // Of the same head the copy may know more signatures.
    if let Some(old) = old.as_ref().filter(|old| old.has_more_than(&newest)) {
        newest = old.checkpoint.clone();
    }
    let taken = take::take(&from, old.as_ref(), &newest, &mut writer)?;
    if let Some(old) = &old {
        refuse_fork(to, &from, old, &newest, &taken)?;
    }
    taken.check(&from, &newest)?;
    let missing = taken.finish(&from, old.as_ref(), &newest, &mut writer)?;
    let files = writer.publish(&newest)?;
    let head = newest.head().clone();
    let new = head.size.saturating_sub(old.as_ref().map_or(0, Old::size));
    Ok(Copied { head, new, files, missing })
}

/// Refuses what is shorter, of another record, or another history of the same length.
fn refuse_other(to: &Path, from: &From, old: &Old, newest: &Checkpoint) -> Result<()> {
    let (had, head) = (old.checkpoint.head(), newest.head());
    if had.origin != head.origin {
        return Err(
            RecordError::OtherRecord { found: head.origin.clone(), expected: had.origin.clone() }.into()
        );
    }
    let continues = |size: u64, root: Hash| proof::root(&old.tree, size).is_ok_and(|ours| ours == root);
    if head.size > had.size || (head.size == had.size && head.root == had.root) {
        return Ok(());
    }
    if newest.note().verify(&old.log).is_ok() && !continues(head.size, head.root) {
        return Err(fork(to, from, old, newest));
    }
    let (from, size, had) = (from.to_string(), head.size, had.size);
    Err(RecordError::Shorter { from, size, had }.into())
}

/// Refuses a longer record that tells another history, when its own acts lead to its checkpoint: then the log has signed
/// both. What does not lead there is damaged, and says nothing about the log.
fn refuse_fork(to: &Path, from: &From, old: &Old, newest: &Checkpoint, taken: &Taken) -> Result<()> {
    let head = newest.head();
    let leads_to_both = |tree: &Tree| {
        let before = proof::root(tree, old.size()).is_ok_and(|root| root == old.checkpoint.head().root);
        (tree.root() == head.root, before)
    };
    let mut leads = leads_to_both(&taken.tree);
    if !leads.0 {
        // The other history may differ before the last tile, which alone was taken again.
        leads = leads_to_both(&take::whole_tree(from, head.size)?);
    }
    if leads == (true, false) && newest.note().verify(&old.log).is_ok() {
        return Err(fork(to, from, old, newest));
    }
    Ok(())
}

fn fork(to: &Path, from: &From, old: &Old, newest: &Checkpoint) -> CliError {
    match write::evidence(to, from, &old.checkpoint, newest) {
        Ok(evidence) => {
            let (from, had, size) = (from.to_string(), old.size(), newest.head().size);
            RecordError::Fork { from, had, size, evidence }.into()
        }
        Err(error) => error,
    }
}
