//! Several rules on the same ballots, side by side: in words, as a table, as a page and as a drawing. It decides nothing.

use askama::Template;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use kenes_count::{Candidate, Rule};
use maud::{PreEscaped, html};
use serde_json::{Map, Value, json};

use crate::count::{cell, rule_ids};
use crate::lines::{STYLE, lines_of, wrapped};
use crate::words::{Words, shown};

/// What a rule makes of the ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The rule.
    pub rule: Rule,
    /// Its outcome.
    pub outcome: Outcome,
}

/// An outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is complete.
    Elected {
        /// Who is elected, or funded, in order.
        elected: Vec<Candidate>,
        /// The seats of everybody, where seats are distributed.
        seats: Option<Vec<u32>>,
    },
    /// A lot is needed.
    NeedsLot {
        /// Who is elected up to there.
        elected: Vec<Candidate>,
        /// Among whom.
        among: Vec<Candidate>,
    },
    /// The rule cannot count these ballots.
    NotCounted {
        /// Why, for people who count.
        why: String,
    },
}

impl Column {
    fn elected(&self) -> &[Candidate] {
        match &self.outcome {
            Outcome::Elected { elected, .. } | Outcome::NeedsLot { elected, .. } => elected,
            Outcome::NotCounted { .. } => &[],
        }
    }

    fn is_complete(&self) -> bool {
        matches!(self.outcome, Outcome::Elected { .. })
    }

    /// Seats, or the place in the order of election; a question mark for whoever is in a lot.
    fn cell(&self, candidate: Candidate) -> String {
        if let Outcome::Elected { seats: Some(seats), .. } = &self.outcome {
            let seats = seats.get(candidate.index()).copied().unwrap_or(0);
            return if seats > 0 { seats.to_string() } else { String::new() };
        }
        match (self.elected().iter().position(|other| *other == candidate), &self.outcome) {
            (Some(place), _) => place.saturating_add(1).to_string(),
            (None, Outcome::NeedsLot { among, .. }) if among.contains(&candidate) => "?".to_owned(),
            (None, Outcome::NotCounted { .. }) => "–".to_owned(),
            (None, Outcome::NeedsLot { .. } | Outcome::Elected { .. }) => String::new(),
        }
    }
}

/// The comparison as JSON, described in `docs/spec/count-json.md`.
pub fn json(names: &[String], columns: &[Column]) -> Value {
    let list = |candidates: &[Candidate]| -> Value {
        candidates.iter().filter_map(|candidate| names.get(candidate.index()).cloned()).collect()
    };
    let rule = |column: &Column| {
        let mut object = Map::new();
        object.insert("rule".to_owned(), column.rule.name().into());
        object.insert("elected".to_owned(), list(column.elected()));
        match &column.outcome {
            Outcome::Elected { seats: Some(seats), .. } => {
                let seats = names.iter().cloned().zip(seats.iter().map(|seats| Value::from(*seats)));
                object.insert("apportionment".to_owned(), Value::Object(seats.collect()));
            }
            Outcome::Elected { seats: None, .. } => {}
            Outcome::NeedsLot { among, .. } => {
                object.insert("needs_lot".to_owned(), list(among));
            }
            Outcome::NotCounted { why } => {
                object.insert("error".to_owned(), why.clone().into());
            }
        }
        Value::Object(object)
    };
    json!({ "candidates": names, "rules": columns.iter().map(rule).collect::<Vec<_>>() })
}

/// The comparison for spreadsheets: a row for each candidate, a column for each rule.
pub fn csv(names: &[String], columns: &[Column]) -> String {
    let head = core::iter::once("candidate".to_owned())
        .chain(columns.iter().map(|column| column.rule.name().to_owned()));
    let mut text = head.collect::<Vec<_>>().join(",") + "\r\n";
    for (candidate, name) in candidates(names) {
        let cells = core::iter::once(cell(name)).chain(columns.iter().map(|column| column.cell(candidate)));
        text.push_str(&cells.collect::<Vec<_>>().join(","));
        text.push_str("\r\n");
    }
    text
}

/// The comparison for a terminal, in lines of at most `width` columns, or 60 where that is less.
pub fn table(names: &[String], columns: &[Column], words: &Words, width: usize) -> String {
    let width = width.max(60);
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    let label = words.t("count-label-candidate", &[]);
    table.set_header(
        core::iter::once(label).chain(columns.iter().map(|column| column.rule.name().to_owned())),
    );
    for (candidate, name) in candidates(names) {
        table.add_row(
            core::iter::once(words.name(name)).chain(columns.iter().map(|column| column.cell(candidate))),
        );
    }
    for index in 1..=columns.len() {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let told = sentences(names, columns, words);
    let lines = told.iter().flat_map(|line| wrapped("", line, width));
    format!("{}\n{}\n", lines_of(lines), table.trim_fmt())
}

/// The comparison in sentences: who is elected by every rule, by some and by none; and which rules did not end.
fn sentences(names: &[String], columns: &[Column], words: &Words) -> Vec<String> {
    let complete: Vec<&Column> = columns.iter().filter(|column| column.is_complete()).collect();
    let times =
        |candidate: Candidate| complete.iter().filter(|column| column.elected().contains(&candidate)).count();
    let list = |fits: &dyn Fn(usize) -> bool| {
        let found = candidates(names).filter(|(candidate, _)| fits(times(*candidate)));
        words.list(&found.map(|(_, name)| words.name(name)).collect::<Vec<_>>())
    };
    let mut told = vec![words.t("count-compare-about", &[])];
    let all = complete.len();
    let groups = [
        ("count-compare-by-all", list(&|times| times == all && all > 0)),
        ("count-compare-by-some", list(&|times| times > 0 && times < all)),
        ("count-compare-by-none", list(&|times| times == 0 && all > 0)),
    ];
    for (id, found) in groups.into_iter().filter(|(_, found)| !found.is_empty()) {
        told.push(words.t(id, &[("names", found.into())]));
    }
    for column in columns {
        let rule = ("rule", words.t(rule_ids(column.rule).0, &[]).into());
        match &column.outcome {
            Outcome::Elected { .. } => {}
            Outcome::NeedsLot { among, .. } => {
                let among = among.iter().filter_map(|candidate| names.get(candidate.index()));
                let among = words.list(&among.map(|name| words.name(name)).collect::<Vec<_>>());
                told.push(words.t("count-compare-needs-lot", &[rule, ("names", among.into())]));
            }
            Outcome::NotCounted { .. } => told.push(words.t("count-compare-not-counted", &[rule])),
        }
    }
    told
}

/// The comparison as a page with this title.
pub fn page(names: &[String], columns: &[Column], words: &Words, title: &str) -> String {
    let words = words.isolating();
    let head = words.t("count-compare-title", &[]);
    let title = shown(title);
    let title = if title.trim().is_empty() { head } else { title };
    let rows = candidates(names).map(|(candidate, name)| {
        (shown(name), columns.iter().map(|column| column.cell(candidate)).collect::<Vec<_>>())
    });
    let page = Page {
        words,
        title,
        notice: words.language().is_machine_translated().then(|| words.t("main-machine-translated", &[])),
        sentences: sentences(names, columns, &words),
        drawing: draw(names, columns, &words, false),
        heads: columns
            .iter()
            .map(|column| (column.rule.name().to_owned(), words.t(rule_ids(column.rule).0, &[])))
            .collect(),
        rows: rows.collect(),
    };
    // Writing into a string does not fail.
    page.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "compare.html")]
struct Page {
    words: Words,
    title: String,
    notice: Option<String>,
    sentences: Vec<String>,
    drawing: String,
    heads: Vec<(String, String)>,
    rows: Vec<(String, Vec<String>)>,
}

impl Page {
    /// The message without anything to fill in.
    fn say(&self, id: &str) -> String {
        self.words.t(id, &[])
    }
}

/// The comparison as a drawing (SVG): a row for each candidate, a field for each rule, filled for the elected and dotted for
/// whoever is in a lot.
pub fn drawing(names: &[String], columns: &[Column], words: &Words) -> String {
    draw(names, columns, words, true)
}

const STYLES: &str = include_str!("../templates/flow.css");
const NAMES: usize = 220;
const FIELD: usize = 120;
const ROW: usize = 30;
const TOP: usize = 40;
/// How many letters of a name have room.
const LETTERS: usize = 26;

fn draw(names: &[String], columns: &[Column], words: &Words, stands_alone: bool) -> String {
    let width = FIELD.saturating_mul(columns.len()).saturating_add(NAMES);
    let height = ROW.saturating_mul(names.len()).saturating_add(TOP);
    let x = |number: usize| FIELD.saturating_mul(number).saturating_add(NAMES);
    let y = |number: usize| ROW.saturating_mul(number).saturating_add(TOP);
    let markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" class="flow" role="img" aria-labelledby="flow-title flow-desc"
            viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) {
            title id="flow-title" { (words.t("count-compare-title", &[])) }
            desc id="flow-desc" { (sentences(names, columns, words).join(" ")) }
            @if stands_alone { style { (PreEscaped(STYLES)) } }
            rect class="flow-ground" x="0" y="0" width=(width) height=(height) {}
            @for (number, column) in columns.iter().enumerate() {
                text class="flow-note" x=(x(number)) y="25" { (column.rule.name()) }
            }
            @for (row, (candidate, name)) in candidates(names).enumerate() {
                text class="flow-name" x="0" y=(y(row).saturating_add(18)) {
                    (shown(name).chars().take(LETTERS).collect::<String>())
                }
                @for (number, column) in columns.iter().enumerate() {
                    @let text = column.cell(candidate);
                    @if column.elected().contains(&candidate) {
                        rect class=(format!("flow-bar flow-c{}", candidate.index().checked_rem(8).unwrap_or(0)))
                            x=(x(number)) y=(y(row)) width="60" height="24" {}
                    }
                    text class="flow-votes" x=(x(number).saturating_add(66)) y=(y(row).saturating_add(18)) { (text) }
                }
            }
        }
    };
    markup.into_string()
}

fn candidates(names: &[String]) -> impl Iterator<Item = (Candidate, &str)> {
    let numbered = names.iter().enumerate();
    numbered.filter_map(|(index, name)| Some((Candidate::new(index)?, name.as_str())))
}
