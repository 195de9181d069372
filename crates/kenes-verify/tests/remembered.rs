//! Whoever takes acts in can be asked about one archive again and again: it is read and audited once.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

mod support;

use std::cell::Cell;

use kenes_core::testing::{Who, World};
use kenes_core::{Evidence as _, Found, Outcome, Refusal};
use kenes_record::Hash;
use kenes_record::act::{Datum, VerifiedAct};
use kenes_record::fsck::MemoryFiles;
use kenes_verify::{Blobs, FileBlobs, Learned, NoSuchFile, Papers, VoidReason};

use self::support::{Vote, council, effect};

const RANKINGS: [&[u64]; 5] = [&[3, 4], &[3, 4, 5], &[4, 3], &[4, 5], &[5, 4]];

/// Blobs that count how often they are asked for one.
struct Counting<'a> {
    blobs: FileBlobs<'a, MemoryFiles>,
    are_there: bool,
    reads: Cell<u32>,
}

impl Blobs for Counting<'_> {
    type Error = NoSuchFile;

    fn blob(&self, digest: &Hash, on_part: &mut dyn FnMut(&[u8])) -> Result<bool, NoSuchFile> {
        self.reads.set(self.reads.get() + 1);
        Ok(self.are_there && self.blobs.blob(digest, on_part)?)
    }
}

/// A vote that is closed, and acts that file archives of it: forged proofs twice, the rehearsal twice, the right one.
fn filed() -> (World, kenes_core::Council, Vec<VerifiedAct>) {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.cast(&world, &RANKINGS);
    vote.close(&mut world);
    let (archive, proofs) = vote.tally(false);
    vote.name_result(&mut world, &archive);
    let closed = world.council.clone();
    let (rehearsal, rehearsed) = vote.rehearsal(true);
    let refused = Outcome::None(Refusal::Archive);
    for (archive, proofs) in [(&archive, &b"{}".to_vec()), (&rehearsal, &rehearsed)] {
        for _ in 0..2 {
            assert_eq!(vote.file(&mut world, Who::Person(8), archive, proofs, false), refused);
        }
    }
    effect(vote.file(&mut world, Who::Person(8), &archive, &proofs, true));
    let acts = world.acts()[world.acts().len() - 5..].to_vec();
    (world, closed, acts)
}

/// What became of the archive of an act, whether there is a report, and how often a blob was read for that.
fn learn(
    papers: &mut Papers,
    act: &VerifiedAct,
    council: &kenes_core::Council,
    blobs: &Counting<'_>,
) -> (Option<VoidReason>, bool, u32) {
    blobs.reads.set(0);
    match papers.learn(act, 9, blobs, Some(council), &mut |_| {}).unwrap() {
        Learned::Archive(audit) => (audit.refused, audit.report.is_some(), blobs.reads.get()),
        other => panic!("{other:?}"),
    }
}

fn is_refused(papers: &Papers, act: &VerifiedAct) -> bool {
    let digest = |field| match act.body().field(field) {
        Some(Datum::Document(reference)) => *reference.digest(),
        other => panic!("{other:?}"),
    };
    match papers.at(|_| None).archive(&digest("archive"), &digest("proofs")) {
        Found::Refused => true,
        Found::Verified(_) => false,
        Found::Missing(digest) => panic!("{} is missing", digest.to_hex()),
    }
}

#[test]
fn an_archive_that_is_named_again_is_neither_read_nor_audited_again() {
    let (world, closed, acts) = filed();
    let files = world.files();
    let mut blobs =
        Counting { blobs: FileBlobs::new(&files).unwrap(), are_there: false, reads: Cell::new(0) };
    let mut papers = Papers::remembering(8);
    // What is missing may come.
    assert!(matches!(learn(&mut papers, &acts[4], &closed, &blobs), (Some(VoidReason::Missing { .. }), ..)));
    blobs.are_there = true;
    let other = Some(VoidReason::Other { part: "the election's data" });
    let expected = [(Some(VoidReason::Protocol), true), (other, false), (None, true)];
    for (act, (reason, has_report)) in [0, 2, 4].into_iter().zip(expected) {
        let (found, report, reads) = learn(&mut papers, &acts[act], &closed, &blobs);
        assert_eq!((found.as_ref(), report), (reason.as_ref(), has_report), "{act}");
        assert!(reads > 0);
        assert_eq!(is_refused(&papers, &acts[act]), reason.is_some());
        for again in [act, act + usize::from(act < 4)] {
            let (found, report, reads) = learn(&mut papers, &acts[again], &closed, &blobs);
            assert_eq!((found.as_ref(), report, reads), (reason.as_ref(), false, 0), "{again}");
            assert_eq!(is_refused(&papers, &acts[again]), reason.is_some());
        }
    }
}

#[test]
fn so_many_archives_are_remembered_and_not_one_more() {
    let (world, closed, acts) = filed();
    let files = world.files();
    let blobs = Counting { blobs: FileBlobs::new(&files).unwrap(), are_there: true, reads: Cell::new(0) };
    let mut papers = Papers::remembering(1);
    let mut reads = |act: usize| learn(&mut papers, &acts[act], &closed, &blobs).2;
    assert!(reads(2) > 0 && reads(3) == 0 && reads(4) > 0 && reads(4) == 0 && reads(2) > 0);
    // An audit reads every time, unless it is told to remember.
    let mut papers = Papers::new();
    for _ in 0..2 {
        assert!(learn(&mut papers, &acts[4], &closed, &blobs).2 > 0);
    }
}
