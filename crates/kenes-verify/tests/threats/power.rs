//! Power over the council: founders, majorities, silence, and whoever shows what is not in the record.

use kenes_core::testing::{BEGINNING, CHARTER, Fields, Who, World, text};
use kenes_core::{Alarm, Answers, End, Gained, Outcome, Refusal, Seat, SeatName, Time};
use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Body, Datum};
use kenes_record::blob::{BlobReference, Media};
use kenes_record::cosignature::cosign;
use kenes_verify::{CheckId, Options, Report, audit, why};

use crate::support::{Vote, audited, council, effect, last_leaf};
use crate::{continued, found, found_in, head_of, leaf_of, prevented, sound};

const DAY: u64 = 86_400;

/// The seats of the registrars.
fn seats(world: &World) -> impl Iterator<Item = (SeatName, &Seat)> {
    world.council.seats().filter(|(name, _)| name.body == 1)
}

/// The report of somebody whose clock is so many days ahead of the record's.
fn later(world: &World, days: u64) -> Report {
    let now = world.council.now().unwrap().seconds();
    let at = Some(Time::from_seconds(now + days * DAY));
    audit(&world.files(), &Options { at, ..Options::default() }, &mut |_| {}).unwrap()
}

/// Nothing is heard for a year. Nobody loses a seat by that, any copy can be audited without a network, and it says how old it is.
#[test]
fn network_shutdown_ends_no_mandate_unseen() {
    let world = council();
    let report = later(&world, 365);
    assert_eq!(report.failures, []);
    assert_eq!(report.council.as_ref().unwrap().seat_table(), world.council.seat_table());
    assert!(report.alarms.contains(&Alarm::NoTick { last: world.council.now() }));
    assert!(report.alarms.iter().any(|alarm| matches!(alarm, Alarm::PastTerm { .. })));
    assert!(!later(&world, 0).alarms.iter().any(|alarm| matches!(alarm, Alarm::PastTerm { .. })));
}

/// What was signed before the shutdown is right after it.
#[test]
fn network_shutdown_leaves_what_was_signed_right() {
    let mut world = council();
    let fields = Fields::new(&[("body", Datum::Number(1)), ("seat", Datum::Number(0))]);
    let signed = world.draft(ActType::SeatResigned, &[Who::Person(0)], fields.body()).write().unwrap();
    world.days(20);
    effect(world.sign(signed, &[Who::Person(0)]));
    sound(&world.files());
}

/// Whoever was elected and says nothing has no seat; whoever holds one and says nothing loses it with the term.
#[test]
fn silence_keeps_no_seat() {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.elect(&mut world, &[&[3, 4], &[3, 4, 5], &[4, 3], &[4, 5], &[5, 4]]);
    world.days(8);
    let held = |world: &World, person| {
        let member = world.member(person);
        seats(world).any(|(_, seat)| seat.holder.as_ref().map(|holder| holder.member) == member)
    };
    assert!(!held(&world, 3) && !held(&world, 4));
    let seat = seats(&world).map(|(name, _)| name.seat).next().unwrap();
    let (name, refusal) = (vote.call, Refusal::NotElected);
    prevented(&mut world, refusal, |world| world.answer(ActType::SeatAccepted, name, seat, 3));
    // The next one is asked, and serves until the end of the term and no longer.
    world.accept_all(vote.call);
    assert!(held(&world, 5));
    let until = sound(&world.files())
        .seats
        .iter()
        .filter_map(|line| line.holder.as_ref())
        .map(|holder| holder.until)
        .max();
    world.tick_at(until.unwrap().seconds());
    assert!(world.council.seats().all(|(_, seat)| seat.holder.is_none()));
    sound(&world.files());
}

/// A secretary who calls nothing: the alarm says so, and any member calls.
#[test]
fn silence_of_a_secretary_blocks_nothing() {
    let mut world = council();
    let overdue = |report: &Report| {
        report.alarms.iter().any(|alarm| matches!(alarm, Alarm::ElectionOverdue { body: 1, .. }))
    };
    assert!(overdue(&sound(&world.files())));
    let fields = world.call_fields(1, "seats");
    effect(world.act(ActType::ElectionCalled, &[Who::Person(7)], fields.body()));
    assert!(!overdue(&sound(&world.files())));
    // But nobody calls what is on already.
    prevented(&mut world, Refusal::Running, |world| {
        world.act(ActType::ElectionCalled, &[Who::Person(8)], fields.body())
    });
}

#[test]
fn founders_serve_ninety_days_and_no_longer() {
    let mut world = council();
    // The founders' time runs from the first tick.
    let ends = BEGINNING + 3_600 + 90 * DAY;
    world.tick_at(ends - 60);
    let held = |world: &World| world.council.seats().filter(|(_, seat)| seat.holder.is_some()).count();
    assert_eq!(held(&world), 5);
    world.tick_at(ends);
    assert_eq!(held(&world), 0);
    // Nor do they enrol anybody any more.
    prevented(&mut world, Refusal::Authority, |world| world.enrol(50, 0));
    sound(&world.files());
}

/// The first who are elected to a body and accept end the founders' time in it.
#[test]
fn founders_give_way_to_the_elected() {
    let mut world = council();
    let mut vote = Vote::prepare(&mut world, 1, &[3, 4, 5]);
    vote.elect(&mut world, &[&[3, 4], &[3, 4, 5], &[4, 3], &[4, 5], &[5, 4]]);
    world.accept_all(vote.call);
    world.tick();
    assert!((0..2).all(|seat| world.seat(1, seat).past[0].end == End::FirstSeating));
    let report = sound(&world.files());
    let reasons = why(&report, SeatName { body: 1, seat: 0 }).unwrap();
    assert_eq!(reasons.holder.unwrap().gained, Gained::Election(vote.call));
}

const FIRST: [Who; 1] = [Who::Person(0)];

fn amend(decision: ActId, charter: BlobReference) -> Body {
    Fields::new(&[("charter", Datum::Document(charter)), ("decision", Datum::Act(decision))]).body()
}

/// The body adopts a charter and the members confirm it: the roll call and the vote of the members.
fn decided(world: &mut World, charter: BlobReference) -> (ActId, ActId) {
    let fields = [
        ("body", Datum::Number(0)),
        ("proposal", Datum::Document(charter)),
        ("subject", Datum::Code("charter")),
        ("text", text(1)),
    ];
    effect(world.act(ActType::MotionFiled, &FIRST, Fields::new(&fields).body()));
    let motion = world.last();
    world.days(30);
    let closes = Datum::Minute((world.council.now().unwrap().seconds() + DAY).div_ceil(60) * 60);
    let fields = [("closes", closes), ("motion", Datum::Act(motion)), ("order", Datum::List(Vec::new()))];
    effect(world.act(ActType::RollcallOpened, &FIRST, Fields::new(&fields).body()));
    let rollcall = world.last();
    for seat in 0..3 {
        let fields =
            [("rollcall", Datum::Act(rollcall)), ("seat", Datum::Number(seat)), ("vote", Datum::Code("for"))];
        effect(world.act(ActType::RollcallVoted, &[Who::Person(seat)], Fields::new(&fields).body()));
    }
    let fields = Fields::new(&[("rollcall", Datum::Act(rollcall))]);
    effect(world.act(ActType::RollcallClosed, &FIRST, fields.body()));
    let now = world.council.now().unwrap().seconds().div_ceil(60) * 60;
    let at = |days: u64| Datum::Minute(now + days * DAY);
    let fields = world
        .call_fields(0, "charter")
        .with("cause", Datum::Act(motion))
        .with("counting", Datum::Code("yes_no"))
        .with("seats", Datum::Number(0))
        .with("nominations", at(1))
        .with("opens", at(30))
        .with("closes", at(31));
    effect(world.act(ActType::ElectionCalled, &FIRST, fields.body()));
    let vote = world.last();
    effect(world.elect(vote, &[], |_| Answers::Sums(vec![2, 1])));
    (rollcall, vote)
}

/// A majority changes the rules by their own procedure, and only by it; nobody's term becomes longer by that.
#[test]
fn majority_changes_the_rules_and_not_the_terms_of_those_who_sit() {
    let four = CHARTER.replace(r#""seats":7"#, r#""seats":4"#);
    let mut world = World::new(&four);
    let text = four.replace(r#""term_months":24"#, r#""term_months":60"#);
    let charter = world.evidence.add(Media::Json, text.as_bytes());
    let until = |world: &World| -> Vec<_> {
        world.council.seats().map(|(_, seat)| seat.holder.as_ref().map(|holder| holder.until)).collect()
    };
    let (before, genesis) = (until(&world), world.acts()[0].id());
    let undecided = world.act(ActType::CharterAmended, &FIRST, amend(genesis, charter));
    assert_eq!(undecided, Outcome::None(Refusal::Decision));
    let (rollcall, vote) = decided(&mut world, charter);
    // The body alone is not enough.
    let alone = world.act(ActType::CharterAmended, &FIRST, amend(rollcall, charter));
    assert_eq!(alone, Outcome::None(Refusal::Decision));
    effect(world.act(ActType::CharterAmended, &FIRST, amend(vote, charter)));
    assert_eq!(world.council.charter_digest(), charter.digest());
    assert_eq!(until(&world), before);
    // Who did it, and when, stands in the record; it is not done a second time.
    let again = world.act(ActType::CharterAmended, &FIRST, amend(vote, charter));
    assert_eq!(again, Outcome::None(Refusal::Decision));
    assert_eq!(world.acts()[leaf_of(&world, ActType::CharterAmended)].act_type(), ActType::CharterAmended);
}

/// Whoever is in power takes a decision out of the record.
#[test]
fn majority_does_not_rewrite_the_past() {
    let mut world = council();
    let fields = [("body", Datum::Number(0)), ("subject", Datum::Code("text")), ("text", text(77))];
    effect(world.act(ActType::MotionFiled, &FIRST, Fields::new(&fields).body()));
    let (leaf, known) = (last_leaf(&world), head_of(&world.entries()));
    world.tick();
    let mut entries = world.entries();
    entries.remove(usize::try_from(leaf).unwrap());
    assert!(found(&world.files_of(&entries)).iter().any(|(check, _)| *check == CheckId::History));
    let report = continued(&world.files_of(&entries), known);
    assert!(found_in(&report).contains(&(CheckId::Consistency, None)));
    assert_eq!(continued(&world.files(), known).failure_count, 0);
}

#[test]
fn majority_keeps_nobody_from_leaving() {
    let mut world = council();
    world.call(1);
    let leaving = Fields::new(&[("member", Datum::Key(world.name(5)))]);
    effect(world.act(ActType::EnrolWithdrawn, &[Who::Person(5)], leaving.body()));
    let other = Fields::new(&[("member", Datum::Key(world.name(6)))]);
    prevented(&mut world, Refusal::Authority, |world| {
        world.act(ActType::EnrolWithdrawn, &[Who::Person(0)], other.body())
    });
}

/// A program that shows other seats than there are: the hash that a tick names is of the seats as they are, and anybody computes it.
#[test]
fn malicious_client_shows_other_seats() {
    let mut world = council();
    world.tick();
    let report = sound(&world.files());
    let honest = report.council.unwrap();
    let mut shown = world.clone();
    effect(shown.resign(1, 0, 0));
    assert_ne!(
        (shown.council.seats_hash(), shown.council.state_hash()),
        (honest.seats_hash(), honest.state_hash())
    );
    // A server that vouches for what the program shows is found.
    world.now += 3_600;
    let mut checkpoint = world.checkpoint();
    let time = cosign(checkpoint.head(), &world.own_witness(), world.now);
    checkpoint.note_mut().push(time);
    let table: Hash = shown.council.seats_hash();
    let fields = [("checkpoint", Datum::Checkpoint(Box::new(checkpoint))), ("table", Datum::Digest(table))];
    effect(world.act(ActType::Tick, &[Who::Server], Fields::new(&fields).body()));
    assert_eq!(found(&world.files()), [(CheckId::Ticks, Some(last_leaf(&world)))]);
    assert_eq!(audited(&world.files()).council.unwrap().seats_hash(), honest.seats_hash());
}
