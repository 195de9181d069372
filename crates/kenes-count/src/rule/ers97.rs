//! The single transferable vote of the Electoral Reform Society, as of 1997.
//!
//! Source: R. A. Newland and F. S. Britton, "How to Conduct an Election by the Single Transferable Vote", third edition,
//! Electoral Reform Society 1997, sections 5.1 to 5.6. Votes have two decimal places.
//!
//! - 5.1.6: the quota is the valid papers ÷ (seats + 1), taken to 0.01 and raised by 0.01 where that is not exact. 5.4.8: as
//!   long as nobody is elected it is calculated anew after each batch of papers, without the non-transferable votes.
//! - 5.1.7, 5.3.13, 5.4.9: elected is, in descending order of votes, who has at least the quota, or at least the total active
//!   vote ÷ (seats not filled + 1). Active are the votes of those who continue, the votes above the quota of those elected, and
//!   what excluded candidates still hold.
//! - 5.2.2 and 5.2.5: the largest number of candidates with the fewest votes is excluded together whose votes and all surpluses
//!   together do not exceed the votes of the next above, and without whom enough are left for the seats; surpluses wait then.
//!   Where there are none such, the largest surplus passes on; without a surplus the candidate with the fewest votes is excluded.
//! - 5.3: a surplus passes on over the batch of papers that was received last. Papers that name somebody who continues go at
//!   surplus ÷ their number, cut after 0.01, but not above the value that they have; what is left is non-transferable.
//! - 5.4: the papers of the excluded pass on in batches by descending value, those of one value together; after each batch
//!   candidates are elected, who then receive no more.
//! - 5.2.3, 5.2.5: of equal ones the first stage or the earliest point after a batch at which they differ decides, then the lot.
//! - 5.5: where as many are left as seats, these are elected; once all seats are filled no more papers pass on.
//! - 5.6.2: of equal ones of whom not all can be elected the earliest point at which they differ decides; where there is none,
//!   none of them is elected at that point.
//!
//! Where the text leaves something open:
//!
//! - Candidates with equal votes are excluded together, or not together with others.
//! - Nobody is elected without a vote, unless as many are left as seats.

mod papers;

use alloc::vec::Vec;
use core::cmp::Reverse;

use self::papers::{Papers, Votes2};
use crate::candidate::Candidate;
use crate::contest::{Contest, Votes};
use crate::number::{Decimal, Fixed};
use crate::reading::Orders;
use crate::rule::{CountError, Rule, conclude};
use crate::tie::{Extreme, LotSeed, Purpose, Ties, Unresolved};
use crate::transcript::{Action, Clause, Elected, Stage, Transcript, Transfer};

/// The text that the rule is taken from.
pub const SOURCE: &str = "Newland and Britton, How to Conduct an Election by the Single Transferable Vote, third edition, \
    Electoral Reform Society 1997";

/// The places after the point.
pub const PLACES: u32 = 2;

/// Counts ranked ballots.
///
/// # Errors
/// The contest has no ballots, nobody stands, a minimum was set, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let rule = Rule::Ers97;
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
    let seats = usize::try_from(contest.seats()).unwrap_or(usize::MAX);
    let mut count = Count {
        papers: Papers::lay(&orders, stands),
        continuing: candidates.standing().collect(),
        elected: Vec::new(),
        surpluses: Vec::new(),
        seats,
        valid: Votes2::whole(orders.reading().valid),
        quota: Votes2::ZERO,
        points: Vec::new(),
        stages: Vec::new(),
        new: Vec::new(),
    };
    let mut ties = Ties::new(rule.name(), seed);
    let outcome = count.run(&mut ties);
    let transcript = Transcript {
        quota: count.stages.first().and_then(|stage| stage.quota),
        stages: count.stages,
        ..Transcript::new(rule, contest.seats(), candidates, Some(orders.reading()))
    };
    conclude(transcript, ties, outcome)
}

struct Count<'a> {
    papers: Papers<'a>,
    /// Those neither elected nor excluded, in ballot-paper order.
    continuing: Vec<Candidate>,
    elected: Vec<Candidate>,
    /// Those elected whose surplus has not been passed on, in ballot-paper order.
    surpluses: Vec<Candidate>,
    seats: usize,
    valid: Votes2,
    quota: Votes2,
    /// The votes after the first stage and after each batch, and the stage that each belongs to.
    points: Vec<(u32, Vec<Decimal>)>,
    stages: Vec<Stage>,
    /// Those elected at the stage that goes on.
    new: Vec<Elected>,
}

impl Count<'_> {
    fn run(&mut self, ties: &mut Ties<'_>) -> Result<(), Unresolved> {
        self.end_batch(ties);
        self.end_stage(Action::FirstPreferences, "5.1", Vec::new());
        while self.open() > 0 && self.continuing.len() > self.open() {
            let losers = self.losers();
            if losers.is_empty() && !self.surpluses.is_empty() {
                self.pass_surplus(ties)?;
                continue;
            }
            let losers = if losers.is_empty() { Vec::from([self.fewest(ties)?]) } else { losers };
            if self.continuing.len().saturating_sub(losers.len()) == self.open() {
                // 5.5.1: the exclusion is proposed only.
                self.continuing.retain(|candidate| !losers.contains(candidate));
                break;
            }
            self.exclude(losers, ties);
        }
        self.elect_rest();
        Ok(())
    }

    /// The seats that are not filled.
    fn open(&self) -> usize {
        self.seats.saturating_sub(self.elected.len())
    }

    /// 5.3.
    fn pass_surplus(&mut self, ties: &mut Ties<'_>) -> Result<(), Unresolved> {
        let most = self.surpluses.iter().map(|candidate| self.papers.votes(*candidate)).max();
        let tied = self.with_votes(&self.surpluses, most.unwrap_or_default());
        let candidate = self.choose(Purpose::Transfer, tied, Extreme::Highest, ties)?;
        self.surpluses.retain(|other| *other != candidate);
        let transfers = self.papers.pass_surplus(candidate, self.quota);
        self.end_batch(ties);
        self.end_stage(Action::Surplus(candidate), "5.3", transfers);
        Ok(())
    }

    /// 5.4.
    fn exclude(&mut self, losers: Vec<Candidate>, ties: &mut Ties<'_>) {
        self.continuing.retain(|candidate| !losers.contains(candidate));
        losers.iter().for_each(|candidate| self.papers.stop(*candidate));
        let mut transfers = Vec::new();
        // 5.5.2: once all seats are filled, no more papers pass on.
        while let Some(value) = self.papers.highest_value(&losers).filter(|_| self.open() > 0) {
            transfers.extend(self.papers.pass_batch(&losers, value));
            self.end_batch(ties);
        }
        let action = match losers.as_slice() {
            [only] => Action::Exclude(*only),
            _ => Action::ExcludeTogether(losers),
        };
        self.end_stage(action, "5.4", transfers);
    }

    /// 5.5.1: as many are left as seats.
    fn elect_rest(&mut self) {
        if self.open() == 0 {
            return;
        }
        let mut rest = core::mem::take(&mut self.continuing);
        rest.sort_by_key(|candidate| (Reverse(self.papers.votes(*candidate)), *candidate));
        let entry = |candidate| Elected {
            candidate,
            votes: self.papers.votes(candidate).to_decimal(),
            clause: Clause::LastVacancies,
            source: "5.5.1",
        };
        let elected: Vec<Elected> = rest.into_iter().map(entry).collect();
        if let Some(stage) = self.stages.last_mut() {
            stage.elected.extend(elected);
        }
    }

    /// 5.2.5: the most who can be excluded together; those with equal votes are treated alike.
    fn losers(&self) -> Vec<Candidate> {
        let mut sorted: Vec<(Votes2, Candidate)> =
            self.continuing.iter().map(|candidate| (self.papers.votes(*candidate), *candidate)).collect();
        sorted.sort_unstable();
        let most = self.continuing.len().saturating_sub(self.open());
        let above = |candidate: &Candidate| self.papers.votes(*candidate) - self.quota;
        let mut sum = self.surpluses.iter().fold(Votes2::ZERO, |sum, candidate| sum + above(candidate));
        let mut losers = 0;
        for (place, pair) in (1..).zip(sorted.windows(2)) {
            let [(votes, _), (next, _)] = pair else { continue };
            sum += *votes;
            if place <= most && votes < next && sum <= *next {
                losers = place;
            }
        }
        let mut losers: Vec<Candidate> =
            sorted.into_iter().take(losers).map(|(_, candidate)| candidate).collect();
        losers.sort_unstable();
        losers
    }

    fn fewest(&self, ties: &mut Ties<'_>) -> Result<Candidate, Unresolved> {
        let fewest = self.continuing.iter().map(|candidate| self.papers.votes(*candidate)).min();
        let tied = self.with_votes(&self.continuing, fewest.unwrap_or_default());
        self.choose(Purpose::Exclude, tied, Extreme::Lowest, ties)
    }

    fn with_votes(&self, among: &[Candidate], votes: Votes2) -> Vec<Candidate> {
        among.iter().copied().filter(|candidate| self.papers.votes(*candidate) == votes).collect()
    }

    /// By the earliest point at which they differ.
    fn choose(
        &self,
        purpose: Purpose,
        tied: Vec<Candidate>,
        extreme: Extreme,
        ties: &mut Ties<'_>,
    ) -> Result<Candidate, Unresolved> {
        let points = self.points.iter().map(|(stage, votes)| (*stage, votes.as_slice()));
        ties.choose_by(purpose, tied, extreme, self.number(), points)
    }

    /// The number of the last stage that has ended.
    fn number(&self) -> u32 {
        u32::try_from(self.stages.len()).unwrap_or(u32::MAX)
    }

    /// After the first stage and after each batch: the quota, and who is elected.
    fn end_batch(&mut self, ties: &mut Ties<'_>) {
        let votes = self.papers.all_votes().iter().map(|votes| votes.to_decimal()).collect();
        self.points.push((self.number().saturating_add(1), votes));
        if self.elected.is_empty() {
            let divisor = u128::try_from(self.seats).unwrap_or(u128::MAX).saturating_add(1);
            let active = self.valid - self.papers.non_transferable();
            self.quota = Fixed::from_units(active.units().div_ceil(divisor));
        }
        while self.open() > 0 && self.elect_next(ties) {}
    }

    /// 5.1.7: who has most votes, if these are enough. Of equal ones one after the other.
    fn elect_next(&mut self, ties: &mut Ties<'_>) -> bool {
        let most = self.continuing.iter().map(|candidate| self.papers.votes(*candidate)).max();
        let Some(most) = most.filter(|votes| *votes > Votes2::ZERO && self.suffice(*votes)) else {
            return false;
        };
        let mut tied = self.with_votes(&self.continuing, most);
        if tied.len() > self.open() {
            // 5.6.2: without a lot.
            match self.earliest(tied, ties) {
                Some(candidate) => tied = Vec::from([candidate]),
                None => return false,
            }
        }
        for candidate in tied {
            self.elect(candidate);
        }
        true
    }

    /// The one of the tied with the most votes at the earliest point at which they differ, if that tells them apart.
    fn earliest(&self, tied: Vec<Candidate>, ties: &mut Ties<'_>) -> Option<Candidate> {
        let mut without_lot = Ties::new(ties.kind, None);
        let chosen = self.choose(Purpose::Elect, tied, Extreme::Highest, &mut without_lot).ok()?;
        ties.met.extend(without_lot.met);
        Some(chosen)
    }

    /// Whether so many votes elect.
    fn suffice(&self, votes: Votes2) -> bool {
        if votes >= self.quota {
            return true;
        }
        let places = u128::try_from(self.open()).unwrap_or(u128::MAX).saturating_add(1);
        votes.units().saturating_mul(places) >= self.active().units()
    }

    /// 6.20: what those hold who are not elected, and the surpluses.
    fn active(&self) -> Votes2 {
        let with_elected = self.elected.iter().map(|candidate| self.papers.votes(*candidate).min(self.quota));
        let settled = with_elected.fold(self.papers.non_transferable(), |sum, votes| sum + votes);
        self.valid - settled
    }

    fn elect(&mut self, candidate: Candidate) {
        let votes = self.papers.votes(candidate);
        let clause = if votes >= self.quota { Clause::Quota } else { Clause::ActiveVote };
        self.papers.stop(candidate);
        self.continuing.retain(|other| *other != candidate);
        self.elected.push(candidate);
        if votes > self.quota {
            self.surpluses.push(candidate);
            self.surpluses.sort_unstable();
        }
        self.new.push(Elected { candidate, votes: votes.to_decimal(), clause, source: "5.1.7" });
    }

    fn end_stage(&mut self, action: Action, clause: &'static str, transfers: Vec<Transfer>) {
        let votes = self.papers.all_votes().iter().map(|votes| votes.to_decimal()).collect();
        let elected = core::mem::take(&mut self.new).into_iter();
        let source = match clause {
            "5.1" => "5.1.7",
            "5.3" => "5.3.13",
            _ => "5.4.9",
        };
        self.stages.push(Stage {
            transfers,
            non_transferable: self.papers.non_transferable().to_decimal(),
            lost: self.papers.lost().to_decimal(),
            quota: Some(self.quota.to_decimal()),
            elected: elected.map(|elected| Elected { source, ..elected }).collect(),
            ..Stage::new(self.number().saturating_add(1), action, clause, votes)
        });
    }
}
