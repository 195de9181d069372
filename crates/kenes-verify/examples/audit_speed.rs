//! The audit of a long record, to be measured: `audit_speed make ACTS DIR [MEMBERS]` writes one that can be folded, and
//! `audit_speed audit DIR` audits it and prints the seconds and the most memory that it took; `audit_speed files DIR` does the
//! same for the check of the files alone.
//!
//! Of the acts of the record a fifth enrol members and bind keys, a tenth are motions (or as many as there are to be members),
//! a twentieth are ticks, and the rest are ballots of one election that is set up and rehearsed by real archives. Making it takes some gigabytes for a million acts.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failure ends it")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use kenes_core::testing::{CHARTER, Fields, Who, World, text};
use kenes_record::Hash;
use kenes_record::act::{ActType, Datum};
use kenes_record::fsck::{self, Files};
use kenes_verify::{Options, Verdict, audit};

use self::support::{Vote, effect};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", acts, dir] => {
            let acts = acts.parse().unwrap();
            make(acts, acts / 10, Path::new(dir));
        }
        ["make", acts, dir, members] => make(acts.parse().unwrap(), members.parse().unwrap(), Path::new(dir)),
        ["audit", dir] => measured(|| audited(Path::new(dir))),
        ["files", dir] => measured(|| checked(Path::new(dir))),
        _ => println!("audit_speed make ACTS DIR [MEMBERS] | audit_speed audit DIR | audit_speed files DIR"),
    }
}

fn make(acts: u64, members: u64, dir: &Path) {
    let mut world = World::new(CHARTER);
    let size = |world: &World| u64::try_from(world.acts().len()).unwrap();
    world.join(3..3 + members);
    for number in 0..members {
        let fields = Fields::new(&[
            ("body", Datum::Number(0)),
            ("subject", Datum::Code("text")),
            ("text", text(number % 4_000)),
        ]);
        effect(world.act(ActType::MotionFiled, &[Who::Person(0)], fields.body()));
    }
    for _ in 0..acts / 20 {
        effect(world.tick_at(world.now + 60));
    }
    world.days(31);
    let vote = Vote::prepare(&mut world, 1, &[0, 1, 2]);
    for number in 1..=acts.saturating_sub(size(&world)) {
        let hash = |what: &str| Datum::Digest(Hash::of(format!("{what} {number}").as_bytes()));
        let fields = Fields::new(&[
            ("election", Datum::Act(vote.call)),
            ("event", hash("event")),
            ("height", Datum::Number(number)),
            ("tracker", hash("tracker")),
        ]);
        effect(world.act(ActType::BallotAccepted, &[Who::Server], fields.body()));
    }
    for (path, content) in world.files().0 {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    println!("{} acts", size(&world));
}

fn measured(work: impl FnOnce() -> u64) {
    let begin = Instant::now();
    let acts = work();
    println!("{acts} acts in {:.2} s", begin.elapsed().as_secs_f64());
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("no peak memory"));
}

fn audited(dir: &Path) -> u64 {
    let report = audit(&Folder(dir.to_path_buf()), &Options::default(), &mut |_| {}).unwrap();
    assert_eq!(report.verdict(), Verdict::Accepted, "{:?}", report.failures);
    assert_eq!(report.effective, report.counted.leaves);
    report.effective
}

fn checked(dir: &Path) -> u64 {
    let report = fsck::check(&Folder(dir.to_path_buf()), &mut |_, _| {}).unwrap();
    assert!(report.is_sound());
    report.leaves
}

/// A record in a folder.
struct Folder(PathBuf);

impl Files for Folder {
    type Error = io::Error;

    fn paths(&self) -> io::Result<Vec<String>> {
        let (mut found, mut folders) = (Vec::new(), vec![self.0.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(path.strip_prefix(&self.0).unwrap().to_str().unwrap().to_string());
                }
            }
        }
        Ok(found)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.0.join(path))
    }

    fn parts(&self, path: &str, on_part: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        let (mut file, mut part) = (fs::File::open(self.0.join(path))?, vec![0; 1 << 16]);
        loop {
            match file.read(&mut part)? {
                0 => return Ok(()),
                read => on_part(&part[..read]),
            }
        }
    }
}
