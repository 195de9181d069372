//! The signed heads: each is the log's, of these leaves, and every line on it is known and right.

use alloc::format;
use alloc::vec::Vec;

use super::acts::Ledger;
use super::{CHECKPOINT, CHECKPOINTS, Check, FaultKind, Files};
use crate::checkpoint::{Checkpoint, decimal};
use crate::cosignature;
use crate::key::{KeyUse, VerifierKey};
use crate::note::NoteSignature;
use crate::proof;

impl<F: Files> Check<'_, F> {
    /// The newest checkpoint; nothing when it is missing or malformed, which is a fault.
    pub(super) fn newest(&mut self) -> Result<Option<Checkpoint>, F::Error> {
        let Some(content) = self.take(CHECKPOINT)? else { return Ok(None) };
        Ok(self.parse_checkpoint(CHECKPOINT, &content))
    }

    /// Notes the sizes of which there are heads, so that partial tiles of them are known.
    pub(super) fn list_sizes(&mut self, size: u64) {
        let folder = format!("{CHECKPOINTS}/");
        let sizes = self.paths.iter().filter_map(|path| decimal(path.strip_prefix(&folder)?));
        self.sizes = sizes.filter(|found| *found <= size).chain([size]).collect();
    }

    /// Checks all heads.
    pub(super) fn heads(&mut self, ledger: &Ledger, newest: &Checkpoint) -> Result<(), F::Error> {
        self.head(ledger, CHECKPOINT, newest, newest.head().size);
        self.report.witnesses = witnesses(ledger, newest);
        let size = newest.head().size;
        for found in self.sizes.clone() {
            let path = format!("{CHECKPOINTS}/{found}");
            if found == size || self.paths.contains(&path) {
                let Some(content) = self.take(&path)? else { continue };
                if let Some(checkpoint) = self.parse_checkpoint(&path, &content) {
                    self.head(ledger, &path, &checkpoint, found);
                }
            }
        }
        Ok(())
    }

    fn parse_checkpoint(&mut self, path: &str, content: &[u8]) -> Option<Checkpoint> {
        match Checkpoint::parse(content) {
            Ok(checkpoint) if checkpoint.note().to_bytes() == content && !repeats(&checkpoint) => {
                Some(checkpoint)
            }
            Ok(_) => {
                self.fault(path, None, FaultKind::CheckpointForm);
                None
            }
            Err(error) => {
                self.fault(path, None, error);
                None
            }
        }
    }

    fn head(&mut self, ledger: &Ledger, path: &str, checkpoint: &Checkpoint, expected: u64) {
        self.report.heads = self.report.heads.saturating_add(1);
        let head = checkpoint.head();
        if ledger.origin.as_ref().is_none_or(|origin| origin.name() != &head.origin) {
            self.fault(path, None, FaultKind::Origin);
        }
        if head.size != expected {
            self.fault(path, None, FaultKind::Size { found: head.size, expected });
        } else if proof::root(&self.tree, head.size) != Ok(head.root) {
            self.fault(path, None, FaultKind::Root { size: head.size });
        }
        let servers = server_keys(ledger, checkpoint);
        // The key in force at this size has to sign; the one before it may.
        match servers.last() {
            Some(key) => {
                if let Err(error) = checkpoint.note().verify(key) {
                    self.fault(path, None, error);
                }
            }
            None => self.fault(path, None, FaultKind::Origin),
        }
        for (line, number) in checkpoint.note().signatures().iter().zip(1..) {
            match servers.iter().chain(ledger.keyring.witnesses()).find(|key| line.is_by(key)) {
                Some(key) => self.line(path, checkpoint, key),
                None => self.fault(path, None, FaultKind::UnknownLine { line: number }),
            }
        }
    }

    fn line(&mut self, path: &str, checkpoint: &Checkpoint, key: &VerifierKey) {
        match key.key_use() {
            KeyUse::Note => {
                if let Err(error) = checkpoint.note().verify(key) {
                    self.fault(path, None, error);
                }
            }
            KeyUse::Cosignature => {
                if let Err(error) = cosignature::verify(checkpoint, key) {
                    self.fault(path, None, error);
                }
            }
        }
    }
}

/// The keys that the log had up to the size of a head.
fn server_keys(ledger: &Ledger, checkpoint: &Checkpoint) -> Vec<VerifierKey> {
    let head = checkpoint.head();
    let servers = ledger.keyring.servers().iter().filter(|(leaf, _)| *leaf < head.size);
    servers
        .filter_map(|(_, key)| VerifierKey::new(head.origin.clone(), KeyUse::Note, key.as_bytes()).ok())
        .collect()
}

/// How many witnesses of the policy in force signed a head, and whether they are enough.
fn witnesses(ledger: &Ledger, checkpoint: &Checkpoint) -> (usize, bool) {
    let Some((policy, _)) = ledger.policies.last() else { return (0, true) };
    let signed =
        policy.witnesses().iter().filter(|witness| cosignature::verify(checkpoint, &witness.key).is_ok());
    let names: Vec<_> = signed.map(|witness| &witness.name).collect();
    (names.len(), policy.is_quorum(names))
}

fn repeats(checkpoint: &Checkpoint) -> bool {
    let lines = checkpoint.note().signatures();
    let same =
        |one: &NoteSignature, other: &NoteSignature| one.name() == other.name() && one.id() == other.id();
    let mut pairs = lines.iter().enumerate();
    pairs.any(|(index, line)| lines.iter().take(index).any(|earlier| same(earlier, line)))
}
