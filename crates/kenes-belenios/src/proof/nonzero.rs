//! Proofs that a ciphertext encrypts something other than 0 (Belenios 3.3.0 §4.15).
//!
//! For (α, β) = (g^r, y^r · g^m) and a random s ≠ 0 the prover publishes A₀ = β^s · y^(−s·r) = g^(m·s), which is 1
//! only for m = 0, and proves to know an exponent pair that takes (β, y) to A₀ and (α, g) to 1.

use alloc::vec::Vec;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::blank::Opened;
use super::disjunction::ProverKey;
use super::{Equations, Nonce, Proof};
use crate::ciphertext::Pair;
use crate::group::{Element, Group, Scalar, backend::Sink as _};
use crate::hash::Transcript;
use crate::wire::{Reader, Wire, WireError};

/// The structure `nonzero_proof`.
#[derive(Clone, Debug)]
pub(crate) struct NonZeroProof<G: Group> {
    /// A₀.
    pub(crate) commitment: Element<G>,
    pub(crate) challenge: Scalar<G>,
    /// t₁ and t₂.
    pub(crate) response: [Scalar<G>; 2],
}

/// A₀ is the neutral element: the proof is of an encryption of 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EncryptsZero;

impl<G: Group> Wire<G> for NonZeroProof<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"commitment\":")?;
        let commitment = reader.element()?;
        reader.expect(",\"challenge\":")?;
        let challenge = reader.scalar()?;
        reader.expect(",\"response\":[")?;
        let first = reader.scalar()?;
        reader.expect(",")?;
        let second = reader.scalar()?;
        reader.expect("]}")?;
        Ok(Self { commitment, challenge, response: [first, second] })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { commitment, challenge, response: [first, second] } = self;
        out.put(b"{\"commitment\":");
        commitment.write(out);
        out.put(b",\"challenge\":");
        challenge.write(out);
        out.put(b",\"response\":[");
        first.write(out);
        out.put(b",");
        second.write(out);
        out.put(b"]}");
    }
}

/// The text before the commitments A₁ and A₂: `nonzero|S|A₀,`.
fn text<G: Group>(context: &str, commitment: &Element<G>) -> Transcript {
    let mut text = Transcript::new("nonzero|").with(context).with("|");
    text.element(commitment).put(b",");
    text
}

/// Proves that the value is not 0; for a value of 0 comes out A₀ = 1, which nobody accepts. Constant time.
///
/// The specification draws w₁ and w₂ and computes A₁ = α^w₁ · g^w₂ and A₂ = β^w₁ · y^w₂. The prover knows r and m, so
/// with v = r·w₁ + w₂ these are g^v and y^v · g^(m·w₁), and t₂ = w₂ + s·r·c is v − r·(w₁ − s·c) = v − r·t₁. Since w₂
/// is uniform and used nowhere else, v is drawn in its place: the bases are fixed, and the two responses have the
/// form that a [`Nonce`] gives, with the secret s and challenge c, and with the secret r and challenge t₁.
pub(crate) fn prove<G: Group>(
    key: &ProverKey<G>,
    context: &str,
    opened: &Opened<'_, G>,
    rng: &mut (impl CryptoRng + ?Sized),
) -> NonZeroProof<G> {
    let s = Zeroizing::new(random_nonzero::<G>(rng));
    let w1 = Nonce::<G>::random(rng);
    let v = Nonce::<G>::random(rng);
    let value = Zeroizing::new(Scalar::<G>::from(opened.value));
    let power_of_value = |exponent: &Scalar<G>| G::pow_generator(&Zeroizing::new(*value * *exponent).0);
    let a2 = G::mul(&v.commit_table(&key.y), &power_of_value(&w1.0));
    let commitment = Element::of(power_of_value(&s));
    let mut text = text(context, &commitment);
    text.elements(&Element::<G>::of_all(&[v.commit_generator(), a2]));
    let challenge = text.challenge();
    let Proof { challenge: _, response: t1 } = w1.answer(&s, challenge);
    let Proof { challenge: _, response: t2 } = v.answer(opened.randomness, t1);
    NonZeroProof { commitment, challenge, response: [t1, t2] }
}

/// Uniform but for 0, which becomes 1: at these sizes nobody sees the difference, and no loop waits for the generator.
fn random_nonzero<G: Group>(rng: &mut (impl CryptoRng + ?Sized)) -> Scalar<G> {
    let random = Scalar::<G>::random(rng);
    random + Scalar::from(u64::from(random.ct_eq(&Scalar::ZERO).unwrap_u8()))
}

/// Adds the equation of the proof that `pair` does not encrypt 0.
///
/// # Errors
/// [`EncryptsZero`] when A₀ = 1.
pub(crate) fn verify<G: Group, Name>(
    equations: &mut Equations<G, Name>,
    y: &G::PublicBase,
    name: Name,
    context: &str,
    pair: &Pair<G>,
    proof: &NonZeroProof<G>,
) -> Result<(), EncryptsZero> {
    let NonZeroProof { commitment, challenge, response: [t1, t2] } = proof;
    if commitment.is_identity() {
        return Err(EncryptsZero);
    }
    // A₁ = α^t₁ · g^t₂ and A₂ = β^t₁ · y^t₂ · A₀^c.
    equations.push(G::commit_generator(&t2.0, &pair.alpha, &t1.0));
    let claimed = G::product_of_powers(&[(challenge.0, commitment.point)]);
    equations.push(G::mul(&G::commit(y, &t2.0, &pair.beta, &t1.0), &claimed));
    equations.check(name, text(context, commitment), *challenge);
    Ok(())
}

#[cfg(test)]
mod tests {
    use core::convert::Infallible;

    use super::*;
    use crate::group::{Ed25519, backend::Backend as _};

    type Number = Scalar<Ed25519>;

    /// A generator that gives 0 only.
    struct Zeros;

    impl rand_core::TryRng for Zeros {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            Ok(0)
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            Ok(0)
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            bytes.fill(0);
            Ok(())
        }
    }

    impl rand_core::TryCryptoRng for Zeros {}

    /// Proves for a value with r = 7 and y = g⁵, and returns the proof and what its verification says.
    fn check(value: u64, rng: &mut impl CryptoRng) -> (NonZeroProof<Ed25519>, Result<bool, EncryptsZero>) {
        let power = |exponent: u64| Ed25519::pow_generator(&Number::from(exponent).0);
        let y = power(5);
        let key = ProverKey::<Ed25519> { y: Ed25519::table(&y) };
        let proof = prove(&key, "S", &Opened { value, randomness: &Number::from(7) }, rng);
        let pair = Pair { alpha: power(7), beta: power(35 + value) };
        let mut equations = Equations::new();
        let outcome = verify(&mut equations, &Ed25519::public_base(&y), (), "S", &pair, &proof);
        (proof, outcome.map(|()| equations.settle().is_ok()))
    }

    #[test]
    fn the_random_factor_is_never_zero() {
        let (proof, outcome) = check(3, &mut Zeros);
        assert!(proof.commitment == Element::power_of_generator(&Number::from(3)));
        assert_eq!(outcome, Ok(true));
    }

    /// Its equation holds: A₀ ≠ 1 is the statement.
    #[test]
    fn a_proof_for_zero_is_refused() {
        assert_eq!(check(0, &mut Zeros).1, Err(EncryptsZero));
    }

    #[test]
    fn the_hash_is_the_one_of_the_specification() {
        let (proof, _) = check(1, &mut Zeros);
        let neutral = Element::<Ed25519>::of(Ed25519::identity());
        let text = alloc::format!("nonzero|S|{},{neutral},{neutral}", proof.commitment);
        assert!(Transcript::new(&text).challenge::<Ed25519>() == proof.challenge);
    }
}
