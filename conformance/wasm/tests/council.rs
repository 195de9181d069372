//! The golden records of `vectors/council`, which come to the same natively, here, and in WebAssembly, by `run.mjs`.
use std::fs;
use std::path::Path;

use kenes_wasm_vectors::council::council;
use serde_json::Value;

#[test]
fn every_act_comes_to_what_the_file_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/council/v1");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = fs::read(&path).unwrap();
        let items: Vec<Value> = serde_json::from_slice(&file).unwrap();
        let acts = items.iter().filter(|item| item["kind"] == "act");
        let text = |item: &Value, field: &str| item[field].as_str().unwrap().to_owned();
        let expected: String =
            acts.map(|item| format!("{} {}\n", text(item, "outcome"), text(item, "state"))).collect();
        assert!(!expected.is_empty());
        assert_eq!(String::from_utf8(council(&file)).unwrap(), expected, "{}", path.display());
    }
}

#[test]
fn input_that_cannot_be_read_gives_nothing() {
    assert_eq!(council(b"{}"), b"");
}
