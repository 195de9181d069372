//! Grades and scores.

use alloc::borrow::ToOwned as _;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use crate::candidate::MAX_CANDIDATES;
use crate::contest::Votes;
use crate::format::csv::record::Records;
use crate::format::csv::{Misplaced, number};
use crate::format::fault::Fault;
use crate::format::line;
use crate::scores::{MAX_GRADES, Scores, ScoresError};

/// Papers with a score for each candidate: the header is `scores 5` (the highest) and the candidates, each further line a
/// number of equal papers and the scores.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub names: Vec<String>,
    scores: Scores,
}

/// A profile: the header is `grades` and the grades from the worst, each further line a candidate and how many papers give it
/// each grade.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub names: Vec<String>,
    seen: BTreeSet<String>,
    grades: Vec<String>,
    rows: Vec<Vec<u64>>,
}

impl Scored {
    /// From a header; `None` where it is of another file.
    pub fn of_header(header: &Records) -> Result<Option<Self>, Misplaced> {
        let mut fields = header.fields();
        let Some(highest) = fields.next().and_then(|first| word_before(first, "scores")) else {
            return Ok(None);
        };
        let highest = number(highest).map_err(|fault| (0, fault))?;
        let most = u64::try_from(MAX_GRADES).unwrap_or(u64::MAX).saturating_sub(1);
        let highest = u8::try_from(highest.min(most.saturating_add(1))).unwrap_or(u8::MAX);
        let mut names = Vec::new();
        for (at, field) in header.fields().enumerate().skip(1) {
            if names.len() == MAX_CANDIDATES {
                return Err((at, Fault::TooManyCandidates));
            }
            names.push(line::name(field).map_err(|fault| (at, fault))?.to_owned());
        }
        let scores = Scores::new(names.len(), highest).map_err(|error| (0, error.into()))?;
        Ok(Some(Self { names, scores }))
    }

    pub fn row(&mut self, record: &Records) -> Result<(), Misplaced> {
        let mut fields = record.fields();
        let count = number(fields.next().unwrap_or_default()).map_err(|fault| (0, fault))?;
        if count == 0 {
            return Err((0, Fault::NoPapers));
        }
        let mut marks = Vec::new();
        for (at, field) in (1..).zip(fields) {
            marks.push(match field {
                "" => None,
                field => {
                    let score = number(field).map_err(|fault| (at, fault))?;
                    Some(u8::try_from(score).unwrap_or(u8::MAX))
                }
            });
        }
        self.scores.add(marks, count).map_err(|error| (0, error.into()))
    }

    pub fn end(self) -> (Vec<String>, Votes) {
        (self.names, Votes::Scores(self.scores))
    }
}

impl Profile {
    /// From a header; `None` where it is of another file.
    pub fn of_header(header: &Records) -> Result<Option<Self>, Misplaced> {
        let mut fields = header.fields();
        if !fields.next().is_some_and(|first| first.eq_ignore_ascii_case("grades")) {
            return Ok(None);
        }
        let mut grades = Vec::new();
        for (at, field) in header.fields().enumerate().skip(1) {
            grades.push(line::name(field).map_err(|fault| (at, fault))?.to_owned());
        }
        if !(2..=MAX_GRADES).contains(&grades.len()) {
            return Err((0, Fault::Grades { found: grades.len() }));
        }
        Ok(Some(Self { names: Vec::new(), seen: BTreeSet::new(), grades, rows: Vec::new() }))
    }

    pub fn row(&mut self, record: &Records) -> Result<(), Misplaced> {
        let mut fields = record.fields();
        let name = line::name(fields.next().unwrap_or_default()).map_err(|fault| (0, fault))?;
        if self.names.len() == MAX_CANDIDATES {
            return Err((0, Fault::TooManyCandidates));
        }
        if !self.seen.insert(name.to_owned()) {
            return Err((0, Fault::DuplicateName { name: name.to_owned() }));
        }
        let mut row = Vec::new();
        for (at, field) in (1..).zip(fields) {
            row.push(number(field).map_err(|fault| (at, fault))?);
        }
        self.names.push(name.to_owned());
        self.rows.push(row);
        Ok(())
    }

    pub fn end(self) -> Result<(Vec<String>, Votes), Fault> {
        let scores = Scores::of_profile(self.grades, self.rows)?;
        Ok((self.names, Votes::Scores(scores)))
    }
}

/// What follows a word.
fn word_before<'a>(field: &'a str, word: &str) -> Option<&'a str> {
    let (first, rest) = field.split_once(' ')?;
    first.eq_ignore_ascii_case(word).then(|| rest.trim_start())
}

impl From<ScoresError> for Fault {
    fn from(error: ScoresError) -> Self {
        match error {
            ScoresError::Grades { found } => Self::Grades { found },
            ScoresError::Marks { found, expected } => Self::Grades { found: found.min(expected) },
            ScoresError::TooHigh { found, highest } => Self::ScoreTooHigh { found, highest },
            ScoresError::TooManyPapers => Self::TooManyPapers,
        }
    }
}
