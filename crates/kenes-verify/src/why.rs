//! Why somebody holds a seat: the chain from the charter to the acceptance.

use alloc::vec::Vec;

use kenes_core::{Council, Election, Gained, Holder, SeatName, Time};
use kenes_record::Hash;
use kenes_record::act::ActId;

use crate::audit::Leaf;
use crate::report::{Report, SeatHolder};

/// The reasons for a seat, each following from those before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The seat.
    pub seat: SeatName,
    /// Who holds it; nobody where it is vacant.
    pub holder: Option<SeatHolder>,
    /// The chain, from the charter on.
    pub steps: Vec<Step>,
}

/// A link of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// The number of its leaf.
    pub leaf: u64,
    /// Its act.
    pub act: ActId,
    /// The time of the record when it was there; none before the first tick.
    pub at: Option<Time>,
    /// What the act fixes beside it: a charter, an archive.
    pub digest: Option<Hash>,
}

/// What a link of the chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StepKind {
    /// The first act: the charter, the founders.
    Founded,
    /// The charter that was in force at the call.
    Charter,
    /// The tick that froze the roll.
    RollFreeze {
        /// How many could vote.
        eligible: u64,
    },
    /// The call.
    Called {
        /// How many seats.
        seats: u64,
    },
    /// The candidacy of whoever holds the seat.
    Stood,
    /// The setup.
    SetUp {
        /// How many credentials.
        credentials: u64,
    },
    /// The rehearsal.
    Rehearsed,
    /// The close of the vote.
    Closed {
        /// How many ballots.
        ballots: u64,
    },
    /// The archive.
    Archived,
    /// The lot.
    LotOpened,
    /// The count: it follows from the archive by the rule of the call.
    Counted {
        /// The place in the order of election, from 1.
        place: u64,
    },
    /// The holder before left, and the ballots were counted again.
    CountedBack {
        /// The number of the vacancy, from 1.
        vacancy: u32,
    },
    /// Accepted.
    Accepted,
}

/// Why somebody holds a seat; nothing where there is no such seat.
pub fn why(report: &Report, seat: SeatName) -> Option<Why> {
    let line = report.seats.iter().find(|line| line.name == seat)?;
    let council = report.council.as_ref()?;
    let steps = council.holder(seat).map(|holder| chain(report, council, holder)).unwrap_or_default();
    Some(Why { seat, holder: line.holder.clone(), steps })
}

/// The chain for a holder.
fn chain(report: &Report, council: &Council, holder: &Holder) -> Vec<Step> {
    let acts = &report.trail.acts;
    let founded = acts.values().find(|leaf| leaf.number == 0).map(|leaf| step(StepKind::Founded, *leaf));
    let mut steps: Vec<Step> = founded.into_iter().collect();
    let (call, vacancy) = match holder.gained {
        Gained::Founding => return steps,
        Gained::Election(call) => (call, None),
        Gained::Countback(call, number) => (call, Some(number)),
    };
    if let Some(election) = council.elections().find(|election| election.call == call) {
        steps.extend(elected(report, election, holder, vacancy));
    }
    let accepted = acts.get(&holder.accepted).map(|leaf| step(StepKind::Accepted, *leaf));
    steps.extend(accepted);
    steps
}

/// From the charter of the call to the count.
fn elected(report: &Report, election: &Election, holder: &Holder, vacancy: Option<u32>) -> Vec<Step> {
    let Some(trail) = report.trail.calls.get(&election.call) else { return Vec::new() };
    let paper = election.ballot_paper();
    let place = paper.iter().position(|(_, member)| *member == holder.member);
    let candidacy = place.and_then(|place| paper.get(place)).map(|(candidacy, _)| candidacy);
    let credentials = election.setup.as_ref().map_or(0, |setup| setup.credentials);
    let ballots = election.board.accepted.ballots;
    let seats = number(election.seats.len());
    let eligible = number(election.eligible.len());
    let mut steps = Vec::from([
        step(StepKind::Charter, trail.charter),
        step(StepKind::RollFreeze { eligible }, trail.freeze),
        step(StepKind::Called { seats }, trail.called),
    ]);
    let stood = candidacy.and_then(|candidacy| report.trail.acts.get(candidacy));
    steps.extend(stood.map(|leaf| step(StepKind::Stood, *leaf)));
    steps.extend(trail.setup.map(|leaf| step(StepKind::SetUp { credentials }, leaf)));
    steps.extend(trail.rehearsed.map(|leaf| step(StepKind::Rehearsed, leaf)));
    steps.extend(trail.closed.map(|leaf| step(StepKind::Closed { ballots }, leaf)));
    steps.extend(trail.archived.map(|leaf| step(StepKind::Archived, leaf)));
    steps.extend(trail.lots.iter().map(|leaf| step(StepKind::LotOpened, *leaf)));
    steps.extend(count(trail, election, place, vacancy));
    steps
}

/// The count that gave the seat.
fn count(
    trail: &crate::audit::CallTrail,
    election: &Election,
    place: Option<usize>,
    vacancy: Option<u32>,
) -> Option<Step> {
    if let Some(vacancy) = vacancy {
        let at = usize::try_from(vacancy).ok()?.checked_sub(1)?;
        return trail.countbacks.get(at).map(|leaf| step(StepKind::CountedBack { vacancy }, *leaf));
    }
    let order = election.elected.iter().position(|elected| Some(*elected) == place)?;
    trail.counted.map(|leaf| step(StepKind::Counted { place: number(order).saturating_add(1) }, leaf))
}

const fn step(kind: StepKind, leaf: Leaf) -> Step {
    let Leaf { number, act, at, digest } = leaf;
    Step { kind, leaf: number, act, at, digest }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
