//! Random questions and answers.

use alloc::string::String;
use alloc::vec::Vec;
use alloc::{format, vec};

use rand_core::Rng as _;

use super::TestRng;
use crate::answer::PlainAnswer;
use crate::election::Template;
use crate::question::{Homomorphic, Lists, NonHomomorphic, Question};

/// What kind of question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Select some, no blank vote.
    Select,
    /// Select some, or vote blank.
    SelectOrBlank,
    /// Give each a number: non-homomorphic.
    Rank,
    /// Select a list and candidates of it.
    Lists,
}

/// A number from `min` to `max`; slightly biased.
pub fn between(rng: &mut TestRng, min: u64, max: u64) -> u64 {
    min + rng.next_u64() % (max - min + 1)
}

/// Exchanges the entries of a list at random.
pub fn permute<T>(list: &mut [T], rng: &mut TestRng) {
    for i in (1..list.len()).rev() {
        list.swap(i, index(rng, i + 1));
    }
}

/// An index below `length`.
pub fn index(rng: &mut TestRng, length: usize) -> usize {
    usize::try_from(between(rng, 0, u64::try_from(length).unwrap() - 1)).unwrap()
}

/// Election texts with these questions; some characters have to be escaped.
pub fn template(questions: Vec<Question>) -> Template {
    Template {
        description: "A \"test\", made from a seed.\n\tBacks\\ash / and \u{e9}\u{4e16}\u{1f5f3}.".into(),
        name: "Test".into(),
        questions,
        administrator: Some("the administrator".into()),
        credential_authority: Some("the credential authority".into()),
    }
}

/// A question of that kind with a random shape.
pub fn question(kind: Kind, rng: &mut TestRng) -> Question {
    let text: String = format!("{kind:?}?");
    match kind {
        Kind::Select | Kind::SelectOrBlank => {
            let answers = between(rng, 1, 5);
            let max = between(rng, 1, answers);
            Question::Homomorphic(Homomorphic {
                answers: names(answers),
                blank: (kind == Kind::SelectOrBlank).then_some(true),
                min: between(rng, 0, max),
                max,
                question: text,
            })
        }
        Kind::Rank => Question::NonHomomorphic(NonHomomorphic {
            answers: names(between(rng, 2, 6)),
            question: text,
            extra: None,
        }),
        Kind::Lists => {
            let lists = (0..between(rng, 1, 3)).map(|_| names(1 + between(rng, 1, 3))).collect();
            Question::Lists(Lists { answers: lists, question: text, extra: None })
        }
    }
}

fn names(count: u64) -> Vec<String> {
    (0..count).map(|i| format!("answer {i}")).collect()
}

/// An answer that the question allows: blank votes, fewest and most answers, and tied ranks occur.
pub fn answer(question: &Question, rng: &mut TestRng) -> PlainAnswer {
    match question {
        Question::Homomorphic(q) => {
            let mut bits = vec![0; q.answers.len()];
            let blank = q.allows_blank() && between(rng, 0, 3) == 0;
            if !blank {
                let selected = usize::try_from(between(rng, q.min, q.max)).unwrap();
                bits.iter_mut().take(selected).for_each(|bit| *bit = 1);
                permute(&mut bits, rng);
            }
            if q.allows_blank() {
                bits.insert(0, u8::from(blank));
            }
            PlainAnswer::Homomorphic(bits)
        }
        Question::NonHomomorphic(q) => {
            let mut values: Vec<u8> = (1..=u8::MAX).take(q.answers.len()).collect();
            permute(&mut values, rng);
            if between(rng, 0, 3) == 0 {
                values.iter_mut().for_each(|value| *value = *[0, 1, 255].get(index(rng, 3)).unwrap());
            }
            PlainAnswer::NonHomomorphic(values)
        }
        Question::Lists(q) => {
            let mut lists: Vec<Vec<u8>> = q.answers.iter().map(|list| vec![0; list.len()]).collect();
            let chosen = index(rng, lists.len());
            if let Some((name, candidates)) = lists.get_mut(chosen).and_then(|list| list.split_first_mut()) {
                *name = 1;
                let last = index(rng, candidates.len());
                candidates.iter_mut().take(last + 1).for_each(|bit| *bit = 1);
                permute(candidates, rng);
            }
            PlainAnswer::Lists(lists)
        }
    }
}
