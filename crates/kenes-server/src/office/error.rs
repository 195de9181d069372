//! Why an office does not do what it is asked.

use kenes_core::Time;

use super::draft::DraftError;
use crate::host::{BlobError, HostError, PersonError};
use crate::poll::{AdvanceError, CeremonyError, OpenPollError, PaperError, RehearsalError, SetUpError};

/// An office does not do something.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OfficeError {
    /// The host.
    #[error(transparent)]
    Host(#[from] HostError),
    /// A person.
    #[error(transparent)]
    Person(#[from] PersonError),
    /// A text.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// Acts that wait for signatures.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// The private store.
    #[error(transparent)]
    Store(#[from] kenes_store::port::StoreError),
    /// The clock of the machine is far ahead of the record.
    #[error("the clock shows {} and the record's last tick {}", at.seconds(), last.seconds())]
    Jump {
        /// What the clock shows.
        at: Time,
        /// The last tick.
        last: Time,
    },
    /// Random bytes made no key: it happens never.
    #[error("random bytes made no key")]
    WeakKey,
    /// The system gives no randomness.
    #[error("the system gives no randomness: {0}")]
    Randomness(#[from] getrandom::Error),
}

/// An election does not go on by itself.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TendError {
    /// The office.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// A name.
    #[error(transparent)]
    Person(#[from] PersonError),
    /// The private store.
    #[error(transparent)]
    Store(#[from] kenes_store::port::StoreError),
    /// The trustees' key.
    #[error(transparent)]
    Ceremony(#[from] CeremonyError),
    /// The texts of the call are not there, or are none.
    #[error("the texts of the call are missing or damaged")]
    Questions,
    /// The ballot paper.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// The setup.
    #[error(transparent)]
    SetUp(#[from] SetUpError),
    /// The rehearsal.
    #[error(transparent)]
    Rehearsal(#[from] RehearsalError),
    /// The board.
    #[error(transparent)]
    Open(#[from] OpenPollError),
    /// The close or the count.
    #[error(transparent)]
    Advance(#[from] AdvanceError),
    /// The system gives no randomness.
    #[error("the system gives no randomness: {0}")]
    Randomness(#[from] getrandom::Error),
}
