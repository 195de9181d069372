//! Proofs of possibly-blank votes (Belenios 3.3.0 §4.13).
//!
//! With m₀ = 1 for a blank vote and m_Σ the number of selected answers: the blank proof shows m₀ = 0 ∨ m_Σ = 0, the
//! overall proof m₀ = 1 ∨ m_Σ ∈ [min, max].

use alloc::vec::Vec;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq as _;

use super::disjunction::{self, ProverKey};
use super::interval::{branch, shifted};
use super::{Equations, Proof};
use crate::ciphertext::Pair;
use crate::group::{Group, Scalar};
use crate::hash::Transcript;

/// What the prover knows: the encrypted value and its randomness.
pub(crate) struct Opened<'a, G: Group> {
    pub(crate) value: u64,
    pub(crate) randomness: &'a Scalar<G>,
}

fn blank_text(context: &str) -> Transcript {
    Transcript::new("bproof0|").with(context).with("|")
}

fn overall_text(context: &str) -> Transcript {
    Transcript::new("bproof1|").with(context).with("|")
}

/// Proves m₀ = 0 ∨ m_Σ = 0 (§4.13.1 and §4.13.2, `blank_proof`). Constant time.
pub(crate) fn prove_blank<G: Group>(
    key: &ProverKey<G>,
    context: &str,
    blank: &Opened<'_, G>,
    sum: &Opened<'_, G>,
    rng: &mut (impl CryptoRng + ?Sized),
) -> Vec<Proof<G>> {
    let first = branch(blank.randomness, blank.value, 0);
    let mut second = branch(sum.randomness, sum.value, 0);
    // Both may be true (nothing selected although not blank): exactly one branch is the real one.
    second.real = !first.real;
    disjunction::prove(key, blank_text(context), &[first, second], rng)
}

/// Proves m₀ = 1 ∨ m_Σ ∈ [min, max] (`overall_proof`). Constant time.
pub(crate) fn prove_overall<G: Group>(
    key: &ProverKey<G>,
    context: &str,
    blank: &Opened<'_, G>,
    sum: &Opened<'_, G>,
    (min, max): (u64, u64),
    rng: &mut (impl CryptoRng + ?Sized),
) -> Vec<Proof<G>> {
    let is_blank = blank.value.ct_eq(&1);
    let mut branches = Vec::with_capacity(usize::try_from(max.saturating_sub(min)).unwrap_or(0) + 2);
    branches.push(branch(blank.randomness, blank.value, 1));
    for claimed in min..=max {
        let mut branch = branch(sum.randomness, sum.value, claimed);
        branch.real &= !is_blank;
        branches.push(branch);
    }
    disjunction::prove(key, overall_text(context), &branches, rng)
}

/// Adds the equations of the blank proof: two proofs.
pub(crate) fn verify_blank<G: Group, Name>(
    equations: &mut Equations<G, Name>,
    y: &G::PublicBase,
    name: Name,
    context: &str,
    [blank, sum]: [Pair<G>; 2],
    proofs: &[Proof<G>],
) {
    disjunction::verify(equations, y, name, blank_text(context), [blank, sum], proofs);
}

/// Adds the equations of the overall proof of a question with blank: 1 + max − min + 1 proofs.
pub(crate) fn verify_overall<G: Group, Name>(
    equations: &mut Equations<G, Name>,
    y: &G::PublicBase,
    name: Name,
    context: &str,
    [blank, sum]: [Pair<G>; 2],
    min: u64,
    proofs: &[Proof<G>],
) {
    let branches = shifted(blank, 1).take(1).chain(shifted(sum, min));
    disjunction::verify(equations, y, name, overall_text(context), branches, proofs);
}
