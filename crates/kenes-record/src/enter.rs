//! Entering a site with a key: a text that the site gives, the key signs, and nothing else can be taken for
//! (`docs/spec/booth.md`).
//!
//! Three lines: `kenes/enter/v1`, the origin of the site as browsers write it, and 64 hexadecimal digits that the site chose.
//! The first line is that of no act and of no checkpoint, so the signature is good for nothing else; the origin is the
//! site's own, so another site cannot pass the text on.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

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

/// What a site recognises the bytes of its own challenges by, so that it need not keep a challenge that nobody has signed yet.
///
/// The 32 bytes are the time at which they were given (8 bytes, big-endian), 8 random bytes, so that two of one moment differ,
/// and the first 16 bytes of HMAC-SHA-256 (RFC 2104) of these 16 under a secret of the site. Without the secret nobody foresees
/// such bytes or makes them: a guess is right once in 2^128. The order of the bytes is that of their times. Which of them were
/// used up is for the site to keep, until they are too old.
pub struct ChallengeKey(Hmac<Sha256>);

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
    /// The challenge of a site, with 32 bytes that nobody foresees and that it gives once, as [`ChallengeKey::give`] does.
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

impl ChallengeKey {
    /// The key of a site with this secret, which is used for nothing else.
    pub fn new(secret: &[u8; 32]) -> Self {
        // A key that is shorter than a block is filled up with zeros (RFC 2104, section 2).
        let mut block = Zeroizing::new([0; 64]);
        let (key, _) = block.split_at_mut(32);
        key.copy_from_slice(secret);
        Self(Hmac::new((&*block).into()))
    }

    /// The bytes of a challenge that is given at this time, by any clock of the site, with fresh random bytes.
    pub fn give(&self, at: u64, random: [u8; 8]) -> [u8; 32] {
        let mut nonce = [0; 32];
        let (given, mark) = nonce.split_at_mut(16);
        let (time, rest) = given.split_at_mut(8);
        time.copy_from_slice(&at.to_be_bytes());
        rest.copy_from_slice(&random);
        let whole: [u8; 32] = self.0.clone().chain_update(given).finalize().into_bytes().into();
        mark.copy_from_slice(whole.split_at(16).0);
        nonce
    }

    /// When these bytes were given; none for bytes that were not given under this key. Compared in constant time.
    pub fn given_at(&self, nonce: &[u8; 32]) -> Option<u64> {
        let (given, mark) = nonce.split_at(16);
        self.0.clone().chain_update(given).verify_truncated_left(mark).ok()?;
        given.first_chunk().map(|time| u64::from_be_bytes(*time))
    }
}

impl fmt::Debug for ChallengeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChallengeKey(<redacted>)")
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

    #[test]
    fn a_site_recognises_its_own_bytes_and_no_others() {
        let (site, other) = (ChallengeKey::new(&[1; 32]), ChallengeKey::new(&[2; 32]));
        let nonce = site.give(1_234_567, [9; 8]);
        assert_eq!(site.given_at(&nonce), Some(1_234_567));
        assert_eq!(other.given_at(&nonce), None);
        assert_ne!(nonce, site.give(1_234_567, [8; 8]), "two of one moment");
        assert!(nonce < site.give(1_234_568, [0; 8]), "in the order of time");
        for place in 0..32 {
            let mut changed = nonce;
            changed[place] ^= 1;
            assert_eq!(site.given_at(&changed), None, "byte {place}");
        }
        assert_eq!(site.given_at(&[0; 32]), None);
        assert_eq!(std::format!("{site:?}"), "ChallengeKey(<redacted>)");
    }

    /// Section 2 of RFC 2104, step by step.
    #[test]
    fn the_mark_is_the_hmac_of_what_stands_before_it() {
        let nonce = ChallengeKey::new(&[0xa0; 32]).give(7, [3; 8]);
        let padded = |pad: u8| [[0xa0 ^ pad; 32], [pad; 32]].concat();
        let inner = crate::Hash::of(&[&padded(0x36), &nonce[..16]].concat());
        let outer = crate::Hash::of(&[&padded(0x5c)[..], inner.as_bytes()].concat());
        assert_eq!(nonce[16..], outer.as_bytes()[..16]);
    }
}
