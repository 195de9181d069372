//! Which logs and witnesses are trusted, and how many witnesses must have seen a head: C2SP `tlog-policy`.

mod text;

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use crate::checkpoint::{Checkpoint, CheckpointVerifyError, Head, VerifiedHead};
use crate::cosignature::{self, CosignatureError};
use crate::key::{KeyName, KeyUse, VerifierKey, VerifierKeyError};
use crate::note::NoteVerifyError;

pub use self::text::{MAX_POLICY, PolicyTextError};

/// The most logs, the most witnesses and the most groups of a policy.
pub const MAX_OF_A_KIND: usize = 64;

/// The longest name and the longest address, in bytes.
pub const MAX_ITEM: usize = 1024;

/// The smallest number that is more than two thirds of the witnesses: with fewer than a third of them dishonest, no two
/// such quorums cosign two different heads.
pub const fn quorum_of(witnesses: usize) -> usize {
    witnesses.saturating_sub(witnesses.div_ceil(3)).saturating_add(1)
}

/// The name that a witness or a group has within a policy: octets without spaces and control characters. It need not be
/// UTF-8.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyName(Vec<u8>);

impl PolicyName {
    /// Reads a name.
    ///
    /// # Errors
    /// It is empty or too long, has a space or a control character, or is `none`, which means no witness.
    pub fn new(name: &[u8]) -> Result<Self, PolicyFault> {
        let fits = is_item(name) && name != NONE;
        if fits { Ok(Self(name.to_vec())) } else { Err(PolicyFault::Name) }
    }

    /// The octets.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A witness is mostly named like its key.
impl TryFrom<&KeyName> for PolicyName {
    type Error = PolicyFault;

    fn try_from(name: &KeyName) -> Result<Self, PolicyFault> {
        Self::new(name.as_str().as_bytes())
    }
}

/// Prints what is UTF-8 as it is.
impl fmt::Display for PolicyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = String::from_utf8_lossy(&self.0);
        text.chars().try_for_each(|c| {
            if c.is_control() { write!(f, "{}", c.escape_default()) } else { write!(f, "{c}") }
        })
    }
}

impl fmt::Debug for PolicyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.escape_ascii())
    }
}

const NONE: &[u8] = b"none";

/// Whether octets can stand between spaces on a line of a policy.
fn is_item(item: &[u8]) -> bool {
    (1..=MAX_ITEM).contains(&item.len()) && item.iter().all(|octet| *octet > b' ' && *octet != 0x7f)
}

/// A log that a policy trusts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyLog {
    /// Its key, whose name is the log's origin.
    pub key: VerifierKey,
    /// Where it is to be found; octets, which need not be UTF-8.
    pub url: Option<Vec<u8>>,
}

/// A witness that a policy knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyWitness {
    /// Its name within the policy.
    pub name: PolicyName,
    /// Its key.
    pub key: VerifierKey,
    /// The prefix at which it takes checkpoints; octets, which need not be UTF-8.
    pub url: Option<Vec<u8>>,
}

/// A set of logs, a set of witnesses, and the rule that says which witnesses are enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<PolicyLog>,
    witnesses: Vec<PolicyWitness>,
    groups: Vec<Group>,
    /// `None` means that no cosignature is required.
    quorum: Option<Member>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    name: PolicyName,
    threshold: usize,
    members: Vec<Member>,
}

/// A place among the witnesses or the groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Member {
    Witness(usize),
    Group(usize),
}

/// What is wrong with a line of a policy, or with what is to become one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyFault {
    /// A control character other than the tab.
    #[error("a control character")]
    Octet,
    /// Not one of the four kinds of lines, or too few or too many items on it.
    #[error("neither a log, a witness, a group, a quorum nor a comment")]
    Form,
    /// The key.
    #[error("the key: {0}")]
    Key(#[from] VerifierKeyError),
    /// A log with a key for cosignatures, or a witness with one for notes.
    #[error("the key {name} is of the wrong kind for this line")]
    KeyUse {
        /// The key's name.
        name: KeyName,
    },
    /// Two logs, or two witnesses, with the same 32 bytes of key.
    #[error("the key of {name} stands on an earlier line")]
    DuplicateKey {
        /// The name of the key on the later line.
        name: KeyName,
    },
    /// What is no name, or `none`.
    #[error("not a name: 1 to {MAX_ITEM} octets without spaces and control characters, and not \"none\"")]
    Name,
    /// What is no address.
    #[error("not an address: 1 to {MAX_ITEM} octets without spaces and control characters")]
    Url,
    /// Two witnesses or groups with one name.
    #[error("{name} is defined on an earlier line")]
    DuplicateName {
        /// The name.
        name: PolicyName,
    },
    /// A name that no earlier line defines.
    #[error("{name} is not defined on an earlier line")]
    UnknownName {
        /// The name.
        name: PolicyName,
    },
    /// A name that is a member twice.
    #[error("{name} is already a member of a group")]
    UsedTwice {
        /// The name.
        name: PolicyName,
    },
    /// The number of members that are enough.
    #[error("of {members} members, a decimal number from 1 to {members}, \"any\" or \"all\" can be enough")]
    Threshold {
        /// The number of members.
        members: usize,
    },
    /// A second quorum line.
    #[error("the quorum stands on an earlier line")]
    SecondQuorum,
    /// More logs, witnesses or groups than [`MAX_OF_A_KIND`].
    #[error("more than {MAX_OF_A_KIND} of a kind")]
    TooMany,
}

/// A policy does not accept a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// The policy lists no log of this origin.
    #[error("no log of the policy is named {origin}")]
    UnknownLog {
        /// The origin.
        origin: KeyName,
    },
    /// No log of this origin has signed.
    #[error("not signed by the log {origin}")]
    NotSigned {
        /// The origin.
        origin: KeyName,
    },
    /// A line is by a log or a witness of the policy, and is wrong.
    #[error("the signature by {name} is wrong")]
    Wrong {
        /// The name of the key.
        name: KeyName,
    },
    /// The witnesses that cosigned are not enough.
    #[error("too few witnesses have cosigned: {cosigned} of the {witnesses} that count")]
    NoQuorum {
        /// How many that count have cosigned.
        cosigned: usize,
        /// How many count.
        witnesses: usize,
    },
}

/// A witness whose cosignature was checked and counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigner {
    name: PolicyName,
    time: u64,
}

impl Cosigner {
    /// Its name within the policy.
    pub fn name(&self) -> &PolicyName {
        &self.name
    }

    /// When it cosigned: seconds since 1970, as it says.
    pub fn time(&self) -> u64 {
        self.time
    }
}

/// A head that a log has signed and that a quorum of witnesses has seen. Only [`Policy::verify`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessedHead {
    head: VerifiedHead,
    cosigners: Vec<Cosigner>,
}

impl WitnessedHead {
    /// The head.
    pub fn head(&self) -> &Head {
        self.head.head()
    }

    /// The witnesses that count and have cosigned, in the order of the policy.
    pub fn cosigners(&self) -> &[Cosigner] {
        &self.cosigners
    }

    /// The lower median of the times of the cosignatures; `None` where nobody cosigned. When fewer than a third of the
    /// witnesses lie and more than two thirds are needed, liars cannot move it beyond the times of the honest.
    pub fn time(&self) -> Option<u64> {
        let mut times: Vec<u64> = self.cosigners.iter().map(Cosigner::time).collect();
        times.sort_unstable();
        times.get(times.len().checked_sub(1)? / 2).copied()
    }
}

impl Policy {
    /// The policy of one log of which `enough` of these witnesses must have seen a head: a group named `witnesses`. Without
    /// witnesses none is needed, and `enough` is 0.
    ///
    /// # Errors
    /// A key is of the wrong kind or there twice, a name is there twice, an address has a space, or `enough` is not from 1 to
    /// the number of witnesses.
    pub fn of_witnesses(
        log: PolicyLog,
        witnesses: impl IntoIterator<Item = PolicyWitness>,
        enough: usize,
    ) -> Result<Self, PolicyFault> {
        let mut policy = Self::default();
        policy.add_log(log)?;
        let mut members = Vec::new();
        for witness in witnesses {
            members.push(Member::Witness(policy.witnesses.len()));
            policy.add_witness(witness)?;
        }
        if members.is_empty() && enough == 0 {
            return Ok(policy);
        }
        let name = PolicyName(b"witnesses".to_vec());
        policy.quorum = Some(Member::Group(0));
        policy.add_group(Group { name, threshold: enough, members })?;
        Ok(policy)
    }

    /// The same witnesses and quorum for one log.
    ///
    /// # Errors
    /// The key is not one for notes, or the address has a space.
    pub fn for_log(&self, log: PolicyLog) -> Result<Self, PolicyFault> {
        let mut policy = Self { logs: Vec::new(), ..self.clone() };
        policy.add_log(log)?;
        Ok(policy)
    }

    /// The logs, in the order of the file.
    pub fn logs(&self) -> &[PolicyLog] {
        &self.logs
    }

    /// The witnesses, in the order of the file.
    pub fn witnesses(&self) -> &[PolicyWitness] {
        &self.witnesses
    }

    /// Whether witnesses with these names are enough. Names that the policy does not know add nothing.
    pub fn is_quorum<'a>(&self, names: impl IntoIterator<Item = &'a PolicyName>) -> bool {
        let names: BTreeSet<&PolicyName> = names.into_iter().collect();
        let present: Vec<bool> = self.witnesses.iter().map(|witness| names.contains(&witness.name)).collect();
        self.are_enough(&present)
    }

    /// Checks that a checkpoint is signed by a log of the policy, whose name is its origin, and cosigned by a quorum.
    ///
    /// Lines by keys that the policy does not know are passed over. Each line by a key that it knows must be right, also
    /// where it is not needed. Witnesses on which the quorum does not rest are checked and not counted.
    ///
    /// # Errors
    /// The log is unknown or has not signed, a known key's line is wrong, or there is no quorum.
    pub fn verify(&self, checkpoint: &Checkpoint) -> Result<WitnessedHead, PolicyError> {
        let head = self.verify_log(checkpoint)?;
        let counts = self.counting();
        let mut present = vec![false; self.witnesses.len()];
        let mut cosigners = Vec::new();
        for ((witness, counts), present) in self.witnesses.iter().zip(&counts).zip(&mut present) {
            match cosignature::verify(checkpoint, &witness.key) {
                Ok(found) if *counts => {
                    *present = true;
                    cosigners.push(Cosigner { name: witness.name.clone(), time: found.time() });
                }
                Ok(_) | Err(CosignatureError::Missing { .. }) => {}
                Err(CosignatureError::Wrong { name }) => return Err(PolicyError::Wrong { name }),
            }
        }
        if !self.are_enough(&present) {
            let witnesses = counts.into_iter().filter(|counts| *counts).count();
            return Err(PolicyError::NoQuorum { cosigned: cosigners.len(), witnesses });
        }
        Ok(WitnessedHead { head, cosigners })
    }

    fn verify_log(&self, checkpoint: &Checkpoint) -> Result<VerifiedHead, PolicyError> {
        let origin = || checkpoint.head().origin.clone();
        let mut error = PolicyError::UnknownLog { origin: origin() };
        let mut verified = None;
        for log in &self.logs {
            match checkpoint.verify(&log.key) {
                Ok(head) => verified = Some(head),
                Err(CheckpointVerifyError::Signature(NoteVerifyError::Wrong { name })) => {
                    return Err(PolicyError::Wrong { name });
                }
                Err(CheckpointVerifyError::Signature(NoteVerifyError::Missing { .. })) => {
                    error = PolicyError::NotSigned { origin: origin() };
                }
                // A known log has no say here, but a wrong line in its name is no reason to believe the rest.
                Err(CheckpointVerifyError::Origin { .. }) => match checkpoint.note().verify(&log.key) {
                    Err(NoteVerifyError::Wrong { name }) => return Err(PolicyError::Wrong { name }),
                    Ok(()) | Err(NoteVerifyError::Missing { .. }) => {}
                },
            }
        }
        verified.ok_or(error)
    }

    /// Whether the witnesses that are present, by place, are enough.
    fn are_enough(&self, present: &[bool]) -> bool {
        // Members of a group stand before it, so one pass from the first group to the last is enough.
        let mut groups: Vec<bool> = Vec::new();
        for group in &self.groups {
            let witnessed = group.members.iter().filter(|member| is_set(**member, present, &groups)).count();
            groups.push(witnessed >= group.threshold);
        }
        self.quorum.is_none_or(|quorum| is_set(quorum, present, &groups))
    }

    /// Which witnesses the quorum rests on, by place.
    fn counting(&self) -> Vec<bool> {
        let mut witnesses = vec![false; self.witnesses.len()];
        let mut groups = vec![false; self.groups.len()];
        let mut mark = |member: Member, groups: &mut Vec<bool>| {
            let flag = match member {
                Member::Witness(place) => witnesses.get_mut(place),
                Member::Group(place) => groups.get_mut(place),
            };
            flag.into_iter().for_each(|flag| *flag = true);
        };
        self.quorum.into_iter().for_each(|quorum| mark(quorum, &mut groups));
        for (place, group) in self.groups.iter().enumerate().rev() {
            if is_set(Member::Group(place), &[], &groups) {
                group.members.iter().for_each(|member| mark(*member, &mut groups));
            }
        }
        witnesses
    }

    fn add_log(&mut self, log: PolicyLog) -> Result<(), PolicyFault> {
        check_key(&log.key, KeyUse::Note, self.logs.iter().map(|log| &log.key))?;
        check_url(log.url.as_deref())?;
        push(&mut self.logs, log)
    }

    fn add_witness(&mut self, witness: PolicyWitness) -> Result<(), PolicyFault> {
        check_key(&witness.key, KeyUse::Cosignature, self.witnesses.iter().map(|witness| &witness.key))?;
        check_url(witness.url.as_deref())?;
        self.check_new(&witness.name)?;
        push(&mut self.witnesses, witness)
    }

    fn add_group(&mut self, group: Group) -> Result<(), PolicyFault> {
        self.check_new(&group.name)?;
        let members = group.members.len();
        if !(1..=members).contains(&group.threshold) {
            return Err(PolicyFault::Threshold { members });
        }
        let mut used: BTreeSet<Member> =
            self.groups.iter().flat_map(|group| group.members.iter().copied()).collect();
        match group.members.iter().find(|member| !used.insert(**member)) {
            Some(twice) => Err(PolicyFault::UsedTwice { name: PolicyName(self.name(*twice).to_vec()) }),
            None => push(&mut self.groups, group),
        }
    }

    fn check_new(&self, name: &PolicyName) -> Result<(), PolicyFault> {
        match self.member(&name.0) {
            Some(_) => Err(PolicyFault::DuplicateName { name: name.clone() }),
            None => Ok(()),
        }
    }

    /// The witness or group of this name.
    fn member(&self, name: &[u8]) -> Option<Member> {
        let witness = self.witnesses.iter().position(|witness| witness.name.0 == name);
        let group = || self.groups.iter().position(|group| group.name.0 == name);
        witness.map(Member::Witness).or_else(|| group().map(Member::Group))
    }

    /// The name of a witness or group.
    fn name(&self, member: Member) -> &[u8] {
        let name = match member {
            Member::Witness(place) => self.witnesses.get(place).map(|witness| &witness.name),
            Member::Group(place) => self.groups.get(place).map(|group| &group.name),
        };
        name.map_or(NONE, |name| &name.0)
    }
}

fn is_set(member: Member, witnesses: &[bool], groups: &[bool]) -> bool {
    let flag = match member {
        Member::Witness(place) => witnesses.get(place),
        Member::Group(place) => groups.get(place),
    };
    flag.copied().unwrap_or(false)
}

fn check_key<'a>(
    key: &VerifierKey,
    key_use: KeyUse,
    mut earlier: impl Iterator<Item = &'a VerifierKey>,
) -> Result<(), PolicyFault> {
    if key.key_use() != key_use {
        Err(PolicyFault::KeyUse { name: key.name().clone() })
    } else if earlier.any(|earlier| earlier.public() == key.public()) {
        Err(PolicyFault::DuplicateKey { name: key.name().clone() })
    } else {
        Ok(())
    }
}

fn check_url(url: Option<&[u8]>) -> Result<(), PolicyFault> {
    if url.is_none_or(is_item) { Ok(()) } else { Err(PolicyFault::Url) }
}

fn push<T>(list: &mut Vec<T>, item: T) -> Result<(), PolicyFault> {
    if list.len() >= MAX_OF_A_KIND {
        return Err(PolicyFault::TooMany);
    }
    list.push(item);
    Ok(())
}

#[cfg(test)]
mod tests;
