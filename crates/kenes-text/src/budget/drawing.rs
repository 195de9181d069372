//! A funding as a drawing (SVG): a bar for each funded project, as long as its cost, divided into what supporters paid in
//! full and what others gave as their last. Positions are whole tenths of a pixel.

use kenes_count::Candidate;
use kenes_count::budget::{Budget, Funding};
use maud::{Markup, PreEscaped, html};

use super::json::rounded;
use super::story::Story;
use crate::words::{Words, decimal};

const STYLE: &str = include_str!("../../templates/flow.css");
const NAMES: u64 = 2_600;
const LENGTH: u64 = 3_600;
const NOTES: u64 = 1_600;
const ROW: u64 = 300;
const BAR: u64 = 180;
const TOP: u64 = 100;
/// How many letters of a name have room.
const LETTERS: usize = 30;

/// The drawing alone.
pub fn drawing(budget: &Budget, funding: &Funding, words: &Words) -> String {
    draw(&Story { budget, funding, words: *words }, true)
}

pub(super) fn draw(story: &Story<'_>, stands_alone: bool) -> String {
    let elected = story.funding.elected();
    let rows = u64::try_from(elected.len()).unwrap_or(u64::MAX);
    let bottom = TOP.saturating_add(ROW.saturating_mul(rows));
    let most = elected.iter().map(|project| story.budget.cost(*project).units()).max().unwrap_or(0);
    let (width, height) = (px(NAMES + LENGTH + NOTES), px(bottom.saturating_add(ROW)));
    let description = story.introduction().join(" ");
    let markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" class="flow" role="img" aria-labelledby="flow-title flow-desc"
            viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) {
            title id="flow-title" { (story.say("count-budget-drawing", &[])) }
            desc id="flow-desc" { (description) }
            @if stands_alone { style { (PreEscaped(STYLE)) } }
            defs {
                pattern id="flow-stripes" patternUnits="userSpaceOnUse" width="6" height="6" {
                    path class="flow-stripe" d="M-1 1 L1 -1 M0 6 L6 0 M5 7 L7 5" {}
                }
            }
            rect class="flow-ground" x="0" y="0" width=(width) height=(height) {}
            @for (row, project) in (0_u64..).zip(&elected) { (bar(story, *project, most, row)) }
            text class="flow-note" x=(px(NAMES)) y=(px(bottom.saturating_add(200))) {
                (story.say("count-budget-legend", &[]))
            }
        }
    };
    markup.into_string()
}

fn bar(story: &Story<'_>, project: Candidate, most: u128, row: u64) -> Markup {
    let budget = story.budget;
    let y = TOP.saturating_add(ROW.saturating_mul(row));
    let text = y.saturating_add(140);
    let cost = budget.cost(project).units();
    let purchase = story.funding.purchases.iter().find(|purchase| purchase.project == project);
    let last = purchase.map_or(0, |purchase| rounded(&purchase.last_together, budget.places()).units());
    let length = scaled(cost, most);
    let striped = scaled(last.checked_div(100).unwrap_or(0), most).min(length);
    let from = NAMES.saturating_add(length).saturating_sub(striped);
    let full = story.name(project);
    let mut short: String = full.chars().take(LETTERS).collect();
    if short != full {
        short.push('…');
    }
    let after = NAMES.saturating_add(length).saturating_add(60);
    html! {
        g {
            text class="flow-name" x="0" y=(px(text)) { (short) @if short != full { title { (full) } } }
            @if length > 0 { rect class="flow-bar flow-c0" x=(px(NAMES)) y=(px(y)) width=(px(length)) height=(px(BAR)) {} }
            @if striped > 0 {
                rect class="flow-elected" x=(px(from)) y=(px(y)) width=(px(striped)) height=(px(BAR)) {}
            }
            text class="flow-votes" x=(px(after)) y=(px(text)) { (decimal(budget.cost(project))) }
        }
    }
}

/// Tenths of a pixel as a number of pixels.
fn px(tenths: u64) -> String {
    let (whole, rest) = (tenths.checked_div(10).unwrap_or(0), tenths.checked_rem(10).unwrap_or(0));
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest}") }
}

fn scaled(part: u128, all: u128) -> u64 {
    let scaled = part.saturating_mul(LENGTH.into()).checked_div(all).unwrap_or(0);
    u64::try_from(scaled).unwrap_or(LENGTH).min(LENGTH)
}
