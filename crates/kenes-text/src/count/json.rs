//! A count for programs. The keys are a contract, described in `docs/spec/count-json.md`.

use kenes_count::rule::countback::Basis;
use kenes_count::{
    Action, Alliance, Apportionment, By, Candidate, Clause, Committee, Destination, Elected, Purpose,
    Reading, Round, RoundKind, Stage, Tie, Transcript, Transfer, Vacated,
};
use num_rational::{BigRational, Ratio};
use serde_json::{Map, Value, json};

mod orders;

use super::facts;

/// The count as JSON: `rule`, `seats`, `candidates`, `quota`, `elected`, `ties` and `stages` always, further keys where
/// they mean something. Votes are strings with all their decimals, so that no reader rounds them; seats and papers are
/// whole numbers. Names are those of the transcript, unchanged.
pub fn json(transcript: &Transcript) -> Value {
    let names = Names(transcript);
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("rule", transcript.rule.name().into());
    put("source", transcript.rule.source().into());
    put("seats", transcript.seats.into());
    put("candidates", names.list(transcript.candidates.iter()));
    let withdrawn =
        transcript.candidates.iter().filter(|candidate| transcript.candidates.is_withdrawn(*candidate));
    put("withdrawn", names.list(withdrawn));
    put("quota", transcript.quota.map_or(Value::Null, |quota| quota.to_string().into()));
    put("elected", names.list(transcript.elected()));
    put("ties", transcript.ties.iter().map(|tie| names.tie(tie)).collect());
    put("stages", transcript.stages.iter().map(|stage| names.stage(stage)).collect());
    for (key, read) in [("reading", &transcript.reading), ("second_reading", &transcript.second_reading)] {
        if let Some(read) = read {
            put(key, reading(read));
        }
    }
    if let Some(among) = facts::needs_lot(transcript) {
        put("needs_lot", names.list(among));
    }
    if let Some(group) = &transcript.group {
        let members = names.list(group.members.iter().copied());
        put("group", json!({ "members": members, "at_least": group.at_least }));
    }
    orders::put(transcript, &mut put);
    if let Some(vacated) = &transcript.vacated {
        put("vacated", names.vacated(vacated));
    }
    if let Some(committee) = &transcript.committee {
        put_committee(&names, committee, &mut object);
    }
    if let Some(apportionment) = &transcript.apportionment {
        names.apportionment(apportionment, &mut object);
    }
    Value::Object(object)
}

fn reading(reading: &Reading) -> Value {
    let Reading { papers, valid, blank, no_first, nobody_standing, cut_at_skip, cut_at_equal, cut_at_repeat } =
        reading;
    json!({
        "papers": papers,
        "valid": valid,
        "blank": blank,
        "no_first": no_first,
        "nobody_standing": nobody_standing,
        "cut_at_skip": cut_at_skip,
        "cut_at_equal": cut_at_equal,
        "cut_at_repeat": cut_at_repeat,
    })
}

/// What an action is called.
pub(super) const fn action(action: &Action) -> &'static str {
    match action {
        Action::FirstPreferences => "first preferences",
        Action::Surplus(_) => "surplus",
        Action::Exclude(_) => "exclude",
        Action::SecondRound(_) => "second round",
        Action::HeldPapers(_) => "held papers",
        Action::ExcludeTogether(_) => "exclude together",
        Action::Reweigh => "reweigh",
        Action::Compare => "compare",
        Action::Grade => "grade",
        Action::Score => "score",
        _ => "other",
    }
}

const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Exclude => "exclude",
        Purpose::Transfer => "transfer",
        Purpose::Elect => "elect",
        Purpose::SecondRound => "second round",
        Purpose::Seat => "seat",
        Purpose::Fund => "fund",
        Purpose::Unbeaten => "unbeaten",
        Purpose::Majority => "majority",
        Purpose::MajorityOver => "majority over",
        _ => "other",
    }
}

const fn clause(clause: Clause) -> &'static str {
    match clause {
        Clause::Quota => "quota",
        Clause::LastVacancies => "last vacancies",
        Clause::Majority => "majority",
        Clause::MostVotes => "most votes",
        Clause::OfGroup => "most votes of the group",
        Clause::ActiveVote => "active vote",
        Clause::Unbeaten => "unbeaten",
        Clause::HighestGrade => "highest grade",
        Clause::Preferred => "preferred",
        Clause::InProportion => "in proportion",
        _ => "other",
    }
}

/// By which number an earlier stage told the tied apart, where it is not the votes.
const fn by(by: By) -> Option<&'static str> {
    match by {
        By::Votes => None,
        By::Pairs => Some("pairs"),
        By::Sum => Some("sum"),
        By::HighestScores => Some("highest scores"),
        _ => Some("other"),
    }
}

const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Quota => "quota",
        Basis::AllVotes => "all votes",
        _ => "other",
    }
}

/// An exact fraction as it was divided, not in lowest terms, so that its numbers are those of the votes: `4800/90`.
pub(super) fn fraction(ratio: &Ratio<u128>) -> String {
    if ratio.is_integer() {
        ratio.numer().to_string()
    } else {
        format!("{}/{}", ratio.numer(), ratio.denom())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The same of whole numbers of any length, in lowest terms.
pub(crate) fn long_fraction(ratio: &BigRational) -> String {
    if ratio.is_integer() {
        ratio.numer().to_string()
    } else {
        format!("{}/{}", ratio.numer(), ratio.denom())
    }
}

fn put_committee(names: &Names<'_>, committee: &Committee, object: &mut Map<String, Value>) {
    let round = |round: &Round| {
        let kind = match round.kind {
            RoundKind::Gain => "gain",
            RoundKind::Remove => "remove",
            RoundKind::Load => "load",
            RoundKind::Price => "price",
            _ => "other",
        };
        let numbers = round.numbers.iter().map(|(candidate, number)| {
            (names.0.candidates.name(*candidate).to_owned(), Value::from(long_fraction(number)))
        });
        json!({
            "round": round.number,
            "kind": kind,
            "candidate": names.name(round.candidate),
            "by": round.by.as_ref().map(long_fraction),
            "numbers": Value::Object(numbers.collect()),
        })
    };
    object.insert("approvals".to_owned(), names.each(committee.votes.iter().copied()));
    object.insert("rounds".to_owned(), committee.rounds.iter().map(round).collect());
}

/// Turns what speaks of candidates into JSON with their names.
struct Names<'a>(&'a Transcript);

impl Names<'_> {
    fn name(&self, candidate: Candidate) -> Value {
        self.0.candidates.name(candidate).into()
    }

    fn list(&self, candidates: impl IntoIterator<Item = Candidate>) -> Value {
        candidates.into_iter().map(|candidate| self.name(candidate)).collect()
    }

    /// Name → value, for every candidate.
    fn each<T: Into<Value>>(&self, values: impl IntoIterator<Item = T>) -> Value {
        let names = self.0.candidates.iter().map(|candidate| self.0.candidates.name(candidate).to_owned());
        Value::Object(names.zip(values.into_iter().map(Into::into)).collect())
    }

    fn tie(&self, tie: &Tie) -> Value {
        let step = |step: &kenes_count::Step| {
            let remaining = self.list(step.remaining.iter().copied());
            let mut told = json!({ "stage": step.stage, "remaining": remaining });
            if let Some((by, told)) = by(step.by).zip(told.as_object_mut()) {
                told.insert("by".to_owned(), by.into());
            }
            told
        };
        let steps = tie.steps.iter().map(step);
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("stage", tie.stage.into());
        put("purpose", purpose(tie.purpose).into());
        put("tied", self.list(tie.tied.iter().copied()));
        put("steps", steps.collect());
        put("chosen", tie.chosen.map_or(Value::Null, |chosen| self.name(chosen)));
        match (&tie.lot, tie.chosen) {
            (Some(lot), _) => {
                put("resolved_by", "lot".into());
                let among = self.list(lot.among.iter().copied());
                put("lot", json!({ "text": lot.text, "sha256": hex(&lot.digest), "among": among }));
            }
            (None, Some(_)) => {
                put("resolved_by", "earlier-stage".into());
            }
            (None, None) => {
                put("resolved_by", "needs-lot".into());
                put("among", self.list(facts::remaining(tie).iter().copied()));
            }
        }
        Value::Object(object)
    }

    fn stage(&self, stage: &Stage) -> Value {
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("stage", stage.number.into());
        put("action", action(&stage.action).into());
        put("candidate", facts::subject(&stage.action).map_or(Value::Null, |candidate| self.name(candidate)));
        if let Action::SecondRound(several) | Action::ExcludeTogether(several) = &stage.action {
            put("candidates", self.list(several.iter().copied()));
        }
        if !stage.guarded.is_empty() {
            put("guarded", self.list(stage.guarded.iter().copied()));
        }
        if stage.is_for_group {
            put("for_group", true.into());
        }
        put("clause", stage.clause.into());
        put("votes", self.each(stage.votes.iter().map(ToString::to_string)));
        put("non_transferable", stage.non_transferable.to_string().into());
        put("lost_by_truncation", stage.lost.to_string().into());
        if let Some(quota) = stage.quota {
            put("quota", quota.to_string().into());
        }
        if !stage.keep.is_empty() {
            put("keep", self.each(stage.keep.iter().map(ToString::to_string)));
        }
        put("transfers", stage.transfers.iter().map(|transfer| self.transfer(transfer)).collect());
        let elected = self.list(stage.elected.iter().map(|elected| elected.candidate));
        put("elected_this_stage", elected.clone());
        put("elected", elected);
        put("elected_because", stage.elected.iter().map(|elected| self.elected(elected)).collect());
        Value::Object(object)
    }

    fn elected(&self, elected: &Elected) -> Value {
        json!({
            "name": self.name(elected.candidate),
            "votes": elected.votes.to_string(),
            "clause": clause(elected.clause),
            "source": elected.source,
        })
    }

    /// `to` is a name, or null with `kind` telling why nobody has the votes.
    fn transfer(&self, transfer: &Transfer) -> Value {
        let (to, kind) = match transfer.to {
            Destination::Candidate(candidate) => (self.name(candidate), "candidate"),
            Destination::NonTransferable => (Value::Null, "non-transferable"),
            Destination::Lost => (Value::Null, "lost-by-truncation"),
        };
        json!({
            "from": self.name(transfer.from),
            "to": to,
            "kind": kind,
            "papers": transfer.papers,
            "value": transfer.value.to_string(),
            "votes": transfer.votes.to_string(),
        })
    }

    fn vacated(&self, vacated: &Vacated) -> Value {
        json!({
            "vacating": self.name(vacated.vacating),
            "standing": self.list(vacated.standing.iter().copied()),
            "basis": basis(vacated.basis),
        })
    }

    fn alliance(&self, alliance: &Alliance) -> Value {
        let award = |award: &kenes_count::Award| json!({ "seat": award.seat, "to": self.name(award.to), "claim": fraction(&award.claim) });
        json!({
            "members": self.list(alliance.members.iter().copied()),
            "votes": alliance.votes,
            "seats": alliance.seats,
            "awards": alliance.awards.iter().map(award).collect::<Vec<_>>(),
        })
    }

    fn apportionment(&self, apportionment: &Apportionment, object: &mut Map<String, Value>) {
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("apportionment", self.each(apportionment.seats.iter().copied()));
        put("votes", self.each(apportionment.votes.iter().copied()));
        put("minimum", apportionment.minimum.into());
        if let Some(threshold) = apportionment.threshold {
            put("threshold", threshold.to_string().into());
            put("below_threshold", self.list(apportionment.below.iter().copied()));
        }
        if let Some(maximum) = apportionment.maximum {
            put("maximum", maximum.into());
        }
        if !apportionment.alliances.is_empty() {
            put(
                "alliances",
                apportionment.alliances.iter().map(|alliance| self.alliance(alliance)).collect(),
            );
        }
        if let Some(persons) = orders::persons(self.0) {
            put("persons", persons);
        }
        if !apportionment.shares.is_empty() {
            let share = |share: &kenes_count::Share| json!({ "name": self.name(share.candidate), "exact": fraction(&share.exact), "whole": share.whole });
            put("shares", apportionment.shares.iter().map(share).collect());
        }
        let award = |award: &kenes_count::Award| json!({ "seat": award.seat, "to": self.name(award.to), "claim": fraction(&award.claim) });
        put("awards", apportionment.awards.iter().map(award).collect());
    }
}
