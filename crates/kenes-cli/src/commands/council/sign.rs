//! `kenes council sign` and `submit`: acts that several people on several machines sign.

use std::path::{Path, PathBuf};

use kenes_record::act::UnsignedAct;
use kenes_record::note::NoteSignature;
use serde_json::json;

use super::CouncilError;
use super::desk::Place;
use super::member_key::MemberKey;
use super::signing::Done;
use crate::error::{CliError, Result};
use crate::files::{self, Replacement};
use crate::keys::Protection;
use crate::output::{Output, say};

/// Signs an act that somebody wrote with --out (whoever is to sign)
///
/// Shows the act, and adds a signature to the file. Neither the council's folder nor the network is needed.
///
/// With --json: act, type, signatures.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file with the act
    file: PathBuf,
    /// The key file to sign with
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[command(flatten)]
    protection: Protection,
}

impl Args {
    /// Adds the signature.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { file, key, protection } = self;
        let (act, mut lines) = read(&file)?;
        say(format_args!("This act will be signed:\n{}", act.text().trim_end()));
        let key = MemberKey::read(&key, &protection)?;
        lines.retain(|line| line.name() != key.signer().verifier().name());
        lines.push(act.line(key.signer()));
        let mut text = format!("{}\n", act.text());
        lines.iter().for_each(|line| text.push_str(&line.to_line()));
        Replacement::prepare(&file, text.as_bytes())?.commit()?;
        let json =
            json!({ "act": act.id().to_hex(), "type": act.act_type().name(), "signatures": lines.len() });
        output.data(&json, format_args!("{} of {}: {} signed", act.act_type().name(), act.id(), lines.len()))
    }
}

/// Takes an act in that was signed elsewhere (the server)
///
/// One that is in the record already changes nothing: the answer says so, with its leaf.
///
/// With --json: act, leaf; already (true) where it was there before.
#[derive(Debug, clap::Args)]
pub struct SubmitArgs {
    /// The file with the signed act
    file: PathBuf,
    /// Take it in although it has no effect: it stands in the record for ever, with the reason
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    place: Place,
}

impl SubmitArgs {
    /// Takes it in.
    pub fn run(self, output: Output) -> Result<()> {
        let (act, lines) = read(&self.file)?;
        let act =
            act.assemble(lines).map_err(|source| CouncilError::Act { path: self.file.clone(), source })?;
        self.place.in_time(|desk| {
            let taken = if self.force { desk.submit_forced(&act)? } else { desk.submit(&act)? };
            Done::Taken(taken).tell(output, &json!({}), "")
        })
    }
}

/// Reads an act and the signatures that it has.
fn read(path: &Path) -> Result<(UnsignedAct, Vec<NoteSignature>)> {
    let content = files::read_text(path, files::SMALL)?;
    let malformed = || CouncilError::NotAnAct { path: path.into() };
    let (text, rest) = content.split_once("\n\n").ok_or_else(malformed)?;
    let act = UnsignedAct::parse(format!("{text}\n").as_bytes())
        .map_err(|source| CouncilError::Act { path: path.into(), source })?;
    let lines = rest.lines().map(|line| NoteSignature::from_line(line).ok_or_else(malformed));
    Ok((act, lines.collect::<std::result::Result<_, _>>().map_err(CliError::from)?))
}
