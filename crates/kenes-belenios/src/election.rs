//! Elections (Belenios 3.3.0 §4.10): the questions, the group and the public key, and the fingerprint φ of it all.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::group::{Element, Group, GroupId, backend::Sink as _};
use crate::hash::Digest;
use crate::proof::disjunction::ProverKey;
use crate::question::{Question, QuestionError};
use crate::scan::{FormError, Scanner};
use crate::wire::{WireError, write_array, write_string};

/// The version of the cryptographic structures (the field `version` of elections and archives).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CryptoVersion {
    /// As deployed in Belenios 2.0 to 3.3.
    V1,
}

impl CryptoVersion {
    /// The version with that number, if supported.
    pub const fn parse(number: u64) -> Option<Self> {
        match number {
            1 => Some(Self::V1),
            _ => None,
        }
    }

    /// The number that stands in elections.
    pub const fn number(self) -> u64 {
        match self {
            Self::V1 => 1,
        }
    }
}

/// The Base58 alphabet of identifiers, credentials and seeds.
pub(crate) const BASE58: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// An election's identifier: at least 14 Base58 characters (Belenios 3.3.0 §4.2).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(String);

/// A text is not an election's identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an election identifier: 14 to 64 Base58 characters")]
pub struct UuidError;

impl Uuid {
    /// Longest identifier accepted; it becomes part of file names.
    const MAX_LENGTH: usize = 64;

    /// Reads an identifier.
    ///
    /// # Errors
    /// [`UuidError`] when it is too short, too long, or has other characters.
    pub fn parse(text: &str) -> Result<Self, UuidError> {
        let length = (14..=Self::MAX_LENGTH).contains(&text.len());
        if length && text.bytes().all(|b| BASE58.contains(&b)) {
            Ok(Self(text.into()))
        } else {
            Err(UuidError)
        }
    }

    /// A fresh identifier of 14 characters.
    pub fn generate(rng: &mut (impl rand_core::CryptoRng + ?Sized)) -> Self {
        Self(crate::credential::random_base58(14, rng).as_str().into())
    }

    /// The identifier's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an election says about itself, before it has a key: everything but version, group and key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// A longer text.
    pub description: String,
    /// The title.
    pub name: String,
    /// The questions, in the order of the ballot.
    pub questions: Vec<Question>,
    /// Who administers the election.
    pub administrator: Option<String>,
    /// Who makes the credentials.
    pub credential_authority: Option<String>,
}

/// The public data of an election (`election` in Belenios 3.3.0 §4.10), with its bytes and fingerprint.
pub struct Election<G: Group> {
    bytes: Vec<u8>,
    digest: Digest,
    fingerprint: String,
    uuid: Uuid,
    template: Template,
    public_key: Element<G>,
    public_base: G::PublicBase,
}

/// The data of an election could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ElectionError {
    /// Not the form of the specification.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// A version other than 1.
    #[error("unsupported version {version} of the election: this program knows crypto version 1")]
    UnsupportedVersion {
        /// The field `version`.
        version: u64,
    },
    /// A group that is not one of [`GroupId::ALL`].
    #[error("unknown group {name:?}: known are Ed25519, BELENIOS-2048 and RFC-3526-2048")]
    UnknownGroup {
        /// The field `group`.
        name: String,
    },
    /// Another group than the one asked for.
    #[error("the election is in the group {found}, not in {expected}")]
    OtherGroup {
        /// What the caller works with.
        expected: GroupId,
        /// What the election says.
        found: GroupId,
    },
    /// A malformed identifier.
    #[error(transparent)]
    Uuid(#[from] UuidError),
    /// A question that nobody could answer.
    #[error("question {}: {source}", index + 1)]
    Question {
        /// Which question, from 0.
        index: usize,
        /// What does not fit.
        source: QuestionError,
    },
    /// More bytes than an election may have.
    #[error("the election has more than {MAX_BYTES} bytes")]
    TooLong,
    /// An election without questions.
    #[error("the election has no questions")]
    NoQuestions,
    /// The neutral element as public key: everything would be public.
    #[error("the public key is the neutral element")]
    TrivialKey,
}

impl From<FormError> for ElectionError {
    fn from(error: FormError) -> Self {
        Self::Wire(error.into())
    }
}

/// Reads which version and group an election is in, before it is parsed for that group.
///
/// # Errors
/// [`ElectionError::UnsupportedVersion`], [`ElectionError::UnknownGroup`], or the form.
pub fn group_of(bytes: &[u8]) -> Result<GroupId, ElectionError> {
    let mut scan = Scanner::new(bytes);
    read_head(&mut scan).map(|(_, _, group)| group)
}

/// Version, description, name and group.
fn read_head(scan: &mut Scanner<'_>) -> Result<(String, String, GroupId), ElectionError> {
    scan.expect("{\"version\":")?;
    let version = scan.integer()?;
    CryptoVersion::parse(version).ok_or(ElectionError::UnsupportedVersion { version })?;
    scan.expect(",\"description\":")?;
    let description = scan.string()?;
    scan.expect(",\"name\":")?;
    let name = scan.string()?;
    scan.expect(",\"group\":")?;
    let group = scan.string()?;
    let group = GroupId::parse(&group).ok_or(ElectionError::UnknownGroup { name: group })?;
    Ok((description, name, group))
}

/// The most bytes of an election: texts of thousands of answers, in six languages. The specification has no limit; without
/// one a small packed file could fill the memory with answers.
const MAX_BYTES: usize = 1 << 22;

impl<G: Group> Election<G> {
    /// Reads the bytes of an election; they are kept, since everything hashes them.
    ///
    /// # Errors
    /// [`ElectionError`] says what is wrong.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, ElectionError> {
        let (uuid, template, public_key) = Self::read(&bytes)?;
        Self::assemble(bytes, uuid, template, public_key)
    }

    /// Reads an election from `rewritten`, which differs from the published bytes in form alone; what hashes the
    /// election hashes the published bytes.
    pub(crate) fn parse_rewritten(rewritten: &[u8], published: Vec<u8>) -> Result<Self, ElectionError> {
        let (uuid, template, public_key) = Self::read(rewritten)?;
        Self::assemble(published, uuid, template, public_key)
    }

    fn read(bytes: &[u8]) -> Result<(Uuid, Template, Element<G>), ElectionError> {
        if bytes.len() > MAX_BYTES {
            return Err(ElectionError::TooLong);
        }
        let mut scan = Scanner::new(bytes);
        let (description, name, group) = read_head(&mut scan)?;
        if group != G::ID {
            return Err(ElectionError::OtherGroup { expected: G::ID, found: group });
        }
        scan.expect(",\"public_key\":")?;
        let at = scan.position();
        let public_key = Element::parse(scan.plain()?).map_err(|source| WireError::Element { at, source })?;
        scan.expect(",\"questions\":")?;
        let questions = scan.array(Question::read)?;
        scan.expect(",\"uuid\":")?;
        let uuid = Uuid::parse(&scan.string()?)?;
        let administrator = optional_string(&mut scan, ",\"administrator\":")?;
        let credential_authority = optional_string(&mut scan, ",\"credential_authority\":")?;
        scan.expect("}")?;
        scan.end()?;
        let template = Template { description, name, questions, administrator, credential_authority };
        template.check(G::ID)?;
        Ok((uuid, template, public_key))
    }

    /// Makes an election from its parts.
    ///
    /// # Errors
    /// [`ElectionError`] when a question cannot be answered in this group or the key is trivial.
    pub fn new(uuid: Uuid, template: Template, public_key: Element<G>) -> Result<Self, ElectionError> {
        template.check(G::ID)?;
        let bytes = write(&uuid, &template, &public_key);
        Self::assemble(bytes, uuid, template, public_key)
    }

    fn assemble(
        bytes: Vec<u8>,
        uuid: Uuid,
        template: Template,
        public_key: Element<G>,
    ) -> Result<Self, ElectionError> {
        if public_key.is_identity() {
            return Err(ElectionError::TrivialKey);
        }
        let digest = Digest::of(&bytes);
        let public_base = G::public_base(&public_key.point);
        Ok(Self { bytes, digest, fingerprint: digest.to_base64(), uuid, template, public_key, public_base })
    }

    /// The serialized election, as hashed by everything.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 of the bytes.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// φ: the digest in Base64 without padding.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The identifier.
    pub fn uuid(&self) -> &Uuid {
        &self.uuid
    }

    /// Texts and questions.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// The questions, in the order of the ballot.
    pub fn questions(&self) -> &[Question] {
        &self.template.questions
    }

    /// y, the product of the trustees' keys.
    pub fn public_key(&self) -> &Element<G> {
        &self.public_key
    }

    /// The version of the structures.
    pub fn version(&self) -> CryptoVersion {
        CryptoVersion::V1
    }

    /// y prepared for verification.
    pub(crate) fn public_base(&self) -> &G::PublicBase {
        &self.public_base
    }

    /// y prepared for making ballots.
    pub(crate) fn prover_key(&self) -> ProverKey<G> {
        ProverKey { y: G::table(&self.public_key.point) }
    }
}

impl<G: Group> fmt::Debug for Election<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Election")
            .field("uuid", &self.uuid)
            .field("digest", &self.digest)
            .finish_non_exhaustive()
    }
}

impl Template {
    /// Checks that each question can be answered in `group`.
    ///
    /// # Errors
    /// [`ElectionError::NoQuestions`] or [`ElectionError::Question`].
    pub fn check(&self, group: GroupId) -> Result<(), ElectionError> {
        if self.questions.is_empty() {
            return Err(ElectionError::NoQuestions);
        }
        for (index, question) in self.questions.iter().enumerate() {
            question.check(group).map_err(|source| ElectionError::Question { index, source })?;
        }
        Ok(())
    }

    /// Whether ballots of some question are shuffled.
    pub fn has_shuffled_questions(&self) -> bool {
        self.questions.iter().any(Question::is_shuffled)
    }
}

fn optional_string(scan: &mut Scanner<'_>, field: &'static str) -> Result<Option<String>, FormError> {
    if scan.take(field) { scan.string().map(Some) } else { Ok(None) }
}

fn write<G: Group>(uuid: &Uuid, template: &Template, public_key: &Element<G>) -> Vec<u8> {
    let Template { description, name, questions, administrator, credential_authority } = template;
    let mut out = Vec::new();
    out.put(alloc::format!("{{\"version\":{},\"description\":", CryptoVersion::V1.number()).as_bytes());
    write_string(&mut out, description);
    out.put(b",\"name\":");
    write_string(&mut out, name);
    out.put(
        alloc::format!(",\"group\":\"{}\",\"public_key\":\"{public_key}\",\"questions\":", G::ID).as_bytes(),
    );
    write_array(&mut out, questions, Question::write);
    out.put(alloc::format!(",\"uuid\":\"{uuid}\"").as_bytes());
    for (field, text) in [("administrator", administrator), ("credential_authority", credential_authority)] {
        if let Some(text) = text {
            out.put(alloc::format!(",\"{field}\":").as_bytes());
            write_string(&mut out, text);
        }
    }
    out.put(b"}");
    out
}
