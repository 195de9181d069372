//! `kenes council stand` and `stand-down`.

use std::path::PathBuf;

use kenes_core::{Command, Phase};
use serde_json::json;

use super::desk::Place;
use super::signing::Signing;
use super::which::{self, WhichElection};
use super::words::text;
use crate::error::Result;
use crate::files;
use crate::output::Output;

/// Stands as a candidate (the candidate)
///
/// The statement is a text of the record: everybody can read it, and its author can have it deleted later
/// (`kenes council erase`).
///
/// With --json: act, leaf.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// File with the statement, in Markdown
    #[arg(long, value_name = "FILE", required_unless_present = "text", conflicts_with = "text")]
    statement: Option<PathBuf>,
    /// The statement itself
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// File with the interests that the candidate declares
    #[arg(long, value_name = "FILE")]
    interests: Option<PathBuf>,
    #[command(flatten)]
    which: WhichElection,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Stands.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let election = self.which.find(desk, &[Phase::Called])?;
            let statement = match (&self.statement, &self.text) {
                (Some(path), _) => files::read_text(path, files::SMALL)?.to_string(),
                (None, text) => text.clone().unwrap_or_default(),
            };
            let interests = match &self.interests {
                Some(path) => Some(text(desk, &files::read_text(path, files::SMALL)?)?),
                None => None,
            };
            let command =
                Command::Stand { election: election.call, interests, statement: text(desk, &statement)? };
            self.signing.carry_out(desk, &command)?.tell(output, &json!({}), "")
        })
    }
}

/// Stands no longer (the candidate)
///
/// With --json: act, leaf.
#[derive(Debug, clap::Args)]
pub struct DownArgs {
    #[command(flatten)]
    which: WhichElection,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl DownArgs {
    /// Withdraws the candidacy of whoever signs.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let election = self.which.find(desk, &[Phase::Called])?;
            let signers = self.signing.members(desk)?;
            let own = election
                .candidacies
                .iter()
                .filter(|(_, candidacy)| !candidacy.withdrawn && signers.contains(&candidacy.member))
                .map(|(act, _)| *act);
            let candidacy = which::act(own, None, "candidacy")?;
            let command = Command::StandDown { candidacy };
            self.signing.carry_out(desk, &command)?.tell(output, &json!({}), "")
        })
    }
}
