//! Numbers as decimal text.

use crypto_bigint::Uint;
use zeroize::Zeroizing;

use crate::hash::Sink;

/// Canonical decimal digits as a number of `LIMBS` limbs; `None` for other writings and for what does not fit.
/// Variable time.
pub(super) fn parse_decimal<const LIMBS: usize>(text: &[u8]) -> Option<Uint<LIMBS>> {
    let canonical = match text {
        [] => false,
        [b'0', _, ..] => false,
        _ => text.iter().all(u8::is_ascii_digit),
    };
    let text = core::str::from_utf8(text).ok().filter(|_| canonical)?;
    Uint::from_str_radix_vartime(text, 10).ok()
}

/// Decimal digits of a public number. Variable time.
pub(super) fn write_public_decimal<const LIMBS: usize>(value: &Uint<LIMBS>, out: &mut impl Sink) {
    out.put(value.to_string_radix_vartime(10).as_bytes());
}

/// 32-bit digits of the longest number, of 2048 bits.
const MOST_WORDS: usize = 64;

/// Nine decimal digits at a time.
const GROUP: u64 = 1_000_000_000;

/// Decimal digits of a number of at most 2048 bits that may be secret: what is computed on the way is wiped, and the
/// time tells nothing but the number of digits.
pub(super) fn write_secret_decimal<const LIMBS: usize>(value: &Uint<LIMBS>, out: &mut impl Sink) {
    const { assert!(Uint::<LIMBS>::BYTES <= 4 * MOST_WORDS) };
    let mut words = Zeroizing::new([0_u32; MOST_WORDS]);
    let count = Uint::<LIMBS>::BYTES / 4;
    let words = words.get_mut(..count).unwrap_or_default();
    let bytes = value.as_words().iter().flat_map(|word| word.to_le_bytes());
    for (place, byte) in bytes.enumerate() {
        if let Some(word) = words.get_mut(place / 4) {
            *word = word.rotate_right(8) | (u32::from(byte) << 24);
        }
    }
    let mut digits = Zeroizing::new([b'0'; 9 * groups(MOST_WORDS)]);
    for group in digits.rchunks_mut(9).take(groups(count)) {
        let mut rest = divide(words);
        for digit in group.iter_mut().rev() {
            *digit = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
    }
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    out.put(digits.get(zeros.min(digits.len() - 1)..).unwrap_or_default());
}

/// Groups of nine digits that hold any number of so many words: a word is worth 9.64 digits.
const fn groups(words: usize) -> usize {
    words + words / 13 + 1
}

/// Divides a little-endian number by [`GROUP`] and gives the remainder. Constant time: the divisor is a constant, for
/// which compilers multiply.
fn divide(words: &mut [u32]) -> u64 {
    words.iter_mut().rev().fold(0, |remainder, word| {
        let dividend = (remainder << 32) | u64::from(*word);
        // Below 2³², the remainder being below the divisor.
        *word = u32::try_from(dividend / GROUP).unwrap_or_default();
        dividend % GROUP
    })
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use crypto_bigint::{U256, U2048};
    use proptest::prelude::*;

    use super::*;
    use crate::group::{Belenios2048, Ed25519, Group, Rfc3526, Scalar};

    fn check<const LIMBS: usize>(value: Uint<LIMBS>) {
        let (mut public, mut secret) = (Vec::new(), Vec::new());
        write_public_decimal(&value, &mut public);
        write_secret_decimal(&value, &mut secret);
        assert_eq!(secret, public);
        assert_eq!(parse_decimal(&secret), Some(value));
    }

    #[test]
    fn both_ways_of_writing_agree_at_the_ends() {
        check(U256::ZERO);
        check(U256::ONE);
        check(U256::MAX);
        check(U2048::ZERO);
        check(U2048::MAX);
        for power in (0..18).map(|exponent| 10_u64.pow(exponent)) {
            check(U256::from_u64(power));
            check(U2048::from_u64(power - 1));
        }
    }

    proptest! {
        #[test]
        fn both_ways_of_writing_agree(bytes in proptest::collection::vec(any::<u8>(), 256), shift in 0u32..2048) {
            check(U2048::from_be_slice(&bytes).shr_vartime(shift));
            check(U256::from_be_slice(&bytes[..32]).shr_vartime(shift % 256));
        }
    }

    fn check_length<G: Group>() {
        let longest = (Scalar::<G>::ZERO - Scalar::ONE).to_public_text();
        assert_eq!(longest.len(), G::ID.scalar_digits());
    }

    #[test]
    fn the_longest_scalars_have_as_many_digits_as_said() {
        check_length::<Ed25519>();
        check_length::<Belenios2048>();
        check_length::<Rfc3526>();
    }
}
