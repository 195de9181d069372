//! `kenes count`.

pub mod archive;
pub mod asked;
mod budget;
mod compare;
mod contest;
mod error;
mod explain;
mod file;
mod lists;
mod names;
mod rules;
mod second;
pub mod write;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use kenes_count::budget::Completion;
use kenes_count::rule::Family;
use kenes_count::{Rule, Transcript};

use self::contest::Stopped;
pub use self::error::CountingError;
use self::file::{InputFormat, Taken};
use crate::error::{CliError, Result};
use crate::output::Output;

/// Counts ballots into seats, and explains the count
///
/// FILE is a BLT file, a CSV file of rankings or of sums (name,votes), a PrefLib file (.soc .soi .toc .toi), a pabulib file of a
/// budget (.pb), or a kenes archive (.bel, .bel.gz), which is audited first; - is the standard input. docs/COUNTING.md has the formats and the rules.
///
/// A tie that the rule does not resolve itself needs a lot: without --seed the count stops there and names the tied.
///
/// Exit codes: 0 counted; 1 the file is malformed, the archive is refused, or a lot is needed (what was counted so far is
/// written); 2 the file cannot be opened or the command is wrong.
///
/// With --json: rule, seats, elected, ties, quota, stages (votes, non_transferable, transfers, elected), reading of papers,
/// apportionment where seats are distributed, and needs_lot where a lot is needed. docs/spec/count-json.md has every key.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The ballots or votes; - is the standard input
    file: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    then: Option<Then>,
}

#[derive(Debug, Subcommand)]
enum Then {
    Compare(compare::Args),
    Explain(explain::Args),
    Rules(rules::Args),
}

/// What is counted and how. Options may stand before or after `explain`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The counting rule
    #[arg(long, global = true, value_parser = rules::parser())]
    rule: Option<Rule>,
    /// How many seats are filled [default: what the file says]
    #[arg(long, global = true, value_name = "N")]
    seats: Option<u32>,
    /// What the file is [default: told by its name and its beginning]
    #[arg(long, global = true, value_enum)]
    input_format: Option<InputFormat>,
    /// The question of an archive, from 1 [default: the only one, or the first that is ranked]
    #[arg(long, global = true, value_name = "N")]
    question: Option<usize>,
    /// A candidate who has withdrawn; may be repeated
    #[arg(long, global = true, value_name = "NAME")]
    withdraw: Vec<String>,
    /// Seats that each is given at least, where seats are distributed
    #[arg(long, global = true, value_name = "N", default_value_t = 0)]
    minimum: u32,
    /// What follows where equal shares leave money [default: nothing] (budgets)
    #[arg(long, global = true, value_parser = budget::completions())]
    completion: Option<Completion>,
    #[command(flatten)]
    lists: lists::Lists,
    /// The number from which lots are drawn: 64 hexadecimal digits, or any text, which is hashed
    #[arg(long, global = true, value_name = "TEXT")]
    seed: Option<String>,
    /// The candidates' names, one a line in ballot-paper order, where only ballots name them (CSV with columns of ranks)
    #[arg(long, global = true, value_name = "FILE")]
    candidates: Option<PathBuf>,
    /// The ballots of the second vote (two-round); without it the first ballots are counted again
    #[arg(long, global = true, value_name = "FILE")]
    second_round: Option<PathBuf>,
    /// Whoever leaves a seat (countback)
    #[arg(long, global = true, value_name = "NAME")]
    vacating: Option<String>,
    /// Who wants the vacated seat; may be repeated [default: everybody who was not elected] (countback)
    #[arg(long, global = true, value_name = "NAME")]
    standing: Vec<String>,
    /// Which ballots fill the vacated seat [default: quota] (countback)
    #[arg(long, global = true, value_enum)]
    basis: Option<contest::BasisName>,
    #[command(flatten)]
    writing: write::Writing,
}

/// A count, and what stopped it if anything did.
pub struct Counted {
    /// The count, or as much of it as there is.
    pub transcript: Transcript,
    /// What the contest is called.
    pub title: Option<String>,
    /// The lot that is needed.
    pub stopped: Option<CountingError>,
}

impl Args {
    /// Counts and writes the count, or explains it, or lists the rules.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { file, options, then } = self;
        match then {
            None => {
                let path = file
                    .ok_or(CliError::Usage { needs: "name a file to count, or - for the standard input" })?;
                if options.is_budget(&path)? {
                    return options.fund(&path, output);
                }
                let counted = options.count(&path)?;
                options.writing.write(&counted, output)?;
                counted.stopped.map_or(Ok(()), |stopped| Err(stopped.into()))
            }
            Some(Then::Compare(compare)) => compare.run(file, &options, output),
            Some(Then::Explain(explain)) => explain.run(file, &options, output),
            Some(Then::Rules(rules)) => rules.run(output),
        }
    }
}

impl Options {
    /// Reads a file and counts it.
    fn count(&self, path: &Path) -> Result<Counted> {
        let rule = self.rule.ok_or(CountingError::NoRule)?;
        self.check(rule)?;
        self.writing.check_out()?;
        let taken = self.read(path)?;
        let title = self.writing.title.clone().or_else(|| taken.parsed.title.clone());
        let counted = |transcript, stopped| Counted { transcript, title, stopped };
        match self.count_taken(path, taken, rule)? {
            Ok(transcript) => Ok(counted(transcript, None)),
            Err(Stopped::NeedsLot(needs)) => {
                let transcript = *needs.so_far;
                let among = names::names(&transcript.candidates, needs.among);
                Ok(counted(transcript, Some(CountingError::NeedsLot { among })))
            }
            Err(Stopped::NotCounted(source)) => Err(source.into()),
        }
    }

    /// Refuses options that another rule has.
    fn check(&self, rule: Rule) -> Result<()> {
        let countback = self.vacating.is_some() || !self.standing.is_empty() || self.basis.is_some();
        let wrong = |needs| Err(CliError::Usage { needs });
        budget::refuse_completion(self, rule)?;
        if self.minimum > 0 && rule.family() != Family::Apportionment {
            return wrong("--minimum is for the rules that distribute seats");
        }
        if self.lists.is_used() && rule.family() != Family::Apportionment {
            return wrong(
                "--threshold, --maximum, --ally, --persons and --open-lists are for the rules that distribute seats",
            );
        }
        self.lists.check_group(rule)?;
        if self.second_round.is_some() && rule != Rule::TwoRound {
            return wrong("--second-round is for --rule two-round");
        }
        if rule == Rule::Countback && self.vacating.is_none() {
            return wrong("a countback needs --vacating and a name");
        }
        if rule != Rule::Countback && countback {
            return wrong("--vacating, --standing and --basis are for --rule countback");
        }
        Ok(())
    }

    /// Reads what is to be counted.
    fn read(&self, path: &Path) -> Result<Taken> {
        file::read(path, self)
    }
}
