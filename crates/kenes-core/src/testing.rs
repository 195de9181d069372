//! A small world for tests: it makes keys, signs acts, appends them to a log and applies them. Its keys protect nothing.

mod election;
mod files;
pub mod golden;
mod key;
mod sign;

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt::Debug;

use kenes_record::act::{
    ActId, ActType, Body, Datum, Draft, Envelope, Fingerprint, Holder, LogId, Origin, Presence, Seen,
    SignerName, VerifiedAct,
};
use kenes_record::blob::{Blob, BlobReference, Commitment, Media, Salt};
use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::cosignature::cosign;
pub use kenes_record::fsck::MemoryFiles;
use kenes_record::key::{KeyUse, NoteSigner, self_naming};
use kenes_record::{Hash, Tree, proof};

pub use self::election::{Fields, board, entries, hashes};
pub use self::files::text_blob;
pub use self::key::{member_key, next_hash, public, server_key, token_key, witness_key};
use crate::apply::Outcome;
use crate::council::Council;
use crate::decide::{Command, DecideError, Signers};
use crate::evidence::{Evidence, Found, VerifiedArchive, VerifiedLot};
use crate::member::MemberId;
use crate::refusal::Refusal;
use crate::time::Time;

/// When a world begins: seconds since 1970, the first of a day.
pub const BEGINNING: u64 = 1_795_046_400;

/// The founding host.
pub const HOST: &str = "council.example";

/// How many founders there are.
pub const FOUNDERS: u64 = 3;

/// A charter with one council of 7 seats (body 0) and two registrars (body 1). Tests replace what they need to.
pub const CHARTER: &str = concat!(
    r#"{"bodies":["#,
    r#"{"constituency":0,"counting":"stv_scottish","seats":7,"term_months":24,"terms":3},"#,
    r#"{"constituency":0,"counting":"stv_scottish","seats":2,"term_months":24,"terms":0}],"#,
    r#""constituencies":[{"most":0},{"most":2}],"#,
    r#""elections":{"answer_days":7,"due_days":60,"notice_days":15,"open_hours":24,"registrars":2,"small":10,"#,
    r#""threshold":2,"trustees":3},"#,
    r#""entry":{"body":1,"recoveries":2,"registrars":2,"sponsors":0,"surge_days":60,"surge_percent":15,"#,
    r#""waiting_days":30},"#,
    r#""founders_days":90,"#,
    r#""motions":{"body":0,"charter_days":30,"charter_share":{"part":2,"whole":3},"initiative_percent":20,"#,
    r#""open_hours":24,"quorum_percent":50},"#,
    r#""v":1}"#
);

/// A policy without witnesses.
pub const NO_WITNESSES: &str = "quorum none\n";

/// Somebody who signs. People have numbers; the founders are 0, 1 and 2, the others those of their enrolment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A person, with the key in force.
    Person(u64),
    /// A person, with a key by its number: 0 is the first, 1 the next one.
    Key(u64, u64),
    /// The server, with the key in force.
    Server,
    /// The server, with a key by its number.
    ServerKey(u64),
    /// The one-time credential of a person's enrolment.
    Token(u64),
}

/// A council with its record and all its keys.
#[derive(Clone, Debug)]
pub struct World {
    /// The council.
    pub council: Council,
    /// What the acts name.
    pub evidence: Papers,
    /// The time that the next act and the next tick claim.
    pub now: u64,
    origin: Origin,
    /// How many witnesses cosign the ticks, from the first one.
    witnesses: u64,
    /// Which key of a person is in force.
    keys: BTreeMap<u64, u64>,
    server: u64,
    counters: BTreeMap<Fingerprint, u64>,
    /// The acts, in order, whether they had an effect or not.
    acts: Vec<VerifiedAct>,
    enrolments: BTreeMap<u64, ActId>,
    /// Who the members are that bound a key.
    persons: BTreeMap<MemberId, u64>,
}

/// Documents, archives and lots that nobody verified, and the tree.
#[derive(Clone, Debug, Default)]
pub struct Papers {
    /// Documents, by digest.
    pub documents: BTreeMap<Hash, Vec<u8>>,
    /// Archives, by the digests of archive and proofs; none for one that an audit refused.
    pub archives: BTreeMap<(Hash, Hash), Option<VerifiedArchive>>,
    /// Lots, by the digest of the proofs; none for one that is wrong.
    pub lots: BTreeMap<Hash, Option<VerifiedLot>>,
    tree: Tree,
}

impl Papers {
    /// Adds a document, and gives its name.
    pub fn add(&mut self, media: Media, content: &[u8]) -> BlobReference {
        let blob = Blob::seal(salt_of(content), content);
        let reference = the(blob.reference(media).ok_or("too long"));
        self.documents.insert(*reference.digest(), content.to_vec());
        reference
    }
}

impl Evidence for Papers {
    fn document(&self, digest: &Hash) -> Option<&[u8]> {
        self.documents.get(digest).map(Vec::as_slice)
    }

    fn archive(&self, archive: &Hash, proofs: &Hash) -> Found<'_, VerifiedArchive> {
        found(self.archives.get(&(*archive, *proofs)), archive)
    }

    fn lot(&self, proofs: &Hash) -> Found<'_, VerifiedLot> {
        found(self.lots.get(proofs), proofs)
    }

    fn root(&self, size: u64) -> Option<Hash> {
        proof::root(&self.tree, size).ok()
    }
}

fn found<'a, T>(value: Option<&'a Option<T>>, digest: &Hash) -> Found<'a, T> {
    match value {
        Some(Some(value)) => Found::Verified(value),
        Some(None) => Found::Refused,
        None => Found::Missing(*digest),
    }
}

impl World {
    /// A council of three founders under this charter, without witnesses, one tick old.
    pub fn new(charter: &str) -> Self {
        let mut world = Self::untold(charter, NO_WITNESSES, 0);
        let begun = world.tick();
        debug_assert_eq!(begun, Outcome::Effect);
        world
    }

    /// The same with so many witnesses, of whom as many must cosign.
    pub fn with_witnesses(charter: &str, witnesses: u64, enough: u64) -> Self {
        let mut world = Self::untold(charter, &policy(witnesses, enough), witnesses);
        let begun = world.tick();
        debug_assert_eq!(begun, Outcome::Effect);
        world
    }

    /// A council to which no tick has told the time.
    pub fn untold(charter: &str, policy: &str, witnesses: u64) -> Self {
        let mut evidence = Papers::default();
        let unsigned = the(genesis(charter, policy, &mut evidence).write());
        let founders = (0..FOUNDERS).map(|person| member_key(person, 0));
        let lines = founders.clone().map(|founder| unsigned.line(&founder)).collect();
        let act = the(unsigned.assemble(lines));
        let origin = the(Origin::new(HOST, LogId::of(&act.id())));
        let act = the(act.verify(&origin, |name| {
            founders.clone().map(|founder| founder.verifier().clone()).find(|key| key.name() == name)
        }));
        evidence.tree.push(Hash::leaf(&act.act().to_bytes()));
        let council = the(Council::open(&act, &evidence));
        let first = act.envelope().by;
        Self {
            council,
            evidence,
            now: BEGINNING,
            origin,
            witnesses,
            keys: BTreeMap::new(),
            server: 0,
            counters: BTreeMap::from([(first, 1)]),
            acts: Vec::from([act]),
            enrolments: BTreeMap::new(),
            persons: BTreeMap::new(),
        }
    }

    /// Signs an act, appends it and applies it.
    pub fn act(&mut self, act_type: ActType, signers: &[Who], body: Body) -> Outcome {
        let unsigned = the(self.draft(act_type, signers, body).write());
        self.sign(unsigned, signers)
    }

    /// What these would say now. The first signer's counter is counted.
    pub fn draft(&mut self, act_type: ActType, signers: &[Who], body: Body) -> Draft {
        let profile = act_type.profile();
        let by = signers.first().map_or_else(|| by(&server_key(0)), |who| by(&self.signer(*who)));
        let is_there = |presence: Presence, is_optional: bool| match presence {
            Presence::Required => true,
            Presence::Optional => is_optional,
            Presence::Absent => false,
        };
        let by_member = signers.iter().any(|who| matches!(who, Who::Person(_) | Who::Key(_, _)));
        let size = self.evidence.tree.size();
        let seen = Seen { size, root: self.evidence.tree.root() };
        let counter = self.counters.entry(by).or_default();
        let (number, next) = (*counter, counter.saturating_add(1));
        let counted = is_there(profile.counter(), true);
        if counted {
            *counter = next;
        }
        Draft {
            act_type,
            envelope: Envelope {
                at: is_there(profile.at(), true).then_some(self.now - self.now % profile.rounding()),
                by,
                log: Some(*self.origin.id()),
                counter: counted.then_some(number),
                seen: is_there(profile.seen(), by_member).then_some(seen),
            },
            body,
        }
    }

    /// Decides, signs and applies.
    ///
    /// # Errors
    /// The council refuses.
    pub fn command(&mut self, command: &Command, signers: &[Who]) -> Result<Outcome, DecideError> {
        let size = self.evidence.tree.size();
        let seen = Seen { size, root: self.evidence.tree.root() };
        let is_server = |who: &Who| matches!(who, Who::Server | Who::ServerKey(_));
        let keys = signers.iter().map(|who| the(self.signer(*who).verifier().name().as_str().parse()));
        let signed = Signers { keys: keys.collect(), seen: (!signers.iter().any(is_server)).then_some(seen) };
        let at = Time::from_seconds(self.now);
        let drafts = self.council.decide(command, &signed, &self.evidence, at)?;
        let unsigned = drafts.first().map(Draft::write).ok_or(Refusal::Authority)?;
        Ok(self.sign(unsigned?, signers))
    }

    /// Appends an act that is signed and applies it.
    pub fn apply(&mut self, act: &VerifiedAct) -> Outcome {
        self.evidence.tree.push(Hash::leaf(&act.act().to_bytes()));
        let outcome = self.council.apply(act, &self.evidence);
        self.acts.push(act.clone());
        outcome
    }

    /// An hour later.
    pub fn tick(&mut self) -> Outcome {
        self.tick_at(self.now.saturating_add(3_600))
    }

    /// So many days later.
    pub fn days(&mut self, days: u64) -> Outcome {
        self.tick_at(self.now.saturating_add(days.saturating_mul(86_400)))
    }

    /// A tick at this time, by all witnesses or by the server's cosignature.
    pub fn tick_at(&mut self, time: u64) -> Outcome {
        self.now = time;
        let mut checkpoint = self.checkpoint();
        let head = checkpoint.head().clone();
        if self.witnesses == 0 {
            checkpoint.note_mut().push(cosign(&head, &self.own_witness(), time));
        }
        for witness in 0..self.witnesses {
            checkpoint.note_mut().push(cosign(&head, &witness_key(witness), time));
        }
        self.tick_with(checkpoint)
    }

    /// A tick with this checkpoint.
    pub fn tick_with(&mut self, checkpoint: Checkpoint) -> Outcome {
        let table = Datum::Digest(self.council.seats_hash());
        let body = body(&[("checkpoint", Datum::Checkpoint(Box::new(checkpoint))), ("table", table)]);
        self.act(ActType::Tick, &[Who::Server], body)
    }

    /// The checkpoint of the record as it is, signed by the log alone.
    pub fn checkpoint(&self) -> Checkpoint {
        let (size, root) = (self.evidence.tree.size(), self.evidence.tree.root());
        the(Head { origin: self.origin.name().clone(), size, root }.sign(&self.log_key()))
    }

    /// Enrols a person in a constituency, by two founders as registrars.
    pub fn enrol(&mut self, person: u64, constituency: u64) -> Outcome {
        self.enrol_by(person, constituency, &[Who::Person(0), Who::Person(1)])
    }

    /// Enrols a person, by these.
    pub fn enrol_by(&mut self, person: u64, constituency: u64, signers: &[Who]) -> Outcome {
        let outcome = self.act(ActType::EnrolCommitted, signers, enrol_body(person, constituency));
        if outcome == Outcome::Effect {
            self.enrolments.insert(person, self.last());
        }
        outcome
    }

    /// Binds a person's first key.
    pub fn bind(&mut self, person: u64) -> Outcome {
        let body = self.bind_body(person);
        self.act(ActType::KeyBound, &[Who::Key(person, 0), Who::Token(person)], body)
    }

    /// What binds a person's first key.
    pub fn bind_body(&self, person: u64) -> Body {
        let enrol = self.enrolment(person);
        body(&[
            ("credential", Datum::PublicKey(public(&token_key(person)))),
            ("custody", Datum::Code("own")),
            ("enrol", Datum::Act(enrol)),
            ("key", Datum::PublicKey(public(&member_key(person, 0)))),
            ("next", Datum::Digest(next_hash(person, 1))),
        ])
    }

    /// Enrols and binds persons with these numbers in constituency 0.
    pub fn join(&mut self, persons: core::ops::Range<u64>) {
        for person in persons {
            let outcomes = (self.enrol(person, 0), self.bind(person));
            debug_assert_eq!(outcomes, (Outcome::Effect, Outcome::Effect), "{person}");
        }
    }

    /// The act that enrolled a person; the first act for the founders.
    pub fn enrolment(&self, person: u64) -> ActId {
        self.enrolments.get(&person).copied().unwrap_or(self.council.genesis)
    }

    /// Says which key of a person is in force.
    pub fn set_key(&mut self, person: u64, number: u64) {
        self.keys.insert(person, number);
    }

    /// Says which key of the server is in force.
    pub fn set_server(&mut self, number: u64) {
        self.server = number;
    }

    /// Says how many witnesses cosign the ticks from now on.
    pub fn set_witnesses(&mut self, witnesses: u64) {
        self.witnesses = witnesses;
    }

    /// The last act, whatever its effect.
    pub fn last(&self) -> ActId {
        self.acts.last().map_or_else(|| self.council.genesis, VerifiedAct::id)
    }

    /// The acts in order.
    pub fn acts(&self) -> &[VerifiedAct] {
        &self.acts
    }

    /// Forgets the acts, to measure a council alone.
    pub fn forget_acts(&mut self) {
        self.acts.clear();
    }

    /// The name of a person's key in force, for bodies.
    pub fn name(&self, person: u64) -> SignerName {
        let key = self.signer(Who::Person(person));
        SignerName::of(Holder::Member, key.verifier().public())
    }

    /// The member that a person is.
    pub fn member(&self, person: u64) -> Option<MemberId> {
        self.council.keys.get(&self.name(person).fingerprint).copied()
    }

    /// The key that somebody signs with.
    pub fn signer(&self, who: Who) -> Arc<NoteSigner> {
        match who {
            Who::Person(person) => member_key(person, self.keys.get(&person).copied().unwrap_or_default()),
            Who::Key(person, number) => member_key(person, number),
            Who::Server => server_key(self.server),
            Who::ServerKey(number) => server_key(number),
            Who::Token(person) => token_key(person),
        }
    }

    fn log_key(&self) -> NoteSigner {
        let secret = server_key(self.server).dangerously_expose_secret();
        the(NoteSigner::from_secret(self.origin.name().clone(), KeyUse::Note, &secret))
    }

    /// The key with which the server cosigns.
    pub fn own_witness(&self) -> NoteSigner {
        let server = server_key(self.server);
        let name = the(self_naming("w", server.verifier().public()));
        the(NoteSigner::from_secret(name, KeyUse::Cosignature, &server.dangerously_expose_secret()))
    }
}

impl Council {
    /// Whether two states are the same, whichever acts without an effect were included.
    pub fn is_same_but_for_ids(&self, other: &Self) -> bool {
        let mut same = other.clone();
        same.ids.clone_from(&self.ids);
        same.blobs.clone_from(&self.blobs);
        same == *self
    }
}

/// A body with these fields.
pub fn body(fields: &[(&'static str, Datum)]) -> Body {
    Body::new(fields.to_vec())
}

/// What enrols a person.
pub fn enrol_body(person: u64, constituency: u64) -> Body {
    let commitment = Commitment::from_hash(digest("commitment", person));
    let token = SignerName::of(Holder::Credential, token_key(person).verifier().public());
    body(&[
        ("commitment", Datum::Commitment(commitment)),
        ("constituency", Datum::Number(constituency)),
        ("token", Datum::Key(token)),
    ])
}

/// A text that people wrote, which nobody reads.
pub fn text(number: u64) -> Datum {
    Datum::Text(the(text_blob(number).reference(Media::Markdown).ok_or("too long")))
}

/// The salt of a document, so that the same content has the same name.
fn salt_of(content: &[u8]) -> Salt {
    Salt::from_bytes(Hash::of(&[b"kenes/testing/salt", content].concat()).as_bytes())
}

/// A policy of so many witnesses, of whom as many are enough.
pub fn policy(witnesses: u64, enough: u64) -> alloc::string::String {
    let mut text = alloc::string::String::new();
    let mut group = format!("group enough {enough}");
    for witness in 0..witnesses {
        text.push_str(&format!("witness w{witness} {}\n", witness_key(witness).verifier()));
        group.push_str(&format!(" w{witness}"));
    }
    format!("{text}{group}\nquorum enough\n")
}

fn genesis(charter: &str, policy: &str, evidence: &mut Papers) -> Draft {
    let founders = (0..FOUNDERS).map(|person| Datum::PublicKey(public(&member_key(person, 0))));
    let next = (0..FOUNDERS).map(|person| Datum::Digest(next_hash(person, 1)));
    let body = body(&[
        ("charter", Datum::Document(evidence.add(Media::Json, charter.as_bytes()))),
        ("founders", Datum::List(founders.collect())),
        ("next", Datum::List(next.collect())),
        ("policy", Datum::Document(evidence.add(Media::Policy, policy.as_bytes()))),
        ("rules", Datum::Number(1)),
        ("server", Datum::PublicKey(public(&server_key(0)))),
    ]);
    let by = by(&member_key(0, 0));
    let envelope = Envelope { at: Some(BEGINNING), by, log: None, counter: Some(0), seen: None };
    Draft { act_type: ActType::CharterGenesis, envelope, body }
}

fn by(signer: &NoteSigner) -> Fingerprint {
    Fingerprint::of(signer.verifier().public())
}

fn digest(what: &str, number: u64) -> Hash {
    Hash::of(format!("kenes/testing/{what}/{number}").as_bytes())
}

/// Whatever is made here from fixed secrets can be made.
fn the<T, E: Debug>(made: Result<T, E>) -> T {
    match made {
        Ok(made) => made,
        Err(error) => unreachable!("the test data is right: {error:?}"),
    }
}
