//! `kenes council key`.

use std::path::PathBuf;

use clap::Subcommand;
use kenes_core::{Command as Decision, RecoveryState};
use serde_json::json;

use super::CouncilError;
use super::desk::{Desk, Place};
use super::member_key::{MemberKey, NewProtection, name_of};
use super::signing::{Done, Signing, newer, replace};
use super::which;
use crate::error::Result;
use crate::keys::Protection;
use crate::output::{Output, say};

/// Changes keys of members: to the next one, or, where one is lost, to another after a time to object
#[derive(Debug, Subcommand)]
pub enum Command {
    Rotate(RotateArgs),
    Recover(RecoverArgs),
    Veto(MatterArgs),
    Complete(MatterArgs),
}

impl Command {
    /// Runs the command.
    pub fn run(self, output: Output) -> Result<()> {
        match self {
            Self::Rotate(args) => args.run(output),
            Self::Recover(args) => args.run(output),
            Self::Veto(args) => args.run(true, output),
            Self::Complete(args) => args.run(false, output),
        }
    }
}

/// Goes on to the next key (the member)
///
/// At once, and without anybody's leave, also during an election: after a theft the thief has the old key only. The file holds
/// both keys afterwards: the new one and the one after it.
///
/// With --json: act, leaf, key.
#[derive(Debug, clap::Args)]
pub struct RotateArgs {
    /// Whose: a name whose key is on this machine, or a key file
    key: String,
    #[command(flatten)]
    protection: NewProtection,
    #[command(flatten)]
    place: Place,
}

impl RotateArgs {
    fn run(self, output: Output) -> Result<()> {
        let Self { key: text, protection, place } = self;
        protection.check()?;
        place.in_time(|desk| {
            let key = desk.key_in_force(&text, &protection.protection)?;
            let path = desk.key_path(&text)?;
            // What an interrupted change left was not taken in: else it would be in force.
            let newer = newer(&path);
            drop(std::fs::remove_file(&newer));
            let rotated = key.rotated()?;
            rotated.write(&newer, &protection.protection)?;
            let command = Decision::RotateKey {
                key: rotated.public()?,
                member: key.name(),
                next: rotated.next_hash()?,
            };
            // The next key is the signer's: its acts are counted from now on.
            let act = desk.decide(&command, &[name_of(key.next()), key.name()])?;
            let lines = vec![act.line(rotated.signer()), act.line(key.signer())];
            let done = Done::Taken(desk.submit_lines(act, lines)?);
            replace(&newer, &path)?;
            done.tell(output, &json!({ "key": rotated.name().to_string() }), &rotated.name().to_string())
        })
    }
}

/// Opens the recovery of a lost key (registrars)
///
/// Makes two new keys. The member can object for a week at least, with the old key (`key veto`); then `key complete`.
///
/// With --json: act, leaf, file.
#[derive(Debug, clap::Args)]
pub struct RecoverArgs {
    /// The member: a name, a number or a key
    member: String,
    /// Where the new keys go
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// File whose first line is the passphrase of the new key file
    #[arg(long, value_name = "FILE")]
    new_passphrase_file: Option<PathBuf>,
    /// Write the new keys without a passphrase: for trials, or where the disk protects them
    #[arg(long, conflicts_with = "new_passphrase_file")]
    no_passphrase: bool,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl RecoverArgs {
    fn run(self, output: Output) -> Result<()> {
        let Self { member, key: path, new_passphrase_file, no_passphrase, signing, place } = self;
        let new =
            NewProtection { protection: Protection { passphrase_file: new_passphrase_file }, no_passphrase };
        new.check()?;
        place.in_time(|desk| {
            let id = desk.member(&member)?;
            let name = desk.key_of(id).ok_or(CouncilError::NoSuchMember { name: member })?;
            let key = MemberKey::generate()?;
            key.write(&path, &new.protection)?;
            let command = Decision::OpenRecovery { key: key.public()?, member: name, next: key.next_hash()? };
            let done = signing.carry_out(desk, &command)?;
            say("The member can object with the old key: `kenes council key veto`. After the time: `kenes council key complete`.");
            done.tell(output, &json!({ "file": path }), &path.display().to_string())
        })
    }
}

/// Stops a recovery (the member, with the old key), or ends one that nobody stopped (anyone)
///
/// With --json: act, leaf.
#[derive(Debug, clap::Args)]
pub struct MatterArgs {
    /// The recovery: the first digits of its act; needed where several are open
    recovery: Option<String>,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl MatterArgs {
    fn run(self, veto: bool, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let recovery = open(desk, self.recovery.as_deref())?;
            let done = if veto {
                self.signing.carry_out(desk, &Decision::VetoRecovery { recovery })?
            } else {
                self.signing.carry_out_own(desk, &Decision::CompleteRecovery { recovery })?
            };
            done.tell(output, &json!({}), "")
        })
    }
}

fn open(desk: &Desk, digits: Option<&str>) -> Result<kenes_record::act::ActId> {
    let open = desk.council().recoveries().filter(|(_, recovery)| recovery.state == RecoveryState::Open);
    which::act(open.map(|(act, _)| *act), digits, "recovery")
}
