//! Schulze's method for one seat: chains of majorities are compared by their weakest link.
//!
//! Source: Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
//! election method", Social Choice and Welfare 36 (2011), pages 267 to 303.
//!
//! - A paper places a candidate before another by a higher rank; candidates of one rank are equal, and those without a rank
//!   are equal after all who have one.
//! - Where more papers place A before B than B before A there is a link from A to B. By `schulze` its strength is the number of
//!   papers that place A before B (winning votes), by `schulze-margins` this number less that of those which say the opposite.
//! - The strength of a path is that of its weakest link. A is before B when the strongest path from A to B is stronger than
//!   that from B to A.
//! - Elected is whom nobody is before. There may be several: then all of them are, and the seat is theirs to share or to
//!   draw for. With a seed a lot elects one of them.
//!
//! Where the text leaves something open:
//!
//! - The ranking lists everybody by the number of those whom they are before; equal numbers are a tie.

use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Reverse;

use crate::candidate::Candidate;
use crate::contest::{Contest, Votes};
use crate::number::Decimal;
use crate::pairwise::{Table, preferences};
use crate::reading::Reading;
use crate::rule::{CountError, Rule, conclude};
use crate::tie::{LotSeed, Purpose, Ties};
use crate::transcript::{Action, Clause, Elected, Pairwise, Stage, Transcript};

/// The text that the rule is taken from.
pub const SOURCE: &str = "Markus Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent \
    single-winner election method, Social Choice and Welfare 36 (2011), 267-303; strength of links by winning votes";

/// The same for the name with margins.
pub const SOURCE_MARGINS: &str = "Markus Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent \
    single-winner election method, Social Choice and Welfare 36 (2011), 267-303; strength of links by margins";

/// Counts ranked ballots, with winning votes.
///
/// # Errors
/// The contest has no ballots or more than one seat, nobody stands, or a minimum was set.
pub fn count(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    by_paths(contest, seed, Rule::Schulze, |preferred, _| preferred)
}

/// Counts ranked ballots, with margins.
///
/// # Errors
/// The contest has no ballots or more than one seat, nobody stands, or a minimum was set.
pub fn count_margins(contest: &Contest, seed: Option<&LotSeed>) -> Result<Transcript, CountError> {
    by_paths(contest, seed, Rule::SchulzeMargins, u64::saturating_sub)
}

fn by_paths(
    contest: &Contest,
    seed: Option<&LotSeed>,
    rule: Rule,
    strength: fn(u64, u64) -> u64,
) -> Result<Transcript, CountError> {
    let (table, reading) = compared(contest, rule)?;
    let standing: Vec<Candidate> = contest.candidates().standing().collect();
    let paths = strongest(&table, &standing, strength);
    let order = Order {
        before: &|one, other| paths.at(one.index(), other.index()) > paths.at(other.index(), one.index()),
        standing: &standing,
    };
    let pairwise = Pairwise {
        preferences: table.rows(),
        paths: paths.rows(),
        majorities: Vec::new(),
        condorcet: condorcet(&table, &standing),
        ranking: order.ranking(),
    };
    let mut transcript = Transcript::new(rule, contest.seats(), contest.candidates(), Some(reading));
    transcript.pairwise = Some(pairwise);
    elect(transcript, &order, Ties::new(rule.name(), seed))
}

/// The strength of the strongest path for each pair.
fn strongest(table: &Table, standing: &[Candidate], strength: fn(u64, u64) -> u64) -> Table {
    let size = table.rows().len();
    let mut paths = Table::new(size);
    for one in standing {
        for other in standing {
            let (to, from) = (table.at(one.index(), other.index()), table.at(other.index(), one.index()));
            if let Some(path) = paths.row_mut(one.index()).get_mut(other.index()).filter(|_| to > from) {
                *path = strength(to, from);
            }
        }
    }
    for between in standing {
        let onward = paths.row(between.index()).to_vec();
        for one in standing.iter().filter(|one| *one != between) {
            let first = paths.at(one.index(), between.index());
            for (place, (path, onward)) in paths.row_mut(one.index()).iter_mut().zip(&onward).enumerate() {
                if place != one.index() {
                    *path = (*path).max(first.min(*onward));
                }
            }
        }
    }
    paths
}

/// How many papers place each before each other, of a contest for one seat.
pub(crate) fn compared(contest: &Contest, rule: Rule) -> Result<(Table, Reading), CountError> {
    let Votes::Ballots(ballots) = contest.votes() else { return Err(CountError::NeedsBallots { rule }) };
    if contest.seats() != 1 {
        return Err(CountError::OneSeat { rule, seats: contest.seats() });
    }
    if contest.minimum() > 0 {
        return Err(CountError::NoMinimum { rule });
    }
    if contest.candidates().standing().next().is_none() {
        return Err(CountError::NobodyStands);
    }
    Ok(preferences(ballots, contest.candidates()))
}

/// Whom most papers place before each other one.
pub(crate) fn condorcet(table: &Table, standing: &[Candidate]) -> Option<Candidate> {
    let beats = |one: &Candidate, other: &Candidate| {
        one == other || table.at(one.index(), other.index()) > table.at(other.index(), one.index())
    };
    standing.iter().copied().find(|one| standing.iter().all(|other| beats(one, other)))
}

/// Who is before whom.
pub(crate) struct Order<'a> {
    pub before: &'a dyn Fn(Candidate, Candidate) -> bool,
    pub standing: &'a [Candidate],
}

impl Order<'_> {
    /// How many others a candidate is before.
    fn wins(&self, candidate: Candidate) -> u64 {
        let wins = self.standing.iter().filter(|other| (self.before)(candidate, **other)).count();
        u64::try_from(wins).unwrap_or(u64::MAX)
    }

    /// Whom nobody is before.
    fn unbeaten(&self) -> Vec<Candidate> {
        let is_beaten = |one: &Candidate| self.standing.iter().any(|other| (self.before)(*other, *one));
        self.standing.iter().copied().filter(|one| !is_beaten(one)).collect()
    }

    /// Everybody by the number of those whom they are before.
    pub fn ranking(&self) -> Vec<Vec<Candidate>> {
        let mut sorted: Vec<(u64, Candidate)> =
            self.standing.iter().map(|candidate| (self.wins(*candidate), *candidate)).collect();
        sorted.sort_by_key(|(wins, candidate)| (Reverse(*wins), *candidate));
        sorted
            .chunk_by(|one, other| one.0 == other.0)
            .map(|group| group.iter().map(|(_, candidate)| *candidate).collect())
            .collect()
    }
}

/// Elects whom nobody is before: all of them, or with a seed one.
pub(crate) fn elect(
    mut transcript: Transcript,
    order: &Order<'_>,
    mut ties: Ties<'_>,
) -> Result<Transcript, CountError> {
    let wins = |candidate| {
        if order.standing.contains(&candidate) { order.wins(candidate) } else { 0 }
    };
    let votes: Vec<Decimal> =
        transcript.candidates.iter().map(|candidate| Decimal::whole(wins(candidate))).collect();
    let mut stage = Stage::new(1, Action::Compare, "", votes);
    let mut winners = order.unbeaten();
    let mut outcome = Ok(());
    if winners.len() > 1 && ties.seed.is_some() {
        match ties.lot(Purpose::Unbeaten, winners.clone(), 1) {
            Ok(chosen) => winners = vec![chosen],
            Err(unresolved) => outcome = Err(unresolved),
        }
    }
    winners.sort_by_key(|candidate| (Reverse(wins(*candidate)), *candidate));
    let elected = |candidate| Elected {
        candidate,
        votes: Decimal::whole(wins(candidate)),
        clause: Clause::Unbeaten,
        source: "",
    };
    stage.elected = winners.into_iter().map(elected).collect();
    transcript.stages = vec![stage];
    conclude(transcript, ties, outcome)
}
