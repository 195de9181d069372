//! A report as one page: the verdict first, the seats drawn and in a table, the chain of every seat.
//!
//! The page stands alone: no script, nothing loaded from elsewhere, one block of styles, no styles in attributes.

use askama::Template;
use kenes_verify::{Outcome, Report, why};

use super::seats::{self, Body};
use super::story::{ElectionStory, Story};
use super::why::{Chain, StepStory};
use crate::words::{Words, number, shown};

/// The report as an HTML page. Commands on it read the record in the folder `dir`.
pub fn page(report: &Report, words: &Words, dir: &str) -> String {
    let page = Page::new(Story::new(report, words.isolating()), dir);
    // Writing into a string does not fail.
    page.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Page<'a> {
    story: Story<'a>,
    notice: Option<String>,
    facts: Vec<(String, String)>,
    failed: Vec<Failed>,
    checks: Vec<Check>,
    legend: String,
    bodies: Vec<Body>,
    chains: Vec<ChainStory>,
    elections: Vec<ElectionStory>,
    no_effect: Vec<Reason>,
}

/// A check that failed, and where.
struct Failed {
    name: &'static str,
    states: String,
    /// Places with messages, which are English.
    failures: Vec<(String, String)>,
    remedy: String,
}

/// A line of the table of checks.
struct Check {
    name: &'static str,
    states: String,
    outcome: String,
    class: &'static str,
}

/// Why a seat is held.
struct ChainStory {
    title: String,
    holder: String,
    steps: Vec<StepStory>,
    by_hand: Vec<(String, Option<String>)>,
}

/// Acts without effect for one reason.
struct Reason {
    count: String,
    code: &'static str,
    reason: String,
}

impl<'a> Page<'a> {
    fn new(story: Story<'a>, dir: &str) -> Self {
        let language = story.words.language();
        let mut facts = story.facts();
        facts.extend(story.details());
        let reason = |(count, code, reason)| Reason { count: number(count), code, reason };
        Self {
            notice: language.is_machine_translated().then(|| story.say("main-machine-translated", &[])),
            facts,
            failed: failed(&story),
            checks: checks(&story),
            legend: seats::legend(&story),
            bodies: seats::bodies(&story),
            chains: chains(&story, dir),
            elections: story.elections(),
            no_effect: story.no_effect().into_iter().map(reason).collect(),
            story,
        }
    }

    /// The message without anything to fill in.
    fn say(&self, id: &str) -> String {
        self.story.say(id, &[])
    }
}

fn failed(story: &Story<'_>) -> Vec<Failed> {
    let one = |check: super::story::FailedCheck<'_>| Failed {
        name: check.check.name(),
        states: story.states(check.check),
        failures: check
            .failures
            .iter()
            .map(|failure| (story.place(failure), shown(&failure.message)))
            .collect(),
        remedy: story.remedy(check.check),
    };
    story.failed().into_iter().map(one).collect()
}

fn checks(story: &Story<'_>) -> Vec<Check> {
    let class = |outcome| match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::NotReached => "open",
    };
    let checks = story.report.checks.iter().map(|(check, outcome)| Check {
        name: check.name(),
        states: story.states(*check),
        outcome: story.outcome(*outcome),
        class: class(*outcome),
    });
    checks.collect()
}

/// The chain of every seat that somebody holds.
fn chains(story: &Story<'_>, dir: &str) -> Vec<ChainStory> {
    let held = story.report.seats.iter().filter(|line| line.holder.is_some());
    let chains = held.filter_map(|line| {
        let why = why(story.report, line.name)?;
        let chain = Chain { why: &why, report: story.report, words: story.words, dir };
        Some(ChainStory {
            title: story.say("audit-label-why-seat", &[("seat", super::seat_name(line.name))]),
            holder: chain.holder(),
            steps: chain.steps(),
            by_hand: chain.by_hand(),
        })
    });
    chains.collect()
}
