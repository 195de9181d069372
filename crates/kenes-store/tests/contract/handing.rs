//! The promises about contacts, drafts and voting codes, and that all of it goes with the person.

use kenes_record::Hash;
use kenes_store::private::{
    Attempt, Code, Codes, Contact, ContactAddress, Contacts, Draft, DraftId, Drafts, Handover, Links,
    Message, MessageState, Messages, PersonId, PrivateStore, Visits, VotingCode,
};

use crate::entering::{link, visit};
use crate::private_data::{message, person};

const ONE: PersonId = PersonId([1; 16]);

fn contact(address: &str) -> Contact {
    Contact { address: Some(ContactAddress::new(address)), language: Some("kk".to_owned()) }
}

fn draft(number: u8, person: Option<PersonId>, made: i64) -> Draft {
    Draft { id: DraftId([number; 16]), person, content: vec![number], version: 0, made }
}

fn election(number: u8) -> Hash {
    Hash::of(&[number])
}

fn code(of: u8, number: u32, person: Option<PersonId>) -> Code {
    let code = VotingCode::new(&format!("code {of} {number}"));
    Code { election: election(of), number, person, code, handover: Handover::None, shown_again: 0 }
}

pub async fn a_contact_is_replaced(store: impl PrivateStore + Contacts) {
    store.put_person(&person(1)).await.unwrap();
    store.put_person(&person(2)).await.unwrap();
    assert_eq!(store.contact(ONE).await.unwrap(), None);
    store.put_contact(ONE, &contact("a@example.org")).await.unwrap();
    store.put_contact(PersonId([2; 16]), &contact("b@example.org")).await.unwrap();
    assert!(store.put_contact(PersonId([9; 16]), &contact("c@example.org")).await.is_err());
    assert_eq!(store.contact(ONE).await.unwrap(), Some(contact("a@example.org")));
    store.put_contact(ONE, &contact("b@example.org")).await.unwrap();
    let shared = store.persons_at(&ContactAddress::new("b@example.org")).await.unwrap();
    assert_eq!(shared, [ONE, PersonId([2; 16])]);
    assert!(store.persons_at(&ContactAddress::new("a@example.org")).await.unwrap().is_empty());
    let on_paper = Contact { address: None, language: None };
    store.put_contact(ONE, &on_paper).await.unwrap();
    assert_eq!(store.contact(ONE).await.unwrap(), Some(on_paper));
    assert_eq!(store.contacts().await.unwrap().len(), 2);
    assert!(!format!("{:?}", contact("a@example.org")).contains("example"));
}

pub async fn a_draft_is_changed_by_one_at_a_time(store: impl Drafts) {
    let kept = draft(1, None, 5);
    store.put_draft(&kept).await.unwrap();
    assert!(store.put_draft(&kept).await.is_err());
    assert!(store.put_draft(&draft(2, Some(PersonId([9; 16])), 5)).await.is_err());
    assert_eq!(store.draft(kept.id).await.unwrap(), Some(kept.clone()));
    assert!(store.swap_draft(kept.id, 0, b"second").await.unwrap());
    assert!(!store.swap_draft(kept.id, 0, b"another").await.unwrap());
    assert!(!store.swap_draft(DraftId([7; 16]), 0, b"another").await.unwrap());
    let changed = Draft { content: b"second".to_vec(), version: 1, ..kept };
    assert_eq!(store.draft(changed.id).await.unwrap(), Some(changed));
}

pub async fn drafts_are_deleted(store: impl Drafts) {
    for (number, made) in [(1, 5), (2, 4), (3, 6)] {
        store.put_draft(&draft(number, None, made)).await.unwrap();
    }
    let names: Vec<u8> = store.drafts().await.unwrap().iter().map(|draft| draft.id.0[0]).collect();
    assert_eq!(names, [2, 1, 3]);
    assert_eq!(store.forget_drafts(5).await.unwrap(), 1);
    assert!(store.delete_draft(DraftId([1; 16])).await.unwrap());
    assert!(!store.delete_draft(DraftId([1; 16])).await.unwrap());
    assert_eq!(store.drafts().await.unwrap(), [draft(3, None, 6)]);
}

pub async fn codes_are_kept_all_or_none(store: impl PrivateStore + Codes) {
    store.put_person(&person(1)).await.unwrap();
    store.put_codes(&[code(1, 1, Some(ONE)), code(1, 2, None), code(1, 3, None)]).await.unwrap();
    assert!(store.put_codes(&[code(1, 4, None), code(1, 2, None)]).await.is_err());
    assert!(store.put_codes(&[code(1, 4, None), code(1, 5, Some(ONE))]).await.is_err());
    assert!(store.put_codes(&[code(2, 1, Some(PersonId([9; 16])))]).await.is_err());
    store.put_codes(&[code(2, 1, Some(ONE))]).await.unwrap();
    let kept = store.codes(election(1)).await.unwrap();
    assert_eq!(kept.iter().map(|code| code.number).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(kept[2].code.dangerously_expose(), "code 1 3");
    assert!(!format!("{kept:?}").contains("code 1"));
    let own = store.code_of(election(2), ONE).await.unwrap().unwrap();
    assert_eq!((own.number, own.code.dangerously_expose()), (1, "code 2 1"));
    assert!(store.code_of(election(2), PersonId([2; 16])).await.unwrap().is_none());
}

pub async fn codes_are_handed_over_and_shown_again(store: impl Codes) {
    store.put_codes(&[code(1, 1, None), code(1, 2, None)]).await.unwrap();
    for handover in [Handover::Message, Handover::Slip, Handover::Shown] {
        assert!(store.code_handed_over(election(1), 1, handover).await.unwrap());
        assert_eq!(store.codes(election(1)).await.unwrap()[0].handover, handover);
    }
    assert!(!store.code_handed_over(election(1), 3, Handover::Slip).await.unwrap());
    assert_eq!(store.code_shown_again(election(1), 1).await.unwrap(), Some(1));
    assert_eq!(store.code_shown_again(election(1), 1).await.unwrap(), Some(2));
    assert_eq!(store.code_shown_again(election(2), 1).await.unwrap(), None);
    let times = [store.times_shown_again(election(1)).await, store.times_shown_again(election(2)).await];
    assert_eq!(times.map(Result::unwrap), [2, 0]);
    let kept = store.codes(election(1)).await.unwrap();
    assert_eq!((kept[0].shown_again, kept[1].shown_again, kept[1].handover), (2, 0, Handover::None));
}

pub async fn codes_are_destroyed_with_their_messages(store: impl Codes + Messages) {
    store.put_codes(&[code(1, 1, None), code(1, 2, None), code(2, 1, None)]).await.unwrap();
    for (number, about) in [(1, Some(1)), (2, Some(1)), (3, Some(2)), (4, None)] {
        let message = Message { about: about.map(election), ..message(number, None, 0) };
        assert!(store.queue_message(&message).await.unwrap());
    }
    let id = |number| message(number, None, 0).id;
    store.message_tried(id(2), Attempt::Sent).await.unwrap();
    assert_eq!(store.message(id(1)).await.unwrap().unwrap().1.about, Some(election(1)));
    assert_eq!(store.destroy_codes(election(1)).await.unwrap(), 2);
    assert_eq!(store.destroy_codes(election(1)).await.unwrap(), 0);
    assert!(store.codes(election(1)).await.unwrap().is_empty());
    assert_eq!(store.codes(election(2)).await.unwrap().len(), 1);
    assert_eq!(store.message_state(id(1)).await.unwrap(), Some(MessageState::GivenUp));
    assert_eq!(store.message_state(id(2)).await.unwrap(), Some(MessageState::Sent));
    assert!(store.message(id(1)).await.unwrap().is_none());
    assert_eq!(store.due_messages(0, 9).await.unwrap().len(), 2);
    assert_eq!(store.unsent_messages(9).await.unwrap().len(), 2);
}

pub async fn everything_of_a_person_goes(
    store: impl PrivateStore + Messages + Visits + Links + Contacts + Drafts + Codes,
) {
    for number in [1, 2] {
        let own = PersonId([number; 16]);
        store.put_person(&person(number)).await.unwrap();
        store.put_contact(own, &contact("a@example.org")).await.unwrap();
        store.put_visit(&visit(number, Some(number), 9)).await.unwrap();
        store.put_link(&link(number, Some(number), 9)).await.unwrap();
        store.put_draft(&draft(number, Some(own), 9)).await.unwrap();
        store.put_codes(&[code(1, number.into(), Some(own))]).await.unwrap();
        store.queue_message(&message(number, Some(number), 9)).await.unwrap();
    }
    store.erase_person(ONE, 3).await.unwrap();
    let (two, address) = (PersonId([2; 16]), ContactAddress::new("a@example.org"));
    assert_eq!(store.persons_at(&address).await.unwrap(), [two]);
    assert!(store.visit(visit(1, None, 0).id, 0).await.unwrap().is_none());
    assert!(store.visit(visit(2, None, 0).id, 0).await.unwrap().is_some());
    assert!(store.link(link(1, None, 0).id).await.unwrap().is_none());
    assert!(store.link(link(2, None, 0).id).await.unwrap().is_some());
    assert_eq!(store.drafts().await.unwrap(), [draft(2, Some(two), 9)]);
    let codes = store.codes(election(1)).await.unwrap();
    assert_eq!(codes.iter().map(|code| code.person).collect::<Vec<_>>(), [Some(two)]);
    assert_eq!(store.unsent_messages(9).await.unwrap().len(), 1);
}
