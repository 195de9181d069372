//! Proofs of list constraints (Belenios 3.3.0 §4.14): a list is selected, or none of its candidates is.
//!
//! With L the bit of the list and ΣC the number of its selected candidates: L = 1 ∨ ΣC = 0.

use alloc::vec::Vec;

use rand_core::CryptoRng;

use super::blank::Opened;
use super::disjunction::{self, ProverKey};
use super::interval::{branch, shifted};
use super::{Equations, Proof};
use crate::ciphertext::Pair;
use crate::group::Group;
use crate::hash::Transcript;

/// The text before the commitments: `lproof|S|`.
fn text(context: &str) -> Transcript {
    Transcript::new("lproof|").with(context).with("|")
}

/// Proves L = 1 ∨ ΣC = 0. Constant time.
pub(crate) fn prove<G: Group>(
    key: &ProverKey<G>,
    context: &str,
    list: &Opened<'_, G>,
    candidates: &Opened<'_, G>,
    rng: &mut (impl CryptoRng + ?Sized),
) -> Vec<Proof<G>> {
    let first = branch(list.randomness, list.value, 1);
    let mut second = branch(candidates.randomness, candidates.value, 0);
    // Both may be true (a list without its candidates): exactly one branch is the real one. Where neither is, the
    // proof comes out wrong, since the difference of the branch taken for real is not 0.
    second.real = !first.real;
    disjunction::prove(key, text(context), &[first, second], rng)
}

/// Adds the equation of the proof of one list, which has two parts.
pub(crate) fn verify<G: Group, Name>(
    equations: &mut Equations<G, Name>,
    y: &G::PublicBase,
    name: Name,
    context: &str,
    [list, candidates]: [Pair<G>; 2],
    proofs: &[Proof<G>],
) {
    let branches = shifted(list, 1).take(1).chain([candidates]);
    disjunction::verify(equations, y, name, text(context), branches, proofs);
}
