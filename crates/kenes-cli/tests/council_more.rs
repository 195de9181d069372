//! A small council by commands alone: a lot, a lost key, and what the body puts into force.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

mod common;
#[path = "common/house.rs"]
mod house;

use std::fs;

use common::Folder;
use house::{Council, DAY, MINUTE, Vote, decrypt};
use serde_json::Value;

const CHARTER: &str = include_str!("../../kenes-server/presets/small.json");

/// A council with a few members whose votes count.
fn grown(name: &str) -> Council {
    joined(Council::new(name))
}

fn joined(mut council: Council) -> Council {
    council.at(&["tick"]);
    for name in ["Ana Ruiz", "Bo Lind"] {
        council.join(name);
    }
    council.now += 8 * DAY;
    council
}

/// Nominations are over: from the ballot paper to the opening of the vote.
fn open(council: &mut Council, voters: usize, call: &Value) -> String {
    let time = |field: &str| kenes_text::time::parse(call[field].as_str().unwrap()).unwrap();
    council.now = time("nominations") + MINUTE;
    council.at(&["paper", "--template", "template.json"]);
    let vote = Vote::draft(&council.folder, voters);
    let archive = vote.open(&council.folder);
    council.at(&["setup", &archive, "--by", "Sam Lee"]);
    let rehearsal = vote.rehearse(&council.folder);
    council.at(&["rehearse", &rehearsal, "--by", "Sam Lee"]);
    council.now = time("opens") + MINUTE;
    council.folder.file("d/archives", ".bel")
}

/// Each of these answers is that of a voter.
fn cast(council: &Council, archive: &str, answers: &[&str]) {
    let credentials = council.folder.files("creds/for-voters", ".credential");
    for (number, (credential, answers)) in credentials.iter().zip(answers).enumerate() {
        let ballot = format!("ballot{number}.json");
        let args = ["vote", archive, "--credential", credential, "--answers-json", answers, "--out", &ballot];
        council.folder.election(&args);
        council.at(&["ballot", &ballot]);
    }
}

fn open_lot(council: &Council, archive: &str, record: &str) -> std::process::Output {
    let key = council.folder.file("trustee", ".privkey");
    let args = ["--json", "council", "lot", "open", archive, "--record", record, "--key", &key];
    council.folder.command(env!("CARGO_BIN_EXE_kenes"), &args).output().unwrap()
}

fn refuses_lot(council: &Council, archive: &str, record: &str, code: &str) {
    let output = open_lot(council, archive, record);
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && text.contains(code) && text.contains("what to do: "),
        "{record}: {text}"
    );
    assert!(!council.folder.path("lot-1.json").exists());
}

#[test]
fn a_tie_is_broken_by_the_lot_of_the_closed_vote_and_of_no_other() {
    let mut council = grown("council-lot");
    let call = council.at(&["call", "--body", "1", "--by", "Ana Ruiz", "--small"]);
    for name in ["Ana Ruiz", "Bo Lind"] {
        council.at(&["stand", "--text", "I stand.", "--by", name]);
    }
    let archive = open(&mut council, 3, &call);
    cast(&council, &archive, &["[[1,2]]", "[[2,1]]"]);
    // Somebody ends the vote otherwise, to see which lot that would give.
    council.folder.copy(&archive, "other.bel");
    let third = &council.folder.files("creds/for-voters", ".credential")[2];
    let vote =
        ["vote", "other.bel", "--credential", third, "--answers-json", "[[1,2]]", "--out", "third.json"];
    council.folder.election(&vote);
    council.folder.election(&["accept", "other.bel", "third.json"]);
    council.folder.election(&["close", "other.bel"]);
    refuses_lot(&council, "other.bel", "d/public", "K-CLI-194");

    council.now += 3 * DAY;
    council.at(&["close"]);
    refuses_lot(&council, &archive, "d/public", "K-CLI-194");
    council.folder.election(&["tally", &archive]);
    council.folder.election(&["shuffle", &archive, "--trustee", "1"]);
    council.folder.election(&["shuffle", &archive, "--end"]);
    decrypt(&council.folder, &archive, "final");
    council.at(&["archive"]);
    assert!(council.next().iter().any(|command| command.contains("council lot open")));

    // Neither for the other end, nor by a record that is another, damaged, or none.
    refuses_lot(&council, "other.bel", "d/public", "K-CLI-194");
    let stranger = grown("council-lot-stranger");
    let elsewhere = stranger.folder.path("d/public");
    refuses_lot(&council, &archive, elsewhere.to_str().unwrap(), "K-CLI-194");
    refuses_lot(&council, &archive, "nowhere", "K-CLI-001");
    let policy = council.folder.read("d/public/policy");
    council.folder.write("d/public/policy", b"quorum none\n\n");
    refuses_lot(&council, &archive, "d/public", "K-CLI-160");
    council.folder.write("d/public/policy", policy);

    let opened = open_lot(&council, &archive, "d/public");
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    let opened: Value = serde_json::from_slice(&opened.stdout).unwrap();
    assert_eq!(opened["trustee"], 1);
    council.at(&["lot", "file", "lot-1.json"]);
    fs::remove_file(council.folder.path("lot-1.json")).unwrap();
    let seats = council.at(&["seats"]);
    assert!(!seats["seats"][2]["asked"].is_null(), "{seats}");
    // It is open by now, and nobody needs another share.
    refuses_lot(&council, &archive, "d/public", "K-CLI-194");
    let report = council.audit();
    assert_eq!(report["elections"][0]["lots"][0]["verdict"], "accepted");
    assert_eq!(report["elections"][0]["call"], opened["election"]);
}

#[test]
fn a_lost_key_is_recovered_unless_its_owner_objects() {
    let mut council = grown("council-recover");
    let recover = |council: &Council, key: &str| {
        council.at(&["key", "recover", "Ana Ruiz", "--key", key, "--no-passphrase", "--by", "Sam Lee"])
    };
    let opened = recover(&council, "first.key");
    assert_eq!(opened["file"], "first.key");
    council.refused(&["key", "complete"], "K-ACT-0");
    council.refused(&["key", "veto", "--by", "Bo Lind"], "K-ACT-0");
    council.at(&["key", "veto", "--by", "Ana Ruiz"]);
    council.refused(&["key", "complete"], "K-CLI-187");
    recover(&council, "second.key");
    council.now += 8 * DAY;
    council.at(&["key", "complete"]);
    // The old key signs no more, the new one does.
    council.refused(&["call", "--by", "Ana Ruiz", "--small"], "K-CLI-185");
    council.at(&["call", "--by", "second.key", "--small"]);
    council.audit();
}

#[test]
fn enough_members_demand_a_vote_of_all() {
    let mut council = grown("council-petition");
    council.now += 8 * DAY;
    let opened = council.at(&["petition", "open", "--text", "The bell stays.", "--by", "Ana Ruiz"]);
    let id = opened["act"].as_str().unwrap().to_owned();
    council.refused(&["petition", "endorse", "--by", "Ana Ruiz"], "K-ACT-091");
    let endorsed = council.at(&["petition", "endorse", &id, "--by", "Bo Lind"]);
    assert_eq!((&endorsed["endorsed"], &endorsed["reached"]), (&2.into(), &true.into()));
    let listed = council.at(&["petition", "list"]);
    assert_eq!(listed["petitions"][0]["petition"], id.as_str());
    council
        .refused(&["call", "--for", "motion", "--motion", "ffff", "--by", "Bo Lind", "--small"], "K-CLI-1");
    // Nobody is asked who guards it, unless it says that they were.
    let call = ["call", "--for", "motion", "--motion", &id, "--by", "Bo Lind", "--small"];
    council.refused(&[&call[..], &["--backed"]].concat(), "K-ACT-008");
    council.at(&call);
    council.audit();
}

/// The body adopts a motion: the founder holds its only seat that is held.
fn adopt(council: &mut Council, on: &str, proposal: &str, content: &[u8]) -> String {
    council.folder.write(proposal, content);
    let filed = council.at(&[
        "motion",
        "file",
        "--on",
        on,
        "--text",
        "Be it so.",
        "--proposal",
        proposal,
        "--by",
        "Sam Lee",
    ]);
    let id = filed["act"].as_str().unwrap().to_owned();
    if on == "charter" {
        // Everybody has to have the time to read it.
        council.refused(&["motion", "open", &id, "--by", "Sam Lee"], "K-ACT-074");
        council.now += 31 * DAY;
    }
    let opened = council.at(&["motion", "open", &id, "--by", "Sam Lee"]);
    assert!(opened["act"].is_string());
    council.at(&["motion", "vote", "for", "--motion", &id, "--by", "Sam Lee"]);
    council.now += 2 * DAY;
    assert_eq!(council.at(&["motion", "close", &id])["adopted"], true);
    id
}

#[test]
fn what_the_body_decides_comes_into_force() {
    let mut council = grown("council-force");
    council.refused(&["policy"], "K-CLI-187");
    let motion = adopt(&mut council, "policy", "policy.txt", b"quorum none\n\n");
    council.at(&["policy", &motion]);
    assert_eq!(council.folder.read("d/public/policy"), b"quorum none\n\n");
    council.refused(&["policy", &motion], "K-ACT-022");

    let motion = adopt(&mut council, "rules", "rules.json", br#"{"rules":99}"#);
    // No program of today has these.
    council.refused(&["rules", &motion], "K-CLI-191");
    council.audit();
}

#[test]
fn a_charter_comes_into_force_by_the_members_vote() {
    // Of one seat, which the founder holds: a charter wants two thirds.
    let mut council = joined(Council::with_seats("council-charter", "1"));
    let before = council.audit()["charter"].clone();
    let charter = CHARTER.trim().replace(r#""seats":5"#, r#""seats":1"#);
    let changed = charter.replace(r#""answer_days":7"#, r#""answer_days":9"#);
    assert_ne!(charter, changed);
    let motion = adopt(&mut council, "charter", "charter.json", changed.as_bytes());
    council.refused(&["charter", &motion], "K-ACT-0");
    let call = council.at(&["call", "--for", "motion", "--motion", &motion, "--by", "Ana Ruiz", "--small"]);
    let archive = open(&mut council, 3, &call);
    cast(&council, &archive, &["[[0,1,0]]", "[[0,1,0]]", "[[0,0,1]]"]);
    council.now += 3 * DAY;
    council.at(&["close"]);
    council.folder.election(&["tally", &archive]);
    decrypt(&council.folder, &archive, "final");
    council.at(&["archive"]);
    council.at(&["charter", &motion]);
    assert_ne!(council.audit()["charter"], before);
}

#[test]
fn a_clock_that_jumps_ahead_ends_no_terms() {
    let folder = Folder::new("council-jump");
    let founder = ["--preset", "small", "--name", "House", "--founder", "Sam Lee", "--no-passphrase"];
    let kenes = |args: &[&str]| {
        folder.command(env!("CARGO_BIN_EXE_kenes"), &[&["council"], args].concat()).output().unwrap()
    };
    assert!(kenes(&[&["new", "d", "--at", "2020-01-01"], &founder[..]].concat()).status.success());
    assert!(kenes(&["tick", "--data", "d", "--at", "2020-01-01"]).status.success());
    // This machine's clock is years later.
    let refused = kenes(&["enrol", "Ana", "--by", "Sam Lee", "--data", "d"]);
    let text = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{text}");
    assert!(text.contains("error[K-CLI-193]") && text.contains("kenes council tick --at TIME"), "{text}");
    // Nothing was written, and whoever states the time may.
    let status = kenes(&["status", "--data", "d", "--json"]);
    let status: Value = serde_json::from_slice(&status.stdout).unwrap();
    assert_eq!((&status["size"], &status["now"]), (&2.into(), &"2020-01-01T00:00:00Z".into()));
    assert!(kenes(&["tick", "--data", "d", "--at", "2020-06-01"]).status.success());
}

#[test]
fn an_act_that_is_there_is_not_told_as_new() {
    let council = grown("council-again");
    let key = "d/keys/people/sam-lee.key";
    council.at(&["enrol", "Cy Park", "--by", "Sam Lee", "--out", "cy.act"]);
    council.run(&["sign", "cy.act", "--key", key]);
    let first = council.at(&["submit", "cy.act"]);
    let again = council.at(&["submit", "cy.act"]);
    assert!(first.get("already").is_none());
    assert_eq!(
        (&again["already"], &again["leaf"], &again["act"]),
        (&true.into(), &first["leaf"], &first["act"])
    );
    let args = ["council", "submit", "cy.act", "--data", "d", "--at", &council.now.to_string()];
    let told = council.folder.command(env!("CARGO_BIN_EXE_kenes"), &args).output().unwrap();
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(
        told.starts_with("nothing new: act ") && told.contains(&format!("leaf {}", first["leaf"])),
        "{told}"
    );
}
