//! Participatory budgets: files of pabulib, which projects are funded, and who pays.

use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use kenes_count::budget::{Budget, Completion, Funding, FundingError};
use kenes_count::format::MAX_LINE;
use kenes_count::format::pabulib::{self, Pabulib};
use kenes_count::rule::Family;
use kenes_count::{Candidate, LotSeed, Rule};
use kenes_text::budget as text;
use serde_json::json;

use super::file::InputFormat;
use super::write::Format;
use super::{CountingError, Options, archive, names};
use crate::error::{CliError, Result};
use crate::files;
use crate::output::{self, Output};

/// How a file begins that is packed (RFC 1952).
const GZIP: &[u8] = &[0x1f, 0x8b];

/// A funding, and what stopped it if anything did.
struct Funded {
    pabulib: Pabulib,
    funding: Funding,
    stopped: Option<CountingError>,
}

/// Reads the name of a completion.
#[expect(clippy::wildcard_enum_match_arm, reason = "what is left goes by votes under every other")]
pub fn completions() -> impl TypedValueParser<Value = Completion> {
    let values = Completion::ALL.iter().map(|completion| {
        PossibleValue::new(completion.name()).help(match completion {
            Completion::Add1 => "one more for each voter, as long as the money suffices",
            Completion::Add1Utilitarian => "the same, then by votes",
            _ => "what is left goes by votes",
        })
    });
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Completion>())
}

impl Options {
    /// Whether a budget is counted.
    pub(super) fn is_budget(&self, path: &Path) -> Result<bool> {
        let extension = path.extension().map(|extension| extension.to_string_lossy()).unwrap_or_default();
        let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        let named = extension.eq_ignore_ascii_case("pb") || (extension == "gz" && stem.ends_with(".pb"));
        let ruled = self.rule.is_some_and(|rule| rule.family() == Family::Budget);
        if self.input_format.is_some() || named || ruled || path == Path::new("-") {
            let other = self.input_format.is_some_and(|format| format != InputFormat::Pabulib);
            return Ok(!other && (named || ruled || self.input_format.is_some()));
        }
        if self.rule.is_none_or(|rule| rule == Rule::EqualShares) && archive::asks_budget(path, self.question)
        {
            return Ok(true);
        }
        let mut source = BufReader::new(files::open(path)?);
        let beginning = source.fill_buf().map_err(|source| CliError::Open { path: path.into(), source })?;
        Ok(pabulib::begins(beginning))
    }

    /// Counts a budget and writes what is funded.
    pub(super) fn fund(&self, path: &Path, output: Output) -> Result<()> {
        let format = self.writing.chosen(output)?;
        self.writing.check_out()?;
        let funded = self.funded(path)?;
        self.writing.put(&self.written(&funded, format))?;
        funded.stopped.map_or(Ok(()), |stopped| Err(stopped.into()))
    }

    /// Says why a project is funded, or is not.
    pub(super) fn explain_project(&self, path: &Path, name: &str, output: Output) -> Result<()> {
        let format = self.writing.chosen(output)?;
        if !matches!(format, Format::Table | Format::Json) {
            return Err(CliError::Usage { needs: "an explanation is written as text or as JSON" });
        }
        let Funded { pabulib: Pabulib { budget, .. }, funding, stopped } = self.funded(path)?;
        let project = find(&budget, name)?;
        let sentences = text::explain(&budget, &funding, project, &self.writing.words());
        let told = if format == Format::Json {
            let elected = funding.elected().contains(&project);
            json!({ "name": budget.id(project), "elected": elected, "explanation": sentences }).to_string()
        } else {
            sentences.join("\n")
        };
        self.writing.put(&told)?;
        stopped.map_or(Ok(()), |stopped| Err(stopped.into()))
    }

    fn funded(&self, path: &Path) -> Result<Funded> {
        let rule = self.rule.ok_or(CountingError::NoRule)?;
        self.check_budget()?;
        let pabulib = self.read_budget(path)?;
        let seed = self.seed.as_deref().map(LotSeed::of_text);
        match pabulib.budget.count(rule, self.completion.unwrap_or_default(), seed.as_ref()) {
            Ok(funding) => Ok(Funded { pabulib, funding, stopped: None }),
            Err(FundingError::NeedsLot(needs)) => {
                let among = needs.among.iter().map(|project| pabulib.budget.id(*project).to_owned());
                let stopped = CountingError::NeedsLot { among: among.collect() };
                Ok(Funded { funding: *needs.so_far, pabulib, stopped: Some(stopped) })
            }
            Err(source) => Err(CountingError::NotFunded { source }.into()),
        }
    }

    /// Reads a file of pabulib, or the question of an archive.
    pub(super) fn read_budget(&self, path: &Path) -> Result<Pabulib> {
        if archive::begins(path) {
            return Ok(archive::read_budget(path, self.question)?.into());
        }
        if self.question.is_some() {
            return Err(CliError::Usage { needs: "--question is for archives" });
        }
        read(path)
    }

    /// Refuses options that a budget does not have.
    pub(super) fn check_budget(&self) -> Result<()> {
        let wrong = |needs| Err(CliError::Usage { needs });
        if self.seats.is_some() {
            return wrong("a budget has no seats: leave --seats out");
        }
        if self.candidates.is_some() {
            return wrong("--candidates is not for budgets");
        }
        if !self.withdraw.is_empty() || self.minimum > 0 {
            return wrong("--withdraw and --minimum are not for budgets");
        }
        if self.lists.is_used() || self.lists.has_group() {
            return wrong("a budget has neither lists nor groups");
        }
        let vacated = self.vacating.is_some() || !self.standing.is_empty() || self.basis.is_some();
        if self.second_round.is_some() || vacated {
            return wrong("a budget has neither a second round nor vacated seats");
        }
        Ok(())
    }

    fn written(&self, funded: &Funded, format: Format) -> String {
        let Funded { pabulib, funding, stopped: _ } = funded;
        let (budget, words) = (&pabulib.budget, self.writing.words());
        let title = self.writing.title.as_deref().or(budget.title()).unwrap_or_default();
        let width = if self.writing.out.is_none() { output::width() } else { super::write::FILE_WIDTH };
        match format {
            Format::Table => text::table(budget, funding, &words, width),
            Format::Json => text::json(budget, funding).to_string(),
            Format::Csv => text::csv(budget, funding),
            Format::Html => text::page(budget, funding, &words, title),
            Format::Svg => text::drawing(budget, funding, &words),
            Format::Pb => pabulib::write(pabulib, Some(&funding.elected())),
        }
    }
}

/// A project by its id, or by its name as people write it.
fn find(budget: &Budget, name: &str) -> std::result::Result<Candidate, CountingError> {
    if let Some(project) = budget.ids().find(name) {
        return Ok(project);
    }
    let wanted = name.trim().to_lowercase();
    let fits =
        |project: &Candidate| !wanted.is_empty() && budget.name(*project).to_lowercase().contains(&wanted);
    let found: Vec<Candidate> = budget.projects().filter(fits).collect();
    let ids = |projects: &[Candidate]| names::names(budget.ids(), projects.iter().copied());
    match found.as_slice() {
        [only] => Ok(*only),
        [] => {
            let known = ids(&budget.projects().collect::<Vec<_>>());
            Err(CountingError::NoSuchCandidate { name: name.into(), known })
        }
        several => Err(CountingError::SeveralCandidates { name: name.into(), found: ids(several) }),
    }
}

/// Reads a file, packed or not, or the standard input.
pub fn read(path: &Path) -> Result<Pabulib> {
    let failed = |source| CliError::Open { path: path.into(), source };
    let source: Box<dyn io::Read> =
        if path == Path::new("-") { Box::new(io::stdin()) } else { Box::new(files::open(path)?) };
    let mut source = BufReader::with_capacity(1 << 16, source);
    let packed = source.fill_buf().map_err(failed)?.starts_with(GZIP);
    let mut source: Box<dyn io::BufRead> = if packed {
        Box::new(BufReader::with_capacity(1 << 16, flate2::bufread::MultiGzDecoder::new(source)))
    } else {
        Box::new(source)
    };
    let malformed = |source| CountingError::File { path: path.into(), source };
    let longest = u64::try_from(MAX_LINE).unwrap_or(u64::MAX).saturating_add(1);
    let mut reader = pabulib::Reader::new();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = source.by_ref().take(longest).read_until(b'\n', &mut line).map_err(failed)?;
        if read == 0 {
            return Ok(reader.end().map_err(malformed)?);
        }
        reader.line(line.strip_suffix(b"\n").unwrap_or(&line)).map_err(malformed)?;
    }
}

/// Refuses what only budgets have.
pub fn refuse_completion(options: &Options, rule: Rule) -> Result<()> {
    match options.completion {
        Some(_) if rule == Rule::EqualShares => Err(CliError::Usage {
            needs: "--completion is for budgets (.pb); seats that are left go by Phragmén's rule",
        }),
        Some(_) => {
            Err(CliError::Usage { needs: "--completion is for --rule equal-shares on a budget (.pb)" })
        }
        None => Ok(()),
    }
}
