//! What a tick ends: elections that did not come to their end in time, terms, and the time to answer.

use alloc::collections::BTreeMap;

use super::changes::Changes;
use super::seating::{Seating, seat_is_due};
use crate::apply::Stop;
use crate::council::Council;
use crate::election::{Election, Filling, Phase, Rule, Vacancy};
use crate::evidence::Evidence;
use crate::time::{Duration, Time};

/// How long after the close a result may be waited for, and a lot after that. Then the election is void and another may be
/// called: whoever holds a result back cannot keep the seats from being filled.
const RESULT: Duration = Duration::days(30);
/// How long a vacancy waits for a lot.
const LOT: Duration = Duration::days(30);

impl Council {
    /// What it does to seats and elections that it is this late: terms end, silence counts as no, elections that did not
    /// come to their end are void.
    pub(crate) fn time_passes(&self, now: Time, evidence: &impl Evidence) -> Result<Changes, Stop> {
        let is_due = self.seats.values().any(|seat| seat_is_due(seat, now))
            || self
                .elections
                .values()
                .any(|election| overdue(election, now) || lot_is_overdue(election, now));
        // Before the first tick nobody's time has begun.
        if self.founded.is_none() || !is_due {
            return Ok(Changes { seats: None, elections: BTreeMap::new(), now });
        }
        let mut seating = Seating::of(self, now, evidence);
        seating.end_overdue();
        seating.end_terms();
        seating.finish()
    }
}

impl<E: Evidence> Seating<'_, E> {
    /// Elections that did not come to their end in time are void, and vacancies wait no longer for their lot.
    fn end_overdue(&mut self) {
        let now = self.now;
        let due = |election: &&Election| overdue(election, now) || lot_is_overdue(election, now);
        for election in self.council.elections.values().filter(due) {
            let mut election = election.clone();
            if overdue(&election, now) {
                election.phase = Phase::Void;
                election.board.trackers.clear();
            }
            for vacancy in &mut election.vacancies {
                if vacancy.filled == Filling::Waiting && vacancy.since.plus(LOT) <= now {
                    vacancy.filled = Filling::Nobody;
                }
            }
            // Those behind it need not wait for it any longer.
            self.vacated.insert(election.call);
            self.elections.insert(election.call, election);
        }
    }
}

/// Whether an election can no longer come to its end.
fn overdue(election: &Election, now: Time) -> bool {
    let is_empty = || election.rule != Rule::YesNo && !election.has_standing();
    match election.phase {
        Phase::Called => now >= election.opens || (now >= election.nominations && is_empty()),
        Phase::Setup => now >= election.opens,
        Phase::Rehearsed | Phase::Closed => now >= election.closes.plus(RESULT),
        Phase::NeedsLot => now >= election.closes.plus(RESULT).plus(LOT),
        Phase::Counted | Phase::Void => false,
    }
}

fn lot_is_overdue(election: &Election, now: Time) -> bool {
    let waits = |vacancy: &Vacancy| vacancy.filled == Filling::Waiting && vacancy.since.plus(LOT) <= now;
    election.phase == Phase::Counted && election.vacancies.iter().any(waits)
}
