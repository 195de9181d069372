//! Calls that those sign whom they name, calls that they do not, and registrars who do not do their part.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod support;

use kenes_core::testing::{Fields, Who, World};
use kenes_core::{Alarm, Outcome, Phase, Refusal};
use kenes_record::act::{ActId, ActType, Datum};
use support::{PAPERS, question, refused, taken, with_registrars, world};

const DAY: u64 = 86_400;
const CALL: ActType = ActType::ElectionCalled;

fn names(world: &World, persons: &[u64]) -> Datum {
    Datum::List(persons.iter().map(|person| Datum::Key(world.name(*person))).collect())
}

/// A call of these, for their names in it, in the same order of time as any.
fn backed(world: &mut World, body: u16, registrars: &[u64], trustees: &[u64]) -> Fields {
    let fields = world.call_fields(body, "seats").with("backed", Datum::Number(1));
    fields.with("registrars", names(world, registrars)).with("trustees", names(world, trustees))
}

/// The registrars' and trustees' default names: 0 and 1 in both roles, and 2.
fn by_all(world: &mut World) -> Fields {
    backed(world, 0, &[0, 1], &[0, 1, 2])
}

fn persons(persons: &[u64]) -> Vec<Who> {
    persons.iter().map(|person| Who::Person(*person)).collect()
}

#[test]
fn a_backed_call_is_signed_by_all_whom_it_names() {
    let mut world = world();
    let fields = backed(&mut world, 0, &[0, 1], &[3, 4, 5]);
    let all = [0, 1, 3, 4, 5];
    for missing in 0..all.len() {
        let mut signers = all.to_vec();
        signers.remove(missing);
        refused(&world, CALL, &signers, &fields, Refusal::Authority);
    }
    let call = taken(&mut world, CALL, &all, &fields);
    assert!(world.election(call).backed);
    // Without it nobody says so, however many sign.
    let mut world = support::world();
    let fields = world.call_fields(0, "seats").with("backed", Datum::Number(0));
    let call = taken(&mut world, CALL, &[0, 1, 2, 9], &fields);
    assert!(!world.election(call).backed);
}

#[test]
fn a_copy_without_a_line_spoils_no_act() {
    let mut world = world();
    let fields = by_all(&mut world);
    let unsigned = world.draft(CALL, &persons(&[0]), fields.body()).write().unwrap();
    for _ in 0..2 {
        let stripped = world.sign(unsigned.clone(), &persons(&[0, 1]));
        assert_eq!(stripped, Outcome::None(Refusal::Authority));
        assert!(!world.council.has_taken(&unsigned.id()));
    }
    assert_eq!(world.sign(unsigned.clone(), &persons(&[0, 1, 99])), Outcome::None(Refusal::NotMember));
    assert_eq!(world.sign(unsigned.clone(), &persons(&[0, 1, 2])), Outcome::Effect);
    assert_eq!(world.sign(unsigned, &persons(&[0, 1, 2])), Outcome::None(Refusal::Again));
}

#[test]
fn the_signers_are_looked_at_before_anything_that_may_change() {
    // Too early for each of these, and too few of those who are to sign.
    let mut world = world();
    let call = world.call(0);
    world.stand(call, 3);
    let setup = world.setup_fields(call);
    let unsigned = world.draft(ActType::ElectionSetup, &persons(&[0]), setup.body()).write().unwrap();
    assert_eq!(world.sign(unsigned.clone(), &persons(&[0])), Outcome::None(Refusal::Authority));
    world.go_to(world.election(call).nominations);
    assert_eq!(world.sign(unsigned, &persons(&[0, 1])), Outcome::Effect);
    let rehearsal = world.rehearsal_fields(call);
    let unsigned = world.draft(ActType::ElectionRehearsed, &persons(&[0]), rehearsal.body()).write().unwrap();
    world.evidence.archives.clear();
    assert_eq!(world.sign(unsigned.clone(), &persons(&[0, 1])), Outcome::None(Refusal::Authority));
    world.rehearsal_fields(call);
    assert_eq!(world.sign(unsigned, &persons(&[0, 1, 2])), Outcome::Effect);
    // An enrolment before there is time.
    let mut world = World::untold(&support::charter(), kenes_core::testing::NO_WITNESSES, 0);
    let enrolling = Fields::new(kenes_core::testing::enrol_body(3, 0).fields());
    let unsigned = world.draft(ActType::EnrolCommitted, &persons(&[0]), enrolling.body()).write().unwrap();
    assert_eq!(world.sign(unsigned.clone(), &persons(&[0])), Outcome::None(Refusal::Authority));
    assert_eq!(world.tick(), Outcome::Effect);
    assert_eq!(world.sign(unsigned, &persons(&[0, 1])), Outcome::Effect);
}

#[test]
fn what_nobody_backs_yields_to_what_is_backed() {
    let mut world = world();
    let blocking = world.call_fields(0, "seats").with("trustees", names(&world, &[10, 11, 12]));
    let first = taken(&mut world, CALL, &[9], &blocking);
    world.stand(first, 3);
    let elsewhere = world.call(2);
    let fields = by_all(&mut world);
    // Unsigned by those whom it names it takes nothing.
    let unbacked = fields.clone().with("backed", Datum::Number(0));
    refused(&world, CALL, &[0, 1, 2], &unbacked, Refusal::Running);
    let fewer = fields.clone().with("seats", Datum::Number(2));
    refused(&world, CALL, &[0, 1, 2], &fewer, Refusal::Call);
    let call = taken(&mut world, CALL, &[0, 1, 2], &fields);
    assert_eq!((world.phase(first), world.phase(call)), (Phase::Void, Phase::Called));
    assert_eq!((world.phase(elsewhere), world.council.registrars_in_default()), (Phase::Called, None));
    // What is backed yields to nobody.
    world.tick();
    let fields = by_all(&mut world);
    refused(&world, CALL, &[0, 1, 2], &fields, Refusal::Running);
    let archived = world.elect(call, &[3, 4, 5, 6, 7], |world| world.rankings(call, PAPERS));
    assert_eq!(archived, Outcome::Effect);
}

#[test]
fn a_question_and_an_exercise_yield_too() {
    let mut world = with_registrars(world());
    let text = support::motion(&mut world, "text", b"{}", true);
    let other = support::motion(&mut world, "text", b"[]", true);
    let on = |world: &mut World, motion| question(world, "referendum", motion);
    let trial = |world: &mut World, body| {
        world
            .call_fields(body, "trial")
            .with("seats", Datum::Number(0))
            .with("cause", Datum::Act(world.acts()[0].id()))
    };
    let fields = on(&mut world, other);
    let elsewhere = taken(&mut world, CALL, &[9], &fields);
    let makes: [&dyn Fn(&mut World) -> Fields; 2] = [&|world| on(world, text), &|world| trial(world, 0)];
    for make in makes {
        let fields = make(&mut world);
        let first = taken(&mut world, CALL, &[0], &fields);
        let fields = make(&mut world);
        refused(&world, CALL, &[0, 1, 2], &fields, Refusal::Running);
        let fields = fields.with("backed", Datum::Number(1)).with("registrars", names(&world, &[0, 1]));
        let fields = fields.with("trustees", names(&world, &[0, 1, 2]));
        let second = taken(&mut world, CALL, &[0, 1, 2], &fields);
        assert_eq!((world.phase(first), world.phase(second)), (Phase::Void, Phase::Called));
        refused(&world, CALL, &[0, 1, 2], &fields, Refusal::Running);
    }
    assert_eq!(world.phase(elsewhere), Phase::Called);
}

#[test]
fn what_is_set_up_yields_no_longer() {
    let mut world = world();
    let call = world.call(0);
    world.stand(call, 3);
    world.go_to(world.election(call).nominations);
    assert_eq!(world.set_up(call), Outcome::Effect);
    let fields = by_all(&mut world);
    refused(&world, CALL, &[0, 1, 2], &fields, Refusal::Running);
}

/// A call of body 0 by all whom it names that nobody sets up, though somebody stands.
fn let_down(world: &mut World) -> ActId {
    let fields = by_all(world);
    let call = taken(world, CALL, &[0, 1, 2], &fields);
    world.stand(call, 3);
    world.go_to(world.election(call).opens);
    assert_eq!(world.phase(call), Phase::Void);
    call
}

#[test]
fn who_backed_a_call_in_vain_displaces_no_other() {
    let mut world = with_registrars(world());
    let_down(&mut world);
    assert_eq!(world.council.unready(0).count(), 3);
    let blocking = world.call_fields(0, "seats");
    let other = taken(&mut world, CALL, &[9], &blocking);
    // One of them among those who are named is enough.
    for trustees in [[0, 1, 2], [2, 6, 7]] {
        let fields = backed(&mut world, 0, &[0, 1], &trustees);
        refused(&world, CALL, &[0, 1, 2, 6, 7], &fields, Refusal::Running);
    }
    // Another body is another matter.
    let elsewhere = world.call_fields(2, "seats");
    let elsewhere = taken(&mut world, CALL, &[9], &elsewhere);
    let fields = backed(&mut world, 2, &[0, 1], &[0, 1, 2]);
    taken(&mut world, CALL, &[0, 1, 2], &fields);
    assert_eq!(world.phase(elsewhere), Phase::Void);
    // Until an election of the body was counted.
    let archived = world.elect(other, &[3, 4, 5, 6, 7], |world| world.rankings(other, PAPERS));
    assert_eq!((archived, world.council.unready(0).count()), (Outcome::Effect, 0));
}

#[test]
fn who_backed_a_question_in_vain_displaces_no_other() {
    let mut world = with_registrars(world());
    let text = support::motion(&mut world, "text", b"{}", true);
    let by_all = |world: &mut World| {
        let fields = question(world, "referendum", text).with("backed", Datum::Number(1));
        let fields = fields.with("registrars", names(world, &[0, 1]));
        fields.with("trustees", names(world, &[0, 1, 2]))
    };
    let fields = by_all(&mut world);
    let idle = taken(&mut world, CALL, &[0, 1, 2], &fields);
    world.go_to(world.election(idle).opens);
    assert_eq!((world.phase(idle), world.council.unready(0).count()), (Phase::Void, 3));
    let fields = question(&mut world, "referendum", text);
    let asked = taken(&mut world, CALL, &[9], &fields);
    let fields = by_all(&mut world);
    refused(&world, CALL, &[0, 1, 2], &fields, Refusal::Running);
    // Until a question of the body was answered.
    let answered = world.elect(asked, &[], |_| support::yes_no(4, 3));
    assert_eq!((answered, world.council.unready(0).count()), (Outcome::Effect, 0));
}

#[test]
fn registrars_who_set_up_nothing_are_in_default() {
    let mut world = with_registrars(world());
    let call = world.call(0);
    world.go_to(world.election(call).opens);
    // Nobody stood: that is no fault of theirs.
    assert_eq!((world.phase(call), world.council.registrars_in_default()), (Phase::Void, None));
    let trial = world.call_fields(1, "trial").with("seats", Datum::Number(0));
    let trial = taken(&mut world, CALL, &[0], &trial);
    world.stand(trial, 3);
    world.go_to(world.election(trial).opens);
    assert_eq!((world.phase(trial), world.council.registrars_in_default()), (Phase::Void, None));
    let call = world.call(0);
    world.stand(call, 3);
    world.go_to(world.election(call).opens);
    let since = world.council.now().unwrap();
    assert_eq!((world.phase(call), world.council.registrars_in_default()), (Phase::Void, Some(since)));
    let alarms = world.council.alarms(since);
    assert!(alarms.contains(&Alarm::RegistrarsInDefault { since }));
    // A second one does not begin it anew.
    let call = world.call(0);
    world.stand(call, 3);
    world.go_to(world.election(call).opens);
    assert_eq!(world.council.registrars_in_default(), Some(since));
}

#[test]
fn a_question_that_is_not_set_up_is_a_default() {
    let mut world = with_registrars(world());
    let text = support::motion(&mut world, "text", b"{}", true);
    let fields = question(&mut world, "referendum", text);
    let call = taken(&mut world, CALL, &[9], &fields);
    world.go_to(world.election(call).opens);
    assert_eq!(
        (world.phase(call), world.council.registrars_in_default()),
        (Phase::Void, world.council.now())
    );
}

#[test]
fn after_two_weeks_of_default_any_member_may_be_a_registrar() {
    let mut world = with_registrars(world());
    let call = world.call(0);
    world.stand(call, 3);
    world.go_to(world.election(call).opens);
    let since = world.council.registrars_in_default().unwrap().seconds();
    world.tick_at(since + 14 * DAY - 1);
    let fields = backed(&mut world, 0, &[8, 9], &[6, 7, 10]);
    refused(&world, CALL, &[6, 7, 8, 9, 10], &fields, Refusal::Call);
    world.tick_at(since + 14 * DAY);
    let fields = backed(&mut world, 0, &[8, 9], &[6, 7, 10]);
    let unbacked = fields.clone().with("backed", Datum::Number(0));
    refused(&world, CALL, &[6, 7, 8, 9, 10], &unbacked, Refusal::Call);
    let call = taken(&mut world, CALL, &[6, 7, 8, 9, 10], &fields);
    // A setup ends it; that of an exercise does not.
    let trial = world.call_fields(1, "trial").with("seats", Datum::Number(0));
    let trial = taken(&mut world, CALL, &[0], &trial);
    for call in [trial, call] {
        world.stand(call, 3);
    }
    for call in [trial, call] {
        assert!(world.council.registrars_in_default().is_some());
        world.go_to(world.election(call).nominations);
        assert_eq!(world.set_up(call), Outcome::Effect);
    }
    assert_eq!(world.council.registrars_in_default(), None);
}

#[test]
fn others_than_the_callers_have_time_to_stand() {
    let mut world = world();
    let now = world.council.now().unwrap().seconds();
    // The notice is 15 days.
    let half = now + 15 * DAY / 2;
    let with = |world: &mut World, purpose, end: u64| {
        world.call_fields(0, purpose).with("nominations", Datum::Minute(end))
    };
    let fields = with(&mut world, "seats", half - 60);
    refused(&world, CALL, &[0], &fields, Refusal::Dates);
    let fields = with(&mut world, "seats", half);
    taken(&mut world.clone(), CALL, &[0], &fields);
    // An exercise elects nobody.
    let fields = with(&mut world, "trial", now + 60).with("seats", Datum::Number(0));
    taken(&mut world.clone(), CALL, &[0], &fields);
    // Nor does a call that is backed have to wait less.
    let fields = by_all(&mut world).with("nominations", Datum::Minute(now + 60));
    refused(&world, CALL, &[0, 1, 2], &fields, Refusal::Dates);
}

#[test]
fn registrars_without_a_seat_for_it_are_shown() {
    let mut world = world();
    // The founders' time is over, so that nobody sits among the registrars.
    world.days(60);
    let call = world.call(0);
    let shown = |world: &World| {
        let alarms = world.council.alarms(world.council.now().unwrap());
        alarms.into_iter().find_map(|alarm| {
            let Alarm::RegistrarsNotElected { call, members } = alarm else { return None };
            Some((call, members.len()))
        })
    };
    assert_eq!(shown(&world), Some((call, 2)));
    let mut world = with_registrars(support::world());
    world.call(0);
    assert_eq!(shown(&world), None);
}

#[test]
fn a_roll_is_small_below_the_number_of_the_charter() {
    let members = 14;
    for (number, is_small) in [(members, false), (members + 1, true)] {
        let mut world =
            World::new(&support::charter().replace(r#""small":10"#, &format!(r#""small":{number}"#)));
        world.join(3..members);
        assert_eq!(world.days(31), Outcome::Effect);
        let fields = world.call_fields(0, "seats");
        assert_eq!(fields.number("eligible"), members);
        let says = |is_small: bool| fields.clone().with("small", Datum::Number(is_small.into()));
        let refusal = if is_small { Refusal::Small } else { Refusal::Call };
        refused(&world, CALL, &[9], &says(!is_small), refusal);
        taken(&mut world, CALL, &[9], &says(is_small));
    }
}
