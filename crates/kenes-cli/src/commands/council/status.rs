//! `kenes council status`.

use std::fmt::Write as _;

use kenes_core::{Clock, Council, Time};
use serde_json::{Value, json};

use super::desk::{Desk, Place};
use super::next::{Step, steps};
use crate::error::Result;
use crate::output::Output;

/// Says how the council stands, and what comes next: who does it, by which command, until when
///
/// With --json: name, origin, size, now, clock, members, enrolled, seats_held, seats, elections, state_hash, seats_hash, next
/// (of, who, what, command, from, until).
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Tells.
    pub fn run(self, output: Output) -> Result<()> {
        self.place.work(|desk| {
            let next = steps(desk)?;
            let mut text = summary(desk)?;
            let _ = writeln!(text, "next");
            for step in &next {
                let _ = writeln!(text, "  {}", line(step));
                if let Some(command) = &step.command {
                    let _ = writeln!(text, "    {command}");
                }
            }
            if next.is_empty() {
                let _ = writeln!(text, "  nothing is due");
            }
            output.data(&to_json(desk, &next)?, text.trim_end())
        })
    }
}

fn summary(desk: &Desk) -> Result<String> {
    let council = desk.council();
    let mut text = String::new();
    let _ = writeln!(text, "council  {}", desk.text("name")?.unwrap_or_default());
    let _ = writeln!(text, "record   {}, {} acts", desk.host().origin(), desk.host().size());
    let now =
        council.now().map_or_else(|| "no tick yet".to_owned(), |now| kenes_text::time::utc(now.seconds()));
    let _ = writeln!(text, "time     {now}, by {}", clock(council.clock()));
    let _ = writeln!(text, "members  {} with a key, {} enrolled", with_key(council), council.roll());
    let held = council.seats().filter(|(_, seat)| seat.holder.is_some()).count();
    let _ = writeln!(text, "seats    {held} of {} held", council.seats().count());
    Ok(text)
}

fn line(step: &Step) -> String {
    let minute = |time: Time| kenes_text::time::minute(time.seconds());
    let mut line = format!("{}: {}: {}", step.of, step.who, step.what);
    if let Some(from) = step.from {
        let _ = write!(line, ", from {}", minute(from));
    }
    if let Some(until) = step.until {
        let _ = write!(line, ", until {}", minute(until));
    }
    line
}

fn to_json(desk: &Desk, next: &[Step]) -> Result<Value> {
    let council = desk.council();
    let exact = |time: Time| kenes_text::time::rfc3339(time.seconds());
    let next: Vec<Value> = next
        .iter()
        .map(|Step { of, who, what, command, from, until }| {
            json!({ "of": of, "who": who, "what": what, "command": command, "from": from.map(exact), "until": until.map(exact) })
        })
        .collect();
    Ok(json!({
        "name": desk.text("name")?, "origin": desk.host().origin().to_string(), "size": desk.host().size(),
        "now": council.now().map(exact), "clock": clock(council.clock()),
        "members": with_key(council), "enrolled": council.roll(),
        "seats": council.seats().count(), "seats_held": council.seats().filter(|(_, seat)| seat.holder.is_some()).count(),
        "elections": council.elections().count(), "next": next,
        "state_hash": council.state_hash().to_hex(), "seats_hash": council.seats_hash().to_hex(),
    }))
}

fn with_key(council: &Council) -> usize {
    council.members().filter(|(_, member)| member.is_enrolled() && member.key.is_some()).count()
}

/// Whose word the time is.
fn clock(clock: Option<Clock>) -> String {
    match clock {
        Some(Clock::Witnesses(count)) => format!("{count} witnesses"),
        Some(Clock::Server | Clock::ServerAct) => "this server alone".into(),
        None => "nobody yet".into(),
    }
}
