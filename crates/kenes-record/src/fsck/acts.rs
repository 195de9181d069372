//! The leaves: form, signatures, and what they say about keys, blobs and heads.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use super::{Check, Effect, FaultKind, Files, Reader};
use crate::act::{Act, ActId, ActType, Datum, Keyring, NamedBlob, Origin, VerifiedAct};
use crate::blob::{Blob, BlobReference, SALT};
use crate::checkpoint::Head;
use crate::hash::Hash;
use crate::key::KeyName;
use crate::policy::Policy;
use crate::proof;
use crate::tile::{self, Tile, TileKind, WIDTH};

/// What the acts of a record say about its files.
#[derive(Default)]
pub(super) struct Ledger {
    /// The name of the log, when its first act fits it.
    pub origin: Option<Origin>,
    /// The keys of the log and of whoever signs acts, and the witnesses.
    pub keyring: Keyring,
    /// The witness policies that may be in force, each with its text: the first is, unless a later one came into force.
    pub policies: Vec<(Policy, Vec<u8>)>,
    /// The blobs that acts name, and whether they may be withdrawn. What the digest says counts; what an act says besides
    /// of its length is that act's word.
    pub blobs: BTreeMap<Hash, bool>,
    /// The blobs that were withdrawn.
    pub withdrawn: BTreeSet<Hash>,
    /// The acts that the reader does not remember, each with its leaf.
    ids: BTreeMap<ActId, u64>,
}

impl Ledger {
    /// Takes in what an act that is right in form says, before its signatures are checked: some introduce their own keys.
    fn learn(&mut self, act: &Act) {
        self.keyring.learn(act);
        if let Some(Datum::Digest(digest)) =
            act.body().field("blob").filter(|_| act.act_type() == ActType::BlobWithdrawn)
        {
            self.withdrawn.insert(*digest);
        }
    }

    /// Takes in the log's next key. Where nobody says what the act did, the key before has to have signed it.
    fn hand_over(&mut self, leaf: u64, act: &VerifiedAct, effect: Effect) {
        let takes_place = match effect {
            Effect::Some => true,
            Effect::None => false,
            Effect::Unknown => leaf == 0 || self.keyring.is_by_server(act),
        };
        if takes_place {
            self.keyring.hand_over(leaf, act.act());
        }
    }

    /// Takes in a witness policy.
    fn policy(&mut self, policy: Policy, text: Vec<u8>, is_in_force: bool) {
        if is_in_force {
            self.policies.clear();
        }
        self.keyring.learn_policy(&policy);
        self.policies.push((policy, text));
    }
}

/// Whether acts of this type open a record.
fn opens(act_type: ActType) -> bool {
    matches!(act_type, ActType::CharterGenesis | ActType::LogSucceeded)
}

/// How many leaves are read in one step.
const STEP: usize = 16;

/// The leaves while they are read, bundle after bundle.
pub(super) struct Leaves {
    origin: KeyName,
    /// How many there are by the newest head.
    size: u64,
    /// The number of the bundle that comes next, unless one is being read.
    index: u64,
    bundle: Option<Bundle>,
    ledger: Ledger,
}

/// A bundle that is being read.
struct Bundle {
    tile: Tile,
    path: String,
    content: Vec<u8>,
    /// How many of its leaves were read.
    read: usize,
}

impl Leaves {
    pub fn of(head: &Head) -> Self {
        Self {
            origin: head.origin.clone(),
            size: head.size,
            index: 0,
            bundle: None,
            ledger: Ledger::default(),
        }
    }

    pub fn into_ledger(self) -> Ledger {
        self.ledger
    }

    /// Reads the next few, and says whether there were any.
    pub fn step<F: Files>(
        &mut self,
        check: &mut Check<'_, F>,
        reader: &mut impl Reader,
    ) -> Result<bool, F::Error> {
        let bundle = match self.bundle.take() {
            Some(bundle) => Some(bundle),
            None => self.open(check)?,
        };
        let Some(mut bundle) = bundle else { return Ok(false) };
        let entries = match tile::parse_entries(&bundle.content, bundle.tile.width()) {
            Ok(entries) => entries,
            Err(error) => {
                check.fault(&bundle.path, None, error);
                // What follows has no place any more.
                self.index = u64::MAX;
                return Ok(false);
            }
        };
        for entry in entries.iter().skip(bundle.read).take(STEP) {
            check.leaf(&mut self.ledger, &bundle.path, &self.origin, (entry, reader))?;
        }
        bundle.read = bundle.read.saturating_add(STEP);
        if bundle.read < entries.len() {
            self.bundle = Some(bundle);
        } else {
            check.partial_bundles(bundle.tile.index(), bundle.tile.width(), &bundle.content)?;
        }
        Ok(true)
    }

    /// The next bundle; nothing where there is none, or it is missing.
    fn open<F: Files>(&mut self, check: &mut Check<'_, F>) -> Result<Option<Bundle>, F::Error> {
        let left = self.size.saturating_sub(self.index.saturating_mul(WIDTH));
        let width = u16::try_from(left.min(WIDTH)).ok();
        let tile = width.and_then(|width| Tile::new(TileKind::Entries, self.index, width));
        let Some(tile) = tile else { return Ok(None) };
        let path = tile.path();
        let content = check.take(&path)?;
        self.index = if content.is_some() { self.index.saturating_add(1) } else { u64::MAX };
        Ok(content.map(|content| Bundle { tile, path, content, read: 0 }))
    }
}

impl<F: Files> Check<'_, F> {
    /// The bundles of earlier sizes hold the beginning of the same entries.
    fn partial_bundles(&mut self, index: u64, width: u16, content: &[u8]) -> Result<(), F::Error> {
        for narrow in self.widths(0, index, width) {
            let Some(tile) = Tile::new(TileKind::Entries, index, narrow) else { continue };
            let path = tile.path();
            if !self.paths.contains(&path) {
                continue;
            }
            let Some(part) = self.take(&path)? else { continue };
            let entries = tile::parse_entries(&part, narrow).is_ok();
            if !entries || !content.starts_with(&part) {
                self.fault(&path, None, FaultKind::TileContent);
            }
        }
        Ok(())
    }

    fn leaf(
        &mut self,
        ledger: &mut Ledger,
        path: &str,
        origin: &KeyName,
        (entry, reader): (&[u8], &mut impl Reader),
    ) -> Result<(), F::Error> {
        let leaf = self.tree.size();
        self.tree.push(Hash::leaf(entry));
        let act = match Act::parse(entry) {
            Ok(act) => act,
            Err(error) => {
                self.fault(path, Some(leaf), error);
                reader.other(leaf, &self.tree);
                return Ok(());
            }
        };
        let is_known = reader.knows(&act.id());
        let effect = match self.verified(ledger, path, origin, (&act, is_known)) {
            Some(act) => {
                let effect = reader.act(leaf, &act, &self.tree);
                ledger.hand_over(leaf, &act, effect);
                self.learn_policy(ledger, &act, effect)?;
                effect
            }
            None => {
                reader.other(leaf, &self.tree);
                Effect::Unknown
            }
        };
        // An act without an effect that the reader does not remember lacked signatures: it consumed nothing.
        if effect != Effect::None && !reader.knows(&act.id()) {
            ledger.ids.entry(act.id()).or_insert(leaf);
        }
        Ok(())
    }

    /// The last leaf with its signatures checked; nothing where they are not right.
    fn verified(
        &mut self,
        ledger: &mut Ledger,
        path: &str,
        origin: &KeyName,
        (act, is_known): (&Act, bool),
    ) -> Option<VerifiedAct> {
        let leaf = self.tree.size().saturating_sub(1);
        if self.is_new(ledger, path, origin, (act, is_known)) {
            ledger.learn(act);
            learn_references(ledger, act);
        }
        let Some(log) = ledger.origin.clone() else {
            self.fault(path, Some(leaf), FaultKind::Origin);
            return None;
        };
        match ledger.keyring.verify(&log, act) {
            Ok(verified) => {
                self.history(path, leaf, act);
                Some(verified)
            }
            Err(error) => {
                self.fault(path, Some(leaf), error);
                None
            }
        }
    }

    /// Whether the last leaf says something that was not said yet: it opens the record if and only if it is the first, and
    /// its id is not there already.
    fn is_new(
        &mut self,
        ledger: &mut Ledger,
        path: &str,
        origin: &KeyName,
        (act, is_known): (&Act, bool),
    ) -> bool {
        let leaf = self.tree.size().saturating_sub(1);
        let before = self.report.fault_count;
        match (leaf, opens(act.act_type())) {
            (0, true) => ledger.origin = origin.as_str().parse().ok(),
            (0, false) => self.fault(path, Some(leaf), FaultKind::First),
            (_, true) => self.fault(path, Some(leaf), FaultKind::FirstAgain),
            (_, false) => {}
        }
        let earlier = ledger.ids.get(&act.id()).copied();
        if is_known || earlier.is_some() {
            self.fault(path, Some(leaf), FaultKind::Twice { earlier });
        }
        leaf == 0 || before == self.report.fault_count
    }

    /// An act speaks of heads: what its signer saw, and the checkpoints in it. Each is this record's.
    fn history(&mut self, path: &str, leaf: u64, act: &Act) {
        for (size, root) in act.heads() {
            if size > leaf || proof::root(&self.tree, size) != Ok(root) {
                self.fault(path, Some(leaf), FaultKind::OtherHistory { size });
            }
        }
    }

    /// The act may put a witness policy into force, which is in a blob.
    fn learn_policy(
        &mut self,
        ledger: &mut Ledger,
        act: &VerifiedAct,
        effect: Effect,
    ) -> Result<(), F::Error> {
        let opens_it = opens(act.act_type()) && self.tree.size() == 1;
        let sets = opens_it || act.act_type() == ActType::PolicySet;
        let Some(Datum::Document(reference)) = act.body().field("policy").filter(|_| sets) else {
            return Ok(());
        };
        let path: String = reference.path();
        // That it is missing, the check of the blobs says.
        if effect == Effect::None || !self.paths.contains(&path) {
            return Ok(());
        }
        let file = self.files.read(&path)?;
        // The digest names the blob; what the act says of its length is nobody's rule.
        let length = u64::try_from(file.len().saturating_sub(SALT)).unwrap_or(u64::MAX);
        let named = BlobReference::new(*reference.digest(), length, reference.media());
        let blob = named.and_then(|named| Blob::parse(file).and_then(|blob| blob.verify(&named)).ok());
        // That it is another, the check of the blobs says.
        let Some(blob) = blob else { return Ok(()) };
        let is_in_force = effect == Effect::Some || self.tree.size() == 1;
        match Policy::parse(blob.content()) {
            Ok(policy) => ledger.policy(policy, blob.into_content(), is_in_force),
            Err(error) if is_in_force => self.fault(&path, Some(self.tree.size().saturating_sub(1)), error),
            Err(_) => {}
        }
        Ok(())
    }
}

/// Notes the blobs that the last leaf names.
fn learn_references(ledger: &mut Ledger, act: &Act) {
    for named in act.body().blobs() {
        let (reference, may_go) = (named.reference(), matches!(named, NamedBlob::Text(_)));
        // What one act may not lose, another cannot give away.
        *ledger.blobs.entry(*reference.digest()).or_insert(may_go) &= may_go;
    }
}
