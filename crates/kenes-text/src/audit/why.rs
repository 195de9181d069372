//! Why somebody holds a seat: the chain of the record, a sentence for each link, and how to check each by hand.

use kenes_core::{Counting, Election, Rule};
use kenes_record::{Hash, blob};
use kenes_verify::{Report, Step, StepKind, Why, lot_seed};
use serde_json::{Value, json};

use super::json::{put, put_holder, put_time};
use super::{ENGLISH, member_text, moment, seat_name};
use crate::lines::{lines_of, wrapped};
use crate::words::{Arg, Words};

/// Where a chain is told of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain<'a> {
    pub why: &'a Why,
    pub report: &'a Report,
    pub words: Words,
    /// The folder of the record, for commands.
    pub dir: &'a str,
}

/// A link of the chain for people.
pub(super) struct StepStory {
    pub told: String,
    /// Where it is, and its digests.
    pub facts: Vec<String>,
}

/// The reasons for a seat as plain text: numbered sentences from the founding on, each with its leaf and its digests, then how to
/// check them by hand in the folder `dir`. Sentences have at most `width` columns; digests and commands stay on one line.
pub fn why(why: &Why, report: &Report, words: &Words, dir: &str, width: usize) -> String {
    let chain = Chain { why, report, words: *words, dir };
    let mut lines = wrapped("", &chain.holder(), width);
    for (number, step) in (1_u32..).zip(chain.steps()) {
        lines.extend(wrapped(&format!("{number:>3}. "), &step.told, width));
        lines.extend(step.facts.iter().map(|fact| format!("     {fact}")));
    }
    let by_hand = chain.by_hand();
    if !by_hand.is_empty() {
        lines.push(String::new());
        lines.push(words.t("audit-label-by-hand", &[]));
        for (sentence, command) in by_hand {
            lines.extend(wrapped("  ", &sentence, width));
            lines.extend(command.map(|command| format!("    {command}")));
        }
    }
    lines_of(lines)
}

/// One reason for a seat, for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What happened, in a sentence.
    pub told: String,
    /// Where it stands in the record.
    pub step: Step,
    /// Where it is, and its digests, for who checks it by hand.
    pub facts: Vec<String>,
}

/// The reasons for a seat, from the founding on.
pub fn reasons(why: &Why, report: &Report, words: &Words) -> Vec<Reason> {
    let chain = Chain { why, report, words: *words, dir: "" };
    let reason = |(step, StepStory { told, facts }): (&Step, StepStory)| Reason { told, step: *step, facts };
    why.steps.iter().zip(chain.steps()).map(reason).collect()
}

/// How to check the reasons without this program's word, in a copy of the record in the folder `dir`: sentences, some with a
/// command.
pub fn by_hand(why: &Why, report: &Report, words: &Words, dir: &str) -> Vec<(String, Option<String>)> {
    Chain { why, report, words: *words, dir }.by_hand()
}

/// The same for programs: `seat`, the holder as in `seats`, and `steps` with `kind`, `leaf`, `act`, `at`, `digest`, what a kind
/// counts, and the English sentence as `text`.
pub fn why_json(why: &Why) -> Value {
    let mut object = json!({ "body": why.seat.body, "seat": why.seat.seat });
    put_holder(&mut object, why.holder.as_ref());
    put(&mut object, "steps", why.steps.iter().map(step_json).collect());
    object
}

impl Chain<'_> {
    fn say(&self, id: &str, args: &[(&'static str, Arg)]) -> String {
        self.words.t(id, args)
    }

    /// Who holds the seat.
    pub fn holder(&self) -> String {
        let seat = ("seat", seat_name(self.why.seat));
        let Some(holder) = &self.why.holder else {
            return self.say("audit-why-nobody", &[seat]);
        };
        let args = [
            seat,
            ("member", member_text(holder.member, holder.name.as_deref(), self.words).into()),
            ("key", holder.key.to_string().into()),
            ("since", moment(holder.since)),
            ("until", moment(holder.until)),
        ];
        self.say("audit-why-holder", &args)
    }

    pub fn steps(&self) -> Vec<StepStory> {
        self.why.steps.iter().map(|step| self.step(step)).collect()
    }

    fn step(&self, step: &Step) -> StepStory {
        let leaf = ("leaf", step.leaf.into());
        let place = match step.at {
            Some(at) => self.say("audit-why-entry", &[leaf, ("time", moment(at))]),
            None => self.say("audit-why-entry-untimed", &[leaf]),
        };
        let id = self.say("audit-why-id", &[("id", step.act.to_hex().into())]);
        let digest = step.digest.as_ref().and_then(|digest| self.fixed(&step.kind, digest));
        let facts = [place, id].into_iter().chain(digest).collect();
        StepStory { told: sentence(&step.kind, self.words), facts }
    }

    /// What the act fixes beside it: a file of the record, or something else by its digest.
    fn fixed(&self, kind: &StepKind, digest: &Hash) -> Option<String> {
        let (id, digest) = match kind {
            StepKind::Charter
            | StepKind::Called { seats: _ }
            | StepKind::Rehearsed
            | StepKind::Archived
            | StepKind::LotOpened => ("audit-why-fixes", blob::path(digest)),
            StepKind::RollFreeze { eligible: _ }
            | StepKind::SetUp { credentials: _ }
            | StepKind::Closed { ballots: _ } => ("audit-why-digest", digest.to_hex()),
            // The founding says it as the charter; these follow from acts of any kind.
            StepKind::Founded
            | StepKind::Stood
            | StepKind::Counted { place: _ }
            | StepKind::CountedBack { vacancy: _ }
            | StepKind::Accepted => return None,
            _ => return None,
        };
        Some(self.say(id, &[("digest", digest.into())]))
    }

    /// How to check the chain without this program's word: sentences with commands.
    pub fn by_hand(&self) -> Vec<(String, Option<String>)> {
        let dir = quoted(self.dir);
        let Some(last) = self.why.steps.last() else { return Vec::new() };
        let line = |id: &str, command: String| (self.say(id, &[]), Some(command));
        let mut lines = vec![
            line("audit-hand-show", format!("kenes record show {dir} --index {}", last.leaf)),
            (self.say("audit-hand-id", &[]), None),
            line(
                "audit-hand-receipt",
                format!("kenes record prove {dir} --index {0} --out {0}.tlog-proof", last.leaf),
            ),
        ];
        let archived = self.why.steps.iter().find(|step| step.kind == StepKind::Archived);
        if let Some(archive) = archived.and_then(|step| step.digest.as_ref()) {
            let file = format!("{dir}/{}", blob::path(archive));
            let take = format!("tail -c +33 {file} > e.bel && kenes election verify e.bel");
            lines.push(line("audit-hand-archive", take));
            lines.extend(self.election().and_then(counting).map(|count| line("audit-hand-count", count)));
            lines.push((self.say("audit-hand-peer", &[]), None));
        }
        lines
    }

    /// The election of the chain.
    fn election(&self) -> Option<&Election> {
        let is_call = |step: &&Step| matches!(step.kind, StepKind::Called { seats: _ });
        let call = self.why.steps.iter().find(is_call)?.act;
        self.report.council.as_ref()?.elections().find(|election| election.call == call)
    }
}

/// How `kenes count` counts it, with the seed of its lots where they were opened.
fn counting(election: &Election) -> Option<String> {
    let rule = match election.rule {
        Rule::Persons(Counting::StvScottish) => kenes_count::Rule::ScottishStv,
        Rule::Persons(Counting::Approval) => kenes_count::Rule::Approval,
        Rule::Persons(Counting::Plurality) => kenes_count::Rule::Plurality,
        Rule::YesNo => return None,
    };
    let (name, seats) = (rule.name(), election.seats.len());
    let seed = lot_seed(election, name).map(|seed| format!(" --seed {seed}")).unwrap_or_default();
    Some(format!("kenes count e.bel --rule {name} --seats {seats}{seed}"))
}

/// A path as a shell reads it.
fn quoted(path: &str) -> String {
    let is_plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '/' | '.' | '-' | '_' | ':');
    if !path.is_empty() && path.chars().all(is_plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}

/// What a link says.
fn sentence(kind: &StepKind, words: Words) -> String {
    let number = |id: &str, name: &'static str, number: u64| words.t(id, &[(name, number.into())]);
    match kind {
        StepKind::Founded => words.t("audit-why-founded", &[]),
        StepKind::Charter => words.t("audit-why-charter", &[]),
        StepKind::RollFreeze { eligible } => number("audit-why-roll", "eligible", *eligible),
        StepKind::Called { seats } => number("audit-why-called", "seats", *seats),
        StepKind::Stood => words.t("audit-why-stood", &[]),
        StepKind::SetUp { credentials } => number("audit-why-setup", "credentials", *credentials),
        StepKind::Rehearsed => words.t("audit-why-rehearsed", &[]),
        StepKind::Closed { ballots } => number("audit-why-closed", "ballots", *ballots),
        StepKind::Archived => words.t("audit-why-archived", &[]),
        StepKind::LotOpened => words.t("audit-why-lot", &[]),
        StepKind::Counted { place } => number("audit-why-counted", "place", *place),
        StepKind::CountedBack { vacancy } => number("audit-why-counted-back", "vacancy", u64::from(*vacancy)),
        StepKind::Accepted => words.t("audit-why-accepted", &[]),
        _ => words.t("audit-why-other", &[]),
    }
}

fn step_json(step: &Step) -> Value {
    let Step { kind, leaf, act, at, digest } = step;
    let mut object = json!({
        "leaf": leaf,
        "act": act.to_hex(),
        "digest": digest.as_ref().map(Hash::to_hex),
        "text": sentence(kind, ENGLISH),
    });
    put_time(&mut object, "at", *at);
    let (name, number) = kind_json(kind);
    put(&mut object, "kind", name.into());
    if let Some((key, value)) = number {
        put(&mut object, key, value.into());
    }
    object
}

/// The word for a kind, and what it counts.
fn kind_json(kind: &StepKind) -> (&'static str, Option<(&'static str, u64)>) {
    match kind {
        StepKind::Founded => ("founded", None),
        StepKind::Charter => ("charter", None),
        StepKind::RollFreeze { eligible } => ("roll-freeze", Some(("eligible", *eligible))),
        StepKind::Called { seats } => ("called", Some(("seats", *seats))),
        StepKind::Stood => ("stood", None),
        StepKind::SetUp { credentials } => ("set-up", Some(("credentials", *credentials))),
        StepKind::Rehearsed => ("rehearsed", None),
        StepKind::Closed { ballots } => ("closed", Some(("ballots", *ballots))),
        StepKind::Archived => ("archived", None),
        StepKind::LotOpened => ("lot-opened", None),
        StepKind::Counted { place } => ("counted", Some(("place", *place))),
        StepKind::CountedBack { vacancy } => ("counted-back", Some(("vacancy", u64::from(*vacancy)))),
        StepKind::Accepted => ("accepted", None),
        _ => ("other", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_cannot_be_read_as_commands() {
        assert_eq!(quoted("a/b-1.x"), "a/b-1.x");
        assert_eq!(quoted("my record"), "'my record'");
        assert_eq!(quoted("a'; rm -r b"), "'a'\\''; rm -r b'");
        assert_eq!(quoted(""), "''");
    }
}
