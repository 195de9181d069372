//! What the fold costs without signatures: `cargo bench -p kenes-core`. On the clock, one thread.
//!
//! The record has 100,000 acts: 5,000 members who were enrolled and bound their keys, roll calls, an election with more
//! than 80,000 ballots on the board, and a tick after each hundredth act. Its acts are signed and verified once, before
//! the clock starts; the checkpoints in its ticks are verified by the fold. With `KENES_LONG` it prints the memory of a
//! council that accepted a million ballots too.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should stop")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kenes_core::testing::{CHARTER, Fields, Papers, Who, World, text};
use kenes_core::{Council, Evidence, Found, Outcome, VerifiedArchive, VerifiedLot};
use kenes_record::act::{ActId, ActType, Datum, VerifiedAct};
use kenes_record::{Hash, Tree};

const ACTS: usize = 100_000;
const MEMBERS: u64 = 5_000;
const MOTIONS: u64 = 800;

/// The evidence of a record of which every root is known, as an audit knows them.
struct Known<'a> {
    papers: &'a Papers,
    roots: Vec<Hash>,
}

impl Evidence for Known<'_> {
    fn document(&self, digest: &Hash) -> Option<&[u8]> {
        self.papers.document(digest)
    }

    fn archive(&self, archive: &Hash, proofs: &Hash) -> Found<'_, VerifiedArchive> {
        self.papers.archive(archive, proofs)
    }

    fn lot(&self, proofs: &Hash) -> Found<'_, VerifiedLot> {
        self.papers.lot(proofs)
    }

    fn root(&self, size: u64) -> Option<Hash> {
        self.roots.get(usize::try_from(size).ok()?).copied()
    }
}

/// A tick after each hundredth act.
fn tick(world: &mut World) {
    if world.acts().len().is_multiple_of(100) {
        world.tick();
    }
}

fn members(world: &mut World) {
    for person in 3..3 + MEMBERS {
        world.join(person..person + 1);
        tick(world);
    }
    world.days(31);
}

fn roll_calls(world: &mut World) {
    for number in 0..MOTIONS {
        let fields = Fields::new(&[
            ("body", Datum::Number(0)),
            ("subject", Datum::Code("text")),
            ("text", text(number)),
        ]);
        world.act(ActType::MotionFiled, &[Who::Person(0)], fields.body());
        let fields = Fields::new(&[
            ("closes", Datum::Minute(world.now / 60 * 60 + 25 * 3_600)),
            ("motion", Datum::Act(world.last())),
            ("order", Datum::List(Vec::new())),
        ]);
        world.act(ActType::RollcallOpened, &[Who::Person(0)], fields.body());
        let rollcall = ("rollcall", Datum::Act(world.last()));
        for seat in 0..3 {
            let vote = [("seat", Datum::Number(seat)), ("vote", Datum::Code("for")), rollcall.clone()];
            world.act(ActType::RollcallVoted, &[Who::Person(seat)], Fields::new(&vote).body());
        }
        world.act(ActType::RollcallClosed, &[Who::Server], Fields::new(&[rollcall]).body());
        tick(world);
    }
}

/// From the call to the opening.
fn opened(world: &mut World) -> ActId {
    let fields = world.call_fields(0, "seats");
    let closes = Datum::Minute(fields.number("opens") + 59 * 86_400);
    let fields = fields.with("closes", closes);
    assert_eq!(world.act(ActType::ElectionCalled, &[Who::Person(0)], fields.body()), Outcome::Effect);
    let call = world.last();
    for person in 3..12 {
        assert_eq!(world.stand(call, person), Outcome::Effect);
    }
    world.go_to(world.election(call).nominations);
    assert_eq!((world.set_up(call), world.rehearse(call)), (Outcome::Effect, Outcome::Effect));
    world.go_to(world.election(call).opens);
    call
}

fn record() -> World {
    let mut world = World::new(CHARTER);
    members(&mut world);
    roll_calls(&mut world);
    let call = opened(&mut world);
    let mut ballots = 0;
    while world.acts().len() < ACTS - 20 {
        ballots += 1;
        assert_eq!(world.ballot(call, ballots), Outcome::Effect);
        tick(&mut world);
    }
    world.go_to(world.election(call).closes);
    assert_eq!((world.close(call), world.tally(call)), (Outcome::Effect, Outcome::Effect));
    let parts = world.parts(call, world.rankings(call, &[(10, &[3, 4, 5, 6, 7, 8, 9, 10])]));
    assert_eq!(world.archive(call, parts), Outcome::Effect);
    world.accept_all(call);
    while world.acts().len() < ACTS {
        world.tick();
    }
    world
}

fn fold(acts: &[VerifiedAct], evidence: &Known<'_>) -> Council {
    let (first, rest) = acts.split_first().unwrap();
    let mut council = Council::open(first, evidence).unwrap();
    for act in rest {
        black_box(council.apply(act, evidence));
    }
    council
}

fn folding(c: &mut Criterion) {
    let world = record();
    let mut tree = Tree::new();
    let mut roots = vec![tree.root()];
    for act in world.acts() {
        tree.push(Hash::leaf(&act.act().to_bytes()));
        roots.push(tree.root());
    }
    let known = Known { papers: &world.evidence, roots };
    assert_eq!(fold(world.acts(), &known), world.council);
    let of_type = |act_type: ActType| world.acts().iter().filter(|act| act.act_type() == act_type).count();
    println!("{} ballots, {} ticks", of_type(ActType::BallotAccepted), of_type(ActType::Tick));
    let mut group = c.benchmark_group("fold");
    group.sample_size(10).throughput(Throughput::Elements(u64::try_from(ACTS).unwrap()));
    group.bench_function("100,000 acts", |b| b.iter(|| fold(world.acts(), &known)));
    group.bench_function("the hash of the state", |b| b.iter(|| world.council.state_hash()));
    group.finish();
    if std::env::var_os("KENES_LONG").is_some() {
        print_memory();
    }
}

/// How much a copy of a council that accepted a million ballots takes.
fn print_memory() {
    let mut world = World::new(CHARTER);
    world.join(3..20);
    world.days(31);
    let call = opened(&mut world);
    for number in 1..=1_000_000 {
        assert_eq!(world.ballot(call, number), Outcome::Effect);
        if number % 10_000 == 0 {
            world.forget_acts();
        }
    }
    let before = resident();
    let copy = world.council.clone();
    println!("a council with a million ballots: {} MB", resident().saturating_sub(before) / 1_000_000);
    black_box(copy);
}

/// The memory of this process in bytes.
fn resident() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4_096
}

criterion_group!(benches, folding);
criterion_main!(benches);
