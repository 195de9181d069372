//! Random histories: whatever comes in whatever order, the council stays one that the charter allows.
//!
//! Each history begins in one of some situations and takes random acts, most of them right, others changed in a field,
//! signed by others, repeated or out of time. There are ten thousand of them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests"
)]

mod history;
mod random;
mod rules;
mod situation;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use kenes_core::testing::World;
use kenes_core::{Council, Evidence, Found, Outcome, Refusal, VerifiedArchive, VerifiedLot};
use kenes_record::Hash;
use kenes_record::act::{ActType, VerifiedAct};

use history::{History, Step};
use rules::check;
use situation::situations;

/// What was seen in all histories.
#[derive(Default)]
struct Coverage {
    effects: BTreeMap<ActType, u64>,
    refusals: BTreeMap<Refusal, u64>,
    needs_newer: u64,
    /// Acts for which evidence was missing, when it was held back.
    incomplete: u64,
    acts: u64,
}

/// Evidence of which nothing is there but the history.
struct Nothing<'a, E>(&'a E);

impl<E: Evidence> Evidence for Nothing<'_, E> {
    fn document(&self, _: &Hash) -> Option<&[u8]> {
        None
    }

    fn archive(&self, archive: &Hash, _: &Hash) -> Found<'_, VerifiedArchive> {
        Found::Missing(*archive)
    }

    fn lot(&self, proofs: &Hash) -> Found<'_, VerifiedLot> {
        Found::Missing(*proofs)
    }

    fn root(&self, size: u64) -> Option<Hash> {
        self.0.root(size)
    }
}

impl Coverage {
    fn note(&mut self, act_type: ActType, outcome: Outcome) {
        self.acts += 1;
        match outcome {
            Outcome::Effect => *self.effects.entry(act_type).or_default() += 1,
            Outcome::None(refusal) => *self.refusals.entry(refusal).or_default() += 1,
            Outcome::NeedsNewer { version: _ } => self.needs_newer += 1,
            Outcome::Incomplete { digest } => panic!("{} wants {}", act_type.name(), digest.to_hex()),
        }
    }
}

/// An act without an effect leaves everything but what was included, and evidence that is missing stops the fold or makes
/// no difference.
fn check_step(before: &Council, act: &VerifiedAct, outcome: Outcome, world: &World) -> bool {
    if outcome != Outcome::Effect {
        assert!(world.council.is_same_but_for_ids(before), "{}", act.act_type().name());
    }
    let mut blind = before.clone();
    let blindly = blind.apply(act, &Nothing(&world.evidence));
    match blindly {
        Outcome::Incomplete { digest: _ } => assert_eq!(blind, *before),
        Outcome::Effect | Outcome::None(_) | Outcome::NeedsNewer { version: _ } => {
            assert_eq!((blindly, &blind), (outcome, &world.council));
        }
    }
    matches!(blindly, Outcome::Incomplete { digest: _ })
}

/// Applies the acts of a world from the first on.
fn fold_again(world: &World) -> Council {
    let (first, rest) = world.acts().split_first().unwrap();
    let mut council = Council::open(first, &world.evidence).unwrap();
    for act in rest {
        council.apply(act, &world.evidence);
    }
    council
}

fn go(world: &World, seed: u64, seen: &mut Coverage) {
    let mut history = History::new(world.clone(), seed);
    for _ in 0..24 {
        let Some(Step { act_type, before, outcome }) = history.step() else { continue };
        seen.note(act_type, outcome);
        let last = history.world.acts().last().unwrap().clone();
        seen.incomplete += u64::from(check_step(&before, &last, outcome, &history.world));
        check(&history.world);
        if history.random.one_in(40) {
            let before = history.world.council.clone();
            let again = history.world.apply(&last);
            seen.note(act_type, again);
            // What lacked a signature consumed nothing.
            let consumed = !matches!(outcome, Outcome::None(refusal) if !refusal.consumes_id());
            let expected = if consumed { Outcome::None(Refusal::Again) } else { outcome };
            assert!(again == expected || matches!(again, Outcome::NeedsNewer { version: _ }));
            assert_eq!(history.world.council, before);
        }
    }
    if seed.is_multiple_of(10) {
        assert_eq!(fold_again(&history.world), history.world.council);
    }
}

#[test]
fn random_histories_keep_the_rules() {
    let histories: u64 = 10_000;
    let situations = situations();
    for situation in &situations {
        check(situation);
        assert_eq!(fold_again(situation), situation.council);
    }
    let mut seen = Coverage::default();
    for seed in 0..histories {
        let situation = &situations[usize::try_from(seed).unwrap() % situations.len()];
        go(situation, seed, &mut seen);
    }
    // The first act of another council does not open this one again.
    let mut world = situations[2].clone();
    let other = World::new(kenes_core::testing::CHARTER);
    if let Outcome::None(refusal) = world.apply(&other.acts()[0]) {
        seen.refusals.insert(refusal, 1);
    }
    println!("{} acts", seen.acts);
    for (act_type, count) in &seen.effects {
        println!("{count:7} {}", act_type.name());
    }
    for (refusal, count) in &seen.refusals {
        println!("{count:7} {} {refusal:?}", refusal.code());
    }
    println!("{:7} needs newer, {} incomplete", seen.needs_newer, seen.incomplete);
    let rare: Vec<&str> = IN_RULES
        .iter()
        .filter(|act_type| seen.effects.get(act_type).copied().unwrap_or(0) < 100)
        .map(|act_type| act_type.name())
        .collect();
    // There is no refusal that cannot occur.
    let absent: Vec<&Refusal> =
        Refusal::ALL.iter().filter(|refusal| !seen.refusals.contains_key(refusal)).collect();
    assert!(
        rare.is_empty() && absent.is_empty(),
        "took effect less than 100 times: {rare:?}; never refused: {absent:?}"
    );
    assert!(seen.needs_newer >= 100 && seen.incomplete >= 100);
}

/// The acts that the first rules know and that come after the first one. `rules.adopted` needs rules that do not exist yet:
/// the fold ends there.
const IN_RULES: &[ActType] = &[
    ActType::Tick,
    ActType::ServerKey,
    ActType::CharterAmended,
    ActType::PolicySet,
    ActType::EnrolCommitted,
    ActType::EnrolWithdrawn,
    ActType::KeyBound,
    ActType::KeyRotated,
    ActType::KeyRecoveryOpened,
    ActType::KeyRecoveryVetoed,
    ActType::KeyRecovered,
    ActType::ElectionCalled,
    ActType::CandidacyFiled,
    ActType::CandidacyWithdrawn,
    ActType::ElectionSetup,
    ActType::ElectionRehearsed,
    ActType::BallotAccepted,
    ActType::ElectionBallotsClosed,
    ActType::ElectionTallied,
    ActType::ElectionArchived,
    ActType::LotOpened,
    ActType::SeatAccepted,
    ActType::SeatDeclined,
    ActType::SeatResigned,
    ActType::PetitionOpened,
    ActType::PetitionEndorsed,
    ActType::MotionFiled,
    ActType::MotionWithdrawn,
    ActType::RollcallOpened,
    ActType::RollcallVoted,
    ActType::RollcallClosed,
    ActType::ResolutionAdopted,
    ActType::BlobWithdrawn,
];
