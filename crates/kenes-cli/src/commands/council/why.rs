//! `kenes council why`.

use clap::Parser as _;

use super::desk::{Place, clock};
use crate::cli::Cli;
use crate::error::{CliError, Result};
use crate::output::Output;

/// Says why a seat is held: from the charter to the acceptance, with each step and how to check it
///
/// The same as `kenes audit DIR/public --why`: what the council's own machine says follows from the public record alone.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The seat, as BODY/SEAT: both from 0
    #[arg(value_name = "BODY/SEAT")]
    seat: String,
    /// The language
    #[arg(long, value_name = "LANG", default_value = "en")]
    lang: String,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Audits the public record and tells.
    pub fn run(self, output: Output) -> Result<()> {
        let public = self.place.data.join("public").display().to_string();
        let at = self.place.at.unwrap_or_else(clock).to_string();
        let mut words =
            vec!["kenes", "audit", &public, "--why", &self.seat, "--lang", &self.lang, "--at", &at];
        if output.json {
            words.push("--json");
        }
        let audit = Cli::try_parse_from(words);
        audit
            .map_err(|_| CliError::Usage {
                needs: "write BODY/SEAT, such as 0/3, and a language that there is",
            })?
            .run()
    }
}
