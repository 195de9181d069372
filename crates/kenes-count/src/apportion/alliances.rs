//! Lists that are counted as one first: apparentment.
//!
//! Each alliance, and each list that is in none, is given seats by the rule for its votes together. Then the seats of each
//! alliance go to its members by the same rule. A lot on the first level names an alliance by its first member.

use alloc::vec;
use alloc::vec::Vec;

use super::{Distribution, Divisors, award_all};
use crate::candidate::Candidate;
use crate::rule::CountError;
use crate::tie::{LotSeed, Ties, Unresolved};
use crate::transcript::{Alliance, Transcript};

/// Distributes the seats on both levels.
///
/// # Errors
/// The rule gives everybody a seat, there is a minimum or a maximum, or a lot is needed.
pub(super) fn by_divisors(
    mut distribution: Distribution<'_>,
    seed: Option<&LotSeed>,
    divisors: &Divisors,
) -> Result<Transcript, CountError> {
    let contest = distribution.contest;
    if divisors.minimum > 0
        || contest.minimum() > 0
        || contest.terms().maximum.is_some()
        || !contest.terms().room.is_empty()
    {
        return Err(CountError::NoTerms { rule: divisors.rule });
    }
    let mut ties = Ties::new(divisors.rule.name(), seed);
    let outcome = distribute(&mut distribution, divisors, &mut ties);
    distribution.finish(ties, outcome)
}

fn distribute(
    distribution: &mut Distribution<'_>,
    divisors: &Divisors,
    ties: &mut Ties<'_>,
) -> Result<(), Unresolved> {
    let standing = distribution.standing.clone();
    let groups: Vec<Vec<Candidate>> = distribution
        .contest
        .terms()
        .alliances
        .iter()
        .map(|alliance| standing.iter().copied().filter(|member| alliance.contains(member)).collect())
        .filter(|members: &Vec<Candidate>| !members.is_empty())
        .collect();
    let mut first = level(distribution, distribution.left);
    first.standing.retain(|candidate| {
        groups.iter().all(|members| members.first() == Some(candidate) || !members.contains(candidate))
    });
    for members in &groups {
        let together =
            members.iter().fold(0, |sum: u64, member| sum.saturating_add(distribution.votes(*member)));
        if let Some(votes) = members.first().and_then(|member| first.sums.votes.get_mut(member.index())) {
            *votes = together;
        }
    }
    let outcome = award_all(&mut first, divisors, ties);
    distribution.left = first.left;
    distribution.awards.append(&mut first.awards);
    for candidate in &first.standing {
        let seats = first.seats(*candidate);
        let members = groups.iter().find(|members| members.first() == Some(candidate));
        let members = members.cloned().unwrap_or_else(|| vec![*candidate]);
        let mut second = level(distribution, seats);
        second.standing = members.clone();
        let inner = if outcome.is_ok() { award_all(&mut second, divisors, ties) } else { Ok(()) };
        for member in &members {
            distribution.add(*member, second.seats(*member));
        }
        if members.len() > 1 {
            let (votes, awards) = (first.votes(*candidate), second.awards);
            distribution.alliances.push(Alliance { members, votes, seats, awards });
        }
        inner?;
    }
    outcome
}

/// A level on which nothing is given yet.
fn level<'a>(of: &Distribution<'a>, seats: u32) -> Distribution<'a> {
    let mut level = of.afresh();
    level.left = seats;
    level
}
