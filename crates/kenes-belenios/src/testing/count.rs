//! Counting answers in the clear: what the cryptography must come to.

use alloc::vec;
use alloc::vec::Vec;

use crate::answer::PlainAnswer;
use crate::question::Question;
use crate::result::{ElectionResult, QuestionResult};

/// The result of answers with their weights, the ballots of non-homomorphic questions sorted.
pub fn count<'a>(
    questions: &[Question],
    ballots: impl Iterator<Item = (u64, &'a [PlainAnswer])>,
) -> ElectionResult {
    let mut result = ElectionResult { questions: questions.iter().map(empty).collect() };
    for (weight, answers) in ballots {
        assert_eq!(answers.len(), questions.len());
        for (sum, answer) in result.questions.iter_mut().zip(answers) {
            add(sum, answer, weight);
        }
    }
    sorted(result)
}

/// The result with the ballots of non-homomorphic questions sorted, since a shuffle leaves them in any order.
pub fn sorted(mut result: ElectionResult) -> ElectionResult {
    for question in &mut result.questions {
        if let QuestionResult::Values(ballots) = question {
            ballots.sort_unstable();
        }
    }
    result
}

fn empty(question: &Question) -> QuestionResult {
    match question {
        Question::Homomorphic(q) => QuestionResult::Counts(vec![0; q.choices()]),
        Question::NonHomomorphic(_) => QuestionResult::Values(Vec::new()),
        Question::Lists(q) => {
            QuestionResult::Lists(q.answers.iter().map(|list| vec![0; list.len()]).collect())
        }
    }
}

fn add(sum: &mut QuestionResult, answer: &PlainAnswer, weight: u64) {
    match (sum, answer) {
        (QuestionResult::Counts(sums), PlainAnswer::Homomorphic(bits)) => add_bits(sums, bits, weight),
        (QuestionResult::Values(ballots), PlainAnswer::NonHomomorphic(values)) => {
            ballots.push(values.clone())
        }
        (QuestionResult::Lists(sums), PlainAnswer::Lists(lists)) => {
            sums.iter_mut().zip(lists).for_each(|(sums, bits)| add_bits(sums, bits, weight));
        }
        (sum, _) => panic!("an answer of another type than the result {sum:?}"),
    }
}

fn add_bits(sums: &mut [u64], bits: &[u8], weight: u64) {
    assert_eq!(sums.len(), bits.len());
    for (sum, &bit) in sums.iter_mut().zip(bits) {
        *sum += u64::from(bit) * weight;
    }
}
