//! `kenes demo --scenario ballots`: an election for each kind of ballot, and what `kenes count` makes of its archive.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn kenes(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kenes")).args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = kenes(arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {error}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{error}"))
}

fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("demo-ballots-{name}"));
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    path
}

fn names(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

/// The demonstration's own count, and that of the command on the archive alone.
fn check_counts(election: &Value) {
    let kind = election["kind"].as_str().unwrap();
    let archive = election["archive"].as_str().unwrap();
    let options = names(&election["options"]);
    let again = json(&[&["count", archive, "--json"], options.as_slice()].concat());
    let count: Value =
        serde_json::from_slice(&fs::read(election["count"].as_str().unwrap()).unwrap()).unwrap();
    assert_eq!(again, count, "{kind}");
    assert_eq!((&again["elected"], &again["rule"]), (&election["elected"], &election["rule"]), "{kind}");
    let verified = json(&["election", "verify", "--json", "--require-bound", archive]);
    assert_eq!((&verified["verdict"], &election["verdict"]), (&"accepted".into(), &"accepted".into()));
    assert_eq!(verified["counted"], election["ballots"]);
    let page = fs::read_to_string(election["page"].as_str().unwrap()).unwrap();
    assert!(page.starts_with("<!doctype html>"), "{kind}");
}

#[test]
fn every_kind_of_ballot_is_cast_and_counted() {
    let dir = fresh("all");
    let document = json(&["demo", "--scenario", "ballots", "--json", "--dir", dir.to_str().unwrap()]);
    let elections = document["elections"].as_array().unwrap();
    let expected = [
        ("ranking", &["Ada", "Chiara"][..]),
        ("approval", &["Friday"]),
        ("committee", &["Elif", "Hana", "Farid"]),
        ("grades", &["A playground"]),
        ("scores", &["Karim"]),
        ("lists", &["List River", "List Hill"]),
        ("budget", &["1", "2", "4"]),
    ];
    for (election, (kind, elected)) in elections.iter().zip(expected) {
        let mut found = names(&election["elected"]);
        let mut elected = elected.to_vec();
        found.sort_unstable();
        elected.sort_unstable();
        assert_eq!((election["kind"].as_str().unwrap(), found), (kind, elected));
        check_counts(election);
    }
    assert_eq!(elections.len(), expected.len());
    let readme = fs::read_to_string(dir.join("README.txt")).unwrap();
    assert!(expected.iter().all(|(kind, _)| readme.contains(&format!("{kind}.bel: "))), "{readme}");
    other_rules_count_the_same_archives(&dir);
}

fn other_rules_count_the_same_archives(dir: &Path) {
    let file = |name: &str| dir.join(name).to_str().unwrap().to_owned();
    let count = |name: &str, options: &[&str]| {
        let file = file(name);
        json(&[&["count", &file, "--json"], options].concat())
    };
    for rule in ["scottish-stv", "meek-hww-reference", "warren-guarded18", "wigm-prf-fixed4", "ers97"] {
        let counted = count("ranking.bel", &["--rule", rule, "--seats", "2"]);
        assert_eq!(counted["elected"].as_array().unwrap().len(), 2, "{rule}");
    }
    for rule in ["schulze", "schulze-margins", "ranked-pairs"] {
        assert_eq!(names(&count("ranking.bel", &["--rule", rule])["elected"]), ["Ada"], "{rule}");
    }
    for rule in ["seqpav", "revseqpav", "seqphragmen"] {
        let counted = count("committee.bel", &["--rule", rule, "--seats", "3"]);
        assert_eq!(counted["elected"].as_array().unwrap().len(), 3, "{rule}");
    }
    assert_eq!(names(&count("scores.bel", &["--rule", "score", "--seats", "1"])["elected"]), ["Karim"]);
    for rule in ["greedy", "greedy-no-skip", "equal-shares-cardinality"] {
        assert!(!names(&count("budget.bel", &["--rule", rule])["elected"]).is_empty(), "{rule}");
    }
    // In the order of the list, without --open-lists.
    let closed = count("lists.bel", &["--rule", "dhondt", "--seats", "4"]);
    let seated = closed["persons"]["seated"].as_array().unwrap().iter();
    assert_eq!(
        seated.map(|one| one["name"].as_str().unwrap()).collect::<Vec<_>>(),
        ["Maria", "Nils", "Olga", "Pavel"]
    );
    // Scores are no ranks, rankings no scores, and without costs there is no budget.
    for (name, options) in [
        ("scores.bel", &["--rule", "schulze"][..]),
        ("ranking.bel", &["--rule", "star"]),
        ("ranking.bel", &["--rule", "greedy"]),
        ("approval.bel", &["--rule", "seqpav", "--seats", "1"]),
    ] {
        let output = kenes(&[&["count", file(name).as_str()], options].concat());
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && error.contains("K-CLI-116"), "{name}: {error}");
    }
    // The written budget is that of the archive.
    let options = ["--rule", "equal-shares", "--completion", "add1"];
    assert_eq!(count("budget.bel", &options)["elected"], count("budget.pb", &options)["elected"]);
}
