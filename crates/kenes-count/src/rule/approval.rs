//! Approval: each paper counts for everybody marked on it; those with the most votes are elected.
//!
//! Source: Steven J. Brams and Peter C. Fishburn, "Approval Voting", American Political Science Review 72 (1978), pages
//! 831 to 847. With several seats: those approved most.
//!
//! Where the text leaves something open:
//!
//! - Ranks do not matter: a candidate is marked or not, and marked once however often the paper says so.
//! - Where no more stand than there are seats all are elected, also without any vote.
//! - Within the stage the elected are listed by votes, then in ballot-paper order. Between equal ones for the last places
//!   a lot decides.

use crate::contest::{Contest, Votes};
use crate::reading::approvals;
use crate::rule::plurality::{Sums, elect_most};
use crate::rule::{CountError, Rule};
use crate::tie::LotSeed;
use crate::transcript::Transcript;

/// The text that the rule is taken from.
pub const SOURCE: &str = "Steven J. Brams and Peter C. Fishburn, Approval Voting, American Political Science Review 72 (1978), 831-847";

/// Counts approvals, of papers or given as sums. How many papers there were is not known from sums.
///
/// # Errors
/// Nobody stands, a minimum was set, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let sums = match contest.votes() {
        Votes::Ballots(ballots) => {
            let (votes, reading) = approvals(ballots, contest.candidates());
            Sums { votes, reading: Some(reading) }
        }
        Votes::Totals(totals) => Sums::given(totals, contest.candidates()),
        Votes::Scores(_) => return Err(CountError::NoScores { rule: Rule::Approval }),
    };
    elect_most(contest, Rule::Approval, sums, seed)
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;
    use alloc::vec;
    use alloc::vec::Vec;

    use super::*;
    use crate::ballot::BallotsBuilder;
    use crate::candidate::{Candidate, Candidates};

    #[test]
    fn every_mark_counts_once() {
        let mut builder = BallotsBuilder::new(3);
        // A and B at one rank; B, then C twice; nobody.
        for (count, ranks) in [(3, vec![0, 1]), (2, vec![1, 2, 2]), (1, vec![])] {
            for index in ranks {
                builder.mark_equal(Candidate::new(index).unwrap()).unwrap();
            }
            builder.finish_ballot(count).unwrap();
        }
        let candidates = Candidates::new(["A", "B", "C"].map(|name| name.to_string())).unwrap();
        let contest = Contest::new(candidates, Votes::Ballots(builder.finish()), 2).unwrap();
        let transcript = count(&contest, None).unwrap();
        let votes: Vec<u128> = transcript.stages[0].votes.iter().map(|votes| votes.units()).collect();
        assert_eq!(votes, [3, 5, 2]);
        let elected: Vec<u32> = transcript.elected().into_iter().map(Candidate::number).collect();
        assert_eq!(elected, [2, 1]);
        let reading = transcript.reading.unwrap();
        assert_eq!((reading.valid, reading.blank), (5, 1));
    }
}
