//! Seats: who was elected accepts or declines, who holds one resigns. Nobody is given a seat by an act.

mod changes;
mod overdue;
mod seating;
mod vacancy;

use alloc::boxed::Box;

use kenes_record::act::ActId;

use crate::act;
use crate::apply::{Change, Context, Stop};
use crate::council::Council;
use crate::election::Election;
use crate::evidence::Evidence;
use crate::member::MemberId;
use crate::refusal::Refusal;
use crate::seat::{Elect, Gained, SeatName};

act::body! {
    Accepted {
        election: ActId,
        seat: u16,
    }
}

act::body! {
    Declined {
        election: ActId,
        seat: u16,
    }
}

act::body! {
    Resigned {
        body: u16,
        seat: u16,
    }
}

impl Council {
    pub(super) fn seat_accepted(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let Accepted { election: call, seat } =
            Accepted::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let member = context.member(self)?;
        let now = self.time()?;
        let (name, elect) = self.elected_to(&call, seat, member)?;
        let since = self.begins(name, now);
        if since >= elect.until {
            return Err(Refusal::NotElected.into());
        }
        if self.has_another(name, member, since) {
            return Err(Refusal::OneSeat.into());
        }
        let changes = self.accepted(name, context.id(), since, now)?;
        Ok(Box::new(|council| council.commit(changes)))
    }

    pub(super) fn seat_declined(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let Declined { election: call, seat } =
            Declined::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let member = context.member(self)?;
        let now = self.time()?;
        let (name, _) = self.elected_to(&call, seat, member)?;
        let changes = self.declined(name, (now, context.evidence))?;
        Ok(Box::new(|council| council.commit(changes)))
    }

    pub(super) fn seat_resigned(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        let Resigned { body, seat } = Resigned::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let member = context.member(self)?;
        let now = self.time()?;
        let name = SeatName { body, seat };
        let seat = self.seats.get(&name).ok_or(Refusal::Place)?;
        // A seat that one holds, or that one accepted for later.
        if ![&seat.holder, &seat.next].into_iter().flatten().any(|holder| holder.member == member) {
            return Err(Refusal::NotHolder.into());
        }
        let changes = self.resigned(name, member, (now, context.evidence))?;
        Ok(Box::new(|council| council.commit(changes)))
    }

    /// What a member was elected to and is asked about.
    fn elected_to(&self, call: &ActId, seat: u16, member: MemberId) -> Result<(SeatName, &Elect), Refusal> {
        let election: &Election = self.elections.get(call).ok_or(Refusal::Reference)?;
        let name = SeatName { body: election.body, seat };
        let seat = self.seats.get(&name).ok_or(Refusal::Place)?;
        let by_this = |elect: &&Elect| match elect.gained {
            Gained::Election(by) | Gained::Countback(by, _) => by == *call,
            Gained::Founding => false,
        };
        // Silence counts as no from the first tick after the time to answer, which takes the name away.
        let elect = seat.elected.as_ref().filter(by_this).filter(|elect| elect.member == member);
        elect.map(|elect| (name, elect)).ok_or(Refusal::NotElected)
    }
}
