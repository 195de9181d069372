//! What the acts of the record name: blobs, and the policy in force.

use std::collections::BTreeSet;

use kenes_record::Hash;
use kenes_record::act::{Act, ActType, Datum};
use kenes_record::blob::BlobReference;

/// What the leaves up to a size name.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    /// How many leaves were looked at.
    pub(super) leaves: u64,
    /// The last change of a blob that was looked at.
    pub(super) change: u64,
    /// The blobs that they name.
    pub(super) blobs: BTreeSet<Hash>,
    /// The policy in force.
    pub(super) policy: Option<BlobReference>,
}

impl Named {
    /// Looks at the next leaf. What is no act names nothing; whether an act is rightly signed makes no difference here.
    pub(super) fn learn(&mut self, leaf: &[u8]) {
        self.leaves = self.leaves.saturating_add(1);
        // Most acts name no blob, and are not worth reading: every reference holds this word.
        if !leaf.windows(4).any(|window| window == b"blob") {
            return;
        }
        let Ok(act) = Act::parse(leaf) else { return };
        self.blobs.extend(act.body().blobs().map(|named| *named.reference().digest()));
        let sets =
            matches!(act.act_type(), ActType::CharterGenesis | ActType::LogSucceeded | ActType::PolicySet);
        if let Some(Datum::Document(reference)) = act.body().field("policy").filter(|_| sets) {
            self.policy = Some(*reference);
        }
    }
}
