//! Comparisons in pairs, grades, keep factors and the rounds of a committee as tables of the page.

use kenes_count::{Candidate, Pairwise, Round};

use super::super::numbers;
use super::super::story::{Story, committee};
use super::{Cell, Numbers, Row, SIDE_BY_SIDE, plain};
use crate::words::shown;

/// How many candidates a table of pairs holds; with more it would be too wide to be read.
const MOST_PAIRS: usize = 40;

/// The tables that the rule has besides the votes.
pub(super) fn tables(story: &Story<'_>) -> Vec<Numbers> {
    let mut tables = keep_factors(story);
    if let Some(pairwise) = &story.transcript.pairwise {
        tables.extend(pairs(story, pairwise));
    }
    tables.extend(grades(story));
    tables.extend(rounds(story));
    tables.retain(|table| !table.rows.is_empty());
    tables
}

fn row(name: String, cells: Vec<Cell>) -> Row {
    Row { name, note: String::new(), cells, is_apart: false }
}

fn head(story: &Story<'_>, columns: impl Iterator<Item = String>) -> Vec<(String, String)> {
    core::iter::once(story.say("count-label-candidate", &[]))
        .chain(columns)
        .map(|title| (title, String::new()))
        .collect()
}

fn name(story: &Story<'_>, candidate: Candidate) -> String {
    shown(story.transcript.candidates.name(candidate))
}

/// The part of each paper that everybody keeps at each stage.
fn keep_factors(story: &Story<'_>) -> Vec<Numbers> {
    let stages: Vec<_> = story.transcript.stages.iter().filter(|stage| !stage.keep.is_empty()).collect();
    let table = |(number, stages): (u32, &[&kenes_count::Stage])| {
        let cells = |candidate: Candidate| {
            let keep = stages.iter().filter_map(|stage| stage.keep.get(candidate.index()));
            row(name(story, candidate), keep.map(|keep| plain(keep.to_string())).collect())
        };
        let title =
            |stage: &&kenes_count::Stage| story.say("count-label-stage", &[("stage", stage.number.into())]);
        Numbers {
            id: format!("keep-{number}"),
            caption: story.say("count-label-caption-keep", &[]),
            heads: head(story, stages.iter().map(title)),
            rows: story.transcript.candidates.iter().map(cells).collect(),
        }
    };
    (1..).zip(stages.chunks(SIDE_BY_SIDE)).map(table).collect()
}

/// The numbers of each pair, the paths, and the majorities in order.
fn pairs(story: &Story<'_>, pairwise: &Pairwise) -> Vec<Numbers> {
    let standing: Vec<Candidate> = story.transcript.candidates.standing().collect();
    if standing.len() > MOST_PAIRS {
        return Vec::new();
    }
    let square = |id: &str, caption: &str, table: &[Vec<u64>]| {
        let cell = |one: Candidate, other: Candidate| {
            let number = table.get(one.index()).and_then(|row| row.get(other.index())).copied().unwrap_or(0);
            plain(if one == other { String::new() } else { numbers::cell(number) })
        };
        let cells = |one: &Candidate| standing.iter().map(|other| cell(*one, *other)).collect();
        Numbers {
            id: id.to_owned(),
            caption: story.say(caption, &[]),
            heads: head(story, standing.iter().map(|candidate| name(story, *candidate))),
            rows: standing.iter().map(|one| row(name(story, *one), cells(one))).collect(),
        }
    };
    let mut tables = vec![square("pairs", "count-label-caption-pairs", &pairwise.preferences)];
    if !pairwise.paths.is_empty() {
        tables.push(square("paths", "count-label-caption-paths", &pairwise.paths));
    }
    tables.push(majorities(story, pairwise));
    tables
}

fn majorities(story: &Story<'_>, pairwise: &Pairwise) -> Numbers {
    let label = |id: &str| (story.say(id, &[]), String::new());
    let one = |majority: &kenes_count::Majority| {
        let args = [("winner", story.name(majority.winner)), ("loser", story.name(majority.loser))];
        let kept = if majority.is_kept { "count-label-is-kept" } else { "count-label-is-not-kept" };
        let cells = [numbers::cell(majority.votes), numbers::cell(majority.against), story.say(kept, &[])];
        row(story.say("count-label-majority", &args), cells.map(plain).into())
    };
    Numbers {
        id: "majorities".to_owned(),
        caption: story.say("count-label-caption-majorities", &[]),
        heads: ["count-label-majorities", "count-label-for", "count-label-against", "count-label-kept"]
            .map(label)
            .into(),
        rows: pairwise.majorities.iter().map(one).collect(),
    }
}

/// How many papers give each grade.
fn grades(story: &Story<'_>) -> Option<Numbers> {
    let grading = story.transcript.grading.as_ref()?;
    let rows = story.transcript.candidates.iter().zip(&grading.profile);
    let one = |(candidate, papers): (Candidate, &Vec<u64>)| {
        row(name(story, candidate), papers.iter().map(|papers| plain(numbers::cell(*papers))).collect())
    };
    Some(Numbers {
        id: "grades".to_owned(),
        caption: story.say("count-label-caption-grades", &[]),
        heads: head(story, grading.grades.iter().map(|grade| shown(grade))),
        rows: rows.map(one).collect(),
    })
}

/// What everybody who could be chosen had in each round of a committee.
fn rounds(story: &Story<'_>) -> Vec<Numbers> {
    let rounds = story.transcript.committee.as_ref().map_or(&[][..], |committee| &committee.rounds);
    let cell = |round: &Round, candidate: Candidate| {
        let number = round.numbers.iter().find(|(other, _)| *other == candidate);
        let text = number.map(|(_, number)| committee::shown(number)).unwrap_or_default();
        Cell { text, is_marked: round.candidate == candidate }
    };
    let table = |(number, rounds): (u32, &[Round])| {
        let title = |round: &Round| {
            (story.say("count-label-round", &[("round", round.number.into())]), name(story, round.candidate))
        };
        let cells = |candidate: Candidate| {
            row(name(story, candidate), rounds.iter().map(|round| cell(round, candidate)).collect())
        };
        let first = (story.say("count-label-candidate", &[]), String::new());
        Numbers {
            id: format!("rounds-{number}"),
            caption: story.say("count-label-caption-rounds", &[]),
            heads: core::iter::once(first).chain(rounds.iter().map(title)).collect(),
            rows: story.transcript.candidates.iter().map(cells).collect(),
        }
    };
    (1..).zip(rounds.chunks(SIDE_BY_SIDE)).map(table).collect()
}
