//! `kenes council bind`.

use std::path::PathBuf;

use kenes_core::{Command, Custody};
use serde_json::json;

use super::CouncilError;
use super::desk::Place;
use super::member_key::{MemberKey, NewProtection, Token, name_of, public};
use super::signing::{Done, write_signed};
use crate::error::{CliError, Result};
use crate::output::{Output, say};

/// Introduces a person's first key, by the joining code (the person)
///
/// Makes two keys: the one to sign with, and the next one, which is announced now, so that nobody but its holder can follow.
/// Both stand in one file. The joining code is used up.
///
/// With --custodial the record says that somebody else made the key and could sign for the person; the trust panel counts
/// these.
///
/// With --json: act, leaf, member, key, file.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The joining code: a name whose code is on this machine, or a file
    code: String,
    /// Where the key goes, in place of DIR/keys/people/NAME.key
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// The key is made by somebody else than the person
    #[arg(long)]
    custodial: bool,
    /// Write the signed act to this file instead of taking it in
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    protection: NewProtection,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Makes the keys and introduces the first.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { code, key: key_path, custodial, out, protection, place } = self;
        protection.check()?;
        let protection = protection.protection;
        place.in_time(|desk| {
            let code_path = desk.code_path(&code)?;
            let Token { log, enrolment, signer } = Token::read(&code_path)?;
            if log != *desk.council().log() {
                return Err(CouncilError::KeyFile {
                    path: code_path,
                    what: "a joining code of this council",
                }
                .into());
            }
            let path = key_path.unwrap_or_else(|| code_path.with_extension("key"));
            let key = MemberKey::generate()?;
            let custody = if custodial { Custody::Custodial } else { Custody::Own };
            let command = Command::BindKey {
                credential: public(&signer)?,
                custody,
                enrol: enrolment,
                key: key.public()?,
                next: key.next_hash()?,
            };
            let act = desk.decide(&command, &[key.name(), name_of(&signer)])?;
            // The key is on the disk before the record knows it.
            key.write(&path, &protection)?;
            let lines = vec![act.line(key.signer()), act.line(&signer)];
            let done = match &out {
                Some(out) => write_signed(&act, &lines, out)?,
                None => Done::Taken(desk.submit_lines(act, lines)?),
            };
            if matches!(done, Done::Taken(_)) {
                std::fs::remove_file(&code_path)
                    .map_err(|source| CliError::Write { path: code_path.clone(), source })?;
                say("The key is introduced. The vote counts after the waiting time.");
            }
            let member = desk.member_of(&key.name()).map(kenes_core::MemberId::number);
            let json = json!({ "member": member, "key": key.name().to_string(), "file": path });
            done.tell(output, &json, &format!("{}\n{}", key.name(), path.display()))
        })
    }
}
