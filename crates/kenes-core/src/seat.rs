//! Seats and who holds them: derived, never assigned.

use alloc::vec::Vec;

use kenes_record::act::ActId;

use crate::member::MemberId;
use crate::time::{Duration, Time};

/// A seat: its body and its place in it, both from 0 as the charter lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeatName {
    /// The body.
    pub body: u16,
    /// The seat within the body.
    pub seat: u16,
}

/// A seat and its history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// Who holds it now.
    pub holder: Option<Holder>,
    /// Who was elected to it and has not said yes or no.
    pub elected: Option<Elect>,
    /// Who accepted it and waits for the end of the term before.
    pub next: Option<Holder>,
    /// When the term ends for which it was filled last, whoever holds it; none before the first election.
    pub term_ends: Option<Time>,
    /// Who held it before, the earliest first.
    pub past: Vec<Past>,
}

/// Who holds a seat, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub member: MemberId,
    /// From when.
    pub since: Time,
    /// Until when at the latest.
    pub until: Time,
    /// What gave the seat.
    pub gained: Gained,
    /// The act by which it was accepted; the founding act for founders.
    pub accepted: ActId,
}

/// What gives a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gained {
    /// The founding act, until the first seating.
    Founding,
    /// An election: its call.
    Election(ActId),
    /// A countback on the ballots of an election: its call, and the number of the vacancy.
    Countback(ActId, u32),
}

/// Who was elected and is asked to accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elect {
    /// Who.
    pub member: MemberId,
    /// What gave the seat.
    pub gained: Gained,
    /// When the term would end.
    pub until: Time,
    /// When silence counts as no.
    pub answer_by: Time,
}

/// A term that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The holder.
    pub holder: Holder,
    /// When it ended.
    pub ended: Time,
    /// Why it ended.
    pub end: End,
}

/// Why a term ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The term was over.
    Term,
    /// Resignation.
    Resigned,
    /// The member left the roll.
    Left,
    /// The first seating of a body ends its founders' time.
    FirstSeating,
}

impl Seat {
    /// Whether nobody holds it, waits for it, or is asked.
    pub fn is_vacant(&self) -> bool {
        self.holder.is_none() && self.next.is_none() && self.elected.is_none()
    }

    /// Whether a founder holds it.
    pub fn is_founders(&self) -> bool {
        self.holder.as_ref().is_some_and(|holder| holder.gained == Gained::Founding)
    }

    /// Whether somebody holds it, waits for it or is asked who is this member.
    pub fn names(&self, member: MemberId) -> bool {
        let holders = [&self.holder, &self.next].into_iter().flatten().map(|holder| holder.member);
        holders.chain(self.elected.iter().map(|elect| elect.member)).any(|named| named == member)
    }

    /// Ends the term of whoever holds it.
    pub(crate) fn end(&mut self, ended: Time, end: End) -> Option<Holder> {
        let holder = self.holder.take()?;
        self.past.push(Past { holder: holder.clone(), ended, end });
        Some(holder)
    }

    /// The elected terms of a member, from when to when, in no order.
    fn terms(&self, member: MemberId) -> impl Iterator<Item = (Time, Time)> {
        let past = self.past.iter().map(|past| (&past.holder, past.ended));
        let present = [&self.holder, &self.next].into_iter().flatten().map(|holder| (holder, holder.until));
        let elected = move |holder: &Holder| holder.member == member && holder.gained != Gained::Founding;
        past.chain(present)
            .filter(move |(holder, _)| elected(holder))
            .map(|(holder, end)| (holder.since, end))
    }
}

/// How many terms in a row a member would have behind in these seats of a body at some time, where a row ends when the
/// member was out for so long.
pub(crate) fn terms_in_a_row<'a>(
    seats: impl Iterator<Item = &'a Seat>,
    member: MemberId,
    at: Time,
    out: Duration,
) -> u64 {
    let mut terms: Vec<(Time, Time)> = seats.flat_map(|seat| seat.terms(member)).collect();
    terms.sort_unstable();
    let row = |(row, last): (u64, Time), (since, end): (Time, Time)| {
        let row = if since.since(last) < out { row.saturating_add(1) } else { 1 };
        (row, end.max(last))
    };
    let (row, last) = terms.into_iter().fold((0, Time::default()), row);
    if at.since(last) < out { row } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(gained: Gained, since: u64, until: u64) -> Holder {
        let accepted = ActId::of_text("");
        let time = |years: u64| Time::default().plus(Duration::months(12 * years));
        Holder { member: MemberId(1), since: time(since), until: time(until), gained, accepted }
    }

    #[test]
    fn a_row_of_terms_ends_when_one_was_missed() {
        let call = Gained::Election(ActId::of_text("call"));
        let past = |gained, since, until| {
            let holder = holder(gained, since, until);
            Past { ended: holder.until, holder, end: End::Term }
        };
        let mut seat = Seat { past: Vec::from([past(call, 10, 12), past(call, 12, 14)]), ..Seat::default() };
        seat.past.push(past(Gained::Founding, 9, 10));
        let row = |seat: &Seat, years: u64, member: u32| {
            let at = Time::default().plus(Duration::months(12 * years));
            terms_in_a_row([seat].into_iter(), MemberId(member), at, Duration::months(12))
        };
        assert_eq!((row(&seat, 14, 1), row(&seat, 15, 1), row(&seat, 14, 2)), (2, 0, 0));
        seat.holder = Some(holder(call, 14, 16));
        assert_eq!((row(&seat, 16, 1), row(&seat, 17, 1)), (3, 0));
        seat.holder = Some(holder(call, 16, 18));
        assert_eq!(row(&seat, 18, 1), 1);
    }
}
