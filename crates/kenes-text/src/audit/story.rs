//! A report in sentences, which the terminal and the page share.

use core::fmt::Write as _;

use kenes_belenios::audit::Report as ArchiveReport;
use kenes_core::{Gained, MemberId, Refusal, Seat, SeatName};
use kenes_record::act::ActId;
use kenes_verify::{CheckId, ElectionAudit, Failure, Outcome, Report, SeatHolder, Verdict, VoidReason};

use super::{call_name, call_text, ids, moment, seat_text};
use crate::time;
use crate::words::{Arg, Words, shown};

/// Tells of one report in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Story<'a> {
    pub report: &'a Report,
    pub words: Words,
}

/// A check that failed, with everything that is wrong about it.
pub(super) struct FailedCheck<'a> {
    pub check: CheckId,
    pub failures: Vec<&'a Failure>,
}

/// A seat for people.
pub(super) struct SeatRow {
    pub seat: String,
    /// Nothing where it is vacant.
    pub holder: Option<HolderRow>,
    /// How it was gained, or what a vacant one waits for.
    pub how: String,
    pub mark: Mark,
}

/// A holder for people.
pub(super) struct HolderRow {
    pub member: String,
    pub key: String,
    pub since: String,
    pub until: String,
}

/// What a drawing shows of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Vacant,
    Founder,
    Elected,
    Countback,
}

impl Mark {
    /// What is drawn for whoever gained the seat so; nothing for a vacant one.
    pub const fn of(gained: Option<Gained>) -> Self {
        match gained {
            None => Self::Vacant,
            Some(Gained::Founding) => Self::Founder,
            Some(Gained::Election(_)) => Self::Elected,
            Some(Gained::Countback(_, _)) => Self::Countback,
        }
    }
}

/// An election for people.
pub(super) struct ElectionStory {
    pub told: String,
    pub archives: Vec<String>,
}

impl<'a> Story<'a> {
    pub fn new(report: &'a Report, words: Words) -> Self {
        Self { report, words }
    }

    pub fn say(&self, id: &str, args: &[(&'static str, Arg)]) -> String {
        self.words.t(id, args)
    }

    pub fn is_accepted(&self) -> bool {
        self.report.verdict() == Verdict::Accepted
    }

    pub fn verdict(&self) -> String {
        match self.report.verdict() {
            Verdict::Accepted => self.say("audit-verdict-accepted", &[]),
            Verdict::Refused => {
                self.say("audit-verdict-refused", &[("failures", self.report.failure_count.into())])
            }
        }
    }

    /// What the verdict means, and what it does not.
    pub fn meaning(&self) -> Vec<String> {
        let id = match self.report.verdict() {
            Verdict::Accepted => "audit-verdict-accepted-means",
            Verdict::Refused => "audit-verdict-refused-means",
        };
        let stopped =
            self.report.stopped.map(|leaf| self.say("audit-verdict-stopped", &[("leaf", leaf.into())]));
        let limit = self.is_accepted().then(|| self.say("audit-verdict-limit", &[]));
        [self.say(id, &[])].into_iter().chain(stopped).chain(limit).collect()
    }

    /// Which record it is and how much of it was read: labels with their values.
    pub fn facts(&self) -> Vec<(String, String)> {
        let report = self.report;
        let mut facts = Vec::new();
        let mut fact = |id, value: String| facts.push((self.say(id, &[]), value));
        if let Some(head) = &report.head {
            fact("audit-label-record", shown(head.origin.as_str()));
            fact("audit-label-fingerprint", head.root.to_base64());
        }
        let counted = [("leaves", report.counted.leaves.into()), ("effective", report.effective.into())];
        fact("audit-label-entries", self.say("audit-entries-effect", &counted));
        if let Some(now) = report.council.as_ref().and_then(|council| council.now()) {
            fact("audit-label-time", time::minute(now.seconds()));
        }
        let (witnesses, is_enough) = report.witnesses;
        let id = match (witnesses, is_enough) {
            (0, true) => "audit-outside-none",
            (_, true) => "audit-outside-enough",
            (_, false) => "audit-outside-few",
        };
        fact("audit-label-outside", self.say(id, &[("witnesses", witnesses.into())]));
        facts
    }

    /// What only those look for who compare two audits.
    pub fn details(&self) -> Vec<(String, String)> {
        let counted = &self.report.counted;
        let args = [
            ("files", counted.files.into()),
            ("heads", counted.heads.into()),
            ("blobs", counted.blobs.into()),
            ("withdrawn", counted.withdrawn.into()),
            ("ballots", counted.ballots.into()),
        ];
        let mut details = vec![(self.say("audit-label-read", &[]), self.say("audit-read-counts", &args))];
        if let Some(council) = &self.report.council {
            details.push((self.say("audit-label-state", &[]), council.state_hash().to_hex()));
            details.push((self.say("audit-label-table", &[]), council.seats_hash().to_hex()));
        }
        details
    }

    /// The checks that failed, in the order of the specification.
    pub fn failed(&self) -> Vec<FailedCheck<'a>> {
        let failed = self.report.checks.iter().filter(|(_, outcome)| *outcome == Outcome::Failed);
        let of = |check: CheckId| self.report.failures.iter().filter(move |failure| failure.check == check);
        failed.map(|(check, _)| FailedCheck { check: *check, failures: of(*check).collect() }).collect()
    }

    /// Where something failed; nothing where it concerns no place.
    pub fn place(&self, failure: &Failure) -> String {
        let leaf = failure.leaf.map(|leaf| self.say("audit-entry", &[("leaf", leaf.into())]));
        let file = failure.file.as_deref().map(shown);
        leaf.into_iter().chain(file).collect::<Vec<_>>().join(", ")
    }

    pub fn states(&self, check: CheckId) -> String {
        super::states(check, &self.words)
    }

    pub fn remedy(&self, check: CheckId) -> String {
        self.say("audit-remedy", &[("remedy", super::remedy(check, &self.words).into())])
    }

    pub fn outcome(&self, outcome: Outcome) -> String {
        self.say(ids::outcome(outcome), &[])
    }

    pub fn seats(&self) -> Vec<SeatRow> {
        let council = self.report.council.as_ref();
        let state = |name| council.and_then(|council| council.seats().find(|(other, _)| *other == name));
        let row = |(name, holder)| self.seat(name, holder, state(name).map(|(_, seat)| seat));
        self.report.seats.iter().map(|line| row((line.name, line.holder.as_ref()))).collect()
    }

    fn seat(&self, name: SeatName, holder: Option<&SeatHolder>, seat: Option<&Seat>) -> SeatRow {
        let mut how = match holder {
            Some(holder) => self.gained(holder.gained),
            None => self.vacant(seat),
        };
        if let Some(next) = seat.and_then(|seat| seat.next.as_ref()) {
            let next = self.say("audit-seat-next", &[("member", self.member(next.member))]);
            let _ = write!(how, "; {next}");
        }
        let mark = Mark::of(holder.map(|holder| holder.gained));
        let row = |holder: &SeatHolder| HolderRow {
            member: self.member_text(holder.member),
            key: holder.key.to_string(),
            since: time::day(holder.since.seconds()),
            until: time::day(holder.until.seconds()),
        };
        SeatRow { seat: seat_text(name), holder: holder.map(row), how, mark }
    }

    /// A member in a sentence: the number, with the name that a ballot paper has.
    pub fn member(&self, member: MemberId) -> Arg {
        Arg::Text(self.member_text(member))
    }

    fn member_text(&self, member: MemberId) -> String {
        super::member_text(member, self.report.names.get(&member).map(String::as_str), self.words)
    }

    /// What the numbers and the names stand for.
    pub fn meanings(&self) -> Vec<String> {
        let names = (!self.report.names.is_empty()).then_some("audit-names-mean");
        ["audit-numbers-mean"].into_iter().chain(names).map(|id| self.say(id, &[])).collect()
    }

    fn gained(&self, gained: Gained) -> String {
        match gained {
            Gained::Founding => self.say("audit-how-founding", &[]),
            Gained::Election(call) => self.say("audit-how-election", &[("call", call_name(&call))]),
            Gained::Countback(call, vacancy) => {
                let args = [("call", call_name(&call)), ("vacancy", vacancy.into())];
                self.say("audit-how-countback", &args)
            }
        }
    }

    fn vacant(&self, seat: Option<&Seat>) -> String {
        let Some(elect) = seat.and_then(|seat| seat.elected.as_ref()) else {
            return self.say("audit-seat-vacant", &[]);
        };
        let args = [("member", self.member(elect.member)), ("time", moment(elect.answer_by))];
        self.say("audit-seat-asked", &args)
    }

    /// The elections of the council, each with its archives; those besides, which no election of the council is named by, last.
    pub fn elections(&self) -> Vec<ElectionStory> {
        let council = self.report.council.as_ref();
        let known: Vec<_> = council.into_iter().flat_map(|council| council.elections()).collect();
        let archives_of = |call: ActId| self.report.elections.iter().filter(move |audit| audit.call == call);
        let told = known.iter().map(|election| ElectionStory {
            told: self.election(election),
            archives: archives_of(election.call).map(|audit| self.archive(audit)).collect(),
        });
        let is_unknown = |audit: &&ElectionAudit| known.iter().all(|election| election.call != audit.call);
        let others = self.report.elections.iter().filter(is_unknown);
        let others = others
            .map(|audit| ElectionStory { told: call_text(&audit.call), archives: vec![self.archive(audit)] });
        told.chain(others).collect()
    }

    fn election(&self, election: &kenes_core::Election) -> String {
        let credentials = election.setup.map_or(0, |setup| setup.credentials);
        let args = [
            ("call", call_name(&election.call)),
            ("purpose", self.say(ids::purpose(election.purpose).0, &[]).into()),
            ("body", u32::from(election.body).into()),
            ("eligible", election.eligible.len().into()),
            ("credentials", credentials.into()),
            ("ballots", election.board.accepted.ballots.into()),
            ("phase", self.say(ids::phase(election.phase).0, &[]).into()),
        ];
        self.say("audit-election", &args)
    }

    fn archive(&self, audit: &ElectionAudit) -> String {
        let leaf = ("leaf", audit.leaf.into());
        let mut told = Vec::new();
        if audit.rehearsal {
            told.push(self.say("audit-archive-rehearsal", core::slice::from_ref(&leaf)));
        }
        told.push(match (&audit.refused, &audit.report) {
            (Some(VoidReason::Missing { digest: _ }), _) => self.say("audit-archive-missing", &[leaf]),
            (Some(VoidReason::Protocol), _) => self.say("audit-archive-refused", &[leaf]),
            (Some(refused), _) => {
                self.say("audit-archive-void", &[leaf, ("reason", shown(&refused.to_string()).into())])
            }
            (None, report) => {
                let number = |number: fn(&ArchiveReport) -> u64| Arg::from(report.as_ref().map_or(0, number));
                let numbers = [
                    leaf,
                    ("voters", number(|report| report.voters)),
                    ("ballots", number(|report| report.ballots)),
                    ("counted", number(|report| report.counted)),
                ];
                self.say("audit-archive-accepted", &numbers)
            }
        });
        let is_missing = matches!(audit.refused, Some(VoidReason::Missing { digest: _ }));
        if audit.refused.is_some() && !audit.effect && !is_missing {
            told.push(self.say("audit-archive-no-effect", &[]));
        }
        told.join(" ")
    }

    pub fn alarms(&self) -> Vec<String> {
        self.report.alarms.iter().map(|alarm| super::alarm(alarm, &self.words)).collect()
    }

    pub fn trust(&self) -> Vec<String> {
        self.report.trust.iter().map(|trust| super::trust(trust, &self.words)).collect()
    }

    /// What stands for an empty list: that there is nothing, or that nobody can say.
    pub fn nothing(&self, id: &str) -> String {
        self.say(if self.report.council.is_some() { id } else { "audit-unknown" }, &[])
    }

    /// Of what moment the alarms are.
    pub fn at(&self) -> Option<String> {
        self.report.at.map(|at| super::trust::at(at, &self.words))
    }

    /// How many acts have no effect for each reason: number, code and reason.
    pub fn no_effect(&self) -> Vec<(u64, &'static str, String)> {
        let line = |(refusal, count): (&Refusal, &u64)| {
            (*count, refusal.code(), super::reason(*refusal, &self.words))
        };
        self.report.no_effect_counts.iter().map(line).collect()
    }
}
