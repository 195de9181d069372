//! `kenes record mirror` of records whose key changes hands.
#![expect(clippy::unwrap_used, reason = "tests")]

mod common;

use std::fs;
use std::path::Path;

use common::Folder;
use kenes_core::testing::{CHARTER, Fields, MemoryFiles, Who, World, server_key};
use kenes_core::{Outcome, testing};
use kenes_record::act::{ActType, Datum, Draft, Envelope, Fingerprint};
use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_record::{Hash, Tree};

fn write(files: &MemoryFiles, to: &Path) {
    drop(fs::remove_dir_all(to));
    for (path, content) in &files.0 {
        let path = to.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

fn mirror(folder: &Folder) -> (Option<i32>, String) {
    let args = ["record", "mirror", "from", "to"];
    let output = folder.command(env!("CARGO_BIN_EXE_kenes"), &args).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A council with a few members, and its files.
fn small() -> World {
    let mut world = World::new(CHARTER);
    world.join(3..6);
    world.tick();
    world
}

#[test]
fn the_key_in_force_hands_the_record_over() {
    let folder = Folder::new("mirror-handover");
    let mut world = small();
    write(&world.files(), &folder.path("from"));
    assert_eq!(mirror(&folder).0, Some(0));
    let key = Datum::PublicKey(testing::public(&server_key(1)));
    let outcome =
        world.act(ActType::ServerKey, &[Who::Server, Who::ServerKey(1)], Fields::new(&[("key", key)]).body());
    assert_eq!(outcome, Outcome::Effect);
    world.set_server(1);
    world.tick();
    write(&world.files(), &folder.path("from"));
    assert_eq!(mirror(&folder), (Some(0), String::new()));
    assert_eq!(folder.read("to/checkpoint"), folder.read("from/checkpoint"));
}

#[test]
fn nobody_else_hands_it_over() {
    let folder = Folder::new("mirror-taken-over");
    let world = small();
    write(&world.files(), &folder.path("from"));
    assert_eq!(mirror(&folder).0, Some(0));
    let before = folder.read("to/checkpoint");
    // An act by which a stranger's key follows on another stranger's key; then a head that the new one signs.
    let stranger = |secret| NoteSigner::self_named("s", KeyUse::Note, &[secret; 32]).unwrap();
    let (old, new) = (stranger(41), stranger(42));
    let envelope = Envelope {
        at: Some(1_795_046_400),
        by: Fingerprint::of(old.verifier().public()),
        log: Some(*world.council.log()),
        counter: Some(0),
        seen: None,
    };
    let key = Datum::PublicKey(testing::public(&new));
    let body = Fields::new(&[("key", key)]).body();
    let hand = Draft { act_type: ActType::ServerKey, envelope, body }.write().unwrap();
    let lines = vec![hand.line(&old), hand.line(&new)];
    let mut entries = world.entries();
    entries.push(hand.assemble(lines).unwrap().to_bytes());
    let mut files = world.files_of(&entries);
    let origin = Checkpoint::parse(&files.0["checkpoint"]).unwrap().head().origin.clone();
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.push(Hash::leaf(entry)));
    let signer = NoteSigner::from_secret(origin.clone(), KeyUse::Note, &[42; 32]).unwrap();
    let head = Head { origin, size: tree.size(), root: tree.root() }.sign(&signer).unwrap();
    // What the right key signs is copied: an act without an effect is no fault.
    write(&files, &folder.path("right"));
    files.0.insert("checkpoint".into(), head.note().to_bytes());
    files.0.insert(format!("checkpoints/{}", tree.size()), head.note().to_bytes());
    write(&files, &folder.path("from"));
    let (code, error) = mirror(&folder);
    assert_eq!(code, Some(1), "{error}");
    assert!(
        error.contains("error[K-CLI-133]") && error.contains("not signed by the record's key"),
        "{error}"
    );
    assert_eq!(folder.read("to/checkpoint"), before);
    fs::remove_dir_all(folder.path("from")).unwrap();
    fs::rename(folder.path("right"), folder.path("from")).unwrap();
    assert_eq!(mirror(&folder), (Some(0), String::new()));
}
