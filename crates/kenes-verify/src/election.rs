//! The archive of an election: audited by the protocol, compared with the call, turned into what the fold reads.

use alloc::string::String;
use alloc::vec::Vec;

use kenes_belenios::archive::OutlineError;
use kenes_belenios::audit::Report;
use kenes_record::Hash;
use kenes_record::act::ActId;

/// What the audit of an archive found.
#[derive(Debug)]
#[non_exhaustive]
pub struct ElectionAudit {
    /// The election that the act names.
    pub call: ActId,
    /// The leaf of the act that names the archive.
    pub leaf: u64,
    /// Whether it is the archive of a rehearsal, and not that of the vote.
    pub rehearsal: bool,
    /// The digest of the archive's blob.
    pub archive: Hash,
    /// The digest of the blob of the bound proofs.
    pub proofs: Hash,
    /// The report of the protocol; none where the archive is missing, or not that of the election.
    pub report: Option<Report>,
    /// Whether setup and ballots are those that the record fixed, so that nobody but those in charge can have made them.
    pub fixed: bool,
    /// Why nothing follows from it.
    pub refused: Option<VoidReason>,
    /// Whether the act had its effect.
    pub effect: bool,
}

/// Why nothing follows from an archive.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VoidReason {
    /// A blob is missing, or is another than its name says. Nobody can say what the council is.
    #[error("the blob {} is missing", digest.to_hex())]
    Missing {
        /// Its digest.
        digest: Hash,
    },
    /// Not an archive.
    #[error(transparent)]
    Form(#[from] OutlineError),
    /// Another part than the record fixed.
    #[error("{part} is not that of the election")]
    Other {
        /// Which part.
        part: &'static str,
    },
    /// The audit of the protocol refuses it: its report says why.
    #[error("the audit of the protocol refuses the archive")]
    Protocol,
    /// The same archive with the same proofs was refused before.
    #[error("the archive was refused before")]
    Again,
    /// The key is not shared as the call says.
    #[error("the key is shared by {found}, and the call wants {needed} of {trustees}")]
    Keys {
        /// How many of how many can decrypt, item by item.
        found: String,
        /// How many the call wants to be needed.
        needed: u64,
        /// Of how many.
        trustees: u64,
    },
    /// No result yet.
    #[error("the archive has no result")]
    NoResult,
    /// More or fewer questions than one.
    #[error("the archive asks {questions} questions, and only an election with one is counted")]
    Questions {
        /// How many.
        questions: usize,
    },
    /// A question with lists.
    #[error("the archive asks for lists, which no rule counts")]
    Lists,
    /// Credentials that count more, or less, than others.
    #[error("the list of credentials has weights")]
    Weights,
    /// The document of the call is not one of questions.
    #[error("the call names no document of a question")]
    Call,
    /// The texts are not those of the call.
    #[error("the {field} is {found:?} where the call says {expected:?}")]
    Text {
        /// Which text.
        field: &'static str,
        /// What the archive says.
        found: String,
        /// What the call says.
        expected: String,
    },
    /// The answers are not the lines of the ballot paper, or another kind of answer is asked for.
    #[error("the answers are not the ballot paper, line by line, or are to be given in another way")]
    Paper,
}

/// What the check of a lot found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotAudit {
    /// The election that the act names.
    pub call: ActId,
    /// The leaf of the act.
    pub leaf: u64,
    /// The digest of the proofs.
    pub proofs: Hash,
    /// What they open; none where they are missing or wrong.
    pub opened: Option<OpenedLot>,
    /// What is wrong with them, in English.
    pub refused: Option<String>,
}

/// The number from which every tie of an election is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedLot {
    /// The hash of the Setup event.
    pub setup: Hash,
    /// The hash of the EndBallots event.
    pub head: Hash,
    /// The canonical bytes of P^x, as `docs/spec/lot.md` has them.
    pub value: Vec<u8>,
}
