//! What a command says: data on the standard output, talk and progress on the standard error.

use std::fmt::Display;
use std::io::{self, Write as _};
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

/// Says something to a person. That nobody listens is no failure.
pub fn say(text: impl Display) {
    drop(writeln!(io::stderr(), "{text}"));
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
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
