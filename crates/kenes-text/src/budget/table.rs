//! A funding for a terminal: the result first, then who paid what, then every project.

use comfy_table::{CellAlignment, ContentArrangement, Table};
use kenes_count::budget::{Budget, Funding};

use super::story::Story;
use crate::lines::{STYLE, lines_of, wrapped};
use crate::words::{Words, decimal, number};

/// The least width.
const LEAST: usize = 60;

/// The funding as plain text, in lines of at most `width` columns, or 60 where that is less.
pub fn table(budget: &Budget, funding: &Funding, words: &Words, width: usize) -> String {
    let width = width.max(LEAST);
    let story = Story { budget, funding, words: *words };
    let mut lines: Vec<String> = story.introduction();
    lines.push(story.result_title());
    let mut lines: Vec<String> = lines.iter().flat_map(|line| wrapped("", line, width)).collect();
    for (place, (project, why)) in (1_u32..).zip(story.result()) {
        lines.extend(wrapped(&format!("{place:>4}. "), &format!("{}: {why}", story.name(project)), width));
        let purchase = funding.purchases.iter().find(|purchase| purchase.project == project);
        let payers = purchase.into_iter().flat_map(|purchase| story.payers(purchase));
        lines.extend(payers.flat_map(|line| wrapped("      ", &line, width)));
    }
    let mut parts = vec![lines_of(lines), projects(&story, width)];
    let ties: Vec<String> = story
        .ties()
        .into_iter()
        .flat_map(|(told, lot)| {
            let lot = lot.unwrap_or_default();
            let lot: Vec<String> = lot.lines().map(|line| format!("      {line}")).collect();
            wrapped("  ", &told, width.max(80)).into_iter().chain(lot)
        })
        .collect();
    if !ties.is_empty() {
        parts.push(lines_of([story.say("count-label-ties", &[])].into_iter().chain(ties)));
    }
    let about = core::iter::once(story.rule()).chain(story.about());
    let about: Vec<String> = about.flat_map(|line| wrapped("  ", &line, width)).collect();
    parts.push(lines_of([story.say("count-label-rule", &[])].into_iter().chain(about)));
    parts.join("\n")
}

fn projects(story: &Story<'_>, width: usize) -> String {
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    let heads = ["count-budget-project", "count-budget-cost", "count-label-votes", "count-budget-is-funded"];
    table.set_header(heads.map(|id| story.say(id, &[])));
    let elected = story.funding.elected();
    for project in story.budget.projects() {
        let place = elected.iter().position(|other| *other == project);
        let place = place.map_or_else(String::new, |place| place.saturating_add(1).to_string());
        table.add_row([
            story.words.name(&story.name(project)),
            decimal(story.budget.cost(project)),
            number(story.budget.points(project)),
            place,
        ]);
    }
    for index in 1..heads.len() {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("{}\n", table.trim_fmt())
}
