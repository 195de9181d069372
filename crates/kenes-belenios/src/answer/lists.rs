//! List answers (Belenios 3.3.0 §4.11.3): one encrypted bit per list and per candidate.
//!
//! The ciphertexts are arrays within arrays here, in the encrypted tally, in decryptions and in the result: for each
//! list its own bit, then those of its candidates. Where they are one sequence (in hashes, for the tally), the lists
//! follow each other in the order of the question, whose texts have the same shape.

use alloc::vec::Vec;

use rand_core::CryptoRng;
use subtle::{Choice, ConstantTimeEq as _};
use zeroize::Zeroizing;

use super::bits::{self, Bits, sum_of};
use super::{AnswerError, Context, PlainAnswerError, ProverContext, Sealed, check_length, with_ciphertexts};
use crate::ciphertext::Ciphertext;
use crate::group::{Group, Scalar, backend::Sink as _};
use crate::proof::blank::Opened;
use crate::proof::nonzero::{self, EncryptsZero, NonZeroProof};
use crate::proof::{Equations, Proof, interval, list};
use crate::question::Lists;
use crate::wire::{Reader, Wire, WireError};

/// The structure `answer_l`.
#[derive(Clone, Debug)]
pub(crate) struct Answer<G: Group> {
    /// For each list its own bit, then one for each candidate.
    pub(crate) choices: Vec<Vec<Ciphertext<G>>>,
    /// Each bit is 0 or 1.
    individual_proofs: Vec<Vec<Vec<Proof<G>>>>,
    /// One list is selected.
    overall_proof: Proof<G>,
    /// For each list: it is selected, or none of its candidates is.
    list_proofs: Vec<Vec<Proof<G>>>,
    /// Some candidate is selected.
    nonzero_proof: NonZeroProof<G>,
}

impl<G: Group> Wire<G> for Answer<G> {
    fn read(reader: &mut Reader<'_, G>) -> Result<Self, WireError> {
        reader.expect("{\"choices\":")?;
        let choices = reader.list()?;
        reader.expect(",\"individual_proofs\":")?;
        let individual_proofs = reader.list()?;
        reader.expect(",\"overall_proof\":")?;
        let overall_proof = Proof::read(reader)?;
        reader.expect(",\"list_proofs\":")?;
        let list_proofs = reader.list()?;
        reader.expect(",\"nonzero_proof\":")?;
        let nonzero_proof = NonZeroProof::read(reader)?;
        reader.expect("}")?;
        Ok(Self { choices, individual_proofs, overall_proof, list_proofs, nonzero_proof })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let Self { choices, individual_proofs, overall_proof, list_proofs, nonzero_proof } = self;
        out.put(b"{\"choices\":");
        choices.write(out);
        out.put(b",\"individual_proofs\":");
        individual_proofs.write(out);
        out.put(b",\"overall_proof\":");
        overall_proof.write(out);
        out.put(b",\"list_proofs\":");
        list_proofs.write(out);
        out.put(b",\"nonzero_proof\":");
        nonzero_proof.write(out);
        out.put(b"}");
    }
}

/// The lists' own items.
fn heads<T>(lists: &[Vec<T>]) -> impl Iterator<Item = &T> {
    lists.iter().filter_map(|list| list.first())
}

/// The candidates' items, of all lists.
fn tails<T>(lists: &[Vec<T>]) -> impl Iterator<Item = &T> {
    lists.iter().flat_map(|list| list.iter().skip(1))
}

impl<G: Group> Answer<G> {
    fn check_shape(&self, question: &Lists) -> Result<(), AnswerError> {
        // The overall proof has one branch and the non-zero proof one form, whatever the question.
        let Self { choices, individual_proofs, overall_proof: _, list_proofs, nonzero_proof: _ } = self;
        check_counts(&question.answers, choices)?;
        let same_shape = individual_proofs.iter().map(Vec::len).eq(choices.iter().map(Vec::len));
        if !same_shape || individual_proofs.iter().flatten().any(|proof| proof.len() != 2) {
            return Err(AnswerError::IndividualShape);
        }
        // belenios-tool 3.3.0 accepts, and ignores, parts after the second; §4.14 has a pair.
        if list_proofs.len() != choices.len() || list_proofs.iter().any(|proof| proof.len() != 2) {
            return Err(AnswerError::ListShape);
        }
        Ok(())
    }

    /// Checks the shape and adds the equations of all proofs.
    pub(crate) fn equations<Name>(
        &self,
        question: &Lists,
        context: &Context<'_, G>,
        equations: &mut Equations<G, Name>,
        name: impl Fn(AnswerError) -> Name,
    ) -> Result<(), AnswerError> {
        self.check_shape(question)?;
        let Self { choices, individual_proofs, overall_proof, list_proofs, nonzero_proof } = self;
        bits::equations(
            choices.iter().flatten(),
            individual_proofs.iter().flatten(),
            context,
            equations,
            &name,
        );
        let s = context.with_ciphertexts(choices.iter().flatten());
        let sum = sum_of(heads(choices));
        let overall = name(AnswerError::Overall);
        interval::verify(equations, context.y, overall, &s, &sum, 1, core::slice::from_ref(overall_proof));
        for (list, (choices, proof)) in choices.chunks(1).zip(list_proofs).enumerate() {
            let pairs = [heads(choices).sum(), tails(choices).sum()];
            list::verify(equations, context.y, name(AnswerError::List { list }), &s, pairs, proof);
        }
        let nonzero = name(AnswerError::NonZero);
        nonzero::verify(equations, context.y, nonzero, &s, &tails(choices).sum(), nonzero_proof)
            .map_err(|EncryptsZero| AnswerError::NonZero)
    }
}

/// Compares the number of lists and then the number of items in each.
fn check_counts<A, B>(asked: &[Vec<A>], given: &[Vec<B>]) -> Result<(), AnswerError> {
    let lists = core::iter::once((asked.len(), given.len()));
    let items = asked.iter().zip(given).map(|(asked, given)| (asked.len(), given.len()));
    match lists.chain(items).find(|(expected, found)| expected != found) {
        Some((expected, found)) => Err(AnswerError::Choices { expected, found }),
        None => Ok(()),
    }
}

/// Checks that the values are bits that select exactly one list and at least one of its candidates, and no other.
///
/// Which list and which candidates make no difference in time as long as the answer is allowed.
pub(crate) fn check(values: &[Vec<u8>], question: &Lists) -> Result<(), PlainAnswerError> {
    check_length(question.answers.len(), values.len())?;
    for (asked, given) in question.answers.iter().zip(values) {
        check_length(asked.len(), given.len())?;
    }
    if values.iter().flatten().any(|&value| value > 1) {
        return Err(PlainAnswerError::Value);
    }
    let count = |bits: &mut dyn Iterator<Item = &u8>| bits.copied().map(u64::from).sum::<u64>();
    // One list, and a list exactly where candidates are.
    let consistent = values.chunks(1).fold(Choice::from(1), |so_far, list| {
        let is_list = count(&mut heads(list)).ct_eq(&1);
        let has_candidates = !count(&mut tails(list)).ct_eq(&0);
        so_far & !(is_list ^ has_candidates)
    });
    let allowed = consistent & count(&mut heads(values)).ct_eq(&1);
    if bool::from(allowed) { Ok(()) } else { Err(PlainAnswerError::Lists) }
}

/// Encrypts checked values with all proofs. Constant time in the values.
pub(crate) fn seal<G: Group>(
    values: &[Vec<u8>],
    context: &ProverContext<'_, G>,
    rng: &mut (impl CryptoRng + ?Sized),
) -> Sealed<G> {
    let Bits { ciphertexts, proofs, randomness } = bits::seal(&Zeroizing::new(values.concat()), context, rng);
    let s = with_ciphertexts(context.s0, &ciphertexts);
    let choices = in_lists(ciphertexts, values);
    let list_randomness = Zeroizing::new(in_lists(randomness.iter().copied(), values));

    let [lists, candidates] = Total::both(values, &list_randomness);
    let (sum, bounds) = (sum_of(heads(&choices)), (1, 1));
    let overall_proofs = interval::prove(context.key, &s, &sum, &lists.randomness, *lists.value, bounds, rng);
    let list_proofs = values
        .chunks(1)
        .zip(list_randomness.chunks(1))
        .map(|(values, randomness)| {
            let [list, candidates] = Total::both(values, randomness);
            list::prove(context.key, &s, &list.opened(), &candidates.opened(), rng)
        })
        .collect();
    let nonzero_proof = nonzero::prove(context.key, &s, &candidates.opened(), rng);
    let overall_proof = match overall_proofs.first() {
        Some(&proof) => proof,
        None => unreachable!("one branch has one proof"),
    };
    let individual_proofs = in_lists(proofs, values);
    let answer = Answer { choices, individual_proofs, overall_proof, list_proofs, nonzero_proof };
    Sealed { answer: super::Answer::Lists(answer), randomness }
}

/// Items given one after the other, in lists of the shape of `values`.
fn in_lists<T>(items: impl IntoIterator<Item = T>, values: &[Vec<u8>]) -> Vec<Vec<T>> {
    let mut items = items.into_iter();
    values.iter().map(|list| items.by_ref().take(list.len()).collect()).collect()
}

/// A sum of bits as their prover knows it: its value and the randomness of the product of their ciphertexts.
struct Total<G: Group> {
    value: Zeroizing<u64>,
    randomness: Zeroizing<Scalar<G>>,
}

impl<G: Group> Total<G> {
    /// The totals of the lists' own bits and of the candidates'.
    fn both(values: &[Vec<u8>], randomness: &[Vec<Scalar<G>>]) -> [Self; 2] {
        [Self::of(heads(values), heads(randomness)), Self::of(tails(values), tails(randomness))]
    }

    fn of<'a>(values: impl Iterator<Item = &'a u8>, randomness: impl Iterator<Item = &'a Scalar<G>>) -> Self {
        Self {
            value: Zeroizing::new(values.copied().map(u64::from).sum()),
            randomness: Zeroizing::new(randomness.copied().sum()),
        }
    }

    fn opened(&self) -> Opened<'_, G> {
        Opened { value: *self.value, randomness: &self.randomness }
    }
}

#[cfg(test)]
mod tests;
