//! `kenes record sample`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kenes_record::sample::{Sample, SampleFile};
use rayon::prelude::*;
use serde_json::json;

use super::RecordError;
use super::words::number_of;
use crate::error::{CliError, Result};
use crate::files::{Secrecy, make_folder};
use crate::output::{Bar, Output};

/// Writes a made-up record for trials and benchmarks
///
/// The acts are well-formed and signed, and every kind of file is there. The same number and seed give the same files
/// everywhere. All keys are sample keys that follow from the seed, and protect nothing.
///
/// Exit codes: 0 written; 1 the folder is not empty or cannot be written; 2 the command is wrong.
///
/// With --json: acts, files, origin, root.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many acts
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    acts: u64,
    /// A new or empty folder
    #[arg(long)]
    dir: PathBuf,
    /// What everything follows from
    #[arg(long, value_name = "TEXT", default_value = "sample")]
    seed: String,
}

impl Args {
    /// Makes the record and writes it.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { acts, dir, seed } = self;
        make_empty_folder(&dir)?;
        let bar = Bar::new("signing", "acts", acts);
        let mut sample = Sample::new(&seed, acts);
        let mut files: u64 = 0;
        loop {
            let plan = sample.plan();
            if plan.is_empty() {
                break;
            }
            let acts: Vec<Vec<u8>> = plan.par_iter().map(|plan| plan.make()).collect();
            files = files.saturating_add(write(&dir, &sample.append(&acts))?);
            bar.at(sample.size());
        }
        let head = sample.head().cloned();
        files = files.saturating_add(write(&dir, &sample.finish())?);
        drop(bar);
        let Some(head) = head else { return Ok(()) };
        let (origin, root) = (head.origin, head.root.to_base64());
        let count = format!("{} in {}", number_of(acts, "act"), number_of(files, "file"));
        let text = format!("{count}\nrecord  {origin}\nroot    {root}");
        output.data(&json!({ "acts": acts, "files": files, "origin": origin.as_str(), "root": root }), text)
    }
}

/// Makes a folder that must be new or empty.
pub fn make_empty_folder(path: &Path) -> Result<()> {
    make_folder(path, Secrecy::Public)?;
    let entries = fs::read_dir(path).map_err(|source| CliError::Write { path: path.into(), source })?;
    if entries.count() > 0 { Err(RecordError::NotEmpty { path: path.into() }.into()) } else { Ok(()) }
}

fn write(dir: &Path, files: &[SampleFile]) -> Result<u64> {
    files.par_iter().try_for_each(|(path, content)| {
        let path = dir.join(path.split('/').collect::<PathBuf>());
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        let written: io::Result<()> = folder.and_then(|()| fs::write(&path, content));
        written.map_err(|source| CliError::Write { path: path.clone(), source })
    })?;
    Ok(u64::try_from(files.len()).unwrap_or(u64::MAX))
}
