//! What can be read from a transcript with a little looking.

use kenes_count::rule::Family;
use kenes_count::rule::countback::Basis;
use kenes_count::{Action, Candidate, Decimal, Elected, Rule, Stage, Tie, Transcript};

/// Whether papers mark any number of candidates, without ranks.
pub(super) fn is_of_approvals(transcript: &Transcript) -> bool {
    transcript.rule == Rule::Approval || transcript.rule.family() == Family::Committee
}

/// Among whom a lot is needed, where the count stopped for want of one.
pub(super) fn needs_lot(transcript: &Transcript) -> Option<Vec<Candidate>> {
    let last = transcript.ties.last().filter(|tie| tie.chosen.is_none())?;
    Some(remaining(last).to_vec())
}

/// The tied whom no earlier stage told apart.
pub(super) fn remaining(tie: &Tie) -> &[Candidate] {
    tie.steps.last().map_or(&tie.tied, |step| &step.remaining)
}

/// Whom a stage is about, where it is about one.
pub(super) fn subject(action: &Action) -> Option<Candidate> {
    match action {
        Action::Surplus(candidate) | Action::Exclude(candidate) | Action::HeldPapers(candidate) => {
            Some(*candidate)
        }
        Action::FirstPreferences
        | Action::SecondRound(_)
        | Action::ExcludeTogether(_)
        | Action::Reweigh
        | Action::Compare
        | Action::Grade
        | Action::Score => None,
        _ => None,
    }
}

/// The votes of a candidate at the end of a stage.
pub(super) fn votes(stage: &Stage, candidate: Candidate) -> Decimal {
    stage.votes.get(candidate.index()).copied().unwrap_or(Decimal::new(0, 0))
}

/// The stage before the one at `index`.
pub(super) fn before(transcript: &Transcript, index: usize) -> Option<&Stage> {
    transcript.stages.get(index.checked_sub(1)?)
}

/// The stage at whose end a candidate was elected, and why.
pub(super) fn election(transcript: &Transcript, candidate: Candidate) -> Option<(&Stage, &Elected)> {
    transcript.stages.iter().find_map(|stage| {
        let elected = stage.elected.iter().find(|elected| elected.candidate == candidate)?;
        Some((stage, elected))
    })
}

/// The stage at which a candidate was excluded.
pub(super) fn exclusion(transcript: &Transcript, candidate: Candidate) -> Option<&Stage> {
    transcript.stages.iter().find(|stage| {
        matches!(&stage.action, Action::ExcludeTogether(excluded) if excluded.contains(&candidate))
            || stage.action == Action::Exclude(candidate)
    })
}

/// Who does not stand for a vacated seat, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bystander {
    Vacates,
    /// A sitting member: those have votes where all ballots are counted.
    HoldsSeat,
    DoesNotStand,
}

/// Whether a candidate looks on while a vacated seat is filled.
pub(super) fn bystander(transcript: &Transcript, candidate: Candidate) -> Option<Bystander> {
    let vacated = transcript.vacated.as_ref()?;
    if vacated.vacating == candidate {
        return Some(Bystander::Vacates);
    }
    if vacated.standing.contains(&candidate) {
        return None;
    }
    let has_votes = transcript.stages.iter().any(|stage| !votes(stage, candidate).is_zero());
    let sits = vacated.basis == Basis::AllVotes && has_votes;
    Some(if sits { Bystander::HoldsSeat } else { Bystander::DoesNotStand })
}

/// Those among whom the count chooses.
pub(super) fn standing(transcript: &Transcript) -> Vec<Candidate> {
    let standing = transcript.candidates.standing();
    standing.filter(|candidate| bystander(transcript, *candidate).is_none()).collect()
}

/// One number minus another, in the places of the one that has more; 0 where the other is larger.
pub(super) fn minus(one: Decimal, other: Decimal) -> Decimal {
    let places = one.places().max(other.places());
    Decimal::new(units(one, places).saturating_sub(units(other, places)), places)
}

/// The sum of two numbers, in the places of the one that has more.
pub(super) fn plus(one: Decimal, other: Decimal) -> Decimal {
    let places = one.places().max(other.places());
    Decimal::new(units(one, places).saturating_add(units(other, places)), places)
}

/// All of these together.
pub(super) fn sum(numbers: &[Decimal]) -> Decimal {
    numbers.iter().fold(Decimal::whole(0), |sum, number| plus(sum, *number))
}

/// The number in units of 10^−`places`.
pub(super) fn units(decimal: Decimal, places: u32) -> u128 {
    let factor = 10_u128.checked_pow(places.saturating_sub(decimal.places())).unwrap_or(u128::MAX);
    decimal.units().saturating_mul(factor)
}

/// The most places of any number of votes in the transcript.
pub(super) fn places(transcript: &Transcript) -> u32 {
    let votes = transcript.stages.iter().flat_map(|stage| &stage.votes);
    votes.map(|votes| votes.places()).max().unwrap_or(0)
}
