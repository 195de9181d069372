//! The values of a body, typed: what was read is a hash, a key, a number, a word of a list or a reference, never a text.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::name::{Holder, LogId, Origin, PublicKey, SignerName, hex};
use super::schema::{Kind, MAX_TIME};
use super::{ActId, NamedBlob};
use crate::blob::{BlobReference, Commitment, Media};
use crate::checkpoint::Checkpoint;
use crate::hash::Hash;
use crate::json::{Object, Value};

/// The largest number of an act: 2^53 − 1.
pub const MAX_NUMBER: u64 = (1 << 53) - 1;

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// Of [`Kind::Digest`].
    Digest(Hash),
    /// Of [`Kind::Act`].
    Act(ActId),
    /// Of [`Kind::Commitment`].
    Commitment(Commitment),
    /// Of [`Kind::PublicKey`].
    PublicKey(PublicKey),
    /// Of [`Kind::Key`].
    Key(SignerName),
    /// Of [`Kind::Number`].
    Number(u64),
    /// Of [`Kind::Minute`]: seconds since 1970.
    Minute(u64),
    /// Of [`Kind::Code`].
    Code(&'static str),
    /// Of [`Kind::Text`].
    Text(BlobReference),
    /// Of [`Kind::Document`].
    Document(BlobReference),
    /// Of [`Kind::Checkpoint`].
    Checkpoint(Box<Checkpoint>),
    /// Of [`Kind::List`].
    List(Vec<Self>),
}

/// A value is not of the kind of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Misfit {
    /// Another JSON type.
    #[error("another type of JSON")]
    Type,
    /// Not the hexadecimal digits that stand here.
    #[error("not the lower-case hexadecimal digits of a hash")]
    Hash,
    /// Not a public key.
    #[error("not the lower-case hexadecimal digits of a public key")]
    PublicKey,
    /// Not the name of such a key.
    #[error("not the name of a key that may stand here")]
    Key,
    /// A number that is negative or too large.
    #[error("a number above {max} or below 0")]
    Number {
        /// The largest.
        max: u64,
    },
    /// A time that is not rounded, or after the year 9999.
    #[error("a time that is not rounded to {seconds} seconds")]
    Time {
        /// The rounding.
        seconds: u64,
    },
    /// A word that is not on the list.
    #[error("a word that is not on the list")]
    Code,
    /// Not a reference to a blob.
    #[error("not a reference to a blob of a kind that may stand here")]
    Blob,
    /// Not a checkpoint of this log.
    #[error("not a checkpoint of this log with at most {cosignatures} cosignatures")]
    Checkpoint {
        /// The most cosignatures.
        cosignatures: usize,
    },
    /// A list with too few or too many items.
    #[error("a list of less than {min} or more than {max} items")]
    Length {
        /// The least.
        min: usize,
        /// The most.
        max: usize,
    },
}

impl Datum {
    /// The blob that it names. No list of the schema holds blobs: a test says so.
    pub(crate) fn blob(&self) -> Option<NamedBlob<'_>> {
        match self {
            Self::Text(text) => Some(NamedBlob::Text(text)),
            Self::Document(document) => Some(NamedBlob::Document(document)),
            Self::Digest(_)
            | Self::Act(_)
            | Self::Commitment(_)
            | Self::PublicKey(_)
            | Self::Key(_)
            | Self::Number(_)
            | Self::Minute(_)
            | Self::Code(_)
            | Self::Checkpoint(_)
            | Self::List(_) => None,
        }
    }

    /// The value as it stands in an act. Nothing for numbers above 2^53 − 1.
    pub fn to_value(&self) -> Option<Value> {
        Some(match self {
            Self::Digest(hash) => Value::string(hash.to_hex()),
            Self::Act(act) => Value::string(act.to_hex()),
            Self::Commitment(commitment) => Value::string(commitment.hash().to_hex()),
            Self::PublicKey(key) => Value::string(key.to_hex()),
            Self::Key(name) => Value::string(alloc::format!("{name}")),
            Self::Number(number) | Self::Minute(number) => Value::integer(*number)?,
            Self::Code(word) => Value::string(*word),
            Self::Text(reference) | Self::Document(reference) => blob_to_value(reference)?,
            Self::Checkpoint(checkpoint) => {
                Value::string(String::from_utf8(checkpoint.note().to_bytes()).ok()?)
            }
            Self::List(items) => Value::Array(items.iter().map(Self::to_value).collect::<Option<_>>()?),
        })
    }
}

fn blob_to_value(reference: &BlobReference) -> Option<Value> {
    let mut object = Object::new();
    let name = alloc::format!("{BLOB}{}", reference.digest().to_hex());
    object.insert("blob", Value::string(name)).ok()?;
    object.insert("len", Value::integer(reference.length())?).ok()?;
    object.insert("media", Value::string(reference.media().name())).ok()?;
    Some(Value::Object(object))
}

/// What stands before the digest of a blob.
const BLOB: &str = "sha256:";

pub(super) fn read(kind: &Kind, value: &Value, log: Option<&LogId>) -> Result<Datum, Misfit> {
    match *kind {
        Kind::Digest => hash(value).map(Datum::Digest),
        Kind::Act => hash(value).map(ActId::from_hash).map(Datum::Act),
        Kind::Commitment => hash(value).map(Commitment::from_hash).map(Datum::Commitment),
        Kind::PublicKey => string(value)?.parse().map(Datum::PublicKey).map_err(|_| Misfit::PublicKey),
        Kind::Key(holders) => key(value, holders).map(Datum::Key),
        Kind::Number { max } => number(value, max).map(Datum::Number),
        Kind::Minute => time(value, 60).map(Datum::Minute),
        Kind::Code(words) => {
            let text = string(value)?;
            words.iter().find(|word| **word == text).map(|word| Datum::Code(word)).ok_or(Misfit::Code)
        }
        Kind::Text(media) => blob(value, media).map(Datum::Text),
        Kind::Document(media) => blob(value, media).map(Datum::Document),
        Kind::Checkpoint { cosignatures } => {
            let misfit = Misfit::Checkpoint { cosignatures };
            let checkpoint = checkpoint(string(value)?, cosignatures, log).ok_or(misfit)?;
            Ok(Datum::Checkpoint(Box::new(checkpoint)))
        }
        Kind::List { of, min, max } => {
            let Value::Array(items) = value else { return Err(Misfit::Type) };
            if items.len() < min || items.len() > max {
                return Err(Misfit::Length { min, max });
            }
            items.iter().map(|item| read(of, item, log)).collect::<Result<_, _>>().map(Datum::List)
        }
    }
}

pub(super) fn number(value: &Value, max: u64) -> Result<u64, Misfit> {
    let Value::Integer(integer) = value else { return Err(Misfit::Type) };
    let number = u64::try_from(integer.number()).ok();
    number.filter(|number| *number <= max).ok_or(Misfit::Number { max })
}

pub(super) fn time(value: &Value, seconds: u64) -> Result<u64, Misfit> {
    let time = number(value, MAX_TIME)?;
    if time.is_multiple_of(seconds) { Ok(time) } else { Err(Misfit::Time { seconds }) }
}

pub(super) fn string(value: &Value) -> Result<&str, Misfit> {
    if let Value::String(text) = value { Ok(text) } else { Err(Misfit::Type) }
}

fn hash(value: &Value) -> Result<Hash, Misfit> {
    hex(string(value)?).map(Hash::from_bytes).ok_or(Misfit::Hash)
}

fn key(value: &Value, holders: &[Holder]) -> Result<SignerName, Misfit> {
    let name: SignerName = string(value)?.parse().map_err(|_| Misfit::Key)?;
    if holders.contains(&name.holder) { Ok(name) } else { Err(Misfit::Key) }
}

fn blob(value: &Value, allowed: &[Media]) -> Result<BlobReference, Misfit> {
    let Value::Object(object) = value else { return Err(Misfit::Type) };
    let (Some(Value::String(name)), Some(Value::Integer(length)), Some(Value::String(media)), 3) =
        (object.field("blob"), object.field("len"), object.field("media"), object.len())
    else {
        return Err(Misfit::Blob);
    };
    let digest = name.strip_prefix(BLOB).and_then(hex).map(Hash::from_bytes).ok_or(Misfit::Blob)?;
    let length = u64::try_from(length.number()).map_err(|_| Misfit::Blob)?;
    let media = Media::of_name(media).filter(|media| allowed.contains(media)).ok_or(Misfit::Blob)?;
    BlobReference::new(digest, length, media).ok_or(Misfit::Blob)
}

/// A checkpoint whose origin ends with the id of this log. Whether its host is the right one and its lines are by known
/// keys, the verification of the act checks.
fn checkpoint(text: &str, cosignatures: usize, log: Option<&LogId>) -> Option<Checkpoint> {
    let checkpoint = Checkpoint::parse(text.as_bytes()).ok()?;
    let origin: Origin = checkpoint.head().origin.as_str().parse().ok()?;
    let lines = checkpoint.note().signatures();
    let lengths = lines.iter().all(|line| matches!(line.signature().len(), 64 | 72));
    let twice = |(index, line): (usize, &_)| lines.iter().take(index).any(|earlier| earlier == line);
    let right = log == Some(origin.id())
        && checkpoint.head().size <= MAX_NUMBER
        && lines.len() <= cosignatures.saturating_add(1)
        && lengths
        && !lines.iter().enumerate().any(twice)
        && checkpoint.note().to_bytes() == text.as_bytes();
    right.then_some(checkpoint)
}
