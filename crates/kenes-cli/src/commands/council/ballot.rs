//! `kenes council ballot`.

use std::path::{Path, PathBuf};

use kenes_belenios::archive::{BallotEntry, Form, Stage};
use kenes_belenios::hash::Digest;
use kenes_belenios::with_group;
use kenes_core::{Election, Phase};
use serde_json::{Value, json};

use super::board::accepted;
use super::desk::{Desk, Place};
use super::which::WhichElection;
use crate::board::Published;
use crate::commands::election::vote::add_ballots;
use crate::error::Result;
use crate::files;
use crate::output::Output;

/// Accepts ballots: verified, put on the board, acknowledged in the record (the server)
///
/// A ballot is made by `kenes election vote ARCHIVE --out FILE`, from a copy of the archive. A voter who votes again replaces
/// the earlier ballot. What is printed is the tracker, by which the voter finds the ballot on the board.
///
/// Without files only those are acknowledged that an interrupted command left on the board.
///
/// With --json: accepted (tracker, act, leaf).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files of ballots
    #[arg(value_name = "BALLOT")]
    ballots: Vec<PathBuf>,
    #[command(flatten)]
    which: WhichElection,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Accepts them, in their order.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.work(|desk| {
            // Before the time goes on: what is on the board was accepted in time.
            let election = self.which.find(desk, &[Phase::Rehearsed])?;
            desk.accept_missing(&election)?;
            desk.catch_up()?;
            let (mut told, mut lines) = (Vec::new(), Vec::new());
            for path in &self.ballots {
                let content = files::read(path, files::LARGE)?;
                for ballot in content.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii) {
                    if !ballot.is_empty() {
                        let (json, tracker) = accept(desk, &election, path, ballot)?;
                        told.push(json);
                        lines.push(tracker);
                    }
                }
            }
            output.data(&json!({ "accepted": told }), lines.join("\n"))
        })
    }
}

/// Accepts one ballot. The rules are asked before it is on the board, since nothing is ever taken off it; it is on the board
/// before the record acknowledges it.
fn accept(desk: &mut Desk, election: &Election, path: &Path, ballot: &[u8]) -> Result<(Value, String)> {
    let board = desk.board_path(&election.call)?;
    let published = Published::read(&board, Form::Strict)?;
    published.need(&[Stage::Setup, Stage::Voting], "the vote is closed")?;
    let group = published.group()?;
    let mut writer = published.writer();
    let too_large = |source| crate::error::CliError::RecordTooLarge { path: path.into(), source };
    writer.ballot(ballot).map_err(too_large)?;
    let tracker = Digest::of(ballot);
    let (event, height) = writer.last().unwrap_or((tracker, 0));
    let command = accepted(election.call, &BallotEntry { tracker, event, height });
    desk.check_own(&command)?;
    with_group!(group, G => add_ballots::<G>(&board, &[(path.into(), ballot.to_vec())]))?;
    let taken = desk.submit_own(&command)?;
    let tracker = tracker.to_base64();
    let json = json!({ "tracker": tracker, "act": taken.id.to_hex(), "leaf": taken.leaf });
    Ok((json, tracker))
}
