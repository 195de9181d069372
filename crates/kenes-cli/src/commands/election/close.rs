//! `kenes election close`.

use std::path::{Path, PathBuf};

use kenes_belenios::archive::{Form, Stage};
use serde_json::json;

use crate::archive::LockedArchive;
use crate::board::Published;
use crate::error::Result;
use crate::output::Output;

/// Closes the vote: no ballot can follow (administrator)
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive
    file: PathBuf,
}

impl Args {
    /// Appends EndBallots.
    pub fn run(self, output: Output) -> Result<()> {
        let published = close(&self.file)?;
        let (ballots, voted) = (published.summary.surveyed.ballots, published.voted());
        let document = json!({ "ballots": ballots, "voted": voted });
        output.data(&document, format_args!("closed with {ballots} ballots of {voted} voters"))
    }
}

/// Closes the vote of an archive.
pub fn close(path: &Path) -> Result<Published> {
    let mut locked = LockedArchive::open(path)?;
    let published = Published::read(path, Form::Strict)?;
    published.need(&[Stage::Setup, Stage::Voting], "the vote is closed already")?;
    locked.append(published.length(), &published.writer().end_ballots())?;
    Ok(published)
}
