//! By votes: the project with most votes is funded first, then the next, as long as the money lasts.
//!
//! Source: the usual rule of participatory budgets, as in Polish cities (ustawa o samorządzie gminnym, article 5a): projects
//! in the order of their votes until the money is used up. [`Rule::Greedy`](super::Rule::Greedy) passes over a project
//! that is too dear for what is left; [`Rule::GreedyNoSkip`](super::Rule::GreedyNoSkip) ends at it. Budgets are counted by
//! [`crate::budget::Budget::count`].
//!
//! Where the text leaves something open:
//!
//! - Votes are supporters; where voters gave points, the sum of the points.
//! - Of equal ones the one with more supporters comes first, then the one that costs less; then, where not all of them can
//!   be paid, one by lot.
//! - What nobody supports is not funded. Thresholds and special awards of a city are not part of the rule.

/// The text that the rule is taken from.
pub const SOURCE: &str = "projects in the order of their votes, passing over what is too dear: the usual rule of participatory budgets (pabulib.org: greedy)";

/// The text that the rule is taken from, without passing over.
pub const SOURCE_NO_SKIP: &str = "projects in the order of their votes up to the first that is too dear: the usual rule of participatory budgets (pabulib.org: greedy-no-skip)";
