//! Persons and members: who is who, in the order of the roll, founders like everybody.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;

use kenes_core::{Command, Custody, MemberId, Time, next_of};
use kenes_record::act::{Holder, PublicKey, SignerName};
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_server::host::{Founding, Host, Name};
use kenes_store::data::DataDir;
use kenes_store::private::{
    Contact, ContactAddress, Contacts as _, Founders as _, PersonId, PrivateStore as _,
};
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

fn signer(holder: Holder, number: u8) -> NoteSigner {
    NoteSigner::self_named(holder.prefix(), KeyUse::Note, &[number; 32]).unwrap()
}

fn public(signer: &NoteSigner) -> PublicKey {
    PublicKey::new(*signer.verifier().public()).unwrap()
}

/// A council of two founders.
async fn council(dir: &Path) -> Host {
    let founder = |number| {
        (public(&signer(Holder::Member, number)), next_of(&public(&signer(Holder::Member, number + 100))))
    };
    let founding = Founding {
        host: "council.example".into(),
        charter: CHARTER.into(),
        policy: b"quorum none\n".to_vec(),
        founders: vec![founder(1), founder(2)],
        at: Time::from_seconds(BEGIN),
    };
    let foundation = founding.draft().unwrap();
    let lines = [1, 2].map(|number| foundation.act().line(&signer(Holder::Member, number))).to_vec();
    let mut host = Host::found(dir, foundation, lines).await.unwrap();
    host.tick(Time::from_seconds(BEGIN)).await.unwrap();
    host
}

/// Enrols somebody, who binds a key or does not.
async fn enrol(host: &mut Host, name: &str, number: u8, binds: bool) {
    let commitment = host.put_person(&Name::new(name)).await.unwrap();
    let token = signer(Holder::Credential, number);
    let named = SignerName::of(Holder::Credential, token.verifier().public());
    carry_out(
        host,
        &Command::Enrol { commitment, constituency: 0, token: named },
        &[signer(Holder::Member, 1)],
    )
    .await;
    if binds {
        let bind = Command::BindKey {
            credential: public(&token),
            custody: Custody::Own,
            enrol: host.enrolled().last().unwrap().act,
            key: public(&signer(Holder::Member, number)),
            next: next_of(&public(&signer(Holder::Member, number + 100))),
        };
        carry_out(host, &bind, &[signer(Holder::Member, number), token]).await;
    }
}

async fn carry_out(host: &mut Host, command: &Command, signers: &[NoteSigner]) {
    let names: Vec<SignerName> =
        signers.iter().map(|signer| signer.verifier().name().as_str().parse().unwrap()).collect();
    let act = host.decide(command, &names, Time::from_seconds(BEGIN + 60)).await.unwrap();
    let lines = signers.iter().map(|signer| act.line(signer)).collect();
    host.submit(&act.assemble(lines).unwrap()).await.unwrap();
}

fn ids(host: &Host) -> Vec<MemberId> {
    host.council().members().map(|(id, _)| id).collect()
}

/// Each name, whether there is a member, and whether there was an enrolment.
async fn people(host: &Host) -> Vec<(String, bool, bool)> {
    let listed = host.people().await.unwrap().into_iter();
    let text = |name: Option<Name>| name.map_or("?".to_owned(), |name| name.expose().to_owned());
    listed.map(|one| (text(one.name), one.member.is_some(), one.enrolment.is_some())).collect()
}

fn row(name: &str, member: bool, enrolled: bool) -> (String, bool, bool) {
    (name.to_owned(), member, enrolled)
}

#[tokio::test]
async fn everybody_is_listed_in_the_order_of_the_roll() {
    let folder = tempfile::tempdir().unwrap();
    let mut host = council(&folder.path().join("d")).await;
    // The second founder's name is not kept here.
    let founder = host.put_founder(0, &Name::new("Founder")).await.unwrap();
    enrol(&mut host, "Zoe", 10, true).await;
    enrol(&mut host, "Ana", 11, false).await;
    enrol(&mut host, "Ana", 12, true).await;
    host.put_person(&Name::new("Later")).await.unwrap();
    host.put_person(&Name::new("Early")).await.unwrap();
    let expected = [
        row("Founder", true, false),
        row("?", true, false),
        row("Zoe", true, true),
        row("Ana", true, true),
        row("Ana", true, true),
        row("Early", false, false),
        row("Later", false, false),
    ];
    assert_eq!(people(&host).await, expected);
    for listed in host.people().await.unwrap() {
        if let (Some(person), member) = (listed.person, listed.member) {
            assert_eq!(host.member_of(person).await.unwrap(), member);
            assert_eq!(host.name_of_person(person).await.unwrap(), listed.name);
        }
        if let Some(member) = listed.member {
            assert_eq!(host.person_of(member).await.unwrap(), listed.person);
            assert_eq!(host.name_of(member).await.unwrap(), listed.name);
        }
    }
    assert_eq!(host.member_of(PersonId([0; 16])).await.unwrap(), None);

    // A founder is erased as everybody is.
    let members = ids(&host);
    host.erase(members[0], 1).await.unwrap();
    host.erase(members[2], 1).await.unwrap();
    assert!(host.erase(members[0], 1).await.is_err());
    assert_eq!(host.member_of(founder).await.unwrap(), None);
    let left = people(&host).await;
    assert_eq!((&left[0], &left[2]), (&row("?", true, false), &row("?", true, true)));
    assert_eq!(host.person_of(members[0]).await.unwrap(), None);
    host.stop().await.unwrap();
}

#[tokio::test]
async fn founders_of_an_older_program_become_persons() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("d");
    council(&dir).await.stop().await.unwrap();
    let private = DataDir::open(&dir).unwrap().private(Upgrade::Refuse).await.unwrap();
    private.set("founder/0", "Qanat the Founder".as_bytes()).await.unwrap();
    private.set("founder/1", b"").await.unwrap();
    private.close().await;

    let host = Host::open(&dir).await.unwrap();
    let members = ids(&host);
    assert_eq!(host.name_of(members[0]).await.unwrap().unwrap().expose(), "Qanat the Founder");
    assert_eq!(host.name_of(members[1]).await.unwrap(), None, "was erased");
    assert_eq!(host.private().setting("founder/0").await.unwrap(), None);
    let person = host.person_of(members[0]).await.unwrap().unwrap();
    assert_eq!(host.private().founders().await.unwrap(), [(0, person)]);
    host.stop().await.unwrap();

    // Once.
    let host = Host::open(&dir).await.unwrap();
    assert_eq!(host.person_of(members[0]).await.unwrap(), Some(person));
    let address = ContactAddress::new("qanat@example.org");
    host.private().put_contact(person, &Contact { address: Some(address), language: None }).await.unwrap();
    let holds = |text: &[u8]| {
        ["private.db", "private.db-wal"].into_iter().any(|name| {
            let bytes = fs::read(dir.join(name)).unwrap_or_default();
            bytes.windows(text.len()).any(|window| window == text)
        })
    };
    assert!(holds(b"Qanat") && holds(b"qanat@"));
    host.erase(members[0], 1).await.unwrap();
    assert!(!holds(b"Qanat") && !holds(b"qanat@"));
    host.stop().await.unwrap();
    assert!(!holds(b"Qanat") && !holds(b"qanat@"));
}
