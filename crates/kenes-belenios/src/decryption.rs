//! Partial decryptions (Belenios 3.3.0 §4.20): what each trustee makes of the encrypted tally, and its verification.
//!
//! Owns the structure and its version 1 proofs. What these proofs do not show, the bound proof shows ([`BoundProof`]);
//! how the decryptions of several trustees become one is in [`DecryptionSet`].

mod bound;
mod combine;
#[cfg(any(test, feature = "testing"))]
pub mod forger;

use alloc::vec::Vec;

use rand_core::CryptoRng;

pub use self::bound::{
    BoundDocument, BoundDocumentError, BoundError, BoundProof, DuplicateOwner, VerifiedBound,
};
pub(crate) use self::combine::lagrange;
pub use self::combine::{CombineError, DecryptionSet, DecryptionSetError, Factors, OtherTrustees};
use crate::ciphertext::Ciphertext;
use crate::election::Election;
use crate::group::{Element, Group, Scalar, backend::Sink as _};
use crate::hash::{Digest, Transcript};
use crate::parallel;
use crate::proof::{Equations, Nonce, Proof};
use crate::tally::{Column, EncryptedTally};
use crate::trustee::{TrusteeIndex, TrusteeSecretKey};
use crate::wire::{self, Reader, Wire, WireError};

/// One trustee's partial decryption, not yet verified (`partial_decryption` in Belenios 3.3.0 §4.20): for each
/// ciphertext (α, β) of the tally the factor F = α^x and a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartialDecryption<G: Group> {
    factors: Vec<Column<Element<G>>>,
    proofs: Vec<Column<Proof<G>>>,
}

/// A partial decryption whose version 1 proofs hold. Only [`PartialDecryption::verify`] makes one.
///
/// It may still hold false factors made by the trustee: version 1 hashes neither ciphertext nor factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedDecryption<G: Group> {
    digest: Digest,
    public_key: Element<G>,
    factors: Vec<Vec<Element<G>>>,
}

impl<G: Group> VerifiedDecryption<G> {
    /// The hash of the structure, by which the bound proof refers to it.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// X, the key against which it was verified.
    pub fn public_key(&self) -> &Element<G> {
        &self.public_key
    }

    /// Questions × ciphertexts.
    pub(crate) fn factors(&self) -> &[Vec<Element<G>>] {
        &self.factors
    }
}

/// A partial decryption does not verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecryptionError {
    /// Not one list of factors and one of proofs for each question.
    #[error("{factors} lists of factors and {proofs} of proofs for {expected} questions")]
    Questions {
        /// How many questions there are.
        expected: usize,
        /// How many lists of factors there are.
        factors: usize,
        /// How many lists of proofs there are.
        proofs: usize,
    },
    /// Not one factor for each ciphertext.
    #[error("question {}: the factors do not match the ciphertexts in number", question + 1)]
    Factors {
        /// Which question, from 0.
        question: usize,
    },
    /// Not one proof for each ciphertext.
    #[error("question {}: the proofs do not match the ciphertexts in number", question + 1)]
    Proofs {
        /// Which question, from 0.
        question: usize,
    },
    /// A proof does not hold.
    #[error("question {}: the proof of factor {} does not hold", question + 1, index + 1)]
    Proof {
        /// Which question, from 0.
        question: usize,
        /// Which ciphertext of it, from 0, counted through the lists of a lists question.
        index: usize,
    },
}

impl<G: Group> PartialDecryption<G> {
    /// Reads the bytes of a `partial_decryption` and checks that each factor is in the prime-order subgroup.
    ///
    /// # Errors
    /// [`WireError`] says where the form, an element or a scalar is not canonical.
    pub fn parse(bytes: &[u8]) -> Result<Self, WireError> {
        wire::parse(bytes)
    }

    /// The one serialization.
    pub fn to_bytes(&self) -> Vec<u8> {
        wire::to_bytes(self)
    }

    /// Checks shape and proofs against the tally, its non-homomorphic ciphertexts shuffled, and the trustee's key X.
    ///
    /// # Errors
    /// [`DecryptionError`] names the first factor whose proof does not hold.
    pub fn verify(
        self,
        election: &Election<G>,
        tally: &EncryptedTally<G>,
        public_key: &Element<G>,
    ) -> Result<VerifiedDecryption<G>, DecryptionError> {
        self.check_shape(tally)?;
        let claims = self.claims(tally);
        let text = proof_text(election.fingerprint(), public_key);
        let batches: Vec<_> = claims.chunks(BATCH).collect();
        parallel::map(&batches, |batch| verify_batch(batch, public_key, &text))
            .into_iter()
            .collect::<Result<(), _>>()?;
        Ok(VerifiedDecryption {
            digest: Digest::of(&self.to_bytes()),
            public_key: *public_key,
            factors: self.factors.iter().map(|column| column.iter().copied().collect()).collect(),
        })
    }

    fn check_shape(&self, tally: &EncryptedTally<G>) -> Result<(), DecryptionError> {
        let Self { factors, proofs } = self;
        let expected = tally.questions();
        if factors.len() != expected || proofs.len() != expected {
            return Err(DecryptionError::Questions {
                expected,
                factors: factors.len(),
                proofs: proofs.len(),
            });
        }
        for (question, ((ciphertexts, factors), proofs)) in
            tally.columns().zip(factors).zip(proofs).enumerate()
        {
            if !factors.has_shape_of(ciphertexts) {
                return Err(DecryptionError::Factors { question });
            }
            if !proofs.has_shape_of(ciphertexts) {
                return Err(DecryptionError::Proofs { question });
            }
        }
        Ok(())
    }

    /// What each proof says, the shape having been checked.
    fn claims<'a>(&'a self, tally: &'a EncryptedTally<G>) -> Vec<Claim<'a, G>> {
        let columns = tally.columns().zip(&self.factors).zip(&self.proofs);
        columns
            .enumerate()
            .flat_map(|(question, ((ciphertexts, factors), proofs))| {
                let parts = ciphertexts.iter().zip(factors.iter()).zip(proofs.iter()).enumerate();
                parts.map(move |(index, ((ciphertext, factor), proof))| Claim {
                    question,
                    index,
                    alpha: &ciphertext.alpha,
                    factor,
                    proof,
                })
            })
            .collect()
    }
}

/// Proofs whose commitments are encoded together.
const BATCH: usize = 64;

/// A factor said to be α^x.
struct Claim<'a, G: Group> {
    question: usize,
    index: usize,
    alpha: &'a Element<G>,
    factor: &'a Element<G>,
    proof: &'a Proof<G>,
}

/// The text before the commitments: `decrypt|φ|X|`.
fn proof_text<G: Group>(fingerprint: &str, public_key: &Element<G>) -> Transcript {
    let mut text = Transcript::new("decrypt|").with(fingerprint).with("|");
    text.element(public_key);
    text.with("|")
}

/// Checks challenge = H(`decrypt|φ|X|A,B`) with A = g^response · X^challenge and B = α^response · F^challenge.
fn verify_batch<G: Group>(
    claims: &[Claim<'_, G>],
    public_key: &Element<G>,
    text: &Transcript,
) -> Result<(), DecryptionError> {
    let mut equations = Equations::new();
    for &Claim { question, index, alpha, factor, proof } in claims {
        commit_equal_logs(&mut equations, proof, &public_key.point, [&alpha.point, &factor.point]);
        equations.check(DecryptionError::Proof { question, index }, text.clone(), proof.challenge);
    }
    equations.settle()
}

/// Adds A = g^response · X^challenge and B = base^response · power^challenge, the commitments of a proof by Chaum and
/// Pedersen that X and `power` have the same logarithm to the bases g and `base`.
pub(crate) fn commit_equal_logs<G: Group, Name>(
    equations: &mut Equations<G, Name>,
    proof: &Proof<G>,
    public_key: &G::Point,
    [base, power]: [&G::Point; 2],
) {
    equations.commit_generator(proof, public_key);
    equations.push(G::product_of_powers(&[(proof.response.0, *base), (proof.challenge.0, *power)]));
}

/// Makes a trustee's partial decryption and the bound proof beside it (Belenios 3.3.0 §4.20).
///
/// `tally` has its non-homomorphic ciphertexts shuffled; `owner` is the trustee's number. The private key takes constant-time paths only.
pub fn decrypt<G: Group>(
    election: &Election<G>,
    tally: &EncryptedTally<G>,
    owner: TrusteeIndex,
    secret: &TrusteeSecretKey<G>,
    rng: &mut (impl CryptoRng + ?Sized),
) -> (PartialDecryption<G>, BoundProof<G>) {
    let x = secret.scalar();
    let public_key = secret.element();
    let decryption = PartialDecryption::of(tally, x, &proof_text(election.fingerprint(), &public_key), rng);
    let bound = BoundProof::prove(election, tally, owner, x, &public_key, &decryption, rng);
    (decryption, bound)
}

impl<G: Group> PartialDecryption<G> {
    fn of(
        tally: &EncryptedTally<G>,
        x: &Scalar<G>,
        text: &Transcript,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Self {
        let ciphertexts: Vec<&Ciphertext<G>> = tally.columns().flat_map(Column::iter).collect();
        let alphas: Vec<G::Point> = ciphertexts.iter().map(|ciphertext| ciphertext.alpha.point).collect();
        let nonces: Vec<Nonce<G>> = alphas.iter().map(|_| Nonce::random(rng)).collect();
        let work: Vec<_> = alphas.iter().zip(&nonces).collect();
        let batches: Vec<_> = work.chunks(BATCH).collect();
        let powers = parallel::map(&batches, |batch| {
            let powers = |&(alpha, nonce): &(&G::Point, &Nonce<G>)| {
                [G::pow(alpha, &x.0), nonce.commit_generator(), nonce.commit(alpha)]
            };
            Element::<G>::of_all(&batch.iter().flat_map(powers).collect::<Vec<_>>())
        });
        let mut factors = Vec::with_capacity(nonces.len());
        let mut proofs = Vec::with_capacity(nonces.len());
        for (nonce, powers) in nonces.into_iter().zip(powers.concat().chunks(3)) {
            // Factor, A, B.
            if let Some((factor, commitments)) = powers.split_first() {
                let mut text = text.clone();
                text.elements(commitments);
                factors.push(*factor);
                proofs.push(nonce.answer(x, text.challenge()));
            }
        }
        let (mut factors, mut proofs) = (factors.into_iter(), proofs.into_iter());
        Self {
            factors: tally.columns().map(|column| column.fill(&mut factors)).collect(),
            proofs: tally.columns().map(|column| column.fill(&mut proofs)).collect(),
        }
    }
}

impl<G: Group> Wire<G> for PartialDecryption<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"decryption_factors\":")?;
        let factors = reader.list()?;
        reader.expect(",\"decryption_proofs\":")?;
        let proofs = reader.list()?;
        reader.expect("}")?;
        Ok(Self { factors, proofs })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { factors, proofs } = self;
        out.put(b"{\"decryption_factors\":");
        factors.write(out);
        out.put(b",\"decryption_proofs\":");
        proofs.write(out);
        out.put(b"}");
    }
}

#[cfg(test)]
mod tests;
