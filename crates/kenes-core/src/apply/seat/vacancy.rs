//! Vacancies: a seat that an election filled is filled again from the ballots of that election.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use kenes_record::act::ActId;

use super::seating::Seating;
use crate::apply::Stop;
use crate::apply::election::{self, Halt, Vacated};
use crate::election::{Election, Filling, Vacancy};
use crate::evidence::Evidence;
use crate::member::MemberId;
use crate::seat::{Elect, Gained, Seat, SeatName, terms_in_a_row};
use crate::time::Time;

impl<E: Evidence> Seating<'_, E> {
    /// Notes that a seat is vacated which an election filled, unless somebody is there for it.
    pub(super) fn vacate(&mut self, seat: SeatName, member: MemberId, gained: Gained, until: Time) {
        let (Gained::Election(call) | Gained::Countback(call, _)) = gained else { return };
        let now = self.now;
        if until <= now {
            return;
        }
        let Ok(election) = self.election(&call) else { return };
        let paper = election.ballot_paper();
        let Some(vacating) = paper.iter().position(|(_, standing)| *standing == member) else { return };
        election.vacancies.push(Vacancy { seat, vacating, since: now, until, filled: Filling::Waiting });
        self.vacated.insert(call);
    }

    /// Fills the vacancies of an election in their order, until one has to wait for a lot.
    pub(super) fn fill(&mut self, call: &ActId) -> Result<(), Stop> {
        let count = self.election(call)?.vacancies.len();
        for number in 0..count {
            let vacancies = &self.election(call)?.vacancies;
            if vacancies.get(number).is_none_or(|vacancy| vacancy.filled != Filling::Waiting) {
                continue;
            }
            // A copy for each one that waits, not for those that were filled.
            let election = self.election(call)?.clone();
            let Some(vacancy) = election.vacancies.get(number) else { continue };
            let filled = self.filling(&election, vacancy)?;
            if filled == Filling::Waiting {
                break;
            }
            if let Filling::Counted { standing: _, elected } = filled {
                self.ask_next(&election, vacancy, elected);
            }
            if let Some(vacancy) = self.election(call)?.vacancies.get_mut(number) {
                vacancy.filled = filled;
            }
        }
        Ok(())
    }

    /// What becomes of a vacancy.
    fn filling(&mut self, election: &Election, vacancy: &Vacancy) -> Result<Filling, Stop> {
        let seat = self.seats.get(&vacancy.seat);
        // Whoever waited for the next term may have begun early.
        let holds_on = |seat: &Seat| seat.holder.as_ref().is_some_and(|holder| holder.until >= vacancy.until);
        let is_filled =
            seat.is_none_or(|seat| seat.elected.is_some() || seat.next.is_some() || holds_on(seat));
        let standing = self.standing(election, vacancy);
        if is_filled || vacancy.until <= self.now || standing.is_empty() {
            return Ok(Filling::Nobody);
        }
        let seats = u16::try_from(election.seats.len()).unwrap_or(u16::MAX);
        let parts = self.parts(&election.call)?;
        let vacated = Vacated { vacating: vacancy.vacating, standing };
        Ok(match election::fill(election, &parts.answers, seats, &vacated) {
            Ok(elected) => Filling::Counted { standing: vacated.standing, elected },
            Err(Halt::NeedsLot) => Filling::Waiting,
            Err(Halt::Unfit) => Filling::Nobody,
        })
    }

    /// Asks the one whom a countback elected.
    fn ask_next(&mut self, election: &Election, vacancy: &Vacancy, elected: usize) {
        let paper = election.ballot_paper();
        let is_counted =
            |vacancy: &&Vacancy| matches!(vacancy.filled, Filling::Counted { standing: _, elected: _ });
        let earlier = election.vacancies.iter().filter(is_counted).count();
        let number = u32::try_from(earlier).unwrap_or(u32::MAX).saturating_add(1);
        if let (Some((_, member)), Some(seat)) = (paper.get(elected), self.seats.get_mut(&vacancy.seat)) {
            seat.elected = Some(Elect {
                member: *member,
                gained: Gained::Countback(election.call, number),
                until: vacancy.until,
                answer_by: self.now.plus(election.terms.answer),
            });
        }
    }

    /// Who stands for a vacancy: whoever was on the ballot paper and was not elected then or since, is on the roll still, is
    /// within the limit of terms, and has no other seat of the body.
    fn standing(&self, election: &Election, vacancy: &Vacancy) -> Vec<usize> {
        let since = election.vacancies.iter().filter_map(|vacancy| match vacancy.filled {
            Filling::Counted { standing: _, elected } => Some(elected),
            Filling::Waiting | Filling::Nobody => None,
        });
        let elected: BTreeSet<usize> = election.elected.iter().copied().chain(since).collect();
        let paper = election.ballot_paper();
        let places = paper.iter().enumerate().map(|(place, (_, member))| (place, *member));
        let stands = |(place, member): &(usize, MemberId)| {
            !elected.contains(place) && self.can_hold(election, vacancy.seat, *member)
        };
        places.filter(stands).map(|(place, _)| place).collect()
    }

    fn can_hold(&self, election: &Election, name: SeatName, member: MemberId) -> bool {
        let range = SeatName { body: name.body, seat: 0 }..=SeatName { body: name.body, seat: u16::MAX };
        let seats = || self.seats.range(range.clone());
        let row = terms_in_a_row(seats().map(|(_, seat)| seat), member, self.now, election.terms.out);
        self.is_enrolled(member)
            && (election.terms.limit == 0 || row < election.terms.limit)
            && !seats().any(|(other, seat)| *other != name && seat.names(member))
    }
}
