//! The seats of the demo, computed by a program that shares nothing with kenes: `conformance/council/seats.py`, written from the
//! pages of `docs/spec` in the standard library of Python. It is given the exported record and what the audit said of archives.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use kenes_record::Hash;
use serde_json::Value;

mod common;

use common::Folder;

fn python(arguments: &[&Path]) -> Output {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance/council/seats.py");
    Command::new("python3").arg("-B").arg(program).args(arguments).output().unwrap()
}

#[test]
fn another_program_finds_the_same_seats_in_the_record() {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: python3 is not here");
        return;
    }
    let folder = Folder::new("seats");
    let demo = folder.path("demo");
    let kenes = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_kenes")).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    kenes(&["demo", "--json", "--dir", demo.to_str().unwrap()]);
    let (record, audit) = (demo.join("record"), folder.path("audit.json"));
    fs::write(&audit, kenes(&["audit", "--json", record.to_str().unwrap()])).unwrap();
    let report: Value = serde_json::from_slice(&fs::read(&audit).unwrap()).unwrap();

    let output = python(&[&record, &audit]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let table = String::from_utf8(output.stdout).unwrap();
    assert_eq!(Hash::of(table.as_bytes()).to_hex(), report["seats_hash"].as_str().unwrap(), "{table}");
    assert!(table.contains(" countback "), "{table}");

    // Without the archives nobody can say who holds the seats.
    let nothing = folder.path("nothing.json");
    fs::write(&nothing, r#"{"archives":{},"lots":{},"void":[]}"#).unwrap();
    assert_eq!(python(&[&record, &nothing]).status.code(), Some(2));
}
