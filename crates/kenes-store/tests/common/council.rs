//! A small council whose record `fsck` accepts: one founder, one witness, and acts that see the record grow.

use kenes_record::act::{
    Act, ActId, ActType, Body, Datum, Draft, Envelope, Fingerprint, Holder, LogId, Origin, PublicKey, Seen,
};
use kenes_record::blob::{Blob, Media, Salt};
use kenes_record::checkpoint::Head;
use kenes_record::key::{KeyName, KeyUse, NoteSigner, self_naming};
use kenes_record::{Frontier, Hash};
use kenes_store::port::NewLeaf;

use super::witness::Witness;

const BEGINNING: u64 = 1_795_046_400;

/// The keys of the council and its first act.
#[derive(Debug)]
pub struct Council {
    origin: Origin,
    genesis: Act,
    founder: NoteSigner,
    blobs: Vec<Vec<u8>>,
}

/// An act, and the blob that it names.
#[derive(Clone, Debug)]
pub struct Spoken {
    pub leaf: NewLeaf,
    pub blob: Option<Vec<u8>>,
}

impl Council {
    pub fn new() -> Self {
        let founder = named(Holder::Member, 1);
        let witness = Witness::new();
        let policy = format!("witness w {} https://w.example\nquorum w\n", witness.key());
        let charter = Blob::seal(salt(0), br#"{"name":"a council of tests","rules":1}"#);
        let policy = Blob::seal(salt(1), policy.as_bytes());
        let public =
            |signer: &NoteSigner| Datum::PublicKey(PublicKey::new(*signer.verifier().public()).unwrap());
        let body = Body::new(vec![
            ("charter", Datum::Document(charter.reference(Media::Json).unwrap())),
            ("founders", Datum::List(vec![public(&founder)])),
            ("next", Datum::List(vec![Datum::Digest(Hash::of(b"next"))])),
            ("policy", Datum::Document(policy.reference(Media::Policy).unwrap())),
            ("rules", Datum::Number(1)),
            ("server", public(&log_key(KeyName::new("x").unwrap()))),
        ]);
        let by = Fingerprint::of(founder.verifier().public());
        let envelope = Envelope { at: Some(BEGINNING), by, log: None, counter: Some(0), seen: None };
        let genesis = Draft { act_type: ActType::CharterGenesis, envelope, body };
        let genesis = genesis.write().unwrap().sign(&founder).unwrap();
        let origin = Origin::new("example.org", LogId::of(&genesis.id())).unwrap();
        let blobs = vec![charter.file().to_vec(), policy.file().to_vec()];
        Self { origin, genesis, founder, blobs }
    }

    /// The key of the log.
    pub fn log(&self) -> NoteSigner {
        log_key(self.origin.name().clone())
    }

    /// The first act.
    pub fn genesis(&self) -> NewLeaf {
        new_leaf(&self.genesis)
    }

    /// The blobs of the first act.
    pub fn blobs(&self) -> &[Vec<u8>] {
        &self.blobs
    }

    /// The act with this number, by somebody who saw this head. Every eighth names a text.
    pub fn act(&self, number: u64, seen: Option<&Head>) -> Spoken {
        let subject = Datum::Act(ActId::from_hash(Hash::of(&number.to_be_bytes())));
        let (act_type, body, blob) = if number.is_multiple_of(8) {
            let text = Blob::seal(salt(number.wrapping_add(2)), format!("text {number}").as_bytes());
            let statement = Datum::Text(text.reference(Media::Markdown).unwrap());
            let body = Body::new(vec![("election", subject), ("statement", statement)]);
            (ActType::CandidacyFiled, body, Some(text.file().to_vec()))
        } else {
            (ActType::CandidacyWithdrawn, Body::new(vec![("candidacy", subject)]), None)
        };
        let seen = seen.map_or_else(
            || Seen { size: 0, root: Frontier::new().root() },
            |head| Seen { size: head.size, root: head.root },
        );
        let envelope = Envelope {
            at: Some(BEGINNING),
            by: Fingerprint::of(self.founder.verifier().public()),
            log: Some(*self.origin.id()),
            counter: Some(number),
            seen: Some(seen),
        };
        let act = Draft { act_type, envelope, body }.write().unwrap().sign(&self.founder).unwrap();
        Spoken { leaf: new_leaf(&act), blob }
    }
}

/// The id of an act, as the store has it.
pub fn id_of(bytes: &[u8]) -> Option<Hash> {
    Act::parse(bytes).ok().map(|act| *act.id().hash())
}

fn new_leaf(act: &Act) -> NewLeaf {
    NewLeaf { id: *act.id().hash(), bytes: act.to_bytes() }
}

fn log_key(name: KeyName) -> NoteSigner {
    NoteSigner::from_secret(name, KeyUse::Note, &[5; 32]).unwrap()
}

fn named(holder: Holder, number: u8) -> NoteSigner {
    let signer = |name| NoteSigner::from_secret(name, KeyUse::Note, &[number; 32]).unwrap();
    let nameless = signer(KeyName::new("x").unwrap());
    signer(self_naming(holder.prefix(), nameless.verifier().public()).unwrap())
}

fn salt(number: u64) -> Salt {
    Salt::from_bytes(Hash::of(&[&b"salt"[..], &number.to_be_bytes()].concat()).as_bytes())
}
