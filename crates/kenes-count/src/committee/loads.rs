//! Loads of papers (Phragmén): each member of the committee is a load of 1 that its supporters carry, and whoever can be
//! added with the least load on its heaviest paper comes next.

use alloc::vec;
use alloc::vec::Vec;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::One as _;

use crate::candidate::Candidate;
use crate::committee::{Approvals, Choice, Chosen, Sequence, extreme};
use crate::shares::{fraction, place};
use crate::transcript::RoundKind;

/// A number as whole multiples of those that occur in a count: by which, and how often.
type Combination = Vec<(usize, i64)>;

/// The loads of all papers, each a whole combination of few fractions.
#[derive(Clone, Debug)]
pub(crate) struct Loads<'a> {
    approvals: &'a Approvals,
    /// The fractions: those the count began with, then the load of each step.
    basis: Vec<BigRational>,
    /// The load of a paper of each group.
    loads: Vec<Combination>,
    /// The loads of all papers of each candidate, by number in the basis.
    sums: Vec<Vec<i128>>,
    chosen: Chosen,
}

impl<'a> Loads<'a> {
    /// Papers without a load.
    pub fn new(approvals: &'a Approvals) -> Self {
        let loads = vec![Vec::new(); approvals.marks.len()];
        Self::starting(approvals, Vec::new(), loads, &[])
    }

    /// Papers with these loads, and members who are there already.
    pub fn starting(
        approvals: &'a Approvals,
        basis: Vec<BigRational>,
        loads: Vec<Combination>,
        members: &[Candidate],
    ) -> Self {
        let sums = vec![vec![0; basis.len()]; approvals.supporters.of.len()];
        let mut chosen = Chosen::nobody(approvals);
        members.iter().for_each(|candidate| chosen.add(*candidate));
        let mut new = Self { approvals, basis, loads, sums, chosen };
        for (group, load) in new.loads.iter().enumerate() {
            let (count, marks) = approvals.group(u32::try_from(group).unwrap_or(u32::MAX));
            add(&mut new.sums, marks, load, i128::from(count));
        }
        new
    }

    fn left(&self) -> impl Iterator<Item = Candidate> {
        self.approvals.standing.iter().copied().filter(|candidate| !self.chosen.has(*candidate))
    }

    /// The load of the papers of a candidate who is added; nothing for somebody whom nobody approves.
    fn load(&self, candidate: Candidate) -> Option<BigRational> {
        let votes = self.approvals.supporters.votes(candidate);
        let sums = self.sums.get(candidate.index())?;
        let terms = sums.iter().zip(&self.basis).filter(|(often, _)| **often != 0);
        let carried =
            terms.fold(BigRational::one(), |sum, (often, fraction)| sum + fraction * BigInt::from(*often));
        (votes > 0).then(|| carried / fraction(votes))
    }
}

/// Adds a load, so often, to the sums of these candidates.
fn add(sums: &mut [Vec<i128>], to: &[Candidate], load: &Combination, often: i128) {
    for candidate in to {
        let Some(sums) = sums.get_mut(candidate.index()) else { continue };
        for (number, times) in load {
            if let Some(sum) = sums.get_mut(*number) {
                *sum = sum.saturating_add(often.saturating_mul(i128::from(*times)));
            }
        }
    }
}

impl Sequence for Loads<'_> {
    fn next(&mut self) -> Option<Choice> {
        if self.chosen.len() >= self.approvals.seats {
            return None;
        }
        let load = |candidate| self.load(candidate).map(|load| (candidate, load));
        let numbers: Vec<_> = self.left().filter_map(load).collect();
        let best = if numbers.is_empty() { self.left().collect() } else { extreme(&numbers, false) };
        Some(Choice { kind: RoundKind::Load, best, numbers })
    }

    fn take(&mut self, choice: &Choice, candidate: Candidate) {
        self.chosen.add(candidate);
        let Some((_, load)) = choice.numbers.iter().find(|(other, _)| *other == candidate) else { return };
        let number = self.basis.len();
        self.basis.push(load.clone());
        self.sums.iter_mut().for_each(|sums| sums.push(0));
        for support in self.approvals.supporters.of(candidate) {
            let (count, marks) = self.approvals.group(support.group);
            let Some(load) = self.loads.get_mut(place(support.group)) else { continue };
            add(&mut self.sums, marks, load, -i128::from(count));
            *load = vec![(number, 1)];
            add(&mut self.sums, marks, load, i128::from(count));
        }
    }

    fn committee(&self) -> Vec<Candidate> {
        self.chosen.in_order.clone()
    }

    fn all_follow(&self) -> bool {
        self.left().count() <= self.approvals.seats.saturating_sub(self.chosen.len())
    }
}

/// What a group of papers with money left carries: minus what is left.
pub(super) fn without(left: impl Iterator<Item = (usize, u32)>) -> Combination {
    let paid = left.map(|(number, points)| (number.saturating_add(1), i64::from(points)));
    core::iter::once((0, -1)).chain(paid).collect()
}

/// The fractions that such loads consist of: the share, then the price of each purchase.
pub(super) fn basis(share: &BigRational, prices: impl Iterator<Item = BigRational>) -> Vec<BigRational> {
    core::iter::once(share.clone()).chain(prices).collect()
}

#[cfg(test)]
mod tests {
    use num_traits::Zero as _;

    use super::*;

    #[test]
    fn a_load_is_what_was_paid_minus_the_share() {
        assert_eq!(without([(0, 1), (2, 1)].into_iter()), [(0, -1), (1, 1), (3, 1)]);
        assert!(basis(&BigRational::zero(), core::iter::empty())[0].is_zero());
    }
}
