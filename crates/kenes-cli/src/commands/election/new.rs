//! `kenes election new`.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use kenes_belenios::election::{Template, Uuid};
use kenes_belenios::group::GroupId;
use serde_json::json;

use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::output::Output;
use crate::questions;
use crate::random::rng;
use crate::template::{Draft, read_template};

/// Drafts an election: its questions, identifier and group (administrator)
///
/// Writes UUID.draft.json, which holds no secret: give it to the credential authority and to the trustees, who need it to
/// make credentials and keys, and keep it for `open`.
///
/// Questions come from a template file in the format of belenios-tool, or from --question, in the order of the ballot:
///
///   "Who? | Ann | Bob"             choose one
///   "[0-2 blank] Who? | Ann | Bob" choose none to two, or vote blank
///   "[rank] Order | A | B | C"     give each answer a number; these ballots are shuffled
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Template file: name, description, questions
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "question"], required_unless_present = "name")]
    template: Option<PathBuf>,
    /// The election's name
    #[arg(long, requires = "question")]
    name: Option<String>,
    /// A longer text
    #[arg(long, default_value = "")]
    description: String,
    /// A question, for each one
    #[arg(long, value_name = "TEXT | ANSWER | …")]
    question: Vec<String>,
    /// Who administers the election
    #[arg(long)]
    administrator: Option<String>,
    /// Who makes the credentials
    #[arg(long)]
    credential_authority: Option<String>,
    /// The group
    #[arg(long, default_value = "Ed25519", value_parser = PossibleValuesParser::new(GroupId::ALL.map(GroupId::name)))]
    group: String,
    /// The identifier, instead of a random one
    #[arg(long)]
    uuid: Option<String>,
    /// Folder to write to
    #[arg(long, default_value = ".")]
    dir: PathBuf,
}

impl Args {
    /// Writes the draft.
    pub fn run(self, output: Output) -> Result<()> {
        let uuid = match &self.uuid {
            Some(text) => Uuid::parse(text).map_err(|source| CliError::Uuid { source })?,
            None => Uuid::generate(&mut rng()?),
        };
        let group = GroupId::parse(&self.group).ok_or(CliError::Usage { needs: "an unknown group" })?;
        let dir = self.dir.clone();
        let template = self.template()?;
        template.check(group).map_err(|source| CliError::Election { source: Box::new(source) })?;
        let draft = Draft { uuid, group, template };
        files::make_folder(&dir, Secrecy::Public)?;
        let path = dir.join(format!("{}.draft.json", draft.uuid));
        files::write_new(&path, &draft.to_bytes(), Secrecy::Public)?;
        let uuid = draft.uuid.as_str();
        output.data(&json!({ "uuid": uuid, "group": group.name(), "draft": path }), path.display())
    }

    fn template(self) -> Result<Template> {
        if let Some(path) = &self.template {
            let mut template = read_template(path)?;
            template.administrator = self.administrator.or(template.administrator);
            template.credential_authority = self.credential_authority.or(template.credential_authority);
            return Ok(template);
        }
        let parse = |(index, text): (usize, &String)| {
            let number = index.saturating_add(1);
            questions::parse(text).map_err(|source| CliError::Question { number, source })
        };
        Ok(Template {
            description: self.description,
            name: self.name.unwrap_or_default(),
            questions: self.question.iter().enumerate().map(parse).collect::<Result<_>>()?,
            administrator: self.administrator,
            credential_authority: self.credential_authority,
        })
    }
}
