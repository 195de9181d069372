//! Writes the vectors of `vectors/protocol/own` anew: `cargo xtask vectors`. The same files come out at every run.
//!
//! They show what crypto version 1 alone does not: a trustee gives a false decryption factor whose proof passes, and the
//! bound proof tells.
#![expect(clippy::unwrap_used, clippy::panic, reason = "vectors that cannot be made should stop their maker")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder};
use kenes_belenios::archive::{Stage, SurveyItem};
use kenes_belenios::decryption::{BoundDocument, DecryptionSet, decrypt, forger};
use kenes_belenios::group::{Ed25519, GroupId};
use kenes_belenios::result::ElectionResult;
use kenes_belenios::testing::random::Kind;
use kenes_belenios::testing::{Play, Scenario, items, rebuild, rng};
use kenes_belenios::trustee::TrusteeIndex;

fn main() {
    let Some(folder) = std::env::args().nth(1).map(PathBuf::from) else {
        panic!("usage: make_vectors FOLDER")
    };
    fs::create_dir_all(&folder).unwrap();
    write(&folder, "bound-honest", Kind::Rank, None);
    write(&folder, "bound-forged-ranking", Kind::Rank, Some(3));
    write(&folder, "bound-forged-count", Kind::Select, Some(0));
}

/// A finished election of two trustees with its bound proofs; trustee 2 forges the factor of ciphertext `forged`.
///
/// A forged count cannot be found, so that archive ends before the result.
fn write(folder: &Path, name: &str, kind: Kind, forged: Option<usize>) {
    let scenario = Scenario::new(GroupId::Ed25519, 4711)
        .ask(&[kind])
        .trustees(2, &[])
        .voters(6)
        .ballots(6, 1)
        .until(Stage::ShufflesEnded);
    let play: Play<Ed25519> = scenario.play();
    let board = &play.board;
    let decryptable = board.decryptable();
    let mut document = BoundDocument::new(board.election());
    let mut set = DecryptionSet::new(board.election(), board.trustees(), decryptable).unwrap();
    let mut archive = items(board.archive());
    for (owner, secret) in TrusteeIndex::all().zip(&play.secrets) {
        let stream = &mut rng(u64::from(owner.get()));
        let honest = decrypt(board.election(), decryptable, owner, secret, stream);
        let (decryption, bound) = match forged {
            Some(index) if owner.get() == 2 => {
                forger::forge(board.election(), decryptable, owner, secret, (0, index), stream)
            }
            Some(_) | None => honest,
        };
        archive.push(SurveyItem::Decryption { owner: owner.get().into(), bytes: decryption.to_bytes() });
        set.add(owner.get().into(), decryption).unwrap();
        document.insert(bound).unwrap();
    }
    let factors = set.combine().unwrap();
    let weight = board.tally().unwrap().total_weight();
    let questions = board.election().questions();
    if let Ok(result) = ElectionResult::compute(questions, decryptable, &factors, weight) {
        archive.push(SurveyItem::Result { bytes: result.as_result().to_bytes() });
    }
    let file = fs::File::create(folder.join(format!("{name}.bel.gz"))).unwrap();
    let mut packed = GzBuilder::new().write(file, Compression::best());
    packed.write_all(&rebuild(&archive)).unwrap();
    packed.finish().unwrap();
    fs::write(folder.join(format!("{name}.bound.json")), document.to_bytes()).unwrap();
}
