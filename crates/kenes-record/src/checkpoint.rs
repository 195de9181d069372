//! Signed heads of a log: C2SP `tlog-checkpoint`.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;

use crate::hash::Hash;
use crate::key::{KeyName, KeyNameError, NoteSigner, VerifierKey};
use crate::note::{Note, NoteError, NoteVerifyError};

/// What a log says about itself at one size. Extension lines are neither written nor read: witnesses do not vouch for them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Head {
    /// The name of the log, which is that of its key.
    pub origin: KeyName,
    /// The number of leaves.
    pub size: u64,
    /// The root of the tree of these leaves.
    pub root: Hash,
}

/// A signed head, of which nothing is believed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    head: Head,
    note: Note,
}

/// Bytes are not a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// Not a note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The origin is no name.
    #[error("the origin: {0}")]
    Origin(#[from] KeyNameError),
    /// Not three lines.
    #[error("not the three lines of a checkpoint")]
    Lines,
    /// The size is not a canonical decimal below 2^63.
    #[error("the size is not a number below 2^63 without leading zeroes")]
    Size,
    /// The root is no hash.
    #[error("the root is not the Base64 of a hash")]
    Root,
}

/// A checkpoint is not the log's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointVerifyError {
    /// Another log.
    #[error("a checkpoint of {found}, not of {expected}")]
    Origin {
        /// The origin of the checkpoint.
        found: KeyName,
        /// The origin that was expected.
        expected: KeyName,
    },
    /// The signature.
    #[error(transparent)]
    Signature(#[from] NoteVerifyError),
}

/// A head that its log has signed. Only [`Checkpoint::verify`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedHead(Head);

impl VerifiedHead {
    /// The head.
    pub fn head(&self) -> &Head {
        &self.0
    }
}

impl Head {
    /// The text that is signed.
    pub fn to_text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, self.root.to_base64())
    }

    /// Reads the text of a checkpoint.
    ///
    /// # Errors
    /// It is none.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?.split('\n');
        let (Some(origin), Some(size), Some(root), None) =
            (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Lines);
        };
        let origin = KeyName::new(origin)?;
        let size = decimal(size).filter(|size| *size < 1 << 63).ok_or(CheckpointError::Size)?;
        let root = Hash::from_base64(root).map_err(|_| CheckpointError::Root)?;
        Ok(Self { origin, size, root })
    }

    /// Signs the head.
    ///
    /// # Errors
    /// The origin is so long that the text is no note; no name is.
    pub fn sign(&self, signer: &NoteSigner) -> Result<Checkpoint, NoteError> {
        let mut note = Note::new(self.to_text())?;
        note.sign(signer);
        Ok(Checkpoint { head: self.clone(), note })
    }
}

impl Checkpoint {
    /// Reads a checkpoint.
    ///
    /// # Errors
    /// The bytes are none.
    pub fn parse(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let note = Note::parse(bytes)?;
        Ok(Self { head: Head::parse(note.text())?, note })
    }

    /// What it says.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The note that it is.
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// The note, to add cosignatures.
    pub fn note_mut(&mut self) -> &mut Note {
        &mut self.note
    }

    /// Checks that it is signed by the key of the log that it names.
    ///
    /// # Errors
    /// It names another log, or the signature is missing or wrong.
    pub fn verify(&self, log: &VerifierKey) -> Result<VerifiedHead, CheckpointVerifyError> {
        if &self.head.origin != log.name() {
            let (found, expected) = (self.head.origin.clone(), log.name().to_owned());
            return Err(CheckpointVerifyError::Origin { found, expected });
        }
        self.note.verify(log)?;
        Ok(VerifiedHead(self.head.clone()))
    }
}

/// A decimal number without leading zeroes.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let canonical = text == "0" || (!text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()));
    canonical.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::KeyUse;

    fn signer(name: &str) -> NoteSigner {
        NoteSigner::from_secret(KeyName::new(name).unwrap(), KeyUse::Note, &[7; 32]).unwrap()
    }

    fn head() -> Head {
        Head { origin: KeyName::new("example.com/log").unwrap(), size: 20_852_163, root: Hash::of(b"root") }
    }

    #[test]
    fn a_checkpoint_is_read_back_and_verified() {
        let signer = signer("example.com/log");
        let checkpoint = head().sign(&signer).unwrap();
        let bytes = checkpoint.note().to_bytes();
        let read = Checkpoint::parse(&bytes).unwrap();
        assert_eq!(read, checkpoint);
        assert_eq!(read.verify(signer.verifier()).unwrap().head(), &head());
    }

    #[test]
    fn another_log_s_checkpoint_is_refused() {
        let other = signer("example.com/other");
        let checkpoint = head().sign(&other).unwrap();
        let error = checkpoint.verify(signer("example.com/log").verifier()).unwrap_err();
        assert!(matches!(error, CheckpointVerifyError::Signature(NoteVerifyError::Missing { .. })));
        assert!(matches!(checkpoint.verify(other.verifier()), Err(CheckpointVerifyError::Origin { .. })));
    }

    #[test]
    fn malformed_texts_are_refused() {
        let text = head().to_text();
        let with = |from: &str, to: &str| Head::parse(&text.replace(from, to)).unwrap_err();
        assert_eq!(with("20852163", "020852163"), CheckpointError::Size);
        assert_eq!(with("20852163", "+20852163"), CheckpointError::Size);
        assert_eq!(with("20852163", "9223372036854775808"), CheckpointError::Size);
        assert_eq!(with("20852163", ""), CheckpointError::Size);
        assert_eq!(with("=\n", "=\nmore\n"), CheckpointError::Lines);
        assert_eq!(with("=\n", "\n"), CheckpointError::Root);
        assert!(matches!(with("example.com/log", "example com/log"), CheckpointError::Origin(_)));
    }
}
