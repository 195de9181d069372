//! A whole election through the program, every role with files of its own.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod common;

use std::fs;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt as _;

use common::Folder;
use serde_json::Value;

const TRUSTEES: [&str; 3] = ["t1", "t2", "t3"];

/// A ceremony of 2 of 3 threshold trustees beside a single one with a protected key.
fn ceremony(folder: &Folder, draft: &str) {
    for (index, dir) in ["1", "2", "3"].iter().zip(TRUSTEES) {
        let args = ["--index", index, "--threshold", "2", "--size", "3", "--dir", dir];
        folder.election(&[&["trustee", "threshold", "cert", draft], &args[..]].concat());
    }
    let step = |name: &str, args: &[&str]| {
        let certs: Vec<String> = TRUSTEES.iter().map(|dir| folder.file(dir, ".cert")).collect();
        let mut all = vec!["trustee", "threshold", name, draft];
        all.extend(args);
        all.push("--certs");
        // The order does not matter: certificates say whose turn it is.
        all.extend(certs.iter().rev().map(String::as_str));
        folder.election(&all)
    };
    assert_eq!(step("check", &[]), "2 of 3 trustees");
    for dir in TRUSTEES {
        step("polynomial", &["--key", &folder.file(dir, ".key"), "--dir", dir]);
    }
    let polynomials: Vec<String> = TRUSTEES.iter().rev().map(|dir| folder.file(dir, ".polynomial")).collect();
    let polynomials: Vec<&str> = polynomials.iter().map(String::as_str).collect();
    step("inputs", &[&["--dir", "admin", "--polynomials"], polynomials.as_slice()].concat());
    for dir in TRUSTEES {
        let key = folder.file(dir, ".key");
        let vinput = key.replace(dir, "admin").replace(".key", ".vinput");
        step("share", &["--key", &key, "--vinput", &vinput, "--dir", dir]);
    }
    let voutputs: Vec<String> = TRUSTEES.iter().rev().map(|dir| folder.file(dir, ".voutput")).collect();
    let voutputs: Vec<&str> = voutputs.iter().map(String::as_str).collect();
    let outputs = [&["--dir", "admin", "--voutputs"], voutputs.as_slice()].concat();
    step("finish", &[outputs.as_slice(), &["--polynomials"], polynomials.as_slice()].concat());
    folder.write("passphrase.txt", "correct horse\n");
    folder.election(&["trustee", "keygen", draft, "--dir", "t0", "--passphrase-file", "passphrase.txt"]);
}

/// Each trustee of these decrypts, and the contribution is added.
fn decrypt(folder: &Folder, archive: &str, trustees: &[&str], dir: &str) {
    for trustee in trustees {
        let mut args = vec!["trustee", "decrypt", archive, "--dir", dir, "--key"];
        let (end, more) = if *trustee == "t0" { (".privkey", None) } else { (".key", Some(".dkey")) };
        let key = folder.file(trustee, end);
        args.push(&key);
        let more = more.map(|end| folder.file(trustee, end));
        match &more {
            Some(path) => args.extend(["--decryption-key", path]),
            None => args.extend(["--passphrase-file", "passphrase.txt"]),
        }
        let contribution = folder.election(&args);
        folder.election(&["decrypt", archive, "--from", &contribution]);
        folder.refused(&["decrypt", archive, "--from", &contribution], "K-CLI-087");
    }
}

fn rehearse(folder: &Folder, draft: &str) {
    let keys = ["--trustee", &folder.file("t0", ".pubkey"), "--threshold", "admin/threshold.json"];
    let archive = folder
        .election(&[&["trustee", "rehearse", "begin", draft, "--dir", "rehearsal"], &keys[..]].concat());
    decrypt(folder, &archive, &["t0", "t1", "t3"], "rehearsal");
    folder.refused(&["trustee", "rehearse", "check", &archive], "K-CLI-093");
    decrypt(folder, &archive, &["t2"], "rehearsal");
    folder.election(&[&["trustee", "rehearse", "check", &archive], &keys[..]].concat());
}

fn open(folder: &Folder) -> String {
    let (choice, ranking) = ("[1-2 blank] Who? | Ann | Bob | Cy", "[rank] Order? | A | B | C");
    let draft = ["new", "--name", "Board", "--question", choice, "--question", ranking, "--dir", "admin"];
    let draft = folder.election(&draft);
    folder.write("voters.txt", "ann\nbob\n# a remark\ncy,1\n");
    folder.election(&["credentials", &draft, "--voters", "voters.txt", "--dir", "creds"]);
    ceremony(folder, &draft);
    rehearse(folder, &draft);
    let credentials = "creds/for-administrator/public_creds.json";
    let single = folder.file("t0", ".pubkey");
    let trustees = ["--trustee", &single, "--threshold", "admin/threshold.json"];
    folder.election(
        &[&["open", &draft, "--credentials", credentials, "--dir", "admin"], &trustees[..]].concat(),
    )
}

fn vote(folder: &Folder, archive: &str) {
    let credentials = folder.files("creds/for-voters", ".credential");
    let cast = |voter: usize, answers: &str| {
        let args = ["vote", archive, "--credential", &credentials[voter], "--answers-json", answers];
        assert_eq!(folder.election(&args).len(), 43, "a tracker");
    };
    cast(0, "[[0,1,0,0],[1,2,3]]");
    cast(1, "[[1,0,0,0],[2,1,3]]");
    let third = fs::read_to_string(folder.path(&credentials[2])).unwrap();
    let third = third.lines().find(|line| !line.starts_with('#')).unwrap();
    folder.write("answers.json", "[ [0,0,1,1], [3,2,1] ]");
    let args = ["vote", archive, "--answers", "answers.json"];
    let hash = folder.election_with_input(&[&args[..], &["--challenge", "opening.json"]].concat(), third);
    folder.election(&["check-challenge", archive, "opening.json", "--hash", hash.trim()]);
    folder.refused(&["accept", archive, "opening.json"], "K-CLI-063");
    folder.election_with_input(&[&args[..], &["--out", "ballot.json"]].concat(), third);
    folder.election(&["accept", archive, "ballot.json"]);
    folder.refused(&["accept", archive, "ballot.json"], "K-CLI-064");
    cast(0, "[[0,0,0,1],[1,3,2]]");
}

#[test]
fn an_election_from_the_draft_to_the_result() {
    let folder = Folder::new("election");
    let archive = open(&folder);
    vote(&folder, &archive);
    folder.copy(&archive, "earlier.bel");
    folder.election(&["close", &archive]);
    folder.election(&["tally", &archive]);
    let shuffle =
        folder.election(&["trustee", "shuffle", &archive, "--trustee", "1", "--dir", "contributions"]);
    folder.election(&["shuffle", &archive, "--from", &shuffle]);
    folder.refused(&["shuffle", &archive, "--from", &shuffle], "K-CLI-087");
    folder.election(&["shuffle", &archive, "--trustee", "3"]);
    folder.election(&["shuffle", &archive, "--end"]);
    decrypt(&folder, &archive, &["t0", "t1"], "contributions");
    folder.refused(&["result", &archive], "K-CLI-091");
    decrypt(&folder, &archive, &["t3"], "contributions");
    folder.election(&["result", &archive]);
    assert_eq!(folder.failed_checks(&archive), Vec::<String>::new());
    folder.election(&["verify", "--require-bound", &archive]);
    folder.election(&["verify-diff", "earlier.bel", &archive]);
    let shown: Value = serde_json::from_str(&folder.election(&["show", "--json", &archive])).unwrap();
    assert_eq!(shown["result"][0].to_string(), "[1,0,1,2]");
    let mut rankings: Vec<String> =
        shown["result"][1].as_array().unwrap().iter().map(Value::to_string).collect();
    rankings.sort();
    assert_eq!(rankings, ["[1,3,2]", "[2,1,3]", "[3,2,1]"]);
    assert_eq!((shown["voted"].as_u64(), shown["ballots"].as_u64()), (Some(3), Some(4)));
    secrets_are_apart(&folder);
}

/// Secret files are their owner's only.
fn secrets_are_apart(folder: &Folder) {
    let mut secret = folder.files("creds/for-voters", "");
    secret.push(folder.file("creds/authority-only", ".json"));
    secret.push(folder.file("t0", ".privkey"));
    secret.push(folder.file("t1", ".key"));
    for name in secret {
        #[cfg(unix)]
        assert_eq!(fs::metadata(folder.path(&name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
    let sealed = fs::read_to_string(folder.path(&folder.file("t0", ".privkey"))).unwrap();
    assert!(sealed.starts_with("{\"format\":\"kenes/sealed-key/v1\""));
}

#[test]
fn lists_weights_and_another_group() {
    let folder = Folder::new("lists");
    let lists =
        r#"{"type":"Lists","value":{"answers":[["Red","Ann","Bob"],["Blue","Cy"]],"question":"List?"}}"#;
    let choice = r#"{"answers":["Yes","No"],"min":1,"max":1,"question":"Agreed?"}"#;
    let template = format!(r#"{{"description":"","name":"Lists","questions":[{choice},{lists}]}}"#);
    folder.write("template.json", template);
    let draft = folder.election(&["new", "--template", "template.json", "--group", "BELENIOS-2048"]);
    folder.write("voters.txt", "ann,2\nbob\n");
    folder.election(&["credentials", &draft, "--voters", "voters.txt", "--one-file", "--dir", "creds"]);
    folder.election(&["trustee", "keygen", &draft, "--dir", "t0"]);
    let public = ["--credentials", "creds/for-administrator/public_creds.json", "--trustee"];
    let archive =
        folder.election(&[&["open", &draft], &public[..], &[&folder.file("t0", ".pubkey")]].concat());
    for (voter, answers) in [("ann", "[[1,0],[[1,0,1],[0,0]]]"), ("bob", "[[0,1],[[0,0,0],[1,1]]]")] {
        let credential = ["--credential", "creds/for-voters/private_creds.json", "--voter", voter];
        folder.election(&[&["vote", &archive, "--answers-json", answers], &credential[..]].concat());
    }
    folder.election(&["close", &archive]);
    folder.election(&["tally", &archive]);
    decrypt_single(&folder, &archive);
    let result = folder.election(&["result", &archive]);
    assert_eq!(result, r#"{"result":[[2,1],[[2,0,2],[1,1]]]}"#);
    assert_eq!(folder.failed_checks(&archive), Vec::<String>::new());
    folder.election(&["export", &archive, "--dir", "export"]);
    assert_eq!(folder.files("export", "").len(), 8);
    let again =
        ["--credentials", "export/public_creds.json", "--trustees", "export/trustees.json", "--dir", "again"];
    let again = folder.election(&[&["open", "export/election.json"], &again[..]].concat());
    folder.election(&["accept", &again, "export/ballots.jsons"]);
    assert_eq!(folder.failed_checks(&again), Vec::<String>::new());
}

fn decrypt_single(folder: &Folder, archive: &str) {
    let key = folder.file("t0", ".privkey");
    let contribution = folder.election(&["trustee", "decrypt", archive, "--key", &key]);
    folder.election(&["decrypt", archive, "--from", &contribution]);
}
