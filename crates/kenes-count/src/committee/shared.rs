//! Equal Shares, then loads: the papers share the seats out as if these were money, and buy members; the seats that are
//! left go by loads, where what a paper has left counts as a load below 0.

use alloc::vec::Vec;

use num_rational::BigRational;

use crate::candidate::Candidate;
use crate::committee::loads::{basis, without};
use crate::committee::{Approvals, Choice, Chosen, Loads, Sequence};
use crate::shares::{Market, Run, fraction};
use crate::transcript::RoundKind;

/// The two phases.
#[derive(Clone, Debug)]
pub(crate) struct Shared<'a> {
    approvals: &'a Approvals,
    share: BigRational,
    run: Run<'a>,
    chosen: Chosen,
    loads: Option<Loads<'a>>,
}

impl<'a> Shared<'a> {
    /// Each member costs 1; `costs` has a 1 for everybody.
    pub fn new(approvals: &'a Approvals, costs: &'a [u64]) -> Self {
        let seats = u64::try_from(approvals.seats).unwrap_or(u64::MAX);
        let share = fraction(seats) / fraction(approvals.papers.max(1));
        let market = Market { supporters: &approvals.supporters, costs, worth_cost: false };
        let run = Run::new(market, share.clone());
        Self { approvals, share, run, chosen: Chosen::nobody(approvals), loads: None }
    }

    /// Loads from what is left.
    fn begin_loads(&mut self) -> Loads<'a> {
        let prices = self.run.purchases().into_iter().map(|purchase| purchase.price);
        let basis = basis(&self.share, prices);
        let groups = 0..u32::try_from(self.approvals.marks.len()).unwrap_or(u32::MAX);
        let load = |group| match self.run.is_spent(group) {
            true => Vec::new(),
            false => without(self.run.paid(group)),
        };
        Loads::starting(self.approvals, basis, groups.map(load).collect(), &self.chosen.in_order)
    }
}

impl Sequence for Shared<'_> {
    fn next(&mut self) -> Option<Choice> {
        if self.loads.is_none() {
            if self.chosen.len() >= self.approvals.seats {
                return None;
            }
            let offers = self.run.next();
            if !offers.is_empty() {
                let best: Vec<Candidate> = offers.iter().map(|offer| offer.candidate).collect();
                let numbers = offers.iter().map(|offer| (offer.candidate, self.run.rate(offer))).collect();
                return Some(Choice { kind: RoundKind::Price, best, numbers });
            }
            self.loads = Some(self.begin_loads());
        }
        self.loads.as_mut().and_then(Sequence::next)
    }

    fn take(&mut self, choice: &Choice, candidate: Candidate) {
        match &mut self.loads {
            Some(loads) => loads.take(choice, candidate),
            None => {
                self.run.buy(candidate);
                self.chosen.add(candidate);
            }
        }
    }

    fn committee(&self) -> Vec<Candidate> {
        self.loads.as_ref().map_or_else(|| self.chosen.in_order.clone(), Sequence::committee)
    }

    fn all_follow(&self) -> bool {
        let chosen = self.committee().len();
        let left = self.approvals.standing.len().saturating_sub(chosen);
        left <= self.approvals.seats.saturating_sub(chosen)
    }
}
