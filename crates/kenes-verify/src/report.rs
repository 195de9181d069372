//! What an audit found.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use kenes_core::{Alarm, Council, Gained, MemberId, Refusal, SeatName, Time, Trust};
use kenes_record::act::{ActType, SignerName};
use kenes_record::checkpoint::Head;

use crate::audit::Trail;
use crate::check::{CheckId, Outcome};
use crate::election::{ElectionAudit, LotAudit};

/// The most failures that are kept; more are only counted.
pub const MAX_FAILURES: usize = 1_000;

/// The most acts without an effect that are kept; more are only counted.
pub const MAX_NO_EFFECT: usize = 1_000;

/// The outcome of an audit as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every check holds.
    Accepted,
    /// Some check does not hold.
    Refused,
}

/// The report of an audit. The same files give the same report everywhere.
#[derive(Debug)]
#[non_exhaustive]
pub struct Report {
    /// Every check in the order of the specification, with its outcome.
    pub checks: Vec<(CheckId, Outcome)>,
    /// What failed, at most [`MAX_FAILURES`], in the order of the checks.
    pub failures: Vec<Failure>,
    /// How many failures there are in all.
    pub failure_count: u64,
    /// The newest head, where there is a readable one.
    pub head: Option<Head>,
    /// How many witnesses signed it, and whether these are enough.
    pub witnesses: (usize, bool),
    /// How many leaves, signed heads, blobs (of these withdrawn) and files were checked.
    pub counted: Counted,
    /// How many acts had an effect.
    pub effective: u64,
    /// Acts that had none, at most [`MAX_NO_EFFECT`]: no fault, anybody may try.
    pub no_effect: Vec<NoEffect>,
    /// How many acts had none, by the reason.
    pub no_effect_counts: BTreeMap<Refusal, u64>,
    /// The leaf from which on nobody can say what the council is, because something is missing or a newer program is
    /// needed; the council is as it was before it.
    pub stopped: Option<u64>,
    /// The archives that were read, in the order of their acts: those of rehearsals, and those of votes.
    pub elections: Vec<ElectionAudit>,
    /// The proofs of lots that were read, in the order of their acts.
    pub lots: Vec<LotAudit>,
    /// The council, as far as the acts could be folded.
    pub council: Option<Council>,
    /// The seats of the council, in their order.
    pub seats: Vec<SeatLine>,
    /// What ballot papers that were audited call the members who stood. The record has no other names, and no rule reads these.
    pub names: BTreeMap<MemberId, String>,
    /// The alarms at the reader's time.
    pub alarms: Vec<Alarm>,
    /// The trust panel.
    pub trust: Vec<Trust>,
    /// The time of which the alarms are: the reader's, or that of the last tick.
    pub at: Option<Time>,
    /// Where the acts are that a chain of reasons may go through.
    pub(crate) trail: Trail,
}

/// Numbers of what was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Counted {
    pub leaves: u64,
    pub heads: u64,
    pub blobs: u64,
    pub withdrawn: u64,
    pub files: u64,
    pub ballots: u64,
}

/// Something that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which check.
    pub check: CheckId,
    /// The leaf, where it concerns one.
    pub leaf: Option<u64>,
    /// The file, where it concerns one.
    pub file: Option<String>,
    /// What exactly, in English.
    pub message: String,
}

/// An act without an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoEffect {
    /// Where it is.
    pub leaf: u64,
    /// What kind of act.
    pub act_type: ActType,
    /// Why.
    pub refusal: Refusal,
}

/// A seat with its holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatLine {
    /// The seat.
    pub name: SeatName,
    /// Who holds it; nobody where it is vacant.
    pub holder: Option<SeatHolder>,
}

/// Who holds a seat, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatHolder {
    /// The member, by the number in the order in which members came.
    pub member: MemberId,
    /// What the ballot paper of an election that was audited calls the member, where one does.
    pub name: Option<String>,
    /// The name of the member's key in force.
    pub key: SignerName,
    /// From when.
    pub since: Time,
    /// Until when at the latest.
    pub until: Time,
    /// What gave the seat.
    pub gained: Gained,
}

impl Report {
    /// Whether every check holds: one that failed refuses the record.
    pub fn verdict(&self) -> Verdict {
        if self.failure_count == 0 { Verdict::Accepted } else { Verdict::Refused }
    }

    /// How one check ended.
    pub fn outcome(&self, check: CheckId) -> Outcome {
        let found = self.checks.iter().find(|(other, _)| *other == check);
        found.map_or(Outcome::NotReached, |(_, outcome)| *outcome)
    }
}
