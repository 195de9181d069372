//! The hashes of the tree: SHA-256 as RFC 6962, section 2.1, uses it.

use alloc::string::String;
use core::fmt;

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};

/// A SHA-256 hash: of a leaf, of an inner node, of a root, of a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

/// The hash of bytes that come in parts, for files that are not held in memory.
#[derive(Clone, Debug, Default)]
pub struct Hasher(Sha256);

/// A text is not the Base64 of a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the canonical Base64 of 32 bytes")]
pub struct HashTextError;

impl Hash {
    /// The root of a tree without leaves: the hash of nothing.
    pub fn empty_root() -> Self {
        Self(Sha256::digest(b"").into())
    }

    /// The hash of these bytes, for names of texts and blobs. Not for the tree, which tells leaves from nodes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash of a leaf: SHA-256(0x00 ‖ entry).
    pub fn leaf(entry: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(entry).finalize().into())
    }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
    #[must_use]
    pub fn node(left: &Self, right: &Self) -> Self {
        // One block array instead of three updates: this is the hot path of every audit.
        let mut input = [1; 65];
        if let Some((_, halves)) = input.split_first_mut() {
            let (first, second) = halves.split_at_mut(32);
            first.copy_from_slice(&left.0);
            second.copy_from_slice(&right.0);
        }
        Self(Sha256::digest(input).into())
    }

    /// The hash with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 44 characters of padded Base64 (RFC 4648, section 4); nothing else is the same hash.
    ///
    /// # Errors
    /// The text is anything else.
    pub fn from_base64(text: &str) -> Result<Self, HashTextError> {
        let mut bytes = [0; 32];
        let decoded = Base64::decode(text, &mut bytes).map_err(|_| HashTextError)?;
        if decoded.len() == 32 { Ok(Self(bytes)) } else { Err(HashTextError) }
    }

    /// 44 characters of padded Base64.
    pub fn to_base64(&self) -> String {
        Base64::encode_string(&self.0)
    }

    /// 64 lower-case hexadecimal digits.
    pub fn to_hex(&self) -> String {
        base16ct::lower::encode_string(&self.0)
    }
}

impl Hasher {
    /// That of no bytes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// What [`Hash::of`] gives for all bytes together.
    pub fn finish(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({})", self.to_base64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6962 trees as published with certificate transparency's reference tests.
    #[test]
    fn known_hashes() {
        assert_eq!(
            Hash::empty_root().to_hex(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            Hash::leaf(b"").to_hex(),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
        assert_eq!(
            Hash::node(&Hash::leaf(b""), &Hash::leaf(&[0])).to_hex(),
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
        );
    }

    #[test]
    fn parts_hash_as_the_whole() {
        let mut hasher = Hasher::new();
        [b"ab".as_slice(), b"", b"c"].iter().for_each(|part| hasher.update(part));
        assert_eq!(hasher.finish(), Hash::of(b"abc"));
    }

    #[test]
    fn base64_is_canonical() {
        let hash = Hash::of(b"x");
        let text = hash.to_base64();
        assert_eq!(Hash::from_base64(&text), Ok(hash));
        for wrong in ["", "AAAA", &text[..43], &text.replace('=', ""), &std::format!("{text}\n")] {
            assert_eq!(Hash::from_base64(wrong), Err(HashTextError));
        }
        // The last character before the padding carries two bits that must be 0.
        let mut bits = text.into_bytes();
        bits[42] += 1;
        assert_eq!(Hash::from_base64(core::str::from_utf8(&bits).unwrap()), Err(HashTextError));
    }
}
