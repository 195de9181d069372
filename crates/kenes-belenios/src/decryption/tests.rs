use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use chacha20::ChaCha20Rng;
use rand_core::SeedableRng as _;

use super::*;
use crate::answer::PlainAnswer;
use crate::ballot::BallotBox;
use crate::credential::{PrivateCredential, PublicCredentials};
use crate::election::{Template, Uuid};
use crate::group::backend::Backend as _;
use crate::group::{Belenios2048, Ed25519, GroupId};
use crate::question::{Homomorphic, Lists, NonHomomorphic, Question};
use crate::result::{ElectionResult, QuestionResult, ResultError};
use crate::sealing::Sealer;
use crate::shuffle::Shuffle;
use crate::tally::{Tally, TallyBuilder};
use crate::trustee::threshold::{Certificate, Certificates, Threshold};
use crate::trustee::{TrusteeKind, Trustees, VerifiedTrustees};

fn rng(seed: u8) -> ChaCha20Rng {
    ChaCha20Rng::from_seed([seed; 32])
}

fn at(owner: u32) -> TrusteeIndex {
    TrusteeIndex::new(owner).unwrap()
}

fn questions<G: Group>() -> Vec<Question> {
    let names = |n: usize| (0..n).map(|i| alloc::format!("answer {i}")).collect::<Vec<_>>();
    let homomorphic =
        Homomorphic { answers: names(2), blank: Some(true), min: 1, max: 2, question: "select".into() };
    let lists = Lists { answers: vec![names(3), names(2)], question: "list".into(), extra: None };
    let ranking = NonHomomorphic { answers: names(3), question: "rank".into(), extra: None };
    let mut questions = vec![Question::Homomorphic(homomorphic), Question::Lists(lists)];
    if G::ID != GroupId::Belenios2048 {
        questions.push(Question::NonHomomorphic(ranking));
    }
    questions
}

fn answers<G: Group>(voter: usize) -> Vec<PlainAnswer> {
    let selections = [[1, 0, 0], [0, 1, 1], [0, 0, 1]];
    let lists = [[vec![1, 1, 0], vec![0, 0]], [vec![0, 0, 0], vec![1, 1]]];
    let mut answers = vec![
        PlainAnswer::Homomorphic(selections[voter % 3].to_vec()),
        PlainAnswer::Lists(lists[voter % 2].to_vec()),
    ];
    if G::ID != GroupId::Belenios2048 {
        answers.push(PlainAnswer::NonHomomorphic(vec![u8::try_from(voter).unwrap(), 7, 255]));
    }
    answers
}

/// Singles, then a group with a threshold, and everybody's key in the order of the owners.
fn trustees<G: Group>(
    singles: usize,
    group: Option<(u32, u32)>,
) -> (VerifiedTrustees<G>, Vec<TrusteeSecretKey<G>>) {
    let mut rng = rng(1);
    let mut secrets: Vec<_> = (0..singles).map(|_| TrusteeSecretKey::generate(&mut rng)).collect();
    let mut kinds: Vec<_> = secrets.iter().map(|s| TrusteeKind::Single(s.public_key(&mut rng))).collect();
    if let Some((needed, size)) = group {
        let threshold = Threshold::new(needed, size).unwrap();
        let made = (1..=size).map(|i| Certificate::generate(threshold, at(i), &mut rng).unwrap());
        let (seeds, certificates): (Vec<_>, Vec<_>) = made.unzip();
        let certificates = Certificates::verify(certificates).unwrap();
        let polynomials = seeds.iter().map(|seed| certificates.deal(seed, &mut rng).unwrap()).collect();
        let verified = certificates.verify_polynomials(polynomials).unwrap();
        let mut voutputs = Vec::new();
        for (seed, vinput) in seeds.iter().zip(verified.vinputs()) {
            let (secret, voutput) = certificates.check_vinput(seed, &vinput, &mut rng).unwrap();
            secrets.push(secret);
            voutputs.push(voutput);
        }
        kinds.push(TrusteeKind::Pedersen(verified.parameters(&voutputs).unwrap()));
    }
    (Trustees::new(kinds).verify().unwrap(), secrets)
}

struct Sample<G: Group> {
    election: Election<G>,
    trustees: VerifiedTrustees<G>,
    secrets: Vec<TrusteeSecretKey<G>>,
    tally: Tally<G>,
    shuffled: EncryptedTally<G>,
}

fn sample<G: Group>(voters: usize, singles: usize, group: Option<(u32, u32)>) -> Sample<G> {
    let (trustees, secrets) = trustees(singles, group);
    let template = Template {
        description: String::new(),
        name: "sample".into(),
        questions: questions::<G>(),
        administrator: None,
        credential_authority: None,
    };
    let mut rng = rng(2);
    let election = Election::new(Uuid::generate(&mut rng), template, *trustees.public_key()).unwrap();
    let private: Vec<_> = (0..voters).map(|_| PrivateCredential::generate(&mut rng)).collect();
    let public = private.iter().map(|credential| (credential.public(election.uuid()), 1));
    let credentials = PublicCredentials::new(public).unwrap();
    let mut builder = TallyBuilder::new(election.questions());
    for (voter, credential) in private.iter().enumerate() {
        let sealed = Sealer::new(&election).seal(credential, answers::<G>(voter), &mut rng).unwrap();
        let ballot = BallotBox::new(&election, &credentials).verify(&sealed.cast().bytes).unwrap();
        builder.add(&ballot).unwrap();
    }
    let tally = builder.finish();
    let mut shuffled = tally.encrypted().clone();
    if shuffled.has_shuffled_questions() {
        let (y, fingerprint) = (election.public_key(), election.fingerprint());
        let inputs = shuffled.nh_ciphertexts();
        let shuffle = Shuffle::prove(&inputs, y, fingerprint, &mut rng);
        shuffled = shuffled.with_shuffle(&shuffle.verify(&inputs, y, fingerprint).unwrap()).unwrap();
    }
    Sample { election, trustees, secrets, tally, shuffled }
}

impl<G: Group> Sample<G> {
    fn set(&self) -> DecryptionSet<'_, G> {
        DecryptionSet::new(&self.election, &self.trustees, &self.shuffled).unwrap()
    }

    fn decrypt(&self, owner: u32) -> (PartialDecryption<G>, BoundProof<G>) {
        let secret = &self.secrets[at(owner).position()];
        decrypt(&self.election, &self.shuffled, at(owner), secret, &mut rng(4))
    }

    fn forge(&self, owner: u32, place: (usize, usize)) -> (PartialDecryption<G>, BoundProof<G>) {
        let secret = &self.secrets[at(owner).position()];
        forger::forge(&self.election, &self.shuffled, at(owner), secret, place, &mut rng(5))
    }

    fn compute(&self, set: &DecryptionSet<'_, G>) -> Result<ElectionResult, ResultError> {
        let (questions, factors) = (self.election.questions(), set.combine().unwrap());
        let weight = self.tally.total_weight();
        let computed = ElectionResult::compute(questions, &self.shuffled, &factors, weight)?;
        let bytes = computed.as_result().to_bytes();
        let verified = ElectionResult::verify(&bytes, questions, &self.shuffled, &factors, weight);
        assert_eq!(verified.as_ref(), Ok(&computed));
        Ok(computed.into_result())
    }
}

/// Decrypts with these owners, in this order, all of them with bound proofs.
fn check_owners<G: Group>(sample: &Sample<G>, owners: &[u32]) {
    let (mut set, mut document) = (sample.set(), BoundDocument::new(&sample.election));
    for &owner in owners {
        let (decryption, bound) = sample.decrypt(owner);
        let decryption = PartialDecryption::parse(&decryption.to_bytes()).unwrap();
        assert_eq!(set.add(owner.into(), decryption), Ok(at(owner)));
        document.insert(bound).unwrap();
    }
    let document = BoundDocument::parse(&document.to_bytes()).unwrap();
    assert_eq!(document.verify(&set).unwrap().owners(), set.owners().collect::<Vec<_>>());
    let ElectionResult { questions } = sample.compute(&set).unwrap();
    // Voters 0 to 3.
    assert_eq!(questions[0], QuestionResult::Counts(vec![2, 1, 2]));
    assert_eq!(questions[1], QuestionResult::Lists(vec![vec![2, 2, 0], vec![2, 2]]));
    if let Some(QuestionResult::Values(ballots)) = questions.get(2) {
        let mut ballots = ballots.clone();
        ballots.sort();
        assert_eq!(ballots, (0..4).map(|voter| vec![voter, 7, 255]).collect::<Vec<_>>());
    }
}

#[test]
fn every_sufficient_set_of_trustees_gives_the_plain_count() {
    check_owners(&sample::<Ed25519>(4, 1, None), &[1]);
    check_owners(&sample::<Ed25519>(4, 3, None), &[2, 3, 1]);
    let threshold = sample::<Ed25519>(4, 0, Some((2, 3)));
    for owners in [&[1, 2][..], &[2, 1], &[1, 3], &[3, 2], &[1, 2, 3], &[3, 2, 1]] {
        check_owners(&threshold, owners);
    }
    let mixed = sample::<Ed25519>(4, 2, Some((2, 3)));
    for owners in [&[1, 2, 3, 4][..], &[5, 1, 3, 2], &[4, 5, 2, 1], &[1, 2, 3, 4, 5]] {
        check_owners(&mixed, owners);
    }
    check_owners(&sample::<Ed25519>(4, 0, Some((1, 1))), &[1]);
}

#[test]
fn finite_fields_decrypt_as_well() {
    check_owners(&sample::<Belenios2048>(4, 1, Some((2, 3))), &[1, 2, 4]);
}

#[test]
fn nobody_votes() {
    let sample = sample::<Ed25519>(0, 2, None);
    let (mut set, mut document) = (sample.set(), BoundDocument::new(&sample.election));
    for owner in [1, 2] {
        let (decryption, bound) = sample.decrypt(owner);
        set.add(owner.into(), decryption).unwrap();
        document.insert(bound).unwrap();
    }
    document.verify(&set).unwrap();
    let bytes = sample.compute(&set).unwrap().to_bytes();
    assert_eq!(bytes, br#"{"result":[[0,0,0],[[0,0,0],[0,0]],[]]}"#);
}

#[test]
fn too_few_decryptions_name_who_is_missing() {
    let sample = sample::<Ed25519>(1, 2, Some((2, 3)));
    let mut set = sample.set();
    assert_eq!(set.combine().err(), Some(CombineError::Missing { owner: at(1) }));
    for owner in [1, 4] {
        set.add(owner.into(), sample.decrypt(owner).0).unwrap();
    }
    assert_eq!(set.combine().err(), Some(CombineError::Missing { owner: at(2) }));
    set.add(2, sample.decrypt(2).0).unwrap();
    let too_few = CombineError::TooFew { first: at(3), last: at(5), needed: 2, supplied: 1 };
    assert_eq!(set.combine().err(), Some(too_few));
    set.add(5, sample.decrypt(5).0).unwrap();
    assert!(set.combine().is_ok());
}

#[test]
fn a_set_takes_one_decryption_of_each_trustee() {
    let sample = sample::<Ed25519>(1, 2, None);
    let mut set = sample.set();
    for owner in [0, 3, u64::from(u32::MAX) + 2, u64::MAX] {
        let error = DecryptionSetError::UnknownOwner { owner, trustees: 2 };
        assert_eq!(set.add(owner, sample.decrypt(1).0), Err(error));
    }
    let source = DecryptionError::Proof { question: 0, index: 0 };
    let error = DecryptionSetError::Decryption { owner: at(2), source };
    assert_eq!(set.add(2, sample.decrypt(1).0), Err(error));
    set.add(1, sample.decrypt(1).0).unwrap();
    assert_eq!(set.add(1, sample.decrypt(1).0), Err(DecryptionSetError::DuplicateOwner { owner: at(1) }));
}

/// Applies `spoil` to a valid decryption.
fn check_refused(expected: DecryptionError, spoil: impl FnOnce(&mut PartialDecryption<Ed25519>)) {
    let sample = sample::<Ed25519>(2, 1, None);
    let (mut decryption, _) = sample.decrypt(1);
    spoil(&mut decryption);
    let key = sample.trustees.key_of(at(1)).unwrap();
    let found = decryption.verify(&sample.election, &sample.shuffled, key);
    assert_eq!(found.err(), Some(expected));
}

#[test]
fn spoiled_decryptions_are_refused_where_they_are_spoiled() {
    fn lists<T>(column: &mut Column<T>) -> &mut Vec<Vec<T>> {
        match column {
            Column::Lists(lists) => lists,
            Column::Flat(_) => panic!("the question has lists"),
        }
    }
    let question = 1;
    check_refused(DecryptionError::Proof { question, index: 3 }, |d| {
        let proof = &mut lists(&mut d.proofs[question])[1][0];
        proof.response = proof.response + Scalar::ONE;
    });
    check_refused(DecryptionError::Proof { question, index: 4 }, |d| {
        lists(&mut d.factors[question])[1][1] = Element::generator();
    });
    check_refused(DecryptionError::Factors { question }, |d| {
        lists(&mut d.factors[question])[1].pop();
    });
    check_refused(DecryptionError::Proofs { question }, |d| {
        lists(&mut d.proofs[question]).pop();
    });
    check_refused(DecryptionError::Factors { question }, |d| {
        d.factors[question] = Column::Flat(d.factors[question].iter().copied().collect());
    });
    check_refused(DecryptionError::Questions { expected: 3, factors: 2, proofs: 3 }, |d| {
        d.factors.pop();
    });
    check_refused(DecryptionError::Questions { expected: 3, factors: 3, proofs: 4 }, |d| {
        d.proofs.push(Column::Flat(vec![]));
    });
}

#[test]
fn a_forged_factor_passes_version_1_and_fails_the_bound_proof() {
    let sample = sample::<Ed25519>(3, 0, Some((2, 3)));
    for (question, index) in [(0, 2), (1, 3), (2, 1)] {
        let (mut set, mut document) = (sample.set(), BoundDocument::new(&sample.election));
        let (honest, bound) = sample.decrypt(1);
        set.add(1, honest).unwrap();
        document.insert(bound).unwrap();
        let (forged, bound) = sample.forge(3, (question, index));
        let (right, _) = sample.decrypt(3);
        let differing = forged.factors.iter().zip(&right.factors).position(|(a, b)| a != b);
        assert_eq!(differing, Some(question));
        // Version 1 lets it pass …
        set.add(3, forged).unwrap();
        document.insert(bound).unwrap();
        // … and the forgery voids a count and goes unnoticed in a ranking.
        let out_of_bounds = ResultError::OutOfBounds { question, index, bound: 3 };
        match sample.compute(&set) {
            Ok(result) => assert!(question == 2 && result.questions.len() == 3),
            Err(error) => assert_eq!(error, out_of_bounds),
        }
        let error = BoundError::Proof { owner: at(3), question };
        assert_eq!(document.verify(&set).err(), Some(error));
    }
}

#[test]
fn errors_of_two_factors_do_not_cancel_in_the_bound_proof() {
    let sample = sample::<Ed25519>(2, 1, None);
    let (mut decryption, _) = sample.decrypt(1);
    let Column::Flat(factors) = &mut decryption.factors[0] else { panic!("the question has no lists") };
    let g = Ed25519::generator();
    factors[0] = Element::of(Ed25519::mul(&factors[0].point, &g));
    factors[1] = Element::of(Ed25519::mul(&factors[1].point, &Ed25519::inverse(&g)));
    let (secret, tally) = (&sample.secrets[0], &sample.shuffled);
    let key = secret.element();
    let bound =
        BoundProof::prove(&sample.election, tally, at(1), secret.scalar(), &key, &decryption, &mut rng(4));
    // As if version 1 had let it pass.
    let verified = VerifiedDecryption {
        digest: bound.decryption(),
        public_key: key,
        factors: decryption.factors.iter().map(|column| column.iter().copied().collect()).collect(),
    };
    let mut set = sample.set();
    set.dangerously_assume_verified(at(1), verified);
    let mut document = BoundDocument::new(&sample.election);
    document.insert(bound).unwrap();
    assert_eq!(document.verify(&set).err(), Some(BoundError::Proof { owner: at(1), question: 0 }));
}

#[test]
fn bound_proofs_stand_for_one_trustee_and_decryption() {
    let sample = sample::<Ed25519>(2, 2, None);
    let (mut set, empty) = (sample.set(), BoundDocument::new(&sample.election));
    let [(first, bound_first), (second, bound_second)] = [sample.decrypt(1), sample.decrypt(2)];
    set.add(1, first.clone()).unwrap();
    let check = |proofs: &[&BoundProof<Ed25519>], set: &DecryptionSet<'_, Ed25519>, expected| {
        let mut document = empty.clone();
        proofs.iter().for_each(|proof| document.insert((*proof).clone()).unwrap());
        assert_eq!(document.verify(set).err(), Some(expected));
    };
    check(&[], &set, BoundError::Missing { owner: at(1) });
    check(&[&bound_first, &bound_second], &set, BoundError::NoDecryption { owner: at(2) });
    set.add(2, second).unwrap();
    check(&[&bound_first], &set, BoundError::Missing { owner: at(2) });
    let found = bound_second.decryption();
    let stolen = BoundProof { owner: at(1), ..bound_second.clone() };
    check(&[&stolen], &set, BoundError::OtherDecryption { owner: at(1), found });
    let renamed = BoundProof { decryption: bound_first.decryption(), ..stolen };
    check(&[&renamed], &set, BoundError::Proof { owner: at(1), question: 0 });
    let mut short = bound_first.clone();
    short.proofs.pop();
    check(&[&short], &set, BoundError::Questions { owner: at(1), expected: 3, found: 2 });
    let mut swapped = bound_first.clone();
    swapped.proofs.swap(1, 2);
    check(&[&swapped], &set, BoundError::Proof { owner: at(1), question: 1 });
    let mut document = empty.clone();
    document.insert(bound_first.clone()).unwrap();
    assert_eq!(document.insert(bound_first.clone()), Err(DuplicateOwner { owner: at(1) }));
    let other = BoundDocument { election: Digest::of(b""), ..document };
    assert_eq!(other.verify(&set).err(), Some(BoundError::Election { found: Digest::of(b"") }));
}

#[test]
fn documents_of_bound_proofs_have_one_form() {
    let sample = sample::<Ed25519>(1, 2, None);
    let mut document = BoundDocument::new(&sample.election);
    assert_eq!(BoundDocument::parse(&document.to_bytes()), Ok(document.clone()));
    document.insert(sample.decrypt(2).1).unwrap();
    document.insert(sample.decrypt(1).1).unwrap();
    let text = String::from_utf8(document.to_bytes()).unwrap();
    assert_eq!(BoundDocument::parse(text.as_bytes()), Ok(document));
    for (from, to) in
        [("v1", "v2"), ("\":", "\": "), ("\"owner\":1", "\"owner\":0"), ("\"owner\":1", "\"owner\":01")]
    {
        let bad = text.replacen(from, to, 1);
        assert!(
            matches!(BoundDocument::<Ed25519>::parse(bad.as_bytes()), Err(BoundDocumentError::Wire(_))),
            "{bad}"
        );
    }
    let error = BoundDocumentError::Order { owner: at(2) };
    let twice = text.replacen("\"owner\":1", "\"owner\":2", 1);
    assert_eq!(BoundDocument::<Ed25519>::parse(twice.as_bytes()), Err(error));
    for end in [text.len() - 1, text.len() / 2, 0] {
        assert!(BoundDocument::<Ed25519>::parse(&text.as_bytes()[..end]).is_err());
    }
}

#[test]
fn nothing_shows_the_private_key() {
    let sample = sample::<Ed25519>(1, 1, None);
    let key = String::from_utf8(sample.secrets[0].export().to_vec()).unwrap();
    let (decryption, bound) = sample.decrypt(1);
    let shown = alloc::format!("{decryption:?}{bound:?}{:?}", sample.set());
    assert!(!shown.contains(key.trim_matches('"')));
}
