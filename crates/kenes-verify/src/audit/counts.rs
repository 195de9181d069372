//! Every count again, by another way than the fold's: from the published result, with the answers named by their marks.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use kenes_core::{Answers, Council, Counting, Election, Filling, Phase, Purpose, Rule, Vacancy};
use kenes_count::rule::countback::{self, Basis};
use kenes_count::{BallotsBuilder, Candidate, Candidates, Contest, LotSeed, Transcript, Votes};
use kenes_record::Hash;

use super::findings::Findings;
use crate::check::CheckId;
use crate::election::ElectionAudit;
use crate::papers;

/// Counts every counted election again, and each vacancy that was filled from it.
pub(super) fn check(findings: &mut Findings, council: &Council, audits: &[ElectionAudit]) {
    for election in council.elections().filter(|election| election.phase == Phase::Counted) {
        findings.reached(&[CheckId::Counts]);
        let audit = audits.iter().find(|audit| {
            audit.effect && !audit.rehearsal && audit.call == election.call && audit.refused.is_none()
        });
        let leaf = audit.map(|audit| audit.leaf);
        let answers = audit.and_then(|audit| papers::answers(audit.report.as_ref()?).ok());
        let Some(answers) = answers else {
            let message = format!("the election {} is counted without an archive", election.call);
            findings.fail(CheckId::Counts, leaf, None, message);
            continue;
        };
        if let Err(message) = recount(election, &answers) {
            findings.fail(CheckId::Counts, leaf, None, format!("the election {}: {message}", election.call));
        }
    }
}

fn recount(election: &Election, answers: &Answers) -> Result<(), String> {
    let marks = election.marks();
    let counting = match election.rule {
        Rule::YesNo => return question(election, answers),
        Rule::Persons(counting) => counting,
    };
    // An exercise gives nothing.
    if election.purpose == Purpose::Trial {
        return Ok(());
    }
    let seats = u32::try_from(election.seats.len()).unwrap_or(u32::MAX);
    let contest = contest(&marks, answers, seats)?;
    let rule = rule_of(counting);
    let transcript = rule.count(&contest, lot_seed(election, rule.name()).as_ref());
    let found = elected(&transcript.map_err(|error| error.to_string())?);
    if found != election.elected {
        let (found, expected) = (names(&marks, &found), names(&marks, &election.elected));
        return Err(format!("the count elects {found:?}, and the council has {expected:?}"));
    }
    vacancies(election, counting, &contest, &marks)
}

fn question(election: &Election, answers: &Answers) -> Result<(), String> {
    let sums = match answers {
        Answers::Sums(sums) => sums.as_slice(),
        Answers::Rankings(_) => &[],
    };
    let ([yes, no] | [_, yes, no]) = sums else {
        return Err("there are no two sums".to_string());
    };
    if election.approved == Some(yes > no) {
        Ok(())
    } else {
        Err(format!("{yes} said yes and {no} no, and the council has {:?}", election.approved))
    }
}

/// Counts each vacancy that was filled, with those before it.
fn vacancies(
    election: &Election,
    counting: Counting,
    contest: &Contest,
    marks: &[String],
) -> Result<(), String> {
    let filled: Vec<(&Vacancy, &[usize], usize)> = election
        .vacancies
        .iter()
        .filter_map(|vacancy| match &vacancy.filled {
            Filling::Counted { standing, elected } => Some((vacancy, standing.as_slice(), *elected)),
            Filling::Waiting | Filling::Nobody => None,
        })
        .collect();
    for (number, (_, standing, expected)) in (1_usize..).zip(&filled) {
        let transcript = match counting {
            Counting::StvScottish => {
                let earlier: Option<Vec<countback::Vacancy>> = (1..)
                    .zip(filled.iter().take(number))
                    .map(|vacancy| countback_of(election, vacancy))
                    .collect();
                let lot = lot_seed(election, rule_of(counting).name());
                countback::count(contest, lot.as_ref(), &earlier.unwrap_or_default())
            }
            Counting::Approval | Counting::Plurality => {
                let among = among(contest, standing)?;
                rule_of(counting).count(&among, lot_seed(election, &kind(number)).as_ref())
            }
        };
        let found = elected(&transcript.map_err(|error| error.to_string())?);
        if found.first() != Some(expected) {
            let (found, expected) = (names(marks, &found), names(marks, &[*expected]));
            return Err(format!("vacancy {number} goes to {found:?}, and the council has {expected:?}"));
        }
    }
    Ok(())
}

fn countback_of(
    election: &Election,
    (number, (vacancy, standing, _)): (usize, &(&Vacancy, &[usize], usize)),
) -> Option<countback::Vacancy> {
    Some(countback::Vacancy {
        vacating: Candidate::new(vacancy.vacating)?,
        standing: standing.iter().map(|place| Candidate::new(*place)).collect::<Option<_>>()?,
        basis: Basis::Quota,
        seed: lot_seed(election, &kind(number)),
    })
}

pub(super) fn contest(marks: &[String], answers: &Answers, seats: u32) -> Result<Contest, String> {
    let candidates = Candidates::new(marks.iter().cloned()).map_err(|error| error.to_string())?;
    let votes = match answers {
        Answers::Rankings(rankings) => {
            let mut builder = BallotsBuilder::new(marks.len());
            for ranking in rankings {
                builder.mark_ranks(ranking).map_err(|error| error.to_string())?;
                builder.finish_ballot(1).map_err(|error| error.to_string())?;
            }
            Votes::Ballots(builder.finish())
        }
        // The sum of the blank ballots stands before the others.
        Answers::Sums(sums) => {
            let blank = sums.len().saturating_sub(marks.len());
            Votes::Totals(sums.get(blank..).unwrap_or_default().to_vec())
        }
    };
    Contest::new(candidates, votes, seats).map_err(|error| error.to_string())
}

/// The same for one seat and those of these who have votes.
pub(super) fn among(contest: &Contest, standing: &[usize]) -> Result<Contest, String> {
    let mut candidates = contest.candidates().clone();
    let has_votes = |place: usize| match contest.votes() {
        Votes::Totals(totals) => totals.get(place).is_some_and(|votes| *votes > 0),
        Votes::Ballots(_) | Votes::Scores(_) => true,
    };
    for candidate in candidates.iter() {
        if !standing.contains(&candidate.index()) || !has_votes(candidate.index()) {
            candidates.withdraw(candidate);
        }
    }
    Contest::new(candidates, contest.votes().clone(), 1).map_err(|error| error.to_string())
}

/// The places on the ballot paper; marks may be equal.
fn elected(transcript: &Transcript) -> Vec<usize> {
    transcript.elected().into_iter().map(Candidate::index).collect()
}

fn names(marks: &[String], places: &[usize]) -> Vec<String> {
    places.iter().map(|place| marks.get(*place).cloned().unwrap_or_default()).collect()
}

pub(super) const fn rule_of(counting: Counting) -> kenes_count::Rule {
    match counting {
        Counting::StvScottish => kenes_count::Rule::ScottishStv,
        Counting::Approval => kenes_count::Rule::Approval,
        Counting::Plurality => kenes_count::Rule::Plurality,
    }
}

pub(super) fn kind(number: usize) -> String {
    format!("countback/{number}")
}

/// The seed of the lots of a count, once the lot of the election was opened (`docs/spec/election.md`, "The count"). The kind of a
/// first count is the name of its rule.
pub fn lot_seed(election: &Election, kind: &str) -> Option<LotSeed> {
    let mut text = Vec::from(*b"kenes/lot/v1");
    text.extend_from_slice(election.call.hash().as_bytes());
    text.extend_from_slice(kind.as_bytes());
    text.extend_from_slice(election.lot.as_ref()?);
    Some(LotSeed::new(*Hash::of(&text).as_bytes()))
}

#[cfg(test)]
mod tests {
    use kenes_core::testing::{CHARTER, World};

    use super::*;

    /// The persons 0 and 1 are elected, then 2 follows one who leaves.
    fn counted() -> (Election, Answers) {
        let mut world = World::new(CHARTER);
        let call = world.call(1);
        let papers: [(usize, &[u64]); 3] = [(5, &[0, 2]), (4, &[1, 2]), (2, &[2])];
        world.elect(call, &[0, 1, 2], |world| world.rankings(call, &papers));
        let answers = world.rankings(call, &papers);
        world.accept_all(call);
        world.resign(1, 0, 0);
        (world.election(call).clone(), answers)
    }

    #[test]
    fn a_right_count_is_found_right() {
        let (election, answers) = counted();
        assert!(matches!(election.vacancies[0].filled, Filling::Counted { standing: _, elected: _ }));
        assert_eq!(recount(&election, &answers), Ok(()));
    }

    /// Two who work together can make candidacies with one mark.
    #[test]
    fn equal_marks_are_told_apart_by_their_places() {
        let marks = ["a", "a", "b"].map(String::from);
        let answers = Answers::Rankings(Vec::from([[2, 1, 3], [2, 1, 3], [1, 0, 0]].map(Vec::from)));
        let contest = contest(&marks, &answers, 1).unwrap();
        assert_eq!(elected(&kenes_count::Rule::ScottishStv.count(&contest, None).unwrap()), [1]);
    }

    #[test]
    fn others_who_are_elected_are_found() {
        let (election, answers) = counted();
        let mut other = election.clone();
        other.elected.reverse();
        assert!(recount(&other, &answers).is_err_and(|message| message.starts_with("the count elects")));
        let mut other = election.clone();
        let Filling::Counted { standing: _, elected } = &mut other.vacancies[0].filled else {
            unreachable!()
        };
        *elected = election.elected[1];
        assert!(recount(&other, &answers).is_err_and(|message| message.starts_with("vacancy 1 goes to")));
        let mut other = answers.clone();
        let Answers::Rankings(rankings) = &mut other else { unreachable!() };
        rankings.iter_mut().for_each(|ranking| ranking.reverse());
        assert!(recount(&election, &other).is_err());
        assert!(recount(&election, &Answers::Rankings(Vec::new())).is_err());
    }

    #[test]
    fn a_question_is_answered_by_more_yes_than_no() {
        let (mut election, _) = counted();
        election.rule = Rule::YesNo;
        for (sums, approved) in
            [(&[2, 1][..], true), (&[1, 1], false), (&[9, 1, 2], false), (&[9, 2, 1], true)]
        {
            let answers = Answers::Sums(sums.to_vec());
            election.approved = Some(approved);
            assert_eq!(recount(&election, &answers), Ok(()));
            election.approved = Some(!approved);
            assert!(recount(&election, &answers).is_err());
        }
        assert!(recount(&election, &Answers::Sums(Vec::from([1]))).is_err());
        assert!(recount(&election, &Answers::Rankings(Vec::new())).is_err());
    }
}
