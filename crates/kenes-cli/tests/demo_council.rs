//! `kenes demo` as a user runs it: a council from the founding to a vacancy filled, audited by `kenes audit`.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn kenes(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kenes")).args(arguments).output().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// The story, told into a new folder of this name.
fn told(name: &str) -> (PathBuf, Value) {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("demo-council-{name}"));
    if dir.exists() {
        fs::remove_dir_all(&dir).unwrap();
    }
    let output = kenes(&["demo", "--json", "--dir", dir.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    (dir, json(&output))
}

fn audited(record: &Path) -> (i32, Value) {
    let output = kenes(&["audit", "--json", record.to_str().unwrap()]);
    (output.status.code().unwrap(), json(&output))
}

#[test]
fn a_council_is_founded_elected_audited_and_altered_copies_are_refused() {
    let (dir, story) = told("story");
    assert_eq!((story["members"].as_u64(), story["verdict"].as_str()), (Some(60), Some("accepted")));
    let named = |seat: &&Value| seat["body"] == 0 && seat["holder"].is_string();
    assert_eq!(story["seats"].as_array().unwrap().iter().filter(named).count(), 7);

    let (code, report) = audited(&dir.join("record"));
    assert_eq!(
        (code, report["verdict"].as_str(), report["failure_count"].as_u64()),
        (0, Some("accepted"), Some(0))
    );
    let how: Vec<&str> =
        report["seats"].as_array().unwrap().iter().filter_map(|seat| seat["how"].as_str()).collect();
    let times = |word: &str| how.iter().filter(|how| **how == word).count();
    assert_eq!((times("election"), times("countback"), times("founding")), (9, 1, 2));

    let (code, report) = audited(&dir.join("tampered/record"));
    assert_eq!((code, report["verdict"].as_str()), (1, Some("refused")));
    let leaf = story["tampered"]["leaf"].as_u64();
    let failures = report["failures"].as_array().unwrap();
    assert!(
        leaf.is_some() && failures.iter().any(|failure| failure["leaf"].as_u64() == leaf),
        "{failures:?}"
    );

    let readme = fs::read_to_string(dir.join("README.txt")).unwrap();
    for entry in fs::read_dir(&dir).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name == "README.txt" || readme.contains(&name), "{name} is not explained");
    }
}
