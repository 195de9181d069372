//! Committees from approvals, chosen one after the other. Owns the papers and the loop; what each step chooses by belongs
//! to the rule.
//!
//! A tie is a tie only if it matters: where every way to resolve it, and those that follow, gives the same committee, the
//! first on the ballot paper is taken and nothing is drawn.

mod harmonic;
mod loads;
mod shared;

use alloc::vec;
use alloc::vec::Vec;

use num_rational::BigRational;

pub(crate) use crate::committee::harmonic::{Adding, Removing};
pub(crate) use crate::committee::loads::Loads;
pub(crate) use crate::committee::shared::Shared;

use crate::ballot::MarkKind;
use crate::candidate::Candidate;
use crate::contest::{Contest, Votes};
use crate::number::Decimal;
use crate::reading::{Reading, approvals};
use crate::rule::plurality::{first_stage, votes_of};
use crate::rule::{CountError, Rule, conclude};
use crate::shares::Supporters;
use crate::tie::{LotSeed, Purpose, Ties, Unresolved};
use crate::transcript::{Clause, Committee, Elected, Round, RoundKind, Transcript};

/// How many marks are looked at, at most, to find out whether a tie matters.
const MOST_LOOKED_AT: usize = 20_000_000;
/// How many steps at least, and at most.
const STEPS: (usize, usize) = (20, 2_000);

/// Approvals, and who can be chosen.
#[derive(Clone, Debug)]
pub(crate) struct Approvals {
    /// Who approves whom.
    pub supporters: Supporters,
    /// For each group of equal papers whom it approves.
    pub marks: Vec<Vec<Candidate>>,
    /// Those who have not withdrawn, in ballot-paper order.
    pub standing: Vec<Candidate>,
    /// How many are chosen.
    pub seats: usize,
    /// All papers, those without a mark included.
    pub papers: u64,
    reading: Reading,
}

impl Approvals {
    /// Reads the papers: every mark counts, whatever its rank.
    pub fn of(contest: &Contest, rule: Rule) -> Result<Self, CountError> {
        if contest.minimum() > 0 {
            return Err(CountError::NoMinimum { rule });
        }
        let Votes::Ballots(ballots) = contest.votes() else { return Err(CountError::NeedsBallots { rule }) };
        let candidates = contest.candidates();
        let standing: Vec<Candidate> = candidates.standing().collect();
        if standing.is_empty() {
            return Err(CountError::NobodyStands);
        }
        let mut supporters = Supporters::new(candidates.len());
        let mut marks = Vec::new();
        for ballot in ballots.iter() {
            let marked = ballot.marks.iter().filter_map(|mark| match mark.kind() {
                MarkKind::Next(candidate) | MarkKind::Equal(candidate) => Some(candidate),
                MarkKind::Repeated(_) | MarkKind::Skipped => None,
            });
            let marked: Vec<Candidate> =
                marked.filter(|candidate| !candidates.is_withdrawn(*candidate)).collect();
            supporters.add(ballot.count, marked.iter().map(|candidate| (*candidate, 1)));
            marks.push(marked);
        }
        let seats = usize::try_from(contest.seats()).unwrap_or(usize::MAX);
        let (_, reading) = approvals(ballots, candidates);
        Ok(Self { supporters, marks, standing, seats, papers: ballots.papers(), reading })
    }

    /// The papers of a group: how many, and whom they approve.
    pub fn group(&self, group: u32) -> (u64, &[Candidate]) {
        let marks = self.marks.get(crate::shares::place(group)).map_or(&[][..], Vec::as_slice);
        (self.supporters.count(group), marks)
    }
}

/// What a step may choose.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub kind: RoundKind,
    /// Those with the best number, in ballot-paper order; the first of several is taken where it makes no difference.
    pub best: Vec<Candidate>,
    /// The number of everybody who could be chosen.
    pub numbers: Vec<(Candidate, BigRational)>,
}

/// A rule that chooses one after the other.
pub(crate) trait Sequence: Clone {
    /// Whom the next step may choose; nothing when all are chosen.
    fn next(&mut self) -> Option<Choice>;

    /// Chooses.
    fn take(&mut self, choice: &Choice, candidate: Candidate);

    /// Who is in the committee now.
    fn committee(&self) -> Vec<Candidate>;

    /// Whether whoever is left is chosen anyway.
    fn all_follow(&self) -> bool;
}

/// Counts.
pub(crate) fn count<S: Sequence>(
    contest: &Contest,
    rule: Rule,
    approvals: &Approvals,
    sequence: S,
    seed: Option<&LotSeed>,
) -> Result<Transcript, CountError> {
    let mut ties = Ties::new(rule.name(), seed);
    let mut rounds = Vec::new();
    let mut choosing = Choosing { sequence, marks: approvals.marks.iter().map(Vec::len).sum() };
    let outcome = choosing.all(&mut rounds, &mut ties);
    let mut transcript =
        Transcript::new(rule, contest.seats(), contest.candidates(), Some(approvals.reading));
    let votes = contest.candidates().iter().map(|candidate| approvals.supporters.votes(candidate));
    let votes: Vec<u64> = votes.collect();
    let elected =
        if outcome.is_ok() || rule != Rule::RevSeqPav { choosing.sequence.committee() } else { Vec::new() };
    let mut stage = first_stage(&votes);
    let entry = |candidate: &Candidate| Elected {
        candidate: *candidate,
        votes: Decimal::whole(votes_of(&votes, *candidate)),
        clause: Clause::InProportion,
        source: "",
    };
    stage.elected = elected.iter().map(entry).collect();
    transcript.stages = vec![stage];
    transcript.committee = Some(Committee { votes, rounds });
    conclude(transcript, ties, outcome)
}

struct Choosing<S> {
    sequence: S,
    /// All marks, as a measure of what a step takes.
    marks: usize,
}

impl<S: Sequence> Choosing<S> {
    fn all(&mut self, rounds: &mut Vec<Round>, ties: &mut Ties<'_>) -> Result<(), Unresolved> {
        while let Some(choice) = self.sequence.next() {
            let number = u32::try_from(rounds.len()).unwrap_or(u32::MAX);
            let candidate = match choice.best.as_slice() {
                [] => return Ok(()),
                [only] => *only,
                [first, ..] if self.sequence.all_follow() || self.is_no_tie(&choice) => *first,
                _ => {
                    let removes = choice.kind == RoundKind::Remove;
                    let purpose = if removes { Purpose::Exclude } else { Purpose::Elect };
                    ties.lot(purpose, choice.best.clone(), number)?
                }
            };
            self.sequence.take(&choice, candidate);
            let best = choice.numbers.iter().find(|(other, _)| *other == candidate);
            rounds.push(Round {
                number: number.saturating_add(1),
                kind: choice.kind,
                candidate,
                by: best.map(|(_, number)| number.clone()),
                numbers: choice.numbers,
            });
        }
        Ok(())
    }

    /// Whether the same committee follows from every choice, as far as that is found out with little work.
    fn is_no_tie(&self, choice: &Choice) -> bool {
        let steps = MOST_LOOKED_AT.checked_div(self.marks.max(1)).unwrap_or(0);
        let mut looking = Looking { steps: steps.clamp(STEPS.0, STEPS.1), found: None };
        looking.is_same_after(&self.sequence, choice)
    }
}

/// Follows every branch to its end.
struct Looking {
    /// Steps that may still be made.
    steps: usize,
    found: Option<Vec<Candidate>>,
}

impl Looking {
    fn is_same_after<S: Sequence>(&mut self, sequence: &S, choice: &Choice) -> bool {
        choice.best.iter().all(|candidate| {
            let mut branch = sequence.clone();
            branch.take(choice, *candidate);
            self.is_same(branch)
        })
    }

    fn is_same<S: Sequence>(&mut self, mut sequence: S) -> bool {
        loop {
            let Some(left) = self.steps.checked_sub(1) else { return false };
            self.steps = left;
            let Some(choice) = sequence.next() else { return self.is_found(sequence.committee()) };
            match choice.best.as_slice() {
                [] => return self.is_found(sequence.committee()),
                [only] => sequence.take(&choice, *only),
                [first, ..] if sequence.all_follow() => sequence.take(&choice, *first),
                _ => return self.is_same_after(&sequence, &choice),
            }
        }
    }

    fn is_found(&mut self, mut committee: Vec<Candidate>) -> bool {
        committee.sort_unstable();
        *self.found.get_or_insert_with(|| committee.clone()) == committee
    }
}

/// Those with the largest number, in ballot-paper order, or with the smallest.
fn extreme(numbers: &[(Candidate, BigRational)], largest: bool) -> Vec<Candidate> {
    let all = numbers.iter().map(|(_, number)| number);
    let best = if largest { all.max() } else { all.min() };
    numbers.iter().filter(|(_, number)| Some(number) == best).map(|(candidate, _)| *candidate).collect()
}

/// Who is chosen, and of whom there is a choice.
#[derive(Clone, Debug)]
struct Chosen {
    is: Vec<bool>,
    in_order: Vec<Candidate>,
}

impl Chosen {
    fn nobody(approvals: &Approvals) -> Self {
        Self { is: vec![false; approvals.supporters.of.len()], in_order: Vec::new() }
    }

    fn has(&self, candidate: Candidate) -> bool {
        self.is.get(candidate.index()).copied().unwrap_or(true)
    }

    fn add(&mut self, candidate: Candidate) {
        if let Some(is) = self.is.get_mut(candidate.index()) {
            *is = true;
            self.in_order.push(candidate);
        }
    }

    fn len(&self) -> usize {
        self.in_order.len()
    }
}
