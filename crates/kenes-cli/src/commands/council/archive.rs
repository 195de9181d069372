//! `kenes council archive`.

use std::path::PathBuf;

use kenes_core::{Command, Phase};
use serde_json::json;

use super::CouncilError;
use super::board::hash;
use super::desk::Place;
use super::rehearse::put_archive;
use super::seats;
use super::signing::Signing;
use super::which::WhichElection;
use crate::error::Result;
use crate::output::{Output, say};

/// Files the archive of a vote with its result and its bound proofs: the count follows (anyone)
///
/// The archive is audited first. Who was elected follows from it and from the rule of the call, and is printed; whoever was
/// elected accepts or declines. Where the count needs a lot, the trustees open it (`kenes council lot`).
///
/// With --json: act, leaf, elected (body, seat, member).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive, in place of the one on this machine
    file: Option<PathBuf>,
    /// The bound proofs, in place of UUID.bound.json beside the archive
    #[arg(long, value_name = "FILE")]
    bound: Option<PathBuf>,
    #[command(flatten)]
    which: WhichElection,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Files it.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let election = self.which.find(desk, &[Phase::Closed])?;
            let path = match &self.file {
                Some(path) => path.clone(),
                None => desk.board_path(&election.call)?,
            };
            let outline = super::board::Board::read(&path)?.outline;
            let result = outline.result.map(|result| hash(&result));
            let result = result.ok_or(CouncilError::Board { what: "it has no result yet" })?;
            if !election.results.contains_key(&result) {
                self.signing.carry_out_own(desk, &Command::NameResult { election: election.call, result })?;
            }
            let by = self.signing.members_named(desk)?.first().map(|member| (*member, election.call));
            let (archive, proofs) = put_archive(desk, &path, self.bound.as_deref(), by)?;
            let command = Command::FileArchive { archive, election: election.call, proofs };
            let done = self.signing.carry_out_own(desk, &command)?;
            let election = desk.again(&election)?;
            if election.phase == Phase::NeedsLot {
                say("The count needs a lot. Next: the trustees, `kenes council lot open`.");
            } else {
                say("Counted. Next: whoever was elected, `kenes council accept` or `decline`.");
            }
            let asked: Vec<_> = desk
                .council()
                .seats()
                .filter(|(name, seat)| name.body == election.body && seat.elected.is_some())
                .map(|(name, seat)| (name, seat.clone()))
                .collect();
            let lines = asked.iter().map(|(name, seat)| seats::line(desk, *name, seat));
            let text = lines.collect::<Result<Vec<_>>>()?.join("\n");
            let elected: Vec<_> = asked
                .iter()
                .map(|(name, seat)| {
                    let member = seat.elected.as_ref().map(|elect| elect.member.number());
                    json!({ "body": name.body, "seat": name.seat, "member": member })
                })
                .collect();
            done.tell(output, &json!({ "elected": elected }), &text)
        })
    }
}
