//! Powers with prepared bases: in constant time for secret exponents, products of powers in variable time.

use alloc::vec;
use alloc::vec::Vec;

use crypto_bigint::modular::ConstMontyForm;
use crypto_bigint::{CtAssign as _, CtEq as _, U2048};

use super::scalar::Exponent as _;
use super::{Parameters, Residue};

/// Rows into which a [`Comb`] cuts the exponent; each is one bit of the index of an entry.
const TEETH: u32 = 5;

/// Parts of a row, each with entries of its own.
const BLOCKS: u32 = 8;

/// A base prepared for powers with secret exponents, by the method of Lim and Lee (CRYPTO '94).
///
/// With `c` columns to a block, bit `c·(8t + b) + k` of the exponent belongs to tooth `t`, block `b` and column `k`.
/// The 32 entries of block `b` are the products of all choices among base^(2^(c·(8t + b))) for the teeth `t`. A power
/// takes `c` squarings and `8c` products, 63 in BELENIOS-2048 and 468 in RFC-3526-2048, a fifth of a plain power.
#[derive(Debug)]
pub struct Comb<P: Parameters> {
    blocks: Vec<Vec<Residue<P>>>,
}

impl<P: Parameters> Comb<P> {
    const COLUMNS: u32 = P::ORDER_BITS.div_ceil(TEETH * BLOCKS);

    pub(super) fn new(base: &Residue<P>) -> Self {
        let mut blocks: Vec<_> = (0..BLOCKS).map(|_| vec![ConstMontyForm::ONE]).collect();
        let mut power = *base;
        for _tooth in 0..TEETH {
            for entries in &mut blocks {
                let with_tooth: Vec<_> = entries.iter().map(|entry| entry.mul(&power)).collect();
                entries.extend(with_tooth);
                power = power.square_repeat_vartime(Self::COLUMNS);
            }
        }
        Self { blocks }
    }

    /// base^exponent, constant time.
    pub(super) fn pow(&self, exponent: &P::Scalar) -> Residue<P> {
        let exponent = exponent.exponent();
        let mut product = ConstMontyForm::ONE;
        for column in (0..Self::COLUMNS).rev() {
            product = product.square();
            for (block, entries) in (0..).zip(&self.blocks) {
                // Variable time in the place of the bit only, which is public.
                let bit = |tooth| exponent.bit_vartime(Self::COLUMNS * (BLOCKS * tooth + block) + column);
                let index = (0..TEETH).fold(0, |index, tooth| index | u32::from(bit(tooth)) << tooth);
                product = product.mul(&select::<P>(entries, index));
            }
        }
        product
    }
}

/// The entry of that index, having touched them all.
fn select<P: Parameters>(entries: &[Residue<P>], index: u32) -> Residue<P> {
    let mut selected = ConstMontyForm::ONE;
    for (position, entry) in (0u32..).zip(entries) {
        selected.ct_assign(entry, position.ct_eq(&index));
    }
    selected
}

/// Bits of the exponent that one part of a [`PublicBase`] takes: those of a hash, the usual other exponent in a
/// commitment, whose squarings then suffice for both.
const PART: u32 = 256;

/// Window of a [`PublicBase`], wide since it is used often.
const PUBLIC_WINDOW: u32 = 7;

/// A base prepared for products of powers in variable time: the odd powers of base^(2^(256·i)) for each i.
#[derive(Debug)]
pub struct PublicBase<P: Parameters> {
    parts: Vec<OddPowers<P>>,
}

impl<P: Parameters> PublicBase<P> {
    pub(super) fn new(base: &Residue<P>) -> Self {
        let mut power = *base;
        let mut parts = vec![OddPowers::new(&power, PUBLIC_WINDOW)];
        for _ in 1..P::ORDER_BITS.div_ceil(PART) {
            power = power.square_repeat_vartime(PART);
            parts.push(OddPowers::new(&power, PUBLIC_WINDOW));
        }
        Self { parts }
    }

    /// base^exponent · point^other. Variable time.
    pub(super) fn commit(&self, exponent: &U2048, point: &Residue<P>, other: &U2048) -> Residue<P> {
        let odd = OddPowers::new(point, window(other));
        let mut terms = vec![odd.term(other, 0..U2048::BITS)];
        for (index, part) in (0..).zip(&self.parts) {
            terms.push(part.term(exponent, index * PART..(index + 1) * PART));
        }
        product(&terms)
    }
}

/// point^exponent. Variable time.
pub(super) fn power_vartime<P: Parameters>(point: &Residue<P>, exponent: &U2048) -> Residue<P> {
    product(&[OddPowers::<P>::new(point, window(exponent)).term(exponent, 0..U2048::BITS)])
}

/// ∏ pointᵢ^exponentᵢ. Variable time.
pub(super) fn product_vartime<P: Parameters>(powers: &[(U2048, Residue<P>)]) -> Residue<P> {
    let odd: Vec<_> = powers.iter().map(|(e, point)| OddPowers::<P>::new(point, window(e))).collect();
    let terms: Vec<_> = odd.iter().zip(powers).map(|(odd, (e, _))| odd.term(e, 0..U2048::BITS)).collect();
    product(&terms)
}

/// The window that makes one power with this exponent cheapest.
fn window(exponent: &U2048) -> u32 {
    match exponent.bits_vartime() {
        0..16 => 2,
        16..80 => 3,
        80..512 => 5,
        _ => 6,
    }
}

/// x, x³, x⁵, … below x^(2^window).
#[derive(Debug)]
struct OddPowers<P: Parameters> {
    window: u32,
    powers: Vec<Residue<P>>,
}

impl<P: Parameters> OddPowers<P> {
    fn new(base: &Residue<P>, window: u32) -> Self {
        let square = base.square();
        let powers = core::iter::successors(Some(*base), |power| Some(power.mul(&square)));
        Self { window, powers: powers.take(1 << (window - 1)).collect() }
    }

    /// Cuts some bits of an exponent into odd digits of at most `window` bits with zeros between them.
    fn term(&self, exponent: &U2048, bits: core::ops::Range<u32>) -> Term<'_, P> {
        let end = bits.end.min(exponent.bits_vartime());
        let mut factors = Vec::with_capacity(bits.len());
        let mut at = bits.start;
        while at < end {
            if exponent.bit_vartime(at) {
                let next = end.min(at + self.window);
                let half =
                    (at + 1..next).rev().fold(0, |half, i| half << 1 | usize::from(exponent.bit_vartime(i)));
                factors.push(self.powers.get(half));
                factors.extend((at + 1..next).map(|_| None));
                at = next;
            } else {
                factors.push(None);
                at += 1;
            }
        }
        Term { factors }
    }
}

/// One power of a product: which factor enters at each bit, from the lowest.
struct Term<'a, P: Parameters> {
    factors: Vec<Option<&'a Residue<P>>>,
}

/// The product of all terms, which share their squarings (Straus, 1964).
fn product<P: Parameters>(terms: &[Term<'_, P>]) -> Residue<P> {
    let length = terms.iter().map(|term| term.factors.len()).max().unwrap_or_default();
    let mut product = ConstMontyForm::ONE;
    for bit in (0..length).rev() {
        product = product.square();
        for term in terms {
            if let Some(Some(factor)) = term.factors.get(bit) {
                product = product.mul(factor);
            }
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use chacha20::ChaCha20Rng;
    use rand_core::SeedableRng as _;

    use super::super::{Belenios2048, Rfc3526};
    use super::*;
    use crate::group::backend::RawScalar;

    fn scalars<S: RawScalar>() -> Vec<S> {
        let mut rng = ChaCha20Rng::from_seed([2; 32]);
        let small = [0, 1, 2, 3, 31, 32, 65_535, u64::MAX].map(S::from_u64);
        let hash = S::reduce(&[0xa5; 32]);
        small.into_iter().chain([hash, S::ONE.neg(), S::random(&mut rng), S::random(&mut rng)]).collect()
    }

    fn check<P: Parameters>() {
        let base = P::GENERATOR.pow(&U2048::from_u64(12_345));
        let point = base.mul(&P::GENERATOR);
        let comb = Comb::<P>::new(&base);
        let public = PublicBase::<P>::new(&base);
        for scalar in scalars::<P::Scalar>() {
            let exponent = scalar.exponent();
            let expected = base.pow(&exponent);
            assert_eq!(comb.pow(&scalar), expected);
            assert_eq!(power_vartime::<P>(&base, &exponent), expected);
            let other = scalar.mul(&scalar).add(&P::Scalar::ONE).exponent();
            let product = expected.mul(&point.pow(&other));
            assert_eq!(public.commit(&exponent, &point, &other), product);
            assert_eq!(product_vartime::<P>(&[(*exponent, base), (*other, point)]), product);
        }
    }

    #[test]
    fn all_ways_to_a_power_agree() {
        check::<Belenios2048>();
        check::<Rfc3526>();
    }

    #[test]
    fn an_empty_product_is_one() {
        assert_eq!(product_vartime::<Belenios2048>(&[]), ConstMontyForm::ONE);
    }
}
