//! What is wrong with an unfinished archive.

use alloc::boxed::Box;

use crate::archive::{ReadError, Stage};
use crate::ballot::BallotError;
use crate::credential::CredentialListError;
use crate::decryption::{DecryptionSetError, OtherTrustees};
use crate::election::ElectionError;
use crate::hash::Digest;
use crate::shuffle::ShuffleError;
use crate::tally::{AddBallotError, MergeError, TallyError};
use crate::trustee::TrusteeError;
use crate::wire::WireError;

/// An archive was not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishedError {
    /// It cannot be read, or is malformed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It is empty.
    #[error("an archive begins with its setup")]
    NoSetup,
}

/// The setup of an archive does not hold.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// The election.
    #[error(transparent)]
    Election(Box<ElectionError>),
    /// The trustees cannot be read.
    #[error("the trustees: {0}")]
    TrusteesForm(#[source] WireError),
    /// The trustees are refused.
    #[error(transparent)]
    Trustees(#[from] TrusteeError),
    /// The list of credentials.
    #[error("the list of public credentials: {0}")]
    Credentials(#[from] CredentialListError),
    /// The trustees hold another key.
    #[error("the election's public key is not that of its trustees")]
    Key,
}

impl From<ElectionError> for SetupError {
    fn from(error: ElectionError) -> Self {
        Self::Election(Box::new(error))
    }
}

/// An archive was not read, or its setup does not hold.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadBoardError {
    /// Container and chain.
    #[error(transparent)]
    Published(#[from] PublishedError),
    /// The setup.
    #[error(transparent)]
    Setup(#[from] SetupError),
}

/// An election is at another stage than a step needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the election is at the stage \"{found}\"; {needs}")]
pub struct StageError {
    /// The stage.
    pub found: Stage,
    /// What is needed.
    pub needs: &'static str,
}

/// The ballots of an archive were not added up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TallyBallotsError {
    /// The archive cannot be read again.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A ballot does not verify.
    #[error("the ballot of event {height} (tracker {}): {source}", tracker.to_base64())]
    Cast {
        /// The height of its event.
        height: u64,
        /// Its tracker.
        tracker: Digest,
        /// What is wrong.
        source: BallotError,
    },
    /// A ballot cannot be added.
    #[error(transparent)]
    Add(#[from] AddBallotError),
}

/// The tally of an archive does not hold, or a shuffle of it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenTallyError {
    /// The ballots.
    #[error(transparent)]
    Ballots(#[from] TallyBallotsError),
    /// There is no tally yet.
    #[error(transparent)]
    Stage(#[from] StageError),
    /// The tally is not that of the ballots.
    #[error(transparent)]
    Tally(Box<TallyError>),
    /// A shuffle does not verify.
    #[error("the shuffle of trustee {owner}: {source}")]
    Shuffle {
        /// The number of the trustee.
        owner: u64,
        /// What is wrong.
        source: ShuffleFault,
    },
}

impl From<TallyError> for OpenTallyError {
    fn from(error: TallyError) -> Self {
        Self::Tally(Box::new(error))
    }
}

/// What is wrong with a shuffle.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShuffleFault {
    /// Its form.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// Its proofs.
    #[error(transparent)]
    Shuffle(#[from] ShuffleError),
    /// It is of another tally.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// Nobody has that number, or has shuffled already.
    #[error("there is no such trustee, or it has shuffled already")]
    Owner,
}

/// A partial decryption of an archive does not verify.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecryptionsError {
    /// The trustees do not hold the election's key.
    #[error(transparent)]
    Trustees(#[from] OtherTrustees),
    /// One cannot be read.
    #[error(transparent)]
    Form(#[from] WireError),
    /// One does not verify.
    #[error(transparent)]
    Decryption(#[from] DecryptionSetError),
}

/// Nobody has that number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no trustee {owner} among {trustees}")]
pub struct UnknownTrustee {
    /// The number.
    pub owner: u64,
    /// How many trustees there are.
    pub trustees: usize,
}
