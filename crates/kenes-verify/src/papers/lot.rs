//! The lot of an election, from the trustees' proofs to its value.

use alloc::string::ToString as _;
use alloc::vec::Vec;

use kenes_belenios::archive::Outline;
use kenes_belenios::hash::Digest;
use kenes_belenios::lot::verify_document;
use kenes_core::{Election, VerifiedLot};
use kenes_record::Hash;

use super::Papers;
use super::blobs::Blobs;
use super::parts::hash;
use crate::election::{LotAudit, OpenedLot};

/// A lot that an act opens.
pub(super) struct Named<'a> {
    pub election: &'a Election,
    pub leaf: u64,
    pub proofs: Hash,
}

/// What the proofs of a lot are checked against, from the archive that was counted.
#[derive(Debug)]
pub(super) struct Keys {
    election: Vec<u8>,
    trustees: Vec<u8>,
    setup: Digest,
    head: Digest,
}

impl Keys {
    /// Those of an archive.
    pub fn of(outline: Outline) -> Option<Self> {
        let (setup, end) = (outline.setup?, outline.end?);
        let (election, trustees) = (setup.election, setup.trustees);
        Some(Self { election, trustees, setup: setup.event, head: end.event })
    }
}

impl Papers {
    /// Checks the proofs of a lot.
    pub(super) fn learn_lot<B: Blobs>(&mut self, named: &Named<'_>, blobs: &B) -> Result<LotAudit, B::Error> {
        let Named { election, leaf, proofs } = *named;
        let mut audit = LotAudit { call: election.call, leaf, proofs, opened: None, refused: None };
        if !self.learn_document(&proofs, blobs)? {
            return Ok(audit);
        }
        let archive = election.archive.as_ref().map(|named| (named.archive, named.proofs));
        let keys = archive.and_then(|pair| self.keys.get(&pair));
        let (Some(keys), Some(document)) = (keys, self.documents.get(&proofs)) else { return Ok(audit) };
        let Keys { election, trustees, setup, head } = keys;
        match verify_document(election, trustees, document, *setup, *head) {
            Ok(value) => {
                let (setup, head) = (hash(&value.setup()), hash(&value.head()));
                audit.opened = Some(OpenedLot { setup, head, value: value.bytes().to_vec() });
                self.lots.insert(proofs, VerifiedLot::of_audit(setup, head, value.into_bytes()));
            }
            Err(error) => {
                self.refused = Some((proofs, proofs));
                audit.refused = Some(error.to_string());
            }
        }
        Ok(audit)
    }
}
