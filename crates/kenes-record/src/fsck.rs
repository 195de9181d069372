//! Whether the files of a record are sound: from static files alone, every byte accounted for.
//!
//! The record begins with an act that names the server's key and the witnesses, and its id is in the origin of every
//! checkpoint, so nothing has to be known beforehand. Checked are the form and the signatures of every act, the tree, every
//! checkpoint and each of its lines, every tile, every blob, and that there is no file besides. What acts mean is not
//! asked: that is for whoever folds them.

mod acts;
mod files;
mod heads;
mod memory;

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use self::acts::Leaves;
pub use self::memory::{MemoryFiles, NoSuchFile};
use crate::act::{ActError, ActId, ActVerifyError, VerifiedAct};
use crate::blob::BlobError;
use crate::checkpoint::{Checkpoint, CheckpointError, Head};
use crate::cosignature::CosignatureError;
use crate::hash::{Hash, Hasher};
use crate::note::NoteVerifyError;
use crate::policy::PolicyTextError;
use crate::tile::{TileError, WIDTH};
use crate::tree::Tree;

/// The newest checkpoint.
pub const CHECKPOINT: &str = "checkpoint";
/// The folder of all checkpoints, each under its size.
pub const CHECKPOINTS: &str = "checkpoints";
/// The witness policy in force.
pub const POLICY: &str = "policy";

/// The most faults that are kept; more are only counted.
pub const MAX_FAULTS: usize = 1_000;

/// The largest file of a record that is read whole, in bytes: a full tile of the largest entries.
pub const MAX_FILE: u64 = WIDTH * (2 + 65_535);

/// The files of a record, wherever they are. Paths have `/` between their parts and none at the beginning.
pub trait Files {
    /// Why a file cannot be read.
    type Error;

    /// The paths of all files.
    ///
    /// # Errors
    /// They cannot be listed.
    fn paths(&self) -> Result<Vec<String>, Self::Error>;

    /// The content of a file. Of one that has more than [`MAX_FILE`] bytes the beginning is enough, if it has more too.
    ///
    /// # Errors
    /// It cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, Self::Error>;

    /// What stands among the files and is none, each with a word for it: a link, a pipe, a device. Nobody follows or opens it,
    /// and it is not among [`Files::paths`].
    ///
    /// # Errors
    /// The files cannot be listed.
    fn others(&self) -> Result<Vec<(String, &'static str)>, Self::Error> {
        Ok(Vec::new())
    }

    /// Hands over a whole file part by part, without holding it in memory: archives are large.
    ///
    /// # Errors
    /// It cannot be read.
    fn parts(&self, path: &str, on_part: &mut dyn FnMut(&[u8])) -> Result<(), Self::Error>;

    /// The SHA-256 of a file and its length.
    ///
    /// # Errors
    /// It cannot be read.
    fn digest(&self, path: &str) -> Result<(Hash, u64), Self::Error> {
        let (mut hasher, mut length) = (Hasher::new(), 0_u64);
        self.parts(path, &mut |part| {
            hasher.update(part);
            length = length.saturating_add(u64::try_from(part.len()).unwrap_or(u64::MAX));
        })?;
        Ok((hasher.finish(), length))
    }
}

/// What an act did, as far as whoever reads the acts knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It had its effect.
    Some,
    /// It had none: what it says of keys and policies counts for nothing.
    None,
    /// Nobody says. Then the key of the log changes by the word of the key before, and any policy that is named may be the one
    /// in force.
    Unknown,
}

/// Whoever looks at the acts of a record while it is checked, to learn what they mean.
pub trait Reader {
    /// The next leaf is an act that is signed as it must be; the tree holds it and all before it. Called in the order of the
    /// leaves; not for a leaf that is no such act, which is a fault. Says what the act did.
    fn act(&mut self, leaf: u64, act: &VerifiedAct, tree: &Tree) -> Effect;

    /// The next leaf is no act with right signatures: it has no effect whatever.
    fn other(&mut self, leaf: u64, tree: &Tree);

    /// Whether an act with this id was shown and is remembered. The check remembers the others itself, so that a million ids
    /// are not kept twice.
    fn knows(&self, id: &ActId) -> bool {
        let _ = id;
        false
    }

    /// Whether a blob may be missing since its text was withdrawn; nothing where nobody says. Then it may be, if no act names
    /// it as a document and some act says that it was withdrawn.
    fn may_be_missing(&self, blob: &Hash) -> Option<bool> {
        let _ = blob;
        None
    }
}

/// Nobody looks.
impl Reader for () {
    fn act(&mut self, _: u64, _: &VerifiedAct, _: &Tree) -> Effect {
        Effect::Unknown
    }

    fn other(&mut self, _: u64, _: &Tree) {}
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}{}: {what}", leaf.map(|leaf| alloc::format!(", act {leaf}")).unwrap_or_default())]
#[non_exhaustive]
pub struct Fault {
    /// The file.
    pub path: String,
    /// The leaf, where it concerns one.
    pub leaf: Option<u64>,
    /// What is wrong.
    pub what: FaultKind,
}

/// What can be wrong with the files of a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultKind {
    /// A file that there must be.
    #[error("the file is missing")]
    Missing,
    /// A file that no part of the record accounts for.
    #[error("the file does not belong to the record")]
    Unknown,
    /// A link, a pipe or a device among the files: whoever reads it may read something else, or wait for ever.
    #[error("{what} in the place of a file, which is not read")]
    NoFile {
        /// What it is.
        what: &'static str,
    },
    /// Not a checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// A checkpoint that is not written in the one canonical way, or with a line that stands twice.
    #[error("not written as a checkpoint of this record is written")]
    CheckpointForm,
    /// A checkpoint of another log.
    #[error("a checkpoint of another log")]
    Origin,
    /// The log's own signature.
    #[error(transparent)]
    Signature(#[from] NoteVerifyError),
    /// A cosignature that is wrong.
    #[error(transparent)]
    Cosignature(#[from] CosignatureError),
    /// A signature line by a key that the record does not name.
    #[error("signature line {line} is by a key that the record does not name")]
    UnknownLine {
        /// Its number, from 1.
        line: usize,
    },
    /// A head of another size than its place says, or beyond the record.
    #[error("a head of size {found} where {expected} is expected")]
    Size {
        /// The size of the head.
        found: u64,
        /// The size that its place, or the record, has.
        expected: u64,
    },
    /// A head with another root than the leaves give.
    #[error("the root of the {size} leaves is another")]
    Root {
        /// The size of the head.
        size: u64,
    },
    /// Not a tile.
    #[error(transparent)]
    Tile(#[from] TileError),
    /// A tile with other hashes, or other entries, than the record has.
    #[error("the tile is not that of the record")]
    TileContent,
    /// Not an act.
    #[error(transparent)]
    Act(#[from] ActError),
    /// An act that is not signed as it must be.
    #[error(transparent)]
    ActSignature(#[from] ActVerifyError),
    /// A first leaf that opens no record.
    #[error("the first leaf does not open a record")]
    First,
    /// A later leaf that opens one.
    #[error("only the first leaf opens a record")]
    FirstAgain,
    /// An act that is there already.
    #[error("the act is there already{}", earlier.map(|leaf| alloc::format!(", as leaf {leaf}")).unwrap_or_default())]
    Twice {
        /// Where it was first, unless only the reader remembers it.
        earlier: Option<u64>,
    },
    /// An act, or a checkpoint in it, that speaks of another history than this one.
    #[error("the act speaks of a record of {size} leaves that is not this one")]
    OtherHistory {
        /// The size of which it speaks.
        size: u64,
    },
    /// A blob that is not what the act names.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// A policy that is none.
    #[error(transparent)]
    Policy(#[from] PolicyTextError),
    /// Another policy than the one in force.
    #[error("not the policy in force")]
    PolicyContent,
}

impl FaultKind {
    /// A stable name, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unknown => "unknown-file",
            Self::NoFile { what: _ } => "no-file",
            Self::Checkpoint(_) => "checkpoint",
            Self::CheckpointForm => "checkpoint-form",
            Self::Origin => "origin",
            Self::Signature(_) => "signature",
            Self::Cosignature(_) => "cosignature",
            Self::UnknownLine { line: _ } => "unknown-line",
            Self::Size { found: _, expected: _ } => "size",
            Self::Root { size: _ } => "root",
            Self::Tile(_) => "tile",
            Self::TileContent => "tile-content",
            Self::Act(_) => "act",
            Self::ActSignature(_) => "act-signature",
            Self::First => "first",
            Self::FirstAgain => "first-again",
            Self::Twice { earlier: _ } => "twice",
            Self::OtherHistory { size: _ } => "other-history",
            Self::Blob(_) => "blob",
            Self::Policy(_) => "policy",
            Self::PolicyContent => "policy-content",
        }
    }
}

/// What was checked, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The newest head, where there is a readable one. It is sound only when the report is.
    pub head: Option<Head>,
    /// How many of the newest head's witnesses signed, and whether these are as many as the policy wants; without a policy
    /// for witnesses, `(0, true)`.
    pub witnesses: (usize, bool),
    /// Leaves that were read.
    pub leaves: u64,
    /// Signed heads that were checked.
    pub heads: u64,
    /// Blobs that were checked.
    pub blobs: u64,
    /// Blobs that were withdrawn.
    pub withdrawn: u64,
    /// Files that were read.
    pub files: u64,
    /// What is wrong, at most [`MAX_FAULTS`], in the order in which it was found.
    pub faults: Vec<Fault>,
    /// How many faults there are in all.
    pub fault_count: u64,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.fault_count == 0
    }
}

/// Checks a record. `progress` is told how many of how many leaves were read.
///
/// # Errors
/// The files cannot be listed or one cannot be read. What is wrong with the record is in the report.
pub fn check<F: Files>(files: &F, progress: &mut dyn FnMut(u64, u64)) -> Result<Report, F::Error> {
    check_with(files, &mut (), progress)
}

/// Checks a record as [`check`] does, and shows each act to a reader.
///
/// # Errors
/// The files cannot be listed or one cannot be read. What is wrong with the record is in the report.
pub fn check_with<F: Files>(
    files: &F,
    reader: &mut impl Reader,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Report, F::Error> {
    let mut walk = Walk::begin(files)?;
    while let Some((done, all)) = walk.step(reader)? {
        progress(done, all);
    }
    walk.finish(reader)
}

/// A check of a record in steps, for whoever has something else to do in between: to say how far it is, or to stop.
pub struct Walk<'a, F> {
    check: Check<'a, F>,
    /// Without a readable head nothing can be said about the other files.
    newest: Option<(Checkpoint, Leaves)>,
}

impl<'a, F: Files> Walk<'a, F> {
    /// Lists the files and reads the newest head.
    ///
    /// # Errors
    /// The files cannot be listed, or that one cannot be read.
    pub fn begin(files: &'a F) -> Result<Self, F::Error> {
        let paths: BTreeSet<String> = files.paths()?.into_iter().collect();
        let mut check =
            Check { files, paths, tree: Tree::new(), sizes: BTreeSet::new(), report: Report::default() };
        for (path, what) in files.others()? {
            check.fault(&path, None, FaultKind::NoFile { what });
        }
        let Some(newest) = check.newest()? else { return Ok(Self { check, newest: None }) };
        let head = newest.head();
        check.report.head = Some(head.clone());
        check.list_sizes(head.size);
        let leaves = Leaves::of(head);
        Ok(Self { check, newest: Some((newest, leaves)) })
    }

    /// Shows the next few acts to a reader, and says how many of how many leaves were read; nothing when no more are.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn step(&mut self, reader: &mut impl Reader) -> Result<Option<(u64, u64)>, F::Error> {
        let Some((newest, leaves)) = &mut self.newest else { return Ok(None) };
        let is_more = leaves.step(&mut self.check, reader)?;
        Ok(is_more.then_some((self.check.tree.size(), newest.head().size)))
    }

    /// Reads what leaves there still are, and checks the other files.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn finish(mut self, reader: &mut impl Reader) -> Result<Report, F::Error> {
        while self.step(reader)?.is_some() {}
        let Self { mut check, newest } = self;
        let Some((newest, leaves)) = newest else { return Ok(check.report) };
        let ledger = leaves.into_ledger();
        check.report.leaves = check.tree.size();
        check.heads(&ledger, &newest)?;
        // A checkpoint can claim any size, the leaves that were read cannot.
        check.tiles(check.tree.size())?;
        check.blobs(&ledger, reader)?;
        check.policy(&ledger)?;
        Ok(check.finish())
    }
}

impl<F> fmt::Debug for Walk<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Walk").field("report", &self.check.report).finish_non_exhaustive()
    }
}

/// A check while it goes on.
struct Check<'a, F> {
    files: &'a F,
    /// The files that nothing has accounted for yet.
    paths: BTreeSet<String>,
    tree: Tree,
    /// The sizes of which there are signed heads, so that partial tiles of them may be there.
    sizes: BTreeSet<u64>,
    report: Report,
}

impl<F: Files> Check<'_, F> {
    fn fault(&mut self, path: &str, leaf: Option<u64>, what: impl Into<FaultKind>) {
        self.report.fault_count = self.report.fault_count.saturating_add(1);
        if self.report.faults.len() < MAX_FAULTS {
            self.report.faults.push(Fault { path: path.to_string(), leaf, what: what.into() });
        }
    }

    /// Reads a file and accounts for it. A missing one is a fault.
    fn take(&mut self, path: &str) -> Result<Option<Vec<u8>>, F::Error> {
        if !self.paths.remove(path) {
            self.fault(path, None, FaultKind::Missing);
            return Ok(None);
        }
        self.report.files = self.report.files.saturating_add(1);
        self.files.read(path).map(Some)
    }

    fn finish(mut self) -> Report {
        for path in core::mem::take(&mut self.paths) {
            self.fault(&path, None, FaultKind::Unknown);
        }
        self.report
    }
}
