//! A count for a terminal: the result first, then the numbers.

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use kenes_count::{Apportionment, Candidate, Stage, Transcript};

use super::story::Story;
use super::{facts, numbers};
use crate::words::{Words, shown};

/// Lines above, under the heads and below.
const STYLE: TableStyle = UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none());
/// How wide the tables are at most, in columns of the terminal.
const WIDTH: usize = 100;
/// How wide names are at most; longer ones go on in the next line.
const NAME: usize = 30;
/// How wide the column of a stage is at least.
const STAGE: usize = 12;
/// What a column needs beside its content.
const PADDING: usize = 3;

/// The count as plain text: who is elected and why, the quota, how the papers were read, the votes of each stage in blocks of
/// at most 100 columns, and the ties with what it takes to draw a lot again.
pub fn table(transcript: &Transcript, words: &Words) -> String {
    let story = Story::new(transcript, *words);
    let mut parts = vec![result(&story), section(&story, "count-label-reading", story.reading())];
    match &transcript.apportionment {
        Some(apportionment) => parts.push(seats(&story, apportionment)),
        None => parts.extend(stages(&story)),
    }
    let ties = ties(&story);
    if !ties.is_empty() {
        parts.push(section(&story, "count-label-ties", ties));
    }
    parts.push(section(&story, "count-label-rule", vec![story.rule(), story.source()]));
    parts.join("\n")
}

fn result(story: &Story<'_>) -> String {
    let mut lines = story.introduction();
    lines.push(story.result_title());
    for (place, line) in (1_u32..).zip(story.result()) {
        let name = story.words.name(story.transcript.candidates.name(line.candidate));
        lines.push(format!("{place:>4}. {name}: {}", line.why));
    }
    lines.extend(story.vacant());
    lines_of(&lines)
}

fn section(story: &Story<'_>, title: &str, lines: Vec<String>) -> String {
    let indented = lines.into_iter().map(|line| format!("  {line}"));
    let all: Vec<String> = core::iter::once(story.say(title, &[])).chain(indented).collect();
    lines_of(&all)
}

fn lines_of(lines: &[String]) -> String {
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn ties(story: &Story<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for tie in story.ties() {
        lines.extend(tie.told);
        lines.extend(tie.how);
        lines.extend(tie.lot.iter().flat_map(|text| text.lines()).map(|line| format!("    {line}")));
        lines.extend(tie.drawn);
        lines.push(tie.outcome);
    }
    lines
}

/// The votes of every candidate at the end of every stage, some stages side by side.
fn stages(story: &Story<'_>) -> Vec<String> {
    let transcript = story.transcript;
    let names = transcript.candidates.iter().map(|who| shown(transcript.candidates.name(who)));
    let labels = ["count-label-non-transferable", "count-label-lost"].map(|id| story.say(id, &[]));
    let letters = names.chain(labels).map(|name| name.chars().count());
    let name = letters.max().unwrap_or(0).clamp(STAGE, NAME);
    let votes = transcript.stages.iter().flat_map(|stage| &stage.votes);
    let stage = votes.map(|votes| votes.to_string().len()).max().unwrap_or(0).max(STAGE);
    let left = WIDTH.saturating_sub(name.saturating_add(PADDING));
    let side_by_side = left.checked_div(stage.saturating_add(PADDING)).unwrap_or(1).max(1);
    let one = |stages: &[Stage]| block(story, stages, (name, stage));
    let mut blocks: Vec<String> = transcript.stages.chunks(side_by_side).map(one).collect();
    if let Some(last) = blocks.last_mut() {
        last.push_str(&lines_of(&[format!("* {}", story.say("count-label-elected", &[]))]));
    }
    blocks
}

fn block(story: &Story<'_>, stages: &[Stage], (name_width, width): (usize, usize)) -> String {
    let mut table = empty(name_width, stages.len(), width);
    let heading = |stage: &Stage| format!("{}\n{}", stage.number, story.action(&stage.action));
    let row = |first: String, cell: &dyn Fn(&Stage) -> String| -> Vec<String> {
        core::iter::once(first).chain(stages.iter().map(cell)).collect()
    };
    table.set_header(row(story.say("count-label-candidate", &[]), &heading));
    for candidate in story.transcript.candidates.iter() {
        table.add_row(row(name(story, candidate), &|stage| mark(stage, candidate)));
    }
    let label = |id| story.say(id, &[]);
    table.add_row(row(label("count-label-non-transferable"), &|stage| stage.non_transferable.to_string()));
    if story.transcript.stages.iter().any(|stage| !stage.lost.is_zero()) {
        table.add_row(row(label("count-label-lost"), &|stage| stage.lost.to_string()));
    }
    if stages.iter().any(|stage| stage.quota.is_some()) {
        let quota = |stage: &Stage| stage.quota.map_or_else(String::new, |quota| quota.to_string());
        table.add_row(row(label("count-label-quota"), &quota));
    }
    format!("{}\n", table.trim_fmt())
}

/// The votes; an asterisk marks the stage at which the candidate is elected.
fn mark(stage: &Stage, candidate: Candidate) -> String {
    let elected = stage.elected.iter().any(|elected| elected.candidate == candidate);
    format!("{}{}", if elected { "* " } else { "" }, facts::votes(stage, candidate))
}

fn seats(story: &Story<'_>, apportionment: &Apportionment) -> String {
    let label = |id| story.say(id, &[]);
    let mut table = empty(NAME, 2, STAGE);
    table.set_header([label("count-label-list"), label("count-label-votes"), label("count-label-seats")]);
    for candidate in story.transcript.candidates.iter() {
        let votes = apportionment.votes.get(candidate.index()).copied().unwrap_or(0);
        let seats = apportionment.seats.get(candidate.index()).copied().unwrap_or(0);
        table.add_row([name(story, candidate), numbers::cell(votes), numbers::cell(seats)]);
    }
    format!("{}\n", table.trim_fmt())
}

fn name(story: &Story<'_>, candidate: Candidate) -> String {
    story.words.name(story.transcript.candidates.name(candidate))
}

/// A table of names and some columns of numbers, of these widths.
fn empty(name: usize, columns: usize, width: usize) -> Table {
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(WIDTH).unwrap_or(u16::MAX));
    let columns = 0..=columns;
    let fixed = |width: usize| Width::Fixed(u16::try_from(width.saturating_add(2)).unwrap_or(u16::MAX));
    let constraint = |index: usize| match index {
        0 => ColumnConstraint::UpperBoundary(fixed(name)),
        _ => ColumnConstraint::Absolute(fixed(width)),
    };
    table.set_header(columns.clone().map(|_| ""));
    table.set_constraints(columns.clone().map(constraint));
    for index in columns.skip(1) {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
