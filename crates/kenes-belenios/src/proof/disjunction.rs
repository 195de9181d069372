//! Proofs that one of several ciphertexts encrypts 0, without saying which.
//!
//! Interval, blank and list proofs (Belenios 3.3.0 §4.12 to §4.14) are all of this shape: a branch is a ciphertext
//! divided by g to the value it would hold, and one branch must encrypt 0. They differ in the branches and in the
//! text that is hashed before the commitments.

use alloc::vec::Vec;

use rand_core::CryptoRng;
use subtle::Choice;
use zeroize::Zeroizing;

use super::{Equations, Proof};
use crate::ciphertext::Pair;
use crate::group::{Element, Group, Scalar};
use crate::hash::Transcript;

/// The prover's fixed bases: g, and y prepared for constant-time powers.
pub(crate) struct ProverKey<G: Group> {
    pub(crate) y: G::Table,
}

/// One branch as its prover knows it: a ciphertext (g^r, y^r · g^d).
pub(crate) struct Branch<G: Group> {
    /// r.
    pub(crate) randomness: Zeroizing<Scalar<G>>,
    /// d, which is 0 where the branch is true.
    pub(crate) difference: Zeroizing<Scalar<G>>,
    /// The one branch that is proved; the others are simulated. Its difference is 0.
    pub(crate) real: Choice,
}

/// Proves that one branch encrypts 0. `text` is what is hashed before the commitments.
///
/// The prover knows r and d in every branch, so a simulated branch needs fixed bases only: with w and c random and
/// the response w − r·c, the verifier's commitments g^response·α^c and y^response·β^c are g^w and y^w·g^(d·c). All
/// branches are computed alike and nothing branches on which one is real.
pub(crate) fn prove<G: Group>(
    key: &ProverKey<G>,
    mut text: Transcript,
    branches: &[Branch<G>],
    rng: &mut (impl CryptoRng + ?Sized),
) -> Vec<Proof<G>> {
    let nonces: Zeroizing<Vec<Scalar<G>>> =
        Zeroizing::new(branches.iter().map(|_| Scalar::random(rng)).collect());
    let drafts: Zeroizing<Vec<Scalar<G>>> =
        Zeroizing::new(branches.iter().map(|_| Scalar::random(rng)).collect());
    let mut commitments = Vec::with_capacity(2 * branches.len());
    for ((branch, w), c) in branches.iter().zip(nonces.iter()).zip(drafts.iter()) {
        let offset = Zeroizing::new(*branch.difference * *c);
        commitments.push(G::pow_generator(&w.0));
        commitments.push(G::mul(&G::pow_table(&key.y, &w.0), &G::pow_generator(&offset.0)));
    }
    text.elements(&Element::<G>::of_all(&commitments));
    // The real branch takes what the challenges of the others leave; its commitments do not depend on its draft.
    let remainder = text.challenge::<G>() - drafts.iter().copied().sum();
    let close = |((branch, w), c): ((&Branch<G>, &Scalar<G>), &Scalar<G>)| {
        let challenge = *c + Scalar::from(u64::from(branch.real.unwrap_u8())) * remainder;
        Proof { challenge, response: *w - *branch.randomness * challenge }
    };
    branches.iter().zip(nonces.iter()).zip(drafts.iter()).map(close).collect()
}

/// Adds the equations of a disjunction: the proofs, one per branch, whose challenges add up to the hash.
///
/// The caller has compared the number of proofs with the number of branches.
pub(crate) fn verify<G: Group, Name>(
    equations: &mut Equations<G, Name>,
    y: &G::PublicBase,
    name: Name,
    text: Transcript,
    branches: impl IntoIterator<Item = Pair<G>>,
    proofs: &[Proof<G>],
) {
    for (pair, proof) in branches.into_iter().zip(proofs) {
        equations.commit_generator(proof, &pair.alpha);
        equations.commit(y, proof, &pair.beta);
    }
    equations.check(name, text, proofs.iter().map(|proof| proof.challenge).sum());
}
