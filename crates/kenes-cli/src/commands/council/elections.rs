//! `kenes council elections`.

use std::fmt::Write as _;

use kenes_core::{Election, Phase, Purpose, Time};
use serde_json::{Value, json};

use super::desk::{Desk, Place};
use crate::error::Result;
use crate::output::Output;

/// Lists the elections: what for, how far, when, who stands, where their archives are
///
/// With --json: elections (call, purpose, body, seats, phase, nominations, opens, closes, eligible, credentials, ballots,
/// candidates (act, member, name), archive, approved).
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Lists them.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.work(|desk| {
            let (mut json, mut text) = (Vec::new(), String::new());
            for election in desk.council().elections() {
                json.push(to_json(desk, election)?);
                text.push_str(&to_text(desk, election)?);
            }
            let text = if text.is_empty() { "no election was called yet" } else { text.trim_end() };
            output.data(&json!({ "elections": json }), text)
        })
    }
}

fn to_text(desk: &Desk, election: &Election) -> Result<String> {
    let minute = |time: Time| kenes_text::time::minute(time.seconds());
    let mut text = String::new();
    let (short, what) = (Desk::short(&election.call), purpose(&election.purpose));
    let _ =
        writeln!(text, "election {short}: {what}, {}, {}", desk.body(election.body)?, phase(election.phase));
    let _ = writeln!(
        text,
        "  nominations until {}, vote from {} to {}",
        minute(election.nominations),
        minute(election.opens),
        minute(election.closes)
    );
    let (seats, eligible, ballots) =
        (election.seats.len(), election.eligible.len(), election.board.accepted.ballots);
    let _ = writeln!(text, "  {seats} seats, {eligible} may vote, {ballots} ballots accepted");
    for (act, member) in election.ballot_paper() {
        let _ = writeln!(text, "  stands {}: {}", Desk::short(&act), desk.shown(member)?);
    }
    if let Ok(path) = desk.board_path(&election.call) {
        let _ = writeln!(text, "  archive {}", path.display());
    }
    if let Some(approved) = election.approved {
        let _ = writeln!(text, "  {}", if approved { "more said yes" } else { "not more said yes" });
    }
    Ok(text)
}

fn to_json(desk: &Desk, election: &Election) -> Result<Value> {
    let exact = |time: Time| kenes_text::time::rfc3339(time.seconds());
    let candidates = election.ballot_paper().into_iter().map(|(act, member)| {
        let name = desk.name(member)?.map(|name| name.expose().to_owned());
        Ok(json!({ "act": act.to_hex(), "member": member.number(), "name": name }))
    });
    Ok(json!({
        "call": election.call.to_hex(), "purpose": purpose(&election.purpose), "body": election.body,
        "seats": election.seats.iter().map(|seat| seat.seat).collect::<Vec<_>>(), "phase": phase(election.phase),
        "nominations": exact(election.nominations), "opens": exact(election.opens), "closes": exact(election.closes),
        "eligible": election.eligible.len(), "credentials": election.setup.map(|setup| setup.credentials),
        "ballots": election.board.accepted.ballots, "candidates": candidates.collect::<Result<Vec<_>>>()?,
        "archive": desk.board_path(&election.call).ok(), "approved": election.approved,
    }))
}

/// What an election is for, in a word.
pub const fn purpose(purpose: &Purpose) -> &'static str {
    match purpose {
        Purpose::Seats => "seats",
        Purpose::ByElection => "by-election",
        Purpose::Referendum(_) => "referendum",
        Purpose::Charter(_) => "charter",
        Purpose::Trial => "trial",
    }
}

/// How far an election is, in a word.
pub const fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Called => "called",
        Phase::Setup => "set up",
        Phase::Rehearsed => "rehearsed",
        Phase::Closed => "closed",
        Phase::NeedsLot => "needs a lot",
        Phase::Counted => "counted",
        Phase::Void => "void",
    }
}
