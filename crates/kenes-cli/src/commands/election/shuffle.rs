//! `kenes election shuffle` and `kenes election trustee shuffle`.

use std::path::{Path, PathBuf};

use kenes_belenios::archive::{Form, Stage};
use kenes_belenios::group::Group;
use kenes_belenios::with_group;
use serde_json::json;

use super::contribution::{self, Contribution};
use crate::archive::LockedArchive;
use crate::board::{Board, OpenTally, Published};
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::output::{Output, say};
use crate::random::rng;

const NEEDS: &str = "shuffles come after `tally` and before `shuffle --end`";
const STAGES: &[Stage] = &[Stage::EncryptedTally, Stage::Shuffling];

/// Adds a trustee's shuffle of the ballots, or ends the shuffling
///
/// Shuffles re-encrypt and reorder the ballots of questions where each answer gets a number, so that nobody knows whose
/// a decrypted ballot is, as long as one who shuffled keeps the order secret. A trustee makes a shuffle with `trustee
/// shuffle` on a machine of its own; with --trustee alone it is made here.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("what").required(true)))]
pub struct Args {
    /// The archive
    file: PathBuf,
    /// Add the shuffle in this file (shuffle-N.jsons)
    #[arg(long, value_name = "FILE", group = "what")]
    from: Option<PathBuf>,
    /// Make a shuffle here, for the trustee with this number
    #[arg(long, value_name = "N", group = "what")]
    trustee: Option<u64>,
    /// End the shuffling
    #[arg(long, group = "what")]
    end: bool,
}

impl Args {
    /// Appends Shuffle or EndShuffles.
    pub fn run(self, output: Output) -> Result<()> {
        let mut locked = LockedArchive::open(&self.file)?;
        let published = Published::read(&self.file, Form::Strict)?;
        if self.end {
            published.need(&[Stage::Shuffling], "the shuffling ends after at least one shuffle")?;
            locked.append(published.length(), &published.writer().end_shuffles())?;
            let count = published.shuffles.len();
            say("Next: `decrypt`, by the trustees.");
            return output.data(&json!({ "shuffles": count }), format_args!("ended after {count} shuffles"));
        }
        published.need(STAGES, NEEDS)?;
        with_group!(published.group()?, G => self.add::<G>(locked, published, output))
    }

    fn add<G: Group>(&self, mut locked: LockedArchive, published: Published, output: Output) -> Result<()> {
        let (board, mut open) = read::<G>(published)?;
        let Contribution { owner, bytes } = match (&self.from, self.trustee) {
            (Some(path), _) => contribution::read(path)?,
            (None, owner) => make(&board, &open, owner.unwrap_or(0))?,
        };
        let index = board.trustee(owner)?;
        if open.has_shuffled(index) {
            return Err(CliError::Contributed { owner: index, what: "shuffle" });
        }
        let path = self.from.clone().unwrap_or_else(|| self.file.clone());
        open.shuffle(&board, owner, &bytes).map_err(|source| CliError::ShuffleRefused { path, source })?;
        let records = board.published.writer().shuffle(owner, &bytes);
        let records =
            records.map_err(|source| CliError::RecordTooLarge { path: self.file.clone(), source })?;
        locked.append(board.published.length(), &records)?;
        say("Next: `shuffle` by another trustee, or `shuffle --end`.");
        output.data(&json!({ "trustee": owner }), format_args!("added the shuffle of trustee {owner}"))
    }
}

fn read<G: Group>(published: Published) -> Result<(Board<G>, OpenTally<G>)> {
    let board = Board::<G>::of(published)?;
    if !board.election.template().has_shuffled_questions() {
        return Err(CliError::NoShuffledQuestion { path: board.path.clone() });
    }
    let open = board.open_tally()?;
    Ok((board, open))
}

fn make<G: Group>(board: &Board<G>, open: &OpenTally<G>, owner: u64) -> Result<Contribution> {
    let index = board.trustee(owner)?;
    if open.has_shuffled(index) {
        return Err(CliError::Contributed { owner: index, what: "shuffle" });
    }
    say("Shuffling …");
    Ok(Contribution { owner, bytes: open.make_shuffle(board, &mut rng()?).to_bytes() })
}

/// Shuffles the ballots of an archive, for `election shuffle --from` (trustee)
///
/// Verifies all ballots and earlier shuffles first. Writes shuffle-N.jsons, in the form of belenios-tool. The order is
/// forgotten when the program ends.
#[derive(Debug, clap::Args)]
pub struct MakeArgs {
    /// A current copy of the archive
    file: PathBuf,
    /// The number of the trustee
    #[arg(long, value_name = "N")]
    trustee: u64,
    /// Folder to write to
    #[arg(long, default_value = ".")]
    dir: PathBuf,
}

impl MakeArgs {
    /// Writes the shuffle.
    pub fn run(self, output: Output) -> Result<()> {
        let published = Published::read(&self.file, Form::Strict)?;
        published.need(STAGES, NEEDS)?;
        with_group!(published.group()?, G => self.make::<G>(published, output))
    }

    fn make<G: Group>(&self, published: Published, output: Output) -> Result<()> {
        let (board, open) = read::<G>(published)?;
        let contribution = make(&board, &open, self.trustee)?;
        let path = write(&self.dir, "shuffle", &contribution)?;
        output.data(&json!({ "trustee": self.trustee, "shuffle": path }), path.display())
    }
}

/// Writes a contribution to `WHAT-OWNER.jsons`.
pub fn write(dir: &Path, what: &str, contribution: &Contribution) -> Result<PathBuf> {
    let path = dir.join(format!("{what}-{}.jsons", contribution.owner));
    files::make_folder(dir, Secrecy::Public)?;
    files::write_new(&path, &contribution.to_lines(), Secrecy::Public)?;
    Ok(path)
}
