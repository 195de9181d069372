//! Where histories begin.

use kenes_core::Outcome;
use kenes_core::testing::{Fields, World};
use kenes_record::act::{ActId, ActType, Datum};

use crate::support::{
    charter, elected, elected_twice, equal_followers, motion, question, renewed, seated, taken, tied,
    with_registrars, world, yes_no,
};

const HOUR: u64 = 3_600;

/// A policy without witnesses.
pub const POLICY: &[u8] = b"quorum none\n";

/// What the body decided within its founders' time.
fn decided() -> World {
    let mut world = world();
    for (subject, proposal) in
        [("policy", POLICY), ("policy", b"{}"), ("rules", br#"{"rules":1}"#), ("rules", br#"{"rules":2}"#)]
    {
        by_roll_call(&mut world, subject, proposal);
    }
    motion(&mut world, "text", b"{}", false);
    world
}

/// Somebody is asked for each seat, or waits for it, whose holder's term runs on.
fn successors(wait: bool) -> World {
    let (mut world, call) = renewed(&[4, 8, 9, 10], &[(5, &[8, 10]), (5, &[9]), (4, &[4])]);
    if wait {
        world.accept_all(call);
    }
    world
}

/// A petition that two have endorsed.
fn petitioned() -> (World, ActId) {
    let mut world = with_registrars(world());
    let fields = world.petition_fields(0, 1);
    let petition = taken(&mut world, ActType::PetitionOpened, &[5], &fields);
    for person in [6, 7] {
        world.endorse(petition, person);
    }
    (world, petition)
}

/// A petition on which the members have voted.
fn answered() -> World {
    let (mut world, petition) = petitioned();
    let fields = question(&mut world, "referendum", petition);
    let call = taken(&mut world, ActType::ElectionCalled, &[9], &fields);
    assert_eq!(world.elect(call, &[], |_| yes_no(4, 3)), Outcome::Effect);
    world
}

/// Where histories begin.
pub fn situations() -> Vec<World> {
    let called = || {
        let mut world = world();
        let call = world.call(0);
        for person in 3..8 {
            world.stand(call, person);
        }
        (world, call)
    };
    let set_up = || {
        let (mut world, call) = called();
        world.go_to(world.election(call).nominations);
        world.set_up(call);
        (world, call)
    };
    let open = || {
        let (mut world, call) = set_up();
        world.rehearse(call);
        world.go_to(world.election(call).opens);
        world.ballot(call, 1);
        (world, call)
    };
    let closed = || {
        let (mut world, call) = open();
        world.go_to(world.election(call).closes);
        world.close(call);
        world.tally(call);
        world
    };
    let untold = World::untold(&charter(), kenes_core::testing::NO_WITNESSES, 0);
    let young = World::new(&charter());
    let (right, wrong) = (confirmed(charter().as_bytes()), confirmed(b"{}"));
    vec![
        untold,
        young,
        world(),
        called().0,
        called().0,
        set_up().0,
        open().0,
        open().0,
        closed(),
        closed(),
        elected().0,
        elected().0,
        seated().0,
        seated().0,
        tied().0,
        equal_followers().0,
        equal_followers().0,
        elected_twice().0,
        with_registrars(world()),
        successors(false),
        successors(true),
        successors(true),
        decided(),
        decided(),
        petitioned().0,
        answered(),
        right.clone(),
        right.clone(),
        right,
        wrong,
    ]
}

/// The members agreed to a charter, and the body to policies and rules.
fn confirmed(proposal: &[u8]) -> World {
    let mut world = with_registrars(world());
    let change = motion(&mut world, "charter", proposal, true);
    let fields = question(&mut world, "charter", change);
    taken(&mut world, ActType::ElectionCalled, &[5], &fields);
    let call = world.last();
    // The founders' time is over before the vote is: the body decides on the rest now.
    for (subject, proposal) in
        [("policy", POLICY), ("rules", br#"{"rules":1}"#), ("rules", br#"{"rules":2}"#)]
    {
        by_roll_call(&mut world, subject, proposal);
    }
    assert_eq!(world.elect(call, &[], |_| yes_no(4, 3)), Outcome::Effect);
    world
}

fn by_roll_call(world: &mut World, subject: &'static str, proposal: &[u8]) {
    let motion = motion(world, subject, proposal, false);
    let fields = Fields::new(&[
        ("closes", Datum::Minute(world.now + 25 * HOUR)),
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
    let fields = Fields::new(&[("rollcall", Datum::Act(rollcall))]);
    taken(world, ActType::RollcallClosed, &[0], &fields);
}
