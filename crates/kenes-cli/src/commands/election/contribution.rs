//! What a trustee hands in, as a file of the peers: the structure on one line, its owner and hash on the next.

use std::path::Path;

use kenes_belenios::WireError;
use kenes_belenios::archive::Owned;
use kenes_belenios::hash::Digest;

use crate::error::{CliError, Result};
use crate::files;
use crate::kind::Kind;

/// A shuffle or partial decryption, not yet verified.
#[derive(Debug)]
pub struct Contribution {
    pub owner: u64,
    pub bytes: Vec<u8>,
}

impl Contribution {
    /// The two lines.
    pub fn to_lines(&self) -> Vec<u8> {
        let owned = Owned { owner: self.owner, payload: Digest::of(&self.bytes) };
        [self.bytes.as_slice(), b"\n", &owned.to_bytes(), b"\n"].concat()
    }
}

/// Reads the two lines.
pub fn read(path: &Path) -> Result<Contribution> {
    let content = files::read(path, files::LARGE)?;
    let mut lines = content.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let (bytes, owned) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let owned = Owned::parse(owned).map_err(|source| {
        let source = WireError::from(source);
        CliError::Working { path: path.into(), expected: Kind::Owned, source }
    })?;
    let found = Digest::of(bytes);
    if owned.payload != found {
        return Err(CliError::OtherPayload { path: path.into(), payload: owned.payload.to_hex(), found });
    }
    Ok(Contribution { owner: owned.owner, bytes: bytes.to_vec() })
}
