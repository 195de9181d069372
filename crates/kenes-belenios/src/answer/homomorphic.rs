//! Homomorphic answers (Belenios 3.3.0 §4.11.1): one encrypted bit per choice.

use alloc::vec::Vec;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::bits::{self, Bits, sum_of};
use super::{
    AnswerError, Context, PlainAnswerError, ProverContext, Sealed, check_length, with_ciphertexts,
    write_proofs,
};
use crate::ciphertext::Ciphertext;
use crate::group::{Group, backend::Sink as _};
use crate::proof::blank::{self, Opened};
use crate::proof::{Equations, Proof, interval};
use crate::question::Homomorphic;
use crate::wire::{Reader, Wire, WireError};

/// The structure `answer_h`.
#[derive(Clone, Debug)]
pub(crate) struct Answer<G: Group> {
    /// One ciphertext per choice, the blank vote's in front where it is allowed.
    pub(crate) choices: Vec<Ciphertext<G>>,
    individual_proofs: Vec<Vec<Proof<G>>>,
    overall_proof: Vec<Proof<G>>,
    blank_proof: Option<Vec<Proof<G>>>,
}

impl<G: Group> Wire<G> for Answer<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"choices\":")?;
        let choices = reader.list()?;
        reader.expect(",\"individual_proofs\":")?;
        let individual_proofs = reader.list()?;
        reader.expect(",\"overall_proof\":")?;
        let overall_proof = reader.list()?;
        let blank_proof = if reader.scan.take(",\"blank_proof\":") { Some(reader.list()?) } else { None };
        reader.expect("}")?;
        Ok(Self { choices, individual_proofs, overall_proof, blank_proof })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { choices, individual_proofs, overall_proof, blank_proof } = self;
        out.put(b"{\"choices\":");
        choices.write(out);
        out.put(b",\"individual_proofs\":");
        write_proofs(individual_proofs, out);
        out.put(b",\"overall_proof\":");
        overall_proof.write(out);
        if let Some(blank_proof) = blank_proof {
            out.put(b",\"blank_proof\":");
            blank_proof.write(out);
        }
        out.put(b"}");
    }
}

impl<G: Group> Answer<G> {
    fn check_shape(&self, question: &Homomorphic) -> Result<(), AnswerError> {
        let Self { choices, individual_proofs, overall_proof, blank_proof } = self;
        let (expected, found) = (question.choices(), choices.len());
        if expected != found {
            return Err(AnswerError::Choices { expected, found });
        }
        if individual_proofs.len() != found || individual_proofs.iter().any(|proof| proof.len() != 2) {
            return Err(AnswerError::IndividualShape);
        }
        let (expected, found) = (question.overall_proofs(), overall_proof.len());
        if u64::try_from(found) != Ok(expected) {
            return Err(AnswerError::OverallShape { expected, found });
        }
        match (question.allows_blank(), blank_proof) {
            (false, None) => Ok(()),
            (false, Some(_)) => Err(AnswerError::BlankUnexpected),
            (true, Some(proofs)) if proofs.len() == 2 => Ok(()),
            (true, Some(_) | None) => Err(AnswerError::BlankShape),
        }
    }

    /// Checks the shape and adds the equations of all proofs.
    pub(crate) fn equations<Name>(
        &self,
        question: &Homomorphic,
        context: &Context<'_, G>,
        equations: &mut Equations<G, Name>,
        name: impl Fn(AnswerError) -> Name,
    ) -> Result<(), AnswerError> {
        self.check_shape(question)?;
        let Self { choices, individual_proofs, overall_proof, blank_proof } = self;
        bits::equations(choices, individual_proofs, context, equations, &name);
        let s = context.with_ciphertexts(choices);
        let overall = name(AnswerError::Overall);
        match (blank_proof, choices.split_first()) {
            (Some(blank_proof), Some((blank, others))) => {
                let pairs = [blank.pair(), others.iter().sum()];
                blank::verify_blank(equations, context.y, name(AnswerError::Blank), &s, pairs, blank_proof);
                blank::verify_overall(equations, context.y, overall, &s, pairs, question.min, overall_proof);
            }
            (Some(_) | None, _) => {
                let sum = sum_of(choices);
                interval::verify(equations, context.y, overall, &s, &sum, question.min, overall_proof);
            }
        }
        Ok(())
    }
}

/// Checks that the values are bits, and the selection within the bounds or blank.
pub(crate) fn check(values: &[u8], question: &Homomorphic) -> Result<(), PlainAnswerError> {
    check_length(question.choices(), values.len())?;
    if values.iter().any(|&value| value > 1) {
        return Err(PlainAnswerError::Value);
    }
    let (blank, selected) = split(values, question);
    let (min, max) = (question.min, question.max);
    match (blank, selected) {
        (1, 0) => Ok(()),
        (1, _) => Err(PlainAnswerError::BlankAndSelected),
        (_, selected) if (min..=max).contains(&selected) => Ok(()),
        (_, _) => Err(PlainAnswerError::Selected { min, max }),
    }
}

/// The blank vote's bit (0 where there is none) and how many answers are selected.
fn split(values: &[u8], question: &Homomorphic) -> (u64, u64) {
    let (blank, answers) = values.split_at(usize::from(question.allows_blank()).min(values.len()));
    (blank.iter().copied().map(u64::from).sum(), answers.iter().copied().map(u64::from).sum())
}

/// Encrypts checked values with all proofs. Constant time in the values.
pub(crate) fn seal<G: Group>(
    values: &[u8],
    question: &Homomorphic,
    context: &ProverContext<'_, G>,
    rng: &mut (impl CryptoRng + ?Sized),
) -> Sealed<G> {
    let Bits { ciphertexts: choices, proofs: individual_proofs, randomness } =
        bits::seal(values, context, rng);
    let s = with_ciphertexts(context.s0, &choices);
    let bounds = (question.min, question.max);
    let (blank, selected) = split(values, question);
    let (overall_proof, blank_proof) = match randomness.split_first() {
        Some((blank_randomness, others)) if question.allows_blank() => {
            let sum_randomness = Zeroizing::new(others.iter().copied().sum());
            let blank = Opened { value: blank, randomness: blank_randomness };
            let sum = Opened { value: selected, randomness: &sum_randomness };
            let blank_proof = blank::prove_blank(context.key, &s, &blank, &sum, rng);
            (blank::prove_overall(context.key, &s, &blank, &sum, bounds, rng), Some(blank_proof))
        }
        Some(_) | None => {
            let sum_randomness = Zeroizing::new(randomness.iter().copied().sum());
            let sum = sum_of(&choices);
            (interval::prove(context.key, &s, &sum, &sum_randomness, selected, bounds, rng), None)
        }
    };
    let answer = Answer { choices, individual_proofs, overall_proof, blank_proof };
    Sealed { answer: super::Answer::Homomorphic(answer), randomness }
}
