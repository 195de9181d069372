//! The check of a record's files: a sound one is accepted, and whatever is changed in it is found.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use kenes_record::Tree;
use kenes_record::act::{ActId, VerifiedAct};
use kenes_record::checkpoint::Checkpoint;
use kenes_record::fsck::{self, Effect, Fault, FaultKind, MemoryFiles, Reader, Report};
use kenes_record::sample::Sample;

/// Makes a sample; `change` may change the bytes of the acts of each batch before they are appended.
fn sample_with(seed: &str, acts: u64, mut change: impl FnMut(u64, &mut Vec<Vec<u8>>)) -> MemoryFiles {
    let mut sample = Sample::new(seed, acts);
    let mut files = Vec::new();
    loop {
        let plan = sample.plan();
        if plan.is_empty() {
            break;
        }
        let mut acts: Vec<Vec<u8>> = plan.iter().map(|plan| plan.make()).collect();
        change(sample.size(), &mut acts);
        files.extend(sample.append(&acts));
    }
    files.extend(sample.finish());
    let count = files.len();
    let files: BTreeMap<String, Vec<u8>> = files.into_iter().collect();
    assert_eq!(files.len(), count, "a file was made twice");
    MemoryFiles(files)
}

fn sample(seed: &str, acts: u64) -> MemoryFiles {
    sample_with(seed, acts, |_, _| {})
}

fn check(files: &MemoryFiles) -> Report {
    fsck::check(files, &mut |_, _| {}).unwrap()
}

/// The kinds of the faults, each once, in the order in which they were found.
fn kinds(files: &MemoryFiles) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    for fault in check(files).faults {
        if !kinds.contains(&fault.what.code()) {
            kinds.push(fault.what.code());
        }
    }
    kinds
}

/// What is changed in a record, and that it is found.
fn changed(files: &MemoryFiles, change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>)) -> Vec<&'static str> {
    let mut changed = files.clone();
    change(&mut changed.0);
    kinds(&changed)
}

/// Whether there is time for everything.
fn is_long() -> bool {
    std::env::var_os("KENES_LONG").is_some()
}

/// More than a tile and a part of the next, with heads at several sizes.
const ACTS: u64 = 300;

fn record() -> MemoryFiles {
    sample("seed", ACTS)
}

/// The sizes of the heads.
fn sizes(files: &MemoryFiles) -> Vec<u64> {
    let names = files.0.keys().filter_map(|path| path.strip_prefix("checkpoints/"));
    let mut sizes: Vec<u64> = names.map(|name| name.parse().unwrap()).collect();
    sizes.sort_unstable();
    sizes
}

#[test]
fn samples_are_sound() {
    for acts in [1, 2, 3, 30, 255, 256, 257, ACTS, 700] {
        let files = sample("seed", acts);
        let report = check(&files);
        assert!(report.is_sound(), "{acts}: {:?}", &report.faults[..report.faults.len().min(5)]);
        assert_eq!(report.leaves, acts);
        assert_eq!(report.witnesses, (4, true));
        assert_eq!(report.files, u64::try_from(files.0.len()).unwrap());
    }
}

#[test]
fn a_sample_follows_from_its_seed() {
    assert_eq!(record().0, record().0);
    assert_ne!(record().0["checkpoint"], sample("other", ACTS).0["checkpoint"]);
    // Longer samples begin as shorter ones.
    assert_eq!(record().0["tile/entries/000"], sample("seed", 600).0["tile/entries/000"]);
}

#[test]
fn every_kind_of_file_is_in_a_sample() {
    let files = record();
    for begin in [
        "checkpoint",
        "checkpoints/1",
        "policy",
        "blob/sha256/",
        "tile/0/000",
        "tile/0/001.p/",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/44",
    ] {
        assert!(files.0.keys().any(|path| path.starts_with(begin)), "{begin}");
    }
    assert!(check(&files).withdrawn > 0);
    assert!(sizes(&files).len() > 3);
}

/// Every byte with `KENES_LONG`; otherwise the ends of each file and a byte in so many between.
#[test]
fn a_changed_byte_is_found() {
    let files = record();
    let stride = if is_long() { 1 } else { 997 };
    let mut places: usize = 0;
    for (path, content) in &files.0 {
        let ends = |at: &usize| *at < 2 || content.len() - at <= 2;
        for at in (0..content.len()).filter(|at| ends(at) || at % stride == path.len() % stride) {
            let bit = 1 << ((at + places) % 8);
            let kinds = changed(&files, |files| files.get_mut(path).unwrap()[at] ^= bit);
            assert!(!kinds.is_empty(), "bit {bit} of byte {at} of {path}");
            places += 1;
        }
    }
    assert!(places > 200, "{places}");
}

#[test]
fn a_missing_file_is_found() {
    let files = record();
    let sizes = sizes(&files);
    let newest = format!("checkpoints/{ACTS}");
    for path in files.0.keys() {
        let kinds = changed(&files, |files| drop(files.remove(path)));
        // Of earlier heads nothing says which there were, and their partial tiles may be deleted.
        let earlier = path.starts_with("checkpoints/") && *path != newest;
        let partial = path.split_once(".p/").is_some_and(|(_, width)| !["44", "1"].contains(&width));
        match (earlier, partial) {
            (true, _) => assert!(kinds.is_empty() || kinds == ["unknown-file"], "{path}: {kinds:?}"),
            (_, true) => assert!(kinds.is_empty(), "{path}: {kinds:?}"),
            _ => assert!(kinds.contains(&"missing"), "{path}: {kinds:?}"),
        }
    }
    assert_eq!(changed(&files, BTreeMap::clear), ["missing"]);
    // The partial tiles of an earlier head belong to it.
    let inner = sizes.iter().find(|size| (257..ACTS).contains(size)).unwrap();
    assert_eq!(
        changed(&files, |files| drop(files.remove(&format!("checkpoints/{inner}")))),
        ["unknown-file"]
    );
}

#[test]
fn a_file_too_many_is_found() {
    let files = record();
    let some = b"content".to_vec();
    for path in [
        "README",
        ".tmp-checkpoint",
        "checkpoint.old",
        "checkpoints/0300",
        "checkpoints/x",
        "checkpoints/301",
        "checkpoints/18446744073709551616",
        "tile/0/001.p/43",
        "tile/0/000.p/256",
        "tile/2/000.p/1",
        "tile/entries/002",
        "blob/sha256/00/0000",
        "blob/sha256/e3/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "policy/x",
        "",
        "\u{fffd}",
    ] {
        let kinds = changed(&files, |files| drop(files.insert(path.into(), some.clone())));
        assert_eq!(kinds, ["unknown-file"], "{path}");
    }
    // A head and a tile of a size at which there was none: the head is not signed.
    let kinds =
        changed(&files, |files| drop(files.insert("checkpoints/2".into(), files["checkpoints/1"].clone())));
    assert_eq!(kinds, ["size"]);
}

#[test]
fn files_in_each_other_s_place_are_found() {
    let files = record();
    let paths: Vec<&String> = files.0.keys().collect();
    for (number, one) in paths.iter().enumerate() {
        for other in paths[number + 1..].iter().step_by(if is_long() { 1 } else { 4 }) {
            let (first, second) = (files.0[*one].clone(), files.0[*other].clone());
            if first == second {
                continue;
            }
            let kinds = changed(&files, |files| {
                files.insert((*one).clone(), second);
                files.insert((*other).clone(), first);
            });
            assert!(!kinds.is_empty(), "{one} and {other}");
        }
    }
}

#[test]
fn a_file_that_is_cut_or_longer_is_found() {
    let files = record();
    for (path, content) in &files.0 {
        for length in [0, 1, content.len() / 2, content.len() - 1] {
            let kinds = changed(&files, |files| files.get_mut(path).unwrap().truncate(length));
            assert!(!kinds.is_empty(), "{path} cut to {length}");
        }
        for more in [b"\n".as_slice(), b"\0", content] {
            let kinds = changed(&files, |files| files.get_mut(path).unwrap().extend_from_slice(more));
            assert!(!kinds.is_empty(), "{path} and {more:?}");
        }
    }
}

/// The signature lines of a checkpoint.
fn lines(files: &MemoryFiles, path: &str) -> Vec<String> {
    let note = String::from_utf8(files.0[path].clone()).unwrap();
    note.split_once("\n\n").unwrap().1.lines().map(|line| format!("{line}\n")).collect()
}

fn with_lines(files: &MemoryFiles, path: &str, lines: &[String]) -> MemoryFiles {
    let note = String::from_utf8(files.0[path].clone()).unwrap();
    let note = format!("{}\n\n{}", note.split_once("\n\n").unwrap().0, lines.concat());
    let mut files = files.clone();
    files.0.insert(path.into(), note.into_bytes());
    files
}

#[test]
fn every_signature_line_of_a_checkpoint_is_accounted_for() {
    let files = record();
    let foreign = sample("other", 1);
    let mut paths: Vec<String> = sizes(&files).iter().map(|size| format!("checkpoints/{size}")).collect();
    paths.push("checkpoint".into());
    for path in &paths {
        let right = lines(&files, path);
        for (number, line) in right.iter().enumerate() {
            let twice: Vec<String> = right.iter().chain([line]).cloned().collect();
            assert_eq!(kinds(&with_lines(&files, path, &twice)), ["checkpoint-form"], "{path} {number}");
            let mut without = right.clone();
            without.remove(number);
            // A head may have fewer witnesses; the log's own signature it must have.
            let expected: &[&str] = match (number, without.len()) {
                (0, 0) => &["checkpoint"],
                (0, _) => &["signature"],
                _ => &[],
            };
            assert_eq!(kinds(&with_lines(&files, path, &without)), expected, "{path} {number}");
        }
        for line in lines(&foreign, "checkpoint") {
            let more: Vec<String> = right.iter().chain([&line]).cloned().collect();
            assert_eq!(kinds(&with_lines(&files, path, &more)), ["unknown-line"], "{path}");
        }
    }
    // The line of a witness that belongs to another head.
    let [one, other] = [format!("checkpoints/{ACTS}"), "checkpoints/1".into()];
    let mut moved = lines(&files, &one);
    let earlier = lines(&files, &other);
    moved[1].clone_from(&earlier[1]);
    assert_eq!(kinds(&with_lines(&files, &one, &moved)), ["cosignature"]);
    moved[0].clone_from(&earlier[0]);
    moved[1].clone_from(&lines(&files, &one)[1]);
    assert_eq!(kinds(&with_lines(&files, &one, &moved)), ["signature"]);
}

#[test]
fn a_head_of_another_history_or_of_another_log_is_found() {
    let files = record();
    let fork = sample_with("seed", ACTS, |size, acts| {
        if size == 1 {
            acts.swap(2, 3);
        }
    });
    let other = sample("other", ACTS);
    for path in ["checkpoint".into(), format!("checkpoints/{ACTS}")] {
        let kinds = changed(&files, |files| drop(files.insert(path.clone(), fork.0[&path].clone())));
        assert_eq!(kinds, ["root"], "{path}");
        let kinds = changed(&files, |files| drop(files.insert(path.clone(), other.0[&path].clone())));
        assert!(kinds.contains(&"origin") || kinds.contains(&"act-signature"), "{path}: {kinds:?}");
    }
}

#[test]
fn a_claim_of_any_size_is_refused_at_once() {
    let files = record();
    let log = Sample::new("seed", 1);
    let mut head = Checkpoint::parse(&files.0["checkpoint"]).unwrap().head().clone();
    for size in [301, 1 << 40, (1 << 63) - 1] {
        head.size = size;
        let note = head.sign(log.log()).unwrap().note().to_bytes();
        let kinds = changed(&files, |files| drop(files.insert("checkpoint".into(), note)));
        assert!(kinds.contains(&"missing"), "{kinds:?}");
    }
}

/// Puts a wrong act into a record whose tree, tiles and heads are made of it.
fn with_act(place: u64, change: impl Fn(&[Vec<u8>]) -> Vec<u8>) -> Vec<&'static str> {
    let mut all = Vec::new();
    let files = sample_with("seed", ACTS, |size, acts| {
        for (at, act) in (size..).zip(acts.iter_mut()) {
            all.push(act.clone());
            if at == place {
                *act = change(&all);
            }
        }
    });
    kinds(&files)
}

#[test]
fn a_wrong_act_is_found() {
    let flipped = |acts: &[Vec<u8>]| {
        let text = String::from_utf8(acts.last().unwrap().clone()).unwrap();
        // A character in the middle of the signature.
        let at = text.len() - 40;
        let other = if text.as_bytes()[at] == b'A' { "B" } else { "A" };
        format!("{}{other}{}", &text[..at], &text[at + 1..]).into_bytes()
    };
    assert_eq!(with_act(5, flipped), ["act-signature"]);
    // Without a first act nobody knows the key of the log.
    assert_eq!(with_act(0, flipped), ["act-signature", "origin", "unknown-line"]);
    assert_eq!(with_act(270, |acts| acts[0].clone()), ["first-again", "twice"]);
    let again = with_act(270, |acts| acts[261].clone());
    assert_eq!(again, ["twice"]);
    assert!(with_act(270, |_| b"no act".to_vec()).contains(&"act"));
    assert!(with_act(270, |_| Vec::new()).contains(&"act"));
    assert!(with_act(0, |_| b"no act".to_vec()).contains(&"origin"));
    let foreign = |_: &[Vec<u8>]| {
        let mut sample = Sample::new("other", 2);
        let genesis = sample.plan()[0].make();
        sample.append(&[genesis]);
        sample.plan()[0].make()
    };
    assert!(with_act(270, foreign).contains(&"act-signature"));
    assert!(with_act(0, foreign).contains(&"first"));
}

/// A reader that remembers the acts, or every other one.
#[derive(Default)]
struct Remembering {
    ids: BTreeSet<ActId>,
    forgetful: bool,
}

impl Reader for Remembering {
    fn act(&mut self, leaf: u64, act: &VerifiedAct, _: &Tree) -> Effect {
        if !self.forgetful || leaf.is_multiple_of(2) {
            self.ids.insert(act.id());
        }
        Effect::Unknown
    }

    fn other(&mut self, _: u64, _: &Tree) {}

    fn knows(&self, id: &ActId) -> bool {
        self.ids.contains(id)
    }
}

#[test]
fn what_is_there_twice_is_found_whoever_remembers_it() {
    for place in [261, 262] {
        let mut all = Vec::new();
        let files = sample_with("seed", ACTS, |size, acts| {
            for (at, act) in (size..).zip(acts.iter_mut()) {
                all.push(act.clone());
                if at == 270 {
                    act.clone_from(&all[place]);
                }
            }
        });
        let twice = |reader: &mut Remembering| {
            let faults = fsck::check_with(&files, reader, &mut |_, _| {}).unwrap().faults;
            let [Fault { leaf: Some(270), what: FaultKind::Twice { earlier }, .. }] = faults.as_slice()
            else {
                panic!("{faults:?}")
            };
            *earlier
        };
        let leaf = u64::try_from(place).unwrap();
        assert_eq!(twice(&mut Remembering::default()), None);
        let forgetful = &mut Remembering { forgetful: true, ..Remembering::default() };
        assert_eq!(twice(forgetful), Some(leaf).filter(|leaf| !leaf.is_multiple_of(2)));
        let [Fault { what: FaultKind::Twice { earlier }, .. }] = check(&files).faults[..] else { panic!() };
        assert_eq!(earlier, Some(leaf));
    }
}

#[test]
fn acts_that_speak_of_another_history_are_found() {
    let mut acts = Vec::new();
    sample_with("seed", ACTS, |_, batch| acts.push(batch.clone()));
    let mut batch = 0;
    let files = sample_with("seed", ACTS, |_, own| {
        own.clone_from(&acts[batch]);
        if batch == 1 {
            own.swap(2, 3);
        }
        batch += 1;
    });
    let found = kinds(&files);
    assert_eq!(found, ["other-history"]);
}

#[test]
fn a_text_that_may_be_withdrawn_may_be_missing_once_it_is() {
    let files = record();
    let report = check(&files);
    assert!(report.withdrawn > 0);
    // One that nobody withdrew may not.
    let blob = files.0.keys().find(|path| path.starts_with("blob/")).unwrap();
    assert_eq!(changed(&files, |files| drop(files.remove(blob))), ["missing"]);
}

#[test]
fn another_policy_is_found() {
    let files = record();
    let first = String::from_utf8(files.0["policy"].clone()).unwrap();
    let fewer = first.replace("group enough 3", "group enough 2");
    assert_eq!(
        changed(&files, |files| drop(files.insert("policy".into(), fewer.into()))),
        ["policy-content"]
    );
}

#[test]
fn faults_are_counted_beyond_those_kept() {
    let mut files = record();
    for number in 0..2_000 {
        files.0.insert(format!("junk/{number}"), Vec::new());
    }
    let report = check(&files);
    assert_eq!((report.faults.len(), report.fault_count), (fsck::MAX_FAULTS, 2_000));
}
