//! What stops a count: the command, the file, the archive or a tie.

use std::path::PathBuf;

use kenes_belenios::archive::Stage;
use kenes_count::budget::{BudgetError, FundingError};
use kenes_count::format::FormatError;
use kenes_count::lists::ListsError;
use kenes_count::{BallotsError, CandidatesError, ContestError, CountError, Rule, ScoresError};

use crate::code::Code;

/// A count is not made, or not to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CountingError {
    #[error("no rule is named; there are {}", rules())]
    NoRule,
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: FormatError },
    #[error("{} is no file that is known; read as BLT: {source}", path.display())]
    UnknownFile { path: PathBuf, source: FormatError },
    #[error("{}: {source}", path.display())]
    Candidates { path: PathBuf, source: CandidatesError },
    #[error("{}: {source}", path.display())]
    Papers { path: PathBuf, source: BallotsError },
    #[error("{}: {source}", path.display())]
    Scores { path: PathBuf, source: ScoresError },
    #[error("{}: {source}", path.display())]
    Budget { path: PathBuf, source: BudgetError },
    #[error("{}: the question's field \"extra\" does not say what its numbers mean", path.display())]
    Asked { path: PathBuf },
    #[error("{}: the question does not say what its projects cost", path.display())]
    NoCosts { path: PathBuf },
    #[error("{}: {source}", path.display())]
    Contest { path: PathBuf, source: ContestError },
    #[error("{}: the number of seats is not known", path.display())]
    NoSeats { path: PathBuf },
    #[error("no candidate is called {name:?}; there are: {}", listed(known))]
    NoSuchCandidate { name: String, known: Vec<String> },
    #[error("{name:?} is part of several names: {}", listed(found))]
    SeveralCandidates { name: String, found: Vec<String> },
    #[error("{source}")]
    Lists { source: ListsError },
    #[error("only a lot can decide between {}", listed(among))]
    NeedsLot { among: Vec<String> },
    #[error("{source}")]
    NotCounted { source: CountError },
    #[error("{source}")]
    NotFunded { source: FundingError },
    #[error("{name} holds no seat that could be vacated")]
    HoldsNoSeat { name: String },
    #[error("{name} cannot stand for the seat: holds one, has held this one or has withdrawn")]
    CannotStand { name: String },
    #[error("no ballot that could fill the seat of {name} names anybody who stands for it: it stays vacant")]
    StaysVacant { name: String },
    #[error("{}: there is no question {number}, there are {questions}", path.display())]
    NoSuchQuestion { path: PathBuf, number: usize, questions: usize },
    #[error("{}: there are {questions} questions, and none is ranked", path.display())]
    WhichQuestion { path: PathBuf, questions: usize },
    #[error("{}: the election is at the stage \"{found}\"", path.display())]
    NoResult { path: PathBuf, found: Stage },
}

impl CountingError {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::NoRule => Code::NoRule,
            Self::File { .. } => Code::CountFile,
            Self::UnknownFile { .. } => Code::UnknownFile,
            Self::Candidates { .. } | Self::Papers { .. } | Self::Contest { .. } => Code::Contest,
            Self::Scores { .. } | Self::Budget { .. } | Self::Asked { .. } => Code::Contest,
            Self::NoSeats { .. } => Code::NoSeats,
            Self::NoSuchCandidate { .. } | Self::SeveralCandidates { .. } => Code::NoSuchCandidate,
            Self::NeedsLot { .. } => Code::NeedsLot,
            Self::Lists { source: ListsError::NeedsLot { .. } } => Code::NeedsLot,
            Self::Lists { .. } => Code::NotCounted,
            Self::NotCounted { .. } | Self::NotFunded { .. } | Self::NoCosts { .. } => Code::NotCounted,
            Self::HoldsNoSeat { .. } | Self::CannotStand { .. } => Code::Vacancy,
            Self::StaysVacant { .. } => Code::StaysVacant,
            Self::NoSuchQuestion { .. } | Self::WhichQuestion { .. } => Code::NoSuchQuestion,
            Self::NoResult { .. } => Code::NoResult,
        }
    }

    /// What to do; about a file more exactly than the code says it.
    pub fn remedy(&self) -> &'static str {
        if let Self::File { source, .. } = self { source.fault.remedy() } else { self.code().remedy() }
    }
}

/// The names of the rules.
fn rules() -> String {
    Rule::ALL.iter().map(|rule| rule.name()).collect::<Vec<_>>().join(", ")
}

/// How many names a message lists.
const LISTED: usize = 30;

/// Names in a message.
fn listed(names: &[String]) -> String {
    let listed = names.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(LISTED) {
        Some(more @ 1..) => format!("{listed} and {more} more"),
        Some(0) | None => listed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_cut() {
        let names: Vec<String> = (1..=32).map(|number| number.to_string()).collect();
        assert_eq!(listed(&names[..2]), "1, 2");
        assert!(listed(&names[..30]).ends_with(", 30"));
        assert!(listed(&names).ends_with(", 30 and 2 more"));
    }
}
