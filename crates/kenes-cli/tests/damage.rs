//! What a full disk, a killed process, two writers at once and altered files do to an archive: nothing.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test")]

mod common;

use std::fs;
use std::process::Stdio;
use std::thread;

use common::Folder;

const VOTE: [&str; 6] =
    ["vote", "voting.bel", "--credential", "ann.credential", "--answers-json", "[[0,0,1,0]]"];

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    ["voting.bel", "ann.credential", "bob.credential", "ballot.json"]
        .iter()
        .for_each(|name| folder.fixture(name));
    folder
}

/// Votes with files limited to a few hundred bytes more than the archive has: the ballot does not fit.
fn vote_with_little_room(folder: &Folder, before: &str) -> std::process::Output {
    let blocks = folder.read("voting.bel").len() / 512 + 2;
    let script = format!("{before} ulimit -f {blocks}; exec \"$0\" election \"$@\"");
    let mut command = folder.command("sh", &["-c", &script, env!("CARGO_BIN_EXE_kenes")]);
    command.args(VOTE).output().unwrap()
}

#[test]
fn a_full_disk_leaves_the_archive_as_it_was() {
    let folder = folder("full");
    let before = folder.read("voting.bel");
    let output = vote_with_little_room(&folder, "trap '' XFSZ;");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[K-CLI-006]"));
    assert_eq!(folder.read("voting.bel"), before);
    folder.election(&VOTE);
    assert!(folder.failed_checks("voting.bel").is_empty());
}

#[test]
fn what_a_killed_process_left_is_taken_back() {
    let folder = folder("killed");
    let before = folder.read("voting.bel");
    let output = vote_with_little_room(&folder, "");
    assert_eq!(output.status.code(), None, "killed by the signal");
    let after = folder.read("voting.bel");
    assert!(after.len() > before.len() && after.starts_with(&before));
    assert_eq!(folder.failed_checks("voting.bel"), ["archive-complete"]);
    folder.election(&VOTE);
    assert!(folder.failed_checks("voting.bel").is_empty());
    folder.copy("voting.bel", "new.bel");
    folder.write("old.bel", before);
    folder.election(&["verify-diff", "old.bel", "new.bel"]);
}

#[test]
fn a_cut_that_no_command_left_is_not_repaired() {
    let folder = folder("cut");
    let whole = folder.read("voting.bel");
    folder.write("voting.bel", whole.split_at(whole.len() - 700).0);
    let before = folder.read("voting.bel");
    folder.refused(&VOTE, "K-CLI-020");
    assert_eq!(folder.read("voting.bel"), before);
}

#[test]
fn writers_at_once_do_not_disturb_each_other() {
    let folder = folder("writers");
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| folder.election(&VOTE));
        }
    });
    assert!(folder.failed_checks("voting.bel").is_empty());
    let shown: serde_json::Value =
        serde_json::from_str(&folder.election(&["show", "--json", "voting.bel"])).unwrap();
    assert_eq!(shown.get("ballots").and_then(serde_json::Value::as_u64), Some(8));
}

#[test]
fn a_ballot_that_cannot_be_written_is_not_cast() {
    let folder = folder("unwritten");
    let before = folder.read("voting.bel");
    folder.refused(
        &[
            "vote",
            "voting.bel",
            "--credential",
            "ann.credential",
            "--answers-json",
            "[[0,0,1,0]]",
            "--out",
            "no/folder.json",
        ],
        "K-CLI-002",
    );
    assert_eq!(folder.read("voting.bel"), before);
}

#[test]
fn output_to_a_full_disk_is_an_error() {
    let folder = folder("output");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = folder.command(env!("CARGO_BIN_EXE_kenes"), &["election", "verify", "voting.bel"]);
    let output = command.stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[K-CLI-009]"));
}

#[test]
fn endless_lines_are_refused_early() {
    let folder = folder("endless");
    folder.fixture("draft.json");
    for args in [
        &["credentials", "draft.json", "--voters", "/dev/zero", "--dir", "new"][..],
        &["vote", "voting.bel", "--credential", "/dev/zero", "--answers-json", "[[0,0,1,0]]"],
        &["vote", "voting.bel", "--credential", "ann.credential", "--answers", "/dev/zero"],
    ] {
        folder.refused(args, "K-CLI-004");
    }
    assert_eq!(folder.try_election(&["verify", "/dev/zero"]).status.code(), Some(1));
}

#[test]
fn a_record_that_claims_ten_gigabytes_is_refused() {
    let folder = folder("claims");
    let mut archive = folder.read("voting.bel");
    let header = archive.get(1024..1536).unwrap().to_vec();
    archive.extend(claiming(&header));
    folder.write("voting.bel", &archive);
    assert_eq!(folder.failed_checks("voting.bel"), ["archive-record-size"]);
    folder.refused(&VOTE, "K-CLI-020");
}

/// A tar header that claims 8 GiB − 1, the most it can.
fn claiming(header: &[u8]) -> Vec<u8> {
    let mut header = header.to_vec();
    header.splice(124..135, *b"77777777777");
    header.splice(148..156, *b"        ");
    let sum: u64 = header.iter().map(|&byte| u64::from(byte)).sum();
    header.splice(148..156, format!("{sum:06o}\0 ").into_bytes());
    header
}

#[test]
fn a_choice_is_made_after_the_hash_is_shown() {
    let folder = folder("ask");
    let ask = [&VOTE[..], &["--ask", "opening.json"]].concat();
    let before = folder.read("voting.bel");
    folder.election_with_input(&ask, "perhaps\nchallenge\n");
    assert_eq!(folder.read("voting.bel"), before);
    folder.election(&["check-challenge", "voting.bel", "opening.json"]);
    folder.election_with_input(&ask, "cast\n");
    assert!(folder.read("voting.bel").len() > before.len());
    assert_eq!(folder.try_election(&ask).status.code(), Some(2), "no choice was typed");
}

#[test]
fn pages_and_completions_are_written() {
    let folder = folder("pages");
    let run = |args: &[&str]| {
        let output = folder.command(env!("CARGO_BIN_EXE_kenes"), args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    run(&["man", "--dir", "man"]);
    assert!(folder.read("man/kenes-election-trustee-threshold-share.1").starts_with(b".ie"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(run(&["completions", shell]).len() > 1000);
    }
    let markdown = run(&["errors", "--markdown"]);
    assert_eq!(markdown, run(&["errors", "--markdown"]));
}
