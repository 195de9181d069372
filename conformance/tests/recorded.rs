//! What the peers say of the vectors is what the manifest records, so that we notice when a peer changes: above all where
//! a peer accepts what the specification refuses.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use conformance::{Peer, Release};
use flate2::read::GzDecoder;
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors/protocol")
}

/// The vectors of crypto version 1, which both releases know.
fn vectors() -> Vec<Value> {
    let manifest: Value = serde_json::from_slice(&fs::read(folder().join("manifest.json")).unwrap()).unwrap();
    let vectors = manifest["vectors"].as_array().unwrap().iter();
    vectors.filter(|vector| vector["crypto_version"] == 1).cloned().collect()
}

fn text<'a>(vector: &'a Value, field: &str) -> &'a str {
    vector[field].as_str().unwrap_or_default()
}

/// `positive`, or what a negative vector or a control alters.
fn category(vector: &Value) -> &str {
    if vector["kind"] == "positive" { "positive" } else { text(vector, "category") }
}

fn archive(vector: &Value) -> Vec<u8> {
    let mut archive = Vec::new();
    let file = fs::File::open(folder().join(text(vector, "file"))).unwrap();
    GzDecoder::new(file).read_to_end(&mut archive).unwrap();
    archive
}

/// Whether the release accepts the archive; none when the manifest does not say, or the release says one thing or the
/// other by chance: 3.3.0 drops the outcome of its check of the ballots and of the credentials that belong to them.
fn recorded(vector: &Value, release: Release) -> Option<bool> {
    let peer = vector["peer"].get(release.name())?;
    let by_chance =
        ["ballot-", "credential-"].iter().any(|part| text(vector, "expected_check").starts_with(part));
    if release == Release::V3 && by_chance {
        return None;
    }
    if let Some(code) = peer["exit_code"].as_i64() {
        return Some(code == 0);
    }
    let (runs, accepted) = (peer["runs"].as_u64().unwrap(), peer["accepted"].as_u64().unwrap());
    assert!(accepted == 0 || accepted == runs, "{}: {accepted} of {runs}", text(vector, "name"));
    Some(accepted == runs)
}

fn check(name: &str, release: Release) {
    let Some(peer) = Peer::find(release) else { return };
    let mut differences = Vec::new();
    for vector in vectors().iter().filter(|vector| category(vector) == name) {
        let Some(expected) = recorded(vector, release) else { continue };
        let output = peer.verify(&archive(vector), UUID);
        let refused = output.code == Some(124);
        if output.is_accepted() != expected || refused == expected {
            let said = format!("exit code {:?}: {}", output.code, output.stderr);
            differences.push(format!("{}: recorded {expected}, but {said}", text(vector, "name")));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Archives may have any name of this form.
const UUID: &str = "11111111111111";

const CATEGORIES: [&str; 10] =
    ["ballot", "chain", "control", "pd", "positive", "result", "setup", "shuffle", "tally", "tar"];

macro_rules! categories {
    ($($module:ident $release:expr;)*) => {
        $(mod $module {
            use super::*;
            categories! { $release => ballot chain control pd positive result setup shuffle tally tar }
        })*
    };
    ($release:expr => $($category:ident)*) => {
        $(#[test]
        fn $category() {
            check(stringify!($category), $release);
        })*
    };
}

categories! {
    release_2_0 Release::V2;
    release_3_3_0 Release::V3;
}

#[test]
fn no_category_is_forgotten() {
    let vectors = vectors();
    let all: BTreeSet<_> = vectors.iter().map(category).collect();
    assert_eq!(all, BTreeSet::from(CATEGORIES));
}

/// One by one, release 3.3.0 refuses every ballot that the specification refuses, but for other writings of an answer
/// that it reads all the same.
#[test]
fn release_3_3_0_verifies_single_ballots() {
    let Some(peer) = Peer::find(Release::V3) else { return };
    let mut accepted = Vec::new();
    // A replay does not show in the single ballot.
    let single =
        |vector: &&Value| category(vector) == "ballot" && vector["expected_check"] != "ballot-replay";
    for vector in vectors().iter().filter(single) {
        let outputs = peer.verify_ballots(&archive(vector), UUID);
        let refused = outputs.iter().filter(|output| !output.is_accepted()).count();
        if refused == 0 {
            accepted.push(text(vector, "name").to_owned());
        } else {
            assert_eq!((refused, vector["kind"].as_str()), (1, Some("negative")), "{}", text(vector, "name"));
        }
    }
    let expected = [
        "neg3.3--ballot-resigned-control",
        "neg3.3--ballot-element-uppercase-hex",
        "neg3.3--ballot-proof-number-leading-zero",
        "neg3.3--ballot-json-field-order-in-answer",
        // The tool itself trims the file that it reads.
        "neg3.3--ballot-json-trailing-newline",
        "neg3.3--ballot-json-extra-field-in-answer",
        "neg2.0--ballot-element-leading-zero",
        "neg2.0--ballot-regenerated-control",
        "neg2.0--ballot-json-duplicate-key-in-answer",
    ];
    assert_eq!(accepted, expected);
}
