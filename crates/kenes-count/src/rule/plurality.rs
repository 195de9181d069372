//! Plurality: whoever has the most first preferences is elected.
//!
//! Source: Representation of the People Act 1983 (United Kingdom), Schedule 1, rule 50: the candidate to whom most votes
//! have been given is elected; rule 49: between equal ones a lot decides. With several seats those with the most votes are
//! elected, one vote for each paper: the single non-transferable vote.
//!
//! Where the text leaves something open:
//!
//! - Only first preferences count, of papers that begin with one candidate alone at the first rank.
//! - Where no more stand than there are seats all are elected, also without any vote: nobody stands against them.
//! - Within the stage the elected are listed by votes, then in ballot-paper order.

use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Reverse;

use crate::candidate::{Candidate, Candidates};
use crate::contest::{Contest, Votes};
use crate::group::Guard;
use crate::number::Decimal;
use crate::reading::{Orders, Reading};
use crate::rule::{CountError, Rule, conclude};
use crate::tie::{Extreme, LotSeed, Purpose, Ties, Unresolved};
use crate::transcript::{Action, Clause, Elected, Stage, Transcript};

/// The text that the rule is taken from.
pub const SOURCE: &str = "Representation of the People Act 1983 (United Kingdom), Schedule 1, rules 49 and 50; with \
    several seats as the single non-transferable vote";

/// Counts first preferences, of papers or given as sums.
///
/// # Errors
/// Nobody stands, a minimum was set, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    if let Votes::Scores(_) = contest.votes() {
        return Err(CountError::NoScores { rule: Rule::Plurality });
    }
    elect_most(contest, Rule::Plurality, Sums::first_preferences(contest), seed)
}

/// The votes of each candidate, in ballot-paper order; the withdrawn have none.
pub(crate) struct Sums {
    pub votes: Vec<u64>,
    /// How the papers were read, where there are papers.
    pub reading: Option<Reading>,
}

impl Sums {
    /// First preferences, or the sums that were given for them.
    pub fn first_preferences(contest: &Contest) -> Self {
        match contest.votes() {
            Votes::Ballots(ballots) => {
                let orders = Orders::of(ballots, contest.candidates());
                let votes = orders.first_preferences(contest.candidates());
                Self { votes, reading: Some(orders.reading()) }
            }
            Votes::Totals(totals) => Self::given(totals, contest.candidates()),
            // Scores have no first preferences: nobody has a vote.
            Votes::Scores(scores) => Self { votes: vec![0; scores.candidates()], reading: None },
        }
    }

    /// Sums that were given, without those of the withdrawn.
    pub fn given(totals: &[u64], candidates: &Candidates) -> Self {
        let counts = |candidate| !candidates.is_withdrawn(candidate);
        let votes = candidates.iter().zip(totals).map(|(who, votes)| if counts(who) { *votes } else { 0 });
        Self { votes: votes.collect(), reading: None }
    }
}

/// One stage, in which those with the most votes are elected.
pub(crate) fn elect_most(
    contest: &Contest,
    rule: Rule,
    sums: Sums,
    seed: Option<&LotSeed>,
) -> Result<Transcript, CountError> {
    if contest.minimum() > 0 {
        return Err(CountError::NoMinimum { rule });
    }
    let standing: Vec<Candidate> = contest.candidates().standing().collect();
    if standing.is_empty() {
        return Err(CountError::NobodyStands);
    }
    let mut transcript = Transcript::new(rule, contest.seats(), contest.candidates(), sums.reading);
    transcript.stages = vec![first_stage(&sums.votes)];
    transcript.group = contest.group().cloned();
    let seats = usize::try_from(contest.seats()).unwrap_or(usize::MAX);
    let by_votes = if standing.len() > seats { Clause::MostVotes } else { Clause::LastVacancies };
    let mut ties = Ties::new(rule.name(), seed);
    let electing = Electing { votes: &sums.votes, seats, stages: &transcript.stages };
    let (of_group, mut elected, outcome) = electing.all(Guard::of(contest), standing, &mut ties);
    elected.extend(&of_group);
    elected.sort_by_key(|candidate| (Reverse(votes_of(&sums.votes, *candidate)), *candidate));
    let entry = |candidate| {
        let votes = Decimal::whole(votes_of(&sums.votes, candidate));
        let clause = if of_group.contains(&candidate) { Clause::OfGroup } else { by_votes };
        Elected { candidate, votes, clause, source: "" }
    };
    if let Some(stage) = transcript.stages.last_mut() {
        stage.elected = elected.into_iter().map(entry).collect();
    }
    conclude(transcript, ties, outcome)
}

/// The seats of one stage.
struct Electing<'a> {
    votes: &'a [u64],
    seats: usize,
    stages: &'a [Stage],
}

impl Electing<'_> {
    /// Whether enough of the group are elected by their votes alone, whatever a lot says.
    fn is_met(&self, guard: &Guard, standing: &[Candidate]) -> bool {
        let mut votes: Vec<u64> = standing.iter().map(|candidate| votes_of(self.votes, *candidate)).collect();
        votes.sort_by_key(|votes| Reverse(*votes));
        // Who has more than the first who is left out is elected, and so is who has as many, where nobody is left out with these.
        let last = self.seats.checked_sub(1).and_then(|last| votes.get(last)).copied().unwrap_or(u64::MAX);
        let first_out = votes.get(self.seats).copied();
        let is_sure = |candidate: &&Candidate| {
            let own = votes_of(self.votes, **candidate);
            own >= last && Some(own) != first_out
        };
        standing.iter().filter(|candidate| guard.has(**candidate)).filter(is_sure).count() >= guard.needed()
    }

    /// Those of the group to whom its seats go first, and those elected to the others.
    fn all(
        &self,
        guard: Option<Guard>,
        mut standing: Vec<Candidate>,
        ties: &mut Ties<'_>,
    ) -> (Vec<Candidate>, Vec<Candidate>, Result<(), Unresolved>) {
        let mut of_group = Vec::new();
        let binds = |guard: &Guard| standing.len() > self.seats && !self.is_met(guard, &standing);
        if let Some(guard) = guard.filter(binds) {
            let members = standing.iter().copied().filter(|candidate| guard.has(*candidate)).collect();
            let (first, outcome) =
                with_most(self.votes, members, guard.needed(), ties, Purpose::Elect, self.stages);
            if outcome.is_err() {
                return (first, Vec::new(), outcome);
            }
            standing.retain(|candidate| !first.contains(candidate));
            of_group = first;
        }
        let left = self.seats.saturating_sub(of_group.len());
        let (elected, outcome) = with_most(self.votes, standing, left, ties, Purpose::Elect, self.stages);
        (of_group, elected, outcome)
    }
}

/// The stage that counts these votes.
pub(crate) fn first_stage(votes: &[u64]) -> Stage {
    let votes = votes.iter().map(|votes| Decimal::whole(*votes)).collect();
    Stage::new(1, Action::FirstPreferences, "", votes)
}

/// The `places` of `standing` with the most votes. Where more share the last places than there are, lots are drawn for one
/// place after the other; the list of the tied, and with it the lot, differs each time.
pub(crate) fn with_most(
    votes: &[u64],
    mut standing: Vec<Candidate>,
    places: usize,
    ties: &mut Ties<'_>,
    purpose: Purpose,
    stages: &[Stage],
) -> (Vec<Candidate>, Result<(), Unresolved>) {
    standing.sort_by_key(|candidate| (Reverse(votes_of(votes, *candidate)), *candidate));
    let Some(first_out) = standing.get(places).map(|candidate| votes_of(votes, *candidate)) else {
        return (standing, Ok(()));
    };
    let sure = |candidate: &&Candidate| votes_of(votes, **candidate) > first_out;
    let mut chosen: Vec<Candidate> = standing.iter().filter(sure).copied().collect();
    let mut tied: Vec<Candidate> =
        standing.into_iter().filter(|candidate| votes_of(votes, *candidate) == first_out).collect();
    while chosen.len() < places {
        match ties.choose(purpose, tied.clone(), Extreme::Highest, stages) {
            Ok(candidate) => {
                tied.retain(|other| *other != candidate);
                chosen.push(candidate);
            }
            Err(unresolved) => return (chosen, Err(unresolved)),
        }
    }
    (chosen, Ok(()))
}

/// The votes of one candidate.
pub(crate) fn votes_of(votes: &[u64], candidate: Candidate) -> u64 {
    votes.get(candidate.index()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;

    fn contest(votes: &[u64], seats: u32) -> Contest {
        let candidates = Candidates::new(votes.iter().map(|_| "X".to_string())).unwrap();
        Contest::new(candidates, Votes::Totals(votes.to_vec()), seats).unwrap()
    }

    fn numbers(transcript: &Transcript) -> Vec<u32> {
        transcript.elected().into_iter().map(Candidate::number).collect()
    }

    #[test]
    fn the_most_votes_elect() {
        let transcript = count(&contest(&[3, 9, 4, 4], 1), None).unwrap();
        assert_eq!(numbers(&transcript), [2]);
        // The two with 4 fill the last places together: no tie.
        let transcript = count(&contest(&[3, 9, 4, 4], 3), None).unwrap();
        assert_eq!((numbers(&transcript), transcript.ties.len()), (vec![2, 3, 4], 0));
        assert_eq!(transcript.reading, None, "nobody saw papers");
    }

    #[test]
    fn a_tie_for_the_last_places_is_drawn_place_by_place() {
        let contest = contest(&[4, 9, 4, 4], 3);
        let Err(CountError::NeedsLot(needs)) = count(&contest, None) else { panic!("no tie") };
        assert_eq!(needs.among.len(), 3);
        assert_eq!(numbers(&needs.so_far), [2]);
        let transcript = count(&contest, Some(&LotSeed::new([1; 32]))).unwrap();
        let tied: Vec<usize> = transcript.ties.iter().map(|tie| tie.tied.len()).collect();
        assert_eq!((transcript.elected().len(), tied), (3, vec![3, 2]));
        assert_ne!(transcript.ties[0].lot, transcript.ties[1].lot);
    }

    #[test]
    fn all_are_elected_where_there_are_seats_for_all() {
        let transcript = count(&contest(&[0, 5], 3), None).unwrap();
        assert_eq!(numbers(&transcript), [2, 1]);
        assert_eq!(transcript.stages[0].elected[1].clause, Clause::LastVacancies);
    }

    #[test]
    fn the_withdrawn_have_no_votes() {
        let mut candidates = Candidates::new(["A", "B"].map(|name| name.to_string())).unwrap();
        candidates.withdraw(candidates.find("A").unwrap());
        let all = Contest::new(candidates, Votes::Totals(vec![9, 1]), 1).unwrap();
        let transcript = count(&all, None).unwrap();
        assert_eq!((numbers(&transcript), transcript.stages[0].votes[0].units()), (vec![2], 0));
        let minimum = contest(&[1, 2], 2).with_minimum(1).unwrap();
        assert_eq!(count(&minimum, None), Err(CountError::NoMinimum { rule: Rule::Plurality }));
    }
}
