//! How papers are read: which marks count, decided before the count and reported with it.

use alloc::vec;
use alloc::vec::Vec;

use crate::ballot::{Ballots, Mark, MarkKind};
use crate::candidate::{Candidate, Candidates};

/// What was done with the papers before the count.
///
/// `papers` = `valid` + `blank` + `no_first` + `nobody_standing`. The `cut_…` papers are valid; what they mark after the
/// place named does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// All papers.
    pub papers: u64,
    /// Papers that count.
    pub valid: u64,
    /// Papers without a mark.
    pub blank: u64,
    /// Papers that do not begin with one candidate alone at the first rank.
    pub no_first: u64,
    /// Papers that mark somebody, but nobody who stands up to where the reading ends.
    pub nobody_standing: u64,
    /// Papers read up to a rank that holds nobody.
    pub cut_at_skip: u64,
    /// Papers read up to a rank that holds several candidates.
    pub cut_at_equal: u64,
    /// Papers read up to a candidate marked a second time.
    pub cut_at_repeat: u64,
}

/// Why the reading of a paper ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    Complete,
    Skip,
    Equal,
    Repeat,
}

/// Papers as strict orders of preference: rank after rank as long as each holds one candidate, not named before.
///
/// That is how the Scottish rules read a paper (Scottish Local Government Elections Order 2011, Schedule 1: a paper is not
/// transferred where the preference next in order is for two candidates, does not follow consecutively, or is for a
/// candidate marked with two numbers). The withdrawn are passed over in what was read: a rank shared with one is shared.
#[derive(Clone, Debug)]
pub(crate) struct Orders<'a> {
    ballots: &'a Ballots,
    /// Where the marks that count begin and end, for each ballot.
    ranges: Vec<(u32, u32)>,
    reading: Reading,
}

impl<'a> Orders<'a> {
    /// Reads the papers.
    pub fn of(ballots: &'a Ballots, candidates: &Candidates) -> Self {
        let withdrawn: Vec<bool> =
            candidates.iter().map(|candidate| candidates.is_withdrawn(candidate)).collect();
        let mut reading = Reading { papers: ballots.papers(), ..Reading::default() };
        let mut ranges = Vec::with_capacity(ballots.len());
        let mut start = 0;
        for ballot in ballots.iter() {
            let (length, cut) = strict_part(ballot.marks);
            let counted = ballot.marks.get(..length).unwrap_or_default();
            let stands = |mark: &Mark| !withdrawn.get(raw(*mark).index()).copied().unwrap_or(true);
            let counts = counted.iter().any(stands);
            tell(&mut reading, ballot.marks, length, counts, cut, ballot.count);
            let end = start + if counts { u32::try_from(length).unwrap_or(0) } else { 0 };
            ranges.push((start, end));
            start += u32::try_from(ballot.marks.len()).unwrap_or(0);
        }
        Self { ballots, ranges, reading }
    }

    /// What was done.
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// How many groups of papers there are.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// How many papers the group has.
    pub fn count(&self, group: usize) -> u64 {
        self.ballots.counts().get(group).copied().unwrap_or(0)
    }

    /// The first preference from `place` on, counted over all marks, for somebody in `continuing`, and its place.
    pub fn next(&self, group: usize, place: u32, continuing: &[bool]) -> Option<(Candidate, u32)> {
        let (start, end) = self.ranges.get(group).copied().unwrap_or_default();
        let start = start.max(place);
        let (from, to) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
        let marks = self.ballots.marks().get(from..to)?;
        let found = (start..)
            .zip(marks)
            .find(|(_, mark)| continuing.get(raw(**mark).index()).copied().unwrap_or(false));
        found.map(|(place, mark)| (raw(*mark), place))
    }

    /// The preferences that count, in order, those for the withdrawn included.
    pub fn preferences(&self, group: usize) -> impl Iterator<Item = Candidate> {
        let (start, end) = self.ranges.get(group).copied().unwrap_or_default();
        let place = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        self.ballots.marks().get(place(start)..place(end)).unwrap_or_default().iter().map(|mark| raw(*mark))
    }

    /// First preferences for those who stand, in ballot-paper order.
    pub fn first_preferences(&self, candidates: &Candidates) -> Vec<u64> {
        let standing: Vec<bool> =
            candidates.iter().map(|candidate| !candidates.is_withdrawn(candidate)).collect();
        let mut votes = vec![0_u64; candidates.len()];
        for group in 0..self.len() {
            if let Some((candidate, _)) = self.next(group, 0, &standing)
                && let Some(votes) = votes.get_mut(candidate.index())
            {
                *votes = votes.saturating_add(self.count(group));
            }
        }
        votes
    }
}

/// Every candidate marked, whatever the rank: how approvals are read.
pub(crate) fn approvals(ballots: &Ballots, candidates: &Candidates) -> (Vec<u64>, Reading) {
    let mut reading = Reading { papers: ballots.papers(), ..Reading::default() };
    let mut votes = vec![0_u64; candidates.len()];
    for ballot in ballots.iter() {
        let mut counts = false;
        for mark in ballot.marks {
            let (MarkKind::Next(candidate) | MarkKind::Equal(candidate)) = mark.kind() else { continue };
            if let Some(votes) =
                votes.get_mut(candidate.index()).filter(|_| !candidates.is_withdrawn(candidate))
            {
                *votes = votes.saturating_add(ballot.count);
                counts = true;
            }
        }
        let kind = match (counts, ballot.marks) {
            (true, _) => &mut reading.valid,
            (false, []) => &mut reading.blank,
            (false, _) => &mut reading.nobody_standing,
        };
        *kind = kind.saturating_add(ballot.count);
    }
    (votes, reading)
}

/// How many marks from the first on each hold a rank alone, and why no more do.
fn strict_part(marks: &[Mark]) -> (usize, Cut) {
    for (length, mark) in marks.iter().enumerate() {
        match mark.kind() {
            MarkKind::Next(_) => {}
            MarkKind::Skipped => return (length, Cut::Skip),
            MarkKind::Repeated(_) => return (length, Cut::Repeat),
            // The mark before shares its rank with this one.
            MarkKind::Equal(_) => return (length.saturating_sub(1), Cut::Equal),
        }
    }
    (marks.len(), Cut::Complete)
}

fn tell(reading: &mut Reading, marks: &[Mark], length: usize, counts: bool, cut: Cut, count: u64) {
    let kind = if marks.is_empty() {
        &mut reading.blank
    } else if length == 0 {
        &mut reading.no_first
    } else if !counts {
        &mut reading.nobody_standing
    } else {
        let cut = match cut {
            Cut::Complete => None,
            Cut::Skip => Some(&mut reading.cut_at_skip),
            Cut::Equal => Some(&mut reading.cut_at_equal),
            Cut::Repeat => Some(&mut reading.cut_at_repeat),
        };
        if let Some(cut) = cut {
            *cut = cut.saturating_add(count);
        }
        &mut reading.valid
    };
    *kind = kind.saturating_add(count);
}

/// The candidate of a mark within a strict part.
fn raw(mark: Mark) -> Candidate {
    match mark.kind() {
        MarkKind::Next(candidate) | MarkKind::Equal(candidate) | MarkKind::Repeated(candidate) => candidate,
        MarkKind::Skipped => Candidate::from_raw(u16::MAX),
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;
    use crate::ballot::BallotsBuilder;

    /// Papers as ranks by candidate.
    fn ballots(ranks: &[(u64, [u32; 4])]) -> Ballots {
        let mut builder = BallotsBuilder::new(4);
        for (count, ranks) in ranks {
            builder.mark_ranks(ranks).unwrap();
            builder.finish_ballot(*count).unwrap();
        }
        builder.finish()
    }

    fn candidates(withdrawn: Option<&str>) -> Candidates {
        let mut candidates = Candidates::new(["A", "B", "C", "D"].map(|name| name.to_string())).unwrap();
        if let Some(name) = withdrawn {
            candidates.withdraw(candidates.find(name).unwrap());
        }
        candidates
    }

    #[test]
    fn papers_are_read_as_far_as_they_are_strict() {
        let papers = [
            (1, [1, 2, 3, 4]),
            (2, [1, 3, 0, 0]), // a rank skipped
            (4, [1, 2, 2, 0]), // a rank shared
            (8, [2, 3, 0, 0]), // no first preference
            (16, [1, 1, 2, 0]),
            (32, [0, 0, 0, 0]),
        ];
        let ballots = ballots(&papers);
        let orders = Orders::of(&ballots, &candidates(None));
        let expected = Reading {
            papers: 63,
            valid: 7,
            blank: 32,
            no_first: 24,
            nobody_standing: 0,
            cut_at_skip: 2,
            cut_at_equal: 4,
            cut_at_repeat: 0,
        };
        assert_eq!(orders.reading(), expected);
        assert_eq!(orders.first_preferences(&candidates(None)), [7, 0, 0, 0]);
        let without_first = [false, true, true, true];
        assert_eq!(orders.next(0, 0, &without_first).map(|(candidate, _)| candidate.number()), Some(2));
        for group in 1..6 {
            assert_eq!(orders.next(group, 0, &without_first), None);
        }
    }

    #[test]
    fn the_withdrawn_are_passed_over() {
        let ballots = ballots(&[(1, [1, 2, 0, 0]), (2, [1, 0, 0, 0])]);
        let candidates = candidates(Some("A"));
        let orders = Orders::of(&ballots, &candidates);
        assert_eq!((orders.reading().valid, orders.reading().nobody_standing), (1, 2));
        assert_eq!(orders.first_preferences(&candidates), [0, 1, 0, 0]);
        assert_eq!(approvals(&ballots, &candidates).0, [0, 1, 0, 0]);
    }

    /// The reading ends before anybody who stands: such a paper is neither valid nor cut.
    #[test]
    fn a_paper_may_end_before_anybody_who_stands() {
        let ballots = ballots(&[(1, [1, 3, 0, 0]), (2, [1, 2, 2, 0]), (4, [1, 2, 4, 0])]);
        let orders = Orders::of(&ballots, &candidates(Some("A")));
        let expected =
            Reading { papers: 7, valid: 4, nobody_standing: 3, cut_at_skip: 4, ..Reading::default() };
        assert_eq!(orders.reading(), expected);
    }

    #[test]
    fn a_candidate_marked_twice_ends_the_paper() {
        let mut builder = BallotsBuilder::new(4);
        for index in [0, 1, 0, 2] {
            builder.mark(Candidate::new(index).unwrap()).unwrap();
        }
        builder.finish_ballot(1).unwrap();
        let ballots = builder.finish();
        let orders = Orders::of(&ballots, &candidates(None));
        assert_eq!(orders.reading().cut_at_repeat, 1);
        assert_eq!(orders.next(0, 0, &[false, false, true, true]), None);
        assert_eq!(approvals(&ballots, &candidates(None)).0, [1, 1, 1, 0]);
    }
}
