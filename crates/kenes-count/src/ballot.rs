//! What was marked on the papers, as it was marked: nothing is mended here.
//!
//! Equal papers may stand together with their number. A paper is a row of marks in order of preference; a rank that
//! holds nobody, two candidates at one rank and a candidate marked twice are kept as such, since what they mean is for the
//! rule to say ([`crate::Reading`] tells what it did).

use alloc::vec;
use alloc::vec::Vec;

use crate::candidate::Candidate;

/// The most papers of one contest: a million million.
pub const MAX_PAPERS: u64 = 1_000_000_000_000;

/// One mark on a paper.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Mark(u16);

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// The candidate at the next rank.
    Next(Candidate),
    /// The candidate at the same rank as the mark before.
    Equal(Candidate),
    /// A candidate whom an earlier mark of the paper names already.
    Repeated(Candidate),
    /// A rank that holds nobody, while a later one does.
    Skipped,
}

impl Mark {
    const EQUAL: u16 = 1 << 15;
    const REPEATED: u16 = 1 << 14;
    const SKIPPED: Self = Self(u16::MAX);

    /// What the mark says.
    pub fn kind(self) -> MarkKind {
        let candidate = Candidate::from_raw(self.0 & !(Self::EQUAL | Self::REPEATED));
        if self == Self::SKIPPED {
            MarkKind::Skipped
        } else if self.0 & Self::REPEATED != 0 {
            MarkKind::Repeated(candidate)
        } else if self.0 & Self::EQUAL != 0 {
            MarkKind::Equal(candidate)
        } else {
            MarkKind::Next(candidate)
        }
    }

    /// Whether it stands at the rank of the mark before.
    pub(crate) fn shares_rank(self) -> bool {
        self != Self::SKIPPED && self.0 & Self::EQUAL != 0
    }
}

impl core::fmt::Debug for Mark {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.kind().fmt(f)
    }
}

/// Some equal papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ballot<'a> {
    /// How many they are, at least 1.
    pub count: u64,
    /// The marks, in order of preference.
    pub marks: &'a [Mark],
}

/// The papers of one contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballots {
    candidates: usize,
    counts: Vec<u64>,
    /// Where the marks of each ballot end.
    ends: Vec<u32>,
    marks: Vec<Mark>,
    papers: u64,
}

impl Ballots {
    /// How many candidates the marks are for: every candidate in them has a smaller index.
    pub fn candidates(&self) -> usize {
        self.candidates
    }

    /// How many papers there are, at most [`MAX_PAPERS`].
    pub fn papers(&self) -> u64 {
        self.papers
    }

    /// How many groups of papers there are.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there is no paper.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The groups in the order in which they were given.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Ballot<'_>> {
        let mut start = 0;
        self.counts.iter().zip(&self.ends).map(move |(count, end)| {
            let end = usize::try_from(*end).unwrap_or(usize::MAX);
            let marks = self.marks.get(start..end).unwrap_or_default();
            start = end;
            Ballot { count: *count, marks }
        })
    }

    pub(crate) fn counts(&self) -> &[u64] {
        &self.counts
    }

    pub(crate) fn marks(&self) -> &[Mark] {
        &self.marks
    }
}

/// Papers cannot be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BallotsError {
    /// A candidate who is not on the ballot paper.
    #[error("there is no candidate {found}: the ballot paper has {candidates}")]
    UnknownCandidate {
        /// The number given, from 1.
        found: u32,
        /// How many candidates there are.
        candidates: usize,
    },
    /// A group of no papers.
    #[error("a number of papers of 0")]
    NoPapers,
    /// More than [`MAX_PAPERS`].
    #[error("there are more than {MAX_PAPERS} papers")]
    TooManyPapers,
    /// More than 2³² − 1 marks in all.
    #[error("there are more than 4,294,967,295 marks")]
    TooManyMarks,
}

/// Whether a mark is the paper's first for its candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mention {
    /// It is.
    First,
    /// An earlier mark names the candidate; where a format forbids that, this is the place to refuse it.
    Again,
}

/// Papers while they are read, mark by mark.
#[derive(Clone, Debug)]
pub struct BallotsBuilder {
    ballots: Ballots,
    /// For each candidate the number of the ballot that last named it, from 1.
    named: Vec<u32>,
    /// Where the marks of the ballot begin that is being read.
    begin: usize,
    /// Ranks skipped since the last mark: they count once another mark follows.
    skipped: usize,
}

impl BallotsBuilder {
    /// No papers yet, for a ballot paper of so many candidates.
    pub fn new(candidates: usize) -> Self {
        let ballots =
            Ballots { candidates, counts: Vec::new(), ends: Vec::new(), marks: Vec::new(), papers: 0 };
        Self { ballots, named: vec![0; candidates], begin: 0, skipped: 0 }
    }

    /// Marks a candidate at the next rank of the paper that is being read.
    ///
    /// # Errors
    /// The candidate is not on the ballot paper.
    pub fn mark(&mut self, candidate: Candidate) -> Result<Mention, BallotsError> {
        self.push(candidate, 0)
    }

    /// Marks a candidate at the rank of the mark before.
    ///
    /// # Errors
    /// The candidate is not on the ballot paper.
    pub fn mark_equal(&mut self, candidate: Candidate) -> Result<Mention, BallotsError> {
        self.push(candidate, Mark::EQUAL)
    }

    /// Leaves a rank of the paper empty. At the end of a paper that means nothing.
    pub fn skip(&mut self) {
        self.skipped = self.skipped.saturating_add(1);
    }

    /// Marks the candidates with these ranks, from 1, in ballot-paper order; 0 is no mark.
    ///
    /// # Errors
    /// There are more ranks than candidates.
    pub fn mark_ranks(&mut self, ranks: &[u32]) -> Result<(), BallotsError> {
        let marked = ranks.iter().enumerate().filter(|(_, rank)| **rank > 0);
        let mut marked: Vec<(u32, usize)> = marked.map(|(index, rank)| (*rank, index)).collect();
        marked.sort_unstable();
        let mut last = 0;
        for (rank, index) in marked {
            let candidate = self.candidate(index)?;
            if rank == last {
                self.mark_equal(candidate)?;
            } else {
                // One mark for a gap of any length: a rule asks only whether there is one.
                if rank.saturating_sub(last) > 1 {
                    self.skip();
                }
                self.mark(candidate)?;
            }
            last = rank;
        }
        Ok(())
    }

    /// Ends the paper that is being read: there are `count` of it.
    ///
    /// # Errors
    /// The count is 0, or there are too many papers or marks; the paper is forgotten then.
    pub fn finish_ballot(&mut self, count: u64) -> Result<(), BallotsError> {
        let papers = self.ballots.papers.checked_add(count).filter(|papers| *papers <= MAX_PAPERS);
        let end = u32::try_from(self.ballots.marks.len());
        let checked = match (count, papers, end) {
            (0, _, _) => Err(BallotsError::NoPapers),
            (_, None, _) => Err(BallotsError::TooManyPapers),
            (_, _, Err(_)) => Err(BallotsError::TooManyMarks),
            (_, Some(papers), Ok(end)) => Ok((papers, end)),
        };
        self.skipped = 0;
        match checked {
            Ok((papers, end)) => {
                self.ballots.papers = papers;
                self.ballots.counts.push(count);
                self.ballots.ends.push(end);
                self.begin = self.ballots.marks.len();
                Ok(())
            }
            Err(error) => {
                self.ballots.marks.truncate(self.begin);
                // Its marks may name these candidates with the number of the ballot to come.
                self.named.fill(0);
                Err(error)
            }
        }
    }

    /// All papers that were finished.
    pub fn finish(mut self) -> Ballots {
        self.ballots.marks.truncate(self.begin);
        self.ballots
    }

    fn candidate(&self, index: usize) -> Result<Candidate, BallotsError> {
        let candidates = self.ballots.candidates;
        let found = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        Candidate::new(index).ok_or(BallotsError::UnknownCandidate { found, candidates })
    }

    fn push(&mut self, candidate: Candidate, equal: u16) -> Result<Mention, BallotsError> {
        let candidates = self.ballots.candidates;
        let Some(named) = self.named.get_mut(candidate.index()) else {
            return Err(BallotsError::UnknownCandidate { found: candidate.number(), candidates });
        };
        let number = u32::try_from(self.ballots.counts.len()).unwrap_or(u32::MAX).saturating_add(1);
        let again = core::mem::replace(named, number) == number;
        for _ in 0..core::mem::take(&mut self.skipped) {
            self.ballots.marks.push(Mark::SKIPPED);
        }
        let repeated = if again { Mark::REPEATED } else { 0 };
        // The first mark of a paper has none before it whose rank it could share.
        let equal = if self.ballots.marks.len() == self.begin { 0 } else { equal };
        self.ballots.marks.push(Mark(candidate.raw() | equal | repeated));
        Ok(if again { Mention::Again } else { Mention::First })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(index: usize) -> Candidate {
        Candidate::new(index).unwrap()
    }

    #[test]
    fn marks_are_kept_as_they_were_made() {
        let mut builder = BallotsBuilder::new(3);
        builder.mark(at(2)).unwrap();
        builder.mark_equal(at(0)).unwrap();
        builder.skip();
        assert_eq!(builder.mark(at(1)).unwrap(), Mention::First);
        assert_eq!(builder.mark(at(2)).unwrap(), Mention::Again);
        builder.skip();
        builder.finish_ballot(4).unwrap();
        builder.finish_ballot(2).unwrap();
        let ballots = builder.finish();
        let kinds: Vec<Vec<MarkKind>> =
            ballots.iter().map(|ballot| ballot.marks.iter().map(|mark| mark.kind()).collect()).collect();
        let expected = [
            MarkKind::Next(at(2)),
            MarkKind::Equal(at(0)),
            MarkKind::Skipped,
            MarkKind::Next(at(1)),
            MarkKind::Repeated(at(2)),
        ];
        assert_eq!(kinds, [expected.to_vec(), [].to_vec()]);
        assert_eq!((ballots.papers(), ballots.len()), (6, 2));
    }

    #[test]
    fn ranks_say_the_same_as_marks() {
        let mut builder = BallotsBuilder::new(4);
        builder.mark_ranks(&[3, 0, 1, 3]).unwrap();
        builder.finish_ballot(1).unwrap();
        let ballots = builder.finish();
        let kinds: Vec<MarkKind> = ballots.marks().iter().map(|mark| mark.kind()).collect();
        let expected =
            [MarkKind::Next(at(2)), MarkKind::Skipped, MarkKind::Next(at(0)), MarkKind::Equal(at(3))];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn a_refused_ballot_leaves_nothing() {
        let mut builder = BallotsBuilder::new(2);
        builder.mark(at(0)).unwrap();
        assert_eq!(builder.finish_ballot(0), Err(BallotsError::NoPapers));
        assert_eq!(builder.mark(at(0)).unwrap(), Mention::First);
        assert_eq!(builder.finish_ballot(MAX_PAPERS + 1), Err(BallotsError::TooManyPapers));
        assert!(matches!(
            builder.mark(at(2)),
            Err(BallotsError::UnknownCandidate { found: 3, candidates: 2 })
        ));
        assert!(builder.finish().is_empty());
    }
}
