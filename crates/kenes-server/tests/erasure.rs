//! A person is erased from a council on SQLite: name and texts are gone from every file, and every check of the record holds as
//! it did before.

#![expect(clippy::unwrap_used, reason = "a test")]

mod files;

use std::path::{Path, PathBuf};

use kenes_core::{Clock, Command, Custody, Outcome, Text, Time, Topic, next_of};
use kenes_record::act::{Holder, PublicKey, SignerName};
use kenes_record::blob::{Media, path};
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_server::host::{Founding, Host, Name};
use kenes_verify::{CheckId, Options, Outcome as Ended, Report, Verdict};

use self::files::{Public, holding};

const CHARTER: &str = concat!(
    r#"{"bodies":[{"constituency":0,"counting":"stv_scottish","seats":3,"term_months":24,"terms":3},{"constituency":0,"#,
    r#""counting":"stv_scottish","seats":1,"term_months":24,"terms":0}],"constituencies":[{"most":0}],"elections":{"#,
    r#""answer_days":7,"due_days":60,"notice_days":15,"open_hours":72,"registrars":1,"small":10,"threshold":1,"trustees":1},"#,
    r#""entry":{"body":1,"recoveries":2,"registrars":1,"sponsors":0,"surge_days":60,"surge_percent":15,"waiting_days":30},"#,
    r#""founders_days":90,"motions":{"body":0,"charter_days":30,"charter_share":{"part":2,"whole":3},"initiative_percent":20,"#,
    r#""open_hours":24,"quorum_percent":50},"v":1}"#
);

const BEGIN: u64 = 1_795_046_400;
const NAME: &str = "Aigerim Zhumabekova";
const TEXT: &str = "I, who keep bees behind the old mill, would like the bell to stay.";

fn signer(holder: Holder, number: u8) -> NoteSigner {
    NoteSigner::self_named(holder.prefix(), KeyUse::Note, &[number; 32]).unwrap()
}

fn public(signer: &NoteSigner) -> PublicKey {
    PublicKey::new(*signer.verifier().public()).unwrap()
}

fn name(holder: Holder, number: u8) -> SignerName {
    SignerName::of(holder, signer(holder, number).verifier().public())
}

/// A council of one founder, whose name is kept, and one member with the name that is to be erased.
async fn council(dir: &Path) -> Host {
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
    let commitment = host.put_person(&Name::new(NAME)).await.unwrap();
    let enrol = Command::Enrol { commitment, constituency: 0, token: name(Holder::Credential, 9) };
    carry_out(&mut host, &enrol, &[signer(Holder::Member, 1)]).await;
    let enrolled = host.enrolled().last().unwrap().act;
    let (key, token) = (signer(Holder::Member, 9), signer(Holder::Credential, 9));
    let bind = Command::BindKey {
        credential: public(&token),
        custody: Custody::Own,
        enrol: enrolled,
        key: public(&key),
        next: next_of(&public(&signer(Holder::Member, 109))),
    };
    carry_out(&mut host, &bind, &[key, token]).await;
    host
}

/// Decides, has it signed, and takes it in.
async fn carry_out(host: &mut Host, command: &Command, signers: &[NoteSigner]) {
    let at = Time::from_seconds(BEGIN + 60);
    let names: Vec<SignerName> =
        signers.iter().map(|signer| signer.verifier().name().as_str().parse().unwrap()).collect();
    let act = host.decide(command, &names, at).await.unwrap();
    let lines = signers.iter().map(|signer| act.line(signer)).collect();
    let taken = host.submit(&act.assemble(lines).unwrap()).await.unwrap();
    assert_eq!(taken.outcome, Some(Outcome::Effect));
}

fn audited(dir: &Path) -> Report {
    let report = kenes_verify::audit(&Public(dir.join("public")), &Options::default(), &mut |_| {}).unwrap();
    assert_eq!(report.verdict(), Verdict::Accepted, "{:?}", report.failures);
    report
}

#[tokio::test]
async fn erasing_a_person_leaves_every_check_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    let mut host = council(&dir).await;
    // The founder writes a text that says whose it is; the founder's name is kept apart from the persons'.
    host.put_founder(0, &Name::new("Founding Person")).await.unwrap();
    let text = host.put_blob(TEXT.as_bytes(), Media::Markdown).await.unwrap();
    let motion = Command::FileMotion { body: 0, proposal: None, subject: Topic::Text, text: Text(text) };
    carry_out(&mut host, &motion, &[signer(Holder::Member, 1)]).await;
    host.tick(Time::from_seconds(BEGIN + 3_600)).await.unwrap();
    let ids: Vec<_> = host.council().members().map(|(id, _)| id).collect();
    let (seats, clock) = (host.council().seat_table(), host.council().clock());
    assert_eq!(clock, Some(Clock::Server));
    host.stop().await.unwrap();
    let before = audited(&dir);
    assert!(!holding(&dir, NAME.as_bytes()).is_empty() && holding(&dir, TEXT.as_bytes()).len() >= 2);

    let mut host = Host::open(&dir).await.unwrap();
    let written: Vec<_> =
        ids.iter().flat_map(|id| host.council().texts_of(*id)).map(|(text, act)| (*text, *act)).collect();
    assert_eq!(written.iter().map(|(text, _)| text).collect::<Vec<_>>(), [text.digest()]);
    for (blob, act) in written {
        carry_out(&mut host, &Command::WithdrawBlob { act, blob }, &[signer(Holder::Member, 1)]).await;
    }
    for id in ids {
        host.erase(id, 0).await.unwrap();
        assert!(host.name_of(id).await.unwrap().is_none());
    }
    // While the council is open: at once in no database, nor in a file beside it; what is published follows by itself.
    let is_published = |path: &PathBuf| path.starts_with(dir.join("public"));
    for gone in [NAME, "Founding Person", TEXT] {
        assert!(
            holding(&dir, gone.as_bytes()).iter().all(is_published),
            "{gone}: {:?}",
            holding(&dir, gone.as_bytes())
        );
    }
    while !holding(&dir, TEXT.as_bytes()).is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    host.tick(Time::from_seconds(BEGIN + 7_200)).await.unwrap();
    let state = host.council().state_hash();
    host.stop().await.unwrap();

    // Nowhere in the folder.
    for gone in [NAME, "Founding Person", TEXT] {
        assert_eq!(holding(&dir, gone.as_bytes()), Vec::<PathBuf>::new(), "{gone}");
    }
    assert!(!dir.join("public").join(path(text.digest())).exists());
    let after = audited(&dir);
    for check in CheckId::ALL {
        let expected = if *check == CheckId::Withdrawals { Ended::Passed } else { before.outcome(*check) };
        assert_eq!(after.outcome(*check), expected, "{}", check.name());
    }
    assert_eq!((after.counted.withdrawn, after.counted.blobs + 1), (1, before.counted.blobs));
    let council = after.council.unwrap();
    assert_eq!((council.state_hash(), council.seat_table()), (state, seats));
    // And it goes on.
    let mut host = Host::open(&dir).await.unwrap();
    host.tick(Time::from_seconds(BEGIN + 10_800)).await.unwrap();
    host.stop().await.unwrap();
    audited(&dir);
}
