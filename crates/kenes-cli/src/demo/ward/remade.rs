//! What follows from a tally, made again by trustees who help a forger: shuffles, decryptions, result.

use kenes_belenios::Ciphertext;
use kenes_belenios::archive::SurveyItem;
use kenes_belenios::board::ShuffleFault;
use kenes_belenios::decryption::{BoundDocument, DecryptionSet, OtherTrustees, decrypt};
use kenes_belenios::result::ElectionResult;
use kenes_belenios::shuffle::{Generators, Shuffle, VerifiedShuffle};
use kenes_belenios::tally::{EncryptedTally, Tally};

use crate::board::Board;
use crate::demo::folder::Folder;
use crate::demo::{DECRYPTERS, G, SHUFFLERS, ceremony};
use crate::error::{CliError, Result};
use crate::random::rng;

/// The end of an archive, from the encrypted tally on.
pub struct Remade {
    pub items: Vec<SurveyItem>,
    /// The document of bound proofs.
    pub bound: Vec<u8>,
}

impl Remade {
    /// Makes all of it with the trustees' keys.
    pub fn of(board: &Board<G>, tally: &Tally<G>, folder: &Folder) -> Result<Self> {
        let mut items = vec![Self::tally_item(tally)];
        let decryptable = shuffle(board, tally, &mut items)?;
        items.push(SurveyItem::EndShuffles);
        let bound = decrypt_all(board, tally, &decryptable, folder, &mut items)?;
        Ok(Self { items, bound })
    }

    /// The event of an encrypted tally.
    pub fn tally_item(tally: &Tally<G>) -> SurveyItem {
        SurveyItem::Tally { sized: tally.sized(), bytes: tally.encrypted().to_bytes() }
    }
}

/// Adds the shuffles; returns what is decrypted.
fn shuffle(board: &Board<G>, tally: &Tally<G>, items: &mut Vec<SurveyItem>) -> Result<EncryptedTally<G>> {
    let (key, fingerprint) = (board.election.public_key(), board.election.fingerprint());
    let failed = |source| CliError::ShuffleRefused { path: board.path.clone(), source };
    let mut inputs: Vec<Vec<Ciphertext<G>>> = tally.encrypted().nh_ciphertexts();
    let generators = Generators::new(inputs.iter().map(Vec::len).max().unwrap_or(0));
    let mut last: Option<VerifiedShuffle<G>> = None;
    for owner in SHUFFLERS {
        let shuffle = Shuffle::prove_with(&inputs, key, fingerprint, &generators, &mut rng()?);
        items.push(SurveyItem::Shuffle { owner, bytes: shuffle.to_bytes() });
        let verified = shuffle.verify_with(&inputs, key, fingerprint, &generators);
        let verified = verified.map_err(|source| failed(source.into()))?;
        inputs = verified.ciphertexts().to_vec();
        last = Some(verified);
    }
    match last {
        Some(last) => {
            tally.encrypted().with_shuffle(&last).map_err(|source| failed(ShuffleFault::Merge(source)))
        }
        None => Ok(tally.encrypted().clone()),
    }
}

/// Adds the partial decryptions and the result; returns the bound proofs.
fn decrypt_all(
    board: &Board<G>,
    tally: &Tally<G>,
    decryptable: &EncryptedTally<G>,
    folder: &Folder,
    items: &mut Vec<SurveyItem>,
) -> Result<Vec<u8>> {
    let path = || board.path.clone();
    let mut document = BoundDocument::new(&board.election);
    let mut set = DecryptionSet::new(&board.election, &board.trustees, decryptable)
        .map_err(|OtherTrustees| CliError::SetupKey { path: path() })?;
    for number in DECRYPTERS {
        let keys = ceremony::key_of(folder, board.trustee(number)?);
        let (owner, secret) = keys.open(&board.trustees, board.election.uuid())?;
        let (decryption, bound) = decrypt(&board.election, decryptable, owner, &secret, &mut rng()?);
        items.push(SurveyItem::Decryption { owner: number, bytes: decryption.to_bytes() });
        set.add(number, decryption).map_err(|source| CliError::DecryptionRefused { path: path(), source })?;
        document.insert(bound).map_err(|_| CliError::Contributed { owner, what: "bound proof" })?;
    }
    let factors = set.combine().map_err(|source| CliError::Incomplete { path: path(), source })?;
    let result =
        ElectionResult::compute(board.election.questions(), decryptable, &factors, tally.total_weight())
            .map_err(|source| CliError::Result { path: path(), source })?;
    items.push(SurveyItem::Result { bytes: result.as_result().to_bytes() });
    Ok(document.to_bytes())
}
