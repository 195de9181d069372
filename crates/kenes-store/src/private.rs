//! What every store of private data promises.
//!
//! The promises about order, durability and failures are those of [`crate::port`]. Besides:
//!
//! **Apart.** Nothing of this store is ever published, and it is another file, or another schema, than the record's.
//!
//! **Erased means gone.** After [`PrivateStore::erase_person`] the personal record, the salt, the link to the person and the
//! messages to the person are deleted, their places in the file are overwritten where the engine can do it, and of the
//! person only a commitment remains that nobody can open any more. Backups made before keep what they have: they must be
//! erased or have run out, too.

use std::fmt;
use std::future::Future;

use kenes_record::Hash;
use kenes_record::blob::{Commitment, Salt};
use zeroize::Zeroizing;

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

/// A message to send. Its id says the same of the same message, so that none is sent twice.
pub struct Message {
    /// What names it.
    pub id: Hash,
    /// To whom, when it is to a person of this store.
    pub person: Option<PersonId>,
    /// The message, as the sender wants it.
    pub content: Zeroizing<Vec<u8>>,
    /// Not before this time: milliseconds since 1970.
    pub due: i64,
    /// How often it was tried.
    pub attempts: u32,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, person: _, content: _, due, attempts } = self;
        write!(f, "Message({}, due {due}, {attempts} attempts, <redacted>)", id.to_hex())
    }
}

/// Where a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// Not sent yet.
    Waiting,
    /// Sent; its content is deleted.
    Sent,
    /// Not sent, and not to be tried again; its content is deleted.
    GivenUp,
}

impl MessageState {
    pub(crate) const ALL: [Self; 3] = [Self::Waiting, Self::Sent, Self::GivenUp];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::GivenUp => "given_up",
        }
    }
}

/// What came of trying to send a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It was sent.
    Sent,
    /// It is to be tried again at this time: milliseconds since 1970.
    Again(i64),
    /// It is not to be tried again.
    GivenUp,
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

    /// Keeps a message to send; false when one with this id was there already.
    ///
    /// # Errors
    /// The store fails, or the person is not there.
    fn queue_message(&self, message: &Message) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Up to `limit` messages that wait and are due, the longest due first.
    ///
    /// # Errors
    /// The store fails.
    fn due_messages(
        &self,
        at: i64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Message>, StoreError>> + Send;

    /// Notes what came of trying to send a waiting message; false when there is none.
    ///
    /// # Errors
    /// The store fails.
    fn message_tried(
        &self,
        id: Hash,
        attempt: Attempt,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Where a message is.
    ///
    /// # Errors
    /// The store fails.
    fn message_state(
        &self,
        id: Hash,
    ) -> impl Future<Output = Result<Option<MessageState>, StoreError>> + Send;

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
