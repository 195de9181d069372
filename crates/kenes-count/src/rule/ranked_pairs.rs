//! Ranked pairs for one seat: majorities are kept from the strongest to the weakest, unless they contradict those kept before.
//!
//! Source: T. N. Tideman, "Independence of Clones as a Criterion for Voting Rules", Social Choice and Welfare 4 (1987), pages
//! 185 to 206, with majorities ordered by winning votes as in S. Eppley's Maximize Affirmed Majorities.
//!
//! - A paper places a candidate before another by a higher rank; candidates of one rank are equal, and those without a rank
//!   are equal after all who have one.
//! - Each pair of which more papers place one before the other is a majority. The one with more papers for it comes first; of
//!   equal ones that with fewer papers against it.
//! - One after the other each is kept, unless those kept before it already place its loser before its winner, directly or
//!   through others.
//! - Elected is whom no majority that was kept places behind somebody. There may be several where pairs are level: then all
//!   of them are. With a seed a lot elects one of them.
//!
//! Where the text leaves something open:
//!
//! - Among majorities with equal numbers those that contradict the ones kept before are set aside. Where the others can be
//!   kept all together, they are. Where they cannot, a lot decides among their winners whose majority is taken first, and if
//!   there are several a lot among those losers; then the same for the rest. That needs a seed.
//! - The ranking lists everybody by the number of those whom they are before; equal numbers are a tie.

use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Reverse;

use crate::candidate::Candidate;
use crate::contest::Contest;
use crate::pairwise::Table;
use crate::rule::schulze::{Order, compared, condorcet, elect};
use crate::rule::{CountError, Rule, conclude};
use crate::tie::{LotSeed, Purpose, Ties, Unresolved};
use crate::transcript::{Majority, Pairwise, Transcript};

/// The text that the rule is taken from.
pub const SOURCE: &str = "T. N. Tideman, Independence of Clones as a Criterion for Voting Rules, Social Choice and Welfare 4 \
    (1987), 185-206; majorities ordered by winning votes, then by the fewest votes against";

/// Counts ranked ballots.
///
/// # Errors
/// The contest has no ballots or more than one seat, nobody stands, a minimum was set, or a lot is needed.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    let rule = Rule::RankedPairs;
    let (table, reading) = compared(contest, rule)?;
    let standing: Vec<Candidate> = contest.candidates().standing().collect();
    let mut ties = Ties::new(rule.name(), seed);
    let kept = Kept::new(contest.candidates().len());
    let mut keeping = Keeping { standing: &standing, kept, taken: Vec::new() };
    let outcome = keeping.take_all(&majorities(&table, &standing), &mut ties);
    let Keeping { standing: _, kept, taken } = keeping;
    let before = |one: Candidate, other: Candidate| kept.places(one, other);
    let order = Order { before: &before, standing: &standing };
    let mut transcript = Transcript::new(rule, contest.seats(), contest.candidates(), Some(reading));
    transcript.pairwise = Some(Pairwise {
        preferences: table.rows(),
        paths: Vec::new(),
        majorities: taken,
        condorcet: condorcet(&table, &standing),
        ranking: if outcome.is_ok() { order.ranking() } else { Vec::new() },
    });
    match outcome {
        Ok(()) => elect(transcript, &order, ties),
        Err(unresolved) => conclude(transcript, ties, Err(unresolved)),
    }
}

/// All majorities, the strongest first; equal ones in ballot-paper order.
fn majorities(table: &Table, standing: &[Candidate]) -> Vec<Majority> {
    let of = |winner: Candidate, loser: Candidate| Majority {
        winner,
        loser,
        votes: table.at(winner.index(), loser.index()),
        against: table.at(loser.index(), winner.index()),
        is_kept: false,
    };
    let pairs = standing.iter().flat_map(|one| standing.iter().map(|other| of(*one, *other)));
    let mut majorities: Vec<Majority> = pairs.filter(|majority| majority.votes > majority.against).collect();
    majorities
        .sort_by_key(|majority| (Reverse(majority.votes), majority.against, majority.winner, majority.loser));
    majorities
}

/// Majorities while they are taken.
struct Keeping<'a> {
    standing: &'a [Candidate],
    kept: Kept,
    taken: Vec<Majority>,
}

impl Keeping<'_> {
    fn take_all(&mut self, majorities: &[Majority], ties: &mut Ties<'_>) -> Result<(), Unresolved> {
        for equal in
            majorities.chunk_by(|one, other| (one.votes, one.against) == (other.votes, other.against))
        {
            self.take_equal(equal.to_vec(), ties)?;
        }
        Ok(())
    }

    /// Whether somebody is before everybody else.
    fn is_decided(&self) -> bool {
        let leads = |one: &Candidate| {
            self.standing.iter().all(|other| one == other || self.kept.places(*one, *other))
        };
        self.standing.iter().any(leads)
    }

    /// Takes majorities with equal numbers.
    fn take_equal(&mut self, mut equal: Vec<Majority>, ties: &mut Ties<'_>) -> Result<(), Unresolved> {
        loop {
            let (against, rest): (Vec<Majority>, Vec<Majority>) =
                equal.into_iter().partition(|majority| self.kept.contradict(majority));
            self.taken.extend(against);
            if rest.is_empty() {
                return Ok(());
            }
            if let Some(all) = self.kept.with_all(&rest) {
                self.kept = all;
                self.taken.extend(rest.into_iter().map(|majority| Majority { is_kept: true, ..majority }));
                return Ok(());
            }
            if self.is_decided() {
                self.taken.extend(rest);
                return Ok(());
            }
            let winner = ties.lot(Purpose::Majority, listed(rest.iter().map(|other| other.winner)), 1)?;
            let losers = rest.iter().filter(|other| other.winner == winner).map(|other| other.loser);
            let loser = ties.lot(Purpose::MajorityOver, listed(losers), 1)?;
            let is_first = |majority: &Majority| (majority.winner, majority.loser) == (winner, loser);
            let (first, rest): (Vec<Majority>, Vec<Majority>) = rest.into_iter().partition(is_first);
            for majority in first {
                self.kept.keep(&majority);
                self.taken.push(Majority { is_kept: true, ..majority });
            }
            equal = rest;
        }
    }
}

/// Each once, in ballot-paper order.
fn listed(candidates: impl Iterator<Item = Candidate>) -> Vec<Candidate> {
    let mut listed: Vec<Candidate> = candidates.collect();
    listed.sort_unstable();
    listed.dedup();
    listed
}

/// Whom the majorities that were kept place before whom, directly or through others: a row of bits for each candidate.
#[derive(Clone)]
struct Kept {
    rows: Vec<Vec<u64>>,
}

impl Kept {
    fn new(size: usize) -> Self {
        Self { rows: vec![vec![0; size.div_ceil(64)]; size] }
    }

    fn places(&self, one: Candidate, other: Candidate) -> bool {
        let (word, bit) = bit(other);
        self.rows.get(one.index()).and_then(|row| row.get(word)).is_some_and(|word| word & bit != 0)
    }

    fn contradict(&self, majority: &Majority) -> bool {
        self.places(majority.loser, majority.winner)
    }

    fn keep(&mut self, majority: &Majority) {
        if self.places(majority.winner, majority.loser) {
            return;
        }
        let mut behind = self.rows.get(majority.loser.index()).cloned().unwrap_or_default();
        let (word, loser) = bit(majority.loser);
        if let Some(word) = behind.get_mut(word) {
            *word |= loser;
        }
        let (word, winner) = bit(majority.winner);
        for (index, row) in self.rows.iter_mut().enumerate() {
            if index == majority.winner.index() || row.get(word).is_some_and(|word| word & winner != 0) {
                for (word, more) in row.iter_mut().zip(&behind) {
                    *word |= more;
                }
            }
        }
    }

    /// The same with all of these, where none of them contradicts the others.
    fn with_all(&self, majorities: &[Majority]) -> Option<Self> {
        let mut all = self.clone();
        for majority in majorities {
            if all.contradict(majority) {
                return None;
            }
            all.keep(majority);
        }
        Some(all)
    }
}

/// In which word of a row a candidate has its bit, and the bit.
fn bit(candidate: Candidate) -> (usize, u64) {
    let (word, place) = (candidate.index() / 64, candidate.index() % 64);
    (word, 1_u64.checked_shl(u32::try_from(place).unwrap_or(0)).unwrap_or(0))
}
