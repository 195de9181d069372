//! The ballots of a kenes archive: audited first, then one question of its result.

use std::collections::BTreeMap;
use std::path::Path;

use kenes_belenios::archive::{Form, Stage};
use kenes_belenios::audit::{Report, Verdict};
use kenes_belenios::question::Question;
use kenes_belenios::result::{ElectionResult, QuestionResult};
use kenes_count::format::Parsed;
use kenes_count::{Ballots, BallotsBuilder, BallotsError, Candidates, Votes};

use super::CountingError;
use crate::commands::election::verify;
use crate::error::{CliError, Result};
use crate::output::say;

/// Audits an archive and takes the result of a question, by its number from 1. Without a number it is the only question,
/// or the first one that voters ranked.
pub fn read(path: &Path, number: Option<usize>) -> Result<Parsed> {
    say(format_args!("{} is an archive: it is audited before it is counted.", path.display()));
    let report = verify::audit(path, Form::Strict, None, false)?;
    if report.verdict() != Verdict::Accepted {
        say(verify::text(&report));
        return Err(CliError::Refused { path: path.into() });
    }
    verify::limits(&report).iter().for_each(|limit| say(format_args!("note: {limit}")));
    let (questions, result) = result_of(path, &report)?;
    let (index, question) = pick(path, &questions, number)?;
    say(format_args!("Accepted. Question {} is counted: {}", index.saturating_add(1), question.text()));
    let Some(found) = result.questions.get(index) else { return Err(no_result(path, &report).into()) };
    let title = report.template.as_ref().map(|template| template.name.clone());
    Ok(Parsed { title, ..votes(path, question, found)? })
}

/// The questions and the result that an audit has accepted.
fn result_of(path: &Path, report: &Report) -> Result<(Vec<Question>, ElectionResult)> {
    let (Some(template), Some(arrays)) = (&report.template, &report.result) else {
        return Err(no_result(path, report).into());
    };
    let document = [b"{\"result\":", arrays.as_slice(), b"}"].concat();
    let result = ElectionResult::parse(&document, &template.questions);
    let result = result.map_err(|source| CliError::Result { path: path.into(), source })?;
    Ok((template.questions.clone(), result))
}

fn no_result(path: &Path, report: &Report) -> CountingError {
    CountingError::NoResult { path: path.into(), found: report.stage.unwrap_or(Stage::Setup) }
}

fn pick<'q>(
    path: &Path,
    questions: &'q [Question],
    number: Option<usize>,
) -> std::result::Result<(usize, &'q Question), CountingError> {
    let asked = questions.len();
    if let Some(number) = number {
        let found = number.checked_sub(1).and_then(|index| questions.get(index).map(|found| (index, found)));
        return found.ok_or_else(|| CountingError::NoSuchQuestion {
            path: path.into(),
            number,
            questions: asked,
        });
    }
    let ranked = |(_, question): &(usize, &Question)| matches!(question, Question::NonHomomorphic(_));
    match questions {
        [only] => Ok((0, only)),
        _ => questions
            .iter()
            .enumerate()
            .find(ranked)
            .ok_or_else(|| CountingError::WhichQuestion { path: path.into(), questions: asked }),
    }
}

/// The result of a question as votes: rankings one by one, everything else as sums.
pub fn votes(path: &Path, question: &Question, result: &QuestionResult) -> Result<Parsed> {
    let (names, votes) = match (question, result) {
        (Question::NonHomomorphic(asked), QuestionResult::Values(rankings)) => {
            let papers = papers(asked.answers.len(), rankings);
            let papers = papers.map_err(|source| CountingError::Papers { path: path.into(), source })?;
            (asked.answers.clone(), Votes::Ballots(papers))
        }
        (Question::Homomorphic(asked), QuestionResult::Counts(counts)) => {
            let counts = match counts.as_slice() {
                [blank, counts @ ..] if asked.allows_blank() => {
                    if *blank > 0 {
                        say(format_args!("Blank votes, left aside: {blank}."));
                    }
                    counts
                }
                counts => counts,
            };
            (asked.answers.clone(), Votes::Totals(counts.to_vec()))
        }
        (Question::Lists(asked), QuestionResult::Lists(lists)) => {
            let names = asked.answers.iter().filter_map(|list| list.first().cloned());
            let sums = lists.iter().filter_map(|list| list.first().copied());
            (names.collect(), Votes::Totals(sums.collect()))
        }
        _ => return Err(CliError::Usage { needs: "this question cannot be counted" }),
    };
    let candidates =
        Candidates::new(names).map_err(|source| CountingError::Candidates { path: path.into(), source })?;
    Ok(Parsed { title: None, candidates, votes, seats: None })
}

/// Rankings as papers: for each candidate its place, from 1, and 0 for none. Equal papers are put together, so that the
/// order in which the last shuffle left them is not in the count.
fn papers(candidates: usize, rankings: &[Vec<u8>]) -> std::result::Result<Ballots, BallotsError> {
    let mut equal: BTreeMap<&[u8], u64> = BTreeMap::new();
    for ranking in rankings {
        let count = equal.entry(ranking).or_default();
        *count = count.saturating_add(1);
    }
    let mut builder = BallotsBuilder::new(candidates);
    for (ranking, count) in equal {
        let ranks: Vec<u32> = ranking.iter().copied().map(u32::from).collect();
        builder.mark_ranks(&ranks)?;
        builder.finish_ballot(count)?;
    }
    Ok(builder.finish())
}

#[cfg(test)]
mod tests {
    use kenes_belenios::question::{Homomorphic, NonHomomorphic};

    use super::*;

    fn names() -> Vec<String> {
        ["A", "B", "C"].map(str::to_owned).to_vec()
    }

    #[test]
    fn rankings_become_papers() {
        let asked = NonHomomorphic { answers: names(), question: "?".into(), extra: None };
        let rankings = vec![vec![1, 2, 0], vec![0, 0, 0], vec![1, 2, 0], vec![255, 255, 255]];
        let question = Question::NonHomomorphic(asked);
        let parsed = votes(Path::new("x"), &question, &QuestionResult::Values(rankings)).unwrap();
        let Votes::Ballots(ballots) = parsed.votes else { panic!() };
        assert_eq!((ballots.papers(), ballots.len()), (4, 3));
        assert_eq!(ballots.iter().map(|ballot| ballot.marks.len()).collect::<Vec<_>>(), [0, 2, 4]);
    }

    #[test]
    fn choices_become_sums_without_the_blank() {
        for (blank, counts) in [(Some(true), vec![7, 1, 2, 3]), (None, vec![1, 2, 3])] {
            let asked = Homomorphic { answers: names(), blank, min: 1, max: 1, question: "?".into() };
            let parsed =
                votes(Path::new("x"), &Question::Homomorphic(asked), &QuestionResult::Counts(counts));
            assert_eq!(parsed.unwrap().votes, Votes::Totals(vec![1, 2, 3]));
        }
    }

    #[test]
    fn the_question_is_picked() {
        let choice = || {
            Question::Homomorphic(Homomorphic {
                answers: names(),
                blank: None,
                min: 1,
                max: 1,
                question: "?".into(),
            })
        };
        let ranking = || {
            Question::NonHomomorphic(NonHomomorphic { answers: names(), question: "?".into(), extra: None })
        };
        let index =
            |questions: &[Question], number| pick(Path::new("x"), questions, number).map(|(index, _)| index);
        assert_eq!(index(&[choice()], None).unwrap(), 0);
        assert_eq!(index(&[choice(), ranking(), ranking()], None).unwrap(), 1);
        assert_eq!(index(&[choice(), ranking()], Some(1)).unwrap(), 0);
        assert!(matches!(index(&[choice(), choice()], None), Err(CountingError::WhichQuestion { .. })));
        for number in [0, 3] {
            assert!(matches!(
                index(&[choice(), choice()], Some(number)),
                Err(CountingError::NoSuchQuestion { .. })
            ));
        }
    }
}
