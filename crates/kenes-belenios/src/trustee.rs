//! Trustees (Belenios 3.3.0 §4.7): who holds the election's private key, and in which shares.
//!
//! A [`Trustees`] structure is a list of items, each a single trustee, who is always needed, or a group with a threshold.
//! Each item has a sub-key; the election's public key is their product. [`Trustees::verify`] checks every proof and
//! signature and is the only way to a [`VerifiedTrustees`], which numbers the owners of keys as shuffles and partial
//! decryptions name them.

mod basic;
#[cfg(test)]
mod tests;
pub mod threshold;

use alloc::format;
use alloc::vec::Vec;
use core::fmt;
use core::num::NonZeroU32;

pub use self::basic::{SecretKeyError, TrusteePublicKey, TrusteeSecretKey};
use self::threshold::{ParametersError, Threshold, ThresholdForm, ThresholdParameters};
use crate::group::backend::Sink as _;
use crate::group::{Element, Group};
use crate::pki::Seed;
use crate::scan::FormError;
use crate::wire::{Reader, Wire, WireError, parse, to_bytes};

/// A place counted from 1: of an owner among all owners, of an item in the trustees structure, or of a member in a
/// threshold group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrusteeIndex(NonZeroU32);

impl TrusteeIndex {
    /// The first place.
    pub const FIRST: Self = Self(NonZeroU32::MIN);

    /// The place with that number; `None` for 0.
    pub const fn new(number: u32) -> Option<Self> {
        match NonZeroU32::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// The number, from 1.
    pub const fn get(self) -> u32 {
        self.0.get()
    }

    /// All places in order.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        (1..=u32::MAX).filter_map(Self::new)
    }

    /// The offset in a list.
    pub(crate) fn position(self) -> usize {
        usize::try_from(self.get() - 1).unwrap_or(usize::MAX)
    }

    /// The place `offset` further on.
    fn plus(self, offset: u32) -> Self {
        Self(self.0.saturating_add(offset))
    }
}

impl<G: Group> Wire<G> for TrusteeIndex {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        let at = reader.scan.position();
        let number = u32::try_from(reader.scan.integer()?).ok().and_then(Self::new);
        number.ok_or_else(|| FormError { at, expected: "the number of a trustee, from 1" }.into())
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.put(format!("{self}").as_bytes());
    }
}

impl fmt::Display for TrusteeIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One item of the trustees structure (`trustee_kind` in Belenios 3.3.0 §4.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrusteeKind<G: Group> {
    /// A trustee whose share is always needed.
    Single(TrusteePublicKey<G>),
    /// A group of which a threshold is needed.
    Pedersen(ThresholdParameters<G>),
}

/// The trustees of an election, not yet checked (`trustees` in Belenios 3.3.0 §4.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trustees<G: Group> {
    items: Vec<TrusteeKind<G>>,
}

/// Trustees are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrusteeError {
    /// Nobody holds the key. The text is silent; the election's key would be 1 and nothing secret.
    #[error("there are no trustees")]
    None,
    /// A single trustee does not prove to know its private key, so its key may cancel those of others.
    #[error("trustees item {item}: the proof of knowledge of the private key is wrong")]
    ProofOfKnowledge {
        /// Which item, from 1.
        item: TrusteeIndex,
    },
    /// A single trustee's key is the neutral element: everybody knows its private key, 0.
    #[error("trustees item {item}: the public key is the neutral element")]
    NeutralKey {
        /// Which item, from 1.
        item: TrusteeIndex,
    },
    /// A single trustee's key has the signature that only threshold trustees have (Belenios 3.3.0 §4.5).
    #[error("trustees item {item}: a single trustee's key has a signature")]
    UnexpectedSignature {
        /// Which item, from 1.
        item: TrusteeIndex,
    },
    /// A threshold group's parameters are refused.
    #[error("trustees item {item}: {source}")]
    Threshold {
        /// Which item, from 1.
        item: TrusteeIndex,
        /// Which member and which check.
        source: ParametersError,
    },
}

impl<G: Group> Trustees<G> {
    /// The structure of these items. The peers put single trustees first.
    pub fn new(items: Vec<TrusteeKind<G>>) -> Self {
        Self { items }
    }

    /// Reads the record of an archive.
    ///
    /// # Errors
    /// [`WireError`] when it is not in the form of the specification.
    pub fn parse(bytes: &[u8]) -> Result<Self, WireError> {
        parse(bytes)
    }

    /// The serialized structure: the bytes that [`Trustees::parse`] read.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// The items in order.
    pub fn items(&self) -> &[TrusteeKind<G>] {
        &self.items
    }

    /// Whether some item is a group with a threshold.
    pub fn has_threshold_group(&self) -> bool {
        self.items.iter().any(|item| matches!(item, TrusteeKind::Pedersen(_)))
    }

    /// Checks the proofs of knowledge and, for threshold groups, everything that their members signed.
    ///
    /// # Errors
    /// [`TrusteeError`] names item, member and check of the first fault.
    pub fn verify(self) -> Result<VerifiedTrustees<G>, TrusteeError> {
        let mut items = Vec::new();
        let mut keys = Vec::new();
        let mut public_key = G::identity();
        let mut first = TrusteeIndex::FIRST;
        for (kind, item) in self.items.iter().zip(TrusteeIndex::all()) {
            let (verified, sub_key) = kind.verify(item, first)?;
            first = first.plus(verified.size());
            items.push(verified);
            keys.extend(kind.keys().iter().map(|key| key.public_key));
            public_key = G::mul(&public_key, &sub_key.point);
        }
        if items.is_empty() {
            return Err(TrusteeError::None);
        }
        Ok(VerifiedTrustees { trustees: self, items, keys, public_key: Element::of(public_key) })
    }
}

impl<G: Group> TrusteeKind<G> {
    /// The keys of the item's owners, in order.
    pub fn keys(&self) -> &[TrusteePublicKey<G>] {
        match self {
            Self::Single(key) => core::slice::from_ref(key),
            Self::Pedersen(parameters) => parameters.verification_keys(),
        }
    }

    /// The item's owners, counted from `first`, and its sub-key.
    fn verify(
        &self,
        item: TrusteeIndex,
        first: TrusteeIndex,
    ) -> Result<(TrusteeItem, Element<G>), TrusteeError> {
        match self {
            Self::Single(key) if key.signature.is_some() => Err(TrusteeError::UnexpectedSignature { item }),
            Self::Single(key) if key.public_key.is_identity() => Err(TrusteeError::NeutralKey { item }),
            Self::Single(key) if !key.proves_knowledge() => Err(TrusteeError::ProofOfKnowledge { item }),
            Self::Single(key) => Ok((TrusteeItem::Single { owner: first }, key.public_key)),
            Self::Pedersen(parameters) => {
                let (threshold, sub_key) =
                    parameters.verify().map_err(|source| TrusteeError::Threshold { item, source })?;
                Ok((TrusteeItem::Pedersen { first, threshold, form: parameters.form() }, sub_key))
            }
        }
    }
}

impl<G: Group> Wire<G> for TrusteeKind<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        let item = if reader.scan.take("[\"Pedersen\",") {
            Self::Pedersen(ThresholdParameters::read(reader)?)
        } else {
            reader.expect("[\"Single\",")?;
            Self::Single(TrusteePublicKey::read(reader)?)
        };
        reader.expect("]")?;
        Ok(item)
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Single(key) => {
                out.put(b"[\"Single\",");
                key.write(out);
            }
            Self::Pedersen(parameters) => {
                out.put(b"[\"Pedersen\",");
                parameters.write(out);
            }
        }
        out.put(b"]");
    }
}

impl<G: Group> Wire<G> for Trustees<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        Ok(Self { items: reader.list()? })
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.items.write(out);
    }
}

/// Which owners an item of the trustees structure stands for, and how many of them are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrusteeItem {
    /// One owner, always needed.
    Single {
        /// Its number.
        owner: TrusteeIndex,
    },
    /// Several owners in a row.
    Pedersen {
        /// The number of the first.
        first: TrusteeIndex,
        /// How many of how many are needed.
        threshold: Threshold,
        /// Whether the parameters bind the trustees to one list of certificates.
        form: ThresholdForm,
    },
}

impl TrusteeItem {
    /// The first owner.
    pub fn first(self) -> TrusteeIndex {
        match self {
            Self::Single { owner } => owner,
            Self::Pedersen { first, threshold: _, form: _ } => first,
        }
    }

    /// How many owners there are.
    pub fn size(self) -> u32 {
        match self {
            Self::Single { owner: _ } => 1,
            Self::Pedersen { first: _, threshold, form: _ } => threshold.size(),
        }
    }

    /// How many owners must decrypt.
    pub fn needed(self) -> u32 {
        match self {
            Self::Single { owner: _ } => 1,
            Self::Pedersen { first: _, threshold, form: _ } => threshold.needed(),
        }
    }

    /// The owners in order.
    pub fn owners(self) -> impl Iterator<Item = TrusteeIndex> {
        (0..self.size()).map(move |offset| self.first().plus(offset))
    }

    /// An owner's place inside the item, from 1: the argument of its share in Lagrange interpolation. `None` for the owners
    /// of other items.
    pub fn member(self, owner: TrusteeIndex) -> Option<TrusteeIndex> {
        let offset = owner.get().checked_sub(self.first().get())?;
        (offset < self.size()).then(|| TrusteeIndex::FIRST.plus(offset))
    }
}

/// Trustees whose proofs and signatures all hold; made by [`Trustees::verify`] only.
#[derive(Clone, Debug)]
pub struct VerifiedTrustees<G: Group> {
    trustees: Trustees<G>,
    items: Vec<TrusteeItem>,
    /// The owners' keys in order.
    keys: Vec<Element<G>>,
    public_key: Element<G>,
}

impl<G: Group> VerifiedTrustees<G> {
    /// The product of the sub-keys (Belenios 3.3.0 §3.1.1), which must be the election's public key.
    pub fn public_key(&self) -> &Element<G> {
        &self.public_key
    }

    /// The structure that was checked.
    pub fn trustees(&self) -> &Trustees<G> {
        &self.trustees
    }

    /// What each item stands for, in the order of the structure.
    pub fn items(&self) -> &[TrusteeItem] {
        &self.items
    }

    /// All owners of keys, numbered from 1 in the order of the structure.
    pub fn owners(&self) -> impl Iterator<Item = TrusteeIndex> + '_ {
        TrusteeIndex::all().zip(&self.keys).map(|(owner, _)| owner)
    }

    /// The owner with that number, as shuffles and partial decryptions write it; `None` when there is none.
    pub fn owner(&self, number: u64) -> Option<TrusteeIndex> {
        let owner = u32::try_from(number).ok().and_then(TrusteeIndex::new)?;
        self.key_of(owner).map(|_| owner)
    }

    /// The key that checks an owner's partial decryptions; `None` when there is no such owner.
    pub fn key_of(&self, owner: TrusteeIndex) -> Option<&Element<G>> {
        self.keys.get(owner.position())
    }

    /// The threshold trustee whose certificate belongs to a seed; `None` when there is none.
    pub fn owner_of_seed(&self, seed: &Seed) -> Option<TrusteeIndex> {
        let kinds = self.trustees.items().iter().zip(&self.items);
        kinds.into_iter().find_map(|(kind, item)| match kind {
            TrusteeKind::Pedersen(parameters) => {
                let members = parameters.certificates().iter().zip(item.owners());
                members.into_iter().find(|(certificate, _)| certificate.is_of(seed)).map(|(_, owner)| owner)
            }
            TrusteeKind::Single(_) => None,
        })
    }

    /// The owner of a private key; `None` when it is nobody's.
    pub fn owner_of_key(&self, secret: &TrusteeSecretKey<G>) -> Option<TrusteeIndex> {
        let element = secret.element();
        self.owners().find(|owner| self.key_of(*owner) == Some(&element))
    }

    /// The item that an owner belongs to.
    pub fn item_of(&self, owner: TrusteeIndex) -> Option<TrusteeItem> {
        self.items.iter().copied().find(|item| item.member(owner).is_some())
    }
}
