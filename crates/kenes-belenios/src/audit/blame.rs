//! Which check each error of the library fails.

use core::fmt;

use super::chunks::ArchiveChanged;
use super::tallying::{DecrypterFault, Malformed, ShufflerFault};
use crate::answer::AnswerError;
use crate::archive::{EventError, SurveyError, TarError};
use crate::ballot::BallotError;
use crate::check::Check;
use crate::credential::CredentialListError;
use crate::decryption::{
    BoundDocumentError, BoundError, CombineError, DecryptionError, DecryptionSetError, OtherTrustees,
};
use crate::election::ElectionError;
use crate::group::ElementError;
use crate::result::ResultError;
use crate::shuffle::ShuffleError;
use crate::tally::{AddBallotError, MergeError, TallyError};
use crate::trustee::TrusteeError;
use crate::trustee::threshold::ParametersError;
use crate::wire::WireError;

/// An error that fails a check of an archive. Every variant of every error decides which.
pub trait Blame: fmt::Display + fmt::Debug {
    /// The check that fails.
    fn check(&self) -> Check;
}

impl<T: Blame + ?Sized> Blame for alloc::boxed::Box<T> {
    fn check(&self) -> Check {
        (**self).check()
    }
}

impl Blame for ArchiveChanged {
    fn check(&self) -> Check {
        Check::ArchiveComplete
    }
}

impl Blame for TarError {
    fn check(&self) -> Check {
        match self {
            Self::Truncated { .. } | Self::Unread { .. } => Check::ArchiveComplete,
            Self::HeaderMissing { .. }
            | Self::SecondHeader { .. }
            | Self::HeaderForm(_)
            | Self::IntegerTimestamp
            | Self::TimestampRange { .. } => Check::ArchiveHeader,
            Self::UnsupportedVersion { .. } => Check::ArchiveVersion,
            Self::Name { .. }
            | Self::Mode { .. }
            | Self::Owner { .. }
            | Self::Size { .. }
            | Self::Mtime { .. }
            | Self::Checksum { .. }
            | Self::FileType { .. }
            | Self::ExtraFields { .. }
            | Self::Padding { .. }
            | Self::TrailingZeros { .. }
            | Self::AfterEnd { .. } => Check::ArchiveContainer,
            Self::TooLarge { .. } => Check::ArchiveRecordSize,
            Self::ContentHash { .. } => Check::ArchiveContentHash,
        }
    }
}

impl Blame for SurveyError {
    fn check(&self) -> Check {
        match self {
            Self::Event { offset: _, source } => source.check(),
            Self::Payload { .. } => Check::EventForm,
            Self::Chain { .. } => Check::EventChain,
            Self::Order { .. } => Check::EventOrder,
            Self::PayloadMissing { .. }
            | Self::PayloadReused { .. }
            | Self::Unreferenced { .. }
            | Self::TooMuchData { .. } => Check::EventData,
            Self::BallotReplayed { .. } => Check::BallotReplay,
            Self::TrailingData { .. } | Self::NoEvent => Check::ArchiveComplete,
        }
    }
}

impl Blame for EventError {
    fn check(&self) -> Check {
        match self {
            Self::Form(_) | Self::UnknownType { .. } => Check::EventForm,
            Self::NoPayload { .. } | Self::ExtraPayload { .. } => Check::EventData,
        }
    }
}

#[cfg(feature = "std")]
impl Blame for crate::archive::ReadError {
    fn check(&self) -> Check {
        match self {
            Self::Io(_) | Self::Gzip { .. } => Check::ArchiveComplete,
            Self::Tar(error) => error.check(),
            Self::Survey(error) => error.check(),
        }
    }
}

impl Blame for ElectionError {
    fn check(&self) -> Check {
        match self {
            Self::Wire(_)
            | Self::UnknownGroup { .. }
            | Self::OtherGroup { .. }
            | Self::Uuid(_)
            | Self::Question { .. }
            | Self::TooLong
            | Self::NoQuestions => Check::ElectionForm,
            Self::UnsupportedVersion { .. } => Check::ArchiveVersion,
            Self::TrivialKey => Check::ElectionKey,
        }
    }
}

impl Blame for TrusteeError {
    fn check(&self) -> Check {
        match self {
            Self::None | Self::UnexpectedSignature { .. } => Check::TrusteeForm,
            Self::ProofOfKnowledge { .. } | Self::NeutralKey { .. } => Check::TrusteeProof,
            Self::Threshold { item: _, source } => source.check(),
        }
    }
}

impl Blame for ParametersError {
    fn check(&self) -> Check {
        match self {
            Self::Count { .. } | Self::Threshold(_) | Self::Degree { .. } => Check::TrusteeThreshold,
            Self::Form { .. } => Check::TrusteeForm,
            Self::CertificateContext { .. } | Self::CertificateSignature { .. } | Self::NeutralKey { .. } => {
                Check::TrusteeCertificate
            }
            Self::CoefexpsSignature { .. } => Check::TrusteeCoefexps,
            Self::CertsSignature { .. } => Check::TrusteeCerts,
            Self::ProofOfKnowledge { .. } => Check::TrusteeProof,
            Self::VerificationKey { .. } | Self::KeySignature { .. } => Check::TrusteeKey,
        }
    }
}

impl Blame for CredentialListError {
    fn check(&self) -> Check {
        match self {
            Self::Form(_)
            | Self::Element { .. }
            | Self::Neutral { .. }
            | Self::Weight { .. }
            | Self::TotalWeight => Check::CredentialForm,
            Self::Duplicate { .. } => Check::CredentialOnce,
        }
    }
}

impl Blame for BallotError {
    fn check(&self) -> Check {
        match self {
            Self::Wire(WireError::Element { at: _, source: ElementError::NotInSubgroup }) => {
                Check::BallotGroup
            }
            Self::Wire(_) | Self::TooLong { .. } => Check::BallotForm,
            Self::ElectionUuid { .. } | Self::ElectionHash { .. } => Check::BallotElection,
            Self::AnswerCount { .. } => Check::BallotAnswers,
            Self::CredentialNotListed { .. } => Check::BallotCredential,
            Self::Answer { question: _, source } => source.check(),
            Self::SignatureHash | Self::Signature => Check::BallotSignature,
            Self::Weighted { .. } => Check::BallotWeight,
        }
    }
}

impl Blame for AnswerError {
    fn check(&self) -> Check {
        match self {
            Self::Choices { .. } | Self::IndividualShape | Self::OverallShape { .. } | Self::ListShape => {
                Check::BallotAnswers
            }
            Self::Type | Self::BlankUnexpected | Self::BlankShape => Check::BallotAnswers,
            Self::Individual { .. } => Check::BallotIndividual,
            Self::Overall => Check::BallotOverall,
            Self::Blank => Check::BallotBlank,
            Self::Encryption => Check::BallotEncryption,
            Self::List { .. } => Check::BallotList,
            Self::NonZero => Check::BallotNonZero,
        }
    }
}

impl Blame for AddBallotError {
    fn check(&self) -> Check {
        match self {
            Self::Questions => Check::BallotAnswers,
            Self::Weighted { .. } | Self::TotalWeight => Check::BallotWeight,
        }
    }
}

impl Blame for TallyError {
    fn check(&self) -> Check {
        match self {
            Self::NumTallied { .. } => Check::TallyCount,
            Self::TotalWeight { .. } => Check::TallyWeight,
            Self::Form(_) | Self::Reference { .. } => Check::TallyForm,
            Self::Length { .. } | Self::Ciphertext { .. } => Check::TallyCiphertexts,
        }
    }
}

impl Blame for MergeError {
    fn check(&self) -> Check {
        Check::ShuffleForm
    }
}

impl Blame for ShuffleError {
    fn check(&self) -> Check {
        match self {
            Self::Questions { .. } | Self::Length { .. } => Check::ShuffleForm,
            Self::Equation { .. } => Check::ShuffleProof,
        }
    }
}

impl Blame for ShufflerFault {
    fn check(&self) -> Check {
        match self {
            Self::Unknown { .. } | Self::Twice { .. } => Check::ShuffleOwner,
            Self::Unasked => Check::ShuffleUnasked,
        }
    }
}

impl Blame for DecrypterFault {
    fn check(&self) -> Check {
        Check::DecryptionOwner
    }
}

impl Blame for Malformed {
    fn check(&self) -> Check {
        match self {
            Self::Trustees(_) => Check::TrusteeForm,
            Self::Shuffle(_) => Check::ShuffleForm,
            Self::Decryption(_) => Check::DecryptionForm,
        }
    }
}

impl Blame for DecryptionSetError {
    fn check(&self) -> Check {
        match self {
            Self::UnknownOwner { .. } | Self::DuplicateOwner { .. } => Check::DecryptionOwner,
            Self::Decryption { owner: _, source } => source.check(),
        }
    }
}

impl Blame for DecryptionError {
    fn check(&self) -> Check {
        match self {
            Self::Questions { .. } | Self::Factors { .. } | Self::Proofs { .. } => Check::DecryptionForm,
            Self::Proof { .. } => Check::DecryptionProof,
        }
    }
}

impl Blame for OtherTrustees {
    fn check(&self) -> Check {
        Check::ElectionKey
    }
}

impl Blame for CombineError {
    fn check(&self) -> Check {
        Check::DecryptionComplete
    }
}

impl Blame for BoundDocumentError {
    fn check(&self) -> Check {
        Check::BoundForm
    }
}

impl Blame for BoundError {
    fn check(&self) -> Check {
        match self {
            Self::Election { .. }
            | Self::NoDecryption { .. }
            | Self::OtherDecryption { .. }
            | Self::Questions { .. } => Check::BoundForm,
            Self::Missing { .. } => Check::BoundPresent,
            Self::Proof { .. } => Check::BoundProof,
        }
    }
}

impl Blame for ResultError {
    fn check(&self) -> Check {
        match self {
            Self::Form(_) | Self::Questions { .. } | Self::Shape { .. } => Check::ResultForm,
            Self::Differs { .. } | Self::OutOfBounds { .. } | Self::TooLarge { .. } | Self::Mismatch => {
                Check::ResultValue
            }
        }
    }
}
