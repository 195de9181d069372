//! What a person keeps to sign acts: a member's key with the next one, and the one-time credential that introduces a first key.
//!
//! Both are texts of a few lines, the same in a file and in a browser (`docs/spec/booth.md`): `kenes/member-key/v1`, then a
//! line each with the name of the key, the key and the next key; `kenes/token/v1`, then the record, the enrolment and the
//! credential. Secrets are 32 bytes in Base64 without padding. Randomness is an argument.

use alloc::format;
use alloc::string::String;

use base64ct::{Base64Unpadded, Encoding as _};
use zeroize::Zeroizing;

use crate::act::{ActId, Holder, LogId, PublicKey, SignerName};
use crate::hash::Hash;
use crate::key::{KeyUse, NoteSigner};

/// The first line of a member's key.
pub const MEMBER_KEY: &str = "kenes/member-key/v1";

/// The first line of a one-time credential.
pub const TOKEN: &str = "kenes/token/v1";

/// A member's key and the one that comes after it.
#[derive(Debug)]
pub struct MemberKey {
    key: NoteSigner,
    next: NoteSigner,
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

/// A text is not that of a key. It never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyTextError {
    /// Another first line, or another number of lines.
    #[error("not the line {first} and three more")]
    Lines {
        /// The first line that it should have.
        first: &'static str,
    },
    /// A line that is not what stands there.
    #[error("line {line} is not what stands there")]
    Line {
        /// Its number, from 1.
        line: u8,
    },
    /// The name is not that of the key.
    #[error("the name is not that of the key")]
    Name,
}

/// 32 bytes are no key: the public key that follows is of small order, which no random bytes give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these bytes give no key")]
pub struct WeakKey;

impl MemberKey {
    /// The key and the next one, from the secret bytes of each.
    ///
    /// # Errors
    /// [`WeakKey`], which random bytes never give.
    pub fn from_secrets(key: &[u8; 32], next: &[u8; 32]) -> Result<Self, WeakKey> {
        Ok(Self { key: signer(Holder::Member, key)?, next: signer(Holder::Member, next)? })
    }

    /// What is kept once the next key is in force: the one after it is new.
    ///
    /// # Errors
    /// [`WeakKey`], which random bytes never give.
    pub fn rotated(&self, next: &[u8; 32]) -> Result<Self, WeakKey> {
        Self::from_secrets(&self.next.dangerously_expose_secret(), next)
    }

    /// Reads the text, whose last line may end or not.
    ///
    /// # Errors
    /// [`KeyTextError`] names the line.
    pub fn parse(text: &str) -> Result<Self, KeyTextError> {
        let [name, key, next] = lines(text, MEMBER_KEY)?;
        let read = |text, line| {
            let secret = secret(text).ok_or(KeyTextError::Line { line })?;
            signer(Holder::Member, &secret).map_err(|WeakKey| KeyTextError::Line { line })
        };
        let (key, next) = (read(key, 3)?, read(next, 4)?);
        if key.verifier().name().as_str() == name { Ok(Self { key, next }) } else { Err(KeyTextError::Name) }
    }

    /// The text, without the end of its last line.
    pub fn dangerously_to_text(&self) -> Zeroizing<String> {
        let (key, next) = (exposed(&self.key), exposed(&self.next));
        Zeroizing::new(format!("{MEMBER_KEY}\n{}\n{}\n{}", self.key.verifier().name(), *key, *next))
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

    /// The public half of the key in force.
    ///
    /// # Errors
    /// Never: it was read as a key.
    pub fn public(&self) -> Result<PublicKey, WeakKey> {
        public(&self.key)
    }

    /// What stands for the next key until it comes: the hash of its public half.
    pub fn next_hash(&self) -> Hash {
        Hash::of(self.next.verifier().public())
    }
}

impl Token {
    /// A fresh credential from 32 secret bytes, before it is enrolled.
    ///
    /// # Errors
    /// [`WeakKey`], which random bytes never give.
    pub fn credential(secret: &[u8; 32]) -> Result<NoteSigner, WeakKey> {
        signer(Holder::Credential, secret)
    }

    /// Reads the text, whose last line may end or not.
    ///
    /// # Errors
    /// [`KeyTextError`] names the line.
    pub fn parse(text: &str) -> Result<Self, KeyTextError> {
        let [log, enrolment, credential] = lines(text, TOKEN)?;
        let secret = secret(credential).ok_or(KeyTextError::Line { line: 4 })?;
        Ok(Self {
            log: log.parse().map_err(|_| KeyTextError::Line { line: 2 })?,
            enrolment: enrolment.parse().map_err(|_| KeyTextError::Line { line: 3 })?,
            signer: Self::credential(&secret).map_err(|WeakKey| KeyTextError::Line { line: 4 })?,
        })
    }

    /// The text, without the end of its last line.
    pub fn dangerously_to_text(&self) -> Zeroizing<String> {
        let Self { log, enrolment, signer } = self;
        Zeroizing::new(format!("{TOKEN}\n{log}\n{enrolment}\n{}", *exposed(signer)))
    }

    /// The public half of the credential.
    ///
    /// # Errors
    /// Never: it was read as a key.
    pub fn public(&self) -> Result<PublicKey, WeakKey> {
        public(&self.signer)
    }
}

/// The name of a member's key or of a credential as acts have it.
pub fn name_of(signer: &NoteSigner) -> SignerName {
    let is_credential = signer.verifier().name().as_str().starts_with("c/");
    let holder = if is_credential { Holder::Credential } else { Holder::Member };
    SignerName::of(holder, signer.verifier().public())
}

/// The public half of a key as acts have it.
///
/// # Errors
/// Never for a key that was read.
pub fn public(signer: &NoteSigner) -> Result<PublicKey, WeakKey> {
    PublicKey::new(*signer.verifier().public()).map_err(|_| WeakKey)
}

fn signer(holder: Holder, secret: &[u8; 32]) -> Result<NoteSigner, WeakKey> {
    NoteSigner::self_named(holder.prefix(), KeyUse::Note, secret).map_err(|_| WeakKey)
}

/// The three lines after the first.
fn lines<'a>(text: &'a str, first: &'static str) -> Result<[&'a str; 3], KeyTextError> {
    let mut lines = text.trim_end().split('\n');
    if lines.next() != Some(first) {
        return Err(KeyTextError::Lines { first });
    }
    let mut next = || lines.next().ok_or(KeyTextError::Lines { first });
    let found = [next()?, next()?, next()?];
    if lines.next().is_none() { Ok(found) } else { Err(KeyTextError::Lines { first }) }
}

fn exposed(signer: &NoteSigner) -> Zeroizing<String> {
    let secret = signer.dangerously_expose_secret();
    Zeroizing::new(Base64Unpadded::encode_string(secret.as_slice()))
}

fn secret(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    let length = Base64Unpadded::decode(text, bytes.as_mut_slice()).ok()?.len();
    (length == 32).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    fn key() -> MemberKey {
        MemberKey::from_secrets(&[1; 32], &[2; 32]).unwrap()
    }

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let text = key().dangerously_to_text();
        for text in [text.to_string(), std::format!("{}\n", *text)] {
            let read = MemberKey::parse(&text).unwrap();
            assert_eq!((read.name(), read.next_hash()), (key().name(), key().next_hash()));
        }
        let rotated = key().rotated(&[3; 32]).unwrap();
        assert_eq!(Hash::of(rotated.public().unwrap().as_bytes()), key().next_hash());
    }

    #[test]
    fn another_text_is_no_key_and_is_not_repeated() {
        let text = key().dangerously_to_text();
        let read = |text: &str| MemberKey::parse(text).unwrap_err();
        assert_eq!(read(""), KeyTextError::Lines { first: MEMBER_KEY });
        assert_eq!(read(&text.replace("/v1", "/v2")), KeyTextError::Lines { first: MEMBER_KEY });
        assert_eq!(read(&std::format!("{}\nmore", *text)), KeyTextError::Lines { first: MEMBER_KEY });
        assert_eq!(read(&text.replace("\nm/", "\nm/0")), KeyTextError::Name);
        let mut cut = text.to_string();
        cut.pop();
        assert_eq!(read(&cut), KeyTextError::Line { line: 4 });
        let secret = text.lines().nth(2).unwrap();
        assert!(!std::format!("{:?} {}", key(), read(&cut)).contains(secret));
    }

    #[test]
    fn a_credential_is_read_as_it_was_written() {
        let enrolment = ActId::of_text("an enrolment");
        let signer = Token::credential(&[4; 32]).unwrap();
        let token = Token { log: LogId::of(&enrolment), enrolment, signer };
        let text = token.dangerously_to_text();
        let read = Token::parse(&text).unwrap();
        assert_eq!(
            (read.log, read.enrolment, name_of(&read.signer)),
            (token.log, enrolment, name_of(&token.signer))
        );
        assert!(name_of(&read.signer).to_string().starts_with("c/"));
        let log = token.log.to_string();
        assert_eq!(Token::parse(&text.replace(&log, "x")).unwrap_err(), KeyTextError::Line { line: 2 });
        assert!(MemberKey::parse(&text).is_err());
    }
}
