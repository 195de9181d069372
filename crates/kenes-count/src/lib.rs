//! Counting rules: from ballots to seats, with a transcript that a sceptic can follow with pencil and paper.
//!
//! The crate is `no_std` with `alloc`. It knows nothing of encryption, of councils, of files or of clocks, and holds no
//! float: votes are whole numbers, decimals with the places that a statute names, or fractions. The same ballots in any
//! order give the same transcript on every machine.
//!
//! | to do | start from |
//! |---|---|
//! | read a file of ballots or votes | [`format`] |
//! | describe what is counted | [`Contest`], of [`Candidates`] and [`Ballots`] |
//! | count | [`Rule::count`] |
//! | fill a vacated seat from the ballots of its election | [`rule::countback`] |
//! | read the result | [`Transcript::elected`], [`Transcript::apportionment`] |
//!
//! A rule has a name and a source and nothing to adjust; where a statute leaves something open, the rule's file says what
//! was chosen. A tie is resolved by the rule's own means, then by a lot from a seed that the caller gives
//! ([`LotSeed`]); without one the count stops and names the tied ([`CountError::NeedsLot`]).
#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod apportion;
mod ballot;
pub mod budget;
mod candidate;
mod committee;
mod contest;
pub mod format;
#[cfg(feature = "testing")]
pub mod fuzzing;
mod group;
mod keep;
pub mod lists;
mod number;
mod pairwise;
mod piles;
mod reading;
pub mod rule;
mod scores;
mod shares;
mod tie;
mod transcript;
mod tree;
mod wide;

pub use crate::ballot::{Ballot, Ballots, BallotsBuilder, BallotsError, MAX_PAPERS, Mark, MarkKind, Mention};
pub use crate::candidate::{Candidate, Candidates, CandidatesError, MAX_CANDIDATES};
pub use crate::contest::{Contest, ContestError, MAX_SEATS, Terms, Votes};
pub use crate::group::Group;
pub use crate::number::{Decimal, Fixed};
pub use crate::reading::Reading;
pub use crate::rule::{CountError, Rule, UnknownRule};
pub use crate::scores::{MAX_GRADES, Scores, ScoresError};
pub use crate::tie::{By, Lot, LotSeed, NeedsLot, Purpose, Step, Tie};
pub use crate::transcript::{
    Action, Alliance, Apportionment, Award, Clause, Committee, Destination, Elected, Grading, Majority,
    Pairwise, Round, RoundKind, Share, Stage, Transcript, Transfer, Vacated,
};
