//! The result and the archive: whatever the record fixed before must be what the archive holds. Then the votes are counted.

use alloc::boxed::Box;

use kenes_record::Hash;
use kenes_record::act::ActId;
use kenes_record::blob::BlobReference;

use super::change;
use crate::act;
use crate::apply::{Change, Context, Stop};
use crate::council::Council;
use crate::election::{Archive, Election, Phase};
use crate::evidence::{ArchiveParts, Evidence, Found};
use crate::refusal::Refusal;

act::body! {
    Tallied {
        election: ActId,
        result: Hash,
    }
}

act::body! {
    Archived {
        archive: BlobReference,
        election: ActId,
        proofs: BlobReference,
    }
}

impl<E: Evidence> Context<'_, E> {
    /// An archive that was audited with its bound proofs.
    pub(in crate::apply) fn archive(&self, archive: &Hash, proofs: &Hash) -> Result<&ArchiveParts, Stop> {
        match self.evidence.archive(archive, proofs) {
            Found::Verified(archive) => Ok(archive.parts()),
            Found::Refused => Err(Refusal::Archive.into()),
            Found::Missing(digest) => Err(Stop::Missing(digest)),
        }
    }
}

impl Council {
    /// Anybody may name a result; a wrong one is in nobody's way, since the archive decides.
    pub(in crate::apply) fn election_tallied(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let Tallied { election: call, result } =
            Tallied::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        context.by_anyone(self)?;
        let election = self.in_phase(&call, Phase::Closed)?;
        if election.results.contains(&result) {
            return Err(Refusal::Result.into());
        }
        Ok(change(call, move |election| {
            election.results.insert(result);
        }))
    }

    pub(in crate::apply) fn election_archived(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let Archived { archive, election: call, proofs } =
            Archived::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let now = self.time()?;
        context.by_anyone(self)?;
        let election = self.in_phase(&call, Phase::Closed)?;
        let parts = context.archive(archive.digest(), proofs.digest())?;
        check(election, parts)?;
        let archive = Archive { archive: *archive.digest(), proofs: *proofs.digest() };
        let changes = self.counted(&call, archive, parts, (now, context.evidence))?;
        Ok(Box::new(|council| council.commit(changes)))
    }
}

/// Compares an archive with what the record says of the election, field by field.
fn check(election: &Election, archive: &ArchiveParts) -> Result<(), Refusal> {
    let ArchiveParts {
        setup,
        credentials,
        board,
        head,
        height,
        length,
        result,
        bound,
        asked,
        paper,
        answers: _, // The count reads them.
    } = archive;
    let (Some(fixed), Some(close)) = (&election.setup, &election.close) else {
        return Err(Refusal::Phase);
    };
    let right = fixed.hashes == *setup
        && fixed.credentials == *credentials
        && (close.head, close.height, close.length) == (*head, *height, *length)
        && election.board.accepted == *board
        && election.asks() == *asked
        && election.marks() == *paper;
    match (right, bound, election.results.contains(result)) {
        (false, _, _) => Err(Refusal::Archive),
        (true, false, _) => Err(Refusal::Bound),
        (true, true, false) => Err(Refusal::Result),
        (true, true, true) => Ok(()),
    }
}
