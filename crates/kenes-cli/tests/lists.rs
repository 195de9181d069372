//! `kenes count` with what statutes add: thresholds, maxima, alliances, persons on lists, and groups.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// A file of the tests.
fn file(name: &str, text: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lists");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn count(file: &str, options: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kenes"));
    command.args(["count", file]).args(options.split(' ').filter(|word| !word.is_empty())).output().unwrap()
}

fn json(file: &str, options: &str) -> Value {
    let output = count(file, &format!("{options} --json"));
    assert_eq!(output.status.code(), Some(0), "{options}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn seats(count: &Value) -> Vec<u64> {
    let candidates = count["candidates"].as_array().unwrap().iter();
    candidates.map(|name| count["apportionment"][name.as_str().unwrap()].as_u64().unwrap()).collect()
}

fn names(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

const VOTES: &str = "name,votes\nRiver,480\nHill,290\nForest,190\nLake,40\n";

#[test]
fn statutes_add_to_the_rules() {
    let votes = file("votes.csv", VOTES);
    let given = |options: &str| seats(&json(&votes, &format!("--rule dhondt --seats 10 {options}")));
    assert_eq!(given(""), [5, 3, 2, 0]);
    assert_eq!(given("--maximum 4"), [4, 4, 2, 0]);
    assert_eq!(given("--minimum 1"), [5, 3, 1, 1]);
    assert_eq!(given("--threshold 20"), [6, 4, 0, 0]);
    // 4 % is the part of Lake exactly, and enough.
    assert_eq!(given("--threshold 4 --minimum 1"), [5, 3, 1, 1]);
    assert_eq!(given("--threshold 4.01 --minimum 1"), [5, 3, 2, 0]);
    assert_eq!(given("--ally Hill,Forest"), [5, 3, 2, 0]);
    let allied = json(&votes, "--rule dhondt --seats 10 --ally Hill,Forest");
    assert_eq!(names(&allied["alliances"][0]["members"]), ["Hill", "Forest"]);
}

/// Hill has two persons only.
const PERSONS: &str = "list,name,votes,group\nRiver,Ada,9,\nRiver,Ben,30,\nRiver,Cem,20,\nRiver,Dana,5,w\n\
    Hill,Eva,7,w\nHill,Finn,8,\nForest,Gil,1,\nForest,Hana,2,w\nLake,Ida,1,w\n";

#[test]
fn persons_take_the_seats_of_their_lists() {
    let (votes, persons) = (file("votes2.csv", VOTES), file("persons.csv", PERSONS));
    let counted =
        |options: &str| json(&votes, &format!("--rule dhondt --seats 5 --persons {persons} {options}"));
    let seated = |count: &Value| -> Vec<String> {
        let seated = count["persons"]["seated"].as_array().unwrap().iter();
        seated.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    let closed = counted("");
    assert_eq!((seats(&closed), seated(&closed).join(" ")), (vec![3, 1, 1, 0], "Ada Ben Cem Eva Gil".into()));
    let open = counted("--open-lists");
    assert_eq!(seated(&open).join(" "), "Ben Cem Ada Finn Hana");
    // Three of the group: the lowest quotients of others are 160 (Cem) and 190 (Gil), and both lists have somebody.
    let jumped = counted("--at-least 3");
    assert_eq!(seated(&jumped).join(" "), "Ada Ben Dana Eva Hana");
    assert_eq!(jumped["persons"]["jumps"].as_array().unwrap().len(), 2);
    // Hill is given no more than it has persons.
    let many = json(&votes, &format!("--rule dhondt --seats 8 --persons {persons}"));
    assert_eq!(seats(&many), [4, 2, 2, 0]);
}

const RANKED: &str =
    "4 2\n45 1 2 0\n42 2 1 0\n15 3 0\n20 4 0\n0\n\"Ann\"\n\"Bob\"\n\"Cora\"\n\"Dora\"\n\"Council\"\n";

#[test]
fn a_group_of_persons_has_its_seats() {
    let ballots = file("group.blt", RANKED);
    for rule in ["plurality", "scottish-stv", "meek-prf-fixed9", "warren-guarded18", "wigm-prf-fixed4"] {
        let free = json(&ballots, &format!("--rule {rule}"));
        assert_eq!(names(&free["elected"]), ["Ann", "Bob"], "{rule}");
        let bound = json(&ballots, &format!("--rule {rule} --group cora --group Dora --at-least 1"));
        assert_eq!(bound["group"]["at_least"], 1);
        assert_eq!(names(&bound["elected"]), ["Ann", "Dora"], "{rule}");
    }
    let table = count(&ballots, "--rule scottish-stv --group Cora --group Dora --at-least 1");
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.contains("At least this many of those elected have to be of the group: 1"), "{table}");
    let explained = count(&ballots, "--rule scottish-stv --group Cora --group Dora --at-least 1 explain Bob");
    let explained = String::from_utf8(explained.stdout).unwrap();
    assert!(explained.contains("could not be elected any more"), "{explained}");
}

#[test]
fn what_does_not_go_together_is_refused() {
    let (votes, ballots) = (file("votes3.csv", VOTES), file("group3.blt", RANKED));
    let persons = file("persons3.csv", PERSONS);
    let alone = file("persons-alone.csv", "list,name\nMeadow,Ada\n");
    for (file, options, code) in [
        (&votes, "--rule dhondt --seats 5 --threshold 5%", 2),
        (&votes, "--rule dhondt --seats 5 --open-lists", 2),
        (&votes, "--rule dhondt --seats 5 --at-least 2", 2),
        (&votes, "--rule dhondt --seats 5 --group River --at-least 2", 2),
        (&votes, "--rule plurality --seats 1 --threshold 5", 2),
        (&votes, "--rule plurality --seats 1 --open-lists", 2),
        (&votes, "--rule plurality --seats 1 --group River", 2),
        (&votes, "--rule plurality --seats 1 --at-least 1", 2),
        (&ballots, "--rule ers97 --group Ann --at-least 1", 2),
        (&ballots, "--rule plurality --group Ann --at-least 3", 1),
        (&ballots, "--rule plurality --group Nobody --at-least 1", 1),
        (&votes, "--rule dhondt --seats 5 --ally River", 1),
        (&votes, "--rule dhondt --seats 5 --ally River,Hill --ally Hill,Lake", 1),
        (&votes, "--rule huntington-hill --seats 5 --ally River,Hill", 1),
        (&votes, &format!("--rule hamilton --seats 5 --at-least 2 --persons {persons}"), 1),
        (&votes, &format!("--rule dhondt --seats 5 --threshold 5 --at-least 2 --persons {persons}"), 1),
        (&votes, &format!("--rule dhondt --seats 5 --persons {alone}"), 1),
    ] {
        let output = count(file, options);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{options}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// Nobody of River is of the group.
const NO_GROUP: &str = "list,name,votes,group\nRiver,Ada,9,\nRiver,Ben,30,\nRiver,Cem,20,\nHill,Eva,7,w\nHill,Finn,8,\n\
    Forest,Gil,1,\nForest,Hana,2,w\nLake,Ida,1,\n";

#[test]
fn side_by_side_is_what_each_rule_counts_alone() {
    let (votes, ballots) = (file("votes4.csv", VOTES), file("group4.blt", RANKED));
    let persons = file("persons4.csv", NO_GROUP);
    let second = file("second4.csv", "name,votes\nAnn,10\nBob,20\n");
    let jump = format!("--seats 5 --persons {persons} --at-least 2");
    for (file, rules, options) in [
        (&votes, "dhondt,sainte-lague", jump.as_str()),
        (&votes, "dhondt,sainte-lague", "--seats 6 --minimum 1 --maximum 2"),
        (&ballots, "plurality,scottish-stv", "--group Cora --group Dora --at-least 1"),
        (&ballots, "two-round", &format!("--seats 1 --second-round {second}")),
        (&ballots, "countback", "--vacating Ann --standing Cora --basis all"),
    ] {
        let compared = json(file, &format!("compare --rules {rules} {options}"));
        for (rule, column) in rules.split(',').zip(compared["rules"].as_array().unwrap()) {
            let alone = json(file, &format!("--rule {rule} {options}"));
            assert_eq!((&column["rule"], &column["elected"]), (&rule.into(), &alone["elected"]), "{options}");
            assert_eq!(column["apportionment"], alone["apportionment"], "{rule} {options}");
        }
    }
    // A seat of River has gone to Forest.
    let given = |options: &str| {
        let compared =
            json(&votes, &format!("compare --rules dhondt --seats 5 --persons {persons} {options}"));
        [&compared["rules"][0]["apportionment"]["River"], &compared["rules"][0]["apportionment"]["Forest"]]
            .map(|seats| seats.as_u64().unwrap_or(0))
    };
    assert_eq!((given(""), given("--at-least 2")), ([3, 1], [2, 2]));
}

#[test]
fn an_option_of_another_rule_is_refused_side_by_side() {
    let (votes, ballots) = (file("votes5.csv", VOTES), file("group5.blt", RANKED));
    let persons = file("persons5.csv", NO_GROUP);
    for (file, options, code) in [
        (&votes, "--rules dhondt,plurality --seats 5 --minimum 1", 2),
        (&votes, &format!("--rules dhondt,plurality --seats 5 --persons {persons}"), 2),
        (&votes, "--rules dhondt --seats 5 --at-least 2", 2),
        (&ballots, "--rules plurality,schulze --second-round second.csv", 2),
        (&ballots, "--rules scottish-stv --vacating Ann", 2),
        (&ballots, "--rules countback", 2),
        (&ballots, "--rules plurality,ers97 --group Ann --at-least 1", 2),
        (&ballots, "--rules plurality,approval --completion add1", 2),
        (&ballots, "--rules countback --vacating Nobody", 1),
        (&ballots, "--rules plurality,scottish-stv", 0),
    ] {
        let output = count(file, &format!("compare {options}"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{options}: {said}");
        assert_eq!(output.stdout.is_empty(), code > 0, "{options}");
    }
}
