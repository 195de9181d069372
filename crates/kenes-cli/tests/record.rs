//! The record on disk: samples, the check of the files, receipts, copies, the export.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;

use common::{Folder, web_server};
use kenes_record::checkpoint::Checkpoint;
use kenes_record::sample::Sample;
use kenes_store::data::{DataDir, Settings};
use kenes_store::port::{Holder, NewLeaf, RecordStore as _};
use kenes_store::sequencer::{self, Options, Start};
use kenes_store::sql::Upgrade;
use serde_json::Value;

fn run(folder: &Folder, args: &[&str]) -> Output {
    folder.command(env!("CARGO_BIN_EXE_kenes"), &["record"]).args(args).output().unwrap()
}

/// Runs `kenes record …`, which must succeed, and gives its data.
fn done(folder: &Folder, args: &[&str]) -> String {
    let output = run(folder, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(folder: &Folder, args: &[&str]) -> Value {
    serde_json::from_str(&done(folder, &[args, &["--json"]].concat())).unwrap()
}

/// Runs `kenes record …`, which must fail with this exit and code, and gives its data.
fn refused(folder: &Folder, args: &[&str], exit: i32, code: &str) -> String {
    let output = run(folder, args);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(exit), "{args:?}: {error}");
    assert!(error.contains(&format!("error[{code}]")) && error.contains("what to do: "), "{args:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

/// A folder with a record in `r`.
fn record(name: &str, acts: u64) -> Folder {
    let folder = Folder::new(name);
    done(&folder, &["sample", "--acts", &acts.to_string(), "--dir", "r"]);
    folder
}

/// All files below a folder.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(root).unwrap().to_path_buf(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Writes a record of which two acts changed places: another history, signed by the same log.
fn write_fork(folder: &Folder, name: &str, acts: u64, place: u64) {
    let mut sample = Sample::new("sample", acts);
    let mut files = Vec::new();
    loop {
        let plan = sample.plan();
        if plan.is_empty() {
            break;
        }
        let mut acts: Vec<Vec<u8>> = plan.iter().map(|plan| plan.make()).collect();
        let at = usize::try_from(place.wrapping_sub(sample.size())).unwrap_or(usize::MAX);
        if at < acts.len() - 1 {
            acts.swap(at, at + 1);
        }
        files.extend(sample.append(&acts));
    }
    for (path, content) in files.into_iter().chain(sample.finish()) {
        let path = folder.path(name).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

#[test]
fn a_sample_is_the_same_everywhere_and_sound() {
    let folder = record("record-sample", 300);
    done(&folder, &["sample", "--acts", "300", "--dir", "same"]);
    done(&folder, &["sample", "--acts", "300", "--dir", "other", "--seed", "another"]);
    assert_eq!(files(&folder.path("r")), files(&folder.path("same")));
    assert_ne!(files(&folder.path("r")), files(&folder.path("other")));
    for name in ["r", "other"] {
        let report = json(&folder, &["fsck", name]);
        assert_eq!(
            (&report["sound"], &report["acts"], &report["size"]),
            (&true.into(), &300.into(), &300.into())
        );
        assert_eq!(report["witnesses"], serde_json::json!({ "signed": 4, "enough": true }));
        assert_eq!(report["files"], files(&folder.path(name)).len());
        assert!(done(&folder, &["fsck", name]).starts_with(&format!("{name} is sound\n")));
    }
    refused(&folder, &["sample", "--acts", "3", "--dir", "r"], 1, "K-CLI-131");
    assert_eq!(run(&folder, &["sample", "--acts", "0", "--dir", "zero"]).status.code(), Some(2));
}

#[test]
fn what_is_wrong_with_the_files_is_named() {
    let folder = record("record-fsck", 300);
    let fsck = |name: &str| -> Value {
        serde_json::from_str(&refused(&folder, &["fsck", name, "--json"], 1, "K-CLI-130")).unwrap()
    };
    let path = "r/tile/entries/000";
    let mut content = folder.read(path);
    let middle = content.len() / 2;
    content[middle] ^= 1;
    folder.write(path, &content);
    let report = fsck("r");
    assert_eq!(report["sound"], false);
    let faults = report["faults"].as_array().unwrap();
    assert_eq!(report["fault_count"], faults.len());
    assert!(
        faults.iter().any(|fault| fault["path"] == "tile/entries/000" && fault["act"].is_u64()),
        "{faults:?}"
    );
    assert!(faults.iter().any(|fault| fault["path"] == "tile/0/000" && fault["kind"] == "tile-content"));
    let text = refused(&folder, &["fsck", "r"], 1, "K-CLI-130");
    assert!(text.starts_with("r is NOT sound\n  tile/entries/000, act "), "{text}");

    content[middle] ^= 1;
    folder.write(path, &content);
    folder.write("r/README", "");
    let report = fsck("r");
    assert_eq!((&report["fault_count"], &report["faults"][0]["kind"]), (&1.into(), &"unknown-file".into()));
    fs::remove_file(folder.path("r/README")).unwrap();
    done(&folder, &["fsck", "r"]);
    fs::create_dir(folder.path("empty")).unwrap();
    assert_eq!(fsck("empty")["faults"][0]["kind"], "missing");
    refused(&folder, &["fsck", "nowhere"], 2, "K-CLI-001");
    refused(&folder, &["fsck", "r/checkpoint"], 2, "K-CLI-001");
}

/// What is no plain file is not followed, opened or waited for.
#[cfg(unix)]
#[test]
fn links_and_pipes_are_no_files() {
    use std::os::unix::fs::symlink;
    let folder = record("record-links", 30);
    let target = folder.path("r/checkpoint");
    symlink(&target, folder.path("r/link")).unwrap();
    refused(&folder, &["fsck", "r"], 1, "K-CLI-130");
    fs::remove_file(folder.path("r/link")).unwrap();
    symlink(folder.path("r"), folder.path("r/loop")).unwrap();
    refused(&folder, &["fsck", "r"], 1, "K-CLI-130");
    fs::remove_file(folder.path("r/loop")).unwrap();
    folder.copy("r/policy", "policy");
    fs::remove_file(folder.path("r/policy")).unwrap();
    symlink(folder.path("policy"), folder.path("r/policy")).unwrap();
    refused(&folder, &["fsck", "r"], 1, "K-CLI-130");
    fs::remove_file(folder.path("r/policy")).unwrap();
    let pipe = folder.path("r/policy");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    refused(&folder, &["fsck", "r"], 1, "K-CLI-130");
}

#[test]
fn acts_are_shown_in_words_and_as_json() {
    let folder = record("record-show", 300);
    let head = json(&folder, &["show", "r"]);
    assert_eq!((&head["size"], &head["enough"]), (&300.into(), &true.into()));
    assert_eq!(head["witnesses"].as_array().unwrap().len(), 4);
    let origin = head["origin"].as_str().unwrap();
    assert!(head["key"].as_str().unwrap().starts_with(&format!("{origin}+")));
    assert!(done(&folder, &["show", "r"]).contains("witnessed  by enough"));

    let first = &json(&folder, &["show", "r", "--index", "0"])["acts"][0];
    assert_eq!((&first["type"], &first["index"]), (&"charter.genesis".into(), &0.into()));
    assert_eq!(first["act"]["body"]["rules"], 1);
    let id = first["id"].as_str().unwrap();
    assert_eq!(&json(&folder, &["show", "r", "--id", id])["acts"][0], first);
    let text = done(&folder, &["show", "r", "--index", "0"]);
    assert!(
        text.contains("Opens a log under a charter.") && text.contains("2026-11-19 00:00:00 UTC"),
        "{text}"
    );
    let range = json(&folder, &["show", "r", "--range", "250..260"]);
    let indices: Vec<u64> =
        range["acts"].as_array().unwrap().iter().map(|act| act["index"].as_u64().unwrap()).collect();
    assert_eq!(indices, (250..260).collect::<Vec<u64>>());
    // Every act can be shown.
    assert_eq!(done(&folder, &["show", "r", "--range", "0..300"]).matches("\nact ").count(), 299);

    refused(&folder, &["show", "r", "--index", "300"], 1, "K-CLI-134");
    refused(&folder, &["show", "r", "--id", &"0".repeat(64)], 1, "K-CLI-134");
    refused(&folder, &["show", "nowhere"], 2, "K-CLI-132");
    assert_eq!(run(&folder, &["show", "r", "--range", "9"]).status.code(), Some(2));
    // A checkpoint of another record does not belong to these acts.
    done(&folder, &["sample", "--acts", "300", "--dir", "other", "--seed", "another"]);
    folder.copy("other/checkpoint", "r/checkpoint");
    refused(&folder, &["show", "r"], 1, "K-CLI-133");
}

#[test]
fn a_receipt_is_checked_without_the_record() {
    let folder = record("record-receipt", 300);
    let mut largest = 0;
    for index in [0, 1, 5, 42, 255, 256, 299_u64] {
        let name = format!("{index}.tlog-proof");
        done(&folder, &["prove", "r", "--index", &index.to_string(), "--out", &name]);
        largest = largest.max(folder.read(&name).len());
        for policy in ["r", "r/policy"] {
            let checked = json(&folder, &["check-receipt", &name, "--policy", policy]);
            assert_eq!((&checked["verified"], &checked["index"]), (&true.into(), &index.into()));
            assert_eq!(checked["witnesses"].as_array().unwrap().len(), 4);
        }
    }
    assert!(largest < 4_000, "{largest}");
    let text = done(&folder, &["check-receipt", "5.tlog-proof", "--policy", "r"]);
    assert!(text.starts_with("The receipt is right.\n") && text.contains("act 5: "), "{text}");
    // By id; to the standard output; as JSON.
    let act = &json(&folder, &["show", "r", "--index", "42"])["acts"][0];
    let id = act["id"].as_str().unwrap();
    assert_eq!(done(&folder, &["prove", "r", "--id", id]).into_bytes(), folder.read("42.tlog-proof"));
    let made = json(&folder, &["prove", "r", "--id", id]);
    assert_eq!((&made["index"], &made["witnessed"]), (&42.into(), &true.into()));

    // Another log's policy, a policy that wants more, a changed receipt, none.
    done(&folder, &["sample", "--acts", "300", "--dir", "other", "--seed", "another"]);
    let check = ["check-receipt", "42.tlog-proof", "--policy"];
    refused(&folder, &[&check[..], &["other"]].concat(), 1, "K-CLI-136");
    let receipt = folder.read("42.tlog-proof");
    // Where every witness has to have signed, no byte can be another.
    let strict =
        String::from_utf8(folder.read("r/policy")).unwrap().replace("group enough 3", "group enough 4");
    folder.write("strict", strict);
    json(&folder, &[&check[..], &["strict"]].concat());
    for at in (0..receipt.len()).step_by(61) {
        let mut changed = receipt.clone();
        changed[at] ^= 1;
        folder.write("changed", &changed);
        let data =
            refused(&folder, &["check-receipt", "changed", "--policy", "strict", "--json"], 1, "K-CLI-136");
        let answer: Value = serde_json::from_str(data.lines().next().unwrap()).unwrap();
        assert_eq!(answer["verified"], false, "byte {at}");
        assert!(answer["reason"].is_string());
    }
    folder.write("bad-policy", "log x\n");
    refused(&folder, &[&check[..], &["bad-policy"]].concat(), 1, "K-CLI-135");
    refused(&folder, &["check-receipt", "nowhere", "--policy", "r"], 2, "K-CLI-001");
    refused(&folder, &["check-receipt", "42.tlog-proof", "--policy", "nowhere"], 2, "K-CLI-001");
    refused(&folder, &["prove", "r"], 2, "K-CLI-008");
    refused(&folder, &["prove", "r", "--index", "1", "--out", "42.tlog-proof"], 1, "K-CLI-003");
}

#[test]
fn a_receipt_of_a_ballot_fits_into_a_qr_code() {
    let folder = record("record-qr", 300);
    let acts = json(&folder, &["show", "r", "--range", "0..300"]);
    let mut acts = acts["acts"].as_array().unwrap().iter();
    let ballot = acts.find(|act| act["type"] == "ballot.accepted").unwrap()["index"].to_string();
    assert!(json(&folder, &["prove", "r", "--index", &ballot])["bytes"].as_u64().unwrap() < 2_048);
    let drawing = done(&folder, &["prove", "r", "--index", &ballot, "--qr", "svg"]);
    assert!(drawing.contains("<svg") && drawing.trim_end().ends_with("</svg>"));
    let text = done(&folder, &["prove", "r", "--index", &ballot, "--qr", "text"]);
    assert!(text.lines().count() > 40, "{text}");
    // The first act says more, and the proof grows with the record.
    done(&folder, &["sample", "--acts", "3000", "--dir", "larger"]);
    refused(&folder, &["prove", "larger", "--index", "0", "--qr", "svg"], 1, "K-CLI-137");
}

#[test]
fn a_copy_grows_with_its_record() {
    let folder = Folder::new("record-mirror");
    for acts in ["1", "200", "300", "512", "700"] {
        done(&folder, &["sample", "--acts", acts, "--dir", acts]);
        let report = json(&folder, &["mirror", acts, "copy"]);
        assert_eq!(report["size"].to_string(), acts);
        assert_eq!(json(&folder, &["fsck", "copy"])["sound"], true, "{acts}");
        // Nothing is new.
        let report = json(&folder, &["mirror", acts, "copy"]);
        assert_eq!((&report["new"], &report["files"]), (&0.into(), &0.into()));
    }
    // What an interrupted run left is swept.
    for left in [
        "tile/entries/002.p/199",
        "tile/0/002.p/250",
        "tile/1/000.p/3",
        "tile/entries/003",
        "checkpoints/900",
    ] {
        folder.write(&format!("copy/{left}"), "left");
    }
    folder.write("copy/.tmp-checkpoint", "left");
    refused(&folder, &["fsck", "copy"], 1, "K-CLI-130");
    assert_eq!(json(&folder, &["mirror", "700", "copy"])["new"], 0);
    assert_eq!(json(&folder, &["fsck", "copy"])["sound"], true);
    let (copy, record) = (files(&folder.path("copy")), files(&folder.path("700")));
    // How many witnesses have signed a head differs, as the last of a sample is signed by all; and partial tiles of earlier
    // heads are not copied.
    let compared = |path: &Path| !path.starts_with("checkpoints") && !path.to_str().unwrap().contains(".p/");
    for (path, content) in record.iter().filter(|(path, _)| compared(path)) {
        assert!(copy.get(path) == Some(content), "{}", path.display());
    }
}

#[test]
fn a_copy_refuses_what_does_not_continue_it() {
    let folder = record("record-fork", 300);
    done(&folder, &["mirror", "r", "copy"]);
    let before = files(&folder.path("copy"));
    let unchanged = |what: &str| assert!(files(&folder.path("copy")) == before, "{what}");

    done(&folder, &["sample", "--acts", "400", "--dir", "other", "--seed", "another"]);
    refused(&folder, &["mirror", "other", "copy"], 1, "K-CLI-138");
    unchanged("another record");
    done(&folder, &["sample", "--acts", "200", "--dir", "shorter"]);
    refused(&folder, &["mirror", "shorter", "copy"], 1, "K-CLI-139");
    unchanged("a shorter record");
    assert!(!folder.path("copy.evidence").exists());
    for (number, (acts, place)) in [(300, 3), (700, 3), (700, 290), (200, 3)].into_iter().enumerate() {
        let name = format!("fork-{number}");
        write_fork(&folder, &name, acts, place);
        refused(&folder, &["mirror", &name, "copy"], 1, "K-CLI-140");
        unchanged(&name);
        let evidence = folder.files("copy.evidence", ".txt");
        assert_eq!(evidence.len(), number + 1, "{evidence:?}");
    }
    let evidence = folder.files("copy.evidence", ".txt").remove(0);
    let text = String::from_utf8(folder.read(&evidence)).unwrap();
    assert!(text.contains(&String::from_utf8(folder.read("r/checkpoint")).unwrap()));

    // What is damaged says nothing about the log.
    done(&folder, &["sample", "--acts", "700", "--dir", "longer"]);
    for path in ["tile/entries/001", "tile/entries/002.p/188", "checkpoint", "tile/0/000"] {
        done(&folder, &["sample", "--acts", "700", "--dir", "damaged"]);
        let path = format!("damaged/{path}");
        let mut content = folder.read(&path);
        let at = if path.ends_with("checkpoint") { 60 } else { content.len() / 3 };
        content[at] ^= 1;
        folder.write(&path, &content);
        if path.ends_with("tile/0/000") {
            // Hashes are made anew from the acts.
            assert_eq!(run(&folder, &["mirror", "damaged", "fresh"]).status.code(), Some(0));
        } else {
            refused(&folder, &["mirror", "damaged", "copy"], 1, "K-CLI-133");
            unchanged(&path);
        }
        fs::remove_dir_all(folder.path("damaged")).unwrap();
    }
    // The line of a witness.
    done(&folder, &["sample", "--acts", "700", "--dir", "damaged"]);
    let text = String::from_utf8(folder.read("damaged/checkpoint")).unwrap();
    let cut = text.trim_end().len() - 40;
    let other = if &text[cut..=cut] == "A" { "B" } else { "A" };
    folder.write("damaged/checkpoint", format!("{}{other}{}", &text[..cut], &text[cut + 1..]));
    refused(&folder, &["mirror", "damaged", "copy"], 1, "K-CLI-133");
    unchanged("a line");
    // A claim of any size.
    let sample = Sample::new("sample", 1);
    let text = String::from_utf8(folder.read("r/checkpoint")).unwrap();
    let mut head = Checkpoint::parse(text.as_bytes()).unwrap().head().clone();
    head.size = 1 << 60;
    folder.write("damaged/checkpoint", head.sign(sample.log()).unwrap().note().to_bytes());
    refused(&folder, &["mirror", "damaged", "copy"], 2, "K-CLI-132");
    unchanged("a claim");
    assert_eq!(folder.files("copy.evidence", ".txt").len(), 4);
    refused(&folder, &["mirror", "nowhere", "copy"], 2, "K-CLI-132");
    unchanged("nowhere");
    done(&folder, &["mirror", "longer", "copy"]);
    assert_eq!(json(&folder, &["fsck", "copy"])["sound"], true);
}

/// The program in `docs/RECORD.md`, which knows nothing of kenes, verifies receipts and refuses wrong ones.
#[test]
fn a_receipt_is_checked_by_the_program_of_the_documentation() {
    let found = |program: &str, arg: &str| std::process::Command::new(program).arg(arg).output().is_ok();
    if !found("python3", "--version") || !found("openssl", "version") {
        eprintln!("skipped: there is no python3 or no openssl");
        return;
    }
    let folder = record("record-by-hand", 300);
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/RECORD.md")).unwrap();
    let program = page.split_once("```python\n").unwrap().1.split_once("```").unwrap().0;
    folder.write("receipt.py", program);
    let policy = String::from_utf8(folder.read("r/policy")).unwrap();
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let keys: Vec<String> = policy
        .lines()
        .filter_map(|line| match words(line).as_slice() {
            [kind, key] if kind == "log" => Some(key.clone()),
            [kind, _, key, _] if kind == "witness" => Some(key.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(keys.len(), 5);
    let check = |file: &str| {
        let mut command = folder.command("python3", &["receipt.py", file]);
        command.args(&keys).output().unwrap()
    };
    for index in ["0", "1", "77", "255", "256", "298", "299"] {
        drop(fs::remove_file(folder.path("receipt")));
        done(&folder, &["prove", "r", "--index", index, "--out", "receipt"]);
        let output = check("receipt");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{index}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(
            text.matches("signed by ").count() == 5 && text.contains("among 300\nkenes/act/v1\n"),
            "{text}"
        );
    }
    let receipt = String::from_utf8(folder.read("receipt")).unwrap();
    for (from, to) in [("index 299", "index 298"), ("\n300\n", "\n301\n"), ("extra a", "extra b")] {
        folder.write("wrong", receipt.replacen(from, to, 1));
        assert!(receipt.contains(from) && !check("wrong").status.success(), "{from}");
    }
}

/// Puts a sample into a data folder, as a server does.
fn fill(data: &Path, acts: u64) {
    // On one thread tasks begin in the order in which they were made, so that leaves are submitted in order.
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let mut sample = Sample::new("sample", acts);
        let origin = sample.log().verifier().name().clone();
        let data = match DataDir::open(data) {
            Ok(data) => data,
            Err(_) => DataDir::create(data, Settings { origin, database: None }).await.unwrap(),
        };
        if data.log_key().is_err() {
            data.keep_log_key(sample.log()).unwrap();
        }
        let store = Arc::new(data.record(Upgrade::Refuse).await.unwrap());
        let start = Start {
            store: Arc::clone(&store),
            signer: data.log_key().unwrap(),
            witnesses: (),
            publisher: (),
            holder: Holder::new([1; 16]),
            stated: None,
            restored: false,
            options: Options::default(),
        };
        let sequencer = sequencer::start(start).await.unwrap();
        let mut files = Vec::new();
        loop {
            let plan = sample.plan();
            if plan.is_empty() {
                break;
            }
            let acts: Vec<Vec<u8>> = plan.iter().map(|plan| plan.make()).collect();
            let mut submitted = tokio::task::JoinSet::new();
            for (plan, bytes) in plan.iter().zip(acts.clone()) {
                let (submitter, leaf) = (sequencer.submitter(), NewLeaf { id: *plan.id().hash(), bytes });
                submitted.spawn(async move { submitter.submit(leaf).await.unwrap() });
            }
            submitted.join_all().await;
            files.extend(sample.append(&acts));
        }
        files.extend(sample.finish());
        for (path, content) in files {
            if path.starts_with("blob/") {
                store.put_blob(&content).await.unwrap();
            }
        }
        sequencer.stop().await.unwrap();
        store.close().await;
    });
}

#[test]
fn a_data_folder_is_exported_as_static_files() {
    let folder = Folder::new("record-export");
    refused(&folder, &["export", "data", "public"], 1, "K-CLI-142");
    for acts in [40, 300] {
        fill(&folder.path("data"), acts);
        let report = json(&folder, &["export", "data", "public"]);
        assert_eq!(report["size"], acts);
        let report = json(&folder, &["fsck", "public"]);
        assert_eq!((&report["sound"], &report["size"]), (&true.into(), &acts.into()), "{report}");
    }
    done(&folder, &["prove", "public", "--index", "299"]);
    // What is published is longer, or another's.
    done(&folder, &["sample", "--acts", "900", "--dir", "longer"]);
    refused(&folder, &["export", "data", "longer"], 1, "K-CLI-143");
    done(&folder, &["sample", "--acts", "9", "--dir", "other", "--seed", "another"]);
    refused(&folder, &["export", "data", "other"], 1, "K-CLI-143");
}

#[test]
fn a_record_is_copied_over_http() {
    let folder = record("record-http", 700);
    let url = web_server(folder.path("r"));
    let report = json(&folder, &["mirror", &url, "copy"]);
    assert_eq!((&report["size"], &report["new"]), (&700.into(), &700.into()));
    assert_eq!(json(&folder, &["fsck", "copy"])["sound"], true);
    assert_eq!(json(&folder, &["mirror", &url, "copy"])["files"], 0);
    refused(&folder, &["mirror", "http://127.0.0.1:1/", "other"], 2, "K-CLI-132");
}
