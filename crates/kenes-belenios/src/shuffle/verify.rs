//! Checking a shuffle (`CheckShuffleProof` of Belenios 3.3.0 §6). Variable time: everything here is public.

use alloc::vec::Vec;

use super::error::{ShuffleEquation, ShuffleError, ShuffleList};
use super::{Commitments, Generators, Responses, Shuffle, ShuffleProof, Statement, join};
use crate::ciphertext::Ciphertext;
use crate::group::{Element, Group, Scalar};
use crate::hash::{Digest, Transcript};

/// A shuffle whose outputs are its inputs re-encrypted and permuted. Only [`Shuffle::verify`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedShuffle<G: Group>(Shuffle<G>);

impl<G: Group> VerifiedShuffle<G> {
    /// The outputs, non-homomorphic questions × ballots: the inputs of the next shuffle, or what is decrypted.
    pub fn ciphertexts(&self) -> &[Vec<Ciphertext<G>>] {
        &self.0.ciphertexts
    }

    /// The structure as it was published.
    pub fn as_shuffle(&self) -> &Shuffle<G> {
        &self.0
    }

    /// The outputs, without a copy.
    pub fn into_ciphertexts(self) -> Vec<Vec<Ciphertext<G>>> {
        self.0.ciphertexts
    }
}

impl<G: Group> Shuffle<G> {
    /// Checks that each list is a permutation of re-encryptions of the same list of `inputs` (non-homomorphic
    /// questions × ballots), for the election with this public key and fingerprint (Belenios 3.3.0 §4.19).
    ///
    /// `inputs` are the non-homomorphic ciphertexts of the encrypted tally for the first shuffle, the outputs of the
    /// shuffle before for each later one; `fingerprint` is the Base64 of the election's hash.
    ///
    /// # Errors
    /// [`ShuffleError::Questions`] and [`ShuffleError::Length`] for wrong shapes, [`ShuffleError::Equation`] for a
    /// proof that does not hold.
    pub fn verify(
        self,
        inputs: &[Vec<Ciphertext<G>>],
        public_key: &Element<G>,
        fingerprint: &str,
    ) -> Result<VerifiedShuffle<G>, ShuffleError> {
        self.verify_with(inputs, public_key, fingerprint, &Generators::default())
    }

    /// [`Shuffle::verify`] with generators that were computed before.
    ///
    /// # Errors
    /// As [`Shuffle::verify`].
    pub fn verify_with(
        self,
        inputs: &[Vec<Ciphertext<G>>],
        public_key: &Element<G>,
        fingerprint: &str,
        generators: &Generators<G>,
    ) -> Result<VerifiedShuffle<G>, ShuffleError> {
        self.check_shape(inputs)?;
        let generators = generators.covering(inputs.iter().map(Vec::len).max().unwrap_or(0));
        let lists = inputs.iter().zip(&self.ciphertexts).zip(&self.proofs);
        for (question, ((e, shuffled), proof)) in lists.enumerate() {
            let statement = Statement { fingerprint, e, shuffled, c: &proof.c };
            Check::new(statement, proof, public_key, &generators)
                .run()
                .map_err(|equation| ShuffleError::Equation { question, equation })?;
        }
        Ok(VerifiedShuffle(self))
    }

    fn check_shape(&self, inputs: &[Vec<Ciphertext<G>>]) -> Result<(), ShuffleError> {
        let (expected, ciphertexts, proofs) = (inputs.len(), self.ciphertexts.len(), self.proofs.len());
        if ciphertexts != expected || proofs != expected {
            return Err(ShuffleError::Questions { expected, ciphertexts, proofs });
        }
        for (question, ((e, shuffled), proof)) in
            inputs.iter().zip(&self.ciphertexts).zip(&self.proofs).enumerate()
        {
            let expected = e.len();
            for (list, actual) in [
                (ShuffleList::Ciphertexts, shuffled.len()),
                (ShuffleList::THat, proof.t.t_hat.len()),
                (ShuffleList::SHat, proof.s.s_hat.len()),
                (ShuffleList::SPrime, proof.s.s_prime.len()),
                (ShuffleList::C, proof.c.len()),
                (ShuffleList::CHat, proof.c_hat.len()),
            ] {
                if actual != expected {
                    return Err(ShuffleError::Length { question, list, expected, actual });
                }
            }
        }
        Ok(())
    }
}

type Outcome = Result<(), ShuffleEquation>;

/// The check of one question, all its lists having the same length.
struct Check<'a, G: Group> {
    statement: Statement<'a, G>,
    t: &'a Commitments<G>,
    s: &'a Responses<G>,
    c_hat: &'a [Element<G>],
    public_key: &'a Element<G>,
    generators: &'a Generators<G>,
    u: Vec<Scalar<G>>,
    /// The hash whose residue is `challenge`.
    digest: Digest,
    challenge: Scalar<G>,
}

impl<'a, G: Group> Check<'a, G> {
    fn new(
        statement: Statement<'a, G>,
        proof: &'a ShuffleProof<G>,
        public_key: &'a Element<G>,
        generators: &'a Generators<G>,
    ) -> Self {
        let ShuffleProof { t, s, c: _, c_hat } = proof;
        let u = statement.challenges();
        let digest = statement.challenge(t, c_hat, public_key);
        let challenge = Scalar::reduce(&digest.0);
        Self { statement, t, s, c_hat, public_key, generators, u, digest, challenge }
    }

    fn run(&self) -> Outcome {
        self.t1()?;
        self.t2()?;
        let (t3, (t4, t_hat)) = join(|| self.t3(), || join(|| self.t4(), || self.t_hat()));
        t3?;
        t4?;
        t_hat
    }

    /// t₁ = c̄^−c·g^s₁, c̄ = ∏cᵢ / ∏hᵢ.
    fn t1(&self) -> Outcome {
        let product = |points: &mut dyn Iterator<Item = G::Point>| {
            points.fold(G::identity(), |product, point| G::mul(&product, &point))
        };
        let c = product(&mut self.statement.c.iter().map(|c| c.point));
        let h = product(&mut self.first_generators());
        let c_bar = G::mul(&c, &G::inverse(&h));
        let t1 = G::commit_generator(&self.s.s1.0, &c_bar, &(-self.challenge).0);
        holds(ShuffleEquation::T1, &self.t.t1, t1)
    }

    /// t₂ = ĉ^−c·g^s₂, ĉ = ĉ_N / h^u, u = ∏uᵢ.
    fn t2(&self) -> Outcome {
        let h = self.generators.secondary;
        let u = self.u.iter().fold(Scalar::ONE, |product, u| product * *u);
        // Without ballots the chain is h alone.
        let last = self.c_hat.last().map_or(h, |c_hat| c_hat.point);
        let t2 = G::product_of_powers(&[
            ((-self.challenge).0, last),
            ((self.challenge * u).0, h),
            (self.s.s2.0, G::generator()),
        ]);
        holds(ShuffleEquation::T2, &self.t.t2, t2)
    }

    /// t₃ = c̃^−c·g^s₃·∏hᵢ^s′ᵢ, c̃ = ∏cᵢ^uᵢ.
    fn t3(&self) -> Outcome {
        let (c_tilde, h) = join(
            || product_of_powers::<G>(self.statement.c.iter().map(|c| c.point), &self.u),
            || product_of_powers::<G>(self.first_generators(), &self.s.s_prime),
        );
        let t3 = G::mul(&G::commit_generator(&self.s.s3.0, &c_tilde, &(-self.challenge).0), &h);
        holds(ShuffleEquation::T3, &self.t.t3, t3)
    }

    /// t₄ = (β^−c·y^−s₄·∏β′ᵢ^s′ᵢ, α^−c·g^−s₄·∏α′ᵢ^s′ᵢ), α = ∏αᵢ^uᵢ, β = ∏βᵢ^uᵢ.
    fn t4(&self) -> Outcome {
        let (beta, alpha) = join(
            || self.t4_component(&self.public_key.point, |e| e.beta.point),
            || self.t4_component(&G::generator(), |e| e.alpha.point),
        );
        holds(ShuffleEquation::T4, &self.t.t4_beta, beta)?;
        holds(ShuffleEquation::T4, &self.t.t4_alpha, alpha)
    }

    fn t4_component(
        &self,
        base: &G::Point,
        component: impl Fn(&Ciphertext<G>) -> G::Point + Copy + Sync + Send,
    ) -> G::Point {
        let (before, after) = join(
            || product_of_powers::<G>(self.statement.e.iter().map(component), &self.u),
            || product_of_powers::<G>(self.statement.shuffled.iter().map(component), &self.s.s_prime),
        );
        let rest = G::product_of_powers(&[((-self.challenge).0, before), ((-self.s.s4).0, *base)]);
        G::mul(&rest, &after)
    }

    /// t̂ᵢ = ĉᵢ^−c·g^ŝᵢ·ĉᵢ₋₁^s′ᵢ for each i, ĉ₀ = h: all at once, and one by one if that fails.
    fn t_hat(&self) -> Outcome {
        if self.t_hat_together() { Ok(()) } else { self.t_hat_each() }
    }

    /// Whether ∏ (t̂ᵢ·ĉᵢ^c·g^−ŝᵢ·ĉᵢ₋₁^−s′ᵢ)^ρᵢ = 1 for coefficients ρᵢ below 2¹²⁸.
    ///
    /// Every element is in the group of prime order q, so the i-th factor is g^dᵢ, the i-th equation is dᵢ = 0, and
    /// the product is 1 if and only if ∑ρᵢdᵢ = 0 modulo q. If some dᵢ is not 0, then for any choice of the other
    /// coefficients at most one value of ρᵢ makes the sum 0 (2¹²⁸ < q). The coefficients are hashes of all that the
    /// equations are made of: the digest, of which c is the residue, covers t̂ and ĉ, and ŝ and s′ follow it. So
    /// each false proof that is tried passes with probability 2^-128 in the random oracle model, in which the proof
    /// itself is sound. What holds exactly always passes.
    fn t_hat_together(&self) -> bool {
        let mut terms = Vec::with_capacity(2 * self.u.len() + 2);
        let mut of_generator = Scalar::ZERO;
        // ĉᵢ occurs in the equations i and i + 1; its exponent is complete in the second.
        let (mut last, mut of_last) = (self.generators.secondary, Scalar::ZERO);
        let links = self.t.t_hat.iter().zip(self.c_hat).zip(&self.s.s_hat).zip(&self.s.s_prime);
        for ((((t_hat, c_hat), s_hat), s_prime), rho) in links.zip(self.coefficients()) {
            terms.push((rho.0, t_hat.point));
            terms.push(((of_last - rho * *s_prime).0, last));
            of_generator = of_generator - rho * *s_hat;
            (last, of_last) = (c_hat.point, rho * self.challenge);
        }
        terms.push((of_last.0, last));
        terms.push((of_generator.0, G::generator()));
        G::is_identity(&G::product_of_powers(&terms))
    }

    /// ρ₁, ρ₂, …, two from each hash.
    fn coefficients(&self) -> impl Iterator<Item = Scalar<G>> {
        let mut seed = Transcript::new("kenes/shuffle-links/v1|").with(self.digest.0);
        for s in self.s.s_hat.iter().chain(&self.s.s_prime) {
            s.write_text(&mut seed);
            seed = seed.with(",");
        }
        let seed = seed.digest();
        (0u64..).flat_map(move |block| {
            let Digest(bytes) = Transcript::new("").with(seed.0).with(block.to_be_bytes()).digest();
            let (first, second) = bytes.split_at(16);
            [Scalar::reduce(first), Scalar::reduce(second)]
        })
    }

    /// The equations as they stand in the specification, which decide, and name the first that fails.
    fn t_hat_each(&self) -> Outcome {
        let mut last = self.generators.secondary;
        let links = self.t.t_hat.iter().zip(self.c_hat).zip(&self.s.s_hat).zip(&self.s.s_prime);
        for (index, (((t_hat, c_hat), s_hat), s_prime)) in links.enumerate() {
            let link = G::product_of_powers(&[
                ((-self.challenge).0, c_hat.point),
                (s_hat.0, G::generator()),
                (s_prime.0, last),
            ]);
            holds(ShuffleEquation::THat { index }, t_hat, link)?;
            last = c_hat.point;
        }
        Ok(())
    }

    /// h₁, …, h_N.
    fn first_generators(&self) -> impl Iterator<Item = G::Point> {
        self.generators.list.iter().copied().take(self.u.len())
    }
}

fn holds<G: Group>(equation: ShuffleEquation, given: &Element<G>, computed: G::Point) -> Outcome {
    let quotient = G::mul(&computed, &G::inverse(&given.point));
    if G::is_identity(&quotient) { Ok(()) } else { Err(equation) }
}

/// ∏ baseᵢ^exponentᵢ.
fn product_of_powers<G: Group>(bases: impl Iterator<Item = G::Point>, exponents: &[Scalar<G>]) -> G::Point {
    let terms: Vec<_> = exponents.iter().map(|exponent| exponent.0).zip(bases).collect();
    G::product_of_powers(&terms)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{FINGERPRINT, ciphertexts, key_pair, rng};
    use super::*;
    use crate::group::Ed25519;
    use crate::group::backend::Backend as _;
    use proptest::prelude::*;

    struct Case {
        y: Element<Ed25519>,
        inputs: Vec<Vec<Ciphertext<Ed25519>>>,
        shuffle: Shuffle<Ed25519>,
    }

    /// Two questions of 4 and 3 ballots.
    fn case() -> Case {
        let mut rng = rng(9);
        let (_, y) = key_pair(&mut rng);
        let inputs = [4, 3].map(|n| ciphertexts(n, &y, &mut rng)).to_vec();
        let shuffle = Shuffle::prove(&inputs, &y, FINGERPRINT, &mut rng);
        Case { y, inputs, shuffle }
    }

    fn verify(case: Case) -> Result<(), ShuffleError> {
        case.shuffle.verify(&case.inputs, &case.y, FINGERPRINT).map(|_| ())
    }

    fn check(alter: impl FnOnce(&mut Case), expected: Result<(), ShuffleError>) {
        let mut case = case();
        alter(&mut case);
        assert_eq!(verify(case), expected);
    }

    fn equation(question: usize, equation: ShuffleEquation) -> Result<(), ShuffleError> {
        Err(ShuffleError::Equation { question, equation })
    }

    #[test]
    fn each_response_has_its_equation() {
        let one = Scalar::ONE;
        check(|_| (), Ok(()));
        check(
            |c| c.shuffle.proofs[0].s.s1 = c.shuffle.proofs[0].s.s1 + one,
            equation(0, ShuffleEquation::T1),
        );
        check(
            |c| c.shuffle.proofs[1].s.s2 = c.shuffle.proofs[1].s.s2 + one,
            equation(1, ShuffleEquation::T2),
        );
        check(
            |c| c.shuffle.proofs[0].s.s3 = c.shuffle.proofs[0].s.s3 + one,
            equation(0, ShuffleEquation::T3),
        );
        check(
            |c| c.shuffle.proofs[1].s.s4 = c.shuffle.proofs[1].s.s4 + one,
            equation(1, ShuffleEquation::T4),
        );
        check(|c| c.shuffle.proofs[0].s.s_prime.swap(0, 1), equation(0, ShuffleEquation::T3));
        check(|c| c.shuffle.proofs[0].s.s_hat.swap(2, 3), equation(0, ShuffleEquation::THat { index: 2 }));
    }

    #[test]
    fn errors_in_two_links_do_not_cancel() {
        let alter = |case: &mut Case| {
            let s_hat = &mut case.shuffle.proofs[0].s.s_hat;
            s_hat[1] = s_hat[1] + Scalar::ONE;
            s_hat[3] = s_hat[3] - Scalar::ONE;
        };
        check(alter, equation(0, ShuffleEquation::THat { index: 1 }));
    }

    #[test]
    fn shapes_are_checked_first() {
        let questions =
            |ciphertexts, proofs| Err(ShuffleError::Questions { expected: 2, ciphertexts, proofs });
        check(|c| assert!(c.shuffle.ciphertexts.pop().is_some()), questions(1, 2));
        check(|c| assert!(c.shuffle.proofs.pop().is_some()), questions(2, 1));
        let length = |list| Err(ShuffleError::Length { question: 1, list, expected: 3, actual: 2 });
        check(|c| assert!(c.shuffle.ciphertexts[1].pop().is_some()), length(ShuffleList::Ciphertexts));
        check(|c| assert!(c.shuffle.proofs[1].t.t_hat.pop().is_some()), length(ShuffleList::THat));
        check(|c| assert!(c.shuffle.proofs[1].s.s_hat.pop().is_some()), length(ShuffleList::SHat));
        check(|c| assert!(c.shuffle.proofs[1].s.s_prime.pop().is_some()), length(ShuffleList::SPrime));
        check(|c| assert!(c.shuffle.proofs[1].c.pop().is_some()), length(ShuffleList::C));
        check(|c| assert!(c.shuffle.proofs[1].c_hat.pop().is_some()), length(ShuffleList::CHat));
    }

    #[test]
    fn a_proof_is_bound_to_its_election_and_its_inputs() {
        let t1 = equation(0, ShuffleEquation::T1);
        let Case { y, inputs, shuffle } = case();
        let result = shuffle.clone().verify(&inputs, &y, "");
        assert_eq!(result.map(|_| ()), t1);
        let result = shuffle.verify(&inputs, &Element::generator(), FINGERPRINT);
        assert_eq!(result.map(|_| ()), t1);
        check(|c| c.inputs[0].swap(0, 1), t1);
        check(
            |c| c.shuffle.proofs.swap(0, 1),
            Err(ShuffleError::Length { question: 0, list: ShuffleList::THat, expected: 4, actual: 3 }),
        );
    }

    #[test]
    fn the_links_checked_together_agree_with_each() {
        let Case { y, inputs, shuffle } = case();
        let generators = Generators::new(4);
        for alter in [false, true] {
            let mut proof = shuffle.proofs[0].clone();
            if alter {
                proof.t.t_hat[3] = Element::generator();
            }
            let statement = Statement {
                fingerprint: FINGERPRINT,
                e: &inputs[0],
                shuffled: &shuffle.ciphertexts[0],
                c: &proof.c,
            };
            let check = Check::new(statement, &proof, &y, &generators);
            assert_eq!(check.t_hat_together(), check.t_hat_each().is_ok());
            assert_eq!(check.t_hat_together(), !alter);
        }
    }

    enum Field<'a> {
        Element(&'a mut Element<Ed25519>),
        Scalar(&'a mut Scalar<Ed25519>),
    }

    /// All that a shuffle is made of.
    fn fields(shuffle: &mut Shuffle<Ed25519>) -> Vec<Field<'_>> {
        let mut fields = Vec::new();
        for Ciphertext { alpha, beta } in shuffle.ciphertexts.iter_mut().flatten() {
            fields.extend([alpha, beta].map(Field::Element));
        }
        for ShuffleProof { t, s, c, c_hat } in &mut shuffle.proofs {
            let Commitments { t1, t2, t3, t4_beta, t4_alpha, t_hat } = t;
            fields.extend([t1, t2, t3, t4_beta, t4_alpha].map(Field::Element));
            fields.extend(t_hat.iter_mut().chain(c).chain(c_hat).map(Field::Element));
            let Responses { s1, s2, s3, s4, s_hat, s_prime } = s;
            fields.extend([s1, s2, s3, s4].map(Field::Scalar));
            fields.extend(s_hat.iter_mut().chain(s_prime).map(Field::Scalar));
        }
        fields
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_shuffle_with_one_field_altered_is_refused(index: prop::sample::Index, by in 1u64..) {
            let mut case = case();
            let by = Scalar::from(by);
            let mut fields = fields(&mut case.shuffle);
            match index.get_mut(&mut fields) {
                Field::Element(element) => {
                    **element = Element::of(element.point + Ed25519::pow_generator(&by.0));
                }
                Field::Scalar(scalar) => **scalar = **scalar + by,
            }
            let is_equation = matches!(verify(case), Err(ShuffleError::Equation { .. }));
            prop_assert!(is_equation);
        }
    }
}
