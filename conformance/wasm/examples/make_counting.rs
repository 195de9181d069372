//! Writes `counting.json` anew: `cargo xtask vectors`. Then every platform must agree with it again.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a file that cannot be made should stop its maker"
)]

use std::fs;
use std::path::Path;

use kenes_belenios::hash::Digest;
use kenes_wasm_vectors::count;
use serde_json::{Value, json};

/// Where a lot decides.
const TIE: &str = "apportionment/tie_equal_votes.csv";

fn main() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let vectors = here.join("../../vectors/count");
    let manifest: Value = serde_json::from_slice(&fs::read(vectors.join("manifest.json")).unwrap()).unwrap();
    let mut counts = Vec::new();
    for case in manifest["cases"].as_array().unwrap() {
        let file = case["file"].as_str().unwrap();
        // Profiles, committees and budgets have forms that the module does not read.
        if file.ends_with(".json") || file.ends_with(".pb") || file.ends_with(".abc.yaml") {
            continue;
        }
        // One rule, or a list of them.
        let mut rules: Vec<&str> = case["rule"].as_array().map_or_else(
            || vec![case["rule"].as_str().unwrap()],
            |rules| rules.iter().map(|rule| rule.as_str().unwrap()).collect(),
        );
        let mut seeds = vec![None];
        if file == TIE {
            rules = vec!["sainte-lague", "dhondt", "hamilton"];
            seeds.push(Some(Digest::of(b"a lot").to_string()));
        }
        for (rule, seed) in rules.iter().flat_map(|rule| seeds.iter().map(move |seed| (rule, seed))) {
            // The rule's own condition: nobody is left without a seat.
            let minimum = u32::from(*rule == "huntington-hill");
            let mut one = json!({ "name": format!("{file} {rule}"), "file": file, "rule": rule,
                "seats": case["seats"], "minimum": minimum, "seed": seed });
            let line =
                [file.rsplit('.').next().unwrap(), rule, &case["seats"].to_string(), &minimum.to_string()];
            let line = line.into_iter().chain(seed.as_deref()).collect::<Vec<_>>().join(" ");
            let transcript =
                count(&[line.as_bytes(), b"\n", &fs::read(vectors.join(file)).unwrap()].concat());
            assert!(!transcript.is_empty(), "{one} cannot be counted");
            one["sha256"] = Digest::of(&transcript).to_string().into();
            counts.push(one.to_string());
        }
    }
    fs::write(here.join("counting.json"), format!("[\n{}\n]\n", counts.join(",\n"))).unwrap();
}
