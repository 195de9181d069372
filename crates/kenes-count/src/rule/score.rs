//! Score voting, also range voting: the highest sum of scores.
//!
//! Source: Warren D. Smith, "Range Voting", 2000; as a rule for grades: Claude Hillinger, "The Case for Utilitarian Voting",
//! Homo Oeconomicus 22 (2005), pages 295 to 321.
//!
//! - Each paper gives each candidate a score from 0; elected are those with the highest sums.
//!
//! Where the text leaves something open:
//!
//! - No score is a score of 0, so sums decide, not averages.
//! - Where no more stand than there are seats all are elected. Between equal sums for the last places a lot decides.
//! - Grades count as the numbers 0, 1, 2 … from the worst.

use crate::contest::{Contest, Votes};
use crate::rule::plurality::{Sums, elect_most};
use crate::rule::{CountError, Rule};
use crate::scores::sum;
use crate::tie::LotSeed;
use crate::transcript::{Grading, Transcript};

/// The text that the rule is taken from.
pub const SOURCE: &str = "Warren D. Smith, Range Voting, 2000; Claude Hillinger, The Case for Utilitarian Voting, Homo Oeconomicus \
    22 (2005), 295-321";

/// Counts scores.
///
/// # Errors
/// The contest has no scores, nobody stands, a minimum was set, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let rule = Rule::Score;
    let Votes::Scores(scores) = contest.votes() else { return Err(CountError::NeedsScores { rule }) };
    let (profile, reading) = scores.read(contest.candidates());
    let votes = profile.iter().map(|row| sum(row)).collect();
    let grading = Grading { grades: scores.grades().to_vec(), profile, ranking: alloc::vec::Vec::new() };
    match elect_most(contest, rule, Sums { votes, reading }, seed) {
        Ok(transcript) => Ok(Transcript { grading: Some(grading), ..transcript }),
        Err(CountError::NeedsLot(mut needs)) => {
            needs.so_far.grading = Some(grading);
            Err(CountError::NeedsLot(needs))
        }
        Err(error) => Err(error),
    }
}
