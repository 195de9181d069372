//! Papers that give each candidate a grade or a score, on a scale from the worst to the best.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::ballot::MAX_PAPERS;
use crate::candidate::{Candidate, Candidates};
use crate::reading::Reading;

/// The most grades of a scale.
pub const MAX_GRADES: usize = 100;

/// What papers say about each candidate: one of the grades, numbered from the worst, 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scores {
    /// What the grades are called, the worst first.
    grades: Vec<String>,
    marks: Marks,
    /// How many papers there are, where they are known one by one.
    papers: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Marks {
    /// Paper by paper.
    Sheets(Vec<Sheet>, usize),
    /// For each candidate, how many papers give each grade.
    Profile(Vec<Vec<u64>>),
}

/// Some equal papers: how many, and the grade of each candidate, where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub count: u64,
    pub marks: Vec<Option<u8>>,
}

/// Grades do not make votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScoresError {
    /// Fewer than two grades, or more than [`MAX_GRADES`].
    #[error("{found} grades; there must be from 2 to {MAX_GRADES}")]
    Grades {
        /// The number given.
        found: usize,
    },
    /// Marks for another number of candidates or grades.
    #[error("{found} marks where {expected} are needed")]
    Marks {
        /// The number given.
        found: usize,
        /// The number that is needed.
        expected: usize,
    },
    /// A score above the highest.
    #[error("a score of {found} where the highest is {highest}")]
    TooHigh {
        /// The score.
        found: u8,
        /// The highest.
        highest: usize,
    },
    /// More than [`MAX_PAPERS`].
    #[error("there are more than {MAX_PAPERS} papers")]
    TooManyPapers,
}

impl Scores {
    /// No papers yet, with scores from 0 to `highest`.
    ///
    /// # Errors
    /// The scale has fewer than two grades or too many.
    pub fn new(candidates: usize, highest: u8) -> Result<Self, ScoresError> {
        let grades = (0..=highest).map(|score| format!("{score}")).collect();
        Self::with(grades, Marks::Sheets(Vec::new(), candidates))
    }

    /// No papers yet, with these grades, the worst first.
    ///
    /// # Errors
    /// There are fewer than two grades or too many.
    pub fn with_grades(candidates: usize, grades: Vec<String>) -> Result<Self, ScoresError> {
        Self::with(grades, Marks::Sheets(Vec::new(), candidates))
    }

    /// For each candidate how many papers give each of these grades, the worst first.
    ///
    /// # Errors
    /// There are fewer than two grades or too many, other numbers than grades, or too many papers.
    pub fn of_profile(grades: Vec<String>, profile: Vec<Vec<u64>>) -> Result<Self, ScoresError> {
        let expected = grades.len();
        if let Some(found) = profile.iter().map(Vec::len).find(|found| *found != expected) {
            return Err(ScoresError::Marks { found, expected });
        }
        let papers = |row: &Vec<u64>| row.iter().fold(0, |sum: u64, papers| sum.saturating_add(*papers));
        if profile.iter().map(papers).any(|papers| papers > MAX_PAPERS) {
            return Err(ScoresError::TooManyPapers);
        }
        Self::with(grades, Marks::Profile(profile))
    }

    fn with(grades: Vec<String>, marks: Marks) -> Result<Self, ScoresError> {
        let found = grades.len();
        if (2..=MAX_GRADES).contains(&found) {
            Ok(Self { grades, marks, papers: 0 })
        } else {
            Err(ScoresError::Grades { found })
        }
    }

    /// Adds equal papers with the score of each candidate, in ballot-paper order, where there is one.
    ///
    /// # Errors
    /// There are other numbers of marks than candidates, a score above the highest, or too many papers.
    pub fn add(&mut self, marks: Vec<Option<u8>>, count: u64) -> Result<(), ScoresError> {
        let highest = self.grades.len().saturating_sub(1);
        let Marks::Sheets(sheets, expected) = &mut self.marks else {
            return Err(ScoresError::Marks { found: marks.len(), expected: 0 });
        };
        if marks.len() != *expected {
            return Err(ScoresError::Marks { found: marks.len(), expected: *expected });
        }
        if let Some(found) = marks.iter().flatten().find(|mark| usize::from(**mark) > highest) {
            return Err(ScoresError::TooHigh { found: *found, highest });
        }
        let papers = self.papers.saturating_add(count);
        if papers > MAX_PAPERS {
            return Err(ScoresError::TooManyPapers);
        }
        self.papers = papers;
        sheets.push(Sheet { count, marks });
        Ok(())
    }

    /// How many candidates there are.
    pub fn candidates(&self) -> usize {
        match &self.marks {
            Marks::Sheets(_, candidates) => *candidates,
            Marks::Profile(profile) => profile.len(),
        }
    }

    /// What the grades are called, the worst first.
    pub fn grades(&self) -> &[String] {
        &self.grades
    }

    /// The papers one by one, where they are known.
    pub(crate) fn sheets(&self) -> Option<&[Sheet]> {
        match &self.marks {
            Marks::Sheets(sheets, _) => Some(sheets),
            Marks::Profile(_) => None,
        }
    }

    /// How many papers give each candidate each grade. A paper that counts and says nothing about a candidate gives the worst.
    pub(crate) fn read(&self, candidates: &Candidates) -> (Vec<Vec<u64>>, Option<Reading>) {
        let (mut profile, valid, reading) = match &self.marks {
            Marks::Profile(profile) => (profile.clone(), 0, None),
            Marks::Sheets(sheets, _) => {
                let (profile, reading) = self.read_sheets(sheets, candidates);
                (profile, reading.valid, Some(reading))
            }
        };
        let sum = |row: &[u64]| row.iter().fold(0, |sum: u64, papers| sum.saturating_add(*papers));
        let all = profile.iter().map(|row| sum(row)).max().unwrap_or(0).max(valid);
        for (row, candidate) in profile.iter_mut().zip(candidates.iter()) {
            if candidates.is_withdrawn(candidate) {
                row.fill(0);
            } else {
                let missing = all.saturating_sub(sum(row));
                if let Some(worst) = row.first_mut() {
                    *worst = worst.saturating_add(missing);
                }
            }
        }
        (profile, reading)
    }

    fn read_sheets(&self, sheets: &[Sheet], candidates: &Candidates) -> (Vec<Vec<u64>>, Reading) {
        let mut profile = vec![vec![0_u64; self.grades.len()]; candidates.len()];
        let mut reading = Reading::default();
        for sheet in sheets {
            reading.papers = reading.papers.saturating_add(sheet.count);
            let kind = match (sheet.counts(candidates), sheet.marks.iter().any(Option::is_some)) {
                (true, _) => &mut reading.valid,
                (false, true) => &mut reading.nobody_standing,
                (false, false) => &mut reading.blank,
            };
            *kind = kind.saturating_add(sheet.count);
            for (row, mark) in profile.iter_mut().zip(&sheet.marks) {
                if let Some(papers) = mark.and_then(|mark| row.get_mut(usize::from(mark))) {
                    *papers = papers.saturating_add(sheet.count);
                }
            }
        }
        (profile, reading)
    }
}

impl Sheet {
    /// Whether it says something about somebody who stands.
    pub fn counts(&self, candidates: &Candidates) -> bool {
        candidates.standing().any(|candidate| self.mark(candidate).is_some())
    }

    /// What it says about a candidate.
    pub fn mark(&self, candidate: Candidate) -> Option<u8> {
        self.marks.get(candidate.index()).copied().flatten()
    }
}

/// What a row of a profile adds up to when the grades are scores from 0.
pub(crate) fn sum(row: &[u64]) -> u64 {
    (0..)
        .zip(row)
        .fold(0, |sum: u64, (score, papers): (u64, &u64)| sum.saturating_add(papers.saturating_mul(score)))
}
