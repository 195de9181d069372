//! What is too big for a leaf, as verified values that the caller passes in.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use kenes_record::Hash;

use crate::election::BoardChain;

/// Documents, archives and lots of the record, by digest. Each value was verified by whoever implements this: a document has
/// the digest it is asked for, an archive was audited together with its bound proofs, a lot was checked against the key.
pub trait Evidence {
    /// The content of a document (a blob that may not be withdrawn), without its salt.
    fn document(&self, digest: &Hash) -> Option<&[u8]>;

    /// What the audit of an archive with its bound proofs found, both named by the digests of their blobs.
    fn archive(&self, archive: &Hash, proofs: &Hash) -> Found<'_, VerifiedArchive>;

    /// What a document of proofs, named by the digest of its blob, opens.
    fn lot(&self, proofs: &Hash) -> Found<'_, VerifiedLot>;

    /// The root of the record's first `size` leaves.
    fn root(&self, size: u64) -> Option<Hash>;
}

/// What became of something that an act names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a, T> {
    /// It is there and right.
    Verified(&'a T),
    /// It is there and wrong: whoever checks the same bytes again finds the same. The act has no effect.
    Refused,
    /// The blob with this digest is not there: nobody can say.
    Missing(Hash),
}

/// What follows from an archive that an audit accepted. `kenes-verify` makes one from a report; nothing else does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedArchive(pub(crate) ArchiveParts);

/// What an audit read from an archive, each part checked against the others by the protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveParts {
    /// What the board fixed before the first ballot.
    pub setup: SetupHashes,
    /// How many credentials are on the list.
    pub credentials: u64,
    /// Every ballot on the board, superseded ones too, in the order of the board.
    pub board: BoardChain,
    /// The hash of the EndBallots event.
    pub head: Hash,
    /// The height of the EndBallots event.
    pub height: u64,
    /// The bytes of the file up to the end of the EndBallots event.
    pub length: u64,
    /// The hash of the result.
    pub result: Hash,
    /// Whether every decryption has its bound proof.
    pub bound: bool,
    /// How many trustees shuffled, each once; 0 where nothing is shuffled.
    pub shufflers: u64,
    /// The trustees whose partial decryptions were verified, each by the place of the key in the list of keys, from 0.
    pub decrypters: BTreeSet<u64>,
    /// What the only question asks for.
    pub asked: Asked,
    /// The mark of each answer of the question, in order: what stands between the last `[` and a `]` at the end of the
    /// answer's text. It says whose line that is, whatever the text says; it is empty where the text has none.
    pub paper: Vec<String>,
    /// The answers.
    pub answers: Answers,
}

/// The hashes that an election is fixed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetupHashes {
    /// The Setup event.
    pub event: Hash,
    /// The election's data.
    pub data: Hash,
    /// The trustees' public keys.
    pub trustees: Hash,
    /// The list of public credentials.
    pub credentials: Hash,
    /// The header of the archive.
    pub header: Hash,
}

/// A ballot on a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoardEntry {
    /// The hash of the ballot, which its voter can look up.
    pub tracker: Hash,
    /// The hash of the Ballot event.
    pub event: Hash,
    /// The height of the event.
    pub height: u64,
}

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// An order of the answers.
    Rankings,
    /// Some of the answers.
    Choices {
        /// So many at most.
        most: u64,
    },
}

/// What the voters answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answers {
    /// Each ranking that was decrypted: a rank for each candidate, from 1, 0 for none.
    Rankings(Vec<Vec<u32>>),
    /// The sum for each answer; where the question allows blank ballots their number comes first.
    Sums(Vec<u64>),
}

impl VerifiedArchive {
    /// States that an audit accepted the archive from which these parts were read, and every check of it. Only the auditor
    /// calls this: seats follow from it.
    pub fn of_audit(parts: ArchiveParts) -> Self {
        Self(parts)
    }

    pub(crate) fn parts(&self) -> &ArchiveParts {
        &self.0
    }
}

/// The lot of an election: P^x, where P is the hash to the group of the setup's hash and the closing head, and x the
/// election's key. `kenes-verify` makes one from the trustees' bound proofs; nothing else does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedLot {
    /// The hash of the Setup event.
    pub(crate) setup: Hash,
    /// The hash of the EndBallots event.
    pub(crate) head: Hash,
    /// The canonical bytes of P^x.
    pub(crate) value: Vec<u8>,
}

impl VerifiedLot {
    /// States that these proofs were verified: the trustees of the election with this Setup event opened this value, the
    /// canonical bytes of P^x, where P is the hash to the group of the Setup event's hash and of the EndBallots event's.
    /// Only the auditor calls this.
    pub fn of_audit(setup: Hash, head: Hash, value: Vec<u8>) -> Self {
        Self { setup, head, value }
    }
}
