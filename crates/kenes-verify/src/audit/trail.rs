//! Where the acts are that the chain of reasons for a seat goes through.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::vec::Vec;

use kenes_core::{Council, Duration, Filling, Time};
use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Datum, VerifiedAct};

/// How old the roll of a call may be.
const DAY: Duration = Duration::days(1);

/// An act that had its effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub number: u64,
    pub act: ActId,
    /// The time of the record then; none before the first tick.
    pub at: Option<Time>,
    /// What the act fixes beside it.
    pub digest: Option<Hash>,
}

/// The acts of an election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CallTrail {
    pub charter: Leaf,
    pub freeze: Leaf,
    pub called: Leaf,
    pub setup: Option<Leaf>,
    pub rehearsed: Option<Leaf>,
    pub closed: Option<Leaf>,
    pub archived: Option<Leaf>,
    pub lots: Vec<Leaf>,
    /// Where the first count came to its end.
    pub counted: Option<Leaf>,
    /// Where each vacancy was counted, in order.
    pub countbacks: Vec<Leaf>,
}

/// The acts of a council that reasons go through.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trail {
    /// The first act, candidacies, acceptances.
    pub acts: BTreeMap<ActId, Leaf>,
    pub calls: BTreeMap<ActId, CallTrail>,
    charter: Option<Leaf>,
    /// The ticks of the last day, from the first: a call names one of them.
    ticks: VecDeque<Leaf>,
}

impl Trail {
    /// Notes an act that had its effect, with the council after it, and the time before it.
    pub fn note(&mut self, number: u64, act: &VerifiedAct, at: Option<Time>, council: &Council) {
        let leaf = Leaf { number, act: act.id(), at, digest: fixed(act) };
        #[expect(clippy::wildcard_enum_match_arm, reason = "no reason for a seat goes through other acts")]
        match act.act_type() {
            ActType::CharterGenesis => {
                self.charter = Some(leaf);
                self.acts.insert(act.id(), Leaf { digest: None, ..leaf });
            }
            ActType::CharterAmended => self.charter = Some(leaf),
            // A tick is of its own time.
            ActType::Tick => self.tick(Leaf { at: council.now(), ..leaf }),
            ActType::CandidacyFiled | ActType::SeatAccepted => {
                self.acts.insert(act.id(), leaf);
            }
            ActType::ElectionCalled => self.called(leaf, act),
            _ => {
                if let Some(call) = self.call_of(act) {
                    call.note(act.act_type(), leaf);
                }
            }
        }
        if may_count(act.act_type()) {
            self.note_counts(leaf, council);
        }
    }

    fn tick(&mut self, tick: Leaf) {
        let is_old = |old: &Leaf| old.at.zip(tick.at).is_some_and(|(old, now)| now.since(old) > DAY);
        while self.ticks.front().is_some_and(is_old) {
            self.ticks.pop_front();
        }
        self.ticks.push_back(tick);
    }

    fn called(&mut self, called: Leaf, act: &VerifiedAct) {
        let Some(Datum::Act(freeze)) = act.body().field("freeze") else { return };
        // Nothing is called before the first act and without a tick.
        let freeze = self.ticks.iter().rev().find(|tick| tick.act == *freeze);
        let (Some(charter), Some(freeze)) = (self.charter, freeze.copied()) else { return };
        let call = CallTrail {
            charter,
            freeze,
            called,
            setup: None,
            rehearsed: None,
            closed: None,
            archived: None,
            lots: Vec::new(),
            counted: None,
            countbacks: Vec::new(),
        };
        self.calls.insert(called.act, call);
    }

    fn call_of(&mut self, act: &VerifiedAct) -> Option<&mut CallTrail> {
        let Some(Datum::Act(call)) = act.body().field("election") else { return None };
        self.calls.get_mut(call)
    }

    /// Notes where counts came to their ends.
    fn note_counts(&mut self, leaf: Leaf, council: &Council) {
        for election in council.elections() {
            let Some(call) = self.calls.get_mut(&election.call) else { continue };
            if call.counted.is_none() && !election.elected.is_empty() {
                call.counted = Some(leaf);
            }
            let is_counted =
                |filled: &Filling| matches!(filled, Filling::Counted { standing: _, elected: _ });
            let counted = election.vacancies.iter().filter(|vacancy| is_counted(&vacancy.filled)).count();
            call.countbacks.resize(counted.max(call.countbacks.len()), leaf);
        }
    }
}

impl CallTrail {
    fn note(&mut self, act_type: ActType, leaf: Leaf) {
        #[expect(clippy::wildcard_enum_match_arm, reason = "no reason for a seat goes through other acts")]
        match act_type {
            ActType::ElectionSetup => self.setup = Some(leaf),
            ActType::ElectionRehearsed => self.rehearsed = Some(leaf),
            ActType::ElectionBallotsClosed => self.closed = Some(leaf),
            ActType::ElectionArchived => self.archived = Some(leaf),
            ActType::LotOpened => self.lots.push(leaf),
            _ => {}
        }
    }
}

/// The field of an act that says what it fixes.
const FIXED: &[(ActType, &str)] = &[
    (ActType::CharterGenesis, "charter"),
    (ActType::CharterAmended, "charter"),
    (ActType::Tick, "table"),
    (ActType::ElectionCalled, "questions"),
    (ActType::ElectionSetup, "setup"),
    (ActType::ElectionRehearsed, "archive"),
    (ActType::ElectionBallotsClosed, "head"),
    (ActType::ElectionArchived, "archive"),
    (ActType::LotOpened, "proofs"),
];

/// What an act fixes beside it.
fn fixed(act: &VerifiedAct) -> Option<Hash> {
    let (_, field) = FIXED.iter().find(|(act_type, _)| *act_type == act.act_type())?;
    #[expect(clippy::wildcard_enum_match_arm, reason = "these fields are of the two kinds")]
    match act.body().field(field)? {
        Datum::Digest(digest) => Some(*digest),
        Datum::Document(reference) => Some(*reference.digest()),
        _ => None,
    }
}

/// Whether an act of this type can end a count.
const fn may_count(act_type: ActType) -> bool {
    matches!(
        act_type,
        ActType::Tick
            | ActType::ElectionArchived
            | ActType::LotOpened
            | ActType::SeatDeclined
            | ActType::SeatResigned
            | ActType::SeatAccepted
            | ActType::EnrolWithdrawn
    )
}

#[cfg(test)]
mod tests {
    use kenes_core::testing::{CHARTER, Who, World};

    use super::*;

    /// Follows the acts of a world.
    fn trail_of(world: &World) -> Trail {
        let mut trail = Trail::default();
        let [first, others @ ..] = world.acts() else { return trail };
        let mut council = Council::open(first, &world.evidence).unwrap();
        trail.note(0, first, None, &council);
        for (number, act) in (1..).zip(others) {
            let at = council.now();
            council.apply(act, &world.evidence);
            trail.note(number, act, at, &council);
        }
        trail
    }

    #[test]
    fn the_roll_is_that_of_the_tick_which_the_call_names() {
        let mut world = World::new(CHARTER);
        world.days(31);
        let (frozen, at) = (world.freeze(), world.council.now());
        for _ in 0..3 {
            world.tick_at(world.now + 3_600);
        }
        let fields = world.call_fields(1, "seats").with("freeze", Datum::Act(frozen));
        world.act(ActType::ElectionCalled, &[Who::Person(0)], fields.body());
        let call = world.last();
        let freeze = trail_of(&world).calls.get(&call).map(|call| (call.freeze.act, call.freeze.at));
        assert_eq!(freeze, Some((frozen, at)));
        // Ticks are not kept for longer than a call may name them.
        world.days(10);
        assert_eq!(trail_of(&world).ticks.len(), 1);
    }
}
