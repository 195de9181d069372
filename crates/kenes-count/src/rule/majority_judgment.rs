//! Majority judgment for one seat: the highest median grade.
//!
//! Source: Michel Balinski and Rida Laraki, "Majority Judgment", MIT Press 2010; "A theory of measuring, electing, and ranking",
//! Proceedings of the National Academy of Sciences 104 (2007), pages 8720 to 8725.
//!
//! - Each paper gives each candidate a grade. The majority grade is the median, of an even number the lower of the two in the
//!   middle: the highest grade that more than half of the papers, or half of them, give or surpass.
//! - Elected is who has the highest majority grade. Of those who share it one paper with that grade is taken away from each,
//!   and the medians of what is left are compared; and so on.
//! - Whose grades are equal to the last are truly equal: all of them are elected. With a seed a lot elects one of them.
//!
//! Where the text leaves something open:
//!
//! - A paper that gives somebody who stands a grade gives the worst to those of whom it says nothing.

use alloc::vec;
use alloc::vec::Vec;

use crate::candidate::Candidate;
use crate::contest::{Contest, Votes};
use crate::number::Decimal;
use crate::rule::{CountError, Rule, conclude};
use crate::tie::{LotSeed, Purpose, Ties};
use crate::transcript::{Action, Clause, Elected, Grading, Stage, Transcript};

/// The text that the rule is taken from.
pub const SOURCE: &str = "Michel Balinski and Rida Laraki, Majority Judgment, MIT Press 2010";

/// Counts grades, of papers or given as a profile.
///
/// # Errors
/// The contest has no grades or more than one seat, nobody stands, or a minimum was set.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let rule = Rule::MajorityJudgment;
    let Votes::Scores(scores) = contest.votes() else { return Err(CountError::NeedsScores { rule }) };
    if contest.seats() != 1 {
        return Err(CountError::OneSeat { rule, seats: contest.seats() });
    }
    if contest.minimum() > 0 {
        return Err(CountError::NoMinimum { rule });
    }
    let candidates = contest.candidates();
    let (profile, reading) = scores.read(candidates);
    let of = |candidate: Candidate| {
        (Value::of(profile.get(candidate.index()).map_or(&[], Vec::as_slice)), candidate)
    };
    let mut values: Vec<(Value, Candidate)> = candidates.standing().map(of).collect();
    values.sort_by(|(one, first), (other, second)| other.cmp(one).then(first.cmp(second)));
    let ranking: Vec<Vec<Candidate>> = values
        .chunk_by(|one, other| one.0 == other.0)
        .map(|group| group.iter().map(|(_, candidate)| *candidate).collect())
        .collect();
    let mut winners = ranking.first().cloned().ok_or(CountError::NobodyStands)?;
    let median = |candidate: Candidate| {
        let found = values.iter().find(|(_, other)| *other == candidate);
        found.map_or(0, |(value, _)| value.median())
    };
    let votes: Vec<Decimal> =
        candidates.iter().map(|candidate| Decimal::whole(median(candidate).into())).collect();
    let mut ties = Ties::new(rule.name(), seed);
    let mut outcome = Ok(());
    if winners.len() > 1 && seed.is_some() {
        match ties.lot(Purpose::Unbeaten, winners.clone(), 1) {
            Ok(chosen) => winners = vec![chosen],
            Err(unresolved) => outcome = Err(unresolved),
        }
    }
    let elected = |candidate: Candidate| {
        let votes = Decimal::whole(median(candidate).into());
        Elected { candidate, votes, clause: Clause::HighestGrade, source: "" }
    };
    let elected = winners.into_iter().map(elected).collect();
    let mut transcript = Transcript::new(rule, contest.seats(), candidates, reading);
    transcript.stages = vec![Stage { elected, ..Stage::new(1, Action::Grade, "", votes) }];
    transcript.grading = Some(Grading { grades: scores.grades().to_vec(), profile, ranking });
    conclude(transcript, ties, outcome)
}

/// The medians of a candidate, one after the other as grades are taken away, in runs of equal pairs.
///
/// Sorted from worst to best, the medians go outward from the middle, in turn to one side and the other. With an even number
/// of papers they come in pairs of a lower and a higher one; with an odd number one stands before the pairs. So values of the
/// same number of papers compare as their runs do.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Value {
    /// The one before the pairs.
    first: Option<u8>,
    runs: Vec<(u8, u8, u64)>,
}

impl Value {
    fn of(row: &[u64]) -> Self {
        let all = row.iter().fold(0, |sum: u64, papers| sum.saturating_add(*papers));
        let half = all >> 1;
        let first = if all & 1 == 1 { grade_at(row, half) } else { None };
        // From the middle outward: how many papers have each grade, below and above.
        let mut below: Vec<(u8, u64)> = (0..).zip(taken(row.iter().copied(), half)).collect();
        let mut above: Vec<(u8, u64)> = (0..).zip(taken(row.iter().rev().copied(), half)).collect();
        let best = u8::try_from(row.len().saturating_sub(1)).unwrap_or(u8::MAX);
        for (grade, _) in &mut above {
            *grade = best.saturating_sub(*grade);
        }
        let mut runs = Vec::new();
        while let (Some((low, left)), Some((high, right))) = (below.last_mut(), above.last_mut()) {
            let times = (*left).min(*right);
            if times > 0 {
                runs.push((*low, *high, times));
            }
            *left = left.saturating_sub(times);
            *right = right.saturating_sub(times);
            let (no_left, no_right) = (*left == 0, *right == 0);
            if no_left {
                below.pop();
            }
            if no_right {
                above.pop();
            }
        }
        Self { first, runs }
    }

    /// The majority grade.
    fn median(&self) -> u8 {
        self.first.or(self.runs.first().map(|(low, _, _)| *low)).unwrap_or(0)
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        let mut order = self.first.cmp(&other.first);
        let (mut one, mut two) = (self.runs.iter().copied(), other.runs.iter().copied());
        let (mut run, mut against) = (one.next(), two.next());
        while let (true, Some(a), Some(b)) = (order.is_eq(), run, against) {
            order = (a.0, a.1).cmp(&(b.0, b.1));
            let times = a.2.min(b.2);
            let rest = |run: (u8, u8, u64)| {
                Some((run.0, run.1, run.2.saturating_sub(times))).filter(|run| run.2 > 0)
            };
            run = rest(a).or_else(|| one.next());
            against = rest(b).or_else(|| two.next());
        }
        order
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Of so many papers from the one end, how many have each grade.
fn taken(row: impl Iterator<Item = u64>, number: u64) -> Vec<u64> {
    let mut left = number;
    let take = |papers: u64| {
        let taken = papers.min(left);
        left = left.saturating_sub(taken);
        taken
    };
    row.map(take).collect()
}

/// The grade at a place, from 0, when the papers are sorted from the worst.
fn grade_at(row: &[u64], place: u64) -> Option<u8> {
    let mut left = place;
    let found = (0_u8..).zip(row).find(|(_, papers)| {
        let here = left < **papers;
        left = left.saturating_sub(**papers);
        here
    });
    found.map(|(grade, _)| grade)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition: take the lower median away again and again.
    fn medians(row: &[u64]) -> Vec<u8> {
        let mut grades: Vec<u8> = (0_u8..)
            .zip(row)
            .flat_map(|(grade, papers)| vec![grade; usize::try_from(*papers).unwrap()])
            .collect();
        let mut medians = Vec::new();
        while !grades.is_empty() {
            medians.push(grades.remove((grades.len() - 1) / 2));
        }
        medians
    }

    fn unrolled(value: &Value) -> Vec<u8> {
        let pairs = value.runs.iter().flat_map(|(low, high, times)| {
            core::iter::repeat_n([*low, *high], usize::try_from(*times).unwrap()).flatten()
        });
        value.first.into_iter().chain(pairs).collect()
    }

    #[test]
    fn runs_are_the_medians() {
        for row in
            [[3, 0, 2, 1], [0, 0, 0, 5], [1, 1, 1, 1], [4, 3, 2, 1], [0, 7, 0, 7], [2, 0, 0, 3], [0; 4]]
        {
            assert_eq!(unrolled(&Value::of(&row)), medians(&row), "{row:?}");
        }
    }

    #[test]
    fn values_compare_as_their_medians() {
        let mut rows = Vec::new();
        for a in 0..7_u64 {
            for b in 0..7 - a {
                for c in 0..7 - a - b {
                    rows.push([a, b, c, 6 - a - b - c]);
                }
            }
        }
        for one in &rows {
            for other in &rows {
                let expected = medians(one).cmp(&medians(other));
                assert_eq!(Value::of(one).cmp(&Value::of(other)), expected, "{one:?} {other:?}");
                // One paper more, the same for both: an odd number.
                let [one, other] = [one, other].map(|row| [row[0], row[1] + 1, row[2], row[3]]);
                assert_eq!(Value::of(&one).cmp(&Value::of(&other)), medians(&one).cmp(&medians(&other)));
            }
        }
    }
}
