//! `kenes council petition`: members demand a vote of all.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Subcommand;
use kenes_core::{Command as Decision, Petition};
use kenes_record::act::ActId;
use kenes_record::blob::Media;
use serde_json::{Value, json};

use super::CouncilError;
use super::desk::{Desk, Place};
use super::signing::Signing;
use super::which;
use super::words::Words;
use crate::error::Result;
use crate::files;
use crate::output::{Output, say};

/// Opens and endorses petitions: when enough members endorse one, all vote on it
#[derive(Debug, Subcommand)]
pub enum Command {
    Open(OpenArgs),
    Endorse(EndorseArgs),
    List(ListArgs),
}

impl Command {
    /// Runs the command.
    pub fn run(self, output: Output) -> Result<()> {
        match self {
            Self::Open(args) => args.run(output),
            Self::Endorse(args) => args.run(output),
            Self::List(args) => args.run(output),
        }
    }
}

/// Opens a petition, and endorses it (a member)
///
/// Whoever endorses it does so by name. It is open for 90 days.
///
/// With --json: act, leaf.
#[derive(Debug, clap::Args)]
pub struct OpenArgs {
    /// The body whose members vote on it, from 0
    #[arg(long, value_name = "N", default_value_t = 0)]
    body: u16,
    #[command(flatten)]
    words: Words,
    /// File with a document that it is about, as JSON
    #[arg(long, value_name = "FILE")]
    proposal: Option<PathBuf>,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl OpenArgs {
    fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let proposal = match &self.proposal {
                Some(path) => Some(desk.put(files::read(path, files::SMALL)?.trim_ascii(), Media::Json)?),
                None => None,
            };
            let statement = self.words.keep(desk)?;
            let command = desk.council().initiative_for(self.body, statement, proposal);
            let command = command.map_err(|refusal| CouncilError::Refused { refusal })?;
            let done = self.signing.carry_out(desk, &command)?;
            say("Next: others endorse it, `kenes council petition endorse`.");
            done.tell(output, &json!({}), "")
        })
    }
}

/// Endorses a petition, by name (a member)
///
/// With --json: act, leaf, endorsed, needed, reached.
#[derive(Debug, clap::Args)]
pub struct EndorseArgs {
    /// The petition: the first digits of its act; needed where several are open
    petition: Option<String>,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl EndorseArgs {
    fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let at = desk.at;
            let open = desk.council().petitions().filter(|(_, petition)| petition.is_open(at));
            let petition = which::act(open.map(|(act, _)| *act), self.petition.as_deref(), "petition")?;
            let done = self.signing.carry_out(desk, &Decision::EndorsePetition { petition })?;
            let found = desk.council().petitions().find(|(act, _)| **act == petition);
            let (json, line) = found.map(|(act, found)| one(act, found)).unwrap_or_default();
            if json.get("reached") == Some(&Value::Bool(true)) {
                say("Next: any member calls the vote, `kenes council call --for motion --motion ID`.");
            }
            done.tell(output, &json, &line)
        })
    }
}

/// Lists the petitions
///
/// With --json: petitions (petition, body, opened, endorsed, needed, reached).
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    #[command(flatten)]
    place: Place,
}

impl ListArgs {
    fn run(self, output: Output) -> Result<()> {
        self.place.work(|desk| {
            let (mut petitions, mut text) = (Vec::new(), String::new());
            for (act, petition) in desk.council().petitions() {
                let (json, line) = one(act, petition);
                petitions.push(json);
                let _ = writeln!(text, "{line}");
            }
            output.data(&json!({ "petitions": petitions }), text.trim_end())
        })
    }
}

fn one(act: &ActId, petition: &Petition) -> (Value, String) {
    let needed = petition.eligible.saturating_mul(petition.percent).div_ceil(100);
    let endorsed = petition.endorsed.len();
    let json = json!({
        "petition": act.to_hex(), "body": petition.body,
        "opened": kenes_text::time::rfc3339(petition.opened.seconds()),
        "endorsed": endorsed, "needed": needed, "reached": petition.is_reached(),
    });
    let line = format!("petition {}: {endorsed} of {needed} needed", Desk::short(act));
    (json, line)
}
