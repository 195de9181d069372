//! Participatory budgets: projects with costs, votes on them, a sum of money, and which projects are funded.
//!
//! | to do | start from |
//! |---|---|
//! | read a file | [`crate::format::pabulib`] |
//! | describe a vote on a budget | [`BudgetBuilder`] |
//! | count | [`Budget::count`] |
//! | read the result | [`Funding`] |
//!
//! Money is a whole number of the smallest unit that occurs ([`Budget::places`] decimals of the currency), and what voters
//! pay are exact fractions of it.

mod contest;
mod funding;
mod greedy;
mod shared;

pub use self::contest::{Budget, BudgetBuilder, BudgetError, MAX_MONEY, MAX_POINTS, Money, Project};
pub use self::funding::{BudgetNeedsLot, Funding, Payment, Purchase};

use core::fmt;
use core::str::FromStr;

use crate::rule::Rule;
use crate::tie::LotSeed;

/// What follows where Equal Shares leaves money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Completion {
    /// Nothing: the money stays.
    #[default]
    None,
    /// The rule is applied again and again with one more for each voter, from the whole part of the share on, until it
    /// would spend more than there is; what it chose before that is funded.
    Add1,
    /// The same, then as with [`Completion::Utilitarian`].
    Add1Utilitarian,
    /// The money that is left goes to the projects with the most worth for their cost, skipping what is too dear.
    Utilitarian,
}

impl Completion {
    /// Every completion that has a name.
    pub const ALL: &[Self] = &[Self::Add1, Self::Add1Utilitarian, Self::Utilitarian];

    /// Its name in commands and files; nothing without one.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Add1 => "add1",
            Self::Add1Utilitarian => "add1u",
            Self::Utilitarian => "utilitarian",
        }
    }

    pub(crate) const fn adds(self) -> bool {
        matches!(self, Self::Add1 | Self::Add1Utilitarian)
    }

    pub(crate) const fn fills(self) -> bool {
        matches!(self, Self::Utilitarian | Self::Add1Utilitarian)
    }
}

impl fmt::Display for Completion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no completion has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no completion has this name")]
pub struct UnknownCompletion;

impl FromStr for Completion {
    type Err = UnknownCompletion;

    fn from_str(name: &str) -> Result<Self, UnknownCompletion> {
        Self::ALL.iter().copied().find(|completion| completion.name() == name).ok_or(UnknownCompletion)
    }
}

/// The money cannot be distributed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FundingError {
    /// A tie that only a lot resolves, and no seed.
    #[error(transparent)]
    NeedsLot(#[from] BudgetNeedsLot),
    /// The rule distributes no money.
    #[error("the rule {rule} counts no budgets")]
    NotForBudgets {
        /// The rule.
        rule: Rule,
    },
    /// A completion was named, and the rule leaves nothing to complete.
    #[error("the rule {rule} knows no completion")]
    NoCompletion {
        /// The rule.
        rule: Rule,
    },
    /// Nobody voted.
    #[error("there is no vote")]
    NoVotes,
    /// One more for each voter, again and again, does not come to an end.
    #[error("one more for each voter does not come to an end within {most} steps")]
    TooManySteps {
        /// How many were tried.
        most: u64,
    },
}

impl Budget {
    /// Counts. The seed is used only where a lot has to be drawn.
    ///
    /// # Errors
    /// A lot is needed and there is no seed; or the rule is not for budgets; or nobody voted.
    pub fn count(
        &self,
        rule: Rule,
        completion: Completion,
        seed: Option<&LotSeed>,
    ) -> Result<Funding, FundingError> {
        if self.voters() == 0 {
            return Err(FundingError::NoVotes);
        }
        let by_votes = [Rule::Greedy, Rule::GreedyNoSkip].contains(&rule);
        if by_votes && completion != Completion::None {
            Err(FundingError::NoCompletion { rule })
        } else if by_votes {
            greedy::count(self, rule, rule == Rule::Greedy, seed)
        } else if [Rule::EqualShares, Rule::EqualSharesCardinality].contains(&rule) {
            shared::count(self, rule, completion, seed)
        } else {
            Err(FundingError::NotForBudgets { rule })
        }
    }
}
