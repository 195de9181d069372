//! Entering a site with a key: a text that the site gives, the key signs, and nothing else can be taken for
//! (`docs/spec/booth.md`).
//!
//! Three lines: `kenes/enter/v1`, the origin of the site as browsers write it, and 64 hexadecimal digits that the site chose.
//! The first line is that of no act and of no checkpoint, so the signature is good for nothing else; the origin is the
//! site's own, so another site cannot pass the text on.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use core::str::FromStr;

use crate::act::{PublicKey, SignerName};
use crate::key::{KeyUse, NoteSigner, VerifierKey};
use crate::note::{Note, NoteSignature};

/// The first line.
pub const DOMAIN: &str = "kenes/enter/v1";

/// The longest origin, in bytes: a scheme, a name of 253 bytes and a port.
const MAX_ORIGIN: usize = 8 + 253 + 6;

/// What a key signs so that its holder may enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    origin: String,
    nonce: [u8; 32],
}

/// A challenge cannot be read, or is not signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChallengeError {
    /// Not the three lines of a challenge.
    #[error("not the line {DOMAIN} and two more")]
    Lines,
    /// Not an origin.
    #[error("not http:// or https://, a name in lower case and perhaps a port")]
    Origin,
    /// Not the site's digits.
    #[error("not 64 lower-case hexadecimal digits")]
    Nonce,
    /// The signature is not that of the key over this text.
    #[error("not signed by this key")]
    Signature,
}

impl Challenge {
    /// The challenge of a site, with 32 random bytes that it gives once.
    ///
    /// # Errors
    /// [`ChallengeError::Origin`].
    pub fn new(origin: &str, nonce: [u8; 32]) -> Result<Self, ChallengeError> {
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b':' | b'[' | b']');
        let right = |host: &str| !host.is_empty() && host.bytes().all(allowed);
        if origin.len() <= MAX_ORIGIN && host.is_some_and(right) {
            Ok(Self { origin: origin.to_owned(), nonce })
        } else {
            Err(ChallengeError::Origin)
        }
    }

    /// The site.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The site's bytes.
    pub fn nonce(&self) -> &[u8; 32] {
        &self.nonce
    }

    /// The three lines that are signed.
    pub fn to_text(&self) -> String {
        format!("{DOMAIN}\n{}\n{}\n", self.origin, base16ct::lower::encode_string(&self.nonce))
    }

    /// The signature line of a key.
    pub fn line(&self, signer: &NoteSigner) -> NoteSignature {
        NoteSignature::new(signer.verifier(), signer.sign(self.to_text().as_bytes()).to_vec())
    }

    /// Checks that the line is by this key, under a name that follows from it; the name.
    ///
    /// # Errors
    /// [`ChallengeError::Signature`].
    pub fn verify(&self, line: NoteSignature, key: &PublicKey) -> Result<SignerName, ChallengeError> {
        let name = line.name().clone();
        let signer: SignerName = name.as_str().parse().map_err(|_| ChallengeError::Signature)?;
        let key =
            VerifierKey::new(name, KeyUse::Note, key.as_bytes()).map_err(|_| ChallengeError::Signature)?;
        let mut note = Note::new(self.to_text()).map_err(|_| ChallengeError::Signature)?;
        note.push(line);
        let right = signer.is_of(&key) && note.verify(&key).is_ok();
        if right { Ok(signer) } else { Err(ChallengeError::Signature) }
    }
}

impl FromStr for Challenge {
    type Err = ChallengeError;

    fn from_str(text: &str) -> Result<Self, ChallengeError> {
        let rest = text.strip_prefix(DOMAIN).and_then(|rest| rest.strip_prefix('\n'));
        let rest = rest.and_then(|rest| rest.strip_suffix('\n')).ok_or(ChallengeError::Lines)?;
        let (origin, digits) = rest.split_once('\n').ok_or(ChallengeError::Lines)?;
        let mut nonce = [0; 32];
        if digits.len() != 64 || base16ct::lower::decode(digits, &mut nonce).is_err() {
            return Err(ChallengeError::Nonce);
        }
        Self::new(origin, nonce)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::UnsignedAct;
    use crate::checkpoint::Checkpoint;
    use crate::member_key::MemberKey;

    fn challenge() -> Challenge {
        Challenge::new("http://localhost:8080", [7; 32]).unwrap()
    }

    #[test]
    fn a_challenge_is_signed_for_one_site_once() {
        let key = MemberKey::from_secrets(&[1; 32], &[2; 32]).unwrap();
        let line = challenge().line(key.signer());
        let public = key.public().unwrap();
        assert_eq!(challenge().verify(line.clone(), &public), Ok(key.name()));
        let refused = Err(ChallengeError::Signature);
        let others = [
            Challenge::new("http://localhost:8081", [7; 32]).unwrap(),
            Challenge::new("http://localhost:8080", [8; 32]).unwrap(),
        ];
        assert!(others.iter().all(|other| other.verify(line.clone(), &public) == refused));
        let next = PublicKey::new(*key.next().verifier().public()).unwrap();
        assert_eq!(challenge().verify(line, &next), refused);
    }

    #[test]
    fn it_is_read_in_one_form_and_is_no_act_and_no_checkpoint() {
        let text = challenge().to_text();
        assert_eq!(text.parse(), Ok(challenge()));
        assert!(UnsignedAct::parse(text.as_bytes()).is_err());
        let mut note = Note::new(text.clone()).unwrap();
        note.push(challenge().line(MemberKey::from_secrets(&[1; 32], &[2; 32]).unwrap().signer()));
        assert!(Checkpoint::parse(&note.to_bytes()).is_err());
        let read = |text: &str| text.parse::<Challenge>().unwrap_err();
        assert_eq!(read(&text.replace("enter", "act")), ChallengeError::Lines);
        assert_eq!(read(text.trim_end()), ChallengeError::Lines);
        assert_eq!(read(&text.replace("0707", "070")), ChallengeError::Nonce);
        assert_eq!(read(&text.replace("http", "ftp")), ChallengeError::Origin);
        assert_eq!(read(&text.replace("localhost", "local host")), ChallengeError::Origin);
        assert_eq!(read(&std::format!("{text}\n")), ChallengeError::Nonce);
    }
}
