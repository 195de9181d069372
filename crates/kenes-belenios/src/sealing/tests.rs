use alloc::vec;

use rand_core::SeedableRng as _;

use super::*;
use crate::ballot::{BallotBox, BallotError};
use crate::credential::PublicCredentials;
use crate::election::{Template, Uuid};
use crate::group::{Ed25519, Element};
use crate::question::{Homomorphic, Lists, NonHomomorphic, Question};

fn rng() -> ChaCha20Rng {
    ChaCha20Rng::from_seed([9; 32])
}

fn questions() -> Vec<Question> {
    let names = |n: usize| (0..n).map(|i| alloc::format!("answer {i}")).collect::<Vec<_>>();
    let homomorphic = |blank, min, max| {
        Question::Homomorphic(Homomorphic { answers: names(4), blank, min, max, question: "?".into() })
    };
    vec![
        homomorphic(None, 0, 2),
        homomorphic(Some(true), 2, 3),
        homomorphic(Some(false), 3, 4),
        Question::NonHomomorphic(NonHomomorphic { answers: names(5), question: "rank".into(), extra: None }),
        Question::Lists(Lists { answers: vec![names(3), names(2)], question: "list".into(), extra: None }),
    ]
}

fn election() -> Election<Ed25519> {
    let template = Template {
        description: String::new(),
        name: "é \"\n".into(),
        questions: questions(),
        administrator: None,
        credential_authority: None,
    };
    let secret = Scalar::<Ed25519>::random(&mut rng());
    Election::new(Uuid::generate(&mut rng()), template, Element::power_of_generator(&secret)).unwrap()
}

fn answers(second: &[u8]) -> Vec<PlainAnswer> {
    vec![
        PlainAnswer::Homomorphic(vec![0, 1, 0, 1]),
        PlainAnswer::Homomorphic(second.to_vec()),
        PlainAnswer::Homomorphic(vec![1, 1, 1, 0]),
        PlainAnswer::NonHomomorphic(vec![3, 1, 2, 255, 0]),
        PlainAnswer::Lists(vec![vec![1, 0, 1], vec![0, 0]]),
    ]
}

fn sealed(second: &[u8]) -> (Election<Ed25519>, PublicCredentials<Ed25519>, SealedBallot<Ed25519>) {
    let election = election();
    let credential = PrivateCredential::generate(&mut rng());
    let credentials = PublicCredentials::new([(credential.public(election.uuid()), 1)]).unwrap();
    let sealed = Sealer::new(&election).seal(&credential, answers(second), &mut rng()).unwrap();
    (election, credentials, sealed)
}

#[test]
fn cast_ballots_verify_blank_or_not() {
    for second in [[0, 1, 0, 1, 0], [0, 1, 1, 1, 0], [1, 0, 0, 0, 0]] {
        let (election, credentials, sealed) = sealed(&second);
        let hash = sealed.hash();
        let cast = sealed.cast();
        let verified = BallotBox::new(&election, &credentials).verify(&cast.bytes).unwrap();
        assert_eq!(verified.tracker(), cast.tracker);
        assert!(String::from_utf8(cast.bytes).unwrap().contains(&hash.to_base64()));
    }
}

#[test]
fn answers_outside_the_bounds_are_refused() {
    let election = election();
    let credential = PrivateCredential::generate(&mut rng());
    let seal = |answers| Sealer::new(&election).seal(&credential, answers, &mut rng()).err();
    let second = |values: &[u8]| seal(answers(values));
    let refused = |source| Some(SealError::Answer { question: 1, source });
    assert_eq!(second(&[0, 1, 0, 0, 0]), refused(PlainAnswerError::Selected { min: 2, max: 3 }));
    assert_eq!(second(&[0, 1, 1, 1, 1]), refused(PlainAnswerError::Selected { min: 2, max: 3 }));
    assert_eq!(second(&[1, 1, 0, 0, 0]), refused(PlainAnswerError::BlankAndSelected));
    assert_eq!(second(&[0, 2, 0, 0, 0]), refused(PlainAnswerError::Value));
    assert_eq!(second(&[0, 1, 1, 0]), refused(PlainAnswerError::Length { expected: 5, found: 4 }));
    assert_eq!(seal(vec![]), Some(SealError::AnswerCount { expected: 5, found: 0 }));
}

#[test]
fn a_challenge_opens_the_ballot_and_cannot_be_cast() {
    let (election, credentials, sealed) = sealed(&[0, 1, 0, 1, 0]);
    let hash = sealed.hash();
    let opening = sealed.challenge();
    let document = opening.to_bytes();
    let (read, checked) = Opening::verify(&document, &election).unwrap();
    assert!(read == opening);
    assert_eq!(checked.hash, hash);

    let ballots = BallotBox::new(&election, &credentials);
    assert!(ballots.verify(&document).is_err());
    assert!(matches!(ballots.verify(&opening.ballot), Err(BallotError::Wire(_))));
    // With a signature that anybody could make, but not with the credential.
    let forged = prove_knowledge::<Ed25519>(&Scalar::ONE, signature_text(&hash), &mut rng());
    let mut signed = opening.ballot[..opening.ballot.len() - 1].to_vec();
    signed.put(b",\"signature\":");
    Signature { hash, proof: forged }.write(&mut signed);
    signed.put(b"}");
    assert_eq!(ballots.verify(&signed).err(), Some(BallotError::Signature));
}

#[test]
fn an_opening_that_lies_about_an_answer_is_refused() {
    let (election, _, sealed) = sealed(&[0, 1, 0, 1, 0]);
    let opening = sealed.challenge();
    let lie = |question: usize, answer| {
        let mut opening = opening.clone();
        opening.answers[question] = answer;
        Opening::verify(&opening.to_bytes(), &election).err()
    };
    let differs = |question, index| Some(OpeningError::Differs { question, index });
    assert_eq!(lie(0, PlainAnswer::Homomorphic(vec![1, 0, 0, 1])), differs(0, 0));
    assert_eq!(lie(3, PlainAnswer::NonHomomorphic(vec![1, 3, 2, 255, 0])), differs(3, 0));
    assert_eq!(lie(4, PlainAnswer::Lists(vec![vec![1, 1, 0], vec![0, 0]])), differs(4, 1));
}

#[test]
fn an_opening_of_another_shape_is_refused() {
    let election = election();
    let credential = PrivateCredential::generate(&mut rng());
    let mut answers = answers(&[0, 1, 0, 1, 0]);
    answers[3] = PlainAnswer::NonHomomorphic(vec![0, 0, 0, 0, 1]);
    let sealed = Sealer::new(&election).seal(&credential, answers, &mut rng()).unwrap();
    let opening = sealed.challenge();
    // The element that carries the numbers forgets leading zeros, and lists are ciphertexts in a row.
    let other = [
        (3, PlainAnswer::NonHomomorphic(vec![1])),
        (3, PlainAnswer::NonHomomorphic(vec![0, 1])),
        (4, PlainAnswer::Lists(vec![vec![1, 0], vec![1, 0, 0]])),
        (4, PlainAnswer::Lists(vec![vec![1, 0, 1, 0, 0]])),
    ];
    for (question, answer) in other {
        let mut opening = opening.clone();
        opening.answers[question] = answer;
        let result = Opening::verify(&opening.to_bytes(), &election);
        assert_eq!(result.err(), Some(OpeningError::Shape { question }));
    }
}

#[test]
fn secrets_do_not_print() {
    let credential = PrivateCredential::generate(&mut rng());
    let printed = alloc::format!("{credential:?} {:?}", answers(&[0, 1, 0, 1, 0]));
    assert!(!printed.contains(credential.expose()) && !printed.contains('1'), "{printed}");
    let (_, _, sealed) = sealed(&[0, 1, 0, 1, 0]);
    let secrets: Vec<_> =
        sealed.randomness.iter().flat_map(|r| r.iter().map(|r| r.to_public_text())).collect();
    let printed = alloc::format!("{sealed:?} {:?}", sealed.randomness);
    assert!(secrets.iter().all(|secret| !printed.contains(secret)));
}

#[test]
fn the_same_seed_gives_other_randomness_for_other_answers() {
    let (_, _, one) = sealed(&[0, 1, 0, 1, 0]);
    let (_, _, same) = sealed(&[0, 1, 0, 1, 0]);
    let (_, _, other) = sealed(&[0, 1, 1, 0, 0]);
    let first = |sealed: &SealedBallot<Ed25519>| sealed.randomness[0][0].to_public_text();
    assert_eq!(first(&one), first(&same));
    assert_ne!(first(&one), first(&other));
}
