use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use chacha20::ChaCha20Rng;
use proptest::prelude::*;
use rand_core::SeedableRng as _;

use super::*;
use crate::answer::PlainAnswer;
use crate::ballot::BallotBox;
use crate::credential::{PrivateCredential, PublicCredentials};
use crate::election::{Election, Template, Uuid};
use crate::group::{Ed25519, Element};
use crate::question::{Homomorphic, NonHomomorphic};
use crate::sealing::Sealer;

fn select(answers: usize) -> Question {
    let answers = (0..answers).map(|i| alloc::format!("answer {i}")).collect();
    Question::Homomorphic(Homomorphic { answers, blank: None, min: 0, max: 1, question: "select".into() })
}

fn rank() -> Question {
    let answers = vec!["a".into(), "b".into()];
    Question::NonHomomorphic(NonHomomorphic { answers, question: "rank".into(), extra: None })
}

/// Verified ballots of voters with these weights, in the order of the weights; every voter answers alike.
fn ballots(questions: &[Question], answers: &[PlainAnswer], weights: &[u64]) -> Vec<VerifiedBallot<Ed25519>> {
    let mut rng = ChaCha20Rng::from_seed([3; 32]);
    let template = Template {
        description: String::new(),
        name: String::new(),
        questions: questions.to_vec(),
        administrator: None,
        credential_authority: None,
    };
    let key = Element::power_of_generator(&Scalar::random(&mut rng));
    let election = Election::<Ed25519>::new(Uuid::generate(&mut rng), template, key).unwrap();
    let private: Vec<_> = weights.iter().map(|_| PrivateCredential::generate(&mut rng)).collect();
    let public =
        private.iter().map(|credential| credential.public(election.uuid())).zip(weights.iter().copied());
    let credentials = PublicCredentials::new(public).unwrap();
    let verify = |credential| {
        let sealed = Sealer::new(&election).seal(credential, answers.to_vec(), &mut rng).unwrap();
        BallotBox::new(&election, &credentials).verify(&sealed.cast().bytes).unwrap()
    };
    private.iter().map(verify).collect()
}

fn of<'a>(
    questions: &[Question],
    ballots: impl IntoIterator<Item = &'a VerifiedBallot<Ed25519>>,
) -> TallyBuilder<Ed25519> {
    let mut builder = TallyBuilder::new(questions);
    ballots.into_iter().for_each(|ballot| builder.add(ballot).unwrap());
    builder
}

fn both() -> (Vec<Question>, Vec<VerifiedBallot<Ed25519>>) {
    let questions = vec![select(2), rank()];
    let answers = [PlainAnswer::Homomorphic(vec![0, 1]), PlainAnswer::NonHomomorphic(vec![1, 2])];
    let ballots = ballots(&questions, &answers, &[1; 5]);
    (questions, ballots)
}

#[test]
fn neither_order_nor_division_of_work_matters() {
    let (questions, ballots) = both();
    let all = of(&questions, &ballots).finish();
    assert_eq!(of(&questions, ballots.iter().rev()).finish(), all);
    let mut merged = of(&questions, &ballots[3..]);
    merged.merge(of(&questions, &[])).unwrap();
    merged.merge(of(&questions, &ballots[..3])).unwrap();
    assert_eq!(merged.finish(), all);
    assert_eq!((all.num_tallied(), all.total_weight()), (5, 5));
    assert_eq!((all.encrypted().ciphertexts(0).count(), all.encrypted().ciphertexts(1).count()), (2, 5));
    assert!(all.encrypted().ciphertexts(1).is_sorted());
}

#[test]
fn a_ballot_of_weight_three_counts_as_three() {
    let questions = [select(2)];
    let ballots = ballots(&questions, &[PlainAnswer::Homomorphic(vec![1, 0])], &[3]);
    let tally = of(&questions, &ballots).finish();
    let [product, _] = &tally.encrypted().ciphertexts(0).collect::<Vec<_>>()[..] else {
        panic!("two choices")
    };
    let one = ballots[0].ciphertexts()[0][0].pair();
    assert_eq!([**product], *Ciphertext::of_all(&[one * one * one]));
    assert_eq!((tally.num_tallied(), tally.total_weight()), (1, 3));
}

#[test]
fn ballots_that_do_not_fit_are_refused_and_change_nothing() {
    fn check(questions: &[Question], ballot: &VerifiedBallot<Ed25519>, expected: AddBallotError) {
        let mut builder = TallyBuilder::new(questions);
        assert_eq!(builder.add(ballot), Err(expected));
        assert_eq!(builder.finish(), TallyBuilder::new(questions).finish());
    }
    let one_of = |weight| ballots(&[select(1)], &[PlainAnswer::Homomorphic(vec![1])], &[weight]).remove(0);
    check(&[select(2)], &one_of(1), AddBallotError::Questions);
    check(&[select(1), select(1)], &one_of(1), AddBallotError::Questions);
    check(&[rank()], &one_of(2), AddBallotError::Weighted { weight: 2 });
    let light = one_of(1);
    let mut builder = of(&[select(1)], [&light]);
    builder.total_weight = u64::MAX;
    let before = builder.clone().finish();
    assert_eq!(builder.add(&light), Err(AddBallotError::TotalWeight));
    assert_eq!(builder.merge(builder.clone()), Err(AddBallotError::TotalWeight));
    assert_eq!(builder.merge(TallyBuilder::new(&[rank()])), Err(AddBallotError::Questions));
    assert_eq!(builder.finish(), before);
}

#[test]
fn the_first_difference_is_named() {
    let (questions, ballots) = both();
    let ours = of(&questions, &ballots).finish();
    let check = |theirs: &Tally<Ed25519>, expected| {
        let (sized, bytes) = (theirs.sized(), theirs.encrypted().to_bytes());
        assert_eq!(ours.verify(&sized, &bytes, &questions), expected);
    };
    check(&ours, Ok(()));
    let fewer = of(&questions, &ballots[1..]).finish();
    check(&fewer, Err(TallyError::NumTallied { expected: 5, found: 4 }));
    check(&Tally { num_tallied: 5, ..fewer.clone() }, Err(TallyError::TotalWeight { expected: 5, found: 4 }));
    let claimed = Tally { num_tallied: 5, total_weight: 5, ..fewer };
    check(&claimed, Err(TallyError::Ciphertext { question: 0, index: 0 }));
    let mut shorter = ours.clone();
    shorter.encrypted.questions[1] = claimed.encrypted.questions[1].clone();
    check(&shorter, Err(TallyError::Length { question: 1, expected: 5, found: 4 }));
    let mut unsorted = ours.clone();
    let Column::Flat(list) = &mut unsorted.encrypted.questions[1].ciphertexts else { panic!("no lists") };
    list.swap(2, 3);
    check(&unsorted, Err(TallyError::Ciphertext { question: 1, index: 2 }));
    let sized = SizedTally { encrypted_tally: Digest::of(b""), ..ours.sized() };
    let bytes = ours.encrypted().to_bytes();
    let reference = TallyError::Reference { expected: Digest::of(&bytes), found: Digest::of(b"") };
    assert_eq!(ours.verify(&sized, &bytes, &questions), Err(reference));
}

#[test]
fn tallies_of_other_shapes_are_refused() {
    let (questions, ballots) = both();
    let tally = of(&questions, &ballots).finish();
    let text = String::from_utf8(tally.encrypted().to_bytes()).unwrap();
    let read = |text: &str, questions: &[Question]| {
        EncryptedTally::<Ed25519>::dangerously_assume_tallied(text.as_bytes(), questions)
    };
    assert_eq!(read(&text, &questions).as_ref(), Ok(tally.encrypted()));
    let shape = |question| Err(EncryptedTallyError::Shape { question });
    assert_eq!(read(&text, &[select(3), rank()]), shape(0));
    assert_eq!(read(&text, &[rank(), rank()]), shape(1));
    assert_eq!(read(&text, &[select(2)]), Err(EncryptedTallyError::Questions { expected: 1, found: 2 }));
    let nested = alloc::format!("[[{}]]", &text[1..text.find("],[").unwrap() + 1]);
    assert_eq!(read(&nested, &[select(2)]), shape(0));
    for bad in
        [text.replace(',', ", "), text.replace("alpha", "beta"), text[..text.len() - 1].into(), String::new()]
    {
        assert!(matches!(read(&bad, &questions), Err(EncryptedTallyError::Wire(_))), "{bad}");
    }
}

proptest! {
    #[test]
    fn columns_keep_their_shape(lengths in proptest::collection::vec(0usize..4, 1..4), flat: bool) {
        let mut numbers = 0u64..;
        let mut list = |length: &usize| numbers.by_ref().take(*length).map(Scalar::<Ed25519>::from).collect::<Vec<_>>();
        let column = if flat { Column::Flat(list(&lengths[0])) } else { Column::Lists(lengths.iter().map(list).collect()) };
        let bytes = wire::to_bytes(&column);
        let read: Column<Scalar<Ed25519>> = wire::parse(&bytes).unwrap();
        prop_assert_eq!(&read, &column);
        prop_assert_eq!(&column.fill(&mut column.iter().copied()), &column);
        prop_assert!(column.has_shape_of(&read) && column.len() == column.iter().count());
    }
}
