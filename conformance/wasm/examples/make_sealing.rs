//! Writes `sealing.json` anew: `cargo xtask vectors`. Then every platform must agree with it again.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a file that cannot be made should stop its maker"
)]

use std::fs;
use std::path::Path;

use kenes_belenios::PlainAnswer;
use kenes_belenios::archive::{Stage, SurveyItem};
use kenes_belenios::group::GroupId;
use kenes_belenios::hash::Digest;
use kenes_belenios::testing::random::Kind;
use kenes_belenios::testing::{Scenario, items};
use kenes_wasm_vectors::seal;
use serde_json::{Value, json};

fn sealed(case: &Value) -> Vec<u8> {
    let lines = ["election", "credential", "answers", "seed"].map(|field| case[field].as_str().unwrap());
    seal(lines.join("\n").as_bytes())
}

fn main() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("sealing.json");
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
    fs::write(file, serde_json::to_string_pretty(&Value::from(cases.to_vec())).unwrap() + "\n").unwrap();
}

fn written(answers: &[PlainAnswer]) -> String {
    let answers = answers.iter().map(|answer| match answer {
        PlainAnswer::Homomorphic(values) | PlainAnswer::NonHomomorphic(values) => json!(values),
        PlainAnswer::Lists(lists) => json!(lists),
        other => unreachable!("{other:?}"),
    });
    Value::from(answers.collect::<Vec<_>>()).to_string()
}
