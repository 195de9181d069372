//! Voters with equal shares of a sum who buy together what they support: the part that the Method of Equal Shares has in
//! budgets and in committees. Owns what each voter has left; what a purchase costs and when to stop is for the rule to say.
//!
//! A voter who gave something `w` points pays `min(what is left, w · price)` for it, and the price is the one at which all
//! supporters together pay the cost. The purchase with the least `price ÷ worth` comes next, where the worth of a point is
//! the cost or 1.
//!
//! Everything is exact. What a voter has left is the share minus whole multiples of earlier prices, or nothing, so that an
//! exact sum over voters needs one fraction for each purchase only. Most comparisons are decided without fractions: beside
//! the exact number stands a pair of bounds, whole multiples of a power of two, and only where these overlap the fractions
//! are compared.

mod bounds;
mod run;

use alloc::vec;
use alloc::vec::Vec;

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::candidate::Candidate;
pub(crate) use crate::shares::run::{Offer, Run};

/// Somebody who supports something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Support {
    /// Which group of equal papers.
    pub group: u32,
    /// How many points each of them gives; 1 for an approval.
    pub points: u32,
}

/// Who supports what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Supporters {
    /// For each group of equal papers how many they are.
    pub counts: Vec<u64>,
    /// For each candidate or project who supports it, by group.
    pub of: Vec<Vec<Support>>,
}

impl Supporters {
    /// Nobody yet, for so many candidates or projects.
    pub fn new(candidates: usize) -> Self {
        Self { counts: Vec::new(), of: vec![Vec::new(); candidates] }
    }

    /// Adds `count` equal papers with these points.
    pub fn add(&mut self, count: u64, marks: impl IntoIterator<Item = (Candidate, u32)>) {
        let group = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
        self.counts.push(count);
        for (candidate, points) in marks {
            if let Some(of) = self.of.get_mut(candidate.index()).filter(|_| points > 0) {
                of.push(Support { group, points });
            }
        }
    }

    /// How many equal papers a group has.
    pub fn count(&self, group: u32) -> u64 {
        self.counts.get(place(group)).copied().unwrap_or(0)
    }

    /// Who supports a candidate or project.
    pub fn of(&self, candidate: Candidate) -> &[Support] {
        self.of.get(candidate.index()).map_or(&[], Vec::as_slice)
    }

    /// The points of all voters for a candidate or project; the number of its supporters, where all give one.
    pub fn points(&self, candidate: Candidate) -> u64 {
        let points = |support: &Support| self.count(support.group).saturating_mul(support.points.into());
        self.of(candidate).iter().fold(0, |sum, support| sum.saturating_add(points(support)))
    }

    /// How many voters support a candidate or project.
    pub fn votes(&self, candidate: Candidate) -> u64 {
        self.of(candidate).iter().fold(0, |sum, support| sum.saturating_add(self.count(support.group)))
    }
}

/// What is bought, and by whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Market<'a> {
    /// Who supports what.
    pub supporters: &'a Supporters,
    /// What each costs, in ballot-paper order.
    pub costs: &'a [u64],
    /// Whether a point for something is worth its cost; otherwise it is worth 1.
    pub worth_cost: bool,
}

impl Market<'_> {
    /// What something costs.
    pub fn cost(&self, candidate: Candidate) -> u64 {
        self.costs.get(candidate.index()).copied().unwrap_or(0)
    }

    /// What a point for it is worth.
    pub fn worth(&self, candidate: Candidate) -> u64 {
        if self.worth_cost { self.cost(candidate).max(1) } else { 1 }
    }
}

/// A purchase that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Purchase {
    pub candidate: Candidate,
    /// What each point costs.
    pub price: BigRational,
    /// By points given: how many voters paid in full.
    pub full: Vec<(u32, u64)>,
    /// How many voters gave all that they had left, and what they gave together.
    pub last: u64,
    pub last_together: BigRational,
    /// What these gave each, to the nearest unit of [`FINE`], and how many of them.
    pub gave: Vec<(u128, u64)>,
}

/// How fine the amounts of those who gave their last are told: a hundredth.
pub(crate) const FINE: u32 = 100;

pub(crate) fn place(group: u32) -> usize {
    usize::try_from(group).unwrap_or(usize::MAX)
}

pub(crate) fn fraction(numerator: impl Into<BigInt>) -> BigRational {
    BigRational::from_integer(numerator.into())
}
