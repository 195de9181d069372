//! A council for each act in which it has its effect.

use kenes_core::Outcome;
use kenes_core::testing::{
    CHARTER, Fields, Who, World, enrol_body, member_key, next_hash, public, server_key, text,
};
use kenes_record::act::{ActId, ActType, Datum};
use kenes_record::blob::{BlobReference, Media};

use crate::support::{
    PAPERS, charter, elected, motion, question, seat_of, seated, taken, tied, with_registrars, world, yes_no,
};

const HOUR: u64 = 3_600;

/// Who may sign beside those who do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Nobody.
    Nobody,
    /// Any one member.
    Member,
    /// Any one member, and the server.
    Anyone,
}

/// An act that has its effect.
pub struct Case {
    pub act_type: ActType,
    pub world: World,
    pub signers: Vec<Who>,
    pub by: By,
    pub fields: Fields,
    /// The fields that its signers choose: another value has an effect too.
    pub free: &'static [&'static str],
    pub outcome: Outcome,
}

fn case(
    act_type: ActType,
    world: World,
    signers: &[Who],
    by: By,
    fields: Fields,
    free: &'static [&'static str],
) -> Case {
    Case { act_type, world, signers: signers.to_vec(), by, fields, free, outcome: Outcome::Effect }
}

fn person(person: u64) -> [Who; 1] {
    [Who::Person(person)]
}

const REGISTRARS: [Who; 2] = [Who::Person(0), Who::Person(1)];
const TRUSTEES: [Who; 3] = [Who::Person(0), Who::Person(1), Who::Person(2)];
const SERVER: [Who; 1] = [Who::Server];

/// One for each type of act, at least.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    cases.extend(of_ground_rules());
    cases.extend(of_members());
    cases.extend(of_recoveries());
    cases.extend(of_calls());
    cases.extend(of_boards());
    cases.extend(of_counts());
    cases.extend(of_seats());
    cases.extend(of_motions());
    cases.extend(of_petitions());
    cases
}

fn of_ground_rules() -> Vec<Case> {
    let key = Fields::new(&[("key", Datum::PublicKey(public(&server_key(1))))]);
    let handing_over = [Who::ServerKey(0), Who::ServerKey(1)];
    let (ticking, tick) = ticking();
    let (charter_world, amending) = amending();
    let (policy_world, setting) = deciding("policy", b"quorum none\n");
    let (rules_world, adopting) = deciding("rules", br#"{"rules":2}"#);
    let rules = case(ActType::RulesAdopted, rules_world, &person(9), By::Anyone, adopting, &[]);
    vec![
        case(ActType::Tick, ticking, &SERVER, By::Nobody, tick, &["table"]),
        case(ActType::ServerKey, world(), &handing_over, By::Nobody, key, &[]),
        case(ActType::CharterAmended, charter_world, &person(9), By::Anyone, amending, &[]),
        case(ActType::PolicySet, policy_world, &person(9), By::Anyone, setting, &[]),
        Case { outcome: Outcome::NeedsNewer { version: 2 }, ..rules },
    ]
}

/// A tick as it should be: the one that a twin of the world was told.
fn ticking() -> (World, Fields) {
    let mut world = World::new(&charter());
    world.join(3..14);
    world.days(31);
    let mut twin = world.clone();
    twin.tick();
    let tick = Fields::new(twin.acts().last().unwrap().body().fields());
    (world, tick)
}

/// The members agreed to the charter that is in force, once more.
fn amending() -> (World, Fields) {
    let mut world = with_registrars(world());
    let text = charter();
    let change = motion(&mut world, "charter", text.as_bytes(), true);
    let fields = question(&mut world, "charter", change);
    let call = taken(&mut world, ActType::ElectionCalled, &[5], &fields);
    assert_eq!(world.elect(call, &[], |_| yes_no(4, 3)), Outcome::Effect);
    let charter = world.evidence.add(Media::Json, text.as_bytes());
    let fields = Fields::new(&[("charter", Datum::Document(charter)), ("decision", Datum::Act(call))]);
    (world, fields)
}

/// What the council decided on a subject: the act that carries it out.
fn deciding(subject: &'static str, proposal: &[u8]) -> (World, Fields) {
    let mut world = world();
    motion(&mut world, subject, proposal, true);
    let opened = world.acts().iter().rev().find(|act| act.act_type() == ActType::RollcallOpened).unwrap();
    let decision = ("decision", Datum::Act(opened.id()));
    let fields = if subject == "rules" {
        Fields::new(&[decision, ("rules", Datum::Number(2))])
    } else {
        let policy = world.evidence.add(Media::Json, proposal);
        let policy = BlobReference::new(*policy.digest(), policy.length(), Media::Policy).unwrap();
        Fields::new(&[decision, ("policy", Datum::Document(policy))])
    };
    (world, fields)
}

fn of_members() -> Vec<Case> {
    let enrolling = Fields::new(enrol_body(14, 0).fields());
    let mut enrolled = world();
    enrolled.enrol(14, 0);
    let binding = Fields::new(enrolled.bind_body(14).fields());
    let introduced = [Who::Key(14, 0), Who::Token(14)];
    let rotating = |world: &World| {
        Fields::new(&[
            ("key", Datum::PublicKey(public(&member_key(5, 1)))),
            ("member", Datum::Key(world.name(5))),
            ("next", Datum::Digest(next_hash(5, 2))),
        ])
    };
    let next = [Who::Key(5, 1)];
    let leaving = Fields::new(&[("member", Datum::Key(world().name(5)))]);
    let unbound = Fields::new(&[("enrol", Datum::Act(enrolled.last()))]);
    let chosen = &["commitment", "constituency", "token"];
    let rotation = rotating(&world());
    vec![
        case(ActType::EnrolCommitted, world(), &REGISTRARS, By::Nobody, enrolling, chosen),
        case(ActType::KeyBound, enrolled.clone(), &introduced, By::Nobody, binding, &["custody", "next"]),
        case(ActType::KeyRotated, world(), &next, By::Nobody, rotation, &["next"]),
        case(ActType::EnrolWithdrawn, world(), &person(5), By::Nobody, leaving.clone(), &[]),
        // Registrars take off the roll whom they name.
        case(ActType::EnrolWithdrawn, world(), &REGISTRARS, By::Nobody, leaving, &["member"]),
        case(ActType::EnrolWithdrawn, enrolled, &REGISTRARS, By::Nobody, unbound, &["enrol"]),
    ]
}

fn of_recoveries() -> Vec<Case> {
    let opening = |world: &World| {
        Fields::new(&[
            ("key", Datum::PublicKey(public(&member_key(5, 9)))),
            ("member", Datum::Key(world.name(5))),
            ("next", Datum::Digest(next_hash(5, 10))),
        ])
    };
    let world = world();
    let mut opened = world.clone();
    let recovery = taken(&mut opened, ActType::KeyRecoveryOpened, &[0, 1], &opening(&world));
    let mut due = opened.clone();
    assert_eq!(due.days(30), Outcome::Effect);
    let of = Fields::new(&[("recovery", Datum::Act(recovery))]);
    let fields = opening(&world);
    let chosen = &["key", "member", "next"];
    vec![
        case(ActType::KeyRecoveryOpened, world, &REGISTRARS, By::Nobody, fields, chosen),
        case(ActType::KeyRecoveryVetoed, opened, &person(5), By::Nobody, of.clone(), &[]),
        case(ActType::KeyRecovered, due, &person(9), By::Anyone, of, &[]),
    ]
}

/// An election with candidates.
fn called() -> (World, ActId) {
    let mut world = world();
    let call = world.call(0);
    for person in [3, 4, 5, 6, 7] {
        assert_eq!(world.stand(call, person), Outcome::Effect);
    }
    (world, call)
}

fn of_calls() -> Vec<Case> {
    let mut empty = world();
    let calling = empty.call_fields(0, "seats");
    let (mut standing, call) = called();
    let candidacy = Fields::new(&[("candidacy", Datum::Act(standing.last()))]);
    let filing = Fields::new(&[("election", Datum::Act(call)), ("statement", text(1))]);
    let backing = standing.clone();
    let filed = standing.clone();
    standing.go_to(standing.election(call).nominations);
    let certifying = standing.setup_fields(call);
    let of_call = &["backed", "closes", "nominations", "opens", "questions", "trustees"];
    let backed = calling.clone().with("backed", Datum::Number(1));
    let of_setup = &["count", "credentials", "data", "header", "setup", "trustees"];
    vec![
        case(ActType::ElectionCalled, empty.clone(), &person(9), By::Member, calling, of_call),
        case(
            ActType::ElectionCalled,
            empty,
            &TRUSTEES,
            By::Nobody,
            backed,
            &["backed", "closes", "nominations", "opens", "questions"],
        ),
        case(ActType::CandidacyFiled, filed, &person(8), By::Member, filing, &["interests", "statement"]),
        case(ActType::CandidacyWithdrawn, backing, &person(7), By::Nobody, candidacy, &[]),
        case(ActType::ElectionSetup, standing, &REGISTRARS, By::Nobody, certifying, of_setup),
    ]
}

fn of_boards() -> Vec<Case> {
    let (mut world, call) = called();
    world.go_to(world.election(call).nominations);
    assert_eq!(world.set_up(call), Outcome::Effect);
    let rehearsing = world.rehearsal_fields(call);
    let before = world.clone();
    assert_eq!(world.rehearse(call), Outcome::Effect);
    world.go_to(world.election(call).opens);
    let ballot = world.ballot_fields(call, 1);
    let open = world.clone();
    world.ballot(call, 1);
    world.go_to(world.election(call).closes);
    let closing = world.close_fields(call);
    let of_close = &["head", "height", "length"];
    vec![
        case(ActType::ElectionRehearsed, before, &TRUSTEES, By::Nobody, rehearsing, &[]),
        case(ActType::BallotAccepted, open, &SERVER, By::Nobody, ballot, &["event", "height", "tracker"]),
        case(ActType::ElectionBallotsClosed, world, &SERVER, By::Nobody, closing, of_close),
    ]
}

fn of_counts() -> Vec<Case> {
    let mut world = world();
    let call = world.call(0);
    world.vote(call, &[3, 4, 5, 6, 7], 3);
    let parts = world.parts(call, world.rankings(call, PAPERS));
    let result = Datum::Digest(kenes_record::Hash::of(b"a result"));
    let naming = Fields::new(&[("election", Datum::Act(call)), ("result", result)]);
    let filing = world.archive_fields(call, parts);
    let (mut tied, tie) = tied();
    let opening = tied.lot_fields(tie, "first");
    vec![
        case(ActType::ElectionTallied, world.clone(), &person(9), By::Anyone, naming, &["result"]),
        case(ActType::ElectionArchived, world, &person(9), By::Anyone, filing, &[]),
        case(ActType::LotOpened, tied, &person(9), By::Anyone, opening, &[]),
    ]
}

fn of_seats() -> Vec<Case> {
    let (asked, call) = elected();
    let seat = |world: &World, person| Datum::Number(seat_of(world, person).into());
    let answer = Fields::new(&[("election", Datum::Act(call)), ("seat", seat(&asked, 3))]);
    let (held, _) = seated();
    let leaving = Fields::new(&[("body", Datum::Number(0)), ("seat", seat(&held, 3))]);
    vec![
        case(ActType::SeatAccepted, asked.clone(), &person(3), By::Nobody, answer.clone(), &[]),
        case(ActType::SeatDeclined, asked, &person(3), By::Nobody, answer, &[]),
        case(ActType::SeatResigned, held, &person(3), By::Nobody, leaving, &[]),
    ]
}

fn of_motions() -> Vec<Case> {
    let mut empty = world();
    let proposal = Datum::Document(empty.evidence.add(Media::Json, CHARTER.as_bytes()));
    let filing = Fields::new(&[
        ("body", Datum::Number(0)),
        ("proposal", proposal),
        ("subject", Datum::Code("text")),
        ("text", text(1)),
    ]);
    let mut moved = empty.clone();
    let motion = taken(&mut moved, ActType::MotionFiled, &[0], &filing);
    let of_motion = Fields::new(&[("motion", Datum::Act(motion))]);
    let calling = of_motion
        .clone()
        .with("closes", Datum::Minute(moved.now + 30 * HOUR))
        .with("order", Datum::List(Vec::new()));
    let mut open = moved.clone();
    let rollcall = taken(&mut open, ActType::RollcallOpened, &[0], &calling);
    let of_rollcall = Fields::new(&[("rollcall", Datum::Act(rollcall))]);
    let voting = of_rollcall.clone().with("seat", Datum::Number(0)).with("vote", Datum::Code("for"));
    let mut over = open.clone();
    for seat in 0..3 {
        taken(&mut over, ActType::RollcallVoted, &[seat], &voting.clone().with("seat", Datum::Number(seat)));
    }
    let mut decided = over.clone();
    taken(&mut decided, ActType::RollcallClosed, &[0], &of_rollcall);
    let stating = of_motion.clone().with("decision", Datum::Act(rollcall));
    let Datum::Text(blob) = text(1) else { panic!("a text") };
    let deleting = Fields::new(&[("act", Datum::Act(motion)), ("blob", Datum::Digest(*blob.digest()))]);
    let chosen = &["body", "proposal", "subject", "text"];
    vec![
        case(ActType::MotionFiled, empty, &person(0), By::Nobody, filing, chosen),
        case(ActType::MotionWithdrawn, moved.clone(), &person(0), By::Nobody, of_motion, &[]),
        case(ActType::RollcallOpened, moved.clone(), &person(0), By::Nobody, calling, &["closes"]),
        case(ActType::RollcallVoted, open, &person(0), By::Nobody, voting, &["vote"]),
        case(ActType::RollcallClosed, over, &person(9), By::Anyone, of_rollcall, &[]),
        case(ActType::ResolutionAdopted, decided, &person(9), By::Anyone, stating, &[]),
        case(ActType::BlobWithdrawn, moved, &person(0), By::Nobody, deleting, &[]),
    ]
}

fn of_petitions() -> Vec<Case> {
    let empty = world();
    let opening = empty.petition_fields(0, 1);
    let mut opened = empty.clone();
    let petition = taken(&mut opened, ActType::PetitionOpened, &[5], &opening);
    let endorsing = Fields::new(&[("petition", Datum::Act(petition))]);
    let mut endorsed = opened.clone();
    for person in [6, 7] {
        taken(&mut endorsed, ActType::PetitionEndorsed, &[person], &endorsing);
    }
    let calling = question(&mut endorsed, "referendum", petition);
    let mut answered = endorsed.clone();
    let call = taken(&mut answered, ActType::ElectionCalled, &[9], &calling);
    assert_eq!(answered.elect(call, &[], |_| yes_no(4, 3)), Outcome::Effect);
    let stating = Fields::new(&[("decision", Datum::Act(call)), ("motion", Datum::Act(petition))]);
    let of_call = &["backed", "closes", "nominations", "opens", "questions", "trustees"];
    vec![
        case(
            ActType::PetitionOpened,
            empty,
            &person(5),
            By::Member,
            opening,
            &["body", "proposal", "statement"],
        ),
        case(ActType::PetitionEndorsed, opened, &person(6), By::Member, endorsing, &[]),
        case(ActType::ElectionCalled, endorsed, &person(9), By::Member, calling, of_call),
        case(ActType::ResolutionAdopted, answered, &person(9), By::Anyone, stating, &[]),
    ]
}
