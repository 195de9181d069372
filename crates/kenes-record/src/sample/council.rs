//! The council of a sample: who acts, and what comes next.

mod season;

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::sync::Arc;
use alloc::vec::Vec;

use self::season::Season;
use super::plan::Plan;
use super::{BEGINNING, Draws, SampleFile, the};
use crate::act::{
    ActId, ActType, Body, Datum, Draft, Envelope, Fingerprint, Holder, LogId, Origin, PublicKey, Seen,
    SignerName,
};
use crate::blob::{Blob, BlobReference, Media, Salt};
use crate::checkpoint::{Checkpoint, Head};
use crate::hash::Hash;
use crate::key::{KeyUse, NoteSigner, self_naming};
use crate::policy::quorum_of;

/// How many members found the council.
const FOUNDERS: u64 = 3;
/// How many of the newest members act.
const ACTIVE: usize = 32;

/// Somebody who signs, and how often already.
#[derive(Debug)]
struct Signer {
    key: Arc<NoteSigner>,
    counter: u64,
}

/// What is said about an act besides its body.
#[derive(Clone, Copy, Debug)]
enum Says {
    Member(usize),
    Founders,
    Server,
    Board,
}

/// The council.
#[derive(Debug)]
pub(super) struct Council {
    seed: Draws,
    origin: Origin,
    genesis: Option<Arc<Plan>>,
    genesis_id: ActId,
    founders: Vec<Signer>,
    server: Signer,
    members: VecDeque<Signer>,
    policy: Vec<u8>,
    /// The policy that names the log's key too, which follows from the first act.
    next_policy: Option<String>,
    season: Season,
    at: u64,
    seen: Option<Seen>,
    /// The checkpoint of the next tick.
    tick: Option<Checkpoint>,
    last_tick: ActId,
    last_tick_size: u64,
    made: u64,
    files: Vec<SampleFile>,
    /// The blob that is to be withdrawn.
    held: Option<SampleFile>,
}

impl Council {
    pub(super) fn new(seed: Draws, witnesses: &[NoteSigner]) -> Self {
        let mut founders: Vec<Signer> =
            (0..FOUNDERS).map(|number| Signer::new(&seed, "founder", number, Holder::Member)).collect();
        founders.sort_by(|one, other| one.key.verifier().name().cmp(other.key.verifier().name()));
        let server = Signer::new(&seed, "server", 0, Holder::Server);
        let policy = policy_text(witnesses);
        let mut files = Vec::new();
        let body = genesis(&seed, &founders, &server, &policy, &mut files);
        let by = founders.first().map_or_else(|| server.fingerprint(), Signer::fingerprint);
        let envelope = Envelope { at: Some(BEGINNING), by, log: None, counter: Some(0), seen: None };
        let draft = Draft { act_type: ActType::CharterGenesis, envelope, body };
        let genesis = Plan::new(draft, founders.iter().map(|founder| Arc::clone(&founder.key)).collect());
        let id = genesis.id();
        let origin = the(Origin::new("sample.example", LogId::of(&id)));
        let log = seed.signer("server", 0, KeyUse::Note, |_| origin.name().clone());
        let next_policy = format!("log {}\n{policy}", log.verifier());
        founders.iter_mut().take(1).for_each(|founder| founder.counter = 1);
        Self {
            seed,
            origin,
            genesis: Some(Arc::new(genesis)),
            genesis_id: id,
            founders,
            server,
            members: VecDeque::new(),
            policy: policy.into_bytes(),
            next_policy: Some(next_policy),
            season: Season::new(),
            at: BEGINNING,
            seen: None,
            tick: None,
            last_tick: id,
            last_tick_size: 0,
            made: 0,
            files,
            held: None,
        }
    }

    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The policy in force.
    pub(super) fn policy(&self) -> &[u8] {
        &self.policy
    }

    /// The files that came up since the last time.
    pub(super) fn take_files(&mut self) -> Vec<SampleFile> {
        core::mem::take(&mut self.files)
    }

    /// The rest of the files.
    pub(super) fn finish(&mut self) -> Vec<SampleFile> {
        self.files.extend(self.held.take());
        self.take_files()
    }

    /// It is later, and there are these heads.
    pub(super) fn begin(&mut self, at: u64, head: Option<&Head>, witnessed: Option<&Checkpoint>) {
        self.at = at;
        self.seen = head.map(|head| Seen { size: head.size, root: head.root });
        self.tick = witnessed.filter(|checkpoint| checkpoint.head().size > self.last_tick_size).cloned();
    }

    /// The next act.
    pub(super) fn next(&mut self) -> Arc<Plan> {
        self.made = self.made.saturating_add(1);
        if let Some(genesis) = self.genesis.take() {
            return genesis;
        }
        if let Some(text) = self.next_policy.take() {
            return self.set_policy(text);
        }
        if let Some(checkpoint) = self.tick.take() {
            return self.tell_time(checkpoint);
        }
        let step = self.season.next();
        Arc::new(self.step(step))
    }

    /// The policy of the first act cannot name the log's key, whose name follows from that act: the second act does it.
    fn set_policy(&mut self, text: String) -> Arc<Plan> {
        let policy = self.document("policy", Media::Policy, text.as_bytes());
        self.policy = text.into_bytes();
        let body = Body::new(Vec::from([("decision", Datum::Act(self.genesis_id)), ("policy", policy)]));
        Arc::new(self.plan(ActType::PolicySet, Says::Server, body))
    }

    fn tell_time(&mut self, checkpoint: Checkpoint) -> Arc<Plan> {
        self.last_tick_size = checkpoint.head().size;
        let table = Datum::Digest(self.draw("table"));
        let body =
            Body::new(Vec::from([("checkpoint", Datum::Checkpoint(checkpoint.into())), ("table", table)]));
        let plan = self.plan(ActType::Tick, Says::Server, body);
        self.last_tick = plan.id();
        Arc::new(plan)
    }

    /// What these say now.
    fn plan(&mut self, act_type: ActType, says: Says, body: Body) -> Plan {
        let (signers, counter) = match says {
            Says::Member(place) => {
                let member = self.members.get_mut(place).or_else(|| self.founders.first_mut());
                let signer = member.map(|member| (Vec::from([Arc::clone(&member.key)]), member.count()));
                signer.unwrap_or_default()
            }
            Says::Founders => {
                let keys = self.founders.iter().take(2).map(|founder| Arc::clone(&founder.key)).collect();
                (keys, self.founders.first_mut().map_or(0, Signer::count))
            }
            Says::Server => (Vec::from([Arc::clone(&self.server.key)]), self.server.count()),
            Says::Board => (Vec::from([Arc::clone(&self.server.key)]), 0),
        };
        let by = signers.first().unwrap_or(&self.server.key);
        let by = Fingerprint::of(by.verifier().public());
        let is_board = matches!(says, Says::Board);
        let has_seen = matches!(says, Says::Member(_) | Says::Founders);
        let envelope = Envelope {
            at: (!is_board).then_some(self.at),
            by,
            log: Some(*self.origin.id()),
            counter: (!is_board).then_some(counter),
            seen: self.seen.filter(|_| has_seen),
        };
        Plan::new(Draft { act_type, envelope, body }, signers)
    }

    /// A hash for this act.
    fn draw(&self, what: &str) -> Hash {
        self.seed.draw(what, self.made)
    }

    fn document(&mut self, what: &str, media: Media, content: &[u8]) -> Datum {
        let (reference, file) = blob(self.draw(&format!("salt of {what}")), media, content);
        self.files.push(file);
        Datum::Document(reference)
    }

    fn text(&mut self, what: &str, content: &str) -> Datum {
        let (reference, file) =
            blob(self.draw(&format!("salt of {what}")), Media::Markdown, content.as_bytes());
        self.files.push(file);
        Datum::Text(reference)
    }
}

impl Signer {
    fn new(seed: &Draws, what: &str, number: u64, holder: Holder) -> Self {
        let name = |public: &[u8; 32]| the(self_naming(holder.prefix(), public));
        Self { key: Arc::new(seed.signer(what, number, KeyUse::Note, name)), counter: 0 }
    }

    fn public(&self) -> Datum {
        Datum::PublicKey(the(PublicKey::new(*self.key.verifier().public())))
    }

    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.key.verifier().public())
    }

    fn name(&self, holder: Holder) -> Datum {
        Datum::Key(SignerName::of(holder, self.key.verifier().public()))
    }

    /// The number of the next act.
    fn count(&mut self) -> u64 {
        let counter = self.counter;
        self.counter = counter.saturating_add(1);
        counter
    }
}

/// The body of the first act.
fn genesis(
    seed: &Draws,
    founders: &[Signer],
    server: &Signer,
    policy: &str,
    files: &mut Vec<SampleFile>,
) -> Body {
    let charter = br#"{"name":"A sample council: nothing here is real","rules":1}"#;
    let (charter, file) = blob(seed.draw("salt of charter", 0), Media::Json, charter);
    files.push(file);
    let (policy, file) = blob(seed.draw("salt of policy", 0), Media::Policy, policy.as_bytes());
    files.push(file);
    let next = (0..FOUNDERS).map(|number| Datum::Digest(seed.draw("next key", number)));
    Body::new(Vec::from([
        ("charter", Datum::Document(charter)),
        ("founders", Datum::List(founders.iter().map(Signer::public).collect())),
        ("next", Datum::List(next.collect())),
        ("policy", Datum::Document(policy)),
        ("rules", Datum::Number(1)),
        ("server", server.public()),
    ]))
}

fn blob(salt: Hash, media: Media, content: &[u8]) -> (BlobReference, SampleFile) {
    let blob = Blob::seal(Salt::from_bytes(salt.as_bytes()), content);
    let reference = the(blob.reference(media).ok_or("too long"));
    (reference, (reference.path(), blob.file().to_vec()))
}

/// The policy of these witnesses, without a log.
fn policy_text(witnesses: &[NoteSigner]) -> String {
    let mut text = String::new();
    let mut members = String::new();
    for (witness, number) in witnesses.iter().zip(1..) {
        let url = format!("https://witness-{number}.sample.example");
        text.push_str(&format!("witness witness-{number} {} {url}\n", witness.verifier()));
        members.push_str(&format!(" witness-{number}"));
    }
    let enough = quorum_of(witnesses.len()).to_string();
    text.push_str(&format!("group enough {enough}{members}\nquorum enough\n"));
    text
}
