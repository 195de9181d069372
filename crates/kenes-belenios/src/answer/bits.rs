//! Encrypted bits, of which homomorphic and list answers consist (Belenios 3.3.0 §4.11.1): each a ciphertext
//! (g^r, y^r · g^m) with a proof that m is 0 or 1. What the bits must be together belongs to the kind of answer.

use alloc::vec::Vec;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{AnswerError, Context, ProverContext};
use crate::ciphertext::{Ciphertext, Pair};
use crate::group::{Element, Group, Scalar};
use crate::proof::{Equations, Proof, interval};

/// Bits encrypted with their proofs, and the randomness of each.
pub(super) struct Bits<G: Group> {
    pub(super) ciphertexts: Vec<Ciphertext<G>>,
    pub(super) proofs: Vec<Vec<Proof<G>>>,
    pub(super) randomness: Zeroizing<Vec<Scalar<G>>>,
}

/// Encrypts 0s and 1s and proves that they are. Constant time in the values.
pub(super) fn seal<G: Group>(
    values: &[u8],
    context: &ProverContext<'_, G>,
    rng: &mut (impl CryptoRng + ?Sized),
) -> Bits<G> {
    let randomness: Zeroizing<Vec<Scalar<G>>> =
        Zeroizing::new(values.iter().map(|_| Scalar::random(rng)).collect());
    let encrypt = |(&value, r): (&u8, &Scalar<G>)| {
        let message = G::pow_generator(&Scalar::<G>::from(u64::from(value)).0);
        let mask = G::pow_table(&context.key.y, &r.0);
        Pair { alpha: G::pow_generator(&r.0), beta: G::mul(&mask, &message) }
    };
    let pairs: Vec<_> = values.iter().zip(randomness.iter()).map(encrypt).collect();
    let ciphertexts = Ciphertext::of_all(&pairs);
    let proofs = ciphertexts
        .iter()
        .zip(values)
        .zip(randomness.iter())
        .map(|((c, &value), r)| interval::prove(context.key, context.s0, c, r, value.into(), (0, 1), rng))
        .collect();
    Bits { ciphertexts, proofs, randomness }
}

/// Adds the equations of the individual proofs, of two parts each, whose number the caller has compared.
pub(super) fn equations<'a, G: Group, Name>(
    ciphertexts: impl IntoIterator<Item = &'a Ciphertext<G>>,
    proofs: impl IntoIterator<Item = &'a Vec<Proof<G>>>,
    context: &Context<'_, G>,
    equations: &mut Equations<G, Name>,
    name: impl Fn(AnswerError) -> Name,
) {
    for (choice, (ciphertext, proof)) in ciphertexts.into_iter().zip(proofs).enumerate() {
        let name = name(AnswerError::Individual { choice });
        interval::verify(equations, context.y, name, context.s0, ciphertext, 0, proof);
    }
}

/// The pointwise product, which encrypts the sum, in canonical form, since its text is hashed.
pub(super) fn sum_of<'a, G: Group>(
    ciphertexts: impl IntoIterator<Item = &'a Ciphertext<G>>,
) -> Ciphertext<G> {
    let sum: Pair<G> = ciphertexts.into_iter().sum();
    Ciphertext { alpha: Element::of(sum.alpha), beta: Element::of(sum.beta) }
}
