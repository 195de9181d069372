//! The ballots of a kenes archive: audited first, then one question of its result.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use kenes_belenios::archive::{ArchiveFile, Form, Stage, SurveyItem};
use kenes_belenios::audit::{Report, Verdict};
use kenes_belenios::question::{NonHomomorphic, Question};
use kenes_belenios::result::{ElectionResult, QuestionResult};
use kenes_count::budget::{Budget, BudgetBuilder, Project};
use kenes_count::format::Parsed;
use kenes_count::lists::Person;
use kenes_count::{Ballots, BallotsBuilder, BallotsError, Candidate, Candidates, Scores, ScoresError, Votes};
use serde_json::Value;

use super::CountingError;
use super::asked::Asked;
use super::file::Taken;
use crate::commands::election::verify;
use crate::error::{CliError, Result};
use crate::output::say;

/// Audits an archive and takes the result of a question, by its number from 1. Without a number it is the only question,
/// or the first one that is shuffled.
pub fn read(path: &Path, number: Option<usize>) -> Result<Taken> {
    let Audited { title, question, found } = audited(path, number)?;
    let parsed = Parsed { title: Some(title), ..votes(path, &question, &found)? };
    Ok(Taken { parsed, persons: persons(&question, &found) })
}

/// The same of a question about a budget.
pub fn read_budget(path: &Path, number: Option<usize>) -> Result<Budget> {
    let Audited { title, question, found } = audited(path, number)?;
    budget(path, title, &question, &found)
}

/// Whether the file is an archive whose question is about a budget. Nothing is audited for that.
pub fn asks_budget(path: &Path, number: Option<usize>) -> bool {
    let extra = || {
        let mut election: Value = serde_json::from_slice(&election_of(path)?).ok()?;
        let Some(Value::Array(questions)) = election.get_mut("questions").map(Value::take) else {
            return None;
        };
        let is_shuffled =
            |question: &&Value| question.get("type").is_some_and(|kind| kind == "NonHomomorphic");
        let asked = match number {
            Some(number) => questions.get(number.checked_sub(1)?),
            None => questions.iter().find(is_shuffled),
        };
        asked?.get("extra").map(Value::to_string)
    };
    matches!(Asked::read(extra().as_deref()), Some(Asked::Budget { .. }))
}

/// Whether the file begins like an archive.
pub fn begins(path: &Path) -> bool {
    election_of(path).is_some()
}

/// The election that an archive begins with.
fn election_of(path: &Path) -> Option<Vec<u8>> {
    let mut archive = ArchiveFile::open(File::open(path).ok()?, Form::Strict).ok()?;
    let Some(SurveyItem::Setup { election, .. }) = archive.next_item().ok()? else { return None };
    Some(election)
}

/// A question of an accepted archive, and its result.
struct Audited {
    title: String,
    question: Question,
    found: QuestionResult,
}

fn audited(path: &Path, number: Option<usize>) -> Result<Audited> {
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
    let title = report.template.as_ref().map(|template| template.name.clone()).unwrap_or_default();
    Ok(Audited { title, question: question.clone(), found: found.clone() })
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

/// The result of a question as votes: ballots one by one where it is shuffled, everything else as sums.
pub fn votes(path: &Path, question: &Question, result: &QuestionResult) -> Result<Parsed> {
    let (names, votes) = match (question, result) {
        (Question::NonHomomorphic(asked), QuestionResult::Values(values)) => {
            (asked.answers.clone(), shuffled(path, asked, values)?)
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

/// Who stands on the lists of a question, with the votes of each.
pub fn persons(question: &Question, result: &QuestionResult) -> Option<Vec<Vec<Person>>> {
    let (Question::Lists(asked), QuestionResult::Lists(lists)) = (question, result) else { return None };
    let of_list = |(names, votes): (&Vec<String>, &Vec<u64>)| {
        let persons = names.iter().zip(votes).skip(1);
        persons
            .map(|(name, votes)| Person { name: name.clone(), votes: *votes, is_of_group: false })
            .collect()
    };
    Some(asked.answers.iter().zip(lists).map(of_list).collect())
}

/// The result of a question about a budget. The ids of the projects are their numbers on the ballot paper.
pub fn budget(path: &Path, title: String, question: &Question, result: &QuestionResult) -> Result<Budget> {
    let no_costs = || CountingError::NoCosts { path: path.into() };
    let (Question::NonHomomorphic(asked), QuestionResult::Values(values)) = (question, result) else {
        return Err(no_costs().into());
    };
    let Some(Asked::Budget { money, costs }) = Asked::read(asked.extra.as_deref()) else {
        return Err(no_costs().into());
    };
    if costs.len() != asked.answers.len() {
        return Err(no_costs().into());
    }
    let failed = |source| CountingError::Budget { path: path.into(), source };
    let project = |(number, (name, cost)): (u32, (&String, _))| Project {
        id: number.to_string(),
        name: name.clone(),
        cost,
    };
    let projects = (1..).zip(asked.answers.iter().zip(costs)).map(project);
    let mut builder = BudgetBuilder::new(Some(title), projects, money).map_err(failed)?;
    for (approvals, count) in together(values) {
        let marked = approvals.iter().enumerate().filter(|(_, value)| **value > 0);
        let marks: Vec<(Candidate, u32)> =
            marked.filter_map(|(index, _)| Some((Candidate::new(index)?, 1))).collect();
        builder.vote(count, &marks).map_err(failed)?;
    }
    Ok(builder.finish())
}

/// Ballots one by one, as what is asked says.
fn shuffled(path: &Path, asked: &NonHomomorphic, values: &[Vec<u8>]) -> Result<Votes> {
    let candidates = asked.answers.len();
    let means = Asked::read(asked.extra.as_deref());
    let failed = |source| CountingError::Papers { path: path.into(), source };
    Ok(match means.ok_or_else(|| CountingError::Asked { path: path.into() })? {
        Asked::Ranks => Votes::Ballots(papers(candidates, values, |rank| rank).map_err(failed)?),
        Asked::Approvals | Asked::Budget { .. } => {
            Votes::Ballots(papers(candidates, values, |value| value.min(1)).map_err(failed)?)
        }
        Asked::Grades(grades) => {
            let scores = sheets(candidates, grades, values);
            Votes::Scores(scores.map_err(|source| CountingError::Scores { path: path.into(), source })?)
        }
    })
}

/// Grades or scores. A number above the highest says nothing about that candidate.
fn sheets(
    candidates: usize,
    grades: Vec<String>,
    values: &[Vec<u8>],
) -> std::result::Result<Scores, ScoresError> {
    let highest = u8::try_from(grades.len().saturating_sub(1)).unwrap_or(u8::MAX);
    let mut scores = Scores::with_grades(candidates, grades)?;
    for (sheet, count) in together(values) {
        scores
            .add(sheet.iter().map(|value| Some(*value).filter(|value| *value <= highest)).collect(), count)?;
    }
    Ok(scores)
}

/// Equal ballots together with their number, so that the order in which the last shuffle left them is not in the count.
fn together(values: &[Vec<u8>]) -> BTreeMap<&[u8], u64> {
    let mut equal: BTreeMap<&[u8], u64> = BTreeMap::new();
    for ballot in values {
        let count = equal.entry(ballot).or_default();
        *count = count.saturating_add(1);
    }
    equal
}

/// Rankings as papers: for each candidate its place, from 1, and 0 for none.
fn papers(
    candidates: usize,
    values: &[Vec<u8>],
    rank: fn(u8) -> u8,
) -> std::result::Result<Ballots, BallotsError> {
    let mut builder = BallotsBuilder::new(candidates);
    for (ballot, count) in together(values) {
        let ranks: Vec<u32> = ballot.iter().map(|value| rank(*value).into()).collect();
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

    fn shuffled_with(extra: &str, values: &[Vec<u8>]) -> Result<Votes> {
        let asked = NonHomomorphic { answers: names(), question: "?".into(), extra: Some(extra.into()) };
        let question = Question::NonHomomorphic(asked);
        votes(Path::new("x"), &question, &QuestionResult::Values(values.to_vec())).map(|parsed| parsed.votes)
    }

    #[test]
    fn numbers_mean_what_the_question_says() {
        let values = [vec![0, 2, 255], vec![0, 2, 255]];
        let scores = shuffled_with(r#"{"method":"scores","highest":2}"#, &values).unwrap();
        let mut expected = Scores::new(3, 2).unwrap();
        expected.add(vec![Some(0), Some(2), None], 2).unwrap();
        assert_eq!(scores, Votes::Scores(expected));
        let approvals = shuffled_with(r#"{"method":"approvals"}"#, &values).unwrap();
        let Votes::Ballots(ballots) = approvals else { panic!() };
        assert_eq!((ballots.papers(), ballots.iter().next().unwrap().marks.len()), (2, 2));
        let wrong = shuffled_with(r#"{"method":"scores","highest":0}"#, &values);
        assert!(matches!(wrong, Err(CliError::Counting(_))), "{wrong:?}");
        assert!(shuffled_with(r#"{"method":"grades"}"#, &values).is_err());
    }

    #[test]
    fn approvals_of_projects_are_a_budget() {
        let asked = |costs: &str| {
            let extra = format!(r#"{{"method":"budget","money":"9","costs":{costs}}}"#);
            Question::NonHomomorphic(NonHomomorphic {
                answers: names(),
                question: "?".into(),
                extra: Some(extra),
            })
        };
        let result = QuestionResult::Values(vec![vec![1, 0, 1], vec![0, 0, 7], vec![0, 0, 0]]);
        let read = |costs| budget(Path::new("x"), "t".into(), &asked(costs), &result);
        let budget = read(r#"["3","4.5","5"]"#).unwrap();
        let votes: Vec<u64> = budget.projects().map(|project| budget.votes(project)).collect();
        assert_eq!((budget.voters(), votes), (3, vec![1, 0, 2]));
        assert_eq!(budget.cost(Candidate::new(1).unwrap()).to_string(), "4.5");
        assert!(read(r#"["3","4"]"#).is_err() && read(r#"["3","4","0"]"#).is_err());
    }

    #[test]
    fn lists_bring_their_persons() {
        let answers = vec![vec!["A".to_owned(), "a1".to_owned(), "a2".to_owned()]];
        let asked = kenes_belenios::question::Lists { answers, question: "?".into(), extra: None };
        let found = QuestionResult::Lists(vec![vec![5, 1, 4]]);
        let persons = persons(&Question::Lists(asked), &found).unwrap();
        let votes: Vec<_> = persons[0].iter().map(|person| (person.name.as_str(), person.votes)).collect();
        assert_eq!(votes, [("a1", 1), ("a2", 4)]);
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
