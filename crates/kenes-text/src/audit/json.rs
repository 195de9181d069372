//! A report for programs. The keys are a contract, described in `docs/spec/audit.md`.

use kenes_core::{Election, Gained, Time};
use kenes_record::act::ActId;
use kenes_verify::{ElectionAudit, Failure, LotAudit, Report, SeatHolder, SeatLine, Verdict, VoidReason};
use serde_json::{Map, Value, json};

use super::{alarm, ids, seat_text, trust};
use crate::time;

/// The report as one JSON object. Times are seconds since 1970, and once more as RFC 3339 text under the same key with `_utc`.
/// Every text is English, so that the same files give the same JSON in every language.
pub fn json(report: &Report) -> Value {
    let mut object = json!({
        "verdict": verdict(report.verdict() == Verdict::Accepted),
        "checks": report.checks.iter().map(check).collect::<Value>(),
        "failures": report.failures.iter().map(failure).collect::<Value>(),
        "failure_count": report.failure_count,
        "stopped": report.stopped,
        "seats": report.seats.iter().map(seat).collect::<Value>(),
        "trust": report.trust.iter().map(trust::to_json).collect::<Value>(),
        "alarms": report.alarms.iter().map(alarm::to_json).collect::<Value>(),
        "elections": elections(report),
    });
    put_head(&mut object, report);
    put_council(&mut object, report);
    put_acts(&mut object, report);
    put_time(&mut object, "at", report.at);
    object
}

/// Which record it is, and how much of it was read.
fn put_head(object: &mut Value, report: &Report) {
    let head = report.head.as_ref();
    let (signed, is_enough) = report.witnesses;
    let counted = &report.counted;
    put(object, "origin", head.map(|head| head.origin.as_str()).into());
    put(object, "size", head.map(|head| head.size).into());
    put(object, "root", head.map(|head| head.root.to_base64()).into());
    put(object, "witnesses", json!({ "signed": signed, "enough": is_enough }));
    put(
        object,
        "counted",
        json!({
            "leaves": counted.leaves, "heads": counted.heads, "blobs": counted.blobs, "withdrawn": counted.withdrawn,
            "files": counted.files, "ballots": counted.ballots,
        }),
    );
}

fn put_council(object: &mut Value, report: &Report) {
    let council = report.council.as_ref();
    let hex = |hash: kenes_record::Hash| hash.to_hex();
    put(object, "state_hash", council.map(|council| hex(council.state_hash())).into());
    put(object, "seats_hash", council.map(|council| hex(council.seats_hash())).into());
    put(object, "charter", council.map(|council| council.charter_digest().to_hex()).into());
    put(object, "rules", council.map(|council| council.rules().number()).into());
    put_time(object, "now", council.and_then(|council| council.now()));
}

/// Acts with and without effect.
fn put_acts(object: &mut Value, report: &Report) {
    let counts = report.no_effect_counts.iter();
    let counts: Map<String, Value> =
        counts.map(|(refusal, count)| (refusal.code().to_owned(), (*count).into())).collect();
    let acts = report
        .no_effect
        .iter()
        .map(|act| json!({ "leaf": act.leaf, "type": act.act_type.name(), "reason": act.refusal.code() }));
    put(object, "effective", report.effective.into());
    put(object, "no_effect", Value::Object(counts));
    put(object, "no_effect_acts", acts.collect());
}

fn check((id, outcome): &(kenes_verify::CheckId, kenes_verify::Outcome)) -> Value {
    json!({ "id": id.name(), "outcome": ids::outcome_name(*outcome) })
}

fn failure(failure: &Failure) -> Value {
    let Failure { check, leaf, file, message } = failure;
    json!({ "check": check.name(), "leaf": leaf, "file": file, "message": message })
}

fn seat(line: &SeatLine) -> Value {
    let SeatLine { name, holder } = line;
    let mut object = json!({ "body": name.body, "seat": name.seat });
    put_holder(&mut object, holder.as_ref());
    object
}

/// Who holds a seat, and how; every key is there, null where nobody does.
pub(super) fn put_holder(object: &mut Value, holder: Option<&SeatHolder>) {
    let (how, call, vacancy) = holder.map_or((None, None, None), |holder| how(holder.gained));
    put(object, "holder", holder.map(|holder| holder.key.to_string()).into());
    put(object, "member", holder.map(|holder| holder.member.number()).into());
    put(object, "name", holder.and_then(|holder| holder.name.clone()).into());
    put_time(object, "since", holder.map(|holder| holder.since));
    put_time(object, "until", holder.map(|holder| holder.until));
    put(object, "how", how.into());
    put(object, "call", call.map(|call| call.to_hex()).into());
    put(object, "vacancy", vacancy.into());
}

/// The word for it, as in the table of seats (`docs/spec/seats.md`), the call and the number of the vacancy.
const fn how(gained: Gained) -> (Option<&'static str>, Option<ActId>, Option<u32>) {
    match gained {
        Gained::Founding => (Some("founding"), None, None),
        Gained::Election(call) => (Some("election"), Some(call), None),
        Gained::Countback(call, vacancy) => (Some("countback"), Some(call), Some(vacancy)),
    }
}

/// The elections of the council, and those of which there is an archive only.
fn elections(report: &Report) -> Value {
    let known: Vec<&Election> = report.council.iter().flat_map(|council| council.elections()).collect();
    let archives = |call: ActId| {
        report.elections.iter().filter(move |audit| audit.call == call).map(archive).collect::<Value>()
    };
    let mut elections: Vec<Value> = known
        .iter()
        .map(|election| {
            let mut object = self::election(election);
            put(&mut object, "archives", archives(election.call));
            let lots = report.lots.iter().filter(|lot| lot.call == election.call);
            put(&mut object, "lots", lots.map(lot).collect());
            object
        })
        .collect();
    let mut others: Vec<ActId> = report.elections.iter().map(|audit| audit.call).collect();
    others.retain(|call| known.iter().all(|election| election.call != *call));
    others.dedup();
    let other = |call: &ActId| json!({ "call": call.to_hex(), "archives": archives(*call) });
    elections.extend(others.iter().map(other));
    Value::Array(elections)
}

fn election(election: &Election) -> Value {
    let mut object = json!({
        "call": election.call.to_hex(),
        "purpose": ids::purpose(election.purpose).1,
        "phase": ids::phase(election.phase).1,
        "body": election.body,
        "seats": election.seats.iter().map(|seat| seat_text(*seat)).collect::<Vec<_>>(),
        "rule": election.rule.word(),
        "eligible": election.eligible.len(),
        "credentials": election.setup.map(|setup| setup.credentials),
        "head": election.close.map(|close| close.head.to_hex()),
        "ballots": election.board.accepted.ballots,
        "trustees": election.trustees.len(),
        "threshold": election.threshold,
        "approved": election.approved,
    });
    put_time(&mut object, "opens", Some(election.opens));
    put_time(&mut object, "closes", Some(election.closes));
    object
}

fn archive(audit: &ElectionAudit) -> Value {
    let report = audit.report.as_ref();
    let verdict = match &audit.refused {
        None => "accepted",
        Some(VoidReason::Missing { digest: _ }) => "missing",
        Some(_) => "refused",
    };
    let failures = report.iter().flat_map(|report| &report.failures).map(|failure| {
        let (check, place) = (failure.check.code(), failure.place.to_string());
        json!({ "check": check, "place": place, "message": failure.message })
    });
    json!({
        "leaf": audit.leaf,
        "rehearsal": audit.rehearsal,
        "archive": audit.archive.to_hex(),
        "proofs": audit.proofs.to_hex(),
        "verdict": verdict,
        "reason": audit.refused.as_ref().map(ToString::to_string),
        "fixed": audit.fixed,
        "effect": audit.effect,
        "voters": report.map(|report| report.voters),
        "ballots": report.map(|report| report.ballots),
        "counted": report.map(|report| report.counted),
        "failures": failures.collect::<Value>(),
    })
}

fn lot(lot: &LotAudit) -> Value {
    let LotAudit { call: _, leaf, proofs, opened, refused } = lot;
    let verdict = if opened.is_none() && refused.is_none() { "missing" } else { verdict(refused.is_none()) };
    json!({
        "leaf": leaf,
        "proofs": proofs.to_hex(),
        "verdict": verdict,
        "reason": refused,
        "setup": opened.as_ref().map(|lot| lot.setup.to_hex()),
        "head": opened.as_ref().map(|lot| lot.head.to_hex()),
        "value": opened.as_ref().map(|lot| hex(&lot.value)),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

const fn verdict(is_accepted: bool) -> &'static str {
    if is_accepted { "accepted" } else { "refused" }
}

/// Adds a key to an object.
pub(super) fn put(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(map) = object {
        map.insert(key.to_owned(), value);
    }
}

/// Adds a moment under two keys: in seconds, and as text.
pub(super) fn put_time(object: &mut Value, key: &str, time: Option<Time>) {
    put(object, key, time.map(Time::seconds).into());
    put(object, &format!("{key}_utc"), time.map(|time| time::rfc3339(time.seconds())).into());
}
