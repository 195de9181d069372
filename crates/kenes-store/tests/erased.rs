//! What was withdrawn or erased is in no file beside the database either, while the database is still open.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use kenes_record::Hash;
use kenes_record::blob::{Commitment, Salt};
use kenes_store::port::{Blob, RecordStore as _};
use kenes_store::private::{
    Attempt, Code, Codes as _, Contact, ContactAddress, Contacts as _, Draft, DraftId, Drafts as _, Handover,
    Message, Messages as _, Person, PersonId, PersonalRecord, PrivateStore as _, VotingCode,
};
use kenes_store::sql::{SqlPrivate, SqlRecord};

/// Pages of the databases are 4096 bytes long: texts in a page, over several, and some that share one.
const LENGTHS: [usize; 9] = [90, 200, 700, 1_500, 3_000, 4_000, 5_000, 20_000, 200_000];

/// A text that has its number in every 32 bytes of it.
fn text(number: usize) -> Vec<u8> {
    let length = LENGTHS[number % LENGTHS.len()];
    format!("<the text no. {number:06} of them all>").repeat(length / 32).into_bytes()
}

/// What of it is searched for: any 24 bytes in a row of a text hold its number or stand beside it.
fn trace(number: usize) -> String {
    format!("no. {number:06} of")
}

/// The files of the folder in which these bytes stand.
fn holding(folder: &Path, bytes: &str) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let holds =
        |path: &PathBuf| fs::read(path).unwrap().windows(bytes.len()).any(|found| found == bytes.as_bytes());
    paths.filter(holds).collect()
}

#[tokio::test]
async fn a_withdrawn_text_is_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqlRecord::open_sqlite(&folder.path().join("record.db")).await.unwrap();
    let mut digests = Vec::new();
    for number in 0..90 {
        digests.push(store.put_blob(&text(number)).await.unwrap());
    }
    assert!(!holding(folder.path(), &trace(7)).is_empty());
    for number in (0..90).step_by(2) {
        store.withdraw_blob(digests[number]).await.unwrap();
        // Another reader does not keep the log, now that it has read.
        assert_eq!(store.blob(digests[number]).await.unwrap(), Some(Blob::Withdrawn));
    }
    for number in 0..90 {
        let found = holding(folder.path(), &trace(number));
        assert_eq!(found.is_empty(), number % 2 == 0, "{number}: {found:?}");
    }
    assert_eq!(store.blob(digests[7]).await.unwrap(), Some(Blob::Here(text(7))));
    store.close().await;
}

#[tokio::test]
async fn what_a_killed_process_left_in_the_log_goes_with_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqlRecord::open_sqlite(&folder.path().join("record.db")).await.unwrap();
    let digest = store.put_blob(&text(6)).await.unwrap();
    // As a process leaves it that is killed after the deletion and before the log is emptied: the text is in the log only.
    let copy = tempfile::tempdir().unwrap();
    for name in ["record.db", "record.db-wal"] {
        fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    store.close().await;
    let log = copy.path().join("record.db-wal");
    assert_eq!(holding(copy.path(), &trace(6)), [log]);
    let again = SqlRecord::open_sqlite(&copy.path().join("record.db")).await.unwrap();
    assert_eq!(fs::metadata(copy.path().join("record.db-wal")).unwrap().len(), 0);
    again.withdraw_blob(digest).await.unwrap();
    assert_eq!(holding(copy.path(), &trace(6)), Vec::<PathBuf>::new());
    again.close().await;
}

fn person(number: usize) -> Person {
    let (salt, record) = (Salt::from_bytes(&[1; 32]), text(number));
    let commitment = Commitment::to_record(&salt, &record);
    Person { id: id(number), commitment, record: PersonalRecord::new(record), salt }
}

fn id(number: usize) -> PersonId {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&u64::try_from(number).unwrap().to_le_bytes());
    PersonId(bytes)
}

/// Everything that a store can have of a person, each part with the person's number in it.
async fn keep(store: &SqlPrivate, number: usize) {
    let (trace, by) = (trace(number), Some(id(number)));
    let name = Hash::of(trace.as_bytes());
    store.put_person(&person(number)).await.unwrap();
    let address = Some(ContactAddress::new(&format!("{trace}@example.org")));
    store.put_contact(id(number), &Contact { address, language: None }).await.unwrap();
    let draft = Draft { id: DraftId(id(number).0), person: by, content: text(number), version: 0, made: 0 };
    store.put_draft(&draft).await.unwrap();
    let code = VotingCode::new(&trace);
    let number = u32::try_from(number).unwrap();
    let election = Hash::of(b"election");
    let code = Code { election, number, person: by, code, handover: Handover::None, shown_again: 0 };
    store.put_codes(&[code]).await.unwrap();
    let content = trace.into_bytes().into();
    let message = Message { id: name, person: by, about: None, content, made: 0, due: 0, attempts: 0 };
    store.queue_message(&message).await.unwrap();
    store.message_tried(name, Attempt::Again(9)).await.unwrap();
}

#[tokio::test]
async fn an_erased_person_is_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqlPrivate::open_sqlite(&folder.path().join("private.db")).await.unwrap();
    for number in 0..45 {
        keep(&store, number).await;
    }
    assert!(!holding(folder.path(), &trace(7)).is_empty());
    for number in (0..45).step_by(2) {
        store.erase_person(id(number), 1).await.unwrap();
    }
    for number in 0..45 {
        let found = holding(folder.path(), &trace(number));
        assert_eq!(found.is_empty(), number % 2 == 0, "{number}: {found:?}");
    }
    store.destroy_codes(Hash::of(b"election")).await.unwrap();
    assert!(store.person(id(7)).await.unwrap().is_some());
    store.close().await;
}
