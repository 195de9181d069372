//! One run: the same share for everybody, then purchase after purchase.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero as _;

use crate::candidate::Candidate;
use crate::shares::bounds::{Bounds, Scale, bits};
use crate::shares::{FINE, Market, Purchase, Support, fraction, place};

/// The number of a purchase, from 0.
type Number = u32;
/// Of a voter who has something left.
const NEVER: Number = u32::MAX;

/// Voters, what they have left, and what is still offered.
#[derive(Clone, Debug)]
pub(crate) struct Run<'a> {
    market: Market<'a>,
    scale: Scale,
    share: BigRational,
    /// What each voter of a group has left.
    left: Vec<Bounds>,
    /// The purchase to which a group gave its last.
    emptied: Vec<Number>,
    bought: Vec<Bought>,
    /// The exact prices of the first purchases, as far as anybody had to know them.
    prices: Vec<BigRational>,
    /// What can still be bought, with what its price by worth was when it was last asked: it only rises.
    offered: Vec<(u128, Candidate)>,
    /// Supporters of what is looked at who can pay in full, and those who cannot.
    rich: Vec<Support>,
    poor: Vec<Support>,
}

#[derive(Clone, Debug)]
struct Bought {
    candidate: Candidate,
    /// The points of those who paid in full.
    points: u64,
    /// What those who could not gave each, in parts of [`FINE`], and how many of them gave that.
    gave: BTreeMap<u128, u64>,
}

/// Something that its supporters can pay.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    pub candidate: Candidate,
    price: Bounds,
    /// Price by worth.
    rate: Bounds,
}

impl<'a> Run<'a> {
    /// Everybody has the same share, and everything that anybody supports is offered.
    pub fn new(market: Market<'a>, share: BigRational) -> Self {
        let supporters = market.supporters;
        let offered: Vec<_> = (0..supporters.of.len())
            .filter_map(Candidate::new)
            .filter(|candidate| !supporters.of(*candidate).is_empty())
            .map(|candidate| (0, candidate))
            .collect();
        let largest = |of: &dyn Fn(Candidate) -> u64| {
            bits(offered.iter().map(|(_, candidate)| of(*candidate)).max().unwrap_or(0))
        };
        let most = |candidate: Candidate| {
            u64::from(supporters.of(candidate).iter().map(|support| support.points).max().unwrap_or(0))
        };
        let whole = u64::try_from(share.ceil().to_integer()).unwrap_or(u64::MAX);
        let scale = Scale::of(
            bits(whole),
            largest(&|candidate| supporters.points(candidate)),
            largest(&most),
            largest(&|candidate| market.cost(candidate)),
        );
        let groups = supporters.counts.len();
        Self {
            market,
            scale,
            left: vec![scale.of_fraction(&share); groups],
            share,
            emptied: vec![NEVER; groups],
            bought: Vec::new(),
            prices: Vec::new(),
            offered,
            rich: Vec::new(),
            poor: Vec::new(),
        }
    }

    /// What costs its supporters least by what it is worth; several where that is exactly equal, in ballot-paper order.
    /// Nothing when nobody can pay for anything more.
    pub fn next(&mut self) -> Vec<Offer> {
        self.offered.sort_unstable();
        let mut best: Vec<Offer> = Vec::new();
        let mut least = u128::MAX;
        let offered = core::mem::take(&mut self.offered);
        for (index, (known, candidate)) in offered.iter().copied().enumerate() {
            if known > least {
                self.offered.extend(offered.iter().skip(index));
                break;
            }
            // What cannot be paid now never can.
            let Some(offer) = self.ask(candidate) else { continue };
            self.offered.push((offer.rate.low, candidate));
            least = least.min(offer.rate.high);
            best.push(offer);
        }
        best.retain(|offer| offer.rate.low <= least);
        if best.len() > 1 {
            best = self.exactly_least(best);
        }
        best.sort_unstable_by_key(|offer| offer.candidate);
        best
    }

    /// Buys what was offered. What a voter gives is the price for each point, or all that is left.
    pub fn buy(&mut self, candidate: Candidate) {
        self.offered.retain(|(_, other)| *other != candidate);
        // Divides the supporters as when it was asked, for nothing was bought since.
        let Some(offer) = self.ask(candidate) else { return };
        let number = u32::try_from(self.bought.len()).unwrap_or(NEVER);
        let mut gave = BTreeMap::new();
        for support in &self.poor {
            let count = self.market.supporters.count(support.group);
            if let (Some(left), Some(emptied)) =
                (self.left.get_mut(place(support.group)), self.emptied.get_mut(place(support.group)))
            {
                let given: &mut u64 = gave.entry(self.scale.rounded(*left, FINE)).or_default();
                *given = given.saturating_add(count);
                (*left, *emptied) = (Bounds::ZERO, number);
            }
        }
        for support in &self.rich {
            if let Some(left) = self.left.get_mut(place(support.group)) {
                *left = left.minus(offer.price.times(support.points));
            }
        }
        let points = self.points_of(&self.rich);
        self.bought.push(Bought { candidate, points, gave });
    }

    /// The exact price of an offer for each point by what a point is worth.
    pub fn rate(&mut self, offer: &Offer) -> BigRational {
        self.exact_price(offer.candidate) / fraction(self.market.worth(offer.candidate))
    }

    /// What was bought, in order.
    pub fn purchases(&mut self) -> Vec<Purchase> {
        self.know_prices(self.bought.len());
        let purchases = (0..).zip(&self.bought).zip(&self.prices).map(|((number, bought), price)| {
            let mut full: BTreeMap<u32, u64> = BTreeMap::new();
            let mut last: u64 = 0;
            for support in self.market.supporters.of(bought.candidate) {
                let count = self.market.supporters.count(support.group);
                let emptied = self.emptied.get(place(support.group)).copied().unwrap_or(NEVER);
                if emptied > number {
                    let voters = full.entry(support.points).or_default();
                    *voters = voters.saturating_add(count);
                } else if emptied == number {
                    last = last.saturating_add(count);
                }
            }
            let cost = fraction(self.market.cost(bought.candidate));
            Purchase {
                candidate: bought.candidate,
                last_together: cost - price * fraction(bought.points),
                price: price.clone(),
                full: full.into_iter().collect(),
                last,
                gave: bought.gave.iter().map(|(amount, voters)| (*amount, *voters)).collect(),
            }
        });
        purchases.collect()
    }

    /// What the supporters of something have left together, to the nearest of so many parts ([`FINE`]).
    pub fn have(&self, candidate: Candidate) -> u128 {
        self.scale.rounded(self.left_of(self.market.supporters.of(candidate)), FINE)
    }

    /// Whether the voters of a group have given their last.
    pub fn is_spent(&self, group: u32) -> bool {
        self.emptied.get(place(group)) != Some(&NEVER)
    }

    /// The points that each voter of a group with something left has paid for, by purchase.
    pub fn paid(&self, group: u32) -> impl Iterator<Item = (usize, u32)> {
        self.paid_by(group, self.bought.len())
    }

    /// What each voter of a group has left, exactly.
    fn exactly_left(&mut self, group: u32) -> BigRational {
        self.know_prices(self.bought.len());
        self.left_exactly(group)
    }

    /// What can still be paid for at which price; divides the supporters by whether they can pay it in full.
    fn ask(&mut self, candidate: Candidate) -> Option<Offer> {
        let market = self.market;
        self.poor.clear();
        self.rich.clear();
        let has_left = |support: &&Support| self.emptied.get(place(support.group)) == Some(&NEVER);
        self.rich.extend(market.supporters.of(candidate).iter().filter(has_left));
        let cost = self.scale.whole(market.cost(candidate));
        if !self.affordable(candidate, cost) {
            return None;
        }
        let mut rest = cost;
        let mut points = self.points_of(&self.rich);
        loop {
            let poor = self.poor.len();
            self.divide(candidate, rest, points);
            let Some(new) = self.poor.get(poor..).filter(|new| !new.is_empty()) else { break };
            rest = rest.minus(self.left_of(new));
            points = points.saturating_sub(self.points_of(new));
        }
        let price = rest.divided(points.into());
        Some(Offer { candidate, price, rate: self.scale.by_worth(price, market.worth(candidate)) })
    }

    /// Whether what its supporters have left is enough.
    fn affordable(&mut self, candidate: Candidate, cost: Bounds) -> bool {
        match self.left_of(&self.rich).compare(cost) {
            Some(order) => order != Ordering::Less,
            None => {
                let rich = self.rich.clone();
                self.sum_exactly(&rich) >= fraction(self.market.cost(candidate))
            }
        }
    }

    /// Moves those who cannot pay their part of the rest in full to the poor.
    fn divide(&mut self, candidate: Candidate, rest: Bounds, points: u64) {
        let mut unsure = Vec::new();
        let (left, poor) = (&self.left, &mut self.poor);
        let already = poor.len();
        self.rich.retain(|support| {
            let left = left.get(place(support.group)).copied().unwrap_or_default();
            match left.times(points).compare(rest.times(support.points)) {
                Some(Ordering::Less) => poor.push(*support),
                Some(Ordering::Equal | Ordering::Greater) => return true,
                None => unsure.push(*support),
            }
            false
        });
        if unsure.is_empty() {
            return;
        }
        let paid: Vec<Support> = self.poor.get(..already).unwrap_or_default().to_vec();
        let rest = fraction(self.market.cost(candidate)) - self.sum_exactly(&paid);
        for support in unsure {
            let enough =
                self.exactly_left(support.group) * fraction(points) >= &rest * fraction(support.points);
            if enough { self.rich.push(support) } else { self.poor.push(support) }
        }
    }

    /// The offers whose price by worth is exactly the least.
    fn exactly_least(&mut self, offers: Vec<Offer>) -> Vec<Offer> {
        let rated: Vec<(BigRational, Offer)> =
            offers.into_iter().map(|offer| (self.rate(&offer), offer)).collect();
        let least = rated.iter().map(|(rate, _)| rate).min().cloned();
        rated.into_iter().filter(|(rate, _)| Some(rate) == least.as_ref()).map(|(_, offer)| offer).collect()
    }

    /// The exact price of what is still offered.
    fn exact_price(&mut self, candidate: Candidate) -> BigRational {
        if self.ask(candidate).is_none() {
            return BigRational::zero();
        }
        let (poor, points) = (self.poor.clone(), self.points_of(&self.rich));
        (fraction(self.market.cost(candidate)) - self.sum_exactly(&poor)) / fraction(points.max(1))
    }

    fn points_of(&self, supports: &[Support]) -> u64 {
        let points = |support: &Support| {
            self.market.supporters.count(support.group).saturating_mul(support.points.into())
        };
        supports.iter().fold(0, |sum: u64, support| sum.saturating_add(points(support)))
    }

    fn left_of(&self, supports: &[Support]) -> Bounds {
        supports.iter().fold(Bounds::ZERO, |sum, support| {
            let left = self.left.get(place(support.group)).copied().unwrap_or_default();
            sum.plus(left.times(self.market.supporters.count(support.group)))
        })
    }

    fn sum_exactly(&mut self, supports: &[Support]) -> BigRational {
        self.know_prices(self.bought.len());
        // Whole numbers of shares and of earlier prices first, then one fraction for each of these.
        let mut shares = BigInt::zero();
        let mut paid = vec![BigInt::zero(); self.bought.len()];
        for support in supports {
            if self.emptied.get(place(support.group)) != Some(&NEVER) {
                continue;
            }
            let count = BigInt::from(self.market.supporters.count(support.group));
            for (number, points) in self.paid_by(support.group, self.bought.len()) {
                if let Some(paid) = paid.get_mut(number) {
                    *paid += &count * points;
                }
            }
            shares += count;
        }
        let spent = paid.into_iter().zip(&self.prices).map(|(points, price)| price * fraction(points));
        &self.share * fraction(shares) - spent.fold(BigRational::zero(), |sum, spent| sum + spent)
    }

    /// The points that a group gave to the first `until` purchases, by purchase.
    fn paid_by(&self, group: u32, until: usize) -> impl Iterator<Item = (usize, u32)> {
        self.bought.iter().take(until).enumerate().filter_map(move |(number, bought)| {
            let of = self.market.supporters.of(bought.candidate);
            // Groups are added in order.
            let found = of.binary_search_by_key(&group, |support| support.group).ok()?;
            of.get(found).map(|support| (number, support.points))
        })
    }

    fn left_exactly(&self, group: u32) -> BigRational {
        if self.emptied.get(place(group)) != Some(&NEVER) {
            return BigRational::zero();
        }
        self.left_before(group, self.bought.len())
    }

    /// What each of a group had left before a purchase, if it paid for all before it in full.
    fn left_before(&self, group: u32, number: usize) -> BigRational {
        self.paid_by(group, number).fold(self.share.clone(), |left, (number, points)| {
            self.prices.get(number).map_or(left.clone(), |price| left - price * fraction(points))
        })
    }

    /// Calculates the exact prices of the first purchases.
    fn know_prices(&mut self, until: usize) {
        while self.prices.len() < until {
            let number = self.prices.len();
            let price = self.price_of(number);
            self.prices.push(price);
        }
    }

    /// The exact price of a purchase, when those before are known.
    fn price_of(&self, number: usize) -> BigRational {
        let Some(bought) = self.bought.get(number) else { return BigRational::zero() };
        let at = u32::try_from(number).unwrap_or(NEVER);
        let gave_last = |group: u32| self.emptied.get(place(group)) == Some(&at);
        let mut shares = BigInt::zero();
        for support in self.market.supporters.of(bought.candidate) {
            if gave_last(support.group) {
                shares += self.market.supporters.count(support.group);
            }
        }
        let mut given = &self.share * fraction(shares);
        for (earlier, price) in self.bought.iter().zip(&self.prices) {
            let of = self.market.supporters.of(earlier.candidate).iter();
            let points = of.filter(|support| gave_last(support.group)).fold(0, |sum: u64, support| {
                let count = self.market.supporters.count(support.group);
                sum.saturating_add(count.saturating_mul(support.points.into()))
            });
            given -= price * fraction(points);
        }
        (fraction(self.market.cost(bought.candidate)) - given) / fraction(bought.points.max(1))
    }
}
