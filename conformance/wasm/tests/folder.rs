//! Whole records are audited: what comes back is the report of the auditor's program. `run.mjs` has the same records audited in
//! WebAssembly, and compares the report byte for byte; this test writes both for it.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "../../../crates/kenes-auditor/tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use kenes_core::Time;
use kenes_verify::{MemoryFiles, Options, Verdict, audit};
use kenes_wasm_vectors::folder::{pack, report};
use serde_json::Value;

use self::support::{Case, cases};

/// Writes a record, the clock of its reader and the report for `run.mjs`.
fn leave(name: &str, files: &MemoryFiles, at: Option<Time>, report: &[u8]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("audits").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    for (path, content) in &files.0 {
        let file = folder.join("record").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
    fs::write(folder.join("clock"), pack(&MemoryFiles::default(), at)).unwrap();
    fs::write(folder.join("report.json"), report).unwrap();
}

#[test]
fn a_whole_record_is_audited() {
    for Case { name, files, at, failing } in cases() {
        let found = report(&pack(&files, at));
        leave(name, &files, at, &found);
        let value: Value = serde_json::from_slice(&found).unwrap();
        let failures = value["failures"].as_array().unwrap();
        let failed: Vec<_> = failures.iter().map(|failure| failure["check"].as_str().unwrap()).collect();
        assert_eq!(failed, failing, "{name}: {failures:?}");
        assert_eq!(value["verdict"], if failing.is_empty() { "accepted" } else { "refused" });
        // What the program would print for the same folder.
        let native = audit(&files, &Options { at, ..Options::default() }, &mut |_| {}).unwrap();
        assert_eq!(native.verdict() == Verdict::Accepted, failing.is_empty());
        assert_eq!(found, serde_json::to_vec(&kenes_text::audit::json(&native)).unwrap());
    }
}

#[test]
fn input_that_cannot_be_read_gives_nothing() {
    for input in [&b""[..], b"x\n", b"1", b"\n\0\0\0\x01", b"\n\0\0\0\x01a", b"\n\0\0\0\x01a\0\0\0\x02b"] {
        assert_eq!(report(input), b"", "{input:?}");
    }
    let nothing: Value = serde_json::from_slice(&report(b"\n")).unwrap();
    assert_eq!(nothing["verdict"], "refused");
}
