//! `kenes election check-challenge`.

use std::path::PathBuf;

use kenes_belenios::archive::Form;
use kenes_belenios::group::Group;
use kenes_belenios::sealing::{CheckedOpening, Opening};
use kenes_belenios::with_group;
use serde_json::{Value, json};

use crate::board::{Board, Published};
use crate::error::{CliError, Result};
use crate::files;
use crate::output::{Output, say};

/// Checks a challenged ballot: that it holds the answers it is said to hold (voter, on another device)
///
/// Encrypts the answers again with the randomness that the challenge revealed and compares. Compare the hash with the one
/// that was shown before the challenge, and the answers with those you chose.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive
    file: PathBuf,
    /// What `vote --challenge` wrote
    challenge: PathBuf,
    /// The hash that was shown when the ballot was sealed
    #[arg(long)]
    hash: Option<String>,
}

impl Args {
    /// Checks it.
    pub fn run(self, output: Output) -> Result<()> {
        let published = Published::read(&self.file, Form::Strict)?;
        with_group!(published.group()?, G => self.check::<G>(published, output))
    }

    fn check<G: Group>(&self, published: Published, output: Output) -> Result<()> {
        let board = Board::<G>::of(published)?;
        let document = files::read(&self.challenge, files::LARGE)?;
        let (_, checked) = Opening::verify(document.trim_ascii(), &board.election)
            .map_err(|source| CliError::Opening { path: self.challenge.clone(), source })?;
        let CheckedOpening { hash, credential } = checked;
        if let Some(expected) = self.hash.as_ref().filter(|expected| **expected != hash.to_base64()) {
            let (path, expected) = (self.challenge.clone(), expected.clone());
            return Err(CliError::OpeningHash { path, expected, found: hash });
        }
        let answers = serde_json::from_slice::<Value>(&document)
            .ok()
            .and_then(|mut all| all.get_mut("answers").map(Value::take));
        let answers = answers.unwrap_or(Value::Null);
        say("The ballot holds these answers. Are they yours? Is this the hash you were shown?");
        let hash = hash.to_base64();
        let text = format!("hash {hash}\nanswers {answers}");
        output.data(&json!({ "hash": hash, "credential": credential, "answers": answers }), text)
    }
}
