//! Non-homomorphic answers (Belenios 3.3.0 §4.11.2): one ciphertext that carries a number for each choice.

use alloc::vec;
use alloc::vec::Vec;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{Context, PlainAnswerError, ProverContext, Sealed};
use crate::ciphertext::{Ciphertext, Pair, write_joined};
use crate::group::{Element, Group, Scalar, backend::Sink as _};
use crate::hash::Transcript;
use crate::proof::{Equations, Proof, prove_knowledge};
use crate::wire::{Reader, Wire, WireError};

/// The structure `answer_nh`.
#[derive(Clone, Debug)]
pub(crate) struct Answer<G: Group> {
    pub(crate) choices: Ciphertext<G>,
    proof: Proof<G>,
}

impl<G: Group> Wire<G> for Answer<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"choices\":")?;
        let choices = Ciphertext::read(reader)?;
        reader.expect(",\"proof\":")?;
        let proof = Proof::read(reader)?;
        reader.expect("}")?;
        Ok(Self { choices, proof })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { choices, proof } = self;
        out.put(b"{\"choices\":");
        choices.write(out);
        out.put(b",\"proof\":");
        proof.write(out);
        out.put(b"}");
    }
}

/// The text before the commitment: `raweg|S|y,α,β|`, S being S₀ here: the ciphertext itself follows.
fn text<G: Group>(s0: &str, public_key: &Element<G>, ciphertext: &Ciphertext<G>) -> Transcript {
    let mut text = Transcript::new("raweg|").with(s0).with("|");
    text.element(public_key).put(b",");
    write_joined([ciphertext], &mut text);
    text.put(b"|");
    text
}

impl<G: Group> Answer<G> {
    /// Adds the equation of the proof of knowledge of the randomness.
    pub(crate) fn equations<Name>(
        &self,
        context: &Context<'_, G>,
        equations: &mut Equations<G, Name>,
        name: Name,
    ) {
        let Self { choices, proof } = self;
        equations.commit_generator(proof, &choices.alpha.point);
        equations.check(name, text(context.s0, context.public_key, choices), proof.challenge);
    }
}

/// Encrypts values of the right number.
///
/// # Errors
/// [`PlainAnswerError::Length`] when the group cannot carry so many.
pub(crate) fn seal<G: Group>(
    values: &[u8],
    context: &ProverContext<'_, G>,
    rng: &mut (impl CryptoRng + ?Sized),
) -> Result<Sealed<G>, PlainAnswerError> {
    let too_many = PlainAnswerError::Length { expected: G::ID.max_embedded(), found: values.len() };
    let message = G::embed(values).ok_or(too_many)?;
    let randomness = Zeroizing::new(vec![Scalar::<G>::random(rng)]);
    let pairs: Vec<_> = randomness
        .iter()
        .map(|r| Pair {
            alpha: G::pow_generator(&r.0),
            beta: G::mul(&G::pow_table(&context.key.y, &r.0), &message),
        })
        .collect();
    let sealed = Ciphertext::of_all(&pairs).into_iter().zip(randomness.iter()).next().map(|(choices, r)| {
        let proof = prove_knowledge(r, text(context.s0, context.public_key, &choices), rng);
        Answer { choices, proof }
    });
    match sealed {
        Some(answer) => Ok(Sealed { answer: super::Answer::NonHomomorphic(answer), randomness }),
        None => Err(too_many),
    }
}
