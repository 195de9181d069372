//! Writes the corpus of the fuzz targets (`fuzz/corpus`) and their fixtures (`src/fuzzing`) anew, from the library itself:
//! `cargo xtask vectors`. The two belong together.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a corpus that cannot be made should stop its maker"
)]

use std::fs;
use std::path::{Path, PathBuf};

use kenes_belenios::archive::{Form, OutlineReader, Stage, SurveyItem};
use kenes_belenios::fuzzing::ENTRY_POINTS;
use kenes_belenios::group::{Ed25519, Group, GroupId};
use kenes_belenios::lot::{Lot, LotDocument, open};
use kenes_belenios::sealing::Sealer;
use kenes_belenios::testing::{Play, Scenario, TestRng, random, rng};
use kenes_belenios::trustee::TrusteeIndex;
use kenes_belenios::trustee::threshold::{Certificate, Certificates, Threshold};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name)
}

/// The election whose structures the corpus holds: every type of question, every kind of trustee.
fn the_play() -> Play<Ed25519> {
    use random::Kind;
    Scenario::new(GroupId::Ed25519, 0xf0)
        .ask(&[Kind::SelectOrBlank, Kind::Rank, Kind::Lists])
        .trustees(1, &[(1, 2)])
        .voters(2)
        .ballots(2, 0)
        .shuffles(1)
        .play()
}

fn main() {
    let play = the_play();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/fuzzing");
    fs::write(fixtures.join("election.json"), play.board.election().bytes()).unwrap();
    fs::write(fixtures.join("credentials.json"), play.board.credentials().to_bytes()).unwrap();
    for (name, _) in ENTRY_POINTS {
        fs::create_dir_all(folder(name)).unwrap();
    }
    let write = |name: &str, file: &str, bytes: &[u8]| fs::write(folder(name).join(file), bytes).unwrap();
    write_items(&play, &write);
    write("bound", "of-two-trustees", &play.board.bound().to_bytes());
    write("lot", "of-two-trustees", &the_lot(&play));
    write("lenient", "result", br#"{ "result" : [ ["1", 2147483648, 0], [] ] }"#);
    write("lenient", "ballot", br#"{"election_uuid":"u","election_hash":"h","credential":"c","answers":[{"proof":{"response":"1","challenge":"2"},"choices":{"beta":"3","alpha":"4"}}],"signature":{}}"#);
    write("private_credential", "current", play.voters[0].expose().as_bytes());
    write("private_credential", "2.0", b"ArU-7M7-z7z-As4-j3Y");
    write("answers", "all-questions", b"[[0,1],[1,2],[[1,1,0]]]");
    let sealer = Sealer::new(play.board.election());
    let sealed = sealer.seal(&play.voters[0], play.votes[0].answers.clone(), &mut rng(1)).unwrap();
    write("opening", "all-questions", &sealed.challenge().to_bytes());
    write_elections(&write);
    write_ceremony::<Ed25519>(&write, &mut rng(2));
}

/// The lot of the election as two of its trustees open it.
fn the_lot(play: &Play<Ed25519>) -> Vec<u8> {
    let mut reader = OutlineReader::new(Form::Strict);
    reader.push(play.board.archive(), &mut |_| {}).unwrap();
    let outline = reader.finish().unwrap();
    let lot = Lot::new(outline.setup.unwrap().event, outline.end.unwrap().event);
    let mut document = LotDocument::new(&lot);
    for (owner, secret) in TrusteeIndex::all().zip(&play.secrets).take(2) {
        document.insert(open(&lot, owner, secret, &mut rng(3))).unwrap();
    }
    document.verify(play.board.trustees(), &lot).unwrap();
    document.to_bytes()
}

/// What the archive of the election holds.
fn write_items(play: &Play<Ed25519>, write: &impl Fn(&str, &str, &[u8])) {
    for item in kenes_belenios::testing::items(play.board.archive()) {
        match item {
            SurveyItem::Setup { election, trustees, credentials, setup: _ } => {
                write("election", "all-questions", &election);
                write("trustees", "single-and-threshold", &trustees);
                write("credentials", "unweighted", &credentials);
                let spaced = String::from_utf8(election).unwrap().replace(",\"", " ,\n\t\"");
                write("lenient", "election", spaced.as_bytes());
            }
            SurveyItem::Ballot { bytes, tracker: _, height: 1 } => write("ballot", "all-questions", &bytes),
            SurveyItem::Shuffle { owner: _, bytes } => write("shuffle", "of-two", &bytes),
            SurveyItem::Decryption { owner: 1, bytes } => {
                write("decryption", "of-single", &bytes);
                let spaced =
                    String::from_utf8(bytes).unwrap().replace("{\"challenge\":", "{ \"challenge\" : ");
                write("lenient", "decryption", spaced.as_bytes());
            }
            SurveyItem::Result { bytes } => write("result", "all-questions", &bytes),
            SurveyItem::Ballot { .. }
            | SurveyItem::EndBallots
            | SurveyItem::Tally { .. }
            | SurveyItem::EndShuffles
            | SurveyItem::Decryption { .. } => {}
        }
    }
}

fn write_elections(write: &impl Fn(&str, &str, &[u8])) {
    use random::Kind;
    let small = Scenario::new(GroupId::Ed25519, 0xf1).voters(1).ballots(1, 0).until(Stage::Voting);
    let ranked = Scenario::new(GroupId::Ed25519, 0xf2).ask(&[Kind::Rank]).voters(1).ballots(1, 0).shuffles(1);
    write("archive", "voting", &small.make().archive);
    write("archive", "shuffled", &ranked.make().archive);
    let weighted =
        Scenario::new(GroupId::Belenios2048, 0xf3).weights(vec![1 << 30, 2]).until(Stage::Setup).make();
    let SurveyItem::Setup { election, trustees, credentials, setup: _ } =
        kenes_belenios::testing::items(&weighted.archive).remove(0)
    else {
        panic!("an archive begins with Setup");
    };
    write("election", "finite-field", &election);
    write("trustees", "finite-field", &trustees);
    write("credentials", "finite-field-weighted", &credentials);
}

fn write_ceremony<G: Group>(write: &impl Fn(&str, &str, &[u8]), rng: &mut TestRng) {
    let threshold = Threshold::new(1, 2).unwrap();
    let made =
        TrusteeIndex::all().take(2).map(|index| Certificate::<G>::generate(threshold, index, rng).unwrap());
    let (seeds, certificates): (Vec<_>, Vec<_>) = made.unzip();
    write("ceremony", "seed", seeds[0].export().as_bytes());
    write("ceremony", "certificate", &certificates[0].to_bytes());
    let certificates = Certificates::verify(certificates).unwrap();
    let polynomials: Vec<_> = seeds.iter().map(|seed| certificates.deal(seed, rng).unwrap()).collect();
    write("ceremony", "polynomial", &polynomials[0].to_bytes());
    let verified = certificates.verify_polynomials(polynomials).unwrap();
    let vinput = verified.vinputs().next().unwrap();
    write("ceremony", "vinput", &vinput.to_bytes());
    let (secret, voutput) = certificates.check_vinput(&seeds[0], &vinput, rng).unwrap();
    write("ceremony", "voutput", &voutput.to_bytes());
    write("ceremony", "secret-key", &secret.export());
    write("ceremony", "decryption-key", &voutput.encrypted_decryption_key().to_bytes());
}
