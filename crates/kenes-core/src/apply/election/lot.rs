//! The lot: opened by the trustees once, and only when a count cannot end without it.

use alloc::boxed::Box;

use kenes_record::act::ActId;
use kenes_record::blob::BlobReference;

use crate::act;
use crate::apply::{Change, Context, Stop};
use crate::council::Council;
use crate::election::{Election, Filling, Phase};
use crate::evidence::{Evidence, Found, VerifiedLot};
use crate::refusal::Refusal;

act::body! {
    Opened {
        count: &'static str,
        election: ActId,
        proofs: BlobReference,
    }
}

impl Council {
    pub(in crate::apply) fn lot_opened(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let Opened { count, election: call, proofs } =
            Opened::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        context.by_anyone(self)?;
        let now = self.time()?;
        let election = self.elections.get(&call).ok_or(Refusal::Reference)?;
        if count != needs(election).ok_or(Refusal::Lot)? {
            return Err(Refusal::Lot.into());
        }
        let lot = match context.evidence.lot(proofs.digest()) {
            Found::Verified(lot) => lot,
            Found::Refused => return Err(Refusal::Lot.into()),
            Found::Missing(digest) => return Err(Stop::Missing(digest)),
        };
        let VerifiedLot { setup, head, value } = lot;
        let fixed = election.setup.as_ref().map(|setup| setup.hashes.event);
        let closed = election.close.as_ref().map(|close| close.head);
        if (fixed, closed) != (Some(*setup), Some(*head)) {
            return Err(Refusal::Lot.into());
        }
        let changes = self.lot_known(&call, value, (now, context.evidence))?;
        Ok(Box::new(|council| council.commit(changes)))
    }
}

/// Which count of an election waits for its lot.
fn needs(election: &Election) -> Option<&'static str> {
    let waits = |filled: &Filling| *filled == Filling::Waiting;
    match election.phase {
        Phase::NeedsLot => Some("first"),
        Phase::Counted if election.vacancies.iter().any(|vacancy| waits(&vacancy.filled)) => {
            Some("countback")
        }
        Phase::Called | Phase::Setup | Phase::Rehearsed | Phase::Closed | Phase::Counted | Phase::Void => {
            None
        }
    }
}
