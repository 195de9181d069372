//! The errors of commands: what went wrong and where. What to do stands with the [`Code`].

use std::io;
use std::path::PathBuf;

use kenes_belenios::archive::{ReadError, Stage, TooLarge};
use kenes_belenios::ballot::BallotError;
use kenes_belenios::board::ShuffleFault;
use kenes_belenios::credential::{CredentialListError, CredentialTextError};
use kenes_belenios::decryption::{BoundDocumentError, BoundError, CombineError, DecryptionSetError};
use kenes_belenios::election::{ElectionError, Uuid, UuidError};
use kenes_belenios::hash::Digest;
use kenes_belenios::result::ResultError;
use kenes_belenios::sealing::{OpeningError, SealError};
use kenes_belenios::tally::{AddBallotError, TallyError};
use kenes_belenios::trustee::threshold::{
    CertificateError, OpenError, PolynomialError, ThresholdError, VinputError, VoutputError,
};
use kenes_belenios::trustee::{TrusteeError, TrusteeIndex};
use kenes_belenios::{FormError, WireError};

use crate::code::Code;
use crate::commands::audit::AuditError;
use crate::commands::council::CouncilError;
use crate::commands::count::CountingError;
use crate::commands::record::RecordError;
use crate::commands::serve::ServeError;
use crate::commands::witness::WitnessCommandError;
use crate::kind::Kind;
use crate::questions::QuestionTextError;
use crate::sealed::SealedKeyError;
use crate::template::TemplateError;
use crate::voters::VoterError;

/// The outcome of a command or a part of it.
pub type Result<T> = std::result::Result<T, CliError>;

/// What went wrong, and where.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CliError {
    #[error("cannot open {}: {source}", path.display())]
    Open { path: PathBuf, source: io::Error },
    #[error("cannot write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("{} is already there", path.display())]
    Exists { path: PathBuf },
    #[error("{} is larger than {limit} bytes", path.display())]
    TooLarge { path: PathBuf, limit: u64 },
    #[error("{}: line {line} is longer than {limit} bytes", path.display())]
    LineTooLong { path: PathBuf, line: u64, limit: u64 },
    #[error("{}: record of {} bytes", path.display(), source.size)]
    RecordTooLarge { path: PathBuf, source: TooLarge },
    #[error("{} is being written to", path.display())]
    Locked { path: PathBuf },
    #[error("cannot add to {}: {source}", path.display())]
    RolledBack { path: PathBuf, source: io::Error },
    #[error("cannot add to {}: {source}; and cannot cut it back to {length} bytes: {then}", path.display())]
    NotRolledBack { path: PathBuf, source: io::Error, length: u64, then: io::Error },
    #[error("{needs}")]
    Usage { needs: &'static str },
    #[error("cannot write the output: {source}")]
    Output { source: io::Error },
    #[error("{} is not text in UTF-8", path.display())]
    NotText { path: PathBuf },

    #[error("{}: {source}", path.display())]
    Archive { path: PathBuf, source: Box<ReadError> },
    #[error("{} is compressed", path.display())]
    Compressed { path: PathBuf },
    #[error("{} is at the stage \"{found}\"; {needs}", path.display())]
    Stage { path: PathBuf, found: Stage, needs: &'static str },
    #[error("{}: {source}", path.display())]
    SetupElection { path: PathBuf, source: Box<ElectionError> },
    #[error("{}: the trustees: {source}", path.display())]
    SetupTrusteesForm { path: PathBuf, source: WireError },
    #[error("{}: {source}", path.display())]
    SetupTrustees { path: PathBuf, source: TrusteeError },
    #[error("{}: the list of public credentials: {source}", path.display())]
    SetupCredentials { path: PathBuf, source: CredentialListError },
    #[error("{}: the election's public key is not that of its trustees", path.display())]
    SetupKey { path: PathBuf },
    #[error("{}: the ballot of event {height} (tracker {}): {source}", path.display(), tracker.to_base64())]
    CastBallot { path: PathBuf, height: u64, tracker: Digest, source: BallotError },
    #[error("{}: {source}", path.display())]
    AddBallot { path: PathBuf, source: AddBallotError },
    #[error("{}: {source}", path.display())]
    PublishedTally { path: PathBuf, source: Box<TallyError> },
    #[error("{}: the shuffle of trustee {owner}: {source}", path.display())]
    PublishedShuffle { path: PathBuf, owner: u64, source: ShuffleFault },
    #[error("{}: {source}", path.display())]
    PublishedDecryptionForm { path: PathBuf, source: WireError },
    #[error("{}: {source}", path.display())]
    PublishedDecryption { path: PathBuf, source: DecryptionSetError },
    #[error("{} is refused", path.display())]
    Refused { path: PathBuf },
    #[error("{source}")]
    NotAudited { source: Box<Self> },
    #[error("{}: no question of the election is shuffled", path.display())]
    NoShuffledQuestion { path: PathBuf },
    #[error("{}: {source}", path.display())]
    BoundDocument { path: PathBuf, source: BoundDocumentError },
    #[error("{}: {source}", path.display())]
    Bound { path: PathBuf, source: BoundError },
    #[error("{}: the bound proofs are for another election", path.display())]
    BoundElection { path: PathBuf },

    #[error("{}: {source}", path.display())]
    Template { path: PathBuf, source: TemplateError },
    #[error("{source}")]
    Uuid { source: UuidError },
    #[error("question {number}: {source}")]
    Question { number: usize, source: QuestionTextError },
    #[error("{source}")]
    Election { source: Box<ElectionError> },
    #[error("{}: line {line}: {source}", path.display())]
    Voters { path: PathBuf, line: u64, source: VoterError },
    #[error("{} is not empty", path.display())]
    Folder { path: PathBuf },
    #[error("{}: {source}", path.display())]
    Credentials { path: PathBuf, source: CredentialListError },
    #[error("the trustees: {source}")]
    Trustees { source: TrusteeError },
    #[error("{}: the election's public key is not that of the trustees given", path.display())]
    OtherKey { path: PathBuf },

    #[error("{origin}: {source}")]
    PrivateCredential { origin: String, source: CredentialTextError },
    #[error("{origin}: expected a voter's private credential, found {found}")]
    NotACredential { origin: String, found: Kind },
    #[error("{origin}: no credential of a voter {voter:?}")]
    NoSuchVoter { origin: String, voter: String },
    #[error("the credential is not on the list of election {uuid}")]
    NotListed { uuid: Uuid },
    #[error("{}: {source}", path.display())]
    AnswersForm { path: PathBuf, source: FormError },
    #[error("{}: {source}", path.display())]
    AnswersJson { path: PathBuf, source: serde_json::Error },
    #[error("the answers: {source}")]
    Answers { source: SealError },
    #[error("{}: {source}", path.display())]
    Ballot { path: PathBuf, source: BallotError },
    #[error("the ballot with the tracker {} is already in {}", tracker.to_base64(), path.display())]
    BallotTwice { path: PathBuf, tracker: Digest },
    #[error("{}: {source}", path.display())]
    Opening { path: PathBuf, source: OpeningError },
    #[error("{}: its hash is {}, not {expected}", path.display(), found.to_base64())]
    OpeningHash { path: PathBuf, expected: String, found: Digest },

    #[error("{}: expected the private key of a trustee, found {found}", path.display())]
    PrivateKey { path: PathBuf, found: Kind },
    #[error("{}: the key belongs to no trustee of election {uuid}", path.display())]
    KeyOfNobody { path: PathBuf, uuid: Uuid },
    #[error("{}: {source}", path.display())]
    DecryptionKey { path: PathBuf, source: OpenError },
    #[error("{} is protected by a passphrase", path.display())]
    NoPassphrase { path: PathBuf },
    #[error("{}: {source}", path.display())]
    SealedKey { path: PathBuf, source: SealedKeyError },
    #[error("{}: expected {expected}: {source}", path.display())]
    Working { path: PathBuf, expected: Kind, source: WireError },
    #[error("{}: expected {expected}, found {found}", path.display())]
    WrongFile { path: PathBuf, expected: Kind, found: Kind },
    #[error(transparent)]
    Threshold(#[from] ThresholdError),
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    #[error(transparent)]
    Polynomial(#[from] PolynomialError),
    #[error(transparent)]
    Vinput(#[from] VinputError),
    #[error(transparent)]
    Voutput(#[from] VoutputError),
    #[error("trustee {owner} has given a {what} already")]
    Contributed { owner: TrusteeIndex, what: &'static str },
    #[error("{}: {source}", path.display())]
    ShuffleRefused { path: PathBuf, source: ShuffleFault },
    #[error("{}: {source}", path.display())]
    DecryptionRefused { path: PathBuf, source: DecryptionSetError },
    #[error("{}: the contribution is for {payload}, but the structure has the hash {found}", path.display())]
    OtherPayload { path: PathBuf, payload: String, found: Digest },
    #[error("there is no trustee {owner} among {trustees}")]
    UnknownTrustee { owner: u64, trustees: usize },
    #[error("{}: no bound proof of trustee {owner}", path.display())]
    Unbound { path: PathBuf, owner: TrusteeIndex },
    #[error("{}: {source}", path.display())]
    Incomplete { path: PathBuf, source: CombineError },
    #[error("{}: {source}", path.display())]
    Result { path: PathBuf, source: ResultError },
    #[error("{}: {source}", path.display())]
    Rehearsal { path: PathBuf, source: RehearsalFault },
    #[error(transparent)]
    Audit(#[from] AuditError),
    #[error(transparent)]
    Council(Box<CouncilError>),
    #[error(transparent)]
    Counting(#[from] CountingError),
    #[error(transparent)]
    Record(#[from] RecordError),
    #[error(transparent)]
    Witness(#[from] WitnessCommandError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error("the demonstration did not go as it should: {0}")]
    Demo(#[from] crate::demo::Surprise),
    #[error("the system gives no randomness: {source}")]
    Randomness { source: getrandom::Error },
}

/// Why a rehearsal did not succeed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RehearsalFault {
    #[error("it is not a rehearsal")]
    NotARehearsal,
    #[error("trustee {owner} has not decrypted the test ballot")]
    Missing { owner: TrusteeIndex },
    #[error("the test ballot does not hold what was put in")]
    OtherResult,
}

impl From<CouncilError> for CliError {
    fn from(error: CouncilError) -> Self {
        Self::Council(Box::new(error))
    }
}

impl CliError {
    /// The exit code of the program.
    pub fn exit(&self) -> u8 {
        if matches!(self, Self::NotAudited { .. }) { 2 } else { self.code().exit() }
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::NotAudited { source } => source.code(),
            Self::Open { .. } => Code::Open,
            Self::Write { .. } => Code::Write,
            Self::Exists { .. } => Code::Exists,
            Self::TooLarge { .. } | Self::LineTooLong { .. } | Self::RecordTooLarge { .. } => Code::TooLarge,
            Self::Locked { .. } => Code::Locked,
            Self::RolledBack { .. } => Code::RolledBack,
            Self::NotRolledBack { .. } => Code::NotRolledBack,
            Self::Usage { .. } => Code::Usage,
            Self::Output { .. } => Code::Output,
            Self::NotText { .. } => Code::NotText,
            Self::Archive { .. } => Code::Archive,
            Self::Compressed { .. } => Code::Compressed,
            Self::Stage { .. } => Code::Stage,
            Self::SetupElection { .. }
            | Self::SetupTrusteesForm { .. }
            | Self::SetupTrustees { .. }
            | Self::SetupCredentials { .. }
            | Self::SetupKey { .. } => Code::Setup,
            Self::CastBallot { .. } | Self::AddBallot { .. } => Code::CastBallot,
            Self::PublishedTally { .. } => Code::PublishedTally,
            Self::PublishedShuffle { .. } => Code::PublishedShuffle,
            Self::PublishedDecryptionForm { .. } | Self::PublishedDecryption { .. } => {
                Code::PublishedDecryption
            }
            Self::Refused { .. } => Code::Refused,
            Self::NoShuffledQuestion { .. } => Code::NoShuffledQuestion,
            Self::BoundDocument { .. } | Self::Bound { .. } | Self::BoundElection { .. } => {
                Code::BoundDocument
            }
            Self::Template { .. } | Self::Uuid { .. } => Code::Draft,
            Self::Question { .. } => Code::Question,
            Self::Election { .. } => Code::Election,
            Self::Voters { .. } => Code::Voters,
            Self::Folder { .. } => Code::Folder,
            Self::Credentials { .. } => Code::Credentials,
            Self::Trustees { .. } => Code::Trustees,
            Self::OtherKey { .. } => Code::OtherKey,
            Self::PrivateCredential { .. } | Self::NotACredential { .. } | Self::NoSuchVoter { .. } => {
                Code::PrivateCredential
            }
            Self::NotListed { .. } => Code::NotListed,
            Self::AnswersForm { .. } | Self::AnswersJson { .. } | Self::Answers { .. } => Code::Answers,
            Self::Ballot { .. } => Code::Ballot,
            Self::BallotTwice { .. } => Code::BallotTwice,
            Self::Opening { .. } => Code::Opening,
            Self::OpeningHash { .. } => Code::OpeningHash,
            Self::PrivateKey { .. } | Self::DecryptionKey { .. } => Code::PrivateKey,
            Self::KeyOfNobody { .. } => Code::KeyOfNobody,
            Self::NoPassphrase { .. } => Code::NoPassphrase,
            Self::SealedKey { .. } => Code::Passphrase,
            Self::Working { .. } | Self::WrongFile { .. } => Code::Working,
            Self::Threshold(_) | Self::Certificate(_) | Self::Voutput(_) => Code::Ceremony,
            Self::Polynomial(error) => ceremony(matches!(error, PolynomialError::NotMember)),
            Self::Vinput(error) => ceremony(matches!(error, VinputError::NotMember)),
            Self::Contributed { .. } => Code::Contributed,
            Self::ShuffleRefused { .. } | Self::DecryptionRefused { .. } | Self::OtherPayload { .. } => {
                Code::Contribution
            }
            Self::UnknownTrustee { .. } => Code::UnknownTrustee,
            Self::Unbound { .. } => Code::Unbound,
            Self::Incomplete { .. } => Code::Incomplete,
            Self::Result { .. } => Code::Result,
            Self::Rehearsal { .. } => Code::Rehearsal,
            Self::Audit(error) => error.code(),
            Self::Council(error) => error.code(),
            Self::Counting(error) => error.code(),
            Self::Record(error) => error.code(),
            Self::Witness(error) => error.code(),
            Self::Serve(error) => error.code(),
            Self::Demo(_) => Code::Demo,
            Self::Randomness { .. } => Code::Randomness,
        }
    }

    /// What to do.
    pub fn remedy(&self) -> &'static str {
        if let Self::NotAudited { source } = self {
            return source.remedy();
        }
        if let Self::Council(error) = self {
            return error.remedy();
        }
        if let Self::Counting(error) = self { error.remedy() } else { self.code().remedy() }
    }

    /// Whether the reader of the output went away, as `head` does: no failure worth a message.
    pub fn is_broken_pipe(&self) -> bool {
        if let Self::NotAudited { source } = self {
            return source.is_broken_pipe();
        }
        matches!(self, Self::Output { source } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// The code of a step of the ceremony that failed, for whoever belongs to it or not.
const fn ceremony(is_outsider: bool) -> Code {
    if is_outsider { Code::NotMember } else { Code::Ceremony }
}
