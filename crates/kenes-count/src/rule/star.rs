//! STAR voting for one seat: of the two with the highest sums of scores, whom more papers score higher.
//!
//! Source: Equal Vote Coalition, "STAR Voting" (score then automatic runoff), with its official protocol for ties.
//!
//! - Each paper gives each candidate a score from 0. The two with the highest sums go on.
//! - Of these two is elected who has the higher score on more papers.
//! - A tie for a place among the two: first whoever is placed before most of the other tied by more papers, then who has more
//!   highest scores, then the lot.
//! - A tie between the two: first the higher sum, then more highest scores, then the lot.
//!
//! Where the text leaves something open:
//!
//! - No score is a score of 0. Both places are filled one after the other, so that a tie for the first is resolved first if
//!   more than two share it.
//! - Where only one stands, that one is elected.

use alloc::vec;
use alloc::vec::Vec;

use crate::candidate::Candidate;
use crate::contest::{Contest, Votes};
use crate::number::Decimal;
use crate::rule::plurality::votes_of;
use crate::rule::{CountError, Rule, conclude};
use crate::scores::{Sheet, sum};
use crate::tie::{By, LotSeed, Purpose, Ties, Unresolved};
use crate::transcript::{Action, Clause, Elected, Grading, Stage, Transcript};

/// The text that the rule is taken from.
pub const SOURCE: &str = "Equal Vote Coalition, STAR Voting, with its official protocol for ties";

/// Counts scores.
///
/// # Errors
/// The contest has no papers with scores or more than one seat, nobody stands, a minimum was set, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let rule = Rule::Star;
    let Votes::Scores(scores) = contest.votes() else { return Err(CountError::NeedsScores { rule }) };
    let Some(sheets) = scores.sheets() else { return Err(CountError::NeedsScores { rule }) };
    if contest.seats() != 1 {
        return Err(CountError::OneSeat { rule, seats: contest.seats() });
    }
    if contest.minimum() > 0 {
        return Err(CountError::NoMinimum { rule });
    }
    let candidates = contest.candidates();
    if candidates.standing().next().is_none() {
        return Err(CountError::NobodyStands);
    }
    let (profile, reading) = scores.read(candidates);
    let sums: Vec<u64> = profile.iter().map(|row| sum(row)).collect();
    let highest = profile.iter().map(|row| row.last().copied().unwrap_or(0)).collect();
    let sheets: Vec<&Sheet> = sheets.iter().filter(|sheet| sheet.counts(candidates)).collect();
    let mut transcript = Transcript::new(rule, contest.seats(), candidates, reading);
    transcript.grading = Some(Grading { grades: scores.grades().to_vec(), profile, ranking: Vec::new() });
    let votes = sums.iter().map(|sum| Decimal::whole(*sum)).collect();
    transcript.stages = vec![Stage::new(1, Action::Score, "", votes)];
    let mut ties = Ties::new(rule.name(), seed);
    let count = Count { sheets, sums, highest };
    let outcome = count.run(candidates.standing().collect(), &mut transcript, &mut ties);
    conclude(transcript, ties, outcome)
}

struct Count<'a> {
    /// The papers that count.
    sheets: Vec<&'a Sheet>,
    sums: Vec<u64>,
    /// How many highest scores each has.
    highest: Vec<u64>,
}

impl Count<'_> {
    fn run(
        &self,
        mut standing: Vec<Candidate>,
        transcript: &mut Transcript,
        ties: &mut Ties<'_>,
    ) -> Result<(), Unresolved> {
        let mut two = Vec::new();
        while two.len() < 2 && !standing.is_empty() {
            let candidate = self.next(&standing, ties)?;
            standing.retain(|other| *other != candidate);
            two.push(candidate);
        }
        two.sort_unstable();
        let len = self.sums.len();
        let (mut votes, mut level) = (vec![0; len], 0_u64);
        if let [one, other] = two.as_slice() {
            let (first, second) = (self.before(*one, *other), self.before(*other, *one));
            let all = self.sheets.iter().fold(0, |sum: u64, sheet| sum.saturating_add(sheet.count));
            level = all.saturating_sub(first).saturating_sub(second);
            for (candidate, papers) in [(one, first), (other, second)] {
                if let Some(votes) = votes.get_mut(candidate.index()) {
                    *votes = papers;
                }
            }
        }
        let shown = votes.iter().map(|votes| Decimal::whole(*votes)).collect();
        let stage = Stage::new(2, Action::SecondRound(two.clone()), "", shown);
        transcript.stages.push(Stage { non_transferable: Decimal::whole(level), ..stage });
        let candidate = self.winner(&two, &votes, ties)?;
        let votes = Decimal::whole(votes_of(&votes, candidate));
        if let Some(stage) = transcript.stages.last_mut() {
            stage.elected = vec![Elected { candidate, votes, clause: Clause::Preferred, source: "" }];
        }
        Ok(())
    }

    /// Who goes on next.
    fn next(&self, standing: &[Candidate], ties: &mut Ties<'_>) -> Result<Candidate, Unresolved> {
        let most = standing.iter().map(|candidate| votes_of(&self.sums, *candidate)).max().unwrap_or(0);
        let tied: Vec<Candidate> =
            standing.iter().copied().filter(|candidate| votes_of(&self.sums, *candidate) == most).collect();
        let wins = |one: &Candidate| {
            let wins = tied.iter().filter(|other| self.before(*one, **other) > self.before(**other, *one));
            Decimal::whole(u64::try_from(wins.count()).unwrap_or(u64::MAX))
        };
        let mut pairs = vec![Decimal::whole(0); self.sums.len()];
        for candidate in &tied {
            if let Some(cell) = pairs.get_mut(candidate.index()).filter(|_| tied.len() > 1) {
                *cell = wins(candidate);
            }
        }
        let measures = [(By::Pairs, pairs), (By::HighestScores, decimals(&self.highest))];
        ties.choose_by_measures(Purpose::SecondRound, tied, 1, &measures)
    }

    /// Who is elected of the two.
    fn winner(&self, two: &[Candidate], votes: &[u64], ties: &mut Ties<'_>) -> Result<Candidate, Unresolved> {
        let most = two.iter().map(|candidate| votes_of(votes, *candidate)).max().unwrap_or(0);
        let tied = two.iter().copied().filter(|candidate| votes_of(votes, *candidate) == most).collect();
        let measures = [(By::Sum, decimals(&self.sums)), (By::HighestScores, decimals(&self.highest))];
        ties.choose_by_measures(Purpose::Elect, tied, 2, &measures)
    }

    /// How many papers score one higher than the other.
    fn before(&self, one: Candidate, other: Candidate) -> u64 {
        let higher = |sheet: &&&Sheet| sheet.mark(one).unwrap_or(0) > sheet.mark(other).unwrap_or(0);
        self.sheets.iter().filter(higher).fold(0, |sum, sheet| sum.saturating_add(sheet.count))
    }
}

fn decimals(numbers: &[u64]) -> Vec<Decimal> {
    numbers.iter().map(|number| Decimal::whole(*number)).collect()
}
