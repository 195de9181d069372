//! Files of people's keys: a member's key with the next one, and the one-time credential that introduces a first key.
//!
//! `kenes/member-key/v1`, then a line each with the name of the key, the key and the next key; `kenes/token/v1`, then the
//! record, the enrolment and the credential. Secrets in Base64. With a passphrase the whole is sealed as trustees' keys are.

use std::path::Path;

use base64ct::{Base64Unpadded, Encoding as _};
use kenes_core::next_of;
use kenes_record::Hash;
use kenes_record::act::{ActId, Holder, LogId, PublicKey, SignerName};
use kenes_record::key::{KeyUse, NoteSigner};
use rand_core::Rng as _;
use zeroize::Zeroizing;

use super::CouncilError;
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::keys::Protection;
use crate::random::rng;

const MEMBER_KEY: &str = "kenes/member-key/v1";
const TOKEN: &str = "kenes/token/v1";

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
pub struct MemberKey {
    key: NoteSigner,
    next: NoteSigner,
}

impl MemberKey {
    /// Two fresh keys.
    pub fn generate() -> Result<Self> {
        Ok(Self { key: fresh(Holder::Member)?, next: fresh(Holder::Member)? })
    }

    /// The key in force, to sign with.
    pub fn signer(&self) -> &NoteSigner {
        &self.key
    }

    /// The next key.
    pub fn next(&self) -> &NoteSigner {
        &self.next
    }

    /// The name of the key in force.
    pub fn name(&self) -> SignerName {
        name_of(&self.key)
    }

    /// The public half.
    pub fn public(&self) -> Result<PublicKey> {
        public(&self.key)
    }

    /// What stands for the next key until it comes.
    pub fn next_hash(&self) -> Result<Hash> {
        Ok(next_of(&public(&self.next)?))
    }

    /// The file once the next key is in force.
    pub fn rotated(&self) -> Result<Self> {
        let secret = self.next.dangerously_expose_secret();
        Ok(Self { key: of_secret(Holder::Member, &secret)?, next: fresh(Holder::Member)? })
    }

    /// Reads a key file.
    pub fn read(path: &Path, protection: &Protection) -> Result<Self> {
        let content = protection.read(path)?;
        let malformed =
            || CliError::from(CouncilError::KeyFile { path: path.into(), what: "a member's key" });
        let [name, key, next] = lines(&content, MEMBER_KEY).ok_or_else(malformed)?;
        let read = |text| secret(text).and_then(|secret| of_secret(Holder::Member, &secret).ok());
        let (key, next) = (read(key).ok_or_else(malformed)?, read(next).ok_or_else(malformed)?);
        if key.verifier().name().as_str() == name { Ok(Self { key, next }) } else { Err(malformed()) }
    }

    /// Writes a new key file.
    pub fn write(&self, path: &Path, protection: &Protection) -> Result<()> {
        let (key, next) = (self.key.dangerously_expose_secret(), self.next.dangerously_expose_secret());
        let (key, next) = (encode(&key), encode(&next));
        let name = self.key.verifier().name();
        let text = Zeroizing::new(format!("{MEMBER_KEY}\n{name}\n{}\n{}", *key, *next));
        write(path, text.as_bytes(), protection)
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
        fresh(Holder::Credential)
    }

    /// Reads a credential's file.
    pub fn read(path: &Path) -> Result<Self> {
        let content = files::read(path, files::SMALL)?;
        let malformed =
            || CliError::from(CouncilError::KeyFile { path: path.into(), what: "a joining code" });
        let [log, enrolment, signer] = lines(&content, TOKEN).ok_or_else(malformed)?;
        let signer = secret(signer).ok_or_else(malformed)?;
        Ok(Self {
            log: log.parse().map_err(|_| malformed())?,
            enrolment: enrolment.parse().map_err(|_| malformed())?,
            signer: of_secret(Holder::Credential, &signer)?,
        })
    }

    /// Writes it to a new file, which is handed over as it is.
    pub fn write(&self, path: &Path) -> Result<()> {
        let secret = encode(&self.signer.dangerously_expose_secret());
        let text = Zeroizing::new(format!("{TOKEN}\n{}\n{}\n{}\n", self.log, self.enrolment, *secret));
        files::write_new(path, text.as_bytes(), Secrecy::Secret)
    }
}

/// The name of a key as acts have it.
pub fn name_of(signer: &NoteSigner) -> SignerName {
    let prefix = signer.verifier().name().as_str();
    let holder = if prefix.starts_with("c/") { Holder::Credential } else { Holder::Member };
    SignerName::of(holder, signer.verifier().public())
}

/// The public half of a key.
pub fn public(signer: &NoteSigner) -> Result<PublicKey> {
    PublicKey::new(*signer.verifier().public()).map_err(|_| CouncilError::WeakKey.into())
}

fn fresh(holder: Holder) -> Result<NoteSigner> {
    let mut secret = Zeroizing::new([0; 32]);
    rng()?.fill_bytes(secret.as_mut_slice());
    of_secret(holder, &secret)
}

fn of_secret(holder: Holder, secret: &[u8; 32]) -> Result<NoteSigner> {
    let signer = NoteSigner::self_named(holder.prefix(), KeyUse::Note, secret);
    signer.map_err(|_| CouncilError::WeakKey.into())
}

fn write(path: &Path, content: &[u8], protection: &Protection) -> Result<()> {
    files::write_new(path, &protection.protect(path, content)?, Secrecy::Secret)
}

/// The three lines after the first.
fn lines<'a>(content: &'a [u8], first: &str) -> Option<[&'a str; 3]> {
    let mut lines = std::str::from_utf8(content).ok()?.trim_end().split('\n');
    if lines.next() != Some(first) {
        return None;
    }
    let found = [lines.next()?, lines.next()?, lines.next()?];
    lines.next().is_none().then_some(found)
}

fn encode(secret: &[u8; 32]) -> Zeroizing<String> {
    Zeroizing::new(Base64Unpadded::encode_string(secret))
}

fn secret(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    let length = Base64Unpadded::decode(text, bytes.as_mut_slice()).ok()?.len();
    (length == 32).then_some(bytes)
}
