//! What a host does with blobs: wrong words about them, deleted ones that are there again, and too many.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::Path;

use kenes_core::{Command, DecideError, Outcome, Refusal, Text, Time, Topic, next_of};
use kenes_record::act::{ActId, Holder, PublicKey, SignerName};
use kenes_record::blob::{Blob, BlobReference, Media, Salt, path};
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_server::host::{BlobError, Founding, Host, HostError, MOST_ARCHIVES};
use kenes_store::data::DataDir;
use kenes_store::port::RecordStore as _;
use kenes_store::sql::Upgrade;

const CHARTER: &str = concat!(
    r#"{"bodies":[{"constituency":0,"counting":"stv_scottish","seats":3,"term_months":24,"terms":3},{"constituency":0,"#,
    r#""counting":"stv_scottish","seats":1,"term_months":24,"terms":0}],"constituencies":[{"most":0}],"elections":{"#,
    r#""answer_days":7,"due_days":60,"notice_days":15,"open_hours":72,"registrars":1,"small":10,"threshold":1,"trustees":1},"#,
    r#""entry":{"body":1,"recoveries":2,"registrars":1,"sponsors":0,"surge_days":60,"surge_percent":15,"waiting_days":30},"#,
    r#""founders_days":90,"motions":{"body":0,"charter_days":30,"charter_share":{"part":2,"whole":3},"initiative_percent":20,"#,
    r#""open_hours":24,"quorum_percent":50},"v":1}"#
);

const BEGIN: u64 = 1_795_046_400;
const AT: Time = Time::from_seconds(BEGIN + 60);

fn signer(holder: Holder, number: u8) -> NoteSigner {
    NoteSigner::self_named(holder.prefix(), KeyUse::Note, &[number; 32]).unwrap()
}

fn public(signer: &NoteSigner) -> PublicKey {
    PublicKey::new(*signer.verifier().public()).unwrap()
}

fn name(holder: Holder, number: u8) -> SignerName {
    SignerName::of(holder, signer(holder, number).verifier().public())
}

/// A council of one founder, whose key has the number 1, at its first tick.
async fn found(dir: &Path) -> Host {
    let founding = Founding {
        host: "council.example".into(),
        charter: CHARTER.into(),
        policy: b"quorum none\n".to_vec(),
        founders: vec![(public(&signer(Holder::Member, 1)), next_of(&public(&signer(Holder::Member, 2))))],
        at: Time::from_seconds(BEGIN),
    };
    let foundation = founding.draft().unwrap();
    let line = foundation.act().line(&signer(Holder::Member, 1));
    let mut host = Host::found(dir, foundation, vec![line]).await.unwrap();
    host.tick(Time::from_seconds(BEGIN)).await.unwrap();
    host
}

/// The founder signs and hands in.
async fn act(host: &mut Host, command: &Command) -> Result<ActId, HostError> {
    let act = host.decide(command, &[name(Holder::Member, 1)], AT).await?;
    let taken = host.submit(&act.sign(&signer(Holder::Member, 1)).unwrap()).await?;
    assert_eq!(taken.outcome, Some(Outcome::Effect));
    Ok(taken.id)
}

fn motion(text: BlobReference) -> Command {
    Command::FileMotion { body: 0, proposal: None, subject: Topic::Text, text: Text(text) }
}

#[tokio::test]
async fn a_wrong_length_and_a_blob_that_is_nowhere_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut host = found(&folder.path().join("d")).await;
    let right = host.put_blob(b"A motion.", Media::Markdown).await.unwrap();
    let size = host.size();
    for length in [right.length() - 1, right.length() + 1] {
        let wrong = BlobReference::new(*right.digest(), length, Media::Markdown).unwrap();
        let refused = act(&mut host, &motion(wrong)).await.unwrap_err();
        assert!(
            matches!(&refused, HostError::Length { digest, found: 9, expected } if digest == right.digest() && *expected == length),
            "{refused:?}"
        );
    }
    let nowhere = Blob::seal(Salt::from_bytes(&[7; 32]), b"A motion.").reference(Media::Markdown).unwrap();
    let refused = act(&mut host, &motion(nowhere)).await.unwrap_err();
    assert!(matches!(&refused, HostError::Missing { digest } if digest == nowhere.digest()), "{refused:?}");
    // Nothing of it is in the record, and the right one comes in.
    assert_eq!(host.size(), size);
    act(&mut host, &motion(right)).await.unwrap();
    host.stop().await.unwrap();
}

#[tokio::test]
async fn a_withdrawn_text_that_is_there_again_is_deleted_when_the_council_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let mut host = found(&dir).await;
    let text = host.put_blob(b"Take this back.", Media::Markdown).await.unwrap();
    let filed = act(&mut host, &motion(text)).await.unwrap();
    let published = dir.join("public").join(path(text.digest()));
    let digest = *text.digest();
    let kept = host.blob(&digest).await.unwrap();
    assert_eq!(kept.as_deref(), Some(b"Take this back.".as_slice()));
    host.stop().await.unwrap();
    assert!(published.exists());
    // The act is durable, and the machine dies before it deletes the text: as a backup, or a crash, leaves it.
    let before = folder.path().join("before");
    copy(&dir, &before);
    let mut host = Host::open(&dir).await.unwrap();
    act(&mut host, &Command::WithdrawBlob { act: filed, blob: digest }).await.unwrap();
    assert!(host.blob(&digest).await.unwrap().is_none());
    host.stop().await.unwrap();
    assert!(!published.exists());
    let leaf = last_leaf(&dir).await;
    append(&before, leaf).await;

    let host = Host::open(&before).await.unwrap();
    assert!(host.council().is_withdrawn(&digest));
    assert!(host.blob(&digest).await.unwrap().is_none());
    host.stop().await.unwrap();
    assert!(!before.join("public").join(path(&digest)).exists());
}

async fn store(dir: &Path) -> kenes_store::sql::SqlRecord {
    DataDir::open(dir).unwrap().record(Upgrade::Refuse).await.unwrap()
}

/// The newest act of a record.
async fn last_leaf(dir: &Path) -> kenes_store::port::NewLeaf {
    let store = store(dir).await;
    let size = store.size().await.unwrap();
    let leaf = store.leaves(size - 1..size).await.unwrap().remove(0);
    store.close().await;
    let act = kenes_record::act::Act::parse(&leaf.bytes).unwrap();
    kenes_store::port::NewLeaf { id: *act.id().hash(), bytes: leaf.bytes }
}

/// The sequencer alone takes an act in, and nobody does what follows from it.
async fn append(dir: &Path, leaf: kenes_store::port::NewLeaf) {
    use kenes_store::sequencer::{Options, Start, start};
    let data = DataDir::open(dir).unwrap();
    let store = std::sync::Arc::new(store(dir).await);
    let begun = Start {
        store: std::sync::Arc::clone(&store),
        signer: data.log_key().unwrap(),
        witnesses: (),
        publisher: (),
        holder: kenes_store::port::Holder::new([5; 16]),
        stated: None,
        restored: false,
        options: Options::default(),
    };
    let sequencer = start(begun).await.unwrap();
    sequencer.submitter().submit(leaf).await.unwrap();
    sequencer.stop().await.unwrap();
    store.close().await;
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[tokio::test]
async fn a_member_brings_so_many_archives_of_an_election_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let host = found(&dir).await;
    let file = folder.path().join("a.bel");
    fs::write(&file, b"an archive").unwrap();
    let member = host.council().members().map(|(id, _)| id).next().unwrap();
    let (one, other) = (ActId::of_text("one"), ActId::of_text("other"));
    for _ in 0..MOST_ARCHIVES {
        assert_eq!(host.put_archive_of(member, &one, &file).await.unwrap().length(), 10);
    }
    let files = || fs::read_dir(dir.join("archives")).unwrap().count();
    let kept = files();
    let refused = host.put_archive_of(member, &one, &file).await.unwrap_err();
    assert!(matches!(refused, BlobError::ManyArchives { most: MOST_ARCHIVES }), "{refused:?}");
    assert_eq!(files(), kept);
    // For another election they may, and the machine itself always may.
    host.put_archive_of(member, &other, &file).await.unwrap();
    host.put_archive(&file).unwrap();
    host.stop().await.unwrap();
    let host = Host::open(&dir).await.unwrap();
    assert!(host.put_archive_of(member, &one, &file).await.is_err());
    host.stop().await.unwrap();
}

#[tokio::test]
async fn an_archive_that_nobody_waits_for_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let mut host = found(&dir).await;
    let file = folder.path().join("a.bel");
    fs::write(&file, b"no archive at all").unwrap();
    let archive = host.put_archive(&file).unwrap();
    let proofs = host.put_blob(b"{}", Media::Json).await.unwrap();
    let command = Command::FileArchive { archive, election: ActId::of_text("none"), proofs };
    // Whether somebody reads the file: it cannot be read, which would be an error of its own.
    let path = dir.join("archives").join(archive.digest().to_hex());
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let refused = act(&mut host, &command).await.unwrap_err();
    assert!(
        matches!(
            refused,
            HostError::Decide(DecideError::Refused(Refusal::Reference))
                | HostError::NoEffect { refusal: Refusal::Reference }
        ),
        "{refused:?}"
    );
    host.stop().await.unwrap();
}
