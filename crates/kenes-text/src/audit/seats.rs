//! The seats as a drawing (SVG): a row of squares for each body.
//!
//! Positions are whole pixels. Nothing is told by colour alone: the elected are filled, those from a countback striped, founders
//! have a dot, vacant seats are dashed; the numbers are those of the table beside it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::story::{Mark, Story};

/// The side of a square.
const SIDE: usize = 34;
/// From one square to the next.
const STEP: usize = 40;
/// As many as a phone shows at their full size.
const IN_A_ROW: usize = 10;
const MARGIN: usize = 8;
/// The room of a heading.
const HEAD: usize = 30;
const GAP: usize = 14;
/// The room of a line of the legend.
const LEGEND: usize = 28;

/// What the marks stand for, in the order of the legend.
const LEGENDS: &[(Mark, &str)] = &[
    (Mark::Elected, "audit-short-election"),
    (Mark::Countback, "audit-short-countback"),
    (Mark::Founder, "audit-short-founding"),
    (Mark::Vacant, "audit-short-vacant"),
];

/// The seats of every body, as a part of a page; nothing where there are none.
pub(super) fn draw(story: &Story<'_>) -> String {
    let bodies = bodies(story);
    if bodies.is_empty() {
        return String::new();
    }
    let mut y = MARGIN;
    let mut parts = Vec::new();
    for (body, seats) in &bodies {
        parts.push(row(story, *body, seats, y));
        let rows = seats.len().div_ceil(IN_A_ROW);
        y = y.saturating_add(HEAD).saturating_add(rows.saturating_mul(STEP)).saturating_add(GAP);
    }
    for (mark, id) in LEGENDS {
        parts.push(html! {
            (square(*mark, MARGIN, y, ""))
            text class="seat-text" x=(MARGIN.saturating_add(STEP)) y=(y.saturating_add(18)) { (story.say(id, &[])) }
        });
        y = y.saturating_add(LEGEND.max(STEP));
    }
    let width = IN_A_ROW.saturating_mul(STEP).saturating_add(MARGIN.saturating_mul(2));
    let height = y.saturating_add(MARGIN);
    let drawing = html! {
        svg xmlns="http://www.w3.org/2000/svg" class="seats" role="img" aria-labelledby="seats-title seats-desc"
            viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) {
            title id="seats-title" { (story.say("audit-label-drawing", &[])) }
            desc id="seats-desc" { (described(story, &bodies)) }
            defs {
                pattern id="seat-stripes" patternUnits="userSpaceOnUse" width="8" height="8" {
                    path class="seat-stripe" d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6" {}
                }
            }
            @for part in &parts { (part) }
        }
    };
    drawing.into_string()
}

/// The marks of the seats of each body, in order.
fn bodies(story: &Story<'_>) -> BTreeMap<u16, Vec<(u16, Mark)>> {
    let mut bodies: BTreeMap<u16, Vec<(u16, Mark)>> = BTreeMap::new();
    for (line, row) in story.report.seats.iter().zip(story.seats()) {
        bodies.entry(line.name.body).or_default().push((line.name.seat, row.mark));
    }
    bodies
}

fn row(story: &Story<'_>, body: u16, seats: &[(u16, Mark)], y: usize) -> Markup {
    let place = |index: usize| {
        let column = index.checked_rem(IN_A_ROW).unwrap_or(0);
        let line = index.checked_div(IN_A_ROW).unwrap_or(0);
        let top = y.saturating_add(HEAD).saturating_add(line.saturating_mul(STEP));
        (MARGIN.saturating_add(column.saturating_mul(STEP)), top)
    };
    html! {
        text class="seat-head" x=(MARGIN) y=(y.saturating_add(20)) {
            (story.say("audit-drawing-body", &[("body", u32::from(body).into())]))
        }
        @for (index, (number, mark)) in seats.iter().enumerate() {
            (square(*mark, place(index).0, place(index).1, &number.to_string()))
        }
    }
}

fn square(mark: Mark, x: usize, y: usize, number: &str) -> Markup {
    let (class, is_striped, is_dotted) = match mark {
        Mark::Elected => ("seat seat-elected", false, false),
        Mark::Countback => ("seat seat-elected", true, false),
        Mark::Founder => ("seat seat-founder", false, true),
        Mark::Vacant => ("seat seat-vacant", false, false),
    };
    // A square of the legend has no number and is smaller.
    let side = if number.is_empty() { SIDE.saturating_sub(10) } else { SIDE };
    let middle = side.checked_div(2).unwrap_or(0);
    html! {
        rect class=(class) x=(x) y=(y) width=(side) height=(side) rx="6" {}
        @if is_striped {
            rect class="seat-striped" x=(x) y=(y) width=(side) height=(side) rx="6" {}
        }
        @if is_dotted {
            circle class="seat-dot" cx=(x.saturating_add(middle)) cy=(y.saturating_add(6)) r="3" {}
        }
        @if !number.is_empty() {
            text class="seat-number" x=(x.saturating_add(middle)) y=(y.saturating_add(23)) text-anchor="middle" { (number) }
        }
    }
}

/// What the drawing shows, in words.
fn described(story: &Story<'_>, bodies: &BTreeMap<u16, Vec<(u16, Mark)>>) -> String {
    let told = bodies.iter().map(|(body, seats)| {
        let count = |mark: Mark| seats.iter().filter(|(_, other)| *other == mark).count();
        let args = [
            ("body", u32::from(*body).into()),
            ("seats", seats.len().into()),
            ("elected", count(Mark::Elected).into()),
            ("countback", count(Mark::Countback).into()),
            ("founders", count(Mark::Founder).into()),
            ("vacant", count(Mark::Vacant).into()),
        ];
        story.say("audit-drawing-described", &args)
    });
    told.collect::<Vec<_>>().join(" ")
}
