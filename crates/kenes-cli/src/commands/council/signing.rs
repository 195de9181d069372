//! Who signs: with keys of this machine, or elsewhere and later.

use std::path::{Path, PathBuf};

use kenes_core::{Command, MemberId};
use kenes_record::act::{ActId, SignerName, UnsignedAct};
use kenes_record::note::NoteSignature;
use kenes_server::host::Taken;
use serde_json::{Map, Value, json};

use super::CouncilError;
use super::desk::Desk;
use super::member_key::MemberKey;
use super::people::slug;
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::keys::Protection;
use crate::output::{Output, say};

/// Who signs an act, and where.
#[derive(Debug, clap::Args)]
pub struct Signing {
    /// Who signs: a name whose key is on this machine, or a key file; may be repeated
    #[arg(long, value_name = "KEY")]
    pub by: Vec<String>,
    /// Write the act to this file instead, for the people named to sign with `kenes council sign`
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub protection: Protection,
}

/// What became of a command.
#[derive(Clone, Debug)]
pub enum Done {
    /// The act is in the record.
    Taken(Taken),
    /// The act waits for signatures.
    Written {
        /// Its name.
        id: ActId,
        /// Where it is.
        path: PathBuf,
    },
}

impl Signing {
    /// Carries out a command of members.
    pub fn carry_out(&self, desk: &mut Desk, command: &Command) -> Result<Done> {
        if self.by.is_empty() {
            return Err(CliError::Usage { needs: "say who signs, with --by" });
        }
        self.signed(desk, command)
    }

    /// Carries out a command of anyone: of this machine, where nobody is named.
    pub fn carry_out_own(&self, desk: &mut Desk, command: &Command) -> Result<Done> {
        if self.by.is_empty() {
            return desk.submit_own(command).map(Done::Taken);
        }
        self.signed(desk, command)
    }

    fn signed(&self, desk: &mut Desk, command: &Command) -> Result<Done> {
        if let Some(path) = &self.out {
            let names = self.names(desk)?;
            let act = desk.decide(command, &names)?;
            return write_unsigned(&act, path);
        }
        let keys = self.keys(desk)?;
        let names: Vec<SignerName> = keys.iter().map(MemberKey::name).collect();
        let act = desk.decide(command, &names)?;
        let lines: Vec<NoteSignature> = keys.iter().map(|key| act.line(key.signer())).collect();
        desk.submit_lines(act, lines).map(Done::Taken)
    }

    /// The keys, each in force.
    pub fn keys(&self, desk: &Desk) -> Result<Vec<MemberKey>> {
        self.by.iter().map(|text| desk.key_in_force(text, &self.protection)).collect()
    }

    /// The members who sign.
    pub fn members(&self, desk: &Desk) -> Result<Vec<MemberId>> {
        if self.by.is_empty() {
            return Err(CliError::Usage { needs: "say who signs, with --by" });
        }
        let names = if self.out.is_some() {
            self.names(desk)?
        } else {
            self.keys(desk)?.iter().map(MemberKey::name).collect()
        };
        Ok(names.iter().filter_map(|name| desk.member_of(name)).collect())
    }

    /// The members who sign; none where the machine does it.
    pub fn members_named(&self, desk: &Desk) -> Result<Vec<MemberId>> {
        if self.by.is_empty() { Ok(Vec::new()) } else { self.members(desk) }
    }

    /// The names of the keys in force of those who are to sign elsewhere.
    fn names(&self, desk: &Desk) -> Result<Vec<SignerName>> {
        let name = |text: &String| {
            let member = desk.member(text)?;
            let none = || CouncilError::NoSuchMember { name: text.clone() };
            Ok(desk.key_of(member).ok_or_else(none)?)
        };
        self.by.iter().map(name).collect()
    }
}

impl Desk {
    /// The key file of somebody: a path, or a name whose key is on this machine.
    pub fn key_path(&self, text: &str) -> Result<PathBuf> {
        let given = Path::new(text);
        let kept = self.people().join(format!("{}.key", slug(text)));
        let found = [given, kept.as_path()].into_iter().find(|path| path.is_file());
        Ok(found.ok_or_else(|| CouncilError::NoKey { name: text.into() })?.to_path_buf())
    }

    /// The joining code of somebody: a path, or a name whose code is on this machine.
    pub fn code_path(&self, text: &str) -> Result<PathBuf> {
        let given = Path::new(text);
        let kept = self.people().join(format!("{}.code", slug(text)));
        let found = [given, kept.as_path()].into_iter().find(|path| path.is_file());
        Ok(found.ok_or_else(|| CouncilError::NoKey { name: text.into() })?.to_path_buf())
    }

    /// The key of somebody, which must be in force. What an interrupted change of the key left is put in its place.
    pub fn key_in_force(&self, text: &str, protection: &Protection) -> Result<MemberKey> {
        let path = self.key_path(text)?;
        let key = MemberKey::read(&path, protection)?;
        if self.member_of(&key.name()).is_some() {
            return Ok(key);
        }
        let newer = newer(&path);
        if newer.is_file() {
            let key = MemberKey::read(&newer, protection)?;
            if self.member_of(&key.name()).is_some() {
                replace(&newer, &path)?;
                return Ok(key);
            }
        }
        Err(CouncilError::OldKey { path }.into())
    }

    /// Takes an act in with these signatures.
    pub fn submit_lines(&mut self, act: UnsignedAct, lines: Vec<NoteSignature>) -> Result<Taken> {
        let act =
            act.assemble(lines).map_err(kenes_server::host::HostError::from).map_err(CouncilError::from)?;
        self.submit(&act)
    }
}

/// Where the key is that takes the place of another.
pub fn newer(path: &Path) -> PathBuf {
    path.with_extension("key.new")
}

/// Puts a key file in the place of an older one.
pub fn replace(newer: &Path, path: &Path) -> Result<()> {
    std::fs::rename(newer, path).map_err(|source| CliError::Write { path: path.into(), source })
}

/// Writes an act without signatures.
pub fn write_unsigned(act: &UnsignedAct, path: &Path) -> Result<Done> {
    let done = write_signed(act, &[], path)?;
    say(
        "The act waits for signatures: `kenes council sign FILE --key KEY` by each, then `kenes council submit FILE`.",
    );
    Ok(done)
}

/// Writes an act with signatures, which may not be all.
pub fn write_signed(act: &UnsignedAct, lines: &[NoteSignature], path: &Path) -> Result<Done> {
    let mut text = format!("{}\n", act.text());
    lines.iter().for_each(|line| text.push_str(&line.to_line()));
    files::write_new(path, text.as_bytes(), Secrecy::Public)?;
    Ok(Done::Written { id: act.id(), path: path.into() })
}

impl Done {
    /// The act.
    pub fn id(&self) -> ActId {
        match self {
            Self::Taken(taken) => taken.id,
            Self::Written { id, path: _ } => *id,
        }
    }

    /// Writes what was done, with what else there is to say.
    pub fn tell(&self, output: Output, more: &Value, text: &str) -> Result<()> {
        let mut document = more.as_object().cloned().unwrap_or_else(Map::new);
        document.insert("act".into(), json!(self.id().to_hex()));
        match self {
            Self::Taken(taken) => {
                let Taken { leaf, id, outcome } = taken;
                document.insert("leaf".into(), json!(leaf));
                if outcome.is_none() {
                    document.insert("already".into(), json!(true));
                    let text = format_args!("nothing new: act {id} is in the record already, as leaf {leaf}");
                    return output.data(&document.into(), text);
                }
                let end = if text.is_empty() { String::new() } else { format!("\n{text}") };
                output.data(&document.into(), format_args!("act {id}, leaf {leaf}{end}"))
            }
            Self::Written { id: _, path } => {
                document.insert("unsigned".into(), json!(path));
                output.data(&document.into(), path.display())
            }
        }
    }
}
