//! Whole records are audited: what comes back is the report of the auditor's program. `run.mjs` has the same records audited in
//! WebAssembly, and compares the report byte for byte; this test writes both for it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

#[path = "../../../crates/kenes-verify/tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use kenes_core::Time;
use kenes_core::testing::{CHARTER, Fields, MemoryFiles, Who, World, text_blob};
use kenes_record::act::{ActType, Datum};
use kenes_record::blob::path;
use kenes_verify::{Options, Verdict, audit};
use kenes_wasm_vectors::folder::{pack, report};
use serde_json::Value;

use self::support::{Vote, effect};

/// A council with witnesses in which two were elected, one left her seat, and one took back a text.
fn record() -> (World, Vote) {
    let mut world = World::with_witnesses(CHARTER, 4, 3);
    world.join(3..12);
    world.days(31);
    let mut vote = Vote::set_up(&mut world, 1, &[3, 4, 5], |_| {});
    let stood = world.acts().iter().find(|act| act.act_type() == ActType::CandidacyFiled).unwrap().id();
    let fields = [("act", Datum::Act(stood)), ("blob", Datum::Digest(text_blob(3).digest()))];
    effect(world.act(ActType::BlobWithdrawn, &[Who::Person(3)], Fields::new(&fields).body()));
    vote = vote.rehearse(&mut world);
    vote.elect(&mut world, &[&[3, 4], &[3, 4, 5], &[4, 3], &[4, 5], &[5, 4]]);
    world.accept_all(vote.call);
    let seat = (0..2).find(|seat| world.seat(1, *seat).holder.as_ref().unwrap().member.number() == 4);
    effect(world.resign(1, seat.unwrap(), 4));
    world.accept_all(vote.call);
    world.tick();
    (world, vote)
}

fn files(world: &World) -> MemoryFiles {
    let mut files = world.files();
    files.0.remove(&path(&text_blob(3).digest())).unwrap();
    files
}

/// A byte of the largest blob, the archive of the vote, is another.
fn with_another_archive(mut files: MemoryFiles) -> MemoryFiles {
    let blobs = files.0.iter_mut().filter(|(path, _)| path.starts_with("blob/"));
    blobs.max_by_key(|(_, content)| content.len()).unwrap().1[5_000] ^= 1;
    files
}

/// A signature of the last act is another, below a head that the server signed anew.
fn with_another_signature(world: &World) -> MemoryFiles {
    let mut entries = world.entries();
    let last = entries.last_mut().unwrap();
    let at = last.len() - 20;
    last[at] = if last[at] == b'A' { b'B' } else { b'A' };
    let mut files = world.files_of(&entries);
    files.0.remove(&path(&text_blob(3).digest())).unwrap();
    files
}

/// Writes a record, the clock of its reader and the report for `run.mjs`.
fn leave(name: &str, files: &MemoryFiles, at: Option<Time>, report: &[u8]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("audits").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    for (path, content) in &files.0 {
        let file = folder.join("record").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
    fs::write(folder.join("clock"), pack(&MemoryFiles::default(), at)).unwrap();
    fs::write(folder.join("report.json"), report).unwrap();
}

#[test]
fn a_whole_record_is_audited() {
    let (world, vote) = record();
    let at = world.council.now().map(|now| Time::from_seconds(now.seconds() + 200_000));
    let archive = vote.board.archive().len();
    assert!(archive > 5_000);
    for (name, files, at, failing) in [
        ("honest", files(&world), None, &[][..]),
        ("honest-later", files(&world), at, &[]),
        ("another-archive", with_another_archive(files(&world)), at, &["blobs", "fold"]),
        ("another-signature", with_another_signature(&world), None, &["signatures"]),
    ] {
        let found = report(&pack(&files, at));
        leave(name, &files, at, &found);
        let value: Value = serde_json::from_slice(&found).unwrap();
        let failures = value["failures"].as_array().unwrap();
        let failed: Vec<_> = failures.iter().map(|failure| failure["check"].as_str().unwrap()).collect();
        assert_eq!(failed, failing, "{name}: {failures:?}");
        assert_eq!(value["verdict"], if failing.is_empty() { "accepted" } else { "refused" });
        // What the program would print for the same folder.
        let native = audit(&files, &Options { at, ..Options::default() }, &mut |_| {}).unwrap();
        assert_eq!(native.verdict() == Verdict::Accepted, failing.is_empty());
        assert_eq!(found, serde_json::to_vec(&kenes_text::audit::json(&native)).unwrap());
    }
}

#[test]
fn input_that_cannot_be_read_gives_nothing() {
    for input in [&b""[..], b"x\n", b"1", b"\n\0\0\0\x01", b"\n\0\0\0\x01a", b"\n\0\0\0\x01a\0\0\0\x02b"] {
        assert_eq!(report(input), b"", "{input:?}");
    }
    let nothing: Value = serde_json::from_slice(&report(b"\n")).unwrap();
    assert_eq!(nothing["verdict"], "refused");
}
