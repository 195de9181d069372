//! `record.json`: what is found in the texts and acts of `vectors/record` and in trees, which is the same natively, here, and
//! in WebAssembly, by `run.mjs`.
#![expect(clippy::unwrap_used, reason = "tests")]
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kenes_belenios::hash::Digest;
use kenes_wasm_vectors::record::{act, json, signatures, tree};
use serde_json::Value;

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/record")
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The line before an act: the origin, the keys.
fn known(acts: &Value) -> String {
    let keys = acts["keys"].as_array().unwrap().iter();
    let lines = [&acts["origin"]].into_iter().chain(keys).map(|line| line.as_str().unwrap());
    lines.flat_map(|line| [line, "\n"]).chain(["\n"]).collect()
}

#[test]
fn what_is_found_is_what_the_file_says() {
    let acts = read(&vectors().join("acts/manifest.json"));
    let known = known(&acts);
    let mut files = BTreeSet::new();
    for case in read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("record.json")).as_array().unwrap() {
        let file = || fs::read(vectors().join(case["file"].as_str().unwrap())).unwrap();
        let found = match case["kind"].as_str().unwrap() {
            "json" => json(&file()),
            "act" => act(&[known.as_bytes(), &file()].concat()),
            _ => tree(case["size"].to_string().as_bytes()),
        };
        assert_eq!(Digest::of(&found).to_string(), case["sha256"].as_str().unwrap(), "{case}");
        files.extend(case["file"].as_str().map(str::to_owned));
    }
    let listed = |folder: &str, entries: &Value| -> Vec<String> {
        let name = |entry: &Value| format!("{folder}/{}", entry["file"].as_str().unwrap());
        entries.as_array().unwrap().iter().map(name).collect()
    };
    let all = [listed("acts", &acts["acts"]), listed("json", &read(&vectors().join("json/manifest.json")))];
    assert_eq!(files, all.concat().into_iter().collect());
}

#[test]
fn acts_are_found_to_be_what_their_manifest_says() {
    let acts = read(&vectors().join("acts/manifest.json"));
    let known = known(&acts);
    for entry in acts["acts"].as_array().unwrap() {
        let bytes = fs::read(vectors().join("acts").join(entry["file"].as_str().unwrap())).unwrap();
        let found = String::from_utf8(act(&[known.as_bytes(), &bytes].concat())).unwrap();
        let expected = entry["error"].as_str().or_else(|| entry["id"].as_str()).unwrap();
        assert_eq!(found.lines().next(), Some(expected), "{entry}");
    }
}

#[test]
fn signatures_are_judged_as_the_file_says() {
    let file = fs::read(vectors().join("ed25519.txt")).unwrap();
    assert_eq!(String::from_utf8(signatures(&file)).unwrap(), "");
    let turned = String::from_utf8(file).unwrap().replacen("accept rfc8032-1", "equation rfc8032-1", 1);
    assert!(signatures(turned.as_bytes()).starts_with(b"equation rfc8032-1 "));
}

#[test]
fn input_that_cannot_be_read_gives_nothing() {
    assert_eq!(act(b"kenes/act/v1\n{}\n\n"), b"");
    assert_eq!(tree(b"many"), b"");
}
