//! A council with its people on one machine, up to an election that is open: what tests of polls begin with.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    dead_code,
    reason = "tests, each of which uses another part"
)]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use kenes_belenios::PlainAnswer;
use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::election::Election as Asked;
use kenes_belenios::group::Ed25519;
use kenes_belenios::pki::{EncryptedMessage, Seed};
use kenes_belenios::question::Question;
use kenes_belenios::sealing::Sealer;
use kenes_belenios::trustee::threshold::{Certificate, Certificates, Vinput};
use kenes_belenios::trustee::{TrusteeIndex, TrusteeSecretKey, VerifiedTrustees};
use kenes_core::{Command, Custody, Duration, Election, Occasion, Text, Time, Wanted, next_of};
use kenes_record::act::{ActId, Holder, PublicKey, SignerName};
use kenes_record::blob::Media;
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_server::host::{Founding, Host, Name};
use kenes_server::poll::{Ceremony, Desk, Part, Prepared, Rehearsal, Round, template};
use kenes_verify::{Questions, questions_document};
use rand_core::UnwrapErr;
use tokio::sync::RwLock;

pub type G = Ed25519;

const CHARTER: &str = include_str!("../../presets/workplace.json");
pub const BEGIN: u64 = 1_795_046_400;

/// The founders: registrars and trustees too.
const FOUNDERS: usize = 3;

pub fn rng() -> UnwrapErr<getrandom::SysRng> {
    UnwrapErr(getrandom::SysRng)
}

pub fn signer(holder: Holder, number: usize) -> NoteSigner {
    let mut secret = [0; 32];
    secret[..8].copy_from_slice(&u64::try_from(number + 1).unwrap().to_be_bytes());
    NoteSigner::self_named(holder.prefix(), KeyUse::Note, &secret).unwrap()
}

fn public(signer: &NoteSigner) -> PublicKey {
    PublicKey::new(*signer.verifier().public()).unwrap()
}

fn key(person: usize) -> NoteSigner {
    signer(Holder::Member, person)
}

fn next(person: usize) -> NoteSigner {
    signer(Holder::Member, person + 1_000_000)
}

fn name(signer: &NoteSigner) -> SignerName {
    signer.verifier().name().as_str().parse().unwrap()
}

/// The council.
pub struct World {
    pub host: Arc<RwLock<Host>>,
    now: Arc<AtomicU64>,
    members: usize,
}

impl World {
    /// Founders found it.
    pub async fn found(dir: &Path) -> Self {
        Self::found_with(dir, "stv_scottish").await
    }

    /// The same, with this rule for the body that is elected.
    pub async fn found_with(dir: &Path, counting: &str) -> Self {
        let founding = Founding {
            host: "council.example".into(),
            charter: CHARTER.trim_end().replacen("stv_scottish", counting, 1).into_bytes(),
            policy: b"quorum none\n".to_vec(),
            founders: (0..FOUNDERS)
                .map(|person| (public(&key(person)), next_of(&public(&next(person)))))
                .collect(),
            at: Time::from_seconds(BEGIN),
        };
        let foundation = founding.draft().unwrap();
        let lines = (0..FOUNDERS).map(|person| foundation.act().line(&key(person))).collect();
        let host = Host::found(dir, foundation, lines).await.unwrap();
        let world = Self::of(host, BEGIN, FOUNDERS);
        world.tick(Time::from_seconds(BEGIN)).await;
        world
    }

    /// It is opened again, at the time of its last tick.
    pub async fn open(dir: &Path) -> Self {
        let host = Host::open(dir).await.unwrap();
        let (now, members) = (host.council().now().unwrap().seconds(), host.council().members().count());
        Self::of(host, now, members)
    }

    fn of(host: Host, now: u64, members: usize) -> Self {
        Self { host: Arc::new(RwLock::new(host)), now: Arc::new(AtomicU64::new(now)), members }
    }

    pub fn desk(&self) -> Desk {
        let now = Arc::clone(&self.now);
        Desk::new(Arc::clone(&self.host), move || Time::from_seconds(now.load(Ordering::Relaxed)))
    }

    pub fn now(&self) -> Time {
        Time::from_seconds(self.now.load(Ordering::Relaxed))
    }

    pub async fn tick(&self, at: Time) {
        self.now.store(at.seconds(), Ordering::Relaxed);
        self.host.write().await.tick(at).await.unwrap();
    }

    pub async fn days(&self, days: u64) {
        self.tick(self.now().plus(Duration::days(days))).await;
    }

    pub async fn act(&self, command: &Command, people: &[usize]) -> ActId {
        let keys: Vec<_> = people.iter().map(|person| key(*person)).collect();
        self.signed(command, &keys).await
    }

    async fn signed(&self, command: &Command, keys: &[NoteSigner]) -> ActId {
        let names: Vec<_> = keys.iter().map(name).collect();
        let mut host = self.host.write().await;
        let unsigned = host.decide(command, &names, self.now()).await.unwrap();
        let lines = keys.iter().map(|key| unsigned.line(key)).collect();
        host.submit(&unsigned.assemble(lines).unwrap()).await.unwrap().id
    }

    /// Members join until there are so many.
    pub async fn fill(&mut self, members: usize) {
        while self.members < members {
            let person = self.members;
            let token = signer(Holder::Credential, person);
            let commitment =
                self.host.read().await.put_person(&Name::new(&format!("Person {person}"))).await.unwrap();
            let command = Command::Enrol { commitment, constituency: 0, token: name(&token) };
            let enrol = self.act(&command, &[0, 1]).await;
            let bind = Command::BindKey {
                credential: public(&token),
                custody: Custody::Own,
                enrol,
                key: public(&key(person)),
                next: next_of(&public(&next(person))),
            };
            self.signed(&bind, &[key(person), token]).await;
            self.members += 1;
        }
    }

    pub async fn election(&self, call: &ActId) -> Election {
        let host = self.host.read().await;
        host.council().elections().find(|election| election.call == *call).unwrap().clone()
    }

    /// An election of seven by rankings is called, and people stand, until nominations are over.
    pub async fn call(&self, candidates: &[usize]) -> ActId {
        let questions = questions_document("Election", "A test.", "Rank them.");
        let names = |people: &[usize]| people.iter().map(|person| name(&key(*person))).collect::<Vec<_>>();
        let command = {
            let host = self.host.read().await;
            let opens = self.now().plus(Duration::days(17));
            let wanted = Wanted {
                body: 0,
                occasion: Occasion::Seats,
                motion: None,
                nominations: self.now().plus(Duration::days(14)),
                opens,
                closes: opens.plus(Duration::days(3)),
                questions: host.put_blob(&questions, Media::Json).await.unwrap(),
                registrars: names(&[0, 1]),
                trustees: names(&[0, 1, 2]),
                backed: false,
            };
            host.council().call_for(&wanted).unwrap()
        };
        let call = self.act(&command, &[0]).await;
        for person in candidates {
            let statement = self.host.read().await.put_blob(b"I stand.\n", Media::Markdown).await.unwrap();
            let command = Command::Stand { election: call, interests: None, statement: Text(statement) };
            self.act(&command, &[*person]).await;
        }
        self.tick(self.election(&call).await.nominations).await;
        call
    }

    /// Everything before the vote; the codes of the voters.
    pub async fn prepare(&self, call: ActId, trustees: &mut Trustees) -> Vec<PrivateCredential> {
        let election = self.election(&call).await;
        let key = trustees.hold_ceremony(&self.host, &election).await;
        let questions = {
            let host = self.host.read().await;
            Questions::parse(&host.blob(election.questions.digest()).await.unwrap().unwrap()).unwrap()
        };
        let names: Vec<String> =
            election.ballot_paper().iter().map(|(_, member)| format!("Person {}", member.number())).collect();
        let template = template(&election, &questions, &names).unwrap();
        let prepared = Prepared::new(&election, template, &key, self.now()).unwrap();
        let command = prepared.command().clone();
        let codes = prepared.keep(&*self.host.read().await).await.unwrap();
        self.act(&command, &[0, 1]).await;
        let rehearsal = {
            let host = self.host.read().await;
            Rehearsal::begin(&host, call, &key, self.now()).await.unwrap()
        };
        for owner in key.owners() {
            let (decryption, bound) = trustees.decrypt(owner, rehearsal.archive());
            rehearsal.decryption(owner, decryption, bound).await.unwrap();
        }
        let command = {
            let host = self.host.read().await;
            rehearsal.documents(&host).await.unwrap()
        };
        self.act(&command, &[0, 1, 2]).await;
        codes
    }

    pub async fn stop(self) {
        Arc::into_inner(self.host).unwrap().into_inner().stop().await.unwrap();
    }
}

/// The trustees' devices.
#[derive(Default)]
pub struct Trustees {
    seeds: Vec<Option<Seed>>,
    keys: Vec<Vec<u8>>,
}

impl Trustees {
    async fn hold_ceremony(&mut self, host: &RwLock<Host>, election: &Election) -> VerifiedTrustees<G> {
        let mut ceremony = Ceremony::of(election).unwrap();
        self.seeds = (0..election.trustees.len()).map(|_| None).collect();
        while ceremony.round() != Round::Done {
            let index = ceremony.turn()[0];
            let message = self.play(&ceremony, index);
            ceremony.receive(index, &message).unwrap();
            ceremony.keep(&*host.read().await, &election.call).await.unwrap();
            ceremony = Ceremony::load(&*host.read().await, &election.call).await.unwrap().unwrap();
        }
        let key = ceremony.trustees().unwrap().unwrap();
        self.keys = key.owners().map(|index| ceremony.decryption_key(index).unwrap().unwrap()).collect();
        key
    }

    fn play(&mut self, ceremony: &Ceremony, index: TrusteeIndex) -> Vec<u8> {
        let seed = &mut self.seeds[usize::try_from(index.get() - 1).unwrap()];
        let read = |all: &[Vec<u8>]| {
            Certificates::<G>::verify(all.iter().map(|bytes| Certificate::import(bytes).unwrap()).collect())
                .unwrap()
        };
        match ceremony.part(index).unwrap() {
            Part::Certificate { index, threshold } => {
                let (made, certificate) = Certificate::<G>::generate(threshold, index, &mut rng()).unwrap();
                *seed = Some(made);
                certificate.to_bytes()
            }
            Part::Deal { certificates } => {
                read(&certificates).deal(seed.as_ref().unwrap(), &mut rng()).unwrap().to_bytes()
            }
            Part::Check { certificates, vinput } => {
                let vinput = Vinput::import(&vinput).unwrap();
                let seed = seed.as_ref().unwrap();
                read(&certificates).check_vinput(seed, &vinput, &mut rng()).unwrap().1.to_bytes()
            }
            Part::Key | Part::Nothing => panic!("no part of a trustee among several"),
        }
    }

    /// The key of a trustee.
    pub fn key(&self, owner: TrusteeIndex, trustees: &VerifiedTrustees<G>) -> TrusteeSecretKey<G> {
        let place = usize::try_from(owner.get() - 1).unwrap();
        let encrypted = EncryptedMessage::import(&self.keys[place]).unwrap();
        let seed = self.seeds[place].as_ref().unwrap();
        TrusteeSecretKey::open(seed, &encrypted, trustees.key_of(owner).unwrap()).unwrap()
    }

    /// What a trustee's device makes of a copy of the archive: everything verified, then decrypted.
    pub fn decrypt(&self, owner: TrusteeIndex, archive: &Path) -> (Vec<u8>, Vec<u8>) {
        use kenes_belenios::board::Board;
        use kenes_belenios::decryption::{BoundDocument, decrypt};
        let bytes = std::fs::read(archive).unwrap();
        let board = Board::<G>::read(&*bytes).unwrap();
        let open = board.open_tally(&mut std::io::Cursor::new(&bytes), &mut |_| {}).unwrap();
        let secret = self.key(owner, &board.trustees);
        let tally = open.decryptable().unwrap();
        let (decryption, proof) = decrypt(&board.election, &tally, owner, &secret, &mut rng());
        let mut document = BoundDocument::new(&board.election);
        document.insert(proof).unwrap();
        (decryption.to_bytes(), document.to_bytes())
    }

    /// The same for a shuffle.
    pub fn shuffle(&self, archive: &Path) -> Vec<u8> {
        use kenes_belenios::board::Board;
        let bytes = std::fs::read(archive).unwrap();
        let board = Board::<G>::read(&*bytes).unwrap();
        let open = board.open_tally(&mut std::io::Cursor::new(&bytes), &mut |_| {}).unwrap();
        open.make_shuffle(&board, &mut rng()).to_bytes()
    }
}

/// A ballot that ranks the candidates, beginning with one of them, or chooses that one.
pub fn ballot(election: &Asked<G>, code: &PrivateCredential, first: usize) -> Vec<u8> {
    let answer = match &election.questions()[0] {
        Question::NonHomomorphic(question) => {
            let count = question.answers.len();
            let rank = |place: usize| u8::try_from((place + count - first % count) % count + 1).unwrap();
            PlainAnswer::NonHomomorphic((0..count).map(rank).collect())
        }
        Question::Homomorphic(question) => {
            let count = question.answers.len();
            let chosen = (0..count).map(|place| u8::from(place == first % count));
            PlainAnswer::Homomorphic([0].into_iter().chain(chosen).collect())
        }
        _ => panic!("no council asks for lists"),
    };
    Sealer::new(election).seal(code, vec![answer], &mut rng()).unwrap().cast().bytes
}
