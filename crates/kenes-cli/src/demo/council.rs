//! A workplace council and a neighbourhood council, from the founding to a vacancy filled, and an outsider who checks it all.
//!
//! [`run`] tells the story. Everything is done by the parts that the commands under `kenes council` use; the dates are made
//! up, which only whoever runs a server without witnesses can do, and the audit says so.

mod auditing;
mod electing;
mod living;
mod people;
mod poll;
mod readme;
mod scene;
mod story;
mod working;

use std::path::Path;

use self::story::Story;
use super::Plan;
use crate::error::Result;
use crate::output::Output;

/// Founds the council, elects, decides, fills a vacancy, audits, and alters a copy.
pub fn run(plan: Plan, output: Output) -> Result<()> {
    let Plan { scenario: _, ballots: _, dir, quiet } = plan;
    let mut story = Story::begin(dir, quiet || output.json)?;
    story.enrol()?;
    let held = story.elect()?;
    story.seat(&held)?;
    story.decide()?;
    story.resign(&held)?;
    story.end_in_the_present()?;
    let audited = story.audit(&held)?;
    let refused = story.tamper()?;
    story.end(output, &audited, &refused)
}

/// The same up to the vacancy filled, without a word, and an election that is open: a council that goes on.
pub fn make(dir: &Path) -> Result<()> {
    let mut story = Story::begin(Some(dir.to_path_buf()), true)?;
    story.enrol()?;
    let held = story.elect()?;
    story.seat(&held)?;
    story.decide()?;
    let next = story.call_next()?;
    story.resign(&held)?;
    story.leave_open(next)
}
