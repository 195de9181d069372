//! Histories as data: a record with its evidence, and what each act must come to, for other programs and platforms.
//! `vectors/council/README.md` describes the form.

mod parts;
mod read;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use kenes_record::act::{ActType, Datum, VerifiedAct};
use kenes_record::json::{Object, Value};
use kenes_record::key::{KeyName, NoteSigner, VerifierKey};
use kenes_record::note::NoteSignature;

pub use self::read::{GoldenError, Replayed, replay};
use super::key::made;
use super::{World, the};
use crate::apply::Outcome;
use crate::council::Council;

/// So many keys a server may have had.
const SERVERS: u64 = 16;

/// The word for an outcome.
pub fn word(outcome: Outcome) -> String {
    match outcome {
        Outcome::Effect => "effect".into(),
        Outcome::None(refusal) => refusal.code().into(),
        Outcome::Incomplete { digest } => format!("incomplete {}", digest.to_hex()),
        Outcome::NeedsNewer { version } => format!("needs-newer {version}"),
    }
}

/// The history of a world: one object in canonical JSON on each line, all of them an array.
pub fn write(world: &World) -> String {
    let mut items = Vec::from([object([
        ("kind", Value::string("council")),
        ("origin", Value::string(world.origin.name().as_str())),
    ])]);
    items.extend(keys(world).iter().map(key_item));
    items.extend(world.evidence.documents.iter().map(|(digest, content)| {
        let text = core::str::from_utf8(content).unwrap_or_default();
        object([
            ("content", Value::string(text)),
            ("digest", Value::string(digest.to_hex())),
            ("kind", Value::string("document")),
        ])
    }));
    items.extend(world.evidence.archives.iter().map(|(names, found)| parts::archive(names, found.as_ref())));
    items.extend(world.evidence.lots.iter().map(|(proofs, found)| parts::lot(proofs, found.as_ref())));
    items.extend(acts(world));
    let lines: Vec<String> = items.into_iter().map(|item| Value::Object(item).encode()).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// An object with these fields.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Object {
    let mut object = Object::new();
    for (name, value) in fields {
        the(object.insert(name, value));
    }
    object
}

fn key_item(key: &VerifierKey) -> Object {
    object([("key", Value::string(key.to_string())), ("kind", Value::string("key"))])
}

/// The keys of the signature lines, and of the log at the beginning.
fn keys(world: &World) -> Vec<VerifierKey> {
    let mut known: BTreeMap<KeyName, VerifierKey> = BTreeMap::new();
    let mut add = |key: &NoteSigner| {
        known.insert(key.verifier().name().clone(), key.verifier().clone());
    };
    // Whatever signed was made here.
    made().iter().for_each(|key| add(key));
    (0..SERVERS).for_each(|number| add(&with_server(world, number).own_witness()));
    let used: BTreeSet<&KeyName> = world.acts.iter().flat_map(names).collect();
    let mut keys: Vec<VerifierKey> = used.into_iter().filter_map(|name| known.get(name)).cloned().collect();
    keys.push(with_server(world, 0).log_key().verifier().clone());
    keys
}

/// The same world with another key of the server, for the keys that follow from it.
fn with_server(world: &World, number: u64) -> World {
    let mut other = world.clone();
    other.server = number;
    other
}

/// The names of an act's lines and of those of its checkpoint.
fn names(act: &VerifiedAct) -> Vec<&KeyName> {
    let mut lines: Vec<&NoteSignature> = act.act().note().signatures().iter().collect();
    if let Some(Datum::Checkpoint(checkpoint)) = act.body().field("checkpoint") {
        lines.extend(checkpoint.note().signatures());
    }
    lines.into_iter().map(NoteSignature::name).collect()
}

/// The acts, each with what it came to and the hash of the state after it.
fn acts(world: &World) -> Vec<Object> {
    let Some((first, rest)) = world.acts.split_first() else { return Vec::new() };
    let mut council = the(Council::open(first, &world.evidence));
    let mut items = Vec::from([act_item(first, Outcome::Effect, &council)]);
    let mut server = 0;
    for act in rest {
        let outcome = council.apply(act, &world.evidence);
        items.push(act_item(act, outcome, &council));
        if act.act_type() == ActType::ServerKey && outcome == Outcome::Effect {
            // The log goes on under the next key, by the same name.
            server += 1;
            items.push(key_item(with_server(world, server).log_key().verifier()));
        }
    }
    items
}

fn act_item(act: &VerifiedAct, outcome: Outcome, council: &Council) -> Object {
    let leaf = act.act().to_bytes();
    object([
        ("kind", Value::string("act")),
        ("leaf", Value::string(the(String::from_utf8(leaf)))),
        ("outcome", Value::string(word(outcome))),
        ("state", Value::string(council.state_hash().to_hex())),
    ])
}
