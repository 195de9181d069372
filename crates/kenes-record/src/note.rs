//! Texts with signatures: C2SP `signed-note`.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use base64ct::{Base64, Encoding as _};

use crate::key::{KeyId, KeyName, KeyUse, NoteSigner, VerifierKey};

/// The most signatures of a note.
pub const MAX_SIGNATURES: usize = 64;

/// The largest note, in bytes.
pub const MAX_NOTE: usize = MAX_TEXT + MAX_SIGNATURES * 512;

/// The largest text of a note, in bytes.
pub const MAX_TEXT: usize = 32 * 1024;

/// A note, of which nothing is believed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// A signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    name: KeyName,
    id: KeyId,
    signature: Vec<u8>,
}

/// Bytes are not a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoteError {
    /// More than [`MAX_NOTE`] bytes, or [`MAX_TEXT`] of text.
    #[error("larger than a note may be")]
    TooLarge,
    /// Not UTF-8.
    #[error("not text in UTF-8")]
    NotText,
    /// A control character other than the line's end.
    #[error("a control character")]
    Control,
    /// No empty line between text and signatures, or no line's end.
    #[error("no text, empty line and signatures")]
    Form,
    /// A signature line that is none.
    #[error("signature line {line} is malformed")]
    Signature {
        /// Its number, from 1.
        line: usize,
    },
    /// More than [`MAX_SIGNATURES`].
    #[error("more than {MAX_SIGNATURES} signatures")]
    TooMany,
}

/// A key's signature is not on a note, or is not right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoteVerifyError {
    /// No line is by the key.
    #[error("not signed by {name}")]
    Missing {
        /// The key's name.
        name: KeyName,
    },
    /// A line is by the key, and its signature is wrong.
    #[error("the signature by {name} is wrong")]
    Wrong {
        /// The key's name.
        name: KeyName,
    },
}

impl NoteSignature {
    /// The name of the key that is said to have signed.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The number of the key that is said to have signed.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The bytes after the key's number.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    pub(crate) fn new(key: &VerifierKey, signature: Vec<u8>) -> Self {
        Self { name: key.name().clone(), id: key.id(), signature }
    }

    /// Whether the line says that this key signed.
    pub fn is_by(&self, key: &VerifierKey) -> bool {
        self.id == key.id() && &self.name == key.name()
    }

    /// Reads a line, without its end.
    pub fn from_line(line: &str) -> Option<Self> {
        let (name, signature) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
        let bytes = Base64::decode_vec(signature).ok()?;
        let (id, signature) = bytes.split_first_chunk::<4>()?;
        let name = KeyName::new(name).ok()?;
        (!signature.is_empty()).then(|| Self { name, id: KeyId(*id), signature: signature.to_owned() })
    }

    /// The line, with its end.
    pub fn to_line(&self) -> String {
        let mut bytes = self.id.0.to_vec();
        bytes.extend_from_slice(&self.signature);
        format!("\u{2014} {} {}\n", self.name, Base64::encode_string(&bytes))
    }
}

impl Note {
    /// A note without signatures yet; the text ends with a line's end.
    ///
    /// # Errors
    /// The text cannot be that of a note.
    pub fn new(text: String) -> Result<Self, NoteError> {
        check_text(&text)?;
        Ok(Self { text, signatures: Vec::new() })
    }

    /// Reads a note. Base64 is canonical; nothing else about the signatures is checked.
    ///
    /// # Errors
    /// The bytes are no note.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE {
            return Err(NoteError::TooLarge);
        }
        let note = core::str::from_utf8(bytes).map_err(|_| NoteError::NotText)?;
        let (before, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Form)?;
        // The text keeps its last line's end; the empty line belongs to neither.
        let text = note.get(..before.len().saturating_add(1)).unwrap_or_default();
        check_text(text)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Form)?;
        let mut signatures = Vec::new();
        for (line, number) in lines.split('\n').zip(1..) {
            if number > MAX_SIGNATURES {
                return Err(NoteError::TooMany);
            }
            let signature = NoteSignature::from_line(line).ok_or(NoteError::Signature { line: number })?;
            signatures.push(signature);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The text, with its last line's end.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, in order.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Signs the text and appends the line.
    pub fn sign(&mut self, signer: &NoteSigner) {
        let signature = signer.sign(self.text.as_bytes());
        self.push(NoteSignature::new(signer.verifier(), signature.to_vec()));
    }

    /// Appends a signature line.
    pub fn push(&mut self, signature: NoteSignature) {
        self.signatures.push(signature);
    }

    /// Checks that a key for notes has signed. Every line that says so must be right.
    ///
    /// # Errors
    /// No line is by the key, or one is wrong.
    pub fn verify(&self, key: &VerifierKey) -> Result<(), NoteVerifyError> {
        let name = || key.name().clone();
        let mut lines = self.signatures.iter().filter(|line| line.is_by(key)).peekable();
        if lines.peek().is_none() {
            return Err(NoteVerifyError::Missing { name: name() });
        }
        let right = |line: &NoteSignature| {
            let signature = <&[u8; 64]>::try_from(line.signature.as_slice());
            key.key_use() == KeyUse::Note
                && signature.is_ok_and(|signature| key.is_signature(self.text.as_bytes(), signature))
        };
        if lines.all(right) { Ok(()) } else { Err(NoteVerifyError::Wrong { name: name() }) }
    }

    /// The note: the text, an empty line, the signature lines.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut note = self.text.clone();
        note.push('\n');
        self.signatures.iter().for_each(|signature| note.push_str(&signature.to_line()));
        note.into_bytes()
    }
}

fn check_text(text: &str) -> Result<(), NoteError> {
    if text.len() > MAX_TEXT {
        Err(NoteError::TooLarge)
    } else if text.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
        Err(NoteError::Control)
    } else if !text.ends_with('\n') {
        Err(NoteError::Form)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    const NOTE: &str = "This is an example message.\n\n\u{2014} example.com/foo \
        Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    #[test]
    fn the_note_of_the_specification_verifies() {
        let note = Note::parse(NOTE.as_bytes()).unwrap();
        let key: VerifierKey = KEY.parse().unwrap();
        assert_eq!(note.text(), "This is an example message.\n");
        assert_eq!(note.verify(&key), Ok(()));
        assert_eq!(note.to_bytes(), NOTE.as_bytes());
        let other = Note::parse(NOTE.replace("example message", "Example message").as_bytes()).unwrap();
        assert!(matches!(other.verify(&key), Err(NoteVerifyError::Wrong { .. })));
        let other = Note::parse(NOTE.replace("foo", "bar").as_bytes()).unwrap();
        assert!(matches!(other.verify(&key), Err(NoteVerifyError::Missing { .. })));
    }

    #[test]
    fn a_wrong_line_beside_a_right_one_is_wrong() {
        let key: VerifierKey = KEY.parse().unwrap();
        let line = NOTE.split("\n\n").nth(1).unwrap();
        let wrong = line.replace("Uw2QOkn8", "Uw2QOkn9");
        for both in [std::format!("{NOTE}{wrong}"), NOTE.replace(line, &std::format!("{wrong}{line}"))] {
            let note = Note::parse(both.as_bytes()).unwrap();
            assert!(matches!(note.verify(&key), Err(NoteVerifyError::Wrong { .. })));
        }
    }

    #[test]
    fn what_is_no_note_is_refused() {
        let with = |from: &str, to: &str| Note::parse(NOTE.replace(from, to).as_bytes());
        assert_eq!(with("\n\n", "\n"), Err(NoteError::Form));
        assert_eq!(with("aQM=\n", "aQM="), Err(NoteError::Form));
        assert_eq!(with("This", "\tThis"), Err(NoteError::Control));
        assert_eq!(with("This", "\rThis"), Err(NoteError::Control));
        for (from, to) in
            [("\u{2014}", "-"), ("aQM=", "aQM"), ("aQM=", "aQN="), (" Uw", "  Uw"), ("com/foo", "com/f+o")]
        {
            assert_eq!(with(from, to), Err(NoteError::Signature { line: 1 }), "{to}");
        }
        assert_eq!(Note::parse(&[0xff, b'\n']), Err(NoteError::NotText));
        assert_eq!(Note::parse(&std::vec![b'a'; MAX_NOTE + 1]), Err(NoteError::TooLarge));
        let line = NOTE.split("\n\n").nth(1).unwrap();
        let many = std::format!("x\n\n{}", line.repeat(MAX_SIGNATURES + 1));
        assert_eq!(Note::parse(many.as_bytes()), Err(NoteError::TooMany));
    }
}
