//! Integers modulo the order q, in Montgomery form.

use core::fmt;

use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use crypto_bigint::{CtEq as _, U2048, Uint};
use rand_core::CryptoRng;
use subtle::{Choice, ConstantTimeEq};
use zeroize::{Zeroize, Zeroizing};

use super::super::backend::RawScalar;
use super::super::decimal::{parse_decimal, write_secret_decimal};
use crate::hash::Sink;

/// An integer modulo the prime of `Q`, of `LIMBS` limbs.
#[derive(Clone, Copy)]
pub struct ModOrder<Q: ConstMontyParams<LIMBS>, const LIMBS: usize>(ConstMontyForm<Q, LIMBS>);

/// A scalar as the exponent of a power.
pub trait Exponent: RawScalar {
    /// The order q.
    const ORDER: U2048;

    /// The number itself, wiped after use.
    fn exponent(&self) -> Zeroizing<U2048>;
}

impl<Q: ConstMontyParams<LIMBS>, const LIMBS: usize> Exponent for ModOrder<Q, LIMBS> {
    const ORDER: U2048 = Q::PARAMS.modulus().as_ref().resize();

    fn exponent(&self) -> Zeroizing<U2048> {
        Zeroizing::new(self.0.retrieve().resize())
    }
}

impl<Q: ConstMontyParams<LIMBS>, const LIMBS: usize> ModOrder<Q, LIMBS> {
    /// A big-endian number of any length, modulo q.
    fn reduce_all(bytes: &[u8]) -> Self {
        // Montgomery form takes any number of LIMBS limbs, reduced or not.
        let radix = ConstMontyForm::new(&Uint::MAX).add(&ConstMontyForm::ONE);
        let digits = bytes.rchunks(Uint::<LIMBS>::BYTES).rev();
        Self(digits.fold(ConstMontyForm::ZERO, |number, digit| {
            let digit = digit.iter().fold(Uint::ZERO, |value: Uint<LIMBS>, &byte| {
                value.shl_vartime(8).bitor(&Uint::from_u8(byte))
            });
            number.mul(&radix).add(&ConstMontyForm::new(&digit))
        }))
    }
}

impl<Q: ConstMontyParams<LIMBS>, const LIMBS: usize> RawScalar for ModOrder<Q, LIMBS> {
    const ZERO: Self = Self(ConstMontyForm::ZERO);
    const ONE: Self = Self(ConstMontyForm::ONE);

    fn add(&self, other: &Self) -> Self {
        Self(self.0.add(&other.0))
    }

    fn sub(&self, other: &Self) -> Self {
        Self(self.0.sub(&other.0))
    }

    fn mul(&self, other: &Self) -> Self {
        Self(self.0.mul(&other.0))
    }

    fn neg(&self) -> Self {
        Self(self.0.neg())
    }

    fn invert(&self) -> Self {
        Self(self.0.invert().unwrap_or(ConstMontyForm::ZERO))
    }

    fn from_u64(value: u64) -> Self {
        Self(ConstMontyForm::new(&Uint::from_u64(value)))
    }

    fn reduce(bytes: &[u8]) -> Self {
        Self::reduce_all(bytes)
    }

    fn random(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        /// 128 bits more than the longest order, so that the remainders are uniform within 2⁻¹²⁸.
        const LENGTH: usize = U2048::BYTES + 16;
        let mut wide = Zeroizing::new([0; LENGTH]);
        let wide = wide.get_mut(U2048::BYTES - Uint::<LIMBS>::BYTES..).unwrap_or_default();
        rng.fill_bytes(wide);
        Self::reduce_all(wide)
    }

    fn parse_vartime(text: &[u8]) -> Option<Self> {
        let value = Zeroizing::new(parse_decimal(text)?);
        (*value < *Q::PARAMS.modulus().as_ref()).then(|| Self(ConstMontyForm::new(&value)))
    }

    fn write_text(&self, out: &mut impl Sink) {
        write_secret_decimal(&Zeroizing::new(self.0.retrieve()), out);
    }
}

impl<Q: ConstMontyParams<LIMBS>, const LIMBS: usize> ConstantTimeEq for ModOrder<Q, LIMBS> {
    fn ct_eq(&self, other: &Self) -> Choice {
        Choice::from(self.0.ct_eq(&other.0).to_u8())
    }
}

impl<Q: ConstMontyParams<LIMBS>, const LIMBS: usize> Zeroize for ModOrder<Q, LIMBS> {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl<Q: ConstMontyParams<LIMBS>, const LIMBS: usize> fmt::Debug for ModOrder<Q, LIMBS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ModOrder(<redacted>)")
    }
}

#[cfg(test)]
mod tests {
    use chacha20::ChaCha20Rng;
    use crypto_bigint::U256;
    use rand_core::SeedableRng as _;

    use super::super::params::{BeleniosOrder, Rfc3526Order};
    use super::*;

    type Short = ModOrder<BeleniosOrder, { U256::LIMBS }>;
    type Long = ModOrder<Rfc3526Order, { U2048::LIMBS }>;

    fn text<S: RawScalar>(scalar: &S) -> alloc::vec::Vec<u8> {
        let mut text = alloc::vec::Vec::new();
        scalar.write_text(&mut text);
        text
    }

    fn equal<S: RawScalar>(a: &S, b: &S) -> bool {
        a.ct_eq(b).into()
    }

    fn check_arithmetic<S: Exponent>() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        for _ in 0..5 {
            let (a, b) = (S::random(&mut rng), S::random(&mut rng));
            assert!(!equal(&a, &b));
            assert!(*a.exponent() < S::ORDER);
            assert!(equal(&a.add(&b).sub(&b), &a));
            assert!(equal(&a.neg().add(&a), &S::ZERO));
            assert!(equal(&a.mul(&b).mul(&b.invert()), &a));
            assert!(equal(&S::parse_vartime(&text(&a)).unwrap(), &a));
        }
        assert!(equal(&S::ZERO.invert(), &S::ZERO));
        assert_eq!(text(&S::from_u64(u64::MAX)), b"18446744073709551615");
        assert_eq!(text(&S::ONE), b"1");
    }

    #[test]
    fn arithmetic_is_that_of_a_field() {
        check_arithmetic::<Short>();
        check_arithmetic::<Long>();
    }

    fn check_texts<S: Exponent>() {
        let minus_one = S::ORDER.wrapping_sub(&U2048::ONE).to_string_radix_vartime(10);
        assert!(equal(&S::parse_vartime(minus_one.as_bytes()).unwrap(), &S::ONE.neg()));
        let q = S::ORDER.to_string_radix_vartime(10);
        let long = "9".repeat(5000);
        for bad in [&q[..], &long, "", "00", "01", "+1", "-1", "1_0", " 1", "1 ", "0x1"] {
            assert!(S::parse_vartime(bad.as_bytes()).is_none(), "{bad}");
        }
    }

    #[test]
    fn texts_are_canonical_decimals_below_q() {
        check_texts::<Short>();
        check_texts::<Long>();
    }

    fn check_reduction<S: Exponent>() {
        let all = S::reduce(&[255; 64]);
        // 2⁵¹² − 1 by repeated squaring.
        let power = (0..9).fold(S::from_u64(2), |power, _| power.mul(&power));
        assert!(equal(&all, &power.sub(&S::ONE)));
        assert!(equal(&S::reduce(&[]), &S::ZERO));
        assert!(equal(&S::reduce(&[1, 0, 2]), &S::from_u64(65_538)));
        assert!(equal(&S::reduce(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 7]), &S::from_u64(7)));
    }

    #[test]
    fn reduction_reads_big_endian() {
        check_reduction::<Short>();
        check_reduction::<Long>();
    }
}
