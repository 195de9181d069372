//! Writing a count: as a table, for programs, as a page or a drawing.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use kenes_text::{Language, Words, count};

use super::Counted;
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::output::{self, Output, say};

/// How a count is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people, on a terminal
    Table,
    /// For programs
    Json,
    /// For spreadsheets: the votes of each at each stage
    Csv,
    /// One page that holds everything, for a browser and for paper
    Html,
    /// The drawing of that page: how votes flow between the stages
    Svg,
    /// Budgets: the file again, with the projects that are funded
    Pb,
}

/// How and where the count is written.
#[derive(Debug, clap::Args)]
pub struct Writing {
    /// What is written
    #[arg(long, global = true, value_enum)]
    pub format: Option<Format>,
    /// The language of table, page and sentences
    #[arg(long, global = true, value_name = "LANG", default_value = "en", value_parser = languages())]
    pub lang: Language,
    /// What the contest is called, on the page [default: what the file says, or else the rule]
    #[arg(long, global = true, value_name = "TEXT")]
    pub title: Option<String>,
    /// Write to a new file instead of the standard output
    #[arg(long, global = true, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// The languages there are, for an option.
pub fn languages() -> impl TypedValueParser<Value = Language> {
    let values =
        Language::ALL.iter().map(|language| PossibleValue::new(language.tag()).help(language.own_name()));
    PossibleValuesParser::new(values).try_map(|tag| tag.parse::<Language>())
}

impl Writing {
    /// The format that is asked for, here or by `--json` before the command.
    pub fn chosen(&self, output: Output) -> Result<Format> {
        match (self.format, output.json) {
            (None | Some(Format::Json), true) => Ok(Format::Json),
            (Some(_), true) => Err(CliError::Usage { needs: "--json is another format than --format" }),
            (format, false) => Ok(format.unwrap_or(Format::Table)),
        }
    }

    /// Refuses a file that is there already, before anything is counted.
    pub fn check_out(&self) -> Result<()> {
        match &self.out {
            Some(path) if path.exists() => Err(CliError::Exists { path: path.clone() }),
            Some(_) | None => Ok(()),
        }
    }

    /// The words of the language.
    pub fn words(&self) -> Words {
        Words::new(self.lang)
    }

    /// Writes a count.
    pub fn write(&self, counted: &Counted, output: Output) -> Result<()> {
        let format = self.chosen(output)?;
        if format == Format::Pb {
            return Err(CliError::Usage { needs: "--format pb is for budgets" });
        }
        if format != Format::Table || self.out.is_some() {
            // The table says it itself.
            count::odd_papers(&counted.transcript, &self.words()).into_iter().for_each(say);
        }
        let width = if self.out.is_none() { output::width() } else { FILE_WIDTH };
        self.put(&text(counted, format, self.lang, width))
    }

    /// Writes a text, and the end of its last line if it has none.
    pub fn put(&self, text: &str) -> Result<()> {
        let text = text.strip_suffix('\n').unwrap_or(text);
        match &self.out {
            None => output::raw(text),
            Some(path) => files::write_new(path, format!("{text}\n").as_bytes(), Secrecy::Public),
        }
    }
}

/// How wide a table in a file is.
pub const FILE_WIDTH: usize = 80;

/// A count in a format; a table at most so wide.
pub fn text(counted: &Counted, format: Format, language: Language, width: usize) -> String {
    let Counted { transcript, title, stopped: _ } = counted;
    let words = Words::new(language);
    match format {
        Format::Table => count::table(transcript, &words, width),
        Format::Json => count::json(transcript).to_string(),
        Format::Csv => count::csv(transcript),
        Format::Html => count::page(transcript, &words, title.as_deref().unwrap_or_default()),
        // Refused before, for there is no budget.
        Format::Pb | Format::Svg => count::flow(transcript, &words),
    }
}
