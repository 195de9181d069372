//! Writes the vectors of `vectors/protocol/own` anew: `cargo xtask vectors`. The same files come out at every run.
//!
//! They show what crypto version 1 alone does not: a trustee gives a false decryption factor whose proof passes, and the
//! bound proof tells; and lots, opened by some trustees or by others, in each group, and one with a false share.
#![expect(clippy::unwrap_used, clippy::panic, reason = "vectors that cannot be made should stop their maker")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder};
use kenes_belenios::archive::{Form, OutlineReader, Stage, SurveyItem};
use kenes_belenios::decryption::{BoundDocument, DecryptionSet, decrypt, forger};
use kenes_belenios::group::{Belenios2048, Ed25519, Group, GroupId, Rfc3526};
use kenes_belenios::lot::{Lot, LotDocument, open};
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
    write_lots::<Ed25519>(&folder, "lot-one-trustee", (1, &[]), &[("", &[1])]);
    let openings: [(&str, &[u32]); 2] = [("", &[1, 2, 3]), ("-others", &[1, 3, 4])];
    write_lots::<Ed25519>(&folder, "lot-threshold", (1, &[(2, 3)]), &openings);
    write_lots::<Belenios2048>(&folder, "lot-belenios-2048", (2, &[]), &[("", &[1, 2])]);
    write_lots::<Rfc3526>(&folder, "lot-rfc-3526-2048", (0, &[(1, 2)]), &[("", &[2])]);
    // Trustee 3 gives the value of trustee 4 as its own.
    let mut forged = fs::read_to_string(folder.join("lot-threshold.lot.json")).unwrap();
    let shares = fs::read_to_string(folder.join("lot-threshold-others.lot.json")).unwrap();
    let (own, others) = (value_of(&forged, 3), value_of(&shares, 4));
    forged = forged.replace(&own, &others);
    fs::write(folder.join("lot-threshold-forged.lot.json"), forged).unwrap();
}

/// The value of a share in a document.
fn value_of(document: &str, owner: u32) -> String {
    let (_, share) = document.split_once(&format!("\"owner\":{owner},\"value\":\"")).unwrap();
    share.split('"').next().unwrap().to_owned()
}

/// An election whose vote has ended, of so many single trustees and these groups, and its lot as these trustees open it.
fn write_lots<G: Group>(
    folder: &Path,
    name: &str,
    (singles, thresholds): (u32, &[(u32, u32)]),
    openings: &[(&str, &[u32])],
) {
    let scenario = Scenario::new(G::ID, 4712)
        .trustees(singles, thresholds)
        .voters(2)
        .ballots(1, 0)
        .until(Stage::BallotsEnded);
    let play: Play<G> = scenario.play();
    let mut reader = OutlineReader::new(Form::Strict);
    reader.push(play.board.archive(), &mut |_| {}).unwrap();
    let outline = reader.finish().unwrap();
    let lot = Lot::<G>::new(outline.setup.unwrap().event, outline.end.unwrap().event);
    for (suffix, owners) in openings {
        let mut document = LotDocument::new(&lot);
        for owner in owners.iter().map(|&owner| TrusteeIndex::new(owner).unwrap()) {
            let (_, secret) =
                TrusteeIndex::all().zip(&play.secrets).find(|(other, _)| *other == owner).unwrap();
            document.insert(open(&lot, owner, secret, &mut rng(owner.get().into()))).unwrap();
        }
        document.verify(play.board.trustees(), &lot).unwrap();
        fs::write(folder.join(format!("{name}{suffix}.lot.json")), document.to_bytes()).unwrap();
    }
    pack(folder, name, play.board.archive());
}

/// Writes an archive in gzip.
fn pack(folder: &Path, name: &str, archive: &[u8]) {
    let file = fs::File::create(folder.join(format!("{name}.bel.gz"))).unwrap();
    let mut packed = GzBuilder::new().write(file, Compression::best());
    packed.write_all(archive).unwrap();
    packed.finish().unwrap();
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
    pack(folder, name, &rebuild(&archive));
    fs::write(folder.join(format!("{name}.bound.json")), document.to_bytes()).unwrap();
}
