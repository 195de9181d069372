//! A council as the fold of its record up to some leaf.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use kenes_record::Hash;
use kenes_record::act::{ActId, Fingerprint, LogId, PublicKey};
use kenes_record::blob::Commitment;
use kenes_record::policy::Policy;

use crate::blob::Blobs;
use crate::charter::Charter;
use crate::election::Election;
use crate::large::LargeSet;
use crate::member::{Member, MemberId, Recovery, Standing};
use crate::motion::Motion;
use crate::petition::Petition;
use crate::refusal::Refusal;
use crate::seat::{Holder, Seat, SeatName};
use crate::time::{Clock, Duration, Time};

/// A version of the rules: which acts there are, what makes them effective, how votes are counted. Released versions are
/// never edited or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RulesVersion {
    /// The first.
    V1,
}

impl RulesVersion {
    /// The version with this number.
    pub const fn of_number(number: u64) -> Option<Self> {
        match number {
            1 => Some(Self::V1),
            _ => None,
        }
    }

    /// Its number.
    pub const fn number(self) -> u64 {
        match self {
            Self::V1 => 1,
        }
    }
}

/// The state of a council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Council {
    /// The record.
    pub(crate) log: LogId,
    /// The act that opened it.
    pub(crate) genesis: ActId,
    pub(crate) rules: RulesVersion,
    pub(crate) charter: Charter,
    /// The digest of the charter in force.
    pub(crate) charter_digest: Hash,
    /// The digest of the witness policy in force.
    pub(crate) policy: Hash,
    /// The witnesses of the policy in force, read. Its logs are not used: the log's key is the server's.
    pub(crate) witnesses: Policy,
    /// The server's keys, the one in force last.
    pub(crate) servers: Vec<PublicKey>,
    /// The counter of the last act of the server's key in force.
    pub(crate) server_counter: Option<u64>,
    /// The time of the first tick, from which the founders' time runs.
    pub(crate) founded: Option<Time>,
    /// The last tick.
    pub(crate) now: Option<Time>,
    /// Whose word the last tick is.
    pub(crate) clock: Option<Clock>,
    /// The size of the last tick's checkpoint.
    pub(crate) tick_size: u64,
    /// The ids of acts that were included, whatever their effect.
    pub(crate) ids: LargeSet<ActId>,
    /// The texts and documents that acts named, whatever their effect.
    pub(crate) blobs: Blobs,
    /// The texts that were withdrawn.
    pub(crate) withdrawn: BTreeSet<Hash>,
    pub(crate) members: Vec<Member>,
    /// Members by the key in force.
    pub(crate) keys: BTreeMap<Fingerprint, MemberId>,
    /// Every key that ever was a member's or the server's, or was named by a recovery: none comes a second time.
    pub(crate) used_keys: BTreeSet<Fingerprint>,
    pub(crate) enrolments: BTreeMap<ActId, MemberId>,
    /// Every commitment that was enrolled.
    pub(crate) commitments: BTreeSet<Commitment>,
    /// Every one-time credential that was given out.
    pub(crate) tokens: BTreeSet<Fingerprint>,
    /// How many are enrolled in each constituency, with a key or not yet.
    pub(crate) places: BTreeMap<u16, u64>,
    pub(crate) recoveries: BTreeMap<ActId, Recovery>,
    /// The size of the roll, noted by the first tick of each day, for the surge alarm: the latest last.
    pub(crate) roll_sizes: Vec<(Time, u64)>,
    pub(crate) seats: BTreeMap<SeatName, Seat>,
    pub(crate) elections: BTreeMap<ActId, Election>,
    /// Since when the registrars are in default: they did not set up an election that was to open.
    pub(crate) default_since: Option<Time>,
    /// Who backed a call of a body that came to nothing without a setup, since the last one of it was counted.
    pub(crate) unready: BTreeMap<u16, BTreeSet<MemberId>>,
    pub(crate) motions: BTreeMap<ActId, Motion>,
    pub(crate) petitions: BTreeMap<ActId, Petition>,
    /// The last petition that a member opened for a body.
    pub(crate) petitioners: BTreeMap<(u16, MemberId), ActId>,
    /// The motion of each roll call.
    pub(crate) rollcalls: BTreeMap<ActId, ActId>,
    /// Ticks by the act, for freezes.
    pub(crate) ticks: BTreeMap<ActId, Time>,
}

impl Council {
    /// The charter in force.
    pub fn charter(&self) -> &Charter {
        &self.charter
    }

    /// The time of the last tick.
    pub fn now(&self) -> Option<Time> {
        self.now
    }

    /// The act of the last tick, at which the roll of an election that is called now is frozen.
    pub fn last_tick(&self) -> Option<&ActId> {
        let now = self.now?;
        self.ticks.iter().find(|(_, time)| **time == now).map(|(act, _)| act)
    }

    /// All seats, by body and place.
    pub fn seats(&self) -> impl Iterator<Item = (SeatName, &Seat)> {
        self.seats.iter().map(|(name, seat)| (*name, seat))
    }

    /// Who holds a seat.
    pub fn holder(&self, seat: SeatName) -> Option<&Holder> {
        self.seats.get(&seat)?.holder.as_ref()
    }

    /// Whether the text with this digest was withdrawn: then its file may be missing, and mirrors delete it.
    pub fn is_withdrawn(&self, text: &Hash) -> bool {
        self.withdrawn.contains(text)
    }

    /// The texts that were withdrawn, by their digests.
    pub fn withdrawn(&self) -> impl Iterator<Item = &Hash> {
        self.withdrawn.iter()
    }

    /// Whether the act with this id was taken, whatever its effect: none is taken twice.
    pub fn has_taken(&self, id: &ActId) -> bool {
        self.ids.contains(id)
    }

    /// The elections, by their calls.
    pub fn elections(&self) -> impl Iterator<Item = &Election> {
        self.elections.values()
    }

    /// A member.
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.get(usize::try_from(id.0).ok()?)
    }

    /// All members, in the order in which they came.
    pub fn members(&self) -> impl Iterator<Item = (MemberId, &Member)> {
        (0..).map(MemberId).zip(&self.members)
    }

    /// The roll of a constituency at the tick with this time: the members whose votes counted, who were enrolled before the tick
    /// and had not left, with a key or without one.
    pub fn eligible(&self, constituency: u16, at: Time) -> BTreeSet<MemberId> {
        let counts = |member: &Member| member.is_eligible(constituency, at);
        self.members().filter(|(_, member)| counts(member)).map(|(id, _)| id).collect()
    }

    /// Whether a member was on that roll.
    pub(crate) fn is_eligible(&self, member: MemberId, constituency: u16, at: Time) -> bool {
        self.member(member).is_some_and(|member| member.is_eligible(constituency, at))
    }

    /// The time of a tick at which a roll is frozen, and that is not older than this.
    pub(crate) fn freeze(&self, tick: &ActId, oldest: Duration) -> Result<Time, Refusal> {
        let now = self.time()?;
        let time = self.ticks.get(tick).copied().filter(|time| time.plus(oldest) >= now);
        time.ok_or(Refusal::Roll)
    }

    /// The member who uses this key.
    pub(crate) fn member_of(&self, key: &Fingerprint) -> Result<MemberId, Refusal> {
        let id = self.keys.get(key).copied().ok_or(Refusal::NotMember)?;
        match self.member(id).map(|member| member.standing) {
            Some(Standing::Enrolled) => Ok(id),
            Some(Standing::Left(_)) | None => Err(Refusal::NotMember),
        }
    }

    /// The record.
    pub fn log(&self) -> &LogId {
        &self.log
    }

    /// The rules in force.
    pub fn rules(&self) -> RulesVersion {
        self.rules
    }

    /// The digest of the charter in force.
    pub fn charter_digest(&self) -> &Hash {
        &self.charter_digest
    }

    /// The digest of the witness policy in force.
    pub fn policy_digest(&self) -> &Hash {
        &self.policy
    }

    /// The server's key in force.
    pub fn key_of_server(&self) -> Option<&PublicKey> {
        self.servers.last()
    }

    /// Whose word the time is; none before the first tick.
    pub fn clock(&self) -> Option<Clock> {
        self.clock
    }

    /// The motions, by the acts that filed them.
    pub fn motions(&self) -> impl Iterator<Item = (&ActId, &Motion)> {
        self.motions.iter()
    }

    /// The petitions, by the acts that opened them.
    pub fn petitions(&self) -> impl Iterator<Item = (&ActId, &Petition)> {
        self.petitions.iter()
    }

    /// Since when the registrars are in default: an election was to open, and they had not set it up.
    pub fn registrars_in_default(&self) -> Option<Time> {
        self.default_since
    }

    /// The texts that a member wrote and that were not withdrawn, each with the first act that named it.
    pub fn texts_of(&self, member: MemberId) -> impl Iterator<Item = (&Hash, &ActId)> {
        let texts = self.blobs.texts.iter().filter(move |(_, naming)| naming.authors.contains(&member));
        texts.filter(|(text, _)| !self.withdrawn.contains(*text)).map(|(text, naming)| (text, &naming.act))
    }

    /// The recoveries of keys, by the acts that opened them.
    pub fn recoveries(&self) -> impl Iterator<Item = (&ActId, &Recovery)> {
        self.recoveries.iter()
    }

    /// The member whom an act enrolled.
    pub fn enrolled_by(&self, enrol: &ActId) -> Option<MemberId> {
        self.enrolments.get(enrol).copied()
    }

    /// How many are enrolled, with a key or not yet.
    pub fn roll(&self) -> u64 {
        self.places.values().fold(0, |sum, places| sum.saturating_add(*places))
    }

    /// The seats that a member holds.
    pub fn seats_of(&self, member: MemberId) -> impl Iterator<Item = SeatName> {
        let holds = move |seat: &Seat| seat.holder.as_ref().is_some_and(|holder| holder.member == member);
        self.seats.iter().filter(move |(_, seat)| holds(seat)).map(|(name, _)| *name)
    }

    /// Whether a member holds a seat of a body.
    pub(crate) fn sits_in(&self, member: MemberId, body: u16) -> bool {
        self.seats_in(body)
            .any(|(_, seat)| seat.holder.as_ref().is_some_and(|holder| holder.member == member))
    }

    /// The seats of a body, those included that a later charter no longer has.
    pub(crate) fn seats_in(&self, body: u16) -> impl Iterator<Item = (SeatName, &Seat)> {
        let range = SeatName { body, seat: 0 }..=SeatName { body, seat: u16::MAX };
        self.seats.range(range).map(|(name, seat)| (*name, seat))
    }

    /// The fingerprint of the server's key in force.
    pub(crate) fn server(&self) -> Option<Fingerprint> {
        self.servers.last().map(|key| Fingerprint::of(key.as_bytes()))
    }

    pub(crate) fn time(&self) -> Result<Time, Refusal> {
        self.now.ok_or(Refusal::NoTime)
    }
}
