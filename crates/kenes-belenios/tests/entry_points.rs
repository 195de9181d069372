//! The entry points of the fuzz targets (`fuzz/`), run on the committed corpus and on mutations of it: no panic, and no
//! input that takes long.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kenes_belenios::audit::{Options, audit_bytes};
use kenes_belenios::fuzzing::{CREDENTIALS, ENTRY_POINTS, EntryPoint, the_election};
use kenes_belenios::group::Ed25519;
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
