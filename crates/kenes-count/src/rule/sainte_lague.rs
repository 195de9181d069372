//! Sainte-Laguë, also Webster: seat after seat to the largest quotient of votes by 1, 3, 5, …
//!
//! Source: Bundeswahlgesetz, the Federal Elections Act of Germany, section 5: the divisor method with standard rounding;
//! where the rounding leaves several distributions the lot decides. Dividing by 0.5, 1.5, 2.5 and so on, or by 1, 3, 5,
//! compares alike; here it is the latter, in whole numbers.
//!
//! Where a minimum is set, everybody who stands starts with it, also without a vote, and the quotients go on from there.

use num_rational::Ratio;

use crate::apportion::{Divisors, by_divisors};
use crate::contest::Contest;
use crate::rule::{CountError, Rule};
use crate::tie::LotSeed;
use crate::transcript::Transcript;

/// The text that the rule is taken from.
pub const SOURCE: &str = "Federal Elections Act of Germany (Bundeswahlgesetz), section 5";

/// Distributes the seats.
///
/// # Errors
/// Nobody stands, nobody has a vote, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    by_divisors(contest, seed, &Divisors { rule: Rule::SainteLague, minimum: 0, claim })
}

/// Votes ÷ (2 × seats + 1).
fn claim(votes: u64, seats: u32) -> Ratio<u128> {
    Ratio::new_raw(votes.into(), u128::from(seats).saturating_mul(2).saturating_add(1))
}
