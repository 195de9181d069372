//! `sealing.json`: ballots sealed from a seed, which are the same bytes natively, here, and in WebAssembly, by `run.mjs`.
#![expect(clippy::unwrap_used, reason = "tests")]
use std::fs;
use std::path::{Path, PathBuf};

use kenes_belenios::election::group_of;
use kenes_belenios::group::GroupId;
use kenes_belenios::hash::Digest;
use kenes_wasm_vectors::seal;
use serde_json::Value;

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sealing.json")
}

fn sealed(case: &Value) -> Vec<u8> {
    let lines = ["election", "credential", "answers", "seed"].map(|field| case[field].as_str().unwrap());
    seal(lines.join("\n").as_bytes())
}

#[test]
fn ballots_from_a_seed_are_those_of_the_file() {
    let cases: Vec<Value> = serde_json::from_str(&fs::read_to_string(file()).unwrap()).unwrap();
    let mut groups = Vec::new();
    for case in &cases {
        let ballot = sealed(case);
        assert_eq!(Digest::of(&ballot).to_string(), case["sha256"].as_str().unwrap(), "{}", case["name"]);
        groups.push(group_of(case["election"].as_str().unwrap().as_bytes()).unwrap());
    }
    assert!(GroupId::ALL.iter().all(|group| groups.contains(group)));
}

#[test]
fn input_that_cannot_be_read_gives_nothing() {
    assert_eq!(seal(b""), b"");
    assert_eq!(seal(b"{}\n\n\n"), b"");
    assert!(kenes_wasm_vectors::audit(b"").starts_with(b"refused\narchive-complete\n"));
}
