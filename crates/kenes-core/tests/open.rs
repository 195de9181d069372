//! How a council begins, and what is no beginning.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use kenes_core::testing::{
    self, BEGINNING, CHARTER, NO_WITNESSES, Papers, Who, World, body, member_key, public,
};
use kenes_core::{Council, OpenError, Outcome, Refusal};
use kenes_record::Hash;
use kenes_record::act::{ActType, Body, Datum, Draft, Envelope, Fingerprint, LogId, Origin, VerifiedAct};
use kenes_record::blob::Media;

/// What opens a council, to be changed.
struct Beginning {
    papers: Papers,
    fields: Vec<(&'static str, Datum)>,
    signers: Vec<u64>,
}

impl Beginning {
    fn new(charter: &str) -> Self {
        let mut papers = Papers::default();
        let keys = [0, 1, 2].map(|person| Datum::PublicKey(public(&member_key(person, 0))));
        let next = [0, 1, 2].map(|person| Datum::Digest(testing::next_hash(person, 1)));
        let fields = vec![
            ("charter", Datum::Document(papers.add(Media::Json, charter.as_bytes()))),
            ("founders", Datum::List(keys.into())),
            ("next", Datum::List(next.into())),
            ("policy", Datum::Document(papers.add(Media::Policy, NO_WITNESSES.as_bytes()))),
            ("rules", Datum::Number(1)),
            ("server", Datum::PublicKey(public(&testing::server_key(0)))),
        ];
        Self { papers, fields, signers: vec![0, 1, 2] }
    }

    fn with(mut self, field: &str, datum: Datum) -> Self {
        self.fields
            .iter_mut()
            .filter(|(name, _)| *name == field)
            .for_each(|(_, value)| *value = datum.clone());
        self
    }

    fn act(&self) -> VerifiedAct {
        let by = Fingerprint::of(member_key(self.signers[0], 0).verifier().public());
        let envelope = Envelope { at: Some(BEGINNING), by, log: None, counter: Some(0), seen: None };
        let body = Body::new(self.fields.clone());
        let unsigned = Draft { act_type: ActType::CharterGenesis, envelope, body }.write().unwrap();
        let keys: Vec<_> = self.signers.iter().map(|person| member_key(*person, 0)).collect();
        let act = unsigned.clone().assemble(keys.iter().map(|key| unsigned.line(key)).collect()).unwrap();
        let origin = Origin::new("other.example", LogId::of(&act.id())).unwrap();
        let known = |name: &_| keys.iter().map(|key| key.verifier()).find(|key| key.name() == name).cloned();
        act.verify(&origin, known).unwrap()
    }

    fn open(&self) -> Result<Council, OpenError> {
        Council::open(&self.act(), &self.papers)
    }
}

#[test]
fn what_does_not_belong_together_opens_nothing() {
    let right = || Beginning::new(CHARTER);
    assert!(right().open().is_ok());
    let newer = right().with("rules", Datum::Number(2));
    assert_eq!(newer.open(), Err(OpenError::NeedsNewer { version: 2 }));
    // A founder who does not sign, one who is there twice, a next key that two commit to, a server who is a founder.
    let mut silent = right();
    silent.signers = vec![0, 1];
    let founder = |person| Datum::PublicKey(public(&member_key(person, 0)));
    let next = |person| Datum::Digest(testing::next_hash(person, 1));
    for wrong in [
        silent,
        right().with("founders", Datum::List(vec![founder(0), founder(1), founder(1)])),
        right().with("next", Datum::List(vec![next(0), next(1), next(1)])),
        right().with("next", Datum::List(vec![next(0), next(1)])),
        right().with("server", founder(1)),
    ] {
        assert_eq!(wrong.open(), Err(OpenError::Founders));
    }
    let mut missing = right();
    let digest = *missing.papers.documents.keys().next().unwrap();
    missing.papers.documents.remove(&digest);
    assert_eq!(missing.open(), Err(OpenError::Missing { digest }));
    let mut papers = right();
    let wrong = papers.papers.add(Media::Policy, b"no policy");
    assert!(matches!(papers.with("policy", Datum::Document(wrong)).open(), Err(OpenError::Policy(_))));
    assert!(matches!(Beginning::new("{}").open(), Err(OpenError::Charter(_))));
}

#[test]
fn there_are_as_many_founders_as_the_charter_needs_and_has_room_for() {
    let number = |charter: &str| Beginning::new(charter).open().err();
    let sponsors = CHARTER.replace("\"sponsors\":0", "\"sponsors\":2");
    assert_eq!(number(&sponsors), Some(OpenError::Number { founders: 3, least: 4, most: u64::MAX }));
    let narrow = CHARTER.replace(r#"{"most":0}"#, r#"{"most":2}"#);
    assert_eq!(number(&narrow), Some(OpenError::Number { founders: 3, least: 2, most: 2 }));
}

#[test]
fn only_a_first_act_opens_and_none_comes_later() {
    let mut world = World::new(CHARTER);
    let tick = world.acts().last().unwrap().clone();
    assert_eq!(Council::open(&tick, &world.evidence), Err(OpenError::NotGenesis));
    let other = Beginning::new(CHARTER).act();
    if other.id() != world.acts()[0].id() {
        panic!("the same act opens the same record");
    }
    let other = Beginning::new(&CHARTER.replace("\"terms\":3", "\"terms\":4")).act();
    assert_eq!(world.apply(&other), Outcome::None(Refusal::NotFirst));
}

#[test]
fn an_act_of_another_record_has_no_effect() {
    let mut world = World::new(CHARTER);
    let mut other = World::new(&CHARTER.replace("\"terms\":3", "\"terms\":4"));
    let table = Datum::Digest(Hash::of(b"table"));
    let tick = body(&[("checkpoint", Datum::Checkpoint(other.checkpoint().into())), ("table", table)]);
    other.act(ActType::Tick, &[Who::Server], tick);
    let act = other.acts().last().unwrap().clone();
    assert_eq!(world.apply(&act), Outcome::None(Refusal::OtherHistory));
}
