//! The entry points of the fuzz targets (`fuzz/`), run on the committed corpus and on mutations of it: no panic, and no
//! input that takes long.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kenes_record::fuzzing::{ENTRY_POINTS, EntryPoint};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// More than any input takes, by far, on a slow and busy machine.
const LIMIT: Duration = Duration::from_secs(10);

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name)
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<_> = fs::read_dir(folder(name)).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| fs::read(path).unwrap()).collect()
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
        assert!(files.iter().map(Vec::len).sum::<usize>() <= 40_000, "the corpus of {name} is large");
        files.iter().for_each(|bytes| run(entry, bytes));
        let target = folder("..").join(format!("fuzz_targets/{name}.rs"));
        assert!(
            fs::read_to_string(&target).unwrap().contains(&format!("kenes_record::fuzzing::{name}(")),
            "{name}"
        );
    }
}

/// A file of the corpus in which some places were replaced by bytes or by parts of another file.
fn mutated(files: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let new = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(vec![
            "{",
            "}",
            "[",
            "\"",
            ",",
            ":",
            "\n",
            "\n\n",
            "\\u0001",
            "-0",
            "1e0",
            "\u{2014} m/"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        (prop::sample::select(files.clone()), any::<prop::sample::Index>(), 0..200_usize).prop_map(
            |(bytes, at, length)| {
                let at = at.index(bytes.len());
                bytes[at..bytes.len().min(at + length)].to_vec()
            }
        ),
    ];
    let change = (any::<prop::sample::Index>(), 0..40_usize, new, 1..4_usize);
    (prop::sample::select(files), prop::collection::vec(change, 1..4)).prop_map(|(mut bytes, changes)| {
        for (at, length, new, times) in changes {
            let at = at.index(bytes.len() + 1);
            let end = bytes.len().min(at + length / 2);
            bytes.splice(at..end, new.repeat(times));
        }
        bytes
    })
}

#[test]
fn mutations_of_the_corpus_and_garbage_do_no_harm() {
    for (name, entry) in ENTRY_POINTS {
        let garbage = prop::collection::vec(any::<u8>(), 0..300);
        let config = Config { cases: 4_000, failure_persistence: None, ..Config::default() };
        let run = |bytes: Vec<u8>| {
            run(entry, &bytes);
            Ok(())
        };
        let outcome = TestRunner::new(config.clone()).run(&mutated(corpus(name)), run);
        outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
        TestRunner::new(config).run(&garbage, run).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn deep_and_long_inputs_are_read_or_refused_in_time() {
    for (name, entry) in ENTRY_POINTS {
        for start in ["", "kenes/act/v1\n", "x\n\n"] {
            for unit in ["[", "{\"a\":", "\"", "\\", "9", " ", "\n", "\u{2014} m/0 AAAA\n"] {
                println!("{name} {start:?} {unit:?}");
                run(entry, (start.to_owned() + &unit.repeat(1 << 20)).as_bytes());
            }
        }
    }
}
