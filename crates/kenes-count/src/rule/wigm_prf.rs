//! The weighted inclusive Gregory method in the PR Foundation's reference form, with four decimals.
//!
//! Source: the Proportional Representation Foundation's Reference WIGM Rule, steps A to D, without the optional B.2. Name in
//! full: `wigm-prf-fixed4`.
//!
//! - A: the quota is the valid papers ÷ (seats + 1), cut after 4 places, plus 0.0001. Each paper lies with its first
//!   preference with weight 1.
//! - B.1: whoever has at least the quota is elected.
//! - B.3: the largest surplus passes on, also one of 0. Each paper goes to the next hopeful candidate on it with its weight ×
//!   surplus, cut after 4 places, ÷ the candidate's votes, cut after 4 places.
//! - B.4: without a surplus to pass on the candidate with the fewest votes is excluded, one at a time, and the papers pass on
//!   with the weights that they have.
//! - C and D.3: the count ends when all seats are filled, or when no more are left than seats: these are elected.
//!
//! Where the text leaves something open, or this count differs:
//!
//! - Procedure D.1 for ties, a fixed random order of the candidates, is a lot here.
//! - The end is tested after a transfer, not within it: an election or an exclusion is still followed by its transfer, as the
//!   authors' own program does. No seat depends on it.
//! - Papers that cutting makes lighter are counted with the non-transferable votes.

use alloc::vec::Vec;
use core::cmp::Reverse;

use crate::candidate::Candidate;
use crate::contest::{Contest, Votes};
use crate::group::Guard;
use crate::number::Fixed;
use crate::piles::Piles;
use crate::reading::Orders;
use crate::rule::{CountError, Rule, conclude};
use crate::tie::{LotSeed, Purpose, Ties, Unresolved};
use crate::transcript::{Action, Clause, Elected, Stage, Transcript, Transfer};

/// The text that the rule is taken from.
pub const SOURCE: &str = "Proportional Representation Foundation, Reference WIGM Rule";

/// The places after the point that step D.4 keeps.
pub const PLACES: u32 = 4;

type Votes4 = Fixed<PLACES>;

/// Counts ranked ballots.
///
/// # Errors
/// The contest has no ballots, nobody stands, a minimum was set, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let rule = Rule::WigmPrf;
    let Votes::Ballots(ballots) = contest.votes() else { return Err(CountError::NeedsBallots { rule }) };
    if contest.minimum() > 0 {
        return Err(CountError::NoMinimum { rule });
    }
    let candidates = contest.candidates();
    if candidates.standing().next().is_none() {
        return Err(CountError::NobodyStands);
    }
    let orders = Orders::of(ballots, candidates);
    let stands = candidates.iter().map(|candidate| !candidates.is_withdrawn(candidate)).collect();
    let mut piles = Piles::new(&orders, stands);
    piles.lay(0..u32::try_from(orders.len()).unwrap_or(u32::MAX), Fixed::ONE);
    let valid = Votes4::whole(orders.reading().valid);
    let quota = valid.times_ratio_truncated(Fixed::STEP, Fixed::from_units(u128::from(contest.seats()) + 1));
    let mut count = Count {
        piles,
        hopeful: candidates.standing().collect(),
        pending: Vec::new(),
        open: usize::try_from(contest.seats()).unwrap_or(usize::MAX),
        quota: quota + Fixed::STEP,
        stages: Vec::new(),
        group: Guard::of(contest),
        elected: Vec::new(),
    };
    let mut ties = Ties::new(rule.name(), seed);
    let outcome = count.run(&mut ties);
    let transcript = Transcript {
        quota: Some(count.quota.to_decimal()),
        stages: count.stages,
        group: contest.group().cloned(),
        ..Transcript::new(rule, contest.seats(), candidates, Some(orders.reading()))
    };
    conclude(transcript, ties, outcome)
}

struct Count<'a> {
    piles: Piles<'a, PLACES>,
    /// Those neither elected nor excluded, in ballot-paper order.
    hopeful: Vec<Candidate>,
    /// Those elected whose surplus has not been passed on, in ballot-paper order.
    pending: Vec<Candidate>,
    /// The seats that are not filled.
    open: usize,
    quota: Votes4,
    stages: Vec<Stage>,
    /// The group that has to have a number of seats, where there is one.
    group: Option<Guard>,
    /// Those elected so far.
    elected: Vec<Candidate>,
}

impl Count<'_> {
    fn run(&mut self, ties: &mut Ties<'_>) -> Result<(), Unresolved> {
        self.end_stage(Action::FirstPreferences, "step A.5", Vec::new());
        while self.goes_on() {
            self.elect_reached(ties)?;
            let doomed = self.group.as_ref().map(|group| group.doomed(&self.elected, &self.hopeful));
            // Where no seat is left nobody is excluded for the group's sake.
            if let Some(doomed) = doomed.filter(|doomed| self.open > 0 && !doomed.is_empty()) {
                self.exclude_for_group(doomed);
            } else if let Some(candidate) = self.largest_surplus(ties)? {
                self.pending.retain(|other| *other != candidate);
                let transfers = self.piles.pass_surplus_by(candidate, self.quota, weight);
                self.end_stage(Action::Surplus(candidate), "step B.3", transfers);
            } else {
                let group = self.group.as_ref();
                let guarded =
                    group.map(|group| group.guarded(&self.elected, &self.hopeful)).unwrap_or_default();
                let candidate = self.fewest_votes(&guarded, ties)?;
                self.hopeful.retain(|other| *other != candidate);
                let transfers = self.piles.pass_all(candidate);
                self.end_stage(Action::Exclude(candidate), "step B.4", transfers);
                if let Some(stage) = self.stages.last_mut() {
                    stage.guarded = guarded;
                }
            }
        }
        if self.open > 0 {
            for candidate in by_votes(&self.piles, &self.hopeful) {
                self.elect(candidate, Clause::LastVacancies, "step C");
            }
        }
        Ok(())
    }

    /// D.3: seats are left, and more candidates than these.
    fn goes_on(&self) -> bool {
        self.open > 0 && self.hopeful.len() > self.open
    }

    /// All seats that are left are the group's: nobody else can be elected any more.
    fn exclude_for_group(&mut self, doomed: Vec<Candidate>) {
        self.hopeful.retain(|other| !doomed.contains(other));
        doomed.iter().for_each(|candidate| self.piles.stop(*candidate));
        let transfers = doomed.iter().flat_map(|candidate| self.piles.pass_all(*candidate)).collect();
        self.end_stage(Action::ExcludeTogether(doomed), "", transfers);
        if let Some(stage) = self.stages.last_mut() {
            stage.is_for_group = true;
        }
    }

    /// B.1: who has the quota. It is too large for more than there are seats; of those for whom a group leaves no room a
    /// lot decides between equal ones.
    fn elect_reached(&mut self, ties: &mut Ties<'_>) -> Result<(), Unresolved> {
        let mut reached = by_votes(&self.piles, &self.hopeful);
        reached.retain(|candidate| self.piles.votes(*candidate) >= self.quota);
        while let Some(first) = reached.first().copied() {
            let candidate = match &self.group {
                Some(group) if !group.has(first) => {
                    let room = group.room(&self.elected);
                    let tied = self.with_votes(&reached, self.piles.votes(first)).into_iter();
                    let mut tied: Vec<Candidate> = tied.filter(|candidate| !group.has(*candidate)).collect();
                    tied.sort_unstable();
                    if room == 0 {
                        reached.retain(|candidate| group.has(*candidate));
                        continue;
                    }
                    if tied.len() > room { ties.lot(Purpose::Elect, tied, self.number())? } else { first }
                }
                _ => first,
            };
            reached.retain(|other| *other != candidate);
            self.piles.stop(candidate);
            self.pending.push(candidate);
            self.pending.sort_unstable();
            self.elect(candidate, Clause::Quota, "step B.1");
        }
        Ok(())
    }

    fn elect(&mut self, candidate: Candidate, clause: Clause, source: &'static str) {
        self.hopeful.retain(|other| *other != candidate);
        self.elected.push(candidate);
        self.open = self.open.saturating_sub(1);
        let votes = self.piles.votes(candidate).to_decimal();
        if let Some(stage) = self.stages.last_mut() {
            stage.elected.push(Elected { candidate, votes, clause, source });
        }
    }

    /// B.3: whose surplus passes on next.
    fn largest_surplus(&self, ties: &mut Ties<'_>) -> Result<Option<Candidate>, Unresolved> {
        let most = self.pending.iter().map(|candidate| self.piles.votes(*candidate)).max();
        let Some(most) = most else { return Ok(None) };
        let tied = self.with_votes(&self.pending, most);
        ties.lot(Purpose::Transfer, tied, self.number()).map(Some)
    }

    /// B.4: who is excluded next.
    fn fewest_votes(&self, guarded: &[Candidate], ties: &mut Ties<'_>) -> Result<Candidate, Unresolved> {
        let mut able = self.hopeful.clone();
        able.retain(|candidate| !guarded.contains(candidate));
        let fewest = able.iter().map(|candidate| self.piles.votes(*candidate)).min();
        let tied = self.with_votes(&able, fewest.unwrap_or_default());
        ties.lot(Purpose::Exclude, tied, self.number())
    }

    fn with_votes(&self, among: &[Candidate], votes: Votes4) -> Vec<Candidate> {
        among.iter().copied().filter(|candidate| self.piles.votes(*candidate) == votes).collect()
    }

    fn number(&self) -> u32 {
        u32::try_from(self.stages.len()).unwrap_or(u32::MAX)
    }

    fn end_stage(&mut self, action: Action, clause: &'static str, transfers: Vec<Transfer>) {
        let votes = self.piles.all_votes().iter().map(|votes| votes.to_decimal()).collect();
        self.stages.push(Stage {
            transfers,
            non_transferable: self.piles.non_transferable().to_decimal(),
            lost: self.piles.lost().to_decimal(),
            ..Stage::new(self.number().saturating_add(1), action, clause, votes)
        });
    }
}

/// D.4: weight × surplus, cut, ÷ votes, cut.
fn weight(value: Votes4, surplus: Votes4, votes: Votes4) -> Votes4 {
    value.times_ratio_truncated(surplus, Fixed::ONE).times_ratio_truncated(Fixed::ONE, votes)
}

/// Highest votes first, of equal ones in ballot-paper order.
fn by_votes(piles: &Piles<'_, PLACES>, among: &[Candidate]) -> Vec<Candidate> {
    let mut sorted = among.to_vec();
    sorted.sort_by_key(|candidate| (Reverse(piles.votes(*candidate)), *candidate));
    sorted
}
