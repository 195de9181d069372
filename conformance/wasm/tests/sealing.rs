//! `sealing.json`: ballots sealed from a seed, which are the same bytes natively, here, and in WebAssembly, by `run.mjs`.
#![expect(clippy::unwrap_used, reason = "tests")]
use std::fs;
use std::path::{Path, PathBuf};

use kenes_belenios::archive::Stage;
use kenes_belenios::election::group_of;
use kenes_belenios::group::GroupId;
use kenes_belenios::hash::Digest;
use kenes_belenios::testing::random::Kind;
use kenes_belenios::testing::{Scenario, items};
use kenes_belenios::{PlainAnswer, archive::SurveyItem};
use kenes_wasm_vectors::seal;
use serde_json::{Value, json};

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

/// Writes the file anew: `cargo test -p kenes-wasm-vectors -- --ignored`. Then every platform must agree again.
#[test]
#[ignore = "writes the committed file"]
fn remake_the_file() {
    let cases = [
        (GroupId::Ed25519, Kind::Select, 1),
        (GroupId::Ed25519, Kind::SelectOrBlank, 2),
        (GroupId::Ed25519, Kind::Rank, 3),
        (GroupId::Ed25519, Kind::Lists, 4),
        (GroupId::Belenios2048, Kind::SelectOrBlank, 5),
        (GroupId::Rfc3526, Kind::Rank, 6),
    ];
    let cases = cases.map(|(group, kind, number)| {
        let made =
            Scenario::new(group, number).ask(&[kind]).voters(1).ballots(1, 0).until(Stage::Setup).make();
        let SurveyItem::Setup { election, .. } = items(&made.archive).remove(0) else { unreachable!() };
        let mut case = json!({
            "name": format!("{group} {kind:?}"),
            "election": String::from_utf8(election).unwrap(),
            "credential": made.voters[0].expose(),
            "answers": written(&made.votes[0].answers),
            "seed": Digest::of(format!("seed {number}").as_bytes()).to_string(),
        });
        case["sha256"] = Digest::of(&sealed(&case)).to_string().into();
        case
    });
    fs::write(file(), serde_json::to_string_pretty(&Value::from(cases.to_vec())).unwrap() + "\n").unwrap();
}

fn written(answers: &[PlainAnswer]) -> String {
    let answers = answers.iter().map(|answer| match answer {
        PlainAnswer::Homomorphic(values) | PlainAnswer::NonHomomorphic(values) => json!(values),
        PlainAnswer::Lists(lists) => json!(lists),
        other => unreachable!("{other:?}"),
    });
    Value::from(answers.collect::<Vec<_>>()).to_string()
}
