//! A report in words, in parts: for a page that has its own places for them.

use kenes_core::SeatName;
use kenes_verify::{CheckId, Outcome, Report, why};

use super::story::{FailedCheck, SeatRow, Story};
use super::why::reasons;
use crate::words::{Words, shown};

/// A report in words.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Told {
    pub verdict: String,
    /// What the verdict means, and what it does not.
    pub meaning: Vec<String>,
    /// What failed, in the order of the checks.
    pub failed: Vec<ToldFailed>,
    /// Every check: what it states, how it ended, and the same in words.
    pub checks: Vec<(String, Outcome, String)>,
    pub seats: Vec<ToldSeat>,
    pub alarms: Vec<String>,
    pub trust: Vec<String>,
}

/// A check that failed.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ToldFailed {
    pub check: CheckId,
    /// What would be so if it held.
    pub states: String,
    /// What to do.
    pub remedy: String,
    /// Where, and what exactly, which is English.
    pub places: Vec<(String, String)>,
}

/// A seat with its holder, and why.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ToldSeat {
    pub name: SeatName,
    /// The member, as the record and ballot papers have it; nothing where the seat is vacant.
    pub holder: Option<String>,
    pub since: String,
    pub until: String,
    pub how: String,
    /// The reasons, from the founding on, each with what is looked up by hand.
    pub reasons: Vec<(String, Vec<String>)>,
}

/// A report in words.
pub fn told(report: &Report, words: &Words) -> Told {
    let story = Story::new(report, *words);
    let check =
        |(check, outcome): &(CheckId, Outcome)| (story.states(*check), *outcome, story.outcome(*outcome));
    let seats = report.seats.iter().zip(story.seats());
    Told {
        verdict: story.verdict(),
        meaning: story.meaning(),
        failed: story.failed().iter().map(|failed| told_failed(&story, failed)).collect(),
        checks: report.checks.iter().map(check).collect(),
        seats: seats.map(|(line, row)| told_seat(&story, line.name, row)).collect(),
        alarms: story.alarms(),
        trust: story.trust(),
    }
}

fn told_failed(story: &Story<'_>, failed: &FailedCheck<'_>) -> ToldFailed {
    let places = failed.failures.iter().map(|failure| (story.place(failure), shown(&failure.message)));
    ToldFailed {
        check: failed.check,
        states: story.states(failed.check),
        remedy: story.remedy(failed.check),
        places: places.collect(),
    }
}

fn told_seat(story: &Story<'_>, name: SeatName, row: SeatRow) -> ToldSeat {
    let (holder, since, until) =
        row.holder.map_or_else(Default::default, |holder| (Some(holder.member), holder.since, holder.until));
    let why = why(story.report, name).filter(|why| why.holder.is_some());
    let reasons = why.map(|why| reasons(&why, story.report, &story.words)).unwrap_or_default();
    let reasons = reasons.into_iter().map(|reason| (reason.told, reason.facts)).collect();
    ToldSeat { name, holder, since, until, how: row.how, reasons }
}
