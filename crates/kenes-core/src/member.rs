//! Members, as the record knows them: keys and commitments, no persons.

use kenes_record::Hash;
use kenes_record::act::{ActId, Fingerprint, Holder, PublicKey, SignerName};
use kenes_record::blob::Commitment;

use crate::time::Time;

/// A member: the number of the order in which the members came onto the roll.
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

/// What an enrolment says of a person: nothing that anybody could read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// What the registrars committed to.
    pub commitment: Commitment,
    /// The one-time credential that introduces the first key.
    pub token: Fingerprint,
}

/// The key of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberKey {
    /// The key in force.
    pub key: PublicKey,
    /// The hash of the next key.
    pub next: Hash,
    /// Who keeps the key.
    pub custody: Custody,
}

/// A member: whoever is or was on the roll. Who has no device has no key; such a member votes and signs nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The act by which the member came: the enrolment; for founders the first act of the record.
    pub joined_by: ActId,
    /// What the enrolment said; none for founders.
    pub introduction: Option<Introduction>,
    /// The constituency.
    pub constituency: u16,
    /// The time of the last tick before the enrolment; 1970 for founders.
    pub enrolled: Time,
    /// From when the member's vote counts, by the charter of the enrolment.
    pub votes_from: Time,
    /// The key; none before the first was bound.
    pub key: Option<MemberKey>,
    /// On the roll or not.
    pub standing: Standing,
    /// The counter of the last act with an effect that the key signed.
    pub counter: Option<u64>,
}

impl Member {
    /// The act that enrolled the member; none for founders.
    pub fn enrolment(&self) -> Option<ActId> {
        self.introduction.map(|_| self.joined_by)
    }

    /// The name by which the member signs; none without a key.
    pub fn name(&self) -> Option<SignerName> {
        self.key.as_ref().map(|key| SignerName::of(Holder::Member, key.key.as_bytes()))
    }

    /// Whether the member is on the roll.
    pub fn is_enrolled(&self) -> bool {
        self.standing == Standing::Enrolled
    }

    /// Whether the member was on the roll of a constituency at the tick with this time, with a vote that counted. A vote needs
    /// no key: the registrars hand a voting code to whoever has none.
    pub fn is_eligible(&self, constituency: u16, at: Time) -> bool {
        let was_there = match self.standing {
            Standing::Enrolled => true,
            // Whoever leaves between this tick and the next was still there.
            Standing::Left(since) => since >= at,
        };
        self.constituency == constituency && self.votes_from <= at && self.enrolled < at && was_there
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
