//! Writes what an auditor is told and answers: `cargo run -p kenes-auditor --example audit_messages -- DIR`. The test of the modules,
//! `module.mjs` of the booth, tells the module the same. Each line is a message and its answer, in hexadecimal.
#![expect(clippy::expect_used, reason = "a failure here is a bug in the example")]

#[path = "../tests/support/mod.rs"]
mod support;
#[path = "../tests/support/talk.rs"]
mod talk;

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use self::support::cases;
use self::talk::Talk;

fn main() {
    let dir = std::env::args().nth(1).expect("a folder");
    let mut talk = Talk::default();
    for case in cases() {
        talk.begin(&case);
        talk.fetch(&case.files, 6);
        talk.audit();
        for lang in ["en", "kk"] {
            talk.ok(json!({ "op": "audit_told", "lang": lang }));
        }
        talk.ok(json!({ "op": "audit_page", "lang": "ko", "name": "record" }));
    }
    let mut lines = String::new();
    for (message, answer) in &talk.said {
        writeln!(lines, "{} {}", hex(message), hex(answer)).expect("memory");
    }
    std::fs::write(Path::new(&dir).join("auditor.txt"), lines).expect("a folder to write to");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("memory");
        text
    })
}
