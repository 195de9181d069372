//! `kenes demo`.

use std::path::PathBuf;

use crate::demo::{self, Plan, Scenario};
use crate::error::Result;
use crate::output::Output;

/// Holds a real election before your eyes, audits it, and shows that altered copies are refused
///
/// Plays every role: credentials, a key shared by three trustees of whom two are needed, votes taken from published ballots,
/// one voter who votes twice and one who challenges the device, two shuffles, decryption, result, audit. Then a forger
/// alters copies, and the audit refuses each; and the rankings are counted into seats. No terminal and no input is needed.
///
/// Everything is written to a folder, which README.txt in it explains: the archive is elections/UUID.bel, altered copies
/// are in tampered/, the count is in result.html and count.json. Nothing that exists is overwritten.
///
/// Exit codes: 0 everything went as it should, refusals included; 1 it did not, or a file cannot be written; 2 the command
/// is wrong.
///
/// With --json: no story but one document with folder, uuid, archive, bound, readme, voters, ballots, counted, verdict,
/// tampered (name, archive, verdict, check, where, message), elected (names in order), equals_official (true where all
/// ballots were counted, else null), page, count and seconds.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// New or empty folder to write to [default: kenes-demo, or the first of kenes-demo-2, … that is not there]
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Whose votes
    #[arg(long, value_enum, default_value_t)]
    scenario: Scenario,
    /// How many of the scenario's ballots, for a shorter story whose count may differ from the official one [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(10..))]
    ballots: Option<u16>,
    /// Leave out the story
    #[arg(long)]
    quiet: bool,
}

impl Args {
    /// Holds the election.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { dir, scenario, ballots, quiet } = self;
        demo::run(Plan { scenario, ballots: ballots.map(usize::from), dir, quiet }, output)
    }
}
