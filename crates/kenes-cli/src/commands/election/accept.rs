//! `kenes election accept`.

use std::path::PathBuf;

use kenes_belenios::archive::{Form, Stage};
use kenes_belenios::with_group;
use serde_json::json;

use super::vote::add_ballots;
use crate::archive::LockedArchive;
use crate::board::Published;
use crate::error::{CliError, Result};
use crate::files;
use crate::output::Output;

/// Adds ballots that were made elsewhere, each verified (whoever receives ballots)
///
/// A file holds one ballot, or several, one a line, made by `vote --out` or by `belenios-tool election generate-ballot`.
/// All are added, in order, or none. Prints their trackers.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive
    file: PathBuf,
    /// Files of ballots
    #[arg(required = true, value_name = "BALLOT")]
    ballots: Vec<PathBuf>,
}

impl Args {
    /// Adds them.
    pub fn run(self, output: Output) -> Result<()> {
        LockedArchive::recover_if_noted(&self.file)?;
        let published = Published::read(&self.file, Form::Strict)?;
        published.need(&[Stage::Setup, Stage::Voting], "the vote is closed")?;
        let mut ballots = Vec::new();
        for path in &self.ballots {
            let content = files::read(path, files::LARGE)?;
            let lines = content.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
            let lines = lines.filter(|line| !line.is_empty()).map(|line| (path.clone(), line.to_vec()));
            ballots.extend(lines);
        }
        if ballots.is_empty() {
            return Err(CliError::Usage { needs: "there is no ballot in these files" });
        }
        let trackers = with_group!(published.group()?, G => add_ballots::<G>(&self.file, &ballots))?;
        output.data(&json!({ "trackers": trackers }), trackers.join("\n"))
    }
}
