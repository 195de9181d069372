//! Projects, votes and money.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::ballot::MAX_PAPERS;
use crate::candidate::{Candidate, Candidates, CandidatesError};
use crate::number::Decimal;
use crate::shares::Supporters;

/// The most money, in its smallest unit.
pub const MAX_MONEY: u64 = 1_000_000_000_000_000;

/// The most points of a voter for a project.
pub const MAX_POINTS: u32 = 1_000_000;

/// A sum of money: a whole number of its smallest unit, with the decimals of that.
pub type Money = Decimal;

/// A project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// What it is called in the file and in results; unique.
    pub id: String,
    /// What it is called for people; empty where the file has no name.
    pub name: String,
    /// What it costs.
    pub cost: Money,
}

/// A vote on a budget.
#[derive(Clone, Debug)]
pub struct Budget {
    title: Option<String>,
    ids: Candidates,
    names: Vec<String>,
    costs: Vec<u64>,
    money: u64,
    places: u32,
    scored: bool,
    voters: u64,
    supporters: Supporters,
}

/// Projects, votes and money do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BudgetError {
    /// There are none, or too many.
    #[error(transparent)]
    Projects(#[from] CandidatesError),
    /// A sum of money that is 0, or larger than [`MAX_MONEY`].
    #[error("a sum of money that is 0, or more than {MAX_MONEY} of the smallest unit")]
    Money,
    /// Two projects have the same id.
    #[error("a second project with the id of another")]
    SameId {
        /// The second, from 0.
        project: usize,
    },
    /// More votes than [`MAX_PAPERS`].
    #[error("there are more than {MAX_PAPERS} votes")]
    TooManyVotes,
    /// More points than [`MAX_POINTS`].
    #[error("more than {MAX_POINTS} points for a project")]
    TooManyPoints,
    /// A project that is not there.
    #[error("there is no project {number}")]
    UnknownProject {
        /// Its number, from 1.
        number: u32,
    },
}

impl Budget {
    /// What the vote is called.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The ids of the projects, in the order of the file; a project is a candidate.
    pub fn ids(&self) -> &Candidates {
        &self.ids
    }

    /// The projects in the order of the file.
    pub fn projects(&self) -> impl Iterator<Item = Candidate> + use<> {
        self.ids.iter()
    }

    /// The id of a project.
    pub fn id(&self, project: Candidate) -> &str {
        self.ids.name(project)
    }

    /// What a project is called for people; its id where it has no name.
    pub fn name(&self, project: Candidate) -> &str {
        let name = self.names.get(project.index()).map_or("", String::as_str);
        if name.is_empty() { self.id(project) } else { name }
    }

    /// What a project costs.
    pub fn cost(&self, project: Candidate) -> Money {
        self.money_of(self.costs.get(project.index()).copied().unwrap_or(0))
    }

    /// The money there is.
    pub fn money(&self) -> Money {
        self.money_of(self.money)
    }

    /// How many decimals amounts have.
    pub fn places(&self) -> u32 {
        self.places
    }

    /// How many people voted, those included who marked nothing.
    pub fn voters(&self) -> u64 {
        self.voters
    }

    /// How many of them supported a project.
    pub fn votes(&self, project: Candidate) -> u64 {
        self.supporters.votes(project)
    }

    /// The points that they gave it together; where voters approve, that is their number.
    pub fn points(&self, project: Candidate) -> u64 {
        self.supporters.points(project)
    }

    /// Whether voters gave points; otherwise they approved.
    pub fn is_scored(&self) -> bool {
        self.scored
    }

    /// The votes one after the other, as they were added: how many equal ones, and the points for each project.
    pub fn ballots(&self) -> Vec<(u64, Vec<(Candidate, u32)>)> {
        let mut ballots: Vec<_> = self.supporters.counts.iter().map(|count| (*count, Vec::new())).collect();
        for project in self.projects() {
            for support in self.supporters.of(project) {
                if let Some((_, marks)) = ballots.get_mut(crate::shares::place(support.group)) {
                    marks.push((project, support.points));
                }
            }
        }
        ballots
    }

    pub(crate) fn supporters(&self) -> &Supporters {
        &self.supporters
    }

    pub(crate) fn costs(&self) -> &[u64] {
        &self.costs
    }

    pub(crate) fn units(&self) -> u64 {
        self.money
    }

    pub(crate) fn money_of(&self, units: u64) -> Money {
        Decimal::new(units.into(), self.places)
    }
}

/// Puts a vote on a budget together.
#[derive(Clone, Debug)]
pub struct BudgetBuilder {
    budget: Budget,
}

impl BudgetBuilder {
    /// Projects and the money there is. Amounts may have different numbers of decimals.
    ///
    /// # Errors
    /// There is no project, or there are too many; or two have one id; or an amount is 0 or too large.
    pub fn new(
        title: Option<String>,
        projects: impl IntoIterator<Item = Project>,
        money: Money,
    ) -> Result<Self, BudgetError> {
        let projects: Vec<Project> = projects.into_iter().collect();
        let places = projects.iter().map(|project| project.cost.places()).chain([money.places()]);
        let places = places.max().unwrap_or(0);
        let units = |amount: Money| {
            let factor = 10_u128.checked_pow(places.saturating_sub(amount.places()))?;
            let units = u64::try_from(amount.units().checked_mul(factor)?).ok()?;
            Some(units).filter(|units| (1..=MAX_MONEY).contains(units))
        };
        let costs: Option<Vec<u64>> = projects.iter().map(|project| units(project.cost)).collect();
        let costs = costs.ok_or(BudgetError::Money)?;
        let money = units(money).ok_or(BudgetError::Money)?;
        let mut seen = alloc::collections::BTreeSet::new();
        if let Some(project) = projects.iter().position(|project| !seen.insert(project.id.as_str())) {
            return Err(BudgetError::SameId { project });
        }
        let (ids, names): (Vec<String>, Vec<String>) =
            projects.into_iter().map(|project| (project.id, project.name)).unzip();
        let supporters = Supporters::new(names.len());
        let ids = Candidates::new(ids)?;
        let (scored, voters) = (false, 0);
        Ok(Self { budget: Budget { title, ids, names, costs, money, places, scored, voters, supporters } })
    }

    /// Says that voters give points instead of approvals.
    pub fn set_scored(&mut self) {
        self.budget.scored = true;
    }

    /// Adds `count` equal votes: the projects supported, each once, with the points given to it (1 for an approval).
    ///
    /// # Errors
    /// There are too many votes or points, or a project is not one of these.
    pub fn vote(&mut self, count: u64, marks: &[(Candidate, u32)]) -> Result<(), BudgetError> {
        let budget = &mut self.budget;
        let voters = budget.voters.checked_add(count).filter(|voters| *voters <= MAX_PAPERS);
        let voters = voters.ok_or(BudgetError::TooManyVotes)?;
        if let Some((project, _)) = marks.iter().find(|(project, _)| project.index() >= budget.names.len()) {
            return Err(BudgetError::UnknownProject { number: project.number() });
        }
        if marks.iter().any(|(_, points)| *points > MAX_POINTS) {
            return Err(BudgetError::TooManyPoints);
        }
        budget.voters = voters;
        budget.supporters.add(count, marks.iter().copied());
        Ok(())
    }

    /// The vote.
    pub fn finish(self) -> Budget {
        self.budget
    }
}

/// Prints the number of votes and projects.
impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} votes on {} projects for {}", self.voters, self.names.len(), self.money())
    }
}
