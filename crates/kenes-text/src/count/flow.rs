//! A count as a drawing (SVG).
//!
//! Positions are whole tenths of a pixel, so that the same count gives the same drawing everywhere. Nothing is told by
//! colour alone: the elected are striped, the excluded crossed out, and everybody has a label. A drawing has a title and a
//! description for those who do not see it, and the page has its numbers in a table.

mod bars;
mod lanes;
mod seats;

use kenes_count::{Candidate, Transcript};
use maud::{Markup, PreEscaped, html};

use super::facts;
use super::story::Story;
use crate::words::{Words, shown};

const STYLE: &str = include_str!("../../templates/flow.css");
/// The most candidates and the most stages between which each transfer is drawn.
const MOST_DRAWN: usize = 60;
/// How many colours there are.
const COLOURS: usize = 8;
/// How much room names have, in letters of usual width.
const NAME_LETTERS: usize = 21;

/// The count as an SVG that stands alone: the flow of votes from stage to stage; where there is one stage only, a bar for
/// each candidate; where seats were distributed, a bar and a dot for each seat of every list.
pub fn flow(transcript: &Transcript, words: &Words) -> String {
    drawing(&Story::new(transcript, *words), true)
}

/// The same for a page, which has the styles already.
pub(super) fn inline(story: &Story<'_>) -> String {
    drawing(story, false)
}

fn drawing(story: &Story<'_>, stands_alone: bool) -> String {
    let transcript = story.transcript;
    let drawn = transcript.candidates.len() <= MOST_DRAWN && transcript.stages.len() <= MOST_DRAWN;
    let canvas = match &transcript.apportionment {
        Some(apportionment) => seats::draw(story, apportionment),
        None if !moves(transcript) => bars::draw(story, None),
        None if drawn => lanes::draw(story),
        None => bars::draw(story, Some(story.say("count-label-too-many-to-draw", &[]))),
    };
    frame(story, &canvas, stands_alone)
}

/// Whether votes move from one to another at any stage.
fn moves(transcript: &Transcript) -> bool {
    let few =
        |stage: &kenes_count::Stage| stage.keep.is_empty() && stage.action != kenes_count::Action::Score;
    transcript.stages.len() > 1 && transcript.stages.iter().all(few)
}

/// What is drawn, and how large it is.
struct Canvas {
    width: u64,
    height: u64,
    content: Markup,
}

fn frame(story: &Story<'_>, canvas: &Canvas, stands_alone: bool) -> String {
    let seats = story.transcript.apportionment.is_some();
    let title = story.say(if seats { "count-label-drawing-seats" } else { "count-label-drawing" }, &[]);
    let (width, height) = (px(canvas.width), px(canvas.height));
    let markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" class="flow" role="img" aria-labelledby="flow-title flow-desc"
            viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) {
            title id="flow-title" { (title) }
            desc id="flow-desc" { (description(story)) }
            @if stands_alone { style { (PreEscaped(STYLE)) } }
            defs {
                pattern id="flow-stripes" patternUnits="userSpaceOnUse" width="6" height="6" {
                    path class="flow-stripe" d="M-1 1 L1 -1 M0 6 L6 0 M5 7 L7 5" {}
                }
                pattern id="flow-dots" patternUnits="userSpaceOnUse" width="5" height="5" {
                    circle class="flow-speck" cx="2" cy="2" r="0.9" {}
                }
            }
            rect class="flow-ground" x="0" y="0" width=(width) height=(height) {}
            (canvas.content)
        }
    };
    markup.into_string()
}

/// The result in words: what the drawing shows.
fn description(story: &Story<'_>) -> String {
    let mut told = story.introduction();
    told.push(story.result_title());
    let name = |candidate| story.words.name(story.transcript.candidates.name(candidate));
    told.extend(story.result().into_iter().map(|line| format!("{}: {}.", name(line.candidate), line.why)));
    told.join(" ")
}

/// Tenths of a pixel as a number of pixels.
fn px(tenths: u64) -> String {
    let (whole, rest) = (tenths.checked_div(10).unwrap_or(0), tenths.checked_rem(10).unwrap_or(0));
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest}") }
}

/// `part` ÷ `all` × `length`, the fraction ignored.
fn scaled(part: u128, all: u128, length: u64) -> u64 {
    let scaled = part.saturating_mul(length.into()).checked_div(all).unwrap_or(0);
    u64::try_from(scaled).unwrap_or(length).min(length)
}

/// A name in the room that names have.
fn short_name(story: &Story<'_>, candidate: Candidate) -> String {
    let name = shown(story.transcript.candidates.name(candidate));
    let mut room = NAME_LETTERS;
    let mut short = String::new();
    for letter in name.chars() {
        // Hangul, Chinese characters and the like take twice the room.
        let needs = if letter >= '\u{1100}' { 2 } else { 1 };
        let Some(left) = room.checked_sub(needs) else {
            short.push('…');
            break;
        };
        room = left;
        short.push(letter);
    }
    story.words.name(&short)
}

/// The class that colours what belongs to a candidate.
fn colour(candidate: Candidate) -> String {
    format!("flow-c{}", candidate.index().checked_rem(COLOURS).unwrap_or(0))
}

/// Whether a candidate is elected by the end of a stage.
fn is_elected_by(story: &Story<'_>, candidate: Candidate, stage: u32) -> bool {
    facts::election(story.transcript, candidate).is_some_and(|(at, _)| at.number <= stage)
}

/// A label with a longer text behind it.
fn label(x: u64, y: u64, class: &str, text: &str, full: &str) -> Markup {
    html! {
        text class=(class) x=(px(x)) y=(px(y)) {
            (text)
            @if text != full { title { (full) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_pixels() {
        assert_eq!([px(0), px(7), px(120), px(1234)], ["0", "0.7", "12", "123.4"]);
    }

    #[test]
    fn lengths_never_exceed_the_room() {
        assert_eq!(scaled(1, 3, 100), 33);
        assert_eq!(scaled(1, 0, 100), 0);
        assert_eq!(scaled(7, 3, 100), 100);
        assert_eq!(scaled(u128::MAX, 1, 100), 100);
    }
}
