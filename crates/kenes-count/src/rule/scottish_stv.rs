//! The single transferable vote of Scottish council elections.
//!
//! Source: the Scottish Local Government Elections Order 2011 (SSI 2011/399), Schedule 1, rules 46 to 54: weighted
//! inclusive Gregory transfers in five decimal places. With one seat the same rules elect by an absolute majority.
//!
//! - Rule 46: the papers are sorted by first preference.
//! - Rule 47: the quota is the valid papers ÷ (seats + 1), the fraction ignored, plus 1.
//! - Rule 48: whoever equals or exceeds the quota is elected.
//! - Rule 49: a surplus passes on over all papers of the candidate, each at surplus × its value ÷ the candidate's votes to
//!   five places, the rest ignored. A candidate with exactly the quota has no surplus, so there is no such stage.
//! - Rule 50: the largest surplus first; of equal ones that of whoever had more votes at the most recent stage at which
//!   they differed, then the lot.
//! - Rules 51 and 52: without a surplus to pass on, the candidate with the fewest votes is excluded; of equal ones whoever
//!   had fewer at the most recent stage at which they differed, then the lot. One candidate at a time.
//! - Rule 53: as many continuing candidates as vacancies are elected, without further transfers.
//! - Rule 54: the order of election, by the size of the surpluses.
//!
//! Where the text leaves something open, or this count differs:
//!
//! - Of three tied candidates an earlier stage may tell only some apart: those who share the place sought go on to the
//!   stage before (the text speaks of "the most recently preceding stage at which they had an unequal number").
//! - Papers that truncation makes lighter are counted with the non-transferable votes, as the official tables do.
//! - The elected are listed by the stage at which they reach the quota. Rule 54(1) lists them by the transfer of their
//!   surpluses, which differs where a later, larger surplus passes on before an earlier one. No seat depends on it.
//! - Within a stage the elected are listed by votes, then by earlier stages, then in ballot-paper order. Rule 54(4) would
//!   draw a lot for the last; no seat depends on it, so none is drawn.
//! - Rule 53(2) as amended in 2021 allows a counting machine to go on transferring after the last vacancy is filled;
//!   this count stops.

use alloc::vec::Vec;
use core::cmp::Reverse;

use crate::candidate::{Candidate, Candidates};
use crate::contest::{Contest, Votes};
use crate::group::Guard;
use crate::number::Fixed;
use crate::piles::Piles;
use crate::reading::Orders;
use crate::rule::{CountError, Rule, conclude};
use crate::tie::{Extreme, LotSeed, Purpose, Ties, Unresolved};
use crate::transcript::{Action, Clause, Elected, Stage, Transcript, Transfer};

/// The text that the rule is taken from.
pub const SOURCE: &str =
    "Scottish Local Government Elections Order 2011 (SSI 2011/399), Schedule 1, rules 46 to 54";

/// The places after the point that rule 49 keeps.
pub const PLACES: u32 = 5;

/// A number of votes.
pub(crate) type Votes5 = Fixed<PLACES>;

/// Counts ranked ballots.
///
/// # Errors
/// The contest has no ballots, nobody stands, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let Votes::Ballots(ballots) = contest.votes() else {
        return Err(CountError::NeedsBallots { rule: Rule::ScottishStv });
    };
    let orders = Orders::of(ballots, contest.candidates());
    let ties = Ties::new(Rule::ScottishStv.name(), seed);
    let (transcript, _) = count_orders(contest, &orders, ties)?;
    Ok(transcript)
}

/// Counts papers that are read already; returns the piles as they lie in the end, too.
pub(crate) fn count_orders<'a>(
    contest: &Contest,
    orders: &'a Orders<'a>,
    mut ties: Ties<'_>,
) -> Result<(Transcript, Piles<'a, PLACES>), CountError> {
    if contest.minimum() > 0 {
        return Err(CountError::NoMinimum { rule: Rule::ScottishStv });
    }
    let candidates = contest.candidates();
    if candidates.standing().next().is_none() {
        return Err(CountError::NobodyStands);
    }
    let vacancies = usize::try_from(contest.seats()).unwrap_or(usize::MAX);
    let mut count = Count::of_all(candidates, orders, contest.seats(), vacancies);
    count.group = Guard::of(contest);
    let outcome = count.run(Action::FirstPreferences, Vec::new(), &mut ties);
    let transcript = Transcript {
        quota: Some(count.quota.to_decimal()),
        stages: count.stages,
        group: contest.group().cloned(),
        ..Transcript::new(Rule::ScottishStv, contest.seats(), candidates, Some(orders.reading()))
    };
    conclude(transcript, ties, outcome).map(|transcript| (transcript, count.piles))
}

/// Rule 47: valid papers ÷ (seats + 1), the fraction ignored, plus 1.
fn quota(valid: u64, seats: u32) -> Votes5 {
    let part = valid.checked_div(u64::from(seats).saturating_add(1)).unwrap_or(0);
    Fixed::whole(part.saturating_add(1))
}

/// What a count cites.
pub(crate) struct Clauses {
    pub first: &'static str,
    pub surplus: &'static str,
    pub exclude: &'static str,
    /// What elects whoever reaches the quota, and where the rule says so.
    pub reached: (Clause, &'static str),
    pub last: &'static str,
}

const CLAUSES: Clauses = Clauses {
    first: "rule 46",
    surplus: "rule 49",
    exclude: "rule 51",
    reached: (Clause::Quota, "rule 48"),
    last: "rule 53",
};

/// A count while it goes on.
pub(crate) struct Count<'a> {
    pub piles: Piles<'a, PLACES>,
    /// Those neither elected nor excluded, in ballot-paper order.
    continuing: Vec<Candidate>,
    /// Those of them who sit already: they take part, but are neither excluded nor elected again.
    guarded: Vec<Candidate>,
    /// The group that has to have a number of seats, where there is one.
    group: Option<Guard>,
    /// Those elected so far.
    elected: Vec<Candidate>,
    /// Those elected whose surplus has not been passed on, in ballot-paper order.
    surpluses: Vec<Candidate>,
    vacancies: usize,
    pub quota: Votes5,
    clauses: Clauses,
    pub stages: Vec<Stage>,
}

impl<'a> Count<'a> {
    /// Rule 46: all papers are laid to the first preferences; the quota is that of `seats`.
    pub fn of_all(candidates: &Candidates, orders: &'a Orders<'a>, seats: u32, vacancies: usize) -> Self {
        let stands = candidates.iter().map(|candidate| !candidates.is_withdrawn(candidate)).collect();
        let mut piles = Piles::new(orders, stands);
        piles.lay(0..u32::try_from(orders.len()).unwrap_or(u32::MAX), Fixed::ONE);
        let quota = quota(orders.reading().valid, seats);
        Self::of_piles(piles, candidates.standing().collect(), vacancies, quota, CLAUSES)
    }

    /// The papers are laid already.
    pub fn of_piles(
        piles: Piles<'a, PLACES>,
        continuing: Vec<Candidate>,
        vacancies: usize,
        quota: Votes5,
        clauses: Clauses,
    ) -> Self {
        Self {
            piles,
            continuing,
            guarded: Vec::new(),
            group: None,
            elected: Vec::new(),
            surpluses: Vec::new(),
            vacancies,
            quota,
            clauses,
            stages: Vec::new(),
        }
    }

    /// Guards those who sit already.
    pub fn guard(&mut self, sitting: Vec<Candidate>) {
        self.guarded = sitting;
    }

    /// Counts until every seat that is open to those who are not guarded is filled.
    pub fn run(
        &mut self,
        first: Action,
        transfers: Vec<Transfer>,
        ties: &mut Ties<'_>,
    ) -> Result<(), Unresolved> {
        self.end_stage(first, self.clauses.first, transfers, ties)?;
        while self.open() > 0 && !self.unguarded().is_empty() {
            let doomed = self.group.as_ref().map(|group| group.doomed(&self.elected, &self.continuing));
            if let Some(doomed) = doomed.filter(|doomed| !doomed.is_empty()) {
                self.exclude_for_group(doomed, ties)?;
            } else if let Some(candidate) = self.largest_surplus(ties)? {
                self.surpluses.retain(|other| *other != candidate);
                let transfers = self.piles.pass_surplus(candidate, self.quota);
                self.end_stage(Action::Surplus(candidate), self.clauses.surplus, transfers, ties)?;
            } else {
                let guarded = self.guarded_of_group();
                let candidate = self.fewest_votes(&guarded, ties)?;
                self.continuing.retain(|other| *other != candidate);
                let transfers = self.piles.pass_all(candidate);
                let number = self.stages.len();
                let ended = self.end_stage(Action::Exclude(candidate), self.clauses.exclude, transfers, ties);
                if let Some(stage) = self.stages.get_mut(number) {
                    stage.guarded = guarded;
                }
                ended?;
            }
        }
        Ok(())
    }

    /// All seats that are left are the group's: nobody else can be elected any more.
    fn exclude_for_group(&mut self, doomed: Vec<Candidate>, ties: &mut Ties<'_>) -> Result<(), Unresolved> {
        self.continuing.retain(|other| !doomed.contains(other));
        doomed.iter().for_each(|candidate| self.piles.stop(*candidate));
        let transfers = doomed.iter().flat_map(|candidate| self.piles.pass_all(*candidate)).collect();
        let number = self.stages.len();
        let ended = self.end_stage(Action::ExcludeTogether(doomed), "", transfers, ties);
        if let Some(stage) = self.stages.get_mut(number) {
            stage.is_for_group = true;
        }
        ended
    }

    /// Those of the group who cannot be excluded.
    fn guarded_of_group(&self) -> Vec<Candidate> {
        self.group.as_ref().map(|group| group.guarded(&self.elected, &self.continuing)).unwrap_or_default()
    }

    /// The vacancies that no guarded member will take.
    fn open(&self) -> usize {
        let guarded = self.continuing.len().saturating_sub(self.unguarded().len());
        self.vacancies.saturating_sub(guarded)
    }

    /// Those who continue and can be elected or excluded.
    fn unguarded(&self) -> Vec<Candidate> {
        self.continuing.iter().copied().filter(|candidate| !self.guarded.contains(candidate)).collect()
    }

    /// Rule 50: whose surplus is passed on next.
    fn largest_surplus(&self, ties: &mut Ties<'_>) -> Result<Option<Candidate>, Unresolved> {
        let Some(most) = self.surpluses.iter().map(|candidate| self.piles.votes(*candidate)).max() else {
            return Ok(None);
        };
        let tied = with_votes(&self.piles, &self.surpluses, most);
        ties.choose(Purpose::Transfer, tied, Extreme::Highest, &self.stages).map(Some)
    }

    /// Rules 51 and 52: who is excluded next.
    fn fewest_votes(&self, guarded: &[Candidate], ties: &mut Ties<'_>) -> Result<Candidate, Unresolved> {
        let mut unguarded = self.unguarded();
        unguarded.retain(|candidate| !guarded.contains(candidate));
        let fewest = unguarded.iter().map(|candidate| self.piles.votes(*candidate)).min();
        let tied = with_votes(&self.piles, &unguarded, fewest.unwrap_or_default());
        ties.choose(Purpose::Exclude, tied, Extreme::Lowest, &self.stages)
    }

    /// Ends a stage: who reaches the quota is elected, and where as many continue as there are vacancies, they are.
    fn end_stage(
        &mut self,
        action: Action,
        clause: &'static str,
        transfers: Vec<Transfer>,
        ties: &mut Ties<'_>,
    ) -> Result<(), Unresolved> {
        let number = u32::try_from(self.stages.len()).unwrap_or(u32::MAX).saturating_add(1);
        let votes = self.piles.all_votes().iter().map(|votes| votes.to_decimal()).collect();
        self.stages.push(Stage {
            transfers,
            non_transferable: self.piles.non_transferable().to_decimal(),
            lost: self.piles.lost().to_decimal(),
            ..Stage::new(number, action, clause, votes)
        });
        let mut elected = self.elect_reached(ties)?;
        if self.open() >= self.unguarded().len() {
            for candidate in self.unguarded() {
                elected.push(self.elect(candidate, Clause::LastVacancies, self.clauses.last));
            }
        }
        elected.sort_by_cached_key(|elected| Reverse(self.history(elected.candidate)));
        if let Some(stage) = self.stages.last_mut() {
            stage.elected = elected;
        }
        Ok(())
    }

    /// Rule 48: who reaches the quota. Of several for the one seat that guarded members leave, whoever has most votes.
    fn elect_reached(&mut self, ties: &mut Ties<'_>) -> Result<Vec<Elected>, Unresolved> {
        let reached: Vec<Candidate> =
            self.continuing.iter().copied().filter(|who| self.piles.votes(*who) >= self.quota).collect();
        let (guarded, mut reached): (Vec<Candidate>, Vec<Candidate>) =
            reached.into_iter().partition(|candidate| self.guarded.contains(candidate));
        let (clause, source) = self.clauses.reached;
        for candidate in guarded {
            self.elect(candidate, clause, source);
        }
        // Without guarded members the quota is too large for that.
        if reached.len() > self.open() {
            let most = reached.iter().map(|candidate| self.piles.votes(*candidate)).max();
            let tied = with_votes(&self.piles, &reached, most.unwrap_or_default());
            reached = Vec::from([ties.choose(Purpose::Elect, tied, Extreme::Highest, &self.stages)?]);
        }
        let reached = self.with_room(reached, ties)?;
        Ok(reached.into_iter().map(|candidate| self.elect(candidate, clause, source)).collect())
    }

    /// Those for whom a group leaves room; of the others those with the most votes.
    fn with_room(&self, reached: Vec<Candidate>, ties: &mut Ties<'_>) -> Result<Vec<Candidate>, Unresolved> {
        let Some(group) = &self.group else { return Ok(reached) };
        let (mut able, mut others): (Vec<Candidate>, Vec<Candidate>) =
            reached.into_iter().partition(|candidate| group.has(*candidate));
        let mut room = group.room(&self.elected);
        while room > 0 && !others.is_empty() {
            let most = others.iter().map(|candidate| self.piles.votes(*candidate)).max();
            let mut tied = with_votes(&self.piles, &others, most.unwrap_or_default());
            if tied.len() > room {
                tied = Vec::from([ties.choose(Purpose::Elect, tied, Extreme::Highest, &self.stages)?]);
            }
            others.retain(|candidate| !tied.contains(candidate));
            room = room.saturating_sub(tied.len());
            able.extend(tied);
        }
        able.sort_unstable();
        Ok(able)
    }

    fn elect(&mut self, candidate: Candidate, clause: Clause, source: &'static str) -> Elected {
        let votes = self.piles.votes(candidate);
        self.piles.stop(candidate);
        self.continuing.retain(|other| *other != candidate);
        self.elected.push(candidate);
        self.vacancies = self.vacancies.saturating_sub(1);
        if votes > self.quota {
            self.surpluses.push(candidate);
            self.surpluses.sort_unstable();
        }
        Elected { candidate, votes: votes.to_decimal(), clause, source }
    }

    /// The votes of a candidate at the end of each stage, the most recent first.
    fn history(&self, candidate: Candidate) -> Vec<u128> {
        let stages = self.stages.iter().rev().filter_map(|stage| stage.votes.get(candidate.index()));
        stages.map(|votes| votes.units()).collect()
    }
}

/// Those of `among` who have exactly these votes.
fn with_votes(piles: &Piles<'_, PLACES>, among: &[Candidate], votes: Votes5) -> Vec<Candidate> {
    among.iter().copied().filter(|candidate| piles.votes(*candidate) == votes).collect()
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;
    use crate::ballot::BallotsBuilder;

    #[test]
    fn equal_votes_are_listed_by_the_stage_before() {
        // Quota 9: D is excluded, by which A and B have 9. B had more before.
        let mut builder = BallotsBuilder::new(4);
        for (count, order) in [(6, &[0][..]), (7, &[1]), (8, &[2]), (3, &[3, 0]), (2, &[3, 1])] {
            for index in order {
                builder.mark(Candidate::new(*index).unwrap()).unwrap();
            }
            builder.finish_ballot(count).unwrap();
        }
        let names = ["A", "B", "C", "D"].map(|name| name.to_string());
        let contest =
            Contest::new(Candidates::new(names).unwrap(), Votes::Ballots(builder.finish()), 2).unwrap();
        let transcript = count(&contest, None).unwrap();
        let elected: Vec<u32> = transcript.elected().into_iter().map(Candidate::number).collect();
        assert_eq!(elected, [2, 1]);
    }
}
