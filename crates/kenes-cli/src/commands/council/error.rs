//! What goes wrong with a council.

use std::io;
use std::path::PathBuf;

use kenes_core::{CharterError, DecideError, Refusal, Time};
use kenes_record::act::{ActError, ActId};
use kenes_record::policy::PolicyTextError;
use kenes_server::host::{BlobError, FoundError, HostError, OpenHostError, PersonError};
use kenes_store::port::{AcquireError, StoreError};
use kenes_store::private::ErasePersonError;
use kenes_store::sequencer::StartError;
use kenes_text::time::utc;

use super::remedy;
use crate::code::Code;

/// A command about a council does not do what it should.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CouncilError {
    #[error("{}: {refusal}", refusal.code())]
    Refused { refusal: Refusal },
    #[error("{}: {source}", dir.display())]
    Open { dir: PathBuf, source: Box<OpenHostError> },
    #[error("another process works on {}", dir.display())]
    Runs { dir: PathBuf },
    #[error("{}: {source}", dir.display())]
    Found { dir: PathBuf, source: Box<FoundError> },
    #[error("the charter needs {least} founders or more, and {founders} are named")]
    FewFounders { founders: u64, least: u64 },
    #[error("the charter allows {most} founders, and {founders} are named")]
    ManyFounders { founders: u64, most: u64 },
    #[error("{}: {source}", path.display())]
    Charter { path: PathBuf, source: CharterError },
    #[error("{}: {source}", path.display())]
    Policy { path: PathBuf, source: PolicyTextError },
    #[error(transparent)]
    Host(Box<HostError>),
    #[error(transparent)]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Person(#[from] PersonError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{}: {source}", path.display())]
    Act { path: PathBuf, source: ActError },
    #[error("{} is not an act that was written with --out", path.display())]
    NotAnAct { path: PathBuf },
    #[error("{} is not {what}", path.display())]
    KeyFile { path: PathBuf, what: &'static str },
    #[error("a new key file would have no passphrase")]
    Unprotected,
    #[error("the system's random numbers are none")]
    WeakKey,
    #[error("no member is called {name:?}")]
    NoSuchMember { name: String },
    #[error("{count} members are called {name:?}")]
    ManyMembers { name: String, count: usize },
    #[error("the key of {name:?} is not on this machine")]
    NoKey { name: String },
    #[error("{} holds a key that is not in force", path.display())]
    OldKey { path: PathBuf },
    #[error("there is no election {name}")]
    NoSuchElection { name: String },
    #[error("there are {count} elections, and none is named")]
    WhichElection { count: usize },
    #[error("there is no {what} {name}")]
    NoSuch { what: &'static str, name: String },
    #[error("the archive is not that of the election: {what}")]
    Board { what: &'static str },
    #[error("the archive of election {call} is not here")]
    NoBoard { call: ActId },
    #[error("the shares of the lot: {what}")]
    LotShares { what: &'static str },
    #[error("the record {record} {what}")]
    LotRecord { record: String, what: &'static str },
    #[error("this machine's clock shows {}, and the record's last time is {}", utc(at.seconds()), utc(last.seconds()))]
    Jump { at: Time, last: Time },
    #[error("the threads of this machine: {0}")]
    Runtime(#[source] io::Error),
}

impl From<HostError> for CouncilError {
    fn from(error: HostError) -> Self {
        if let HostError::NoEffect { refusal } | HostError::Decide(DecideError::Refused(refusal)) = error {
            return Self::Refused { refusal };
        }
        Self::Host(Box::new(error))
    }
}

impl CouncilError {
    /// Whether the council refused the act for this reason.
    pub fn is_refusal(&self, reason: Refusal) -> bool {
        matches!(self, Self::Refused { refusal } if *refusal == reason)
    }

    /// Why a folder was not opened.
    pub fn opening(dir: PathBuf, source: OpenHostError) -> Self {
        if matches!(source, OpenHostError::Start(StartError::Acquire(AcquireError::Held))) {
            return Self::Runs { dir };
        }
        Self::Open { dir, source: Box::new(source) }
    }

    /// Why a council was not founded.
    pub fn founding(dir: PathBuf, source: FoundError) -> Self {
        if let FoundError::First(kenes_core::OpenError::Number { founders, least, most }) = source {
            return if founders < least {
                Self::FewFounders { founders, least }
            } else {
                Self::ManyFounders { founders, most }
            };
        }
        Self::Found { dir, source: Box::new(source) }
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::Refused { .. } => Code::CouncilRefused,
            Self::Open { source, .. } => open_code(source),
            Self::Runs { .. } => Code::CouncilRuns,
            Self::Found { source, .. } => found_code(source),
            Self::FewFounders { .. } | Self::ManyFounders { .. } => Code::Founding,
            Self::Charter { .. } => Code::Charter,
            Self::Policy { .. } => Code::Policy,
            Self::Host(error) => host_code(error),
            Self::Blob(BlobError::Randomness(_))
            | Self::Person(PersonError::Randomness(_))
            | Self::WeakKey => Code::Randomness,
            Self::Person(PersonError::Erase(ErasePersonError::Unknown)) => Code::NoSuchMember,
            Self::Blob(_) | Self::Person(_) | Self::Store(_) => Code::NotKept,
            Self::Act { .. } | Self::NotAnAct { .. } => Code::NotAnAct,
            Self::KeyFile { .. } => Code::MemberKey,
            Self::Unprotected => Code::Unprotected,
            Self::NoSuchMember { .. } | Self::ManyMembers { .. } => Code::NoSuchMember,
            Self::NoKey { .. } => Code::NoMemberKey,
            Self::OldKey { .. } => Code::OldMemberKey,
            Self::NoSuchElection { .. } | Self::WhichElection { .. } => Code::NoSuchElection,
            Self::NoSuch { .. } => Code::NoSuchMatter,
            Self::Board { .. } => Code::OtherBoard,
            Self::NoBoard { .. } => Code::NoBoard,
            Self::LotShares { .. } => Code::LotShares,
            Self::LotRecord { .. } => Code::LotRecord,
            Self::Jump { .. } => Code::Jump,
            Self::Runtime(_) => Code::NotKept,
        }
    }

    /// What to do.
    pub fn remedy(&self) -> &'static str {
        if let Self::Refused { refusal } = self { remedy::of(*refusal) } else { self.code().remedy() }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "whatever else stops an opening is damage")]
fn open_code(error: &OpenHostError) -> Code {
    match error {
        OpenHostError::Data(_) | OpenHostError::Database(_) => Code::CouncilFolder,
        OpenHostError::Key(_) | OpenHostError::Origin(_) => Code::SigningKey,
        OpenHostError::Randomness(_) => Code::Randomness,
        _ => Code::CouncilDamaged,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "whatever else stops a founding is of the machine")]
fn found_code(error: &FoundError) -> Code {
    match error {
        FoundError::First(_) => Code::Founding,
        FoundError::Host(_) => Code::HostName,
        FoundError::Act(_) | FoundError::Signature(_) => Code::NotSigned,
        FoundError::Randomness(_) => Code::Randomness,
        _ => Code::CouncilNotMade,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "whatever else stops an act is of the machine")]
fn host_code(error: &HostError) -> Code {
    match error {
        HostError::Decide(DecideError::Missing { .. }) | HostError::Missing { .. } => Code::MissingBlob,
        HostError::Decide(DecideError::NeedsNewer { .. }) | HostError::NeedsNewer { .. } => Code::NeedsNewer,
        HostError::Act(_) | HostError::Decide(_) | HostError::Signature(_) => Code::NotSigned,
        HostError::NoEffect { .. } | HostError::Length { .. } => Code::CouncilRefused,
        HostError::Fold(_) => Code::CouncilDamaged,
        _ => Code::NotKept,
    }
}
