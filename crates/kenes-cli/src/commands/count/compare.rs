//! `kenes count compare`: the same ballots by several rules, side by side.

use std::path::{Path, PathBuf};

use kenes_count::budget::FundingError;
use kenes_count::lists::ListsError;
use kenes_count::rule::Family;
use kenes_count::{LotSeed, Rule};
use kenes_text::compare::{self, Column, Outcome};

use super::contest::Stopped;
use super::write::{FILE_WIDTH, Format};
use super::{CountingError, Options, rules};
use crate::error::{CliError, Result};
use crate::output::{self, Output};

/// Counts the same ballots by several rules, side by side
///
/// kenes count compare FILE --rules RULE,RULE…; budgets (.pb) are compared by the rules of budgets. Each counts as `kenes count`
/// does with the same options; an option that one of the rules does not have is refused, but for --completion, which only
/// equal shares have. A rule that needs a lot, or cannot count these ballots, says so. The comparison decides nothing.
///
/// With --json: candidates, and rules (rule, elected, apportionment, needs_lot, error).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The ballots or votes, where they are not named before `compare`
    file: Option<PathBuf>,
    /// The rules, with commas
    #[arg(long, value_name = "RULES", required = true, value_delimiter = ',', value_parser = rules::parser())]
    rules: Vec<Rule>,
}

impl Args {
    /// Counts by each rule, and writes the outcomes.
    pub fn run(self, before: Option<PathBuf>, options: &Options, output: Output) -> Result<()> {
        let Self { file, rules } = self;
        let path = match (before, file) {
            (Some(path), None) | (None, Some(path)) => path,
            (None, None) => return Err(CliError::Usage { needs: "name a file to count" }),
            (Some(_), Some(_)) => return Err(CliError::Usage { needs: "name one file, not two" }),
        };
        if options.rule.is_some() {
            return Err(CliError::Usage { needs: "--rules names the rules; leave --rule out" });
        }
        let format = options.writing.chosen(output)?;
        options.writing.check_out()?;
        let money = rules.iter().all(|rule| rule.family() == Family::Budget);
        let (candidates, columns, title) = if money || options.is_budget(&path)? {
            options.compare_budget(&path, &rules)?
        } else {
            options.compare_votes(&path, &rules)?
        };
        let words = options.writing.words();
        let title = options.writing.title.clone().or(title).unwrap_or_default();
        let width = if options.writing.out.is_none() { output::width() } else { FILE_WIDTH };
        let text = match format {
            Format::Table => compare::table(&candidates, &columns, &words, width),
            Format::Json => compare::json(&candidates, &columns).to_string(),
            Format::Csv => compare::csv(&candidates, &columns),
            Format::Html => compare::page(&candidates, &columns, &words, &title),
            Format::Svg => compare::drawing(&candidates, &columns, &words),
            Format::Pb => return Err(CliError::Usage { needs: "--format pb is for the count of one rule" }),
        };
        options.writing.put(&text)
    }
}

/// Names, what each rule makes of them, and what the vote is called.
type Compared = (Vec<String>, Vec<Column>, Option<String>);

impl Options {
    /// Each column is what `kenes count` says with the same options, which must be options of every rule.
    fn compare_votes(&self, path: &Path, rules: &[Rule]) -> Result<Compared> {
        rules.iter().try_for_each(|rule| self.check(*rule))?;
        let taken = self.read(path)?;
        let title = taken.parsed.title.clone();
        let candidates = &taken.parsed.candidates;
        let names = candidates.iter().map(|candidate| candidates.name(candidate).to_owned()).collect();
        let column = |rule: &Rule| -> Result<Column> {
            let outcome = match self.count_taken(path, taken.clone(), *rule)? {
                Ok(transcript) => {
                    let seats = transcript.apportionment.as_ref().map(|given| given.seats.clone());
                    Outcome::Elected { elected: transcript.elected(), seats }
                }
                Err(Stopped::NeedsLot(needs)) => {
                    Outcome::NeedsLot { elected: needs.so_far.elected(), among: needs.among }
                }
                Err(Stopped::NotCounted(CountingError::Lists { source: ListsError::NeedsLot { among } })) => {
                    Outcome::NeedsLot { elected: Vec::new(), among }
                }
                Err(Stopped::NotCounted(error)) => Outcome::NotCounted { why: error.to_string() },
            };
            Ok(Column { rule: *rule, outcome })
        };
        let columns: Result<Vec<Column>> = rules.iter().map(column).collect();
        Ok((names, columns?, title))
    }

    /// A completion is that of the rules that know one; one of them must.
    fn compare_budget(&self, path: &Path, rules: &[Rule]) -> Result<Compared> {
        self.check_budget()?;
        let completes = |rule: &Rule| matches!(rule, Rule::EqualShares | Rule::EqualSharesCardinality);
        if self.completion.is_some() && !rules.iter().any(completes) {
            return Err(CliError::Usage {
                needs: "--completion is for --rule equal-shares on a budget (.pb)",
            });
        }
        let budget = self.read_budget(path)?.budget;
        let names: Vec<String> = budget.projects().map(|project| budget.id(project).to_owned()).collect();
        let seed = self.seed.as_deref().map(LotSeed::of_text);
        let column = |rule: &Rule| {
            let completion = self.completion.filter(|_| completes(rule)).unwrap_or_default();
            let outcome = match budget.count(*rule, completion, seed.as_ref()) {
                Ok(funding) => Outcome::Elected { elected: funding.elected(), seats: None },
                Err(FundingError::NeedsLot(needs)) => {
                    Outcome::NeedsLot { elected: needs.so_far.elected(), among: needs.among }
                }
                Err(source) => Outcome::NotCounted { why: CountingError::NotFunded { source }.to_string() },
            };
            Column { rule: *rule, outcome }
        };
        Ok((names, rules.iter().map(column).collect(), budget.title().map(str::to_owned)))
    }
}
