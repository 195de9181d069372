//! A council on this machine: founded, opened again, its fold that of its files.

#![expect(clippy::unwrap_used, reason = "a test")]

mod files;

use std::path::Path;
use std::sync::Arc;

use kenes_core::{Clock, Command, Custody, DecideError, Outcome, Refusal, Time, next_of};
use kenes_record::act::{Holder, PublicKey, SignerName};
use kenes_record::blob::Media;
use kenes_record::key::{KeyName, KeyUse, NoteSigner};
use kenes_server::host::{Foundation, Founding, Host, HostError, Name};
use kenes_server::witness::{self, State, Witness};
use kenes_verify::{Options, Verdict};
use tokio::net::TcpListener;

use self::files::Public;

const CHARTER: &str = concat!(
    r#"{"bodies":[{"constituency":0,"counting":"stv_scottish","seats":3,"term_months":24,"terms":3},{"constituency":0,"#,
    r#""counting":"stv_scottish","seats":1,"term_months":24,"terms":0}],"constituencies":[{"most":0}],"elections":{"#,
    r#""answer_days":7,"due_days":60,"notice_days":15,"open_hours":72,"registrars":1,"small":10,"threshold":1,"trustees":1},"#,
    r#""entry":{"body":1,"recoveries":2,"registrars":1,"sponsors":0,"surge_days":60,"surge_percent":15,"waiting_days":30},"#,
    r#""founders_days":90,"motions":{"body":0,"charter_days":30,"charter_share":{"part":2,"whole":3},"initiative_percent":20,"#,
    r#""open_hours":24,"quorum_percent":50},"v":1}"#
);

const BEGIN: u64 = 1_795_046_400;

fn signer(holder: Holder, number: u8) -> NoteSigner {
    NoteSigner::self_named(holder.prefix(), KeyUse::Note, &[number; 32]).unwrap()
}

fn public(signer: &NoteSigner) -> PublicKey {
    PublicKey::new(*signer.verifier().public()).unwrap()
}

fn name(holder: Holder, number: u8) -> SignerName {
    SignerName::of(holder, signer(holder, number).verifier().public())
}

fn foundation(policy: &[u8]) -> Foundation {
    let founding = Founding {
        host: "council.example".into(),
        charter: CHARTER.into(),
        policy: policy.to_vec(),
        founders: vec![(public(&signer(Holder::Member, 1)), next_of(&public(&signer(Holder::Member, 2))))],
        at: Time::from_seconds(BEGIN),
    };
    founding.draft().unwrap()
}

async fn found(dir: &Path) -> Host {
    let foundation = foundation(b"quorum none\n");
    let line = foundation.act().line(&signer(Holder::Member, 1));
    Host::found(dir, foundation, vec![line]).await.unwrap()
}

async fn enrol(host: &mut Host, person: u8, at: Time) {
    let commitment = host.put_person(&Name::new(&format!("Person {person}"))).await.unwrap();
    let command = Command::Enrol { commitment, constituency: 0, token: name(Holder::Credential, person) };
    let act = host.decide(&command, &[name(Holder::Member, 1)], at).await.unwrap();
    let enrolled = host.submit(&act.sign(&signer(Holder::Member, 1)).unwrap()).await.unwrap();
    assert_eq!(enrolled.outcome, Some(Outcome::Effect));
    let (key, token) = (signer(Holder::Member, person), signer(Holder::Credential, person));
    let bind = Command::BindKey {
        credential: public(&token),
        custody: Custody::Own,
        enrol: enrolled.id,
        key: public(&key),
        next: next_of(&public(&signer(Holder::Member, person + 100))),
    };
    let keys = [name(Holder::Member, person), name(Holder::Credential, person)];
    let act = host.decide(&bind, &keys, at).await.unwrap();
    let lines = vec![act.line(&key), act.line(&token)];
    let bound = host.submit(&act.assemble(lines).unwrap()).await.unwrap();
    assert_eq!(bound.outcome, Some(Outcome::Effect));
}

#[tokio::test]
async fn a_council_is_founded_joined_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("kenes-data");
    let mut host = found(&dir).await;
    let early = host.tick(Time::from_seconds(BEGIN)).await.unwrap();
    assert_eq!((early.leaf, early.outcome), (1, Some(Outcome::Effect)));
    let again = host.tick(Time::from_seconds(BEGIN)).await;
    assert!(matches!(
        again,
        Err(HostError::Decide(DecideError::Refused(Refusal::Tick))
            | HostError::NoEffect { refusal: Refusal::Tick })
    ));
    let at = Time::from_seconds(BEGIN + 60);
    for person in 10..14 {
        enrol(&mut host, person, at).await;
    }
    host.tick(Time::from_seconds(BEGIN + 3_600)).await.unwrap();
    let motion = host.put_blob(b"A motion.", Media::Markdown).await.unwrap();
    let (state, seats) = (host.council().state_hash(), host.council().seat_table());
    let members: Vec<_> = host.council().members().map(|(id, _)| id).collect();
    assert_eq!(members.len(), 5);
    let last = *members.last().unwrap();
    assert_eq!(host.name_of(last).await.unwrap().unwrap().expose(), "Person 13");
    host.stop().await.unwrap();

    let host = Host::open(&dir).await.unwrap();
    assert_eq!((host.council().state_hash(), host.council().seat_table()), (state, seats));
    assert_eq!(host.size(), 11);
    host.erase(last, 0).await.unwrap();
    assert!(host.name_of(last).await.unwrap().is_none());
    assert_eq!(motion.length(), 9);
    host.stop().await.unwrap();

    // Whoever has the public files alone comes to the same council.
    let files = Public(dir.join("public"));
    let report = kenes_verify::audit(&files, &Options::default(), &mut |_| {}).unwrap();
    assert_eq!(report.verdict(), Verdict::Accepted, "{:?}", report.failures);
    assert_eq!(report.council.unwrap().state_hash(), state);
}

#[tokio::test]
async fn with_witnesses_the_time_is_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let key =
        NoteSigner::from_secret(KeyName::new("witness.example/1").unwrap(), KeyUse::Cosignature, &[9; 32]);
    let key = key.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let policy = format!("witness one {} http://{address}/\nquorum one\n", key.verifier());
    let foundation = foundation(policy.as_bytes());
    let state = folder.path().join("state");
    let state = State::open(&state, &folder.path().join("key"), key.verifier(), [1; 16]).unwrap();
    let log = vec![foundation.log_key().unwrap()];
    let witness = Arc::new(Witness::new(key, log, state, folder.path().join("evidence")));
    tokio::spawn(witness::serve(listener, witness, std::future::pending(), |_| {}));

    let line = foundation.act().line(&signer(Holder::Member, 1));
    let mut host = Host::found(&folder.path().join("d"), foundation, vec![line]).await.unwrap();
    // The server's own word counts for nothing.
    let ticked = host.tick(Time::from_seconds(BEGIN)).await.unwrap();
    assert_eq!(ticked.outcome, Some(Outcome::Effect));
    assert_eq!(host.council().clock(), Some(Clock::Witnesses(1)));
    assert_ne!(host.council().now(), Some(Time::from_seconds(BEGIN)));
    host.stop().await.unwrap();
}

#[tokio::test]
async fn what_is_not_signed_or_has_no_effect_is_not_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut host = found(&folder.path().join("d")).await;
    host.tick(Time::from_seconds(BEGIN)).await.unwrap();
    let at = Time::from_seconds(BEGIN + 60);
    let commitment = host.put_person(&Name::new("A")).await.unwrap();
    let command = Command::Enrol { commitment, constituency: 0, token: name(Holder::Credential, 9) };
    let act = host.decide(&command, &[name(Holder::Member, 1)], at).await.unwrap();
    // A stranger is no registrar, and a lent name is no signature.
    let stranger = host.decide(&command, &[name(Holder::Member, 7)], at).await;
    assert!(matches!(stranger, Err(HostError::Decide(DecideError::Refused(_)))));
    let forged =
        NoteSigner::from_secret(signer(Holder::Member, 1).verifier().name().clone(), KeyUse::Note, &[7; 32]);
    let forged = act.clone().sign(&forged.unwrap()).unwrap();
    assert!(matches!(host.submit(&forged).await, Err(HostError::Signature(_))));
    let size = host.size();
    let right = act.sign(&signer(Holder::Member, 1)).unwrap();
    let first = host.submit(&right).await.unwrap();
    let second = host.submit(&right).await.unwrap();
    assert_eq!((first.leaf, second.leaf, second.outcome), (size, size, None));
    host.stop().await.unwrap();
}
