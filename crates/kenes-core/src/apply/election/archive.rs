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

/// How many results of an election one member, or the server, may name.
const MOST_RESULTS: usize = 3;

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
        let namer = context.by_anyone(self)?;
        let election = self.in_phase(&call, Phase::Closed)?;
        let named = election.results.values().filter(|other| **other == namer).count();
        if election.results.contains_key(&result) || named >= MOST_RESULTS {
            return Err(Refusal::Result.into());
        }
        Ok(change(call, move |election| {
            election.results.insert(result, namer);
        }))
    }

    pub(in crate::apply) fn election_archived(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let Archived { archive, election: call, proofs } =
            Archived::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        context.by_anyone(self)?;
        let now = self.time()?;
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
        shufflers,
        decrypters: _, // Of rehearsals.
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
    if !right {
        return Err(Refusal::Archive);
    }
    if !bound {
        return Err(Refusal::Bound);
    }
    if *shufflers < election.shufflers() {
        return Err(Refusal::Shuffles);
    }
    if election.results.contains_key(result) { Ok(()) } else { Err(Refusal::Result) }
}
