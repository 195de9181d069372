//! What is counted: candidates, votes and the number of seats.

use alloc::vec::Vec;

use crate::ballot::Ballots;
use crate::candidate::{Candidate, Candidates};
use crate::group::Group;
use crate::number::Decimal;
use crate::scores::Scores;

/// The most seats of one contest.
pub const MAX_SEATS: u32 = 65_535;

/// The votes of a contest, in the form in which they are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Votes {
    /// Every paper.
    Ballots(Ballots),
    /// The sum for each candidate, in ballot-paper order.
    Totals(Vec<u64>),
    /// Grades or scores.
    Scores(Scores),
}

/// A contest: who stands, what was voted and how many seats there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    candidates: Candidates,
    votes: Votes,
    seats: u32,
    minimum: u32,
    terms: Terms,
    group: Option<Group>,
}

/// What a statute adds to a rule that distributes seats; nothing by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The percentage of all votes without which a list is given no seat.
    pub threshold: Option<Decimal>,
    /// The most seats of each.
    pub maximum: Option<u32>,
    /// How many persons each list has, in ballot-paper order, where it is given no more seats than that; else nothing.
    pub room: Vec<u32>,
    /// Lists that are counted as one first (apparentment); each has two members at least, and nobody is in two.
    pub alliances: Vec<Vec<Candidate>>,
}

/// Candidates, votes and seats do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ContestError {
    /// No seat, or more than [`MAX_SEATS`].
    #[error("{found} seats; there must be from 1 to {MAX_SEATS}")]
    Seats {
        /// The number given.
        found: u32,
    },
    /// The votes are for another number of candidates.
    #[error("votes for {found} candidates where {expected} stand")]
    Candidates {
        /// How many the votes are for.
        found: usize,
        /// How many stand.
        expected: usize,
    },
    /// The minimum of each takes more seats than there are.
    #[error("at least {minimum} for each of {standing} takes more than the {seats} seats")]
    Minimum {
        /// Seats that each is given.
        minimum: u32,
        /// How many stand.
        standing: usize,
        /// The seats.
        seats: u32,
    },
    /// A percentage above 100, or with more than ten decimals.
    #[error("a threshold of {found} %; there are from 0 to 100 %, with up to {MAX_PLACES} decimals")]
    Threshold {
        /// The percentage.
        found: Decimal,
    },
    /// No seat for anybody, or fewer than everybody is given.
    #[error("at most {maximum} for each, where each is given {minimum}")]
    Maximum {
        /// The most.
        maximum: u32,
        /// The least.
        minimum: u32,
    },
    /// A group that has to have more seats than there are.
    #[error("at least {at_least} of the group, where there are {seats} seats")]
    Group {
        /// Seats that it has to have.
        at_least: u32,
        /// The seats.
        seats: u32,
    },
    /// Somebody of the group who is not on the ballot paper.
    #[error("candidate {candidate} of the group is not in the contest")]
    NotOfContest {
        /// Who.
        candidate: Candidate,
    },
    /// A list that is in two alliances, or alone in one, or that is none of the contest.
    #[error("list {candidate} is in two alliances, alone in one or not in the contest")]
    Alliance {
        /// The list.
        candidate: Candidate,
    },
}

/// The most decimals of a threshold.
const MAX_PLACES: u32 = 10;

impl Contest {
    /// Puts a contest together.
    ///
    /// # Errors
    /// The number of seats is out of range, or the votes are for another number of candidates.
    pub fn new(candidates: Candidates, votes: Votes, seats: u32) -> Result<Self, ContestError> {
        if !(1..=MAX_SEATS).contains(&seats) {
            return Err(ContestError::Seats { found: seats });
        }
        let found = match &votes {
            Votes::Ballots(ballots) => ballots.candidates(),
            Votes::Totals(totals) => totals.len(),
            Votes::Scores(scores) => scores.candidates(),
        };
        let expected = candidates.len();
        if found != expected {
            return Err(ContestError::Candidates { found, expected });
        }
        Ok(Self { candidates, votes, seats, minimum: 0, terms: Terms::default(), group: None })
    }

    /// Gives each candidate at least so many seats, where the rule distributes seats.
    ///
    /// # Errors
    /// There are not that many seats.
    pub fn with_minimum(mut self, minimum: u32) -> Result<Self, ContestError> {
        let standing = self.candidates.standing().count();
        let needed = u64::try_from(standing).unwrap_or(u64::MAX).saturating_mul(minimum.into());
        if needed > self.seats.into() {
            return Err(ContestError::Minimum { minimum, standing, seats: self.seats });
        }
        self.minimum = minimum;
        Ok(self)
    }

    /// Adds what a statute says besides the rule, where the rule distributes seats. The minimum comes first.
    ///
    /// # Errors
    /// The threshold is no percentage, the maximum is 0 or below the minimum, or an alliance is not one.
    pub fn with_terms(mut self, terms: Terms) -> Result<Self, ContestError> {
        if let Some(found) = terms.threshold {
            let most = 10_u128.checked_pow(found.places()).map(|one| one.saturating_mul(100));
            let fits = found.places() <= MAX_PLACES && most.is_some_and(|most| found.units() <= most);
            if !fits {
                return Err(ContestError::Threshold { found });
            }
        }
        if let Some(maximum) = terms.maximum.filter(|maximum| *maximum < self.minimum.max(1)) {
            return Err(ContestError::Maximum { maximum, minimum: self.minimum });
        }
        let expected = self.candidates.len();
        if !terms.room.is_empty() && terms.room.len() != expected {
            return Err(ContestError::Candidates { found: terms.room.len(), expected });
        }
        let mut seen: Vec<Candidate> = Vec::new();
        for alliance in &terms.alliances {
            for candidate in alliance {
                let known = candidate.index() < self.candidates.len();
                if alliance.len() < 2 || seen.contains(candidate) || !known {
                    return Err(ContestError::Alliance { candidate: *candidate });
                }
                seen.push(*candidate);
            }
        }
        self.terms = terms;
        Ok(self)
    }

    /// Gives a group of the candidates at least so many seats, where the rule elects persons.
    ///
    /// # Errors
    /// There are not that many seats, or somebody is not on the ballot paper.
    pub fn with_group(mut self, mut group: Group) -> Result<Self, ContestError> {
        if group.at_least > self.seats {
            return Err(ContestError::Group { at_least: group.at_least, seats: self.seats });
        }
        let unknown = group.members.iter().find(|member| member.index() >= self.candidates.len());
        if let Some(candidate) = unknown.copied() {
            return Err(ContestError::NotOfContest { candidate });
        }
        group.members.sort_unstable();
        group.members.dedup();
        self.group = Some(group).filter(|group| group.at_least > 0);
        Ok(self)
    }

    /// The group that has to have a number of seats.
    pub fn group(&self) -> Option<&Group> {
        self.group.as_ref()
    }

    /// What is added to the rule.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Who stands.
    pub fn candidates(&self) -> &Candidates {
        &self.candidates
    }

    /// What was voted.
    pub fn votes(&self) -> &Votes {
        &self.votes
    }

    /// How many seats there are.
    pub fn seats(&self) -> u32 {
        self.seats
    }

    /// The most seats of a candidate.
    pub(crate) fn most(&self, candidate: Candidate) -> u32 {
        let room = self.terms.room.get(candidate.index()).copied().unwrap_or(u32::MAX);
        room.min(self.terms.maximum.unwrap_or(u32::MAX))
    }

    /// How many seats each is given at least.
    pub fn minimum(&self) -> u32 {
        self.minimum
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;
    use alloc::vec;

    use super::*;

    #[test]
    fn a_contest_is_checked() {
        let candidates = Candidates::new(["A".to_string(), "B".to_string()]).unwrap();
        let new = |votes: Vec<u64>, seats| Contest::new(candidates.clone(), Votes::Totals(votes), seats);
        assert_eq!(new(vec![1, 2], 0), Err(ContestError::Seats { found: 0 }));
        assert_eq!(new(vec![1, 2], 65_536), Err(ContestError::Seats { found: 65_536 }));
        assert_eq!(new(vec![1], 1), Err(ContestError::Candidates { found: 1, expected: 2 }));
        let contest = new(vec![1, 2], 3).unwrap();
        let error = contest.clone().with_minimum(2).unwrap_err();
        assert_eq!(error, ContestError::Minimum { minimum: 2, standing: 2, seats: 3 });
        assert_eq!(contest.with_minimum(1).unwrap().minimum(), 1);
    }
}
