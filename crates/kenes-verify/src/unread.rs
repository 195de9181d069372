//! Acts that are refused whatever the archive or the lot is that they name: nobody needs to read it.

use kenes_core::{Council, Evidence, Found, Outcome, VerifiedArchive, VerifiedLot};
use kenes_record::Hash;
use kenes_record::act::{ActType, VerifiedAct};

/// Whether an act that names an archive or a lot has no effect for another reason: its envelope, its signers, the stage of the
/// election. To audit an archive takes long, and anybody may name one. `roots` gives the root of the first so many leaves.
pub fn is_refused_unread(council: &Council, act: &VerifiedAct, roots: impl Fn(u64) -> Option<Hash>) -> bool {
    let names_one =
        matches!(act.act_type(), ActType::ElectionRehearsed | ActType::ElectionArchived | ActType::LotOpened);
    names_one && matches!(council.preview(act, &Unread { roots }), Outcome::None(_))
}

/// The record without anything that its acts name.
struct Unread<R> {
    roots: R,
}

impl<R: Fn(u64) -> Option<Hash>> Evidence for Unread<R> {
    fn document(&self, _: &Hash) -> Option<&[u8]> {
        None
    }

    fn archive(&self, archive: &Hash, _: &Hash) -> Found<'_, VerifiedArchive> {
        Found::Missing(*archive)
    }

    fn lot(&self, proofs: &Hash) -> Found<'_, VerifiedLot> {
        Found::Missing(*proofs)
    }

    fn root(&self, size: u64) -> Option<Hash> {
        (self.roots)(size)
    }
}
