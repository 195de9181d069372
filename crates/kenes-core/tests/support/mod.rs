//! What the tests of elections and seats share.

#![allow(dead_code, reason = "each test file uses a part of it")]

use kenes_core::testing::{CHARTER, Fields, Who, World};
use kenes_core::{Answers, Outcome, Refusal};
use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Datum};
use kenes_record::blob::Media;

/// A council of 3 seats, two registrars, a board of 2 by approval and an office by plurality, with limits of terms in
/// the first.
pub fn charter() -> String {
    CHARTER.replace(r#""seats":7,"term_months":24,"terms":3}"#, r#""seats":3,"term_months":24,"terms":2}"#).replace(
        r#"],"constituencies""#,
        r#",{"constituency":0,"counting":"approval","seats":2,"term_months":24,"terms":0},{"constituency":0,"counting":"plurality","seats":1,"term_months":24,"terms":0}],"constituencies""#,
    )
}

/// Three founders and eleven members, a month later.
pub fn world() -> World {
    let mut world = World::new(&charter());
    world.join(3..14);
    assert_eq!(world.days(31), Outcome::Effect);
    world
}

/// Five stand for three seats: 3, 4 and 5 are elected; 3's papers all name 6 next, and half of them 7 after that. Those of
/// 4 and 5 name nobody else.
pub const PAPERS: &[(usize, &[u64])] =
    &[(5, &[3, 6, 7]), (5, &[3, 6]), (8, &[4]), (8, &[5]), (2, &[6]), (1, &[7, 6])];

/// A world in which 3, 4 and 5 were elected to the council and are asked.
pub fn elected() -> (World, ActId) {
    let mut world = world();
    let call = world.call(0);
    let archived = world.elect(call, &[3, 4, 5, 6, 7], |world| world.rankings(call, PAPERS));
    assert_eq!(archived, Outcome::Effect);
    (world, call)
}

/// A world in which they hold their seats.
pub fn seated() -> (World, ActId) {
    let (mut world, call) = elected();
    world.accept_all(call);
    (world, call)
}

/// The first two founders hold the registrars' seats for good: they were elected to them.
pub fn with_registrars(mut world: World) -> World {
    let call = world.call(1);
    let papers: &[(usize, &[u64])] = &[(5, &[0]), (5, &[1])];
    assert_eq!(world.elect(call, &[0, 1], |world| world.rankings(call, papers)), Outcome::Effect);
    world.accept_all(call);
    world
}

/// Checks that an act is refused for this reason and changes nothing.
pub fn refused(world: &World, act_type: ActType, signers: &[u64], fields: &Fields, refusal: Refusal) {
    let signers: Vec<Who> = signers.iter().map(|person| Who::Person(*person)).collect();
    refused_by(world, act_type, &signers, fields, refusal);
}

/// The same for whoever signs.
pub fn refused_by(world: &World, act_type: ActType, signers: &[Who], fields: &Fields, refusal: Refusal) {
    let mut after = world.clone();
    let outcome = after.act(act_type, signers, fields.body());
    assert_eq!(outcome, Outcome::None(refusal), "{} {fields:?}", act_type.name());
    assert!(world.is_same_but_acts(&after));
}

/// Checks that an act has its effect.
pub fn taken(world: &mut World, act_type: ActType, signers: &[u64], fields: &Fields) -> ActId {
    let signers: Vec<Who> = signers.iter().map(|person| Who::Person(*person)).collect();
    assert_eq!(
        world.act(act_type, &signers, fields.body()),
        Outcome::Effect,
        "{} {fields:?}",
        act_type.name()
    );
    world.last()
}

/// Who holds the seats of a body, by seat.
pub fn holders(world: &World, body: u16, seats: u16) -> Vec<Option<u64>> {
    let holder = |seat| world.seat(body, seat).holder.as_ref().map(|holder| world.person(holder.member));
    (0..seats).map(holder).collect()
}

/// Who is asked for the seats of a body, by seat.
pub fn asked(world: &World, body: u16, seats: u16) -> Vec<Option<u64>> {
    let elect = |seat| world.seat(body, seat).elected.as_ref().map(|elect| world.person(elect.member));
    (0..seats).map(elect).collect()
}

/// A motion of the council that the founders filed, and the roll call that adopted it where it is adopted.
pub fn motion(world: &mut World, subject: &'static str, proposal: &[u8], adopted: bool) -> ActId {
    let proposal = Datum::Document(world.evidence.add(Media::Json, proposal));
    let fields = Fields::new(&[
        ("body", Datum::Number(0)),
        ("proposal", proposal),
        ("subject", Datum::Code(subject)),
        ("text", kenes_core::testing::text(1)),
    ]);
    let motion = taken(world, ActType::MotionFiled, &[0], &fields);
    if adopted {
        if subject == "charter" {
            world.days(31);
        }
        let closes = Datum::Minute(world.now + 25 * 3_600);
        let fields = Fields::new(&[
            ("closes", closes),
            ("motion", Datum::Act(motion)),
            ("order", Datum::List(Vec::new())),
        ]);
        let rollcall = taken(world, ActType::RollcallOpened, &[0], &fields);
        for seat in 0..3 {
            let fields = Fields::new(&[
                ("rollcall", Datum::Act(rollcall)),
                ("seat", Datum::Number(seat)),
                ("vote", Datum::Code("for")),
            ]);
            taken(world, ActType::RollcallVoted, &[seat], &fields);
        }
        taken(world, ActType::RollcallClosed, &[0], &Fields::new(&[("rollcall", Datum::Act(rollcall))]));
    }
    motion
}

/// A call for a vote of the members.
pub fn question(world: &mut World, purpose: &'static str, motion: ActId) -> Fields {
    let fields = world.call_fields(0, purpose);
    let opens = fields.number("opens") + 20 * 86_400;
    fields
        .with("cause", Datum::Act(motion))
        .with("counting", Datum::Code("yes_no"))
        .with("seats", Datum::Number(0))
        .with("opens", Datum::Minute(opens))
        .with("closes", Datum::Minute(opens + 2 * 86_400))
}

/// A digest of no meaning.
pub fn other() -> Datum {
    Datum::Digest(Hash::of(b"other"))
}

/// Yes and no, after a number of blank ballots.
pub fn yes_no(yes: u64, no: u64) -> Answers {
    Answers::Sums(vec![7, yes, no])
}

/// A council in which 6 holds a seat and was elected to another one: the call of the second election and its seat.
pub fn elected_twice() -> (World, ActId, u16) {
    let mut world = world();
    let first = world.call(0);
    let papers: &[(usize, &[u64])] = &[(10, &[3, 7]), (8, &[4, 6]), (8, &[5]), (2, &[6]), (1, &[7, 6])];
    assert_eq!(world.elect(first, &[3, 4, 5, 6, 7], |world| world.rankings(first, papers)), Outcome::Effect);
    world.accept_all(first);
    let (seat, other) = (seat_of(&world, 3), seat_of(&world, 4));
    assert_eq!(world.resign(0, seat, 3), Outcome::Effect);
    assert_eq!(world.answer(ActType::SeatDeclined, first, seat, 7), Outcome::Effect);
    // 6 stands in the by-election, and follows 4 in another seat before that is counted.
    let fields = world.call_fields(0, "by_election");
    let by = taken(&mut world, ActType::ElectionCalled, &[9], &fields);
    world.vote(by, &[6, 8], 3);
    assert_eq!(world.resign(0, other, 4), Outcome::Effect);
    assert_eq!(world.answer(ActType::SeatAccepted, first, other, 6), Outcome::Effect);
    let papers: &[(usize, &[u64])] = &[(5, &[6]), (3, &[8])];
    let parts = world.parts(by, world.rankings(by, papers));
    assert_eq!(world.archive(by, parts), Outcome::Effect);
    (world, by, seat)
}

/// The seat of a person in the council.
pub fn seat_of(world: &World, person: u64) -> u16 {
    let places = holders(world, 0, 3).into_iter().zip(asked(world, 0, 3));
    let found = (0..).zip(places).find(|(_, (holds, asked))| [holds, asked].contains(&&Some(person)));
    found.unwrap().0
}

/// A council in which the two who could follow 3 are equal: the call and the seat.
pub fn equal_followers() -> (World, ActId, u16) {
    let mut world = world();
    let call = world.call(0);
    let papers: &[(usize, &[u64])] =
        &[(5, &[3, 6, 7]), (5, &[3, 7, 6]), (8, &[4]), (8, &[5]), (2, &[6]), (2, &[7])];
    assert_eq!(world.elect(call, &[3, 4, 5, 6, 7], |world| world.rankings(call, papers)), Outcome::Effect);
    world.accept_all(call);
    let seat = seat_of(&world, 3);
    assert_eq!(world.resign(0, seat, 3), Outcome::Effect);
    (world, call, seat)
}

/// An election in which 5 and 6 are equal for the last seat.
pub fn tied() -> (World, ActId) {
    let mut world = world();
    let call = world.call(0);
    let papers: &[(usize, &[u64])] = &[(10, &[3]), (10, &[4]), (5, &[5]), (5, &[6])];
    assert_eq!(world.elect(call, &[3, 4, 5, 6], |world| world.rankings(call, papers)), Outcome::Effect);
    (world, call)
}

/// Three hold the council's seats for two years; their successors are elected in the last weeks of the term.
pub fn renewed(candidates: &[u64], papers: &[(usize, &[u64])]) -> (World, ActId) {
    let (mut world, _) = seated();
    let world_until = world.seat(0, 0).holder.as_ref().unwrap().until.seconds();
    let mut world = with_registrars({
        world.tick();
        world
    });
    world.tick_at(world_until - 61 * 86_400);
    let fields = world.call_fields(0, "seats");
    refused(&world, ActType::ElectionCalled, &[9], &fields, Refusal::NotDue);
    world.tick_at(world_until - 59 * 86_400);
    let call = world.call(0);
    assert_eq!(world.elect(call, candidates, |world| world.rankings(call, papers)), Outcome::Effect);
    (world, call)
}
