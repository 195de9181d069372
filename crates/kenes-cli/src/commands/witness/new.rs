//! `kenes witness new`.

use std::path::PathBuf;

use kenes_record::key::{KeyName, KeyUse, NoteSigner};
use kenes_store::data::write_signer;
use rand_core::Rng as _;
use serde_json::json;
use zeroize::Zeroizing;

use super::WitnessCommandError;
use crate::error::{CliError, Result};
use crate::output::Output;
use crate::random;

/// Makes the key of a witness
///
/// The file holds the private key, readable by its owner only. The public key is printed: councils put it into their witness
/// policies.
///
/// Exit codes: 0 made; 1 the file is there already or cannot be written; 2 the command is wrong.
///
/// With --json: name, key.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the witness is called, best below a domain of yours, such as witness.example.org/kenes
    #[arg(long, value_parser = parse_name)]
    name: KeyName,
    /// The file to be made
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
}

fn parse_name(text: &str) -> std::result::Result<KeyName, kenes_record::key::KeyNameError> {
    KeyName::new(text)
}

impl Args {
    /// Makes the key.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { name, key } = self;
        let mut secret = Zeroizing::new([0; 32]);
        random::rng()?.fill_bytes(secret.as_mut_slice());
        let needs = "the system's random numbers are none";
        let signer = NoteSigner::from_secret(name, KeyUse::Cosignature, &secret)
            .map_err(|_| CliError::Usage { needs })?;
        write_signer(&key, &signer).map_err(WitnessCommandError::from)?;
        let verifier = signer.verifier();
        output.data(&json!({ "name": verifier.name().as_str(), "key": verifier.to_string() }), verifier)
    }
}
