//! The leaves: form, signatures, and what they say about keys, blobs and heads.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use super::{Check, FaultKind, Files, Reader};
use crate::act::{Act, ActId, ActType, Datum, Keyring, Origin, VerifiedAct};
use crate::blob::{Blob, BlobError, BlobReference};
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
    /// The witness policies, each with its leaf, its blob's path and its text.
    pub policies: Vec<(u64, Policy, Vec<u8>)>,
    /// The blobs that acts name, and whether they may be withdrawn.
    pub blobs: BTreeMap<Hash, (BlobReference, bool)>,
    /// The blobs that were withdrawn.
    pub withdrawn: BTreeSet<Hash>,
    /// The acts that the reader does not remember, each with its leaf.
    ids: BTreeMap<ActId, u64>,
}

impl Ledger {
    /// Takes in what an act that is right in form says, before its signatures are checked: some introduce their own keys.
    fn learn(&mut self, leaf: u64, act: &Act) {
        self.keyring.learn(leaf, act);
        if let Some(Datum::Digest(digest)) =
            act.body().field("blob").filter(|_| act.act_type() == ActType::BlobWithdrawn)
        {
            self.withdrawn.insert(*digest);
        }
    }
}

/// Whether acts of this type open a record.
fn opens(act_type: ActType) -> bool {
    matches!(act_type, ActType::CharterGenesis | ActType::LogSucceeded)
}

/// The blobs that a value names, and whether they may be withdrawn.
fn references(datum: &Datum) -> Vec<(&BlobReference, bool)> {
    match datum {
        Datum::Text(reference) => Vec::from([(reference, true)]),
        Datum::Document(reference) => Vec::from([(reference, false)]),
        Datum::List(items) => items.iter().flat_map(references).collect(),
        Datum::Digest(_)
        | Datum::Act(_)
        | Datum::Commitment(_)
        | Datum::PublicKey(_)
        | Datum::Key(_)
        | Datum::Number(_)
        | Datum::Minute(_)
        | Datum::Code(_)
        | Datum::Checkpoint(_) => Vec::new(),
    }
}

impl<F: Files> Check<'_, F> {
    /// Reads all leaves, bundle after bundle.
    pub(super) fn leaves(
        &mut self,
        origin: &KeyName,
        size: u64,
        reader: &mut impl Reader,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Ledger, F::Error> {
        let mut ledger = Ledger::default();
        for index in 0..size.div_ceil(WIDTH) {
            let width = size.saturating_sub(index.saturating_mul(WIDTH)).min(WIDTH);
            let tile = u16::try_from(width).ok().and_then(|width| Tile::new(TileKind::Entries, index, width));
            let Some(tile) = tile else { continue };
            let path = tile.path();
            let Some(content) = self.take(&path)? else { break };
            match tile::parse_entries(&content, tile.width()) {
                Ok(entries) => {
                    for entry in &entries {
                        self.leaf(&mut ledger, &path, origin, (entry, reader))?;
                    }
                }
                Err(error) => {
                    self.fault(&path, None, error);
                    break;
                }
            }
            progress(self.tree.size(), size);
            self.partial_bundles(index, tile.width(), &content)?;
        }
        self.report.leaves = self.tree.size();
        Ok(ledger)
    }

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
        match self.verified(ledger, path, origin, (&act, is_known))? {
            Some(act) => reader.act(leaf, &act, &self.tree),
            None => reader.other(leaf, &self.tree),
        }
        if !reader.knows(&act.id()) {
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
    ) -> Result<Option<VerifiedAct>, F::Error> {
        let leaf = self.tree.size().saturating_sub(1);
        if self.is_new(ledger, path, origin, (act, is_known)) {
            ledger.learn(leaf, act);
            self.learn_references(ledger, path, act);
            self.learn_policy(ledger, leaf, act)?;
        }
        let Some(log) = ledger.origin.clone() else {
            self.fault(path, Some(leaf), FaultKind::Origin);
            return Ok(None);
        };
        match ledger.keyring.verify(&log, act) {
            Ok(verified) => {
                self.history(path, leaf, act);
                Ok(Some(verified))
            }
            Err(error) => {
                self.fault(path, Some(leaf), error);
                Ok(None)
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

    /// Notes the blobs that the last leaf names. One blob has one length.
    fn learn_references(&mut self, ledger: &mut Ledger, path: &str, act: &Act) {
        let leaf = self.tree.size().saturating_sub(1);
        for (reference, may_go) in act.body().fields().iter().flat_map(|(_, datum)| references(datum)) {
            let (known, all_may_go) =
                ledger.blobs.entry(*reference.digest()).or_insert_with(|| (*reference, may_go));
            // What one act may not lose, another cannot give away.
            *all_may_go &= may_go;
            let (found, expected) = (reference.length(), known.length());
            if found != expected {
                self.fault(path, Some(leaf), BlobError::Length { found, expected });
            }
        }
    }

    /// An act speaks of heads: what its signer saw, and the checkpoints in it. Each is this record's.
    fn history(&mut self, path: &str, leaf: u64, act: &Act) {
        let seen = act.envelope().seen.map(|seen| (seen.size, seen.root));
        let checkpoints = act.body().fields().iter().filter_map(|(_, datum)| {
            let Datum::Checkpoint(checkpoint) = datum else { return None };
            Some((checkpoint.head().size, checkpoint.head().root))
        });
        for (size, root) in seen.into_iter().chain(checkpoints) {
            if size > leaf || proof::root(&self.tree, size) != Ok(root) {
                self.fault(path, Some(leaf), FaultKind::OtherHistory { size });
            }
        }
    }

    /// The act may put a witness policy into force, which is in a blob.
    fn learn_policy(&mut self, ledger: &mut Ledger, leaf: u64, act: &Act) -> Result<(), F::Error> {
        let sets = opens(act.act_type()) || act.act_type() == ActType::PolicySet;
        let Some(Datum::Document(reference)) = act.body().field("policy").filter(|_| sets) else {
            return Ok(());
        };
        let path: String = reference.path();
        // That it is missing, the check of the blobs says.
        if !self.paths.contains(&path) {
            return Ok(());
        }
        let blob = Blob::parse(self.files.read(&path)?).and_then(|blob| blob.verify(reference));
        match blob.map(|blob| (Policy::parse(blob.content()), blob)) {
            Ok((Ok(policy), blob)) => {
                ledger.keyring.learn_policy(&policy);
                ledger.policies.push((leaf, policy, blob.into_content()));
            }
            Ok((Err(error), _)) => self.fault(&path, Some(leaf), error),
            // The check of the blobs says it.
            Err(_) => {}
        }
        Ok(())
    }
}
