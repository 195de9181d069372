//! A trustee's part after the vote: a shuffle, a partial decryption, a share of a lot.
//!
//! The archive comes with the message. All of it is verified first as an auditor does, and it must be the one that the page
//! shows, by the hashes of its setup and of the end of its vote as the record has them: nobody has a single ballot opened by
//! showing another archive.

use std::io::Cursor;

use kenes_belenios::archive::{Form, OutlineReader, Stage};
use kenes_belenios::board::{Board, OpenTally, Published};
use kenes_belenios::decryption::{BoundDocument, decrypt};
use kenes_belenios::lot::{self, Lot, LotDocument};
use kenes_belenios::trustee::TrusteeIndex;
use kenes_record::json::Value;

use crate::ceremony::file;
use crate::message::{Request, number, object, text};
use crate::{Booth, BoothError, G, Op, TrusteeError};

/// The ops of this module.
pub const OPS: &[Op] = &[
    ("trustee_shuffle", &["secret", "setup", "head", "seed"], shuffle),
    ("trustee_decrypt", &["secret", "dkey", "setup", "head", "seed"], decrypt_part),
    ("trustee_lot", &["secret", "dkey", "setup", "head", "seed"], open_lot),
];

/// The next shuffle of the answers whose ballots are opened one by one.
fn shuffle(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let file = file(request)?;
    let board = read(request)?;
    let owner = file.owner(&board.trustees)?;
    need(&board, &[Stage::EncryptedTally, Stage::Shuffling])?;
    if !board.election.template().has_shuffled_questions() {
        return Err(TrusteeError::Stage.into());
    }
    let open = verify(&board, request)?;
    if open.has_shuffled(owner) {
        return Err(TrusteeError::Contributed.into());
    }
    let mut rng = request.seed()?.expand("kenes/booth/v1|trustee_shuffle");
    Ok(object([("owner", of(owner)), ("shuffle", text(open.make_shuffle(&board, &mut rng).to_bytes()))]))
}

/// The partial decryption of the tally, with its bound proof.
fn decrypt_part(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let file = file(request)?;
    let board = read(request)?;
    need(&board, &[Stage::EncryptedTally, Stage::ShufflesEnded, Stage::Decrypting])?;
    if board.election.template().has_shuffled_questions() && !board.published.summary.surveyed.ended_shuffles
    {
        return Err(TrusteeError::Stage.into());
    }
    let (owner, secret) = file.open(&board.trustees, request.optional("dkey")?)?;
    let is_own = |(other, _): &(u64, Vec<u8>)| *other == u64::from(owner.get());
    if board.published.decryptions.iter().any(is_own) {
        return Err(TrusteeError::Contributed.into());
    }
    let tally = verify(&board, request)?.decryptable().map_err(|_| TrusteeError::Archive)?;
    let mut rng = request.seed()?.expand("kenes/booth/v1|trustee_decrypt");
    let (decryption, proof) = decrypt(&board.election, &tally, owner, &secret, &mut rng);
    let mut bound = BoundDocument::new(&board.election);
    bound.insert(proof).map_err(|_| TrusteeError::Contributed)?;
    Ok(object([
        ("bound", text(bound.to_bytes())),
        ("decryption", text(decryption.to_bytes())),
        ("owner", of(owner)),
    ]))
}

/// The share of the lot that follows from the end of this vote.
fn open_lot(_: &mut Booth, request: &Request<'_>) -> Result<Value, BoothError> {
    let file = file(request)?;
    let board = read(request)?;
    let (owner, secret) = file.open(&board.trustees, request.optional("dkey")?)?;
    let lot = Lot::<G>::new(request.digest("setup")?, request.digest("head")?);
    let mut rng = request.seed()?.expand("kenes/booth/v1|trustee_lot");
    let mut document = LotDocument::new(&lot);
    let share = lot::open(&lot, owner, &secret, &mut rng);
    document.insert(share).map_err(|_| TrusteeError::Contributed)?;
    Ok(object([("owner", of(owner)), ("share", text(document.to_bytes()))]))
}

/// The archive of the message, when it is the one that the page shows, is closed, and its setup holds.
fn read(request: &Request<'_>) -> Result<Board<G>, BoothError> {
    let mut outline = OutlineReader::new(Form::Strict);
    outline.push(request.file(), &mut |_| {}).map_err(|_| TrusteeError::Archive)?;
    let outline = outline.finish().map_err(|_| TrusteeError::Archive)?;
    let setup = outline.setup.ok_or(TrusteeError::Stage)?;
    let end = outline.end.ok_or(TrusteeError::Stage)?;
    for (field, found) in [("setup", setup.event), ("head", end.event)] {
        if request.digest(field)? != found {
            return Err(TrusteeError::OtherArchive { field }.into());
        }
    }
    let published = Published::read(request.file(), Form::Strict).map_err(|_| TrusteeError::Archive)?;
    Ok(Board::of(published).map_err(TrusteeError::from)?)
}

fn need(board: &Board<G>, stages: &[Stage]) -> Result<(), BoothError> {
    board.published.need(stages, "").map_err(|_| TrusteeError::Stage.into())
}

/// Verifies every ballot, the tally and every shuffle.
fn verify(board: &Board<G>, request: &Request<'_>) -> Result<OpenTally<G>, BoothError> {
    let mut file = Cursor::new(request.file());
    Ok(board.open_tally(&mut file, &mut |_| {}).map_err(TrusteeError::from)?)
}

fn of(owner: TrusteeIndex) -> Value {
    number(owner.get())
}
