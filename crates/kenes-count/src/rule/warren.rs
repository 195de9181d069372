//! Warren's rule with 18 decimals and 9 more to guard them.
//!
//! Source: C. H. E. Warren, "Counting in STV Elections", Voting matters 1 (1994), paper 4: as Meek's rule, but whoever is
//! elected keeps one price of each paper, not one share of what has come down to it. Name in full: `warren-guarded18`.
//!
//! - Everybody who stands keeps 1 of each paper, the excluded and the withdrawn keep 0. Each paper is followed through its
//!   preferences with weight 1 at first. Each candidate is given the keep factor, or the weight where that is less, and the
//!   weight that is left goes on.
//! - The quota is all votes that somebody has ÷ (seats + 1), calculated anew each time.
//! - Whoever has more than the quota is elected at once; that ends the stage.
//! - It also ends when the surplus of all elected is no more than 0.000000001, or is not less than in the count before. Then
//!   the candidate with the fewest votes is excluded; everybody is tied with the lowest who is above it by no more than the
//!   surplus, and a lot decides.
//! - Before that it ends where losers are certain: the largest set of those with the fewest votes whose votes together with
//!   the surplus are less than those of the next above, and without whom enough are left for the seats. All of them are
//!   excluded together. Those whom the surplus alone could lift to the votes of another are in it together or not at all.
//!   A quota that falls because papers are exhausted may free more than the surplus of that moment; the rule does not look
//!   ahead to it.
//! - Else the keep factor of each elected becomes keep factor × quota ÷ votes, and the papers are counted again.
//! - The count ends when all seats are filled, or when no more are left than seats: these are elected.
//!
//! The arithmetic: 27 decimal places, of which the last 9 are there to guard the others. What does not fit is cut after each
//! multiplication and each division. Two numbers that differ by less than half of 10^−18 are equal. The transcript shows 18
//! places, rounded to the nearest.

use crate::contest::Contest;
use crate::keep::{self, Clauses, Keeping};
use crate::rule::{CountError, Rule};
use crate::tie::LotSeed;
use crate::transcript::Transcript;
use crate::wide::times_ratio;

/// The text that the rule is taken from.
pub const SOURCE: &str = "C. H. E. Warren, Counting in STV Elections, Voting matters 1 (1994), paper 4";

/// The most papers: with 27 places their votes fit in the numbers that are calculated with.
pub const MOST_PAPERS: u64 = 100_000_000_000;

/// 0.000000001.
const OMEGA: u128 = 1_000_000_000_000_000_000;

/// Counts ranked ballots.
///
/// # Errors
/// The contest has no ballots, or more than [`MOST_PAPERS`] of them; nobody stands, a minimum was set, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    keep::count::<Warren>(contest, seed)
}

struct Warren;

impl Keeping for Warren {
    const RULE: Rule = Rule::Warren;
    const PLACES: u32 = 27;
    const SHOWN: u32 = 18;
    const SLACK: u128 = 500_000_000;
    const MOST_PAPERS: u64 = MOST_PAPERS;
    const AT_ONCE: bool = true;
    const TOGETHER: bool = true;
    const CLAUSES: Clauses = Clauses { first: "", reweigh: "", exclude: "", reached: "", last: "" };

    type Weight = u128;

    const ONE: u128 = 10_u128.pow(27);

    fn weight(keep: u128) -> u128 {
        keep
    }

    fn part(weight: u128, keep: u128) -> (u128, u128) {
        let part = weight.min(keep);
        (part, weight.saturating_sub(part))
    }

    fn votes(part: u128, papers: u64) -> u128 {
        part.saturating_mul(papers.into())
    }

    fn quota(votes: u128, seats: u32) -> u128 {
        votes.checked_div(u128::from(seats).saturating_add(1)).unwrap_or(0)
    }

    fn settled(surplus: u128, _quota: u128, _elected: impl Iterator<Item = u128>) -> bool {
        surplus < OMEGA.saturating_add(Self::SLACK)
    }

    fn elects(votes: u128, quota: u128) -> bool {
        votes > quota && votes.saturating_sub(quota) >= Self::SLACK
    }

    fn next(keep: u128, quota: u128, votes: u128) -> u128 {
        times_ratio(times_ratio(keep, quota, Self::ONE), Self::ONE, votes)
    }
}
