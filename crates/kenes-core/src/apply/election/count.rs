//! From answers to persons: what the counting rules make of an archive.

use alloc::format;
use alloc::vec::Vec;

use kenes_count::rule::countback::{self, Basis, Vacancy};
use kenes_count::{BallotsBuilder, Candidate, Candidates, Contest, CountError, LotSeed, Transcript, Votes};
use kenes_record::Hash;

use crate::charter::Counting;
use crate::election::{Election, Filling, Rule};
use crate::evidence::Answers;

/// A count did not come to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::apply) enum Halt {
    /// A lot is needed.
    NeedsLot,
    /// The answers are not those to the question of the election, or name nobody who stands for a vacancy.
    Unfit,
}

/// What a count found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::apply) enum Found {
    /// Who is elected, in the order of election: places on the ballot paper, from 0.
    Persons(Vec<usize>),
    /// Whether more said yes than no.
    Approved(bool),
}

/// A seat that is to be filled from the ballots of its election: places on the ballot paper, from 0.
pub(in crate::apply) struct Vacated {
    pub vacating: usize,
    pub standing: Vec<usize>,
}

/// Counts an election.
pub(in crate::apply) fn count(election: &Election, answers: &Answers, seats: u16) -> Result<Found, Halt> {
    let counting = match election.rule {
        Rule::Persons(counting) => counting,
        Rule::YesNo => return yes_no(answers),
    };
    let rule = rule_of(counting);
    let contest = contest(election, counting, answers, seats)?;
    let seed = seed(election, rule.name());
    let transcript = rule.count(&contest, seed.as_ref()).map_err(halt)?;
    Ok(Found::Persons(elected(&transcript)))
}

/// Fills a vacancy, the next after those that were filled: by countback where papers are ranked, else by the next in votes.
pub(in crate::apply) fn fill(
    election: &Election,
    answers: &Answers,
    seats: u16,
    vacated: &Vacated,
) -> Result<usize, Halt> {
    let Rule::Persons(counting) = election.rule else { return Err(Halt::Unfit) };
    let number = filled(election).count().saturating_add(1);
    let transcript = match counting {
        Counting::StvScottish => {
            let contest = contest(election, counting, answers, seats)?;
            let earlier = filled(election).map(|(vacating, standing)| Vacated { vacating, standing });
            let now = Vacated { vacating: vacated.vacating, standing: vacated.standing.clone() };
            let all: Option<Vec<Vacancy>> =
                (1_usize..).zip(earlier.chain([now])).map(|pair| vacancy(election, pair)).collect();
            let seed = seed(election, rule_of(counting).name());
            countback::count(&contest, seed.as_ref(), &all.ok_or(Halt::Unfit)?)
        }
        Counting::Approval | Counting::Plurality => {
            let contest = contest_among(election, counting, answers, &vacated.standing)?;
            rule_of(counting).count(&contest, seed(election, &kind(number)).as_ref())
        }
    };
    elected(&transcript.map_err(halt)?).first().copied().ok_or(Halt::Unfit)
}

/// The vacancies that were filled, in order: who left and who stood.
fn filled(election: &Election) -> impl Iterator<Item = (usize, Vec<usize>)> {
    election.vacancies.iter().filter_map(|vacancy| match &vacancy.filled {
        Filling::Counted { standing, elected: _ } => Some((vacancy.vacating, standing.clone())),
        Filling::Waiting | Filling::Nobody => None,
    })
}

fn vacancy(election: &Election, (number, vacated): (usize, Vacated)) -> Option<Vacancy> {
    let Vacated { vacating, standing } = vacated;
    Some(Vacancy {
        vacating: Candidate::new(vacating)?,
        standing: standing.into_iter().map(Candidate::new).collect::<Option<_>>()?,
        basis: Basis::Quota,
        seed: seed(election, &kind(number)),
    })
}

fn kind(number: usize) -> alloc::string::String {
    format!("countback/{number}")
}

fn rule_of(counting: Counting) -> kenes_count::Rule {
    match counting {
        Counting::StvScottish => kenes_count::Rule::ScottishStv,
        Counting::Approval => kenes_count::Rule::Approval,
        Counting::Plurality => kenes_count::Rule::Plurality,
    }
}

/// SHA-256(`kenes/lot/v1` ‖ call ‖ kind of count ‖ P^x), once the trustees opened P^x.
fn seed(election: &Election, kind: &str) -> Option<LotSeed> {
    let value = election.lot.as_ref()?;
    let parts = [b"kenes/lot/v1", election.call.hash().as_bytes().as_slice(), kind.as_bytes(), value];
    Some(LotSeed::new(*Hash::of(&parts.concat()).as_bytes()))
}

fn contest(election: &Election, counting: Counting, answers: &Answers, seats: u16) -> Result<Contest, Halt> {
    let paper = election.ballot_paper().len();
    // Names stand on no transcript that is kept: places on the ballot paper do.
    let names = (1..=paper).map(|number| format!("{number}"));
    let candidates = Candidates::new(names).map_err(|_| Halt::Unfit)?;
    let votes = match (counting, answers) {
        (Counting::StvScottish, Answers::Rankings(rankings)) => rankings_of(rankings, paper)?,
        (Counting::Approval | Counting::Plurality, Answers::Sums(sums)) => {
            Votes::Totals(without_blank(sums, paper)?.to_vec())
        }
        (Counting::StvScottish, Answers::Sums(_))
        | (Counting::Approval | Counting::Plurality, Answers::Rankings(_)) => return Err(Halt::Unfit),
    };
    Contest::new(candidates, votes, seats.into()).map_err(|_| Halt::Unfit)
}

/// The same for one seat and these alone, as far as they have votes: no lot gives a seat to somebody for whom nobody voted.
fn contest_among(
    election: &Election,
    counting: Counting,
    answers: &Answers,
    standing: &[usize],
) -> Result<Contest, Halt> {
    let contest = contest(election, counting, answers, 1)?;
    let mut candidates = contest.candidates().clone();
    let has_votes = |candidate: &Candidate| match contest.votes() {
        Votes::Totals(totals) => totals.get(candidate.index()).is_some_and(|votes| *votes > 0),
        Votes::Ballots(_) | Votes::Scores(_) => false,
    };
    for candidate in candidates.iter() {
        if !standing.contains(&candidate.index()) || !has_votes(&candidate) {
            candidates.withdraw(candidate);
        }
    }
    Contest::new(candidates, contest.votes().clone(), 1).map_err(|_| Halt::Unfit)
}

fn rankings_of(rankings: &[Vec<u32>], paper: usize) -> Result<Votes, Halt> {
    let mut builder = BallotsBuilder::new(paper);
    for ranking in rankings {
        if ranking.len() != paper {
            return Err(Halt::Unfit);
        }
        builder.mark_ranks(ranking).map_err(|_| Halt::Unfit)?;
        builder.finish_ballot(1).map_err(|_| Halt::Unfit)?;
    }
    Ok(Votes::Ballots(builder.finish()))
}

/// The sums of so many answers, without that of the blank ballots, which comes first where the question allows them.
fn without_blank(sums: &[u64], answers: usize) -> Result<&[u64], Halt> {
    let sums = if sums.len() == answers.saturating_add(1) { sums.get(1..).unwrap_or(sums) } else { sums };
    if sums.len() == answers { Ok(sums) } else { Err(Halt::Unfit) }
}

fn yes_no(answers: &Answers) -> Result<Found, Halt> {
    let Answers::Sums(sums) = answers else { return Err(Halt::Unfit) };
    match without_blank(sums, 2)? {
        [yes, no] => Ok(Found::Approved(yes > no)),
        _ => Err(Halt::Unfit),
    }
}

fn elected(transcript: &Transcript) -> Vec<usize> {
    transcript.elected().into_iter().map(Candidate::index).collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "whatever else a rule cannot count is one thing here")]
fn halt(error: CountError) -> Halt {
    match error {
        CountError::NeedsLot(_) => Halt::NeedsLot,
        _ => Halt::Unfit,
    }
}
