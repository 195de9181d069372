//! Small discrete logarithms, by baby steps and giant steps (D. Shanks). Variable time: the counts are public.

use alloc::vec::Vec;
use core::fmt;

use crate::group::{Group, Scalar};

/// Logarithms to the base g from 0 to a bound, for many elements with one table.
pub(crate) struct DiscreteLog<G: Group> {
    /// g⁰, …, g^(m−1) with their exponents, sorted.
    baby_steps: Vec<(G::Encoding, u64)>,
    /// g^(−m).
    giant_step: G::Point,
    bound: u64,
}

/// Largest table: 10 MB in Ed25519, 70 MB in the finite fields.
const MAX_TABLE: u64 = 1 << 18;

/// Elements that are encoded together.
const CHUNK: usize = 1024;

impl<G: Group> DiscreteLog<G> {
    /// Prepares for about `count` elements whose logarithms are at most `bound`.
    pub(crate) fn new(bound: u64, count: usize) -> Self {
        // The work of m baby steps and of count · bound / m giant steps is least for m = √(count · bound).
        let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
        let size = bound.saturating_mul(count).isqrt().clamp(1, MAX_TABLE).min(bound.saturating_add(1));
        let mut baby_steps = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        let mut exponents = 0..size;
        let mut power = G::identity();
        loop {
            let chunk: Vec<_> = exponents.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            let powers = walk::<G>(&mut power, &G::generator(), chunk.len());
            baby_steps.extend(G::encode(&powers).into_iter().zip(chunk));
        }
        baby_steps.sort_unstable();
        let giant_step = G::pow_generator(&(-Scalar::<G>::from(size)).0);
        Self { baby_steps, giant_step, bound }
    }

    /// The exponent e ≤ bound with g^e = `element`, if there is one.
    pub(crate) fn find(&self, element: &G::Point) -> Option<u64> {
        let size = u64::try_from(self.baby_steps.len()).ok()?;
        let mut offset = 0_u64;
        let mut point = *element;
        // Most counts are small: little is encoded at first.
        let mut chunk = 4;
        while offset <= self.bound {
            for encoding in G::encode(&walk::<G>(&mut point, &self.giant_step, chunk)) {
                if let Ok(place) = self.baby_steps.binary_search_by(|(step, _)| step.cmp(&encoding)) {
                    let (_, exponent) = self.baby_steps.get(place)?;
                    return offset.checked_add(*exponent).filter(|found| *found <= self.bound);
                }
                offset = offset.checked_add(size)?;
            }
            chunk = (2 * chunk).min(CHUNK);
        }
        None
    }
}

/// The next `count` points from `point` on, each `step` times the one before; `point` is left behind them.
fn walk<G: Group>(point: &mut G::Point, step: &G::Point, count: usize) -> Vec<G::Point> {
    let next = |_| {
        let here = *point;
        *point = G::mul(&here, step);
        here
    };
    (0..count).map(next).collect()
}

impl<G: Group> fmt::Debug for DiscreteLog<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { baby_steps, giant_step: _, bound } = self;
        f.debug_struct("DiscreteLog")
            .field("bound", bound)
            .field("table", &baby_steps.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::{Belenios2048, Ed25519, Rfc3526};

    fn power<G: Group>(exponent: u64) -> G::Point {
        G::pow_generator(&Scalar::<G>::from(exponent).0)
    }

    fn check<G: Group>(bound: u64, count: usize, exponents: impl IntoIterator<Item = u64>) {
        let logs = DiscreteLog::<G>::new(bound, count);
        for exponent in exponents {
            let expected = (exponent <= bound).then_some(exponent);
            assert_eq!(logs.find(&power::<G>(exponent)), expected, "{exponent} of {bound}");
        }
        assert_eq!(logs.find(&G::inverse(&G::generator())), None, "-1 of {bound}");
    }

    #[test]
    fn every_small_logarithm_is_found_and_nothing_above_the_bound() {
        for bound in [0, 1, 2, 3, 8, 17, 100] {
            for count in [0, 1, 5, 1000] {
                check::<Ed25519>(bound, count, 0..bound + 40);
            }
        }
        check::<Belenios2048>(100, 3, 0..120);
        check::<Rfc3526>(17, 1, 0..30);
    }

    #[test]
    fn large_logarithms_are_found() {
        let bound = 5_000_000_001;
        check::<Ed25519>(bound, 3, [0, 1, 2_000_000_000, 3_000_000_000, bound - 1, bound, bound + 1]);
        check::<Ed25519>(10_000_000, 10, [9_999_999, 10_000_000, 10_000_001]);
    }

    #[test]
    fn bounds_near_the_end_of_the_numbers_do_not_overflow() {
        let logs = DiscreteLog::<Ed25519>::new(u64::MAX, 10);
        assert_eq!(logs.find(&power::<Ed25519>(123_456)), Some(123_456));
    }
}
