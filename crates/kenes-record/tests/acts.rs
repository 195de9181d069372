//! Acts: every file of the vectors, the bounds of what is read, and signers who sign apart.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kenes_record::act::{
    Act, ActError, ActType, ActVerifyError, Holder, MAX_ACT, MAX_LINE, Origin, UnsignedAct, VerifiedAct,
};
use kenes_record::checkpoint::Checkpoint;
use kenes_record::key::{KeyName, VerifierKey};
use kenes_record::note::NoteError;
use kenes_record::testing::{World, key, signers};
use proptest::prelude::*;
use serde_json::Value;

#[path = "../examples/make_record_vectors/main.rs"]
#[expect(dead_code, reason = "an example has a main")]
mod make_record_vectors;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/record")
}

#[derive(Debug)]
enum Refusal {
    Form(ActError),
    Signature(ActVerifyError),
}

impl Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Form(error) => error.code(),
            Self::Signature(error) => error.code(),
        }
    }
}

struct Vectors {
    origin: Origin,
    keys: Vec<VerifierKey>,
    acts: Vec<Value>,
}

impl Vectors {
    fn read() -> Self {
        let manifest: Value =
            serde_json::from_slice(&fs::read(folder().join("acts/manifest.json")).unwrap()).unwrap();
        let keys = manifest["keys"].as_array().unwrap();
        Self {
            origin: manifest["origin"].as_str().unwrap().parse().unwrap(),
            keys: keys.iter().map(|key| key.as_str().unwrap().parse().unwrap()).collect(),
            acts: manifest["acts"].as_array().unwrap().clone(),
        }
    }

    fn key_of(&self, name: &KeyName) -> Option<VerifierKey> {
        self.keys.iter().find(|key| key.name() == name).cloned()
    }

    fn check(&self, bytes: &[u8]) -> Result<VerifiedAct, Refusal> {
        let act = Act::parse(bytes).map_err(Refusal::Form)?;
        assert_eq!(act.to_bytes(), bytes);
        act.verify(&self.origin, |name| self.key_of(name)).map_err(Refusal::Signature)
    }
}

#[test]
fn the_vectors_are_read_as_their_manifest_says() {
    let vectors = Vectors::read();
    for entry in &vectors.acts {
        let file = entry["file"].as_str().unwrap();
        let bytes = fs::read(folder().join("acts").join(file)).unwrap();
        match (vectors.check(&bytes), entry["error"].as_str()) {
            (Ok(act), None) => assert_eq!(act.id().to_hex(), entry["id"].as_str().unwrap(), "{file}"),
            (Err(refusal), Some(error)) => assert_eq!(refusal.code(), error, "{file}: {refusal:?}"),
            (found, expected) => panic!("{file}: {found:?}, not {expected:?}"),
        }
        assert!(Checkpoint::parse(&bytes).is_err() || file == "reject/checkpoint.act", "{file}");
    }
}

#[test]
fn the_vectors_are_those_that_are_made_and_no_others() {
    let made = make_record_vectors::files();
    for (path, bytes) in &made {
        assert!(&fs::read(folder().join(path)).unwrap() == bytes, "{path}: run cargo xtask vectors");
    }
    let mut found = BTreeSet::new();
    for sub in ["acts", "acts/accept", "acts/reject", "json"] {
        for file in fs::read_dir(folder().join(sub)).unwrap() {
            let file = file.unwrap();
            if file.file_type().unwrap().is_file() {
                found.insert(format!("{sub}/{}", file.file_name().into_string().unwrap()));
            }
        }
    }
    assert_eq!(found, made.into_keys().collect());
}

#[test]
fn every_type_and_every_error_has_a_vector() {
    let vectors = Vectors::read();
    let accepted: BTreeSet<&str> = vectors
        .acts
        .iter()
        .filter_map(|act| act["file"].as_str()?.strip_prefix("accept/")?.strip_suffix(".act"))
        .collect();
    let types = ActType::ALL.iter().map(|act_type| act_type.name()).filter(|name| *name != "log.succeeded");
    assert_eq!(accepted, types.collect());
    let errors: BTreeSet<&str> = vectors.acts.iter().filter_map(|act| act["error"].as_str()).collect();
    for code in [
        "too-large",
        "not-text",
        "control",
        "form",
        "signature-line",
        "too-many-signatures",
        "lines",
        "json",
        "not-object",
        "unknown-field",
        "missing-field",
        "unwanted-field",
        "field",
        "unknown-type",
        "body-unknown-field",
        "body-missing-field",
        "body-field",
        "signature-order",
        "signers",
        "by",
        "other-log",
        "unknown-key",
        "wrong-signature",
        "checkpoint",
    ] {
        assert!(errors.contains(code), "{code}");
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let world = World::new("example.org");
    let act = world.act(ActType::SeatAccepted, 1);
    let line = act.note().signatures()[0].to_line();
    let many = [act.to_bytes(), line.repeat(10_000).into_bytes()].concat();
    assert!(many.len() > 1_000_000);
    assert_eq!(Act::parse(&many), Err(ActError::TooLarge));
    for size in [MAX_LINE + 1, 64 * 1024, 1 << 24] {
        assert!(Act::parse(&vec![b'a'; size]).is_err());
        assert_eq!(UnsignedAct::parse(&vec![b'a'; size]).unwrap_err(), ActError::Lines);
    }
}

/// An act with as many lines as there may be and the longest text is within the bound, and so is a leaf of 65,535 bytes.
#[test]
fn the_largest_act_is_a_leaf() {
    let world = World::new("example.org");
    let act = world.act(ActType::SeatAccepted, 1);
    let line = act.note().signatures()[0].to_line();
    assert_eq!(line.len(), 120);
    assert_eq!(MAX_ACT, "kenes/act/v1\n".len() + MAX_LINE + 2 + 64 * 120);
    const { assert!(MAX_ACT <= 65_535) };
    for act_type in ActType::ALL {
        let size = world.act(*act_type, u64::from(u32::MAX)).to_bytes().len();
        assert!(size < 3_000, "{} has {size} bytes", act_type.name());
    }
}

#[test]
fn officers_sign_the_same_text_apart() {
    let world = World::new("example.org");
    let unsigned = world.draft(ActType::OutageDeclared, 1).write().unwrap();
    let seen_by_others = UnsignedAct::parse(unsigned.text().as_bytes()).unwrap();
    assert_eq!(seen_by_others, unsigned);
    let mut lines: Vec<_> = (0..5).map(|number| seen_by_others.line(&key(Holder::Member, number))).collect();
    let act = unsigned.clone().assemble(lines.clone()).unwrap();
    lines.reverse();
    assert_eq!(unsigned.clone().assemble(lines.clone()).unwrap(), act);
    assert!(act.verify(world.origin(), |name| world.key_of(name)).is_ok());
    lines.push(lines[0].clone());
    assert!(matches!(unsigned.assemble(lines), Err(ActError::Order { .. })));
}

#[test]
fn a_key_under_another_s_name_is_refused() {
    let world = World::new("example.org");
    let act = world.act(ActType::SeatAccepted, 1);
    let other = key(Holder::Member, 1).verifier().clone();
    let error = act.verify(world.origin(), |_| Some(other.clone())).unwrap_err();
    assert_eq!(error.code(), "wrong-key");
    // The same bytes under the right name, for another use than notes.
    let public = *key(Holder::Member, 0).verifier().public();
    let cosigner =
        |name: &KeyName| VerifierKey::new(name.clone(), kenes_record::key::KeyUse::Cosignature, &public).ok();
    assert_eq!(act.verify(world.origin(), cosigner).unwrap_err().code(), "wrong-key");
}

#[test]
fn an_act_is_no_note_of_another_kind() {
    let world = World::new("example.org");
    let checkpoint = world.checkpoint(3).note().to_bytes();
    assert_eq!(Act::parse(&checkpoint), Err(ActError::Lines));
    for act_type in ActType::ALL {
        assert!(Checkpoint::parse(&world.act(*act_type, 3).to_bytes()).is_err());
    }
    assert_eq!(Act::parse(b""), Err(ActError::Note(NoteError::Form)));
}

proptest! {
    /// No change of one byte gives another act that verifies, and none makes the reader fail.
    #[test]
    fn one_byte_changed_is_refused(at in any::<prop::sample::Index>(), byte in any::<u8>(), of in any::<prop::sample::Index>()) {
        let world = World::new("example.org");
        let act_type = *of.get(ActType::ALL);
        let act = if act_type == ActType::CharterGenesis { world.genesis().clone() } else { world.act(act_type, 5) };
        let mut bytes = act.to_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != byte && act_type != ActType::LogSucceeded);
        bytes[at] = byte;
        let verified = Act::parse(&bytes).is_ok_and(|act| act.verify(world.origin(), |name| world.key_of(name)).is_ok());
        prop_assert!(!verified, "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn an_act_is_written_as_it_is_read(of in any::<prop::sample::Index>(), number in 0..1_u64 << 50) {
        let world = World::new("example.org");
        let act = world.act(*of.get(ActType::ALL), number);
        kenes_record::fuzzing::acts(&act.to_bytes());
        kenes_record::fuzzing::acts(act.note().text().as_bytes());
        prop_assert_eq!(act.signers().len(), signers(act.act_type().profile()).len());
    }
}
