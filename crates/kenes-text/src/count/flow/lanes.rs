//! The flow of votes from stage to stage: a column for each stage, a lane for each candidate and one for nobody.
//!
//! In its lane a candidate has a bar for each stage, as high as the votes. Bands lead from the top of the bar that loses
//! votes to the top of the bar that gains them; what stays is a pale band. A dashed line across a lane is the quota.

use std::collections::BTreeMap;

use kenes_count::{Action, Candidate, Decimal, Destination, Stage};
use maud::{Markup, html};

use super::super::{facts, story::Story};
use super::{Canvas, colour, is_elected_by, label, px, scaled, short_name};
use crate::words::shown;

const NAMES: u64 = 1_900;
const FATES: u64 = 1_900;
/// From one stage to the next.
const STEP: u64 = 1_050;
const BAR: u64 = 200;
const TOP: u64 = 500;
/// All bars together, each at its highest.
const BARS: u64 = 7_000;
const LEAST_LANE: u64 = 140;
/// Room for the votes above a bar.
const TEXT: u64 = 150;
/// How high these stand above it.
const ABOVE: u64 = 30;
/// How high their digits are.
const LETTERS: u64 = 110;
const GAP: u64 = 90;
const LEGEND: u64 = 300;
/// The thinnest band.
const THIN: u64 = 5;

/// The lane of a candidate, or that of nobody.
type Lane = Option<Candidate>;
/// Lanes in ballot-paper order; that of nobody comes last.
type Key = (bool, Lane);

pub(super) fn draw(story: &Story<'_>) -> Canvas {
    let lanes = Lanes::new(story);
    let columns = u64::try_from(story.transcript.stages.len()).unwrap_or(u64::MAX);
    let right = NAMES.saturating_add(STEP.saturating_mul(columns));
    let content = html! {
        @for (column, stage) in (0_u64..).zip(&story.transcript.stages) { (head(story, column, stage)) }
        @for lane in lanes.bottoms.keys() { (lanes.ground(*lane, right)) }
        @for index in 1..story.transcript.stages.len() { (lanes.bands(index)) }
        @for lane in lanes.bottoms.keys() { (lanes.bars(*lane)) }
        @for lane in lanes.bottoms.keys() { (lanes.names(*lane, right)) }
        text class="flow-note" x=(px(NAMES)) y=(px(lanes.bottom.saturating_add(200))) {
            (story.say("count-label-legend-elected", &[]))
            @if story.transcript.quota.is_some() { " " (story.say("count-label-legend-quota", &[])) }
            " " (story.say("count-label-legend-excluded", &[]))
        }
    };
    Canvas { width: right.saturating_add(FATES), height: lanes.bottom.saturating_add(LEGEND), content }
}

/// Where a column begins.
fn column_at(column: usize) -> u64 {
    NAMES.saturating_add(STEP.saturating_mul(u64::try_from(column).unwrap_or(u64::MAX)))
}

fn head(story: &Story<'_>, column: u64, stage: &Stage) -> Markup {
    let x = px(NAMES.saturating_add(STEP.saturating_mul(column)));
    let id = match stage.action {
        Action::FirstPreferences => "count-short-first-preferences",
        Action::Surplus(_) => "count-short-surplus",
        Action::Exclude(_) | Action::ExcludeTogether(_) => "count-short-exclude",
        Action::SecondRound(_) => "count-short-second-round",
        Action::HeldPapers(_) => "count-short-held-papers",
        Action::Reweigh | Action::Compare | Action::Grade | Action::Score => "count-short-other",
        _ => "count-short-other",
    };
    html! {
        text class="flow-head" x=(x) y="16" { (stage.number) }
        text class="flow-note" x=(x) y="32" { (story.say(id, &[])) }
    }
}

/// The lanes: how high each votes is, and where the lanes end.
struct Lanes<'a> {
    story: &'a Story<'a>,
    places: u32,
    /// The votes that have the height [`BARS`].
    all: u128,
    bottoms: BTreeMap<Key, u64>,
    bottom: u64,
}

impl<'a> Lanes<'a> {
    fn new(story: &'a Story<'a>) -> Self {
        let places = facts::places(story.transcript);
        let mut lanes = Self { story, places, all: 0, bottoms: BTreeMap::new(), bottom: TOP };
        let keys: Vec<Key> =
            story.transcript.candidates.iter().map(|who| (false, Some(who))).chain([(true, None)]).collect();
        let most: Vec<u128> = keys.iter().map(|(_, lane)| lanes.most(*lane)).collect();
        lanes.all = most.iter().fold(0, |sum: u128, most| sum.saturating_add(*most));
        for (key, most) in keys.into_iter().zip(most) {
            let height = lanes.height(most).max(LEAST_LANE);
            let bottom = lanes.bottom.saturating_add(TEXT).saturating_add(height);
            lanes.bottoms.insert(key, bottom);
            lanes.bottom = bottom.saturating_add(GAP);
        }
        lanes
    }

    fn votes(&self, lane: Lane, stage: &Stage) -> Decimal {
        lane.map_or(stage.non_transferable, |candidate| facts::votes(stage, candidate))
    }

    fn units(&self, lane: Lane, stage: &Stage) -> u128 {
        facts::units(self.votes(lane, stage), self.places)
    }

    /// The most votes of a lane at any stage.
    fn most(&self, lane: Lane) -> u128 {
        self.story.transcript.stages.iter().map(|stage| self.units(lane, stage)).max().unwrap_or(0)
    }

    fn height(&self, units: u128) -> u64 {
        scaled(units, self.all, BARS)
    }

    fn bottom_of(&self, lane: Lane) -> u64 {
        self.bottoms.get(&(lane.is_none(), lane)).copied().unwrap_or(0)
    }

    /// The line on which the bars stand, and the quota where it is reached.
    fn ground(&self, (_, lane): Key, right: u64) -> Markup {
        let bottom = self.bottom_of(lane);
        html! {
            path class="flow-base" d=(format!("M{} {} H{}", px(NAMES), px(bottom), px(right))) {}
            @if let Some(y) = self.quota_line(lane) {
                path class="flow-quota" d=(format!("M{} {} H{}", px(NAMES.saturating_sub(60)), px(y), px(right))) {}
            }
        }
    }

    /// How high the quota is in a lane where it is reached.
    fn quota_line(&self, lane: Lane) -> Option<u64> {
        let quota = self.story.transcript.quota.map(|quota| facts::units(quota, self.places));
        let reached = quota.filter(|quota| lane.is_some() && self.most(lane) >= *quota);
        reached.map(|quota| self.bottom_of(lane).saturating_sub(self.height(quota)))
    }

    fn bars(&self, (_, lane): Key) -> Markup {
        let stages = &self.story.transcript.stages;
        html! {
            g {
                @for (index, stage) in stages.iter().enumerate() {
                    @if !self.votes(lane, stage).is_zero() { (self.bar(lane, stage, column_at(index))) }
                    @if index == 0 || stages.get(index.saturating_sub(1)).is_none_or(|before| self.units(lane, before) != self.units(lane, stage)) {
                        (self.number(lane, stage, column_at(index)))
                    }
                    @if lane.is_some_and(|candidate| stage.action == Action::Exclude(candidate)) {
                        (cross(column_at(index), self.bottom_of(lane)))
                    }
                }
            }
        }
    }

    fn bar(&self, lane: Lane, stage: &Stage, x: u64) -> Markup {
        let height = self.height(self.units(lane, stage)).max(THIN);
        let y = self.bottom_of(lane).saturating_sub(height);
        let class = lane.map_or_else(|| "flow-nobody".to_owned(), |who| format!("flow-bar {}", colour(who)));
        let elected = lane.is_some_and(|candidate| is_elected_by(self.story, candidate, stage.number));
        html! {
            rect class=(class) x=(px(x)) y=(px(y)) width=(px(BAR)) height=(px(height)) {}
            @if elected { rect class="flow-elected" x=(px(x)) y=(px(y)) width=(px(BAR)) height=(px(height)) {} }
        }
    }

    /// The votes above a bar, and above the line of the quota where that would strike them through; none for those who
    /// never had any.
    fn number(&self, lane: Lane, stage: &Stage, x: u64) -> Markup {
        let units = self.units(lane, stage);
        let y = self.bottom_of(lane).saturating_sub(self.height(units)).saturating_sub(ABOVE);
        let digits = y.saturating_sub(LETTERS)..y.saturating_add(ABOVE);
        let struck = self.quota_line(lane).filter(|quota| digits.contains(quota));
        let y = struck.map_or(y, |quota| quota.saturating_sub(ABOVE));
        let text = crate::words::decimal(self.votes(lane, stage));
        html! { @if units > 0 { text class="flow-votes" x=(px(x)) y=(px(y)) { (text) } } }
    }

    fn names(&self, (_, lane): Key, right: u64) -> Markup {
        let y = self.bottom_of(lane).saturating_sub(30);
        let Some(candidate) = lane else {
            let text = self.story.say("count-label-non-transferable", &[]);
            return label(0, y, "flow-name", &text, &text);
        };
        let full = shown(self.story.transcript.candidates.name(candidate));
        let fate = self.story.fate(candidate);
        html! {
            (label(0, y, "flow-name", &short_name(self.story, candidate), &full))
            text class="flow-note" x=(px(right)) y=(px(y)) { (fate) }
        }
    }

    /// What passes from the stage before to this one.
    fn bands(&self, index: usize) -> Markup {
        let stages = &self.story.transcript.stages;
        let (Some(before), Some(now)) = (stages.get(index.saturating_sub(1)), stages.get(index)) else {
            return html! {};
        };
        let span = (column_at(index.saturating_sub(1)).saturating_add(BAR), column_at(index));
        let top = |lane, stage| self.bottom_of(lane).saturating_sub(self.height(self.units(lane, stage)));
        let mut leaves: BTreeMap<Lane, u64> = BTreeMap::new();
        let mut arrives: BTreeMap<Lane, u64> = BTreeMap::new();
        let mut moved = Vec::new();
        for ((from, (_, to)), units) in self.moves(now) {
            let height = self.height(units);
            let leave = leaves.entry(Some(from)).or_insert_with(|| top(Some(from), before));
            let arrive = arrives.entry(to).or_insert_with(|| top(to, now));
            moved.push((from, band(span, *leave, *arrive, height.max(THIN))));
            *leave = leave.saturating_add(height);
            *arrive = arrive.saturating_add(height);
        }
        html! {
            @for (_, lane) in self.bottoms.keys() {
                (self.stay(*lane, span, self.units(*lane, before).min(self.units(*lane, now))))
            }
            @for (from, path) in moved { path class=(format!("flow-move {}", colour(from))) d=(path) {} }
        }
    }

    /// The votes that pass from one to another at a stage.
    fn moves(&self, stage: &Stage) -> BTreeMap<(Candidate, Key), u128> {
        let mut moves: BTreeMap<(Candidate, Key), u128> = BTreeMap::new();
        for transfer in stage.transfers.iter().filter(|transfer| !transfer.votes.is_zero()) {
            let to = match transfer.to {
                Destination::Candidate(candidate) => Some(candidate),
                Destination::NonTransferable | Destination::Lost => None,
            };
            let units = moves.entry((transfer.from, (to.is_none(), to))).or_default();
            *units = units.saturating_add(facts::units(transfer.votes, self.places));
        }
        moves
    }

    fn stay(&self, lane: Lane, span: (u64, u64), units: u128) -> Markup {
        let height = self.height(units);
        let top = self.bottom_of(lane).saturating_sub(height);
        let class = format!("flow-stay {}", lane.map_or_else(|| "flow-cn".to_owned(), colour));
        html! { @if height > 0 { path class=(class) d=(band(span, top, top, height)) {} } }
    }
}

/// The outline of a band between two columns.
fn band((from, to): (u64, u64), leave: u64, arrive: u64, height: u64) -> String {
    let (x0, x1) = (px(from), px(to));
    let middle = px(from.saturating_add(to).checked_div(2).unwrap_or(0));
    let (y0, y1) = (px(leave), px(arrive));
    let (z0, z1) = (px(leave.saturating_add(height)), px(arrive.saturating_add(height)));
    format!(
        "M{x0} {y0} C{middle} {y0} {middle} {y1} {x1} {y1} V{z1} C{middle} {z1} {middle} {z0} {x0} {z0} Z"
    )
}

/// Two strokes that cross out.
fn cross(x: u64, bottom: u64) -> Markup {
    let (left, right) = (px(x), px(x.saturating_add(140)));
    let (high, low) = (px(bottom.saturating_sub(150)), px(bottom.saturating_sub(10)));
    html! { path class="flow-cross" d=(format!("M{left} {high} L{right} {low} M{left} {low} L{right} {high}")) {} }
}
