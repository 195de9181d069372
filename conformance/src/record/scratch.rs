//! A record that tests grow, sign and damage as they like.

use kenes_record::act::{
    Act, ActId, ActType, Body, Datum, Draft, Envelope, Fingerprint, Holder, LogId, Origin, PublicKey, Seen,
    SignerName,
};
use kenes_record::blob::{Blob, Media, Salt};
use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::cosignature::cosign;
use kenes_record::fsck::{CHECKPOINT, CHECKPOINTS, POLICY};
use kenes_record::key::{KeyName, KeyUse, NoteSigner, self_naming};
use kenes_record::proof::prove_inclusion;
use kenes_record::receipt::Receipt;
use kenes_record::tile::{Tile, TileKind, WIDTH, push_entry};
use kenes_record::{Hash, Tree};

use super::RecordFiles;

/// When the record begins: seconds since 1970, the first of a day.
const BEGINNING: u64 = 1_795_046_400;
/// The leaf in which the log gets its second key.
const HANDOVER: u64 = 700;

/// A record that grows: founders act, the server ticks and once changes its key, three witnesses cosign every head.
#[derive(Debug)]
pub struct Scratch {
    members: Vec<NoteSigner>,
    servers: Vec<NoteSigner>,
    witnesses: Vec<NoteSigner>,
    origin: Origin,
    tree: Tree,
    entries: Vec<Vec<u8>>,
    heads: Vec<Checkpoint>,
    files: RecordFiles,
}

impl Scratch {
    /// A record of one leaf, not published yet.
    pub fn new() -> Self {
        let members: Vec<_> = (0..8).map(|number| signer(Holder::Member, KeyUse::Note, number)).collect();
        let servers = vec![signer(Holder::Server, KeyUse::Note, 0)];
        let witnesses: Vec<_> =
            (0..3).map(|number| signer(Holder::Witness, KeyUse::Cosignature, number)).collect();
        let mut files = RecordFiles::default();
        let policy = policy(&witnesses);
        let founders = members.iter().map(|member| Datum::PublicKey(public(member))).collect();
        let body = vec![
            ("charter", Datum::Document(blob(&mut files, Media::Json, b"{}"))),
            ("founders", Datum::List(founders)),
            ("next", Datum::List(vec![Datum::Digest(Hash::of(b"next"))])),
            ("policy", Datum::Document(blob(&mut files, Media::Policy, policy.as_bytes()))),
            ("rules", Datum::Number(1)),
            ("server", Datum::PublicKey(public(servers.first().unwrap()))),
        ];
        files.insert(POLICY.to_owned(), policy.into_bytes());
        let envelope = Envelope {
            at: Some(BEGINNING),
            by: by(members.first().unwrap()),
            log: None,
            counter: Some(0),
            seen: None,
        };
        let genesis = sign(ActType::CharterGenesis, envelope, body, &members.iter().collect::<Vec<_>>());
        let origin = Origin::new("record.example", LogId::of(&genesis.id())).unwrap();
        let (tree, entries, heads) = (Tree::new(), Vec::new(), Vec::new());
        let mut scratch = Self { members, servers, witnesses, origin, tree, entries, heads, files };
        scratch.push(genesis.to_bytes());
        scratch
    }

    /// One of `size` acts, published after every `batch` and at the end.
    pub fn published(size: u64, batch: usize) -> Self {
        let mut scratch = Self::new();
        for size in (1..size).step_by(batch).chain([size]) {
            scratch.grow(size);
            scratch.publish();
        }
        scratch
    }

    /// How many leaves it has.
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Adds acts until there are so many leaves.
    pub fn grow(&mut self, size: u64) {
        while self.size() < size {
            let act = self.act(self.size());
            self.push(act.to_bytes());
        }
    }

    /// Adds a leaf, whatever it is.
    pub fn push(&mut self, entry: Vec<u8>) {
        self.tree.push(Hash::leaf(&entry));
        self.entries.push(entry);
    }

    /// Signs a head and brings the files up to date.
    pub fn publish(&mut self) {
        let origin = self.origin.name().clone();
        self.publish_head(&Head { origin, size: self.size(), root: self.tree.root() });
    }

    /// Signs this head, whatever it says, and brings the files up to date.
    pub fn publish_head(&mut self, head: &Head) {
        let old_size = self.heads.last().map_or(0, |head| head.head().size);
        for tile in Tile::added(old_size, self.size()) {
            let content = match tile.kind() {
                TileKind::Hashes(_) => tile.hashes(&self.tree).unwrap(),
                TileKind::Entries => self.bundle(tile),
            };
            self.files.insert(tile.path(), content);
        }
        let mut checkpoint = head.sign(&self.log()).unwrap();
        for witness in &self.witnesses {
            checkpoint.note_mut().push(cosign(head, witness, BEGINNING + head.size));
        }
        let bytes = checkpoint.note().to_bytes();
        self.files.insert(format!("{CHECKPOINTS}/{}", head.size), bytes.clone());
        self.files.insert(CHECKPOINT.to_owned(), bytes);
        self.heads.push(checkpoint);
    }

    /// The newest head.
    pub fn checkpoint(&self) -> &Checkpoint {
        self.heads.last().unwrap()
    }

    /// The key that signs checkpoints.
    pub fn log(&self) -> NoteSigner {
        let secret = self.servers.last().unwrap().dangerously_expose_secret();
        NoteSigner::from_secret(self.origin.name().clone(), KeyUse::Note, &secret).unwrap()
    }

    /// The receipt of a leaf under the newest head.
    pub fn receipt(&self, index: u64) -> Receipt {
        let checkpoint = self.checkpoint().clone();
        let proof = prove_inclusion(&self.tree, index, checkpoint.head().size).unwrap();
        let entry = self.entry(index);
        Receipt::new(index, proof, checkpoint).unwrap().with_entry(entry).unwrap()
    }

    /// A leaf.
    pub fn entry(&self, index: u64) -> &[u8] {
        self.entries.get(usize::try_from(index).unwrap()).unwrap()
    }

    /// The files, to damage them.
    pub fn files_mut(&mut self) -> &mut RecordFiles {
        &mut self.files
    }

    /// The files.
    pub fn files(&self) -> &RecordFiles {
        &self.files
    }

    fn bundle(&self, tile: Tile) -> Vec<u8> {
        let mut bundle = Vec::new();
        for place in 0..u64::from(tile.width()) {
            assert!(push_entry(&mut bundle, self.entry(tile.index() * WIDTH + place)));
        }
        bundle
    }

    /// The act that is leaf `index`.
    fn act(&mut self, index: u64) -> Act {
        let server = self.servers.last().unwrap();
        // A key signs the ticks about heads that it signed.
        let head = self.heads.last().filter(|head| head.verify(self.log().verifier()).is_ok());
        match (index, head.cloned()) {
            (HANDOVER, _) => {
                let next = signer(Holder::Server, KeyUse::Note, 1);
                let body = vec![("key", Datum::PublicKey(public(&next)))];
                let act = self.sign(ActType::ServerKey, index, body, &[server, &next]);
                self.servers.push(next);
                act
            }
            (_, Some(head)) if index % 256 == 77 => {
                let body = vec![
                    ("checkpoint", Datum::Checkpoint(Box::new(head))),
                    ("table", Datum::Digest(digest("table", index))),
                ];
                self.sign(ActType::Tick, index, body, &[server])
            }
            _ if index % 3 == 1 => {
                let body = vec![
                    ("election", Datum::Act(ActId::from_hash(digest("election", 0)))),
                    ("event", Datum::Digest(digest("event", index))),
                    ("height", Datum::Number(index)),
                    ("tracker", Datum::Digest(digest("tracker", index))),
                ];
                self.sign(ActType::BallotAccepted, index, body, &[server])
            }
            _ => self.act_of_member(index),
        }
    }

    fn act_of_member(&mut self, index: u64) -> Act {
        let number = usize::try_from(index).unwrap() % self.members.len();
        let other = Datum::Act(ActId::from_hash(digest("act", index)));
        let (act_type, body) = match index % 500 {
            13 => {
                let text = format!("Motion {index}\n");
                let text = Datum::Text(blob(&mut self.files, Media::Markdown, text.as_bytes()));
                let body = vec![("body", Datum::Number(1)), ("subject", Datum::Code("text")), ("text", text)];
                (ActType::MotionFiled, body)
            }
            14 => {
                let next = signer(Holder::Member, KeyUse::Note, index);
                let key = Datum::PublicKey(public(&next));
                let old = self.members.get(number).unwrap();
                let member = Datum::Key(SignerName::of(Holder::Member, old.verifier().public()));
                let body =
                    vec![("key", key), ("member", member), ("next", Datum::Digest(digest("next", index)))];
                let act = self.sign(ActType::KeyRotated, index, body, &[old, &next]);
                *self.members.get_mut(number).unwrap() = next;
                return act;
            }
            even if even % 2 == 0 => {
                (ActType::SeatAccepted, vec![("election", other), ("seat", Datum::Number(7))])
            }
            _ => (ActType::PetitionEndorsed, vec![("petition", other)]),
        };
        self.sign(act_type, index, body, &[self.members.get(number).unwrap()])
    }

    fn sign(
        &self,
        act_type: ActType,
        index: u64,
        body: Vec<(&'static str, Datum)>,
        signers: &[&NoteSigner],
    ) -> Act {
        let profile = act_type.profile();
        let there = |presence| presence != kenes_record::act::Presence::Absent;
        let seen = || self.heads.last().map_or(Seen { size: 0, root: Hash::empty_root() }, seen_of);
        let envelope = Envelope {
            at: there(profile.at()).then_some(BEGINNING + index * 60),
            by: by(signers.first().unwrap()),
            log: Some(*self.origin.id()),
            counter: there(profile.counter()).then_some(index),
            seen: there(profile.seen()).then(seen),
        };
        sign(act_type, envelope, body, signers)
    }
}

impl Default for Scratch {
    fn default() -> Self {
        Self::new()
    }
}

fn seen_of(checkpoint: &Checkpoint) -> Seen {
    Seen { size: checkpoint.head().size, root: checkpoint.head().root }
}

fn sign(
    act_type: ActType,
    envelope: Envelope,
    body: Vec<(&'static str, Datum)>,
    signers: &[&NoteSigner],
) -> Act {
    let unsigned = Draft { act_type, envelope, body: Body::new(body) }.write().unwrap();
    let lines = signers.iter().map(|signer| unsigned.line(signer)).collect();
    unsigned.assemble(lines).unwrap()
}

/// Seals a text, and keeps its file.
fn blob(files: &mut RecordFiles, media: Media, content: &[u8]) -> kenes_record::blob::BlobReference {
    let blob = Blob::seal(Salt::from_bytes(Hash::of(content).as_bytes()), content);
    let reference = blob.reference(media).unwrap();
    files.insert(reference.path(), blob.file().to_vec());
    reference
}

/// Two of three.
fn policy(witnesses: &[NoteSigner]) -> String {
    let names: Vec<String> = (1..=witnesses.len()).map(|number| format!("w{number}")).collect();
    let lines = witnesses.iter().zip(&names);
    let lines: String = lines.map(|(key, name)| format!("witness {name} {}\n", key.verifier())).collect();
    format!("{lines}group all 2 {}\nquorum all\n", names.join(" "))
}

/// A key that names itself, of a fixed secret.
fn signer(holder: Holder, key_use: KeyUse, number: u64) -> NoteSigner {
    let secret = digest(holder.prefix(), number);
    let nameless = NoteSigner::from_secret(KeyName::new("x").unwrap(), key_use, secret.as_bytes()).unwrap();
    let name = self_naming(holder.prefix(), nameless.verifier().public()).unwrap();
    NoteSigner::from_secret(name, key_use, secret.as_bytes()).unwrap()
}

fn by(signer: &NoteSigner) -> Fingerprint {
    SignerName::of(Holder::Member, signer.verifier().public()).fingerprint
}

fn public(signer: &NoteSigner) -> PublicKey {
    PublicKey::new(*signer.verifier().public()).unwrap()
}

fn digest(what: &str, number: u64) -> Hash {
    Hash::of(format!("{what}/{number}").as_bytes())
}
