//! Records to audit: a sound one, and copies in which something was changed.
#![allow(dead_code, reason = "each test needs a part of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

#[path = "../../../kenes-verify/tests/support/mod.rs"]
mod votes;

use kenes_core::Time;
use kenes_core::testing::{CHARTER, Fields, Who, World, text_blob};
use kenes_record::act::{ActType, Datum};
use kenes_record::blob::path;
use kenes_verify::MemoryFiles;

use self::votes::{Vote, effect};

/// A record with the clock of its reader.
pub struct Case {
    /// What it is called.
    pub name: &'static str,
    /// Its files.
    pub files: MemoryFiles,
    /// What the reader's clock shows.
    pub at: Option<Time>,
    /// The checks that fail.
    pub failing: &'static [&'static str],
}

/// A record that holds, and some that do not.
pub fn cases() -> Vec<Case> {
    let world = record();
    let at = world.council.now().map(|now| Time::from_seconds(now.seconds() + 200_000));
    let case = |name, files, at, failing| Case { name, files, at, failing };
    vec![
        case("honest", files(&world), None, &[]),
        case("honest-later", files(&world), at, &[]),
        case("another-archive", with_another_archive(files(&world)), at, &["blobs", "fold"]),
        case("another-signature", with_another_signature(&world), None, &["signatures"]),
    ]
}

/// A council with witnesses in which two were elected, one left her seat, and one took back a text.
fn record() -> World {
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
    world
}

fn files(world: &World) -> MemoryFiles {
    let mut files = world.files();
    files.0.remove(&path(&text_blob(3).digest())).unwrap();
    files
}

/// A byte of the largest blob, the archive of the vote, is another.
fn with_another_archive(mut files: MemoryFiles) -> MemoryFiles {
    let blobs = files.0.iter_mut().filter(|(path, _)| path.starts_with("blob/"));
    let archive = blobs.max_by_key(|(_, content)| content.len()).unwrap().1;
    assert!(archive.len() > 5_000);
    archive[5_000] ^= 1;
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
