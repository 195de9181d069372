//! One bar for each candidate: the votes at the end of the last stage.

use kenes_count::{Candidate, Stage};
use maud::{Markup, html};

use super::super::{facts, story::Story};
use super::{Canvas, colour, is_elected_by, label, px, scaled, short_name};
use crate::words::shown;

const NAMES: u64 = 1_900;
const LENGTH: u64 = 3_600;
const NOTES: u64 = 2_700;
const ROW: u64 = 300;
const BAR: u64 = 180;
const TOP: u64 = 100;
const LEGEND: u64 = 300;

pub(super) fn draw(story: &Story<'_>, notice: Option<String>) -> Canvas {
    let transcript = story.transcript;
    let rows = u64::try_from(transcript.candidates.len()).unwrap_or(u64::MAX);
    let bottom = TOP.saturating_add(ROW.saturating_mul(rows));
    let places = facts::places(transcript);
    let units = |candidate, stage: &Stage| facts::units(facts::votes(stage, candidate), places);
    let stage = transcript.stages.last();
    let quota =
        stage.and_then(|stage| stage.quota).or(transcript.quota).map(|quota| facts::units(quota, places));
    let votes = transcript.candidates.iter().map(|who| stage.map_or(0, |stage| units(who, stage)));
    let most = votes.chain(quota).max().unwrap_or(0);
    let content = html! {
        @if let Some(stage) = stage {
            @for (row, candidate) in (0_u64..).zip(transcript.candidates.iter()) {
                (bar(story, stage, candidate, scaled(units(candidate, stage), most, LENGTH), row))
            }
        }
        @if let (Some(quota), Some(stage)) = (quota, stage) {
            path class="flow-quota" d=(quota_line(story, scaled(quota, most, LENGTH), &|who| scaled(units(who, stage), most, LENGTH))) {}
        }
        text class="flow-note" x=(px(NAMES)) y=(px(bottom.saturating_add(200))) {
            (story.say("count-label-legend-elected", &[]))
            @if quota.is_some() { " " (story.say("count-label-legend-quota", &[])) }
        }
        @if let Some(notice) = &notice {
            text class="flow-note" x=(px(NAMES)) y=(px(bottom.saturating_add(400))) { (notice) }
        }
    };
    let legend = if notice.is_some() { LEGEND.saturating_add(200) } else { LEGEND };
    Canvas {
        width: NAMES.saturating_add(LENGTH).saturating_add(NOTES),
        height: bottom.saturating_add(legend),
        content,
    }
}

/// The line of the quota: from top to bottom, but not through the words behind a bar that does not reach it.
fn quota_line(story: &Story<'_>, quota: u64, length: &dyn Fn(Candidate) -> u64) -> String {
    let x = px(NAMES.saturating_add(quota));
    let line = |(row, candidate): (u64, Candidate)| {
        let top = TOP.saturating_add(ROW.saturating_mul(row));
        let behind_words = length(candidate) < quota;
        let from = if behind_words { top.saturating_add(BAR) } else { top };
        format!("M{x} {} V{}", px(from), px(top.saturating_add(ROW)))
    };
    (0_u64..).zip(story.transcript.candidates.iter()).map(line).collect::<Vec<_>>().join(" ")
}

fn bar(story: &Story<'_>, stage: &Stage, candidate: Candidate, length: u64, row: u64) -> Markup {
    let y = TOP.saturating_add(ROW.saturating_mul(row));
    let text = y.saturating_add(140);
    let full = shown(story.transcript.candidates.name(candidate));
    let after = NAMES.saturating_add(length).saturating_add(60);
    let class = format!("flow-bar {}", colour(candidate));
    html! {
        g {
            (label(0, text, "flow-name", &short_name(story, candidate), &full))
            @if length > 0 {
                rect class=(class) x=(px(NAMES)) y=(px(y)) width=(px(length)) height=(px(BAR)) {}
            }
            @if length > 0 && is_elected_by(story, candidate, stage.number) {
                rect class="flow-elected" x=(px(NAMES)) y=(px(y)) width=(px(length)) height=(px(BAR)) {}
            }
            text class="flow-votes" x=(px(after)) y=(px(text)) {
                (crate::words::decimal(facts::votes(stage, candidate))) " · " (story.fate(candidate))
            }
        }
    }
}
