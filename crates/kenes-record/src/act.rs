//! Acts: the entries of a record, each a signed note that stands for itself.
//!
//! The text of the note is the line `kenes/act/v1` and one line of canonical JSON ([`crate::json`]): an envelope of who, when
//! and after what, and a body of the fields that the act's type has ([`ActType`]). An act is read by [`Act::parse`], which
//! checks its form, and believed after [`Act::verify`]. What it means, and whether it has an effect, is not known here.
//! `docs/spec/act.md` describes the format.

mod datum;
mod draft;
mod envelope;
mod keyring;
mod name;
mod schema;
mod table;
mod verify;

use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

pub use self::datum::{Datum, MAX_NUMBER, Misfit};
pub use self::draft::{Draft, UnsignedAct};
pub use self::envelope::{Envelope, Seen};
pub use self::keyring::Keyring;
pub use self::name::{Fingerprint, Holder, LogId, NameError, Origin, PublicKey, SignerName};
pub use self::schema::{
    Assurance, BodyError, Field, Kind, MAX_CREDENTIAL_COUNTER, MAX_SIGNERS, MAX_TIME, Presence, Profile,
};
pub use self::table::ActType;
pub use self::verify::{ActVerifyError, VerifiedAct};
use crate::blob::BlobReference;
use crate::hash::Hash;
use crate::json::JsonError;
use crate::note::{Note, NoteError, NoteSignature};

/// The first line of every act, which no checkpoint and no other note of ours has.
pub const DOMAIN: &str = "kenes/act/v1";

/// The longest line of JSON, in bytes without its end.
pub const MAX_LINE: usize = 16 * 1024;

/// The longest act, in bytes: its two lines, the empty line, and 64 lines of a dash, a name of 22 bytes, and the Base64
/// of 68 bytes.
pub const MAX_ACT: usize = DOMAIN.len() + 1 + MAX_LINE + 2 + MAX_SIGNERS * 120;

/// An act of which nothing is believed yet, but that its form is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    note: Note,
    content: Content,
    /// In the order of the signature lines.
    signers: Vec<SignerName>,
}

/// The name of an act: the SHA-256 of its text without signatures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActId(Hash);

/// The fields of a body, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body(Vec<(&'static str, Datum)>);

/// A blob that an act names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedBlob<'a> {
    /// A text that people wrote. It may be withdrawn; no rule reads it.
    Text(&'a BlobReference),
    /// A document that rules read. It stays.
    Document(&'a BlobReference),
}

impl<'a> NamedBlob<'a> {
    /// Its name.
    pub fn reference(self) -> &'a BlobReference {
        match self {
            Self::Text(reference) | Self::Document(reference) => reference,
        }
    }
}

/// What the text of an act says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Content {
    id: ActId,
    act_type: ActType,
    envelope: Envelope,
    body: Body,
}

/// Bytes are not an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ActError {
    /// More than [`MAX_ACT`] bytes, or a line of JSON of more than [`MAX_LINE`].
    #[error("larger than an act may be")]
    TooLarge,
    /// Not a note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text is not the line `kenes/act/v1` and one more.
    #[error("not the line {DOMAIN} and one line more")]
    Lines,
    /// The second line is not canonical JSON.
    #[error("the second line: {0}")]
    Json(#[from] JsonError),
    /// The second line is no object.
    #[error("the second line is no object")]
    NotObject,
    /// The envelope has a field that no envelope has.
    #[error("a field that no envelope has")]
    UnknownField,
    /// The envelope lacks a field.
    #[error("no field {field}")]
    MissingField {
        /// Which.
        field: &'static str,
    },
    /// The envelope has a field that acts of this type do not have.
    #[error("a field {field}, which acts of this type do not have")]
    UnwantedField {
        /// Which.
        field: &'static str,
    },
    /// A field of the envelope is not what it should be.
    #[error("the field {field}: {why}")]
    EnvelopeField {
        /// Which.
        field: &'static str,
        /// What is wrong.
        why: Misfit,
    },
    /// A type that does not exist.
    #[error("no act is of this type")]
    UnknownType,
    /// The body is not that of its type.
    #[error("the body of {}: {why}", act_type.name())]
    Body {
        /// The type.
        act_type: ActType,
        /// What is wrong.
        why: BodyError,
    },
    /// A signature line that is not by a key that signs acts, or not of 64 bytes.
    #[error("signature line {line} is not that of an act")]
    Signature {
        /// Its number, from 1.
        line: usize,
    },
    /// A signature line that should stand before another, or stands twice.
    #[error("signature line {line} is not in the order of names, each once")]
    Order {
        /// Its number, from 1.
        line: usize,
    },
    /// Too few signatures, too many, or by others than sign acts of this type.
    #[error("not signed by whom {} is signed by", act_type.name())]
    Signers {
        /// The type.
        act_type: ActType,
    },
    /// The field `by` names a key that has not signed.
    #[error("the field by names a key that has not signed")]
    By,
}

impl ActError {
    /// A stable name of the error, for vectors and programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::Note(error) => match error {
                NoteError::TooLarge => "too-large",
                NoteError::NotText => "not-text",
                NoteError::Control => "control",
                NoteError::Form => "form",
                NoteError::Signature { line: _ } => "signature-line",
                NoteError::TooMany => "too-many-signatures",
            },
            Self::Lines => "lines",
            Self::Json(_) => "json",
            Self::NotObject => "not-object",
            Self::UnknownField => "unknown-field",
            Self::MissingField { field: _ } => "missing-field",
            Self::UnwantedField { field: _ } => "unwanted-field",
            Self::EnvelopeField { field: _, why: _ } => "field",
            Self::UnknownType => "unknown-type",
            Self::Body { act_type: _, why } => match why {
                BodyError::Unknown => "body-unknown-field",
                BodyError::Missing { field: _ } => "body-missing-field",
                BodyError::Field { field: _, why: _ } => "body-field",
            },
            Self::Signature { line: _ } => "signature-line",
            Self::Order { line: _ } => "signature-order",
            Self::Signers { act_type: _ } => "signers",
            Self::By => "by",
        }
    }
}

impl Act {
    /// Reads an act and checks its form: exact bytes, the fields of its type, signature lines by keys that name
    /// themselves, in the order of names, each once, as many as the type has. No signature is checked.
    ///
    /// # Errors
    /// The bytes are anything else than the one way to write an act.
    pub fn parse(bytes: &[u8]) -> Result<Self, ActError> {
        if bytes.len() > MAX_ACT {
            return Err(ActError::TooLarge);
        }
        Self::of_note(Note::parse(bytes)?)
    }

    fn of_note(note: Note) -> Result<Self, ActError> {
        let content = envelope::parse(note.text())?;
        let signers = signers(note.signatures())?;
        content.check_signers(&signers)?;
        Ok(Self { note, content, signers })
    }

    /// Its name.
    pub fn id(&self) -> ActId {
        self.content.id
    }

    /// Its type.
    pub fn act_type(&self) -> ActType {
        self.content.act_type
    }

    /// Who says it, when, and after what.
    pub fn envelope(&self) -> &Envelope {
        &self.content.envelope
    }

    /// What it says.
    pub fn body(&self) -> &Body {
        &self.content.body
    }

    /// The sizes and roots of the record of which the act speaks: what its signer saw, and the checkpoints in it.
    pub fn heads(&self) -> impl Iterator<Item = (u64, Hash)> {
        let checkpoints = self.body().fields().iter().filter_map(|(_, datum)| {
            let Datum::Checkpoint(checkpoint) = datum else { return None };
            Some((checkpoint.head().size, checkpoint.head().root))
        });
        self.envelope().seen.map(|seen| (seen.size, seen.root)).into_iter().chain(checkpoints)
    }

    /// Who is said to have signed, in the order of names.
    pub fn signers(&self) -> &[SignerName] {
        &self.signers
    }

    /// The note that it is.
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// Its bytes, which are the entry of the log.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.note.to_bytes()
    }
}

/// The names of the lines, which are those of acts, strictly ascending.
fn signers(lines: &[NoteSignature]) -> Result<Vec<SignerName>, ActError> {
    let mut signers = Vec::with_capacity(lines.len());
    let mut last = "";
    for (signature, line) in lines.iter().zip(1..) {
        let name: Option<SignerName> = signature.name().as_str().parse().ok();
        let name = name.filter(|_| signature.signature().len() == 64).ok_or(ActError::Signature { line })?;
        if signature.name().as_str() <= last {
            return Err(ActError::Order { line });
        }
        last = signature.name().as_str();
        signers.push(name);
    }
    Ok(signers)
}

impl ActId {
    /// That of a text.
    pub fn of_text(text: &str) -> Self {
        Self(Hash::of(text.as_bytes()))
    }

    /// The id with this hash.
    pub const fn from_hash(hash: Hash) -> Self {
        Self(hash)
    }

    /// Its hash.
    pub const fn hash(&self) -> &Hash {
        &self.0
    }

    /// 64 lower-case hexadecimal digits.
    pub fn to_hex(&self) -> alloc::string::String {
        self.0.to_hex()
    }
}

impl FromStr for ActId {
    type Err = Misfit;

    fn from_str(text: &str) -> Result<Self, Misfit> {
        name::hex(text).map(Hash::from_bytes).map(Self).ok_or(Misfit::Hash)
    }
}

impl fmt::Display for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

impl fmt::Debug for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActId({self})")
    }
}

impl Body {
    /// The body with these fields.
    pub fn new(mut fields: Vec<(&'static str, Datum)>) -> Self {
        fields.sort_by_key(|(name, _)| *name);
        Self(fields)
    }

    /// The value of a field.
    pub fn field(&self, name: &str) -> Option<&Datum> {
        self.0.iter().find(|(field, _)| *field == name).map(|(_, datum)| datum)
    }

    /// The fields, in the order of their names.
    pub fn fields(&self) -> &[(&'static str, Datum)] {
        &self.0
    }

    /// The blobs that it names, in the order of the fields.
    pub fn blobs(&self) -> impl Iterator<Item = NamedBlob<'_>> {
        self.0.iter().filter_map(|(_, datum)| datum.blob())
    }
}
