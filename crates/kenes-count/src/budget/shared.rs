//! The Method of Equal Shares for budgets, and its completions.

use alloc::vec::Vec;

use num_rational::BigRational;

use crate::budget::greedy::{Filling, conclude};
use crate::budget::{Budget, Completion, Funding, FundingError, Payment, Purchase};
use crate::candidate::Candidate;
use crate::number::Decimal;
use crate::rule::Rule;
use crate::shares::{self, Market, Offer, Run, fraction};
use crate::tie::{LotSeed, Purpose, Ties, Unresolved};

/// How often one more is added at most.
const MOST_INCREMENTS: u64 = 1_000_000;

/// The decimals of a hundredth, which is how finely rounded amounts are told.
const FINE_PLACES: u32 = 2;

/// Shares the money out, and lets voters buy.
pub(super) fn count(
    budget: &Budget,
    rule: Rule,
    completion: Completion,
    seed: Option<&LotSeed>,
) -> Result<Funding, FundingError> {
    let worth_cost = rule == Rule::EqualShares;
    let market = Market { supporters: budget.supporters(), costs: budget.costs(), worth_cost };
    let shop = Shop { budget, market, rule, seed };
    let made = if completion.adds() { shop.add_one_by_one()? } else { shop.once(shop.exact_share()) };
    shop.finish(made, completion)
}

struct Shop<'a> {
    budget: &'a Budget,
    market: Market<'a>,
    rule: Rule,
    seed: Option<&'a LotSeed>,
}

/// A run of the rule.
struct Made<'a> {
    share: BigRational,
    increments: u64,
    run: Run<'a>,
    bought: Vec<Candidate>,
    ties: Ties<'a>,
    outcome: Result<(), Unresolved>,
}

impl<'a> Shop<'a> {
    /// The money ÷ the voters.
    fn exact_share(&self) -> BigRational {
        BigRational::new(self.budget.units().into(), self.budget.voters().max(1).into())
    }

    /// One of the currency, in its smallest unit.
    fn one(&self) -> u64 {
        10_u64.checked_pow(self.budget.places()).unwrap_or(1)
    }

    /// Purchases with this share until nobody can pay for anything more.
    fn once(&self, share: BigRational) -> Made<'a> {
        let mut made = Made {
            run: Run::new(self.market, share.clone()),
            share,
            increments: 0,
            bought: Vec::new(),
            ties: Ties::new(self.rule.name(), self.seed),
            outcome: Ok(()),
        };
        loop {
            let offers = made.run.next();
            if offers.is_empty() {
                return made;
            }
            match self.choose(&offers, &made.bought, &mut made.ties) {
                Ok(offer) => {
                    made.run.buy(offer.candidate);
                    made.bought.push(offer.candidate);
                }
                Err(unresolved) => {
                    made.outcome = Err(unresolved);
                    return made;
                }
            }
        }
    }

    /// Of equal offers the one with more votes, then the one that costs less, then one by lot.
    fn choose(
        &self,
        offers: &[Offer],
        bought: &[Candidate],
        ties: &mut Ties<'_>,
    ) -> Result<Offer, Unresolved> {
        let key = |offer: &&Offer| {
            let votes = self.budget.votes(offer.candidate);
            (core::cmp::Reverse(votes), self.market.cost(offer.candidate))
        };
        let best = if offers.len() > 1 { offers.iter().map(|offer| key(&offer)).min() } else { None };
        let tied: Vec<&Offer> =
            offers.iter().filter(|offer| best.as_ref().is_none_or(|best| key(offer) == *best)).collect();
        let candidates: Vec<Candidate> = tied.iter().map(|offer| offer.candidate).collect();
        let stage = u32::try_from(bought.len()).unwrap_or(u32::MAX);
        let among = candidates.clone();
        let chosen = ties.lot(Purpose::Fund, candidates, stage)?;
        let offer = tied.into_iter().find(|offer| offer.candidate == chosen).copied();
        offer.ok_or(Unresolved { among })
    }

    /// From the whole part of the share on, one more for each voter until the projects cost more than there is.
    fn add_one_by_one(&self) -> Result<Made<'a>, FundingError> {
        let one = self.one();
        let per_voter = self.budget.units().checked_div(self.budget.voters()).unwrap_or(0);
        let start = per_voter.saturating_sub(per_voter.checked_rem(one).unwrap_or(0));
        let supported = self.budget.projects().filter(|project| self.budget.votes(*project) > 0).count();
        let mut before = self.once(fraction(start));
        for increments in 1..=MOST_INCREMENTS {
            if before.outcome.is_err() || before.bought.len() == supported {
                return Ok(before);
            }
            let mut next = self.once(fraction(start.saturating_add(increments.saturating_mul(one))));
            next.increments = increments;
            if self.spent(&next.bought) > self.budget.units() {
                return Ok(before);
            }
            before = next;
        }
        Err(FundingError::TooManySteps { most: MOST_INCREMENTS })
    }

    fn spent(&self, projects: &[Candidate]) -> u64 {
        projects.iter().fold(0, |sum, project| sum.saturating_add(self.market.cost(*project)))
    }

    fn finish(&self, made: Made<'a>, completion: Completion) -> Result<Funding, FundingError> {
        let Made { share, increments, mut run, bought, mut ties, mut outcome } = made;
        let mut filling = Filling {
            budget: self.budget,
            left: self.budget.units().saturating_sub(self.spent(&bought)),
            filled: Vec::new(),
        };
        if outcome.is_ok() && completion.fills() {
            let quotient = |project| match self.market.worth_cost {
                true => (self.budget.points(project), 1),
                false => (self.budget.points(project), self.market.cost(project)),
            };
            outcome = filling.fill(&mut ties, &bought, true, quotient);
        }
        let places = self.budget.places().saturating_add(FINE_PLACES);
        let unpaid = self.budget.projects().filter(|project| !bought.contains(project));
        let unpaid = unpaid.map(|project| (project, Decimal::new(run.have(project), places))).collect();
        let purchases = run.purchases().into_iter().map(|purchase| self.purchase(purchase)).collect();
        let funding = Funding {
            rule: self.rule,
            completion,
            share: Some(share),
            increments,
            purchases,
            unpaid,
            spent: self.budget.money_of(self.budget.units().saturating_sub(filling.left)),
            filled: filling.filled,
            ties: ties.met,
        };
        conclude(funding, outcome)
    }

    fn purchase(&self, made: shares::Purchase) -> Purchase {
        let places = self.budget.places().saturating_add(FINE_PLACES);
        let full = made.full.iter().map(|(points, voters)| {
            let fine = &made.price * fraction(*points) * fraction(shares::FINE);
            let each = u128::try_from(fine.round().to_integer()).unwrap_or(0);
            Payment { voters: *voters, points: *points, each: Decimal::new(each, places) }
        });
        let gave = made.gave.iter().rev().filter(|(each, _)| *each > 0);
        let gave = gave.map(|(each, voters)| Payment {
            voters: *voters,
            points: 0,
            each: Decimal::new(*each, places),
        });
        Purchase {
            project: made.candidate,
            rate: &made.price / fraction(self.market.worth(made.candidate)),
            full: full.collect(),
            gave: gave.collect(),
            last: made.last,
            last_together: made.last_together,
            price: made.price,
        }
    }
}
