//! Files of people's keys: a member's key with the next one, and the one-time credential that introduces a first key.
//!
//! The texts are those of [`kenes_record::member_key`]. With a passphrase the whole is sealed as trustees' keys are.

use std::path::Path;

use kenes_record::Hash;
use kenes_record::act::{ActId, LogId, PublicKey, SignerName};
use kenes_record::key::NoteSigner;
use kenes_record::member_key::{self, WeakKey};
use rand_core::Rng as _;
use zeroize::Zeroizing;

use super::CouncilError;
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::keys::Protection;
use crate::random::rng;

pub use kenes_record::member_key::name_of;

/// How a new key file is protected.
#[derive(Debug, clap::Args)]
pub struct NewProtection {
    #[command(flatten)]
    pub protection: Protection,
    /// Write key files without a passphrase: for trials, or where the disk protects them
    #[arg(long, conflicts_with = "passphrase_file")]
    pub no_passphrase: bool,
}

impl NewProtection {
    /// Refuses to write a key in the open unless that was asked for.
    pub fn check(&self) -> Result<()> {
        if self.no_passphrase || self.protection.passphrase_file.is_some() {
            return Ok(());
        }
        Err(CouncilError::Unprotected.into())
    }
}

/// A member's key and the one that comes after it.
#[derive(Debug)]
pub struct MemberKey(member_key::MemberKey);

impl MemberKey {
    /// Two fresh keys.
    pub fn generate() -> Result<Self> {
        let (key, next) = (fresh()?, fresh()?);
        member_key::MemberKey::from_secrets(&key, &next).map(Self).map_err(weak)
    }

    /// The key in force, to sign with.
    pub fn signer(&self) -> &NoteSigner {
        self.0.signer()
    }

    /// The next key.
    pub fn next(&self) -> &NoteSigner {
        self.0.next()
    }

    /// The name of the key in force.
    pub fn name(&self) -> SignerName {
        self.0.name()
    }

    /// The public half.
    pub fn public(&self) -> Result<PublicKey> {
        self.0.public().map_err(weak)
    }

    /// What stands for the next key until it comes.
    pub fn next_hash(&self) -> Result<Hash> {
        Ok(kenes_core::next_of(&public(self.next())?))
    }

    /// The file once the next key is in force.
    pub fn rotated(&self) -> Result<Self> {
        let next = fresh()?;
        self.0.rotated(&next).map(Self).map_err(weak)
    }

    /// Reads a key file.
    pub fn read(path: &Path, protection: &Protection) -> Result<Self> {
        let content = protection.read(path)?;
        read(&content, member_key::MemberKey::parse)
            .map(Self)
            .ok_or_else(|| CouncilError::KeyFile { path: path.into(), what: "a member's key" }.into())
    }

    /// Writes a new key file.
    pub fn write(&self, path: &Path, protection: &Protection) -> Result<()> {
        let text = self.0.dangerously_to_text();
        files::write_new(path, &protection.protect(path, text.as_bytes())?, Secrecy::Secret)
    }
}

/// A one-time credential, with what it is for.
#[derive(Debug)]
pub struct Token {
    /// The record.
    pub log: LogId,
    /// The enrolment.
    pub enrolment: ActId,
    /// The credential.
    pub signer: NoteSigner,
}

impl Token {
    /// A fresh credential, before it is enrolled.
    pub fn generate() -> Result<NoteSigner> {
        member_key::Token::credential(&*fresh()?).map_err(weak)
    }

    /// Reads a credential's file.
    pub fn read(path: &Path) -> Result<Self> {
        let content = files::read(path, files::SMALL)?;
        let member_key::Token { log, enrolment, signer } = read(&content, member_key::Token::parse)
            .ok_or_else(|| CouncilError::KeyFile { path: path.into(), what: "a joining code" })?;
        Ok(Self { log, enrolment, signer })
    }

    /// Writes it to a new file, which is handed over as it is.
    pub fn write(self, path: &Path) -> Result<()> {
        let Self { log, enrolment, signer } = self;
        let text = member_key::Token { log, enrolment, signer }.dangerously_to_text();
        let file = Zeroizing::new([text.as_bytes(), b"\n"].concat());
        files::write_new(path, &file, Secrecy::Secret)
    }
}

/// The public half of a key.
pub fn public(signer: &NoteSigner) -> Result<PublicKey> {
    member_key::public(signer).map_err(weak)
}

fn weak(WeakKey: WeakKey) -> CliError {
    CouncilError::WeakKey.into()
}

fn fresh() -> Result<Zeroizing<[u8; 32]>> {
    let mut secret = Zeroizing::new([0; 32]);
    rng()?.fill_bytes(secret.as_mut_slice());
    Ok(secret)
}

fn read<T, E>(content: &[u8], parse: impl Fn(&str) -> std::result::Result<T, E>) -> Option<T> {
    parse(std::str::from_utf8(content).ok()?).ok()
}
