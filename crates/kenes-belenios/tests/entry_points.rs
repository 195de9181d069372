//! The entry points of the fuzz targets (`fuzz/`), run on the committed corpus and on mutations of it: no panic, and no
//! input that takes long.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kenes_belenios::archive::{Stage, SurveyItem};
use kenes_belenios::audit::{Options, audit_bytes};
use kenes_belenios::fuzzing::{CREDENTIALS, ENTRY_POINTS, EntryPoint, the_election};
use kenes_belenios::group::{Ed25519, Group, GroupId};
use kenes_belenios::sealing::Sealer;
use kenes_belenios::testing::{Play, Scenario, TestRng, random, rng};
use kenes_belenios::trustee::TrusteeIndex;
use kenes_belenios::trustee::threshold::{Certificate, Certificates, Threshold};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// More than any input of the corpus takes, by far, on a slow and busy machine.
const LIMIT: Duration = Duration::from_secs(10);

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name)
}

fn corpus(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn run(entry: EntryPoint, bytes: &[u8]) {
    let start = Instant::now();
    entry(bytes);
    assert!(start.elapsed() < LIMIT, "{:?} for {} bytes", start.elapsed(), bytes.len());
}

#[test]
fn the_corpus_runs_and_every_target_has_one() {
    for (name, entry) in ENTRY_POINTS {
        let files = corpus(name);
        assert!(!files.is_empty(), "{name} has no corpus");
        let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
        assert!(size <= 40_000, "the corpus of {name} has {size} bytes");
        for (path, bytes) in files {
            println!("{}", path.display());
            run(entry, &bytes);
        }
        let target = folder("..").join(format!("fuzz_targets/{name}.rs"));
        assert!(fs::read_to_string(&target).unwrap().contains(&format!("fuzzing::{name}(")), "{name}");
    }
}

/// One change of some bytes.
#[derive(Clone, Debug)]
enum Change {
    Flip(usize, u8),
    Cut(usize),
    Insert(usize, Vec<u8>),
    Remove(usize, usize),
    Repeat(usize, usize, usize),
    Splice(usize, usize),
}

impl Change {
    fn apply(&self, mut bytes: Vec<u8>, other: &[u8]) -> Vec<u8> {
        let place = |at: usize, bytes: &[u8]| at % (bytes.len() + 1);
        match *self {
            Self::Flip(at, mask) => {
                let at = place(at, &bytes);
                bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= mask);
            }
            Self::Cut(at) => bytes.truncate(place(at, &bytes)),
            Self::Insert(at, ref new) => {
                let at = place(at, &bytes);
                bytes.splice(at..at, new.iter().copied());
            }
            Self::Remove(at, length) => {
                let at = place(at, &bytes);
                let end = bytes.len().min(at + length);
                bytes.drain(at..end);
            }
            Self::Repeat(at, length, times) => {
                let at = place(at, &bytes);
                let part = bytes[at..bytes.len().min(at + length)].repeat(times);
                bytes.splice(at..at, part);
            }
            Self::Splice(at, from) => {
                bytes.truncate(place(at, &bytes));
                bytes.extend(&other[place(from, other)..]);
            }
        }
        bytes
    }
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let token = prop::sample::select(vec![
        "{", "}", "[", "]", "\"", ",", ":", " ", "\\u0041", "null", "0", "[[", "{}", "\"0\"", "1e9", "-1",
        "\u{e9}",
    ]);
    let change = prop_oneof![
        (any::<usize>(), 1u8..).prop_map(|(at, mask)| Change::Flip(at, mask)),
        any::<usize>().prop_map(Change::Cut),
        (any::<usize>(), token).prop_map(|(at, token)| Change::Insert(at, token.into())),
        (any::<usize>(), prop::collection::vec(any::<u8>(), 1..8))
            .prop_map(|(at, new)| Change::Insert(at, new)),
        (any::<usize>(), 1..200usize).prop_map(|(at, length)| Change::Remove(at, length)),
        (any::<usize>(), 1..200usize, 1..40usize).prop_map(|(a, l, times)| Change::Repeat(a, l, times)),
        (any::<usize>(), any::<usize>()).prop_map(|(at, from)| Change::Splice(at, from)),
    ];
    prop::collection::vec(change, 1..4)
}

#[test]
fn mutations_of_the_corpus_and_garbage_do_no_harm() {
    for (name, entry) in ENTRY_POINTS {
        let corpus: Vec<_> = corpus(name).into_iter().map(|(_, bytes)| bytes).collect();
        let mutated = (0..corpus.len(), 0..corpus.len(), changes()).prop_map(|(index, other, changes)| {
            changes.iter().fold(corpus[index].clone(), |bytes, change| change.apply(bytes, &corpus[other]))
        });
        let garbage = prop::collection::vec(any::<u8>(), 0..300);
        let config = Config { cases: 1000, failure_persistence: None, ..Config::default() };
        let run = |bytes: Vec<u8>| {
            run(entry, &bytes);
            Ok(())
        };
        TestRunner::new(config.clone()).run(&mutated, run).unwrap_or_else(|error| panic!("{name}: {error}"));
        TestRunner::new(config).run(&garbage, run).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn deep_and_long_inputs_are_read_or_refused_in_time() {
    let repeated = |unit: &str, times: usize| unit.repeat(times).into_bytes();
    for (name, entry) in ENTRY_POINTS {
        for unit in ["[", "{\"a\":", "\"", "\\", "9", " ", "[{\"alpha\":\"", "{\"extra\":["] {
            println!("{name} {unit}");
            run(entry, &repeated(unit, 1 << 20));
        }
    }
}

/// The election whose structures the corpus holds: every type of question, every kind of trustee.
fn the_play() -> Play<Ed25519> {
    use random::Kind;
    Scenario::new(GroupId::Ed25519, 0xf0)
        .ask(&[Kind::SelectOrBlank, Kind::Rank, Kind::Lists])
        .trustees(1, &[(1, 2)])
        .voters(2)
        .ballots(2, 0)
        .shuffles(1)
        .play()
}

/// Writes the corpus anew, from the library itself: `cargo test --test entry_points -- --ignored`.
#[test]
#[ignore = "writes the committed corpus"]
fn remake_the_corpus() {
    let play = the_play();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/fuzzing");
    fs::write(fixtures.join("election.json"), play.board.election().bytes()).unwrap();
    fs::write(fixtures.join("credentials.json"), play.board.credentials().to_bytes()).unwrap();
    for (name, _) in ENTRY_POINTS {
        fs::create_dir_all(folder(name)).unwrap();
    }
    let write = |name: &str, file: &str, bytes: &[u8]| fs::write(folder(name).join(file), bytes).unwrap();
    for item in kenes_belenios::testing::items(play.board.archive()) {
        match item {
            SurveyItem::Setup { election, trustees, credentials, setup: _ } => {
                write("election", "all-questions", &election);
                write("trustees", "single-and-threshold", &trustees);
                write("credentials", "unweighted", &credentials);
                let spaced = String::from_utf8(election).unwrap().replace(",\"", " ,\n\t\"");
                write("lenient", "election", spaced.as_bytes());
            }
            SurveyItem::Ballot { bytes, tracker: _, height: 1 } => write("ballot", "all-questions", &bytes),
            SurveyItem::Shuffle { owner: _, bytes } => write("shuffle", "of-two", &bytes),
            SurveyItem::Decryption { owner: 1, bytes } => {
                write("decryption", "of-single", &bytes);
                let spaced =
                    String::from_utf8(bytes).unwrap().replace("{\"challenge\":", "{ \"challenge\" : ");
                write("lenient", "decryption", spaced.as_bytes());
            }
            SurveyItem::Result { bytes } => write("result", "all-questions", &bytes),
            SurveyItem::Ballot { .. }
            | SurveyItem::EndBallots
            | SurveyItem::Tally { .. }
            | SurveyItem::EndShuffles
            | SurveyItem::Decryption { .. } => {}
        }
    }
    write("bound", "of-two-trustees", &play.board.bound().to_bytes());
    write("lenient", "result", br#"{ "result" : [ ["1", 2147483648, 0], [] ] }"#);
    write("lenient", "ballot", br#"{"election_uuid":"u","election_hash":"h","credential":"c","answers":[{"proof":{"response":"1","challenge":"2"},"choices":{"beta":"3","alpha":"4"}}],"signature":{}}"#);
    write("private_credential", "current", play.voters[0].expose().as_bytes());
    write("private_credential", "2.0", b"ArU-7M7-z7z-As4-j3Y");
    write("answers", "all-questions", b"[[0,1],[1,2],[[1,1,0]]]");
    let sealer = Sealer::new(play.board.election());
    let sealed = sealer.seal(&play.voters[0], play.votes[0].answers.clone(), &mut rng(1)).unwrap();
    write("opening", "all-questions", &sealed.challenge().to_bytes());
    write_elections(&write);
    write_ceremony::<Ed25519>(&write, &mut rng(2));
}

fn write_elections(write: &impl Fn(&str, &str, &[u8])) {
    use random::Kind;
    let small = Scenario::new(GroupId::Ed25519, 0xf1).voters(1).ballots(1, 0).until(Stage::Voting);
    let ranked = Scenario::new(GroupId::Ed25519, 0xf2).ask(&[Kind::Rank]).voters(1).ballots(1, 0).shuffles(1);
    write("archive", "voting", &small.make().archive);
    write("archive", "shuffled", &ranked.make().archive);
    let weighted =
        Scenario::new(GroupId::Belenios2048, 0xf3).weights(vec![1 << 30, 2]).until(Stage::Setup).make();
    let SurveyItem::Setup { election, trustees, credentials, setup: _ } =
        kenes_belenios::testing::items(&weighted.archive).remove(0)
    else {
        panic!("an archive begins with Setup");
    };
    write("election", "finite-field", &election);
    write("trustees", "finite-field", &trustees);
    write("credentials", "finite-field-weighted", &credentials);
}

fn write_ceremony<G: Group>(write: &impl Fn(&str, &str, &[u8]), rng: &mut TestRng) {
    let threshold = Threshold::new(1, 2).unwrap();
    let made =
        TrusteeIndex::all().take(2).map(|index| Certificate::<G>::generate(threshold, index, rng).unwrap());
    let (seeds, certificates): (Vec<_>, Vec<_>) = made.unzip();
    write("ceremony", "seed", seeds[0].export().as_bytes());
    write("ceremony", "certificate", &certificates[0].to_bytes());
    let certificates = Certificates::verify(certificates).unwrap();
    let polynomials: Vec<_> = seeds.iter().map(|seed| certificates.deal(seed, rng).unwrap()).collect();
    write("ceremony", "polynomial", &polynomials[0].to_bytes());
    let verified = certificates.verify_polynomials(polynomials).unwrap();
    let vinput = verified.vinputs().next().unwrap();
    write("ceremony", "vinput", &vinput.to_bytes());
    let (secret, voutput) = certificates.check_vinput(&seeds[0], &vinput, rng).unwrap();
    write("ceremony", "voutput", &voutput.to_bytes());
    write("ceremony", "secret-key", &secret.export());
    write("ceremony", "decryption-key", &voutput.encrypted_decryption_key().to_bytes());
}

#[test]
fn the_corpus_is_of_use() {
    let election = the_election();
    let (ballots, credentials) = (corpus("ballot"), CREDENTIALS);
    let list = kenes_belenios::credential::PublicCredentials::<Ed25519>::parse(credentials).unwrap();
    let ballots_box = kenes_belenios::ballot::BallotBox::new(&election, &list);
    assert!(ballots.iter().any(|(_, ballot)| ballots_box.verify(ballot).is_ok()));
    let archives = corpus("archive");
    assert!(
        archives.iter().any(|(_, archive)| audit_bytes(archive, &Options::default()).failures.is_empty())
    );
    let openings = corpus("opening");
    assert!(
        openings
            .iter()
            .any(|(_, opening)| kenes_belenios::sealing::Opening::verify(opening, &election).is_ok())
    );
}
