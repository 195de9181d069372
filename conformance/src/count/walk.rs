//! Two counts side by side, as far as they are the same.

use kenes_count::{Action, Candidate, Purpose, Stage, Tie};

use super::{OurCount, PeerCount, Round};

/// Why a walk ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Both counts are over, or need a lot at the same place, or ours is over and the other goes on without need.
    End,
    /// Votes differ, by at most so many units.
    Votes {
        /// How many.
        by: u128,
    },
    /// The other side elects or excludes somebody else, or does neither.
    Choice,
    /// One of several surpluses elects somebody in our count.
    ElectedBetween,
    /// Our count needs a lot for the order of surpluses that the other side passes on at once.
    Surplus,
    /// Our count looks at a stage between such surpluses to tell apart those with the fewest votes.
    TieBetween,
}

/// How far a walk went.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walked {
    /// Rounds of the other side that are stages of ours.
    pub rounds: usize,
    /// Why no more are.
    pub stop: Stop,
}

/// Goes through the rounds of stvpoll. Each of them is a stage of ours, but several surpluses are one round, and someone
/// elected without a surplus is a round that is no stage.
pub(super) fn walk(ours: &OurCount, theirs: &PeerCount) -> Walked {
    let mut stages = ours.transcript.stages.as_slice();
    // Stages of ours that are no round: those of all but the last surplus of a round.
    let mut between = Vec::new();
    for (number, round) in theirs.rounds.iter().enumerate() {
        let choice = if tie_between(ours, stages, &between) { Stop::TieBetween } else { Stop::Choice };
        let stopped = |stop| Walked { rounds: number, stop };
        let [stage, rest @ ..] = stages else { return stopped(Stop::Choice) };
        let by = distance(stage, round);
        if by > 0 {
            return stopped(Stop::Votes { by });
        }
        stages = match follow(ours, stage, rest, round) {
            Ok(0) => stages,
            Ok(steps) => {
                between.extend(rest.iter().take(steps - 1).map(|stage| stage.number));
                rest.get(steps - 1..).unwrap()
            }
            Err(Stop::Choice) => return stopped(choice),
            Err(stop) => return stopped(stop),
        };
    }
    // They are out of rounds: all seats are filled, or a lot is needed.
    let stop = match stages.len() == 1 && ours.complete == theirs.complete {
        true => Stop::End,
        false if !theirs.complete && tie_between(ours, stages, &between) => Stop::TieBetween,
        false => Stop::Choice,
    };
    Walked { rounds: theirs.rounds.len(), stop }
}

/// Whether at the first of these stages those with the fewest votes were equal and a stage `between` told some of them apart.
fn tie_between(ours: &OurCount, stages: &[Stage], between: &[u32]) -> bool {
    let Some(stage) = stages.first() else { return false };
    let here = |tie: &&Tie| tie.stage == stage.number && tie.purpose == Purpose::Exclude;
    let tie = ours.transcript.ties.iter().find(here);
    tie.is_some_and(|tie| tie.steps.iter().any(|step| between.contains(&step.stage)))
}

/// How many stages of ours a round is, or why the walk ends with it.
fn follow(ours: &OurCount, stage: &Stage, rest: &[Stage], round: &Round) -> Result<usize, Stop> {
    let over = rest.is_empty() && ours.complete;
    if let [excluded] = round.excluded.as_slice() {
        let next = rest.first().map(|stage| &stage.action);
        let excluded = Candidate::new(*excluded).unwrap();
        return if next == Some(&Action::Exclude(excluded)) { Ok(1) } else { Err(Stop::Choice) };
    }
    let ours_elected: Vec<_> = stage.elected.iter().map(|elected| elected.candidate.index()).collect();
    if !round.elected.iter().all(|elected| ours_elected.contains(elected)) {
        return Err(Stop::Choice);
    }
    if over {
        return Err(Stop::End);
    }
    let quota = ours.transcript.quota.unwrap().units();
    let surplus = |(index, votes): &&(usize, u128)| round.elected.contains(index) && *votes > quota;
    let surpluses = round.votes.iter().filter(surplus).count();
    for (number, stage) in (1..).zip(rest.iter().take(surpluses)) {
        assert!(matches!(stage.action, Action::Surplus(_)), "not a surplus: {:?}", stage.action);
        if number < surpluses && !stage.elected.is_empty() {
            return Err(Stop::ElectedBetween);
        }
    }
    if rest.len() < surpluses { Err(Stop::Surplus) } else { Ok(surpluses) }
}

/// By how much the votes of a round differ from those of a stage at most: those of each who stands, and of nobody.
fn distance(stage: &Stage, round: &Round) -> u128 {
    let nobody = stage.non_transferable.units() - stage.lost.units();
    let standing = round.votes.iter().map(|(index, votes)| votes.abs_diff(votes_of(stage, *index)));
    standing.chain([nobody.abs_diff(round.exhausted)]).max().unwrap()
}

fn votes_of(stage: &Stage, index: usize) -> u128 {
    stage.votes.get(index).unwrap().units()
}

/// Whether each round, while nobody has been elected, is the stage of ours in which the same stand. Rounds after a lot of ours
/// are not looked at. Where the same stand, the votes must be the same: this panics when they are not.
pub(super) fn same_stages(ours: &OurCount, theirs: &PeerCount) -> bool {
    let mut standing: Vec<usize> = ours.transcript.candidates.iter().map(Candidate::index).collect();
    let mut stages = Vec::new();
    for stage in &ours.transcript.stages {
        if let Action::Exclude(excluded) = stage.action {
            standing.retain(|index| *index != excluded.index());
        }
        stages.push((standing.clone(), stage));
        if !stage.elected.is_empty() {
            break;
        }
    }
    theirs.rounds.iter().all(|round| {
        let found = stages.iter().find(|(standing, _)| *standing == round.standing());
        for (index, votes) in round.votes.iter().filter(|_| found.is_some()) {
            assert_eq!(found.map(|(_, stage)| votes_of(stage, *index)), Some(*votes), "candidate {index}");
        }
        found.is_some() || (!ours.complete && round.votes.len() < standing.len())
    })
}
