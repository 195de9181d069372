//! Why a trustee's message has no answer.

use kenes_belenios::board::{OpenTallyError, SetupError, TallyBallotsError};
use kenes_belenios::trustee::threshold::{CertificateError, VinputError};
use kenes_record::json::Value;

use crate::error::Evidence;
use crate::message::number;

/// Why a trustee's message has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrusteeError {
    /// Not what a trustee keeps.
    #[error("line {line} is not what stands there in a trustee's file")]
    File {
        /// Its number, from 1.
        line: u8,
    },
    /// The file belongs to none of the trustees.
    #[error("the file belongs to none of the trustees")]
    NotMember,
    /// The file has no decryption key yet.
    #[error("the file has no decryption key yet")]
    Incomplete,
    /// The decryption key is not that of the trustee in this election.
    #[error("the decryption key is not that of the trustee in this election")]
    DecryptionKey,
    /// A certificate cannot be read.
    #[error("certificate {index} cannot be read")]
    Certificate {
        /// Which, from 1.
        index: u32,
    },
    /// A certificate is refused.
    #[error(transparent)]
    Certificates(#[from] CertificateError),
    /// What was dealt is refused.
    #[error(transparent)]
    Vinput(Box<VinputError>),
    /// The archive is malformed.
    #[error("the archive is malformed")]
    Archive,
    /// Another archive than the one that the page shows.
    #[error("another archive than the one that is expected: {field}")]
    OtherArchive {
        /// Which of the two hashes differs.
        field: &'static str,
    },
    /// It is not the time for that.
    #[error("the election is not at the stage for that")]
    Stage,
    /// The setup of the archive does not hold.
    #[error("the setup of the archive: {part}")]
    Setup {
        /// Which part.
        part: &'static str,
    },
    /// A ballot of the archive does not verify.
    #[error("the ballot of event {height} does not verify")]
    Ballot {
        /// The height of its event.
        height: u64,
    },
    /// The tally is not that of the ballots.
    #[error("the tally is not that of the ballots")]
    Tally,
    /// A shuffle of the archive does not verify.
    #[error("the shuffle of trustee {owner} does not verify")]
    Shuffle {
        /// The number of the trustee.
        owner: u64,
    },
    /// The trustee has done that already.
    #[error("the trustee has done that already")]
    Contributed,
}

impl TrusteeError {
    /// Its code, which stays.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::File { line: _ } => "K-BOOTH-030",
            Self::NotMember => "K-BOOTH-031",
            Self::Incomplete => "K-BOOTH-032",
            Self::DecryptionKey => "K-BOOTH-033",
            Self::Certificate { index: _ } => "K-BOOTH-034",
            Self::Certificates(_) => "K-BOOTH-035",
            Self::Vinput(_) => "K-BOOTH-036",
            Self::Archive => "K-BOOTH-040",
            Self::OtherArchive { field: _ } => "K-BOOTH-041",
            Self::Stage => "K-BOOTH-042",
            Self::Setup { part: _ } => "K-BOOTH-043",
            Self::Ballot { height: _ } => "K-BOOTH-044",
            Self::Tally => "K-BOOTH-045",
            Self::Shuffle { owner: _ } => "K-BOOTH-046",
            Self::Contributed => "K-BOOTH-047",
        }
    }

    pub(crate) fn evidence(&self) -> Evidence {
        match self {
            Self::OtherArchive { field } => vec![("field", Value::string(*field))],
            Self::File { line } => vec![("line", number(*line))],
            Self::Certificate { index } => vec![("index", number(*index))],
            Self::Certificates(error) => certificates(error),
            Self::Vinput(error) => vinput(error),
            Self::Setup { part } => vec![("part", Value::string(*part))],
            Self::Ballot { height } => vec![("height", number(*height))],
            Self::Shuffle { owner } => vec![("owner", number(*owner))],
            Self::NotMember
            | Self::Incomplete
            | Self::DecryptionKey
            | Self::Archive
            | Self::Stage
            | Self::Tally
            | Self::Contributed => Vec::new(),
        }
    }
}

impl From<VinputError> for TrusteeError {
    fn from(error: VinputError) -> Self {
        if error == VinputError::NotMember { Self::NotMember } else { Self::Vinput(Box::new(error)) }
    }
}

impl From<SetupError> for TrusteeError {
    fn from(error: SetupError) -> Self {
        let part = match error {
            SetupError::TrusteesForm(_) | SetupError::Trustees(_) => "trustees",
            SetupError::Credentials(_) => "credentials",
            SetupError::Key => "key",
            SetupError::Election(_) | _ => "election",
        };
        Self::Setup { part }
    }
}

impl From<OpenTallyError> for TrusteeError {
    fn from(error: OpenTallyError) -> Self {
        match error {
            OpenTallyError::Ballots(TallyBallotsError::Cast { height, tracker: _, source: _ }) => {
                Self::Ballot { height }
            }
            OpenTallyError::Ballots(_) => Self::Archive,
            OpenTallyError::Stage(_) => Self::Stage,
            OpenTallyError::Shuffle { owner, source: _ } => Self::Shuffle { owner },
            OpenTallyError::Tally(_) | _ => Self::Tally,
        }
    }
}

fn certificates(error: &CertificateError) -> Evidence {
    match error {
        CertificateError::Index { index, size: _ }
        | CertificateError::Context { index }
        | CertificateError::NeutralKey { index }
        | CertificateError::Signature { index } => vec![("index", number(index.get()))],
        CertificateError::Threshold(_) | _ => Vec::new(),
    }
}

/// Whose message is at fault, where it is a trustee's.
fn vinput(error: &VinputError) -> Evidence {
    let (from, why) = match error {
        VinputError::Commitments { from, fault: _ } => (Some(from), "commitments"),
        VinputError::Secret { from, source: _ } => (Some(from), "unreadable"),
        VinputError::Share { from } => (Some(from), "share"),
        VinputError::OwnPolynomial(_) | VinputError::OwnCommitments => (None, "own"),
        VinputError::NotMember
        | VinputError::Count { expected: _, secrets: _, coefexps: _, signatures: _ }
        | _ => (None, "count"),
    };
    let mut evidence = vec![("why", Value::string(why))];
    evidence.extend(from.map(|from| ("from", number(from.get()))));
    evidence
}
