//! Proofs of interval membership (Belenios 3.3.0 §4.12): a ciphertext encrypts one of M₀, …, M_k.

use alloc::vec::Vec;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::disjunction::{self, Branch, ProverKey};
use super::{Equations, Proof, small_power};
use crate::ciphertext::{Ciphertext, Pair, write_joined};
use crate::group::{Group, Scalar, backend::Sink as _};
use crate::hash::Transcript;

/// The text before the commitments: `prove|S|α,β|`.
fn text<G: Group>(context: &str, ciphertext: &Ciphertext<G>) -> Transcript {
    let mut text = Transcript::new("prove|").with(context).with("|");
    write_joined([ciphertext], &mut text);
    text.put(b"|");
    text
}

/// `iprove(S, r, value, min, …, max)`: the proof that `ciphertext` = (g^r, y^r·g^value) holds a value from `min` to
/// `max`. Constant time in r and value.
pub(crate) fn prove<G: Group>(
    key: &ProverKey<G>,
    context: &str,
    ciphertext: &Ciphertext<G>,
    randomness: &Scalar<G>,
    value: u64,
    (min, max): (u64, u64),
    rng: &mut (impl CryptoRng + ?Sized),
) -> Vec<Proof<G>> {
    let branches: Vec<_> = (min..=max).map(|claimed| branch(randomness, value, claimed)).collect();
    disjunction::prove(key, text(context, ciphertext), &branches, rng)
}

/// The branch "the value is `claimed`".
pub(crate) fn branch<G: Group>(randomness: &Scalar<G>, value: u64, claimed: u64) -> Branch<G> {
    Branch {
        randomness: Zeroizing::new(*randomness),
        difference: Zeroizing::new(Scalar::from(value) - Scalar::from(claimed)),
        real: value.ct_eq(&claimed),
    }
}

/// Adds the equations of the proof that `ciphertext` holds a value from `min` to `max`; one proof per value.
pub(crate) fn verify<G: Group, Name>(
    equations: &mut Equations<G, Name>,
    y: &G::PublicBase,
    name: Name,
    context: &str,
    ciphertext: &Ciphertext<G>,
    min: u64,
    proofs: &[Proof<G>],
) {
    disjunction::verify(
        equations,
        y,
        name,
        text(context, ciphertext),
        shifted(ciphertext.pair(), min),
        proofs,
    );
}

/// (α, β/g^M) for M = min, min + 1, …
pub(crate) fn shifted<G: Group>(pair: Pair<G>, min: u64) -> impl Iterator<Item = Pair<G>> {
    let step = G::inverse(&G::generator());
    let first = match min {
        0 => pair.beta,
        1 => G::mul(&pair.beta, &step),
        _ => G::mul(&pair.beta, &G::inverse(&small_power::<G>(min))),
    };
    core::iter::successors(Some(first), move |beta| Some(G::mul(beta, &step)))
        .map(move |beta| Pair { alpha: pair.alpha, beta })
}
