//! Whether an act is signed, for this log, by keys that are what they are called.

use alloc::vec::Vec;

use super::name::{LogId, Origin, SignerName};
use super::{Act, ActId, ActType, Body, Datum, Envelope};
use crate::checkpoint::Checkpoint;
use crate::cosignature;
use crate::key::{KeyName, KeyUse, VerifierKey};
use crate::note::NoteSignature;

/// An act whose signatures are right. Only [`Act::verify`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedAct(Act);

/// An act is not signed as it must be. None of these consumes the id of the act.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ActVerifyError {
    /// An act of another log.
    #[error("an act of another log than {expected}")]
    Log {
        /// The log into which it was read.
        expected: LogId,
    },
    /// A key that nobody knows here.
    #[error("signed by {signer}, a key that is not known")]
    UnknownKey {
        /// Its name.
        signer: SignerName,
    },
    /// A key that does not bear the name that follows from it, or is not for notes.
    #[error("the key given for {signer} is another")]
    WrongKey {
        /// Its name.
        signer: SignerName,
    },
    /// A signature that is not right.
    #[error("the signature by {signer} is wrong")]
    WrongSignature {
        /// By whom it should be.
        signer: SignerName,
    },
    /// A checkpoint in the body with another origin, without the log's signature, or with a line that is unknown or wrong.
    #[error("the checkpoint in {field} is not the log's, or has a line that is unknown or wrong")]
    Checkpoint {
        /// The field.
        field: &'static str,
    },
}

impl ActVerifyError {
    /// A stable name of the error, for vectors and programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Log { expected: _ } => "other-log",
            Self::UnknownKey { signer: _ } => "unknown-key",
            Self::WrongKey { signer: _ } => "wrong-key",
            Self::WrongSignature { signer: _ } => "wrong-signature",
            Self::Checkpoint { field: _ } => "checkpoint",
        }
    }
}

impl Act {
    /// Checks that it is an act of the log `origin` and that every signature line is by a known key and right
    /// (`verify_strict`). The lines of a checkpoint in the body are checked as well: no line is there unread.
    ///
    /// `key_of` says which key bears a name, for the keys of acts, of the log and of its witnesses; that a name of an act's
    /// key follows from the key is checked here.
    ///
    /// # Errors
    /// The act is of another log, or a line is unknown or wrong.
    pub fn verify(
        &self,
        origin: &Origin,
        key_of: impl Fn(&KeyName) -> Option<VerifierKey>,
    ) -> Result<VerifiedAct, ActVerifyError> {
        // The first act of a log names none: the log is named by it.
        let log = self.envelope().log.unwrap_or_else(|| LogId::of(&self.id()));
        if &log != origin.id() {
            return Err(ActVerifyError::Log { expected: *origin.id() });
        }
        for (line, signer) in self.note().signatures().iter().zip(self.signers()) {
            self.verify_line(line, *signer, &key_of)?;
        }
        for (field, datum) in self.body().fields() {
            if !checkpoints(datum).into_iter().all(|checkpoint| is_known(checkpoint, origin, &key_of)) {
                return Err(ActVerifyError::Checkpoint { field });
            }
        }
        Ok(VerifiedAct(self.clone()))
    }

    fn verify_line(
        &self,
        line: &NoteSignature,
        signer: SignerName,
        key_of: impl Fn(&KeyName) -> Option<VerifierKey>,
    ) -> Result<(), ActVerifyError> {
        let key = key_of(line.name()).ok_or(ActVerifyError::UnknownKey { signer })?;
        if !signer.is_of(&key) {
            return Err(ActVerifyError::WrongKey { signer });
        }
        let right = line.is_by(&key)
            && <&[u8; 64]>::try_from(line.signature())
                .is_ok_and(|signature| key.is_signature(self.note().text().as_bytes(), signature));
        if right { Ok(()) } else { Err(ActVerifyError::WrongSignature { signer }) }
    }
}

fn checkpoints(datum: &Datum) -> Vec<&Checkpoint> {
    match datum {
        Datum::Checkpoint(checkpoint) => Vec::from([&**checkpoint]),
        Datum::List(items) => items.iter().flat_map(checkpoints).collect(),
        Datum::Digest(_)
        | Datum::Act(_)
        | Datum::Commitment(_)
        | Datum::PublicKey(_)
        | Datum::Key(_)
        | Datum::Number(_)
        | Datum::Minute(_)
        | Datum::Code(_)
        | Datum::Text(_)
        | Datum::Document(_) => Vec::new(),
    }
}

/// Whether a checkpoint is signed by the log of this origin, and every one of its lines is known and right. How many
/// witnesses there must be is the policy's to say.
fn is_known(
    checkpoint: &Checkpoint,
    origin: &Origin,
    key_of: impl Fn(&KeyName) -> Option<VerifierKey>,
) -> bool {
    let line_is_right = |line: &NoteSignature| {
        key_of(line.name()).filter(|key| line.is_by(key)).is_some_and(|key| match key.key_use() {
            KeyUse::Note => checkpoint.note().verify(&key).is_ok(),
            KeyUse::Cosignature => cosignature::verify(checkpoint, &key).is_ok(),
        })
    };
    key_of(origin.name()).is_some_and(|log| checkpoint.verify(&log).is_ok())
        && checkpoint.note().signatures().iter().all(line_is_right)
}

impl VerifiedAct {
    /// Its name.
    pub fn id(&self) -> ActId {
        self.0.id()
    }

    /// Its type.
    pub fn act_type(&self) -> ActType {
        self.0.act_type()
    }

    /// Who says it, when, and after what.
    pub fn envelope(&self) -> &Envelope {
        self.0.envelope()
    }

    /// What it says.
    pub fn body(&self) -> &Body {
        self.0.body()
    }

    /// Who signed, in the order of names.
    pub fn signers(&self) -> &[SignerName] {
        self.0.signers()
    }

    /// The act.
    pub fn act(&self) -> &Act {
        &self.0
    }
}
