//! `kenes record fsck`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use kenes_record::fsck::{self, Fault, Report};
use serde_json::{Value, json};

use super::RecordError;
use super::folder::FolderFiles;
use super::words::number_of;
use crate::error::Result;
use crate::output::{Bar, Output};

/// Checks a record from its files alone: every act, every signature, every file
///
/// DIR is the folder with the file "checkpoint". Each byte is accounted for: a changed or missing file, a file that does not
/// belong there and a signature line that is unknown or wrong are faults. What the acts mean is not asked.
///
/// A record can be sound and yet old, or a second version of the same council's: compare its newest checkpoint with that of
/// a witness or of another mirror.
///
/// Exit codes: 0 sound; 1 not sound; 2 the folder or a file cannot be read.
///
/// With --json: sound, origin, size, root, witnesses (signed, enough), acts, checkpoints, blobs, withdrawn, files, fault_count,
/// faults (path, act, kind, what; at most 1000).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of the record
    dir: PathBuf,
}

impl Args {
    /// Checks and tells.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { dir } = self;
        let report = check(&dir)?;
        output.data(&to_json(&report), to_text(&dir, &report).trim_end())?;
        if report.is_sound() {
            return Ok(());
        }
        Err(RecordError::Unsound { path: dir, faults: report.fault_count }.into())
    }
}

/// Checks the record in a folder, with a progress bar.
pub fn check(dir: &Path) -> Result<Report> {
    let mut bar = None;
    fsck::check(&FolderFiles::new(dir), &mut |done, all| {
        bar.get_or_insert_with(|| Bar::new("checking", "acts", all)).at(done);
    })
}

fn to_json(report: &Report) -> Value {
    let head = report.head.as_ref();
    let (signed, enough) = report.witnesses;
    json!({
        "sound": report.is_sound(),
        "origin": head.map(|head| head.origin.as_str()),
        "size": head.map(|head| head.size),
        "root": head.map(|head| head.root.to_base64()),
        "witnesses": { "signed": signed, "enough": enough },
        "acts": report.leaves,
        "checkpoints": report.heads,
        "blobs": report.blobs,
        "withdrawn": report.withdrawn,
        "files": report.files,
        "fault_count": report.fault_count,
        "faults": report.faults.iter().map(fault_to_json).collect::<Vec<_>>(),
    })
}

fn fault_to_json(fault: &Fault) -> Value {
    json!({
        "path": fault.path,
        "act": fault.leaf,
        "kind": fault.what.code(),
        "what": fault.what.to_string(),
    })
}

fn to_text(dir: &Path, report: &Report) -> String {
    let mut text = String::new();
    if report.is_sound() {
        let _ = writeln!(text, "{} is sound", dir.display());
    } else {
        let _ = writeln!(text, "{} is NOT sound", dir.display());
        for fault in &report.faults {
            let _ = writeln!(text, "  {fault}");
        }
        let kept = u64::try_from(report.faults.len()).unwrap_or(u64::MAX);
        if report.fault_count > kept {
            let _ = writeln!(text, "  and {} more", report.fault_count.saturating_sub(kept));
        }
    }
    if let Some(head) = &report.head {
        let (signed, enough) = report.witnesses;
        let enough = if enough { "enough" } else { "NOT enough" };
        let _ = writeln!(text, "record       {}", head.origin);
        let _ =
            writeln!(text, "newest       {}, root {}", number_of(head.size, "act"), head.root.to_base64());
        let _ = writeln!(text, "witnesses    {signed} signed it, which is {enough}");
    }
    let _ = writeln!(text, "acts         {}", report.leaves);
    let _ = writeln!(text, "checkpoints  {}", report.heads);
    let _ = writeln!(text, "blobs        {}, and {} withdrawn", report.blobs, report.withdrawn);
    let _ = writeln!(text, "files        {}", report.files);
    text
}
