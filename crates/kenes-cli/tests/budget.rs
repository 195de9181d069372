//! `kenes count` on budgets, and `kenes count compare`.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn vectors(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/count").join(path)
}

fn kenes(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kenes")).arg("count").args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = kenes(&[arguments, &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn ids(value: &Value) -> Vec<String> {
    let mut ids: Vec<String> = serde_json::from_value(value.clone()).unwrap();
    ids.sort();
    ids
}

#[test]
fn official_budgets_are_reproduced() {
    let manifest: Value = serde_json::from_slice(&std::fs::read(vectors("manifest.json")).unwrap()).unwrap();
    let cases = manifest["cases"].as_array().unwrap().iter();
    let cases = cases.filter(|case| case["file"].as_str().unwrap().starts_with("pb/"));
    let mut counted = 0;
    for case in cases {
        let file = vectors(case["file"].as_str().unwrap());
        let (rule, completion) =
            case["rule"].as_str().unwrap().split_once('/').unwrap_or((case["rule"].as_str().unwrap(), ""));
        let mut arguments = vec![file.to_str().unwrap(), "--rule", rule];
        if !completion.is_empty() {
            arguments.extend(["--completion", completion]);
        }
        let count = json(&arguments);
        assert_eq!(ids(&count["elected"]), ids(&case["expected_official"]), "{}", case["id"]);
        counted += 1;
    }
    assert_eq!(counted, 14);
}

#[test]
fn what_a_budget_does_not_have_is_refused() {
    let file = vectors("pb/Netherlands_Assen_2024.pb");
    let file = file.to_str().unwrap();
    for (arguments, code) in [
        (&[file, "--rule", "greedy", "--seats", "3"][..], 2),
        (&[file, "--rule", "greedy", "--completion", "add1"], 1),
        (&[file, "--rule", "approval"], 1),
        (&[file, "--rule", "greedy", "--basis", "all"], 2),
        (&[file], 2),
        (&["compare", file, "--rules", "greedy,equal-shares", "--seats", "3"], 2),
        (&["compare", file, "--rules", "greedy,equal-shares", "--at-least", "3"], 2),
        (&["compare", file, "--rules", "greedy,greedy-no-skip", "--completion", "add1"], 2),
    ] {
        let output = kenes(arguments);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_funded_file_is_written_and_read_again() {
    let file = vectors("pb/Netherlands_Assen_2024.pb");
    let file = file.to_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let written = folder.path().join("funded.pb");
    let written = written.to_str().unwrap();
    let output = kenes(&[file, "--rule", "equal-shares", "--format", "pb", "--out", written]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let [once, again] = [file, written].map(|file| json(&[file, "--rule", "equal-shares"]));
    assert_eq!(once, again);
    let text = std::fs::read_to_string(written).unwrap();
    assert!(
        text.contains("\n3;7200;43;PopUp Podium;1\n") && text.contains("\n8;40000;25;Crossbaan in Peelo;0\n")
    );
}

#[test]
fn rules_stand_side_by_side() {
    let file = vectors("pb/Netherlands_Assen_2024.pb");
    let compared = json(&["compare", file.to_str().unwrap(), "--rules", "greedy,equal-shares,approval"]);
    let rules = compared["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 3);
    assert_eq!(rules[1]["elected"][0], "3");
    assert!(rules[2]["error"].is_string());
    let completed = ["--completion", "add1u"];
    let arguments = ["compare", file.to_str().unwrap(), "--rules", "greedy,equal-shares"];
    let compared = json(&[&arguments[..], &completed].concat());
    let alone = json(&[&[file.to_str().unwrap(), "--rule", "equal-shares"][..], &completed].concat());
    assert_eq!(compared["rules"][1]["elected"], alone["elected"]);
    assert!(compared["rules"][0]["elected"].is_array());
    let ward = vectors("stv-scottish/dundee_2022_ward5.blt");
    let compared = json(&["compare", ward.to_str().unwrap(), "--rules", "scottish-stv,plurality"]);
    assert_eq!(compared["rules"][0]["elected"].as_array().unwrap().len(), 3);
    for format in ["table", "html", "svg", "csv"] {
        let output = kenes(&[
            "compare",
            ward.to_str().unwrap(),
            "--rules",
            "scottish-stv,plurality",
            "--format",
            format,
        ]);
        assert!(output.status.success() && !output.stdout.is_empty(), "{format}");
    }
}
