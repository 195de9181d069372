//! The one hash of the protocol, SHA-256, and the texts that are fed to it.
//!
//! Every challenge of crypto version 1 is the hash of a text: a tag, the election's fingerprint, elements in their
//! canonical text, with `|` and `,` between them, read as a 256-bit big-endian number modulo q. Which tag belongs to
//! which proof stands with the proof.

use alloc::string::String;
use core::fmt;

use base64ct::{Base64Unpadded, Encoding as _};
use sha2::{Digest as _, Sha256};

pub(crate) use crate::group::backend::Sink;
use crate::group::{Element, Group, Scalar};

/// SHA-256 over a text under construction.
#[derive(Clone)]
pub(crate) struct Transcript(Sha256);

impl Sink for Transcript {
    fn put(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
}

impl Transcript {
    /// Starts with a tag, for example `prove|`.
    pub(crate) fn new(tag: &str) -> Self {
        Self(Sha256::new_with_prefix(tag.as_bytes()))
    }

    pub(crate) fn with(mut self, text: impl AsRef<[u8]>) -> Self {
        self.put(text.as_ref());
        self
    }

    pub(crate) fn element<G: Group>(&mut self, element: &Element<G>) -> &mut Self {
        element.write_text(self);
        self
    }

    /// Elements with commas between them.
    pub(crate) fn elements<'a, G: Group>(&mut self, elements: impl IntoIterator<Item = &'a Element<G>>) {
        for (index, element) in elements.into_iter().enumerate() {
            if index > 0 {
                self.put(b",");
            }
            element.write_text(self);
        }
    }

    pub(crate) fn digest(self) -> Digest {
        Digest(self.0.finalize().into())
    }

    /// The hash as a challenge: 256-bit big-endian number, modulo q.
    pub(crate) fn challenge<G: Group>(self) -> Scalar<G> {
        Scalar::reduce(&self.digest().0)
    }
}

/// A SHA-256 hash: the name of a record, the parent of an event, the fingerprint of an election (`hash` in Belenios
/// 3.3.0 §4.2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// SHA-256 of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub fn parse_hex(text: &[u8]) -> Option<Self> {
        let mut bytes = [0; 32];
        (base16ct::lower::decode(text, &mut bytes).ok()?.len() == bytes.len()).then_some(Self(bytes))
    }

    /// The digest in hexadecimal, as in the names of records.
    pub fn to_hex(&self) -> String {
        base16ct::lower::encode_string(&self.0)
    }

    /// The digest in Base64 without padding, as in fingerprints, trackers and signatures.
    pub fn to_base64(&self) -> String {
        Base64Unpadded::encode_string(&self.0)
    }

    /// Reads 43 characters of Base64 without padding.
    pub fn parse_base64(text: &[u8]) -> Option<Self> {
        let mut bytes = [0; 32];
        (Base64Unpadded::decode(text, &mut bytes).ok()?.len() == bytes.len()).then_some(Self(bytes))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}
