//! Bounds of exact numbers, as whole multiples of a power of two.

use core::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;

/// A number that is not negative lies between these, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub low: u128,
    pub high: u128,
}

impl Bounds {
    pub const ZERO: Self = Self { low: 0, high: 0 };

    pub fn exactly(number: u128) -> Self {
        Self { low: number, high: number }
    }

    pub fn plus(self, other: Self) -> Self {
        Self { low: self.low.saturating_add(other.low), high: self.high.saturating_add(other.high) }
    }

    /// Not below 0, as what is left of a whole never is.
    pub fn minus(self, other: Self) -> Self {
        Self { low: self.low.saturating_sub(other.high), high: self.high.saturating_sub(other.low) }
    }

    pub fn times(self, number: impl Into<u128>) -> Self {
        let number = number.into();
        Self { low: self.low.saturating_mul(number), high: self.high.saturating_mul(number) }
    }

    pub fn divided(self, by: u128) -> Self {
        Self { low: self.low.checked_div(by).unwrap_or(0), high: self.high.div_ceil(by.max(1)) }
    }

    /// How the numbers compare, where the bounds say so.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        if self.high < other.low {
            Some(Ordering::Less)
        } else if self.low > other.high {
            Some(Ordering::Greater)
        } else if self.low == self.high && self == other {
            Some(Ordering::Equal)
        } else {
            None
        }
    }
}

/// How many of the finest parts make one: sums of money are held as multiples of 2^−`money`, prices by worth with
/// `worth` more places. So chosen that no product of a run exceeds 127 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    pub money: u32,
    pub worth: u32,
}

/// The bits that products may have.
const BITS: u32 = 126;

impl Scale {
    /// The finest for a share below 2^`share`, points of all voters for one thing below 2^`points`, those of one voter
    /// below 2^`most`, costs below 2^`cost` and so many voters.
    pub fn of(share: u32, points: u32, most: u32, cost: u32) -> Self {
        // share × points, and cost × points of one voter; twice as much for sums of bounds.
        let taken = share.saturating_add(points).max(cost.saturating_add(most)).saturating_add(2);
        let money = BITS.saturating_sub(taken);
        Self { money, worth: BITS.saturating_sub(share.saturating_add(money)) }
    }

    /// A whole sum of money.
    pub fn whole(self, amount: u64) -> Bounds {
        Bounds::exactly(u128::from(amount).saturating_mul(1 << self.money))
    }

    /// A fraction of money.
    pub fn of_fraction(self, amount: &BigRational) -> Bounds {
        let scaled = amount * BigRational::from_integer(BigInt::from(1) << self.money);
        let bound = |number: BigInt| u128::try_from(number).unwrap_or(0);
        Bounds { low: bound(scaled.floor().to_integer()), high: bound(scaled.ceil().to_integer()) }
    }

    /// A price by what it is worth.
    pub fn by_worth(self, price: Bounds, worth: u64) -> Bounds {
        price.times(1_u128 << self.worth).divided(worth.into())
    }

    /// An amount in parts of so many to one, to the nearest.
    pub fn rounded(self, amount: Bounds, parts: u32) -> u128 {
        let half = 1_u128.checked_shl(self.money.saturating_sub(1)).unwrap_or(0);
        // A share has room for the parts: the sum of all voters has as many bits more as there are voters.
        let middle = amount.low.midpoint(amount.high);
        let whole = (middle >> self.money).saturating_mul(parts.into());
        let rest = middle.checked_rem(1 << self.money).unwrap_or(0) >> 8;
        let rest =
            rest.saturating_mul(parts.into()).saturating_add(half >> 8) >> self.money.saturating_sub(8);
        whole.saturating_add(rest)
    }
}

/// How many bits a number has.
pub(super) fn bits(number: u64) -> u32 {
    u64::BITS.saturating_sub(number.leading_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_the_number() {
        let scale = Scale::of(10, 20, 1, 30);
        let third = scale.of_fraction(&BigRational::new(1.into(), 3.into()));
        assert_eq!(third.high - third.low, 1);
        assert_eq!(third.times(3_u32).compare(scale.whole(1)), None);
        assert_eq!(third.compare(scale.whole(1)), Some(Ordering::Less));
        assert_eq!(scale.whole(2).minus(scale.whole(1)).compare(scale.whole(1)), Some(Ordering::Equal));
        assert_eq!(scale.rounded(third, 100), 33);
        assert_eq!(scale.rounded(scale.whole(7), 100), 700);
        assert_eq!(scale.rounded(third.times(2_u32), 100), 67);
    }

    #[test]
    fn bits_are_counted() {
        assert_eq!([0, 1, 2, 255, 256].map(bits), [0, 1, 2, 8, 9]);
    }
}
