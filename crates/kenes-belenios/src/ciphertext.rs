//! ElGamal ciphertexts (Belenios 3.3.0 §4.3).

use alloc::vec::Vec;
use core::iter::Sum;
use core::ops::Mul;

use crate::group::backend::Sink;
use crate::group::{Element, Group, Scalar};
use crate::hash::Transcript;
use crate::wire::{Reader, Wire, WireError};

/// A pair (α, β) = (g^r, y^r · m), y being the election's public key.
///
/// Ordered by α, then β: the order of non-homomorphic ciphertexts in an encrypted tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ciphertext<G: Group> {
    /// g^r.
    pub alpha: Element<G>,
    /// y^r · m.
    pub beta: Element<G>,
}

impl<G: Group> Ciphertext<G> {
    /// Canonical forms of computed pairs, sharing inversions.
    pub(crate) fn of_all(pairs: &[Pair<G>]) -> Vec<Self> {
        let points: Vec<_> = pairs.iter().flat_map(|pair| [pair.alpha, pair.beta]).collect();
        let elements = Element::of_all(&points);
        elements
            .chunks_exact(2)
            .filter_map(|c| match c {
                &[alpha, beta] => Some(Self { alpha, beta }),
                _ => None,
            })
            .collect()
    }

    /// The working form.
    pub(crate) fn pair(&self) -> Pair<G> {
        Pair { alpha: self.alpha.point, beta: self.beta.point }
    }
}

impl<G: Group> Wire<G> for Ciphertext<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"alpha\":")?;
        let alpha = reader.element()?;
        reader.expect(",\"beta\":")?;
        let beta = reader.element()?;
        reader.expect("}")?;
        Ok(Self { alpha, beta })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.put(b"{\"alpha\":");
        self.alpha.write(out);
        out.put(b",\"beta\":");
        self.beta.write(out);
        out.put(b"}");
    }
}

/// α and β in working form, for products of many ciphertexts.
#[derive(Clone, Copy)]
pub(crate) struct Pair<G: Group> {
    pub(crate) alpha: G::Point,
    pub(crate) beta: G::Point,
}

impl<G: Group> Pair<G> {
    /// (1, 1), the encryption of 0 with randomness 0.
    pub(crate) fn neutral() -> Self {
        Self { alpha: G::identity(), beta: G::identity() }
    }

    /// Both components to a public power. Variable time.
    pub(crate) fn power(&self, exponent: &Scalar<G>) -> Self {
        let power = |point| G::product_of_powers(&[(exponent.0, point)]);
        Self { alpha: power(self.alpha), beta: power(self.beta) }
    }
}

impl<G: Group> Mul for Pair<G> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self { alpha: G::mul(&self.alpha, &other.alpha), beta: G::mul(&self.beta, &other.beta) }
    }
}

/// The pointwise product, which encrypts the sum of the exponents.
impl<'a, G: Group> Sum<&'a Ciphertext<G>> for Pair<G> {
    fn sum<I: Iterator<Item = &'a Ciphertext<G>>>(ciphertexts: I) -> Self {
        ciphertexts.fold(Self::neutral(), |product, c| product * c.pair())
    }
}

/// α, comma, β of each ciphertext, with commas between them (the string b of Belenios 3.3.0 §4.11).
pub(crate) fn write_joined<'a, G: Group>(
    ciphertexts: impl IntoIterator<Item = &'a Ciphertext<G>>,
    transcript: &mut Transcript,
) {
    transcript.elements(ciphertexts.into_iter().flat_map(|c| [&c.alpha, &c.beta]));
}
