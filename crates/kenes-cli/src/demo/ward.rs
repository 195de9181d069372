//! A whole election with the published ballots of a real ward.
//!
//! [`run`] holds it. What is here is the story, the roles played one after the other, and the forger at the end.

mod declaring;
mod ending;
mod forger;
mod numbers;
mod official;
mod readme;
mod remade;
mod scenario;
mod story;

pub use self::official::Difference;
use self::story::Story;
use super::Plan;
use crate::error::Result;
use crate::output::Output;

/// Holds the election, audits it, alters copies and audits these, and declares who is elected.
pub fn run(plan: Plan, output: Output) -> Result<()> {
    let Plan { scenario: _, ballots, dir, quiet } = plan;
    let cast = scenario::read(ballots)?;
    let mut story = Story::begin(cast, dir, quiet || output.json)?;
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
