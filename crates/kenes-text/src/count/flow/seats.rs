//! A bar for the votes of each list and a dot for each of its seats.

use kenes_count::{Apportionment, Candidate};
use maud::{Markup, html};

use super::super::{numbers, story::Story};
use super::{Canvas, colour, label, px, scaled, short_name};
use crate::words::shown;

const NAMES: u64 = 1_900;
const LENGTH: u64 = 2_400;
const NOTES: u64 = 1_200;
const SEATS: u64 = 500;
/// The distance of two dots.
const DOT: u64 = 90;
const DOTS_IN_A_ROW: u64 = 30;
/// The most seats that are drawn as dots; of more only the number is written.
const MOST_DOTS: u32 = 2_000;
const BAR: u64 = 180;
const GAP: u64 = 120;
const TOP: u64 = 100;
const LEGEND: u64 = 300;

pub(super) fn draw(story: &Story<'_>, apportionment: &Apportionment) -> Canvas {
    let most = apportionment.votes.iter().copied().max().unwrap_or(0);
    let dots = story.transcript.seats <= MOST_DOTS;
    let mut y = TOP;
    let mut rows = Vec::new();
    for candidate in story.transcript.candidates.iter() {
        let votes = apportionment.votes.get(candidate.index()).copied().unwrap_or(0);
        let seats = apportionment.seats.get(candidate.index()).copied().unwrap_or(0);
        let length = scaled(votes.into(), most.into(), LENGTH);
        rows.push(row(story, &Row { candidate, votes, seats, length, y, dots }));
        let lines = if dots { u64::from(seats).div_ceil(DOTS_IN_A_ROW) } else { 1 };
        y = y.saturating_add(BAR.max(DOT.saturating_mul(lines))).saturating_add(GAP);
    }
    let content = html! {
        @for row in &rows { (row) }
        @if dots {
            text class="flow-note" x=(px(NAMES)) y=(px(y.saturating_add(100))) {
                (story.say("count-label-legend-seats", &[]))
            }
        }
    };
    let width = dots_at().saturating_add(DOT.saturating_mul(DOTS_IN_A_ROW)).saturating_add(DOT);
    Canvas { width, height: y.saturating_add(LEGEND), content }
}

struct Row {
    candidate: Candidate,
    votes: u64,
    seats: u32,
    length: u64,
    y: u64,
    dots: bool,
}

const fn dots_at() -> u64 {
    NAMES.saturating_add(LENGTH).saturating_add(NOTES).saturating_add(SEATS)
}

fn row(story: &Story<'_>, row: &Row) -> Markup {
    let text = row.y.saturating_add(140);
    let full = shown(story.transcript.candidates.name(row.candidate));
    let class = format!("flow-bar {}", colour(row.candidate));
    let after = NAMES.saturating_add(row.length).saturating_add(60);
    let seats_at = NAMES.saturating_add(LENGTH).saturating_add(NOTES);
    let drawn = if row.dots { row.seats } else { 0 };
    html! {
        g {
            (label(0, text, "flow-name", &short_name(story, row.candidate), &full))
            rect class=(class) x=(px(NAMES)) y=(px(row.y)) width=(px(row.length)) height=(px(BAR)) {}
            text class="flow-votes" x=(px(after)) y=(px(text)) { (numbers::cell(row.votes)) }
            text class="flow-head" x=(px(seats_at)) y=(px(text)) { (numbers::cell(row.seats)) }
            @for (x, y) in (0..u64::from(drawn)).map(|dot| place(dot, row.y)) {
                circle class="flow-dot" cx=(px(x)) cy=(px(y)) r="3.4" {}
            }
        }
    }
}

/// The middle of a dot.
fn place(dot: u64, top: u64) -> (u64, u64) {
    let column = dot.checked_rem(DOTS_IN_A_ROW).unwrap_or(0);
    let line = dot.checked_div(DOTS_IN_A_ROW).unwrap_or(0);
    let x = dots_at().saturating_add(DOT.saturating_mul(column)).saturating_add(45);
    (x, top.saturating_add(DOT.saturating_mul(line)).saturating_add(45))
}
