//! Keys that sign notes: Ed25519, named (C2SP `signed-note`, "Verifier keys").

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use base64ct::{Base64, Encoding as _};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// The longest name of a key, in bytes.
pub const MAX_NAME: usize = 255;

/// The name of a key: not empty, without spaces, plus signs and control characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

/// A text is not the name of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a key: 1 to {MAX_NAME} bytes without spaces, plus signs and control characters")]
pub struct KeyNameError;

impl KeyName {
    /// Reads a name.
    ///
    /// # Errors
    /// It is empty, too long, or has a character that a name must not have.
    pub fn new(name: &str) -> Result<Self, KeyNameError> {
        let wrong = |c: char| c.is_whitespace() || c.is_control() || c == '+';
        if name.is_empty() || name.len() > MAX_NAME || name.contains(wrong) {
            return Err(KeyNameError);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

/// What a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyUse {
    /// The text of a note (type 0x01).
    Note,
    /// A checkpoint with the time at which it was seen (type 0x04, C2SP `tlog-cosignature`).
    Cosignature,
}

impl KeyUse {
    const fn byte(self) -> u8 {
        match self {
            Self::Note => 0x01,
            Self::Cosignature => 0x04,
        }
    }

    fn of_byte(byte: u8) -> Option<Self> {
        [Self::Note, Self::Cosignature].into_iter().find(|key_use| key_use.byte() == byte)
    }
}

/// The number that, with the name, says which key signed. Not a hash to rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub(crate) [u8; 4]);

impl KeyId {
    fn of(name: &KeyName, key_use: KeyUse, public: &[u8; 32]) -> Self {
        let hash = Sha256::new()
            .chain_update(name.0.as_bytes())
            .chain_update(b"\n")
            .chain_update([key_use.byte()])
            .chain_update(public)
            .finalize();
        let mut id = [0; 4];
        id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Self(id)
    }
}

/// A public key with its name and use.
///
/// Signatures are checked by the cofactorless equation, with the canonical scalar, and with keys and commitments of small
/// order refused (`verify_strict`), so that every program agrees about every signature.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    key_use: KeyUse,
    id: KeyId,
    public: VerifyingKey,
}

/// A text is not a verifier key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifierKeyError {
    /// Not `NAME+ID+KEY`.
    #[error("not of the form NAME+ID+KEY")]
    Form,
    /// The name.
    #[error(transparent)]
    Name(#[from] KeyNameError),
    /// Neither a key for notes nor one for cosignatures.
    #[error("a key of a kind that is not known here")]
    Kind,
    /// The bytes are no public key, or one of small order.
    #[error("not a public key")]
    Public,
    /// The number is that of another key.
    #[error("the key's number is not the one that follows from it")]
    Id,
}

impl VerifierKey {
    /// The key with these 32 bytes.
    ///
    /// # Errors
    /// The bytes are no canonical point, or one of small order.
    pub fn new(name: KeyName, key_use: KeyUse, public: &[u8; 32]) -> Result<Self, VerifierKeyError> {
        let key = VerifyingKey::from_bytes(public).map_err(|_| VerifierKeyError::Public)?;
        if key.is_weak() || key.as_bytes() != public || key.to_edwards().compress().as_bytes() != public {
            return Err(VerifierKeyError::Public);
        }
        let id = KeyId::of(&name, key_use, public);
        Ok(Self { name, key_use, id, public: key })
    }

    /// The same key under another name. Its bytes are not read again, which is dear.
    #[must_use]
    pub fn renamed(&self, name: KeyName) -> Self {
        let id = KeyId::of(&name, self.key_use, self.public());
        Self { name, key_use: self.key_use, id, public: self.public }
    }

    /// Its name.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// What it signs.
    pub fn key_use(&self) -> KeyUse {
        self.key_use
    }

    /// Its number.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Its 32 bytes.
    pub fn public(&self) -> &[u8; 32] {
        self.public.as_bytes()
    }

    /// Whether `signature` is this key's over the bytes of `message`, whatever they are. Notes and cosignatures say what may be
    /// signed: see [`crate::note::Note::verify`] and [`crate::cosignature::verify`].
    pub fn is_signature(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.public.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

/// Prints `NAME+ID+KEY`.
impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = base16ct::lower::encode_string(&self.id.0);
        let mut key = Vec::with_capacity(33);
        key.push(self.key_use.byte());
        key.extend_from_slice(self.public.as_bytes());
        write!(f, "{}+{id}+{}", self.name, Base64::encode_string(&key))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl FromStr for VerifierKey {
    type Err = VerifierKeyError;

    fn from_str(text: &str) -> Result<Self, VerifierKeyError> {
        let (name, rest) = text.split_once('+').ok_or(VerifierKeyError::Form)?;
        let (id, key) = rest.split_once('+').ok_or(VerifierKeyError::Form)?;
        let name = KeyName::new(name)?;
        let bytes = Base64::decode_vec(key).map_err(|_| VerifierKeyError::Form)?;
        let (kind, public) = bytes.split_first().ok_or(VerifierKeyError::Form)?;
        let key_use = KeyUse::of_byte(*kind).ok_or(VerifierKeyError::Kind)?;
        let public = public.try_into().map_err(|_| VerifierKeyError::Public)?;
        let key = Self::new(name, key_use, public)?;
        if base16ct::lower::encode_string(&key.id.0) == id { Ok(key) } else { Err(VerifierKeyError::Id) }
    }
}

/// A private key with its name and use. Wiped when dropped.
pub struct NoteSigner {
    secret: SigningKey,
    key: VerifierKey,
}

impl NoteSigner {
    /// The key that follows from 32 secret bytes.
    ///
    /// # Errors
    /// The public key that follows is of small order, which no random bytes give.
    pub fn from_secret(name: KeyName, key_use: KeyUse, secret: &[u8; 32]) -> Result<Self, VerifierKeyError> {
        let secret = SigningKey::from_bytes(secret);
        let key = VerifierKey::new(name, key_use, secret.verifying_key().as_bytes())?;
        Ok(Self { secret, key })
    }

    /// The same, under the name that follows from its public half ([`self_naming`]).
    ///
    /// # Errors
    /// The prefix cannot begin a name, or the public key is of small order, which no random bytes give.
    pub fn self_named(prefix: &str, key_use: KeyUse, secret: &[u8; 32]) -> Result<Self, VerifierKeyError> {
        let secret = SigningKey::from_bytes(secret);
        let public = secret.verifying_key();
        let key = VerifierKey::new(self_naming(prefix, public.as_bytes())?, key_use, public.as_bytes())?;
        Ok(Self { secret, key })
    }

    /// The public half.
    pub fn verifier(&self) -> &VerifierKey {
        &self.key
    }

    /// The 32 secret bytes, for a labelled file.
    pub fn dangerously_expose_secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.secret.to_bytes())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteSigner({}, <redacted>)", self.key.name)
    }
}

/// The name of a member's, a server's or a witness's key that names itself: a prefix and 20 hexadecimal digits of the
/// SHA-256 of the public key.
///
/// # Errors
/// The prefix cannot begin a name.
pub fn self_naming(prefix: &str, public: &[u8; 32]) -> Result<KeyName, KeyNameError> {
    let hash = base16ct::lower::encode_string(&Sha256::digest(public));
    KeyName::new(&format!("{prefix}/{}", hash.get(..20).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;

    const EXAMPLE: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    #[test]
    fn the_key_of_the_specification_is_read_back() {
        let key: VerifierKey = EXAMPLE.parse().unwrap();
        assert_eq!((key.name().as_str(), key.key_use()), ("example.com/foo", KeyUse::Note));
        assert_eq!(key.to_string(), EXAMPLE);
    }

    #[test]
    fn wrong_keys_are_refused() {
        let read = |text: &str| text.parse::<VerifierKey>().unwrap_err();
        assert_eq!(read("example.com/foo"), VerifierKeyError::Form);
        assert_eq!(read(&EXAMPLE.replace("530d903a", "530d903b")), VerifierKeyError::Id);
        assert_eq!(read(&EXAMPLE.replace("530d903a", "530D903A")), VerifierKeyError::Id);
        assert_eq!(read(&EXAMPLE.replace("AekyeR", "BekyeR")), VerifierKeyError::Kind);
        assert!(matches!(read(&EXAMPLE.replace("example", "exa mple")), VerifierKeyError::Name(_)));
        let identity = {
            let mut point = [0; 32];
            point[0] = 1;
            point
        };
        let name = KeyName::new("a").unwrap();
        assert_eq!(VerifierKey::new(name, KeyUse::Note, &identity), Err(VerifierKeyError::Public));
    }

    #[test]
    fn the_secret_is_not_printed() {
        let signer = NoteSigner::from_secret(KeyName::new("a").unwrap(), KeyUse::Note, &[0x5a; 32]).unwrap();
        let text = std::format!("{signer:?}");
        assert!(text.contains("<redacted>") && !text.contains("5a5a") && !text.contains("90, 90"));
    }
}
