//! What a command says: data on the standard output, talk and progress on the standard error.

use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

use crate::error::{CliError, Result};

/// How a command writes its data.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// As JSON, for programs.
    pub json: bool,
}

impl Output {
    /// Writes the data of a command: one JSON document on one line, or the text.
    pub fn data(self, json: &Value, text: impl Display) -> Result<()> {
        if self.json { raw(json) } else { raw(text) }
    }
}

/// How wide a text on the standard output may be: as wide as the terminal, from 60 to 160 columns; 80 where there is none.
pub fn width() -> usize {
    let columns = console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
    width_of(columns.filter(|_| io::stdout().is_terminal()))
}

fn width_of(columns: Option<usize>) -> usize {
    columns.map_or(80, |columns| columns.clamp(60, 160))
}

/// Writes a text and a line's end to the standard output.
pub fn raw(text: impl Display) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(|source| CliError::Output { source })
}

/// Writes bytes to the standard output.
pub fn raw_bytes(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|source| CliError::Output { source })
}

/// Says something to a person. That nobody listens is no failure. Names and questions come from files, so what would steer
/// the terminal is left out.
pub fn say(text: impl Display) {
    drop(writeln!(io::stderr(), "{}", harmless(&text.to_string())));
}

/// The text line by line, without what steers a terminal or the direction of writing.
fn harmless(text: &str) -> String {
    text.split('\n').map(kenes_text::shown).collect::<Vec<_>>().join("\n")
}

/// A progress bar on the standard error; silent when that is no terminal.
#[derive(Debug)]
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar for so many things, `unit` being their name.
    pub fn new(doing: &'static str, unit: &'static str, length: u64) -> Self {
        let bar = ProgressBar::new(length);
        let count =
            if unit == "bytes" { "{bytes}/{total_bytes}" } else { "{human_pos}/{human_len} {prefix}" };
        let rate = if unit == "bytes" { "{bytes_per_sec}" } else { "{per_sec}" };
        let template = format!("{{msg}} {{wide_bar}} {{percent}}% {count}, {rate}, {{eta}} left");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        bar.set_message(doing);
        bar.set_prefix(unit);
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// So many are done.
    pub fn at(&self, done: u64) {
        self.0.set_position(done);
    }

    /// So many of so many are done, where it turns out on the way how many there are.
    pub fn of(&self, done: u64, all: u64) {
        self.0.set_length(all);
        self.0.set_position(done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_as_wide_as_the_terminal() {
        let widths = [None, Some(0), Some(79), Some(132), Some(500)].map(width_of);
        assert_eq!(widths, [80, 60, 79, 132, 160]);
    }

    #[test]
    fn what_is_said_does_not_steer() {
        assert_eq!(harmless("a \u{202e}b\u{1b}[2J\n  c – ķ"), "a b\u{fffd}[2J\n  c – ķ");
    }
}
