//! A witness's word that it saw a checkpoint at a time: C2SP `tlog-cosignature`, Ed25519.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::checkpoint::{Checkpoint, Head};
use crate::key::{KeyName, KeyUse, NoteSigner, VerifierKey};
use crate::note::NoteSignature;

/// A checked cosignature. Only verification makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedCosignature {
    name: KeyName,
    time: u64,
}

impl VerifiedCosignature {
    /// Whose.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// When it was given: seconds since 1970, as the witness says.
    pub fn time(&self) -> u64 {
        self.time
    }
}

/// A checkpoint lacks a witness's cosignature, or it is not right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CosignatureError {
    /// No line is by the witness.
    #[error("not cosigned by {name}")]
    Missing {
        /// The witness.
        name: KeyName,
    },
    /// A line is by the witness, and is wrong.
    #[error("the cosignature by {name} is wrong")]
    Wrong {
        /// The witness.
        name: KeyName,
    },
}

/// Signs a head at a time, in seconds since 1970 and below 2^63.
pub fn cosign(head: &Head, signer: &NoteSigner, time: u64) -> NoteSignature {
    let mut signature = time.to_be_bytes().to_vec();
    signature.extend_from_slice(&signer.sign(message(head, time).as_bytes()));
    NoteSignature::new(signer.verifier(), signature)
}

/// Checks a witness's cosignature on a checkpoint. Every line by the witness must be right; the latest time counts.
///
/// # Errors
/// There is none, or one is wrong.
pub fn verify(
    checkpoint: &Checkpoint,
    witness: &VerifierKey,
) -> Result<VerifiedCosignature, CosignatureError> {
    let name = || witness.name().clone();
    let lines: Vec<&NoteSignature> =
        checkpoint.note().signatures().iter().filter(|line| line.is_by(witness)).collect();
    if lines.is_empty() {
        return Err(CosignatureError::Missing { name: name() });
    }
    let times: Option<Vec<u64>> =
        lines.into_iter().map(|line| time_of(line, checkpoint.head(), witness)).collect();
    let time = times.and_then(|times| times.into_iter().max());
    time.map_or_else(
        || Err(CosignatureError::Wrong { name: name() }),
        |time| Ok(VerifiedCosignature { name: name(), time }),
    )
}

/// The time of a line, when it is right.
fn time_of(line: &NoteSignature, head: &Head, witness: &VerifierKey) -> Option<u64> {
    let (time, signature) = line.signature().split_first_chunk::<8>()?;
    let time = u64::from_be_bytes(*time);
    let signature: &[u8; 64] = signature.try_into().ok()?;
    let right = witness.key_use() == KeyUse::Cosignature
        && time < 1 << 63
        && witness.is_signature(message(head, time).as_bytes(), signature);
    right.then_some(time)
}

fn message(head: &Head, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{}", head.to_text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::Hash;

    fn signer(name: &str, key_use: KeyUse, secret: u8) -> NoteSigner {
        NoteSigner::from_secret(KeyName::new(name).unwrap(), key_use, &[secret; 32]).unwrap()
    }

    #[test]
    fn a_cosignature_is_for_one_head_one_time_and_one_witness() {
        let log = signer("example.com/log", KeyUse::Note, 1);
        let witness = signer("w.example/1", KeyUse::Cosignature, 2);
        let head = Head { origin: log.verifier().name().clone(), size: 5, root: Hash::of(b"5") };
        let mut checkpoint = head.sign(&log).unwrap();
        let missing = verify(&checkpoint, witness.verifier()).unwrap_err();
        assert!(matches!(missing, CosignatureError::Missing { .. }));
        checkpoint.note_mut().push(cosign(&head, &witness, 1_679_315_147));
        let read = Checkpoint::parse(&checkpoint.note().to_bytes()).unwrap();
        assert_eq!(verify(&read, witness.verifier()).unwrap().time(), 1_679_315_147);

        let other = Head { size: 6, ..head.clone() };
        let mut moved = other.sign(&log).unwrap();
        moved.note_mut().push(cosign(&head, &witness, 1_679_315_147));
        assert!(matches!(verify(&moved, witness.verifier()), Err(CosignatureError::Wrong { .. })));

        let mut redated = head.sign(&log).unwrap();
        let mut bytes = cosign(&head, &witness, 1_679_315_147).signature().to_vec();
        bytes[7] += 1;
        redated.note_mut().push(NoteSignature::new(witness.verifier(), bytes));
        assert!(matches!(verify(&redated, witness.verifier()), Err(CosignatureError::Wrong { .. })));
    }

    #[test]
    fn a_key_for_notes_cosigns_nothing() {
        let log = signer("example.com/log", KeyUse::Note, 1);
        let head = Head { origin: log.verifier().name().clone(), size: 5, root: Hash::of(b"5") };
        let checkpoint = head.sign(&log).unwrap();
        assert!(matches!(verify(&checkpoint, log.verifier()), Err(CosignatureError::Wrong { .. })));
        let witness = signer("w.example/1", KeyUse::Cosignature, 2);
        assert!(checkpoint.verify(witness.verifier()).is_err());
    }
}
