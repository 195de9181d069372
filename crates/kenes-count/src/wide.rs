//! Products and quotients of whole numbers beyond 128 bits.

/// `one` × `other` ÷ `divisor`, the rest ignored; the largest number where the quotient does not fit, or the divisor is 0.
pub(crate) fn times_ratio(one: u128, other: u128, divisor: u128) -> u128 {
    if let Some(product) = one.checked_mul(other) {
        return product.checked_div(divisor).unwrap_or(u128::MAX);
    }
    let (high, low) = product(one, other);
    if high >= divisor {
        return u128::MAX;
    }
    // Long division bit by bit: the rest is always less than the divisor.
    let (mut rest, mut quotient) = (high, 0_u128);
    for place in (0..128_u32).rev() {
        let carry = rest >> 127 == 1;
        rest = rest << 1 | (low >> place & 1);
        quotient <<= 1;
        if carry || rest >= divisor {
            rest = rest.wrapping_sub(divisor);
            quotient |= 1;
        }
    }
    quotient
}

/// The product in two halves, the higher first.
fn product(one: u128, other: u128) -> (u128, u128) {
    const HALF: u32 = 64;
    const LOW: u128 = (1 << HALF) - 1;
    let (a, b) = (one >> HALF, one & LOW);
    let (c, d) = (other >> HALF, other & LOW);
    let low = b.wrapping_mul(d);
    // Each product of halves is below 2^128 − 2^65, so that two halves more fit.
    let middle = a.wrapping_mul(d).wrapping_add(low >> HALF);
    let (middle, carry) = middle.overflowing_add(b.wrapping_mul(c));
    let high = a.wrapping_mul(c).wrapping_add(middle >> HALF).wrapping_add(u128::from(carry) << HALF);
    (high, middle << HALF | low & LOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_products_are_exact() {
        const MAX: u128 = u128::MAX;
        assert_eq!(product(MAX, MAX), (MAX - 1, 1));
        assert_eq!(times_ratio(MAX, MAX, MAX), MAX);
        assert_eq!(times_ratio(MAX, MAX - 1, MAX), MAX - 1);
        assert_eq!(times_ratio(10_u128.pow(38), 10_u128.pow(27), 3 * 10_u128.pow(37)), 10_u128.pow(28) / 3);
        assert_eq!(times_ratio(MAX, 3, 2), MAX);
        assert_eq!(times_ratio(1, 1, 0), MAX);
        assert_eq!(times_ratio(7, 5, 2), 17);
    }

    #[test]
    fn a_quotient_is_the_largest_that_fits() {
        let mut number = 0x1234_5678_9abc_def0_fedc_ba98_7654_3211_u128;
        for _ in 0..1_000 {
            let [one, other, divisor] = core::array::from_fn(|_| {
                number ^= number << 23;
                number ^= number >> 41;
                number ^= number << 17;
                number
            });
            let divisor = divisor.max(one);
            let quotient = times_ratio(one, other, divisor);
            assert!(product(quotient, divisor) <= product(one, other));
            assert!(product(quotient.saturating_add(1), divisor) > product(one, other));
        }
    }
}
