//! What can be wrong with a file, and what to do about it.

use alloc::string::String;

use crate::ballot::{BallotsError, MAX_PAPERS};
use crate::candidate::MAX_CANDIDATES;
use crate::contest::MAX_SEATS;
use crate::format::{MAX_LINE, MAX_NAME};

/// A file cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {fault}")]
pub struct FormatError {
    /// The line, from 1. What is missing at the end is missing on the line after the last.
    pub line: u64,
    /// The character in the line, from 1; in CSV the field.
    pub column: u64,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// Bytes that are not UTF-8.
    #[error("the text is not UTF-8")]
    NotUtf8,
    /// A control character other than the tab.
    #[error("the control character U+{code:04X}")]
    ControlCharacter {
        /// Its number in Unicode.
        code: u32,
    },
    /// A line of more than [`MAX_LINE`] bytes.
    #[error("the line is longer than {MAX_LINE} bytes")]
    LineTooLong,
    /// Nothing but blanks and comments.
    #[error("the file holds nothing")]
    Empty,

    /// Something else where a number belongs.
    #[error("{found:?} where a number is expected")]
    NotANumber {
        /// The first character that is not part of a number.
        found: char,
    },
    /// Nothing where a number belongs.
    #[error("a number is missing")]
    NumberMissing,
    /// A number with a decimal point or comma.
    #[error("the number is not whole, or has a separator of thousands")]
    NotWhole,
    /// A minus before a number that has none.
    #[error("a negative number")]
    Negative,
    /// A number beyond what any field can hold.
    #[error("the number is too large")]
    NumberTooLarge,
    /// Text after the last number of a line.
    #[error("{found:?} after the end of what the line holds")]
    TrailingText {
        /// Its first character.
        found: char,
    },

    /// No candidate.
    #[error("there is no candidate")]
    NoCandidates,
    /// More than [`MAX_CANDIDATES`].
    #[error("there are more than {MAX_CANDIDATES} candidates")]
    TooManyCandidates,
    /// No seat.
    #[error("there is no seat to fill")]
    NoSeats,
    /// More than [`MAX_SEATS`].
    #[error("there are more than {MAX_SEATS} seats")]
    TooManySeats,

    /// A number that no candidate has.
    #[error("there is no candidate {found}: the numbers go from 1 to {candidates}")]
    UnknownCandidate {
        /// The number.
        found: u64,
        /// How many candidates there are.
        candidates: usize,
    },
    /// A name that no candidate has.
    #[error("no candidate is called {name:?}")]
    UnknownName {
        /// The name.
        name: String,
    },
    /// A candidate a second time on one paper, in a format where the papers have been checked.
    #[error("candidate {candidate} is on the ballot twice")]
    CandidateTwice {
        /// The number of the candidate.
        candidate: u64,
    },
    /// A ballot that stands for no paper.
    #[error("a number of papers of 0")]
    NoPapers,
    /// More than [`MAX_PAPERS`].
    #[error("there are more than {MAX_PAPERS} papers")]
    TooManyPapers,
    /// Sums of more than [`MAX_PAPERS`] in all (CSV).
    #[error("there are more than {MAX_PAPERS} votes")]
    TooManyVotes,
    /// More marks than can be kept.
    #[error("there are more than 4,294,967,295 marks")]
    TooManyMarks,

    /// A ballot line without its 0.
    #[error("the ballot does not end with 0")]
    BallotUnended,
    /// No line `0` between the ballots and the names.
    #[error("the ballots do not end with a line 0")]
    BallotsUnended,
    /// Fewer names than candidates.
    #[error("{expected} candidates have {found} names")]
    NamesMissing {
        /// How many candidates there are.
        expected: usize,
        /// How many names.
        found: usize,
    },
    /// A name without letters.
    #[error("the name is empty")]
    EmptyName,
    /// A name of more than [`MAX_NAME`] characters.
    #[error("the name is longer than {MAX_NAME} characters")]
    NameTooLong,
    /// A quote that is opened only.
    #[error("the quote is not closed on its line")]
    UnclosedQuote,
    /// Text after a closing quote.
    #[error("text after a closing quote")]
    TextAfterQuote,
    /// Text after the title.
    #[error("text after the end")]
    TextAfterEnd,

    /// A list of candidates for a file that names them itself (CSV).
    #[error("the file names the candidates itself, and a list of them was given")]
    ListedTwice,
    /// A line with another number of fields than the header (CSV).
    #[error("{found} fields where the header has {expected}")]
    FieldCount {
        /// The fields of the header.
        expected: u64,
        /// The fields of the line.
        found: u64,
    },
    /// A name that stands in the file already (CSV).
    #[error("the name {name:?} stands in the file twice")]
    DuplicateName {
        /// The name.
        name: String,
    },
    /// Columns of ranks that do not go 1, 2, 3 … (CSV).
    #[error("a column for rank {found} where one for rank {expected} is expected")]
    RankOutOfOrder {
        /// The rank that would be next.
        expected: u64,
        /// The rank of the column.
        found: u64,
    },

    /// Another character than the one that belongs here (PrefLib).
    #[error("{found:?} where {expected:?} is expected")]
    Unexpected {
        /// What is expected.
        expected: char,
        /// What is there.
        found: char,
    },
    /// The end of the line where something belongs (PrefLib).
    #[error("the line ends where {expected:?} is expected")]
    LineEnds {
        /// What is expected.
        expected: char,
    },
    /// No candidate between braces (PrefLib).
    #[error("the braces hold nobody")]
    EmptySet,
    /// A line of the header that is not there before it is needed (PrefLib).
    #[error("the header has no line {key:?}")]
    HeaderMissing {
        /// What the line begins with.
        key: &'static str,
    },
    /// A line of the header after the first ballot (PrefLib).
    #[error("a line of the header after the first ballot")]
    HeaderLate,
    /// A second name for a candidate (PrefLib).
    #[error("candidate {candidate} is named twice")]
    NamedTwice {
        /// The number of the candidate.
        candidate: u64,
    },
    /// Something else than orders of preference (PrefLib).
    #[error("{found:?} is none of the data types soc, soi, toc and toi")]
    DataType {
        /// The type that the header names.
        found: String,
    },
    /// Candidates at one rank, where the data type excludes it (PrefLib).
    #[error("candidates at one rank in a file of strict orders")]
    TieInStrictOrder,
    /// A ballot that does not rank everybody, where the data type requires it (PrefLib).
    #[error("{found} candidates on the ballot, in a file of complete orders of {expected}")]
    OrderIncomplete {
        /// How many candidates there are.
        expected: usize,
        /// How many are on the ballot.
        found: usize,
    },
    /// Another number of papers than the header says (PrefLib).
    #[error("the header says {declared} papers and there are {found}")]
    PapersDeclared {
        /// What the header says.
        declared: u64,
        /// The sum of the ballots.
        found: u64,
    },
    /// Too few grades, or too many (CSV).
    #[error("{found} grades; there must be from 2 to {}", crate::scores::MAX_GRADES)]
    Grades {
        /// The grades of the header.
        found: usize,
    },
    /// A score above the highest (CSV).
    #[error("a score above the highest, {highest}")]
    ScoreTooHigh {
        /// The score, or 255 where it is higher.
        found: u8,
        /// The highest.
        highest: usize,
    },
    /// A section that is not there before it is needed (pabulib).
    #[error("the section {section} is missing")]
    SectionMissing {
        /// What the section is called.
        section: &'static str,
    },
    /// A column that is not there (pabulib).
    #[error("there is no column {column:?}")]
    ColumnMissing {
        /// What the column is called.
        column: &'static str,
    },
    /// Votes of another kind than approvals and points (pabulib).
    #[error("votes of the type {found:?}; approval, choose-1, scoring and cumulative are known")]
    VoteType {
        /// The type that the file names.
        found: String,
    },
    /// A sum of money that is 0, too large or no decimal number (pabulib).
    #[error(
        "an amount of money that is 0, too large or not a number with at most {} decimals",
        crate::format::pabulib::MAX_PLACES
    )]
    Amount,
    /// A project a second time on one ballot (pabulib).
    #[error("project {id:?} is on the ballot twice")]
    ProjectTwice {
        /// The id of the project.
        id: String,
    },
    /// As many points as projects are needed (pabulib).
    #[error("{found} numbers of points for {expected} projects")]
    PointsCount {
        /// The projects on the ballot.
        expected: usize,
        /// The points.
        found: usize,
    },
    /// More points than a voter can give a project (pabulib).
    #[error("more than {} points for a project", crate::budget::MAX_POINTS)]
    TooManyPoints,
    /// Another number of projects than the file says (pabulib).
    #[error("the file says {declared} projects and there are {found}")]
    ProjectsDeclared {
        /// What the file says.
        declared: u64,
        /// The lines.
        found: u64,
    },
    /// Another number of lines with ballots than the header says (PrefLib).
    #[error("the header says {declared} different orders and there are {found}")]
    OrdersDeclared {
        /// What the header says.
        declared: u64,
        /// The lines.
        found: u64,
    },
}

impl Fault {
    /// What to do, in one sentence.
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::NotUtf8 => "Save the file as plain text in UTF-8.",
            Self::ControlCharacter { .. } => {
                "Save the file as plain text with lines that end in LF or CRLF, and remove the character."
            }
            Self::LineTooLong => "Write each ballot and each name on a line of its own.",
            Self::Empty => "Check that this is the right file and that it was copied as a whole.",
            Self::NotANumber { .. } | Self::NotWhole => {
                "Write whole numbers with the digits 0 to 9 alone, without separators of thousands."
            }
            Self::NumberMissing => "Add the number, or check that the file was copied as a whole.",
            Self::Negative => {
                "Write numbers without a minus; in BLT candidates who withdrew are named before the first ballot."
            }
            Self::NumberTooLarge => "Check the number: no count or number of a candidate is that large.",
            Self::TrailingText { .. } => "Remove the text, or write it on a line of its own.",
            Self::NoCandidates => "Name at least one candidate.",
            Self::TooManyCandidates => "Check the number of candidates: a contest has at most 1,000.",
            Self::NoSeats | Self::TooManySeats => "Check the number of seats: there are from 1 to 65,535.",
            Self::UnknownCandidate { .. } => {
                "Correct the number on the ballot, or the number of candidates at the beginning of the file."
            }
            Self::UnknownName { .. } => "Correct the name, or add it to the list of candidates.",
            Self::CandidateTwice { .. } => {
                "Correct the ballot against the paper; a candidate marked twice ends the paper there."
            }
            Self::NoPapers => "Remove the ballot, or write how many papers it stands for.",
            Self::TooManyPapers | Self::TooManyMarks => "Check the numbers of papers.",
            Self::TooManyVotes => "Check the numbers of votes.",
            Self::BallotUnended => "End each ballot with 0 on its own line.",
            Self::BallotsUnended => "Write a line 0 after the last ballot, then one name a line.",
            Self::NamesMissing { .. } => "Write one name a line for each candidate of the first line.",
            Self::EmptyName => "Write the name.",
            Self::NameTooLong => "Shorten the name, or check that its quotes are in order.",
            Self::UnclosedQuote | Self::TextAfterQuote => {
                "Close the quote at the end of the name and write a quote within it twice."
            }
            Self::TextAfterEnd => "Remove what follows, or correct the number of candidates.",
            Self::ListedTwice => "Leave the list out: the order of the file is that of the ballot paper.",
            Self::FieldCount { .. } => {
                "Give each line as many fields as the header; write names with a separator in quotes."
            }
            Self::DuplicateName { .. } => "Remove the line, or tell namesakes apart.",
            Self::RankOutOfOrder { .. } => "Name the columns 1, 2, 3 and so on, without a gap.",
            Self::Unexpected { .. } | Self::LineEnds { .. } => {
                "Write a ballot as in 12: 3,1,{2,4} or, in files without keys, as in 12,3,1,{2,4}."
            }
            Self::EmptySet => "Remove the braces; files of categories are not orders of preference.",
            Self::HeaderMissing { .. } => "Add the line before the names and the ballots.",
            Self::HeaderLate => "Move the line to the others at the beginning of the file.",
            Self::NamedTwice { .. } => "Correct the number of the candidate.",
            Self::DataType { .. } => "Choose a file of orders: soc, soi, toc or toi.",
            Self::TieInStrictOrder | Self::OrderIncomplete { .. } => {
                "Correct the ballot, or the data type: toi allows equal ranks and short ballots."
            }
            Self::Grades { .. } => "Name the grades in the first line, from the worst to the best.",
            Self::ScoreTooHigh { .. } => "Correct the score, or the highest in the first line.",
            Self::SectionMissing { .. } => {
                "Begin the sections with lines META, PROJECTS and VOTES, in this order."
            }
            Self::ColumnMissing { .. } => "Name the column in the first line of the section.",
            Self::VoteType { .. } => "Choose a file of approvals or points.",
            Self::Amount => "Write the amount in digits, with a point before the decimals.",
            Self::ProjectTwice { .. } => "Remove the second mark; a project is marked once.",
            Self::PointsCount { .. } => "Give as many points as projects, in the same order.",
            Self::TooManyPoints => "Check the points.",
            Self::PapersDeclared { .. } | Self::OrdersDeclared { .. } | Self::ProjectsDeclared { .. } => {
                "Check that the file was copied as a whole, or correct the number."
            }
        }
    }
}

impl From<BallotsError> for Fault {
    fn from(error: BallotsError) -> Self {
        match error {
            BallotsError::UnknownCandidate { found, candidates } => {
                Self::UnknownCandidate { found: found.into(), candidates }
            }
            BallotsError::NoPapers => Self::NoPapers,
            BallotsError::TooManyPapers => Self::TooManyPapers,
            BallotsError::TooManyMarks => Self::TooManyMarks,
        }
    }
}
