//! Alarms and the trust panel follow from the state.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use kenes_core::testing::{BEGINNING, CHARTER, Who, World};
use kenes_core::{Alarm, Clock, Outcome, Time, Trust};
use kenes_record::act::{ActType, Body, Datum};

fn now(world: &World) -> Time {
    world.council.now().unwrap()
}

#[test]
fn a_young_council_is_told_what_it_lacks() {
    let world = World::new(CHARTER);
    let panel = world.council.trust();
    assert_eq!(
        panel,
        [
            Trust::Time(Some(Clock::Server)),
            Trust::NoWitnesses,
            Trust::Registrars { needed: 2, registrars: 2, sponsors: 0 },
            Trust::Founders { seats: 5, of: 9 },
        ]
    );
    let alarms = world.council.alarms(now(&world));
    let overdue = |alarm: &Alarm| {
        let Alarm::ElectionOverdue { body, seats } = alarm else { return None };
        Some((*body, seats.len()))
    };
    assert_eq!(alarms.iter().filter_map(overdue).collect::<Vec<_>>(), [(0, 7), (1, 2)]);
    // Founders 0 and 1 sit in both bodies.
    assert_eq!(alarms.iter().filter(|alarm| matches!(alarm, Alarm::ManySeats { .. })).count(), 2);
}

#[test]
fn witnesses_are_counted() {
    let few = World::with_witnesses(CHARTER, 3, 2);
    assert!(few.council.trust().contains(&Trust::FewWitnesses { witnesses: 3 }));
    let enough = World::with_witnesses(CHARTER, 4, 3);
    assert!(enough.council.trust().contains(&Trust::Witnesses { witnesses: 4 }));
}

#[test]
fn growth_is_compared_with_the_roll_of_some_weeks_ago() {
    // Two of them sign for the credentials, so the roll can grow from 20.
    let mut world = World::new(CHARTER);
    world.join(3..20);
    let surge = |world: &World| {
        let alarms = world.council.alarms(now(world));
        alarms.into_iter().find_map(|alarm| {
            let Alarm::RollSurge { from, to, since: _ } = alarm else { return None };
            Some((from, to))
        })
    };
    assert_eq!(surge(&world), Some((3, 20)));
    assert_eq!((world.days(1), world.days(61)), (Outcome::Effect, Outcome::Effect));
    assert_eq!(surge(&world), None);
    world.join(20..22);
    assert_eq!(surge(&world), None);
    world.join(22..23);
    assert_eq!(surge(&world), Some((20, 23)));
    assert_eq!(world.days(1), Outcome::Effect);
    assert_eq!(surge(&world), Some((20, 23)));
}

#[test]
fn to_replace_members_is_growth_too() {
    let mut world = World::new(CHARTER);
    world.join(3..20);
    assert_eq!((world.days(1), world.days(61)), (Outcome::Effect, Outcome::Effect));
    let is_surge = |alarm: &Alarm| matches!(alarm, Alarm::RollSurge { from: 20, to: 23, .. });
    for person in 10..13 {
        let body = kenes_core::testing::body(&[("member", Datum::Key(world.name(person)))]);
        assert_eq!(world.act(ActType::EnrolWithdrawn, &[Who::Key(person, 0)], body), Outcome::Effect);
    }
    let alarms = world.council.alarms(now(&world));
    assert!(!alarms.iter().any(is_surge), "nobody came for them");
    let is_loss = |alarm: &Alarm| matches!(alarm, Alarm::RollLoss { from: 20, left: 3, .. });
    assert!(alarms.iter().any(is_loss), "{alarms:?}");
    world.join(20..23);
    assert_eq!(world.council.roll(), 20);
    assert!(world.council.alarms(now(&world)).iter().any(is_surge));
}

#[test]
fn a_clock_that_stands_still_is_seen() {
    let world = World::new(CHARTER);
    let late = Time::from_seconds(BEGINNING + 100 * 86_400);
    let alarms = world.council.alarms(late);
    assert_eq!(alarms[0], Alarm::NoTick { last: world.council.now() });
    assert_eq!(alarms.iter().filter(|alarm| matches!(alarm, Alarm::PastTerm { .. })).count(), 5);
    assert!(!world.council.alarms(now(&world)).iter().any(|alarm| matches!(alarm, Alarm::PastTerm { .. })));
}

#[test]
fn a_clock_that_runs_ahead_is_seen() {
    let world = World::new(CHARTER);
    let last = now(&world);
    let ahead = |seconds: u64| {
        let alarms = world.council.alarms(Time::from_seconds(last.seconds() - seconds));
        alarms.contains(&Alarm::TimeAhead { last })
    };
    assert!(!ahead(0) && !ahead(3_600) && ahead(3_601));
}

#[test]
fn powers_in_few_hands_are_seen() {
    let charter = CHARTER.replace(r#""registrars":2,"sponsors""#, r#""registrars":1,"sponsors""#);
    let mut world = World::new(&charter);
    assert_eq!(world.enrol(3, 0), Outcome::Effect);
    let fields = world.bind_body(3);
    let custodial = fields.fields().iter().cloned().map(|(name, datum)| match name {
        "custody" => (name, Datum::Code("custodial")),
        _ => (name, datum),
    });
    let custodial = Body::new(custodial.collect());
    assert_eq!(world.act(ActType::KeyBound, &[Who::Key(3, 0), Who::Token(3)], custodial), Outcome::Effect);
    let call = world.call(0);
    assert_eq!(world.stand(call, 0), Outcome::Effect);
    let alarms = world.council.alarms(now(&world));
    assert!(alarms.contains(&Alarm::OneRegistrar));
    let (first, second) = (world.member(0).unwrap(), world.member(1).unwrap());
    assert!(alarms.contains(&Alarm::RegistrarsAreTrustees { call, members: vec![first, second] }));
    assert!(alarms.contains(&Alarm::CandidatesAreGuards { call, members: vec![first] }));
    let panel = world.council.trust();
    assert!(panel.contains(&Trust::CustodialKeys { keys: 1, members: 4 }));
    assert!(panel.contains(&Trust::Trustees { call, threshold: 2, trustees: 3 }));
    assert!(panel.contains(&Trust::Small { call, eligible: 3 }));
}
