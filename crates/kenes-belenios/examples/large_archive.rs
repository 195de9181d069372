//! Writes an election of any size, for benchmarks and for the long test of the auditor's memory:
//! `cargo run --release -p kenes-belenios --features testing --example large_archive -- FILE BALLOTS KIND [STAGE]`, KIND
//! being `small` (one of two), `choose` (up to five of ten) or `rank` (a ranking of eight, shuffled twice), STAGE the last
//! one written: `setup`, `tally` or `result` (the default).
//!
//! Beside FILE it writes the private credential of one voter (FILE.credential) and answers of that voter (FILE.answers).
//! Every ballot is distinct. All secrets follow from fixed seeds: for tests only.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a benchmark that cannot run should stop")]

use std::fs::{self, File};
use std::io::{BufWriter, Write};

use kenes_belenios::PlainAnswer;
use kenes_belenios::archive::ArchiveWriter;
use kenes_belenios::ballot::BallotBox;
use kenes_belenios::credential::{PrivateCredential, PublicCredentials};
use kenes_belenios::decryption::{DecryptionSet, decrypt};
use kenes_belenios::election::{Election, Uuid};
use kenes_belenios::group::Ed25519;
use kenes_belenios::question::{Homomorphic, NonHomomorphic, Question};
use kenes_belenios::result::ElectionResult;
use kenes_belenios::sealing::Sealer;
use kenes_belenios::shuffle::Shuffle;
use kenes_belenios::tally::{EncryptedTally, Tally, TallyBuilder};
use kenes_belenios::testing::{TIME, random, rng};
use kenes_belenios::trustee::{TrusteeIndex, TrusteeKind, TrusteeSecretKey, Trustees, VerifiedTrustees};
use rayon::prelude::*;

/// Voters whose ballots are made and written together.
const CHUNK: u64 = 4096;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let (file, ballots, kind, stage) = match arguments.as_slice() {
        [_, file, ballots, kind] => (file, ballots, kind, "result"),
        [_, file, ballots, kind, stage] => (file, ballots, kind, stage.as_str()),
        _ => panic!("usage: large_archive FILE BALLOTS KIND [STAGE]"),
    };
    let mut archive = BufWriter::new(File::create(file).unwrap());
    let world = World::new(question(kind), ballots.parse().unwrap());
    world.write(stage, &mut archive);
    archive.flush().unwrap();
    let answers = if kind == "rank" { "[[1,2,3,4,5,6,7,8]]" } else { "[[0,1,0,1,0,1,0,1,0,1]]" };
    fs::write(format!("{file}.credential"), credential(0).expose()).unwrap();
    fs::write(format!("{file}.answers"), answers).unwrap();
}

fn question(kind: &str) -> Question {
    let names = |count: u64| (1..=count).map(|number| format!("answer {number}")).collect();
    let choose = |count, max| {
        let question = "Choose".into();
        Question::Homomorphic(Homomorphic { answers: names(count), blank: None, min: 0, max, question })
    };
    match kind {
        "small" => choose(2, 1),
        "choose" => choose(10, 5),
        "rank" => Question::NonHomomorphic(NonHomomorphic {
            answers: names(8),
            question: "Rank".into(),
            extra: None,
        }),
        _ => panic!("KIND is small, choose or rank"),
    }
}

/// An election with its secrets.
struct World {
    election: Election<Ed25519>,
    credentials: PublicCredentials<Ed25519>,
    secrets: Vec<TrusteeSecretKey<Ed25519>>,
    trustees: VerifiedTrustees<Ed25519>,
    voters: u64,
}

/// The private credential of voter number `voter`, the same at each call.
fn credential(voter: u64) -> PrivateCredential {
    PrivateCredential::generate(&mut rng(voter))
}

impl World {
    fn new(question: Question, voters: u64) -> Self {
        // One seed for all stages, so that the archives of one size and kind are of one election.
        let mut stream = rng(u64::MAX);
        let secrets: Vec<_> = (0..2).map(|_| TrusteeSecretKey::<Ed25519>::generate(&mut stream)).collect();
        let keys = secrets.iter().map(|secret| TrusteeKind::Single(secret.public_key(&mut stream))).collect();
        let trustees = Trustees::new(keys).verify().unwrap();
        let uuid = Uuid::generate(&mut stream);
        let election =
            Election::new(uuid.clone(), random::template(vec![question]), *trustees.public_key()).unwrap();
        let public: Vec<_> = (0..voters)
            .into_par_iter()
            .map(|voter| (credential(voter).public::<Ed25519>(&uuid), 1))
            .collect();
        let credentials = PublicCredentials::new(public).unwrap();
        Self { election, credentials, secrets, trustees, voters }
    }

    fn write(&self, stage: &str, archive: &mut impl Write) {
        let (mut writer, header) = ArchiveWriter::begin(TIME);
        archive.write_all(&header).unwrap();
        let setup = writer
            .setup(self.election.bytes(), &self.trustees.trustees().to_bytes(), &self.credentials.to_bytes())
            .unwrap();
        archive.write_all(&setup).unwrap();
        if stage == "setup" {
            return;
        }
        let tally = self.vote(&mut writer, archive);
        archive.write_all(&writer.end_ballots()).unwrap();
        let sized = tally.sized();
        let bytes = tally.encrypted().to_bytes();
        archive
            .write_all(&writer.encrypted_tally(sized.num_tallied, sized.total_weight, &bytes).unwrap())
            .unwrap();
        if stage == "tally" {
            return;
        }
        let current = self.shuffle(tally.encrypted().clone(), &mut writer, archive);
        self.decrypt(&current, tally.total_weight(), &mut writer, archive);
    }

    /// Seals, verifies, tallies and writes all ballots.
    fn vote(&self, writer: &mut ArchiveWriter, archive: &mut impl Write) -> Tally<Ed25519> {
        let sealer = Sealer::new(&self.election);
        let ballot_box = BallotBox::new(&self.election, &self.credentials);
        let mut builder = TallyBuilder::new(self.election.questions());
        for first in (0..self.voters).step_by(usize::try_from(CHUNK).unwrap()) {
            let voters = first..self.voters.min(first + CHUNK);
            let ballots: Vec<_> = voters.into_par_iter().map(|voter| self.ballot(&sealer, voter)).collect();
            let bytes: Vec<_> = ballots.iter().map(Vec::as_slice).collect();
            for (ballot, verified) in ballots.iter().zip(ballot_box.verify_all(&bytes)) {
                builder.add(&verified.unwrap()).unwrap();
                archive.write_all(&writer.ballot(ballot).unwrap()).unwrap();
            }
            eprint!("\r{} ballots", first + CHUNK);
        }
        eprintln!();
        builder.finish()
    }

    fn ballot(&self, sealer: &Sealer<'_, Ed25519>, voter: u64) -> Vec<u8> {
        let mut stream = rng(!voter);
        let answers: Vec<PlainAnswer> =
            self.election.questions().iter().map(|question| random::answer(question, &mut stream)).collect();
        sealer.seal(&credential(voter), answers, &mut stream).unwrap().cast().bytes
    }

    /// Two shuffles where the question asks for them.
    fn shuffle(
        &self,
        mut current: EncryptedTally<Ed25519>,
        writer: &mut ArchiveWriter,
        archive: &mut impl Write,
    ) -> EncryptedTally<Ed25519> {
        if !current.has_shuffled_questions() {
            return current;
        }
        let (y, fingerprint) = (self.election.public_key(), self.election.fingerprint());
        for owner in 1..=2 {
            let inputs = current.nh_ciphertexts();
            let shuffle = Shuffle::prove(&inputs, y, fingerprint, &mut rng(owner));
            archive.write_all(&writer.shuffle(owner, &shuffle.to_bytes()).unwrap()).unwrap();
            current = current.with_shuffle(&shuffle.verify(&inputs, y, fingerprint).unwrap()).unwrap();
        }
        archive.write_all(&writer.end_shuffles()).unwrap();
        current
    }

    fn decrypt(
        &self,
        current: &EncryptedTally<Ed25519>,
        total_weight: u64,
        writer: &mut ArchiveWriter,
        archive: &mut impl Write,
    ) {
        let mut set = DecryptionSet::new(&self.election, &self.trustees, current).unwrap();
        for (owner, secret) in TrusteeIndex::all().zip(&self.secrets) {
            let (decryption, _) = decrypt(&self.election, current, owner, secret, &mut rng(7));
            let number = u64::from(owner.get());
            archive.write_all(&writer.decryption(number, &decryption.to_bytes()).unwrap()).unwrap();
            set.add(number, decryption).unwrap();
        }
        let factors = set.combine().unwrap();
        let questions = self.election.questions();
        let result = ElectionResult::compute(questions, current, &factors, total_weight).unwrap();
        archive.write_all(&writer.result(&result.as_result().to_bytes()).unwrap()).unwrap();
    }
}
