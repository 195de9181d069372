//! The Method of Equal Shares: every voter has the same part of the money, or of the seats, and voters buy together what
//! they support.
//!
//! Source: Dominik Peters and Piotr Skowron, "Proportionality and the Limits of Welfarism" (EC 2020), for committees;
//! Dominik Peters, Grzegorz Pierczyński and Piotr Skowron, "Proportional Participatory Budgeting with Additive Utilities"
//! (NeurIPS 2021), for budgets.
//!
//! A supporter who gave `w` points pays min(what is left, w · q), and q is the price at which all supporters together pay
//! the cost. The least q ÷ worth is bought next. In a budget a point is worth the cost of the project
//! ([`Rule::EqualShares`]) or 1 ([`Rule::EqualSharesCardinality`]); an approval is one point. Budgets are counted by
//! [`crate::budget::Budget::count`].
//!
//! Where the text leaves something open, in budgets:
//!
//! - Of equal ones the one with more supporters comes first, then the one that costs less, then one by lot.
//! - Who marked nothing has a share too, which nobody spends.
//! - What follows where money is left has a name of its own ([`crate::budget::Completion`]).
//!
//! In committees a seat costs 1 and all papers share the seats, those without a mark included. The seats that nobody can
//! pay for go by [`super::seqphragmen`], where what a paper has left is a load below 0 (as in Martin Lackner and Piotr
//! Skowron, "Multi-Winner Voting with Approval Preferences", 2023). Between equal ones a lot decides, unless every way to
//! decide gives the same committee.

use alloc::vec;

use crate::committee::{Approvals, Shared, count as count_sequence};
use crate::contest::Contest;
use crate::rule::{CountError, Rule};
use crate::tie::LotSeed;
use crate::transcript::Transcript;

/// The text that the rule is taken from.
pub const SOURCE: &str = "Dominik Peters and Piotr Skowron, Proportionality and the Limits of Welfarism (2020); Dominik Peters, Grzegorz Pierczyński and Piotr Skowron, Proportional Participatory Budgeting with Additive Utilities (2021)";

/// The text that the rule is taken from, with one as what every project is worth.
pub const SOURCE_CARDINALITY: &str = SOURCE;

/// Counts approvals for a committee.
///
/// # Errors
/// Nobody stands, a minimum was set, sums were given instead of papers, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let approvals = Approvals::of(contest, Rule::EqualShares)?;
    let costs = vec![1; contest.candidates().len()];
    count_sequence(contest, Rule::EqualShares, &approvals, Shared::new(&approvals, &costs), seed)
}
