//! Satisfaction by harmonic numbers (Thiele): a paper with `n` of its candidates in the committee has 1 + 1/2 + … + 1/n.

use alloc::vec;
use alloc::vec::Vec;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One as _, Zero as _};

use crate::candidate::Candidate;
use crate::committee::{Approvals, Choice, Chosen, Sequence, extreme};
use crate::shares::place;
use crate::transcript::RoundKind;

/// For each candidate how many papers that approve it have how many of theirs in the committee.
#[derive(Clone, Debug)]
struct Histogram<'a> {
    approvals: &'a Approvals,
    /// By group of equal papers: how many of theirs are in.
    within: Vec<usize>,
    papers: Vec<Vec<u64>>,
}

impl<'a> Histogram<'a> {
    fn new(approvals: &'a Approvals, within: Vec<usize>) -> Self {
        let most = approvals.marks.iter().map(Vec::len).max().unwrap_or(0).saturating_add(1);
        let mut papers = vec![vec![0; most]; approvals.supporters.of.len()];
        for ((marks, within), count) in approvals.marks.iter().zip(&within).zip(&approvals.supporters.counts)
        {
            for candidate in marks {
                change(&mut papers, *candidate, *within, |papers| papers.saturating_add(*count));
            }
        }
        Self { approvals, within, papers }
    }

    /// A candidate comes in, or leaves.
    fn shift(&mut self, candidate: Candidate, to: impl Fn(usize) -> usize) {
        let approvals = self.approvals;
        for support in approvals.supporters.of(candidate) {
            let (count, marks) = approvals.group(support.group);
            let Some(within) = self.within.get_mut(place(support.group)) else { continue };
            let (old, new) = (*within, to(*within));
            *within = new;
            for other in marks {
                change(&mut self.papers, *other, old, |papers| papers.saturating_sub(count));
                change(&mut self.papers, *other, new, |papers| papers.saturating_add(count));
            }
        }
    }

    /// The papers of a candidate, each divided by what `by` makes of the number within.
    fn sum(&self, candidate: Candidate, by: impl Fn(usize) -> usize) -> BigRational {
        let papers = self.papers.get(candidate.index()).into_iter().flatten().enumerate();
        let parts = papers.filter(|(_, papers)| **papers > 0).map(|(within, papers)| (by(within), *papers));
        let parts: Vec<(usize, u64)> = parts.filter(|(by, _)| *by > 0).collect();
        let common = parts.iter().fold(BigInt::one(), |common, (by, _)| common * *by);
        let whole = parts.iter().fold(BigInt::zero(), |sum, (by, papers)| sum + (&common / *by) * *papers);
        BigRational::new(whole, common)
    }
}

fn change(papers: &mut [Vec<u64>], candidate: Candidate, within: usize, to: impl Fn(u64) -> u64) {
    if let Some(papers) = papers.get_mut(candidate.index()).and_then(|papers| papers.get_mut(within)) {
        *papers = to(*papers);
    }
}

/// From nobody on, whoever adds most.
#[derive(Clone, Debug)]
pub(crate) struct Adding<'a> {
    histogram: Histogram<'a>,
    chosen: Chosen,
}

impl<'a> Adding<'a> {
    pub fn new(approvals: &'a Approvals) -> Self {
        let within = vec![0; approvals.marks.len()];
        Self { histogram: Histogram::new(approvals, within), chosen: Chosen::nobody(approvals) }
    }

    fn left(&self) -> impl Iterator<Item = Candidate> {
        self.histogram.approvals.standing.iter().copied().filter(|candidate| !self.chosen.has(*candidate))
    }
}

impl Sequence for Adding<'_> {
    fn next(&mut self) -> Option<Choice> {
        if self.chosen.len() >= self.histogram.approvals.seats {
            return None;
        }
        let gain = |candidate| self.histogram.sum(candidate, |within| within.saturating_add(1));
        let numbers: Vec<_> = self.left().map(|candidate| (candidate, gain(candidate))).collect();
        Some(Choice { kind: RoundKind::Gain, best: extreme(&numbers, true), numbers })
    }

    fn take(&mut self, _: &Choice, candidate: Candidate) {
        self.chosen.add(candidate);
        self.histogram.shift(candidate, |within| within.saturating_add(1));
    }

    fn committee(&self) -> Vec<Candidate> {
        self.chosen.in_order.clone()
    }

    fn all_follow(&self) -> bool {
        let seats = self.histogram.approvals.seats.saturating_sub(self.chosen.len());
        self.left().count() <= seats
    }
}

/// From everybody on, whoever is missed least leaves.
#[derive(Clone, Debug)]
pub(crate) struct Removing<'a> {
    histogram: Histogram<'a>,
    removed: Chosen,
}

impl<'a> Removing<'a> {
    pub fn new(approvals: &'a Approvals) -> Self {
        let within = approvals.marks.iter().map(Vec::len).collect();
        Self { histogram: Histogram::new(approvals, within), removed: Chosen::nobody(approvals) }
    }
}

impl Sequence for Removing<'_> {
    fn next(&mut self) -> Option<Choice> {
        let left = self.committee();
        if left.len() <= self.histogram.approvals.seats {
            return None;
        }
        let loss = |candidate| self.histogram.sum(candidate, |within| within);
        let numbers: Vec<_> = left.into_iter().map(|candidate| (candidate, loss(candidate))).collect();
        Some(Choice { kind: RoundKind::Remove, best: extreme(&numbers, false), numbers })
    }

    fn take(&mut self, _: &Choice, candidate: Candidate) {
        self.removed.add(candidate);
        self.histogram.shift(candidate, |within| within.saturating_sub(1));
    }

    /// Those who are left, by what they would be missed.
    fn committee(&self) -> Vec<Candidate> {
        let standing = self.histogram.approvals.standing.iter().copied();
        standing.filter(|candidate| !self.removed.has(*candidate)).collect()
    }

    fn all_follow(&self) -> bool {
        false
    }
}
