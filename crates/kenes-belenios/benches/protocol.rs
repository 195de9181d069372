//! What the steps of an election cost: `cargo bench -p kenes-belenios --features testing`.
//!
//! Figures are wall-clock of one thread (the pool of the feature `rayon` is set to one), so that they compare with CPU
//! seconds per core.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark that cannot run should stop")]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use kenes_belenios::PlainAnswer;
use kenes_belenios::ballot::BallotBox;
use kenes_belenios::credential::{PrivateCredential, PublicCredentials};
use kenes_belenios::decryption::{DecryptionSet, decrypt};
use kenes_belenios::election::{Election, Template, Uuid};
use kenes_belenios::group::{Ed25519, Element};
use kenes_belenios::question::{Homomorphic, NonHomomorphic, Question};
use kenes_belenios::result::ElectionResult;
use kenes_belenios::sealing::Sealer;
use kenes_belenios::shuffle::{Generators, Shuffle};
use kenes_belenios::tally::TallyBuilder;
use kenes_belenios::testing::{TestRng, rng};
use kenes_belenios::trustee::{TrusteeIndex, TrusteeKind, TrusteeSecretKey, Trustees};

/// An election with its secrets.
struct World {
    election: Election<Ed25519>,
    secrets: Vec<TrusteeSecretKey<Ed25519>>,
    trustees: kenes_belenios::trustee::VerifiedTrustees<Ed25519>,
    credentials: PublicCredentials<Ed25519>,
    ballots: Vec<Vec<u8>>,
}

fn names(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("answer {number}")).collect()
}

/// Choose up to 5 of 10: the question of `bench-1000`.
fn choose() -> Question {
    let question = "Choose up to five".into();
    Question::Homomorphic(Homomorphic { answers: names(10), blank: None, min: 0, max: 5, question })
}

fn rank() -> Question {
    Question::NonHomomorphic(NonHomomorphic { answers: names(8), question: "Rank".into(), extra: None })
}

fn answer(question: &Question, voter: usize) -> PlainAnswer {
    let bit = |place: usize| u8::from((place + voter).is_multiple_of(3) && place < 9);
    let number = |place: usize| u8::try_from((place + voter) % 8).unwrap();
    match question {
        Question::NonHomomorphic(_) => PlainAnswer::NonHomomorphic((0..8).map(number).collect()),
        Question::Homomorphic(_) | Question::Lists(_) | _ => {
            PlainAnswer::Homomorphic((0..10).map(bit).collect())
        }
    }
}

impl World {
    fn new(question: Question, voters: usize, rng: &mut TestRng) -> Self {
        let secrets: Vec<_> = (0..3).map(|_| TrusteeSecretKey::<Ed25519>::generate(rng)).collect();
        let keys = secrets.iter().map(|secret| TrusteeKind::Single(secret.public_key(rng))).collect();
        let trustees = Trustees::new(keys).verify().unwrap();
        let template = Template {
            description: String::new(),
            name: "Benchmark".into(),
            questions: vec![question],
            administrator: None,
            credential_authority: None,
        };
        let election = Election::new(Uuid::generate(rng), template, *trustees.public_key()).unwrap();
        let private: Vec<_> = (0..voters).map(|_| PrivateCredential::generate(rng)).collect();
        let public = private.iter().map(|credential| (credential.public(election.uuid()), 1));
        let credentials = PublicCredentials::new(public).unwrap();
        let sealer = Sealer::new(&election);
        let seal = |(voter, credential): (usize, &PrivateCredential)| {
            let answers = vec![answer(&election.questions()[0], voter)];
            sealer.seal(credential, answers, rng).unwrap().cast().bytes
        };
        let ballots = private.iter().enumerate().map(seal).collect();
        Self { election, secrets, trustees, credentials, ballots }
    }

    fn tally(&self) -> kenes_belenios::tally::Tally<Ed25519> {
        let bytes: Vec<_> = self.ballots.iter().map(Vec::as_slice).collect();
        let mut builder = TallyBuilder::new(self.election.questions());
        for ballot in BallotBox::new(&self.election, &self.credentials).verify_all(&bytes) {
            builder.add(&ballot.unwrap()).unwrap();
        }
        builder.finish()
    }
}

fn ballots(c: &mut Criterion) {
    let world = World::new(choose(), 64, &mut rng(1));
    let mut group = c.benchmark_group("ballot, up to 5 of 10");
    let credential = PrivateCredential::generate(&mut rng(2));
    let sealer = Sealer::new(&world.election);
    let mut stream = rng(3);
    group.bench_function("seal and cast", |b| {
        b.iter(|| sealer.seal(&credential, vec![answer(&choose(), 1)], &mut stream).unwrap().cast())
    });
    let ballot_box = BallotBox::new(&world.election, &world.credentials);
    group.bench_function("verify one alone", |b| b.iter(|| ballot_box.verify(&world.ballots[0]).unwrap()));
    let bytes: Vec<_> = world.ballots.iter().map(Vec::as_slice).collect();
    group.throughput(Throughput::Elements(64));
    group.sample_size(20);
    group.bench_function("verify 64 together", |b| b.iter(|| ballot_box.verify_all(&bytes)));
    group.finish();
}

fn shuffles(c: &mut Criterion) {
    let world = World::new(rank(), 1000, &mut rng(4));
    let inputs = world.tally().encrypted().nh_ciphertexts();
    let (y, fingerprint) = (*world.election.public_key(), world.election.fingerprint());
    let generators = Generators::new(1000);
    let bytes = Shuffle::prove_with(&inputs, &y, fingerprint, &generators, &mut rng(5)).to_bytes();
    let mut group = c.benchmark_group("shuffle of 1,000 ballots");
    group.sample_size(10).throughput(Throughput::Elements(1000));
    group.bench_function("make", |b| {
        b.iter(|| Shuffle::prove_with(&inputs, &y, fingerprint, &generators, &mut rng(6)))
    });
    group.bench_function("read and verify", |b| {
        b.iter(|| Shuffle::parse(&bytes).unwrap().verify(&inputs, &y, fingerprint).unwrap())
    });
    group.finish();
}

fn tallies(c: &mut Criterion) {
    let world = World::new(choose(), 64, &mut rng(7));
    let tally = world.tally();
    let mut group = c.benchmark_group("tally of 10 choices, 3 trustees");
    group.bench_function("decrypt, verify, combine, count", |b| {
        b.iter_batched(|| rng(8), |mut stream| announce(&world, &tally, &mut stream), BatchSize::SmallInput)
    });
    group.finish();
}

fn announce(
    world: &World,
    tally: &kenes_belenios::tally::Tally<Ed25519>,
    stream: &mut TestRng,
) -> ElectionResult {
    let mut set = DecryptionSet::new(&world.election, &world.trustees, tally.encrypted()).unwrap();
    for (owner, secret) in TrusteeIndex::all().zip(&world.secrets) {
        let (decryption, _) = decrypt(&world.election, tally.encrypted(), owner, secret, stream);
        set.add(u64::from(owner.get()), decryption).unwrap();
    }
    let factors = set.combine().unwrap();
    let questions = world.election.questions();
    ElectionResult::compute(questions, tally.encrypted(), &factors, tally.total_weight())
        .unwrap()
        .into_result()
}

fn elements(c: &mut Criterion) {
    println!("curve backend: {}", kenes_belenios::curve_backend());
    let text = Element::<Ed25519>::generator().to_text();
    c.bench_function("read one element with its subgroup check", |b| {
        b.iter(|| Element::<Ed25519>::parse(text.as_bytes()).unwrap())
    });
}

criterion_group!(benches, elements, ballots, tallies, shuffles);
criterion_main!(benches);
