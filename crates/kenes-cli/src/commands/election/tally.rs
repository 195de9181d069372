//! `kenes election tally`.

use std::path::{Path, PathBuf};

use kenes_belenios::archive::{Form, Stage};
use kenes_belenios::group::Group;
use kenes_belenios::with_group;
use serde_json::json;

use crate::archive::LockedArchive;
use crate::board::{Board, Published};
use crate::error::{CliError, Result};
use crate::output::{Output, say};

/// Computes the encrypted tally of a closed vote and adds it (administrator)
///
/// Verifies every ballot first. Nothing is decrypted.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive
    file: PathBuf,
}

impl Args {
    /// Appends EncryptedTally.
    pub fn run(self, output: Output) -> Result<()> {
        let Tallied { counted, total_weight, needs_shuffle } = tally(&self.file)?;
        say(if needs_shuffle {
            "Next: `shuffle`, by at least one trustee."
        } else {
            "Next: `decrypt`, by the trustees."
        });
        let document =
            json!({ "counted": counted, "total_weight": total_weight, "needs_shuffle": needs_shuffle });
        output.data(&document, format_args!("tallied {counted} ballots of total weight {total_weight}"))
    }
}

/// What was tallied.
#[derive(Debug)]
pub struct Tallied {
    counted: u64,
    total_weight: u64,
    needs_shuffle: bool,
}

/// Tallies a closed vote.
pub fn tally(path: &Path) -> Result<Tallied> {
    let locked = LockedArchive::open(path)?;
    let published = Published::read(path, Form::Strict)?;
    published.need(&[Stage::BallotsEnded], "the tally comes right after `close`")?;
    with_group!(published.group()?, G => tally_in::<G>(locked, published))
}

fn tally_in<G: Group>(mut locked: LockedArchive, published: Published) -> Result<Tallied> {
    let board = Board::<G>::of(published)?;
    let tally = board.tally_ballots()?;
    let (counted, total_weight) = (tally.num_tallied(), tally.total_weight());
    let records =
        board.published.writer().encrypted_tally(counted, total_weight, &tally.encrypted().to_bytes());
    let path = locked.path().to_path_buf();
    let records = records.map_err(|source| CliError::RecordTooLarge { path, source })?;
    locked.append(board.published.length(), &records)?;
    let needs_shuffle = board.election.template().has_shuffled_questions();
    Ok(Tallied { counted, total_weight, needs_shuffle })
}
