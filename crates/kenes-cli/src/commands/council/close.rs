//! `kenes council close`.

use kenes_belenios::archive::{Form, Stage};
use kenes_core::{Command, Election, Phase};
use serde_json::json;

use super::CouncilError;
use super::board::hash;
use super::desk::{Desk, Place};
use super::signing::Done;
use super::which::WhichElection;
use crate::board::Published;
use crate::commands::election::close::close;
use crate::error::Result;
use crate::output::{Output, say};

/// Closes the vote at its time: no ballot can follow (the server)
///
/// Then, on the archive that is printed: `kenes election tally`, `shuffle` where candidates are ranked, `trustee decrypt` by
/// the trustees, `decrypt`, `result`; and `kenes council archive`.
///
/// With --json: act, leaf, ballots, archive.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    which: WhichElection,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Closes it.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.work(|desk| {
            let election = self.which.find(desk, &[Phase::Rehearsed])?;
            desk.accept_missing(&election)?;
            desk.catch_up()?;
            let election = desk.again(&election)?;
            let path = desk.board_path(&election.call)?;
            let published = Published::read(&path, Form::Strict)?;
            let ballots = published.summary.surveyed.ballots;
            if matches!(published.stage(), Stage::Setup | Stage::Voting) {
                desk.check_own(&ahead(&election, &published))?;
                close(&path)?;
            }
            let board = desk.board(&election.call)?;
            let end = board.outline.end.ok_or(CouncilError::Board { what: "it is not closed" })?;
            let (head, height, length) = (hash(&end.event), end.height, end.length);
            let command = Command::CloseBallots { ballots, election: election.call, head, height, length };
            let done = Done::Taken(desk.submit_own(&command)?);
            say("Next: `kenes election tally` on the archive, and what follows; then `kenes council archive`.");
            let text = format!("{ballots} ballots\n{}", path.display());
            done.tell(output, &json!({ "ballots": ballots, "archive": path }), &text)
        })
    }
}

/// The act as it will be once the archive is closed, to ask the rules before.
fn ahead(election: &Election, published: &Published) -> Command {
    let mut writer = published.writer();
    let records = u64::try_from(writer.end_ballots().len()).unwrap_or(u64::MAX);
    let last = writer.last();
    Command::CloseBallots {
        ballots: published.summary.surveyed.ballots,
        election: election.call,
        head: last.map_or_else(|| *election.call.hash(), |(head, _)| hash(&head)),
        height: last.map_or(0, |(_, height)| height),
        length: published.length().saturating_add(records),
    }
}

impl Desk {
    /// The election as it is now.
    pub fn again(&self, election: &Election) -> Result<Election> {
        let found = self.council().elections().find(|found| found.call == election.call);
        let none = || CouncilError::NoSuchElection { name: Self::short(&election.call) };
        Ok(found.ok_or_else(none)?.clone())
    }
}
