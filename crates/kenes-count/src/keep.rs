//! Counts in which everybody keeps a part of each paper: the keep factor, 1 for those who may still be elected, 0 for the
//! excluded, and less and less for the elected until nobody has more than the quota.
//!
//! Owns the votes, the keep factors and the loop over stages. How a part is calculated, and when a stage is over, belongs to
//! the rule. Numbers are whole numbers in units of the rule's last place.

use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Reverse;

use crate::candidate::{Candidate, Candidates};
use crate::contest::{Contest, Votes};
use crate::group::Guard;
use crate::number::Decimal;
use crate::reading::{Orders, Reading};
use crate::rule::{CountError, Rule, conclude};
use crate::tie::{LotSeed, Purpose, Ties, Unresolved};
use crate::transcript::{Action, Clause, Elected, Stage, Transcript};
use crate::tree::Tree;

/// A rule of keep factors.
pub(crate) trait Keeping {
    /// The rule.
    const RULE: Rule;
    /// The places after the point with which is calculated.
    const PLACES: u32;
    /// The places that the transcript shows, rounded to the nearest where they are fewer.
    const SHOWN: u32;
    /// Numbers that differ by less count as equal.
    const SLACK: u128;
    /// The most papers with which the calculation stays exact.
    const MOST_PAPERS: u64;
    /// Whether somebody is elected as soon as the votes suffice, or only once the surplus has passed on.
    const AT_ONCE: bool;
    /// Whether several are excluded together where no transfer could save any of them.
    const TOGETHER: bool;
    /// What the rule calls what it does.
    const CLAUSES: Clauses;

    /// What the votes of every paper are counted with.
    type Weight: Copy + Default + PartialEq;

    /// A whole paper.
    const ONE: Self::Weight;

    /// A keep factor for calculating.
    fn weight(keep: u128) -> Self::Weight;
    /// The part of a paper of this weight that is kept with this keep factor, and the part that goes on.
    fn part(weight: Self::Weight, keep: Self::Weight) -> (Self::Weight, Self::Weight);
    /// So many votes.
    fn votes(part: Self::Weight, papers: u64) -> u128;
    /// The quota for all votes that somebody has.
    fn quota(votes: u128, seats: u32) -> u128;
    /// Whether so little is left to pass on that a stage is over: `surplus` is that of all elected, whose votes these are.
    fn settled(surplus: u128, quota: u128, elected: impl Iterator<Item = u128>) -> bool;
    /// Whether votes elect.
    fn elects(votes: u128, quota: u128) -> bool;
    /// The next keep factor of somebody elected.
    fn next(keep: u128, quota: u128, votes: u128) -> u128;
}

/// What a rule calls what it does.
pub(crate) struct Clauses {
    pub first: &'static str,
    pub reweigh: &'static str,
    pub exclude: &'static str,
    pub reached: &'static str,
    pub last: &'static str,
}

/// Counts ranked ballots.
pub(crate) fn count<K: Keeping>(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let rule = K::RULE;
    let Votes::Ballots(ballots) = contest.votes() else { return Err(CountError::NeedsBallots { rule }) };
    if contest.minimum() > 0 {
        return Err(CountError::NoMinimum { rule });
    }
    let candidates = contest.candidates();
    if candidates.standing().next().is_none() {
        return Err(CountError::NobodyStands);
    }
    let orders = Orders::of(ballots, candidates);
    let reading = orders.reading();
    if reading.valid > K::MOST_PAPERS {
        return Err(CountError::TooManyPapers { rule, most: K::MOST_PAPERS });
    }
    let tree = Tree::of(&orders, candidates);
    let mut count = Count::<K>::begin(candidates, &tree, reading, contest.seats());
    count.group = Guard::of(contest);
    let mut ties = Ties::new(rule.name(), seed);
    let outcome = count.run(&mut ties);
    let mut transcript = Transcript::new(rule, contest.seats(), candidates, Some(reading));
    transcript.quota = count.stages.first().and_then(|stage| stage.quota);
    transcript.stages = count.stages;
    transcript.group = contest.group().cloned();
    conclude(transcript, ties, outcome)
}

/// How a stage ends.
enum End {
    /// These have enough votes.
    Elected(Vec<Candidate>),
    /// The surplus is too small to matter, or does not become less.
    Settled,
    /// Nothing that can still pass on would save these.
    Losers(Vec<Candidate>),
}

struct Count<'a, K: Keeping> {
    tree: &'a Tree,
    /// All votes there are.
    all: u128,
    seats: u32,
    /// Those neither elected nor excluded, in ballot-paper order.
    hopeful: Vec<Candidate>,
    /// In ballot-paper order.
    elected: Vec<Candidate>,
    /// The keep factor of each.
    keep: Vec<u128>,
    votes: Vec<u128>,
    quota: u128,
    /// The surplus of all elected.
    surplus: u128,
    stages: Vec<Stage>,
    /// The group that has to have a number of seats, where there is one.
    group: Option<Guard>,
    /// Of the stage that has begun: who could not be excluded, and whether those excluded had to make room for the group.
    guarded: (Vec<Candidate>, bool),
    rule: core::marker::PhantomData<K>,
}

impl<'a, K: Keeping> Count<'a, K> {
    fn begin(candidates: &Candidates, tree: &'a Tree, reading: Reading, seats: u32) -> Self {
        let one = 10_u128.saturating_pow(K::PLACES);
        let keep = |candidate| if candidates.is_withdrawn(candidate) { 0 } else { one };
        Self {
            tree,
            all: one.saturating_mul(reading.valid.into()),
            seats,
            hopeful: candidates.standing().collect(),
            elected: Vec::new(),
            keep: candidates.iter().map(keep).collect(),
            votes: vec![0; candidates.len()],
            quota: 0,
            surplus: 0,
            stages: Vec::new(),
            group: None,
            guarded: (Vec::new(), false),
            rule: core::marker::PhantomData,
        }
    }

    fn run(&mut self, ties: &mut Ties<'_>) -> Result<(), Unresolved> {
        let mut action = Some(Action::FirstPreferences);
        while self.open() > 0 && self.hopeful.len() > self.open() {
            let end = self.iterate();
            let begun = action.take().unwrap_or(Action::Reweigh);
            self.end_stage(begun);
            match end {
                End::Elected(reached) => {
                    self.elect(reached, ties)?;
                    action = self.exclude_for_group();
                }
                End::Settled => {
                    action = self.exclude_for_group();
                    if action.is_none() {
                        let candidate = self.lowest(ties)?;
                        self.exclude(&[candidate]);
                        action = Some(Action::Exclude(candidate));
                    }
                }
                End::Losers(losers) => {
                    self.exclude(&losers);
                    action = Some(match losers.as_slice() {
                        [only] => Action::Exclude(*only),
                        _ => Action::ExcludeTogether(losers),
                    });
                }
            }
        }
        self.elect_rest(action);
        Ok(())
    }

    /// Excludes everybody for whom a group leaves no room any more.
    fn exclude_for_group(&mut self) -> Option<Action> {
        let doomed = self.group.as_ref()?.doomed(&self.elected, &self.hopeful);
        if doomed.is_empty() {
            return None;
        }
        self.exclude(&doomed);
        self.guarded.1 = true;
        Some(Action::ExcludeTogether(doomed))
    }

    /// The seats that are not filled.
    fn open(&self) -> usize {
        usize::try_from(self.seats).unwrap_or(usize::MAX).saturating_sub(self.elected.len())
    }

    /// Counts the papers again and again, until the stage is over.
    fn iterate(&mut self) -> End {
        let mut before = self.all;
        loop {
            self.distribute();
            let reached = self.reached();
            if K::AT_ONCE && !reached.is_empty() {
                return End::Elected(reached);
            }
            let elected = self.elected.iter().map(|candidate| of(&self.votes, *candidate));
            let settled =
                K::settled(self.surplus, self.quota, elected) || !exceeds::<K>(before, self.surplus);
            if settled {
                return if reached.is_empty() { End::Settled } else { End::Elected(reached) };
            }
            let losers = if K::TOGETHER && self.group.is_none() { self.losers() } else { Vec::new() };
            if !losers.is_empty() {
                return End::Losers(losers);
            }
            before = self.surplus;
            for candidate in &self.elected {
                let votes = of(&self.votes, *candidate);
                if let Some(keep) = self.keep.get_mut(candidate.index()).filter(|_| votes > 0) {
                    *keep = K::next(*keep, self.quota, votes);
                }
            }
        }
    }

    /// Follows every paper through its preferences; then the quota and the surplus.
    fn distribute(&mut self) {
        let keep: Vec<K::Weight> = self.keep.iter().map(|keep| K::weight(*keep)).collect();
        let votes = &mut self.votes;
        votes.fill(0);
        self.tree.walk(K::ONE, |candidate, weight, papers| {
            let factor = keep.get(candidate.index()).copied().unwrap_or_default();
            let (part, rest) = K::part(weight, factor);
            if let Some(votes) = votes.get_mut(candidate.index()) {
                *votes = votes.saturating_add(K::votes(part, papers));
            }
            rest
        });
        let all = self.votes.iter().fold(0, |sum: u128, votes| sum.saturating_add(*votes));
        self.quota = K::quota(all, self.seats);
        self.find_surplus();
    }

    /// What the elected have above the quota, all together, those below it counted against it.
    fn find_surplus(&mut self) {
        let have = self.elected.iter().map(|candidate| of(&self.votes, *candidate));
        let have = have.fold(0, |sum: u128, votes| sum.saturating_add(votes));
        let quotas = self.quota.saturating_mul(u128::try_from(self.elected.len()).unwrap_or(u128::MAX));
        self.surplus = have.saturating_sub(quotas);
    }

    fn reached(&self) -> Vec<Candidate> {
        let elects = |candidate: &Candidate| K::elects(of(&self.votes, *candidate), self.quota);
        self.hopeful.iter().copied().filter(elects).collect()
    }

    /// Elects those with enough votes. Should they be more than the seats, those with the most.
    fn elect(&mut self, mut reached: Vec<Candidate>, ties: &mut Ties<'_>) -> Result<(), Unresolved> {
        reached.sort_by_key(|candidate| (Reverse(of(&self.votes, *candidate)), *candidate));
        while self.open() > 0 {
            let room = self.group.as_ref().map(|group| (group.room(&self.elected), group));
            if let Some((0, group)) = room {
                reached.retain(|candidate| group.has(*candidate));
            }
            if reached.is_empty() {
                break;
            }
            let most = reached.first().map_or(0, |candidate| of(&self.votes, *candidate));
            let mut tied: Vec<Candidate> =
                reached.iter().copied().filter(|candidate| of(&self.votes, *candidate) == most).collect();
            let others = |(room, group): (usize, &Guard)| {
                let others = tied.iter().copied().filter(|candidate| !group.has(*candidate));
                Some(others.collect::<Vec<_>>()).filter(|others| others.len() > room)
            };
            if tied.len() <= self.open()
                && let Some(others) = room.and_then(others)
            {
                tied = vec![ties.lot(Purpose::Elect, others, self.number())?];
            } else if tied.len() > self.open() {
                tied = vec![ties.lot(Purpose::Elect, tied, self.number())?];
            }
            reached.retain(|candidate| !tied.contains(candidate));
            for candidate in tied {
                self.elect_one(candidate, Clause::Quota, K::CLAUSES.reached);
            }
        }
        Ok(())
    }

    fn elect_one(&mut self, candidate: Candidate, clause: Clause, source: &'static str) {
        self.hopeful.retain(|other| *other != candidate);
        self.elected.push(candidate);
        self.elected.sort_unstable();
        let votes = shown::<K>(of(&self.votes, candidate));
        if let Some(stage) = self.stages.last_mut() {
            stage.elected.push(Elected { candidate, votes, clause, source });
        }
    }

    /// Who is excluded: all whom the surplus could lift above the lowest are equal, and a lot decides between them.
    fn lowest(&mut self, ties: &mut Ties<'_>) -> Result<Candidate, Unresolved> {
        let guarded = self.group.as_ref().map(|group| group.guarded(&self.elected, &self.hopeful));
        let guarded = guarded.unwrap_or_default();
        let able = || self.hopeful.iter().copied().filter(|candidate| !guarded.contains(candidate));
        let lowest = able().map(|candidate| of(&self.votes, candidate)).min();
        let within = lowest.unwrap_or(0).saturating_add(self.surplus);
        let tied = able();
        let tied = tied.filter(|candidate| !exceeds::<K>(of(&self.votes, *candidate), within));
        let lowest = ties.lot(Purpose::Exclude, tied.collect(), self.number());
        self.guarded.0 = guarded;
        lowest
    }

    fn exclude(&mut self, excluded: &[Candidate]) {
        self.hopeful.retain(|candidate| !excluded.contains(candidate));
        for candidate in excluded {
            if let Some(keep) = self.keep.get_mut(candidate.index()) {
                *keep = 0;
            }
        }
    }

    /// The largest set of those with the fewest votes of whom, with all their votes and all surpluses together, none reaches
    /// the next above. Those whom the surplus alone could lift to one another are in it together or not at all.
    fn losers(&self) -> Vec<Candidate> {
        let mut sorted = self.hopeful.clone();
        sorted.sort_by_key(|candidate| of(&self.votes, *candidate));
        let most = self.hopeful.len().saturating_sub(self.open());
        let (mut losers, mut sum, mut first) = (0, 0_u128, 0_u128);
        for (place, candidate) in sorted.iter().enumerate() {
            let votes = of(&self.votes, *candidate);
            if exceeds::<K>(votes, first.saturating_add(self.surplus)) {
                // Here a group of equals ends.
                if place > most {
                    break;
                }
                if place > 0 && exceeds::<K>(votes, sum.saturating_add(self.surplus)) {
                    losers = place;
                }
                first = votes;
            }
            sum = sum.saturating_add(votes);
        }
        let mut losers: Vec<Candidate> = sorted.into_iter().take(losers).collect();
        losers.sort_unstable();
        losers
    }

    /// Where as many are left as seats, they are elected. Papers do not move any more: those of the excluded are with nobody.
    fn elect_rest(&mut self, action: Option<Action>) {
        if self.open() == 0 {
            return;
        }
        match action {
            Some(Action::FirstPreferences) => {
                self.distribute();
                self.end_stage(Action::FirstPreferences);
            }
            Some(action) => {
                let Self { votes, keep, .. } = self;
                for (votes, _) in votes.iter_mut().zip(keep).filter(|(_, keep)| **keep == 0) {
                    *votes = 0;
                }
                self.end_stage(action);
            }
            None => {}
        }
        let mut rest = self.hopeful.clone();
        rest.sort_by_key(|candidate| (Reverse(of(&self.votes, *candidate)), *candidate));
        for candidate in rest {
            self.elect_one(candidate, Clause::LastVacancies, K::CLAUSES.last);
        }
    }

    /// The number of the stage.
    fn number(&self) -> u32 {
        u32::try_from(self.stages.len()).unwrap_or(u32::MAX)
    }

    fn end_stage(&mut self, action: Action) {
        let clause = if action == Action::FirstPreferences {
            K::CLAUSES.first
        } else if action == Action::Reweigh {
            K::CLAUSES.reweigh
        } else {
            K::CLAUSES.exclude
        };
        let votes: Vec<Decimal> = self.votes.iter().map(|votes| shown::<K>(*votes)).collect();
        let with_somebody = votes.iter().fold(0, |sum: u128, votes| sum.saturating_add(votes.units()));
        let nobody = shown::<K>(self.all).units().saturating_sub(with_somebody);
        let number = self.number().saturating_add(1);
        let (guarded, is_for_group) = core::mem::take(&mut self.guarded);
        self.stages.push(Stage {
            non_transferable: Decimal::new(nobody, K::SHOWN),
            quota: Some(shown::<K>(self.quota)),
            keep: self.keep.iter().map(|keep| shown::<K>(*keep)).collect(),
            guarded,
            is_for_group,
            ..Stage::new(number, action, clause, votes)
        });
    }
}

/// Whether a number is larger than another by what the rule takes for a difference.
fn exceeds<K: Keeping>(one: u128, other: u128) -> bool {
    one > other && one.saturating_sub(other) >= K::SLACK
}

/// A number as the transcript shows it.
fn shown<K: Keeping>(units: u128) -> Decimal {
    let step = 10_u128.saturating_pow(K::PLACES.saturating_sub(K::SHOWN));
    let half = step.checked_div(2).unwrap_or(0);
    Decimal::new(units.saturating_add(half).checked_div(step).unwrap_or(0), K::SHOWN)
}

/// The number of one candidate.
fn of(numbers: &[u128], candidate: Candidate) -> u128 {
    numbers.get(candidate.index()).copied().unwrap_or(0)
}
