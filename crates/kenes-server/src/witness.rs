//! A witness: C2SP `tlog-witness` over HTTP.
//!
//! A witness cosigns each newer checkpoint of a log that continues the one it cosigned before. What it remembers is one
//! checkpoint for each log, in [`State`]; a cosignature leaves after that is durable, so that after any end of the process the
//! witness goes on where it was. Should the memory be lost, the key must never be used again: [`State`] refuses.
//!
//! Nothing is noted about who asks.

mod evidence;
mod http;
mod state;

use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use kenes_record::Hash;
use kenes_record::key::{KeyName, NoteSigner, VerifierKey};
use kenes_record::witness::{AddCheckpoint, CosignError, Refusal, Response, Seen};

pub use self::evidence::EvidenceError;
pub use self::http::serve;
pub use self::state::{State, StateError};

/// A witness: its key, the logs that it knows, and what it has seen of them.
#[derive(Debug)]
pub struct Witness {
    signer: NoteSigner,
    logs: Vec<VerifierKey>,
    evidence: PathBuf,
    memory: Mutex<Memory>,
}

#[derive(Debug)]
struct Memory {
    state: State,
    /// Set when a write failed, so that nobody knows what the disk holds: nothing more is cosigned until the next start.
    halted: bool,
}

/// What a witness did, for whoever looks after it. Nothing is said about who asked.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// It cosigned.
    Cosigned {
        /// The log.
        origin: KeyName,
        /// The size of the checkpoint.
        size: u64,
    },
    /// It refused.
    Refused {
        /// The status of HTTP.
        status: u16,
        /// Why.
        why: Box<dyn std::error::Error + Send + Sync>,
    },
    /// It keeps something that the log has signed and that may prove misbehaviour.
    Kept {
        /// Where.
        path: PathBuf,
        /// Whether it alone convicts the log of two histories.
        proves_fork: bool,
    },
    /// Evidence was not kept.
    NotKept(EvidenceError),
    /// The memory cannot be written. Nothing is cosigned until the next start.
    Halted(StateError),
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cosigned { origin, size } => write!(f, "cosigned {origin} at size {size}"),
            Self::Refused { status, why } => write!(f, "answered {status}: {why}"),
            Self::Kept { path, proves_fork: true } => {
                write!(f, "THE LOG HAS SIGNED TWO HISTORIES: the evidence is in {}", path.display())
            }
            Self::Kept { path, proves_fork: false } => {
                write!(f, "kept what was refused in {}", path.display())
            }
            Self::NotKept(error) => write!(f, "{error}"),
            Self::Halted(error) => write!(f, "stopped cosigning: {error}"),
        }
    }
}

impl Witness {
    /// The witness with this key for these logs. Evidence of forks is kept in the folder `evidence`.
    pub fn new(signer: NoteSigner, logs: Vec<VerifierKey>, state: State, evidence: PathBuf) -> Self {
        Self { signer, logs, evidence, memory: Mutex::new(Memory { state, halted: false }) }
    }

    /// Its public key.
    pub fn verifier(&self) -> &VerifierKey {
        self.signer.verifier()
    }

    /// Answers `POST /add-checkpoint` at a time, in seconds since 1970, and says what was done. Blocks while the disk writes.
    pub fn add_checkpoint(&self, body: &[u8], time: u64, tell: &dyn Fn(&Event)) -> Response {
        let request = match AddCheckpoint::parse(body) {
            Ok(request) => request,
            Err(error) => return refused(error.response(), error, tell),
        };
        // Held until the new state is durable: requests are answered one after another.
        let mut memory = self.lock();
        if memory.halted {
            return failed();
        }
        let seen = memory.state.seen(request.origin()).cloned();
        let accepted = match request.decide(&self.logs, seen.as_ref()) {
            Ok(accepted) => accepted,
            Err(refusal) => {
                self.keep(&refusal, tell);
                return refused(refusal.response(), refusal, tell);
            }
        };
        let (origin, size) = (accepted.head().origin.clone(), accepted.head().size);
        let pending = match accepted.cosign(&self.signer, time) {
            Ok(pending) => pending,
            Err(error @ (CosignError::KeyUse { .. } | CosignError::Time { .. } | _)) => {
                return refused(failed(), error, tell);
            }
        };
        let swapped = match memory.state.swap(pending.before(), pending.after()) {
            Ok(swapped) => swapped,
            Err(error) => {
                memory.halted = true;
                tell(&Event::Halted(error));
                return failed();
            }
        };
        match pending.release(swapped) {
            Ok(response) => {
                tell(&Event::Cosigned { origin, size });
                response
            }
            Err(error) => refused(failed(), error, tell),
        }
    }

    /// The latest checkpoint that it cosigned for the log whose origin has this SHA-256, in hexadecimal.
    pub fn checkpoint(&self, origin_hash: &str) -> Option<Vec<u8>> {
        let memory = self.lock();
        let mut all = memory.state.all();
        let found = all.find(|seen| Hash::of(seen.head().origin.as_str().as_bytes()).to_hex() == origin_hash);
        found.map(|seen| seen.checkpoint().to_vec())
    }

    /// Whether it can cosign.
    pub fn is_well(&self) -> bool {
        !self.lock().halted
    }

    /// Notes how far it has come, so that an older memory will be refused.
    ///
    /// # Errors
    /// The mark cannot be written.
    pub fn end(&self) -> Result<(), StateError> {
        self.lock().state.mark()
    }

    /// The latest checkpoint of a log, for tests of other parts.
    pub fn seen(&self, origin: &KeyName) -> Option<Seen> {
        self.lock().state.seen(origin).cloned()
    }

    fn keep(&self, refusal: &Refusal, tell: &dyn Fn(&Event)) {
        let Some(found) = refusal.evidence() else { return };
        match evidence::keep(&self.evidence, found) {
            Ok(Some(path)) => tell(&Event::Kept { path, proves_fork: found.proves_fork() }),
            Ok(None) => {}
            Err(error) => tell(&Event::NotKept(error)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Memory> {
        // The state is whole after every step, whatever happened in a thread that held it.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn refused(
    response: Response,
    why: impl std::error::Error + Send + Sync + 'static,
    tell: &dyn Fn(&Event),
) -> Response {
    tell(&Event::Refused { status: response.status, why: Box::new(why) });
    response
}

fn failed() -> Response {
    let body = "the witness cannot cosign now\n".to_owned();
    Response { status: 500, content_type: "text/plain; charset=utf-8", body }
}
