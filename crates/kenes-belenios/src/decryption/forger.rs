//! A trustee who lies: false factors with version 1 proofs that verify. For tests and test vectors only.

use alloc::vec::Vec;

use rand_core::CryptoRng;

use super::{BoundProof, PartialDecryption, proof_text};
use crate::election::Election;
use crate::group::{Element, Group, Scalar};
use crate::proof::Proof;
use crate::tally::{Column, EncryptedTally};
use crate::trustee::{TrusteeIndex, TrusteeSecretKey};

/// Replaces the factor of one ciphertext, and its proof, by a false one that verifies; makes the bound proof as if the
/// factors were right. Nothing happens when there is no such ciphertext.
///
/// The challenge c = H(φ, X, A, B) does not depend on F. So the forger picks w and any B = α^w · g^δ, lets A = g^w and
/// the response be w − x·c, and solves the verifier's equation B = α^response · F^c for F, which is α^x · g^(δ/c). The
/// error δ/c is random, since c depends on B: the forger can spoil a plaintext but not choose it.
pub fn forge<G: Group>(
    election: &Election<G>,
    tally: &EncryptedTally<G>,
    owner: TrusteeIndex,
    secret: &TrusteeSecretKey<G>,
    (question, index): (usize, usize),
    rng: &mut (impl CryptoRng + ?Sized),
) -> (PartialDecryption<G>, BoundProof<G>) {
    let (mut decryption, _) = super::decrypt(election, tally, owner, secret, rng);
    let (x, public_key) = (secret.scalar(), secret.element());
    if let Some(ciphertext) = tally.ciphertexts(question).nth(index) {
        let (w, delta) = (Scalar::<G>::random(rng), Scalar::<G>::random(rng));
        let a = Element::power_of_generator(&w);
        let b = Element::of(G::mul(&G::pow(&ciphertext.alpha.point, &w.0), &G::pow_generator(&delta.0)));
        let mut text = proof_text(election.fingerprint(), &public_key);
        text.elements([&a, &b]);
        let challenge = text.challenge::<G>();
        let response = w - *x * challenge;
        let rest = G::mul(&b.point, &G::inverse(&G::pow(&ciphertext.alpha.point, &response.0)));
        let factor = Element::of(G::pow(&rest, &challenge.invert().0));
        replace(decryption.factors.get_mut(question), index, factor);
        replace(decryption.proofs.get_mut(question), index, Proof { challenge, response });
    }
    let bound = BoundProof::prove(election, tally, owner, x, &public_key, &decryption, rng);
    (decryption, bound)
}

fn replace<T: Copy>(column: Option<&mut Column<T>>, index: usize, value: T) {
    if let Some(column) = column {
        let items = column.iter().enumerate().map(|(i, item)| if i == index { value } else { *item });
        *column = column.fill(&mut items.collect::<Vec<_>>().into_iter());
    }
}
