//! The promises of the private port.

use kenes_record::Hash;
use kenes_record::blob::{Commitment, Salt};
use kenes_store::private::{
    Attempt, ErasePersonError, Founders, Message, MessageState, Messages, Person, PersonId, PersonalRecord,
    PrivateStore, PutPersonError,
};
use zeroize::Zeroizing;

pub fn person(number: u8) -> Person {
    let (record, salt) = (format!("person {number}").into_bytes(), Salt::from_bytes(&[number; 32]));
    let (id, commitment) = (PersonId([number; 16]), Commitment::to_record(&salt, &record));
    Person { id, commitment, record: PersonalRecord::new(record), salt }
}

pub fn message(number: u8, person: Option<u8>, due: i64) -> Message {
    Message {
        id: Hash::of(&[number]),
        person: person.map(|number| PersonId([number; 16])),
        about: None,
        content: Zeroizing::new(vec![number; 3]),
        made: due,
        due,
        attempts: 0,
    }
}

async fn due(store: &impl Messages, at: i64) -> Vec<Hash> {
    store.due_messages(at, 10).await.unwrap().into_iter().map(|message| message.id).collect()
}

pub async fn a_person_is_kept(store: impl PrivateStore) {
    store.put_person(&person(1)).await.unwrap();
    let found = store.person(PersonId([1; 16])).await.unwrap().unwrap();
    assert_eq!(found.commitment, person(1).commitment);
    assert_eq!(found.record.expose(), b"person 1");
    assert_eq!(found.salt.dangerously_expose_bytes(), &[1; 32]);
    assert_eq!(store.person_of(person(1).commitment).await.unwrap(), Some(PersonId([1; 16])));
    assert!(store.person(PersonId([2; 16])).await.unwrap().is_none());
    let printed = format!("{found:?}");
    assert!(
        !printed.contains("person 1")
            && !printed.contains("1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1")
    );
}

pub async fn a_commitment_is_one_person_s(store: impl PrivateStore) {
    store.put_person(&person(1)).await.unwrap();
    assert!(matches!(store.put_person(&person(1)).await, Err(PutPersonError::Known)));
    let other = Person { id: PersonId([2; 16]), ..person(1) };
    assert!(matches!(store.put_person(&other).await, Err(PutPersonError::Known)));
    let other = Person { id: PersonId([1; 16]), ..person(2) };
    assert!(matches!(store.put_person(&other).await, Err(PutPersonError::Known)));
    let other = Person { commitment: person(1).commitment, ..person(2) };
    assert!(matches!(store.put_person(&other).await, Err(PutPersonError::Commitment)));
    assert!(store.person(PersonId([2; 16])).await.unwrap().is_none());
}

pub async fn an_erased_person_is_gone(store: impl PrivateStore + Messages) {
    store.put_person(&person(1)).await.unwrap();
    store.put_person(&person(2)).await.unwrap();
    assert!(store.queue_message(&message(1, Some(1), 0)).await.unwrap());
    assert!(store.queue_message(&message(2, Some(2), 0)).await.unwrap());
    assert_eq!(store.erased_at(person(1).commitment).await.unwrap(), None);
    store.erase_person(PersonId([1; 16]), 17).await.unwrap();
    assert!(store.person(PersonId([1; 16])).await.unwrap().is_none());
    assert_eq!(store.person_of(person(1).commitment).await.unwrap(), None);
    assert_eq!(store.erased_at(person(1).commitment).await.unwrap(), Some(17));
    assert_eq!(due(&store, 0).await, [message(2, None, 0).id]);
    assert_eq!(store.message_state(message(1, None, 0).id).await.unwrap(), None);
    let again = store.erase_person(PersonId([1; 16]), 18).await;
    assert!(matches!(again, Err(ErasePersonError::Unknown)));
    assert!(matches!(store.put_person(&person(1)).await, Err(PutPersonError::Erased)));
    assert!(store.person(PersonId([2; 16])).await.unwrap().is_some());
}

pub async fn messages_are_sent_once(store: impl Messages) {
    assert!(store.queue_message(&message(1, None, 5)).await.unwrap());
    assert!(!store.queue_message(&message(1, None, 0)).await.unwrap());
    assert!(store.queue_message(&message(9, Some(9), 0)).await.is_err());
    let found = store.due_messages(5, 10).await.unwrap();
    assert_eq!((found.len(), found[0].content.as_slice(), found[0].due), (1, [1, 1, 1].as_slice(), 5));
    assert!(store.message_tried(found[0].id, Attempt::Sent).await.unwrap());
    assert!(!store.message_tried(found[0].id, Attempt::Sent).await.unwrap());
    assert_eq!(store.message_state(found[0].id).await.unwrap(), Some(MessageState::Sent));
    assert!(!store.queue_message(&message(1, None, 0)).await.unwrap());
    assert!(due(&store, i64::MAX).await.is_empty());
}

pub async fn messages_wait_until_due(store: impl Messages) {
    for (number, time) in [(1, 30), (2, 10), (3, 20)] {
        assert!(store.queue_message(&message(number, None, time)).await.unwrap());
    }
    let id = |number| message(number, None, 0).id;
    assert_eq!(due(&store, 9).await, []);
    assert_eq!(due(&store, 20).await, [id(2), id(3)]);
    assert!(store.message_tried(id(2), Attempt::Again(40)).await.unwrap());
    assert_eq!(due(&store, 39).await, [id(3), id(1)]);
    let last = store.due_messages(40, 10).await.unwrap().pop().unwrap();
    assert_eq!((last.id, last.attempts), (id(2), 1));
    assert!(store.message_tried(id(2), Attempt::GivenUp).await.unwrap());
    assert_eq!(store.message_state(id(2)).await.unwrap(), Some(MessageState::GivenUp));
    assert_eq!(store.message_state(id(1)).await.unwrap(), Some(MessageState::Waiting));
}

pub async fn settings_are_replaced(store: impl PrivateStore) {
    assert_eq!(store.setting("a").await.unwrap(), None);
    store.set("a", b"1").await.unwrap();
    store.set("b", b"").await.unwrap();
    store.set("a", b"2").await.unwrap();
    assert_eq!(store.setting("a").await.unwrap(), Some(b"2".to_vec()));
    assert_eq!(store.setting("b").await.unwrap(), Some(Vec::new()));
}

pub async fn a_message_is_there_until_it_is_sent(store: impl Messages) {
    for (number, time) in [(1, 30), (2, 10), (3, 20)] {
        assert!(store.queue_message(&message(number, None, time)).await.unwrap());
    }
    let id = |number| message(number, None, 0).id;
    let unsent = async || {
        let unsent = store.unsent_messages(9).await.unwrap();
        unsent.into_iter().map(|(state, message)| (state, message.id)).collect::<Vec<_>>()
    };
    assert_eq!(store.unsent_messages(1).await.unwrap().len(), 1);
    store.message_tried(id(3), Attempt::Sent).await.unwrap();
    store.message_tried(id(2), Attempt::GivenUp).await.unwrap();
    assert_eq!(unsent().await, [(MessageState::GivenUp, id(2)), (MessageState::Waiting, id(1))]);
    assert!(store.message(id(3)).await.unwrap().is_none());
    let (state, given_up) = store.message(id(2)).await.unwrap().unwrap();
    assert_eq!((state, given_up.content.as_slice(), given_up.made), (MessageState::GivenUp, &[2; 3][..], 10));
    // Nobody tries again, but somebody can hand it over.
    assert!(!store.message_tried(id(2), Attempt::Again(0)).await.unwrap());
    assert!(store.message_tried(id(2), Attempt::Sent).await.unwrap());
    assert!(!store.message_tried(id(2), Attempt::Sent).await.unwrap());
    assert_eq!(unsent().await, [(MessageState::Waiting, id(1))]);
}

pub async fn a_founder_is_a_person(store: impl PrivateStore + Founders) {
    store.set("founder/0", b"person 1").await.unwrap();
    store.put_founder(0, &person(1)).await.unwrap();
    assert_eq!(store.setting("founder/0").await.unwrap(), None);
    assert!(matches!(store.put_founder(0, &person(2)).await, Err(PutPersonError::Known)));
    assert!(store.person(PersonId([2; 16])).await.unwrap().is_none(), "both or neither");
    assert!(matches!(store.put_founder(3, &person(1)).await, Err(PutPersonError::Known)));
    store.put_founder(3, &person(3)).await.unwrap();
    store.put_person(&person(4)).await.unwrap();
    assert_eq!(store.founders().await.unwrap(), [(0, PersonId([1; 16])), (3, PersonId([3; 16]))]);
    let persons: Vec<u8> = store.persons().await.unwrap().iter().map(|person| person.id.0[0]).collect();
    assert_eq!(persons, [1, 3, 4]);
    store.erase_person(PersonId([1; 16]), 7).await.unwrap();
    assert_eq!(store.founders().await.unwrap(), [(3, PersonId([3; 16]))]);
    assert_eq!(store.erased_at(person(1).commitment).await.unwrap(), Some(7));
}
