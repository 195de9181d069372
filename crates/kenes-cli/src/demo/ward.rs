//! A whole election before the user's eyes: real cryptography, published ballots, every step in files.
//!
//! [`run`] holds it. The parts call what the commands under `kenes election` call; what is here is the story, the
//! roles played one after the other, and the forger at the end.

mod ceremony;
mod counting;
mod declaring;
mod ending;
mod folder;
mod forger;
mod official;
mod readme;
mod remade;
mod scenario;
mod story;
mod teller;
mod voting;

use std::path::PathBuf;

use kenes_belenios::ballot::BallotError;
use kenes_belenios::group::Ed25519;
use kenes_count::format::FormatError;

pub use self::scenario::Scenario;
use self::story::Story;
use crate::error::Result;
use crate::output::Output;

/// The group of the election.
type G = Ed25519;

/// How many trustees there are.
const TRUSTEES: u32 = 3;

/// How many of them are needed.
const NEEDED: u32 = 2;

/// Who shuffles, in this order.
const SHUFFLERS: [u64; 2] = [1, 2];

/// Who decrypts; the others stay away.
const DECRYPTERS: [u64; 2] = [1, 3];

/// What to show.
#[derive(Debug)]
pub struct Plan {
    pub scenario: Scenario,
    /// How many of the scenario's ballots; all of them when absent.
    pub ballots: Option<usize>,
    /// The folder; a new one here when absent.
    pub dir: Option<PathBuf>,
    /// Whether to leave out the story.
    pub quiet: bool,
}

/// Something did not go as it should, which is a fault of this program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Surprise {
    #[error("the ballots of the scenario: {source}")]
    Scenario { source: FormatError },
    #[error("a ballot was not accepted: {source}")]
    Ballot { source: BallotError },
    #[error("a challenged ballot was accepted as if it had been cast")]
    ChallengeCast,
    #[error("a challenged ballot does not hold what its voter chose")]
    ChallengeAnswers,
    #[error("the result is not one of these questions")]
    Questions,
    #[error("the rankings that were decrypted are not those that were put in")]
    Rankings,
    #[error("the answers to the second question do not add up to those that were put in")]
    Counts,
    #[error("the count of the whole ward is not the official one: {source}")]
    Official { source: official::Difference },
    #[error("the audit refused the election")]
    Refused,
    #[error("a ballot could not be forged: its signature was not found")]
    Forging,
    #[error("the altered copy {name} was not refused by the check {expected}")]
    NotRefused { name: &'static str, expected: kenes_belenios::check::Check },
}

/// Holds the election, audits it, alters copies and audits these, and declares who is elected.
pub fn run(plan: Plan, output: Output) -> Result<()> {
    let Plan { scenario, ballots, dir, quiet } = plan;
    let cast = scenario.read(ballots)?;
    let mut story = Story::begin(scenario, cast, dir, quiet || output.json)?;
    story.ballots()?;
    let made = story.credentials()?;
    let key = story.key()?;
    let board = story.open(key, &made)?;
    let receipts = story.vote(&board, &made)?;
    story.tally()?;
    story.shuffle()?;
    story.decrypt(&board)?;
    let numbers = story.result()?;
    let report = story.audit(&numbers)?;
    let refused = story.tamper(&made, &receipts)?;
    let declared = story.declare()?;
    story.end(output, &report, &refused, &declared)
}
