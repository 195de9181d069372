//! The golden records of `vectors/council`: every act comes to what it came to when the record was made, and leaves the
//! same state.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use kenes_core::testing::golden::{GoldenError, Replayed, replay};

/// The histories of a version of the rules, by the names of their files.
fn histories(version: &str) -> BTreeMap<String, Vec<Replayed>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/council").join(version);
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        found.insert(name, replay(&fs::read(&path).unwrap()).unwrap());
    }
    found
}

#[test]
fn every_act_comes_to_the_same() {
    let histories = histories("v1");
    assert!(histories.len() >= 7);
    for (name, replayed) in &histories {
        for (number, Replayed { act, found, expected }) in replayed.iter().enumerate() {
            assert_eq!(found, expected, "{name}: act {number}, {act}");
        }
    }
}

#[test]
fn every_type_of_the_first_rules_has_its_effect_and_most_refusals_occur() {
    let histories = histories("v1");
    let all = || histories.values().flatten();
    let effects: BTreeSet<&str> =
        all().filter(|step| step.found.0 == "effect").map(|step| step.act).collect();
    let newer: BTreeSet<&str> =
        all().filter(|step| step.found.0 == "needs-newer 2").map(|step| step.act).collect();
    let refusals: BTreeSet<&str> =
        all().map(|step| step.found.0.as_str()).filter(|word| word.starts_with("K-ACT-")).collect();
    // With the first act, and without `rules.adopted`, which needs rules that are not there.
    assert_eq!((effects.len(), newer), (34, BTreeSet::from(["rules.adopted"])), "{effects:?}");
    assert!(refusals.len() >= 25, "{refusals:?}");
}

#[test]
fn a_file_that_is_no_history_is_refused() {
    for (file, expected) in [
        ("[\n{}\n]\n", GoldenError::Item { line: 2 }),
        ("[\n{\"kind\":\"other\"}\n]\n", GoldenError::Item { line: 2 }),
        ("[\n\n{\"kind\":\"act\",\"leaf\":\"\"}\n]\n", GoldenError::Act { line: 3 }),
        ("what", GoldenError::Item { line: 1 }),
    ] {
        assert_eq!(replay(file.as_bytes()), Err(expected), "{file}");
    }
    assert_eq!(replay(b""), Ok(Vec::new()));
}
