//! Writes what a booth is told and answers, a file for each module: `cargo run -p kenes-booth --example messages -- DIR`.
//! `tests/module.mjs` tells the modules the same. Each line is a message and its answer, in hexadecimal.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a failure here is a bug in the example")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use self::support::{Talk, election, key, seed, text};

fn main() {
    let dir = std::env::args().nth(1).expect("a folder");
    let mut talk = Talk::default();
    let played = election::play(&mut talk);
    let opened = talk.ok(played.sealing(0, "[[1,0,0,0],[0,0,0]]", 70));
    let opened = talk.ok(json!({ "op": "ballot_challenge", "handle": opened["handle"] }));
    talk.ok(json!({ "op": "opening_check", "election": played.election(), "opening": opened["opening"] }));
    talk.ok_with(played.part("trustee_lot", 1, 71), Some(played.board.archive()));
    person(&mut talk);
    for module in ["ballot", "person", "trustee"] {
        let said = talk.said.iter().filter(|(message, _)| module_of(message) == module);
        let mut lines = String::new();
        for (message, answer) in said {
            writeln!(lines, "{} {}", hex(message), hex(answer)).expect("memory");
        }
        std::fs::write(Path::new(&dir).join(format!("{module}.txt")), lines).expect("a folder to write to");
    }
}

/// What a member does.
fn person(talk: &mut Talk) {
    let made = key(talk, 80);
    talk.ok(json!({ "op": "key_rotate", "file": made["file"], "seed": seed(81) }));
    let world = kenes_record::testing::World::new("example.org");
    for act_type in kenes_record::act::ActType::ALL {
        let act = world.draft(*act_type, 3).write().expect("an act");
        talk.ok(json!({ "op": "act_read", "text": act.text() }));
    }
    let act = world.draft(kenes_record::act::ActType::SeatAccepted, 3).write().expect("an act");
    talk.ok(json!({ "op": "act_sign", "text": act.text(), "file": made["file"] }));
    let challenge = format!("kenes/enter/v1\nhttp://localhost\n{}\n", seed(82));
    let file = text(&made, "file");
    talk.ok(json!({ "op": "challenge_sign", "text": challenge, "file": file, "origin": "http://localhost" }));
    talk.refused("K-BOOTH-010", json!({ "op": "key_read", "file": "" }));
}

/// Which module has the op of a message.
fn module_of(message: &[u8]) -> &'static str {
    let end = message.iter().position(|byte| *byte == b'\n').unwrap_or(message.len());
    let message: Value = serde_json::from_slice(&message[..end]).expect("a message");
    match message["op"].as_str().and_then(|op| op.split('_').next()) {
        Some("trustee") => "trustee",
        Some("ballot") => "ballot",
        _ => "person",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("memory");
        text
    })
}
