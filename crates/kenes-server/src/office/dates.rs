//! The dates of a council at which something begins, ends or falls due: a tick has to follow each of them.

use kenes_core::{Council, RecoveryState, Time};

/// Every date, in no order, past ones included.
pub fn dates(council: &Council) -> Vec<Time> {
    let mut dates = Vec::new();
    for election in council.elections().filter(|election| election.is_running()) {
        dates.extend([election.nominations, election.opens, election.closes]);
    }
    for (_, seat) in council.seats() {
        dates.extend(seat.holder.as_ref().map(|holder| holder.until));
        dates.extend(seat.elected.as_ref().map(|elect| elect.answer_by));
    }
    for (_, motion) in council.motions() {
        dates.extend(motion.rollcall.as_ref().filter(|call| !call.closed).map(|call| call.closes));
    }
    dates.extend(council.members().map(|(_, member)| member.votes_from));
    let open = |state: &RecoveryState| *state == RecoveryState::Open;
    dates.extend(
        council.recoveries().filter(|(_, recovery)| open(&recovery.state)).map(|(_, recovery)| recovery.due),
    );
    dates
}
