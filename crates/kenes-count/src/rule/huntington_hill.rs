//! Huntington-Hill, the method of equal proportions: after one seat for each, seat after seat to the largest quotient of
//! votes by the root of seats × (seats + 1).
//!
//! Source: 2 U.S.C. section 2a (United States): the Representatives are apportioned to the States by the method of equal
//! proportions, no State to receive less than one.
//!
//! - The first divisor is 0, so everybody who stands has at least one seat, also without a vote and whatever minimum is set;
//!   a larger minimum counts.
//! - Quotients are compared by their squares, votes² ÷ (seats × (seats + 1)), which are fractions of whole numbers.
//! - The act is silent on equal quotients: the lot decides.

use num_rational::Ratio;

use crate::apportion::{Divisors, by_divisors};
use crate::contest::Contest;
use crate::rule::{CountError, Rule};
use crate::tie::LotSeed;
use crate::transcript::Transcript;

/// The text that the rule is taken from.
pub const SOURCE: &str = "2 U.S.C. section 2a (United States), method of equal proportions";

/// Distributes the seats.
///
/// # Errors
/// Nobody stands, nobody has a vote, there are fewer seats than candidates who stand, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    by_divisors(contest, seed, &Divisors { rule: Rule::HuntingtonHill, minimum: 1, claim })
}

/// Votes² ÷ (seats × (seats + 1)). Everybody has a seat already, so the divisor is not 0.
fn claim(votes: u64, seats: u32) -> Ratio<u128> {
    let (votes, seats) = (u128::from(votes), u128::from(seats.max(1)));
    Ratio::new_raw(votes.saturating_mul(votes), seats.saturating_mul(seats.saturating_add(1)))
}
