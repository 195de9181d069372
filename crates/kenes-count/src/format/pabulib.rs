//! Participatory budgets in the format of pabulib (`.pb`): sections META, PROJECTS and VOTES, each with a line that names
//! its columns, and semicolons between fields.
//!
//! ```text
//! META
//! key;value
//! budget;100000
//! vote_type;approval
//! PROJECTS
//! project_id;cost;name;selected
//! 3;7200;Open-air stage;1
//! 9;21000;Meeting place;0
//! VOTES
//! voter_id;vote
//! a1;3,9
//! ```
//!
//! What is read, and what is decided:
//!
//! - META: `budget` and `vote_type`; `description` (or `unit` and `instance`) is the title; `num_projects` and `num_votes`
//!   must be right where they are there. Everything is kept for writing.
//! - PROJECTS: `project_id`, `cost`, and `name` where it is there. Amounts have at most [`MAX_PLACES`] decimals, after a
//!   point or a comma. The columns `votes`, `score` and `selected` are results and are not read.
//! - VOTES: `vote` holds ids with commas; with `vote_type` `scoring` or `cumulative` the column `points` holds as many whole
//!   numbers. A vote without a project is a vote. With `approval` and `choose-1` each project has a point.
//! - Limits of the vote (`max_length`, `min_sum_cost` …) are not checked: the city has decided which votes are valid.
//! - Short lines are filled up with empty fields. A record stays on its line.
//!
//! Voters' ids and attributes are not kept: what is written numbers the votes.

mod section;
mod write;

pub use self::write::write;

use alloc::borrow::ToOwned as _;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use crate::budget::{Budget, BudgetBuilder, BudgetError, MAX_POINTS, Money, Project};
use crate::candidate::{Candidate, CandidatesError};
use crate::format::csv::record::{Records, fields_before};
use crate::format::csv::{Misplaced, number};
use crate::format::fault::{Fault, FormatError};
use crate::format::line::{self, Lines, one_more};
use crate::format::pabulib::section::{Columns, Section, amount};

/// The most decimals of an amount.
pub const MAX_PLACES: u32 = 6;

/// What a file says.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Pabulib {
    /// The vote on the budget.
    pub budget: Budget,
    /// The keys and values of META, in order.
    pub meta: Vec<(String, String)>,
}

/// What a file would say that was not read from one.
impl From<Budget> for Pabulib {
    fn from(budget: Budget) -> Self {
        let title = budget.title().map(|title| (String::from("description"), title.to_owned()));
        Self { meta: title.into_iter().collect(), budget }
    }
}

/// Whether a file begins like one of these.
pub fn begins(beginning: &[u8]) -> bool {
    let beginning = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(beginning);
    let first = line::lines(beginning).map(<[u8]>::trim_ascii).find(|line| !line.is_empty());
    first.is_some_and(|line| line.trim_ascii_end().eq_ignore_ascii_case(b"META"))
}

/// Reads a file that is held as a whole.
///
/// # Errors
/// It cannot be read; the error says where.
pub fn parse(bytes: &[u8]) -> Result<Pabulib, FormatError> {
    let mut reader = Reader::new();
    line::lines(bytes).try_for_each(|line| reader.line(line))?;
    reader.end()
}

/// Reads a file line by line.
#[derive(Clone, Debug)]
pub struct Reader {
    lines: Lines,
    records: Records,
    section: Option<Section>,
    columns: Columns,
    meta: Vec<(String, String)>,
    projects: Vec<Project>,
    votes: Option<Votes>,
}

/// The votes, once the projects are known.
#[derive(Clone, Debug)]
struct Votes {
    known: BTreeMap<String, Candidate>,
    builder: BudgetBuilder,
    scored: bool,
    number: u64,
    /// Of the vote that is being read.
    marks: Vec<(Candidate, u32)>,
    /// For each project the vote that marked it last.
    marked: Vec<u64>,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// At the beginning of a file.
    pub fn new() -> Self {
        Self {
            lines: Lines::default(),
            records: Records::separated_by(b';'),
            section: None,
            columns: Columns::default(),
            meta: Vec::new(),
            projects: Vec::new(),
            votes: None,
        }
    }

    /// Takes the next line, without its end. After an error the reader is of no more use.
    ///
    /// # Errors
    /// The line is not what the format has at this place.
    pub fn line(&mut self, bytes: &[u8]) -> Result<(), FormatError> {
        let line = self.lines.read_with(bytes, |before| one_more(fields_before(before, b';')))?;
        if line.trim().is_empty() {
            return Ok(());
        }
        let read = self.read(line);
        let number = self.lines.number();
        read.map_err(|(field, fault)| FormatError { line: number, column: one_more(field), fault })
    }

    /// What the file says.
    ///
    /// # Errors
    /// The file ends too early, or does not hold what it declares.
    pub fn end(self) -> Result<Pabulib, FormatError> {
        let Some(votes) = self.votes else {
            let section = match self.section {
                None if self.lines.number() == 0 => return Err(self.lines.at_end(Fault::Empty)),
                None => "META",
                Some(Section::Meta) => "PROJECTS",
                Some(Section::Projects | Section::Votes) => "VOTES",
            };
            return Err(self.lines.at_end(Fault::SectionMissing { section }));
        };
        if let Some(declared) = declared(&self.meta, "num_votes").filter(|declared| *declared != votes.number)
        {
            return Err(self.lines.at_end(Fault::PapersDeclared { declared, found: votes.number }));
        }
        Ok(Pabulib { budget: votes.builder.finish(), meta: self.meta })
    }

    fn read(&mut self, line: &str) -> Result<(), Misplaced> {
        if let Some(section) = Section::of_line(line) {
            return self.begin(section);
        }
        let Some(section) = self.section else { return Err((0, Fault::SectionMissing { section: "META" })) };
        if !self.columns.are_known() {
            self.records.split(line)?;
            let scored = self.votes.as_ref().is_some_and(|votes| votes.scored);
            return self.columns.learn(section, scored, self.records.fields());
        }
        if section == Section::Votes && !line.contains('"') {
            return self.vote(line);
        }
        self.records.split(line)?;
        self.columns.check_width(self.records.fields())?;
        match section {
            Section::Meta => {
                let mut fields = self.records.fields();
                let (key, value) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
                self.meta.push((key.to_owned(), value.to_owned()));
                Ok(())
            }
            Section::Projects => self.project(),
            Section::Votes => {
                let vote = self.columns.field(self.records.fields(), 0);
                let points = self.columns.field(self.records.fields(), 1);
                self.votes.as_mut().map_or(Ok(()), |votes| votes.add(&self.columns, vote, points))
            }
        }
    }

    /// A vote without quotes, which nearly every one is.
    fn vote(&mut self, line: &str) -> Result<(), Misplaced> {
        let fields = || line.split(';').map(str::trim);
        self.columns.check_width(fields())?;
        let vote = self.columns.field(fields(), 0);
        let points = self.columns.field(fields(), 1);
        self.votes.as_mut().map_or(Ok(()), |votes| votes.add(&self.columns, vote, points))
    }

    fn begin(&mut self, section: Section) -> Result<(), Misplaced> {
        if section.before() != self.section {
            let section = section.before().map_or("META", Section::name);
            return Err((0, Fault::SectionMissing { section }));
        }
        if section == Section::Votes {
            self.votes = Some(self.begin_votes().map_err(|fault| (0, fault))?);
        }
        self.section = Some(section);
        self.columns = Columns::default();
        Ok(())
    }

    fn project(&mut self) -> Result<(), Misplaced> {
        let field = |number| self.columns.field(self.records.fields(), number);
        let at = |number| self.columns.place(number);
        let id = line::name(field(0)).map_err(|fault| (at(0), fault))?.to_owned();
        if id.contains(',') {
            return Err((at(0), Fault::NotANumber { found: ',' }));
        }
        let cost = amount(field(1)).ok_or((at(1), Fault::Amount))?;
        self.projects.push(Project { id, cost, name: field(2).to_owned() });
        Ok(())
    }

    /// What is known before the first vote.
    fn begin_votes(&mut self) -> Result<Votes, Fault> {
        let meta = |key| self.meta.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str());
        let money = amount(meta("budget").ok_or(Fault::HeaderMissing { key: "budget" })?);
        let kind = meta("vote_type").ok_or(Fault::HeaderMissing { key: "vote_type" })?;
        let scored = match kind {
            "approval" | "choose-1" => false,
            "scoring" | "cumulative" => true,
            other => return Err(Fault::VoteType { found: other.to_owned() }),
        };
        let found = u64::try_from(self.projects.len()).unwrap_or(u64::MAX);
        if let Some(declared) = declared(&self.meta, "num_projects").filter(|declared| *declared != found) {
            return Err(Fault::ProjectsDeclared { declared, found });
        }
        let title = meta("description").map(str::to_owned).or_else(|| {
            let title = [meta("unit"), meta("instance")].into_iter().flatten().collect::<Vec<_>>().join(" ");
            Some(title).filter(|title| !title.is_empty())
        });
        let projects = core::mem::take(&mut self.projects);
        let ids: Vec<String> = projects.iter().map(|project| project.id.clone()).collect();
        let known = ids.iter().enumerate().filter_map(|(at, id)| Some((id.clone(), Candidate::new(at)?)));
        let known = known.collect();
        let money: Money = money.ok_or(Fault::Amount)?;
        let mut builder = BudgetBuilder::new(title, projects, money).map_err(|error| fault(error, &ids))?;
        if scored {
            builder.set_scored();
        }
        Ok(Votes { known, builder, scored, number: 0, marks: Vec::new(), marked: alloc::vec![0; ids.len()] })
    }
}

fn declared(meta: &[(String, String)], key: &str) -> Option<u64> {
    meta.iter().find(|(known, _)| known == key).and_then(|(_, value)| value.parse().ok())
}

fn fault(error: BudgetError, ids: &[String]) -> Fault {
    match error {
        BudgetError::Projects(CandidatesError::None) => Fault::NoCandidates,
        BudgetError::Projects(CandidatesError::TooMany) => Fault::TooManyCandidates,
        BudgetError::Money => Fault::Amount,
        BudgetError::SameId { project } => {
            Fault::DuplicateName { name: ids.get(project).cloned().unwrap_or_default() }
        }
        BudgetError::TooManyVotes => Fault::TooManyPapers,
        BudgetError::TooManyPoints => Fault::TooManyPoints,
        BudgetError::UnknownProject { number } => Fault::UnknownName { name: number.to_string() },
    }
}

impl Votes {
    fn add(&mut self, columns: &Columns, vote: &str, points: &str) -> Result<(), Misplaced> {
        let (at_vote, at_points) = (columns.place(0), columns.place(1));
        self.number = self.number.saturating_add(1);
        self.marks.clear();
        for id in vote.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            let known = self.known.get(id).copied();
            let project = known.ok_or_else(|| (at_vote, Fault::UnknownName { name: id.to_owned() }))?;
            if let Some(marked) = self.marked.get_mut(project.index())
                && core::mem::replace(marked, self.number) == self.number
            {
                return Err((at_vote, Fault::ProjectTwice { id: id.to_owned() }));
            }
            self.marks.push((project, 1));
        }
        if self.scored {
            let numbers = points.split(',').map(str::trim).filter(|points| !points.is_empty());
            let found = numbers.clone().count();
            let expected = self.marks.len();
            if found != expected {
                return Err((at_points, Fault::PointsCount { expected, found }));
            }
            for (mark, points) in self.marks.iter_mut().zip(numbers) {
                let points = number(points).map_err(|fault| (at_points, fault))?;
                let points = u32::try_from(points).ok().filter(|points| *points <= MAX_POINTS);
                mark.1 = points.ok_or((at_points, Fault::TooManyPoints))?;
            }
        }
        self.builder.vote(1, &self.marks).map_err(|error| (at_vote, fault(error, &[])))
    }
}

#[cfg(test)]
mod tests;
