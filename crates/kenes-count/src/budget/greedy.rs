//! By votes: the part that the greedy rules and the completion of Equal Shares share.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cmp::{Ordering, Reverse};

use crate::budget::{Budget, BudgetNeedsLot, Completion, Funding, FundingError};
use crate::candidate::Candidate;
use crate::rule::Rule;
use crate::tie::{LotSeed, Purpose, Ties, Unresolved};

/// Funds project after project by votes; what is too dear is passed over, or ends the count.
pub(super) fn count(
    budget: &Budget,
    rule: Rule,
    skip: bool,
    seed: Option<&LotSeed>,
) -> Result<Funding, FundingError> {
    let mut ties = Ties::new(rule.name(), seed);
    let mut filling = Filling { budget, left: budget.units(), filled: Vec::new() };
    let outcome = filling.fill(&mut ties, &[], skip, |project| (budget.points(project), 1));
    let spent = budget.units().saturating_sub(filling.left);
    let funding = Funding {
        rule,
        completion: Completion::None,
        share: None,
        increments: 0,
        purchases: Vec::new(),
        filled: filling.filled,
        unpaid: Vec::new(),
        spent: budget.money_of(spent),
        ties: ties.met,
    };
    conclude(funding, outcome)
}

/// Ends a count: with its result, or with the tie that stopped it.
pub(super) fn conclude(funding: Funding, outcome: Result<(), Unresolved>) -> Result<Funding, FundingError> {
    match outcome {
        Ok(()) => Ok(funding),
        Err(Unresolved { among }) => {
            Err(FundingError::NeedsLot(BudgetNeedsLot { among, so_far: Box::new(funding) }))
        }
    }
}

/// Money that is given away project by project.
pub(super) struct Filling<'a> {
    pub budget: &'a Budget,
    /// What is left, in the smallest unit.
    pub left: u64,
    pub filled: Vec<Candidate>,
}

impl Filling<'_> {
    /// Funds what anybody supports and is not in `funded`: largest quotient first, of equal ones the one with more votes,
    /// then the one that costs less, then by lot where not all of them can be paid.
    pub fn fill(
        &mut self,
        ties: &mut Ties<'_>,
        funded: &[Candidate],
        skip: bool,
        quotient: impl Fn(Candidate) -> (u64, u64),
    ) -> Result<(), Unresolved> {
        let budget = self.budget;
        let cost = |project: Candidate| budget.costs().get(project.index()).copied().unwrap_or(0);
        let supported = |project: &Candidate| budget.points(*project) > 0 && !funded.contains(project);
        let mut order: Vec<_> = budget
            .projects()
            .filter(supported)
            .map(|project| (quotient(project), budget.votes(project), cost(project), project))
            .collect();
        let compare = |one: &((u64, u64), u64, u64, Candidate), other: &((u64, u64), u64, u64, Candidate)| {
            larger(one.0, other.0).reverse().then((Reverse(one.1), one.2).cmp(&(Reverse(other.1), other.2)))
        };
        order.sort_by(|one, other| compare(one, other).then(one.3.cmp(&other.3)));
        for equal in order.chunk_by(|one, other| compare(one, other) == Ordering::Equal) {
            let mut tied: Vec<Candidate> = equal.iter().map(|entry| entry.3).collect();
            let cost = equal.first().map_or(0, |entry| entry.2);
            let all = u64::try_from(tied.len()).unwrap_or(u64::MAX).saturating_mul(cost) <= self.left;
            while cost <= self.left && !tied.is_empty() {
                let first = tied.first().copied();
                let project = match first.filter(|_| all) {
                    Some(project) => project,
                    None => ties.lot(Purpose::Fund, tied.clone(), self.number())?,
                };
                tied.retain(|other| *other != project);
                self.left = self.left.saturating_sub(cost);
                self.filled.push(project);
            }
            if !tied.is_empty() && !skip {
                break;
            }
        }
        Ok(())
    }

    /// How many projects this has funded.
    fn number(&self) -> u32 {
        u32::try_from(self.filled.len()).unwrap_or(u32::MAX)
    }
}

/// Compares two fractions.
fn larger(one: (u64, u64), other: (u64, u64)) -> Ordering {
    let product = |a: u64, b: u64| u128::from(a).saturating_mul(b.into());
    product(one.0, other.1).cmp(&product(other.0, one.1))
}
