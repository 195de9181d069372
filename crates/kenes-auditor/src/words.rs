//! What was found, in words, as the page shows it.

use kenes_text::Words;
use kenes_text::audit::{self, ToldFailed, ToldSeat};
use kenes_verify::{Outcome, Report, Verdict};
use serde_json::{Value, json};

/// The report in words.
pub fn told(report: &Report, words: &Words) -> Value {
    let told = audit::told(report, words);
    let check = |(states, outcome, ended): &(String, Outcome, String)| json!({ "states": states, "outcome": word(*outcome), "ended": ended });
    json!({
        "accepted": report.verdict() == Verdict::Accepted,
        "verdict": told.verdict,
        "meaning": told.meaning,
        "failed": told.failed.iter().map(failed).collect::<Value>(),
        "checks": told.checks.iter().map(check).collect::<Value>(),
        "seats": told.seats.iter().map(seat).collect::<Value>(),
        "alarms": told.alarms,
        "trust": told.trust,
        "size": report.head.as_ref().map(|head| head.size),
        "entries": report.counted.leaves,
        "ballots": report.counted.ballots,
        "files": report.counted.files,
    })
}

fn failed(failed: &ToldFailed) -> Value {
    let place = |(place, message): &(String, String)| json!({ "place": place, "message": message });
    json!({
        "code": failed.check.name(),
        "states": failed.states,
        "remedy": failed.remedy,
        "places": failed.places.iter().map(place).collect::<Value>(),
    })
}

fn seat(seat: &ToldSeat) -> Value {
    let reason = |(told, facts): &(String, Vec<String>)| json!({ "told": told, "facts": facts });
    json!({
        "body": seat.name.body,
        "seat": seat.name.seat,
        "holder": seat.holder,
        "since": seat.since,
        "until": seat.until,
        "how": seat.how,
        "reasons": seat.reasons.iter().map(reason).collect::<Value>(),
    })
}

const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::NotReached => "not-reached",
    }
}
