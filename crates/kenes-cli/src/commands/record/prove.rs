//! `kenes record prove`.

use std::path::PathBuf;

use clap::ValueEnum;
use kenes_record::checkpoint::Checkpoint;
use kenes_record::policy::Policy;
use kenes_record::proof;
use kenes_record::receipt::Receipt;
use kenes_record::tile::TileHashes;
use qrcode::render::{svg, unicode};
use qrcode::{EcLevel, QrCode};
use serde_json::json;

use super::RecordError;
use super::show::Which;
use super::source::Record;
use crate::error::{CliError, Result};
use crate::files::{Secrecy, write_new};
use crate::output::{self, Output, say};

/// Makes a receipt: a file that shows without asking anybody that an act is in the record
///
/// The receipt is a C2SP tlog-proof with the act in it. It uses the newest checkpoint that enough witnesses signed, or, when
/// there is none, the newest.
///
/// Exit codes: 0 made; 1 there is no such act, the record is damaged, or it does not fit into a QR code; 2 a file cannot be
/// read, or the command is wrong.
///
/// With --json: index, size, witnessed, bytes, receipt.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of the record
    dir: PathBuf,
    #[command(flatten)]
    which: Which,
    /// Write the receipt to a new file, whose name should end in .tlog-proof
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write a QR code of the receipt to the standard output
    #[arg(long, value_enum, value_name = "FORM")]
    qr: Option<Form>,
}

/// How a QR code is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// For a terminal
    Text,
    /// As a drawing
    Svg,
}

/// The most bytes of a QR code: version 40, lowest correction.
const MAX_QR: usize = 2_953;

impl Args {
    /// Makes the receipt and writes it.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { dir, which, out, qr } = self;
        let record = Record::open(&dir)?;
        let index =
            which.find(&record)?.ok_or(CliError::Usage { needs: "name an act with --index or --id" })?;
        let policy = record.policy()?;
        let entry = record.entry(index)?;
        let (checkpoint, witnessed) = choose(&record, &policy, index)?;
        let receipt = make(&record, index, &entry, checkpoint)?;
        let bytes = receipt.to_bytes();
        let drawing = qr.map(|form| draw(&bytes, form)).transpose()?;
        if let Some(path) = &out {
            write_new(path, &bytes, Secrecy::Public)?;
        }
        if !witnessed {
            say("The checkpoint is signed by the record's own key, but not by enough witnesses.");
        }
        let text = String::from_utf8_lossy(&bytes);
        if output.json {
            let size = receipt.checkpoint().head().size;
            return output::raw(json!({
                "index": index, "size": size, "witnessed": witnessed, "bytes": bytes.len(), "receipt": text,
            }));
        }
        match (drawing, out) {
            (Some(drawing), _) => output::raw(drawing),
            (None, Some(path)) => output::raw(path.display()),
            (None, None) => output::raw_bytes(&bytes),
        }
    }
}

/// The newest checkpoint over the act that enough witnesses signed; else the newest.
fn choose(record: &Record, policy: &Policy, index: u64) -> Result<(Checkpoint, bool)> {
    if policy.verify(&record.checkpoint).is_ok() {
        return Ok((record.checkpoint.clone(), true));
    }
    for size in record.sizes().into_iter().rev().take_while(|size| *size > index) {
        let Ok(checkpoint) = record.source.checkpoint_of(size) else { continue };
        if checkpoint.head().size == size && policy.verify(&checkpoint).is_ok() {
            return Ok((checkpoint, true));
        }
    }
    Ok((record.checkpoint.clone(), false))
}

/// The receipt, which was checked.
fn make(record: &Record, index: u64, entry: &[u8], checkpoint: Checkpoint) -> Result<Receipt> {
    let head = checkpoint.head().clone();
    let hashes = TileHashes::new(&record.source, head.size);
    let found = proof::prove_inclusion(&hashes, index, head.size);
    let found = found.map_err(|source| RecordError::Read { dir: record.dir.clone(), source })?;
    let leaf = kenes_record::Hash::leaf(entry);
    proof::verify_inclusion(leaf, index, head.size, head.root, &found)
        .map_err(|source| RecordError::Damaged { dir: record.dir.clone(), index, source })?;
    let receipt = Receipt::new(index, found, checkpoint).and_then(|receipt| receipt.with_entry(entry));
    Ok(receipt.map_err(|source| RecordError::Receipt { path: record.dir.clone(), source })?)
}

fn draw(bytes: &[u8], form: Form) -> Result<String> {
    let too_large = RecordError::QrTooLarge { bytes: bytes.len(), limit: MAX_QR };
    let code = QrCode::with_error_correction_level(bytes, EcLevel::L).map_err(|_| too_large)?;
    Ok(match form {
        Form::Text => code.render::<unicode::Dense1x2>().build(),
        Form::Svg => code.render::<svg::Color<'_>>().min_dimensions(400, 400).build(),
    })
}
