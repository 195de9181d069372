//! The rules by name. Each has a file with its source; nothing about a rule can be adjusted from outside.

pub mod approval;
pub mod countback;
pub mod dhondt;
pub mod hamilton;
pub mod huntington_hill;
pub mod plurality;
pub mod sainte_lague;
pub mod scottish_stv;
pub mod two_round;

use alloc::boxed::Box;
use core::fmt;
use core::str::FromStr;

use crate::contest::Contest;
use crate::tie::{LotSeed, NeedsLot, Ties, Unresolved};
use crate::transcript::Transcript;

/// A counting rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// [`scottish_stv`].
    ScottishStv,
    /// [`plurality`].
    Plurality,
    /// [`approval`].
    Approval,
    /// [`two_round`].
    TwoRound,
    /// [`sainte_lague`].
    SainteLague,
    /// [`dhondt`].
    Dhondt,
    /// [`hamilton`].
    Hamilton,
    /// [`huntington_hill`].
    HuntingtonHill,
    /// [`countback`], which starts from [`countback::count`].
    Countback,
}

/// What a rule makes of the votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Persons are elected from ranked papers, in stages.
    Ranked,
    /// Persons are elected by sums of votes.
    Sums,
    /// Seats are distributed in proportion to votes.
    Apportionment,
}

impl Rule {
    /// Every rule.
    pub const ALL: &[Self] = &[
        Self::ScottishStv,
        Self::Plurality,
        Self::Approval,
        Self::TwoRound,
        Self::SainteLague,
        Self::Dhondt,
        Self::Hamilton,
        Self::HuntingtonHill,
        Self::Countback,
    ];

    /// Its name in commands, files and lots.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ScottishStv => "scottish-stv",
            Self::Plurality => "plurality",
            Self::Approval => "approval",
            Self::TwoRound => "two-round",
            Self::SainteLague => "sainte-lague",
            Self::Dhondt => "dhondt",
            Self::Hamilton => "hamilton",
            Self::HuntingtonHill => "huntington-hill",
            Self::Countback => "countback",
        }
    }

    /// The text that the rule is taken from.
    pub const fn source(self) -> &'static str {
        match self {
            Self::ScottishStv => scottish_stv::SOURCE,
            Self::Plurality => plurality::SOURCE,
            Self::Approval => approval::SOURCE,
            Self::TwoRound => two_round::SOURCE,
            Self::SainteLague => sainte_lague::SOURCE,
            Self::Dhondt => dhondt::SOURCE,
            Self::Hamilton => hamilton::SOURCE,
            Self::HuntingtonHill => huntington_hill::SOURCE,
            Self::Countback => countback::SOURCE,
        }
    }

    /// What it makes of the votes.
    pub const fn family(self) -> Family {
        match self {
            Self::ScottishStv | Self::TwoRound | Self::Countback => Family::Ranked,
            Self::Plurality | Self::Approval => Family::Sums,
            Self::SainteLague | Self::Dhondt | Self::Hamilton | Self::HuntingtonHill => Family::Apportionment,
        }
    }

    /// Counts. The seed is used only where a lot has to be drawn.
    ///
    /// # Errors
    /// A lot is needed and there is no seed; or the votes are not in a form that the rule counts.
    pub fn count(self, contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
        match self {
            Self::ScottishStv => scottish_stv::count(contest, seed),
            Self::Plurality => plurality::count(contest, seed),
            Self::Approval => approval::count(contest, seed),
            Self::TwoRound => two_round::count(contest, None, seed),
            Self::SainteLague => sainte_lague::count(contest, seed),
            Self::Dhondt => dhondt::count(contest, seed),
            Self::Hamilton => hamilton::count(contest, seed),
            Self::HuntingtonHill => huntington_hill::count(contest, seed),
            Self::Countback => Err(CountError::NeedsVacancy),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no rule has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rule has this name")]
pub struct UnknownRule;

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Self, UnknownRule> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name).ok_or(UnknownRule)
    }
}

/// A contest cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// A tie that only a lot resolves, and no seed.
    #[error(transparent)]
    NeedsLot(#[from] NeedsLot),
    /// The rule reads papers and was given sums.
    #[error("the rule {rule} counts ballots, not sums of votes")]
    NeedsBallots {
        /// The rule.
        rule: Rule,
    },
    /// The rule fills another number of seats.
    #[error("the rule {rule} fills one seat, not {seats}")]
    OneSeat {
        /// The rule.
        rule: Rule,
        /// The seats of the contest.
        seats: u32,
    },
    /// A minimum was set, and the rule knows none.
    #[error("the rule {rule} knows no least number of seats")]
    NoMinimum {
        /// The rule.
        rule: Rule,
    },
    /// Everybody has withdrawn.
    #[error("every candidate has withdrawn")]
    NobodyStands,
    /// The rule's own condition on the number of seats.
    #[error("the rule {rule} gives everybody a seat: {seats} seats are too few for {standing}")]
    TooFewSeats {
        /// The rule.
        rule: Rule,
        /// The seats of the contest.
        seats: u32,
        /// How many stand.
        standing: usize,
    },
    /// Nobody has a vote, so there is nothing in proportion to which seats could be distributed.
    #[error("there are no votes to distribute seats by")]
    NoVotes,
    /// A countback without a vacancy.
    #[error("a countback needs the name of whoever vacates the seat")]
    NeedsVacancy,
    /// Whoever vacates a seat does not hold one.
    #[error("candidate {candidate} holds no seat to vacate")]
    HoldsNoSeat {
        /// Who.
        candidate: crate::Candidate,
    },
    /// Nobody could be given a vote for a vacated seat: it stays vacant, and the next step of the rule for vacancies
    /// applies.
    #[error("no paper that could fill the seat of candidate {vacating} names anybody who stands for it")]
    NobodyNamed {
        /// Who leaves.
        vacating: crate::Candidate,
    },
    /// Whoever stands for a vacated seat cannot take it.
    #[error("candidate {candidate} holds a seat, has held this one or has withdrawn")]
    CannotStand {
        /// Who.
        candidate: crate::Candidate,
    },
}

/// Ends a count: with its ties in the transcript, or with the one that stopped it.
pub(crate) fn conclude(
    mut transcript: Transcript,
    ties: Ties<'_>,
    outcome: Result<(), Unresolved>,
) -> Result<Transcript, CountError> {
    transcript.ties.extend(ties.met);
    match outcome {
        Ok(()) => Ok(transcript),
        Err(Unresolved { among }) => {
            Err(CountError::NeedsLot(NeedsLot { among, so_far: Box::new(transcript) }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for rule in Rule::ALL {
            assert_eq!(rule.name().parse(), Ok(*rule));
        }
        assert_eq!("borda".parse::<Rule>(), Err(UnknownRule));
    }
}
