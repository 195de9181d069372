//! Meek's rule as Hill, Wichmann and Woodall wrote it down: nobody is elected before the surpluses have passed on.
//!
//! Source: I. D. Hill, B. A. Wichmann and D. R. Woodall, "Algorithm 123: Single Transferable Vote by Meek's Method", The
//! Computer Journal 30 (1987), pages 277 to 281. Name in full: `meek-hww-reference`.
//!
//! - Each paper is followed through its preferences with weight 1 at first. Each candidate is given weight × keep factor, and
//!   the weight that is left goes on.
//! - The quota is all votes that somebody has ÷ (seats + 1), calculated anew each time.
//! - The keep factor of each elected becomes keep factor × quota ÷ votes, until the votes of each differ from the quota by no
//!   more than 0.001 % of them. Then whoever has more than the quota is elected; if nobody has, the candidate with the fewest
//!   votes is excluded.
//! - The count ends when all seats are filled, or when no more are left than seats: these are elected.
//!
//! Where the text leaves something open, or this count differs:
//!
//! - The authors calculate with the floating point numbers of their machine. Here numbers have 9 decimal places: parts of
//!   papers and keep factors are rounded up, the quota is cut.
//! - A stage is also over when the surplus of all elected is not less than in the count before.
//! - Should more have the quota at once than there are seats, which rounding alone could bring about, those with the most
//!   votes are elected.
//! - All whose votes are above the lowest by no more than the surplus that is left are tied with it, and a lot decides, as the authors'
//!   random numbers do.

use crate::contest::Contest;
use crate::keep::{self, Clauses, Keeping};
use crate::rule::{CountError, Rule, meek_prf};
use crate::tie::LotSeed;
use crate::transcript::Transcript;

/// The text that the rule is taken from.
pub const SOURCE: &str = "Hill, Wichmann and Woodall, Algorithm 123: Single Transferable Vote by Meek's Method, The Computer Journal 30 (1987)";

/// Counts ranked ballots.
///
/// # Errors
/// The contest has no ballots, nobody stands, a minimum was set, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    keep::count::<MeekHww>(contest, seed)
}

struct MeekHww;

impl Keeping for MeekHww {
    const RULE: Rule = Rule::MeekHww;
    const PLACES: u32 = 9;
    const SHOWN: u32 = 9;
    const SLACK: u128 = 1;
    const MOST_PAPERS: u64 = crate::ballot::MAX_PAPERS;
    const AT_ONCE: bool = false;
    const TOGETHER: bool = false;
    const CLAUSES: Clauses = Clauses { first: "", reweigh: "", exclude: "", reached: "", last: "" };

    type Weight = u64;

    const ONE: u64 = 1_000_000_000;

    fn weight(keep: u128) -> u64 {
        u64::try_from(keep).unwrap_or(Self::ONE)
    }

    fn part(weight: u64, keep: u64) -> (u64, u64) {
        meek_prf::part(weight, keep)
    }

    fn votes(part: u64, papers: u64) -> u128 {
        u128::from(part).saturating_mul(papers.into())
    }

    fn quota(votes: u128, seats: u32) -> u128 {
        votes.checked_div(u128::from(seats).saturating_add(1)).unwrap_or(0)
    }

    fn settled(_surplus: u128, quota: u128, mut elected: impl Iterator<Item = u128>) -> bool {
        elected.all(|votes| votes.abs_diff(quota).saturating_mul(100_000) <= votes)
    }

    fn elects(votes: u128, quota: u128) -> bool {
        votes > quota
    }

    fn next(keep: u128, quota: u128, votes: u128) -> u128 {
        meek_prf::next(keep, quota, votes)
    }
}
