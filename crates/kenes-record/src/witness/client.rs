//! Reading what a witness answers.

use alloc::vec::Vec;

use crate::checkpoint::{Checkpoint, CheckpointError, decimal};
use crate::cosignature::{self, CosignatureError, VerifiedCosignature};
use crate::key::{KeyName, VerifierKey};
use crate::note::{MAX_NOTE, NoteSignature};

/// What a witness answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WitnessAnswer {
    /// It cosigned: the right lines by its known keys, to be added to the checkpoint.
    Cosigned {
        /// The lines.
        lines: Vec<NoteSignature>,
        /// What they say.
        cosignatures: Vec<VerifiedCosignature>,
    },
    /// It has seen another size: ask again with the proof from there.
    Conflict {
        /// The size of the latest checkpoint that it cosigned.
        seen: u64,
    },
}

/// A witness gave no answer that helps.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WitnessAnswerError {
    /// A status that is neither 200 nor 409.
    #[error("the witness answers {status}")]
    Refused {
        /// The status of HTTP.
        status: u16,
    },
    /// More bytes than a note has.
    #[error("the answer is larger than {MAX_NOTE} bytes")]
    TooLarge,
    /// The body of an answer 200 is not made of signature lines.
    #[error("the answer is not made of signature lines: {0}")]
    Lines(#[from] CheckpointError),
    /// The body of an answer 409 is not a size.
    #[error("the answer is not a size")]
    Size,
    /// No line is by a known key of the witness.
    #[error("no cosignature by a known key")]
    Missing,
    /// A line is by a known key of the witness, and is wrong.
    #[error("the cosignature by {name} is wrong")]
    Wrong {
        /// The key's name.
        name: KeyName,
    },
}

/// Reads the answer to a request for this checkpoint, by the known keys of the witness.
///
/// # Errors
/// The witness refused, or its answer is malformed, wrong or by other keys.
pub fn read_answer(
    status: u16,
    body: &[u8],
    checkpoint: &Checkpoint,
    keys: &[VerifierKey],
) -> Result<WitnessAnswer, WitnessAnswerError> {
    if body.len() > MAX_NOTE {
        return Err(WitnessAnswerError::TooLarge);
    }
    match status {
        200 => read_lines(body, checkpoint, keys),
        409 => {
            let size = core::str::from_utf8(body).ok().and_then(|body| decimal(body.strip_suffix('\n')?));
            size.map(|seen| WitnessAnswer::Conflict { seen }).ok_or(WitnessAnswerError::Size)
        }
        status => Err(WitnessAnswerError::Refused { status }),
    }
}

fn read_lines(
    body: &[u8],
    checkpoint: &Checkpoint,
    keys: &[VerifierKey],
) -> Result<WitnessAnswer, WitnessAnswerError> {
    // The lines are read as those of a note of their own, so that none of the checkpoint's counts.
    let mut note = checkpoint.note().text().as_bytes().to_vec();
    note.push(b'\n');
    note.extend_from_slice(body);
    let answered = Checkpoint::parse(&note)?;
    // A body with an empty line would move what is the text.
    if answered.head() != checkpoint.head() {
        return Err(WitnessAnswerError::Lines(CheckpointError::Lines));
    }
    let (mut lines, mut cosignatures) = (Vec::new(), Vec::new());
    for key in keys {
        match cosignature::verify(&answered, key) {
            Ok(cosignature) => {
                lines.extend(answered.note().signatures().iter().filter(|line| line.is_by(key)).cloned());
                cosignatures.push(cosignature);
            }
            Err(CosignatureError::Missing { .. }) => {}
            Err(CosignatureError::Wrong { name }) => return Err(WitnessAnswerError::Wrong { name }),
        }
    }
    if lines.is_empty() {
        return Err(WitnessAnswerError::Missing);
    }
    Ok(WitnessAnswer::Cosigned { lines, cosignatures })
}
