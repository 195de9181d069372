//! A funding as one page: the result, who paid what for each project, and why the others are not funded.

use askama::Template;
use kenes_count::budget::{Budget, Funding};

use super::drawing::draw;
use super::story::Story;
use crate::words::{Words, decimal, number, shown};

/// The funding as an HTML page with this title; where that is empty the rule's name is the title.
pub fn page(budget: &Budget, funding: &Funding, words: &Words, title: &str) -> String {
    let story = Story { budget, funding, words: words.isolating() };
    // Writing into a string does not fail.
    Page::new(story, title).render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "budget.html")]
struct Page<'a> {
    story: Story<'a>,
    title: String,
    subtitle: Option<String>,
    notice: Option<String>,
    is_stopped: bool,
    introduction: Vec<String>,
    funded: Vec<Funded>,
    drawing: String,
    tables: Vec<Numbers>,
    not_funded: Vec<String>,
    ties: Vec<(String, Option<String>)>,
}

/// A funded project, and who paid for it.
struct Funded {
    name: String,
    why: String,
    payers: Vec<String>,
    amounts: Option<Numbers>,
}

struct Numbers {
    id: String,
    caption: String,
    heads: Vec<(String, String)>,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    note: String,
    cells: Vec<Cell>,
    is_apart: bool,
}

struct Cell {
    text: String,
    is_marked: bool,
}

/// How many different amounts a table of a project lists.
const MOST_AMOUNTS: usize = 40;

impl<'a> Page<'a> {
    fn new(story: Story<'a>, title: &str) -> Self {
        let (title, subtitle) = match shown(title) {
            blank if blank.trim().is_empty() => (story.rule(), None),
            title => (title, Some(story.rule())),
        };
        let elected = story.funding.elected();
        let others = story.budget.projects().filter(|project| !elected.contains(project));
        let language = story.words.language();
        Self {
            subtitle: subtitle.filter(|rule| *rule != title),
            title,
            notice: language.is_machine_translated().then(|| story.say("main-machine-translated", &[])),
            is_stopped: story.funding.ties.last().is_some_and(|tie| tie.chosen.is_none()),
            introduction: story.introduction(),
            funded: funded(&story),
            drawing: draw(&story, false),
            tables: vec![projects(&story)],
            not_funded: others.map(|project| story.why_not(project)).collect(),
            ties: story.ties(),
            story,
        }
    }

    fn say(&self, id: &str) -> String {
        self.story.say(id, &[])
    }
}

fn funded(story: &Story<'_>) -> Vec<Funded> {
    let one = |(number, (project, why)): (u32, (kenes_count::Candidate, String))| {
        let purchase = story.funding.purchases.iter().find(|purchase| purchase.project == project);
        let heads = ["count-budget-paid-each", "count-budget-voters"];
        let amounts = purchase.filter(|purchase| purchase.gave.len() > 1).map(|purchase| Numbers {
            id: format!("paid-{number}"),
            caption: story.say("count-budget-amounts", &[("name", story.name(project).into())]),
            heads: heads.map(|id| (story.say(id, &[]), String::new())).to_vec(),
            rows: purchase
                .full
                .iter()
                .chain(&purchase.gave)
                .take(MOST_AMOUNTS)
                .map(|payment| row(decimal(payment.each), [crate::words::number(payment.voters)], false))
                .collect(),
        });
        Funded {
            name: story.name(project),
            why,
            payers: purchase.into_iter().flat_map(|purchase| story.payers(purchase)).collect(),
            amounts,
        }
    };
    (1_u32..).zip(story.result()).map(one).collect()
}

fn projects(story: &Story<'_>) -> Numbers {
    let heads = ["count-budget-project", "count-budget-cost", "count-label-votes", "count-budget-is-funded"];
    let elected = story.funding.elected();
    let rows = story.budget.projects().map(|project| {
        let place = elected.iter().position(|other| *other == project);
        let place = place.map_or_else(String::new, |place| place.saturating_add(1).to_string());
        let cells =
            [decimal(story.budget.cost(project)), number(story.budget.points(project)), place.clone()];
        row(story.name(project), cells, !place.is_empty())
    });
    Numbers {
        id: "projects".to_owned(),
        caption: story.say("count-budget-all-projects", &[]),
        heads: heads.map(|id| (story.say(id, &[]), String::new())).to_vec(),
        rows: rows.collect(),
    }
}

fn row<const N: usize>(name: String, cells: [String; N], is_marked: bool) -> Row {
    let cells = cells.map(|text| Cell { text, is_marked }).into_iter().collect();
    Row { name, note: String::new(), cells, is_apart: false }
}
