//! Papers in batches: all of one value that a candidate received at once lie together, the last received on top.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use super::PLACES;
use crate::candidate::Candidate;
use crate::number::Fixed;
use crate::reading::Orders;
use crate::transcript::{Destination, Transfer};

/// A number of votes.
pub(super) type Votes2 = Fixed<PLACES>;

/// Papers of one value, received at once.
#[derive(Default)]
struct Batch {
    value: Votes2,
    /// Groups of papers, and the place of the preference by which each lies here.
    groups: Vec<(u32, u32)>,
}

/// The papers of a count and where they lie.
pub(super) struct Papers<'a> {
    orders: &'a Orders<'a>,
    /// Who can still be given papers.
    continuing: Vec<bool>,
    batches: Vec<Vec<Batch>>,
    votes: Vec<Votes2>,
    non_transferable: Votes2,
    lost: Votes2,
}

impl<'a> Papers<'a> {
    /// All papers with their first preferences.
    pub fn lay(orders: &'a Orders<'a>, continuing: Vec<bool>) -> Self {
        let len = continuing.len();
        let mut papers = Self {
            orders,
            continuing,
            batches: (0..len).map(|_| Vec::new()).collect(),
            votes: vec![Votes2::ZERO; len],
            non_transferable: Votes2::ZERO,
            lost: Votes2::ZERO,
        };
        let all = (0..u32::try_from(orders.len()).unwrap_or(u32::MAX)).map(|group| (group, 0));
        let (sorted, _) = papers.sort(all);
        papers.put(sorted, Votes2::ONE);
        papers
    }

    /// The votes of a candidate.
    pub fn votes(&self, candidate: Candidate) -> Votes2 {
        self.votes.get(candidate.index()).copied().unwrap_or_default()
    }

    /// The votes of all, in ballot-paper order.
    pub fn all_votes(&self) -> &[Votes2] {
        &self.votes
    }

    /// The votes that nobody has.
    pub fn non_transferable(&self) -> Votes2 {
        self.non_transferable
    }

    /// What cutting has lost of them.
    pub fn lost(&self) -> Votes2 {
        self.lost
    }

    /// No more papers for this candidate.
    pub fn stop(&mut self, candidate: Candidate) {
        if let Some(continuing) = self.continuing.get_mut(candidate.index()) {
            *continuing = false;
        }
    }

    /// Passes on the surplus of a candidate, over the papers received last.
    pub fn pass_surplus(&mut self, from: Candidate, quota: Votes2) -> Vec<Transfer> {
        let surplus = self.votes(from) - quota;
        let last = self.batches.get_mut(from.index()).and_then(Vec::pop).unwrap_or_default();
        let (sorted, _) =
            self.sort(last.groups.iter().map(|(group, place)| (*group, place.saturating_add(1))));
        let papers = sorted.values().fold(0, |sum: u64, sent| sum.saturating_add(sent.papers));
        let cut = last.value.times(papers) > surplus;
        let value = if cut { surplus.over(papers) } else { last.value };
        let mut transfers = transfers(from, &sorted, value);
        let rest = surplus - value.times(papers);
        if rest > Votes2::ZERO {
            let to = if cut { Destination::Lost } else { Destination::NonTransferable };
            let none = Votes2::ZERO.to_decimal();
            transfers.push(Transfer { from, to, papers: 0, value: none, votes: rest.to_decimal() });
        }
        if cut {
            self.lost += rest;
        }
        self.non_transferable += rest;
        self.put(sorted, value);
        if let Some(votes) = self.votes.get_mut(from.index()) {
            *votes = quota;
        }
        transfers
    }

    /// The highest value of a paper that any of these candidates holds.
    pub fn highest_value(&self, of: &[Candidate]) -> Option<Votes2> {
        let batches = of.iter().filter_map(|candidate| self.batches.get(candidate.index())).flatten();
        batches.map(|batch| batch.value).max()
    }

    /// Passes on all papers of one value that these candidates hold, as one batch.
    pub fn pass_batch(&mut self, from: &[Candidate], value: Votes2) -> Vec<Transfer> {
        let mut all: BTreeMap<Candidate, Sent> = BTreeMap::new();
        let mut told = Vec::new();
        for candidate in from {
            let Some(batches) = self.batches.get_mut(candidate.index()) else { continue };
            let (taken, left) = core::mem::take(batches).into_iter().partition(|batch| batch.value == value);
            *batches = left;
            let taken: Vec<Batch> = taken;
            let papers = taken.iter().flat_map(|batch| &batch.groups);
            let (sorted, nowhere) = self.sort(papers.map(|(group, place)| (*group, place.saturating_add(1))));
            told.extend(transfers(*candidate, &sorted, value));
            let mut gone = value.times(nowhere);
            if nowhere > 0 {
                let (from, votes) = (*candidate, gone.to_decimal());
                let (to, value) = (Destination::NonTransferable, value.to_decimal());
                told.push(Transfer { from, to, papers: nowhere, value, votes });
            }
            self.non_transferable += gone;
            for (to, sent) in sorted {
                gone += value.times(sent.papers);
                let merged = all.entry(to).or_default();
                merged.papers = merged.papers.saturating_add(sent.papers);
                merged.groups.extend(sent.groups);
            }
            if let Some(votes) = self.votes.get_mut(candidate.index()) {
                *votes -= gone;
            }
        }
        self.put(all, value);
        told
    }

    /// Sorts papers by the next preference for somebody who continues; how many have none.
    fn sort(&self, papers: impl Iterator<Item = (u32, u32)>) -> (BTreeMap<Candidate, Sent>, u64) {
        let mut sorted: BTreeMap<Candidate, Sent> = BTreeMap::new();
        let mut nowhere = 0_u64;
        for (group, place) in papers {
            let index = usize::try_from(group).unwrap_or(usize::MAX);
            let count = self.orders.count(index);
            match self.orders.next(index, place, &self.continuing) {
                Some((candidate, place)) => {
                    let sent = sorted.entry(candidate).or_default();
                    sent.papers = sent.papers.saturating_add(count);
                    sent.groups.push((group, place));
                }
                None => nowhere = nowhere.saturating_add(count),
            }
        }
        (sorted, nowhere)
    }

    fn put(&mut self, sorted: BTreeMap<Candidate, Sent>, value: Votes2) {
        for (candidate, sent) in sorted {
            if let (Some(votes), Some(batches)) =
                (self.votes.get_mut(candidate.index()), self.batches.get_mut(candidate.index()))
            {
                *votes += value.times(sent.papers);
                batches.push(Batch { value, groups: sent.groups });
            }
        }
    }
}

/// What goes to one candidate.
#[derive(Default)]
struct Sent {
    papers: u64,
    groups: Vec<(u32, u32)>,
}

fn transfers(from: Candidate, sorted: &BTreeMap<Candidate, Sent>, value: Votes2) -> Vec<Transfer> {
    let transfer = |(to, sent): (&Candidate, &Sent)| Transfer {
        from,
        to: Destination::Candidate(*to),
        papers: sent.papers,
        value: value.to_decimal(),
        votes: value.times(sent.papers).to_decimal(),
    };
    sorted.iter().map(transfer).collect()
}
