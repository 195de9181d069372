//! Seats: who gets one, who leaves one, and who follows.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod support;

use kenes_core::testing::{Fields, Who, World, body};
use kenes_core::{Answers, End, Filling, Gained, Outcome, Phase, Refusal, SeatName};
use kenes_record::act::{ActId, ActType, Datum};
use support::{
    PAPERS, asked, elected, elected_twice, equal_followers, holders, refused, renewed, seat_of, seated,
    taken, world,
};

const DAY: u64 = 86_400;

fn answer(call: ActId, seat: u64) -> Fields {
    Fields::new(&[("election", Datum::Act(call)), ("seat", Datum::Number(seat))])
}

fn resignation(body: u64, seat: u64) -> Fields {
    Fields::new(&[("body", Datum::Number(body)), ("seat", Datum::Number(seat))])
}

fn is_set(mut found: Vec<Option<u64>>, expected: &[Option<u64>]) -> bool {
    found.sort_unstable();
    found == expected
}

#[test]
fn nobody_sits_before_accepting() {
    let (mut world, call) = elected();
    assert_eq!(holders(&world, 0, 3), [Some(0), Some(1), Some(2)]);
    let seat = seat_of(&world, 3);
    for (fields, person, refusal) in [
        (answer(call, seat.into()), 4, Refusal::NotElected),
        (answer(call, (u64::from(seat) + 1) % 3), 3, Refusal::NotElected),
        (answer(call, 9), 3, Refusal::Place),
        (answer(ActId::of_text(""), seat.into()), 3, Refusal::Reference),
    ] {
        refused(&world, ActType::SeatAccepted, &[person], &fields, refusal);
        refused(&world, ActType::SeatDeclined, &[person], &fields, refusal);
    }
    taken(&mut world, ActType::SeatAccepted, &[3], &answer(call, seat.into()));
    refused(&world, ActType::SeatAccepted, &[3], &answer(call, seat.into()), Refusal::NotElected);
    let holder = world.seat(0, seat).holder.clone().unwrap();
    assert_eq!(holder.gained, Gained::Election(call));
    assert_eq!(holder.until.since(holder.since).seconds(), 730 * DAY);
}

#[test]
fn the_first_seating_ends_the_founders_time_in_the_body() {
    let (mut world, call) = elected();
    let seat = seat_of(&world, 4);
    taken(&mut world, ActType::SeatAccepted, &[4], &answer(call, seat.into()));
    let mut expected = vec![None; 3];
    expected[usize::from(seat)] = Some(4);
    assert_eq!((holders(&world, 0, 3), holders(&world, 1, 2)), (expected, vec![Some(0), Some(1)]));
    assert!((0..3).all(|seat| world.seat(0, seat).past[0].end == End::FirstSeating));
}

#[test]
fn founders_serve_at_most_for_the_days_of_the_charter() {
    let mut world = world();
    world.days(58);
    assert_eq!(holders(&world, 0, 3), [Some(0), Some(1), Some(2)]);
    world.days(1);
    assert_eq!((holders(&world, 0, 3), holders(&world, 1, 2)), (vec![None; 3], vec![None; 2]));
    // Nobody sits, and an election is due all the same.
    world.call(0);
}

#[test]
fn silence_counts_as_no_and_the_next_is_asked() {
    let (mut world, call) = elected();
    let seat = seat_of(&world, 3);
    world.days(7);
    assert_eq!(seat_of(&world, 3), seat);
    world.tick();
    // 6 follows 3; of 4's and 5's papers none names anybody, so their seats stay vacant.
    assert!(
        is_set(asked(&world, 0, 3), &[None, None, Some(6)])
            && asked(&world, 0, 3)[usize::from(seat)] == Some(6)
    );
    refused(&world, ActType::SeatAccepted, &[3], &answer(call, seat.into()), Refusal::NotElected);
    taken(&mut world, ActType::SeatAccepted, &[6], &answer(call, seat.into()));
    let holder = world.seat(0, seat).holder.clone().unwrap();
    assert!(matches!(holder.gained, Gained::Countback(from, _) if from == call));
}

#[test]
fn a_vacancy_is_filled_by_countback_until_nobody_is_left() {
    let (mut world, call) = seated();
    let seat = seat_of(&world, 3);
    let until = world.seat(0, seat).holder.as_ref().unwrap().until;
    refused(&world, ActType::SeatResigned, &[4], &resignation(0, seat.into()), Refusal::NotHolder);
    refused(&world, ActType::SeatResigned, &[3], &resignation(0, 7), Refusal::Place);
    taken(&mut world, ActType::SeatResigned, &[3], &resignation(0, seat.into()));
    assert_eq!(world.seat(0, seat).past.last().unwrap().end, End::Resigned);
    assert_eq!(asked(&world, 0, 3)[usize::from(seat)], Some(6));
    assert_eq!(world.seat(0, seat).elected.as_ref().unwrap().until, until);
    taken(&mut world, ActType::SeatAccepted, &[6], &answer(call, seat.into()));
    taken(&mut world, ActType::SeatResigned, &[6], &resignation(0, seat.into()));
    // 7 alone is left: 3 and 6 have left it, 4 and 5 sit.
    assert_eq!(world.seat(0, seat).elected.as_ref().unwrap().gained, Gained::Countback(call, 2));
    taken(&mut world, ActType::SeatDeclined, &[7], &answer(call, seat.into()));
    assert!(world.seat(0, seat).is_vacant());
    let vacancies = &world.election(call).vacancies;
    assert_eq!((vacancies.len(), &vacancies[2].filled), (3, &Filling::Nobody));
}

/// A council in which one seat is vacant and nobody is left on the ballot paper.
fn bereft() -> (World, u16) {
    let (mut world, call) = seated();
    let seat = seat_of(&world, 3);
    taken(&mut world, ActType::SeatResigned, &[3], &resignation(0, seat.into()));
    taken(&mut world, ActType::SeatDeclined, &[6], &answer(call, seat.into()));
    taken(&mut world, ActType::SeatDeclined, &[7], &answer(call, seat.into()));
    (world, seat)
}

#[test]
fn a_by_election_fills_the_rest_of_the_term() {
    let (mut world, seat) = bereft();
    let ends = world.seat(0, seat).term_ends.unwrap();
    let fields = world.call_fields(0, "seats");
    refused(&world, ActType::ElectionCalled, &[9], &fields, Refusal::NotDue);
    let fields = world.call_fields(0, "by_election");
    let call = taken(&mut world, ActType::ElectionCalled, &[9], &fields);
    assert_eq!(world.election(call).seats, [SeatName { body: 0, seat }]);
    // Who sits in the body does not stand for another seat of it.
    let stand = Fields::new(&[("election", Datum::Act(call)), ("statement", kenes_core::testing::text(0))]);
    refused(&world, ActType::CandidacyFiled, &[4], &stand, Refusal::Candidate);
    let papers: &[(usize, &[u64])] = &[(5, &[8]), (3, &[9])];
    assert_eq!(world.elect(call, &[8, 9], |world| world.rankings(call, papers)), Outcome::Effect);
    world.accept_all(call);
    let holder = world.seat(0, seat).holder.clone().unwrap();
    assert_eq!((world.person(holder.member), holder.until), (8, ends));
}

#[test]
fn nobody_has_two_seats_of_a_body() {
    let (mut world, by, seat) = elected_twice();
    refused(&world, ActType::SeatAccepted, &[6], &answer(by, seat.into()), Refusal::OneSeat);
    let other = (0_u16..3).find(|seat| holders(&world, 0, 3)[usize::from(*seat)] == Some(6)).unwrap();
    taken(&mut world, ActType::SeatResigned, &[6], &resignation(0, other.into()));
    taken(&mut world, ActType::SeatAccepted, &[6], &answer(by, seat.into()));
}

#[test]
fn who_leaves_the_roll_leaves_the_seat() {
    let (mut world, call) = seated();
    let seat = seat_of(&world, 3);
    let leave = |world: &World, person| Fields::new(&[("member", Datum::Key(world.name(person)))]);
    let fields = leave(&world, 6);
    taken(&mut world, ActType::EnrolWithdrawn, &[6], &fields);
    let fields = leave(&world, 3);
    taken(&mut world, ActType::EnrolWithdrawn, &[3], &fields);
    assert_eq!(world.seat(0, seat).past.last().unwrap().end, End::Left);
    // 6 would follow, and has left too.
    assert_eq!(asked(&world, 0, 3)[usize::from(seat)], Some(7));
    let fields = leave(&world, 7);
    taken(&mut world, ActType::EnrolWithdrawn, &[7], &fields);
    assert!(world.seat(0, seat).is_vacant());
    assert_eq!(world.election(call).vacancies.len(), 2);
}

#[test]
fn who_leaves_before_the_ballot_paper_is_not_on_it_and_who_leaves_later_is_passed_over() {
    let mut world = world();
    let call = world.call(0);
    world.stand(call, 8);
    let leave = |world: &World, person| Fields::new(&[("member", Datum::Key(world.name(person)))]);
    let fields = leave(&world, 8);
    taken(&mut world, ActType::EnrolWithdrawn, &[8], &fields);
    assert!(world.paper(call).is_empty());
    world.vote(call, &[3, 4, 5, 6, 7], 3);
    let answers = world.rankings(call, PAPERS);
    let fields = leave(&world, 3);
    taken(&mut world, ActType::EnrolWithdrawn, &[3], &fields);
    let parts = world.parts(call, answers);
    assert_eq!(world.archive(call, parts), Outcome::Effect);
    assert!(is_set(asked(&world, 0, 3), &[Some(4), Some(5), Some(6)]));
}

#[test]
fn without_the_ballots_a_vacancy_stops_the_fold() {
    let (mut world, _) = seated();
    let seat = seat_of(&world, 3);
    let archives = core::mem::take(&mut world.evidence.archives);
    let before = world.clone();
    let outcome = world.act(ActType::SeatResigned, &[Who::Person(3)], resignation(0, seat.into()).body());
    assert!(matches!(outcome, Outcome::Incomplete { digest: _ }), "{outcome:?}");
    assert!(before.is_same_but_acts(&world));
    let act = world.acts().last().unwrap().clone();
    world.evidence.archives = archives;
    assert_eq!(world.council.apply(&act, &world.evidence), Outcome::Effect);
    // A tick that finds somebody silent needs them too.
    let (mut world, _) = elected();
    world.evidence.archives.clear();
    let before = world.clone();
    assert!(matches!(world.days(8), Outcome::Incomplete { digest: _ }));
    assert!(before.is_same_but_acts(&world));
}

#[test]
fn a_countback_waits_for_its_lot() {
    let (mut world, call, seat) = equal_followers();
    assert!(world.seat(0, seat).is_vacant());
    assert_eq!(
        (world.phase(call), &world.election(call).vacancies[0].filled),
        (Phase::Counted, &Filling::Waiting)
    );
    // Nothing is due while it waits, and the lot is that of the countback.
    let fields = world.call_fields(0, "by_election");
    refused(&world, ActType::ElectionCalled, &[9], &fields, Refusal::NotDue);
    let fields = world.lot_fields(call, "countback");
    refused(
        &world,
        ActType::LotOpened,
        &[9],
        &fields.clone().with("count", Datum::Code("first")),
        Refusal::Lot,
    );
    taken(&mut world, ActType::LotOpened, &[9], &fields);
    let next = asked(&world, 0, 3)[usize::from(seat)].unwrap();
    assert!([6, 7].contains(&next));
    refused(&world, ActType::LotOpened, &[8], &fields, Refusal::Lot);
    // The value is known from now on: a later tie needs no second lot.
    taken(&mut world, ActType::SeatDeclined, &[next], &answer(call, seat.into()));
    assert_eq!(asked(&world, 0, 3)[usize::from(seat)], Some(13 - next));
}

#[test]
fn a_countback_whose_lot_nobody_opens_gives_way_to_a_by_election() {
    let (mut world, call, _) = equal_followers();
    // A second vacancy waits behind the first, though no tie is in its way.
    let other = seat_of(&world, 4);
    taken(&mut world, ActType::SeatResigned, &[4], &resignation(0, other.into()));
    assert_eq!(asked(&world, 0, 3), [None; 3]);
    world.days(30);
    let filled: Vec<bool> =
        world.election(call).vacancies.iter().map(|vacancy| vacancy.filled == Filling::Nobody).collect();
    assert_eq!(filled, [true, true]);
    let fields = world.call_fields(0, "by_election");
    assert_eq!(fields.number("seats"), 2);
    taken(&mut world, ActType::ElectionCalled, &[9], &fields);
}

#[test]
fn successors_wait_for_the_end_of_the_term() {
    // 4 is elected again, and keeps the seat.
    let (mut world, call) = renewed(&[4, 8, 9], &[(5, &[8]), (5, &[9]), (4, &[4])]);
    let before = holders(&world, 0, 3);
    let own = seat_of(&world, 4);
    assert_eq!(asked(&world, 0, 3)[usize::from(own)], Some(4));
    let until = world.seat(0, own).holder.as_ref().unwrap().until;
    world.accept_all(call);
    assert_eq!(holders(&world, 0, 3), before);
    let next = world.seat(0, own).next.clone().unwrap();
    assert_eq!((next.since, next.until.since(next.since).seconds()), (until, 730 * DAY));
    // Whoever leaves early makes room for the successor at once.
    let (early, person) = (0..3)
        .map(|seat| (seat, before[usize::from(seat)].unwrap()))
        .find(|(_, person)| *person != 4)
        .unwrap();
    taken(&mut world, ActType::SeatResigned, &[person], &resignation(0, early.into()));
    let holder = world.seat(0, early).holder.clone().unwrap();
    assert!([8, 9].contains(&world.person(holder.member)) && holder.since.seconds() == world.now);
    // The seat is held: nobody is asked from the ballots of the term before.
    assert_eq!(asked(&world, 0, 3), [None; 3]);
    world.go_to(until);
    assert!(is_set(holders(&world, 0, 3), &[Some(4), Some(8), Some(9)]));
    assert_eq!(world.seat(0, own).past.last().unwrap().end, End::Term);
    assert!((0..3).all(|seat| world.seat(0, seat).holder.as_ref().unwrap().until == next.until));
}

#[test]
fn who_accepted_for_later_may_resign_from_that() {
    let (mut world, call) = renewed(&[8, 9, 10, 11], &[(5, &[8, 11]), (5, &[9]), (5, &[10])]);
    world.accept_all(call);
    let waits =
        |world: &World, seat: u16| world.seat(0, seat).next.as_ref().map(|next| world.person(next.member));
    let seat = (0..3).find(|seat| waits(&world, *seat) == Some(8)).unwrap();
    taken(&mut world, ActType::SeatResigned, &[8], &resignation(0, seat.into()));
    assert_eq!((waits(&world, seat), asked(&world, 0, 3)[usize::from(seat)]), (None, Some(11)));
    // Whoever holds it now is not touched by that.
    assert!(world.seat(0, seat).holder.is_some());
    taken(&mut world, ActType::SeatAccepted, &[11], &answer(call, seat.into()));
    assert_eq!(waits(&world, seat), Some(11));
}

#[test]
fn who_leaves_does_not_take_along_who_is_asked_for_the_next_term() {
    let (mut world, _) = renewed(&[4, 8, 9], &[(5, &[8]), (5, &[9]), (4, &[4])]);
    let own = seat_of(&world, 4);
    // That of 3, whose papers of the first election name others.
    let other = seat_of(&world, 3);
    let before = asked(&world, 0, 3);
    // 4 goes early and may still answer for the next term.
    taken(&mut world, ActType::SeatResigned, &[4], &resignation(0, own.into()));
    assert_eq!(asked(&world, 0, 3), before);
    // Another holder goes for good, and a successor is asked.
    let leave = |world: &World, person| Fields::new(&[("member", Datum::Key(world.name(person)))]);
    let fields = leave(&world, 3);
    taken(&mut world, ActType::EnrolWithdrawn, &[3], &fields);
    assert_eq!((holders(&world, 0, 3)[usize::from(other)], asked(&world, 0, 3)), (None, before.clone()));
    // Whoever is asked and goes for good is asked no more.
    let fields = leave(&world, 4);
    taken(&mut world, ActType::EnrolWithdrawn, &[4], &fields);
    assert_eq!(asked(&world, 0, 3)[usize::from(own)], None);
}

#[test]
fn who_has_had_all_terms_does_not_follow_anybody() {
    // 4, who sits, loses to three others; the papers of 8 name 4 next.
    let papers: &[(usize, &[u64])] = &[(9, &[8, 4]), (9, &[9]), (9, &[10]), (1, &[4])];
    let (mut world, call) = renewed(&[4, 8, 9, 10], papers);
    world.accept_all(call);
    let until = world.seat(0, 0).holder.as_ref().unwrap().until;
    world.go_to(until);
    // 9's papers name nobody, so the members elect 4 for the rest: a second term, which ends at once.
    let seat = seat_of(&world, 9);
    taken(&mut world, ActType::SeatResigned, &[9], &resignation(0, seat.into()));
    let fields = world.call_fields(0, "by_election");
    let by = taken(&mut world, ActType::ElectionCalled, &[8], &fields);
    assert_eq!(world.elect(by, &[4], |world| world.rankings(by, &[(5, &[4])])), Outcome::Effect);
    world.accept_all(by);
    assert_eq!(holders(&world, 0, 3)[usize::from(seat)], Some(4));
    taken(&mut world, ActType::SeatResigned, &[4], &resignation(0, seat.into()));
    // 4 holds nothing now, and would follow 8 but for the two terms.
    let seat = seat_of(&world, 8);
    taken(&mut world, ActType::SeatResigned, &[8], &resignation(0, seat.into()));
    assert_eq!(asked(&world, 0, 3), [None; 3]);
}

#[test]
fn terms_end_without_successors_too() {
    let (mut world, _) = seated();
    let until = world.seat(0, 0).holder.as_ref().unwrap().until;
    world.go_to(until);
    assert_eq!(holders(&world, 0, 3), [None; 3]);
    world.call(0);
}

#[test]
fn after_two_terms_one_is_out() {
    let papers: &[(usize, &[u64])] = &[(5, &[4]), (5, &[8]), (5, &[9])];
    let (mut world, call) = renewed(&[4, 8, 9], papers);
    world.accept_all(call);
    for term in 2.. {
        let until = world.seat(0, 0).term_ends.unwrap().seconds();
        world.tick_at(until - 50 * DAY);
        // The registrars' terms are over; any member may be one.
        let call = world.call(0);
        let stand =
            Fields::new(&[("election", Datum::Act(call)), ("statement", kenes_core::testing::text(0))]);
        if term == 2 {
            refused(&world, ActType::CandidacyFiled, &[4], &stand, Refusal::Candidate);
            let papers: &[(usize, &[u64])] = &[(5, &[5]), (5, &[8]), (5, &[9])];
            assert_eq!(world.elect(call, &[5, 8, 9], |world| world.rankings(call, papers)), Outcome::Effect);
            world.accept_all(call);
        } else {
            // One term later 4 may stand again; 8 and 9 have had two, 5 one after a break.
            taken(&mut world, ActType::CandidacyFiled, &[4], &stand);
            taken(&mut world, ActType::CandidacyFiled, &[5], &stand);
            refused(&world, ActType::CandidacyFiled, &[8], &stand, Refusal::Candidate);
            break;
        }
    }
}

#[test]
fn a_board_by_approval_fills_up_by_votes() {
    let mut world = world();
    let call = world.call(2);
    let votes = &[(3, 9), (4, 7), (5, 6), (6, 6)];
    assert_eq!(world.elect(call, &[3, 4, 5, 6], |world| world.sums(call, votes)), Outcome::Effect);
    assert_eq!(asked(&world, 2, 2), [Some(3), Some(4)]);
    taken(&mut world, ActType::SeatDeclined, &[4], &answer(call, 1));
    // 5 and 6 are equal: a lot.
    assert_eq!(world.election(call).vacancies[0].filled, Filling::Waiting);
    assert_eq!(world.lot(call, "countback"), Outcome::Effect);
    let next = asked(&world, 2, 2)[1].unwrap();
    taken(&mut world, ActType::SeatDeclined, &[next], &answer(call, 1));
    assert_eq!(asked(&world, 2, 2), [Some(3), Some(11 - next)]);
}

#[test]
fn a_countback_of_sums_asks_nobody_without_votes() {
    let mut world = world();
    let call = world.call(2);
    let votes = &[(3, 9), (4, 7), (5, 0)];
    assert_eq!(world.elect(call, &[3, 4, 5], |world| world.sums(call, votes)), Outcome::Effect);
    taken(&mut world, ActType::SeatDeclined, &[4], &answer(call, 1));
    assert_eq!(world.election(call).vacancies[0].filled, Filling::Nobody);
    assert_eq!(asked(&world, 2, 2), [Some(3), None]);
}

#[test]
fn an_office_goes_to_who_has_most_votes_and_blank_ones_do_not_count() {
    let mut world = world();
    let fields = world.call_fields(3, "seats");
    refused(&world, ActType::ElectionCalled, &[9], &fields, Refusal::Call);
    let call = world.call(3);
    let blank = |world: &World| match world.sums(call, &[(3, 4), (4, 5)]) {
        Answers::Sums(sums) => Answers::Sums([vec![100], sums].concat()),
        Answers::Rankings(_) => unreachable!(),
    };
    assert_eq!(world.elect(call, &[3, 4], blank), Outcome::Effect);
    assert_eq!(asked(&world, 3, 1), [Some(4)]);
    world.accept_all(call);
    taken(&mut world, ActType::SeatResigned, &[4], &resignation(3, 0));
    assert_eq!(asked(&world, 3, 1), [Some(3)]);
}

#[test]
fn with_fewer_candidates_than_seats_the_rest_is_for_a_by_election() {
    let mut world = world();
    let call = world.call(0);
    let papers: &[(usize, &[u64])] = &[(5, &[3]), (5, &[4])];
    assert_eq!(world.elect(call, &[3, 4], |world| world.rankings(call, papers)), Outcome::Effect);
    world.accept_all(call);
    assert_eq!(holders(&world, 0, 3).iter().flatten().count(), 2);
    let fields = world.call_fields(0, "by_election");
    assert_eq!(fields.number("seats"), 1);
    taken(&mut world, ActType::ElectionCalled, &[9], &fields);
}

#[test]
fn nobody_answers_before_there_is_time() {
    let mut world = World::untold(&support::charter(), kenes_core::testing::NO_WITNESSES, 0);
    let fields = body(&[("body", Datum::Number(0)), ("seat", Datum::Number(0))]);
    let outcome = world.act(ActType::SeatResigned, &[Who::Person(0)], fields);
    assert_eq!(outcome, Outcome::None(Refusal::NoTime));
}
