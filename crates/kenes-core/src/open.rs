//! The first act: a charter, who begins, and a server.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Fingerprint, Holder as KeyHolder, LogId, PublicKey, VerifiedAct};
use kenes_record::blob::BlobReference;
use kenes_record::policy::{Policy, PolicyTextError};

use crate::act::body;
use crate::blob::Blobs;
use crate::charter::{Charter, CharterError};
use crate::council::{Council, RulesVersion};
use crate::evidence::Evidence;
use crate::large::LargeSet;
use crate::member::{Custody, Member, MemberId, MemberKey, Standing};
use crate::seat::{Gained, Holder, Seat, SeatName};
use crate::time::Time;

body! {
    /// `charter.genesis`.
    CharterGenesis {
        charter: BlobReference,
        founders: Vec<PublicKey>,
        next: Vec<Hash>,
        policy: BlobReference,
        rules: u64,
        server: PublicKey,
    }
}

/// An act does not open a council.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Another act than `charter.genesis`. A record that goes on for another one is for a later version.
    #[error("the first act of a council is charter.genesis")]
    NotGenesis,
    /// Rules that this program does not have.
    #[error("the rules of version {version} need a newer program")]
    NeedsNewer {
        /// Their version.
        version: u64,
    },
    /// A document is not there.
    #[error("the document {} is missing", digest.to_hex())]
    Missing {
        /// Its digest.
        digest: Hash,
    },
    /// The charter is none.
    #[error(transparent)]
    Charter(#[from] CharterError),
    /// The witness policy is none.
    #[error(transparent)]
    Policy(#[from] PolicyTextError),
    /// Each founder's key stands once, has signed, and has the hash of a next key; the server's key is another.
    #[error("the founders' keys, those of the next ones and the signatures do not belong together")]
    Founders,
    /// More founders than the first constituency may have members, or fewer than must sign an enrolment.
    #[error("{founders} founders, but from {least} to {most} are possible under this charter")]
    Number {
        /// How many there are.
        founders: u64,
        /// The least.
        least: u64,
        /// The most.
        most: u64,
    },
}

impl Council {
    /// Opens a council by the first act of its record. The founders are the members 0, 1, … of constituency 0, who vote at
    /// once, and hold the first seats of every body until its first seating, for at most the charter's days after the
    /// first tick.
    ///
    /// # Errors
    /// The act is another, or what it names is missing or wrong.
    pub fn open(act: &VerifiedAct, evidence: &impl Evidence) -> Result<Self, OpenError> {
        if act.act_type() != ActType::CharterGenesis {
            return Err(OpenError::NotGenesis);
        }
        let genesis = CharterGenesis::of(act.body()).ok_or(OpenError::NotGenesis)?;
        let CharterGenesis { charter, founders, next, policy, rules, server } = genesis;
        let rules = RulesVersion::of_number(rules).ok_or(OpenError::NeedsNewer { version: rules })?;
        let charter_digest = *charter.digest();
        let charter = Charter::parse(document(evidence, &charter_digest)?)?;
        let witnesses = Policy::parse(document(evidence, policy.digest())?)?;
        let keys = check_founders(act, &founders, &next, &server)?;
        check_number(&charter, founders.len())?;
        let mut used_keys: BTreeSet<Fingerprint> = keys.keys().copied().collect();
        used_keys.insert(Fingerprint::of(server.as_bytes()));
        let places = BTreeMap::from([(0, u64::try_from(founders.len()).unwrap_or(u64::MAX))]);
        Ok(Self {
            log: LogId::of(&act.id()),
            genesis: act.id(),
            rules,
            seats: first_seats(&charter, founders.len(), act.id()),
            charter,
            charter_digest,
            policy: *policy.digest(),
            witnesses,
            servers: Vec::from([server]),
            server_counter: None,
            founded: None,
            now: None,
            clock: None,
            tick_size: 0,
            ids: LargeSet::from_iter([act.id()]),
            blobs: first_blobs(act),
            withdrawn: BTreeSet::new(),
            members: first_members(act, &founders, &next),
            keys,
            used_keys,
            enrolments: BTreeMap::new(),
            commitments: BTreeSet::new(),
            tokens: BTreeSet::new(),
            places,
            recoveries: BTreeMap::new(),
            roll_sizes: Vec::new(),
            elections: BTreeMap::new(),
            default_since: None,
            unready: BTreeMap::new(),
            motions: BTreeMap::new(),
            petitions: BTreeMap::new(),
            petitioners: BTreeMap::new(),
            rollcalls: BTreeMap::new(),
            ticks: BTreeMap::new(),
        })
    }
}

/// The charter and the policy: documents.
fn first_blobs(act: &VerifiedAct) -> Blobs {
    let mut blobs = Blobs::default();
    blobs.note(act.id(), act.body(), BTreeSet::new);
    blobs
}

fn document<'a>(evidence: &'a impl Evidence, digest: &Hash) -> Result<&'a [u8], OpenError> {
    evidence.document(digest).ok_or(OpenError::Missing { digest: *digest })
}

/// Every founder signs, nobody else does, and no key stands twice.
fn check_founders(
    act: &VerifiedAct,
    founders: &[PublicKey],
    next: &[Hash],
    server: &PublicKey,
) -> Result<BTreeMap<Fingerprint, MemberId>, OpenError> {
    let prints = founders.iter().map(|key| Fingerprint::of(key.as_bytes()));
    let keys: BTreeMap<Fingerprint, MemberId> = prints.zip((0..).map(MemberId)).collect();
    let nexts: BTreeSet<&Hash> = next.iter().collect();
    let signers = act.signers();
    let right = keys.len() == founders.len()
        && nexts.len() == founders.len()
        && next.len() == founders.len()
        && signers.len() == founders.len()
        && signers
            .iter()
            .all(|signer| signer.holder == KeyHolder::Member && keys.contains_key(&signer.fingerprint))
        && !keys.contains_key(&Fingerprint::of(server.as_bytes()));
    if right { Ok(keys) } else { Err(OpenError::Founders) }
}

/// With fewer founders than must sign an enrolment nobody could ever join.
fn check_number(charter: &Charter, founders: usize) -> Result<(), OpenError> {
    let founders = u64::try_from(founders).unwrap_or(u64::MAX);
    let least = charter.entry.registrars.saturating_add(charter.entry.sponsors);
    let most = match charter.constituencies.first().map(|constituency| constituency.most) {
        Some(0) => u64::MAX,
        Some(most) => most,
        None => 0,
    };
    if (least..=most).contains(&founders) { Ok(()) } else { Err(OpenError::Number { founders, least, most }) }
}

fn first_members(act: &VerifiedAct, founders: &[PublicKey], next: &[Hash]) -> Vec<Member> {
    let by = act.envelope().by;
    let member = |(key, next): (&PublicKey, &Hash)| Member {
        joined_by: act.id(),
        introduction: None,
        constituency: 0,
        enrolled: Time::default(),
        votes_from: Time::default(),
        key: Some(MemberKey { key: *key, next: *next, custody: Custody::Own }),
        standing: Standing::Enrolled,
        counter: act.envelope().counter.filter(|_| Fingerprint::of(key.as_bytes()) == by),
    };
    founders.iter().zip(next).map(member).collect()
}

/// Founder number n holds the seat number n of every body; the first tick says from when until when.
fn first_seats(charter: &Charter, founders: usize, genesis: ActId) -> BTreeMap<SeatName, Seat> {
    let mut seats = BTreeMap::new();
    for name in charter.seat_names() {
        let founder = MemberId(u32::from(name.seat));
        let holder = (founder.index() < founders).then_some(Holder {
            member: founder,
            since: Time::default(),
            until: Time::default(),
            gained: Gained::Founding,
            accepted: genesis,
        });
        seats.insert(name, Seat { holder, ..Seat::default() });
    }
    seats
}
