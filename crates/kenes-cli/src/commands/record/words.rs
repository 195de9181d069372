//! Acts and times in words.

use std::fmt::Write as _;

use kenes_record::act::{Act, Datum};
use kenes_text::time::utc;
use serde_json::{Value, json};

/// An act in words, several lines.
pub fn act_to_text(index: u64, act: &Act) -> String {
    let mut text = format!("act {index}: {}\n", act.act_type().name());
    let _ = writeln!(text, "  {}", act.act_type().description().trim());
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:<14} {value}");
    };
    line("id", &act.id().to_hex());
    for signer in act.signers() {
        line("signed by", &signer.to_string());
    }
    if let Some(at) = act.envelope().at {
        line("said at", &utc(at));
    }
    if let Some(counter) = act.envelope().counter {
        line("counter", &counter.to_string());
    }
    if let Some(seen) = act.envelope().seen {
        line("having seen", &format!("{}, root {}", number_of(seen.size, "act"), seen.root.to_base64()));
    }
    for (name, datum) in act.body().fields() {
        line(name, &datum_to_text(datum));
    }
    text
}

fn datum_to_text(datum: &Datum) -> String {
    match datum {
        Datum::Digest(hash) => hash.to_hex(),
        Datum::Act(id) => format!("act {id}"),
        Datum::Commitment(commitment) => commitment.hash().to_hex(),
        Datum::PublicKey(key) => format!("key {}", key.to_hex()),
        Datum::Key(name) => name.to_string(),
        Datum::Number(number) => number.to_string(),
        Datum::Minute(time) => utc(*time),
        Datum::Code(word) => (*word).to_owned(),
        Datum::Text(reference) | Datum::Document(reference) => {
            let bytes = number_of(reference.length(), "byte");
            format!("{bytes} of {} in {}", reference.media().name(), reference.path())
        }
        Datum::Checkpoint(checkpoint) => {
            let lines = u64::try_from(checkpoint.note().signatures().len()).unwrap_or(u64::MAX);
            let (acts, lines) = (number_of(checkpoint.head().size, "act"), number_of(lines, "signature"));
            format!("checkpoint of {acts} with {lines}")
        }
        Datum::List(items) if items.is_empty() => "none".to_owned(),
        Datum::List(items) => items.iter().map(datum_to_text).collect::<Vec<_>>().join(", "),
    }
}

/// An act for programs: what is signed is under `act`, as it stands in the record.
pub fn act_to_json(index: u64, act: &Act) -> Value {
    let signed = act.note().text().lines().nth(1).and_then(|line| serde_json::from_str::<Value>(line).ok());
    json!({
        "index": index,
        "id": act.id().to_hex(),
        "type": act.act_type().name(),
        "signers": act.signers().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "act": signed,
    })
}

/// A number of things, of which the plural ends in s.
pub fn number_of(count: u64, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}
