//! Telling the story: paragraphs on the standard output, progress on the standard error.

use std::fmt::Display;
use std::io::IsTerminal as _;
use std::time::Instant;

use crate::error::Result;
use crate::output::{self, Bar, say};

/// The longest line, in characters.
const WIDTH: usize = 100;

/// The longest bar of a chart, in characters.
const BAR: usize = 40;

/// Tells the story, or says nothing.
#[derive(Debug)]
pub struct Teller {
    quiet: bool,
    chapter: u32,
    start: Instant,
}

impl Teller {
    /// A teller; a quiet one tells nothing and shows bars only.
    pub fn new(quiet: bool) -> Self {
        Self { quiet, chapter: 0, start: Instant::now() }
    }

    /// Begins a chapter.
    pub fn chapter(&mut self, title: &str) -> Result<()> {
        self.chapter = self.chapter.saturating_add(1);
        self.line(format_args!("\n\n{}. {}", self.chapter, title.to_uppercase()))
    }

    /// Tells a paragraph.
    pub fn tell(&self, text: impl Display) -> Result<()> {
        self.line(format_args!("\n{}", wrapped(&text.to_string(), 0)))
    }

    /// Names a file or number, and what it is.
    pub fn item(&self, name: impl Display, what: &str) -> Result<()> {
        self.line(format_args!("    {:<48} {what}", name.to_string()))
    }

    /// Tells a paragraph that is set off.
    pub fn note(&self, text: impl Display) -> Result<()> {
        self.line(wrapped(&text.to_string(), 4))
    }

    /// Shows numbers with their names as bars.
    pub fn chart<'a>(&self, entries: impl IntoIterator<Item = (&'a str, u64)>) -> Result<()> {
        self.line(chart(&entries.into_iter().collect::<Vec<_>>()))
    }

    /// Writes a line as it is.
    pub fn line(&self, text: impl Display) -> Result<()> {
        if self.quiet { Ok(()) } else { output::raw(text) }
    }

    /// Says on the standard error what is being done now.
    pub fn step(&self, doing: impl Display) {
        if !self.quiet {
            let seconds = self.start.elapsed().as_secs();
            say(format_args!("  [{seconds:>3} s] {doing}"));
        }
    }

    /// A bar for what is being done now; where there is no terminal, a line.
    pub fn bar(&self, doing: &'static str, unit: &'static str, count: usize) -> Bar {
        if !std::io::stderr().is_terminal() {
            self.step(format_args!("{doing}: {count} {unit}"));
        }
        Bar::new(doing, unit, u64::try_from(count).unwrap_or(u64::MAX))
    }

    /// How many seconds the story has taken.
    pub fn seconds(&self) -> u64 {
        self.start.elapsed().as_secs()
    }
}

/// A text in lines of at most [`WIDTH`] characters, each indented.
pub fn wrapped(text: &str, indent: usize) -> String {
    let mut lines = String::new();
    let mut length = usize::MAX;
    for word in text.split_ascii_whitespace() {
        let size = word.chars().count();
        if length.saturating_add(size).saturating_add(1) > WIDTH {
            lines.push_str(if lines.is_empty() { "" } else { "\n" });
            lines.extend(std::iter::repeat_n(' ', indent));
            length = indent;
        } else {
            lines.push(' ');
            length = length.saturating_add(1);
        }
        lines.push_str(word);
        length = length.saturating_add(size);
    }
    lines
}

fn chart(entries: &[(&str, u64)]) -> String {
    let most = entries.iter().map(|(_, number)| *number).max().unwrap_or(0).max(1);
    let widest = entries.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let lines = entries.iter().map(|(name, number)| {
        let full = u64::try_from(BAR).unwrap_or(0);
        let length = number.saturating_mul(full).checked_div(most).unwrap_or(0);
        let bar: String = std::iter::repeat_n('█', usize::try_from(length).unwrap_or(0)).collect();
        format!("    {name:<widest$} {number:>6}  {bar}").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_short_and_keep_every_word() {
        let text = "word ".repeat(50);
        let lines = wrapped(&text, 4);
        assert!(lines.lines().count() == 3, "{lines}");
        assert!(lines.lines().all(|line| line.starts_with("    word") && line.len() <= WIDTH));
        assert_eq!(lines.split_whitespace().count(), 50);
        assert_eq!(wrapped("", 2), "");
    }

    #[test]
    fn bars_are_in_proportion() {
        let lines = chart(&[("A", 10), ("Be", 5), ("C", 0)]);
        let lines: Vec<_> = lines.lines().collect();
        assert_eq!(lines[0], format!("    A      10  {}", "█".repeat(40)));
        assert_eq!(lines[1], format!("    Be      5  {}", "█".repeat(20)));
        assert_eq!(lines[2], "    C       0");
        assert_eq!(chart(&[]), "");
    }
}
