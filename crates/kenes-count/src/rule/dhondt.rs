//! D'Hondt, also Jefferson: seat after seat to the largest quotient of votes by 1, 2, 3, …
//!
//! Source: Wahlordnung, the First Ordinance Implementing the Works Constitution Act of Germany, section 15: the votes of
//! each list are divided by 1, 2, 3 and so on, the seats go to the largest numbers; where several lists have the last of
//! them, the lot decides.
//!
//! Where a minimum is set, everybody who stands starts with it, also without a vote, and the quotients go on from there.

use num_rational::Ratio;

use crate::apportion::{Divisors, by_divisors};
use crate::contest::Contest;
use crate::rule::{CountError, Rule};
use crate::tie::LotSeed;
use crate::transcript::Transcript;

/// The text that the rule is taken from.
pub const SOURCE: &str =
    "First Ordinance Implementing the Works Constitution Act of Germany (Wahlordnung), section 15";

/// Distributes the seats.
///
/// # Errors
/// Nobody stands, nobody has a vote, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    by_divisors(contest, seed, &Divisors { rule: Rule::Dhondt, minimum: 0, claim })
}

/// Votes ÷ (seats + 1).
fn claim(votes: u64, seats: u32) -> Ratio<u128> {
    Ratio::new_raw(votes.into(), u128::from(seats).saturating_add(1))
}
