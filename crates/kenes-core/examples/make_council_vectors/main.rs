//! Writes histories as golden records, those that are not there: `cargo run -p kenes-core --example make_council_vectors`. What
//! is there is never written anew: whoever changes what a history comes to makes other rules.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    dead_code,
    reason = "a file that cannot be made should stop its maker"
)]

#[path = "../../tests/histories/history.rs"]
mod history;
#[path = "../../tests/histories/random.rs"]
mod random;
#[path = "../../tests/histories/rules.rs"]
mod rules;
#[path = "../../tests/histories/situation.rs"]
mod situation;
#[path = "../../tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use kenes_core::testing::golden::write;
use kenes_core::testing::{
    Fields, Who, World, enrol_body, member_key, next_hash, policy, public, server_key, text,
};
use kenes_core::{Answers, ArchiveParts, Outcome, Refusal};
use kenes_record::act::{ActId, ActType, Datum};
use kenes_record::blob::{BlobReference, Media};
use support::{charter, motion, question, seat_of, taken, with_registrars, yes_no};

const HOUR: u64 = 3_600;

/// A history and how it is made.
type Made = (&'static str, fn() -> World);

const HISTORIES: &[Made] = &[
    ("members", members),
    ("election", election),
    ("lot", lot),
    ("charter", amended),
    ("initiative", initiative),
    ("calls", calls),
    ("random", random),
];

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/council/v1");
    fs::create_dir_all(&folder).unwrap();
    for (name, make) in HISTORIES {
        let path = folder.join(format!("{name}.json"));
        if !path.exists() {
            fs::write(path, write(&make())).unwrap();
        }
    }
}

/// An act that is refused for this reason, in the record.
fn refused(world: &mut World, act_type: ActType, signers: &[Who], fields: &Fields, refusal: Refusal) {
    let outcome = world.act(act_type, signers, fields.body());
    assert_eq!(outcome, Outcome::None(refusal), "{}", act_type.name());
}

/// A month of a council: who comes, goes and changes keys, what the body decides, witnesses, and rules that are newer.
fn members() -> World {
    let mut world = World::untold(&charter(), kenes_core::testing::NO_WITNESSES, 0);
    let enrolling = Fields::new(enrol_body(3, 0).fields());
    refused(
        &mut world,
        ActType::EnrolCommitted,
        &[Who::Person(0), Who::Person(1)],
        &enrolling,
        Refusal::NoTime,
    );
    assert_eq!(world.tick(), Outcome::Effect);
    world.join(3..12);
    custodial(&mut world, 12);
    assert_eq!(world.enrol(14, 1), Outcome::Effect);
    let unbound = Fields::new(&[("enrol", Datum::Act(world.last()))]);
    taken(&mut world, ActType::EnrolWithdrawn, &[0, 1], &unbound);
    assert_eq!(world.days(31), Outcome::Effect);
    keys(&mut world);
    hand_over(&mut world);
    motions(&mut world);
    by_roll_call(&mut world, ActType::PolicySet, &policy(4, 3));
    world.set_witnesses(4);
    assert_eq!(world.days(31), Outcome::Effect);
    let recovery =
        world.acts().iter().rev().find(|act| act.act_type() == ActType::KeyRecoveryOpened).unwrap().id();
    let of_recovery = Fields::new(&[("recovery", Datum::Act(recovery))]);
    taken(&mut world, ActType::KeyRecovered, &[9], &of_recovery);
    by_roll_call(&mut world, ActType::RulesAdopted, r#"{"rules":2}"#);
    world
}

/// A member whose key somebody else made.
fn custodial(world: &mut World, person: u64) {
    assert_eq!(world.enrol(person, 0), Outcome::Effect);
    let fields = Fields::new(world.bind_body(person).fields()).with("custody", Datum::Code("custodial"));
    let signers = [Who::Key(person, 0), Who::Token(person)];
    assert_eq!(world.act(ActType::KeyBound, &signers, fields.body()), Outcome::Effect);
    refused(world, ActType::KeyBound, &signers, &fields, Refusal::Enrolment);
    let last = world.acts().last().unwrap().clone();
    assert_eq!(world.apply(&last), Outcome::None(Refusal::Again));
}

fn keys(world: &mut World) {
    let key = |person, number| Datum::PublicKey(public(&member_key(person, number)));
    let next = |person, number| Datum::Digest(next_hash(person, number));
    let of = |world: &World, person, number| {
        Fields::new(&[
            ("key", key(person, number)),
            ("member", Datum::Key(world.name(person))),
            ("next", next(person, number + 1)),
        ])
    };
    let rotating = of(world, 5, 1);
    assert_eq!(
        world.act(ActType::KeyRotated, &[Who::Key(5, 1), Who::Key(5, 0)], rotating.body()),
        Outcome::Effect
    );
    world.set_key(5, 1);
    let opening = of(world, 6, 2);
    let first = taken(world, ActType::KeyRecoveryOpened, &[0, 1], &opening);
    let veto = Fields::new(&[("recovery", Datum::Act(first))]);
    refused(world, ActType::KeyRecoveryVetoed, &[Who::Person(7)], &veto, Refusal::Authority);
    taken(world, ActType::KeyRecoveryVetoed, &[6], &veto);
    let opening = of(world, 7, 2);
    taken(world, ActType::KeyRecoveryOpened, &[0, 1], &opening);
    let leaving = Fields::new(&[("member", Datum::Key(world.name(8)))]);
    taken(world, ActType::EnrolWithdrawn, &[8], &leaving);
}

fn hand_over(world: &mut World) {
    let fields = Fields::new(&[("key", Datum::PublicKey(public(&server_key(1))))]);
    let signers = [Who::ServerKey(0), Who::ServerKey(1)];
    assert_eq!(world.act(ActType::ServerKey, &signers, fields.body()), Outcome::Effect);
    world.set_server(1);
    assert_eq!(world.tick(), Outcome::Effect);
}

/// One motion that is taken back, and its text with it, and one that is stated.
fn motions(world: &mut World) {
    let filing =
        Fields::new(&[("body", Datum::Number(0)), ("subject", Datum::Code("text")), ("text", text(1))]);
    let motion = taken(world, ActType::MotionFiled, &[0, 1], &filing);
    let of_motion = Fields::new(&[("motion", Datum::Act(motion))]);
    refused(world, ActType::MotionWithdrawn, &[Who::Person(0)], &of_motion, Refusal::Authority);
    taken(world, ActType::MotionWithdrawn, &[0, 1], &of_motion);
    let Datum::Text(blob) = text(1) else { panic!("a text") };
    let deleting = Fields::new(&[("act", Datum::Act(motion)), ("blob", Datum::Digest(*blob.digest()))]);
    taken(world, ActType::BlobWithdrawn, &[1], &deleting);
    let other = taken(world, ActType::MotionFiled, &[0], &filing.with("text", text(2)));
    let rollcall = rolled(world, other);
    let stating = Fields::new(&[("decision", Datum::Act(rollcall)), ("motion", Datum::Act(other))]);
    taken(world, ActType::ResolutionAdopted, &[3], &stating);
}

/// A roll call by which a motion is adopted.
fn rolled(world: &mut World, motion: ActId) -> ActId {
    let calling = Fields::new(&[
        ("closes", Datum::Minute(world.now / 60 * 60 + 25 * HOUR)),
        ("motion", Datum::Act(motion)),
        ("order", Datum::List(Vec::new())),
    ]);
    let rollcall = taken(world, ActType::RollcallOpened, &[0], &calling);
    let of_rollcall = Fields::new(&[("rollcall", Datum::Act(rollcall))]);
    for (seat, vote) in [(0, "for"), (1, "abstain"), (2, "for")] {
        let voting = of_rollcall.clone().with("seat", Datum::Number(seat)).with("vote", Datum::Code(vote));
        taken(world, ActType::RollcallVoted, &[seat], &voting);
    }
    taken(world, ActType::RollcallClosed, &[0], &of_rollcall);
    rollcall
}

/// What the body decides on a policy or on rules, carried out by the server.
fn by_roll_call(world: &mut World, act_type: ActType, content: &str) {
    let (subject, media) =
        if act_type == ActType::PolicySet { ("policy", Media::Policy) } else { ("rules", Media::Json) };
    let proposal: BlobReference = world.evidence.add(media, content.as_bytes());
    let filing = Fields::new(&[
        ("body", Datum::Number(0)),
        ("proposal", Datum::Document(proposal)),
        ("subject", Datum::Code(subject)),
        ("text", text(3)),
    ]);
    let motion = taken(world, ActType::MotionFiled, &[2], &filing);
    let decision = ("decision", Datum::Act(rolled(world, motion)));
    let fields = match act_type {
        ActType::PolicySet => Fields::new(&[decision, ("policy", Datum::Document(proposal))]),
        _ => Fields::new(&[decision, ("rules", Datum::Number(2))]),
    };
    world.act(act_type, &[Who::Server], fields.body());
}

/// An election of three with what can go wrong, seats, and vacancies that are filled.
fn election() -> World {
    let mut world = support::world();
    assert_eq!(world.enrol(14, 0), Outcome::Effect);
    assert_eq!(world.days(31), Outcome::Effect);
    let call = world.call(0);
    // Who has no key may vote, so is not taken off the roll now.
    let enrolment = Fields::new(&[("enrol", Datum::Act(world.enrolment(14)))]);
    refused(
        &mut world,
        ActType::EnrolWithdrawn,
        &[Who::Person(0), Who::Person(1)],
        &enrolment,
        Refusal::Frozen,
    );
    for person in 3..9 {
        assert_eq!(world.stand(call, person), Outcome::Effect);
    }
    let last = world.last();
    assert_eq!(world.step_back(last, 8), Outcome::Effect);
    assert_eq!(world.bind(14), Outcome::Effect);
    let certifying = world.setup_fields(call);
    refused(
        &mut world,
        ActType::ElectionSetup,
        &[Who::Person(0), Who::Person(1)],
        &certifying,
        Refusal::Phase,
    );
    world.vote(call, &[], 5);
    let ballot = world.ballot_fields(call, 6);
    refused(&mut world, ActType::BallotAccepted, &[Who::Server], &ballot, Refusal::Phase);
    archives(&mut world, call);
    let (third, fourth) = (seat_of(&world, 3), seat_of(&world, 4));
    assert_eq!(world.answer(ActType::SeatAccepted, call, third, 3), Outcome::Effect);
    assert_eq!(world.answer(ActType::SeatDeclined, call, fourth, 4), Outcome::Effect);
    world.accept_all(call);
    assert_eq!(world.resign(0, third, 3), Outcome::Effect);
    world.accept_all(call);
    // Silence counts as no, and terms end.
    for days in [10, 400, 400] {
        assert_eq!(world.days(days), Outcome::Effect);
    }
    world
}

/// Archives that are wrong, and the right one.
fn archives(world: &mut World, call: ActId) {
    let right = world.parts(call, world.rankings(call, support::PAPERS));
    let exchanged = ArchiveParts { paper: right.paper.iter().rev().cloned().collect(), ..right.clone() };
    assert_eq!(world.archive(call, exchanged), Outcome::None(Refusal::Archive));
    let unbound = ArchiveParts { bound: false, ..right.clone() };
    assert_eq!(world.archive(call, unbound), Outcome::None(Refusal::Bound));
    assert_eq!(world.archive(call, right), Outcome::Effect);
}

/// A tie for the last seat that a lot decides, and one between those who could follow.
fn lot() -> World {
    let (mut world, call, seat) = support::equal_followers();
    assert_eq!(world.lot(call, "first"), Outcome::None(Refusal::Lot));
    assert_eq!(world.lot(call, "countback"), Outcome::Effect);
    let asked = support::asked(&world, 0, 3)[usize::from(seat)].unwrap();
    assert_eq!(world.answer(ActType::SeatAccepted, call, seat, asked), Outcome::Effect);
    // A board of two by approval, of whom the second is drawn.
    let call = world.call(2);
    assert_eq!(
        world.elect(call, &[8, 9, 10], |world| world.sums(call, &[(8, 5), (9, 3), (10, 3)])),
        Outcome::Effect
    );
    assert_eq!(world.lot(call, "first"), Outcome::Effect);
    world.accept_all(call);
    world
}

/// A change of the charter by all whom it needs, a referendum and an exercise.
fn amended() -> World {
    let mut world = with_registrars(support::world());
    let other = charter().replace(r#""surge_percent":15"#, r#""surge_percent":20"#);
    let change = motion(&mut world, "charter", other.as_bytes(), true);
    let fields = question(&mut world, "charter", change);
    let call = taken(&mut world, ActType::ElectionCalled, &[5], &fields);
    let proposal = world.evidence.add(Media::Json, other.as_bytes());
    let amending = Fields::new(&[("charter", Datum::Document(proposal)), ("decision", Datum::Act(call))]);
    refused(&mut world, ActType::CharterAmended, &[Who::Server], &amending, Refusal::Decision);
    assert_eq!(world.elect(call, &[], |_| yes_no(4, 3)), Outcome::Effect);
    assert_eq!(world.act(ActType::CharterAmended, &[Who::Server], amending.body()), Outcome::Effect);
    let office = world.call(3);
    let answers = |world: &World| -> Answers { world.sums(office, &[(3, 4), (4, 1)]) };
    assert_eq!(world.elect(office, &[3, 4], answers), Outcome::Effect);
    world.accept_all(office);
    world
}

/// A petition, those who endorse it and those who may not, a vote on it that comes to nothing, one that is answered, and
/// another petition.
fn initiative() -> World {
    let mut world = with_registrars(support::world());
    let petitioning = world.petition_fields(0, 1);
    let recall = petitioning.clone().with("purpose", Datum::Code("recall"));
    refused(&mut world, ActType::PetitionOpened, &[Who::Person(5)], &recall, Refusal::NotInRules);
    refused(
        &mut world,
        ActType::PetitionOpened,
        &[Who::Person(4), Who::Person(5)],
        &petitioning,
        Refusal::Authority,
    );
    let petition = taken(&mut world, ActType::PetitionOpened, &[5], &petitioning);
    let second = world.petition_fields(0, 2);
    refused(&mut world, ActType::PetitionOpened, &[Who::Person(5)], &second, Refusal::Petition);
    assert_eq!(world.endorse(petition, 5), Outcome::None(Refusal::Endorsement));
    assert_eq!(world.endorse(petition, 6), Outcome::Effect);
    let early = question(&mut world, "referendum", petition);
    refused(&mut world, ActType::ElectionCalled, &[Who::Person(9)], &early, Refusal::Decision);
    assert_eq!(world.days(20), Outcome::Effect);
    assert_eq!(world.endorse(petition, 7), Outcome::Effect);
    // The registrars do not set it up.
    let calling = question(&mut world, "referendum", petition);
    let call = taken(&mut world, ActType::ElectionCalled, &[9], &calling);
    world.go_to(world.election(call).opens);
    assert_eq!(world.days(80), Outcome::Effect);
    assert_eq!(world.endorse(petition, 8), Outcome::None(Refusal::Petition));
    let late = question(&mut world, "referendum", petition);
    refused(&mut world, ActType::ElectionCalled, &[Who::Person(9)], &late, Refusal::Decision);
    answered(&mut world);
    world
}

/// Another petition, and a vote that says yes.
fn answered(world: &mut World) {
    let petitioning = world.petition_fields(0, 3).with("freeze", Datum::Act(world.freeze()));
    assert_eq!(world.days(6), Outcome::Effect);
    let petition = taken(world, ActType::PetitionOpened, &[5], &petitioning);
    for person in [8, 9, 10] {
        assert_eq!(world.endorse(petition, person), Outcome::Effect);
    }
    let calling = question(world, "referendum", petition);
    let call = taken(world, ActType::ElectionCalled, &[11], &calling);
    assert_eq!(world.elect(call, &[], |_| yes_no(4, 3)), Outcome::Effect);
    let stating = Fields::new(&[("decision", Datum::Act(call)), ("motion", Datum::Act(petition))]);
    taken(world, ActType::ResolutionAdopted, &[3], &stating);
    refused(world, ActType::ResolutionAdopted, &[Who::Server], &stating, Refusal::NotAdopted);
}

/// A call with registrars and trustees of its own.
fn call_of(world: &mut World, registrars: &[u64], trustees: &[u64]) -> Fields {
    let names = |world: &World, persons: &[u64]| {
        Datum::List(persons.iter().map(|person| Datum::Key(world.name(*person))).collect())
    };
    let fields = world.call_fields(0, "seats");
    let fields = fields.with("registrars", names(world, registrars));
    fields.with("trustees", names(world, trustees))
}

/// A call that nobody backs, the one that takes its place, a copy without a line, rehearsals, too few shuffles, results, and
/// registrars in default.
fn calls() -> World {
    let mut world = with_registrars(support::world());
    displaced(&mut world);
    let blocking = call_of(&mut world, &[0, 1], &[10, 11, 12]);
    let blocked = taken(&mut world, ActType::ElectionCalled, &[9], &blocking);
    assert_eq!(world.stand(blocked, 3), Outcome::Effect);
    let freeze = world.freeze();
    assert_eq!(world.tick(), Outcome::Effect);
    // The last tick but one, and all whom it names.
    let backed = call_of(&mut world, &[0, 1], &[2, 3, 4]).with("backed", Datum::Number(1));
    let backed = backed.with("freeze", Datum::Act(freeze));
    let signers = [0, 1, 2, 3, 4].map(Who::Person);
    let unsigned = world.draft(ActType::ElectionCalled, &signers, backed.body()).write().unwrap();
    assert_eq!(world.sign(unsigned.clone(), &signers[..4]), Outcome::None(Refusal::Authority));
    assert_eq!(world.sign(unsigned, &signers), Outcome::Effect);
    let call = world.last();
    for person in 3..8 {
        assert_eq!(world.stand(call, person), Outcome::Effect);
    }
    // Nobody sets it up.
    world.go_to(world.election(call).opens);
    let again = call_of(&mut world, &[0, 1], &[10, 11, 12]);
    let blocked = taken(&mut world, ActType::ElectionCalled, &[9], &again);
    let unready = call_of(&mut world, &[0, 1], &[2, 6, 7]).with("backed", Datum::Number(1));
    let those = [0, 1, 2, 6, 7].map(Who::Person);
    refused(&mut world, ActType::ElectionCalled, &those, &unready, Refusal::Running);
    assert_eq!(world.stand(blocked, 3), Outcome::Effect);
    assert_eq!(world.days(15), Outcome::Effect);
    let others = call_of(&mut world, &[8, 9], &[6, 7, 10]);
    let those = [6, 7, 8, 9, 10].map(Who::Person);
    refused(&mut world, ActType::ElectionCalled, &those, &others, Refusal::Call);
    let others = others.with("backed", Datum::Number(1));
    let call = taken(&mut world, ActType::ElectionCalled, &[6, 7, 8, 9, 10], &others);
    held(&mut world, call, &those[2..4], &[Who::Person(6), Who::Person(7), Who::Person(10)]);
    world
}

/// An exercise and a question that nobody backs, and those that take their place.
fn displaced(world: &mut World) {
    let text = motion(world, "text", b"{}", true);
    let trial = |world: &mut World| world.call_fields(1, "trial").with("seats", Datum::Number(0));
    let asked = |world: &mut World| question(world, "referendum", text);
    let makes: [&dyn Fn(&mut World) -> Fields; 2] = [&trial, &asked];
    for make in makes {
        let fields = make(world);
        let first = taken(world, ActType::ElectionCalled, &[0], &fields);
        let fields = make(world);
        refused(world, ActType::ElectionCalled, &[Who::Person(0)], &fields, Refusal::Running);
        let fields = fields.with("backed", Datum::Number(1));
        let named: Vec<u64> = (0..5).collect();
        taken(world, ActType::ElectionCalled, &named, &fields);
        assert_eq!(world.phase(first), kenes_core::Phase::Void);
    }
}

/// An election from the candidacies to the seats, with what can go wrong in its rehearsal, its ballots and its results.
fn held(world: &mut World, call: ActId, registrars: &[Who], trustees: &[Who]) {
    for person in 3..8 {
        assert_eq!(world.stand(call, person), Outcome::Effect);
    }
    world.go_to(world.election(call).nominations);
    let certifying = world.setup_fields(call);
    refused(world, ActType::ElectionSetup, &registrars[..1], &certifying, Refusal::Authority);
    assert_eq!(world.act(ActType::ElectionSetup, registrars, certifying.body()), Outcome::Effect);
    let setup = world.other_setup(call);
    for (places, expected) in [
        (&[0, 2][..], Outcome::Effect),
        (&[2], Outcome::None(Refusal::Rehearsal)),
        (&[3], Outcome::None(Refusal::Rehearsal)),
        (&[1, 2], Outcome::Effect),
    ] {
        let fields = world.rehearsal_by(call, setup, places);
        assert_eq!(world.act(ActType::ElectionRehearsed, trustees, fields.body()), expected);
    }
    world.go_to(world.election(call).opens);
    for (number, seconds) in [(1, 3_600), (2, 3_601), (3, 7_200)] {
        assert_eq!(world.ballot(call, number), Outcome::Effect);
        assert_eq!(world.tick_at(world.now + seconds), Outcome::Effect);
    }
    world.go_to(world.election(call).closes);
    assert_eq!(world.close(call), Outcome::Effect);
    for number in 1..4_u64 {
        let result = Datum::Digest(kenes_record::Hash::of(&number.to_be_bytes()));
        let naming = Fields::new(&[("election", Datum::Act(call)), ("result", result)]);
        taken(world, ActType::ElectionTallied, &[1], &naming);
    }
    assert_eq!(world.tally(call), Outcome::None(Refusal::Result));
    let result = world.parts(call, yes_no(0, 0)).result;
    let naming = Fields::new(&[("election", Datum::Act(call)), ("result", Datum::Digest(result))]);
    assert_eq!(world.act(ActType::ElectionTallied, &[Who::Server], naming.body()), Outcome::Effect);
    let right = world.parts(call, world.rankings(call, support::PAPERS));
    let alone = ArchiveParts { shufflers: 1, ..right.clone() };
    assert_eq!(world.archive(call, alone), Outcome::None(Refusal::Shuffles));
    assert_eq!(world.archive(call, right), Outcome::Effect);
    world.accept_all(call);
}

/// Whatever comes, most of it wrong.
fn random() -> World {
    let mut history = history::History::new(support::world(), 1_917);
    for _ in 0..260 {
        history.step();
    }
    history.world
}
