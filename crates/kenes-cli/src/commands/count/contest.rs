//! From what a file says and what the command line adds to a contest, and its count.

use std::path::Path;

use kenes_count::format::Parsed;
use kenes_count::rule::countback::{self, Basis, Vacancy};
use kenes_count::rule::{Family, scottish_stv, two_round};
use kenes_count::{Candidate, Candidates, Contest, CountError, LotSeed, NeedsLot, Rule, Transcript};

use super::file::Taken;
use super::lists::Persons;
use super::{CountingError, Options, file, names, second};
use crate::error::Result;
use crate::output::say;

/// Which ballots fill a vacated seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum BasisName {
    /// Those by which the vacating member held the seat
    #[default]
    Quota,
    /// All ballots of the election
    All,
}

impl From<BasisName> for Basis {
    fn from(name: BasisName) -> Self {
        match name {
            BasisName::Quota => Self::Quota,
            BasisName::All => Self::AllVotes,
        }
    }
}

/// What stops a rule, as against what is wrong with the command.
pub(super) enum Stopped {
    /// A lot is needed.
    NeedsLot(NeedsLot),
    /// Everything else.
    NotCounted(CountingError),
}

impl Options {
    /// Counts what was read by one rule, and seats the persons of lists. The outer error is about the command.
    pub(super) fn count_taken(
        &self,
        path: &Path,
        taken: Taken,
        rule: Rule,
    ) -> Result<std::result::Result<Transcript, Stopped>> {
        let Taken { parsed, persons } = taken;
        let persons = self.persons(&parsed.candidates, persons, rule)?;
        let contest = self.contest(path, parsed, persons.as_ref(), rule)?;
        Ok(match (self.count_contest(&contest, rule)?, &persons) {
            (Ok(transcript), Some(persons)) => self
                .lists
                .seat(transcript, persons, self.seed.as_deref())
                .map_err(|source| Stopped::NotCounted(CountingError::Lists { source })),
            (Ok(transcript), None) => Ok(transcript),
            (Err(CountError::NeedsLot(needs)), _) => Err(Stopped::NeedsLot(needs)),
            (Err(source), _) => Err(Stopped::NotCounted(not_counted(contest.candidates(), source))),
        })
    }

    /// Puts the contest together: without the withdrawn, with the seats.
    fn contest(&self, path: &Path, parsed: Parsed, persons: Option<&Persons>, rule: Rule) -> Result<Contest> {
        let Parsed { title: _, mut candidates, votes, seats } = parsed;
        for name in &self.withdraw {
            candidates.withdraw(names::find(&candidates, name)?);
        }
        let seats = match (self.seats, seats) {
            (None, Some(seats)) if rule.is_for_one_seat() && seats != 1 => {
                let path = path.display();
                say(format_args!("note: {path} is for {seats} seats; {rule} fills one."));
                Some(1)
            }
            (None, None) if rule.is_for_one_seat() => Some(1),
            (said, of_file) => said.or(of_file),
        };
        let seats = seats.ok_or_else(|| CountingError::NoSeats { path: path.into() })?;
        let failed = |source| CountingError::Contest { path: path.into(), source };
        let contest = Contest::new(candidates, votes, seats).map_err(failed)?;
        let contest =
            if self.minimum > 0 { contest.with_minimum(self.minimum).map_err(failed)? } else { contest };
        let contest = match self.lists.group(contest.candidates())? {
            Some(group) => contest.with_group(group).map_err(failed)?,
            None => contest,
        };
        if !self.lists.is_used() && persons.is_none() {
            return Ok(contest);
        }
        let terms = self.lists.terms(contest.candidates(), persons)?;
        Ok(contest.with_terms(terms).map_err(failed)?)
    }

    /// Who stands on the lists, where the rule distributes seats to lists.
    fn persons(
        &self,
        candidates: &Candidates,
        of_archive: Option<Persons>,
        rule: Rule,
    ) -> Result<Option<Persons>> {
        if rule.family() == Family::Apportionment {
            self.lists.persons(candidates, of_archive)
        } else {
            Ok(None)
        }
    }

    /// Whether the rule fills one seat, whatever a file says.
    pub(super) fn is_for_one_seat(&self) -> bool {
        self.rule.is_some_and(Rule::is_for_one_seat)
    }

    /// Counts it. The outer error is about the command, the inner one the rule's.
    fn count_contest(
        &self,
        contest: &Contest,
        rule: Rule,
    ) -> Result<std::result::Result<Transcript, CountError>> {
        let seed = self.seed.as_deref().map(LotSeed::of_text);
        let seed = seed.as_ref();
        Ok(match (rule, &self.second_round) {
            (Rule::Countback, _) => self.countback(contest, seed)?,
            (Rule::TwoRound, Some(path)) => {
                let second = second::votes(path, file::read_second(path, self)?, contest.candidates())?;
                let outcome = two_round::count(contest, Some(&second), seed);
                if outcome.as_ref().is_ok_and(|transcript| transcript.stages.len() == 1) {
                    let path = path.display();
                    say(format_args!("note: the first round decided, so {path} is not counted."));
                }
                outcome
            }
            _ => rule.count(contest, seed),
        })
    }

    /// Counts the election, then fills the seat that is vacated.
    fn countback(
        &self,
        contest: &Contest,
        seed: Option<&LotSeed>,
    ) -> Result<std::result::Result<Transcript, CountError>> {
        let candidates = contest.candidates();
        let Some(vacating) = &self.vacating else { return Ok(Err(CountError::NeedsVacancy)) };
        let vacating = names::find(candidates, vacating)?;
        let named: std::result::Result<Vec<Candidate>, CountingError> =
            self.standing.iter().map(|name| names::find(candidates, name)).collect();
        let mut standing = named?;
        if standing.is_empty() {
            let elected = match scottish_stv::count(contest, seed) {
                Ok(election) => election.elected(),
                Err(error) => return Ok(Err(error)),
            };
            standing = candidates.standing().filter(|candidate| !elected.contains(candidate)).collect();
        }
        let basis = self.basis.unwrap_or_default().into();
        let vacancy = Vacancy { vacating, standing, basis, seed: seed.copied() };
        Ok(countback::count(contest, seed, &[vacancy]))
    }
}

/// What stopped a count, with names in place of numbers.
fn not_counted(candidates: &Candidates, source: CountError) -> CountingError {
    let name = |candidate| candidates.name(candidate).to_owned();
    if let CountError::HoldsNoSeat { candidate } = source {
        return CountingError::HoldsNoSeat { name: name(candidate) };
    }
    if let CountError::CannotStand { candidate } = source {
        return CountingError::CannotStand { name: name(candidate) };
    }
    if let CountError::NobodyNamed { vacating } = source {
        return CountingError::StaysVacant { name: name(vacating) };
    }
    CountingError::NotCounted { source }
}
