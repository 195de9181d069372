//! Tests of list answers.

use super::*;
use crate::answer::{self, Answer as AnyAnswer, PlainAnswer};
use crate::group::{Belenios2048, Ed25519, Element, Rfc3526};
use crate::proof::disjunction::ProverKey;
use crate::question::Question;
use crate::wire::parse_with;
use alloc::string::String;
use alloc::vec;
use chacha20::ChaCha20Rng;
use proptest::prelude::*;
use rand_core::SeedableRng as _;

const S0: &str = "fingerprint|credential";

/// A question with lists of so many candidates.
fn question(candidates: &[usize]) -> Lists {
    let answers = candidates.iter().map(|&n| vec![String::new(); n + 1]).collect();
    Lists { answers, question: String::new(), extra: None }
}

/// An election's key with its owner.
struct Keys<G: Group> {
    x: Scalar<G>,
    y: Element<G>,
    prover: ProverKey<G>,
    verifier: G::PublicBase,
    rng: ChaCha20Rng,
}

impl<G: Group> Keys<G> {
    fn new(seed: u8) -> Self {
        let mut rng = ChaCha20Rng::from_seed([seed; 32]);
        let x = Scalar::random(&mut rng);
        let y = Element::power_of_generator(&x);
        Self { x, y, prover: ProverKey { y: G::table(&y.point) }, verifier: G::public_base(&y.point), rng }
    }

    /// Encrypts with proofs whatever the values are.
    fn seal_unchecked(&mut self, values: &[Vec<u8>]) -> Sealed<G> {
        let context = ProverContext { s0: S0, public_key: &self.y, key: &self.prover };
        seal(values, &context, &mut self.rng)
    }

    fn seal_lists(&mut self, values: &[Vec<u8>]) -> Answer<G> {
        lists(self.seal_unchecked(values).answer)
    }

    fn verify(&self, answer: &Answer<G>, question: &Lists) -> Result<(), AnswerError> {
        let context = Context { s0: S0, public_key: &self.y, y: &self.verifier };
        let mut equations = Equations::new();
        answer.equations(question, &context, &mut equations, |error| error)?;
        equations.settle()
    }

    /// The bits of the ciphertexts.
    fn decrypt(&self, answer: &Answer<G>) -> Vec<Vec<u8>> {
        let bit = |c: &Ciphertext<G>| {
            let message = G::mul(&c.beta.point, &G::inverse(&G::pow(&c.alpha.point, &self.x.0)));
            if G::is_identity(&message) {
                0
            } else {
                assert!(Element::<G>::of(message) == Element::generator());
                1
            }
        };
        answer.choices.iter().map(|list| list.iter().map(bit).collect()).collect()
    }
}

fn lists<G: Group>(answer: AnyAnswer<G>) -> Answer<G> {
    match answer {
        AnyAnswer::Lists(answer) => answer,
        AnyAnswer::Homomorphic(_) | AnyAnswer::NonHomomorphic(_) => panic!("sealed as another type"),
    }
}

/// Seals, writes, reads, verifies, decrypts.
fn round_trip<G: Group>(values: &[Vec<u8>], seed: u8) {
    let candidates: Vec<_> = values.iter().map(|list| list.len() - 1).collect();
    let asked = Question::Lists(question(&candidates));
    let mut keys = Keys::<G>::new(seed);
    let context = ProverContext { s0: S0, public_key: &keys.y, key: &keys.prover };
    let sealed = answer::seal(&PlainAnswer::Lists(values.to_vec()), &asked, &context, &mut keys.rng).unwrap();
    let mut bytes = Vec::new();
    sealed.answer.write(&mut bytes);
    let read = parse_with(&bytes, |reader| AnyAnswer::<G>::read(&asked, reader)).unwrap();
    let mut again = Vec::new();
    read.write(&mut again);
    assert_eq!(bytes, again);
    let ciphertexts = read.ciphertexts();
    assert_eq!(ciphertexts.len(), sealed.randomness.len());
    for (ciphertext, r) in ciphertexts.iter().zip(sealed.randomness.iter()) {
        assert!(ciphertext.alpha == Element::power_of_generator(r));
    }
    let read = lists(read);
    assert_eq!(keys.verify(&read, &question(&candidates)), Ok(()));
    assert_eq!(keys.decrypt(&read), values);
}

/// An allowed selection in lists of one to four candidates: a mask of candidates in one of one to five lists.
fn selections() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let candidates = prop::collection::vec(1..5_usize, 1..6);
    (candidates, any::<prop::sample::Index>(), any::<u8>()).prop_map(|(candidates, index, mask)| {
        let mut values: Vec<_> = candidates.iter().map(|&n| vec![0; n + 1]).collect();
        let chosen = index.index(values.len());
        let list = &mut values[chosen];
        let masks = 1 << (list.len() - 1);
        let mask = 1 + usize::from(mask) % (masks - 1);
        for (j, bit) in list.iter_mut().enumerate() {
            *bit = u8::from(j == 0 || mask >> (j - 1) & 1 == 1);
        }
        values
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn allowed_selections_verify_and_decrypt(values in selections(), seed: u8) {
        round_trip::<Ed25519>(&values, seed);
    }

    #[test]
    fn the_rule_is_the_one_of_the_question(values in prop::collection::vec(prop::collection::vec(0..2_u8, 2..4), 0..4)) {
        let candidates: Vec<_> = values.iter().map(|list| list.len() - 1).collect();
        let selected: Vec<_> = values.iter().filter(|list| list[0] == 1).collect();
        let allowed = matches!(selected[..], [list] if list[1..].contains(&1))
            && values.iter().all(|list| list[0] == 1 || !list.contains(&1));
        prop_assert_eq!(check(&values, &question(&candidates)).is_ok(), allowed);
    }
}

#[test]
fn finite_fields_work_alike() {
    round_trip::<Belenios2048>(&[vec![0, 0], vec![1, 1, 1]], 1);
    round_trip::<Rfc3526>(&[vec![1, 0, 1]], 2);
}

#[test]
fn selections_that_are_not_allowed_are_refused() {
    let asked = question(&[2, 1]);
    let refused = |values: &[&[u8]], error| {
        let values: Vec<_> = values.iter().map(|list| list.to_vec()).collect();
        let keys = Keys::<Ed25519>::new(3);
        let context = ProverContext { s0: S0, public_key: &keys.y, key: &keys.prover };
        let (plain, asked) = (PlainAnswer::Lists(values), Question::Lists(asked.clone()));
        let sealed = answer::seal(&plain, &asked, &context, &mut ChaCha20Rng::from_seed([0; 32]));
        assert_eq!(sealed.err(), Some(error), "{asked:?}");
    };
    refused(&[&[0, 0, 0], &[0, 0]], PlainAnswerError::Lists);
    refused(&[&[1, 0, 0], &[0, 0]], PlainAnswerError::Lists);
    refused(&[&[0, 1, 0], &[0, 0]], PlainAnswerError::Lists);
    refused(&[&[1, 1, 0], &[1, 1]], PlainAnswerError::Lists);
    refused(&[&[1, 1, 0], &[0, 1]], PlainAnswerError::Lists);
    refused(&[&[1, 1, 0], &[1, 0]], PlainAnswerError::Lists);
    refused(&[&[1, 2, 0], &[0, 0]], PlainAnswerError::Value);
    refused(&[&[1, 1, 0]], PlainAnswerError::Length { expected: 2, found: 1 });
    refused(&[&[1, 1], &[0, 0]], PlainAnswerError::Length { expected: 3, found: 2 });
    refused(&[&[1, 1, 0], &[]], PlainAnswerError::Length { expected: 2, found: 0 });
}

#[test]
fn another_type_of_answer_is_refused() {
    let mut keys = Keys::<Ed25519>::new(4);
    let asked = Question::Lists(question(&[1]));
    assert_eq!(answer::check(&PlainAnswer::Homomorphic(vec![1, 1]), &asked), Err(PlainAnswerError::Type));
    let sealed = keys.seal_unchecked(&[vec![1, 1]]).answer;
    let context = Context { s0: S0, public_key: &keys.y, y: &keys.verifier };
    let other = Question::NonHomomorphic(crate::question::NonHomomorphic {
        answers: vec![],
        question: String::new(),
        extra: None,
    });
    let result = sealed.equations(&other, &context, &mut Equations::new(), |error| error);
    assert_eq!(result, Err(AnswerError::Type));
}

/// What a prover who does not check the selection comes out with.
#[test]
fn dishonest_selections_break_the_proof_of_what_they_violate() {
    let check = |values: [&[u8]; 2], error| {
        let mut keys = Keys::<Ed25519>::new(5);
        let answer = keys.seal_lists(&values.map(<[u8]>::to_vec));
        assert_eq!(keys.verify(&answer, &question(&[2, 1])), Err(error), "{values:?}");
    };
    check([&[1, 2, 0], &[0, 0]], AnswerError::Individual { choice: 1 });
    check([&[1, 1, 0], &[0, 2]], AnswerError::Individual { choice: 4 });
    check([&[0, 0, 0], &[0, 0]], AnswerError::NonZero);
    check([&[1, 1, 1], &[1, 1]], AnswerError::Overall);
    check([&[0, 1, 0], &[0, 0]], AnswerError::Overall);
    check([&[0, 1, 0], &[1, 1]], AnswerError::List { list: 0 });
    check([&[1, 1, 0], &[0, 1]], AnswerError::List { list: 1 });
    check([&[0, 0, 0], &[1, 0]], AnswerError::NonZero);
}

/// Alters one part of a good answer and expects its name.
fn altered(alter: impl FnOnce(&mut Answer<Ed25519>), error: AnswerError) {
    let mut keys = Keys::<Ed25519>::new(6);
    let mut answer = keys.seal_lists(&[vec![0, 0, 0], vec![1, 1], vec![0, 0, 0, 0]]);
    let asked = question(&[2, 1, 3]);
    assert_eq!(keys.verify(&answer, &asked), Ok(()));
    alter(&mut answer);
    assert_eq!(keys.verify(&answer, &asked), Err(error));
}

fn shorten<T>(items: &mut Vec<T>) {
    items.truncate(items.len() - 1);
}

fn increment(scalar: &mut Scalar<Ed25519>) {
    *scalar = *scalar + Scalar::from(1);
}

#[test]
fn each_altered_number_breaks_its_proof() {
    for (list, item, choice) in [(0, 0, 0), (0, 2, 2), (1, 1, 4), (2, 3, 8)] {
        for part in [0, 1] {
            let error = AnswerError::Individual { choice };
            altered(|a| increment(&mut a.individual_proofs[list][item][part].challenge), error);
            altered(|a| increment(&mut a.individual_proofs[list][item][part].response), error);
        }
        altered(|a| a.individual_proofs[list][item].swap(0, 1), AnswerError::Individual { choice });
    }
    altered(|a| increment(&mut a.overall_proof.challenge), AnswerError::Overall);
    altered(|a| increment(&mut a.overall_proof.response), AnswerError::Overall);
    for list in 0..3 {
        for part in [0, 1] {
            let error = AnswerError::List { list };
            altered(|a| increment(&mut a.list_proofs[list][part].challenge), error);
            altered(|a| increment(&mut a.list_proofs[list][part].response), error);
        }
    }
    altered(|a| a.list_proofs.swap(0, 1), AnswerError::List { list: 0 });
    altered(|a| increment(&mut a.nonzero_proof.challenge), AnswerError::NonZero);
    altered(|a| increment(&mut a.nonzero_proof.response[0]), AnswerError::NonZero);
    altered(|a| increment(&mut a.nonzero_proof.response[1]), AnswerError::NonZero);
    altered(|a| a.nonzero_proof.commitment = Element::generator(), AnswerError::NonZero);
}

#[test]
fn each_altered_ciphertext_breaks_its_individual_proof() {
    for (list, item, choice) in [(0, 0, 0), (1, 1, 4), (2, 3, 8)] {
        let error = AnswerError::Individual { choice };
        altered(|a| a.choices[list][item].alpha = Element::generator(), error);
        altered(|a| a.choices[list][item].beta = Element::generator(), error);
    }
}

#[test]
fn every_part_has_its_shape() {
    use AnswerError::{Choices, IndividualShape, ListShape};
    altered(|a| shorten(&mut a.choices), Choices { expected: 3, found: 2 });
    altered(|a| a.choices.push(vec![]), Choices { expected: 3, found: 4 });
    altered(|a| shorten(&mut a.choices[2]), Choices { expected: 4, found: 3 });
    altered(|a| a.choices.swap(0, 1), Choices { expected: 3, found: 2 });
    altered(|a| shorten(&mut a.individual_proofs), IndividualShape);
    altered(|a| shorten(&mut a.individual_proofs[2]), IndividualShape);
    altered(|a| shorten(&mut a.individual_proofs[1][0]), IndividualShape);
    altered(|a| a.individual_proofs.swap(0, 1), IndividualShape);
    altered(|a| shorten(&mut a.list_proofs), ListShape);
    altered(|a| a.list_proofs.push(a.list_proofs[0].clone()), ListShape);
    altered(|a| shorten(&mut a.list_proofs[2]), ListShape);
    // A peer accepts this one.
    altered(|a| a.list_proofs[2].push(a.overall_proof), ListShape);
}

#[test]
fn the_proofs_are_bound_to_election_and_voter() {
    let mut keys = Keys::<Ed25519>::new(7);
    let answer = keys.seal_lists(&[vec![1, 1]]);
    let context = Context { s0: "fingerprint|other", public_key: &keys.y, y: &keys.verifier };
    let mut equations = Equations::new();
    answer.equations(&question(&[1]), &context, &mut equations, |error| error).unwrap();
    assert_eq!(equations.settle(), Err(AnswerError::Individual { choice: 0 }));
}

#[test]
fn only_the_one_form_is_read() {
    let mut keys = Keys::<Ed25519>::new(8);
    let asked = Question::Lists(question(&[1]));
    let mut bytes = Vec::new();
    keys.seal_unchecked(&[vec![1, 1]]).answer.write(&mut bytes);
    let text = String::from_utf8(bytes).unwrap();
    let read = |text: &str| parse_with(text.as_bytes(), |r| AnyAnswer::<Ed25519>::read(&asked, r)).is_ok();
    assert!(read(&text));
    for (old, new) in [
        ("\"overall_proof\":{", "\"overall_proof\":[{"),
        ("\"choices\":[[", "\"choices\":[ ["),
        (",\"nonzero_proof\"", ",\"extra\":0,\"nonzero_proof\""),
        ("\"response\":[", "\"response\":[\"0\","),
        ("]}}", "],\"extra\":0}}"),
        ("]}}", "]}"),
    ] {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        assert!(!read(&text.replace(old, new)), "{old} -> {new}");
    }
}

#[cfg(feature = "std")]
mod published {
    //! An election made by belenios-tool 3.3.0.

    use super::*;
    use crate::archive::{Form, ReadError, SurveyItem, read_archive};
    use crate::ballot::{BallotBox, VerifiedBallot};
    use crate::ciphertext::Pair;
    use crate::credential::PublicCredentials;
    use crate::election::Election;
    use alloc::collections::BTreeMap;

    fn items() -> Vec<SurveyItem> {
        let name = "/../../vectors/protocol/positive/v1-gen3.3--g-lists-3lists-6v.bel.gz";
        let file = std::fs::File::open(alloc::format!("{}{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let mut items = Vec::new();
        read_archive::<_, ReadError>(file, Form::Strict, |item, _| {
            items.push(item);
            Ok(())
        })
        .unwrap();
        items
    }

    #[test]
    fn ballots_verify_and_add_up_to_the_tally() {
        let (mut setup, mut ballots, mut tally) = (None, Vec::new(), None);
        for item in items() {
            if let SurveyItem::Setup { election, credentials, .. } = item {
                setup = Some((election, credentials));
            } else if let SurveyItem::Ballot { bytes, .. } = item {
                ballots.push(bytes);
            } else if let SurveyItem::Tally { bytes, .. } = item {
                tally = Some(bytes);
            }
        }
        let (election, credentials) = setup.unwrap();
        let election = Election::<Ed25519>::parse(election).unwrap();
        let credentials = PublicCredentials::parse(&credentials).unwrap();
        let bytes: Vec<_> = ballots.iter().map(Vec::as_slice).collect();
        let verified = BallotBox::new(&election, &credentials).verify_all(&bytes);
        let last: BTreeMap<_, VerifiedBallot<_>> =
            verified.into_iter().map(Result::unwrap).map(|ballot| (ballot.voter(), ballot)).collect();
        assert_eq!((ballots.len(), last.len()), (6, 5));

        let tally: Vec<Vec<Ciphertext<Ed25519>>> =
            parse_with(&tally.unwrap(), |reader| reader.array(Reader::list)).unwrap().remove(0);
        assert_eq!(tally.iter().map(Vec::len).collect::<Vec<_>>(), [3, 2, 4]);
        for (index, expected) in tally.iter().flatten().enumerate() {
            let product: Pair<_> = last.values().map(|ballot| &ballot.ciphertexts()[0][index]).sum();
            assert_eq!(Ciphertext::of_all(&[product]), [*expected]);
        }
    }

    #[test]
    fn answers_keep_their_bytes() {
        let asked = Question::Lists(question(&[2, 1, 3]));
        let mut ballots = 0;
        for item in items() {
            let SurveyItem::Ballot { bytes, .. } = item else { continue };
            ballots += 1;
            let ballot = String::from_utf8(bytes).unwrap();
            let (_, answer) = ballot.split_once("\"answers\":[").unwrap();
            let (answer, _) = answer.split_once("],\"signature\"").unwrap();
            let read = parse_with(answer.as_bytes(), |r| AnyAnswer::<Ed25519>::read(&asked, r)).unwrap();
            let mut out = Vec::new();
            read.write(&mut out);
            assert_eq!(out, answer.as_bytes());
        }
        assert_eq!(ballots, 6);
    }
}
