//! Ed25519 at its edges: the vectors of `vectors/record/ed25519.txt`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kenes_record::key::{KeyName, KeyUse, VerifierKey, VerifierKeyError};

struct Vector {
    verdict: String,
    origin: String,
    key: [u8; 32],
    signature: [u8; 64],
    message: Vec<u8>,
}

fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    base16ct::lower::decode_vec(hex).unwrap().try_into().unwrap()
}

fn vectors() -> Vec<Vector> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/record/ed25519.txt");
    let text = fs::read_to_string(path).unwrap();
    let read = |line: &str| {
        let columns: Vec<&str> = line.split(' ').collect();
        let [verdict, origin, key, signature, message, _] = columns[..] else { panic!("{line}") };
        let message = if message == "-" { "" } else { message };
        Vector {
            verdict: verdict.to_owned(),
            origin: origin.to_owned(),
            key: bytes(key),
            signature: bytes(signature),
            message: base16ct::lower::decode_vec(message).unwrap(),
        }
    };
    text.lines().filter(|line| !line.starts_with('#')).map(read).collect()
}

#[test]
fn every_signature_is_accepted_or_refused_as_the_file_says() {
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    for vector in vectors() {
        let key = VerifierKey::new(KeyName::new("key").unwrap(), KeyUse::Note, &vector.key);
        match vector.verdict.as_str() {
            "key-no-point" | "key-not-canonical" | "key-small-order" => {
                assert_eq!(key, Err(VerifierKeyError::Public), "{}", vector.origin);
            }
            verdict => {
                let right = key.unwrap().is_signature(&vector.message, &vector.signature);
                assert_eq!(right, verdict == "accept", "{} {verdict}", vector.origin);
            }
        }
        *verdicts.entry(vector.verdict).or_default() += 1;
    }
    let counts: Vec<(&str, usize)> =
        verdicts.iter().map(|(verdict, count)| (verdict.as_str(), *count)).collect();
    let expected = [
        ("accept", 48),
        ("equation", 71),
        ("key-no-point", 16),
        ("key-not-canonical", 252),
        ("key-small-order", 302),
        ("r-no-point", 16),
        ("r-not-canonical", 202),
        ("r-small-order", 108),
        ("s-not-canonical", 10),
    ];
    assert_eq!(counts, expected);
}
