//! Being a witness, and asking one: C2SP `tlog-witness`, without the network and the disk.
//!
//! A witness remembers one head for each log ([`Seen`]) and cosigns a newer one that continues it. The order of work is held
//! by the types, so that no cosignature leaves before the head is remembered:
//!
//! 1. [`AddCheckpoint::parse`] reads the body of `POST <prefix>/add-checkpoint`;
//! 2. [`AddCheckpoint::decide`] compares it with what was seen: a [`Refusal`], or an [`Accepted`];
//! 3. [`Accepted::cosign`] gives a [`Pending`], which shows the new state and not the cosignature;
//! 4. the caller replaces the old state by the new one, in one step and durably, if it is still the old one;
//! 5. [`Pending::release`] gives the answer when that was done.
//!
//! `GET <prefix>/`[`checkpoint_path`] answers with [`Seen::checkpoint`].

mod client;
mod decision;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::checkpoint::{Checkpoint, CheckpointError, Head, decimal};
use crate::hash::Hash;
use crate::key::KeyName;
use crate::note::MAX_NOTE;
use crate::proof::MAX_HASHES;
use crate::receipt::{ReceiptTextError, read_hashes, split_at_empty_line, write_hashes};

pub use self::client::{WitnessAnswer, WitnessAnswerError, read_answer};
pub use self::decision::{Accepted, CosignError, Evidence, LostRace, Pending, Refusal, Response, Swap};

/// The largest body of a request, in bytes.
pub const MAX_REQUEST: usize = 32 + (MAX_HASHES + 1) * 45 + MAX_NOTE;

/// Where, below its prefix, a witness gives the latest checkpoint that it cosigned for a log.
pub fn checkpoint_path(origin: &KeyName) -> String {
    format!("{}/checkpoint", Hash::of(origin.as_str().as_bytes()).to_hex())
}

/// What a witness remembers of a log: the latest checkpoint that it cosigned, with the signatures of the log that it checked
/// and its own. Only [`Accepted::cosign`] makes a new one; the bytes are all that needs to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    head: Head,
    checkpoint: Vec<u8>,
}

impl Seen {
    /// Reads what was stored.
    ///
    /// # Errors
    /// The bytes are no checkpoint: the store is damaged, and the witness must not go on for this log.
    pub fn from_stored(checkpoint: &[u8]) -> Result<Self, CheckpointError> {
        let head = Checkpoint::parse(checkpoint)?.head().clone();
        Ok(Self { head, checkpoint: checkpoint.to_vec() })
    }

    /// The head.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The checkpoint, to be stored and to be given to whoever asks.
    pub fn checkpoint(&self) -> &[u8] {
        &self.checkpoint
    }
}

/// A request to cosign, of which nothing is believed yet: the size that the log thinks the witness has seen, the proof from
/// there, the new checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    old_size: u64,
    proof: Vec<Hash>,
    checkpoint: Checkpoint,
}

/// Bytes are not such a request. The answer is 400.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddCheckpointError {
    /// More than [`MAX_REQUEST`] bytes.
    #[error("larger than {MAX_REQUEST} bytes")]
    TooLarge,
    /// No empty line ends the proof, or what stands before it is not text.
    #[error("no lines of text before an empty line")]
    Form,
    /// The first line.
    #[error("the first line is not \"old\" and a decimal number without leading zeroes")]
    OldSize,
    /// A line of the proof.
    #[error("hash {number} of the proof is not the canonical base64 of 32 bytes")]
    Hash {
        /// Its number, from 1.
        number: usize,
    },
    /// More than 63 hashes.
    #[error("more than {MAX_HASHES} hashes")]
    TooManyHashes,
    /// The checkpoint.
    #[error("the checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
}

impl AddCheckpointError {
    /// The answer to the request.
    pub fn response(&self) -> Response {
        Response::text(400, format!("{self}\n"))
    }
}

impl AddCheckpoint {
    /// A log's request, with a proof from the tree of `old_size` leaves.
    ///
    /// # Errors
    /// There are more hashes than a proof has.
    pub fn new(old_size: u64, proof: Vec<Hash>, checkpoint: Checkpoint) -> Result<Self, AddCheckpointError> {
        if proof.len() > MAX_HASHES {
            return Err(AddCheckpointError::TooManyHashes);
        }
        Ok(Self { old_size, proof, checkpoint })
    }

    /// Reads the body of a request.
    ///
    /// # Errors
    /// The bytes are none.
    pub fn parse(body: &[u8]) -> Result<Self, AddCheckpointError> {
        if body.len() > MAX_REQUEST {
            return Err(AddCheckpointError::TooLarge);
        }
        let (lines, checkpoint) = split_at_empty_line(body).ok_or(AddCheckpointError::Form)?;
        let mut lines = lines.split('\n');
        let old_size = lines.next().and_then(|line| decimal(line.strip_prefix("old ")?));
        let old_size = old_size.ok_or(AddCheckpointError::OldSize)?;
        let proof = read_hashes(lines).map_err(|error| match error {
            ReceiptTextError::Hash { number } => AddCheckpointError::Hash { number },
            ReceiptTextError::TooManyHashes
            | ReceiptTextError::TooLarge
            | ReceiptTextError::Form
            | ReceiptTextError::FirstLine
            | ReceiptTextError::Extra
            | ReceiptTextError::Index
            | ReceiptTextError::Checkpoint(_) => AddCheckpointError::TooManyHashes,
        })?;
        Ok(Self { old_size, proof, checkpoint: Checkpoint::parse(checkpoint)? })
    }

    /// The body of the request.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("old {}\n", self.old_size);
        write_hashes(&mut text, &self.proof);
        text.push('\n');
        let mut body = text.into_bytes();
        body.extend_from_slice(&self.checkpoint.note().to_bytes());
        body
    }

    /// The log that the checkpoint names: the state to decide by is this log's.
    pub fn origin(&self) -> &KeyName {
        &self.checkpoint.head().origin
    }

    /// The size from which the proof leads.
    pub fn old_size(&self) -> u64 {
        self.old_size
    }

    /// The checkpoint.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }
}

#[cfg(test)]
mod tests;
