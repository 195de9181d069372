//! Whether it is safe to sign: the record must hold everything that was ever signed, published or seen by a witness.
//!
//! A backup that is restored, a disk that lost its last writes, a folder copied twice: each would otherwise go on from an
//! older size and sign a second history, innocently and beyond repair.

use kenes_record::Hash;
use kenes_record::checkpoint::Checkpoint;
use kenes_record::key::{KeyName, VerifierKey};

use super::outside::{Seen, View};
use crate::tree::SharedTree;

/// Where a head is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// The database: it was signed.
    Signed,
    /// The static files: it was published.
    Published,
    /// A witness cosigned it.
    Witness(KeyName),
    /// The operator knows it from elsewhere.
    Stated,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Signed => f.write_str("the database"),
            Self::Published => f.write_str("the published files"),
            Self::Witness(name) => write!(f, "the witness {name}"),
            Self::Stated => f.write_str("the checkpoint that was given"),
        }
    }
}

/// It is not safe to sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GuardError {
    /// There are fewer leaves than a head speaks of.
    #[error(
        "the leaves {leaves} to {} are missing: {by} knows a signed head of size {size}; fetch them from a mirror \
         that has this head, or from the published files",
        size.saturating_sub(1)
    )]
    Behind {
        /// The number of leaves that there are.
        leaves: u64,
        /// The size of the head.
        size: u64,
        /// Who knows it.
        by: Source,
    },
    /// A head speaks of another history.
    #[error("{by} knows a signed head of size {size} over another history: this record must not go on")]
    Fork {
        /// The size of the head.
        size: u64,
        /// Who knows it.
        by: Source,
        /// The root that the leaves lead to.
        ours: Hash,
        /// The root of the head.
        theirs: Hash,
    },
    /// The checkpoint that was given is not this log's.
    #[error("the checkpoint of {by} is not signed by this log")]
    OtherLog {
        /// Where it is from.
        by: Source,
    },
    /// The data came from a backup, and nobody outside has said how far the record had come.
    #[error(
        "the data of {leaves} leaves came from a backup, and no witness, mirror or published checkpoint says whether more \
         was signed since: give the newest checkpoint that anybody has"
    )]
    Unconfirmed {
        /// The number of leaves that there are.
        leaves: u64,
    },
}

/// All that is known about heads.
pub(super) struct Sources<'a> {
    pub(super) head: Option<&'a Checkpoint>,
    pub(super) published: Option<Checkpoint>,
    pub(super) seen: Vec<Seen>,
    pub(super) stated: Option<Checkpoint>,
    pub(super) restored: bool,
}

/// Compares what there is with all that is known.
pub(super) fn check(tree: &SharedTree, log: &VerifierKey, sources: Sources<'_>) -> Result<(), GuardError> {
    let Sources { head, published, seen, stated, restored } = sources;
    if let Some(head) = head {
        compare(tree, head, Source::Signed)?;
    }
    let mut confirmed = false;
    for (checkpoint, source) in [(published, Source::Published), (stated, Source::Stated)] {
        let Some(checkpoint) = checkpoint else { continue };
        checkpoint.verify(log).map_err(|_| GuardError::OtherLog { by: source.clone() })?;
        compare(tree, &checkpoint, source)?;
        confirmed = true;
    }
    for Seen { witness, view } in seen {
        match view {
            // What the log did not sign binds nobody: a witness cannot stop a log by inventing heads.
            View::Checkpoint(checkpoint) if checkpoint.verify(log).is_ok() => {
                compare(tree, &checkpoint, Source::Witness(witness))?;
                confirmed = true;
            }
            View::Checkpoint(_) | View::Nothing | View::Unreachable => {}
        }
    }
    if restored && !confirmed { Err(GuardError::Unconfirmed { leaves: tree.size() }) } else { Ok(()) }
}

fn compare(tree: &SharedTree, known: &Checkpoint, source: Source) -> Result<(), GuardError> {
    let (size, theirs) = (known.head().size, known.head().root);
    match tree.root(size) {
        None => Err(GuardError::Behind { leaves: tree.size(), size, by: source }),
        Some(ours) if ours != theirs => Err(GuardError::Fork { size, by: source, ours, theirs }),
        Some(_) => Ok(()),
    }
}
