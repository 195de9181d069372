//! A witness in memory: cosigns what continues what it has.

use std::sync::{Arc, Mutex};

use kenes_record::checkpoint::Checkpoint;
use kenes_record::cosignature::cosign;
use kenes_record::key::{KeyName, KeyUse, NoteSigner, VerifierKey};
use kenes_record::note::NoteSignature;
use kenes_record::proof::verify_consistency;
use kenes_store::sequencer::{Seen, View, Witnesses};
use kenes_store::tree::SharedTree;

#[derive(Clone, Debug)]
pub struct Witness {
    signer: Arc<NoteSigner>,
    keys: [VerifierKey; 1],
    newest: Arc<Mutex<Option<Checkpoint>>>,
    pub reachable: Arc<Mutex<bool>>,
}

impl Witness {
    pub fn new() -> Self {
        let name = KeyName::new("w.example/1").unwrap();
        let signer = NoteSigner::from_secret(name, KeyUse::Cosignature, &[9; 32]).unwrap();
        let keys = [signer.verifier().clone()];
        Self { signer: Arc::new(signer), keys, newest: Arc::default(), reachable: Arc::new(Mutex::new(true)) }
    }

    /// A witness that has seen this.
    pub fn having(checkpoint: Checkpoint) -> Self {
        let witness = Self::new();
        *witness.newest.lock().unwrap() = Some(checkpoint);
        witness
    }

    pub fn key(&self) -> &VerifierKey {
        &self.keys[0]
    }

    pub fn size(&self) -> Option<u64> {
        self.newest.lock().unwrap().as_ref().map(|head| head.head().size)
    }
}

impl Witnesses for Witness {
    fn keys(&self) -> &[VerifierKey] {
        &self.keys
    }

    async fn newest(&self, _: &KeyName) -> Vec<Seen> {
        let view = match self.newest.lock().unwrap().clone() {
            _ if !*self.reachable.lock().unwrap() => View::Unreachable,
            Some(checkpoint) => View::Checkpoint(checkpoint),
            None => View::Nothing,
        };
        vec![Seen { witness: self.keys[0].name().clone(), view }]
    }

    async fn cosign(&self, checkpoint: &Checkpoint, tree: &SharedTree) -> Vec<NoteSignature> {
        if !*self.reachable.lock().unwrap() {
            return Vec::new();
        }
        let mut newest = self.newest.lock().unwrap();
        let (size, root) = (checkpoint.head().size, checkpoint.head().root);
        if let Some(old) = newest.as_ref().map(|old| old.head().clone()) {
            let Some(proof) = tree.prove_consistency(old.size, size) else { return Vec::new() };
            verify_consistency(old.size, old.root, size, root, &proof).unwrap();
        }
        *newest = Some(checkpoint.clone());
        vec![cosign(checkpoint.head(), &self.signer, 1_795_000_000)]
    }
}
