//! Schnorr-like proofs (Belenios 3.3.0 §4.3): the pair of a challenge and a response, and the equations that
//! verifying them comes down to.
//!
//! Each proof of the protocol is checked alike: recompute commitments from challenges and responses, hash them after
//! a text, compare with the sum of the challenges. [`Equations`] collects the commitments of many proofs, so that they
//! are encoded together, and then compares. Which commitments and which text belongs to each kind of proof.

pub(crate) mod blank;
pub(crate) mod disjunction;
pub(crate) mod interval;
pub(crate) mod list;
pub(crate) mod nonzero;

use alloc::vec::Vec;
use core::fmt;

use crate::group::backend::Sink;
use crate::group::{Element, Group, Scalar};
use crate::hash::Transcript;
use crate::wire::{Reader, Wire, WireError};

/// A challenge and its response (`proof` in Belenios 3.3.0 §4.3). Both are public.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Proof<G: Group> {
    /// The challenge, modulo q.
    pub challenge: Scalar<G>,
    /// The response, modulo q.
    pub response: Scalar<G>,
}

impl<G: Group> fmt::Debug for Proof<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proof")
            .field("challenge", &self.challenge.to_public_text())
            .field("response", &self.response.to_public_text())
            .finish()
    }
}

impl<G: Group> Wire<G> for Proof<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"challenge\":")?;
        let challenge = reader.scalar()?;
        reader.expect(",\"response\":")?;
        let response = reader.scalar()?;
        reader.expect("}")?;
        Ok(Self { challenge, response })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.put(b"{\"challenge\":");
        self.challenge.write(out);
        out.put(b",\"response\":");
        self.response.write(out);
        out.put(b"}");
    }
}

/// The secret randomness w behind one commitment; answering a challenge consumes it, so it cannot be used twice.
pub(crate) struct Nonce<G: Group>(zeroize::Zeroizing<Scalar<G>>);

impl<G: Group> Nonce<G> {
    pub(crate) fn random(rng: &mut (impl rand_core::CryptoRng + ?Sized)) -> Self {
        Self(zeroize::Zeroizing::new(Scalar::random(rng)))
    }

    /// g^w, constant time.
    pub(crate) fn commit_generator(&self) -> G::Point {
        G::pow_generator(&self.0.0)
    }

    /// base^w, constant time.
    pub(crate) fn commit(&self, base: &G::Point) -> G::Point {
        G::pow(base, &self.0.0)
    }

    /// base^w, constant time, with a prepared base.
    pub(crate) fn commit_table(&self, base: &G::Table) -> G::Point {
        G::pow_table(base, &self.0.0)
    }

    /// The proof with response w − secret · challenge.
    pub(crate) fn answer(self, secret: &Scalar<G>, challenge: Scalar<G>) -> Proof<G> {
        Proof { challenge, response: *self.0 - *secret * challenge }
    }
}

impl<G: Group> fmt::Debug for Nonce<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nonce(<redacted>)")
    }
}

/// Makes the proof of knowledge of `secret` with commitment g^w, hashed after `text`.
pub(crate) fn prove_knowledge<G: Group>(
    secret: &Scalar<G>,
    mut text: Transcript,
    rng: &mut (impl rand_core::CryptoRng + ?Sized),
) -> Proof<G> {
    let nonce = Nonce::<G>::random(rng);
    text.element(&Element::<G>::of(nonce.commit_generator()));
    nonce.answer(secret, text.challenge())
}

/// Equations waiting for their commitments to be encoded; `Name` says which proof failed.
pub(crate) struct Equations<G: Group, Name> {
    commitments: Vec<G::Point>,
    checks: Vec<Check<G, Name>>,
}

struct Check<G: Group, Name> {
    name: Name,
    text: Transcript,
    /// Where this check's commitments end; they begin where those of the check before end.
    end: usize,
    challenge: Scalar<G>,
}

impl<G: Group, Name> Equations<G, Name> {
    pub(crate) fn new() -> Self {
        Self { commitments: Vec::new(), checks: Vec::new() }
    }

    /// Adds the commitment g^response · point^challenge.
    pub(crate) fn commit_generator(&mut self, proof: &Proof<G>, point: &G::Point) {
        self.push(G::commit_generator(&proof.response.0, point, &proof.challenge.0));
    }

    /// Adds the commitment base^response · point^challenge.
    pub(crate) fn commit(&mut self, base: &G::PublicBase, proof: &Proof<G>, point: &G::Point) {
        self.push(G::commit(base, &proof.response.0, point, &proof.challenge.0));
    }

    /// Adds a commitment computed elsewhere.
    pub(crate) fn push(&mut self, commitment: G::Point) {
        self.commitments.push(commitment);
    }

    /// Ends a check: `text` followed by the commitments added since the last check, with commas between them, must
    /// hash to `challenge`.
    pub(crate) fn check(&mut self, name: Name, text: Transcript, challenge: Scalar<G>) {
        self.checks.push(Check { name, text, end: self.commitments.len(), challenge });
    }

    /// Whether all equations hold.
    ///
    /// # Errors
    /// The name of the first proof whose equation does not.
    pub(crate) fn settle(self) -> Result<(), Name> {
        let commitments = Element::<G>::of_all(&self.commitments);
        let mut start = 0;
        for Check { name, mut text, end, challenge } in self.checks {
            text.elements(commitments.get(start..end).unwrap_or_default());
            if text.challenge::<G>() != challenge {
                return Err(name);
            }
            start = end;
        }
        Ok(())
    }
}

/// Verifies one proof of knowledge of the logarithm of `public` (commitment g^response · public^challenge).
pub(crate) fn verify_knowledge<G: Group>(proof: &Proof<G>, public: &Element<G>, text: Transcript) -> bool {
    let mut equations = Equations::new();
    equations.commit_generator(proof, &public.point);
    equations.check((), text, proof.challenge);
    equations.settle().is_ok()
}

/// g^exponent for a small public exponent. Variable time.
pub(crate) fn small_power<G: Group>(exponent: u64) -> G::Point {
    let mut power = G::identity();
    for bit in (0..u64::BITS - exponent.leading_zeros()).rev() {
        power = G::mul(&power, &power);
        if (exponent >> bit) & 1 == 1 {
            power = G::mul(&power, &G::generator());
        }
    }
    power
}
