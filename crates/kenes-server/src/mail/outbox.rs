//! The outbox: what was written and is not sent yet.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use kenes_record::Hash;
use kenes_store::port::StoreError;
use kenes_store::private::{Attempt, Message, MessageState, Messages, PersonId};
use tokio::sync::Notify;

use super::letter::{Kind, Letter, LetterError};

const MINUTE: i64 = 60_000;
/// The longest pause between two tries.
const LONGEST_PAUSE: i64 = 240 * MINUTE;
/// How long a letter is tried.
const PATIENCE: i64 = 3 * 24 * 60 * MINUTE;

/// The outbox over a private store. Clones are of the same one.
#[derive(Clone)]
pub struct Outbox<S> {
    store: S,
    woken: Arc<Notify>,
}

/// A letter in the outbox. Times are milliseconds since 1970.
#[derive(Debug)]
pub struct Entry {
    /// What names it.
    pub id: Hash,
    /// Whether it waits or was given up.
    pub state: MessageState,
    /// To whom, when it is to a person of the store.
    pub person: Option<PersonId>,
    /// What it says.
    pub letter: Letter,
    /// When it was put there.
    pub made: i64,
    /// When it is tried next.
    pub due: i64,
    /// How often it was tried.
    pub attempts: u32,
}

/// What carries letters away.
pub trait Carrier: Send + Sync + 'static {
    /// Carries a letter away. Its name makes it the same letter wherever it arrives twice.
    ///
    /// # Errors
    /// It was refused, or was not carried away now.
    fn carry(&self, id: Hash, letter: &Letter) -> impl Future<Output = Result<(), CarryError>> + Send;
}

/// A letter was not carried away. What the mail server said is left away: it likes to repeat the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CarryError {
    /// There is no such mailbox, or the letter cannot be a mail: to try again is of no use.
    #[error("refused for good, with the code {code:?}")]
    Refused {
        /// The code of SMTP (RFC 5321, section 4.2), where a server gave one.
        code: Option<u16>,
    },
    /// Not now.
    #[error("not sent now, with the code {code:?}")]
    Later {
        /// The code of SMTP, where a server gave one.
        code: Option<u16>,
    },
}

/// What came of one round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// How many letters were sent.
    pub sent: u32,
    /// How many are to be tried again.
    pub again: u32,
    /// How many were given up.
    pub given_up: u32,
}

impl Delivered {
    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            sent: self.sent.saturating_add(other.sent),
            again: self.again.saturating_add(other.again),
            given_up: self.given_up.saturating_add(other.given_up),
        }
    }
}

/// The outbox does not do what it is asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutboxError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was kept cannot be read.
    #[error(transparent)]
    Letter(#[from] LetterError),
}

/// The name of a letter: the same for the same kind, person, matter and number, so that it is kept and sent once. The number
/// tells apart what is sent on purpose again.
pub fn name_of(kind: Kind, person: Option<PersonId>, about: Option<Hash>, number: u32) -> Hash {
    let mut named = b"kenes/message/v1\n".to_vec();
    named.extend_from_slice(kind.name().as_bytes());
    for part in [person.map(|person| person.0.to_vec()), about.map(|about| about.as_bytes().to_vec())] {
        named.push(if part.is_some() { b'+' } else { b'-' });
        named.extend(part.unwrap_or_default());
    }
    named.extend(number.to_be_bytes());
    Hash::of(&named)
}

impl<S: Messages> Outbox<S> {
    /// The outbox of a store.
    pub fn new(store: S) -> Self {
        Self { store, woken: Arc::new(Notify::new()) }
    }

    /// Keeps a letter; false when one of this name was there before, sent or not. What is about an election is emptied when
    /// its codes are destroyed.
    ///
    /// # Errors
    /// The store fails, or the person is not there.
    pub async fn put(
        &self,
        id: Hash,
        letter: &Letter,
        person: Option<PersonId>,
        about: Option<Hash>,
        now: i64,
    ) -> Result<bool, OutboxError> {
        let message =
            Message { id, person, about, content: letter.to_content(), made: now, due: now, attempts: 0 };
        let is_new = self.store.queue_message(&message).await?;
        self.woken.notify_one();
        Ok(is_new)
    }

    /// Up to `limit` letters that were not sent, the oldest first.
    ///
    /// # Errors
    /// The store fails, or what it kept is no letter.
    pub async fn unsent(&self, limit: u32) -> Result<Vec<Entry>, OutboxError> {
        let messages = self.store.unsent_messages(limit).await?;
        messages.into_iter().map(|(state, message)| entry(state, &message)).collect()
    }

    /// A letter that was not sent.
    ///
    /// # Errors
    /// The store fails, or what it kept is no letter.
    pub async fn one(&self, id: Hash) -> Result<Option<Entry>, OutboxError> {
        let message = self.store.message(id).await?;
        message.map(|(state, message)| entry(state, &message)).transpose()
    }

    /// Notes that somebody handed a letter over, and deletes what it says; false when it is not there any more.
    ///
    /// # Errors
    /// The store fails.
    pub async fn handed_over(&self, id: Hash) -> Result<bool, OutboxError> {
        Ok(self.store.message_tried(id, Attempt::Sent).await?)
    }

    /// Sends up to `limit` letters that are due.
    ///
    /// # Errors
    /// The store fails. A letter that was sent and could not be noted will be sent again.
    pub async fn deliver(
        &self,
        carrier: &impl Carrier,
        now: i64,
        limit: u32,
    ) -> Result<Delivered, OutboxError> {
        let mut delivered = Delivered::default();
        for message in self.store.due_messages(now, limit).await? {
            let carried = match Letter::of_content(&message.content) {
                Ok(letter) => carrier.carry(message.id, &letter).await,
                Err(_) => Err(CarryError::Refused { code: None }),
            };
            let attempt = after(carried, &message, now);
            let count = match attempt {
                Attempt::Sent => &mut delivered.sent,
                Attempt::Again(_) => &mut delivered.again,
                Attempt::GivenUp => &mut delivered.given_up,
            };
            *count = count.saturating_add(1);
            self.store.message_tried(message.id, attempt).await?;
        }
        Ok(delivered)
    }

    /// Until a letter is put there.
    pub(super) async fn woken(&self) {
        self.woken.notified().await;
    }
}

impl<S> fmt::Debug for Outbox<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outbox")
    }
}

fn entry(state: MessageState, message: &Message) -> Result<Entry, OutboxError> {
    let letter = Letter::of_content(&message.content)?;
    let Message { id, person, about: _, content: _, made, due, attempts } = message;
    Ok(Entry { id: *id, state, person: *person, letter, made: *made, due: *due, attempts: *attempts })
}

/// What comes after a try: pauses that double, from one minute to four hours, for three days.
fn after(carried: Result<(), CarryError>, message: &Message, now: i64) -> Attempt {
    match carried {
        Ok(()) => Attempt::Sent,
        Err(CarryError::Refused { code: _ }) => Attempt::GivenUp,
        Err(CarryError::Later { code: _ }) if now.saturating_sub(message.made) >= PATIENCE => {
            Attempt::GivenUp
        }
        Err(CarryError::Later { code: _ }) => {
            let pause = MINUTE.saturating_mul(1_i64.checked_shl(message.attempts.min(20)).unwrap_or(1));
            Attempt::Again(now.saturating_add(pause.min(LONGEST_PAUSE)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_end_after_three_days() {
        let later = Err(CarryError::Later { code: Some(451) });
        let tried = |attempts, now| {
            let content = zeroize::Zeroizing::default();
            let id = Hash::of(b"");
            let message = Message { id, person: None, about: None, content, made: 0, due: 0, attempts };
            after(later, &message, now)
        };
        let pauses = [(0, 1), (1, 2), (2, 4), (7, 128), (8, 240), (900, 240)];
        for (attempts, minutes) in pauses {
            assert_eq!(tried(attempts, 5), Attempt::Again(5 + minutes * MINUTE));
        }
        assert!(matches!(tried(30, PATIENCE - 1), Attempt::Again(_)));
        assert_eq!(tried(30, PATIENCE), Attempt::GivenUp);
    }

    #[test]
    fn a_name_says_what_is_the_same() {
        let (one, about) = (Some(PersonId([1; 16])), Some(Hash::of(b"e")));
        let names = [
            name_of(Kind::Enter, one, about, 0),
            name_of(Kind::Notice, one, about, 0),
            name_of(Kind::Enter, None, about, 0),
            name_of(Kind::Enter, one, None, 0),
            name_of(Kind::Enter, one, about, 1),
        ];
        assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), names.len());
        assert_eq!(names[0], name_of(Kind::Enter, one, about, 0));
    }
}
