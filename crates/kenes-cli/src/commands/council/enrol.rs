//! `kenes council enrol`.

use std::path::PathBuf;

use kenes_core::Command;
use kenes_server::host::Name;
use serde_json::json;

use super::CouncilError;
use super::desk::Place;
use super::member_key::{Token, name_of};
use super::people::slug;
use super::signing::{Done, Signing};
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::output::{Output, say};

/// Enrols a person (registrars)
///
/// The name stays on this machine, in the private store; the record has a number that says nothing and of which nobody can tell
/// whose it is once the name is erased. The person gets a joining code, a file, and introduces a key with it: `kenes council
/// bind`. The vote counts after the waiting time of the charter.
///
/// With --json: act, leaf, code (the file).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The person's name
    name: String,
    /// The constituency, from 0
    #[arg(long, value_name = "N", default_value_t = 0)]
    constituency: u16,
    /// Where the joining code goes, in place of DIR/keys/people/NAME.code
    #[arg(long, value_name = "FILE")]
    code: Option<PathBuf>,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl Args {
    /// Enrols.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { name, constituency, code, signing, place } = self;
        place.in_time(|desk| {
            let token = Token::generate()?;
            let path = code.unwrap_or_else(|| desk.people().join(format!("{}.code", slug(&name))));
            let name = Name::new(&name);
            let commitment = desk.wait(desk.host().put_person(&name)).map_err(CouncilError::from)?;
            let command = Command::Enrol { commitment, constituency, token: name_of(&token) };
            files::make_folder(&desk.people(), Secrecy::Secret)?;
            // An act cannot be taken back: a code that could not be written would be lost with the place.
            if path.exists() {
                return Err(CliError::Exists { path });
            }
            let done = signing.carry_out(desk, &command)?;
            let token = Token { log: *desk.council().log(), enrolment: done.id(), signer: token };
            token.write(&path)?;
            if matches!(done, Done::Taken(_)) {
                say("Enrolled. The person introduces a key with the joining code: `kenes council bind`.");
            }
            done.tell(output, &json!({ "code": path }), &path.display().to_string())
        })
    }
}
