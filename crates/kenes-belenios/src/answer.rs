//! Answers (Belenios 3.3.0 §4.11): what a voter wants, and the ciphertexts and proofs that stand for it.

mod bits;
pub(crate) mod homomorphic;
pub(crate) mod lists;
pub(crate) mod nonhomomorphic;
pub(crate) mod plain;

use alloc::vec::Vec;
use core::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::ciphertext::Ciphertext;
use crate::group::{Element, Group, Scalar};
use crate::proof::disjunction::ProverKey;
use crate::proof::{Equations, Proof};
use crate::question::Question;
use crate::scan::{FormError, Scanner};
use crate::wire::{Reader, Wire, WireError, write_array};

/// What a voter answers to one question, before encryption. Wiped on drop; `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
#[non_exhaustive]
pub enum PlainAnswer {
    /// 0 or 1 for each answer; where blank votes are allowed, 0 or 1 for "blank" in front.
    Homomorphic(Vec<u8>),
    /// A number from 0 to 255 for each answer.
    NonHomomorphic(Vec<u8>),
    /// For each list, 0 or 1 for the list itself and then for each of its candidates.
    Lists(Vec<Vec<u8>>),
}

/// An answer that its question does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlainAnswerError {
    /// The answer is for another type of question.
    #[error("the answer does not fit the type of the question")]
    Type,
    /// Wrong number of values.
    #[error("expected {expected} values, found {found}")]
    Length {
        /// How many the question has.
        expected: usize,
        /// How many were given.
        found: usize,
    },
    /// A value other than 0 and 1.
    #[error("a selection is 0 or 1")]
    Value,
    /// Too few or too many selected.
    #[error("between {min} and {max} answers must be selected")]
    Selected {
        /// Fewest.
        min: u64,
        /// Most.
        max: u64,
    },
    /// A blank vote that also selects something.
    #[error("a blank vote selects nothing else")]
    BlankAndSelected,
    /// Not exactly one list, or a candidate outside of it, or no candidate.
    #[error("select exactly one list and at least one of its candidates, and no other")]
    Lists,
}

/// A number from 0 to 255.
fn value(scan: &mut Scanner<'_>) -> Result<u8, FormError> {
    let start = scan.clone();
    let value = scan.integer()?;
    u8::try_from(value).or_else(|_| start.error("a number from 0 to 255"))
}

impl fmt::Debug for PlainAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlainAnswer(<redacted>)")
    }
}

/// Ciphertexts and proofs for one question (`answer`). Verified only as part of a ballot.
#[derive(Clone, Debug)]
pub(crate) enum Answer<G: Group> {
    Homomorphic(homomorphic::Answer<G>),
    NonHomomorphic(nonhomomorphic::Answer<G>),
    Lists(lists::Answer<G>),
}

/// Which part of an answer is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// The answer is for another type of question.
    #[error("the answer does not fit the type of the question")]
    Type,
    /// Another number of ciphertexts than the question has, or of lists, or of ciphertexts in a list.
    #[error("expected {expected} choices, found {found}")]
    Choices {
        /// How many the question has.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// Another number of individual proofs than of choices, or an individual proof of the wrong length.
    #[error("the individual proofs do not match the choices in number")]
    IndividualShape,
    /// A choice is not proved to be 0 or 1.
    #[error("the individual proof of choice {} does not hold", choice + 1)]
    Individual {
        /// Which ciphertext, from 0.
        choice: usize,
    },
    /// The overall proof has the wrong length.
    #[error("the overall proof has {found} branches instead of {expected}")]
    OverallShape {
        /// max − min + 1, and one more where blank votes are allowed.
        expected: u64,
        /// How many there are.
        found: usize,
    },
    /// The number of selected answers is not proved to be within the bounds.
    #[error("the overall proof does not hold")]
    Overall,
    /// A blank proof where the question has no blank vote.
    #[error("a blank proof for a question without blank votes")]
    BlankUnexpected,
    /// No blank proof, or not of two parts, where the question allows blank votes.
    #[error("the blank proof is missing or malformed")]
    BlankShape,
    /// The blank proof does not hold.
    #[error("the blank proof does not hold")]
    Blank,
    /// The proof of knowledge of a non-homomorphic answer's randomness does not hold.
    #[error("the proof of the encrypted answer does not hold")]
    Encryption,
    /// The list proofs do not match the lists in number, or one has not two parts.
    #[error("the list proofs do not match the lists in number")]
    ListShape,
    /// A list is not proved to be either selected or without selected candidates.
    #[error("the proof of list {} does not hold", list + 1)]
    List {
        /// Which list, from 0.
        list: usize,
    },
    /// At least one selected candidate is not proved.
    #[error("the proof that some candidate is selected does not hold")]
    NonZero,
}

impl<G: Group> Answer<G> {
    pub(crate) fn read(question: &Question, reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        match question {
            Question::Homomorphic(_) => Wire::read(reader).map(Self::Homomorphic),
            Question::NonHomomorphic(_) => Wire::read(reader).map(Self::NonHomomorphic),
            Question::Lists(_) => Wire::read(reader).map(Self::Lists),
        }
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Homomorphic(answer) => answer.write(out),
            Self::NonHomomorphic(answer) => answer.write(out),
            Self::Lists(answer) => answer.write(out),
        }
    }

    /// The ciphertexts, in the order of the tally; those of lists one list after the other.
    pub(crate) fn ciphertexts(&self) -> Vec<Ciphertext<G>> {
        match self {
            Self::Homomorphic(answer) => answer.choices.clone(),
            Self::NonHomomorphic(answer) => alloc::vec![answer.choices],
            Self::Lists(answer) => answer.choices.concat(),
        }
    }

    /// Checks the shape and adds the equations of all proofs of this answer.
    ///
    /// # Errors
    /// What of the shape is wrong; the equations name what fails when they are settled.
    pub(crate) fn equations<Name>(
        &self,
        question: &Question,
        context: &Context<'_, G>,
        equations: &mut Equations<G, Name>,
        name: impl Fn(AnswerError) -> Name,
    ) -> Result<(), AnswerError> {
        match (self, question) {
            (Self::Homomorphic(answer), Question::Homomorphic(question)) => {
                answer.equations(question, context, equations, name)
            }
            (Self::NonHomomorphic(answer), Question::NonHomomorphic(_)) => {
                answer.equations(context, equations, name(AnswerError::Encryption));
                Ok(())
            }
            (Self::Lists(answer), Question::Lists(question)) => {
                answer.equations(question, context, equations, name)
            }
            (Self::Homomorphic(_) | Self::NonHomomorphic(_) | Self::Lists(_), _) => Err(AnswerError::Type),
        }
    }
}

/// What all proofs of a ballot hash and use: S₀ and the public key.
pub(crate) struct Context<'a, G: Group> {
    /// S₀: φ, a vertical bar, and the public credential.
    pub(crate) s0: &'a str,
    pub(crate) public_key: &'a Element<G>,
    pub(crate) y: &'a G::PublicBase,
}

impl<G: Group> Context<'_, G> {
    /// S: S₀, a vertical bar, and the ciphertexts.
    pub(crate) fn with_ciphertexts<'a>(
        &self,
        ciphertexts: impl IntoIterator<Item = &'a Ciphertext<G>>,
    ) -> alloc::string::String {
        with_ciphertexts(self.s0, ciphertexts)
    }
}

/// S: S₀, a vertical bar, and the ciphertexts, of which a question without answers has none.
pub(crate) fn with_ciphertexts<'a, G: Group>(
    s0: &str,
    ciphertexts: impl IntoIterator<Item = &'a Ciphertext<G>>,
) -> alloc::string::String {
    let mut text = Vec::from(s0.as_bytes());
    text.push(b'|');
    for (index, ciphertext) in ciphertexts.into_iter().enumerate() {
        if index > 0 {
            text.push(b',');
        }
        ciphertext.alpha.write_text(&mut text);
        text.push(b',');
        ciphertext.beta.write_text(&mut text);
    }
    alloc::string::String::from_utf8(text).unwrap_or_default()
}

/// The prover's side of [`Context`].
pub(crate) struct ProverContext<'a, G: Group> {
    pub(crate) s0: &'a str,
    pub(crate) public_key: &'a Element<G>,
    pub(crate) key: &'a ProverKey<G>,
}

/// An answer encrypted with proofs, and the randomness of each ciphertext.
pub(crate) struct Sealed<G: Group> {
    pub(crate) answer: Answer<G>,
    pub(crate) randomness: Zeroizing<Vec<Scalar<G>>>,
}

/// Checks that `answer` is allowed by `question`.
pub(crate) fn check(answer: &PlainAnswer, question: &Question) -> Result<(), PlainAnswerError> {
    match (answer, question) {
        (PlainAnswer::Homomorphic(values), Question::Homomorphic(question)) => {
            homomorphic::check(values, question)
        }
        (PlainAnswer::NonHomomorphic(values), Question::NonHomomorphic(question)) => {
            check_length(question.answers.len(), values.len())
        }
        (PlainAnswer::Lists(values), Question::Lists(question)) => lists::check(values, question),
        _ => Err(PlainAnswerError::Type),
    }
}

pub(crate) fn check_length(expected: usize, found: usize) -> Result<(), PlainAnswerError> {
    if expected == found { Ok(()) } else { Err(PlainAnswerError::Length { expected, found }) }
}

/// Encrypts a checked answer.
pub(crate) fn seal<G: Group>(
    answer: &PlainAnswer,
    question: &Question,
    context: &ProverContext<'_, G>,
    rng: &mut (impl rand_core::CryptoRng + ?Sized),
) -> Result<Sealed<G>, PlainAnswerError> {
    check(answer, question)?;
    match (answer, question) {
        (PlainAnswer::Homomorphic(values), Question::Homomorphic(question)) => {
            Ok(homomorphic::seal(values, question, context, rng))
        }
        (PlainAnswer::NonHomomorphic(values), Question::NonHomomorphic(_)) => {
            nonhomomorphic::seal(values, context, rng)
        }
        (PlainAnswer::Lists(values), Question::Lists(_)) => Ok(lists::seal(values, context, rng)),
        _ => Err(PlainAnswerError::Type),
    }
}

/// Writes proofs in arrays of arrays.
pub(crate) fn write_proofs<G: Group>(proofs: &[Vec<Proof<G>>], out: &mut Vec<u8>) {
    write_array(out, proofs, |proof, out| proof.write(out));
}

#[cfg(test)]
mod tests {
    use alloc::string::String;
    use alloc::vec;

    use chacha20::ChaCha20Rng;
    use rand_core::SeedableRng as _;

    use super::*;
    use crate::ballot::BallotBox;
    use crate::credential::{PrivateCredential, PublicCredentials};
    use crate::election::{Election, Template, Uuid};
    use crate::group::Ed25519;
    use crate::question::Homomorphic;
    use crate::sealing::Sealer;

    #[test]
    fn a_vertical_bar_stands_before_the_ciphertexts_even_if_there_are_none() {
        let g = Element::<Ed25519>::generator();
        let one = Ciphertext { alpha: g, beta: g };
        assert_eq!(with_ciphertexts::<Ed25519>("s", []), "s|");
        assert_eq!(with_ciphertexts("s", [&one]), alloc::format!("s|{g},{g}"));
        assert_eq!(with_ciphertexts("s", [&one, &one]), alloc::format!("s|{g},{g},{g},{g}"));
    }

    #[test]
    fn a_question_without_answers_can_be_answered() {
        let mut rng = ChaCha20Rng::from_seed([7; 32]);
        let question = |blank| {
            let (answers, question) = (Vec::new(), String::from("?"));
            Question::Homomorphic(Homomorphic { answers, blank, min: 0, max: 0, question })
        };
        let template = Template {
            description: String::new(),
            name: String::new(),
            questions: vec![question(None), question(Some(true))],
            administrator: None,
            credential_authority: None,
        };
        let election =
            Election::<Ed25519>::new(Uuid::generate(&mut rng), template, Element::generator()).unwrap();
        let credential = PrivateCredential::generate(&mut rng);
        let credentials = PublicCredentials::new([(credential.public(election.uuid()), 1)]).unwrap();
        for blank in [0, 1] {
            let answers = vec![PlainAnswer::Homomorphic(vec![]), PlainAnswer::Homomorphic(vec![blank])];
            let cast = Sealer::new(&election).seal(&credential, answers, &mut rng).unwrap().cast();
            BallotBox::new(&election, &credentials).verify(&cast.bytes).unwrap();
        }
    }
}
