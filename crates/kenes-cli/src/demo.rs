//! Councils and elections before the user's eyes: real cryptography, every step in files.
//!
//! [`run`] shows a scenario. What the scenarios share is here: who the trustees are, how an election is held in a folder,
//! and who tells the story. The parts call what the commands under `kenes election` and `kenes council` call.

mod ballots;
mod ceremony;
mod council;
mod counting;
mod folder;
mod readme;
mod teller;
mod voting;
mod ward;

use std::path::{Path, PathBuf};
use std::{fs, io};

use kenes_belenios::ballot::BallotError;
use kenes_belenios::group::Ed25519;
use kenes_count::format::FormatError;

use crate::error::{CliError, Result};
use crate::files;
use crate::output::Output;

/// The group of the election.
type G = Ed25519;

/// How many trustees there are.
const TRUSTEES: u32 = 3;

/// How many of them are needed.
const NEEDED: u32 = 2;

/// Who shuffles, in this order.
const SHUFFLERS: [u64; 2] = [1, 2];

/// Who decrypts; the others stay away.
const DECRYPTERS: [u64; 2] = [1, 3];

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Scenario {
    /// A workplace council and a neighbourhood council with sixty members, from the founding to a vacancy filled
    #[default]
    Council,
    /// A council ward: the published ballots of Ward 5, Maryfield, in the Dundee City Council election of 2022
    Ward,
    /// One small election for each kind of ballot: ranks, approvals, grades, scores, lists, projects with costs
    Ballots,
}

/// What to show.
#[derive(Debug)]
pub struct Plan {
    pub scenario: Scenario,
    /// How many of the scenario's ballots; all of them when absent.
    pub ballots: Option<usize>,
    /// The folder; a new one here when absent.
    pub dir: Option<PathBuf>,
    /// Whether to leave out the story.
    pub quiet: bool,
}

/// Something did not go as it should, which is a fault of this program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Surprise {
    #[error("the ballots of the scenario: {source}")]
    Scenario { source: FormatError },
    #[error("a ballot was not accepted: {source}")]
    Ballot { source: BallotError },
    #[error("a challenged ballot was accepted as if it had been cast")]
    ChallengeCast,
    #[error("a challenged ballot does not hold what its voter chose")]
    ChallengeAnswers,
    #[error("the result is not one of these questions")]
    Questions,
    #[error("the votes that were decrypted are not those that were put in")]
    Rankings,
    #[error("the answers to the second question do not add up to those that were put in")]
    Counts,
    #[error("the count of the whole ward is not the official one: {source}")]
    Official { source: ward::Difference },
    #[error("the audit refused the election")]
    Refused,
    #[error("a ballot could not be forged: its signature was not found")]
    Forging,
    #[error("an election of the story did not come to its end")]
    NotCounted,
    #[error("the council refuses: {refusal}")]
    Refusal { refusal: kenes_core::Refusal },
    #[error("the outline of an archive: {source}")]
    Outline { source: kenes_belenios::archive::OutlineError },
    #[error(transparent)]
    Founding(#[from] kenes_server::host::FoundError),
    #[error(transparent)]
    Host(#[from] kenes_server::host::HostError),
    #[error(transparent)]
    Blob(#[from] kenes_server::host::BlobError),
    #[error(transparent)]
    Person(#[from] kenes_server::host::PersonError),
    #[error(transparent)]
    Store(#[from] kenes_store::port::StoreError),
    #[error(transparent)]
    Ceremony(#[from] kenes_server::poll::CeremonyError),
    #[error(transparent)]
    Paper(#[from] kenes_server::poll::PaperError),
    #[error(transparent)]
    SetUp(#[from] kenes_server::poll::SetUpError),
    #[error(transparent)]
    Rehearsal(#[from] kenes_server::poll::RehearsalError),
    #[error(transparent)]
    OpenPoll(#[from] kenes_server::poll::OpenPollError),
    #[error(transparent)]
    Cast(#[from] kenes_server::poll::BallotRefusal),
    #[error("a guard's device does not do its part")]
    Guard,
    #[error("a name: {source}")]
    Name { source: kenes_record::act::NameError },
    #[error("an act: {source}")]
    Act { source: kenes_record::act::ActError },
    #[error("a key: {source}")]
    SignerKey { source: kenes_record::key::VerifierKeyError },
    #[error("a key file: {source}")]
    Key { source: kenes_store::data::KeyFileError },
    #[error("the check refused the record")]
    RecordRefused,
    #[error("an altered copy of the record was not refused where it was altered")]
    NotAltered,
    #[error("the altered copy {name} was not refused by the check {expected}")]
    NotRefused { name: &'static str, expected: kenes_belenios::check::Check },
}

/// The folder of the council within that of the scenario.
pub const SERVER: &str = "server";

/// Where an example is while it is made.
const MAKING: &str = ".making";

/// Makes a council with members, elections and seats in a new folder, without a word.
pub fn make_example(dir: &Path) -> Result<()> {
    let failed = |source| CliError::Write { path: dir.into(), source };
    // Whole or not at all: it is made apart, and its server, which is looked for, comes last. Whoever interrupts that begins again.
    let making = dir.join(MAKING);
    if making.exists() {
        fs::remove_dir_all(&making).map_err(failed)?;
    }
    files::make_secret_folder(dir)?;
    fs::create_dir(&making).map_err(failed)?;
    council::make(&making)?;
    let made = fs::read_dir(&making).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(failed)?;
    let mut names: Vec<_> = made.iter().map(fs::DirEntry::file_name).collect();
    names.sort_by_key(|name| name == SERVER);
    names.iter().try_for_each(|name| fs::rename(making.join(name), dir.join(name))).map_err(failed)?;
    fs::remove_dir(&making).map_err(failed)
}

/// Shows the scenario.
pub fn run(plan: Plan, output: Output) -> Result<()> {
    match plan.scenario {
        Scenario::Council => council::run(plan, output),
        Scenario::Ward => ward::run(plan, output),
        Scenario::Ballots => ballots::run(plan, output),
    }
}
