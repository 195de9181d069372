//! Members, as the record knows them: keys and commitments, no persons.

use kenes_record::Hash;
use kenes_record::act::{ActId, Fingerprint, PublicKey};
use kenes_record::blob::Commitment;

use crate::time::Time;

/// A member: the number of the order in which the members came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberId(pub(crate) u32);

impl MemberId {
    /// The number, from 0.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The place among the members.
    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// Who keeps a member's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Custody {
    /// The member's own device.
    Own,
    /// Derived from a code that somebody else made.
    Custodial,
}

/// Whether a member is on the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// On it.
    Enrolled,
    /// Off it since.
    Left(Time),
}

/// An enrolment: a person committed to, who may bind a key once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// What the registrars committed to.
    pub commitment: Commitment,
    /// The constituency.
    pub constituency: u16,
    /// The one-time credential that introduces the key.
    pub token: Fingerprint,
    /// When it was made.
    pub at: Time,
    /// From when the vote counts, by the charter of that time.
    pub votes_from: Time,
    /// Who bound a key to it.
    pub member: Option<MemberId>,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The act by which the member came: the binding of the first key; for founders the first act of the record.
    pub joined_by: ActId,
    /// The enrolment; none for founders.
    pub enrolment: Option<ActId>,
    /// The constituency.
    pub constituency: u16,
    /// From when the member's vote counts.
    pub votes_from: Time,
    /// The time of the last tick before the first key was bound; 1970 for founders.
    pub bound: Time,
    /// The key in force.
    pub key: PublicKey,
    /// The hash of the next key.
    pub next: Hash,
    /// Who keeps the key.
    pub custody: Custody,
    /// On the roll or not.
    pub standing: Standing,
    /// The counter of the last act with an effect that this key signed.
    pub counter: Option<u64>,
}

impl Member {
    /// Whether the member is on the roll.
    pub fn is_enrolled(&self) -> bool {
        self.standing == Standing::Enrolled
    }

    /// Whether the member was on the roll of a constituency at the tick with this time, with a vote that counted.
    pub fn is_eligible(&self, constituency: u16, at: Time) -> bool {
        let was_there = match self.standing {
            Standing::Enrolled => true,
            // Whoever leaves between this tick and the next was still there.
            Standing::Left(since) => since >= at,
        };
        self.constituency == constituency && self.votes_from <= at && self.bound < at && was_there
    }
}

/// A recovery of a lost key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// Whose.
    pub member: MemberId,
    /// The key that is to come into force.
    pub key: PublicKey,
    /// The hash of the one after it.
    pub next: Hash,
    /// When it was opened.
    pub opened: Time,
    /// From when it can be completed.
    pub due: Time,
    /// What became of it.
    pub state: RecoveryState,
}

/// What became of a recovery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryState {
    /// It waits to be contested.
    Open,
    /// The key that was said to be lost stopped it.
    Vetoed,
    /// The new key is in force.
    Done,
}

/// What a member commits to as the next key: the SHA-256 of its 32 bytes.
pub fn next_of(key: &PublicKey) -> Hash {
    Hash::of(key.as_bytes())
}
