//! A count for a terminal: the result first, then the numbers.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};
use kenes_count::{Apportionment, Candidate, Stage, Transcript};

use super::story::Story;
use super::{facts, numbers};
use crate::lines::{STYLE, lines_of, wrapped};
use crate::words::{Words, shown};

/// The least width: there all numbers fit.
const LEAST: usize = 60;
/// As wide as this the hash of a lot stays on one line, however narrow the terminal is.
const HASH: usize = 80;
/// How wide names are at most; longer ones go on in the next line.
const NAME: usize = 30;
/// How wide the column of a stage is at least.
const STAGE: usize = 12;
/// The blanks beside what a column holds.
const PADDING: usize = 2;
/// The same and what stands between two columns.
const APART: usize = 3;

/// The count as plain text: who is elected and why, the quota, how the papers were read, the votes of each stage, some stages
/// side by side, and the ties with what it takes to draw a lot again. No line is longer than `width` columns of a terminal, or
/// 60 where that is less; but the text of a lot stands line by line as it was hashed, and its hash on one line.
pub fn table(transcript: &Transcript, words: &Words, width: usize) -> String {
    let width = width.max(LEAST);
    let story = Story::new(transcript, *words);
    let section = |title: String, lines: Vec<String>| {
        let lines = lines.iter().flat_map(|line| wrapped("  ", line, width));
        lines_of(wrapped("", &title, width).into_iter().chain(lines))
    };
    let mut parts = vec![result(&story, width)];
    let reading = story.reading();
    if !reading.is_empty() {
        parts.push(section(story.reading_title(), reading));
    }
    match &transcript.apportionment {
        Some(apportionment) => parts.push(seats(&story, apportionment, width)),
        None => parts.extend(stages(&story, width)),
    }
    if !transcript.ties.is_empty() {
        parts.push(ties(&story, width));
    }
    parts.push(section(story.say("count-label-rule", &[]), vec![story.rule(), story.source()]));
    parts.join("\n")
}

fn result(story: &Story<'_>, width: usize) -> String {
    let mut told = story.introduction();
    told.push(story.result_title());
    let plain = |lines: Vec<String>| lines.into_iter().map(|line| (String::new(), line));
    let elected = (1_u32..).zip(story.result()).map(|(place, line)| {
        let name = story.words.name(story.transcript.candidates.name(line.candidate));
        (format!("{place:>4}. "), format!("{name}: {}", line.why))
    });
    let all = plain(told).chain(elected).chain(plain(story.vacant().into_iter().collect()));
    lines_of(all.flat_map(|(before, text)| wrapped(&before, &text, width)))
}

fn ties(story: &Story<'_>, width: usize) -> String {
    let mut lines = vec![story.say("count-label-ties", &[])];
    for tie in story.ties() {
        let told = tie.told.iter().chain(&tie.how);
        lines.extend(told.flat_map(|line| wrapped("  ", line, width)));
        lines.extend(tie.lot.iter().flat_map(|text| text.lines()).map(|line| format!("      {line}")));
        // The first of these holds the hash.
        let widths = core::iter::once(width.max(HASH)).chain(core::iter::repeat(width));
        lines.extend(tie.drawn.iter().zip(widths).flat_map(|(line, width)| wrapped("  ", line, width)));
        lines.extend(wrapped("  ", &tie.outcome, width));
    }
    lines_of(lines)
}

/// The votes of every candidate at the end of every stage, some stages side by side.
fn stages(story: &Story<'_>, width: usize) -> Vec<String> {
    let transcript = story.transcript;
    let names = transcript.candidates.iter().map(|who| shown(transcript.candidates.name(who)));
    let letters =
        names.chain([story.say("count-label-non-transferable", &[])]).map(|name| name.chars().count());
    let name = letters.max().unwrap_or(0).clamp(STAGE, NAME);
    let votes = transcript.stages.iter().flat_map(|stage| &stage.votes);
    let longest = votes.map(|votes| votes.to_string().len()).max().unwrap_or(0);
    let stage = longest.saturating_add(ELECTED.len()).max(STAGE);
    let left = width.saturating_sub(name.saturating_add(PADDING));
    let side_by_side = left.checked_div(stage.saturating_add(APART)).unwrap_or(1).max(1);
    let one = |stages: &[Stage]| {
        let columns = stages.iter().map(|_| stage).collect();
        block(story, stages, empty(Columns { all: width, name, columns }))
    };
    let mut blocks: Vec<String> = transcript.stages.chunks(side_by_side).map(one).collect();
    if let Some(last) = blocks.last_mut() {
        last.push_str(&lines_of([format!("{ELECTED}{}", story.say("count-label-elected", &[]))]));
    }
    blocks
}

fn block(story: &Story<'_>, stages: &[Stage], mut table: Table) -> String {
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

/// What marks the elected.
const ELECTED: &str = "* ";

/// The votes; an asterisk marks the stage at which the candidate is elected.
fn mark(stage: &Stage, candidate: Candidate) -> String {
    let elected = stage.elected.iter().any(|elected| elected.candidate == candidate);
    format!("{}{}", if elected { ELECTED } else { "" }, facts::votes(stage, candidate))
}

fn seats(story: &Story<'_>, apportionment: &Apportionment, width: usize) -> String {
    let label = |id| story.say(id, &[]);
    let letters = |votes: &u64| numbers::cell(*votes).chars().count();
    let votes = apportionment.votes.iter().map(letters).max().unwrap_or(0).max(STAGE);
    let left = width.saturating_sub(votes.saturating_add(STAGE)).saturating_sub(APART.saturating_mul(3));
    let mut table = empty(Columns { all: width, name: left.min(NAME), columns: vec![votes, STAGE] });
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

/// How wide a table is.
struct Columns {
    /// At most.
    all: usize,
    /// The names, at most.
    name: usize,
    /// What follows them.
    columns: Vec<usize>,
}

/// A table of names and some columns of numbers, of these widths.
fn empty(Columns { all, name, columns }: Columns) -> Table {
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(all).unwrap_or(u16::MAX));
    let fixed = |width: usize| Width::Fixed(u16::try_from(width.saturating_add(PADDING)).unwrap_or(u16::MAX));
    let further = columns.iter().map(|width| ColumnConstraint::Absolute(fixed(*width)));
    table.set_header(vec![""; columns.len().saturating_add(1)]);
    table.set_constraints(core::iter::once(ColumnConstraint::UpperBoundary(fixed(name))).chain(further));
    for index in 1..=columns.len() {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
