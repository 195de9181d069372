//! The edges of the rules about seats: the moment at which something begins or ends, and who is in whose way.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod support;

use kenes_core::testing::{Fields, World};
use kenes_core::{Filling, Outcome};
use kenes_record::act::{ActId, ActType, Datum};
use support::{asked, elected, holders, renewed, seat_of, seated, taken, with_registrars, world};

const DAY: u64 = 86_400;

fn resign(world: &mut World, person: u64) -> u16 {
    let seat = seat_of(world, person);
    assert_eq!(world.resign(0, seat, person), Outcome::Effect);
    seat
}

fn answer(call: ActId, seat: u16) -> Fields {
    Fields::new(&[("election", Datum::Act(call)), ("seat", Datum::Number(seat.into()))])
}

/// 3, 4 and 5 hold the council's seats; 3's papers name nobody else.
fn seated_by(papers: &[(usize, &[u64])], candidates: &[u64]) -> (World, ActId) {
    let mut world = world();
    let call = world.call(0);
    assert_eq!(world.elect(call, candidates, |world| world.rankings(call, papers)), Outcome::Effect);
    world.accept_all(call);
    assert_eq!(holders(&world, 0, 3).iter().flatten().sum::<u64>(), 12, "3, 4 and 5");
    (world, call)
}

#[test]
fn a_by_election_is_for_a_term_that_runs_on_beyond_the_days_in_which_the_next_is_due() {
    let (mut world, call) = seated_by(&[(9, &[3]), (9, &[4]), (9, &[5])], &[3, 4, 5]);
    let seat = resign(&mut world, 3);
    assert_eq!(world.election(call).vacancies[0].filled, Filling::Nobody);
    let ends = world.seat(0, seat).term_ends.unwrap().seconds();
    let due = |world: &mut World, purpose| world.call_fields(0, purpose).number("seats");
    world.tick_at(ends - 60 * DAY - 1);
    assert_eq!((due(&mut world, "by_election"), due(&mut world, "seats")), (1, 0));
    world.tick_at(ends - 60 * DAY);
    assert_eq!((due(&mut world, "by_election"), due(&mut world, "seats")), (0, 3));
}

#[test]
fn who_is_asked_in_the_last_days_of_a_term_is_asked_until_it_ends() {
    let (mut world, _) = seated();
    let until = world.seat(0, 0).holder.as_ref().unwrap().until;
    world.tick_at(until.seconds() - 3 * DAY);
    let seat = resign(&mut world, 3);
    let elect = world.seat(0, seat).elected.clone().unwrap();
    assert_eq!((world.person(elect.member), elect.until), (6, until));
    assert!(elect.answer_by > until);
    // Nobody else's term ends with it.
    for person in [4, 5] {
        resign(&mut world, person);
    }
    world.tick_at(until.seconds() - 1);
    assert_eq!(asked(&world, 0, 3)[usize::from(seat)], Some(6));
    world.go_to(until);
    assert_eq!(asked(&world, 0, 3), [None; 3]);
}

#[test]
fn who_sits_already_follows_nobody() {
    let papers: &[(usize, &[u64])] = &[(9, &[3]), (9, &[4, 7]), (9, &[5]), (1, &[7])];
    let (mut world, _) = seated_by(papers, &[3, 4, 5, 7]);
    // 3's papers name nobody, so the members elect 7 for the rest of the term.
    let seat = resign(&mut world, 3);
    let fields = world.call_fields(0, "by_election");
    let by = taken(&mut world, ActType::ElectionCalled, &[9], &fields);
    assert_eq!(world.elect(by, &[7], |world| world.rankings(by, &[(5, &[7])])), Outcome::Effect);
    world.accept_all(by);
    assert_eq!(holders(&world, 0, 3)[usize::from(seat)], Some(7));
    // 4's papers name 7.
    resign(&mut world, 4);
    assert_eq!(asked(&world, 0, 3), [None; 3]);
}

#[test]
fn a_lot_that_nobody_opens_undoes_no_earlier_countback() {
    // 8 follows 4; 6 and 7 are equal after 3.
    let papers: &[(usize, &[u64])] =
        &[(5, &[3, 6, 7]), (5, &[3, 7, 6]), (9, &[4, 8]), (9, &[5]), (2, &[6]), (2, &[7]), (1, &[8])];
    let (mut world, call) = seated_by(papers, &[3, 4, 5, 6, 7, 8]);
    let first = resign(&mut world, 4);
    taken(&mut world, ActType::SeatAccepted, &[8], &answer(call, first));
    resign(&mut world, 3);
    assert_eq!(world.election(call).vacancies[1].filled, Filling::Waiting);
    world.days(30);
    let [counted, waited] = world.election(call).vacancies.as_slice() else { panic!("two vacancies") };
    assert!(matches!(counted.filled, Filling::Counted { standing: _, elected: _ }), "{counted:?}");
    assert_eq!(waited.filled, Filling::Nobody);
}

#[test]
fn a_lot_may_be_opened_until_thirty_days_are_over() {
    let papers: &[(usize, &[u64])] =
        &[(5, &[3, 6, 7]), (5, &[3, 7, 6]), (8, &[4]), (8, &[5]), (2, &[6]), (2, &[7])];
    let (mut world, call) = seated_by(papers, &[3, 4, 5, 6, 7]);
    resign(&mut world, 3);
    let since = world.election(call).vacancies[0].since.seconds();
    world.tick_at(since + 30 * DAY - 1);
    assert_eq!(world.election(call).vacancies[0].filled, Filling::Waiting);
    world.tick_at(since + 30 * DAY);
    assert_eq!(world.election(call).vacancies[0].filled, Filling::Nobody);
}

#[test]
fn time_to_answer_ends_after_its_last_second() {
    let (mut world, _) = elected();
    let seat = seat_of(&world, 3);
    let answer_by = world.seat(0, seat).elected.as_ref().unwrap().answer_by.seconds();
    world.tick_at(answer_by);
    assert_eq!(asked(&world, 0, 3)[usize::from(seat)], Some(3));
    world.tick_at(answer_by + 1);
    assert_eq!(asked(&world, 0, 3)[usize::from(seat)], Some(6));
}

#[test]
fn seats_for_which_somebody_is_asked_or_waits_are_not_due() {
    let (mut world, call) = renewed(&[8, 9, 10], &[(5, &[8]), (5, &[9]), (5, &[10])]);
    assert_eq!(world.call_fields(0, "seats").number("seats"), 0);
    world.accept_all(call);
    assert_eq!(world.call_fields(0, "seats").number("seats"), 0);
}

#[test]
fn whoever_is_asked_has_the_whole_time_though_the_term_before_ends() {
    let (mut world, _) = seated();
    let until = world.seat(0, 0).holder.as_ref().unwrap().until;
    world.tick();
    let mut world = with_registrars(world);
    world.tick_at(until.seconds() - 18 * DAY);
    let call = world.call(0);
    let papers: &[(usize, &[u64])] = &[(5, &[8]), (5, &[9]), (5, &[10])];
    assert_eq!(world.elect(call, &[8, 9, 10], |world| world.rankings(call, papers)), Outcome::Effect);
    let before = asked(&world, 0, 3);
    assert!(before.iter().all(Option::is_some));
    assert!(world.seat(0, 0).elected.as_ref().unwrap().answer_by > until);
    world.go_to(until);
    assert_eq!((holders(&world, 0, 3), asked(&world, 0, 3)), (vec![None; 3], before));
}
