//! A small council by commands alone: from an empty folder to seats that an auditor finds in the public files.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

mod common;
#[path = "common/house.rs"]
mod house;

use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use house::{Council, DAY, MINUTE, Vote, decrypt};
use serde_json::Value;

#[test]
fn a_small_council_from_an_empty_folder_to_its_seats() {
    let mut council = Council::new("council");
    assert!(council.next()[0].contains("tick"));
    council.at(&["tick"]);
    for name in ["Ana Ruiz", "Bo Lind", "Cy Park", "Dee Omar"] {
        council.join(name);
    }
    assert_eq!(council.at(&["members"])["members"].as_array().unwrap().len(), 5);

    // New members wait, then anybody may call the election.
    council.now += 8 * DAY;
    council.refused(&["call", "--by", "Ana Ruiz"], "K-ACT-045");
    let call = council.at(&["call", "--by", "Ana Ruiz", "--small"]);
    assert_eq!((&call["seats"], &call["eligible"]), (&2.into(), &5.into()));
    for name in ["Ana Ruiz", "Bo Lind", "Cy Park"] {
        council.at(&["stand", "--text", &format!("I am {name}."), "--by", name]);
    }
    council.refused(&["stand", "--text", "Again.", "--by", "Bo Lind"], "K-ACT-047");

    council.now += 14 * DAY + MINUTE;
    let paper = council.at(&["paper", "--template", "template.json"]);
    let lines: Vec<&str> = paper["lines"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(lines.len(), 3);
    set_up(&council);
    vote(&mut council, &lines);

    // An outsider needs the public files and nothing else.
    let report = council.audit();
    let audited: Vec<bool> =
        report["seats"].as_array().unwrap().iter().map(|seat| seat["holder"].is_null()).collect();
    assert_eq!(audited, [false, false, false]);
    let why = council.at(&["why", "0/0"]);
    assert!(why.to_string().contains(call["act"].as_str().unwrap()), "{why}");
    decide(&mut council);
    council.audit();
    forget(&council);
    council.audit();
}

fn set_up(council: &Council) {
    let folder = &council.folder;
    let vote = Vote::draft(folder, 5);
    let archive = vote.open(folder);
    council.at(&["setup", &archive, "--by", "Sam Lee"]);
    let rehearsal = vote.rehearse(folder);
    assert!(council.next()[0].contains("rehearse"));
    council.refused(&["rehearse", &rehearsal, "--by", "Ana Ruiz"], "K-ACT-008");
    council.at(&["rehearse", &rehearsal, "--by", "Sam Lee"]);
}

/// Five vote: 3 for the first line before the second, 2 for the third.
fn vote(council: &mut Council, lines: &[&str]) {
    council.now += DAY;
    let archive = council.folder.file("d/archives", ".bel");
    let credentials = council.folder.files("creds/for-voters", ".credential");
    for (number, credential) in credentials.iter().enumerate() {
        let answers = if number < 3 { "[[1,2,3]]" } else { "[[3,2,1]]" };
        let ballot = format!("ballot{number}.json");
        let args =
            ["vote", &archive, "--credential", credential, "--answers-json", answers, "--out", &ballot];
        council.folder.election(&args);
        if number == 4 {
            // A command that dies between the board and the record: the next one finds the ballot.
            council.folder.election(&["accept", &archive, &ballot]);
        } else {
            let accepted = council.at(&["ballot", &ballot]);
            assert_eq!(accepted["accepted"].as_array().unwrap().len(), 1);
        }
    }
    council.refused(&["close"], "K-ACT-046");
    council.now += 3 * DAY;
    let closed = council.at(&["close"]);
    assert_eq!(closed["ballots"], 5);
    council.folder.election(&["tally", &archive]);
    assert!(council.next()[0].contains("shuffle"));
    council.folder.election(&["shuffle", &archive, "--trustee", "1"]);
    council.folder.election(&["shuffle", &archive, "--end"]);
    decrypt(&council.folder, &archive, "final");
    let filed = council.at(&["archive"]);
    assert_eq!(filed["elected"].as_array().unwrap().len(), 2);

    let name = |line: &str| line.split(" [").next().unwrap().to_owned();
    let (first, last) = (name(lines[0]), name(lines[2]));
    assert!(council.next().iter().any(|command| command.contains("council accept")));
    council.at(&["accept", "--by", &first]);
    council.at(&["accept", "--by", &last]);
    let holders: Vec<Value> = council.holders().into_iter().map(|(_, _, name)| name).collect();
    let mut elected = [first.into(), last.into()];
    elected.sort_by_key(ToString::to_string);
    let mut held = [holders[0].clone(), holders[1].clone()];
    held.sort_by_key(ToString::to_string);
    assert_eq!((held, &holders[2]), (elected, &"Sam Lee".into()));
}

/// The new council decides, by name; one act is signed by two people apart.
fn decide(council: &mut Council) {
    let holders: Vec<String> =
        council.holders().iter().take(2).map(|(_, _, name)| name.as_str().unwrap().to_owned()).collect();
    let file = ["motion", "file", "--text", "The bell stays.", "--by", &holders[0], "--by", &holders[1]];
    let written = council.at(&[&file[..], &["--out", "motion.act"]].concat());
    assert_eq!(written["unsigned"], "motion.act");
    council.refused(&["submit", "motion.act"], "K-CLI-179");
    for holder in &holders {
        let key = format!("d/keys/people/{}.key", holder.to_lowercase().replace(' ', "-"));
        council.run(&["sign", "motion.act", "--key", &key]);
    }
    council.at(&["submit", "motion.act"]);
    council.at(&["motion", "open", "--by", &holders[1]]);
    council.at(&["motion", "vote", "for", "--by", &holders[0]]);
    council.refused(&["motion", "vote", "against", "--by", &holders[0]], "K-ACT-071");
    council.at(&["motion", "vote", "for", "--by", &holders[1]]);
    assert_eq!(council.at(&["motion", "close"])["adopted"], true);
    council.at(&["resolution"]);
    council.at(&["key", "rotate", &holders[0], "--no-passphrase"]);
    council.at(&["resign", "--by", &holders[0]]);
    council.now += MINUTE;
    council.at(&["tick"]);
}

/// A person is erased: the name and the texts are gone, and everything still holds.
fn forget(council: &Council) {
    let texts = council.at(&["erase", "Bo Lind", "--by", "Sam Lee"]);
    assert_eq!(texts["texts"].as_u64().map(|texts| texts > 0), Some(true), "{texts}");
    let members = council.at(&["members"]).to_string();
    assert!(!members.contains("Bo Lind"));
    council.refused(&["erase", "Bo Lind", "--by", "Sam Lee"], "K-CLI-183");
}

#[test]
fn what_was_acknowledged_survives_a_kill_at_any_moment() {
    let council = Council::new("council-kill");
    council.at(&["tick"]);
    let mut acknowledged = Vec::new();
    for round in 0..12_u64 {
        let name = format!("Person {round}");
        let at = council.now.to_string();
        let args = ["--json", "council", "enrol", &name, "--by", "Sam Lee", "--data", "d", "--at", &at];
        let mut command = council.folder.command(env!("CARGO_BIN_EXE_kenes"), &args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        sleep(Duration::from_millis(round * 23));
        drop(child.kill());
        let output = child.wait_with_output().unwrap();
        if let Ok(done) = serde_json::from_slice::<Value>(&output.stdout) {
            acknowledged.push(done["act"].as_str().unwrap().to_owned());
        }
    }
    council.join("Last One");
    let members = council.at(&["members"])["members"].to_string();
    assert!(acknowledged.iter().all(|act| members.contains(act)), "{acknowledged:?}");
    council.audit();
}
