//! Texts beside the record that can be deleted from it, and commitments to what must never be in it.
//!
//! A leaf is for ever, so no leaf holds a text: it names a [`Blob`] by digest. A blob is salted, so that its name says
//! nothing about its content once it is deleted. `docs/spec/blob.md` describes the format.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::hash::Hash;

/// How long a salt is, in bytes.
pub const SALT: usize = 32;

/// The longest content that a reference can name, in bytes: 1 TiB.
pub const MAX_LENGTH: u64 = 1 << 40;

const ENROL: &[u8] = b"kenes/enrol/v1";

/// What a blob's content is. Closed, as a free text would be a place for anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Media {
    /// CommonMark, `text/markdown`.
    Markdown,
    /// JSON, `application/json`.
    Json,
    /// A C2SP signed note (an act, a checkpoint), `text/x-signed-note`.
    Note,
    /// A C2SP `tlog-policy`, `text/x-tlog-policy`.
    Policy,
    /// The archive of an election (`.bel`), `application/x-belenios`.
    Archive,
}

/// Names a blob in an act. Made by sealing, or read from an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BlobReference {
    digest: Hash,
    length: u64,
    media: Media,
}

/// Fresh random bytes in front of one blob or one person's record: without them nobody can guess what a digest stands
/// for. Wiped when dropped.
pub struct Salt(Zeroizing<[u8; SALT]>);

/// The file of a blob: the salt, then the content. Nothing is believed about it before [`Blob::verify`].
#[derive(Clone, PartialEq, Eq)]
pub struct Blob {
    file: Vec<u8>,
}

/// A blob that is the one a reference names. Only [`Blob::verify`] makes one.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifiedBlob {
    blob: Blob,
    reference: BlobReference,
}

/// Bytes are not the blob that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BlobError {
    /// Shorter than a salt.
    #[error("a blob of {length} bytes has no salt of {SALT}")]
    TooShort {
        /// The bytes of the file.
        length: usize,
    },
    /// Another length than the reference says.
    #[error("a content of {found} bytes instead of {expected}")]
    Length {
        /// The bytes of the content.
        found: u64,
        /// Those of the reference.
        expected: u64,
    },
    /// Another digest than the reference says.
    #[error("the blob is {}, not {}", found.to_hex(), expected.to_hex())]
    Digest {
        /// The digest of the file.
        found: Hash,
        /// That of the reference.
        expected: Hash,
    },
}

/// A commitment to the record of a person that only registrars hold:
/// SHA-256(`kenes/enrol/v1` ‖ salt ‖ record).
///
/// While registrars keep the salt it binds them: they can open it to an audit in one way only. When salt and record are
/// deleted it no longer binds anybody to anything. 256 unknown bits stand in front of the record, so no guess of it can
/// be tried, and no claim about it shown or refuted: the digest is noise that keeps its place in the count. That is why
/// erasing a person needs no change of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commitment(Hash);

impl Media {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Markdown, Self::Json, Self::Note, Self::Policy, Self::Archive];

    /// Its name in acts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
            Self::Json => "application/json",
            Self::Note => "text/x-signed-note",
            Self::Policy => "text/x-tlog-policy",
            Self::Archive => "application/x-belenios",
        }
    }

    /// The one with this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media| media.name() == name)
    }
}

impl BlobReference {
    /// The reference with these parts, when the length is at most [`MAX_LENGTH`].
    pub fn new(digest: Hash, length: u64, media: Media) -> Option<Self> {
        (length <= MAX_LENGTH).then_some(Self { digest, length, media })
    }

    /// The SHA-256 of the file.
    pub fn digest(&self) -> &Hash {
        &self.digest
    }

    /// The bytes of the content, without the salt.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// What the content is.
    pub fn media(&self) -> Media {
        self.media
    }

    /// Where the blob is kept below the root of a log's files: `blob/sha256/<aa>/<hex>`.
    pub fn path(&self) -> String {
        path(&self.digest)
    }
}

/// Where the blob with this digest is kept below the root of a log's files: `blob/sha256/<aa>/<hex>`.
pub fn path(digest: &Hash) -> String {
    let hex = digest.to_hex();
    format!("blob/sha256/{}/{hex}", hex.get(..2).unwrap_or_default())
}

impl Salt {
    /// The salt with these bytes, which the caller has drawn at random for this one use.
    pub fn from_bytes(bytes: &[u8; SALT]) -> Self {
        Self(Zeroizing::new(*bytes))
    }

    /// The bytes, for the private store.
    pub fn dangerously_expose_bytes(&self) -> &[u8; SALT] {
        &self.0
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(<redacted>)")
    }
}

impl Blob {
    /// The blob of this content. The salt goes into the file, and is used up: two blobs never share one.
    #[expect(clippy::needless_pass_by_value, reason = "a salt is used once")]
    pub fn seal(salt: Salt, content: &[u8]) -> Self {
        let mut file = salt.0.to_vec();
        file.extend_from_slice(content);
        Self { file }
    }

    /// Takes the bytes of a file.
    ///
    /// # Errors
    /// They are fewer than a salt has.
    pub fn parse(file: Vec<u8>) -> Result<Self, BlobError> {
        if file.len() < SALT { Err(BlobError::TooShort { length: file.len() }) } else { Ok(Self { file }) }
    }

    /// Checks that it is the blob that an act names.
    ///
    /// # Errors
    /// Its length or its digest is another.
    pub fn verify(self, reference: &BlobReference) -> Result<VerifiedBlob, BlobError> {
        let BlobReference { digest: expected, length, media: _ } = *reference;
        let found = self.length();
        if found != length {
            return Err(BlobError::Length { found, expected: length });
        }
        let found = self.digest();
        if found != expected {
            return Err(BlobError::Digest { found, expected });
        }
        Ok(VerifiedBlob { blob: self, reference: *reference })
    }

    /// How acts name it. Nothing when the content is longer than [`MAX_LENGTH`].
    pub fn reference(&self, media: Media) -> Option<BlobReference> {
        BlobReference::new(self.digest(), self.length(), media)
    }

    /// The SHA-256 of the file.
    pub fn digest(&self) -> Hash {
        Hash::of(&self.file)
    }

    /// The bytes of the file: salt and content.
    pub fn file(&self) -> &[u8] {
        &self.file
    }

    fn content(&self) -> &[u8] {
        self.file.get(SALT..).unwrap_or_default()
    }

    fn length(&self) -> u64 {
        u64::try_from(self.content().len()).unwrap_or(u64::MAX)
    }
}

impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blob({} bytes, <redacted>)", self.file.len())
    }
}

impl VerifiedBlob {
    /// The content, without the salt.
    pub fn content(&self) -> &[u8] {
        self.blob.content()
    }

    /// The bytes of the file: salt and content.
    pub fn file(&self) -> &[u8] {
        self.blob.file()
    }

    /// The reference that it was checked against.
    pub fn reference(&self) -> &BlobReference {
        &self.reference
    }

    /// The content alone.
    pub fn into_content(self) -> Vec<u8> {
        self.content().to_owned()
    }
}

impl fmt::Debug for VerifiedBlob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifiedBlob({}, <redacted>)", self.reference.path())
    }
}

impl Commitment {
    /// Commits to the record of a person.
    pub fn to_record(salt: &Salt, record: &[u8]) -> Self {
        let hash = Sha256::new().chain_update(ENROL).chain_update(*salt.0).chain_update(record).finalize();
        Self(Hash::from_bytes(hash.into()))
    }

    /// Whether this salt and record are what it was made of.
    pub fn is_to(&self, salt: &Salt, record: &[u8]) -> bool {
        *self == Self::to_record(salt, record)
    }

    /// The commitment that an act holds.
    pub const fn from_hash(hash: Hash) -> Self {
        Self(hash)
    }

    /// Its hash.
    pub const fn hash(&self) -> &Hash {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn salt(byte: u8) -> Salt {
        Salt::from_bytes(&[byte; SALT])
    }

    #[test]
    fn a_blob_is_its_salt_and_its_content() {
        let blob = Blob::seal(salt(7), b"# Title\n");
        let reference = blob.reference(Media::Markdown).unwrap();
        assert_eq!(blob.file(), [&[7; 32][..], b"# Title\n"].concat());
        assert_eq!((reference.length(), reference.media()), (8, Media::Markdown));
        assert_eq!(reference.digest(), &Hash::of(blob.file()));
        let hex = reference.digest().to_hex();
        assert_eq!(reference.path(), std::format!("blob/sha256/{}/{hex}", &hex[..2]));
        let verified = Blob::parse(blob.file().to_vec()).unwrap().verify(&reference).unwrap();
        assert_eq!(verified.content(), b"# Title\n");
        assert_eq!(verified.into_content(), b"# Title\n");
    }

    #[test]
    fn another_blob_is_refused() {
        let reference = Blob::seal(salt(7), b"text").reference(Media::Markdown).unwrap();
        let check = |file: &[u8]| Blob::parse(file.to_vec()).and_then(|blob| blob.verify(&reference)).err();
        assert_eq!(check(&[7; 31]), Some(BlobError::TooShort { length: 31 }));
        assert_eq!(check(&[7; 32]), Some(BlobError::Length { found: 0, expected: 4 }));
        for other in [Blob::seal(salt(8), b"text"), Blob::seal(salt(7), b"Text")] {
            assert!(matches!(check(other.file()), Some(BlobError::Digest { .. })));
        }
    }

    #[test]
    fn a_reference_has_a_bounded_length() {
        assert!(BlobReference::new(Hash::of(b""), MAX_LENGTH, Media::Archive).is_some());
        assert!(BlobReference::new(Hash::of(b""), MAX_LENGTH + 1, Media::Archive).is_none());
    }

    #[test]
    fn a_commitment_is_to_one_salt_and_one_record() {
        let commitment = Commitment::to_record(&salt(1), b"record");
        let message = [b"kenes/enrol/v1", &[1; 32][..], b"record"].concat();
        assert_eq!(commitment.hash(), &Hash::of(&message));
        assert!(commitment.is_to(&salt(1), b"record"));
        assert!(!commitment.is_to(&salt(2), b"record"));
        assert!(!commitment.is_to(&salt(1), b"Record"));
        assert_ne!(commitment.hash(), &Blob::seal(salt(1), b"record").digest());
    }

    #[test]
    fn salts_and_contents_are_not_printed() {
        let blob = Blob::seal(salt(0x5a), b"ZZZZ");
        let reference = blob.reference(Media::Json).unwrap();
        let mut texts = std::vec![std::format!("{:?} {blob:?}", salt(0x5a))];
        texts.push(std::format!("{:?}", blob.verify(&reference).unwrap()));
        for text in texts {
            assert!(text.contains("<redacted>") && !text.contains("90, 90") && !text.contains("ZZZZ"));
        }
    }
}
