//! From the last ballot to the result. Each role reads the archive and checks all of it before it adds its part.

use std::path::Path;

use kenes_belenios::archive::{ArchiveWriter, TooLarge};
use kenes_belenios::board::ShuffleFault;
use kenes_belenios::decryption::{BoundProof, decrypt};
use kenes_belenios::result::ElectionResult;
use kenes_belenios::trustee::TrusteeIndex;
use kenes_count::format::Parsed;

use super::folder::Folder;
use super::{G, Surprise, ceremony};
use crate::archive::LockedArchive;
use crate::board::Board;
use crate::commands::count::archive;
use crate::error::{CliError, Result};
use crate::random::rng;

/// Ends the vote.
pub fn close(path: &Path) -> Result<()> {
    append(&Board::read(path)?, |writer| Ok(writer.end_ballots()))
}

/// Adds up the ballots that count, still encrypted; returns how many these are.
pub fn tally(path: &Path) -> Result<u64> {
    let board = Board::<G>::read(path)?;
    let tally = board.tally_ballots()?;
    let (count, weight) = (tally.num_tallied(), tally.total_weight());
    append(&board, |writer| writer.encrypted_tally(count, weight, &tally.encrypted().to_bytes()))?;
    Ok(count)
}

/// A trustee shuffles.
pub fn shuffle(path: &Path, owner: TrusteeIndex) -> Result<()> {
    let board = Board::<G>::read(path)?;
    let shuffle = board.open_tally()?.make_shuffle(&board, &mut rng()?).to_bytes();
    append(&board, |writer| writer.shuffle(owner.get().into(), &shuffle))
}

/// No more shuffles.
pub fn end_shuffles(path: &Path) -> Result<()> {
    append(&Board::read(path)?, |writer| Ok(writer.end_shuffles()))
}

/// A trustee decrypts with the key from its files; returns its bound proof.
pub fn decrypt_part(path: &Path, folder: &Folder, owner: TrusteeIndex) -> Result<BoundProof<G>> {
    let board = Board::<G>::read(path)?;
    let open = board.open_tally()?;
    let tally = open.decryptable().map_err(|source| shuffle_error(path, source))?;
    let (owner, secret) = ceremony::key_of(folder, owner).open(&board.trustees, board.election.uuid())?;
    let (decryption, bound) = decrypt(&board.election, &tally, owner, &secret, &mut rng()?);
    append(&board, |writer| writer.decryption(owner.get().into(), &decryption.to_bytes()))?;
    Ok(bound)
}

/// Combines the partial decryptions and publishes the result.
pub fn publish(path: &Path) -> Result<()> {
    let board = Board::<G>::read(path)?;
    let open = board.open_tally()?;
    let tally = open.decryptable().map_err(|source| shuffle_error(path, source))?;
    let factors = board.decryptions(&tally)?.combine();
    let factors = factors.map_err(|source| CliError::Incomplete { path: path.into(), source })?;
    let weight = open.tally().total_weight();
    let result = ElectionResult::compute(board.election.questions(), &tally, &factors, weight)
        .map_err(|source| CliError::Result { path: path.into(), source })?;
    append(&board, |writer| writer.result(&result.as_result().to_bytes()))
}

fn append(
    board: &Board<G>,
    make: impl FnOnce(&mut ArchiveWriter) -> std::result::Result<Vec<u8>, TooLarge>,
) -> Result<()> {
    let path = &board.path;
    let records = make(&mut board.published.writer());
    let records = records.map_err(|source| CliError::RecordTooLarge { path: path.clone(), source })?;
    LockedArchive::open(path)?.append(board.published.length(), &records)
}

fn shuffle_error(path: &Path, source: ShuffleFault) -> CliError {
    CliError::ShuffleRefused { path: path.into(), source }
}

/// The published rankings of the first question, as papers to count.
pub fn rankings(board: &Board<G>) -> Result<Parsed> {
    let path = &board.path;
    let result = published_result(board)?;
    match (board.election.questions(), result.questions.as_slice()) {
        ([question, ..], [rankings, ..]) => archive::votes(path, question, rankings),
        _ => Err(Surprise::Questions.into()),
    }
}

/// The published result.
pub fn published_result(board: &Board<G>) -> Result<ElectionResult> {
    let published = board.published.result.as_deref().unwrap_or_default();
    ElectionResult::parse(published, board.election.questions())
        .map_err(|source| CliError::Result { path: board.path.clone(), source })
}
