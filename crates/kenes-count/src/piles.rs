//! Papers in piles: one per candidate, in parcels of one value, moved as the weighted inclusive Gregory method moves them.
//!
//! Owns the papers and the votes while a count goes on. Which pile moves, and when, is for a rule to say.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use crate::candidate::Candidate;
use crate::number::Fixed;
use crate::reading::Orders;
use crate::transcript::{Destination, Transfer};

/// Papers of one value.
#[derive(Clone, Debug)]
pub(crate) struct Parcel<const PLACES: u32> {
    pub value: Fixed<PLACES>,
    /// Groups of papers, and the place of the preference by which each lies here.
    pub groups: Vec<(u32, u32)>,
}

/// The papers of a count and where they lie.
#[derive(Clone, Debug)]
pub(crate) struct Piles<'a, const PLACES: u32> {
    orders: &'a Orders<'a>,
    /// Who can still be given papers.
    continuing: Vec<bool>,
    parcels: Vec<Vec<Parcel<PLACES>>>,
    votes: Vec<Fixed<PLACES>>,
    non_transferable: Fixed<PLACES>,
    lost: Fixed<PLACES>,
}

/// What a parcel sends to one destination.
#[derive(Clone, Default)]
struct Sent {
    papers: u64,
    groups: Vec<(u32, u32)>,
}

impl<'a, const PLACES: u32> Piles<'a, PLACES> {
    /// No papers yet, and these candidates to receive them.
    pub fn new(orders: &'a Orders<'a>, continuing: Vec<bool>) -> Self {
        let len = continuing.len();
        Self {
            orders,
            continuing,
            parcels: vec![Vec::new(); len],
            votes: vec![Fixed::ZERO; len],
            non_transferable: Fixed::ZERO,
            lost: Fixed::ZERO,
        }
    }

    /// The votes of a candidate.
    pub fn votes(&self, candidate: Candidate) -> Fixed<PLACES> {
        self.votes.get(candidate.index()).copied().unwrap_or_default()
    }

    /// The votes of all, in ballot-paper order.
    pub fn all_votes(&self) -> &[Fixed<PLACES>] {
        &self.votes
    }

    /// The votes that nobody has, what truncation lost included.
    pub fn non_transferable(&self) -> Fixed<PLACES> {
        self.non_transferable
    }

    /// The votes that truncation lost.
    pub fn lost(&self) -> Fixed<PLACES> {
        self.lost
    }

    /// No more papers for this candidate.
    pub fn stop(&mut self, candidate: Candidate) {
        if let Some(continuing) = self.continuing.get_mut(candidate.index()) {
            *continuing = false;
        }
    }

    /// The parcels of a candidate.
    pub fn parcels(&self, candidate: Candidate) -> &[Parcel<PLACES>] {
        self.parcels.get(candidate.index()).map_or(&[], Vec::as_slice)
    }

    /// Gives papers at a value each to the first candidate on them who continues. Papers without one lie nowhere.
    pub fn lay(&mut self, groups: impl Iterator<Item = u32>, value: Fixed<PLACES>) {
        let sent = self.sort(groups.map(|group| (group, 0)));
        let nowhere = self.continuing.len();
        for (index, sent) in sent.into_iter().enumerate().filter(|(index, _)| *index < nowhere) {
            self.put(index, value, sent);
        }
    }

    /// Gives papers that lay with `from` in another count, at the values they have, to the first candidate on each who
    /// continues, wherever that preference stands on the paper.
    pub fn lay_parcels(&mut self, from: Candidate, parcels: &[Parcel<PLACES>]) -> Vec<Transfer> {
        self.pass(from, parcels, |value| value, |_| 0)
    }

    /// Passes on all papers of a candidate at the values they have; the candidate keeps none and continues no more.
    pub fn pass_all(&mut self, from: Candidate) -> Vec<Transfer> {
        self.stop(from);
        let parcels = self.parcels.get_mut(from.index()).map(core::mem::take).unwrap_or_default();
        let transfers = self.pass(from, &parcels, |value| value, after);
        if let Some(votes) = self.votes.get_mut(from.index()) {
            *votes = Fixed::ZERO;
        }
        transfers
    }

    /// Passes on the surplus over `quota` of a candidate: each paper goes at surplus × its value ÷ all votes of the
    /// candidate, truncated, and keeps the rest of its value with the candidate, who continues no more.
    pub fn pass_surplus(&mut self, from: Candidate, quota: Fixed<PLACES>) -> Vec<Transfer> {
        self.pass_surplus_by(from, quota, |value, surplus, all| surplus.times_ratio_truncated(value, all))
    }

    /// The same where `part` says at which value a paper goes: of its value, the surplus and all votes of the candidate.
    pub fn pass_surplus_by(
        &mut self,
        from: Candidate,
        quota: Fixed<PLACES>,
        part: fn(Fixed<PLACES>, Fixed<PLACES>, Fixed<PLACES>) -> Fixed<PLACES>,
    ) -> Vec<Transfer> {
        self.stop(from);
        let all = self.votes(from);
        let surplus = all - quota;
        let parcels = self.parcels.get_mut(from.index()).map(core::mem::take).unwrap_or_default();
        let part = |value: Fixed<PLACES>| part(value, surplus, all);
        let mut transfers = self.pass(from, &parcels, part, after);
        let passed =
            transfers.iter().fold(0, |sum: u128, transfer| sum.saturating_add(transfer.votes.units()));
        let lost = surplus - Fixed::from_units(passed);
        if lost > Fixed::ZERO {
            let (value, votes) = (Fixed::<PLACES>::ZERO.to_decimal(), lost.to_decimal());
            transfers.push(Transfer { from, to: Destination::Lost, papers: 0, value, votes });
        }
        self.lost += lost;
        self.non_transferable += lost;
        if let Some(votes) = self.votes.get_mut(from.index()) {
            *votes = quota;
        }
        let keep = |parcel: Parcel<PLACES>| Parcel { value: parcel.value - part(parcel.value), ..parcel };
        if let Some(kept) = self.parcels.get_mut(from.index()) {
            *kept = parcels.into_iter().map(keep).collect();
        }
        transfers
    }

    fn pass(
        &mut self,
        from: Candidate,
        parcels: &[Parcel<PLACES>],
        value: impl Fn(Fixed<PLACES>) -> Fixed<PLACES>,
        start: fn(u32) -> u32,
    ) -> Vec<Transfer> {
        let mut moved: BTreeMap<(Destination, u128), u64> = BTreeMap::new();
        for parcel in parcels {
            let value = value(parcel.value);
            let sent = self.sort(parcel.groups.iter().map(|(group, place)| (*group, start(*place))));
            for (index, sent) in sent.into_iter().enumerate().filter(|(_, sent)| sent.papers > 0) {
                let to = Candidate::new(index).filter(|_| index < self.continuing.len());
                let to = to.map_or(Destination::NonTransferable, Destination::Candidate);
                let papers = moved.entry((to, value.units())).or_default();
                *papers = papers.saturating_add(sent.papers);
                self.put(index, value, sent);
            }
        }
        let transfer = |((to, units), papers): ((Destination, u128), u64)| {
            let value = Fixed::<PLACES>::from_units(units);
            Transfer { from, to, papers, value: value.to_decimal(), votes: value.times(papers).to_decimal() }
        };
        moved.into_iter().map(transfer).collect()
    }

    /// Sorts papers by the next continuing candidate from a place on; those without one come last.
    fn sort(&self, papers: impl Iterator<Item = (u32, u32)>) -> Vec<Sent> {
        let nowhere = self.continuing.len();
        let mut sent = vec![Sent::default(); nowhere.saturating_add(1)];
        for (group, place) in papers {
            let index = usize::try_from(group).unwrap_or(usize::MAX);
            let next = self.orders.next(index, place, &self.continuing);
            let (to, place) = next.map_or((nowhere, place), |(candidate, place)| (candidate.index(), place));
            if let Some(sent) = sent.get_mut(to) {
                sent.papers = sent.papers.saturating_add(self.orders.count(index));
                sent.groups.push((group, place));
            }
        }
        sent
    }

    /// Puts papers on a pile; those for nobody are only counted.
    fn put(&mut self, index: usize, value: Fixed<PLACES>, sent: Sent) {
        let votes = value.times(sent.papers);
        match (self.votes.get_mut(index), self.parcels.get_mut(index)) {
            (Some(have), Some(parcels)) => {
                *have += votes;
                if !sent.groups.is_empty() {
                    parcels.push(Parcel { value, groups: sent.groups });
                }
            }
            _ => self.non_transferable += votes,
        }
    }
}

/// Where the preferences after the one at `place` begin.
fn after(place: u32) -> u32 {
    place.saturating_add(1)
}
