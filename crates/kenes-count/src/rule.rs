//! The rules by name. Each has a file with its source; nothing about a rule can be adjusted from outside.

pub mod approval;
pub mod countback;
pub mod dhondt;
pub mod equal_shares;
pub mod ers97;
pub mod greedy;
pub mod hamilton;
pub mod huntington_hill;
pub mod majority_judgment;
pub mod meek_hww;
pub mod meek_prf;
pub mod plurality;
pub mod ranked_pairs;
pub mod revseqpav;
pub mod sainte_lague;
pub mod schulze;
pub mod score;
pub mod scottish_stv;
pub mod seqpav;
pub mod seqphragmen;
pub mod star;
pub mod two_round;
pub mod warren;
pub mod wigm_prf;

use alloc::boxed::Box;
use core::fmt;
use core::str::FromStr;

use crate::contest::{Contest, Terms};
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
    /// [`meek_prf`].
    MeekPrf,
    /// [`meek_hww`].
    MeekHww,
    /// [`warren`].
    Warren,
    /// [`wigm_prf`].
    WigmPrf,
    /// [`ers97`].
    Ers97,
    /// [`schulze`], with winning votes.
    Schulze,
    /// [`schulze`], with margins.
    SchulzeMargins,
    /// [`ranked_pairs`].
    RankedPairs,
    /// [`majority_judgment`].
    MajorityJudgment,
    /// [`score`].
    Score,
    /// [`star`].
    Star,
    /// [`seqpav`].
    SeqPav,
    /// [`revseqpav`].
    RevSeqPav,
    /// [`seqphragmen`].
    SeqPhragmen,
    /// [`equal_shares`], of committees and, with cost as what a project is worth, of budgets.
    EqualShares,
    /// [`equal_shares`] of budgets, where every project is worth the same.
    EqualSharesCardinality,
    /// [`greedy`], which passes over what is too dear.
    Greedy,
    /// [`greedy`], which ends there.
    GreedyNoSkip,
    /// [`countback`], which starts from [`countback::count`].
    Countback,
}

/// What a rule makes of the votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Persons are elected from ranked papers, in stages.
    Ranked,
    /// One person is elected from ranked papers, by comparing candidates in pairs.
    Pairs,
    /// Persons are elected from papers with grades or scores.
    Scores,
    /// Persons are elected by sums of votes.
    Sums,
    /// Seats are distributed in proportion to votes.
    Apportionment,
    /// A committee is chosen from approvals, in proportion to those who agree.
    Committee,
    /// Money is distributed to projects.
    Budget,
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
        Self::MeekPrf,
        Self::MeekHww,
        Self::Warren,
        Self::WigmPrf,
        Self::Ers97,
        Self::Schulze,
        Self::SchulzeMargins,
        Self::RankedPairs,
        Self::MajorityJudgment,
        Self::Score,
        Self::Star,
        Self::SeqPav,
        Self::RevSeqPav,
        Self::SeqPhragmen,
        Self::EqualShares,
        Self::EqualSharesCardinality,
        Self::Greedy,
        Self::GreedyNoSkip,
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
            Self::MeekPrf => "meek-prf-fixed9",
            Self::MeekHww => "meek-hww-reference",
            Self::Warren => "warren-guarded18",
            Self::WigmPrf => "wigm-prf-fixed4",
            Self::Ers97 => "ers97",
            Self::Schulze => "schulze",
            Self::SchulzeMargins => "schulze-margins",
            Self::RankedPairs => "ranked-pairs",
            Self::MajorityJudgment => "majority-judgment",
            Self::Score => "score",
            Self::Star => "star",
            Self::SeqPav => "seqpav",
            Self::RevSeqPav => "revseqpav",
            Self::SeqPhragmen => "seqphragmen",
            Self::EqualShares => "equal-shares",
            Self::EqualSharesCardinality => "equal-shares-cardinality",
            Self::Greedy => "greedy",
            Self::GreedyNoSkip => "greedy-no-skip",
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
            Self::MeekPrf => meek_prf::SOURCE,
            Self::MeekHww => meek_hww::SOURCE,
            Self::Warren => warren::SOURCE,
            Self::WigmPrf => wigm_prf::SOURCE,
            Self::Ers97 => ers97::SOURCE,
            Self::Schulze => schulze::SOURCE,
            Self::SchulzeMargins => schulze::SOURCE_MARGINS,
            Self::RankedPairs => ranked_pairs::SOURCE,
            Self::MajorityJudgment => majority_judgment::SOURCE,
            Self::Score => score::SOURCE,
            Self::Star => star::SOURCE,
            Self::SeqPav => seqpav::SOURCE,
            Self::RevSeqPav => revseqpav::SOURCE,
            Self::SeqPhragmen => seqphragmen::SOURCE,
            Self::EqualShares => equal_shares::SOURCE,
            Self::EqualSharesCardinality => equal_shares::SOURCE_CARDINALITY,
            Self::Greedy => greedy::SOURCE,
            Self::GreedyNoSkip => greedy::SOURCE_NO_SKIP,
            Self::Countback => countback::SOURCE,
        }
    }

    /// What it makes of the votes.
    pub const fn family(self) -> Family {
        match self {
            Self::ScottishStv
            | Self::TwoRound
            | Self::MeekPrf
            | Self::MeekHww
            | Self::Warren
            | Self::WigmPrf
            | Self::Ers97
            | Self::Countback => Family::Ranked,
            Self::Schulze | Self::SchulzeMargins | Self::RankedPairs => Family::Pairs,
            Self::MajorityJudgment | Self::Score | Self::Star => Family::Scores,
            Self::Plurality | Self::Approval => Family::Sums,
            Self::SainteLague | Self::Dhondt | Self::Hamilton | Self::HuntingtonHill => Family::Apportionment,
            Self::SeqPav | Self::RevSeqPav | Self::SeqPhragmen | Self::EqualShares => Family::Committee,
            Self::EqualSharesCardinality | Self::Greedy | Self::GreedyNoSkip => Family::Budget,
        }
    }

    /// Whether it makes an order of all candidates for one seat, whatever number a file of ballots says.
    pub const fn is_for_one_seat(self) -> bool {
        matches!(
            self,
            Self::Schulze | Self::SchulzeMargins | Self::RankedPairs | Self::MajorityJudgment | Self::Star
        )
    }

    /// Whether it can give a group of the candidates a least number of seats ([`crate::Group`]).
    pub const fn knows_groups(self) -> bool {
        matches!(
            self,
            Self::Plurality
                | Self::Approval
                | Self::ScottishStv
                | Self::MeekPrf
                | Self::MeekHww
                | Self::Warren
                | Self::WigmPrf
        )
    }

    /// Counts. The seed is used only where a lot has to be drawn.
    ///
    /// # Errors
    /// A lot is needed and there is no seed; or the votes are not in a form that the rule counts.
    pub fn count(self, contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
        if *contest.terms() != Terms::default() && self.family() != Family::Apportionment {
            return Err(CountError::NoTerms { rule: self });
        }
        if contest.group().is_some() && !self.knows_groups() {
            return Err(CountError::NoGroup { rule: self });
        }
        match self {
            Self::ScottishStv => scottish_stv::count(contest, seed),
            Self::Plurality => plurality::count(contest, seed),
            Self::Approval => approval::count(contest, seed),
            Self::TwoRound => two_round::count(contest, None, seed),
            Self::SainteLague => sainte_lague::count(contest, seed),
            Self::Dhondt => dhondt::count(contest, seed),
            Self::Hamilton => hamilton::count(contest, seed),
            Self::HuntingtonHill => huntington_hill::count(contest, seed),
            Self::MeekPrf => meek_prf::count(contest, seed),
            Self::MeekHww => meek_hww::count(contest, seed),
            Self::Warren => warren::count(contest, seed),
            Self::WigmPrf => wigm_prf::count(contest, seed),
            Self::Ers97 => ers97::count(contest, seed),
            Self::Schulze => schulze::count(contest, seed),
            Self::SchulzeMargins => schulze::count_margins(contest, seed),
            Self::RankedPairs => ranked_pairs::count(contest, seed),
            Self::MajorityJudgment => majority_judgment::count(contest, seed),
            Self::Score => score::count(contest, seed),
            Self::Star => star::count(contest, seed),
            Self::SeqPav => seqpav::count(contest, seed),
            Self::RevSeqPav => revseqpav::count(contest, seed),
            Self::SeqPhragmen => seqphragmen::count(contest, seed),
            Self::EqualShares => equal_shares::count(contest, seed),
            Self::EqualSharesCardinality | Self::Greedy | Self::GreedyNoSkip => {
                Err(CountError::NeedsBudget { rule: self })
            }
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
    /// The rule distributes money to projects, not seats.
    #[error("the rule {rule} counts budgets: it needs projects with costs")]
    NeedsBudget {
        /// The rule.
        rule: Rule,
    },
    /// The rule reads grades or scores.
    #[error("the rule {rule} counts papers with grades or scores")]
    NeedsScores {
        /// The rule.
        rule: Rule,
    },
    /// The rule counts preferences or sums, and was given grades or scores.
    #[error("the rule {rule} does not count grades or scores")]
    NoScores {
        /// The rule.
        rule: Rule,
    },
    /// With more papers the calculation would not be exact.
    #[error("the rule {rule} counts up to {most} papers exactly")]
    TooManyPapers {
        /// The rule.
        rule: Rule,
        /// How many.
        most: u64,
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
    /// The statute adds what the rule does not know: a threshold, a maximum or alliances; alliances go with no minimum or
    /// maximum.
    #[error("the rule {rule} does not know this threshold, maximum or alliance")]
    NoTerms {
        /// The rule.
        rule: Rule,
    },
    /// The statute gives a group a number of seats, and the rule cannot see to that.
    #[error("the rule {rule} knows no least number of seats for a group")]
    NoGroup {
        /// The rule.
        rule: Rule,
    },
    /// Nobody has enough votes for the threshold.
    #[error("nobody reaches the threshold")]
    NobodyReaches,
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
