//! What a trustee keeps, as a text of a few lines (`docs/spec/booth.md`): `kenes/trustee/v1`, the id of what everybody saw
//! of it, the secret, and after the ceremony of a group the decryption key, which only the secret can open.

use kenes_belenios::hash::Digest;
use kenes_belenios::pki::{EncryptedMessage, Seed};
use kenes_belenios::trustee::{TrusteeIndex, TrusteeSecretKey, VerifiedTrustees};
use zeroize::Zeroizing;

use crate::{G, TrusteeError};

/// The first line.
const FIRST: &str = "kenes/trustee/v1";

/// What a trustee keeps.
#[derive(Debug)]
pub struct TrusteeFile {
    /// The hash of the trustee's certificate or, alone, of the public key.
    pub id: Digest,
    secret: Secret,
}

/// The secret of a trustee.
#[derive(Debug)]
enum Secret {
    /// Of one who is always needed.
    Single(TrusteeSecretKey<G>),
    /// Of one of a group, with the decryption key once the ceremony is done.
    Member(Seed, Option<Box<EncryptedMessage<G>>>),
}

impl TrusteeFile {
    /// What one of a group keeps.
    pub fn member(id: Digest, seed: Seed, decryption: Option<EncryptedMessage<G>>) -> Self {
        Self { id, secret: Secret::Member(seed, decryption.map(Box::new)) }
    }

    /// What one keeps who is alone.
    pub fn single(id: Digest, key: TrusteeSecretKey<G>) -> Self {
        Self { id, secret: Secret::Single(key) }
    }

    /// Reads the text.
    pub fn parse(text: &str) -> Result<Self, TrusteeError> {
        let malformed = |line| TrusteeError::File { line };
        let mut lines = text.trim_end().split('\n');
        if lines.next() != Some(FIRST) {
            return Err(malformed(1));
        }
        let id = lines.next().and_then(|id| Digest::parse_hex(id.as_bytes())).ok_or(malformed(2))?;
        let secret = lines.next().ok_or(malformed(3))?.as_bytes();
        let decryption = lines.next();
        let secret = if secret.first() == Some(&b'"') && decryption.is_none() {
            Secret::Single(TrusteeSecretKey::import(secret).map_err(|_| malformed(3))?)
        } else {
            let seed = Seed::import(secret).map_err(|_| malformed(3))?;
            let read = |text: &str| EncryptedMessage::import(text.as_bytes()).map_err(|_| malformed(4));
            Secret::Member(seed, decryption.map(read).transpose()?.map(Box::new))
        };
        if lines.next().is_none() { Ok(Self { id, secret }) } else { Err(malformed(5)) }
    }

    /// The text.
    pub fn dangerously_to_text(&self) -> Zeroizing<String> {
        let Self { id, secret } = self;
        let head = format!("{FIRST}\n{}\n", id.to_hex());
        Zeroizing::new(match secret {
            Secret::Single(key) => format!("{head}{}", text(&key.export())),
            Secret::Member(seed, None) => format!("{head}{}", seed.export()),
            Secret::Member(seed, Some(key)) => format!("{head}{}\n{}", seed.export(), text(&key.to_bytes())),
        })
    }

    /// The seed of one of a group.
    pub fn seed(&self) -> Result<&Seed, TrusteeError> {
        match &self.secret {
            Secret::Member(seed, _) => Ok(seed),
            Secret::Single(_) => Err(TrusteeError::NotMember),
        }
    }

    /// The same after the ceremony.
    pub fn completed(self, decryption: EncryptedMessage<G>) -> Result<Self, TrusteeError> {
        match self.secret {
            Secret::Member(seed, _) => Ok(Self::member(self.id, seed, Some(decryption))),
            Secret::Single(_) => Err(TrusteeError::NotMember),
        }
    }

    /// Whether it can decrypt.
    pub fn is_complete(&self) -> bool {
        match &self.secret {
            Secret::Single(_) => true,
            Secret::Member(_, decryption) => decryption.is_some(),
        }
    }

    /// Whose it is.
    pub fn owner(&self, trustees: &VerifiedTrustees<G>) -> Result<TrusteeIndex, TrusteeError> {
        let owner = match &self.secret {
            Secret::Single(key) => trustees.owner_of_key(key),
            Secret::Member(seed, _) => trustees.owner_of_seed(seed),
        };
        owner.ok_or(TrusteeError::NotMember)
    }

    /// The private key. The decryption key may come from elsewhere: the server keeps a copy.
    pub fn open(
        self,
        trustees: &VerifiedTrustees<G>,
        decryption: Option<&str>,
    ) -> Result<(TrusteeIndex, TrusteeSecretKey<G>), TrusteeError> {
        let owner = self.owner(trustees)?;
        let (seed, own) = match self.secret {
            Secret::Single(key) => return Ok((owner, key)),
            Secret::Member(seed, own) => (seed, own),
        };
        let given = decryption.map(|text| EncryptedMessage::import(text.as_bytes())).transpose();
        let given = given.map_err(|_| TrusteeError::DecryptionKey)?;
        let encrypted = own.map(|own| *own).or(given).ok_or(TrusteeError::Incomplete)?;
        let key = trustees.key_of(owner).ok_or(TrusteeError::NotMember)?;
        let secret = TrusteeSecretKey::open(&seed, &encrypted, key);
        Ok((owner, secret.map_err(|_| TrusteeError::DecryptionKey)?))
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}
