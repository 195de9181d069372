//! The checks of an audit, in the order of `docs/spec/audit.md`.

use kenes_record::fsck::FaultKind;

macro_rules! checks {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal;)+) => {
        /// A check of the audit.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CheckId {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl CheckId {
            /// Every one, in the order of the specification.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its stable name, for programs.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

checks! {
    // The files.
    /// Every file that there must be is there, and there is none besides.
    Files "files";
    /// Every leaf is an act in its one canonical form.
    Acts "acts";
    /// Every signature of every act is by a known key and right.
    Signatures "signatures";
    /// The first leaf opens this record, no act is there twice, and none speaks of another history.
    History "history";
    /// Every tile is that of the leaves.
    Tree "tree";
    /// Every checkpoint is of this record, with the root of its leaves, and each of its lines is known and right.
    Checkpoints "checkpoints";
    /// What the auditor saw of this record before is still there.
    Consistency "consistency";
    /// As many witnesses as the policy wants signed the newest checkpoint.
    Witnesses "witnesses";
    /// Every blob has the digest by which it is named.
    Blobs "blobs";
    /// What was withdrawn was withdrawn by those who may.
    Withdrawals "withdrawals";
    // The council.
    /// The acts fold into a council, from the first to the last.
    Fold "fold";
    /// Every tick names the seats as they were.
    Ticks "ticks";
    // The elections.
    /// Those in charge put no archive into the record that is wrong.
    Archives "archives";
    /// They put none into it with a decryption that is not bound.
    BoundProofs "bound-proofs";
    /// They set up no election that asks something else than the call, or whose answers are not the ballot paper.
    Questions "questions";
    /// They opened no lot with wrong proofs.
    Lots "lots";
    /// Every count, made again, gives what the record shows.
    Counts "counts";
    // The seats.
    /// One holder a seat, nobody past the term, nobody without an election.
    Seats "seats";
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// There was nothing to check, or another failure came before it.
    NotReached,
}

impl CheckId {
    /// The check that a fault of the files belongs to.
    #[expect(clippy::wildcard_enum_match_arm, reason = "whatever is added to the faults is one of the files")]
    pub(crate) const fn of_fault(fault: &FaultKind) -> Self {
        match fault {
            FaultKind::Act(_) => Self::Acts,
            FaultKind::ActSignature(_) => Self::Signatures,
            FaultKind::First
            | FaultKind::FirstAgain
            | FaultKind::Twice { earlier: _ }
            | FaultKind::OtherHistory { size: _ } => Self::History,
            FaultKind::Tile(_) | FaultKind::TileContent => Self::Tree,
            FaultKind::Checkpoint(_)
            | FaultKind::CheckpointForm
            | FaultKind::Origin
            | FaultKind::Signature(_)
            | FaultKind::Cosignature(_)
            | FaultKind::UnknownLine { line: _ }
            | FaultKind::Size { found: _, expected: _ }
            | FaultKind::Root { size: _ } => Self::Checkpoints,
            FaultKind::Blob(_) | FaultKind::Policy(_) | FaultKind::PolicyContent => Self::Blobs,
            // A missing or unknown file, and whatever is added.
            _ => Self::Files,
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<&str> = CheckId::ALL.iter().map(|check| check.name()).collect();
        assert_eq!(names.len(), CheckId::ALL.len());
    }
}
