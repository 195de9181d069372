//! A report for a terminal: the verdict first, then what it rests on.

use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};
use kenes_verify::{Outcome, Report};

use super::story::{SeatRow, Story};
use crate::lines::{STYLE, columns, lines_of, wrapped};
use crate::words::{Words, number, shown};

/// The least width: there the table of seats fits.
const LEAST: usize = 60;
/// How many failures of a check are shown unless all are asked for.
const FAILURES: usize = 10;
/// How many seats.
const SEATS: usize = 60;
/// How many elections.
const ELECTIONS: usize = 10;

/// The report as plain text: the verdict, what is wrong and what to do about it, every check, the seats, the elections, what to
/// look at, whom one must trust, and acts without effect by the reason. Sentences have at most `width` columns of a terminal, or
/// 60 where that is less; digests, paths and the messages of failures stay on one line. Long lists are cut short unless
/// `is_verbose`.
pub fn table(report: &Report, words: &Words, width: usize, is_verbose: bool) -> String {
    let shown = Shown { story: Story::new(report, *words), width: width.max(LEAST), is_verbose };
    let mut parts = vec![shown.verdict()];
    parts.extend(shown.failures());
    parts.push(shown.checks());
    parts.push(shown.seats());
    parts.push(shown.elections());
    parts.push(shown.list("audit-label-alarms", shown.story.alarms()));
    parts.push(shown.list("audit-label-trust", shown.story.trust()));
    parts.extend(shown.no_effect());
    parts.join("\n")
}

struct Shown<'a> {
    story: Story<'a>,
    width: usize,
    is_verbose: bool,
}

impl Shown<'_> {
    fn say(&self, id: &str) -> String {
        self.story.say(id, &[])
    }

    /// How many of a list are shown.
    fn limit(&self, limit: usize) -> usize {
        if self.is_verbose { usize::MAX } else { limit }
    }

    /// How many more there are than are shown.
    fn more(&self, all: u64, shown: usize) -> Option<String> {
        let more = all.saturating_sub(u64::try_from(shown).unwrap_or(u64::MAX));
        let id = if self.is_verbose { "audit-more-counted" } else { "audit-more" };
        (more > 0).then(|| format!("  {}", self.story.say(id, &[("more", more.into())])))
    }

    fn verdict(&self) -> String {
        let mut lines = wrapped("", &self.story.verdict(), self.width);
        lines.extend(self.story.meaning().iter().flat_map(|line| wrapped("", line, self.width)));
        lines.push(String::new());
        let mut facts = self.story.facts();
        if self.is_verbose {
            facts.extend(self.story.details());
        }
        lines.extend(labelled(&facts, self.width));
        lines_of(lines)
    }

    fn failures(&self) -> Option<String> {
        let failed = self.story.failed();
        if failed.is_empty() {
            return None;
        }
        let mut lines = vec![self.say("audit-label-failures")];
        for check in failed {
            let states = format!("{}: {}", check.check.name(), self.story.states(check.check));
            lines.extend(wrapped("  ", &states, self.width));
            let limit = self.limit(FAILURES);
            for failure in check.failures.iter().take(limit) {
                let place = self.story.place(failure);
                let place = if place.is_empty() { place } else { format!("{place}: ") };
                lines.push(format!("    {place}{}", shown(&failure.message)));
            }
            let all = u64::try_from(check.failures.len()).unwrap_or(u64::MAX);
            lines.extend(self.more(all, limit.min(check.failures.len())));
            lines.extend(wrapped("    ", &self.story.remedy(check.check), self.width));
        }
        let kept = self.story.report.failures.len();
        if self.is_verbose {
            lines.extend(self.more(self.story.report.failure_count, kept));
        }
        Some(lines_of(lines))
    }

    fn checks(&self) -> String {
        let mut table = Table::new();
        table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(self.width).unwrap_or(u16::MAX));
        for (check, outcome) in &self.story.report.checks {
            table.add_row([
                format!("  {}", self.story.outcome(*outcome)),
                check.name().to_owned(),
                self.story.states(*check),
            ]);
        }
        if let Some(column) = table.column_mut(0) {
            column.set_padding((0, 1));
        }
        let mut lines = vec![self.say("audit-label-checks")];
        lines.extend(table.lines().map(|line| line.trim_end().to_owned()));
        let is_open = |(_, outcome): &(_, Outcome)| *outcome == Outcome::NotReached;
        if self.story.report.checks.iter().any(is_open) {
            lines.extend(wrapped("  ", &self.say("audit-outcome-means"), self.width));
        }
        lines_of(lines)
    }

    fn seats(&self) -> String {
        let seats = self.story.seats();
        let mut lines = vec![self.say("audit-label-seats")];
        if seats.is_empty() {
            lines.extend(wrapped("  ", &self.say("audit-unknown"), self.width));
            return lines_of(lines);
        }
        let mut table = Table::new();
        table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(self.width).unwrap_or(u16::MAX));
        let heads = [
            "audit-label-seat",
            "audit-label-member",
            "audit-label-since",
            "audit-label-until",
            "audit-label-how",
        ];
        let heads = heads.map(|id| self.say(id));
        table.set_header(heads);
        let limit = self.limit(SEATS);
        seats.iter().take(limit).for_each(|row| {
            table.add_row(cells(row));
        });
        lines.extend(table.trim_fmt().lines().map(str::to_owned));
        let all = u64::try_from(seats.len()).unwrap_or(u64::MAX);
        lines.extend(self.more(all, limit.min(seats.len())));
        lines.extend(self.story.meanings().iter().flat_map(|line| wrapped("  ", line, self.width)));
        lines_of(lines)
    }

    fn elections(&self) -> String {
        let elections = self.story.elections();
        let mut lines = vec![self.say("audit-label-elections")];
        if elections.is_empty() {
            lines.extend(wrapped("  ", &self.story.nothing("audit-elections-none"), self.width));
        }
        let limit = self.limit(ELECTIONS);
        // The newest say most.
        let skipped = elections.len().saturating_sub(limit);
        for election in elections.iter().skip(skipped) {
            lines.extend(wrapped("  ", &election.told, self.width));
            lines.extend(election.archives.iter().flat_map(|line| wrapped("    ", line, self.width)));
        }
        let all = u64::try_from(elections.len()).unwrap_or(u64::MAX);
        lines.extend(self.more(all, elections.len().saturating_sub(skipped)));
        lines_of(lines)
    }

    fn list(&self, title: &str, items: Vec<String>) -> String {
        let mut lines = vec![self.say(title)];
        if title == "audit-label-alarms" {
            lines.extend(self.story.at().iter().flat_map(|at| wrapped("  ", at, self.width)));
        }
        if items.is_empty() {
            lines.push(format!("  {}", self.story.nothing("audit-nothing")));
        }
        lines.extend(items.iter().flat_map(|item| wrapped("  – ", item, self.width)));
        lines_of(lines)
    }

    fn no_effect(&self) -> Option<String> {
        let reasons = self.story.no_effect();
        if reasons.is_empty() {
            return None;
        }
        let mut lines = vec![self.say("audit-label-no-effect")];
        lines.extend(wrapped("  ", &self.say("audit-no-effect-means"), self.width));
        for (count, code, reason) in reasons {
            lines.extend(wrapped(&format!("  {:>8}  {code}  ", number(count)), &reason, self.width));
        }
        if self.is_verbose {
            lines.extend(self.story.report.no_effect.iter().map(|act| {
                let place = self.story.say("audit-entry", &[("leaf", act.leaf.into())]);
                format!("    {place}: {}, {}", act.act_type.name(), act.refusal.code())
            }));
            let all = self
                .story
                .report
                .no_effect_counts
                .values()
                .fold(0, |sum: u64, count| sum.saturating_add(*count));
            lines.extend(self.more(all, self.story.report.no_effect.len()));
        }
        Some(lines_of(lines))
    }
}

fn cells(row: &SeatRow) -> [String; 5] {
    let SeatRow { seat, holder, how, mark: _ } = row;
    match holder {
        None => [seat.clone(), String::new(), String::new(), String::new(), how.clone()],
        Some(holder) => {
            let member = format!("{}\n{}", holder.member, holder.key);
            [seat.clone(), member, holder.since.clone(), holder.until.clone(), how.clone()]
        }
    }
}

/// Labels in a column, values in another. Digests and names stay on one line.
fn labelled(facts: &[(String, String)], width: usize) -> Vec<String> {
    let widest = facts.iter().map(|(label, _)| columns(label)).max().unwrap_or(0);
    let lines = facts.iter().flat_map(|(label, value)| {
        let room = " ".repeat(widest.saturating_sub(columns(label)).saturating_add(2));
        let label = format!("{label}{room}");
        if value.contains(' ') { wrapped(&label, value, width) } else { vec![format!("{label}{value}")] }
    });
    lines.collect()
}
