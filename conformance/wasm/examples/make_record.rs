//! Writes `record.json` anew: `cargo xtask vectors`. Then every platform must agree with it again.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a file that cannot be made should stop its maker"
)]

use std::fs;
use std::path::Path;

use kenes_belenios::hash::Digest;
use kenes_wasm_vectors::record::{act, json, tree};
use serde_json::{Value, json};

fn main() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let vectors = here.join("../../vectors/record");
    let manifest =
        |path: &str| -> Value { serde_json::from_slice(&fs::read(vectors.join(path)).unwrap()).unwrap() };
    let mut cases = Vec::new();
    for entry in manifest("json/manifest.json").as_array().unwrap() {
        let file = format!("json/{}", entry["file"].as_str().unwrap());
        let found = json(&fs::read(vectors.join(&file)).unwrap());
        cases.push(json!({ "kind": "json", "file": file, "sha256": Digest::of(&found).to_string() }));
    }
    let acts = manifest("acts/manifest.json");
    let keys = acts["keys"].as_array().unwrap().iter();
    let known: Vec<&str> =
        [&acts["origin"]].into_iter().chain(keys).map(|line| line.as_str().unwrap()).collect();
    for entry in acts["acts"].as_array().unwrap() {
        let file = format!("acts/{}", entry["file"].as_str().unwrap());
        let bytes = fs::read(vectors.join(&file)).unwrap();
        let found = act(&[known.join("\n").as_bytes(), b"\n\n", &bytes].concat());
        assert!(!found.is_empty(), "{file}");
        cases.push(json!({ "kind": "act", "file": file, "sha256": Digest::of(&found).to_string() }));
    }
    for size in [1, 600] {
        let found = tree(format!("{size}").as_bytes());
        cases.push(json!({ "kind": "tree", "size": size, "sha256": Digest::of(&found).to_string() }));
    }
    let cases: Vec<String> = cases.iter().map(Value::to_string).collect();
    fs::write(here.join("record.json"), format!("[\n{}\n]\n", cases.join(",\n"))).unwrap();
}
