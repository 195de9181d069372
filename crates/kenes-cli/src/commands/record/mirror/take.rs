//! Taking what is new, and comparing it with what was signed.

use std::collections::BTreeSet;
use std::path::Path;

use kenes_record::act::{Act, ActType, Datum, Fingerprint, Holder, LogId, Origin, PublicKey, SignerName};
use kenes_record::blob::{self, SALT};
use kenes_record::checkpoint::Checkpoint;
use kenes_record::cosignature::{self, CosignatureError};
use kenes_record::fsck::{CHECKPOINTS, POLICY};
use kenes_record::key::{KeyName, KeyUse, VerifierKey};
use kenes_record::policy::Policy;
use kenes_record::tile::{Tile, TileKind, WIDTH, push_entry};
use kenes_record::{Hash, Tree, proof};

use super::super::RecordError;
use super::super::source::Record;
use super::from::{From, is_entries};
use super::write::Writer;
use crate::error::Result;
use crate::output::Bar;

/// What was copied before.
pub struct Old {
    /// Its checkpoint.
    pub checkpoint: Checkpoint,
    /// The key that signed it.
    pub log: VerifierKey,
    /// Its tree.
    pub tree: Tree,
}

/// What was taken.
pub struct Taken {
    /// The tree of the new size.
    pub tree: Tree,
    /// The keys that may sign.
    keys: Vec<VerifierKey>,
    blobs: BTreeSet<Hash>,
    withdrawn: BTreeSet<Hash>,
    policy: Option<Hash>,
    /// Sizes of which acts say that there is a checkpoint.
    sizes: BTreeSet<u64>,
}

impl Old {
    /// What is in a folder; nothing when it has no checkpoint.
    pub fn read(to: &Path) -> Result<Option<Self>> {
        if !to.join("checkpoint").exists() {
            return Ok(None);
        }
        let Record { dir: _, source: _, checkpoint, log } = Record::open(to)?;
        let tree = whole_tree(&From::Folder(to.into()), checkpoint.head().size)?;
        if tree.root() != checkpoint.head().root {
            return Err(RecordError::OtherRoot { from: to.display().to_string(), size: tree.size() }.into());
        }
        Ok(Some(Self { checkpoint, log, tree }))
    }

    /// Whether it is of the same head, and has a signature that the other checkpoint lacks.
    pub fn has_more_than(&self, other: &Checkpoint) -> bool {
        let (ours, theirs) = (self.checkpoint.note().signatures(), other.note().signatures());
        self.checkpoint.head() == other.head() && !ours.iter().all(|line| theirs.contains(line))
    }

    /// How many acts it has.
    pub fn size(&self) -> u64 {
        self.checkpoint.head().size
    }
}

/// The tree that the tiles of a record give.
pub fn whole_tree(from: &From, size: u64) -> Result<Tree> {
    let mut tree = Tree::new();
    for tile in tiles(TileKind::Hashes(0), 0, size) {
        from.hashes(tile)?.into_iter().for_each(|hash| tree.push(hash));
    }
    Ok(tree)
}

/// The tiles of one kind that a record of `size` acts has and one of `old_size` had not, one after another: a checkpoint can
/// claim any size.
fn tiles(kind: TileKind, old_size: u64, size: u64) -> impl Iterator<Item = Tile> {
    let indices = if old_size < size { old_size / WIDTH..size.div_ceil(WIDTH) } else { 0..0 };
    indices.filter_map(move |index| {
        let width = size.saturating_sub(index.saturating_mul(WIDTH)).min(WIDTH);
        Tile::new(kind, index, u16::try_from(width).ok()?)
    })
}

/// Reads the new acts, and writes their tiles. Acts of the last tile that were copied before are read again.
pub fn take(from: &From, old: Option<&Old>, newest: &Checkpoint, writer: &mut Writer) -> Result<Taken> {
    let (old_size, size) = (old.map_or(0, Old::size), newest.head().size);
    let mut tree = old.map_or_else(Tree::new, |old| old.tree.clone());
    if old_size < size {
        tree.truncate(old_size / WIDTH * WIDTH);
    }
    let mut taken = Taken {
        tree,
        keys: old.iter().map(|old| old.log.clone()).collect(),
        blobs: BTreeSet::new(),
        withdrawn: BTreeSet::new(),
        policy: None,
        sizes: BTreeSet::from([size]),
    };
    let bar = Bar::new("copying", "acts", size);
    for tile in tiles(TileKind::Entries, old_size, size) {
        let mut content = Vec::new();
        for entry in from.entries(tile)? {
            let index = taken.tree.size();
            taken.tree.push(Hash::leaf(&entry));
            if index >= old_size {
                taken.learn(index, &entry, newest);
            }
            // What was read from a tile fits into one.
            let fits = push_entry(&mut content, &entry);
            debug_assert!(fits, "an entry has a length of two bytes");
        }
        writer.add(&tile.path(), &content)?;
        bar.at(taken.tree.size());
    }
    Ok(taken)
}

impl Taken {
    /// Notes what an act says about files. What is no act says nothing; `fsck` names it.
    fn learn(&mut self, index: u64, entry: &[u8], newest: &Checkpoint) {
        let Ok(act) = Act::parse(entry) else { return };
        let opens = matches!(act.act_type(), ActType::CharterGenesis | ActType::LogSucceeded);
        let key = if self.is_handover(&act, newest) {
            act.body().field("key")
        } else if opens && index == 0 && is_named(&act, newest) {
            act.body().field("server")
        } else {
            None
        };
        if let Some(Datum::PublicKey(key)) = key {
            self.keys.extend(to_verifier(key, newest));
        }
        if let (true, Some(Datum::Document(policy))) =
            (opens || act.act_type() == ActType::PolicySet, act.body().field("policy"))
        {
            self.policy = Some(*policy.digest());
        }
        self.sizes.extend(act.heads().map(|(size, _)| size));
        self.blobs.extend(act.body().blobs().map(|named| *named.reference().digest()));
        if let (ActType::BlobWithdrawn, Some(Datum::Digest(digest))) =
            (act.act_type(), act.body().field("blob"))
        {
            self.withdrawn.insert(*digest);
        }
    }

    /// Whether the key in force hands the record over to another one: its signature is among those of the act, and all are right.
    fn is_handover(&self, act: &Act, newest: &Checkpoint) -> bool {
        let origin: Option<Origin> = newest.head().origin.as_str().parse().ok();
        let (ActType::ServerKey, Some(origin), Some(current), Some(Datum::PublicKey(next))) =
            (act.act_type(), origin, self.keys.last(), act.body().field("key"))
        else {
            return false;
        };
        let keys = [current.public(), next.as_bytes()];
        let name_of = |public: &[u8; 32]| SignerName::of(Holder::Server, public).to_key_name().ok();
        let key_of = |name: &KeyName| {
            let public = keys.into_iter().find(|public| name_of(public).as_ref() == Some(name))?;
            VerifierKey::new(name.clone(), KeyUse::Note, public).ok()
        };
        let is_current = |signer: &SignerName| signer.fingerprint == Fingerprint::of(current.public());
        act.verify(&origin, key_of).is_ok_and(|act| act.signers().iter().any(is_current))
    }

    /// Checks that the acts lead to the checkpoint, and that the record's key signed it.
    pub fn check(&self, from: &From, newest: &Checkpoint) -> Result<()> {
        if self.tree.root() != newest.head().root {
            return Err(RecordError::OtherRoot { from: from.to_string(), size: newest.head().size }.into());
        }
        // Keys that were in force before may have signed older heads only.
        if self.keys.last().is_some_and(|key| newest.verify(key).is_ok()) {
            return Ok(());
        }
        Err(RecordError::UnknownKey { from: from.to_string(), size: newest.head().size }.into())
    }

    fn is_signed(&self, checkpoint: &Checkpoint) -> bool {
        self.keys.iter().any(|key| checkpoint.verify(key).is_ok())
    }

    /// Writes everything but the checkpoint, and says how many texts could not be had.
    pub fn finish(
        &self,
        from: &From,
        old: Option<&Old>,
        newest: &Checkpoint,
        writer: &mut Writer,
    ) -> Result<u64> {
        let old_size = old.map_or(0, Old::size);
        for tile in Tile::added(old_size, newest.head().size).into_iter().filter(|tile| !is_entries(tile)) {
            let content = tile
                .hashes(&self.tree)
                .map_err(|_| RecordError::OtherRoot { from: from.to_string(), size: newest.head().size })?;
            writer.add(&tile.path(), &content)?;
        }
        let missing = self.blobs(from, writer)?;
        // The policy in force is there by now: it came with these acts, or before.
        let witnesses = writer.read(POLICY).and_then(|text| Policy::parse(&text).ok()).unwrap_or_default();
        self.checkpoints(from, old_size, newest, &witnesses, writer)?;
        Ok(missing)
    }

    /// Copies the blobs. The digest says which one is meant; what an act says of its length is its writer's word.
    fn blobs(&self, from: &From, writer: &mut Writer) -> Result<u64> {
        let mut missing: u64 = 0;
        for digest in &self.blobs {
            let path = blob::path(digest);
            if !writer.take_blob(from, &path, digest)? {
                missing = missing.saturating_add(1);
            }
        }
        let policy = self.policy.and_then(|digest| writer.read(&blob::path(&digest)));
        if let Some(text) = policy.as_ref().and_then(|file| file.get(SALT..)) {
            writer.add(POLICY, text)?;
        }
        for digest in &self.withdrawn {
            let path = blob::path(digest);
            if from.parts(&path, 0, &mut |_| Ok(()))?.is_none() {
                writer.remove(&path)?;
            }
        }
        Ok(missing)
    }

    /// Writes the checkpoints that are kept, each after it was compared with the acts. Of the newest, the newest is kept.
    fn checkpoints(
        &self,
        from: &From,
        old_size: u64,
        newest: &Checkpoint,
        policy: &Policy,
        writer: &mut Writer,
    ) -> Result<()> {
        let size = newest.head().size;
        check_lines(from, newest, policy)?;
        let mut sizes = self.sizes.clone();
        sizes.extend(from.sizes());
        for of in sizes.into_iter().filter(|of| *of > old_size && *of < size) {
            let Some(checkpoint) = from.checkpoint_of(of)? else { continue };
            let head = checkpoint.head();
            let right = head.origin == newest.head().origin
                && head.size == of
                && proof::root(&self.tree, of) == Ok(head.root)
                && self.is_signed(&checkpoint);
            if !right {
                return Err(RecordError::OtherRoot { from: from.to_string(), size: of }.into());
            }
            check_lines(from, &checkpoint, policy)?;
            writer.add(&format!("{CHECKPOINTS}/{of}"), &checkpoint.note().to_bytes())?;
        }
        writer.add(&format!("{CHECKPOINTS}/{size}"), &newest.note().to_bytes())
    }
}

/// Checks the lines of the witnesses that the policy knows.
fn check_lines(from: &From, checkpoint: &Checkpoint, policy: &Policy) -> Result<()> {
    for witness in policy.witnesses() {
        if let Err(source @ CosignatureError::Wrong { .. }) = cosignature::verify(checkpoint, &witness.key) {
            let (from, size) = (from.to_string(), checkpoint.head().size);
            return Err(RecordError::WitnessLine { from, size, source }.into());
        }
    }
    Ok(())
}

/// Whether the name of the log follows from this act.
fn is_named(first: &Act, newest: &Checkpoint) -> bool {
    let origin: Option<Origin> = newest.head().origin.as_str().parse().ok();
    origin.is_some_and(|origin| *origin.id() == LogId::of(&first.id()))
}

fn to_verifier(key: &PublicKey, newest: &Checkpoint) -> Option<VerifierKey> {
    VerifierKey::new(newest.head().origin.clone(), KeyUse::Note, key.as_bytes()).ok()
}
