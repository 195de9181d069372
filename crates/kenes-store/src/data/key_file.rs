//! A signing key as a file of one line, in the form of Go's `sumdb/note`: `PRIVATE+KEY+NAME+ID+BASE64`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base64ct::{Base64, Encoding as _};
use kenes_record::key::{KeyName, KeyUse, NoteSigner};
use zeroize::Zeroizing;

use crate::files;

const LABEL: &str = "PRIVATE+KEY+";

/// A key was not written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFileError {
    /// The file system refuses.
    #[error("the key {}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// Others than its owner can read it.
    #[error("the key {} can be read by others: chmod 600 it, and think about who has read it", path.display())]
    Exposed {
        /// The file.
        path: PathBuf,
    },
    /// It is not a key.
    #[error("{} is not a key of the form {LABEL}NAME+ID+KEY", path.display())]
    Form {
        /// The file.
        path: PathBuf,
    },
}

/// Writes a key to a file that only its owner can read, where nothing is yet.
///
/// # Errors
/// Something is there, or it cannot be written.
pub fn write_signer(path: &Path, signer: &NoteSigner) -> Result<(), KeyFileError> {
    let written = files::write_private(path, to_line(signer).as_bytes());
    written.map_err(|error| KeyFileError::File { path: path.to_path_buf(), error })
}

/// Reads a key.
///
/// # Errors
/// It is not there, is malformed, or others than its owner can read it.
pub fn read_signer(path: &Path) -> Result<NoteSigner, KeyFileError> {
    let failed = |error| KeyFileError::File { path: path.to_path_buf(), error };
    if is_exposed(&fs::metadata(path).map_err(failed)?) {
        return Err(KeyFileError::Exposed { path: path.to_path_buf() });
    }
    let text = Zeroizing::new(fs::read_to_string(path).map_err(failed)?);
    from_line(&text).ok_or_else(|| KeyFileError::Form { path: path.to_path_buf() })
}

fn to_line(signer: &NoteSigner) -> Zeroizing<String> {
    let mut key = Zeroizing::new(vec![kind(signer.verifier().key_use())]);
    key.extend_from_slice(signer.dangerously_expose_secret().as_slice());
    let secret = Zeroizing::new(Base64::encode_string(&key));
    Zeroizing::new(format!("{LABEL}{}+{}+{}\n", signer.verifier().name(), id(signer), secret.as_str()))
}

fn from_line(line: &str) -> Option<NoteSigner> {
    let (name, rest) = line.strip_suffix('\n')?.strip_prefix(LABEL)?.split_once('+')?;
    let (number, secret) = rest.split_once('+')?;
    let mut bytes = Zeroizing::new([0; 33]);
    let (first, secret) = Base64::decode(secret, bytes.as_mut_slice()).ok()?.split_first()?;
    let key_use = [KeyUse::Note, KeyUse::Cosignature].into_iter().find(|known| kind(*known) == *first)?;
    let signer = NoteSigner::from_secret(KeyName::new(name).ok()?, key_use, secret.try_into().ok()?).ok()?;
    (id(&signer) == number).then_some(signer)
}

/// The number of the key, as its public form has it.
fn id(signer: &NoteSigner) -> String {
    signer.verifier().to_string().split('+').nth(1).unwrap_or_default().to_owned()
}

const fn kind(key_use: KeyUse) -> u8 {
    match key_use {
        KeyUse::Note => 0x01,
        KeyUse::Cosignature => 0x04,
    }
}

#[cfg(unix)]
fn is_exposed(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_exposed(_: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(key_use: KeyUse) -> NoteSigner {
        NoteSigner::from_secret(KeyName::new("example.org/k/test").unwrap(), key_use, &[7; 32]).unwrap()
    }

    #[test]
    fn a_key_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        for (key_use, name) in [(KeyUse::Note, "log.key"), (KeyUse::Cosignature, "witness.key")] {
            let path = folder.path().join(name);
            write_signer(&path, &signer(key_use)).unwrap();
            assert!(write_signer(&path, &signer(key_use)).is_err());
            assert_eq!(read_signer(&path).unwrap().verifier(), signer(key_use).verifier());
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let line = to_line(&signer(KeyUse::Note));
        assert!(from_line(&line).is_some());
        for (from, to) in
            [("PRIVATE", "PUBLIC"), ("\n", ""), ("test+", "tess+"), ("AQcH", "AgcH"), ("AQcH", "AQc")]
        {
            assert!(line.contains(from) && from_line(&line.replace(from, to)).is_none(), "{from}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.key");
        write_signer(&path, &signer(KeyUse::Note)).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(read_signer(&path), Err(KeyFileError::Exposed { .. })));
    }
}
