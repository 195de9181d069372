//! Records of kenes are accepted by the peers, and by kenes; what is wrong with one is refused by both.
//!
//! What the peers do not look at (files left over, the fields of acts) is tested with the library.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::PathBuf;

use conformance::Folder;
use conformance::record::{Checked, GoPeer, PythonPeer, RecordFiles, Scratch};
use kenes_record::Hash;
use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::fsck::{self, CHECKPOINT, CHECKPOINTS, Files as _};
use kenes_record::key::{KeyName, KeyUse, NoteSigner};
use kenes_record::note::Note;
use kenes_record::receipt::{FILE_EXTENSION, Receipt};
use kenes_record::tile::parse_entries;

/// What kenes finds wrong.
fn faults(files: &RecordFiles) -> Vec<String> {
    let report = fsck::check(files, &mut |_, _| {}).unwrap();
    report.faults.iter().map(ToString::to_string).collect()
}

/// Both accept it, and the peer these receipts of it.
fn assert_accepted(files: &RecordFiles, receipts: &[Receipt]) {
    assert_eq!(faults(files), [""; 0], "kenes refuses");
    let Some(peer) = GoPeer::find() else { return };
    let checked = check(&peer, files, receipts);
    assert_eq!(checked.failed, 0, "{}", checked.text);
    // Every leaf as an act and as a leaf of the tree, at the least.
    let size = newest(files).head().size;
    assert!(checked.passed > 2 * size + u64::try_from(receipts.len()).unwrap(), "{}", checked.text);
}

/// Both refuse it; the peer says why.
fn assert_refused(files: &RecordFiles, why: &str) {
    assert_ne!(faults(files), [""; 0], "kenes accepts");
    let Some(peer) = GoPeer::find() else { return };
    let checked = check(&peer, files, &[]);
    let mut lines = checked.text.lines();
    assert!(lines.any(|line| line.starts_with("FAILED") && line.contains(why)), "{}", checked.text);
}

fn check(peer: &GoPeer, files: &RecordFiles, receipts: &[Receipt]) -> Checked {
    let (record, beside) = (Folder::new(), Folder::new());
    files.write(record.path());
    let name = |receipt: &Receipt| format!("{}.{FILE_EXTENSION}", receipt.index());
    receipts.iter().for_each(|receipt| beside.write(&name(receipt), &receipt.to_bytes()));
    let paths: Vec<PathBuf> = receipts.iter().map(|receipt| beside.path().join(name(receipt))).collect();
    peer.check(record.path(), &paths)
}

fn newest(files: &RecordFiles) -> Checkpoint {
    Checkpoint::parse(&files.read(CHECKPOINT).unwrap()).unwrap()
}

/// The peer finds the same roots in the leaves alone, for these sizes and the newest.
fn assert_roots(files: &RecordFiles, sizes: &[u64]) {
    let Some(peer) = PythonPeer::find() else { return };
    let folder = Folder::new();
    files.write(folder.path());
    let heads = sizes.iter().map(|size| format!("{CHECKPOINTS}/{size}"));
    let heads = heads.map(|path| Checkpoint::parse(&files.read(&path).unwrap()).unwrap());
    let heads: Vec<_> = heads.chain([newest(files)]).map(|checkpoint| checkpoint.head().clone()).collect();
    let sizes: Vec<u64> = heads.iter().map(|head| head.size).collect();
    assert_eq!(peer.roots(folder.path(), &sizes), heads.iter().map(|head| head.root).collect::<Vec<Hash>>());
}

#[test]
fn the_sample_is_accepted() {
    let files = RecordFiles::of_sample("conformance", 3_000);
    assert_accepted(&files, &[]);
    assert_roots(&files, &[1]);
}

#[test]
fn receipts_are_accepted() {
    let scratch = Scratch::published(3_000, 100);
    let receipts = [0, 1, 700, 2_047, 2_048, 2_999].map(|index| scratch.receipt(index));
    assert_accepted(scratch.files(), &receipts);
    assert_roots(scratch.files(), &[1, 101, 1_001]);
}

#[test]
fn sizes_around_a_tile_are_accepted() {
    for size in [1, 2, 3, 255, 256, 257, 511, 512, 513] {
        let scratch = Scratch::published(size, 97);
        assert_accepted(scratch.files(), &[0, size / 2, size - 1].map(|index| scratch.receipt(index)));
        assert_roots(scratch.files(), &[]);
    }
}

#[test]
fn sizes_around_a_tile_of_tiles_are_accepted() {
    let sizes = [1, 255, 256, 257, 32_768, 65_535, 65_536, 65_537];
    let mut scratch = Scratch::new();
    for size in sizes {
        scratch.grow(size);
        scratch.publish();
    }
    assert_accepted(scratch.files(), &[0, 65_534, 65_535, 65_536].map(|index| scratch.receipt(index)));
    assert_roots(scratch.files(), &sizes);
}

/// A record of 600 acts with heads at 1, 301 and 600.
fn small() -> Scratch {
    Scratch::published(600, 300)
}

/// Changes one byte of a file.
fn flip(scratch: &mut Scratch, path: &str, at: usize) {
    *scratch.files_mut().file_mut(path).get_mut(at).unwrap() ^= 1;
}

#[test]
fn a_flipped_leaf_is_refused() {
    // Within the text of the first act of each bundle, and within the last signature.
    for path in ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/88"] {
        let mut scratch = small();
        flip(&mut scratch, path, 40);
        assert_refused(scratch.files(), "leaf hashes");
        let mut scratch = small();
        let last = scratch.files_mut().file_mut(path).len() - 10;
        flip(&mut scratch, path, last);
        assert_refused(scratch.files(), "leaf hashes");
    }
}

#[test]
fn a_leaf_changed_with_its_hash_is_refused() {
    let mut scratch = small();
    flip(&mut scratch, "tile/entries/001", 40);
    let bundle = scratch.files_mut().file_mut("tile/entries/001").clone();
    let changed = Hash::leaf(parse_entries(&bundle, 256).unwrap().first().unwrap());
    let hashes = scratch.files_mut().file_mut("tile/0/001");
    hashes.get_mut(..32).unwrap().copy_from_slice(changed.as_bytes());
    assert_refused(scratch.files(), "the root of the first 600 leaves is another");
}

#[test]
fn a_flipped_hash_is_refused() {
    for (path, why) in [
        ("tile/0/000", "leaf 1 is not the one in the tiles"),
        ("tile/0/001", "leaf 257 is not the one in the tiles"),
        ("tile/0/002.p/88", "inconsistent tile"),
        ("tile/0/001.p/45", "inconsistent tile"),
        ("tile/1/000.p/2", "inconsistent tile"),
    ] {
        let mut scratch = small();
        flip(&mut scratch, path, 33);
        assert_refused(scratch.files(), why);
    }
}

#[test]
fn a_flipped_root_is_refused() {
    let mut scratch = small();
    let origin = scratch.checkpoint().head().origin.as_str().len();
    flip(&mut scratch, CHECKPOINT, origin + 7);
    assert_refused(scratch.files(), "invalid signature");
}

#[test]
fn a_root_that_is_signed_and_wrong_is_refused() {
    let mut scratch = small();
    scratch.grow(700);
    let origin = scratch.checkpoint().head().origin.clone();
    scratch.publish_head(&Head { origin, size: 700, root: Hash::of(b"another history") });
    assert_refused(scratch.files(), "the root of the first 700 leaves is another");
}

#[test]
fn a_foreign_line_on_a_checkpoint_is_refused() {
    let mut scratch = small();
    let name = KeyName::new("w/00000000000000000000").unwrap();
    let foreign = NoteSigner::from_secret(name, KeyUse::Note, &[9; 32]).unwrap();
    let mut note = scratch.checkpoint().note().clone();
    note.sign(&foreign);
    scratch.files_mut().insert(CHECKPOINT.to_owned(), note.to_bytes());
    assert_refused(scratch.files(), "5 lines, 4 by known keys");
}

#[test]
fn a_foreign_line_on_an_act_is_refused() {
    let mut scratch = small();
    scratch.grow(601);
    // One line more than the act has signers, under a name that comes after them; the tree is right.
    let mut note = Note::parse(scratch.entry(600)).unwrap();
    let name = KeyName::new("s/ffffffffffffffffffff").unwrap();
    note.sign(&NoteSigner::from_secret(name, KeyUse::Note, &[9; 32]).unwrap());
    scratch.push(note.to_bytes());
    scratch.publish();
    assert_refused(scratch.files(), "leaf 601: 2 lines, 1 by known keys");
}

#[test]
fn a_repeated_line_is_refused() {
    let mut scratch = small();
    let mut bytes = scratch.checkpoint().note().to_bytes();
    let line = scratch.checkpoint().note().signatures().last().unwrap().to_line();
    bytes.extend_from_slice(line.as_bytes());
    scratch.files_mut().insert(CHECKPOINT.to_owned(), bytes);
    assert_refused(scratch.files(), "5 lines, 4 by known keys");
}

#[test]
fn a_checkpoint_by_the_old_key_is_refused() {
    let mut scratch = small();
    let old = scratch.log();
    scratch.grow(701);
    scratch.publish();
    let head = scratch.checkpoint().head().clone();
    let forged = head.sign(&old).unwrap().note().to_bytes();
    scratch.files_mut().insert(CHECKPOINT.to_owned(), forged);
    assert_refused(scratch.files(), "not signed by the log");
}

#[test]
fn a_receipt_of_another_leaf_is_refused() {
    let Some(peer) = GoPeer::find() else { return };
    let scratch = small();
    let folder = Folder::new();
    scratch.files().write(folder.path());
    let right = String::from_utf8(scratch.receipt(77).to_bytes()).unwrap();
    for (from, to, why) in [
        ("index 77", "index 78", "the entry is not leaf 78"),
        ("index 77", "index 600", "the index is not in the record"),
        ("tlog-proof@v1", "tlog-proof@v2", "not a proof"),
    ] {
        folder.write("wrong.tlog-proof", right.replace(from, to).as_bytes());
        let checked = peer.check(folder.path(), &[folder.path().join("wrong.tlog-proof")]);
        assert!(checked.failed == 1 && checked.text.contains(why), "{}", checked.text);
    }
    let (above, below) = right.split_once("\n\n").unwrap();
    let (rest, last) = above.rsplit_once('\n').unwrap();
    let other = Hash::of(b"another").to_base64();
    for wrong in [format!("{rest}\n{other}\n\n{below}"), format!("{above}\n{last}\n\n{below}")] {
        folder.write("wrong.tlog-proof", wrong.as_bytes());
        let checked = peer.check(folder.path(), &[folder.path().join("wrong.tlog-proof")]);
        assert!(
            checked.failed == 1 && checked.text.contains("invalid transparency proof"),
            "{}",
            checked.text
        );
    }
}
