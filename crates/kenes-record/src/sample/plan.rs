//! An act that is still to be signed.

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::the;
use crate::act::{ActId, Draft};
use crate::key::NoteSigner;

/// What an act shall say, and who shall sign it.
#[derive(Debug)]
pub struct Plan {
    draft: Draft,
    signers: Vec<Arc<NoteSigner>>,
}

impl Plan {
    pub(super) fn new(draft: Draft, signers: Vec<Arc<NoteSigner>>) -> Self {
        Self { draft, signers }
    }

    /// The name of the act.
    pub fn id(&self) -> ActId {
        the(self.draft.write()).id()
    }

    /// The signed act, in bytes.
    pub fn make(&self) -> Vec<u8> {
        let unsigned = the(self.draft.write());
        let lines = self.signers.iter().map(|signer| unsigned.line(signer)).collect();
        the(unsigned.assemble(lines)).to_bytes()
    }
}
