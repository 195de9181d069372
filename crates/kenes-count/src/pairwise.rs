//! Candidates compared in pairs: how many papers place one before another.

use alloc::vec;
use alloc::vec::Vec;

use crate::ballot::{Ballots, Mark, MarkKind};
use crate::candidate::{Candidate, Candidates};
use crate::reading::Reading;

/// A number for each ordered pair of candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    size: usize,
    cells: Vec<u64>,
}

impl Table {
    /// 0 for each pair.
    pub fn new(size: usize) -> Self {
        Self { size, cells: vec![0; size.saturating_mul(size)] }
    }

    /// The number of a pair.
    pub fn at(&self, one: usize, other: usize) -> u64 {
        self.row(one).get(other).copied().unwrap_or(0)
    }

    /// The numbers of all pairs that begin with one.
    pub fn row(&self, one: usize) -> &[u64] {
        self.cells.chunks_exact(self.size.max(1)).nth(one).unwrap_or_default()
    }

    /// The same, to be changed.
    pub fn row_mut(&mut self, one: usize) -> &mut [u64] {
        self.cells.chunks_exact_mut(self.size.max(1)).nth(one).unwrap_or_default()
    }

    /// Row after row.
    pub fn rows(&self) -> Vec<Vec<u64>> {
        self.cells.chunks_exact(self.size.max(1)).map(<[u64]>::to_vec).collect()
    }

    fn add(&mut self, one: usize, other: usize, number: u64) {
        if let Some(cell) = self.row_mut(one).get_mut(other) {
            *cell = cell.saturating_add(number);
        }
    }
}

/// How many papers place each candidate before each other.
///
/// Candidates with the same rank are equal, those without a rank are equal after all others. A rank left out means nothing;
/// of several marks for one candidate the first counts. The withdrawn are passed over.
pub(crate) fn preferences(ballots: &Ballots, candidates: &Candidates) -> (Table, Reading) {
    let size = candidates.len();
    let mut reading = Reading { papers: ballots.papers(), ..Reading::default() };
    let (mut few, mut many) = (Few::new(size), Many::new(size));
    let mut ranked: Vec<(Candidate, i16)> = Vec::new();
    for ballot in ballots.iter() {
        ranks(ballot.marks, candidates, &mut ranked);
        let kind = match (ranked.as_slice(), ballot.marks) {
            ([], []) => &mut reading.blank,
            ([], _) => &mut reading.nobody_standing,
            _ => &mut reading.valid,
        };
        *kind = kind.saturating_add(ballot.count);
        if ranked.len().saturating_mul(ranked.len()).saturating_mul(2) < size.saturating_mul(size) {
            few.add(&ranked, ballot.count);
        } else {
            many.add(&ranked, ballot.count);
        }
    }
    let mut table = few.finish();
    let more = many.finish();
    for (cell, more) in table.cells.iter_mut().zip(&more.cells) {
        *cell = cell.saturating_add(*more);
    }
    for candidate in candidates.iter().filter(|candidate| candidates.is_withdrawn(*candidate)) {
        table.row_mut(candidate.index()).fill(0);
        for one in 0..size {
            if let Some(cell) = table.row_mut(one).get_mut(candidate.index()) {
                *cell = 0;
            }
        }
    }
    (table, reading)
}

/// The candidates of a paper who stand, with their ranks in ascending order.
fn ranks(marks: &[Mark], candidates: &Candidates, ranked: &mut Vec<(Candidate, i16)>) {
    ranked.clear();
    let mut rank = 0_i16;
    for mark in marks {
        if !mark.shares_rank() {
            rank = rank.saturating_add(1);
        }
        let (MarkKind::Next(candidate) | MarkKind::Equal(candidate)) = mark.kind() else { continue };
        if !candidates.is_withdrawn(candidate) {
            ranked.push((candidate, rank));
        }
    }
}

/// Papers that rank few of the candidates: only those are compared, and whoever is ranked is before all who are not.
struct Few {
    /// How many papers rank a candidate.
    ranked: Vec<u64>,
    /// Papers that rank both and do not place the first before the second.
    not_before: Table,
}

impl Few {
    fn new(size: usize) -> Self {
        Self { ranked: vec![0; size], not_before: Table::new(size) }
    }

    fn add(&mut self, ranked: &[(Candidate, i16)], count: u64) {
        for (place, (candidate, rank)) in ranked.iter().enumerate() {
            if let Some(papers) = self.ranked.get_mut(candidate.index()) {
                *papers = papers.saturating_add(count);
            }
            for (earlier, before) in ranked.iter().take(place) {
                self.not_before.add(candidate.index(), earlier.index(), count);
                if before == rank {
                    self.not_before.add(earlier.index(), candidate.index(), count);
                }
            }
        }
    }

    fn finish(self) -> Table {
        let mut table = self.not_before;
        for (one, ranked) in self.ranked.iter().enumerate() {
            for (other, cell) in table.row_mut(one).iter_mut().enumerate() {
                *cell = if one == other { 0 } else { ranked.saturating_sub(*cell) };
            }
        }
        table
    }
}

/// Papers that rank many: every pair is compared, with small numbers that a processor adds many of at once.
struct Many {
    table: Table,
    ranks: Vec<i16>,
    small: Vec<u16>,
    /// The most that a small number can have reached.
    reached: u16,
}

impl Many {
    fn new(size: usize) -> Self {
        Self { table: Table::new(size), ranks: vec![0; size], small: Vec::new(), reached: 0 }
    }

    fn add(&mut self, ranked: &[(Candidate, i16)], count: u64) {
        self.small.resize(self.table.cells.len(), 0);
        self.ranks.fill(i16::MAX);
        for (candidate, rank) in ranked {
            if let Some(place) = self.ranks.get_mut(candidate.index()) {
                *place = *rank;
            }
        }
        let mut left = count;
        while left > 0 {
            if self.reached == u16::MAX {
                self.flush();
            }
            let now = u16::try_from(left).unwrap_or(u16::MAX).min(u16::MAX.saturating_sub(self.reached));
            for (one, row) in self.ranks.iter().zip(self.small.chunks_exact_mut(self.ranks.len().max(1))) {
                for (cell, other) in row.iter_mut().zip(&self.ranks) {
                    // Never more than was reached, so it does not wrap; saturating is as fast.
                    *cell = cell.wrapping_add(if one < other { now } else { 0 });
                }
            }
            self.reached = self.reached.saturating_add(now);
            left = left.saturating_sub(now.into());
        }
    }

    fn flush(&mut self) {
        for (cell, small) in self.table.cells.iter_mut().zip(&mut self.small) {
            *cell = cell.saturating_add(core::mem::take(small).into());
        }
        self.reached = 0;
    }

    fn finish(mut self) -> Table {
        self.flush();
        self.table
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;
    use crate::ballot::BallotsBuilder;

    fn candidates() -> Candidates {
        Candidates::new(["A", "B", "C", "D"].map(|name| name.to_string())).unwrap()
    }

    #[test]
    fn equal_and_missing_ranks_are_equal() {
        let mut builder = BallotsBuilder::new(4);
        // A and C, then a gap, then B; D is not ranked. The first papers rank many, the others few.
        for (count, ranks) in [(70_000, [1, 3, 1, 0]), (4, [0, 0, 1, 0]), (1, [0, 0, 0, 0])] {
            builder.mark_ranks(&ranks).unwrap();
            builder.finish_ballot(count).unwrap();
        }
        let ballots = builder.finish();
        let (table, reading) = preferences(&ballots, &candidates());
        assert_eq!(
            table.rows(),
            [[0, 70_000, 0, 70_000], [0, 0, 0, 70_000], [4, 70_004, 0, 70_004], [0, 0, 0, 0]]
        );
        assert_eq!((reading.valid, reading.blank), (70_004, 1));
        let mut without = candidates();
        without.withdraw(Candidate::new(2).unwrap());
        let (table, reading) = preferences(&ballots, &without);
        assert_eq!(table.row(2), [0; 4]);
        assert_eq!((reading.nobody_standing, table.at(0, 1), table.at(0, 2)), (4, 70_000, 0));
    }

    #[test]
    fn both_ways_of_adding_agree() {
        let mut number = 7_u64;
        let mut next = |below: u64| {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (number >> 33) % below
        };
        let (mut few, mut many) = (Few::new(6), Many::new(6));
        for _ in 0..300 {
            let mut ranked: Vec<(Candidate, i16)> = (0..6)
                .map(|index| (Candidate::new(index).unwrap(), i16::try_from(next(5)).unwrap()))
                .filter(|(_, rank)| *rank > 0)
                .collect();
            ranked.sort_by_key(|(_, rank)| *rank);
            let count = next(1_000) + 1;
            few.add(&ranked, count);
            many.add(&ranked, count);
        }
        assert_eq!(few.finish(), many.finish());
    }

    #[test]
    fn a_mark_again_has_its_own_rank_or_that_before() {
        let mut builder = BallotsBuilder::new(4);
        let at = |index| Candidate::new(index).unwrap();
        builder.mark(at(0)).unwrap();
        builder.mark(at(1)).unwrap();
        builder.mark_equal(at(0)).unwrap();
        builder.mark_equal(at(2)).unwrap();
        builder.finish_ballot(1).unwrap();
        let (table, _) = preferences(&builder.finish(), &candidates());
        assert_eq!((table.at(0, 1), table.at(1, 2), table.at(2, 1), table.at(2, 3)), (1, 0, 0, 1));
    }
}
