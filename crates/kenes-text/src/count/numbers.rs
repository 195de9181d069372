//! Fractions for people.

use num_rational::Ratio;

use super::json::fraction;
use crate::words::{grouped, number};

/// How many decimals of a fraction are shown.
const PLACES: u32 = 3;

/// A fraction as a number with three decimals, the rest cut; whole numbers without. `…` says that something was cut.
pub(super) fn claim(ratio: &Ratio<u128>) -> String {
    let whole = grouped(&ratio.to_integer().to_string());
    let rest = ratio.fract();
    if *rest.numer() == 0 {
        return whole;
    }
    let mut text = format!("{whole}.");
    let (mut left, denominator) = (*rest.numer(), *rest.denom());
    for _ in 0..PLACES {
        let Some((digit, next)) = next_digit(left, denominator) else { return fraction(ratio) };
        text.push(digit);
        left = next;
        if left == 0 {
            return text;
        }
    }
    text.push('…');
    text
}

/// One step of a long division: the next decimal of `left` ÷ `denominator`, below 1, and what is left.
fn next_digit(left: u128, denominator: u128) -> Option<(char, u128)> {
    let tenfold = left.checked_mul(10)?;
    let digit = u32::try_from(tenfold.checked_div(denominator)?).ok()?;
    Some((char::from_digit(digit, 10)?, tenfold.checked_rem(denominator)?))
}

/// A whole number as a cell of a table.
pub(super) fn cell(count: impl Into<u64>) -> String {
    number(count.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_cut() {
        for (numerator, denominator, text) in [
            (7, 2, "3.5"),
            (80, 3, "26.666…"),
            (6, 3, "2"),
            (1, 1000, "0.001"),
            (1, 1001, "0.000…"),
            (123_456_789, 10, "12\u{202f}345\u{202f}678.9"),
            (1, u128::MAX, "0.000…"),
            (
                u128::MAX - 1,
                u128::MAX,
                "340282366920938463463374607431768211454/340282366920938463463374607431768211455",
            ),
        ] {
            assert_eq!(claim(&Ratio::new(numerator, denominator)), text);
        }
    }
}
