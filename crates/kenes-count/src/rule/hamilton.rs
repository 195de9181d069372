//! Hamilton, also Hare-Niemeyer: the whole part of each share, then the largest remainders.
//!
//! Source: Bundeswahlgesetz, the Federal Elections Act of Germany, section 6(2) as in force from 1985 to 2008: votes × seats
//! ÷ all votes; each is given the whole part, the seats left go to the largest fractions, equal ones by lot.
//!
//! Where a minimum is set, whoever's share is below it is given the minimum and leaves; the others share the seats left
//! afresh, by their votes alone, and so on until no share is below the minimum. The transcript has for each the share of
//! the turn in which its seats were settled.

use alloc::vec::Vec;

use num_rational::Ratio;

use crate::apportion::Distribution;
use crate::candidate::Candidate;
use crate::contest::Contest;
use crate::rule::{CountError, Rule};
use crate::tie::{LotSeed, Ties};
use crate::transcript::{Share, Transcript};

/// The text that the rule is taken from.
pub const SOURCE: &str =
    "Federal Elections Act of Germany (Bundeswahlgesetz), section 6(2), as in force from 1985 to 2008";

/// Distributes the seats.
///
/// # Errors
/// Nobody stands, nobody has a vote, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let terms = contest.terms();
    if terms.maximum.is_some() || !terms.room.is_empty() || !terms.alliances.is_empty() {
        return Err(CountError::NoTerms { rule: Rule::Hamilton });
    }
    let mut distribution = Distribution::begin(contest, Rule::Hamilton)?;
    distribution.set_minimum(contest.minimum());
    let sharing = settle_minimum(&mut distribution, contest.minimum());
    let shares = shares(&distribution, &sharing);
    for share in &shares {
        distribution.give_share(*share);
    }
    let remainder = |share: &Share| (share.candidate, share.exact.fract());
    let remainders = shares.iter().map(remainder).filter(|(_, claim)| *claim.numer() > 0).collect();
    let mut ties = Ties::new(Rule::Hamilton.name(), seed);
    let outcome = distribution.award(remainders, &mut ties);
    distribution.finish(ties, outcome)
}

/// Gives the minimum to those whose share is below it, turn after turn; returns the others.
fn settle_minimum(distribution: &mut Distribution<'_>, minimum: u32) -> Vec<Candidate> {
    let mut sharing = distribution.standing.clone();
    loop {
        let (below, reached): (Vec<Share>, Vec<Share>) =
            shares(distribution, &sharing).into_iter().partition(|share| share.whole < minimum);
        if below.is_empty() {
            return sharing;
        }
        for share in below {
            distribution.give_share(Share { whole: minimum, ..share });
        }
        sharing = reached.into_iter().map(|share| share.candidate).collect();
    }
}

/// Votes × seats left ÷ the votes of all who share them.
fn shares(distribution: &Distribution<'_>, sharing: &[Candidate]) -> Vec<Share> {
    let votes = |candidate: Candidate| u128::from(distribution.votes(candidate));
    // At least 1, so that nothing is divided by 0: somebody has a vote, and with a minimum whoever has none leaves first.
    let all = sharing.iter().map(|candidate| votes(*candidate)).sum::<u128>().max(1);
    let share = |candidate: &Candidate| {
        let exact = Ratio::new_raw(votes(*candidate).saturating_mul(distribution.left.into()), all);
        let whole = u32::try_from(exact.to_integer()).unwrap_or(u32::MAX);
        Share { candidate: *candidate, exact, whole }
    };
    sharing.iter().map(share).collect()
}
