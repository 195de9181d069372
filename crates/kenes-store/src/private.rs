//! What every store of private data promises.
//!
//! The promises about order, durability and failures are those of [`crate::port`]. Besides:
//!
//! **Apart.** Nothing of this store is ever published, and it is another file, or another schema, than the record's.
//!
//! **Erased means gone.** After [`PrivateStore::erase_person`] the personal record, the salt, the link to the person and the
//! messages to the person are deleted, and so is everything else that the store has of the person: visits, links, the
//! address, acts to be signed, voting codes. Their places in the file are overwritten where the engine can do it, and of the
//! person only a commitment remains that nobody can open any more. Backups made before keep what they have, and so does the
//! copy that an upgrade of the tables puts beside the file: they must be erased or have run out, too.
//!
//! | of what | promised by |
//! |---|---|
//! | persons, settings of this machine | [`PrivateStore`] |
//! | who of the persons are founders | [`Founders`] |
//! | where a person can be reached | [`Contacts`] |
//! | messages to send | [`Messages`] |
//! | browsers that entered, and links that let one enter | [`Visits`], [`Links`] |
//! | how often somebody tried | [`Counters`] |
//! | acts that wait for signatures | [`Drafts`] |
//! | voting codes of an election | [`Codes`] |

mod code;
mod contact;
mod counter;
mod draft;
mod founder;
mod link;
mod message;
mod visit;

use std::fmt;
use std::future::Future;

use kenes_record::blob::{Commitment, Salt};
use zeroize::Zeroizing;

pub use self::code::{Code, Codes, Handover, VotingCode};
pub use self::contact::{Contact, ContactAddress, Contacts};
pub use self::counter::Counters;
pub use self::draft::{Draft, DraftId, Drafts};
pub use self::founder::Founders;
pub(crate) use self::founder::old_setting;
pub(crate) use self::link::why_not;
pub use self::link::{Link, LinkId, Links, Purpose, PurposeError, RedeemError};
pub use self::message::{Attempt, Message, MessageState, Messages};
pub use self::visit::{FormToken, Visit, VisitId, Visits};
use crate::port::StoreError;

/// The name of a person within this store: 16 random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub [u8; 16]);

/// Somebody's personal record, in its canonical form. Wiped when dropped.
pub struct PersonalRecord(Zeroizing<Vec<u8>>);

/// A person.
#[derive(Debug)]
pub struct Person {
    /// Its name within this store.
    pub id: PersonId,
    /// What stands in the public record.
    pub commitment: Commitment,
    /// Who it is.
    pub record: PersonalRecord,
    /// With the record it opens the commitment.
    pub salt: Salt,
}

impl PersonalRecord {
    /// The record with this content.
    pub fn new(content: Vec<u8>) -> Self {
        Self(Zeroizing::new(content))
    }

    /// Its content.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for PersonalRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalRecord(<redacted>)")
    }
}

/// A store of private data. The module says what all of its verbs promise.
pub trait PrivateStore: Send + Sync + 'static {
    /// Keeps a person.
    ///
    /// # Errors
    /// Record and salt do not open the commitment, the id or the commitment is there already, or its person was erased.
    fn put_person(&self, person: &Person) -> impl Future<Output = Result<(), PutPersonError>> + Send;

    /// A person.
    ///
    /// # Errors
    /// The store fails.
    fn person(&self, id: PersonId) -> impl Future<Output = Result<Option<Person>, StoreError>> + Send;

    /// All persons, in no order that means anything.
    ///
    /// # Errors
    /// The store fails.
    fn persons(&self) -> impl Future<Output = Result<Vec<Person>, StoreError>> + Send;

    /// Whose commitment this is.
    ///
    /// # Errors
    /// The store fails.
    fn person_of(
        &self,
        commitment: Commitment,
    ) -> impl Future<Output = Result<Option<PersonId>, StoreError>> + Send;

    /// Erases a person; `at` is the time, in milliseconds since 1970.
    ///
    /// # Errors
    /// There is no such person.
    fn erase_person(
        &self,
        id: PersonId,
        at: i64,
    ) -> impl Future<Output = Result<(), ErasePersonError>> + Send;

    /// When the person of this commitment was erased.
    ///
    /// # Errors
    /// The store fails.
    fn erased_at(
        &self,
        commitment: Commitment,
    ) -> impl Future<Output = Result<Option<i64>, StoreError>> + Send;

    /// Keeps a setting, in place of what it was.
    ///
    /// # Errors
    /// The store fails.
    fn set(&self, name: &str, content: &[u8]) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// A setting.
    ///
    /// # Errors
    /// The store fails.
    fn setting(&self, name: &str) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>> + Send;
}

/// A person was not kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PutPersonError {
    /// Record and salt do not open the commitment.
    #[error("the record and the salt do not open the commitment")]
    Commitment,
    /// The id or the commitment is there already.
    #[error("the person or the commitment is there already")]
    Known,
    /// The person of this commitment was erased.
    #[error("the person of this commitment was erased")]
    Erased,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Checks that record and salt open the commitment.
pub(crate) fn check_person(person: &Person) -> Result<(), PutPersonError> {
    let opens = person.commitment.is_to(&person.salt, person.record.expose());
    if opens { Ok(()) } else { Err(PutPersonError::Commitment) }
}

/// A person was not erased.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErasePersonError {
    /// There is none.
    #[error("there is no such person")]
    Unknown,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}
