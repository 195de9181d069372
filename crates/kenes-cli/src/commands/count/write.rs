//! Writing a count: as a table, for programs, as a page or a drawing.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use kenes_count::Reading;
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

fn languages() -> impl TypedValueParser<Value = Language> {
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
        if format != Format::Table || self.out.is_some() {
            notes(&counted.transcript.reading, self.words()).into_iter().for_each(say);
        }
        self.put(&text(counted, format, self.lang))
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

/// A count in a format.
pub fn text(counted: &Counted, format: Format, language: Language) -> String {
    let Counted { transcript, title, stopped: _ } = counted;
    let words = Words::new(language);
    match format {
        Format::Table => count::table(transcript, &words),
        Format::Json => count::json(transcript).to_string(),
        Format::Csv => count::csv(transcript),
        Format::Html => {
            let named = title.clone().filter(|title| !title.trim().is_empty());
            // A page without a heading is lost on whoever hears it.
            let rule = || words.t(&format!("count-rule-{}", transcript.rule.name()), &[]);
            count::page(transcript, &words, &named.unwrap_or_else(rule))
        }
        Format::Svg => count::flow(transcript, &words),
    }
}

/// What was done with papers that are not as they should be. The table says it, too.
fn notes(reading: &Reading, words: Words) -> Vec<String> {
    let odd = [
        ("count-reading-blank", reading.blank),
        ("count-reading-no-first", reading.no_first),
        ("count-reading-withdrawn-only", reading.withdrawn_only),
        ("count-reading-cut-at-skip", reading.cut_at_skip),
        ("count-reading-cut-at-equal", reading.cut_at_equal),
        ("count-reading-cut-at-repeat", reading.cut_at_repeat),
    ];
    let found = odd.into_iter().filter(|(_, papers)| *papers > 0);
    found.map(|(id, papers)| words.t(id, &[("papers", papers.into())])).collect()
}
