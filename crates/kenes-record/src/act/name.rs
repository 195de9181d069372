//! Who signs acts, and into which log: names that follow from keys and hashes, and can be nothing else.

use alloc::format;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use sha2::{Digest as _, Sha256};

use super::ActId;
use crate::key::{KeyName, KeyUse, VerifierKey, self_naming};

/// How many bytes of SHA-256 name a key: 20 hexadecimal digits.
pub const FINGERPRINT: usize = 10;

/// How many characters of Base32 name a log: 130 bits.
const LOG_ID: usize = 26;

/// The longest name of a host with its port: what the 255 bytes of a key's name leave.
const MAX_HOST: usize = 255 - 3 - LOG_ID;

/// What a key that signs acts is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// `m/`: a member, whatever office the member holds.
    Member,
    /// `s/`: a server.
    Server,
    /// `w/`: a witness.
    Witness,
    /// `c/`: a credential for one purpose, which names nobody.
    Credential,
}

/// The first 10 bytes of the SHA-256 of a public key: 20 hexadecimal digits, the field `by` of an act.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; FINGERPRINT]);

/// The name of a key that signs acts: what it is for and its fingerprint, as in `m/30607eb8046278ffd725`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SignerName {
    /// What it is for.
    pub holder: Holder,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
}

/// The 32 bytes of an Ed25519 public key: a canonical point, not of small order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; 32]);

/// The name of a log for ever: the first 26 characters of the lower-case Base32 of its first act's id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogId([u8; LOG_ID]);

/// The first line of a log's checkpoints: `<founding host>/k/<id>`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    name: KeyName,
    id: LogId,
}

/// A text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// Not 20 lower-case hexadecimal digits.
    #[error("not 20 lower-case hexadecimal digits")]
    Fingerprint,
    /// Not `m/`, `s/`, `w/` or `c/` and a fingerprint.
    #[error("not m/, s/, w/ or c/ and 20 lower-case hexadecimal digits")]
    Signer,
    /// Not a public key.
    #[error("not the 32 bytes of a public key")]
    PublicKey,
    /// Not 26 characters of lower-case Base32.
    #[error("not 26 characters of lower-case Base32")]
    Log,
    /// Not `<host>/k/<id>`.
    #[error("not of the form HOST/k/ID")]
    Origin,
}

impl Holder {
    const ALL: [Self; 4] = [Self::Member, Self::Server, Self::Witness, Self::Credential];

    /// What stands before the slash.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Member => "m",
            Self::Server => "s",
            Self::Witness => "w",
            Self::Credential => "c",
        }
    }
}

impl Fingerprint {
    /// That of a public key.
    pub fn of(public: &[u8; 32]) -> Self {
        let mut bytes = [0; FINGERPRINT];
        bytes.iter_mut().zip(Sha256::digest(public)).for_each(|(to, from)| *to = from);
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; FINGERPRINT] {
        &self.0
    }

    /// 20 hexadecimal digits.
    pub fn to_hex(&self) -> String {
        base16ct::lower::encode_string(&self.0)
    }
}

impl FromStr for Fingerprint {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        hex(text).map(Self).ok_or(NameError::Fingerprint)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

impl SignerName {
    /// That of a public key.
    pub fn of(holder: Holder, public: &[u8; 32]) -> Self {
        Self { holder, fingerprint: Fingerprint::of(public) }
    }

    /// The name as signature lines have it.
    ///
    /// # Errors
    /// Never: the characters are those of a name.
    pub fn to_key_name(&self) -> Result<KeyName, crate::key::KeyNameError> {
        KeyName::new(&format!("{self}"))
    }

    /// Whether the key has this name, signs notes, and is the one that the name follows from.
    pub fn is_of(&self, key: &VerifierKey) -> bool {
        let name = self_naming(self.holder.prefix(), key.public());
        key.key_use() == KeyUse::Note
            && Fingerprint::of(key.public()) == self.fingerprint
            && name.is_ok_and(|name| &name == key.name())
    }
}

impl FromStr for SignerName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let (prefix, digits) = text.split_once('/').ok_or(NameError::Signer)?;
        let holder = Holder::ALL.into_iter().find(|holder| holder.prefix() == prefix);
        let fingerprint = hex(digits).map(Fingerprint);
        holder
            .zip(fingerprint)
            .map(|(holder, fingerprint)| Self { holder, fingerprint })
            .ok_or(NameError::Signer)
    }
}

impl fmt::Display for SignerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.holder.prefix(), self.fingerprint.to_hex())
    }
}

impl fmt::Debug for SignerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl PublicKey {
    /// The key with these bytes.
    ///
    /// # Errors
    /// They are no canonical point, or one of small order.
    pub fn new(bytes: [u8; 32]) -> Result<Self, NameError> {
        let name = self_naming("m", &bytes).map_err(|_| NameError::PublicKey)?;
        VerifierKey::new(name, KeyUse::Note, &bytes).map_err(|_| NameError::PublicKey)?;
        Ok(Self(bytes))
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// 64 lower-case hexadecimal digits.
    pub fn to_hex(&self) -> String {
        base16ct::lower::encode_string(&self.0)
    }
}

impl FromStr for PublicKey {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        hex(text).ok_or(NameError::PublicKey).and_then(Self::new)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.to_hex())
    }
}

impl LogId {
    /// That of the log that begins with this act.
    pub fn of(first: &ActId) -> Self {
        let mut id = [b'a'; LOG_ID];
        let bytes = first.hash().as_bytes();
        for (place, character) in (0..).step_by(5).zip(&mut id) {
            let five = (place..place + 5).fold(0, |five, bit| (five << 1) | bit_of(bytes, bit));
            *character = if five < 26 { b'a' + five } else { b'2' + (five - 26) };
        }
        Self(id)
    }

    /// Its 26 characters.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// A bit of the bytes, the highest of the first one being number 0.
fn bit_of(bytes: &[u8; 32], bit: usize) -> u8 {
    bytes.get(bit / 8).map_or(0, |byte| (byte >> (7 - bit % 8)) & 1)
}

impl FromStr for LogId {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let id: [u8; LOG_ID] = text.as_bytes().try_into().map_err(|_| NameError::Log)?;
        let right = id.iter().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'));
        if right { Ok(Self(id)) } else { Err(NameError::Log) }
    }
}

impl fmt::Display for LogId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for LogId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogId({self})")
    }
}

impl Origin {
    /// The origin of the log `id` that was founded at `host`: a name of RFC 1035 in lower case, with a port where one is
    /// needed.
    ///
    /// # Errors
    /// The host is no such name.
    pub fn new(host: &str, id: LogId) -> Result<Self, NameError> {
        let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b':');
        if host.is_empty() || host.len() > MAX_HOST || !host.bytes().all(allowed) {
            return Err(NameError::Origin);
        }
        let name = KeyName::new(&format!("{host}/k/{id}")).map_err(|_| NameError::Origin)?;
        Ok(Self { name, id })
    }

    /// The name of the log and of the key that signs its checkpoints.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The id of the log.
    pub fn id(&self) -> &LogId {
        &self.id
    }
}

impl FromStr for Origin {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let (host, id) = text.split_once("/k/").ok_or(NameError::Origin)?;
        Self::new(host, id.parse()?)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Origin({self})")
    }
}

/// Lower-case hexadecimal of exactly these bytes.
pub(super) fn hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let right = text.len() == N.checked_mul(2)? && base16ct::lower::decode(text, &mut bytes).is_ok();
    right.then_some(bytes)
}

#[cfg(test)]
mod tests {
    use std::string::ToString as _;

    use super::*;
    use crate::hash::Hash;

    #[test]
    fn a_log_is_named_by_the_base32_of_its_first_act() {
        // RFC 4648, section 10 has no such length: the digits of 0x00, 0x08, 0x42 … repeat every 5 bytes.
        let bytes: [u8; 32] = core::array::from_fn(|at| [0x00, 0x44, 0x32, 0x14, 0xc7][at % 5]);
        let id = LogId::of(&ActId::from_hash(Hash::from_bytes(bytes)));
        assert_eq!(id.as_str(), "abcdefghabcdefghabcdefghab");
        let high = LogId::of(&ActId::from_hash(Hash::from_bytes([0xff; 32])));
        assert_eq!(high.as_str(), "7".repeat(26));
        assert_eq!(id.as_str().parse(), Ok(id));
        for wrong in
            ["", "abcdefghabcdefghabcdefgha", "abcdefghabcdefghabcdefgha1", "ABCDEFGHabcdefghabcdefghab"]
        {
            assert_eq!(wrong.parse::<LogId>(), Err(NameError::Log), "{wrong}");
        }
    }

    #[test]
    fn an_origin_is_a_host_and_an_id() {
        let text = "example.org:8443/k/abcdefghabcdefghabcdefghab";
        let origin: Origin = text.parse().unwrap();
        assert_eq!((origin.to_string().as_str(), origin.id().as_str()), (text, &text[19..]));
        for (from, to) in
            [("example", "Example"), ("example", "exa mple"), ("/k/", "/l/"), ("/k/", "/a/k/"), ("hab", "ha")]
        {
            assert!(text.replace(from, to).parse::<Origin>().is_err(), "{to}");
        }
        assert!(std::format!("/k/{}", origin.id()).parse::<Origin>().is_err());
    }

    #[test]
    fn a_signer_is_a_prefix_and_a_fingerprint() {
        let name: SignerName = "c/30607eb8046278ffd725".parse().unwrap();
        assert_eq!((name.holder, name.to_string().as_str()), (Holder::Credential, "c/30607eb8046278ffd725"));
        for wrong in [
            "30607eb8046278ffd725",
            "x/30607eb8046278ffd725",
            "m/30607EB8046278ffd725",
            "m/30607eb8046278ffd7",
        ] {
            assert_eq!(wrong.parse::<SignerName>(), Err(NameError::Signer), "{wrong}");
        }
        let public = [9; 32];
        let named = self_naming("m", &public).unwrap();
        assert_eq!(SignerName::of(Holder::Member, &public).to_string(), named.as_str());
    }

    #[test]
    fn a_point_of_small_order_is_no_key() {
        let mut identity = [0; 32];
        identity[0] = 1;
        assert_eq!(PublicKey::new(identity), Err(NameError::PublicKey));
        assert_eq!("zz".repeat(32).parse::<PublicKey>(), Err(NameError::PublicKey));
    }
}
