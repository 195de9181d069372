//! Private data in memory: persons, settings and messages; what else there is of persons stands in the files below.

mod entering;
mod handing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kenes_record::Hash;
use kenes_record::blob::{Commitment, Salt};
use zeroize::Zeroizing;

use super::limited;
use crate::port::StoreError;
use crate::private::{
    Attempt, Code, Contact, Draft, DraftId, ErasePersonError, Founders, Link, LinkId, Message, MessageState,
    Messages, Person, PersonId, PersonalRecord, PrivateStore, PutPersonError, Visit, VisitId, check_person,
    old_setting,
};

/// Private data in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryPrivate(Arc<Mutex<Private>>);

#[derive(Debug, Default)]
struct Private {
    persons: BTreeMap<PersonId, Person>,
    founders: BTreeMap<u32, PersonId>,
    erased: BTreeMap<Commitment, i64>,
    messages: BTreeMap<Hash, (MessageState, Message)>,
    settings: BTreeMap<String, Vec<u8>>,
    contacts: BTreeMap<PersonId, Contact>,
    visits: BTreeMap<VisitId, Visit>,
    links: BTreeMap<LinkId, Link>,
    drafts: BTreeMap<DraftId, Draft>,
    codes: BTreeMap<(Hash, u32), Code>,
    counters: BTreeMap<(i64, Hash), u64>,
}

impl MemoryPrivate {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, Private> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Private {
    fn put_person(&mut self, person: &Person) -> Result<(), PutPersonError> {
        check_person(person)?;
        if self.erased.contains_key(&person.commitment) {
            return Err(PutPersonError::Erased);
        }
        let commitments: BTreeSet<Commitment> = self.persons.values().map(|known| known.commitment).collect();
        if self.persons.contains_key(&person.id) || commitments.contains(&person.commitment) {
            return Err(PutPersonError::Known);
        }
        self.persons.insert(person.id, copy_of(person));
        Ok(())
    }

    /// What a database's foreign key checks.
    fn check_known(&self, person: Option<PersonId>, table: &'static str) -> Result<(), StoreError> {
        let is_known = person.is_none_or(|person| self.persons.contains_key(&person));
        if is_known { Ok(()) } else { Err(StoreError::Damaged { table, row: 0 }) }
    }
}

/// Keeps what a database would refuse to keep twice.
fn insert_new<K: Ord, V>(
    map: &mut BTreeMap<K, V>,
    key: K,
    value: V,
    table: &'static str,
) -> Result<(), StoreError> {
    if map.contains_key(&key) {
        return Err(StoreError::Damaged { table, row: 0 });
    }
    map.insert(key, value);
    Ok(())
}

/// Deletes what does not fit, and says how many that were.
fn forget<K: Ord, V>(map: &mut BTreeMap<K, V>, mut is_over: impl FnMut(&K, &V) -> bool) -> u64 {
    let before = map.len();
    map.retain(|key, value| !is_over(key, value));
    super::length(before.saturating_sub(map.len()))
}

fn copy_of(person: &Person) -> Person {
    let Person { id, commitment, record, salt } = person;
    let record = PersonalRecord::new(record.expose().to_vec());
    Person {
        id: *id,
        commitment: *commitment,
        record,
        salt: Salt::from_bytes(salt.dangerously_expose_bytes()),
    }
}

fn message_copy(message: &Message) -> Message {
    let Message { id, person, about, content, made, due, attempts } = message;
    Message {
        id: *id,
        person: *person,
        about: *about,
        content: content.clone(),
        made: *made,
        due: *due,
        attempts: *attempts,
    }
}

impl PrivateStore for MemoryPrivate {
    async fn put_person(&self, person: &Person) -> Result<(), PutPersonError> {
        self.lock().put_person(person)
    }

    async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        Ok(self.lock().persons.get(&id).map(copy_of))
    }

    async fn persons(&self) -> Result<Vec<Person>, StoreError> {
        Ok(self.lock().persons.values().map(copy_of).collect())
    }

    async fn person_of(&self, commitment: Commitment) -> Result<Option<PersonId>, StoreError> {
        let private = self.lock();
        let found = private.persons.values().find(|person| person.commitment == commitment);
        Ok(found.map(|person| person.id))
    }

    async fn erase_person(&self, id: PersonId, at: i64) -> Result<(), ErasePersonError> {
        let mut private = self.lock();
        let person = private.persons.remove(&id).ok_or(ErasePersonError::Unknown)?;
        private.erased.insert(person.commitment, at);
        private.founders.retain(|_, person| *person != id);
        private.messages.retain(|_, (_, message)| message.person != Some(id));
        private.contacts.remove(&id);
        private.visits.retain(|_, visit| visit.person != Some(id));
        private.links.retain(|_, link| link.person != Some(id));
        private.drafts.retain(|_, draft| draft.person != Some(id));
        private.codes.retain(|_, code| code.person != Some(id));
        Ok(())
    }

    async fn erased_at(&self, commitment: Commitment) -> Result<Option<i64>, StoreError> {
        Ok(self.lock().erased.get(&commitment).copied())
    }

    async fn set(&self, name: &str, content: &[u8]) -> Result<(), StoreError> {
        self.lock().settings.insert(name.to_owned(), content.to_vec());
        Ok(())
    }

    async fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.lock().settings.get(name).cloned())
    }
}

impl Founders for MemoryPrivate {
    async fn put_founder(&self, number: u32, person: &Person) -> Result<(), PutPersonError> {
        let mut private = self.lock();
        if private.founders.contains_key(&number) {
            return Err(PutPersonError::Known);
        }
        private.put_person(person)?;
        private.founders.insert(number, person.id);
        private.settings.remove(&old_setting(number));
        Ok(())
    }

    async fn founders(&self) -> Result<Vec<(u32, PersonId)>, StoreError> {
        Ok(self.lock().founders.iter().map(|(number, person)| (*number, *person)).collect())
    }
}

impl Messages for MemoryPrivate {
    async fn queue_message(&self, message: &Message) -> Result<bool, StoreError> {
        let mut private = self.lock();
        if private.messages.contains_key(&message.id) {
            return Ok(false);
        }
        private.check_known(message.person, "message")?;
        private.messages.insert(message.id, (MessageState::Waiting, message_copy(message)));
        Ok(true)
    }

    async fn due_messages(&self, at: i64, limit: u32) -> Result<Vec<Message>, StoreError> {
        let private = self.lock();
        let due = |(state, message): &&(MessageState, Message)| {
            *state == MessageState::Waiting && message.due <= at
        };
        let mut found: Vec<&Message> =
            private.messages.values().filter(due).map(|(_, message)| message).collect();
        found.sort_by_key(|message| (message.due, message.id));
        Ok(found.into_iter().take(limited(limit)).map(message_copy).collect())
    }

    async fn unsent_messages(&self, limit: u32) -> Result<Vec<(MessageState, Message)>, StoreError> {
        let private = self.lock();
        let mut found: Vec<_> = private.messages.values().filter(|kept| is_unsent(kept)).collect();
        found.sort_by_key(|(_, message)| (message.made, message.id));
        let found = found.into_iter().take(limited(limit));
        Ok(found.map(|(state, message)| (*state, message_copy(message))).collect())
    }

    async fn message(&self, id: Hash) -> Result<Option<(MessageState, Message)>, StoreError> {
        let private = self.lock();
        let found = private.messages.get(&id).filter(|kept| is_unsent(kept));
        Ok(found.map(|(state, message)| (*state, message_copy(message))))
    }

    async fn message_tried(&self, id: Hash, attempt: Attempt) -> Result<bool, StoreError> {
        let mut private = self.lock();
        let Some((state, message)) = private.messages.get_mut(&id) else { return Ok(false) };
        let by_hand = *state == MessageState::GivenUp && attempt == Attempt::Sent;
        if *state != MessageState::Waiting && !by_hand {
            return Ok(false);
        }
        message.attempts = message.attempts.saturating_add(1);
        match attempt {
            Attempt::Again(due) => message.due = due,
            Attempt::GivenUp => *state = MessageState::GivenUp,
            Attempt::Sent => {
                *state = MessageState::Sent;
                message.content = Zeroizing::default();
            }
        }
        Ok(true)
    }

    async fn message_state(&self, id: Hash) -> Result<Option<MessageState>, StoreError> {
        Ok(self.lock().messages.get(&id).map(|(state, _)| *state))
    }
}

/// Whether the content is still there.
fn is_unsent((_, message): &(MessageState, Message)) -> bool {
    !message.content.is_empty()
}
