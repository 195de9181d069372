//! Messages to send.

use std::fmt;
use std::future::Future;

use kenes_record::Hash;
use zeroize::Zeroizing;

use super::PersonId;
use crate::port::StoreError;

/// A message to send. Its id says the same of the same message, so that none is sent twice.
pub struct Message {
    /// What names it.
    pub id: Hash,
    /// To whom, when it is to a person of this store.
    pub person: Option<PersonId>,
    /// What it is about, such as an election: messages about it can be emptied at once.
    pub about: Option<Hash>,
    /// The message, as the sender wants it.
    pub content: Zeroizing<Vec<u8>>,
    /// When it was queued: milliseconds since 1970.
    pub made: i64,
    /// Not before this time: milliseconds since 1970.
    pub due: i64,
    /// How often it was tried.
    pub attempts: u32,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, person: _, about: _, content: _, made: _, due, attempts } = self;
        write!(f, "Message({}, due {due}, {attempts} attempts, <redacted>)", id.to_hex())
    }
}

/// Where a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// Not sent yet.
    Waiting,
    /// Sent, or handed over; its content is deleted.
    Sent,
    /// Not sent, and not to be tried again. Somebody can hand it over, so its content is there until then.
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
    /// It was sent, or somebody handed it over.
    Sent,
    /// It is to be tried again at this time: milliseconds since 1970.
    Again(i64),
    /// It is not to be tried again.
    GivenUp,
}

/// Messages to send. The module says what all of its verbs promise.
pub trait Messages: Send + Sync + 'static {
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

    /// Up to `limit` messages that were not sent, waiting or given up, the longest queued first.
    ///
    /// # Errors
    /// The store fails.
    fn unsent_messages(
        &self,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<(MessageState, Message)>, StoreError>> + Send;

    /// A message that was not sent.
    ///
    /// # Errors
    /// The store fails.
    fn message(
        &self,
        id: Hash,
    ) -> impl Future<Output = Result<Option<(MessageState, Message)>, StoreError>> + Send;

    /// Notes what came of trying to send a message. One that waits takes every outcome, one that was given up can still be
    /// [`Attempt::Sent`]; false for any other.
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
}
