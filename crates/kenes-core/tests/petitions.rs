//! Initiatives: from the petition of one member to the answer of all.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod support;

use kenes_core::testing::{Fields, Who, World, text};
use kenes_core::{Command, DecideError, Occasion, Outcome, Phase, Refusal, Text, Time, Wanted};
use kenes_record::act::{ActId, ActType, Datum};
use kenes_record::blob::Media;
use support::{question, refused, taken, with_registrars, world, yes_no};

const DAY: u64 = 86_400;
const OPEN: ActType = ActType::PetitionOpened;
const CALL: ActType = ActType::ElectionCalled;

fn endorsement(petition: ActId) -> Fields {
    Fields::new(&[("petition", Datum::Act(petition))])
}

/// A petition that so many endorsed, from person 5 on.
fn petition(endorsed: u64) -> (World, ActId) {
    let mut world = with_registrars(world());
    let fields = world.petition_fields(0, 1);
    let petition = taken(&mut world, OPEN, &[5], &fields);
    for person in 6..5 + endorsed {
        assert_eq!(world.endorse(petition, person), Outcome::Effect);
    }
    (world, petition)
}

#[test]
fn one_member_opens_what_others_may_endorse() {
    let mut world = World::new(&support::charter());
    world.join(3..6);
    let fields = world.petition_fields(0, 1);
    // Those who joined after the tick were not on the roll then, and their votes do not count yet.
    refused(&world, OPEN, &[5], &fields, Refusal::Endorsement);
    let early = World::untold(&support::charter(), kenes_core::testing::NO_WITNESSES, 0);
    refused(&early, OPEN, &[0], &early.petition_fields(0, 1), Refusal::NoTime);
    world.days(31);
    refused(&world, OPEN, &[5], &fields, Refusal::Roll);
    let fields = world.petition_fields(0, 1);
    let person = |person| Datum::List(vec![Datum::Key(world.name(person))]);
    for (field, value, refusal) in [
        ("body", Datum::Number(9), Refusal::Place),
        ("purpose", Datum::Code("recall"), Refusal::NotInRules),
        ("purpose", Datum::Code("referendum"), Refusal::NotInRules),
        ("freeze", Datum::Act(world.acts()[0].id()), Refusal::Roll),
        ("subject", Datum::Act(world.freeze()), Refusal::Reference),
        ("registrars", person(0), Refusal::Petition),
    ] {
        refused(&world, OPEN, &[5], &fields.clone().with(field, value), refusal);
    }
    refused(&world, OPEN, &[5, 6], &fields, Refusal::NotMember);
    refused(&world, OPEN, &[4, 5], &fields, Refusal::Authority);
    // The roll of a week ago will do.
    world.tick_at(world.now + 7 * DAY);
    taken(&mut world, OPEN, &[5], &fields);
    world.tick_at(world.now + 1);
    refused(&world, OPEN, &[4], &fields, Refusal::Roll);
}

#[test]
fn members_endorse_once_within_three_months() {
    let (mut world, petition) = petition(2);
    let found = world.council.petitions().find(|(id, _)| **id == petition).unwrap().1.clone();
    assert_eq!((found.endorsed.len(), found.eligible, found.percent), (2, 14, 20));
    let endorse = ActType::PetitionEndorsed;
    for person in [5, 6] {
        refused(&world, endorse, &[person], &endorsement(petition), Refusal::Endorsement);
    }
    refused(&world, endorse, &[99], &endorsement(petition), Refusal::NotMember);
    refused(&world, endorse, &[7], &endorsement(world.freeze()), Refusal::Reference);
    world.join(14..15);
    let opened = found.opened.seconds();
    world.tick_at(opened + 90 * DAY - 1);
    // A vote that counts by now did not at the freeze.
    refused(&world, endorse, &[14], &endorsement(petition), Refusal::Endorsement);
    taken(&mut world, endorse, &[7], &endorsement(petition));
    world.tick_at(opened + 90 * DAY);
    refused(&world, endorse, &[8], &endorsement(petition), Refusal::Petition);
}

#[test]
fn a_member_has_one_open_for_a_body() {
    let (mut world, _) = petition(1);
    let again = world.petition_fields(0, 2);
    refused(&world, OPEN, &[5], &again, Refusal::Petition);
    let elsewhere = world.petition_fields(2, 2);
    taken(&mut world, OPEN, &[5], &elsewhere);
    taken(&mut world, OPEN, &[6], &again);
    world.days(90);
    let later = world.petition_fields(0, 3);
    taken(&mut world, OPEN, &[5], &later);
}

#[test]
fn an_initiative_needs_its_share_of_the_roll() {
    // 20 % of 14 are 2.8.
    let (mut world, petition) = petition(2);
    let fields = question(&mut world, "referendum", petition);
    refused(&world, CALL, &[9], &fields, Refusal::Decision);
    // As many signers of the call as there may be are no initiative.
    refused(&world, CALL, &[8, 9, 10, 11, 12], &fields, Refusal::Decision);
    assert_eq!(world.endorse(petition, 7), Outcome::Effect);
    let charter = fields.clone().with("purpose", Datum::Code("charter"));
    refused(&world, CALL, &[9], &charter, Refusal::Reference);
    let elsewhere = world.call_fields(2, "referendum");
    let elsewhere = fields.clone().with("body", elsewhere.datum("body").unwrap().clone());
    refused(&world, CALL, &[9], &elsewhere, Refusal::Place);
    let call = taken(&mut world, CALL, &[9], &fields);
    let again = question(&mut world, "referendum", petition);
    refused(&world, CALL, &[8], &again, Refusal::Running);
    assert_eq!(world.phase(call), Phase::Called);
    // What is voted on is open no longer: its author may open another.
    let next = world.petition_fields(0, 2);
    taken(&mut world, OPEN, &[5], &next);
}

#[test]
fn what_the_members_said_yes_to_is_stated() {
    let (mut world, petition) = petition(3);
    let fields = question(&mut world, "referendum", petition);
    let call = taken(&mut world, CALL, &[9], &fields);
    let stating = Fields::new(&[("decision", Datum::Act(call)), ("motion", Datum::Act(petition))]);
    refused(&world, ActType::ResolutionAdopted, &[9], &stating, Refusal::NotAdopted);
    let mut rejected = world.clone();
    assert_eq!(rejected.elect(call, &[], |_| yes_no(3, 4)), Outcome::Effect);
    refused(&rejected, ActType::ResolutionAdopted, &[9], &stating, Refusal::NotAdopted);
    assert_eq!(world.elect(call, &[], |_| yes_no(4, 3)), Outcome::Effect);
    // It is a resolution, no policy.
    let policy = Datum::Document(world.evidence.add(Media::Policy, b"quorum none\n"));
    let setting = Fields::new(&[("decision", Datum::Act(call)), ("policy", policy)]);
    refused(&world, ActType::PolicySet, &[9], &setting, Refusal::Decision);
    taken(&mut world, ActType::ResolutionAdopted, &[9], &stating);
    refused(&world, ActType::ResolutionAdopted, &[8], &stating, Refusal::NotAdopted);
    let again = question(&mut world, "referendum", petition);
    refused(&world, CALL, &[8], &again, Refusal::Running);
}

#[test]
fn a_vote_on_a_petition_is_called_in_time_and_again_where_it_came_to_nothing() {
    let (world, petition) = petition(3);
    let opened = world.council.petitions().next().unwrap().1.opened.seconds();
    let mut late = world.clone();
    late.tick_at(opened + 120 * DAY);
    let fields = question(&mut late, "referendum", petition);
    refused(&late, CALL, &[9], &fields, Refusal::Decision);
    let mut world = world;
    world.tick_at((opened + 120 * DAY - 1) / 60 * 60);
    let fields = question(&mut world, "referendum", petition);
    let call = taken(&mut world, CALL, &[9], &fields);
    let closes = world.election(call).closes;
    // The registrars do not set it up.
    world.go_to(world.election(call).opens);
    assert_eq!(world.phase(call), Phase::Void);
    let mut over = world.clone();
    over.tick_at(closes.seconds() + 30 * DAY);
    let fields = question(&mut over, "referendum", petition);
    refused(&over, CALL, &[9], &fields, Refusal::Decision);
    world.tick_at(closes.seconds() + 30 * DAY - 60);
    let fields = question(&mut world, "referendum", petition);
    taken(&mut world, CALL, &[9], &fields);
}

#[test]
fn an_initiative_by_commands() {
    let mut world = with_registrars(world());
    let Datum::Text(blob) = text(1) else { panic!("a text") };
    let open = world.council.initiative_for(0, Text(blob), None).unwrap();
    assert_eq!(world.command(&open, &[Who::Person(5)]), Ok(Outcome::Effect));
    assert_eq!(world.command(&open, &[Who::Person(5)]), Err(DecideError::Refused(Refusal::Petition)));
    let petition = world.last();
    for person in [6, 7] {
        let endorse = Command::EndorsePetition { petition };
        assert_eq!(world.command(&endorse, &[Who::Person(person)]), Ok(Outcome::Effect));
    }
    let at = |days: u64| Time::from_seconds(world.now / 60 * 60 + days * DAY);
    let wanted = Wanted {
        body: 0,
        occasion: Occasion::Referendum,
        motion: Some(petition),
        backed: false,
        nominations: at(10),
        opens: at(16),
        closes: at(18),
        questions: world.evidence.clone().add(Media::Json, b"[]"),
        registrars: [0, 1].map(|person| world.name(person)).into(),
        trustees: [0, 1, 2].map(|person| world.name(person)).into(),
    };
    let call = world.council.call_for(&wanted).unwrap();
    assert_eq!(world.command(&call, &[Who::Person(9)]), Ok(Outcome::Effect));
}
