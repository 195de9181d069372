//! Which projects are funded, and who pays for them.

use alloc::boxed::Box;
use alloc::vec::Vec;

use num_rational::BigRational;

use crate::budget::{Completion, Money};
use crate::candidate::Candidate;
use crate::number::Decimal;
use crate::rule::Rule;
use crate::tie::Tie;

/// The outcome of a vote on a budget. Only a count makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Funding {
    /// The rule.
    pub rule: Rule,
    /// What followed where Equal Shares left money.
    pub completion: Completion,
    /// What everybody has to spend, in units of the smallest amount; none where money is not shared out.
    pub share: Option<BigRational>,
    /// How often one more was added for each voter.
    pub increments: u64,
    /// What was funded from the shares of the voters, in order.
    pub purchases: Vec<Purchase>,
    /// What was funded besides, in order: by votes, or with the money that was left.
    pub filled: Vec<Candidate>,
    /// Where money is shared out: what the supporters of each project that is not bought have left together, rounded to a
    /// hundredth of the smallest unit. It is less than the cost, or a lot is needed.
    pub unpaid: Vec<(Candidate, Decimal)>,
    /// What all of it costs.
    pub spent: Money,
    /// Ties in the order in which they were met.
    pub ties: Vec<Tie>,
}

/// A project that its supporters paid for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Purchase {
    /// The project.
    pub project: Candidate,
    /// What each point costs whoever can pay: with approvals what each supporter pays, in units of the smallest amount.
    pub price: BigRational,
    /// The price divided by the worth of a point: this was the least that was offered.
    pub rate: BigRational,
    /// Supporters who paid in full, by the points they gave.
    pub full: Vec<Payment>,
    /// How many supporters gave all that they had left, which was less.
    pub last: u64,
    /// What these gave together, in units of the smallest amount.
    pub last_together: BigRational,
    /// What these gave, rounded to a hundredth of the smallest unit, the most first; whoever had nothing left is not among
    /// them.
    pub gave: Vec<Payment>,
}

/// What some voters paid each.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Payment {
    /// How many.
    pub voters: u64,
    /// The points that each gave to the project; 1 with approvals, 0 where voters of different points are put together.
    pub points: u32,
    /// What each paid, rounded to a hundredth of the smallest unit.
    pub each: Decimal,
}

impl Funding {
    /// The funded projects: those paid from shares first, in order, then the others.
    pub fn elected(&self) -> Vec<Candidate> {
        self.purchases.iter().map(|purchase| purchase.project).chain(self.filled.iter().copied()).collect()
    }
}

/// A count that stopped at a tie which only a lot can resolve.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a lot is needed among {} projects", among.len())]
#[non_exhaustive]
pub struct BudgetNeedsLot {
    /// The tied that remain, in the order of the file.
    pub among: Vec<Candidate>,
    /// The count so far; its last tie is this one.
    pub so_far: Box<Funding>,
}
