//! Whether to cosign, and in which order.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{AddCheckpoint, Seen};
use crate::checkpoint::Head;
use crate::cosignature;
use crate::hash::Hash;
use crate::key::{KeyName, KeyUse, NoteSigner, VerifierKey};
use crate::note::NoteSignature;
use crate::proof::{self, ProofError};

/// An answer of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status of HTTP.
    pub status: u16,
    /// The header `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
}

impl Response {
    pub(super) fn text(status: u16, body: String) -> Self {
        Self { status, content_type: "text/plain; charset=utf-8", body }
    }
}

/// Why a witness does not cosign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// 404: no key is known for the log that the checkpoint names.
    #[error("no key is known for the log {origin}")]
    UnknownLog {
        /// The log.
        origin: KeyName,
    },
    /// 403: no line is by a known key of the log.
    #[error("not signed by a known key of the log {origin}")]
    NotSigned {
        /// The log.
        origin: KeyName,
    },
    /// 403: a line is by a known key of the log, and is wrong.
    #[error("the signature by {origin} is wrong")]
    WrongSignature {
        /// The log.
        origin: KeyName,
    },
    /// 400: the old size is larger than the new one.
    #[error("the old size {old_size} is larger than the size {size} of the checkpoint")]
    Shrinks {
        /// The size from which the proof leads.
        old_size: u64,
        /// The size of the checkpoint.
        size: u64,
        /// Kept when the log has signed two roots of one size.
        evidence: Option<Box<Evidence>>,
    },
    /// 409: the witness has seen another size than the log thinks.
    #[error("the latest size seen is {seen}, not {old_size}")]
    Conflict {
        /// The size from which the proof leads.
        old_size: u64,
        /// The size of the latest checkpoint that was cosigned.
        seen: u64,
        /// Kept when the log has signed two roots of one size.
        evidence: Option<Box<Evidence>>,
    },
    /// 422: the log has signed a root of no leaves that is not the hash of nothing.
    #[error("the root of an empty tree is not the hash of nothing")]
    EmptyRoot {
        /// To be kept.
        evidence: Box<Evidence>,
    },
    /// 422: the checkpoint is not proved to continue the one seen.
    #[error("the checkpoint is not proved to continue the latest one seen: {error}")]
    Inconsistent {
        /// What is wrong with the proof.
        error: ProofError,
        /// To be kept.
        evidence: Box<Evidence>,
    },
    /// 500: the caller's fault. The state given is that of another log.
    #[error("the state is that of {found}, not of {origin}")]
    OtherState {
        /// The log of the state.
        found: KeyName,
        /// The log of the request.
        origin: KeyName,
    },
}

impl Refusal {
    /// The answer to the request.
    pub fn response(&self) -> Response {
        let status = match self {
            Self::Conflict { seen, .. } => {
                return Response { status: 409, content_type: "text/x.tlog.size", body: format!("{seen}\n") };
            }
            Self::UnknownLog { .. } => 404,
            Self::NotSigned { .. } | Self::WrongSignature { .. } => 403,
            Self::Shrinks { .. } => 400,
            Self::EmptyRoot { .. } | Self::Inconsistent { .. } => 422,
            Self::OtherState { .. } => 500,
        };
        Response::text(status, format!("{self}\n"))
    }

    /// What is to be kept: the log has signed it, and it may prove misbehaviour.
    pub fn evidence(&self) -> Option<&Evidence> {
        match self {
            Self::EmptyRoot { evidence } | Self::Inconsistent { evidence, .. } => Some(evidence),
            Self::Shrinks { evidence, .. } | Self::Conflict { evidence, .. } => evidence.as_deref(),
            Self::UnknownLog { .. }
            | Self::NotSigned { .. }
            | Self::WrongSignature { .. }
            | Self::OtherState { .. } => None,
        }
    }
}

/// A request with a checkpoint that its log has signed and that was not cosigned, and what had been seen before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    seen: Option<Seen>,
    request: Vec<u8>,
    proves_fork: bool,
}

impl Evidence {
    /// The state that the request was compared with.
    pub fn seen(&self) -> Option<&Seen> {
        self.seen.as_ref()
    }

    /// The body of the request.
    pub fn request(&self) -> &[u8] {
        &self.request
    }

    /// Whether this alone convicts the log: two roots of one size, or a wrong root of no leaves, both signed by it. Otherwise
    /// anybody may have put a wrong proof before a right checkpoint.
    pub fn proves_fork(&self) -> bool {
        self.proves_fork
    }
}

/// A checkpoint that may be cosigned. Only [`AddCheckpoint::decide`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "nothing is cosigned yet"]
pub struct Accepted {
    old: Option<Seen>,
    head: Head,
    /// One checked line by each known key of the log. No other is kept: whoever asks would get what nobody vouches for.
    lines: Vec<NoteSignature>,
}

/// A cosignature cannot be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CosignError {
    /// The key is one for notes.
    #[error("{name} is not a key for cosignatures")]
    KeyUse {
        /// The key's name.
        name: KeyName,
    },
    /// A time at which no cosignature can be given.
    #[error("the time {time} is not from 1 to 2^63 - 1 seconds since 1970")]
    Time {
        /// The time.
        time: u64,
    },
}

/// A cosignature that must not leave yet: first the new state must be stored.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "store the new state, then release the answer"]
pub struct Pending {
    old: Option<Seen>,
    new: Seen,
    line: NoteSignature,
}

/// What came of replacing the old state by the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swap {
    /// The old state was still there; now the new one is, durably.
    Done,
    /// Another state was there. Nothing was changed.
    Lost,
}

/// Another request came first. Read the state again and decide again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the state was changed meanwhile")]
pub struct LostRace;

impl AddCheckpoint {
    /// Decides by the known keys of logs and the state of the log that the checkpoint names, in the order of the
    /// specification.
    ///
    /// # Errors
    /// The checkpoint is not to be cosigned; [`Refusal::response`] is the answer, and [`Refusal::evidence`] is to be kept.
    pub fn decide(&self, keys: &[VerifierKey], seen: Option<&Seen>) -> Result<Accepted, Refusal> {
        let head = self.checkpoint.head();
        if let Some(other) = seen.filter(|seen| seen.head.origin != head.origin) {
            let (found, origin) = (other.head.origin.clone(), head.origin.clone());
            return Err(Refusal::OtherState { found, origin });
        }
        let lines = self.check_signatures(keys)?;
        let fork = seen.is_some_and(|seen| seen.head.size == head.size && seen.head.root != head.root);
        let evidence =
            |proves_fork| Box::new(Evidence { seen: seen.cloned(), request: self.to_bytes(), proves_fork });
        let (old_size, size) = (self.old_size, head.size);
        if old_size > size {
            return Err(Refusal::Shrinks { old_size, size, evidence: fork.then(|| evidence(true)) });
        }
        let (seen_size, seen_root) =
            seen.map_or_else(|| (0, Hash::empty_root()), |seen| (seen.head.size, seen.head.root));
        if old_size != seen_size {
            let evidence = fork.then(|| evidence(true));
            return Err(Refusal::Conflict { old_size, seen: seen_size, evidence });
        }
        if size == 0 && head.root != Hash::empty_root() {
            return Err(Refusal::EmptyRoot { evidence: evidence(true) });
        }
        proof::verify_consistency(old_size, seen_root, size, head.root, &self.proof)
            .map_err(|error| Refusal::Inconsistent { error, evidence: evidence(fork) })?;
        Ok(Accepted { old: seen.cloned(), head: head.clone(), lines })
    }

    /// The first line by each known key of the log; all lines by these keys are right.
    fn check_signatures(&self, keys: &[VerifierKey]) -> Result<Vec<NoteSignature>, Refusal> {
        let origin = || self.origin().clone();
        let mut keys = keys.iter().filter(|key| key.name() == self.origin()).peekable();
        if keys.peek().is_none() {
            return Err(Refusal::UnknownLog { origin: origin() });
        }
        let mut lines = Vec::new();
        for key in keys {
            let mut by_key = self.checkpoint.note().signatures().iter().filter(|line| line.is_by(key));
            let Some(line) = by_key.next() else { continue };
            if self.checkpoint.verify(key).is_err() {
                return Err(Refusal::WrongSignature { origin: origin() });
            }
            lines.push(line.clone());
        }
        if lines.is_empty() { Err(Refusal::NotSigned { origin: origin() }) } else { Ok(lines) }
    }
}

impl Accepted {
    /// The head that may be cosigned.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Cosigns at a time, in seconds since 1970.
    ///
    /// # Errors
    /// The key is not one for cosignatures, or the time is 0 or 2^63 and more.
    pub fn cosign(self, signer: &NoteSigner, time: u64) -> Result<Pending, CosignError> {
        if signer.verifier().key_use() != KeyUse::Cosignature {
            return Err(CosignError::KeyUse { name: signer.verifier().name().clone() });
        }
        if !(1..1 << 63).contains(&time) {
            return Err(CosignError::Time { time });
        }
        let line = cosignature::cosign(&self.head, signer, time);
        let mut checkpoint = format!("{}\n", self.head.to_text());
        self.lines.iter().chain([&line]).for_each(|line| checkpoint.push_str(&line.to_line()));
        let new = Seen { head: self.head, checkpoint: checkpoint.into_bytes() };
        Ok(Pending { old: self.old, new, line })
    }
}

impl Pending {
    /// The state that must still be there when it is replaced; `None`: there must be none for this log.
    pub fn before(&self) -> Option<&Seen> {
        self.old.as_ref()
    }

    /// The state to be stored in its place.
    pub fn after(&self) -> &Seen {
        &self.new
    }

    /// The answer, after the new state was stored.
    ///
    /// # Errors
    /// Another state was there.
    pub fn release(self, swap: Swap) -> Result<Response, LostRace> {
        match swap {
            Swap::Done => Ok(Response::text(200, self.line.to_line())),
            Swap::Lost => Err(LostRace),
        }
    }
}
