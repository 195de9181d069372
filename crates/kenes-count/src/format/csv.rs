//! CSV (RFC 4180): sums of votes, or ballots. What a file holds is told by its first line.
//!
//! **Sums of votes**, where the first two columns are `name` and `votes`. Further columns are ignored. A name stands for
//! one line, and candidates are in the order of the file.
//!
//! ```text
//! name,votes,seats 2017
//! "Union, Christian",12447656,200
//! ```
//!
//! **Ballots by rank**, where all columns are `1`, `2`, `3` … or `rank 1`, `choice 1`, `preference 1` …; before them may
//! stand a column `count` (or `papers`, `weight`). Cells hold names; an empty cell is a rank that holds nobody. A name may
//! stand on a ballot twice: that is what the voter marked, and the rule says what it means. Candidates are those that the
//! caller lists; without a list they are the names found, sorted by code point, so that the order of the ballots makes
//! no difference (where a lot or the ballot paper's order matters, give the list).
//!
//! ```text
//! count;rank 1;rank 2;rank 3
//! 12;Ann;Dora;
//! ```
//!
//! **Ballots by candidate**, in all other files: each column but a first `count` is a candidate, in the order of the ballot
//! paper. Cells hold the rank from 1; an empty cell or 0 is no mark. Equal and skipped ranks are kept as they were marked.
//!
//! ```text
//! Ann,Bernard,Dora
//! 1,,2
//! ```
//!
//! **Papers with scores**, where the first column is `scores` and the highest score: the other columns are candidates, each
//! further line is a number of equal papers and the score of each, from 0. An empty cell is no score.
//!
//! ```text
//! scores 5,Ann,Bernard,Dora
//! 12,5,0,3
//! ```
//!
//! **Grades**, where the first column is `grades`: the other columns are the grades from the worst to the best, each further
//! line is a candidate and how many papers give it each grade.
//!
//! ```text
//! grades,Reject,Acceptable,Good
//! Ann,3,7,2
//! ```
//!
//! Decided for all of them:
//!
//! - The separator is the comma, the semicolon or the tab, whichever the first line has most of outside quotes.
//! - Blanks around names and numbers do not count; words of the header may be in any case.
//! - A record stays on its line: a quote that is not closed there is an error. Empty lines are passed over, so a blank
//!   paper needs its separators, or quotes (`""`) where there is one column.
//! - Each line has as many fields as the header. Numbers are whole and have no separators of thousands.
//! - The column of an error is the field.

pub(in crate::format) mod record;
mod scores;

use alloc::borrow::ToOwned as _;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use crate::ballot::{Ballots, BallotsBuilder, MAX_PAPERS, MarkKind};
use crate::candidate::{Candidate, Candidates, CandidatesError, MAX_CANDIDATES};
use crate::contest::Votes;
use crate::format::Parsed;
use crate::format::csv::record::Records;
use crate::format::csv::scores::{Profile, Scored};
use crate::format::fault::{Fault, FormatError};
use crate::format::line::{self, Cursor, Lines, one_more};

/// Reads a file that is held as a whole; `candidates` are for ballots by rank, and refused for what names them itself.
///
/// # Errors
/// It cannot be read; the error says where.
pub fn parse(bytes: &[u8], candidates: Option<Candidates>) -> Result<Parsed, FormatError> {
    let mut reader = Reader::new(candidates);
    line::lines(bytes).try_for_each(|line| reader.line(line))?;
    reader.end()
}

/// Reads a file line by line.
#[derive(Clone, Debug)]
pub struct Reader {
    lines: Lines,
    records: Records,
    listed: Option<Candidates>,
    shape: Shape,
}

/// What the file holds.
#[derive(Clone, Debug)]
enum Shape {
    /// The header has not been read.
    Unknown,
    Totals(Totals),
    ByRank(ByRank),
    ByCandidate(ByCandidate),
    Scored(Scored),
    Profile(Profile),
}

/// A fault in a field, from 0.
pub(in crate::format) type Misplaced = (usize, Fault);

impl Reader {
    /// At the beginning of a file; `candidates` are for ballots by rank.
    pub fn new(candidates: Option<Candidates>) -> Self {
        Self { lines: Lines::default(), records: Records::new(), listed: candidates, shape: Shape::Unknown }
    }

    /// Takes the next line, without its end. After an error the reader is of no more use.
    ///
    /// # Errors
    /// The line is not what the format has at this place.
    pub fn line(&mut self, bytes: &[u8]) -> Result<(), FormatError> {
        let separator = self.records.separator();
        let line =
            self.lines.read_with(bytes, |before| one_more(record::fields_before(before, separator)))?;
        if line.bytes().all(|byte| byte == b' ') {
            return Ok(());
        }
        let read = self.read(line);
        read.map_err(|(field, fault)| self.error(one_more(field), fault))
    }

    /// What the file says.
    ///
    /// # Errors
    /// The file holds nothing, or nobody stands.
    pub fn end(self) -> Result<Parsed, FormatError> {
        let at_end = |fault| self.lines.at_end(fault);
        let (candidates, votes) = match self.shape {
            Shape::Unknown => return Err(at_end(Fault::Empty)),
            Shape::Totals(totals) => (Candidates::new(totals.names), Votes::Totals(totals.votes)),
            Shape::ByRank(by_rank) => by_rank.end(self.listed),
            Shape::Scored(scored) => {
                let (names, votes) = scored.end();
                (Candidates::new(names), votes)
            }
            Shape::Profile(profile) => {
                let (names, votes) = profile.end().map_err(at_end)?;
                (Candidates::new(names), votes)
            }
            Shape::ByCandidate(by_candidate) => {
                (Candidates::new(by_candidate.names), Votes::Ballots(by_candidate.ballots.finish()))
            }
        };
        let candidates = candidates.map_err(|error| at_end(error.into()))?;
        Ok(Parsed { title: None, candidates, votes, seats: None })
    }

    fn error(&self, column: u64, fault: Fault) -> FormatError {
        FormatError { line: self.lines.number(), column, fault }
    }

    fn read(&mut self, line: &str) -> Result<(), Misplaced> {
        if let Shape::Unknown = self.shape {
            self.records.detect_separator(line);
            self.records.split(line)?;
            self.shape = Shape::of_header(&self.records, self.listed.as_ref())?;
            if self.listed.is_some() && !matches!(self.shape, Shape::ByRank(_)) {
                return Err((0, Fault::ListedTwice));
            }
            self.records.set_width();
            return Ok(());
        }
        self.records.split(line)?;
        self.records.check_width()?;
        match &mut self.shape {
            Shape::Unknown => Ok(()),
            Shape::Totals(totals) => totals.row(&self.records),
            Shape::ByRank(by_rank) => by_rank.row(&self.records, self.listed.is_some()),
            Shape::ByCandidate(by_candidate) => by_candidate.row(&self.records),
            Shape::Scored(scored) => scored.row(&self.records),
            Shape::Profile(profile) => profile.row(&self.records),
        }
    }
}

impl From<CandidatesError> for Fault {
    fn from(error: CandidatesError) -> Self {
        match error {
            CandidatesError::None => Self::NoCandidates,
            CandidatesError::TooMany => Self::TooManyCandidates,
        }
    }
}

impl Shape {
    fn of_header(header: &Records, listed: Option<&Candidates>) -> Result<Self, Misplaced> {
        let mut fields = header.fields();
        let is =
            |field: Option<&str>, word: &str| field.is_some_and(|field| field.eq_ignore_ascii_case(word));
        let first = fields.next();
        if is(first, "name") && is(fields.next(), "votes") {
            return Ok(Self::Totals(Totals::default()));
        }
        if let Some(scored) = Scored::of_header(header)? {
            return Ok(Self::Scored(scored));
        }
        if let Some(profile) = Profile::of_header(header)? {
            return Ok(Self::Profile(profile));
        }
        let counted = ["count", "papers", "weight"].iter().any(|word| is(first, word));
        let columns = || header.fields().enumerate().skip(usize::from(counted));
        if columns().next().is_none() {
            return Err((1, Fault::NoCandidates));
        }
        if columns().all(|(_, field)| rank_of_column(field).is_some()) {
            for (expected, (at, field)) in (1_u64..).zip(columns()) {
                let found = rank_of_column(field).unwrap_or_default();
                if found != expected {
                    return Err((at, Fault::RankOutOfOrder { expected, found }));
                }
            }
            return Ok(Self::ByRank(ByRank::new(counted, listed)));
        }
        let mut names = Vec::new();
        for (at, field) in columns() {
            if names.len() == MAX_CANDIDATES {
                return Err((at, Fault::TooManyCandidates));
            }
            names.push(line::name(field).map_err(|fault| (at, fault))?.to_owned());
        }
        Ok(Self::ByCandidate(ByCandidate {
            counted,
            ballots: BallotsBuilder::new(names.len()),
            ranks: Vec::with_capacity(names.len()),
            names,
        }))
    }
}

/// `3`, `rank 3`, `Choice3`, `preference 3`.
fn rank_of_column(field: &str) -> Option<u64> {
    let digits = field.trim_start_matches(|character: char| !character.is_ascii_digit());
    let word = field.strip_suffix(digits).unwrap_or_default().trim_end();
    let known = ["", "rank", "choice", "preference"].iter().any(|known| word.eq_ignore_ascii_case(known));
    if known { number(digits).ok() } else { None }
}

/// Sums of votes.
#[derive(Clone, Debug, Default)]
struct Totals {
    names: Vec<String>,
    seen: BTreeSet<String>,
    votes: Vec<u64>,
    sum: u64,
}

impl Totals {
    fn row(&mut self, record: &Records) -> Result<(), Misplaced> {
        let mut fields = record.fields();
        let name = line::name(fields.next().unwrap_or_default()).map_err(|fault| (0, fault))?;
        if self.names.len() == MAX_CANDIDATES {
            return Err((0, Fault::TooManyCandidates));
        }
        if !self.seen.insert(name.to_owned()) {
            return Err((0, Fault::DuplicateName { name: name.to_owned() }));
        }
        let votes = number(fields.next().unwrap_or_default()).map_err(|fault| (1, fault))?;
        let sum = self.sum.checked_add(votes).filter(|sum| *sum <= MAX_PAPERS);
        self.sum = sum.ok_or((1, Fault::TooManyVotes))?;
        self.names.push(name.to_owned());
        self.votes.push(votes);
        Ok(())
    }
}

/// Ballots with names in the order of preference.
#[derive(Clone, Debug)]
struct ByRank {
    counted: bool,
    /// Who the names are; numbered as they are met if no list was given.
    known: BTreeMap<String, Candidate>,
    ballots: BallotsBuilder,
}

impl ByRank {
    fn new(counted: bool, listed: Option<&Candidates>) -> Self {
        let known = listed
            .iter()
            .flat_map(|listed| listed.iter().map(|candidate| (listed.name(candidate).to_owned(), candidate)));
        let candidates = listed.map_or(MAX_CANDIDATES, Candidates::len);
        Self { counted, known: known.collect(), ballots: BallotsBuilder::new(candidates) }
    }

    fn row(&mut self, record: &Records, listed: bool) -> Result<(), Misplaced> {
        let count = count(record, self.counted)?;
        for (at, name) in record.fields().enumerate().skip(usize::from(self.counted)) {
            if name.is_empty() {
                self.ballots.skip();
                continue;
            }
            let here = |fault| (at, fault);
            let candidate = match self.known.get(name) {
                Some(candidate) => *candidate,
                None if listed => return Err(here(Fault::UnknownName { name: name.to_owned() })),
                None => self.meet(line::name(name).map_err(here)?).map_err(here)?,
            };
            self.ballots.mark(candidate).map_err(|error| here(error.into()))?;
        }
        self.ballots.finish_ballot(count).map_err(|error| (0, error.into()))
    }

    /// A name that was not met before.
    fn meet(&mut self, name: &str) -> Result<Candidate, Fault> {
        let candidate = Candidate::new(self.known.len()).ok_or(Fault::TooManyCandidates)?;
        self.known.insert(name.to_owned(), candidate);
        Ok(candidate)
    }

    fn end(self, listed: Option<Candidates>) -> (Result<Candidates, CandidatesError>, Votes) {
        let ballots = self.ballots.finish();
        if let Some(listed) = listed {
            return (Ok(listed), Votes::Ballots(ballots));
        }
        let places: Vec<Candidate> = self.known.values().copied().collect();
        let ballots = renumbered(&ballots, &places);
        (Candidates::new(self.known.into_keys()), Votes::Ballots(ballots))
    }
}

/// The ballots with new numbers: who is now at place `i` was `places[i]`.
fn renumbered(ballots: &Ballots, places: &[Candidate]) -> Ballots {
    let mut new = alloc::vec![None; MAX_CANDIDATES];
    for (place, old) in places.iter().enumerate() {
        if let Some(new) = new.get_mut(old.index()) {
            *new = Candidate::new(place);
        }
    }
    let mut builder = BallotsBuilder::new(places.len());
    for ballot in ballots.iter() {
        for mark in ballot.marks {
            match mark.kind() {
                MarkKind::Skipped => builder.skip(),
                MarkKind::Next(old) | MarkKind::Equal(old) | MarkKind::Repeated(old) => {
                    let candidate = new.get(old.index()).copied().flatten();
                    let marked = candidate.map(|candidate| builder.mark(candidate));
                    debug_assert!(matches!(marked, Some(Ok(_))), "every candidate met has a place");
                }
            }
        }
        let finished = builder.finish_ballot(ballot.count);
        debug_assert_eq!(finished, Ok(()), "the same papers were accepted before");
    }
    builder.finish()
}

/// Ballots with ranks in the order of the candidates.
#[derive(Clone, Debug)]
struct ByCandidate {
    counted: bool,
    names: Vec<String>,
    ballots: BallotsBuilder,
    /// Of the line that is being read.
    ranks: Vec<u32>,
}

impl ByCandidate {
    fn row(&mut self, record: &Records) -> Result<(), Misplaced> {
        let count = count(record, self.counted)?;
        self.ranks.clear();
        for (at, cell) in record.fields().enumerate().skip(usize::from(self.counted)) {
            let rank = if cell.is_empty() { Ok(0) } else { number(cell) };
            let rank = rank.and_then(|rank| u32::try_from(rank).map_err(|_| Fault::NumberTooLarge));
            self.ranks.push(rank.map_err(|fault| (at, fault))?);
        }
        self.ballots.mark_ranks(&self.ranks).map_err(|error| (0, error.into()))?;
        self.ballots.finish_ballot(count).map_err(|error| (0, error.into()))
    }
}

/// How many papers the record stands for.
fn count(record: &Records, counted: bool) -> Result<u64, Misplaced> {
    match record.fields().next() {
        Some(field) if counted => match number(field) {
            Ok(0) => Err((0, Fault::NoPapers)),
            result => result.map_err(|fault| (0, fault)),
        },
        Some(_) | None => Ok(1),
    }
}

/// A whole number from 0.
pub(in crate::format) fn number(field: &str) -> Result<u64, Fault> {
    let mut cursor = Cursor::new(field);
    let number = cursor.number().map_err(|misread| misread.fault)?;
    let rest = cursor.rest();
    match rest.chars().next() {
        None => Ok(number),
        Some(found) => {
            // As in 1.5, 1,000, 1 000 and 1'000.
            let digits = rest
                .get(found.len_utf8()..)
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
            Err(if digits && !found.is_alphabetic() { Fault::NotWhole } else { Fault::NotANumber { found } })
        }
    }
}
