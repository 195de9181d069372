//! `kenes record show`.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;
use std::str::FromStr;

use kenes_record::act::{Act, ActId};
use kenes_record::cosignature;
use kenes_text::time::utc;
use serde_json::{Value, json};

use super::RecordError;
use super::source::Record;
use super::words::{act_to_json, act_to_text};
use crate::error::Result;
use crate::output::{self, Output};

/// Shows a record: its newest checkpoint, or acts in words
///
/// That the checkpoint is signed by the record's own key is checked; whether the acts are right says `kenes record fsck`.
///
/// Exit codes: 0 shown; 1 there is no such act, or what is there is not a record's; 2 a file cannot be read.
///
/// With --json: origin, size, root, key, witnesses (name, signed, time), enough; or, with --index, --id or --range, acts
/// (index, id, type, signers, act).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of the record
    dir: PathBuf,
    #[command(flatten)]
    which: Which,
    /// Show the acts A to B - 1
    #[arg(long, value_name = "A..B", conflicts_with_all = ["index", "id"])]
    range: Option<Span>,
}

/// Which act.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// The number of an act, from 0
    #[arg(long, value_name = "I", conflicts_with = "id")]
    index: Option<u64>,
    /// The id of an act, 64 hexadecimal digits
    #[arg(long, value_name = "ID")]
    id: Option<ActId>,
}

impl Which {
    /// The number of the act; none when no act is named.
    pub fn find(&self, record: &Record) -> Result<Option<u64>> {
        match (self.index, &self.id) {
            (Some(index), _) => Ok(Some(index)),
            (None, Some(id)) => Ok(Some(record.find(id)?)),
            (None, None) => Ok(None),
        }
    }
}

/// Acts from a number to before another.
#[derive(Clone, Debug)]
struct Span(Range<u64>);

impl FromStr for Span {
    type Err = &'static str;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let ends = text.split_once("..").and_then(|(from, to)| Some(from.parse().ok()?..to.parse().ok()?));
        ends.map(Self).ok_or("two numbers with two dots between them, as in 10..20")
    }
}

impl Args {
    /// Shows.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { dir, which, range } = self;
        let record = Record::open(&dir)?;
        let range = match (which.find(&record)?, range) {
            (Some(index), _) => index..index.saturating_add(1),
            (None, Some(Span(range))) => range,
            (None, None) => return show_head(&record, output),
        };
        show_acts(&record, range, output)
    }
}

fn show_acts(record: &Record, range: Range<u64>, output: Output) -> Result<()> {
    let mut acts = Vec::new();
    for index in range {
        let entry = record.entry(index)?;
        let act = Act::parse(&entry);
        let act = act.map_err(|source| RecordError::NotAnAct { dir: record.dir.clone(), index, source })?;
        if output.json {
            acts.push(act_to_json(index, &act));
        } else {
            output::raw(act_to_text(index, &act).trim_end())?;
        }
    }
    if output.json { output::raw(json!({ "acts": acts })) } else { Ok(()) }
}

fn show_head(record: &Record, output: Output) -> Result<()> {
    let head = record.checkpoint.head();
    let policy = record.policy()?;
    let enough = policy.verify(&record.checkpoint).is_ok();
    let witnesses: Vec<(String, Option<u64>)> = policy
        .witnesses()
        .iter()
        .map(|witness| {
            let signed = cosignature::verify(&record.checkpoint, &witness.key);
            (witness.name.to_string(), signed.ok().map(|signed| signed.time()))
        })
        .collect();
    let mut text = String::new();
    let _ = writeln!(text, "record     {}", head.origin);
    let _ = writeln!(text, "acts       {}", head.size);
    let _ = writeln!(text, "root       {}", head.root.to_base64());
    let _ = writeln!(text, "key        {}", record.log);
    for (name, time) in &witnesses {
        let said =
            time.map_or_else(|| "has not signed".to_owned(), |time| format!("signed at {}", utc(time)));
        let _ = writeln!(text, "witness    {name} {said}");
    }
    let _ = writeln!(text, "witnessed  {}", if enough { "by enough" } else { "NOT by enough" });
    let to_json = |(name, time): &(String, Option<u64>)| -> Value {
        json!({ "name": name, "signed": time.is_some(), "time": time })
    };
    let json = json!({
        "origin": head.origin.as_str(),
        "size": head.size,
        "root": head.root.to_base64(),
        "key": record.log.to_string(),
        "witnesses": witnesses.iter().map(to_json).collect::<Vec<_>>(),
        "enough": enough,
    });
    output.data(&json, text.trim_end())
}
