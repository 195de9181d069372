//! Making a shuffle and its proof (`GenShuffle` and `GenShuffleProof` of Belenios 3.3.0 §6).
//!
//! Secret exponents take constant-time powers only; what the permutation itself can leak is said at `Permutation`.
//! Lists of secrets are kept in the order of the output, so that only the ciphertexts, the commitments to the
//! permutation and the challenges u are ever permuted.

use alloc::vec::Vec;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::permutation::Permutation;
use super::{Commitments, Generators, Responses, Shuffle, ShuffleProof, Statement, map_zip};
use crate::ciphertext::{Ciphertext, Pair};
use crate::group::{Element, Group, Scalar};

type Secrets<G> = Zeroizing<Vec<Scalar<G>>>;

impl<G: Group> Shuffle<G> {
    /// Permutes and re-encrypts each list of `inputs` (non-homomorphic questions × ballots) and proves it, for the
    /// election with this public key and fingerprint (Belenios 3.3.0 §4.19).
    ///
    /// `fingerprint` is the Base64 of the election's hash. Each question gets its own permutation.
    pub fn prove(
        inputs: &[Vec<Ciphertext<G>>],
        public_key: &Element<G>,
        fingerprint: &str,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Self {
        Self::prove_with(inputs, public_key, fingerprint, &Generators::default(), rng)
    }

    /// [`Shuffle::prove`] with generators that were computed before.
    pub fn prove_with(
        inputs: &[Vec<Ciphertext<G>>],
        public_key: &Element<G>,
        fingerprint: &str,
        generators: &Generators<G>,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Self {
        let generators = generators.covering(inputs.iter().map(Vec::len).max().unwrap_or(0));
        let prover = Prover {
            public_key,
            y: G::table(&public_key.point),
            h: G::table(&generators.secondary),
            generators: &generators.list,
            fingerprint,
        };
        let (ciphertexts, proofs) = inputs.iter().map(|e| prover.shuffle(e, rng)).unzip();
        Self { ciphertexts, proofs }
    }
}

/// What the shuffles of all questions share.
struct Prover<'a, G: Group> {
    public_key: &'a Element<G>,
    y: G::Table,
    h: G::Table,
    generators: &'a [G::Point],
    fingerprint: &'a str,
}

impl<G: Group> Prover<'_, G> {
    /// `GenShuffle`, then the proof.
    fn shuffle(
        &self,
        e: &[Ciphertext<G>],
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> (Vec<Ciphertext<G>>, ShuffleProof<G>) {
        let psi = Permutation::random(e.len(), rng);
        let r_prime = randoms(e.len(), rng);
        let shuffled = self.re_encrypt(&psi, e, &r_prime);
        let proof = self.prove(e, &shuffled, &r_prime, &psi, rng);
        (shuffled, proof)
    }

    /// `GenShuffleProof`.
    fn prove(
        &self,
        e: &[Ciphertext<G>],
        shuffled: &[Ciphertext<G>],
        r_prime: &Secrets<G>,
        psi: &Permutation,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> ShuffleProof<G> {
        let r = randoms(e.len(), rng);
        let c = self.commit_to_permutation(psi, &r);
        let statement = Statement { fingerprint: self.fingerprint, e, shuffled, c: &c };
        let chain = Chain::new(Zeroizing::new(psi.gather(&statement.challenges())), rng);
        let c_hat = Element::of_all(&map_zip(&chain.g, &chain.h, |g, h| self.commit(g, h)));

        let nonces = Nonces::random(e.len(), rng);
        let t = self.commit_to_nonces(&nonces, &chain, shuffled);
        let challenge = Scalar::reduce(&statement.challenge(&t, &c_hat, self.public_key).0);
        let s = nonces.respond(challenge, &chain, &r, r_prime);
        ShuffleProof { t, s, c, c_hat }
    }

    /// e′ᵢ = (α·g^r′ᵢ, β·y^r′ᵢ) of the ciphertext at ψ(i). (`r_prime` is in the order of the output: §6 numbers it in
    /// the order of the input.)
    fn re_encrypt(&self, psi: &Permutation, e: &[Ciphertext<G>], r_prime: &Secrets<G>) -> Vec<Ciphertext<G>> {
        let points: Vec<_> = e.iter().map(|e| [e.alpha.point, e.beta.point]).collect();
        let permuted = Zeroizing::new(psi.gather(&points));
        Ciphertext::of_all(&map_zip(&permuted, r_prime, |[alpha, beta], r| Pair {
            alpha: G::mul(alpha, &G::pow_generator(&r.0)),
            beta: G::mul(beta, &G::pow_table(&self.y, &r.0)),
        }))
    }

    /// c at ψ(i) = g^rᵢ·hᵢ (`GenPermutationCommitment`; `r` again in the order of the output).
    fn commit_to_permutation(&self, psi: &Permutation, r: &Secrets<G>) -> Vec<Element<G>> {
        let commitments =
            Zeroizing::new(map_zip(r, self.generators, |r, h| G::mul(&G::pow_generator(&r.0), h)));
        Element::of_all(&psi.scatter(&commitments))
    }

    /// g^a·h^b.
    fn commit(&self, a: &Scalar<G>, b: &Scalar<G>) -> G::Point {
        G::mul(&G::pow_generator(&a.0), &G::pow_table(&self.h, &b.0))
    }

    /// t₁ = g^ω₁, t₂ = g^ω₂, t₃ = g^ω₃·∏hᵢ^ω′ᵢ, t₄ = (y^−ω₄·∏β′ᵢ^ω′ᵢ, g^−ω₄·∏α′ᵢ^ω′ᵢ), t̂ᵢ = g^ω̂ᵢ·ĉᵢ₋₁^ω′ᵢ.
    fn commit_to_nonces(
        &self,
        nonces: &Nonces<G>,
        chain: &Chain<G>,
        shuffled: &[Ciphertext<G>],
    ) -> Commitments<G> {
        let Nonces { w, w_hat, w_prime } = nonces;
        let [w1, w2, w3, w4] = &**w;
        let (hat_g, hat_h) = chain.commitment_exponents(w_hat, w_prime);
        let t_hat = Element::of_all(&map_zip(&hat_g, &hat_h, |g, h| self.commit(g, h)));

        let alphas: Vec<_> = shuffled.iter().map(|e| e.alpha.point).collect();
        let betas: Vec<_> = shuffled.iter().map(|e| e.beta.point).collect();
        let t3 = G::mul(&G::pow_generator(&w3.0), &secret_product::<G>(self.generators, w_prime));
        let t4_beta = G::mul(&G::pow_table(&self.y, &(-*w4).0), &secret_product::<G>(&betas, w_prime));
        let t4_alpha = G::mul(&G::pow_generator(&(-*w4).0), &secret_product::<G>(&alphas, w_prime));
        Commitments {
            t1: Element::power_of_generator(w1),
            t2: Element::power_of_generator(w2),
            t3: Element::of(t3),
            t4_beta: Element::of(t4_beta),
            t4_alpha: Element::of(t4_alpha),
            t_hat,
        }
    }
}

/// ∏ baseᵢ^exponentᵢ, constant time.
fn secret_product<G: Group>(bases: &[G::Point], exponents: &Secrets<G>) -> G::Point {
    let powers = Zeroizing::new(map_zip(bases, exponents, |base, exponent| G::pow(base, &exponent.0)));
    powers.iter().fold(G::identity(), |product, power| G::mul(&product, power))
}

fn randoms<G: Group>(n: usize, rng: &mut (impl CryptoRng + ?Sized)) -> Secrets<G> {
    Zeroizing::new((0..n).map(|_| Scalar::random(rng)).collect())
}

/// The chain of commitments ĉ₀ = h, ĉᵢ = g^r̂ᵢ·ĉᵢ₋₁^u′ᵢ (`GenCommitmentChain`) by its exponents.
///
/// The prover knows them: ĉᵢ = g^Rᵢ·h^Uᵢ with Rᵢ = r̂ᵢ + u′ᵢ·Rᵢ₋₁ and Uᵢ = u′ᵢ·Uᵢ₋₁, so that the powers are of two
/// fixed bases and none waits for another.
struct Chain<G: Group> {
    u_prime: Secrets<G>,
    r_hat: Secrets<G>,
    /// R₁, …, R_N.
    g: Secrets<G>,
    /// U₁, …, U_N.
    h: Secrets<G>,
}

impl<G: Group> Chain<G> {
    fn new(u_prime: Secrets<G>, rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let r_hat = randoms(u_prime.len(), rng);
        let (mut g, mut h) = (r_hat.clone(), u_prime.clone());
        let (mut last_g, mut last_h) = (Scalar::ZERO, Scalar::ONE);
        for ((g, h), u) in g.iter_mut().zip(h.iter_mut()).zip(u_prime.iter()) {
            *g = *g + *u * last_g;
            *h = *h * last_h;
            (last_g, last_h) = (*g, *h);
        }
        Self { u_prime, r_hat, g, h }
    }

    /// The exponents of g and h in t̂ᵢ = g^ω̂ᵢ·ĉᵢ₋₁^ω′ᵢ: ω̂ᵢ + ω′ᵢ·Rᵢ₋₁ and ω′ᵢ·Uᵢ₋₁.
    fn commitment_exponents(&self, w_hat: &Secrets<G>, w_prime: &Secrets<G>) -> (Secrets<G>, Secrets<G>) {
        let (mut g, mut h) = (w_hat.clone(), w_prime.clone());
        // The first base is h itself, whose exponents are 0 and 1.
        for ((g, w), last) in g.iter_mut().zip(w_prime.iter()).skip(1).zip(self.g.iter()) {
            *g = *g + *w * *last;
        }
        for (h, last) in h.iter_mut().skip(1).zip(self.h.iter()) {
            *h = *h * *last;
        }
        (g, h)
    }

    /// r̂ = ∑ r̂ᵢ·∏_{k>i} u′ₖ, which is R_N.
    fn r_hat_sum(&self) -> Scalar<G> {
        self.g.last().copied().unwrap_or(Scalar::ZERO)
    }
}

/// ω₁, …, ω₄, ω̂ᵢ and ω′ᵢ; responding consumes them, so that they cannot be used twice.
struct Nonces<G: Group> {
    w: Zeroizing<[Scalar<G>; 4]>,
    w_hat: Secrets<G>,
    w_prime: Secrets<G>,
}

impl<G: Group> Nonces<G> {
    fn random(n: usize, rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        Self {
            w: Zeroizing::new(core::array::from_fn(|_| Scalar::random(rng))),
            w_hat: randoms(n, rng),
            w_prime: randoms(n, rng),
        }
    }

    /// s₁ = ω₁ + c·∑rᵢ, s₂ = ω₂ + c·r̂, s₃ = ω₃ + c·∑rᵢuᵢ, s₄ = ω₄ + c·∑r′ᵢuᵢ, ŝᵢ = ω̂ᵢ + c·r̂ᵢ, s′ᵢ = ω′ᵢ + c·u′ᵢ.
    fn respond(self, c: Scalar<G>, chain: &Chain<G>, r: &Secrets<G>, r_prime: &Secrets<G>) -> Responses<G> {
        let [w1, w2, w3, w4] = &*self.w;
        let sum: Scalar<G> = r.iter().copied().sum();
        let each = |nonces: &Secrets<G>, secrets: &Secrets<G>| {
            nonces.iter().zip(secrets.iter()).map(|(w, secret)| *w + c * *secret).collect()
        };
        Responses {
            s1: *w1 + c * sum,
            s2: *w2 + c * chain.r_hat_sum(),
            s3: *w3 + c * dot(r, &chain.u_prime),
            s4: *w4 + c * dot(r_prime, &chain.u_prime),
            s_hat: each(&self.w_hat, &chain.r_hat),
            s_prime: each(&self.w_prime, &chain.u_prime),
        }
    }
}

/// ∑ aᵢ·bᵢ.
fn dot<G: Group>(a: &Secrets<G>, b: &Secrets<G>) -> Scalar<G> {
    a.iter().zip(b.iter()).map(|(a, b)| *a * *b).sum()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{FINGERPRINT, ciphertexts, key_pair, rng};
    use super::super::{ShuffleEquation, ShuffleError};
    use super::*;
    use crate::group::backend::Backend as _;
    use crate::group::{Ed25519, Rfc3526};

    fn decrypt<G: Group>(x: &Scalar<G>, list: &[Ciphertext<G>]) -> Vec<Element<G>> {
        let plain = |e: &Ciphertext<G>| {
            Element::of(G::mul(&e.beta.point, &G::inverse(&G::pow(&e.alpha.point, &x.0))))
        };
        let mut plain: Vec<_> = list.iter().map(plain).collect();
        plain.sort_unstable();
        plain
    }

    /// Two shuffles in a row of questions with these numbers of ballots.
    fn check<G: Group>(ballots: &[usize]) {
        let mut rng = rng(1);
        let (x, y) = key_pair(&mut rng);
        let inputs: Vec<_> = ballots.iter().map(|&n| ciphertexts::<G>(n, &y, &mut rng)).collect();
        let mut before = inputs.clone();
        let generators = Generators::new(2);
        for _ in 0..2 {
            let shuffle = Shuffle::prove_with(&before, &y, FINGERPRINT, &generators, &mut rng);
            assert_eq!(Shuffle::parse(&shuffle.to_bytes()).unwrap(), shuffle);
            let verified = shuffle.verify_with(&before, &y, FINGERPRINT, &generators).unwrap();
            for ((input, old), new) in inputs.iter().zip(&before).zip(verified.ciphertexts()) {
                assert_eq!(decrypt(&x, input), decrypt(&x, new));
                assert!(new.iter().all(|e| !old.contains(e)));
                assert!(new.len() < 10 || plain_order(&x, old) != plain_order(&x, new));
            }
            before = verified.into_ciphertexts();
        }
    }

    fn plain_order<G: Group>(x: &Scalar<G>, list: &[Ciphertext<G>]) -> Vec<Element<G>> {
        list.iter().flat_map(|e| decrypt(x, core::slice::from_ref(e))).collect()
    }

    #[test]
    fn shuffles_verify_and_keep_the_plaintexts() {
        for ballots in [&[][..], &[0], &[1], &[2], &[17], &[600], &[3, 0, 1]] {
            check::<Ed25519>(ballots);
        }
        check::<Rfc3526>(&[3, 0, 1]);
    }

    fn prover<'a>(y: &'a Element<Ed25519>, generators: &'a Generators<Ed25519>) -> Prover<'a, Ed25519> {
        Prover {
            public_key: y,
            y: Ed25519::table(&y.point),
            h: Ed25519::table(&generators.secondary),
            generators: &generators.list,
            fingerprint: FINGERPRINT,
        }
    }

    /// Proves `cheat`ed outputs with everything else as it should be.
    fn check_cheat(cheat: impl FnOnce(&mut Vec<Ciphertext<Ed25519>>), expected: Option<ShuffleEquation>) {
        let mut rng = rng(2);
        let (_, y) = key_pair(&mut rng);
        let e = ciphertexts(5, &y, &mut rng);
        let generators = Generators::new(5);
        let prover = prover(&y, &generators);
        let (psi, r_prime) = (Permutation::random(5, &mut rng), randoms(5, &mut rng));
        let mut shuffled = prover.re_encrypt(&psi, &e, &r_prime);
        cheat(&mut shuffled);
        let proof = prover.prove(&e, &shuffled, &r_prime, &psi, &mut rng);
        let shuffle = Shuffle { ciphertexts: alloc::vec![shuffled], proofs: alloc::vec![proof] };
        let result = shuffle.verify(&[e], &y, FINGERPRINT).map(|_| ());
        let error = expected.map(|equation| ShuffleError::Equation { question: 0, equation });
        assert_eq!(result.err(), error);
    }

    #[test]
    fn a_prover_cannot_change_a_ballot() {
        let g = Ed25519::generator();
        check_cheat(|_| (), None);
        check_cheat(|e| e[3].alpha = Element::of(e[3].alpha.point + g), Some(ShuffleEquation::T4));
        check_cheat(|e| e[3].beta = Element::of(e[3].beta.point + g), Some(ShuffleEquation::T4));
        check_cheat(|e| e[0] = e[1], Some(ShuffleEquation::T4));
        check_cheat(|e| e.swap(0, 1), Some(ShuffleEquation::T4));
    }

    #[test]
    fn a_prover_cannot_drop_a_ballot_for_the_copy_of_another() {
        let mut rng = rng(3);
        let (_, y) = key_pair(&mut rng);
        let e = ciphertexts(3, &y, &mut rng);
        let generators = Generators::new(3);
        let psi = Permutation::of([0, 0, 2]);
        let prover = prover(&y, &generators);
        let r_prime = randoms(3, &mut rng);
        let shuffled = prover.re_encrypt(&psi, &e, &r_prime);
        let proof = prover.prove(&e, &shuffled, &r_prime, &psi, &mut rng);
        let shuffle = Shuffle { ciphertexts: alloc::vec![shuffled], proofs: alloc::vec![proof] };
        assert!(shuffle.verify(&[e], &y, FINGERPRINT).is_err());
    }

    #[test]
    fn the_same_randomness_gives_the_same_bytes_and_other_randomness_others() {
        let (_, y) = key_pair::<Ed25519>(&mut rng(4));
        let e = [ciphertexts(4, &y, &mut rng(5))];
        let bytes = |seed| Shuffle::prove(&e, &y, FINGERPRINT, &mut rng(seed)).to_bytes();
        assert_eq!(bytes(6), bytes(6));
        assert_ne!(bytes(6), bytes(7));
    }
}
