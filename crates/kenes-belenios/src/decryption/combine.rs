//! Combining the partial decryptions of an election (the beginning of Belenios 3.3.0 §4.21).

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::fmt;

use super::{DecryptionError, PartialDecryption, VerifiedDecryption};
use crate::election::Election;
use crate::group::{Element, Group, Scalar};
use crate::parallel;
use crate::tally::EncryptedTally;
use crate::trustee::{TrusteeIndex, TrusteeItem, VerifiedTrustees};

/// Collects the partial decryptions of one tally, each verified when it is added and at most one of each trustee.
pub struct DecryptionSet<'a, G: Group> {
    election: &'a Election<G>,
    trustees: &'a VerifiedTrustees<G>,
    tally: &'a EncryptedTally<G>,
    decryptions: BTreeMap<TrusteeIndex, VerifiedDecryption<G>>,
}

/// A partial decryption is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecryptionSetError {
    /// There is no such trustee.
    #[error("a partial decryption of trustee {owner}, but there are {trustees} trustees")]
    UnknownOwner {
        /// The number given.
        owner: u64,
        /// How many trustees there are.
        trustees: usize,
    },
    /// The trustee has given one already.
    #[error("a second partial decryption of trustee {owner}")]
    DuplicateOwner {
        /// The trustee.
        owner: TrusteeIndex,
    },
    /// It does not verify with the trustee's key.
    ///
    /// The peers pass over invalid decryptions of threshold trustees when enough others are valid; the specification
    /// has no such exception.
    #[error("the partial decryption of trustee {owner} does not verify: {source}")]
    Decryption {
        /// The trustee.
        owner: TrusteeIndex,
        /// What is wrong.
        source: DecryptionError,
    },
}

/// The trustees are not those of the election: their keys multiply to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the trustees' keys do not multiply to the election's public key")]
pub struct OtherTrustees;

/// The partial decryptions do not suffice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CombineError {
    /// A trustee who is always needed gave none.
    #[error("the partial decryption of trustee {owner} is missing")]
    Missing {
        /// The trustee.
        owner: TrusteeIndex,
    },
    /// Fewer threshold trustees than needed gave one.
    #[error("trustees {first} to {last}: {needed} partial decryptions are needed, {supplied} are there")]
    TooFew {
        /// The first trustee of the group.
        first: TrusteeIndex,
        /// The last trustee of the group.
        last: TrusteeIndex,
        /// How many are needed.
        needed: u32,
        /// How many there are.
        supplied: usize,
    },
}

/// The synthetic factors: questions × ciphertexts, each α^x for the election's private key x, unless a trustee lied in
/// a way that only the bound proof shows.
#[derive(Clone)]
pub struct Factors<G: Group>(Vec<Vec<G::Point>>);

impl<G: Group> Factors<G> {
    pub(crate) fn questions(&self) -> &[Vec<G::Point>] {
        &self.0
    }
}

impl<G: Group> fmt::Debug for Factors<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Factors").field(&self.0.len()).finish()
    }
}

impl<'a, G: Group> DecryptionSet<'a, G> {
    /// An empty set. `tally` has its non-homomorphic ciphertexts shuffled.
    ///
    /// # Errors
    /// [`OtherTrustees`] when the trustees do not hold the key of the election.
    pub fn new(
        election: &'a Election<G>,
        trustees: &'a VerifiedTrustees<G>,
        tally: &'a EncryptedTally<G>,
    ) -> Result<Self, OtherTrustees> {
        if trustees.public_key() != election.public_key() {
            return Err(OtherTrustees);
        }
        Ok(Self { election, trustees, tally, decryptions: BTreeMap::new() })
    }

    /// Verifies a partial decryption and adds it. `owner` is the number that its event gives.
    ///
    /// # Errors
    /// [`DecryptionSetError`]; the set is then as it was.
    pub fn add(
        &mut self,
        owner: u64,
        decryption: PartialDecryption<G>,
    ) -> Result<TrusteeIndex, DecryptionSetError> {
        let index = u32::try_from(owner).ok().and_then(TrusteeIndex::new);
        let Some((index, key)) = index.and_then(|index| Some((index, self.trustees.key_of(index)?))) else {
            return Err(DecryptionSetError::UnknownOwner { owner, trustees: self.trustees.owners().count() });
        };
        if self.decryptions.contains_key(&index) {
            return Err(DecryptionSetError::DuplicateOwner { owner: index });
        }
        let verified = decryption
            .verify(self.election, self.tally, key)
            .map_err(|source| DecryptionSetError::Decryption { owner: index, source })?;
        self.decryptions.insert(index, verified);
        Ok(index)
    }

    /// Takes a decryption that was not verified.
    #[cfg(test)]
    pub(super) fn dangerously_assume_verified(
        &mut self,
        owner: TrusteeIndex,
        decryption: VerifiedDecryption<G>,
    ) {
        self.decryptions.insert(owner, decryption);
    }

    /// The election.
    pub fn election(&self) -> &'a Election<G> {
        self.election
    }

    /// What is decrypted.
    pub fn tally(&self) -> &'a EncryptedTally<G> {
        self.tally
    }

    /// The partial decryption of a trustee, if there is one.
    pub fn of(&self, owner: TrusteeIndex) -> Option<&VerifiedDecryption<G>> {
        self.decryptions.get(&owner)
    }

    /// The trustees who gave one, in order.
    pub fn owners(&self) -> impl Iterator<Item = TrusteeIndex> {
        self.decryptions.keys().copied()
    }

    /// The trustees whose factors the result is made of: of a threshold group those with the lowest numbers, as many as
    /// are needed.
    pub fn used(&self) -> impl Iterator<Item = TrusteeIndex> {
        self.trustees.items().iter().flat_map(|item| self.used_of(*item))
    }

    fn used_of(&self, item: TrusteeItem) -> impl Iterator<Item = TrusteeIndex> {
        let needed = usize::try_from(item.needed()).unwrap_or(usize::MAX);
        item.owners().filter(|owner| self.decryptions.contains_key(owner)).take(needed)
    }

    /// Whether [`DecryptionSet::combine`] would succeed.
    ///
    /// # Errors
    /// [`CombineError`] names who is missing first.
    pub fn check_complete(&self) -> Result<(), CombineError> {
        self.trustees.items().iter().try_for_each(|item| {
            let (first, needed) = (item.first(), item.needed());
            let supplied = self.used_of(*item).count();
            match item {
                _ if u32::try_from(supplied) == Ok(needed) => Ok(()),
                TrusteeItem::Single { owner } => Err(CombineError::Missing { owner: *owner }),
                TrusteeItem::Pedersen { first: _, threshold: _, form: _ } => {
                    let last = item.owners().last().unwrap_or(first);
                    Err(CombineError::TooFew { first, last, needed, supplied })
                }
            }
        })
    }

    /// The synthetic factor of each ciphertext, the product of the items' (Belenios 3.3.0 §4.21).
    ///
    /// # Errors
    /// [`CombineError`] when too few trustees gave a partial decryption.
    pub fn combine(&self) -> Result<Factors<G>, CombineError> {
        self.check_complete()?;
        let shares: Vec<_> = self.trustees.items().iter().flat_map(|item| self.shares(*item)).collect();
        let factors = (0..self.tally.questions()).map(|question| {
            let count = self.tally.ciphertexts(question).count();
            let indexes: Vec<usize> = (0..count).collect();
            parallel::map(&indexes, |&index| combine_one(&shares, question, index))
        });
        Ok(Factors(factors.collect()))
    }

    /// The decryptions of an item that are used, with their Lagrange coefficients.
    fn shares(&self, item: TrusteeItem) -> Vec<Share<'_, G>> {
        let used: Vec<TrusteeIndex> = self.used_of(item).collect();
        let members: Vec<TrusteeIndex> = used.iter().filter_map(|owner| item.member(*owner)).collect();
        let share = |(owner, member): (&TrusteeIndex, &TrusteeIndex)| {
            let coefficient = (members.len() > 1).then(|| lagrange(&members, *member));
            let factors = self.decryptions.get(owner)?.factors();
            Some(Share { coefficient, factors })
        };
        used.iter().zip(&members).filter_map(share).collect()
    }
}

/// A trustee's part in the synthetic factors.
struct Share<'a, G: Group> {
    /// λ; `None` stands for 1.
    coefficient: Option<Scalar<G>>,
    factors: &'a [Vec<Element<G>>],
}

/// λ_δ = ∏ k/(k − δ) over the other members k.
pub(crate) fn lagrange<G: Group>(members: &[TrusteeIndex], delta: TrusteeIndex) -> Scalar<G> {
    let scalar = |index: TrusteeIndex| Scalar::<G>::from(u64::from(index.get()));
    let others = members.iter().filter(|member| **member != delta);
    let (numerator, denominator) = others.fold((Scalar::ONE, Scalar::ONE), |(numerator, denominator), k| {
        (numerator * scalar(*k), denominator * (scalar(*k) - scalar(delta)))
    });
    numerator * denominator.invert()
}

/// ∏ F^λ for one ciphertext.
fn combine_one<G: Group>(shares: &[Share<'_, G>], question: usize, index: usize) -> G::Point {
    let mut product = G::identity();
    let mut terms = Vec::new();
    for Share { coefficient, factors } in shares {
        // Every decryption that was verified has the shape of the tally.
        let Some(factor) = factors.get(question).and_then(|factors| factors.get(index)) else { continue };
        match coefficient {
            None => product = G::mul(&product, &factor.point),
            Some(coefficient) => terms.push((coefficient.0, factor.point)),
        }
    }
    if terms.is_empty() { product } else { G::mul(&product, &G::product_of_powers(&terms)) }
}

impl<G: Group> fmt::Debug for DecryptionSet<'_, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecryptionSet").field("owners", &self.decryptions.keys()).finish_non_exhaustive()
    }
}
