//! Backups: a copy while the server runs, and a restored record that cannot fork.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

mod common;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kenes_record::Hash;
use kenes_record::blob::{Commitment, Salt};
use kenes_record::key::KeyName;
use kenes_store::backup::{BackupError, RestoreError, backup, restore};
use kenes_store::data::{DataDir, Settings};
use kenes_store::folder::Folder;
use kenes_store::port::RecordStore as _;
use kenes_store::private::{
    Code, Codes as _, Contact, ContactAddress, Contacts as _, Handover, Message, Messages as _, Person,
    PersonId, PersonalRecord, PrivateStore as _, VotingCode,
};
use kenes_store::sequencer::{GuardError, Options, Sequencer, Start, StartError, start};
use kenes_store::sql::Upgrade;

use crate::common::{head, holder, leaf, leaves, signer};

fn person(number: u8, record: &[u8]) -> Person {
    let salt = Salt::from_bytes(&[number; 32]);
    let commitment = Commitment::to_record(&salt, record);
    Person { id: PersonId([number; 16]), commitment, record: PersonalRecord::new(record.to_vec()), salt }
}

async fn create(path: &Path) -> DataDir {
    let origin = KeyName::new(common::ORIGIN).unwrap();
    let data = DataDir::create(path, Settings { origin, database: None }).await.unwrap();
    data.keep_log_key(&signer()).unwrap();
    data
}

async fn started(data: &DataDir, stated: Option<u64>) -> Result<Sequencer, StartError> {
    let signer = data.log_key().unwrap();
    let publisher = Folder::open(&data.public(), signer.verifier().clone()).unwrap();
    let with = Start {
        store: Arc::new(data.record(Upgrade::Refuse).await.unwrap()),
        signer,
        witnesses: (),
        publisher,
        holder: holder(1),
        stated: stated.map(head),
        restored: data.is_restored(),
        options: Options { max_wait: Duration::from_millis(1), ..Options::default() },
    };
    let sequencer = start(with).await?;
    data.forget_restored().unwrap();
    Ok(sequencer)
}

async fn append(sequencer: &Sequencer, range: std::ops::Range<u64>) {
    for number in range {
        sequencer.submitter().submit(leaf(number)).await.unwrap();
    }
}

#[tokio::test]
async fn a_restored_record_waits_for_a_word_from_outside() {
    let folder = tempfile::tempdir().unwrap();
    let data = create(&folder.path().join("data")).await;
    fs::write(data.archives().join("a.bel"), vec![5; 3_000_000]).unwrap();
    fs::create_dir(data.path().join("keys/people")).unwrap();
    fs::write(data.path().join("keys/people/a.key"), b"key").unwrap();
    let private = data.private(Upgrade::Refuse).await.unwrap();
    private.put_person(&person(1, b"somebody")).await.unwrap();
    private.close().await;

    // A backup while the sequencer runs; then more is signed.
    let sequencer = started(&data, None).await.unwrap();
    append(&sequencer, 0..7).await;
    let copy = folder.path().join("copy");
    let manifest = backup(&data, &copy).await.unwrap();
    assert_eq!((manifest.size, manifest.root), (7, head(7).head().root));
    assert_eq!(manifest.checkpoint, Some(head(7)));
    assert!(matches!(backup(&data, &copy).await, Err(BackupError::File { .. })));
    append(&sequencer, 7..9).await;
    sequencer.stop().await.unwrap();

    let other = folder.path().join("other");
    assert_eq!(restore(&copy, &other).unwrap(), manifest);
    let data = DataDir::open(&other).unwrap();
    assert!(data.is_restored());
    let error = started(&data, None).await.unwrap_err();
    assert!(matches!(error, StartError::Guard(GuardError::Unconfirmed { leaves: 7 })), "{error}");
    let error = started(&data, Some(9)).await.unwrap_err();
    assert!(matches!(error, StartError::Guard(GuardError::Behind { leaves: 7, size: 9, .. })), "{error}");
    assert!(data.is_restored());

    let record = data.record(Upgrade::Refuse).await.unwrap();
    assert_eq!(record.leaves(0..7).await.unwrap(), leaves(0..7));
    record.close().await;
    let private = data.private(Upgrade::Refuse).await.unwrap();
    let found = private.person(PersonId([1; 16])).await.unwrap().unwrap();
    assert_eq!(found.record.expose(), b"somebody");
    private.close().await;
    assert_eq!(fs::read(data.path().join("keys/people/a.key")).unwrap(), b"key");
    assert_eq!(fs::read(data.archives().join("a.bel")).unwrap().len(), 3_000_000);

    // Nothing more was signed, says the operator.
    let sequencer = started(&data, Some(7)).await.unwrap();
    append(&sequencer, 7..8).await;
    sequencer.stop().await.unwrap();
    assert!(!data.is_restored());
}

#[tokio::test]
async fn a_damaged_or_unfinished_backup_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let data = create(&folder.path().join("data")).await;
    let copy = folder.path().join("copy");
    backup(&data, &copy).await.unwrap();
    let to = folder.path().join("to");
    let key = copy.join("keys/log.key");
    let content = fs::read(&key).unwrap();
    fs::write(&key, [&content[..], b"x"].concat()).unwrap();
    assert!(matches!(restore(&copy, &to), Err(RestoreError::Damaged { path }) if path == key));
    fs::write(&key, content).unwrap();
    assert!(matches!(restore(&copy, data.path()), Err(RestoreError::Create(_))));
    fs::rename(copy.join("manifest.toml"), copy.join("m")).unwrap();
    assert!(matches!(restore(&copy, &to), Err(RestoreError::Manifest { .. })));
    assert!(!to.exists());
}

/// Erasing leaves nothing in the file, nor in the files beside it.
#[tokio::test]
async fn what_is_erased_is_not_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let data = create(&folder.path().join("data")).await;
    let private = data.private(Upgrade::Refuse).await.unwrap();
    let secret = b"Aigerim Example, 1 Example Street, born 1 May".repeat(40);
    for number in 1..20_u8 {
        let record = if number == 7 { secret.clone() } else { vec![number; 500] };
        private.put_person(&person(number, &record)).await.unwrap();
    }
    let holds = || {
        ["private.db", "private.db-wal"].into_iter().any(|name| {
            let bytes = fs::read(data.path().join(name)).unwrap_or_default();
            bytes.windows(7).any(|window| window == b"Aigerim")
        })
    };
    assert!(holds());
    private.erase_person(PersonId([7; 16]), 1).await.unwrap();
    assert!(!holds());
    private.close().await;
    assert!(!holds());
}

/// Nor does what came to the person: the address, the voting code, the message with it.
#[tokio::test]
async fn nothing_that_went_to_a_person_is_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let data = create(&folder.path().join("data")).await;
    let private = data.private(Upgrade::Refuse).await.unwrap();
    let election = Hash::of(b"election");
    for number in 1..20_u8 {
        let own = PersonId([number; 16]);
        private.put_person(&person(number, format!("Name-{number}-").as_bytes())).await.unwrap();
        let address = ContactAddress::new(&format!("address-{number}-@example.org"));
        private.put_contact(own, &Contact { address: Some(address), language: None }).await.unwrap();
        let code = VotingCode::new(&format!("Code-{number}-"));
        let handover = Handover::Message;
        let code =
            Code { election, number: number.into(), person: Some(own), code, handover, shown_again: 0 };
        private.put_codes(&[code]).await.unwrap();
        let content = format!("Name-{number}-, Code-{number}-, ").repeat(20).into_bytes().into();
        let (id, person, about) = (Hash::of(&[number]), Some(own), Some(election));
        let message = Message { id, person, about, content, made: 0, due: 0, attempts: 0 };
        assert!(private.queue_message(&message).await.unwrap());
    }
    let holds = |text: &str| {
        ["private.db", "private.db-wal"].into_iter().any(|name| {
            let bytes = fs::read(data.path().join(name)).unwrap_or_default();
            bytes.windows(text.len()).any(|window| window == text.as_bytes())
        })
    };
    let of_seven = ["Name-7-", "address-7-", "Code-7-"];
    assert!(of_seven.into_iter().all(holds));
    private.erase_person(PersonId([7; 16]), 1).await.unwrap();
    assert!(!of_seven.into_iter().any(holds));
    assert!(holds("Name-8-") && holds("address-8-") && holds("Code-8-"));
    assert_eq!(private.destroy_codes(election).await.unwrap(), 18);
    assert!(holds("Name-8-") && holds("address-8-") && !holds("Code-"));
    private.close().await;
    assert!(!of_seven.into_iter().any(holds) && !holds("Code-"));
}
