//! `kenes demo`.

use std::path::PathBuf;

use crate::demo::{self, Plan, Scenario};
use crate::error::{CliError, Result};
use crate::output::Output;

/// Founds a council before your eyes, holds its elections, checks everything, and shows that an altered copy is refused
///
/// The scenario `council` plays a workplace council and a neighbourhood council: sixty members, an election of seven delegates by
/// single transferable vote with three trustees and one of three by approval, seats, a decision by name, a resignation that the ballots
/// fill, an outsider's audit of the public record, and an altered copy refused with the act named. Everything is written to a
/// folder, which README.txt in it explains; the public record is in record/.
///
/// The scenario `ward` holds one election with the published ballots of a real council ward, audits the archive, alters copies,
/// and counts the rankings into seats: the archive is elections/UUID.bel, the altered copies are in tampered/, the count is in
/// result.html and count.json.
///
/// The scenario `ballots` holds one small election for each kind of ballot: ranks, approvals (as sums, and one by one), grades, scores,
/// lists and projects with costs. Each is sealed, cast, put together, decrypted, audited and counted; the archives are NAME.bel, the
/// counts NAME.html and NAME.json.
///
/// All cryptography is real. No terminal and no input is needed, and nothing that exists is overwritten.
///
/// Exit codes: 0 everything went as it should, refusals included; 1 it did not, or a file cannot be written; 2 the command
/// is wrong.
///
/// With --json: no story but one document. Of `council`: folder, record, readme, members, acts, verdict, seats (body, seat,
/// holder), tampered (record, verdict, leaf, check, message), seconds. Of `ward`: folder, uuid, archive, bound, readme, voters,
/// ballots, counted, verdict, tampered (name, archive, verdict, check, where, message), elected (names in order), equals_official
/// (true where all ballots were counted, else null), page, count, seconds. Of `ballots`: folder, readme, elections
/// (kind, archive, bound, rule, seats, options, ballots, verdict, elected, page, count), seconds.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// New or empty folder to write to [default: kenes-demo, or the first of kenes-demo-2, … that is not there]
    #[arg(long)]
    dir: Option<PathBuf>,
    /// What is played
    #[arg(long, value_enum, default_value_t)]
    scenario: Scenario,
    /// With the scenario `ward`: how many of its ballots, for a shorter story whose count may differ from the official one
    /// [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(10..))]
    ballots: Option<u16>,
    /// Leave out the story
    #[arg(long)]
    quiet: bool,
}

impl Args {
    /// Plays the scenario.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { dir, scenario, ballots, quiet } = self;
        if ballots.is_some() && scenario != Scenario::Ward {
            return Err(CliError::Usage { needs: "--ballots goes with --scenario ward" });
        }
        demo::run(Plan { scenario, ballots: ballots.map(usize::from), dir, quiet }, output)
    }
}
