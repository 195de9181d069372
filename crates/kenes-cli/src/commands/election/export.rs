//! `kenes election export`.

use std::path::PathBuf;

use kenes_belenios::archive::{ArchiveFile, Form, ReadError, SurveyItem};
use kenes_belenios::board::Published as Parts;
use kenes_belenios::group::Group;
use kenes_belenios::trustee::TrusteeKind;
use kenes_belenios::with_group;
use serde_json::json;

use crate::board::{Board, Published};
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::output::Output;

/// Writes what is in an archive as the working files of belenios-tool
///
/// election.json, trustees.json, public_keys.jsons, threshold.json (where there are such trustees), public_creds.json,
/// ballots.jsons, and encrypted_tally.json, shuffles.jsons, partial_decryptions.jsons, result.json as far as the election
/// is. The way back is `open`, `accept`, `shuffle --from`, `decrypt --from`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive
    file: PathBuf,
    /// Folder to write to
    #[arg(long)]
    dir: PathBuf,
}

impl Args {
    /// Writes the files.
    pub fn run(self, output: Output) -> Result<()> {
        let published = Published::read(&self.file, Form::Strict)?;
        with_group!(published.group()?, G => self.export::<G>(published, output))
    }

    fn export<G: Group>(&self, published: Published, output: Output) -> Result<()> {
        let board = Board::<G>::of(published)?;
        let Parts { credentials, trustees, tally, shuffles, decryptions, result, .. } = &board.published;
        let mut named = vec![
            ("election.json", board.election.bytes().to_vec()),
            ("trustees.json", trustees.clone()),
            ("public_creds.json", credentials.clone()),
        ];
        let (mut keys, mut groups) = (Vec::new(), Vec::new());
        for item in board.trustees.trustees().items() {
            match item {
                TrusteeKind::Single(key) => keys.push(key.to_bytes()),
                TrusteeKind::Pedersen(parameters) => groups.push(parameters.to_bytes()),
            }
        }
        let owned = |all: &[(u64, Vec<u8>)]| all.iter().map(|(_, bytes)| bytes.clone()).collect::<Vec<_>>();
        let (shuffles, decryptions) = (owned(shuffles), owned(decryptions));
        let single = |bytes: Option<&Vec<u8>>| bytes.cloned().into_iter().collect::<Vec<_>>();
        for (name, all) in [
            ("public_keys.jsons", keys),
            ("threshold.json", groups),
            ("ballots.jsons", self.ballots()?),
            ("encrypted_tally.json", single(tally.as_ref().map(|(_, bytes)| bytes))),
            ("shuffles.jsons", shuffles),
            ("partial_decryptions.jsons", decryptions),
            ("result.json", single(result.as_ref())),
        ] {
            if !all.is_empty() {
                named.push((name, [all.join(&b'\n'), b"\n".to_vec()].concat()));
            }
        }
        files::make_folder(&self.dir, Secrecy::Public)?;
        let written: Vec<(PathBuf, &[u8], Secrecy)> = named
            .iter()
            .map(|(name, bytes)| (self.dir.join(name), bytes.as_slice(), Secrecy::Public))
            .collect();
        files::write_all_new(&written)?;
        let paths: Vec<String> = written.iter().map(|(path, _, _)| path.display().to_string()).collect();
        output.data(&json!({ "files": paths }), paths.join("\n"))
    }

    fn ballots(&self) -> Result<Vec<Vec<u8>>> {
        let failed =
            |source: ReadError| CliError::Archive { path: self.file.clone(), source: Box::new(source) };
        let mut archive = ArchiveFile::open(files::open(&self.file)?, Form::Strict).map_err(failed)?;
        let mut ballots = Vec::new();
        while let Some(item) = archive.next_item().map_err(failed)? {
            if let SurveyItem::Ballot { bytes, tracker: _, height: _ } = item {
                ballots.push(bytes);
            }
        }
        Ok(ballots)
    }
}
