//! Meek's rule in the PR Foundation's reference form, with nine decimals.
//!
//! Source: the Proportional Representation Foundation's Reference Meek Rule, steps A to C. Name in full: `meek-prf-fixed9`.
//!
//! - A: everybody who stands is hopeful and keeps 1 of each paper; the withdrawn keep 0.
//! - B.2.a: each paper is followed through its preferences with weight 1 at first. Each candidate is given weight × keep
//!   factor, rounded up to 9 places, and the weight that is left goes on.
//! - B.2.b: the quota is all votes that somebody has ÷ (seats + 1), cut after 9 places, plus 0.000000001.
//! - B.2.c: whoever has at least the quota is elected at once; that ends the stage.
//! - B.2.e: it also ends when the surplus of all elected is below 0.000001, or is not less than in the count before.
//! - B.2.f: else the keep factor of each elected becomes keep factor × quota (rounded up) ÷ votes (rounded up), and the
//!   papers are counted again.
//! - B.3: who has the fewest votes is excluded and keeps 0. Everybody is tied with the lowest who is above it by no more than
//!   the surplus.
//! - B.1 and C: the count ends when all seats are filled, or when no more are left than seats: these are elected.
//!
//! Where the text leaves something open:
//!
//! - Procedure T for ties is a lot. Earlier stages are not asked: the reference form has a fixed random order of the
//!   candidates, which is a lot too.
//! - Should more have the quota at once than there are seats, which rounding alone could bring about, those with the most
//!   votes are elected.
//! - When the last excluded leaves as many as there are seats, the votes are not counted again; in the transcript the votes
//!   of the excluded are then with nobody.

use crate::contest::Contest;
use crate::keep::{self, Clauses, Keeping};
use crate::rule::{CountError, Rule};
use crate::tie::LotSeed;
use crate::transcript::Transcript;

/// The text that the rule is taken from.
pub const SOURCE: &str = "Proportional Representation Foundation, Reference Meek Rule";

/// 1 in units of the ninth place.
const ONE: u64 = 1_000_000_000;

/// 0.000001.
const OMEGA: u128 = 1_000;

/// Counts ranked ballots.
///
/// # Errors
/// The contest has no ballots, nobody stands, a minimum was set, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    keep::count::<MeekPrf>(contest, seed)
}

struct MeekPrf;

impl Keeping for MeekPrf {
    const RULE: Rule = Rule::MeekPrf;
    const PLACES: u32 = 9;
    const SHOWN: u32 = 9;
    const SLACK: u128 = 1;
    const MOST_PAPERS: u64 = crate::ballot::MAX_PAPERS;
    const AT_ONCE: bool = true;
    const TOGETHER: bool = false;
    const CLAUSES: Clauses = Clauses {
        first: "step B.2",
        reweigh: "step B.2",
        exclude: "step B.3",
        reached: "step B.2.c",
        last: "step C.1",
    };

    type Weight = u64;

    const ONE: u64 = ONE;

    fn weight(keep: u128) -> u64 {
        u64::try_from(keep).unwrap_or(ONE)
    }

    fn part(weight: u64, keep: u64) -> (u64, u64) {
        part(weight, keep)
    }

    fn votes(part: u64, papers: u64) -> u128 {
        u128::from(part).saturating_mul(papers.into())
    }

    fn quota(votes: u128, seats: u32) -> u128 {
        votes.checked_div(u128::from(seats).saturating_add(1)).unwrap_or(0).saturating_add(1)
    }

    fn settled(surplus: u128, _quota: u128, _elected: impl Iterator<Item = u128>) -> bool {
        surplus < OMEGA
    }

    fn elects(votes: u128, quota: u128) -> bool {
        votes >= quota
    }

    fn next(keep: u128, quota: u128, votes: u128) -> u128 {
        next(keep, quota, votes)
    }
}

/// Weight × keep factor, rounded up, and what is left of the weight.
pub(crate) fn part(weight: u64, keep: u64) -> (u64, u64) {
    // Both are at most 1: the product has at most 18 digits.
    let part = weight.saturating_mul(keep).div_ceil(ONE);
    (part, weight.saturating_sub(part))
}

/// Keep factor × quota ÷ votes, each step rounded up.
pub(crate) fn next(keep: u128, quota: u128, votes: u128) -> u128 {
    let one = u128::from(ONE);
    if votes == 0 {
        return keep;
    }
    keep.saturating_mul(quota).div_ceil(one).saturating_mul(one).div_ceil(votes)
}
