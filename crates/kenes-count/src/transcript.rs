//! The transcript of a count: every number that was written down on the way, from which the result is read.

use alloc::string::String;
use alloc::vec::Vec;

use num_rational::{BigRational, Ratio};

use crate::candidate::{Candidate, Candidates};
use crate::group::Group;
use crate::number::Decimal;
use crate::reading::Reading;
use crate::rule::Rule;
use crate::tie::Tie;

/// A count from the papers to the seats. Only a count makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transcript {
    /// The rule.
    pub rule: Rule,
    /// How many seats were to be filled.
    pub seats: u32,
    /// Who stood.
    pub candidates: Candidates,
    /// What was done with the papers before the count. None where sums of votes were given: nobody saw papers then.
    pub reading: Option<Reading>,
    /// The same of a second vote, where there was one and its papers were counted.
    pub second_reading: Option<Reading>,
    /// The votes that elect, where the rule has such a number from the start.
    pub quota: Option<Decimal>,
    /// The stages, from the first preferences on. None where seats are distributed by quotients.
    pub stages: Vec<Stage>,
    /// Ties in the order in which they were met.
    pub ties: Vec<Tie>,
    /// Where the rule distributes seats: how many each has.
    pub apportionment: Option<Apportionment>,
    /// Where lists have persons: who of them has a seat.
    pub persons: Option<crate::lists::Persons>,
    /// Where a group has to have a number of seats: which.
    pub group: Option<Group>,
    /// Where a vacated seat was filled: which.
    pub vacated: Option<Vacated>,
    /// Where papers give grades or scores: how many of each.
    pub grading: Option<Grading>,
    /// Where candidates were compared in pairs: how.
    pub pairwise: Option<Pairwise>,
    /// Where a committee was chosen from approvals: how.
    pub committee: Option<Committee>,
}

impl Transcript {
    /// A count that has not begun.
    pub(crate) fn new(rule: Rule, seats: u32, candidates: &Candidates, reading: Option<Reading>) -> Self {
        Self {
            rule,
            seats,
            candidates: candidates.clone(),
            reading,
            second_reading: None,
            quota: None,
            stages: Vec::new(),
            ties: Vec::new(),
            apportionment: None,
            persons: None,
            group: None,
            vacated: None,
            grading: None,
            pairwise: None,
            committee: None,
        }
    }

    /// Who was elected, in the order of election: stage by stage, within a stage by votes, highest first. Where seats were
    /// distributed these are the candidates with a seat, those with most first.
    pub fn elected(&self) -> Vec<Candidate> {
        let Some(apportionment) = &self.apportionment else {
            return self
                .stages
                .iter()
                .flat_map(|stage| &stage.elected)
                .map(|elected| elected.candidate)
                .collect();
        };
        let seats = |candidate: &Candidate| apportionment.seats.get(candidate.index()).copied().unwrap_or(0);
        let mut elected: Vec<Candidate> =
            self.candidates.iter().filter(|candidate| seats(candidate) > 0).collect();
        elected.sort_by_key(|candidate| core::cmp::Reverse(seats(candidate)));
        elected
    }
}

/// One stage of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stage {
    /// Its number, from 1.
    pub number: u32,
    /// What was done.
    pub action: Action,
    /// The clause of the rule under which it was done; empty where the rule has none.
    pub clause: &'static str,
    /// The votes of each candidate at its end, in ballot-paper order.
    pub votes: Vec<Decimal>,
    /// What was moved, in ballot-paper order of those who received.
    pub transfers: Vec<Transfer>,
    /// Votes that no candidate has at its end, `lost` included.
    pub non_transferable: Decimal,
    /// What truncation has lost up to its end.
    pub lost: Decimal,
    /// The quota, where the rule calculates it anew in each stage.
    pub quota: Option<Decimal>,
    /// The part of each paper that each candidate keeps, in ballot-paper order, where the rule has such a number.
    pub keep: Vec<Decimal>,
    /// Those of a group who could not be excluded at this stage, which excluded somebody else.
    pub guarded: Vec<Candidate>,
    /// Whether those excluded had to go because all seats that were left are a group's.
    pub is_for_group: bool,
    /// Who was elected at its end, by votes, highest first.
    pub elected: Vec<Elected>,
}

impl Stage {
    /// A stage in which nothing moves and nobody is elected yet.
    pub(crate) fn new(number: u32, action: Action, clause: &'static str, votes: Vec<Decimal>) -> Self {
        let none = Decimal::new(0, votes.first().map_or(0, |votes| votes.places()));
        Self {
            number,
            action,
            clause,
            votes,
            transfers: Vec::new(),
            non_transferable: none,
            lost: none,
            quota: None,
            keep: Vec::new(),
            guarded: Vec::new(),
            is_for_group: false,
            elected: Vec::new(),
        }
    }
}

/// What a stage does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// Papers, or votes, are counted for the first time.
    FirstPreferences,
    /// The surplus of an elected candidate passes to the next preferences.
    Surplus(Candidate),
    /// The candidate with the fewest votes is excluded, and the papers pass on.
    Exclude(Candidate),
    /// These candidates with the fewest votes are excluded together, and the papers pass on.
    ExcludeTogether(Vec<Candidate>),
    /// Those elected keep less of each paper, until none of them has more than the quota.
    Reweigh,
    /// All but these leave, and the papers, or the papers of a second vote, are counted for these.
    SecondRound(Vec<Candidate>),
    /// The candidates are compared in pairs. The votes are how many others each is placed before.
    Compare,
    /// The median grade of each is found. The votes are its number, from the worst, 0.
    Grade,
    /// The scores of each are added up.
    Score,
    /// The papers by which a vacating member held the seat are counted for those who want it.
    HeldPapers(Candidate),
}

/// Papers of one value that went one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transfer {
    /// Whose papers they were.
    pub from: Candidate,
    /// Where they went.
    pub to: Destination,
    /// How many; 0 for what truncation loses.
    pub papers: u64,
    /// The value of each when it arrived.
    pub value: Decimal,
    /// The votes that arrived.
    pub votes: Decimal,
}

/// Where votes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// To a continuing candidate.
    Candidate(Candidate),
    /// Nowhere: the papers name no further continuing candidate.
    NonTransferable,
    /// Nowhere: the places after the last that the rule keeps.
    Lost,
}

/// Who was elected, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Elected {
    /// Who.
    pub candidate: Candidate,
    /// With how many votes.
    pub votes: Decimal,
    /// What elects.
    pub clause: Clause,
    /// Where the rule says so; empty where it has no numbers.
    pub source: &'static str,
}

/// What elects a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clause {
    /// The votes equal or exceed the quota.
    Quota,
    /// As many seats remain as candidates.
    LastVacancies,
    /// More than half of the votes.
    Majority,
    /// The most votes.
    MostVotes,
    /// The most votes of a group, which is given its seats first.
    OfGroup,
    /// The next member of a committee that approvals are represented in, as its rounds tell.
    InProportion,
    /// The votes are enough of those that are still active, though less than the quota.
    ActiveVote,
    /// The highest median grade, and of equal ones the highest of those that follow.
    HighestGrade,
    /// More papers score the candidate higher than the other who went on.
    Preferred,
    /// Nobody is placed before the candidate, who is compared with everybody else.
    Unbeaten,
}

/// How seats were distributed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Apportionment {
    /// The votes of each, in ballot-paper order.
    pub votes: Vec<u64>,
    /// The seats of each, in ballot-paper order.
    pub seats: Vec<u32>,
    /// How many seats each is given at least.
    pub minimum: u32,
    /// The exact share of each and its whole part, where the rule distributes by shares.
    pub shares: Vec<Share>,
    /// The seats that were given one by one, in order. To an alliance: to its first member.
    pub awards: Vec<Award>,
    /// The percentage of all votes that a seat takes, where there is one.
    pub threshold: Option<Decimal>,
    /// Those below it, in ballot-paper order.
    pub below: Vec<Candidate>,
    /// The most seats of each, where there is such a number.
    pub maximum: Option<u32>,
    /// Lists that were counted as one first.
    pub alliances: Vec<Alliance>,
}

/// Lists that were counted as one, and then for themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alliance {
    /// The lists, in ballot-paper order; without those below the threshold.
    pub members: Vec<Candidate>,
    /// Their votes together.
    pub votes: u64,
    /// Their seats together.
    pub seats: u32,
    /// How these went to the members.
    pub awards: Vec<Award>,
}

/// A share of the seats before rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Share {
    /// Whose.
    pub candidate: Candidate,
    /// Votes × seats ÷ all votes.
    pub exact: Ratio<u128>,
    /// The seats that follow from it at once.
    pub whole: u32,
}

/// A seat that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Award {
    /// Its number, from 1, counted over all seats: those given at once come first.
    pub seat: u32,
    /// To whom.
    pub to: Candidate,
    /// The number that was compared: the quotient (with its square where the divisor is a root), or the remainder.
    pub claim: Ratio<u128>,
}

/// A seat that was vacated and filled again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Vacated {
    /// Who left.
    pub vacating: Candidate,
    /// Who stood for the seat.
    pub standing: Vec<Candidate>,
    /// Which ballots were counted.
    pub basis: crate::rule::countback::Basis,
}

/// How candidates were compared in pairs. Tables have a row for each candidate and in it a number for each other, in
/// ballot-paper order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pairwise {
    /// How many papers place the candidate of the row before the other.
    pub preferences: Vec<Vec<u64>>,
    /// Where the rule has paths: the strength of the strongest path from the candidate of the row to the other.
    pub paths: Vec<Vec<u64>>,
    /// Where the rule takes majorities one after the other: these, in that order.
    pub majorities: Vec<Majority>,
    /// Whom most papers place before each other one, where there is somebody.
    pub condorcet: Option<Candidate>,
    /// Everybody who stands, in order; those who are equal together.
    pub ranking: Vec<Vec<Candidate>>,
}

/// A majority that places one candidate before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Majority {
    /// Who is before.
    pub winner: Candidate,
    /// Who is behind.
    pub loser: Candidate,
    /// How many papers say so.
    pub votes: u64,
    /// How many papers say the opposite.
    pub against: u64,
    /// Whether it was kept. If not, those kept before it say the opposite.
    pub is_kept: bool,
}

/// How a committee was chosen from approvals, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Committee {
    /// How many papers approve each, in ballot-paper order.
    pub votes: Vec<u64>,
    /// The rounds. Each adds a member; or, where the rule begins with everybody, removes somebody.
    pub rounds: Vec<Round>,
}

/// One round.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Round {
    /// Its number, from 1.
    pub number: u32,
    /// What was done, and by which number.
    pub kind: RoundKind,
    /// Who was added or removed.
    pub candidate: Candidate,
    /// The number that decided; none where nobody approves those who are left.
    pub by: Option<BigRational>,
    /// The numbers of those who could be chosen, in ballot-paper order. By price only those with the lowest.
    pub numbers: Vec<(Candidate, BigRational)>,
}

/// What a round does, and by which number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RoundKind {
    /// Whoever adds most to the satisfaction of all papers is added.
    Gain,
    /// Whoever is missed least, by the same measure, is removed.
    Remove,
    /// Whose supporters carry the smallest load is added.
    Load,
    /// Whose supporters pay the lowest price each is added.
    Price,
}

/// What grades or scores were given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Grading {
    /// What the grades are called, the worst first.
    pub grades: Vec<String>,
    /// How many papers give each candidate each grade, in ballot-paper order.
    pub profile: Vec<Vec<u64>>,
    /// By medians: everybody who stands, in order; those whose grades are equal to the last together.
    pub ranking: Vec<Vec<Candidate>>,
}
