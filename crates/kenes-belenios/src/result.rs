//! The result of an election (Belenios 3.3.0 §4.21): what the combined decryptions say.
//!
//! Owns the structure and its bytes, how plaintexts become numbers, and the comparison with a published result.

use alloc::vec::Vec;

use crate::decryption::Factors;
use crate::discrete_log::DiscreteLog;
use crate::group::{Element, Group, Scalar, backend::Sink as _};
use crate::parallel;
use crate::question::Question;
use crate::scan::{FormError, Scanner};
use crate::tally::{Column, EncryptedTally};
use crate::wire::{write_array, write_count};

/// The result of an election, as published or computed (`election_result` in Belenios 3.3.0 §4.21).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectionResult {
    /// One for each question.
    pub questions: Vec<QuestionResult>,
}

/// The result of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QuestionResult {
    /// Of a homomorphic question: the weight of the ballots that select each choice, the blank vote in front where it
    /// is allowed.
    Counts(Vec<u64>),
    /// Of a non-homomorphic question: for each ballot, in the order of the last shuffle, the number given to each answer.
    ///
    /// A voter can encrypt any element in place of an encoding. It is read as an encoding nevertheless, as the peers do:
    /// every element has numbers, and whether they make a ranking is for the count to say.
    Values(Vec<Vec<u8>>),
    /// Of a lists question: for each list, the weight of the ballots that select it and then each of its candidates.
    Lists(Vec<Vec<u64>>),
}

/// A result that the ballots give: computed, or published and found equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedResult(ElectionResult);

impl VerifiedResult {
    /// The numbers.
    pub fn as_result(&self) -> &ElectionResult {
        &self.0
    }

    /// The numbers, without a copy.
    pub fn into_result(self) -> ElectionResult {
        self.0
    }
}

/// There is no such result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResultError {
    /// Not the form of the specification.
    #[error(transparent)]
    Form(#[from] FormError),
    /// Not one result for each question.
    #[error("the result does not have {expected} entries, one for each question")]
    Questions {
        /// How many questions there are.
        expected: usize,
    },
    /// Not one number for each choice, or one list of numbers for each ballot.
    #[error("question {}: the numbers of the result do not match the tally", question + 1)]
    Shape {
        /// Which question, from 0.
        question: usize,
    },
    /// The published result is not what was decrypted.
    #[error("question {}: entry {} of the result is not what was decrypted", question + 1, index + 1)]
    Differs {
        /// Which question, from 0.
        question: usize,
        /// Which count or ballot of it, from 0, counted through the lists of a lists question.
        index: usize,
    },
    /// A count that no election can have: a trustee lied, or the tally is not one of valid ballots.
    #[error("question {}: count {} is not between 0 and {bound}", question + 1, index + 1)]
    OutOfBounds {
        /// Which question, from 0.
        question: usize,
        /// Which count of it, from 0, counted through the lists of a lists question.
        index: usize,
        /// The total weight of the ballots.
        bound: u64,
    },
    /// So large a total weight that counts cannot be searched for.
    #[error("a total weight of {bound} is more than {MAX_BOUND}, the most for which counts can be found")]
    TooLarge {
        /// The total weight of the ballots.
        bound: u64,
    },
    /// Factors of another tally, or questions of another election.
    #[error("the factors and the questions do not fit the tally")]
    Mismatch,
}

/// The largest total weight for which counts are computed: minutes of search at worst. The peers stop at a tenth of it.
/// Verifying has no such limit.
const MAX_BOUND: u64 = 1_000_000_000_000;

impl ElectionResult {
    /// Reads a published result.
    ///
    /// # Errors
    /// [`ResultError::Form`] and [`ResultError::Questions`].
    pub fn parse(bytes: &[u8], questions: &[Question]) -> Result<Self, ResultError> {
        let wrong_count = ResultError::Questions { expected: questions.len() };
        Scanner::whole(bytes, |scan| {
            scan.expect("{\"result\":[")?;
            let mut results = Vec::with_capacity(questions.len());
            for (index, question) in questions.iter().enumerate() {
                if scan.sees("]") {
                    return Err(wrong_count);
                }
                if index > 0 {
                    scan.expect(",")?;
                }
                results.push(QuestionResult::read(question, scan)?);
            }
            if scan.sees(",") {
                return Err(wrong_count);
            }
            scan.expect("]}")?;
            Ok(Self { questions: results })
        })
    }

    /// The one serialization. Counts above 2³⁰−1 are strings.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.put(b"{\"result\":");
        write_array(&mut out, &self.questions, QuestionResult::write);
        out.put(b"}");
        out
    }

    /// Computes the result of a tally, its non-homomorphic ciphertexts shuffled, and the factors that belong to it.
    ///
    /// `total_weight` is that of the tally and bounds every count.
    ///
    /// # Errors
    /// [`ResultError::OutOfBounds`], [`ResultError::TooLarge`] or [`ResultError::Mismatch`].
    pub fn compute<G: Group>(
        questions: &[Question],
        tally: &EncryptedTally<G>,
        factors: &Factors<G>,
        total_weight: u64,
    ) -> Result<VerifiedResult, ResultError> {
        let plaintexts = plaintexts(questions, tally, factors)?;
        let counts = questions.iter().zip(&plaintexts).filter(|(question, _)| !question.is_shuffled());
        let counts: usize = counts.map(|(_, column)| column.len()).sum();
        if counts > 0 && total_weight > MAX_BOUND {
            return Err(ResultError::TooLarge { bound: total_weight });
        }
        let logs = DiscreteLog::<G>::new(if counts > 0 { total_weight } else { 0 }, counts);
        let results = questions.iter().zip(&plaintexts).enumerate().map(|(index, (question, column))| {
            QuestionResult::compute(question, column, &logs).map_err(|Unreadable(place)| match question {
                Question::NonHomomorphic(_) => ResultError::Mismatch,
                Question::Homomorphic(_) | Question::Lists(_) => {
                    ResultError::OutOfBounds { question: index, index: place, bound: total_weight }
                }
            })
        });
        Ok(VerifiedResult(Self { questions: results.collect::<Result<_, _>>()? }))
    }

    /// Checks that a published result is what the factors give for the tally. No logarithm is computed: g to each
    /// count, which may not be above the total weight, must be the plaintext.
    ///
    /// # Errors
    /// [`ResultError`] names the first difference.
    pub fn verify<G: Group>(
        published: &[u8],
        questions: &[Question],
        tally: &EncryptedTally<G>,
        factors: &Factors<G>,
        total_weight: u64,
    ) -> Result<VerifiedResult, ResultError> {
        let result = Self::parse(published, questions)?;
        let plaintexts = plaintexts(questions, tally, factors)?;
        for (index, (published, (question, column))) in
            result.questions.iter().zip(questions.iter().zip(&plaintexts)).enumerate()
        {
            published.verify((index, question), column, total_weight)?;
        }
        Ok(VerifiedResult(result))
    }
}

/// β/F of each ciphertext.
fn plaintexts<G: Group>(
    questions: &[Question],
    tally: &EncryptedTally<G>,
    factors: &Factors<G>,
) -> Result<Vec<Column<Element<G>>>, ResultError> {
    let factors = factors.questions();
    if questions.len() != tally.questions() || factors.len() != questions.len() {
        return Err(ResultError::Mismatch);
    }
    let plaintexts = tally.columns().zip(factors).map(|(column, factors)| {
        if column.len() != factors.len() {
            return Err(ResultError::Mismatch);
        }
        let pairs: Vec<_> = column.iter().map(|ciphertext| &ciphertext.beta.point).zip(factors).collect();
        let points = parallel::map(&pairs, |(beta, factor)| G::mul(beta, &G::inverse(factor)));
        Ok(column.fill(&mut Element::of_all(&points).into_iter()))
    });
    plaintexts.collect()
}

/// A plaintext that is no count, by its index, or a question that asks for more numbers than a plaintext carries.
struct Unreadable(usize);

impl QuestionResult {
    fn read(question: &Question, scan: &mut Scanner<'_>) -> Result<Self, FormError> {
        match question {
            Question::Homomorphic(_) => scan.array(Scanner::count).map(Self::Counts),
            Question::NonHomomorphic(_) => scan.array(|scan| scan.array(value)).map(Self::Values),
            Question::Lists(_) => scan.array(|scan| scan.array(Scanner::count)).map(Self::Lists),
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        let count = |count: &u64, out: &mut Vec<u8>| write_count(out, *count);
        let value = |value: &u8, out: &mut Vec<u8>| write_count(out, u64::from(*value));
        match self {
            Self::Counts(counts) => write_array(out, counts, count),
            Self::Values(ballots) => write_array(out, ballots, |values, out| write_array(out, values, value)),
            Self::Lists(lists) => write_array(out, lists, |counts, out| write_array(out, counts, count)),
        }
    }

    fn compute<G: Group>(
        question: &Question,
        column: &Column<Element<G>>,
        logs: &DiscreteLog<G>,
    ) -> Result<Self, Unreadable> {
        let elements: Vec<_> = column.iter().collect();
        if let Question::NonHomomorphic(question) = question {
            let n = question.answers.len();
            let values = elements
                .iter()
                .enumerate()
                .map(|(index, e)| G::extract(&e.encoding, n).ok_or(Unreadable(index)));
            return Ok(Self::Values(values.collect::<Result<_, _>>()?));
        }
        let found = parallel::map(&elements, |element| logs.find(&element.point));
        let counts = found.into_iter().enumerate().map(|(index, count)| count.ok_or(Unreadable(index)));
        let counts = counts.collect::<Result<Vec<u64>, _>>()?;
        Ok(match column.fill(&mut counts.into_iter()) {
            Column::Flat(counts) => Self::Counts(counts),
            Column::Lists(lists) => Self::Lists(lists),
        })
    }

    fn verify<G: Group>(
        &self,
        (index, question): (usize, &Question),
        column: &Column<Element<G>>,
        total_weight: u64,
    ) -> Result<(), ResultError> {
        let count = |(count, element): (&u64, &Element<G>)| {
            *count <= total_weight && Element::<G>::power_of_generator(&Scalar::from(*count)) == *element
        };
        let values = |answers: usize| {
            move |(values, element): (&Vec<u8>, &Element<G>)| {
                G::extract(&element.encoding, answers).as_ref() == Some(values)
            }
        };
        let difference = match (self, column, question) {
            (Self::Counts(found), Column::Flat(elements), Question::Homomorphic(_))
                if found.len() == elements.len() =>
            {
                found.iter().zip(elements).position(|pair| !count(pair))
            }
            (Self::Values(found), Column::Flat(elements), Question::NonHomomorphic(question))
                if found.len() == elements.len() =>
            {
                let values = values(question.answers.len());
                found.iter().zip(elements).position(|pair| !values(pair))
            }
            (Self::Lists(found), Column::Lists(elements), Question::Lists(_))
                if same_lengths(found, elements) =>
            {
                found.iter().flatten().zip(elements.iter().flatten()).position(|pair| !count(pair))
            }
            (Self::Counts(_) | Self::Values(_) | Self::Lists(_), _, _) => {
                return Err(ResultError::Shape { question: index });
            }
        };
        difference.map_or(Ok(()), |place| Err(ResultError::Differs { question: index, index: place }))
    }
}

fn same_lengths<T, U>(a: &[Vec<T>], b: &[Vec<U>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.len() == b.len())
}

/// A number from 0 to 255.
fn value(scan: &mut Scanner<'_>) -> Result<u8, FormError> {
    let start = scan.clone();
    let value = scan.integer()?;
    u8::try_from(value).or_else(|_| start.error("a number from 0 to 255"))
}

#[cfg(test)]
#[cfg(feature = "std")]
mod vectors;

#[cfg(test)]
mod tests;
