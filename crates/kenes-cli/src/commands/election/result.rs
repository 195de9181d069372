//! `kenes election result`.

use std::path::PathBuf;

use kenes_belenios::archive::{Form, Stage};
use kenes_belenios::decryption::BoundDocument;
use kenes_belenios::group::Group;
use kenes_belenios::result::ElectionResult;
use kenes_belenios::with_group;
use serde_json::Value;

use super::decrypt::read_bound;
use crate::archive::LockedArchive;
use crate::board::{Board, Published};
use crate::error::{CliError, Result};
use crate::output::{Output, say};

/// Combines the partial decryptions, computes the result and adds it (administrator)
///
/// Verifies everything before: ballots, tally, shuffles, decryptions and their bound proofs.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive
    file: PathBuf,
    /// Go on without the bound proofs of trustees who use another program: one of them could then give false factors
    #[arg(long)]
    without_bound: bool,
}

impl Args {
    /// Appends Result.
    pub fn run(self, output: Output) -> Result<()> {
        let locked = LockedArchive::open(&self.file)?;
        let published = Published::read(&self.file, Form::Strict)?;
        published.need(&[Stage::Decrypting], "the result comes after the partial decryptions")?;
        with_group!(published.group()?, G => self.result::<G>(locked, published, output))
    }

    fn result<G: Group>(
        &self,
        mut locked: LockedArchive,
        published: Published,
        output: Output,
    ) -> Result<()> {
        let board = Board::<G>::of(published)?;
        let open = board.open_tally()?;
        let path = || self.file.clone();
        let tally = open.decryptable().map_err(|source| CliError::ShuffleRefused { path: path(), source })?;
        let set = board.decryptions(&tally)?;
        set.check_complete().map_err(|source| CliError::Incomplete { path: path(), source })?;
        let (bound_path, bound) = read_bound(&board)?;
        let bound = bound.unwrap_or_else(|| BoundDocument::new(&board.election));
        match set.used().find(|owner| bound.proofs().iter().all(|proof| proof.owner() != *owner)) {
            Some(owner) if !self.without_bound => return Err(CliError::Unbound { path: bound_path, owner }),
            Some(_) => say("Without all bound proofs, a trustee could have given false factors."),
            None => {
                bound.verify(&set).map_err(|source| CliError::Bound { path: bound_path, source })?;
            }
        }
        let factors = set.combine().map_err(|source| CliError::Incomplete { path: path(), source })?;
        let weight = open.tally().total_weight();
        let result = ElectionResult::compute(board.election.questions(), &tally, &factors, weight)
            .map_err(|source| CliError::Result { path: path(), source })?;
        let bytes = result.as_result().to_bytes();
        let records = board.published.writer().result(&bytes);
        let records = records.map_err(|source| CliError::RecordTooLarge { path: path(), source })?;
        locked.append(board.published.length(), &records)?;
        say("The election is finished. Next: `verify`, `show`.");
        let document: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        output.data(&document, String::from_utf8_lossy(&bytes))
    }
}
