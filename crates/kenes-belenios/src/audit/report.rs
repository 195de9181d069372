//! What an audit found.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use super::blame::Blame;
use crate::archive::{Stage, Surveyed};
use crate::check::Check;
use crate::election::{Template, Uuid};
use crate::group::GroupId;
use crate::hash::Digest;

/// The outcome of an audit as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every check that was reached holds.
    Accepted,
    /// Some check failed.
    Refused,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        })
    }
}

/// The outcome of one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// Not made, or not to its end: the election is not that far, has no such part, or another check failed first where
    /// this one would have been made.
    NotReached,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::NotReached => "not reached",
        })
    }
}

/// Where in an archive a check failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// In the file as a whole; the message says at which byte or event.
    Archive,
    /// In the setup.
    Setup,
    /// In a ballot.
    Ballot {
        /// Height of its event.
        height: u64,
        /// Its tracker.
        tracker: Digest,
    },
    /// In the encrypted tally.
    Tally,
    /// In a shuffle.
    Shuffle {
        /// The number of the trustee it names.
        owner: u64,
    },
    /// In a partial decryption.
    Decryption {
        /// The number of the trustee it names.
        owner: u64,
    },
    /// In the document of bound proofs.
    Bound,
    /// In the result.
    Result,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Archive => f.write_str("archive"),
            Self::Setup => f.write_str("setup"),
            Self::Ballot { height, tracker } => write!(f, "event {height}, ballot {}", tracker.to_base64()),
            Self::Tally => f.write_str("encrypted tally"),
            Self::Shuffle { owner } => write!(f, "shuffle of trustee {owner}"),
            Self::Decryption { owner } => write!(f, "decryption of trustee {owner}"),
            Self::Bound => f.write_str("bound proofs"),
            Self::Result => f.write_str("result"),
        }
    }
}

/// A check that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which check.
    pub check: Check,
    /// Where.
    pub place: Place,
    /// What exactly, in English.
    pub message: String,
}

/// Failures beyond this many are counted, not described.
const MAX_FAILURES: usize = 1000;

/// The checks that an archive read to its end has passed.
pub(super) const CONTAINER_CHECKS: &[Check] = &[
    Check::ArchiveComplete,
    Check::ArchiveContainer,
    Check::ArchiveHeader,
    Check::ArchiveVersion,
    Check::ArchiveRecordSize,
    Check::ArchiveContentHash,
    Check::EventForm,
    Check::EventChain,
    Check::EventOrder,
    Check::EventData,
];

/// What was checked so far, and what failed.
#[derive(Debug, Default)]
pub(super) struct Findings {
    passed: BTreeSet<Check>,
    interrupted: BTreeSet<Check>,
    failed: BTreeSet<Check>,
    failures: Vec<Failure>,
    more: u64,
}

impl Findings {
    /// These checks hold for one more structure.
    pub(super) fn pass(&mut self, checks: &[Check]) {
        self.passed.extend(checks);
    }

    /// A check of a structure failed. The others of its `checks` were perhaps not made, so they do not count as passed,
    /// whatever other structures say.
    pub(super) fn fail(&mut self, blame: &(impl Blame + ?Sized), place: Place, checks: &[Check]) {
        self.interrupted.extend(checks);
        self.add(blame.check(), place, blame.to_string());
    }

    /// These checks were not made for one structure, because another failed first.
    pub(super) fn interrupt(&mut self, checks: &[Check]) {
        self.interrupted.extend(checks);
    }

    /// Notes how the checks of one structure ended.
    pub(super) fn settle<T, E: Blame>(
        &mut self,
        result: Result<T, E>,
        place: Place,
        checks: &[Check],
    ) -> Option<T> {
        match result {
            Ok(value) => {
                self.pass(checks);
                Some(value)
            }
            Err(error) => {
                self.fail(&error, place, checks);
                None
            }
        }
    }

    pub(super) fn add(&mut self, check: Check, place: Place, message: String) {
        self.failed.insert(check);
        if self.failures.len() < MAX_FAILURES {
            self.failures.push(Failure { check, place, message });
        } else {
            self.more += 1;
        }
    }

    fn outcome(&self, check: Check) -> Outcome {
        if self.failed.contains(&check) {
            Outcome::Failed
        } else if self.passed.contains(&check) && !self.interrupted.contains(&check) {
            Outcome::Passed
        } else {
            Outcome::NotReached
        }
    }
}

/// What the audit learned about the election.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) uuid: Uuid,
    pub(super) group: GroupId,
    pub(super) template: Template,
    pub(super) voters: u64,
    pub(super) counted: u64,
    pub(super) total_weight: u64,
    pub(super) result: Option<Vec<u8>>,
    pub(super) bound: BoundState,
    pub(super) unbound_certificates: bool,
    pub(super) shufflers: Vec<u64>,
    pub(super) decrypters: Vec<u64>,
}

/// What is known of the bound proofs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BoundState {
    /// There is no partial decryption yet.
    #[default]
    NotNeeded,
    /// Partial decryptions without bound proofs: a trustee could have given false factors.
    Absent,
    /// Some trustees gave bound proofs, which were checked; others could have given false factors.
    Incomplete,
    /// Checked; whether they hold is among the checks.
    Checked,
}

/// The report of an audit.
#[derive(Debug)]
pub struct Report {
    /// The election's identifier, once the setup could be read.
    pub uuid: Option<Uuid>,
    /// The election's group.
    pub group: Option<GroupId>,
    /// The texts and questions of the election.
    pub template: Option<Template>,
    /// How far the election is; none when the archive could not be read to its end.
    pub stage: Option<Stage>,
    /// The hash of the last event.
    pub head: Option<Digest>,
    /// How many credentials are listed.
    pub voters: u64,
    /// How many ballots were cast, revotes included.
    pub ballots: u64,
    /// How many ballots count: the last of each voter.
    pub counted: u64,
    /// The sum of the weights of the ballots that count.
    pub total_weight: u64,
    /// The arrays of the result as published (JSON), when the archive holds a result that passed.
    pub result: Option<Vec<u8>>,
    /// What is known of the bound proofs.
    pub bound: BoundState,
    /// Whether a group of threshold trustees has the form of Belenios 2, which does not bind its members to one list of
    /// certificates: whoever ran their ceremony could have shown them different ones.
    pub unbound_certificates: bool,
    /// The numbers of the trustees whose shuffles hold, in order. Whoever made all of them knows whose each ballot is.
    pub shufflers: Vec<u64>,
    /// The numbers of the trustees whose partial decryptions hold, in order.
    pub decrypters: Vec<u64>,
    /// Every check in the order of the specification, with its outcome.
    pub checks: Vec<(Check, Outcome)>,
    /// What failed, in the order it was found.
    pub failures: Vec<Failure>,
    /// How many failures more there are than `failures` holds.
    pub more_failures: u64,
}

/// The value of the one field of a serialized result.
fn arrays_of(result: &[u8]) -> Option<Vec<u8>> {
    Some(result.strip_prefix(b"{\"result\":")?.strip_suffix(b"}")?.to_vec())
}

impl Report {
    pub(super) fn new(
        findings: Findings,
        summary: Option<Summary>,
        ballots: u64,
        surveyed: Option<&Surveyed>,
    ) -> Self {
        let checks = Check::ALL.iter().map(|&check| (check, findings.outcome(check))).collect();
        let Findings { passed: _, interrupted: _, failed: _, failures, more } = findings;
        let mut report = Self {
            uuid: None,
            group: None,
            template: None,
            stage: surveyed.map(|surveyed| surveyed.stage),
            head: surveyed.map(|surveyed| surveyed.head),
            voters: 0,
            ballots,
            counted: 0,
            total_weight: 0,
            result: None,
            bound: BoundState::NotNeeded,
            unbound_certificates: false,
            shufflers: Vec::new(),
            decrypters: Vec::new(),
            checks,
            failures,
            more_failures: more,
        };
        if let Some(summary) = summary {
            report.fill(summary);
        }
        report
    }

    fn fill(&mut self, summary: Summary) {
        let Summary {
            uuid,
            group,
            template,
            voters,
            counted,
            total_weight,
            result,
            bound,
            unbound_certificates,
            shufflers,
            decrypters,
        } = summary;
        self.uuid = Some(uuid);
        self.group = Some(group);
        self.template = Some(template);
        self.voters = voters;
        self.counted = counted;
        self.total_weight = total_weight;
        self.result = result.filter(|_| self.failures.is_empty()).as_deref().and_then(arrays_of);
        self.bound = bound;
        self.unbound_certificates = unbound_certificates;
        self.shufflers = shufflers;
        self.decrypters = decrypters;
    }

    /// Whether every check that was reached holds.
    pub fn verdict(&self) -> Verdict {
        if self.failures.is_empty() { Verdict::Accepted } else { Verdict::Refused }
    }

    /// The outcome of one check.
    pub fn outcome(&self, check: Check) -> Outcome {
        self.checks
            .iter()
            .find(|(other, _)| *other == check)
            .map_or(Outcome::NotReached, |&(_, outcome)| outcome)
    }
}
