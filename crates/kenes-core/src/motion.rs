//! Decisions: motions of a body, roll calls, and what was adopted.

use alloc::collections::{BTreeMap, BTreeSet};

use kenes_record::Hash;
use kenes_record::act::ActId;

use crate::charter::Share;
use crate::member::MemberId;
use crate::seat::SeatName;
use crate::time::Time;

/// What a motion is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A text of the body.
    Text,
    /// A change of the charter.
    Charter,
    /// A version of the rules.
    Rules,
    /// A witness policy.
    Policy,
    /// Anything else that the charter lets a body decide.
    Other,
}

impl Subject {
    /// Whether it is about what everything else rests on.
    pub fn is_ground_rule(self) -> bool {
        match self {
            Self::Charter | Self::Rules | Self::Policy => true,
            Self::Text | Self::Other => false,
        }
    }
}

/// What must be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Majority {
    /// More votes for than against.
    OfVotes,
    /// Such a share of all seats, the vacant ones included.
    OfSeats(Share),
}

/// A motion.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Motion {
    /// The body.
    pub body: u16,
    /// What it is about.
    pub subject: Subject,
    /// The digest of the document that it puts into force, where rules read it.
    pub proposal: Option<Hash>,
    /// Who moved it.
    pub movers: BTreeSet<MemberId>,
    /// When it was filed.
    pub filed: Time,
    /// Whether the movers took it back.
    pub withdrawn: bool,
    /// The open roll call, or the last one.
    pub rollcall: Option<Rollcall>,
    /// Whether it was adopted, and when that was decided; none as long as nothing is decided.
    pub decided: Option<(bool, Time)>,
    /// The act that states that it was adopted.
    pub stated: Option<ActId>,
    /// The act that put its proposal into force, and when that had been decided.
    pub carried_out: Option<(ActId, Time)>,
}

/// A vote of a body by name, with what the charter said when it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollcall {
    /// The act that opened it.
    pub opened_by: ActId,
    /// When it closes.
    pub closes: Time,
    /// How many seats the body has.
    pub seats: u64,
    /// Percent of the seats that must take part.
    pub quorum_percent: u64,
    /// What must be reached.
    pub majority: Majority,
    /// The seats and what each voted.
    pub votes: BTreeMap<SeatName, Vote>,
    /// Whether it is over.
    pub closed: bool,
}

/// What a roll call came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Adopted.
    Adopted,
    /// Rejected; a tie is.
    Rejected,
    /// Too few took part: nothing is decided, and the roll may be called again.
    NoQuorum,
}

impl Motion {
    /// Whether it was adopted.
    pub fn is_adopted(&self) -> bool {
        matches!(self.decided, Some((true, _)))
    }
}

impl Rollcall {
    /// Counts the votes.
    pub fn count(&self) -> Verdict {
        let votes = |vote| number(self.votes.values().filter(|cast| **cast == vote).count());
        let (yes, no) = (votes(Vote::For), votes(Vote::Against));
        let taking_part = number(self.votes.len());
        if taking_part.saturating_mul(100) < self.quorum_percent.saturating_mul(self.seats) {
            return Verdict::NoQuorum;
        }
        let enough = match self.majority {
            Majority::OfVotes => true,
            Majority::OfSeats(share) => share.is_reached(yes, self.seats),
        };
        if enough && yes > no { Verdict::Adopted } else { Verdict::Rejected }
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// A vote by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vote {
    /// For.
    For,
    /// Against.
    Against,
    /// Neither.
    Abstain,
}
