//! `kenes count explain`.

use std::path::PathBuf;

use serde_json::json;

use super::write::Format;
use super::{Options, names};
use crate::error::{CliError, Result};
use crate::output::Output;

/// Says why a candidate was elected, or was not
///
/// kenes count explain NAME FILE --rule RULE, or kenes count FILE --rule RULE explain NAME. A name is found whatever the case
/// of its letters, and by a part of it that no other name has.
///
/// With --json: name, elected, and explanation (an array of sentences).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Whom to explain
    name: String,
    /// The ballots or votes, where they are not named before `explain`
    file: Option<PathBuf>,
}

impl Args {
    /// Counts, and explains one candidate.
    pub fn run(self, before: Option<PathBuf>, options: &Options, output: Output) -> Result<()> {
        let Self { name, file } = self;
        let path = match (before, file) {
            (Some(path), None) | (None, Some(path)) => path,
            (None, None) => {
                return Err(CliError::Usage { needs: "name a file to count, or - for the standard input" });
            }
            (Some(_), Some(_)) => return Err(CliError::Usage { needs: "name one file, not two" }),
        };
        if options.is_budget(&path)? {
            return options.explain_project(&path, &name, output);
        }
        let format = options.writing.chosen(output)?;
        if !matches!(format, Format::Table | Format::Json) {
            return Err(CliError::Usage { needs: "an explanation is written as text or as JSON" });
        }
        let counted = options.count(&path)?;
        let transcript = &counted.transcript;
        let candidate = names::find(&transcript.candidates, &name)?;
        let sentences = kenes_text::count::explain(transcript, candidate, &options.writing.words());
        let text = if format == Format::Json {
            let elected = transcript.elected().contains(&candidate);
            let name = transcript.candidates.name(candidate);
            json!({ "name": name, "elected": elected, "explanation": sentences }).to_string()
        } else {
            sentences.join("\n")
        };
        options.writing.put(&text)?;
        counted.stopped.map_or(Ok(()), |stopped| Err(stopped.into()))
    }
}
