//! Who of each list takes its seats: in the order of the list, or by personal votes; and a group that has to have a number of
//! seats, with the list jump of the German works councils.
//!
//! Source of the last: First Ordinance Implementing the Works Constitution Act of Germany (Wahlordnung), section 15(5), with the
//! number of seats after section 5: d'Hondt over the sizes of the two groups ([`minimum_of_group`]).
//!
//! - Each quotient that was given a seat stands for a person: the first of its list for the list's largest, and so on.
//! - As long as the group has too few seats, the seat with the lowest quotient whose person is not of the group goes to the next
//!   person of the group on the same list who has none (number 1). Has that list none, it goes to the list with the next quotient
//!   that was not considered yet and with such a person (number 2), whose next person of the group takes it (number 4).
//! - Where no list has such a person any more, the seat stays (number 5).
//!
//! Where the text leaves something open: of equal lowest quotients a lot decides, as it says for equal quotients of number 2.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Reverse;

use num_rational::Ratio;

use crate::candidate::Candidate;
use crate::rule::Rule;
use crate::tie::{LotSeed, Purpose, Tie, Ties, Unresolved};
use crate::transcript::{Apportionment, Transcript};

/// Somebody on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Personal votes; 0 where there are none.
    pub votes: u64,
    /// Whether the person is of the group that has to have a number of seats.
    pub is_of_group: bool,
}

/// In which order persons take the seats of their list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As they stand on the list: a closed list.
    OfList,
    /// By personal votes, equal ones as they stand on the list: an open list.
    ByVotes,
}

/// Whom a seat was given to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Seated {
    /// The list.
    pub list: Candidate,
    /// The person.
    pub person: Person,
    /// The quotient for which the list has the seat; none where seats are given otherwise.
    pub quotient: Option<Ratio<u128>>,
}

/// A seat that went to the group.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Jump {
    /// Who would have had it, and on which list.
    pub from: (Candidate, Person),
    /// Who has it, and on which list.
    pub to: (Candidate, Person),
}

/// Persons in their seats.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Persons {
    /// Everybody who has a seat, list by list in ballot-paper order.
    pub seated: Vec<Seated>,
    /// Seats that went to the group, in order.
    pub jumps: Vec<Jump>,
    /// How many seats the group has to have; 0 where there is no such number.
    pub at_least: u32,
    /// Seats of lists that have no more persons.
    pub vacant: u32,
    /// Ties that were met.
    pub ties: Vec<Tie>,
}

/// Persons cannot be seated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ListsError {
    /// The count distributes no seats.
    #[error("the rule {rule} distributes no seats to lists")]
    NoSeats {
        /// The rule.
        rule: Rule,
    },
    /// A number of seats for a group goes with divisors, without a minimum, a maximum or alliances.
    #[error("a number of seats for a group needs quotients for all seats")]
    NoQuotients,
    /// Another number of lists.
    #[error("persons of {found} lists where there are {expected}")]
    Lists {
        /// How many lists have persons.
        found: usize,
        /// How many there are.
        expected: usize,
    },
    /// A tie that only a lot resolves, and no seed.
    #[error("a lot is needed between lists for a seat of the group")]
    NeedsLot {
        /// The lists, in ballot-paper order.
        among: Vec<Candidate>,
    },
}

/// How many of so many seats a group of this size has to have beside the others: d'Hondt; a tie for the last seat is not decided
/// for it.
pub fn minimum_of_group(group: u64, others: u64, seats: u32) -> u32 {
    let mut given = (0_u32, 0_u32);
    for _ in 0..seats {
        let claim =
            |size: u64, seats: u32| Ratio::new_raw(u128::from(size), u128::from(seats).saturating_add(1));
        if claim(group, given.0) > claim(others, given.1) {
            given.0 = given.0.saturating_add(1);
        } else {
            given.1 = given.1.saturating_add(1);
        }
    }
    given.0
}

/// Seats the persons of each list, which are given in ballot-paper order, with at least so many of the group.
///
/// # Errors
/// The count distributes no seats, there are other lists, a number for the group meets seats without quotients, or a lot is
/// needed.
pub fn seat(
    transcript: &Transcript,
    lists: &[Vec<Person>],
    order: Order,
    at_least: u32,
    seed: Option<&LotSeed>,
) -> Result<Persons, ListsError> {
    let rule = transcript.rule;
    let Some(apportionment) = &transcript.apportionment else { return Err(ListsError::NoSeats { rule }) };
    let expected = transcript.candidates.len();
    if lists.len() != expected {
        return Err(ListsError::Lists { found: lists.len(), expected });
    }
    let mut sorted = lists.to_vec();
    if order == Order::ByVotes {
        sorted.iter_mut().for_each(|list| list.sort_by_key(|person| Reverse(person.votes)));
    }
    let mut seating = Seating::begin(transcript, apportionment, sorted);
    let mut ties = Ties::new(LOTS, seed);
    if at_least > 0 {
        seating.check(apportionment)?;
        let outcome = seating.jump(at_least, &mut ties);
        outcome.map_err(|Unresolved { among }| ListsError::NeedsLot { among })?;
    }
    Ok(seating.finish(apportionment, at_least, ties.met))
}

/// Seats the persons and notes them in the count; a seat that jumped to another list is that list's.
///
/// # Errors
/// As [`seat`].
pub fn settle(
    mut transcript: Transcript,
    lists: &[Vec<Person>],
    order: Order,
    at_least: u32,
    seed: Option<&LotSeed>,
) -> Result<Transcript, ListsError> {
    let persons = seat(&transcript, lists, order, at_least, seed)?;
    if let Some(apportionment) = &mut transcript.apportionment {
        for Jump { from, to } in &persons.jumps {
            if let Some(seats) = apportionment.seats.get_mut(from.0.index()) {
                *seats = seats.saturating_sub(1);
            }
            if let Some(seats) = apportionment.seats.get_mut(to.0.index()) {
                *seats = seats.saturating_add(1);
            }
        }
    }
    transcript.ties.extend(persons.ties.iter().cloned());
    transcript.persons = Some(persons);
    Ok(transcript)
}

/// The kind of count in the text of these lots.
const LOTS: &str = "list-jump";

/// A seat while persons are exchanged: whose, for which quotient, and who is in it.
struct Place {
    list: Candidate,
    quotient: Option<Ratio<u128>>,
    /// The place on the list.
    person: usize,
}

struct Seating {
    rule: Rule,
    votes: Vec<u64>,
    lists: Vec<Vec<Person>>,
    places: Vec<Place>,
    /// How many quotients of each list were considered.
    considered: Vec<u32>,
    jumps: Vec<Jump>,
}

impl Seating {
    /// Everybody in the order of the list.
    fn begin(transcript: &Transcript, apportionment: &Apportionment, lists: Vec<Vec<Person>>) -> Self {
        let mut places = Vec::new();
        for list in transcript.candidates.iter() {
            let seats = apportionment.seats.get(list.index()).copied().unwrap_or(0);
            let persons = lists.get(list.index()).map_or(0, Vec::len);
            let quotients: Vec<Ratio<u128>> = apportionment
                .awards
                .iter()
                .filter(|award| award.to == list)
                .map(|award| award.claim)
                .collect();
            let seats = usize::try_from(seats).unwrap_or(usize::MAX).min(persons);
            places.extend((0..seats).map(|person| Place {
                list,
                quotient: quotients.get(person).copied(),
                person,
            }));
        }
        let considered = apportionment.seats.clone();
        let (rule, votes) = (transcript.rule, apportionment.votes.clone());
        Self { rule, votes, lists, places, considered, jumps: Vec::new() }
    }

    fn check(&self, apportionment: &Apportionment) -> Result<(), ListsError> {
        let known = matches!(self.rule, Rule::Dhondt | Rule::SainteLague);
        let plain = apportionment.alliances.is_empty()
            && apportionment.minimum == 0
            && apportionment.maximum.is_none()
            && apportionment.below.is_empty();
        if known && plain { Ok(()) } else { Err(ListsError::NoQuotients) }
    }

    fn jump(&mut self, at_least: u32, ties: &mut Ties<'_>) -> Result<(), Unresolved> {
        let wanted = usize::try_from(at_least).unwrap_or(usize::MAX);
        while self.places.iter().filter(|place| self.is_of_group(place)).count() < wanted {
            let Some(index) = self.lowest(ties)? else { return Ok(()) };
            let Some(list) = self.places.get(index).map(|place| place.list) else { return Ok(()) };
            let to = match self.next_of_group(list) {
                Some(person) => Some((list, person)),
                None => self.next_list(ties)?.and_then(|list| Some((list, self.next_of_group(list)?))),
            };
            let Some((to, person)) = to else { return Ok(()) };
            self.exchange(index, to, person);
        }
        Ok(())
    }

    fn person(&self, list: Candidate, place: usize) -> Option<&Person> {
        self.lists.get(list.index()).and_then(|list| list.get(place))
    }

    fn is_of_group(&self, place: &Place) -> bool {
        self.person(place.list, place.person).is_some_and(|person| person.is_of_group)
    }

    /// The seat with the lowest quotient whose person is not of the group.
    fn lowest(&self, ties: &mut Ties<'_>) -> Result<Option<usize>, Unresolved> {
        let others = || self.places.iter().enumerate().filter(|(_, place)| !self.is_of_group(place));
        let Some(lowest) = others().map(|(_, place)| place.quotient).min() else { return Ok(None) };
        let mut tied: Vec<Candidate> =
            others().filter(|(_, place)| place.quotient == lowest).map(|(_, place)| place.list).collect();
        tied.sort_unstable();
        tied.dedup();
        let list = ties.lot(Purpose::Seat, tied, 0)?;
        let found = others().filter(|(_, place)| place.list == list && place.quotient == lowest);
        Ok(found.map(|(index, _)| index).next_back())
    }

    /// The first person of the group on a list who has no seat.
    fn next_of_group(&self, list: Candidate) -> Option<usize> {
        let has_none =
            |person: &usize| !self.places.iter().any(|place| (place.list, place.person) == (list, *person));
        let persons = self.lists.get(list.index())?.iter().enumerate();
        persons.filter(|(_, person)| person.is_of_group).map(|(place, _)| place).find(has_none)
    }

    /// The list with the next quotient that was not considered yet and with a person of the group without a seat.
    fn next_list(&mut self, ties: &mut Ties<'_>) -> Result<Option<Candidate>, Unresolved> {
        let lists: Vec<Candidate> = (0..self.lists.len())
            .filter_map(Candidate::new)
            .filter(|list| self.next_of_group(*list).is_some())
            .collect();
        let claims = lists.iter().map(|list| (self.claim(*list), *list));
        let claims: Vec<(Ratio<u128>, Candidate)> = claims.collect();
        let Some(next) = claims.iter().map(|(claim, _)| *claim).max() else { return Ok(None) };
        let tied = claims.into_iter().filter(|(claim, _)| *claim == next).map(|(_, list)| list).collect();
        let list = ties.lot(Purpose::Seat, tied, 0)?;
        if let Some(considered) = self.considered.get_mut(list.index()) {
            *considered = considered.saturating_add(1);
        }
        Ok(Some(list))
    }

    /// The next quotient of a list.
    fn claim(&self, list: Candidate) -> Ratio<u128> {
        let votes = self.votes.get(list.index()).copied().unwrap_or(0);
        let considered = u128::from(self.considered.get(list.index()).copied().unwrap_or(0));
        let divisor = if self.rule == Rule::SainteLague {
            considered.saturating_mul(2).saturating_add(1)
        } else {
            considered.saturating_add(1)
        };
        Ratio::new_raw(votes.into(), divisor)
    }

    fn exchange(&mut self, index: usize, to: Candidate, person: usize) {
        let Some(new) = self.person(to, person).cloned() else { return };
        let claim = self.quotient_of_jump(index, to);
        let Some(place) = self.places.get_mut(index) else { return };
        let from = (place.list, place.person);
        (place.list, place.person, place.quotient) = (to, person, claim);
        if let Some(old) = self.person(from.0, from.1).cloned() {
            self.jumps.push(Jump { from: (from.0, old), to: (to, new) });
        }
    }

    /// The quotient by which a seat is held after a jump: the same within a list, the one just considered on another.
    fn quotient_of_jump(&self, index: usize, to: Candidate) -> Option<Ratio<u128>> {
        let place = self.places.get(index)?;
        if place.list == to {
            return place.quotient;
        }
        let votes = self.votes.get(to.index()).copied().unwrap_or(0);
        let before = u128::from(self.considered.get(to.index()).copied().unwrap_or(0).saturating_sub(1));
        let divisor = if self.rule == Rule::SainteLague {
            before.saturating_mul(2).saturating_add(1)
        } else {
            before.saturating_add(1)
        };
        Some(Ratio::new_raw(votes.into(), divisor))
    }

    fn finish(mut self, apportionment: &Apportionment, at_least: u32, ties: Vec<Tie>) -> Persons {
        self.places.sort_by_key(|place| (place.list, place.person));
        let given = apportionment.seats.iter().fold(0, |sum: u32, seats| sum.saturating_add(*seats));
        let vacant = given.saturating_sub(u32::try_from(self.places.len()).unwrap_or(u32::MAX));
        let places = core::mem::take(&mut self.places);
        let seated = places.iter().filter_map(|place| {
            let person = self.person(place.list, place.person)?.clone();
            Some(Seated { list: place.list, person, quotient: place.quotient })
        });
        Persons { seated: seated.collect(), jumps: self.jumps.clone(), at_least, vacant, ties }
    }
}
