//! The seats as a drawing (SVG): a half circle of places for each body, with its table beside it.
//!
//! Positions are whole pixels. Nothing is told by colour alone: the elected are filled, those from a countback striped, founders
//! have a dot, vacant seats are dashed; the numbers are those of the table beside it, from the left to the right.

use std::collections::BTreeMap;

use kenes_core::Gained;
use maud::{Markup, html};

use super::story::{Mark, SeatRow, Story};
use crate::words::Words;

/// The radius of a place.
const PLACE: i64 = 17;
/// From one row to the next, and from one place to the next in a row at least.
const STEP: i64 = 42;
/// The radius of the innermost row.
const INNER: i64 = 66;
/// As many sit in one row.
const ONE_ROW: i64 = 12;
/// Few in a row.
const FEW: i64 = 4;
const MARGIN: i64 = 8;
/// The room of a line of the legend.
const LEGEND: i64 = 32;
/// The parts into which half a turn is divided.
const HALF: i64 = 18_000;
/// What a sine of one is written as.
const ONE: i64 = 10_000;

/// What the marks stand for, in the order of the legend.
const LEGENDS: &[(Mark, &str)] = &[
    (Mark::Elected, "audit-short-election"),
    (Mark::Countback, "audit-short-countback"),
    (Mark::Founder, "audit-short-founding"),
    (Mark::Vacant, "audit-short-vacant"),
];

/// The seats of a body, to be drawn for a page that has the legend ([`seats_legend`]).
#[derive(Clone, Debug)]
pub struct SeatsDrawing<'a> {
    /// With what the names of its parts begin, which no other drawing of the page has.
    pub id: &'a str,
    /// What is drawn.
    pub title: &'a str,
    /// The same as the drawing, in words.
    pub description: &'a str,
    /// What stands on each seat and how its holder gained it; nothing for a vacant one.
    pub seats: &'a [(String, Option<Gained>)],
}

/// The half circle of a body's seats, as SVG with the classes `seats` and `seat-…`.
pub fn seats_drawing(drawing: &SeatsDrawing<'_>) -> String {
    let SeatsDrawing { id, title, description, seats } = drawing;
    let seats: Vec<(String, Mark)> =
        seats.iter().map(|(text, gained)| (text.clone(), Mark::of(*gained))).collect();
    draw(id, title, description, &seats)
}

/// What the marks mean, and the stripes that all drawings of a page use: once a page.
pub fn seats_legend(words: &Words) -> String {
    legend_in(*words)
}

/// A body with its seats.
pub(super) struct Body {
    pub number: u16,
    pub title: String,
    /// An SVG drawing.
    pub drawing: String,
    pub seats: Vec<SeatRow>,
}

/// Every body, in the order of the charter.
pub(super) fn bodies(story: &Story<'_>) -> Vec<Body> {
    let mut bodies: BTreeMap<u16, Vec<(u16, SeatRow)>> = BTreeMap::new();
    for (line, row) in story.report.seats.iter().zip(story.seats()) {
        bodies.entry(line.name.body).or_default().push((line.name.seat, row));
    }
    let body = |(number, rows): (u16, Vec<(u16, SeatRow)>)| {
        let marks: Vec<(String, Mark)> =
            rows.iter().map(|(seat, row)| (seat.to_string(), row.mark)).collect();
        let title = story.say("audit-drawing-body", &[("body", u32::from(number).into())]);
        let drawing = draw(&format!("body-{number}"), &title, &described(story, number, &marks), &marks);
        Body { number, title, drawing, seats: rows.into_iter().map(|(_, row)| row).collect() }
    };
    bodies.into_iter().map(body).collect()
}

/// What the marks mean, and the stripes that all drawings of the page use.
pub(super) fn legend(story: &Story<'_>) -> String {
    legend_in(story.words)
}

fn legend_in(words: Words) -> String {
    let height = i64::try_from(LEGENDS.len()).unwrap_or(0).saturating_mul(LEGEND);
    let line = |number: i64| number.saturating_mul(LEGEND).saturating_add(LEGEND / 2);
    let lines = (0..).zip(LEGENDS).map(|(number, (mark, id))| {
        html! {
            (place(*mark, (LEGEND / 2, line(number)), 12, ""))
            text class="seat-text" x=(STEP) y=(line(number).saturating_add(5)) { (words.t(id, &[])) }
        }
    });
    let lines: Vec<Markup> = lines.collect();
    let drawing = html! {
        svg xmlns="http://www.w3.org/2000/svg" class="seats" role="img" aria-labelledby="seats-legend"
            viewBox=(format!("0 0 440 {height}")) width="440" height=(height) {
            title id="seats-legend" { (words.t("audit-label-drawing", &[])) }
            defs {
                pattern id="seat-stripes" patternUnits="userSpaceOnUse" width="8" height="8" {
                    path class="seat-stripe" d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6" {}
                }
            }
            @for line in &lines { (line) }
        }
    };
    drawing.into_string()
}

/// The half circle of a body.
fn draw(id: &str, title: &str, description: &str, seats: &[(String, Mark)]) -> String {
    let places = half_circle(seats.len());
    let reach = places.iter().map(|(x, y)| x.abs().max(*y)).max().unwrap_or(0);
    let middle = reach.saturating_add(PLACE).saturating_add(MARGIN);
    let (width, height) = (middle.saturating_mul(2), middle.saturating_add(PLACE).saturating_add(MARGIN));
    let at = |(x, y): (i64, i64)| (middle.saturating_add(x), middle.saturating_sub(y));
    let (name, words) = (format!("{id}-title"), format!("{id}-desc"));
    let drawing = html! {
        svg xmlns="http://www.w3.org/2000/svg" class="seats" role="img" aria-labelledby=(format!("{name} {words}"))
            viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) {
            title id=(name) { (title) }
            desc id=(words) { (description) }
            @for ((number, mark), point) in seats.iter().zip(places) {
                (place(*mark, at(point), PLACE, number))
            }
        }
    };
    drawing.into_string()
}

fn place(mark: Mark, (x, y): (i64, i64), radius: i64, number: &str) -> Markup {
    let (class, is_striped, is_dotted) = match mark {
        Mark::Elected => ("seat seat-elected", false, false),
        Mark::Countback => ("seat seat-elected", true, false),
        Mark::Founder => ("seat seat-founder", false, true),
        Mark::Vacant => ("seat seat-vacant", false, false),
    };
    html! {
        circle class=(class) cx=(x) cy=(y) r=(radius) {}
        @if is_striped {
            circle class="seat-striped" cx=(x) cy=(y) r=(radius) {}
        }
        @if is_dotted {
            circle class="seat-dot" cx=(x) cy=(y.saturating_sub(radius).saturating_add(6)) r="3" {}
        }
        @if !number.is_empty() {
            text class="seat-number" x=(x) y=(y.saturating_add(6)) text-anchor="middle" { (number) }
        }
    }
}

/// So many places around the middle, from the left to the right, each as far to the right and as far above. As few rows as there
/// is room in; each has its share of the places.
fn half_circle(seats: usize) -> Vec<(i64, i64)> {
    let seats = i64::try_from(seats).unwrap_or(0);
    // A small body sits in one row, however wide.
    let wide = seats.min(ONE_ROW).saturating_sub(1).saturating_mul(STEP).saturating_mul(7) / 22;
    let mut rows = vec![if seats <= ONE_ROW { INNER.max(wide.saturating_add(1)) } else { INNER }];
    while room(&rows) < seats {
        rows.push(INNER.saturating_add(i64::try_from(rows.len()).unwrap_or(0).saturating_mul(STEP)));
    }
    let all = room(&rows);
    let (mut places, mut before, mut done) = (Vec::new(), 0_i64, 0_i64);
    for radius in rows {
        before = before.saturating_add(room_of(radius));
        // Rounded so that the shares of all rows together are the seats.
        let until = before.saturating_mul(seats).checked_div(all).unwrap_or(0);
        let count = until.saturating_sub(done);
        done = until;
        places.extend((0..count).map(|number| (angle(number, count), radius)));
    }
    // From the left, where half a turn is, to the right; on one line from the inside.
    places.sort_by_key(|(angle, radius)| (HALF.saturating_sub(*angle), *radius));
    let scaled = |sine: i64, radius: i64| sine.saturating_mul(radius).checked_div(ONE).unwrap_or(0);
    places
        .into_iter()
        .map(|(angle, radius)| (scaled(cosine(angle), radius), scaled(sine(angle), radius)))
        .collect()
}

/// How many places fit into rows with these radii.
fn room(rows: &[i64]) -> i64 {
    rows.iter().map(|radius| room_of(*radius)).sum()
}

/// The length of the half circle is 22/7 of its radius, nearly.
fn room_of(radius: i64) -> i64 {
    radius.saturating_mul(22).checked_div(STEP.saturating_mul(7)).unwrap_or(0).saturating_add(1)
}

/// Where a place of a row is; few do not sit at the far ends.
fn angle(number: i64, count: i64) -> i64 {
    if count <= FEW {
        let half = number.saturating_mul(2).saturating_add(1);
        return HALF.saturating_mul(half).checked_div(count.saturating_mul(2)).unwrap_or(0);
    }
    HALF.saturating_mul(number).checked_div(count.saturating_sub(1)).unwrap_or(HALF / 2)
}

/// The sine of an angle up to half a turn, by Bhaskara's fraction, which is right to two parts in a thousand.
fn sine(angle: i64) -> i64 {
    let product = angle.saturating_mul(HALF.saturating_sub(angle));
    let whole = HALF.saturating_mul(HALF).saturating_mul(5) / 4;
    product.saturating_mul(4).saturating_mul(ONE).checked_div(whole.saturating_sub(product)).unwrap_or(0)
}

fn cosine(angle: i64) -> i64 {
    let quarter = HALF / 2;
    if angle <= quarter {
        sine(angle.saturating_add(quarter))
    } else {
        sine(angle.saturating_sub(quarter)).saturating_neg()
    }
}

/// What the drawing shows, in words.
fn described(story: &Story<'_>, body: u16, seats: &[(String, Mark)]) -> String {
    let count = |mark: Mark| seats.iter().filter(|(_, other)| *other == mark).count();
    let args = [
        ("body", u32::from(body).into()),
        ("seats", seats.len().into()),
        ("elected", count(Mark::Elected).into()),
        ("countback", count(Mark::Countback).into()),
        ("founders", count(Mark::Founder).into()),
        ("vacant", count(Mark::Vacant).into()),
    ];
    story.say("audit-drawing-described", &args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sine_is_nearly_one() {
        for (angle, expected) in [(0, 0), (3_000, 5_000), (9_000, 10_000), (15_000, 5_000), (18_000, 0)] {
            assert!((sine(angle) - expected).abs() <= 20, "{angle}: {}", sine(angle));
        }
        assert_eq!((cosine(0), cosine(9_000), cosine(18_000)), (10_000, 0, -10_000));
    }

    #[test]
    fn places_are_in_order_and_apart() {
        assert_eq!(half_circle(0), []);
        assert_eq!(half_circle(1), [(0, INNER)]);
        for seats in 1..=400 {
            let places = half_circle(seats);
            assert_eq!(places.len(), seats);
            for (number, (x, y)) in places.iter().enumerate() {
                assert!(*y >= 0, "{seats}");
                let near = places
                    .iter()
                    .skip(number + 1)
                    .any(|(other, above)| (x - other).pow(2) + (y - above).pow(2) < (2 * PLACE).pow(2));
                assert!(!near, "{seats}: {number}");
            }
            assert!(places.first().map(|place| place.0) <= places.last().map(|place| place.0));
        }
    }
}
