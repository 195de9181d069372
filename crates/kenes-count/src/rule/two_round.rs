//! Two rounds: more than half of the votes elects, else the two with the most votes are compared.
//!
//! Source: Constitution of France, article 7: the absolute majority of the votes cast elects; failing that, only the two
//! with the most votes in the first round stand in the second.
//!
//! Where the text leaves something open, or this count differs:
//!
//! - Blank papers are no votes cast.
//! - The second round is counted from the papers of a second vote where there is one. Without it the same papers are
//!   counted again, each for whichever of the two it places higher: then nobody votes twice.
//! - Equal votes for a place in the second round: the lot. Equal votes in the second round: whoever had more in the first,
//!   then the lot.
//! - Whoever stands alone is elected, also without any vote.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use crate::ballot::Ballots;
use crate::candidate::Candidate;
use crate::contest::{Contest, Votes};
use crate::number::Decimal;
use crate::reading::Orders;
use crate::rule::plurality::{Sums, first_stage, votes_of, with_most};
use crate::rule::{CountError, Rule, conclude};
use crate::tie::{Extreme, LotSeed, Purpose, Ties, Unresolved};
use crate::transcript::{Action, Clause, Destination, Elected, Stage, Transcript, Transfer};

/// The text that the rule is taken from.
pub const SOURCE: &str =
    "Constitution of France, article 7; without a second vote both rounds are counted from one ballot";

/// Counts papers; sums will do where the first round decides, or where there is a second vote, `second`, for the same
/// candidates, of papers or sums. Where the first round decides the second vote is not looked at.
///
/// # Errors
/// There is more than one seat, nobody stands, a minimum was set, the second round needs papers, or a lot is needed.
pub fn count(
    contest: &Contest,
    second: Option<&Votes>,
    seed: Option<&LotSeed>,
) -> Result<Transcript, CountError> {
    let rule = Rule::TwoRound;
    if contest.seats() != 1 {
        return Err(CountError::OneSeat { rule, seats: contest.seats() });
    }
    if contest.minimum() > 0 {
        return Err(CountError::NoMinimum { rule });
    }
    let candidates = contest.candidates();
    let standing: Vec<Candidate> = candidates.standing().collect();
    if standing.is_empty() {
        return Err(CountError::NobodyStands);
    }
    if let Votes::Scores(_) = contest.votes() {
        return Err(CountError::NoScores { rule });
    }
    if let Some(Votes::Scores(_)) = second {
        return Err(CountError::NoScores { rule });
    }
    let sums = Sums::first_preferences(contest);
    let mut transcript = Transcript::new(rule, 1, candidates, sums.reading);
    let quota = majority(&sums.votes);
    transcript.quota = Some(Decimal::new(quota, 0));
    transcript.stages = vec![first_stage(&sums.votes)];
    if let Some(elected) = elected_at_once(&sums.votes, quota, &standing) {
        elect(&mut transcript, elected);
        return Ok(transcript);
    }
    let vote = match (second, contest.votes()) {
        (Some(second), _) => Second::Vote(second),
        (None, Votes::Ballots(ballots)) => Second::SamePapers(ballots),
        (None, Votes::Totals(_) | Votes::Scores(_)) => return Err(CountError::NeedsBallots { rule }),
    };
    let mut ties = Ties::new(rule.name(), seed);
    let outcome = second_round(&mut transcript, &sums.votes, standing, vote, &mut ties);
    conclude(transcript, ties, outcome)
}

/// What is counted in the second round.
#[derive(Clone, Copy)]
enum Second<'a> {
    Vote(&'a Votes),
    SamePapers(&'a Ballots),
}

/// The smallest number that is more than half of these votes.
fn majority(votes: &[u64]) -> u128 {
    let sum: u128 = votes.iter().map(|votes| u128::from(*votes)).sum();
    (sum >> 1).saturating_add(1)
}

fn elected_at_once(votes: &[u64], quota: u128, standing: &[Candidate]) -> Option<Elected> {
    let entry = |candidate: Candidate, clause| {
        let votes = Decimal::whole(votes_of(votes, candidate));
        Elected { candidate, votes, clause, source: "" }
    };
    let reaches = |candidate: &&Candidate| u128::from(votes_of(votes, **candidate)) >= quota;
    match (standing.iter().find(reaches), standing) {
        (Some(candidate), _) => Some(entry(*candidate, Clause::Majority)),
        (None, [only]) => Some(entry(*only, Clause::LastVacancies)),
        (None, _) => None,
    }
}

fn elect(transcript: &mut Transcript, elected: Elected) {
    if let Some(stage) = transcript.stages.last_mut() {
        stage.elected.push(elected);
    }
}

/// Finds the two who go on, counts the second vote or the same papers for them and elects one.
fn second_round(
    transcript: &mut Transcript,
    first: &[u64],
    standing: Vec<Candidate>,
    second: Second<'_>,
    ties: &mut Ties<'_>,
) -> Result<(), Unresolved> {
    let (mut two, outcome) = with_most(first, standing, 2, ties, Purpose::SecondRound, &transcript.stages);
    outcome?;
    two.sort_unstable();
    let votes = match second {
        Second::Vote(Votes::Totals(totals)) => sum_two(transcript, totals, &two),
        Second::Vote(Votes::Scores(scores)) => {
            // Scores are no choice between two.
            sum_two(transcript, &vec![0; scores.candidates()], &two)
        }
        Second::Vote(Votes::Ballots(ballots)) => {
            let orders = Orders::of(ballots, &transcript.candidates);
            transcript.second_reading = Some(orders.reading());
            count_two(transcript, &orders, &two, false)
        }
        Second::SamePapers(ballots) => {
            count_two(transcript, &Orders::of(ballots, &transcript.candidates), &two, true)
        }
    };
    let most = two.iter().map(|candidate| votes_of(&votes, *candidate)).max().unwrap_or(0);
    let tied: Vec<Candidate> =
        two.into_iter().filter(|candidate| votes_of(&votes, *candidate) == most).collect();
    let candidate = ties.choose(Purpose::Elect, tied, Extreme::Highest, &transcript.stages)?;
    let clause = if u128::from(most) >= majority(&votes) { Clause::Majority } else { Clause::MostVotes };
    elect(transcript, Elected { candidate, votes: Decimal::whole(most), clause, source: "" });
    Ok(())
}

/// The second stage by sums: those of the two count, those of others who stand are for nobody.
fn sum_two(transcript: &mut Transcript, totals: &[u64], two: &[Candidate]) -> Vec<u64> {
    let mut votes = Sums::given(totals, &transcript.candidates).votes;
    let mut nowhere = 0_u64;
    for (candidate, votes) in transcript.candidates.iter().zip(&mut votes) {
        if !two.contains(&candidate) {
            nowhere = nowhere.saturating_add(core::mem::take(votes));
        }
    }
    transcript.stages.push(second_stage(&votes, nowhere, Vec::new(), two));
    votes
}

/// The second stage by papers: each for whichever of the two it places higher.
fn count_two(transcript: &mut Transcript, orders: &Orders<'_>, two: &[Candidate], same: bool) -> Vec<u64> {
    let candidates = &transcript.candidates;
    let standing: Vec<bool> =
        candidates.iter().map(|candidate| !candidates.is_withdrawn(candidate)).collect();
    let go_on: Vec<bool> = candidates.iter().map(|candidate| two.contains(&candidate)).collect();
    let mut votes = vec![0_u64; candidates.len()];
    let mut nowhere = 0_u64;
    let mut moved: BTreeMap<(Candidate, Destination), u64> = BTreeMap::new();
    for group in 0..orders.len() {
        let Some((first, _)) = orders.next(group, 0, &standing) else { continue };
        let count = orders.count(group);
        let to = orders.next(group, 0, &go_on).map(|(candidate, _)| candidate);
        let have = to.and_then(|candidate| votes.get_mut(candidate.index())).unwrap_or(&mut nowhere);
        *have = have.saturating_add(count);
        if same && to != Some(first) {
            let to = to.map_or(Destination::NonTransferable, Destination::Candidate);
            let papers = moved.entry((first, to)).or_default();
            *papers = papers.saturating_add(count);
        }
    }
    let transfer = |((from, to), papers): ((Candidate, Destination), u64)| {
        let (value, votes) = (Decimal::whole(1), Decimal::whole(papers));
        Transfer { from, to, papers, value, votes }
    };
    let transfers = moved.into_iter().map(transfer).collect();
    transcript.stages.push(second_stage(&votes, nowhere, transfers, two));
    votes
}

fn second_stage(votes: &[u64], nowhere: u64, transfers: Vec<Transfer>, two: &[Candidate]) -> Stage {
    Stage {
        number: 2,
        action: Action::SecondRound(two.to_vec()),
        transfers,
        non_transferable: Decimal::whole(nowhere),
        ..first_stage(votes)
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;
    use crate::ballot::BallotsBuilder;
    use crate::candidate::Candidates;
    use crate::reading::Reading;

    /// Papers as numbers of candidates in order of preference.
    fn ballots(papers: &[(u64, &[usize])]) -> Ballots {
        let mut builder = BallotsBuilder::new(4);
        for (count, order) in papers {
            for number in *order {
                builder.mark(Candidate::new(number - 1).unwrap()).unwrap();
            }
            builder.finish_ballot(*count).unwrap();
        }
        builder.finish()
    }

    fn contest(votes: Votes) -> Contest {
        let names = ["A", "B", "C", "D"].map(|name| name.to_string());
        Contest::new(Candidates::new(names).unwrap(), votes, 1).unwrap()
    }

    fn of_papers(papers: &[(u64, &[usize])]) -> Contest {
        contest(Votes::Ballots(ballots(papers)))
    }

    fn numbers(transcript: &Transcript) -> Vec<u32> {
        transcript.elected().into_iter().map(Candidate::number).collect()
    }

    #[test]
    fn a_majority_elects_in_the_first_round() {
        let transcript = count(&contest(Votes::Totals(vec![6, 3, 2, 0])), None, None).unwrap();
        assert_eq!((numbers(&transcript), transcript.stages.len()), (vec![1], 1));
        assert_eq!(transcript.stages[0].elected[0].clause, Clause::Majority);
        let half = count(&contest(Votes::Totals(vec![5, 3, 2, 0])), None, None);
        assert_eq!(half, Err(CountError::NeedsBallots { rule: Rule::TwoRound }));
    }

    #[test]
    fn the_same_papers_decide_the_second_round() {
        let contest = of_papers(&[(5, &[1]), (4, &[2, 1]), (2, &[3, 4, 2]), (1, &[4])]);
        let transcript = count(&contest, None, None).unwrap();
        assert_eq!(numbers(&transcript), [2]);
        let stage = &transcript.stages[1];
        let votes: Vec<u128> = stage.votes.iter().map(|votes| votes.units()).collect();
        assert_eq!((votes, stage.non_transferable.units()), (vec![5, 6, 0, 0], 1));
        assert_eq!(stage.transfers.len(), 2);
        // A second vote may turn out otherwise, and sums of the first do then.
        let second = Votes::Ballots(ballots(&[(3, &[1]), (2, &[3, 2])]));
        assert_eq!(numbers(&count(&contest, Some(&second), None).unwrap()), [1]);
        assert_eq!(transcript.second_reading, None);
    }

    #[test]
    fn the_papers_of_a_second_vote_are_accounted_for() {
        let contest = of_papers(&[(5, &[1]), (4, &[2]), (2, &[3]), (1, &[])]);
        let second = Votes::Ballots(ballots(&[(3, &[1]), (4, &[2]), (2, &[3]), (6, &[])]));
        let transcript = count(&contest, Some(&second), None).unwrap();
        let first = Reading { papers: 12, valid: 11, blank: 1, ..Reading::default() };
        let second = Reading { papers: 15, valid: 9, blank: 6, ..Reading::default() };
        assert_eq!((transcript.reading, transcript.second_reading), (Some(first), Some(second)));
        assert_eq!(transcript.stages[1].non_transferable.units(), 2);
        // Of sums nobody saw papers.
        let sums = Votes::Totals(vec![3, 4, 2, 0]);
        let other = count(&contest, Some(&sums), None).unwrap();
        assert_eq!((other.reading, other.second_reading), (Some(first), None));
        assert_eq!(other.stages, transcript.stages);
    }

    #[test]
    fn ties_are_named() {
        let seed = LotSeed::new([7; 32]);
        let three = of_papers(&[(3, &[1]), (2, &[2]), (2, &[3]), (2, &[4])]);
        let Err(CountError::NeedsLot(needs)) = count(&three, None, None) else { panic!("no tie") };
        assert_eq!(needs.among.len(), 3);
        let transcript = count(&three, None, Some(&seed)).unwrap();
        assert_eq!(transcript.ties[0].purpose, Purpose::SecondRound);
        assert_eq!(numbers(&transcript), [1]);
        // Four each in the second round: A had more in the first.
        let equal = of_papers(&[(4, &[1]), (3, &[2]), (1, &[3, 2])]);
        let transcript = count(&equal, None, None).unwrap();
        assert_eq!((numbers(&transcript), transcript.ties[0].steps.len()), (vec![1], 1));
        assert_eq!(transcript.stages[1].elected[0].clause, Clause::MostVotes);
    }

    #[test]
    fn one_seat_only() {
        let candidates = Candidates::new(["A".to_string()]).unwrap();
        let two = Contest::new(candidates.clone(), Votes::Totals(vec![0]), 2).unwrap();
        assert_eq!(count(&two, None, None), Err(CountError::OneSeat { rule: Rule::TwoRound, seats: 2 }));
        let alone = Contest::new(candidates, Votes::Totals(vec![0]), 1).unwrap();
        assert_eq!(numbers(&count(&alone, None, None).unwrap()), [1]);
    }
}
