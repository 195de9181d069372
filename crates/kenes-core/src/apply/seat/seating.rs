//! Who sits where, derived: from counts, answers, the end of terms, and vacancies filled from the ballots of the election
//! that filled the seat.
//!
//! Everything is computed on a copy of the seats, so that an act whose evidence is missing changes nothing.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use kenes_record::act::ActId;

use super::changes::Changes;
use crate::apply::Stop;
use crate::apply::election::{self, Found, Halt};
use crate::council::Council;
use crate::election::{Archive, Election, Filling, Phase, Purpose, Vacancy};
use crate::evidence::{self, ArchiveParts, Evidence};
use crate::member::{MemberId, Standing};
use crate::refusal::Refusal;
use crate::seat::{Elect, End, Gained, Holder, Seat, SeatName};
use crate::time::Time;

/// The seats while they change.
pub(super) struct Seating<'a, E> {
    pub(super) council: &'a Council,
    pub(super) evidence: &'a E,
    pub(super) now: Time,
    pub(super) seats: BTreeMap<SeatName, Seat>,
    pub(super) elections: BTreeMap<ActId, Election>,
    /// The elections with a vacancy to fill.
    pub(super) vacated: BTreeSet<ActId>,
    /// A member who is about to leave the roll.
    pub(super) leaving: Option<MemberId>,
}

impl Council {
    /// What it does to seats and candidacies that a member leaves the roll.
    pub(crate) fn member_leaves(
        &self,
        member: MemberId,
        now: Time,
        evidence: &impl Evidence,
    ) -> Result<Changes, Stop> {
        let mut seating = Seating::of(self, now, evidence);
        seating.leaving = Some(member);
        let named = self.seats.iter().filter(|(_, seat)| seat.names(member)).map(|(name, _)| *name);
        for name in named {
            seating.leave(name, member, End::Left);
        }
        let stands = |election: &&Election| {
            election.phase == Phase::Called
                && election.candidacies.values().any(|candidacy| candidacy.member == member)
        };
        for call in self.elections.values().filter(stands).map(|election| election.call) {
            let election = seating.election(&call)?;
            let own = election.candidacies.values_mut().filter(|candidacy| candidacy.member == member);
            own.for_each(|candidacy| candidacy.withdrawn = true);
        }
        seating.finish()
    }

    /// When somebody who accepts a seat now would begin: at the end of the term before, unless a founder holds it.
    pub(super) fn begins(&self, name: SeatName, now: Time) -> Time {
        self.seats.get(&name).map_or(now, |seat| begins(seat, now))
    }

    /// Whether a member will hold another seat of the body at that time.
    pub(super) fn has_another(&self, name: SeatName, member: MemberId, since: Time) -> bool {
        let holds = |holder: &Holder| {
            holder.member == member && holder.until > since && holder.gained != Gained::Founding
        };
        let mut others = self.seats_in(name.body).filter(|(other, _)| *other != name);
        others.any(|(_, seat)| [&seat.holder, &seat.next].into_iter().flatten().any(holds))
    }

    /// Somebody accepts.
    pub(super) fn accepted(
        &self,
        name: SeatName,
        act: ActId,
        since: Time,
        now: Time,
    ) -> Result<Changes, Stop> {
        let mut seats = self.seats.clone();
        if since <= now {
            end_founding(&mut seats, name.body, now);
        }
        let seat = seats.get_mut(&name).ok_or(Refusal::Place)?;
        let Elect { member, gained, until, answer_by: _ } = seat.elected.take().ok_or(Refusal::NotElected)?;
        let holder = Holder { member, since, until, gained, accepted: act };
        if since <= now {
            seat.holder = Some(holder);
        } else {
            seat.next = Some(holder);
        }
        Ok(Changes { seats: Some(seats), elections: BTreeMap::new(), now })
    }

    /// Whoever was elected declines.
    pub(super) fn declined(
        &self,
        name: SeatName,
        (now, evidence): (Time, &impl Evidence),
    ) -> Result<Changes, Stop> {
        let mut seating = Seating::of(self, now, evidence);
        seating.drop_elect(name);
        seating.finish()
    }

    /// A holder resigns.
    pub(super) fn resigned(
        &self,
        name: SeatName,
        member: MemberId,
        (now, evidence): (Time, &impl Evidence),
    ) -> Result<Changes, Stop> {
        let mut seating = Seating::of(self, now, evidence);
        seating.leave(name, member, End::Resigned);
        seating.finish()
    }

    /// An archive was found right: the votes are counted.
    pub(in crate::apply) fn counted(
        &self,
        call: &ActId,
        archive: Archive,
        parts: &ArchiveParts,
        (now, evidence): (Time, &impl Evidence),
    ) -> Result<Changes, Stop> {
        let mut seating = Seating::of(self, now, evidence);
        seating.election(call)?.archive = Some(archive);
        seating.count(call, parts)?;
        seating.finish()
    }

    /// A lot was opened: what waited for it is counted.
    pub(in crate::apply) fn lot_known(
        &self,
        call: &ActId,
        value: &[u8],
        (now, evidence): (Time, &impl Evidence),
    ) -> Result<Changes, Stop> {
        let mut seating = Seating::of(self, now, evidence);
        let election = seating.election(call)?;
        election.lot = Some(value.to_vec());
        if election.phase == Phase::NeedsLot {
            let parts = seating.parts(call)?;
            seating.count(call, parts)?;
        } else {
            seating.vacated.insert(*call);
        }
        seating.finish()
    }

    /// Whether a vacancy of this seat waits for a lot.
    pub(in crate::apply) fn is_waiting(&self, name: SeatName) -> bool {
        let waits = |vacancy: &Vacancy| vacancy.seat == name && vacancy.filled == Filling::Waiting;
        self.elections.values().flat_map(|election| &election.vacancies).any(waits)
    }
}

impl<'a, E: Evidence> Seating<'a, E> {
    pub(super) fn of(council: &'a Council, now: Time, evidence: &'a E) -> Self {
        let seats = council.seats.clone();
        Self {
            council,
            evidence,
            now,
            seats,
            elections: BTreeMap::new(),
            vacated: BTreeSet::new(),
            leaving: None,
        }
    }

    /// Fills what was vacated, and gives the changes.
    pub(super) fn finish(mut self) -> Result<Changes, Stop> {
        while let Some(call) = self.vacated.pop_first() {
            self.fill(&call)?;
        }
        let Self { seats, elections, now, council: _, evidence: _, vacated: _, leaving: _ } = self;
        Ok(Changes { seats: Some(seats), elections, now })
    }

    /// An election, to be changed.
    pub(super) fn election(&mut self, call: &ActId) -> Result<&mut Election, Stop> {
        if !self.elections.contains_key(call) {
            let election = self.council.elections.get(call).ok_or(Refusal::Reference)?;
            self.elections.insert(*call, election.clone());
        }
        self.elections.get_mut(call).ok_or(Stop::Refused(Refusal::Reference))
    }

    /// What the audit found in the archive of an election that was counted.
    pub(super) fn parts(&mut self, call: &ActId) -> Result<&'a ArchiveParts, Stop> {
        let evidence = self.evidence;
        let Archive { archive, proofs } = self.election(call)?.archive.ok_or(Refusal::Phase)?;
        match evidence.archive(&archive, &proofs) {
            evidence::Found::Verified(found) => Ok(found.parts()),
            // It was right when it was counted, so whoever refuses it now has not got it.
            evidence::Found::Refused => Err(Stop::Missing(archive)),
            evidence::Found::Missing(digest) => Err(Stop::Missing(digest)),
        }
    }

    /// Terms that are over end, those who wait for that begin, and silence counts as no.
    pub(super) fn end_terms(&mut self) {
        let now = self.now;
        let due = self.council.seats.iter().filter(|(_, seat)| seat_is_due(seat, now));
        for (name, _) in due {
            let Some(seat) = self.seats.get_mut(name) else { continue };
            if let Some(until) = seat.holder.as_ref().map(|holder| holder.until).filter(|until| *until <= now)
            {
                seat.end(until, End::Term);
            }
            begin_next(seat, now);
            match &seat.elected {
                Some(elect) if elect.until <= now => seat.elected = None,
                Some(elect) if elect.answer_by < now => self.drop_elect(*name),
                Some(_) | None => {}
            }
        }
    }

    /// Whoever was elected does not take the seat.
    fn drop_elect(&mut self, name: SeatName) {
        let elect = self.seats.get_mut(&name).and_then(|seat| seat.elected.take());
        if let Some(Elect { member, gained, until, answer_by: _ }) = elect {
            self.vacate(name, member, gained, until);
        }
    }

    /// A member leaves whatever there is of a seat.
    fn leave(&mut self, name: SeatName, member: MemberId, end: End) {
        let now = self.now;
        let Some(seat) = self.seats.get_mut(&name) else { return };
        let is_own = |holder: &Option<Holder>| holder.as_ref().is_some_and(|holder| holder.member == member);
        let next = if is_own(&seat.next) { seat.next.take() } else { None };
        let held = if is_own(&seat.holder) { seat.end(now, end) } else { None };
        let asked = seat.elected.as_ref().is_some_and(|elect| elect.member == member);
        for holder in [next, held].into_iter().flatten() {
            self.vacate(name, member, holder.gained, holder.until);
        }
        // Who resigns from one term may still answer for the next; who leaves the roll may not.
        if asked && end == End::Left {
            self.drop_elect(name);
        }
        self.begin_early(name);
    }

    /// Whoever waits for the end of a term that ended early begins now, unless another seat of the body is in the way.
    fn begin_early(&mut self, name: SeatName) {
        let now = self.now;
        let waiting =
            self.seats.get(&name).filter(|seat| seat.holder.is_none()).and_then(|seat| seat.next.as_ref());
        let Some(member) = waiting.map(|next| next.member) else { return };
        let body = SeatName { body: name.body, seat: 0 }..=SeatName { body: name.body, seat: u16::MAX };
        let sits = |seat: &Seat| seat.holder.as_ref().is_some_and(|holder| holder.member == member);
        if self.seats.range(body).any(|(_, seat)| sits(seat)) {
            return;
        }
        if let Some(seat) = self.seats.get_mut(&name)
            && let Some(next) = seat.next.take()
        {
            seat.holder = Some(Holder { since: now, ..next });
        }
    }

    /// Counts an election for the first time.
    fn count(&mut self, call: &ActId, parts: &ArchiveParts) -> Result<(), Stop> {
        let council = self.council;
        let election = self.election(call)?;
        let seats = match election.purpose {
            Purpose::Seats | Purpose::ByElection => u16::try_from(election.seats.len()).unwrap_or(u16::MAX),
            Purpose::Trial => council.charter.body(election.body).map_or(1, |body| body.seats),
            // Not used: nobody is elected.
            Purpose::Referendum(_) | Purpose::Charter(_) => 1,
        };
        election.phase = match election::count(election, &parts.answers, seats) {
            Err(Halt::Unfit) => return Err(Refusal::Archive.into()),
            Err(Halt::NeedsLot) => Phase::NeedsLot,
            Ok(Found::Approved(approved)) => {
                election.approved = Some(approved);
                Phase::Counted
            }
            Ok(Found::Persons(elected)) => {
                if election.purpose != Purpose::Trial {
                    election.elected = elected;
                }
                Phase::Counted
            }
        };
        if !election.elected.is_empty() {
            self.ask(call)?;
        }
        Ok(())
    }

    /// Asks those who were elected, each for a seat: for the one that somebody has already, else for the next that is free.
    fn ask(&mut self, call: &ActId) -> Result<(), Stop> {
        let now = self.now;
        let election = self.election(call)?.clone();
        let paper = election.ballot_paper();
        let members: Vec<MemberId> = election
            .elected
            .iter()
            .filter_map(|place| paper.get(*place))
            .map(|(_, member)| *member)
            .collect();
        let ends = self.term_ends(&election);
        for (name, member) in self.places(&election, &members) {
            let Some(seat) = self.seats.get_mut(&name) else { continue };
            let until = match election.purpose {
                Purpose::ByElection => seat.term_ends.unwrap_or(ends),
                Purpose::Seats | Purpose::Referendum(_) | Purpose::Charter(_) | Purpose::Trial => ends,
            };
            let answer_by = now.plus(election.terms.answer);
            seat.term_ends = Some(until);
            seat.elected = member.filter(|_| until > now).map(|member| Elect {
                member,
                gained: Gained::Election(*call),
                until,
                answer_by,
            });
        }
        let gone = |seat: &Seat| seat.elected.as_ref().is_some_and(|elect| !self.is_enrolled(elect.member));
        let gone: Vec<SeatName> =
            self.seats.iter().filter(|(_, seat)| gone(seat)).map(|(name, _)| *name).collect();
        gone.into_iter().for_each(|name| self.drop_elect(name));
        Ok(())
    }

    /// When a term ends that begins once every seat of the election is free: one end for all of them.
    fn term_ends(&self, election: &Election) -> Time {
        let begins = |name| self.seats.get(name).map_or(self.now, |seat| begins(seat, self.now));
        let last = election.seats.iter().map(begins).max().unwrap_or(self.now);
        last.plus(election.terms.term)
    }

    /// The seats of an election with who is asked for each; nobody where fewer were elected.
    fn places(&self, election: &Election, members: &[MemberId]) -> Vec<(SeatName, Option<MemberId>)> {
        let holds = |name: &SeatName, member: &MemberId| {
            let holder = self.seats.get(name).and_then(|seat| seat.holder.as_ref());
            holder.is_some_and(|holder| holder.member == *member)
        };
        let own = |name: &SeatName| members.iter().copied().find(|member| holds(name, member));
        let kept: Vec<(SeatName, Option<MemberId>)> =
            election.seats.iter().map(|name| (*name, own(name))).collect();
        let is_new = |member: &&MemberId| !kept.iter().any(|(_, kept)| kept.as_ref() == Some(*member));
        let mut new = members.iter().filter(is_new).copied();
        kept.iter().map(|(name, kept)| (*name, kept.or_else(|| new.next()))).collect()
    }

    pub(super) fn is_enrolled(&self, member: MemberId) -> bool {
        self.leaving != Some(member)
            && self.council.member(member).is_some_and(|member| member.standing == Standing::Enrolled)
    }
}

/// When somebody who accepts a seat would begin: at the end of the term before, unless a founder holds it.
fn begins(seat: &Seat, now: Time) -> Time {
    let ends = seat.holder.as_ref().filter(|_| !seat.is_founders()).map(|holder| holder.until);
    ends.map_or(now, |ends| ends.max(now))
}

/// Whoever waits begins when the time has come.
fn begin_next(seat: &mut Seat, now: Time) {
    if seat.holder.is_none() && seat.next.as_ref().is_some_and(|next| next.since <= now) {
        seat.holder = seat.next.take();
    }
}

/// The first seating of a body ends its founders' time, in all of its seats. It is somebody's acceptance: nobody waits for
/// the end of a term where founders sit, since they make room at once.
fn end_founding(seats: &mut BTreeMap<SeatName, Seat>, body: u16, now: Time) {
    let of_body = seats.iter_mut().filter(|(name, _)| name.body == body).map(|(_, seat)| seat);
    for seat in of_body.filter(|seat| seat.is_founders()) {
        seat.end(now, End::FirstSeating);
    }
}

pub(super) fn seat_is_due(seat: &Seat, now: Time) -> bool {
    let Seat { holder, elected, next, past: _, term_ends: _ } = seat;
    holder.as_ref().is_some_and(|holder| holder.until <= now)
        || next.as_ref().is_some_and(|next| holder.is_none() && next.since <= now)
        || elected.as_ref().is_some_and(|elect| elect.answer_by < now || elect.until <= now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{CHARTER, World};
    use crate::time::Duration;

    #[test]
    fn a_term_that_ends_when_the_next_begins_is_in_nobodys_way() {
        let mut world = World::new(CHARTER);
        let now = world.council.now().unwrap();
        let (member, name) = (MemberId(1), |seat| SeatName { body: 0, seat });
        let until = now.plus(Duration::days(1));
        let gained = Gained::Election(ActId::of_text(""));
        let accepted = ActId::of_text("");
        let seat = world.council.seats.get_mut(&name(5)).unwrap();
        seat.holder = Some(Holder { member, since: now, until, gained, accepted });
        let has_another = |since| world.council.has_another(name(6), member, since);
        assert!(has_another(now) && !has_another(until));
        let before = until.minus(Duration::hours(1));
        assert!(has_another(before) && !world.council.has_another(name(5), member, before));
    }
}
