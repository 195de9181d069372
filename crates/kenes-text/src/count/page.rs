//! A count as one page: the result first, a drawing with the same numbers beside it, every stage in words.
//!
//! The page stands alone: no script, nothing loaded from elsewhere, one block of styles, no styles in attributes.

mod orders;

use askama::Template;
use kenes_count::{Apportionment, Candidate, Decimal, Stage, Transcript};

use super::story::{StageStory, Story, TieStory};
use super::{facts, flow, numbers};
use crate::words::{Words, shown};

/// The count as an HTML page with this title; where that is empty the rule's name is the title.
pub fn page(transcript: &Transcript, words: &Words, title: &str) -> String {
    let page = Page::new(Story::new(transcript, words.isolating()), title);
    // Writing into a string does not fail.
    page.render().unwrap_or_default()
}

/// The count as a part of a page that has a title and the styles ([`DRAWING_STYLES`]) already: sections that begin with `h2`.
pub fn fragment(transcript: &Transcript, words: &Words) -> String {
    let page = Page::new(Story::new(transcript, words.isolating()), "");
    // Writing into a string does not fail.
    Fragment(page).render().unwrap_or_default()
}

/// The styles of the drawing of a fragment.
pub const DRAWING_STYLES: &str = include_str!("../../templates/flow.css");

/// What stands between the head and the foot of the page.
#[derive(Template)]
#[template(path = "count.html", block = "main")]
struct Fragment<'a>(Page<'a>);

impl<'a> core::ops::Deref for Fragment<'a> {
    type Target = Page<'a>;

    fn deref(&self) -> &Page<'a> {
        &self.0
    }
}

#[derive(Template)]
#[template(path = "count.html")]
struct Page<'a> {
    story: Story<'a>,
    title: String,
    /// What stands under the title: the rule, unless that is the title.
    subtitle: Option<String>,
    notice: Option<String>,
    is_stopped: bool,
    introduction: Vec<String>,
    result: Vec<Line>,
    vacant: Option<String>,
    drawing: String,
    tables: Vec<Numbers>,
    stages: Vec<StageStory>,
    ties: Vec<TieStory>,
    reading: Vec<String>,
}

struct Line {
    name: String,
    why: String,
}

/// A table.
struct Numbers {
    /// For the attribute `id`.
    id: String,
    caption: String,
    /// The heads of the columns, in one or two lines.
    heads: Vec<(String, String)>,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    /// What became of the candidate.
    note: String,
    cells: Vec<Cell>,
    /// Whether the row is for nobody: sums and the like.
    is_apart: bool,
}

struct Cell {
    text: String,
    is_marked: bool,
}

impl<'a> Page<'a> {
    fn new(story: Story<'a>, title: &str) -> Self {
        let transcript = story.transcript;
        let language = story.words.language();
        let name = |candidate| shown(transcript.candidates.name(candidate));
        let line = |line: super::story::ResultLine| Line { name: name(line.candidate), why: line.why };
        let tables = match &transcript.apportionment {
            Some(apportionment) => distribution(&story, apportionment),
            None => votes(&story).into_iter().chain(orders::tables(&story)).collect(),
        };
        // A page without a heading is lost on whoever hears it.
        let (title, subtitle) = match shown(title) {
            blank if blank.trim().is_empty() => (story.rule(), None),
            title => (title, Some(story.rule())),
        };
        let subtitle = subtitle.filter(|rule| *rule != title);
        Self {
            title,
            subtitle,
            notice: language.is_machine_translated().then(|| story.say("main-machine-translated", &[])),
            is_stopped: facts::needs_lot(transcript).is_some(),
            introduction: story.introduction(),
            result: story.result().into_iter().map(line).collect(),
            vacant: story.vacant(),
            drawing: flow::inline(&story),
            tables,
            stages: story.stages(),
            ties: story.ties(),
            reading: story.reading(),
            story,
        }
    }

    /// The message without anything to fill in.
    fn say(&self, id: &str) -> String {
        self.story.say(id, &[])
    }

    fn drawing_label(&self) -> String {
        let seats = self.story.transcript.apportionment.is_some();
        self.say(if seats { "count-label-drawing-seats" } else { "count-label-drawing" })
    }
}

/// How many stages stand side by side: as many as fit on a sheet of paper.
const SIDE_BY_SIDE: usize = 8;

/// The votes of every candidate at the end of every stage, some stages a table.
fn votes(story: &Story<'_>) -> Vec<Numbers> {
    let blocks = (1_u32..).zip(story.transcript.stages.chunks(SIDE_BY_SIDE));
    blocks.map(|(number, stages)| block(story, format!("votes-{number}"), stages)).collect()
}

fn block(story: &Story<'_>, id: String, stages: &[Stage]) -> Numbers {
    let transcript = story.transcript;
    let head = |stage: &Stage| {
        (story.say("count-label-stage", &[("stage", stage.number.into())]), story.action(&stage.action))
    };
    let mut rows: Vec<Row> =
        transcript.candidates.iter().map(|candidate| candidate_row(story, stages, candidate)).collect();
    let mut apart = |id: &str, value: &dyn Fn(&Stage) -> String| {
        let cells = stages.iter().map(|stage| plain(value(stage))).collect();
        rows.push(Row { name: story.say(id, &[]), note: String::new(), cells, is_apart: true });
    };
    apart("count-label-non-transferable", &|stage| stage.non_transferable.to_string());
    if transcript.stages.iter().any(|stage| !stage.lost.is_zero()) {
        apart("count-label-lost", &|stage| stage.lost.to_string());
    }
    apart("count-label-sum", &|stage| sum(stage).to_string());
    if let Some(quota) = transcript.quota {
        apart("count-label-quota", &|stage| stage.quota.unwrap_or(quota).to_string());
    }
    let first = (story.say("count-label-candidate", &[]), String::new());
    let heads = core::iter::once(first).chain(stages.iter().map(head)).collect();
    Numbers { id, caption: story.say("count-label-caption", &[]), heads, rows }
}

fn candidate_row(story: &Story<'_>, stages: &[Stage], candidate: Candidate) -> Row {
    let cell = |stage: &Stage| Cell {
        text: facts::votes(stage, candidate).to_string(),
        is_marked: stage.elected.iter().any(|elected| elected.candidate == candidate),
    };
    Row {
        name: shown(story.transcript.candidates.name(candidate)),
        note: story.fate(candidate),
        cells: stages.iter().map(cell).collect(),
        is_apart: false,
    }
}

fn sum(stage: &Stage) -> Decimal {
    stage.votes.iter().fold(stage.non_transferable, |sum, votes| facts::plus(sum, *votes))
}

fn plain(text: String) -> Cell {
    Cell { text, is_marked: false }
}

/// Votes and seats of every list.
fn seats(story: &Story<'_>, apportionment: &Apportionment) -> Numbers {
    let row = |candidate: Candidate| {
        let votes = apportionment.votes.get(candidate.index()).copied().unwrap_or(0);
        let seats = apportionment.seats.get(candidate.index()).copied().unwrap_or(0);
        let cells = vec![plain(numbers::cell(votes)), plain(numbers::cell(seats))];
        let withdrawn = story.transcript.candidates.is_withdrawn(candidate);
        let note = if withdrawn { story.say("count-label-withdrawn", &[]) } else { String::new() };
        Row { name: shown(story.transcript.candidates.name(candidate)), note, cells, is_apart: false }
    };
    let rows = story.transcript.candidates.iter().map(row).collect();
    let heads = heads(story, &["count-label-list", "count-label-votes", "count-label-seats"]);
    Numbers { id: "seats".to_owned(), caption: story.say("count-label-caption-seats", &[]), heads, rows }
}

/// Votes and seats, the shares, where there are any, and the seats in the order in which they were given.
fn distribution(story: &Story<'_>, apportionment: &Apportionment) -> Vec<Numbers> {
    let name = |candidate| shown(story.transcript.candidates.name(candidate));
    let row = |name, cells: [String; 3]| Row {
        name,
        note: String::new(),
        cells: cells.map(plain).into(),
        is_apart: false,
    };
    let shares = apportionment.shares.iter().map(|share| {
        let exact = super::json::fraction(&share.exact);
        row(name(share.candidate), [numbers::claim(&share.exact), exact, numbers::cell(share.whole)])
    });
    let share_heads = ["count-label-list", "count-label-share", "count-label-exact", "count-label-whole"];
    let shares = Numbers {
        id: "shares".to_owned(),
        caption: story.say("count-label-caption-shares", &[]),
        heads: heads(story, &share_heads),
        rows: shares.collect(),
    };
    let awards = apportionment.awards.iter().map(|award| {
        let exact = super::json::fraction(&award.claim);
        row(name(award.to), [numbers::cell(award.seat), numbers::claim(&award.claim), exact])
    });
    let award_heads = ["count-label-list", "count-label-seat", "count-label-claim", "count-label-exact"];
    let awards = Numbers {
        id: "awards".to_owned(),
        caption: story.say("count-label-caption-awards", &[]),
        heads: heads(story, &award_heads),
        rows: awards.collect(),
    };
    let further = [shares, awards].into_iter().filter(|table| !table.rows.is_empty());
    core::iter::once(seats(story, apportionment)).chain(further).collect()
}

fn heads(story: &Story<'_>, ids: &[&str]) -> Vec<(String, String)> {
    ids.iter().map(|id| (story.say(id, &[]), String::new())).collect()
}
