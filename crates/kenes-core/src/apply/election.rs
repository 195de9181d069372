//! The life of an election in acts: one file for each part, in their order.

mod archive;
mod ballots;
mod call;
mod candidacy;
mod count;
mod guards;
mod lot;
mod setup;

use alloc::boxed::Box;

use kenes_record::act::ActId;

pub(super) use self::count::{Found, Halt, Vacated, count, fill};
use crate::apply::Change;
use crate::council::Council;
use crate::election::{Election, Phase};
use crate::refusal::Refusal;

impl Council {
    /// The election with this call, which must be in this phase.
    fn in_phase(&self, call: &ActId, phase: Phase) -> Result<&Election, Refusal> {
        let election = self.elections.get(call).ok_or(Refusal::Reference)?;
        if election.phase == phase { Ok(election) } else { Err(Refusal::Phase) }
    }
}

/// A change of one election, which is there.
fn change(call: ActId, change: impl FnOnce(&mut Election) + 'static) -> Change {
    Box::new(move |council| {
        if let Some(election) = council.elections.get_mut(&call) {
            change(election);
        }
    })
}
