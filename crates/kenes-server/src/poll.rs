//! The live board of one election that is hosted here, from the trustees' key to the archive that is counted
//! (group Ed25519).
//!
//! | step | start from |
//! |---|---|
//! | the trustees make a key | [`Ceremony`] |
//! | election, codes, archive; what registrars certify | [`template`], [`Prepared`] |
//! | the trustees rehearse | [`Rehearsal`] |
//! | ballots, the close, the count, the lot | [`Poll`] |
//!
//! **The order that never changes.** A ballot is verified, on any thread and under no lock; it is appended to the archive,
//! durably; its act is appended to the record, durably and below a signed head; then its voter is answered. So after a crash
//! the archive can have ballots that the record has not, which nobody was told of: they are cut off when the poll is opened.
//! The other way round is an error that says so.
//!
//! Every step after the vote is read from the files and the record, so it goes on after a restart, and done twice it changes
//! nothing. Heavy work is done on threads that may block.

mod ballots;
mod ceremony;
mod counting;
mod finish;
mod lot;
mod paper;
mod recovery;
mod rehearsal;
mod setup;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use getrandom::SysRng;
use kenes_belenios::board::Board;
use kenes_belenios::group::Ed25519;
use kenes_belenios::hash::Digest;
use kenes_core::{Election, Time};
use kenes_record::Hash;
use kenes_record::act::ActId;
use kenes_store::private::PrivateStore as _;
use rand_core::{TryRng as _, UnwrapErr};
use tokio::sync::RwLock;

use self::ballots::Ballots;
pub use self::ballots::{Accepted, BallotRefusal};
pub use self::ceremony::{Ceremony, CeremonyError, Part, Round};
use self::counting::Counting;
pub use self::counting::{Contribution, CountingError, Next, Progress, Wanted};
pub use self::finish::{AdvanceError, Turn, ends};
pub use self::lot::LotShareError;
pub use self::paper::{PaperError, template};
pub use self::recovery::{OpenPollError, RecoveryError};
pub use self::rehearsal::{Rehearsal, RehearsalError};
pub use self::setup::{Prepared, SetUpError};
use crate::host::Host;

/// The group of every election that is hosted here.
type G = Ed25519;

/// The host and the clock, as polls share them with whoever else uses the host.
#[derive(Clone)]
pub struct Desk {
    host: Arc<RwLock<Host>>,
    now: Arc<dyn Fn() -> Time + Send + Sync>,
}

impl Desk {
    /// A desk at which this host works by this clock.
    pub fn new(host: Arc<RwLock<Host>>, now: impl Fn() -> Time + Send + Sync + 'static) -> Self {
        Self { host, now: Arc::new(now) }
    }

    /// The host.
    pub fn host(&self) -> &Arc<RwLock<Host>> {
        &self.host
    }

    /// What the clock shows.
    pub fn now(&self) -> Time {
        (self.now)()
    }

    /// The election as the record has it.
    async fn election(&self, call: &ActId) -> Option<Election> {
        let host = self.host.read().await;
        host.council().elections().find(|election| election.call == *call).cloned()
    }
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Desk({})", self.now().seconds())
    }
}

/// The board of an election that was set up. There is one for an election at a time: it holds the lock of the archive.
pub struct Poll {
    desk: Desk,
    call: ActId,
    path: PathBuf,
    board: Arc<Board<G>>,
    counting: Counting,
    ballots: Ballots,
}

impl Poll {
    /// Opens the board of an election whose archive was kept here ([`Prepared::keep`]). While the vote is not closed the archive
    /// is cut back to what the record has of it.
    ///
    /// # Errors
    /// There is no such archive, it does not hold, or it has less than the record.
    pub async fn open(desk: Desk, call: ActId) -> Result<Self, OpenPollError> {
        let (path, election, accepted) = {
            let host = desk.host.read().await;
            let name = host.private().setting(&setup::board_note(&call)).await?;
            let name = name.and_then(|name| String::from_utf8(name).ok()).ok_or(OpenPollError::NoArchive)?;
            let election = host.council().elections().find(|election| election.call == call).cloned();
            let election = election.ok_or(OpenPollError::NoElection)?;
            (host.data().archives().join(name), election, host.ballots_of(call).await?)
        };
        let opened = blocking(move || recovery::open(&path, &election)).await??;
        let recovery::Opened { archive, path, board, tail } = opened;
        let (archive, board) = (Arc::new(Mutex::new(archive)), Arc::new(board));
        let counting = Counting::new(Arc::clone(&archive), path.with_extension("bound.json"), Wanted::Enough);
        let ballots = Ballots::start(desk.clone(), call, Arc::clone(&board), archive, tail, accepted);
        Ok(Self { desk, call, path, board, counting, ballots })
    }

    /// The election.
    pub fn call(&self) -> &ActId {
        &self.call
    }

    /// The archive as it is now: what everybody may have a copy of.
    pub fn archive(&self) -> &Path {
        &self.path
    }

    /// The election, its trustees and its voters, as the setup has them.
    pub fn board(&self) -> &Board<Ed25519> {
        &self.board
    }

    /// Verifies a ballot, on the caller's thread and under no lock: whether it could be taken.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn verify(&self, ballot: &[u8]) -> Result<Digest, BallotRefusal> {
        self.ballots.verify(ballot)
    }

    /// Takes a ballot: verified, durable on the board and in the record when this returns. The same ballot once more gives the
    /// same receipt. Who stops waiting does not stop the ballot.
    ///
    /// # Errors
    /// Why it is not taken; of [`BallotRefusal::Busy`] and [`BallotRefusal::Failed`] trying again is the remedy.
    pub async fn cast(&self, ballot: Vec<u8>) -> Result<Accepted, BallotRefusal> {
        self.ballots.cast(ballot).await
    }

    /// Where the record has the ballot with this tracker; none where it has it not.
    pub fn leaf_of(&self, tracker: &Digest) -> Option<u64> {
        self.ballots.leaf_of(tracker)
    }

    /// Ends the work: what was queued is still taken.
    pub async fn stop(self) {
        self.ballots.stop().await;
    }
}

impl fmt::Debug for Poll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Poll({}, {})", self.call, self.path.display())
    }
}

/// A thread that did heavy work failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a thread of the server failed")]
pub struct TaskFailed;

/// Does heavy work on a thread that may block.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, TaskFailed> {
    tokio::task::spawn_blocking(work).await.map_err(|_| TaskFailed)
}

/// A digest of an archive as one of the record: both are SHA-256.
const fn hash(digest: &Digest) -> Hash {
    Hash::from_bytes(digest.0)
}

/// The system's random numbers, after a first try.
fn rng() -> Result<UnwrapErr<SysRng>, getrandom::Error> {
    SysRng.try_fill_bytes(&mut [0; 32])?;
    Ok(UnwrapErr(SysRng))
}
