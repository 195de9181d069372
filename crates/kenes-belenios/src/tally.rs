//! The encrypted tally (Belenios 3.3.0 §4.18), computed from verified ballots; it is what the trustees decrypt, after
//! its non-homomorphic ciphertexts were shuffled.
//!
//! Owns products and order of ciphertexts, and the comparison with a published tally. Which ballots count is the
//! caller's to say: the last one of each credential.

mod column;

use alloc::vec::Vec;
use core::fmt;

pub(crate) use self::column::Column;
use crate::archive::SizedTally;
use crate::ballot::VerifiedBallot;
use crate::ciphertext::{Ciphertext, Pair};
use crate::group::{Group, Scalar};
use crate::hash::Digest;
use crate::question::Question;
use crate::shuffle::VerifiedShuffle;
use crate::wire::{self, Wire as _, WireError, write_array};

/// The encrypted tally of ballots that were verified (`encrypted_tally` in Belenios 3.3.0 §4.18).
///
/// For each question its ciphertexts: one for each choice of a homomorphic or lists question, one for each ballot of a
/// non-homomorphic one. [`TallyBuilder`] makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptedTally<G: Group> {
    questions: Vec<Tallied<G>>,
}

/// The ciphertexts of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tallied<G: Group> {
    shuffled: bool,
    ciphertexts: Column<Ciphertext<G>>,
}

/// A structure is not an encrypted tally for the questions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncryptedTallyError {
    /// Not the form of the specification.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// Not one list of ciphertexts for each question.
    #[error("{found} lists of ciphertexts for {expected} questions")]
    Questions {
        /// How many questions there are.
        expected: usize,
        /// How many lists there are.
        found: usize,
    },
    /// Not one ciphertext for each choice, or for each ballot.
    #[error("question {}: the ciphertexts do not match the choices in number", question + 1)]
    Shape {
        /// Which question, from 0.
        question: usize,
    },
}

impl<G: Group> EncryptedTally<G> {
    /// Reads an encrypted tally without the ballots that it comes from.
    ///
    /// Whoever decrypts what comes back trusts its source: a tally of one ballot gives that ballot away. A trustee
    /// who has the ballots compares instead, with [`Tally::verify`].
    ///
    /// # Errors
    /// [`EncryptedTallyError`] for another form or another shape than the questions have.
    pub fn dangerously_assume_tallied(
        bytes: &[u8],
        questions: &[Question],
    ) -> Result<Self, EncryptedTallyError> {
        let columns: Vec<Column<Ciphertext<G>>> = wire::parse::<G, _>(bytes)?;
        let (expected, found) = (questions.len(), columns.len());
        if expected != found {
            return Err(EncryptedTallyError::Questions { expected, found });
        }
        let mut ballots = None;
        let mut tallied = Vec::with_capacity(expected);
        for (question, (asked, ciphertexts)) in questions.iter().zip(columns).enumerate() {
            let shuffled = asked.is_shuffled();
            let fits = match (&ciphertexts, shuffled) {
                (Column::Flat(list), true) => *ballots.get_or_insert(list.len()) == list.len(),
                (Column::Lists(_), true) => false,
                (Column::Flat(_) | Column::Lists(_), false) => {
                    ciphertexts.has_shape_of(&Column::of_answer(asked))
                }
            };
            if !fits {
                return Err(EncryptedTallyError::Shape { question });
            }
            tallied.push(Tallied { shuffled, ciphertexts });
        }
        Ok(Self { questions: tallied })
    }

    /// The one serialization.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        write_array(&mut out, &self.questions, |tallied, out| tallied.ciphertexts.write(out));
        out
    }

    /// How many questions there are.
    pub fn questions(&self) -> usize {
        self.questions.len()
    }

    /// The ciphertexts of one question, counted from 0; those of a lists question one list after the other.
    pub fn ciphertexts(&self, question: usize) -> impl Iterator<Item = &Ciphertext<G>> {
        self.questions.get(question).into_iter().flat_map(|tallied| tallied.ciphertexts.iter())
    }

    /// Whether there is anything to shuffle.
    pub fn has_shuffled_questions(&self) -> bool {
        self.questions.iter().any(|tallied| tallied.shuffled)
    }

    /// The inputs of the first shuffle, non-homomorphic questions × ballots (`nh_ciphertexts` in Belenios 3.3.0 §4.19).
    pub fn nh_ciphertexts(&self) -> Vec<Vec<Ciphertext<G>>> {
        let shuffled = self.questions.iter().filter(|tallied| tallied.shuffled);
        shuffled.map(|tallied| tallied.ciphertexts.iter().copied().collect()).collect()
    }

    /// The tally with the outputs of the last shuffle in place of the non-homomorphic ciphertexts (Belenios 3.3.0
    /// §4.19): what is decrypted.
    ///
    /// # Errors
    /// [`MergeError`] when the shuffle is not one of this tally's ciphertexts, as far as the numbers tell. That it
    /// began with them is the caller's to see to.
    pub fn with_shuffle(&self, shuffle: &VerifiedShuffle<G>) -> Result<Self, MergeError> {
        let mut outputs = shuffle.ciphertexts().iter();
        let mut questions = self.questions.clone();
        for tallied in questions.iter_mut().filter(|tallied| tallied.shuffled) {
            let output = outputs.next().filter(|output| output.len() == tallied.ciphertexts.len());
            tallied.ciphertexts = Column::Flat(output.ok_or(MergeError)?.clone());
        }
        if outputs.next().is_some() { Err(MergeError) } else { Ok(Self { questions }) }
    }

    pub(crate) fn columns(&self) -> impl ExactSizeIterator<Item = &Column<Ciphertext<G>>> {
        self.questions.iter().map(|tallied| &tallied.ciphertexts)
    }
}

/// A shuffle has other questions or another number of ballots than the tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the shuffle does not have the questions and the number of ballots of the tally")]
pub struct MergeError;

/// Tallies ballots one by one.
///
/// The caller adds the last ballot of each credential and no other. Since only the end of the vote tells which ballot
/// is the last, a reader in one direction goes through the ballots twice: first to note where the last of each
/// credential is, then to add these. Memory does not grow with the ballots, except by the ciphertexts of
/// non-homomorphic questions. Several builders can share the work ([`TallyBuilder::merge`]); the order of ballots
/// does not matter.
#[derive(Clone)]
pub struct TallyBuilder<G: Group> {
    questions: Vec<Partial<G>>,
    num_tallied: u64,
    total_weight: u64,
}

/// What one question has come to.
#[derive(Clone)]
enum Partial<G: Group> {
    /// Products, one for each choice.
    Product { shape: Column<()>, products: Vec<Pair<G>> },
    /// One ciphertext for each ballot.
    Collection(Vec<Ciphertext<G>>),
}

/// A ballot cannot be added to a tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddBallotError {
    /// The ballot was verified for other questions.
    #[error("the ballot is for other questions")]
    Questions,
    /// A weight other than 1 where ballots are shuffled (an error in Belenios 3.3.0 §4.18).
    #[error("a ballot of weight {weight} with a shuffled question, which counts every ballot once")]
    Weighted {
        /// The weight.
        weight: u64,
    },
    /// The weights add up to 2⁶⁴ or more.
    #[error("the total weight is too large")]
    TotalWeight,
}

impl<G: Group> TallyBuilder<G> {
    /// The tally of no ballots.
    pub fn new(questions: &[Question]) -> Self {
        let empty = |question: &Question| {
            if question.is_shuffled() {
                return Partial::Collection(Vec::new());
            }
            let shape = Column::of_answer(question);
            let products = shape.iter().map(|()| Pair::neutral()).collect();
            Partial::Product { shape, products }
        };
        Self { questions: questions.iter().map(empty).collect(), num_tallied: 0, total_weight: 0 }
    }

    /// Adds the last ballot of a credential. A ballot of weight 1 costs two multiplications for each ciphertext.
    ///
    /// # Errors
    /// [`AddBallotError`]; the builder is then as it was.
    pub fn add(&mut self, ballot: &VerifiedBallot<G>) -> Result<(), AddBallotError> {
        let (answers, weight) = (ballot.ciphertexts(), ballot.weight());
        let fits = answers.len() == self.questions.len()
            && self.questions.iter().zip(answers).all(|(partial, answer)| partial.takes(answer.len()));
        if !fits {
            return Err(AddBallotError::Questions);
        }
        if weight != 1 && self.questions.iter().any(|partial| matches!(partial, Partial::Collection(_))) {
            return Err(AddBallotError::Weighted { weight });
        }
        self.total_weight = self.total_weight.checked_add(weight).ok_or(AddBallotError::TotalWeight)?;
        self.num_tallied += 1;
        for (partial, answer) in self.questions.iter_mut().zip(answers) {
            partial.add(answer, weight);
        }
        Ok(())
    }

    /// How many ballots were added.
    pub fn num_tallied(&self) -> u64 {
        self.num_tallied
    }

    /// The sum of the weights of the ballots added.
    pub fn total_weight(&self) -> u64 {
        self.total_weight
    }

    /// Adds the ballots of another builder for the same questions.
    ///
    /// # Errors
    /// [`AddBallotError`]; the builder is then as it was.
    pub fn merge(&mut self, other: Self) -> Result<(), AddBallotError> {
        let Self { questions, num_tallied, total_weight } = other;
        let fits = questions.len() == self.questions.len()
            && self.questions.iter().zip(&questions).all(|(a, b)| a.has_shape_of(b));
        if !fits {
            return Err(AddBallotError::Questions);
        }
        self.total_weight = self.total_weight.checked_add(total_weight).ok_or(AddBallotError::TotalWeight)?;
        self.num_tallied = self.num_tallied.saturating_add(num_tallied);
        for (partial, other) in self.questions.iter_mut().zip(questions) {
            partial.merge(other);
        }
        Ok(())
    }

    /// The tally of the ballots added.
    ///
    /// The specification does not say in which order non-homomorphic ciphertexts stand, although it is hashed; it is
    /// that of the peers, by α and then β.
    pub fn finish(self) -> Tally<G> {
        let Self { questions, num_tallied, total_weight } = self;
        let encrypted = EncryptedTally { questions: questions.into_iter().map(Partial::finish).collect() };
        Tally { encrypted, num_tallied, total_weight }
    }
}

impl<G: Group> fmt::Debug for TallyBuilder<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { questions: _, num_tallied, total_weight } = self;
        f.debug_struct("TallyBuilder")
            .field("num_tallied", num_tallied)
            .field("total_weight", total_weight)
            .finish_non_exhaustive()
    }
}

impl<G: Group> Partial<G> {
    fn takes(&self, ciphertexts: usize) -> bool {
        match self {
            Self::Product { shape: _, products } => ciphertexts == products.len(),
            Self::Collection(_) => ciphertexts == 1,
        }
    }

    fn has_shape_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Product { shape: a, products: _ }, Self::Product { shape: b, products: _ }) => a == b,
            (Self::Collection(_), Self::Collection(_)) => true,
            (Self::Product { .. }, Self::Collection(_)) | (Self::Collection(_), Self::Product { .. }) => {
                false
            }
        }
    }

    fn add(&mut self, answer: &[Ciphertext<G>], weight: u64) {
        match self {
            Self::Product { shape: _, products } => {
                let weight = (weight != 1).then(|| Scalar::from(weight));
                for (product, ciphertext) in products.iter_mut().zip(answer) {
                    let pair = ciphertext.pair();
                    *product = *product * weight.map_or(pair, |weight| pair.power(&weight));
                }
            }
            Self::Collection(list) => list.extend_from_slice(answer),
        }
    }

    fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::Product { shape: _, products }, Self::Product { shape: _, products: others }) => {
                for (product, other) in products.iter_mut().zip(others) {
                    *product = *product * other;
                }
            }
            (Self::Collection(list), Self::Collection(others)) => list.extend(others),
            // Excluded by `has_shape_of`.
            (Self::Product { .. }, Self::Collection(_)) | (Self::Collection(_), Self::Product { .. }) => {}
        }
    }

    fn finish(self) -> Tallied<G> {
        match self {
            Self::Product { shape, products } => {
                let ciphertexts = shape.fill(&mut Ciphertext::of_all(&products).into_iter());
                Tallied { shuffled: false, ciphertexts }
            }
            Self::Collection(mut list) => {
                list.sort_unstable();
                Tallied { shuffled: true, ciphertexts: Column::Flat(list) }
            }
        }
    }
}

/// An encrypted tally and how many ballots it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally<G: Group> {
    encrypted: EncryptedTally<G>,
    num_tallied: u64,
    total_weight: u64,
}

/// A published tally is not the one of the ballots.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TallyError {
    /// Another number of ballots.
    #[error("{found} ballots are said to be tallied, but {expected} count")]
    NumTallied {
        /// How many credentials voted.
        expected: u64,
        /// The field `num_tallied`.
        found: u64,
    },
    /// Another sum of weights.
    #[error("the total weight is said to be {found}, but it is {expected}")]
    TotalWeight {
        /// The sum of the weights of the ballots that count.
        expected: u64,
        /// The field `total_weight`.
        found: u64,
    },
    /// The hash in `sized_encrypted_tally` is not that of the encrypted tally.
    #[error("the tally refers to {found}, but the encrypted tally is {expected}")]
    Reference {
        /// The hash of the encrypted tally.
        expected: Digest,
        /// The field `encrypted_tally`.
        found: Digest,
    },
    /// Not an encrypted tally for these questions.
    #[error(transparent)]
    Form(#[from] EncryptedTallyError),
    /// More or fewer ciphertexts of a non-homomorphic question than ballots.
    #[error("question {}: {found} ciphertexts for {expected} ballots", question + 1)]
    Length {
        /// Which question, from 0.
        question: usize,
        /// How many ballots count.
        expected: usize,
        /// How many ciphertexts there are.
        found: usize,
    },
    /// A ciphertext that the ballots do not give.
    #[error("question {}: ciphertext {} is not the one that the ballots give", question + 1, index + 1)]
    Ciphertext {
        /// Which question, from 0.
        question: usize,
        /// Which ciphertext of it, from 0, counted through the lists of a lists question.
        index: usize,
    },
}

impl<G: Group> Tally<G> {
    /// The ciphertexts.
    pub fn encrypted(&self) -> &EncryptedTally<G> {
        &self.encrypted
    }

    /// How many ballots were tallied.
    pub fn num_tallied(&self) -> u64 {
        self.num_tallied
    }

    /// The sum of their weights, which bounds every count.
    pub fn total_weight(&self) -> u64 {
        self.total_weight
    }

    /// The payload of the EncryptedTally event (`sized_encrypted_tally` in Belenios 3.3.0 §4.18).
    pub fn sized(&self) -> SizedTally {
        let Self { encrypted, num_tallied, total_weight } = self;
        let encrypted_tally = Digest::of(&encrypted.to_bytes());
        SizedTally { num_tallied: *num_tallied, total_weight: *total_weight, encrypted_tally }
    }

    /// Checks that a published tally is this one, byte for byte.
    ///
    /// # Errors
    /// [`TallyError`] names the first difference.
    pub fn verify(
        &self,
        sized: &SizedTally,
        encrypted_tally: &[u8],
        questions: &[Question],
    ) -> Result<(), TallyError> {
        let Self { encrypted, num_tallied, total_weight } = self;
        let SizedTally { num_tallied: ballots, total_weight: weight, encrypted_tally: digest } = *sized;
        if ballots != *num_tallied {
            return Err(TallyError::NumTallied { expected: *num_tallied, found: ballots });
        }
        if weight != *total_weight {
            return Err(TallyError::TotalWeight { expected: *total_weight, found: weight });
        }
        let expected = Digest::of(encrypted_tally);
        if digest != expected {
            return Err(TallyError::Reference { expected, found: digest });
        }
        if encrypted_tally == encrypted.to_bytes() {
            return Ok(());
        }
        let published = EncryptedTally::dangerously_assume_tallied(encrypted_tally, questions)?;
        Err(encrypted.first_difference(&published))
    }
}

impl<G: Group> EncryptedTally<G> {
    /// Where `published`, which is another one for the same questions, differs first.
    fn first_difference(&self, published: &Self) -> TallyError {
        for (question, (ours, theirs)) in self.columns().zip(published.columns()).enumerate() {
            let (expected, found) = (ours.len(), theirs.len());
            if expected != found {
                return TallyError::Length { question, expected, found };
            }
            if let Some(index) = ours.iter().zip(theirs.iter()).position(|(a, b)| a != b) {
                return TallyError::Ciphertext { question, index };
            }
        }
        // Equal ciphertexts have equal bytes, so only other questions get here.
        TallyError::Form(EncryptedTallyError::Questions {
            expected: self.questions(),
            found: published.questions(),
        })
    }
}

#[cfg(test)]
mod tests;
