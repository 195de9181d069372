//! What an act of each type says, and who signs it: the kinds of its fields, none of which can hold a text.
//!
//! A leaf is for ever, so nothing may fit into it that must be deleted one day: no name, no address, no sentence. Each
//! [`Kind`] is closed: a number with a maximum, a word of a fixed list, or a hash or key of fixed length in hexadecimal.
//! [`Kind::assurance`] gives the reason for each; `tests/privacy.rs` walks the table.

use super::datum::{self, Datum, Misfit};
use super::name::{Holder, LogId};
use crate::blob::Media;
use crate::json::{Object, Value};

/// The last minute that an act can name: the end of the year 9999.
pub const MAX_TIME: u64 = 253_402_300_740;

/// The largest counter of a credential, whose holder signs a few acts at most.
pub const MAX_CREDENTIAL_COUNTER: u64 = 9;

/// The most signatures of an act.
pub const MAX_SIGNERS: usize = 64;

/// Who signs an act, which also says what its envelope holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// One member.
    Member,
    /// Members together, 1 to 64: officers, registrars, a panel. How many are needed is a rule.
    Officers,
    /// One member or the server: acts that only state what anybody can compute.
    Anyone,
    /// A member's old key, the next key, or both.
    Rotation,
    /// A new member's key, and the one-time credential that introduces it.
    Introduced,
    /// The server.
    Server,
    /// The server's old key and the new one.
    Handover,
    /// The server for an election's board: no time, no counter, nothing that could point to a voter.
    Board,
    /// One credential that names nobody: a time rounded to the day or none.
    Credential,
    /// Those who open a log, whose first act this is: no log is named and none was seen.
    Founders,
}

/// Whether a field of the envelope is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// It must be.
    Required,
    /// It may be.
    Optional,
    /// It must not be.
    Absent,
}

/// A field of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether every act of the type has it.
    pub required: bool,
}

/// What a field holds. There is no kind for a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The SHA-256 of something outside the record: 64 hexadecimal digits.
    Digest,
    /// The id of an act of this or another log: 64 hexadecimal digits.
    Act,
    /// A commitment to a person's record: 64 hexadecimal digits.
    Commitment,
    /// A public key: 64 hexadecimal digits of a point of the curve.
    PublicKey,
    /// The name of a key of one of these holders: a prefix and 20 hexadecimal digits.
    Key(&'static [Holder]),
    /// A number from 0.
    Number {
        /// The largest.
        max: u64,
    },
    /// Seconds since 1970, rounded to the minute.
    Minute,
    /// A word of a fixed list.
    Code(&'static [&'static str]),
    /// A blob that may be withdrawn: whatever people write. No rule reads it.
    Text(&'static [Media]),
    /// A blob that may not be withdrawn: whatever a rule reads.
    Document(&'static [Media]),
    /// A checkpoint of this log, verbatim.
    Checkpoint {
        /// The most cosignatures beside the log's own signature.
        cosignatures: usize,
    },
    /// Several of a kind.
    List {
        /// Which.
        of: &'static Self,
        /// The least.
        min: usize,
        /// The most.
        max: usize,
    },
}

/// Why a kind cannot carry a text, and how much it can carry at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assurance {
    /// The reason.
    pub reason: &'static str,
    /// The bits that whoever writes the act can choose, which no form can take away.
    pub bits: u32,
}

/// How many signature lines of which holder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) members: usize,
    pub(super) servers: usize,
    pub(super) witnesses: usize,
    pub(super) credentials: usize,
}

impl Profile {
    /// Whether these lines are those of the profile.
    pub(super) fn allows(self, lines: Lines) -> bool {
        let Lines { members, servers, witnesses, credentials } = lines;
        let counts = (members, servers, credentials);
        let right = match self {
            Self::Member => counts == (1, 0, 0),
            Self::Officers | Self::Founders => matches!(counts, (1..=MAX_SIGNERS, 0, 0)),
            Self::Anyone => matches!(counts, (1, 0, 0) | (0, 1, 0)),
            Self::Rotation => matches!(counts, (1 | 2, 0, 0)),
            Self::Introduced => counts == (1, 0, 1),
            Self::Server | Self::Board => counts == (0, 1, 0),
            Self::Handover => counts == (0, 2, 0),
            Self::Credential => counts == (0, 0, 1),
        };
        right && witnesses == 0
    }

    /// Whether the envelope has a time.
    pub const fn at(self) -> Presence {
        match self {
            Self::Board => Presence::Absent,
            Self::Credential => Presence::Optional,
            Self::Member
            | Self::Officers
            | Self::Anyone
            | Self::Rotation
            | Self::Introduced
            | Self::Server
            | Self::Handover
            | Self::Founders => Presence::Required,
        }
    }

    /// To how many seconds the time is rounded.
    pub const fn rounding(self) -> u64 {
        if matches!(self, Self::Credential) { 86_400 } else { 60 }
    }

    /// Whether the envelope has a counter.
    pub const fn counter(self) -> Presence {
        if matches!(self, Self::Board) { Presence::Absent } else { Presence::Required }
    }

    /// The largest counter.
    pub const fn max_counter(self) -> u64 {
        if matches!(self, Self::Credential) { MAX_CREDENTIAL_COUNTER } else { datum::MAX_NUMBER }
    }

    /// Whether the envelope names the log.
    pub const fn log(self) -> Presence {
        if matches!(self, Self::Founders) { Presence::Absent } else { Presence::Required }
    }

    /// Whether the envelope has the last checkpoint that the signer verified: where a member or a credential signs.
    pub const fn seen(self) -> Presence {
        match self {
            Self::Server | Self::Handover | Self::Board | Self::Founders => Presence::Absent,
            Self::Anyone => Presence::Optional,
            Self::Member | Self::Officers | Self::Rotation | Self::Introduced | Self::Credential => {
                Presence::Required
            }
        }
    }

    /// Its name in the table of `docs/spec/act.md`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Officers => "officers",
            Self::Anyone => "anyone",
            Self::Rotation => "rotation",
            Self::Introduced => "introduced",
            Self::Server => "server",
            Self::Handover => "handover",
            Self::Board => "board",
            Self::Credential => "credential",
            Self::Founders => "founders",
        }
    }
}

impl Kind {
    /// Reads a value of this kind in an act of this log.
    ///
    /// # Errors
    /// The value is of another kind.
    pub fn read(&self, value: &Value, log: Option<&LogId>) -> Result<Datum, Misfit> {
        datum::read(self, value, log)
    }

    /// Why the kind cannot carry a text, and how much it can carry.
    pub fn assurance(&self) -> Assurance {
        let hash = "64 digits of 0-9 and a-f: a hash or a key, and no letters but the first six";
        let (reason, bits) = match *self {
            Self::Digest | Self::Act | Self::Commitment | Self::PublicKey => (hash, 256),
            Self::Key(_) => ("a prefix of a fixed list and 20 digits of 0-9 and a-f", 82),
            Self::Number { max } => ("a number with a maximum", bits(max)),
            Self::Minute => ("a number of minutes until the year 9999", bits(MAX_TIME / 60)),
            Self::Code(words) => ("a word of a fixed list", bits_of(words.len())),
            Self::Text(media) | Self::Document(media) => (
                "the hash of a salted file, its length, and a media type of a fixed list",
                bits(crate::blob::MAX_LENGTH).saturating_add(256).saturating_add(bits_of(media.len())),
            ),
            Self::Checkpoint { cosignatures } => (
                "a checkpoint whose every line is by a known key, or the act is not verified",
                // Size and root; for each line at most the 72 bytes that its signer chose.
                times(cosignatures.saturating_add(1), 576).saturating_add(53 + 256),
            ),
            Self::List { of, min: _, max } => {
                let Assurance { reason, bits } = of.assurance();
                (reason, bits_of(max).saturating_add(times(max, bits)))
            }
        };
        Assurance { reason, bits }
    }
}

const fn bits(max: u64) -> u32 {
    u64::BITS - max.leading_zeros()
}

fn times(count: usize, bits: u32) -> u32 {
    bits.saturating_mul(u32::try_from(count).unwrap_or(u32::MAX))
}

fn bits_of(count: usize) -> u32 {
    usize::BITS - count.leading_zeros()
}

/// The values of a body against the fields of its type.
pub(super) fn read_body(
    fields: &[Field],
    body: &Object,
    log: Option<&LogId>,
) -> Result<super::Body, BodyError> {
    let mut values = alloc::vec::Vec::with_capacity(fields.len());
    for Field { name, kind, required } in fields {
        match body.field(name) {
            Some(value) => {
                let datum = kind.read(value, log).map_err(|why| BodyError::Field { field: name, why })?;
                values.push((*name, datum));
            }
            None if *required => return Err(BodyError::Missing { field: name }),
            None => {}
        }
    }
    // Every field of the type that is there was read; one more is unknown.
    if body.len() == values.len() { Ok(super::Body::new(values)) } else { Err(BodyError::Unknown) }
}

/// A body is not that of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BodyError {
    /// A field that the type does not have.
    #[error("a field that the type does not have")]
    Unknown,
    /// A field is missing.
    #[error("no field {field}")]
    Missing {
        /// Which.
        field: &'static str,
    },
    /// A field is of another kind.
    #[error("the field {field}: {why}")]
    Field {
        /// Which.
        field: &'static str,
        /// What is wrong.
        why: Misfit,
    },
}
