//! Exact numbers: decimals with a fixed number of places, rounded down where a rule says so and nowhere else.

use core::fmt;
use core::ops::{Add, AddAssign, Sub, SubAssign};

/// A number that is not negative with a fixed number of decimal places, as it stands in a transcript: `1192.00000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: u128,
    places: u32,
}

impl Decimal {
    /// `units` × 10^−`places`.
    pub const fn new(units: u128, places: u32) -> Self {
        Self { units, places }
    }

    /// A whole number, without places.
    pub fn whole(number: u64) -> Self {
        Self::new(number.into(), 0)
    }

    /// The number in units of its last place.
    pub const fn units(self) -> u128 {
        self.units
    }

    /// How many digits follow the point.
    pub const fn places(self) -> u32 {
        self.places
    }

    /// Whether it is 0.
    pub const fn is_zero(self) -> bool {
        self.units == 0
    }
}

/// Prints all places: 76 with 5 of them is `76.00000`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(one) = 10_u128.checked_pow(self.places).filter(|one| *one > 1) else {
            return write!(f, "{}", self.units);
        };
        let (whole, rest) = (self.units.checked_div(one), self.units.checked_rem(one));
        let width = usize::try_from(self.places).unwrap_or(0);
        write!(f, "{}.{:0width$}", whole.unwrap_or(0), rest.unwrap_or(0))
    }
}

/// A number that is not negative with `PLACES` decimal places, for calculating: sums of the votes of at most
/// [`crate::MAX_PAPERS`] papers stay far below its largest value for up to 18 places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fixed<const PLACES: u32>(u128);

impl<const PLACES: u32> Fixed<PLACES> {
    /// 0.
    pub const ZERO: Self = Self(0);
    /// 1.
    pub const ONE: Self = Self(10_u128.pow(PLACES));
    /// The smallest step: 1 in the last place.
    pub const STEP: Self = Self(1);

    /// A whole number.
    pub fn whole(number: u64) -> Self {
        Self(u128::from(number).saturating_mul(Self::ONE.0))
    }

    /// So many in the last place.
    pub const fn from_units(units: u128) -> Self {
        Self(units)
    }

    /// The number in units of its last place.
    pub const fn units(self) -> u128 {
        self.0
    }

    /// So many times the number.
    #[must_use]
    pub fn times(self, number: u64) -> Self {
        Self(self.0.saturating_mul(number.into()))
    }

    /// The number × `numerator` ÷ `denominator`, the rest after the last place ignored; 0 when the denominator is 0.
    #[must_use]
    pub fn times_ratio_truncated(self, numerator: Self, denominator: Self) -> Self {
        Self(self.0.saturating_mul(numerator.0).checked_div(denominator.0).unwrap_or(0))
    }

    /// The number ÷ `parts`, the rest after the last place ignored; 0 when there are no parts.
    #[must_use]
    pub fn over(self, parts: u64) -> Self {
        Self(self.0.checked_div(parts.into()).unwrap_or(0))
    }

    /// The number minus the other; 0 when the other is larger.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// As it stands in a transcript.
    pub const fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, PLACES)
    }
}

impl<const PLACES: u32> Add for Fixed<PLACES> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl<const PLACES: u32> AddAssign for Fixed<PLACES> {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// Never below 0: the rules subtract parts of a whole.
impl<const PLACES: u32> Sub for Fixed<PLACES> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.saturating_sub(other)
    }
}

impl<const PLACES: u32> SubAssign for Fixed<PLACES> {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;

    #[test]
    fn decimals_print_all_places() {
        for (units, places, text) in
            [(7_600_000, 5, "76.00000"), (1, 5, "0.00001"), (0, 2, "0.00"), (12, 0, "12"), (105, 1, "10.5")]
        {
            assert_eq!(Decimal::new(units, places).to_string(), text);
        }
    }

    #[test]
    fn the_transfer_value_is_truncated() {
        // Dundee 2022, ward 1: a surplus of 951 over 2143 votes.
        let value = Fixed::<5>::ONE.times_ratio_truncated(Fixed::whole(951), Fixed::whole(2143));
        assert_eq!(value.to_decimal().to_string(), "0.44377");
        assert_eq!(Fixed::<5>::ONE.times_ratio_truncated(Fixed::ONE, Fixed::ZERO), Fixed::ZERO);
    }
}
