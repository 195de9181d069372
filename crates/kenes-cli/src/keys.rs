//! Files of keys: written once and secret, read with or without a passphrase, told apart by what is in them.

use std::path::{Path, PathBuf};

use kenes_belenios::WireError;
use kenes_belenios::group::Group;
use kenes_belenios::pki::{EncryptedMessage, Seed};
use kenes_belenios::trustee::threshold::Certificate;
use kenes_belenios::trustee::{TrusteeIndex, TrusteeSecretKey, VerifiedTrustees};
use zeroize::Zeroizing;

use crate::error::{CliError, Result};
use crate::files;
use crate::kind::Kind;
use crate::random::rng;
use crate::sealed;

/// How a private key file is protected.
#[derive(Debug, clap::Args)]
pub struct Protection {
    /// File whose first line is the passphrase of the private key file
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

impl Protection {
    fn passphrase(&self) -> Result<Option<Zeroizing<String>>> {
        let Some(path) = &self.passphrase_file else { return Ok(None) };
        let text = files::read_text(path, files::SMALL)?;
        Ok(Some(Zeroizing::new(text.lines().next().unwrap_or_default().into())))
    }

    /// The content of a new private key file.
    pub fn protect(&self, path: &Path, content: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let Some(passphrase) = self.passphrase()? else {
            let mut plain = Zeroizing::new(Vec::with_capacity(content.len().saturating_add(1)));
            plain.extend_from_slice(content);
            plain.push(b'\n');
            return Ok(plain);
        };
        let sealed = sealed::seal(content, passphrase.as_bytes(), &mut rng()?);
        sealed.map(Zeroizing::new).map_err(|source| CliError::SealedKey { path: path.into(), source })
    }

    /// The content of a private key file.
    pub fn read(&self, path: &Path) -> Result<Zeroizing<Vec<u8>>> {
        let content = files::read(path, files::SMALL)?;
        if !sealed::is_sealed(&content) {
            return Ok(content);
        }
        let passphrase = self.passphrase()?.ok_or_else(|| CliError::NoPassphrase { path: path.into() })?;
        sealed::open(&content, passphrase.as_bytes())
            .map_err(|source| CliError::SealedKey { path: path.into(), source })
    }

    /// Reads a threshold trustee's seed.
    pub fn read_seed(&self, path: &Path) -> Result<Seed> {
        let content = self.read(path)?;
        Seed::import(&content)
            .map_err(|_| CliError::PrivateKey { path: path.into(), found: Kind::of(&content) })
    }
}

/// The private key of a trustee of an opened election.
#[derive(Debug, clap::Args)]
pub struct KeyArgs {
    /// The trustee's private key: *.privkey, or *.key of a threshold trustee
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// Of a threshold trustee, the encrypted decryption key: *.dkey
    #[arg(long, value_name = "FILE")]
    pub decryption_key: Option<PathBuf>,
    #[command(flatten)]
    pub protection: Protection,
}

impl KeyArgs {
    /// Reads the key and finds whose it is.
    pub fn open<G: Group>(
        &self,
        trustees: &VerifiedTrustees<G>,
        uuid: &kenes_belenios::election::Uuid,
    ) -> Result<(TrusteeIndex, TrusteeSecretKey<G>)> {
        let nobody = || CliError::KeyOfNobody { path: self.key.clone(), uuid: uuid.clone() };
        let content = self.protection.read(&self.key)?;
        if let Ok(secret) = TrusteeSecretKey::<G>::import(&content) {
            return Ok((trustees.owner_of_key(&secret).ok_or_else(nobody)?, secret));
        }
        let Ok(seed) = Seed::import(&content) else {
            return Err(CliError::PrivateKey { path: self.key.clone(), found: Kind::of(&content) });
        };
        let owner = trustees.owner_of_seed(&seed).ok_or_else(nobody)?;
        let Some(path) = &self.decryption_key else {
            return Err(CliError::Usage {
                needs: "the key of a threshold trustee needs --decryption-key *.dkey as well",
            });
        };
        let encrypted = read_one(path, Kind::DecryptionKey, EncryptedMessage::<G>::import)?;
        let key = trustees.key_of(owner).ok_or_else(nobody)?;
        let secret = TrusteeSecretKey::open(&seed, &encrypted, key);
        Ok((owner, secret.map_err(|source| CliError::DecryptionKey { path: path.clone(), source })?))
    }
}

/// Reads a file that holds one structure.
pub fn read_one<T>(
    path: &Path,
    expected: Kind,
    parse: impl Fn(&[u8]) -> std::result::Result<T, WireError>,
) -> Result<T> {
    let content = files::read(path, files::LARGE)?;
    parse_named(path, &content, expected, parse)
}

fn parse_named<T>(
    path: &Path,
    content: &[u8],
    expected: Kind,
    parse: impl Fn(&[u8]) -> std::result::Result<T, WireError>,
) -> Result<T> {
    parse(content.trim_ascii()).map_err(|source| {
        let found = Kind::of(content);
        // A polynomial and what a trustee is sent begin alike.
        let alike = found == expected || (found, expected) == (Kind::Vinput, Kind::Polynomial);
        if alike || matches!(found, Kind::Json | Kind::Unknown) {
            CliError::Working { path: path.into(), expected, source }
        } else {
            CliError::WrongFile { path: path.into(), expected, found }
        }
    })
}

/// Reads structures from several files, each with one or more of them, one a line (the peers' `*.jsons`).
pub fn read_lines<T>(
    paths: &[PathBuf],
    expected: Kind,
    parse: impl Fn(&[u8]) -> std::result::Result<T, WireError>,
) -> Result<Vec<T>> {
    let mut structures = Vec::new();
    for path in paths {
        let content = files::read(path, files::LARGE)?;
        for line in content.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
            structures.push(parse_named(path, line, expected, &parse)?);
        }
    }
    Ok(structures)
}

/// The name of a certificate's files, as the peers name them.
pub fn id_of<G: Group>(certificate: &Certificate<G>) -> String {
    certificate.id().to_hex()
}
