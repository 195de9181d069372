//! Seats and elections as they will be, and what the council remembers of elections that end.

use alloc::collections::BTreeMap;

use kenes_record::act::ActId;

use crate::council::Council;
use crate::election::{Election, Phase, Purpose};
use crate::seat::{Seat, SeatName};
use crate::time::Time;

/// Seats and elections as they will be.
#[derive(Debug)]
pub(crate) struct Changes {
    pub(super) seats: Option<BTreeMap<SeatName, Seat>>,
    pub(super) elections: BTreeMap<ActId, Election>,
    pub(super) now: Time,
}

impl Council {
    /// Makes the changes.
    pub(crate) fn commit(&mut self, changes: Changes) {
        let Changes { seats, elections, now } = changes;
        if let Some(seats) = seats {
            self.seats = seats;
        }
        for (call, election) in elections {
            if let Some(before) = self.elections.remove(&call) {
                self.note_end(&before, &election, now);
            }
            self.elections.insert(call, election);
        }
    }

    /// Remembers who did not do their part in an election that ends.
    fn note_end(&mut self, before: &Election, after: &Election, now: Time) {
        let ends = |phase: Phase| before.phase != phase && after.phase == phase;
        if ends(Phase::Void) && before.is_missed(now) {
            self.default_since.get_or_insert(now);
        }
        if after.purpose == Purpose::Trial {
            return;
        }
        if ends(Phase::Void) && before.backed && before.setup.is_none() {
            let named = after.registrars.iter().chain(&after.trustees);
            self.unready.entry(after.body).or_default().extend(named);
        }
        if ends(Phase::Counted) {
            self.unready.remove(&after.body);
        }
    }
}
