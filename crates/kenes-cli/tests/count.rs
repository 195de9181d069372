//! `kenes count` as programs and people use it. Mistakes, one each, are in `cmd/count-*.toml`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::Folder;
use serde_json::Value;

/// A file of the counting fixture.
fn fixture(name: &str) -> String {
    in_crate(&format!("tests/cmd/counting/{name}"))
}

/// A file of the folder of vectors.
fn vector(name: &str) -> String {
    in_crate(&format!("../../vectors/{name}"))
}

fn in_crate(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name).to_str().unwrap().to_owned()
}

fn count(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kenes")).arg("count").args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What a count that succeeds writes.
fn counted(args: &[&str]) -> String {
    let output = count(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&counted(&[args, &["--json"]].concat())).unwrap()
}

fn is_decimal(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn names(value: &Value) -> Vec<&str> {
    let array = value.as_array().unwrap_or_else(|| panic!("{value} is no array"));
    array.iter().map(|name| name.as_str().unwrap()).collect()
}

/// What every count has, whatever its rule.
fn check_contract(count: &Value, rule: &str, seats: u64) {
    assert_eq!((&count["rule"], &count["seats"]), (&rule.into(), &seats.into()));
    let candidates = names(&count["candidates"]);
    assert!(names(&count["elected"]).iter().all(|name| candidates.contains(name)), "{rule}");
    assert!(count["quota"].is_null() || is_decimal(&count["quota"]), "{rule}");
    for tie in count["ties"].as_array().unwrap() {
        assert!(names(&tie["tied"]).len() > 1);
        assert!(tie["chosen"].is_null() || tie["chosen"].is_string());
    }
    for (number, stage) in (1_u64..).zip(count["stages"].as_array().unwrap()) {
        assert_eq!(stage["stage"], number, "{rule}");
        let votes = stage["votes"].as_object().unwrap();
        assert!(candidates.iter().all(|name| is_decimal(&votes[*name])), "{rule}");
        assert_eq!(votes.len(), candidates.len());
        assert!(is_decimal(&stage["non_transferable"]), "{rule}");
        assert!(stage["transfers"].is_array(), "{rule}");
        let because = stage["elected_because"].as_array().unwrap().iter();
        let because: Vec<&str> = because.map(|elected| elected["name"].as_str().unwrap()).collect();
        assert!(
            names(&stage["elected"]) == because && stage["elected_this_stage"] == stage["elected"],
            "{rule}"
        );
    }
}

#[test]
fn every_rule_keeps_the_contract() {
    let (ward, tie) = (fixture("ward.blt"), fixture("tie.blt"));
    for (rule, seats, file, more) in [
        ("scottish-stv", 2, &ward, &[][..]),
        ("plurality", 2, &ward, &["--seed", "1"]),
        ("approval", 2, &ward, &["--seed", "1"]),
        ("two-round", 1, &tie, &["--withdraw", "Dee"]),
        ("countback", 1, &ward, &["--vacating", "Ann Archer"]),
    ] {
        let count = json(&[&[file, "--rule", rule], more].concat());
        check_contract(&count, rule, seats);
        assert!(!count["stages"].as_array().unwrap().is_empty());
        assert!(!names(&count["elected"]).is_empty() && count.get("apportionment").is_none(), "{rule}");
    }
    let lists = fixture("lists.csv");
    for rule in ["sainte-lague", "dhondt", "hamilton", "huntington-hill"] {
        let count = json(&[&lists, "--rule", rule, "--seats", "9"]);
        check_contract(&count, rule, 9);
        let apportionment = count["apportionment"].as_object().unwrap();
        let seats: u64 = apportionment.values().map(|seats| seats.as_u64().unwrap()).sum();
        assert_eq!((seats, apportionment.len()), (9, 4), "{rule}");
    }
}

#[test]
fn a_ward_is_counted_as_officially() {
    let path = vector("count/stv-scottish/dundee_2022_ward5.scottish-stv.rounds.json");
    let official: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let count = json(&[&vector("count/stv-scottish/dundee_2022_ward5.blt"), "--rule", "scottish-stv"]);
    assert_eq!(count["quota"], official["quota"]);
    let (stages, expected) = (count["stages"].as_array().unwrap(), official["stages"].as_array().unwrap());
    assert_eq!(stages.len(), expected.len());
    for (stage, expected) in stages.iter().zip(expected) {
        for key in ["votes", "non_transferable", "elected_this_stage", "action", "candidate"] {
            assert_eq!(stage[key], expected[key], "{}", stage["stage"]);
        }
    }
}

/// The stages of the cases with ties call the names `elected`, the official ones `elected_this_stage`: both are there.
#[test]
fn stages_name_the_elected_as_both_kinds_of_tables_do() {
    let folder = vector("count/stv-ties");
    let mut compared = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some(name) = name.strip_suffix(".scottish-stv.rounds.json") else { continue };
        let expected: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let output = count(&[&format!("{folder}/{name}.blt"), "--rule", "scottish-stv", "--json"]);
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        for (stage, expected) in
            found["stages"].as_array().unwrap().iter().zip(expected["stages"].as_array().unwrap())
        {
            let key = if expected["elected"].is_array() { "elected" } else { "elected_this_stage" };
            let (mut found, mut expected) = (names(&stage[key]), names(&expected[key]));
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{name}");
            compared += 1;
        }
    }
    assert!(compared > 10, "{compared}");
}

#[test]
fn the_house_is_that_of_the_census() {
    let table = vector("count/apportionment/us_house_2020.csv");
    let count = json(&[&table, "--rule", "huntington-hill", "--seats", "435"]);
    let lines = fs::read_to_string(&table).unwrap();
    let column =
        lines.lines().next().unwrap().split(',').position(|name| name.contains("huntington")).unwrap();
    for line in lines.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(count["apportionment"][fields[0]].to_string(), fields[column], "{line}");
    }
}

#[test]
fn a_page_holds_everything() {
    let args = [&fixture("ward.blt"), "--rule", "scottish-stv", "--title", "Harbour <b>&</b>"];
    let page = counted(&[&args[..], &["--format", "html"]].concat());
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    assert!(page.contains("<svg") && page.contains("Ann Archer"));
    assert!(
        page.contains("Harbour &#60;b&#62;") || page.contains("Harbour &lt;b&gt;"),
        "the title is escaped"
    );
    for outside in ["<script", "<link", "src=\"http", "href=\"http", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("lang=\"en\""));
    let lists =
        [&fixture("lists.csv"), "--rule", "dhondt", "--seats", "9", "--format", "html", "--lang", "kk"];
    let page_of_lists = counted(&lists);
    assert!(page_of_lists.contains("lang=\"kk\"") && !page_of_lists.contains("<title></title>"));
    let untitled =
        counted(&[&fixture("rankings.csv"), "--rule", "plurality", "--seats", "1", "--format", "html"]);
    assert!(untitled.contains("<h1><bdi>Plurality</bdi></h1>") && !untitled.contains("<p>Plurality</p>"));
    let drawing = counted(&[&args[..], &["--format", "svg"]].concat());
    assert!(drawing.trim_start().starts_with("<svg") && drawing.trim_end().ends_with("</svg>"));
    let folder = Folder::new("count-out");
    let path = folder.path("page.html");
    let out = ["--format", "html", "--out", path.to_str().unwrap()];
    assert_eq!(counted(&[&args[..], &out].concat()), "");
    assert_eq!(fs::read_to_string(&path).unwrap(), page);
}

#[test]
fn a_table_fits_into_eighty_columns() {
    let ward = vector("count/stv-scottish/dundee_2022_ward5.blt");
    for (file, more) in
        [(&ward, &[][..]), (&fixture("ward.blt"), &["--lang", "ru"]), (&fixture("ward.blt"), &[])]
    {
        let table = counted(&[&[file.as_str(), "--rule", "scottish-stv"], more].concat());
        for line in table.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}

/// As every command does where its reader goes away.
#[cfg(unix)]
#[test]
fn a_reader_who_goes_away_is_no_failure_to_speak_of() {
    let script = "\"$0\" count \"$1\" --rule scottish-stv --format \"$2\" | true";
    for format in ["table", "json", "html"] {
        let mut command = Command::new("sh");
        let ward = vector("count/stv-scottish/dundee_2022_ward5.blt");
        let output =
            command.args(["-c", script, env!("CARGO_BIN_EXE_kenes"), &ward, format]).output().unwrap();
        let said = text(&output.stderr);
        assert!(!said.contains("error") && !said.contains("panicked"), "{format}: {said}");
    }
}

#[test]
fn a_candidate_is_explained_wherever_the_name_stands() {
    let ward = fixture("ward.blt");
    let rule = ["--rule", "scottish-stv"];
    let first = counted(&[&["explain", "bob", &ward], &rule[..]].concat());
    let last = counted(&[&[ward.as_str()], &rule[..], &["explain", "Bob Baker"]].concat());
    assert!(first.contains("Bob Baker") && first.contains("was elected"), "{first}");
    assert_eq!(first, last);
    let document = json(&[&["explain", "bob", &ward], &rule[..]].concat());
    assert_eq!((&document["name"], &document["elected"]), (&"Bob Baker".into(), &true.into()));
    assert_eq!(names(&document["explanation"]).join("\n"), first.trim_end());
    for name in names(&json(&[&[ward.as_str()], &rule[..]].concat())["candidates"]) {
        assert!(counted(&[&["explain", name, &ward], &rule[..]].concat()).contains(name));
    }
}

#[test]
fn the_rankings_of_an_archive_are_counted() {
    let archive = vector("protocol/positive/v1-gen3.3--e-nh-rank4-20v-3shuffles.bel.gz");
    let count = json(&[&archive, "--rule", "scottish-stv", "--seats", "2"]);
    check_contract(&count, "scottish-stv", 2);
    assert_eq!((&count["reading"]["papers"], &count["reading"]["valid"]), (&20.into(), &19.into()));
    let first = count["stages"][0]["votes"].as_object().unwrap();
    let votes: Vec<&str> = first.values().map(|votes| votes.as_str().unwrap()).collect();
    assert_eq!(votes, ["2.00000", "6.00000", "5.00000", "6.00000"]);
    let lists = vector("protocol/positive/v1-gen3.3--g-lists-3lists-6v.bel.gz");
    let count = json(&[&lists, "--rule", "dhondt", "--seats", "5"]);
    // The first list has two persons only.
    assert_eq!(
        (&count["apportionment"]["List 1"], &count["apportionment"]["List 3"]),
        (&2.into(), &3.into())
    );
    let choice = vector("protocol/positive/v1-gen3.3--b-stage6-result.bel.gz");
    check_contract(
        &json(&[&choice, "--rule", "plurality", "--seats", "1", "--seed", "1", "--question", "2"]),
        "plurality",
        1,
    );
}

#[test]
fn a_lot_stops_the_count_or_is_drawn() {
    let args = [&fixture("tie.blt"), "--rule", "scottish-stv", "--json"];
    let stopped = count(&args);
    let document: Value = serde_json::from_slice(&stopped.stdout).unwrap();
    assert_eq!(stopped.status.code(), Some(1));
    assert_eq!(names(&document["needs_lot"]), ["Cy", "Dee"]);
    assert_eq!((&document["ties"][0]["chosen"], names(&document["elected"]).len()), (&Value::Null, 0));
    let mut chosen = Vec::new();
    for seed in 0..20 {
        let document = json(&[&args[..3], &["--seed", &seed.to_string()]].concat());
        assert!(document.get("needs_lot").is_none());
        let lot = document["ties"][0]["lot"]["text"].as_str().unwrap();
        assert!(
            lot.starts_with("kenes/draw/v1\nseed ") && lot.ends_with("\nstage 1\ncandidates 3,4\n"),
            "{lot}"
        );
        chosen.push(document["ties"][0]["chosen"].as_str().unwrap().to_owned());
    }
    assert!(chosen.contains(&"Cy".to_owned()) && chosen.contains(&"Dee".to_owned()), "{chosen:?}");
}

/// The commands in `docs/COUNTING.md` that draw a lot again print what stands under them, and so does the program.
#[cfg(unix)]
#[test]
fn the_lot_of_the_documentation_can_be_drawn() {
    if Command::new("sha256sum").arg("--version").output().is_err() {
        eprintln!("skipped: there is no sha256sum");
        return;
    }
    let page = fs::read_to_string(in_crate("../../docs/COUNTING.md")).unwrap();
    let lines: Vec<&str> = page.lines().collect();
    let commands: Vec<&[&str]> = lines
        .windows(2)
        .filter(|pair| pair[0].starts_with("printf ") && pair[0].ends_with("sha256sum"))
        .collect();
    assert_eq!(commands.len(), 2);
    for pair in &commands {
        let output = Command::new("sh").args(["-c", pair[0]]).output().unwrap();
        assert_eq!(text(&output.stdout).trim_end(), pair[1]);
    }
    let count = json(&[&fixture("tie.blt"), "--rule", "scottish-stv", "--seed", "3 14 15 92 65 35"]);
    let lot = &count["ties"][0]["lot"];
    assert!(commands[1][0].contains(&lot["text"].as_str().unwrap().replace('\n', "\\n")));
    assert!(commands[1][1].starts_with(lot["sha256"].as_str().unwrap()));
}

#[test]
fn the_order_of_the_ballots_makes_no_difference() {
    let ward = fs::read_to_string(fixture("ward.blt")).unwrap();
    let lines: Vec<&str> = ward.lines().collect();
    let end = lines.iter().position(|line| *line == "0").unwrap();
    let reversed: Vec<&str> =
        lines[..1].iter().chain(lines[1..end].iter().rev()).chain(&lines[end..]).copied().collect();
    let folder = Folder::new("count-order");
    folder.write("reversed.blt", reversed.join("\n"));
    let path: PathBuf = folder.path("reversed.blt");
    let args = ["--rule", "scottish-stv"];
    assert_eq!(
        json(&[&[path.to_str().unwrap()], &args[..]].concat()),
        json(&[&[fixture("ward.blt").as_str()], &args[..]].concat())
    );
}

/// Files that announce or hold more than can be are refused in little memory.
#[cfg(unix)]
#[test]
fn bad_files_need_little_memory() {
    let folder = Folder::new("count-bad");
    folder.write("announced.blt", "1000000000 1000000000\n1 1 0\n");
    folder.write("announced.soc", "# NUMBER ALTERNATIVES: 1000000000\n# NUMBER VOTERS: 1000000000\n1: 1\n");
    folder.write("numbers.blt", format!("3 1\n99999999999999999999999 1 0\n{}", "1 1 0\n".repeat(9)));
    folder.write("line.csv", "1,".repeat(2_000_000));
    folder.write("nested.soi", format!("2\n1,A\n2,B\n1,1,1\n1,{}\n", "{".repeat(100_000)));
    let files = ["announced.blt", "announced.soc", "numbers.blt", "line.csv", "nested.soi", "/dev/zero"];
    for file in files {
        let script = "ulimit -v 100000; exec \"$0\" count \"$1\" --rule plurality --seats 1";
        let mut command = folder.command("sh", &["-c", script, env!("CARGO_BIN_EXE_kenes"), file]);
        let output = command.output().unwrap();
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{file}: {error}");
        assert!(
            error.contains("line ") && error.contains("column ") && error.contains("what to do: "),
            "{error}"
        );
        assert!(error.len() < 1_000 && output.stdout.is_empty(), "{file}: {error}");
    }
}
