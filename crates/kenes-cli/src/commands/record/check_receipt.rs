//! `kenes record check-receipt`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use kenes_record::act::Act;
use kenes_record::key::VerifierKey;
use kenes_record::policy::{MAX_POLICY, Policy};
use kenes_record::receipt::{MAX_RECEIPT, Receipt, ReceiptError, VerifiedReceipt};
use kenes_text::time::utc;
use serde_json::{Value, json};

use super::RecordError;
use super::source::{Record, policy_for};
use super::words::{act_to_json, act_to_text};
use crate::error::Result;
use crate::files;
use crate::output::Output;

/// Checks a receipt, without asking anybody
///
/// A receipt that is verified shows that the act in it is in the record named, as the policy's witnesses saw it. That whoever
/// signed the act is a member, and what follows from it, it does not show.
///
/// Exit codes: 0 verified; 1 refused; 2 a file cannot be read, or the command is wrong.
///
/// With --json: verified, reason, and when verified index, size, root, origin, time, witnesses (name, time), act.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The receipt; - is the standard input
    file: PathBuf,
    /// The witness policy (C2SP tlog-policy), or the folder of a record that you trust
    #[arg(long)]
    policy: PathBuf,
    /// The record's key, where the policy does not have it
    #[arg(long, value_name = "KEY")]
    log: Option<VerifierKey>,
    /// The act, where the receipt does not carry it
    #[arg(long, value_name = "FILE")]
    act: Option<PathBuf>,
}

impl Args {
    /// Checks and tells.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { file, policy, log, act } = self;
        let policy = read_policy(&policy, log.as_ref())?;
        let limit = u64::try_from(MAX_RECEIPT).unwrap_or(u64::MAX);
        let bytes = files::read(&file, limit)?;
        let act = act.map(|path| files::read(&path, files::SMALL)).transpose()?;
        let checked = check(&bytes, &policy, act.as_ref().map(|act| act.as_slice()));
        match checked {
            Ok((entry, verified)) => {
                output.data(&to_json(&entry, &verified), to_text(&entry, &verified).trim_end())
            }
            Err(reason) => {
                let error = RecordError::ReceiptRefused { path: file, source: reason };
                if output.json {
                    output.data(&json!({ "verified": false, "reason": error.to_string() }), "")?;
                }
                Err(error.into())
            }
        }
    }
}

/// Why a receipt is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    #[error(transparent)]
    Text(#[from] kenes_record::receipt::ReceiptTextError),
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
}

fn check(
    bytes: &[u8],
    policy: &Policy,
    act: Option<&[u8]>,
) -> std::result::Result<(Vec<u8>, VerifiedReceipt), Refused> {
    let receipt = Receipt::parse(bytes)?;
    Ok(match act {
        Some(act) => (act.to_vec(), receipt.verify(act, policy)?),
        None => {
            let (entry, verified) = receipt.verify_with_entry(policy)?;
            (entry.to_vec(), verified)
        }
    })
}

fn read_policy(path: &Path, log: Option<&VerifierKey>) -> Result<Policy> {
    if path.is_dir() {
        return Ok(Record::open(path)?.policy()?);
    }
    let text = files::read(path, u64::try_from(MAX_POLICY).unwrap_or(u64::MAX))?;
    let policy = log.map_or_else(|| Policy::parse(&text), |log| policy_for(&text, log));
    Ok(policy.map_err(|source| RecordError::Policy { path: path.into(), source })?)
}

fn to_text(entry: &[u8], verified: &VerifiedReceipt) -> String {
    let head = verified.head();
    let mut text = String::from("The receipt is right.\n");
    let _ = writeln!(text, "record     {}", head.origin);
    let _ = writeln!(text, "place      {} of {} acts", verified.index(), head.size);
    let _ = writeln!(text, "root       {}", head.root.to_base64());
    for witness in verified.cosigners() {
        let _ = writeln!(text, "witness    {} saw it at {}", witness.name(), utc(witness.time()));
    }
    match Act::parse(entry) {
        Ok(act) => text.push_str(&act_to_text(verified.index(), &act)),
        Err(error) => {
            let _ = writeln!(text, "What it carries is in the record, but is not an act: {error}");
        }
    }
    text
}

fn to_json(entry: &[u8], verified: &VerifiedReceipt) -> Value {
    let head = verified.head();
    let witnesses = verified.cosigners().iter();
    let witnesses: Vec<Value> = witnesses
        .map(|witness| json!({ "name": witness.name().to_string(), "time": witness.time() }))
        .collect();
    json!({
        "verified": true,
        "index": verified.index(),
        "size": head.size,
        "root": head.root.to_base64(),
        "origin": head.origin.as_str(),
        "time": verified.witnessed_head().time(),
        "witnesses": witnesses,
        "act": Act::parse(entry).ok().map(|act| act_to_json(verified.index(), &act)),
    })
}
