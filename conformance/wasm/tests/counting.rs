//! `counting.json`: the transcripts of all contests of `vectors/count`, which are the same natively, here, and in
//! WebAssembly, by `run.mjs`.
#![expect(clippy::unwrap_used, reason = "tests")]
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kenes_belenios::hash::Digest;
use kenes_wasm_vectors::count;
use serde_json::Value;

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/count")
}

fn read(path: &Path) -> Vec<Value> {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn counted(case: &Value) -> Vec<u8> {
    let text = |field: &str| case[field].as_str();
    let file = text("file").unwrap();
    let (_, extension) = file.rsplit_once('.').unwrap();
    let numbers = ["seats", "minimum"].map(|field| case[field].to_string());
    let line = [extension, text("rule").unwrap()].into_iter().chain(numbers.iter().map(String::as_str));
    let line: Vec<_> = line.chain(text("seed")).collect();
    count(&[line.join(" ").as_bytes(), b"\n", &fs::read(vectors().join(file)).unwrap()].concat())
}

#[test]
fn transcripts_are_those_of_the_file() {
    let cases = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("counting.json"));
    for case in &cases {
        assert_eq!(
            Digest::of(&counted(case)).to_string(),
            case["sha256"].as_str().unwrap(),
            "{}",
            case["name"]
        );
    }
    let manifest: Value =
        serde_json::from_slice(&fs::read(vectors().join("manifest.json")).unwrap()).unwrap();
    // Scores and budgets have no transcript of this form.
    let is_counted = |file: &&str| !file.ends_with(".json") && !file.ends_with(".pb");
    let files = |cases: &[Value]| -> BTreeSet<String> {
        cases.iter().filter_map(|case| case["file"].as_str()).filter(is_counted).map(str::to_owned).collect()
    };
    assert_eq!(files(&cases), files(manifest["cases"].as_array().unwrap()));
}

#[test]
fn input_that_cannot_be_read_gives_nothing() {
    for input in [
        "",
        "blt",
        "blt scottish-stv 1 0\n",
        "csv dhondt 0 0\nname,votes\nA,1\n",
        "csv dhondt 1 0 seed\nname,votes\nA,1\n",
    ] {
        assert_eq!(count(input.as_bytes()), b"", "{input}");
    }
    assert!(count(b"csv dhondt 1 0\nname,votes\nA,1\n").starts_with(b"Ok(Transcript {"));
}
