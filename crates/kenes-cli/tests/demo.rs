//! `kenes demo` as a user runs it.
//!
//! With `KENES_LONG=1` the whole ward of 4,213 ballots. With `KENES_BELENIOS_TOOL_33` naming belenios-tool 3.3.0 the
//! archive is checked by that program as well. Its `election verify` may end before its check of the ballots has, so each
//! ballot also goes through `verify-ballot`, in a folder with an archive that ends with its setup.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The altered copies, and the check that refuses each.
const ALTERED: [(&str, &str); 3] =
    [("changed-vote", "K-BEL-051"), ("dropped-ballot", "K-BEL-070"), ("flipped-result", "K-BEL-091")];

/// A new folder of that name.
fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("demo-{name}"));
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    path
}

fn kenes(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kenes")).args(arguments).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output.stderr)))
}

fn path_of(document: &Value, field: &str) -> PathBuf {
    document[field].as_str().unwrap().into()
}

fn verify(archive: &Path) -> (i32, Value) {
    let output = kenes(&["election", "verify", "--json", "--require-bound", archive.to_str().unwrap()]);
    (code(&output), json(&output))
}

/// Holds an election of `count` ballots, or all, and checks what is there afterwards.
fn hold(name: &str, count: Option<u64>) -> Value {
    let dir = fresh(name);
    let number = count.unwrap_or(0).to_string();
    let size: &[&str] = if count.is_some() { &["--ballots", &number] } else { &[] };
    let output =
        kenes(&[&["demo", "--scenario", "ward", "--json", "--dir", dir.to_str().unwrap()], size].concat());
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let document = json(&output);
    let voters = count.unwrap_or(4213);
    assert_eq!((&document["voters"], &document["counted"]), (&voters.into(), &voters.into()));
    // One voter votes twice.
    assert_eq!(document["ballots"], voters + 1);
    let uuid = document["uuid"].as_str().unwrap();
    assert_eq!(path_of(&document, "archive"), dir.join(format!("elections/{uuid}.bel")));
    let (code, report) = verify(&path_of(&document, "archive"));
    assert_eq!((code, &report["verdict"], &report["bound"]), (0, &"accepted".into(), &"checked".into()));
    assert_eq!(report["result"][0].as_array().unwrap().len(), usize::try_from(voters).unwrap());
    check_altered(&document, &dir);
    check_councillors(&document, &dir, count.is_none());
    document
}

/// The councillors are counted from the archive; those of the whole ward are the official ones.
fn check_councillors(document: &Value, dir: &Path, whole: bool) {
    let elected = document["elected"].as_array().unwrap();
    assert_eq!(elected.len(), 3);
    assert_eq!(document["equals_official"], if whole { Value::Bool(true) } else { Value::Null });
    let count: Value = serde_json::from_slice(&fs::read(dir.join("count.json")).unwrap()).unwrap();
    assert_eq!((&count["rule"], &count["elected"]), (&"scottish-stv".into(), &document["elected"]));
    let page = fs::read_to_string(dir.join("result.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("<svg"));
    for name in elected {
        assert!(page.contains(name.as_str().unwrap()), "{name}");
    }
    if whole {
        let official = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../vectors/count/stv-scottish/dundee_2022_ward5.scottish-stv.rounds.json");
        let official: Value = serde_json::from_slice(&fs::read(official).unwrap()).unwrap();
        let stages = official["stages"].as_array().unwrap();
        let names = stages.iter().flat_map(|stage| stage["elected_this_stage"].as_array().unwrap());
        assert!(names.eq(elected), "{elected:?}");
        assert_eq!(count["quota"], official["quota"]);
        for (stage, official) in count["stages"].as_array().unwrap().iter().zip(stages) {
            assert_eq!(stage["votes"], official["votes"], "{}", stage["stage"]);
            assert_eq!(stage["non_transferable"], official["non_transferable"], "{}", stage["stage"]);
        }
        assert_eq!(count["stages"].as_array().unwrap().len(), stages.len());
    }
    let archive = path_of(document, "archive");
    let seats = ["--rule", "scottish-stv", "--seats", "3", "--seed", "none is needed"];
    let output = kenes(&[&["count", archive.to_str().unwrap(), "--json"], &seats[..]].concat());
    assert_eq!((code(&output), &json(&output)["elected"]), (0, &document["elected"]));
}

fn check_altered(document: &Value, dir: &Path) {
    for (index, (name, check)) in ALTERED.into_iter().enumerate() {
        let altered = &document["tampered"][index];
        assert_eq!((&altered["name"], &altered["check"]), (&name.into(), &check.into()));
        let (code, report) = verify(&dir.join(format!("tampered/{name}.bel")));
        assert_eq!((code, &report["verdict"]), (1, &"refused".into()), "{name}");
        // What else fails follows from that: a ballot that is not valid is not counted either.
        let failures = report["failures"].as_array().unwrap();
        assert!(failures[0]["check"] == check && failures.len() <= 2, "{name}: {failures:?}");
    }
}

#[test]
fn a_part_of_the_ward_votes() {
    let document = hold("part", Some(400));
    let dir = path_of(&document, "folder");
    for file in [
        "README.txt",
        "setup/public_creds.json",
        "setup/threshold.json",
        "ceremony/trustee-3.voutput",
        "challenge/opening.json",
        "secrets/trustee-1/trustee-1.key",
        "secrets/trustee-2/trustee-2.dkey",
        "secrets/credential-authority/for-voters/private_creds.json",
    ] {
        assert!(dir.join(file).is_file(), "{file}");
    }
    let archive = path_of(&document, "archive");
    let opening = dir.join("challenge/opening.json");
    let output = kenes(&[
        "election",
        "check-challenge",
        archive.to_str().unwrap(),
        opening.to_str().unwrap(),
        "--json",
    ]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let readme = fs::read_to_string(dir.join("README.txt")).unwrap();
    assert!(readme.contains("never lie on one machine"));
    assert!(readme.contains(archive.to_str().unwrap()));
    ask_the_peer(&archive, &dir);
}

/// Has belenios-tool 3.3.0 check an archive and its ballots, when there is one.
fn ask_the_peer(archive: &Path, dir: &Path) {
    let Some(tool) = env::var_os("KENES_BELENIOS_TOOL_33") else {
        eprintln!("skipped: KENES_BELENIOS_TOOL_33 names no belenios-tool 3.3.0");
        return;
    };
    let accepts = |arguments: &[&str]| Command::new(&tool).args(arguments).output().unwrap().status.success();
    let folder = |path: &Path| path.to_str().unwrap().to_owned();
    assert!(accepts(&["election", "verify", "--dir", &folder(archive.parent().unwrap())]));
    let (files, ballot_box) = (dir.join("peer/files"), folder(&dir.join("peer/box")));
    let in_files = |name: &str| folder(&files.join(name));
    assert_eq!(code(&kenes(&["election", "export", &folder(archive), "--dir", &folder(&files)])), 0);
    let open = kenes(
        &[
            &["election", "open", &in_files("election.json"), "--trustees", &in_files("trustees.json")][..],
            &["--credentials", &in_files("public_creds.json"), "--dir", &ballot_box],
        ]
        .concat(),
    );
    assert_eq!(code(&open), 0, "{}", text(&open.stderr));
    let single = folder(&dir.join("peer/ballot.json"));
    for ballot in fs::read_to_string(in_files("ballots.jsons")).unwrap().lines() {
        fs::write(&single, ballot).unwrap();
        assert!(
            accepts(&["election", "verify-ballot", "--dir", &ballot_box, "--ballot", &single]),
            "{ballot}"
        );
    }
}

#[cfg(unix)]
#[test]
fn secrets_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;

    fn check(path: &Path, public: bool) {
        let mode = fs::metadata(path).unwrap().permissions().mode() & 0o777;
        if path.is_dir() {
            for entry in fs::read_dir(path).unwrap() {
                let entry = entry.unwrap().path();
                check(&entry, public || entry.ends_with("for-administrator"));
            }
        } else if !public {
            assert_eq!(mode, 0o600, "{}", path.display());
        }
    }
    let dir = fresh("secrets");
    assert_eq!(
        code(&kenes(&[
            "demo",
            "--scenario",
            "ward",
            "--quiet",
            "--ballots",
            "10",
            "--dir",
            dir.to_str().unwrap()
        ])),
        0
    );
    let secrets = dir.join("secrets");
    assert_eq!(fs::metadata(&secrets).unwrap().permissions().mode() & 0o777, 0o700);
    check(&secrets, false);
}

#[test]
fn the_story_is_told_and_can_be_left_out() {
    let dir = fresh("story");
    let output = kenes(&["demo", "--scenario", "ward", "--ballots", "10", "--dir", dir.to_str().unwrap()]);
    let (story, steps) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(code(&output), 0, "{steps}");
    for part in [
        "1. THE BALLOTS",
        "11. SOMEBODY CHEATS",
        "12. THE COUNCILLORS",
        "elected at stage",
        "a sample may elect others",
        "ACCEPTED",
        "not one was lost",
    ] {
        assert!(story.to_lowercase().contains(&part.to_lowercase()), "{part}");
    }
    assert_eq!(story.matches("REFUSED").count(), 3);
    // No terminal: lines, and no control characters.
    assert!(steps.contains("Sealing, checking and casting: 10 ballots"), "{steps}");
    assert!(!steps.contains('\u{1b}'), "{steps}");
    let dir = fresh("quiet");
    let output =
        kenes(&["demo", "--scenario", "ward", "--quiet", "--ballots", "10", "--dir", dir.to_str().unwrap()]);
    assert_eq!((code(&output), text(&output.stdout).trim().lines().count()), (0, 1));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn nothing_is_overwritten() {
    let place = fresh("place");
    fs::create_dir_all(&place).unwrap();
    for name in ["kenes-demo", "kenes-demo-2"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kenes"));
        let output = command
            .args(["demo", "--scenario", "ward", "--json", "--ballots", "10"])
            .current_dir(&place)
            .output()
            .unwrap();
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        assert_eq!(json(&output)["folder"], name);
        assert!(place.join(name).join("README.txt").is_file());
    }
    let output = kenes(&["demo", "--scenario", "ward", "--ballots", "10", "--dir", place.to_str().unwrap()]);
    assert_eq!(code(&output), 1);
    assert!(text(&output.stderr).contains("error[K-CLI-003]"), "{}", text(&output.stderr));
    assert_eq!(fs::read_dir(&place).unwrap().count(), 2);
}

#[test]
fn mistakes_are_named() {
    let place = fresh("mistakes");
    fs::create_dir_all(&place).unwrap();
    let file = place.join("file");
    fs::write(&file, "").unwrap();
    let beneath = file.join("folder");
    let output =
        kenes(&["demo", "--scenario", "ward", "--ballots", "10", "--dir", beneath.to_str().unwrap()]);
    assert_eq!(code(&output), 1);
    let error = text(&output.stderr);
    assert!(error.contains("error[K-CLI-002]: cannot write") && error.contains("what to do"), "{error}");
    let dir = place.join("new");
    for wrong in [&["--ballots", "9"][..], &["--ballots", "4214"], &["--scenario", "moon"]] {
        let output =
            kenes(&[&["demo", "--scenario", "ward", "--dir", dir.to_str().unwrap()], wrong].concat());
        assert_eq!(code(&output), 2, "{wrong:?}");
        assert!(!dir.exists(), "{wrong:?}");
    }
}

#[test]
fn the_whole_ward_votes() {
    hold("ward", None);
}
