//! What somebody takes home to show, without asking anybody, that an entry is in the log: C2SP `tlog-proof`, version 1.
//!
//! A receipt is a file that ends in `.tlog-proof`. It may carry the entry itself on its `extra` line. That line is not signed:
//! it only saves looking for the entry elsewhere, and is believed as far as its hash is proved to be in the tree.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use base64ct::{Base64, Encoding as _};

use crate::checkpoint::{Checkpoint, CheckpointError, Head, decimal};
use crate::hash::Hash;
use crate::note::MAX_NOTE;
use crate::policy::{Cosigner, Policy, PolicyError, WitnessedHead};
use crate::proof::{self, MAX_HASHES, ProofError};
use crate::tile::MAX_ENTRY;

/// The largest receipt, in bytes: the longest lines before the checkpoint, and the checkpoint.
pub const MAX_RECEIPT: usize = 128 * 1024 + MAX_NOTE;

/// The end of the name of a file that is a receipt.
pub const FILE_EXTENSION: &str = "tlog-proof";

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// A receipt, of which nothing is believed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    extra: Option<Vec<u8>>,
    index: u64,
    proof: Vec<Hash>,
    checkpoint: Checkpoint,
}

/// Bytes are not a receipt, or a receipt cannot be made of the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptTextError {
    /// More than [`MAX_RECEIPT`] bytes.
    #[error("larger than {MAX_RECEIPT} bytes")]
    TooLarge,
    /// No empty line ends the proof, or what stands before it is not text.
    #[error("no lines of text before an empty line")]
    Form,
    /// Another first line.
    #[error("the first line is not \"{FIRST_LINE}\"")]
    FirstLine,
    /// The line with extra data, or an entry that is to be put there.
    #[error("the extra line is not the canonical base64 of 1 to {MAX_ENTRY} bytes")]
    Extra,
    /// The line with the index.
    #[error("the index is not a decimal number without leading zeroes")]
    Index,
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

/// A receipt does not show that an entry is in the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptError {
    /// The policy does not accept the head.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The entry is not proved to be in the tree.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The receipt carries no entry.
    #[error("the receipt does not carry the entry")]
    NoEntry,
}

/// An entry that is in a log at an index, under a head that a quorum of witnesses has seen. Only verification makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedReceipt {
    leaf: Hash,
    index: u64,
    head: WitnessedHead,
}

impl VerifiedReceipt {
    /// The hash of the leaf.
    pub fn leaf(&self) -> Hash {
        self.leaf
    }

    /// Its place in the log, from 0.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The head.
    pub fn head(&self) -> &Head {
        self.head.head()
    }

    /// The witnesses that count and have cosigned, in the order of the policy.
    pub fn cosigners(&self) -> &[Cosigner] {
        self.head.cosigners()
    }

    /// The head with the witnesses that have seen it.
    pub fn witnessed_head(&self) -> &WitnessedHead {
        &self.head
    }
}

impl Receipt {
    /// A receipt of these parts, without the entry.
    ///
    /// # Errors
    /// There are more hashes than a proof has.
    pub fn new(index: u64, proof: Vec<Hash>, checkpoint: Checkpoint) -> Result<Self, ReceiptTextError> {
        if proof.len() > MAX_HASHES {
            return Err(ReceiptTextError::TooManyHashes);
        }
        Ok(Self { extra: None, index, proof, checkpoint })
    }

    /// The same receipt, carrying the bytes of the entry.
    ///
    /// # Errors
    /// The entry is empty or larger than an entry may be.
    pub fn with_entry(mut self, entry: &[u8]) -> Result<Self, ReceiptTextError> {
        if !is_extra(entry) {
            return Err(ReceiptTextError::Extra);
        }
        self.extra = Some(entry.to_owned());
        Ok(self)
    }

    /// Reads a receipt.
    ///
    /// # Errors
    /// The bytes are none, or are one that [`Receipt::to_bytes`] writes otherwise.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptTextError> {
        if bytes.len() > MAX_RECEIPT {
            return Err(ReceiptTextError::TooLarge);
        }
        let (lines, checkpoint) = split_at_empty_line(bytes).ok_or(ReceiptTextError::Form)?;
        let rest = lines.strip_prefix(FIRST_LINE).ok_or(ReceiptTextError::FirstLine)?;
        let mut lines = rest.strip_prefix('\n').ok_or(ReceiptTextError::FirstLine)?.split('\n').peekable();
        let extra = match lines.next_if(|line| line.starts_with("extra ")) {
            Some(line) => Some(read_extra(line).ok_or(ReceiptTextError::Extra)?),
            None => None,
        };
        let index = lines.next().and_then(|line| decimal(line.strip_prefix("index ")?));
        let index = index.ok_or(ReceiptTextError::Index)?;
        let proof = read_hashes(lines)?;
        Ok(Self { extra, index, proof, checkpoint: Checkpoint::parse(checkpoint)? })
    }

    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{FIRST_LINE}\n");
        if let Some(extra) = &self.extra {
            text.push_str(&format!("extra {}\n", Base64::encode_string(extra)));
        }
        text.push_str(&format!("index {}\n", self.index));
        write_hashes(&mut text, &self.proof);
        text.push('\n');
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(&self.checkpoint.note().to_bytes());
        bytes
    }

    /// The place in the log that it speaks of, from 0.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The hashes of the proof.
    pub fn proof(&self) -> &[Hash] {
        &self.proof
    }

    /// The checkpoint.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// What stands on the extra line: in our receipts the entry. Nobody has signed it.
    pub fn unverified_extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// Checks that `entry` is in the log under a head that the policy accepts. An entry that the receipt carries is passed
    /// over.
    ///
    /// # Errors
    /// The policy does not accept the head, or the proof does not lead from the entry to it.
    pub fn verify(&self, entry: &[u8], policy: &Policy) -> Result<VerifiedReceipt, ReceiptError> {
        let head = policy.verify(&self.checkpoint)?;
        let leaf = Hash::leaf(entry);
        proof::verify_inclusion(leaf, self.index, head.head().size, head.head().root, &self.proof)?;
        Ok(VerifiedReceipt { leaf, index: self.index, head })
    }

    /// Checks that the entry that the receipt carries is in the log under a head that the policy accepts, and gives it.
    ///
    /// # Errors
    /// The receipt carries no entry, the policy does not accept the head, or the proof does not lead from the entry to it.
    pub fn verify_with_entry(&self, policy: &Policy) -> Result<(&[u8], VerifiedReceipt), ReceiptError> {
        let entry = self.extra.as_deref().ok_or(ReceiptError::NoEntry)?;
        Ok((entry, self.verify(entry, policy)?))
    }
}

fn is_extra(bytes: &[u8]) -> bool {
    (1..=MAX_ENTRY).contains(&bytes.len())
}

fn read_extra(line: &str) -> Option<Vec<u8>> {
    let extra = Base64::decode_vec(line.strip_prefix("extra ")?).ok()?;
    is_extra(&extra).then_some(extra)
}

/// The lines before the first empty line, without their last end, and what follows it.
pub(crate) fn split_at_empty_line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let place = bytes.windows(2).position(|two| two == b"\n\n")?;
    let (lines, rest) = bytes.split_at_checked(place)?;
    Some((core::str::from_utf8(lines).ok()?, rest.get(2..)?))
}

/// Reads hashes, one a line, at most [`MAX_HASHES`].
pub(crate) fn read_hashes<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<Hash>, ReceiptTextError> {
    let mut hashes = Vec::new();
    for (line, number) in lines.zip(1..) {
        if number > MAX_HASHES {
            return Err(ReceiptTextError::TooManyHashes);
        }
        hashes.push(Hash::from_base64(line).map_err(|_| ReceiptTextError::Hash { number })?);
    }
    Ok(hashes)
}

/// Writes hashes, one a line.
pub(crate) fn write_hashes(text: &mut String, hashes: &[Hash]) {
    for hash in hashes {
        text.push_str(&hash.to_base64());
        text.push('\n');
    }
}

#[cfg(test)]
mod tests;
