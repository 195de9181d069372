//! From the end of the vote to the result: what trustees send is verified and added to the archive.
//!
//! Everything is read from the files, so it goes on after a restart where it stopped; what is added up once is kept in memory.
//! All of it is work for threads that may block.

mod progress;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kenes_belenios::WireError;
use kenes_belenios::archive::{ArchiveWriter, Stage, TooLarge};
use kenes_belenios::board::{
    Board, DecryptionsError, OpenTally, OpenTallyError, ReadBoardError, ShuffleFault,
};
use kenes_belenios::decryption::{
    BoundDocument, BoundDocumentError, BoundError, CombineError, DecryptionSet, DecryptionSetError,
    PartialDecryption,
};
use kenes_belenios::result::{ElectionResult, ResultError};
use kenes_belenios::tally::Tally;
use kenes_belenios::trustee::TrusteeIndex;

pub use self::progress::{Next, Progress, Wanted};
use super::G;
use crate::archive::{AppendError, LockedArchive};

/// The shuffles that rankings need, where there are as many trustees: with one alone nobody else would stand for the secret.
const SHUFFLERS: usize = 2;

/// An archive whose vote is over, or will be.
#[derive(Clone, Debug)]
pub(super) struct Counting {
    archive: Arc<Mutex<LockedArchive>>,
    bound: PathBuf,
    wanted: Wanted,
    /// The ballots added up, once this was done.
    tally: Arc<Mutex<Option<Tally<G>>>>,
}

/// Whether a contribution is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contribution {
    /// It was added.
    Added,
    /// The trustee had given one before, which stays.
    Known,
}

/// A step of the count is not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CountingError {
    /// The archive cannot be read.
    #[error("cannot read the archive: {0}")]
    Open(#[source] std::io::Error),
    /// What is in it does not hold.
    #[error(transparent)]
    Board(#[from] ReadBoardError),
    /// The tally, or a shuffle of it, does not hold.
    #[error(transparent)]
    Tally(#[from] OpenTallyError),
    /// The partial decryptions of the archive do not hold.
    #[error(transparent)]
    Decryptions(#[from] DecryptionsError),
    /// The archive cannot be added to.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// What is to be added is too large.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// It is not the time for that.
    #[error("the count is at the stage \"{found}\"")]
    Stage {
        /// The stage.
        found: Stage,
    },
    /// There is no such trustee.
    #[error("there is no trustee {owner}")]
    NoTrustee {
        /// The number.
        owner: TrusteeIndex,
    },
    /// A trustee's shuffle is wrong, or somebody else shuffled meanwhile: then it is made again.
    #[error("the shuffle of trustee {owner} is refused: {source}")]
    Shuffle {
        /// The trustee.
        owner: TrusteeIndex,
        /// What is wrong.
        source: ShuffleFault,
    },
    /// A shuffle is of no tally.
    #[error(transparent)]
    Merge(#[from] ShuffleFault),
    /// A trustee's partial decryption cannot be read.
    #[error("the partial decryption of trustee {owner} cannot be read: {source}")]
    DecryptionForm {
        /// The trustee.
        owner: TrusteeIndex,
        /// What is wrong.
        source: WireError,
    },
    /// A trustee's partial decryption is wrong.
    #[error(transparent)]
    Decryption(#[from] DecryptionSetError),
    /// Bound proofs cannot be read.
    #[error("the bound proofs: {0}")]
    BoundForm(#[from] BoundDocumentError),
    /// Bound proofs are wrong.
    #[error(transparent)]
    Bound(#[from] BoundError),
    /// A trustee sent other bound proofs than its own.
    #[error("trustee {owner} sent no bound proof of its own, or others'")]
    OtherBound {
        /// The trustee.
        owner: TrusteeIndex,
    },
    /// The bound proofs cannot be written.
    #[error("cannot write the bound proofs: {0}")]
    WriteBound(#[source] std::io::Error),
    /// Not enough trustees have decrypted.
    #[error(transparent)]
    Incomplete(#[from] CombineError),
    /// What was decrypted is no result.
    #[error(transparent)]
    Result(#[from] ResultError),
}

impl Counting {
    pub fn new(archive: Arc<Mutex<LockedArchive>>, bound: PathBuf, wanted: Wanted) -> Self {
        Self { archive, bound, wanted, tally: Arc::default() }
    }

    /// How far it is, and who is awaited.
    pub fn progress(&self) -> Result<Progress, CountingError> {
        Ok(Progress::of(&read(self.lock().path())?, self.wanted))
    }

    /// Adds the ballots up, still encrypted. Done before, it stays.
    pub fn tally(&self) -> Result<(), CountingError> {
        let mut archive = self.lock();
        let board = read(archive.path())?;
        match board.published.stage() {
            Stage::BallotsEnded => {}
            found @ (Stage::Setup | Stage::Voting) => return Err(CountingError::Stage { found }),
            Stage::EncryptedTally
            | Stage::Shuffling
            | Stage::ShufflesEnded
            | Stage::Decrypting
            | Stage::Result => return Ok(()),
        }
        let tally = self.added_up(&archive, &board)?;
        append(&mut archive, &board, |writer| {
            writer.encrypted_tally(tally.num_tallied(), tally.total_weight(), &tally.encrypted().to_bytes())
        })
    }

    /// Adds a trustee's shuffle, verified. With the last one that is needed the shuffling ends.
    pub fn shuffle(&self, owner: TrusteeIndex, bytes: &[u8]) -> Result<Contribution, CountingError> {
        let mut archive = self.lock();
        let board = read(archive.path())?;
        let number = number(&board, owner)?;
        if board.published.shuffles.iter().any(|(known, _)| *known == number) {
            return Ok(Contribution::Known);
        }
        let progress = Progress::of(&board, self.wanted);
        if !matches!(progress.stage, Stage::EncryptedTally | Stage::Shuffling) || progress.shufflers == 0 {
            return Err(CountingError::Stage { found: progress.stage });
        }
        let mut open = self.open(&archive, &board)?;
        open.shuffle(&board, number, bytes).map_err(|source| CountingError::Shuffle { owner, source })?;
        append(&mut archive, &board, |writer| writer.shuffle(number, bytes))?;
        Ok(Contribution::Added)
    }

    /// Ends the shuffling where enough trustees have shuffled; says whether there was something to do.
    pub fn end_shuffles(&self) -> Result<bool, CountingError> {
        let mut archive = self.lock();
        let board = read(archive.path())?;
        let progress = Progress::of(&board, self.wanted);
        if progress.stage != Stage::Shuffling || progress.shuffled.len() < progress.shufflers {
            return Ok(false);
        }
        append(&mut archive, &board, |writer| Ok(writer.end_shuffles()))?;
        Ok(true)
    }

    /// Adds a trustee's partial decryption with its bound proof, both verified.
    pub fn decryption(
        &self,
        owner: TrusteeIndex,
        bytes: &[u8],
        bound: &[u8],
    ) -> Result<Contribution, CountingError> {
        let mut archive = self.lock();
        let board = read(archive.path())?;
        let number = number(&board, owner)?;
        if board.published.decryptions.iter().any(|(known, _)| *known == number) {
            return Ok(Contribution::Known);
        }
        let progress = Progress::of(&board, self.wanted);
        if !progress.decrypts() {
            return Err(CountingError::Stage { found: progress.stage });
        }
        let tally = self.open(&archive, &board)?.decryptable()?;
        let mut set = board.decryptions(&tally)?;
        let decryption = PartialDecryption::parse(bytes)
            .map_err(|source| CountingError::DecryptionForm { owner, source })?;
        set.add(number, decryption)?;
        let document = self.with_proof(&board, &set, owner, bound)?;
        // The proof first: one too many is passed over, one too few would be missed for ever.
        kenes_store::files::replace(&self.bound, &document.to_bytes()).map_err(CountingError::WriteBound)?;
        append(&mut archive, &board, |writer| writer.decryption(number, bytes))?;
        Ok(Contribution::Added)
    }

    /// Opens the result where everybody who is wanted has decrypted; says whether there was something to do.
    pub fn result(&self) -> Result<bool, CountingError> {
        let mut archive = self.lock();
        let board = read(archive.path())?;
        let progress = Progress::of(&board, self.wanted);
        if progress.stage != Stage::Decrypting || !progress.decrypted_enough() {
            return Ok(false);
        }
        let open = self.open(&archive, &board)?;
        let tally = open.decryptable()?;
        let set = board.decryptions(&tally)?;
        self.proofs(&board, &set)?.verify(&set)?;
        let (factors, weight) = (set.combine()?, open.tally().total_weight());
        let result = ElectionResult::compute(board.election.questions(), &tally, &factors, weight)?;
        append(&mut archive, &board, |writer| writer.result(&result.as_result().to_bytes()))?;
        Ok(true)
    }

    /// The bound proofs of what is in the archive.
    pub fn bound_document(&self) -> Result<Vec<u8>, CountingError> {
        let archive = self.lock();
        let board = read(archive.path())?;
        let tally = self.open(&archive, &board)?.decryptable()?;
        let set = board.decryptions(&tally)?;
        Ok(self.proofs(&board, &set)?.to_bytes())
    }

    /// The document with a trustee's proof, verified.
    fn with_proof(
        &self,
        board: &Board<G>,
        set: &DecryptionSet<'_, G>,
        owner: TrusteeIndex,
        bound: &[u8],
    ) -> Result<BoundDocument<G>, CountingError> {
        let own = BoundDocument::<G>::parse(bound.trim_ascii())?;
        if own.election() != board.election.digest() {
            return Err(BoundError::Election { found: own.election() }.into());
        }
        let mut document = self.proofs(board, set)?;
        let mut proofs = own.into_proofs();
        let (Some(proof), true) = (proofs.pop(), proofs.is_empty()) else {
            return Err(CountingError::OtherBound { owner });
        };
        if proof.owner() != owner {
            return Err(CountingError::OtherBound { owner });
        }
        if document.proofs().iter().all(|known| known.owner() != owner) {
            document.insert(proof).map_err(|_| CountingError::OtherBound { owner })?;
        }
        document.verify(set)?;
        Ok(document)
    }

    /// The proofs on the disk, without those of decryptions that are not in the set: after a crash between the two files.
    fn proofs(
        &self,
        board: &Board<G>,
        set: &DecryptionSet<'_, G>,
    ) -> Result<BoundDocument<G>, CountingError> {
        let mut document = BoundDocument::new(&board.election);
        let kept = match std::fs::read(&self.bound) {
            Ok(kept) => BoundDocument::<G>::parse(kept.trim_ascii())?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(document),
            Err(error) => return Err(CountingError::Open(error)),
        };
        let is_there = |owner, digest| set.of(owner).is_some_and(|found| found.digest() == digest);
        for proof in kept.into_proofs() {
            let owner = proof.owner();
            if is_there(owner, proof.decryption()) {
                document.insert(proof).map_err(|_| CountingError::OtherBound { owner })?;
            }
        }
        Ok(document)
    }

    /// The tally with the shuffles of the archive, all verified.
    fn open(&self, archive: &LockedArchive, board: &Board<G>) -> Result<OpenTally<G>, CountingError> {
        Ok(board.open_tally_of(self.added_up(archive, board)?)?)
    }

    /// The ballots of the archive, verified and added up: once in the life of a process.
    fn added_up(&self, archive: &LockedArchive, board: &Board<G>) -> Result<Tally<G>, CountingError> {
        let mut kept = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tally) = &*kept {
            return Ok(tally.clone());
        }
        let mut source = BufReader::new(open(archive.path())?);
        let tally = board.tally_ballots(&mut source, &mut |_| {}).map_err(OpenTallyError::from)?;
        // Of a vote that is not over it would be wrong later.
        if board.published.stage() > Stage::Voting {
            *kept = Some(tally.clone());
        }
        Ok(tally)
    }

    fn lock(&self) -> MutexGuard<'_, LockedArchive> {
        // What is on the disk is whole, whatever a thread that failed left in memory.
        self.archive.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many of these trustees shuffle.
fn shufflers(board: &Board<G>) -> usize {
    let trustees: BTreeSet<TrusteeIndex> = board.trustees.owners().collect();
    if board.election.template().has_shuffled_questions() { trustees.len().min(SHUFFLERS) } else { 0 }
}

fn number(board: &Board<G>, owner: TrusteeIndex) -> Result<u64, CountingError> {
    let number = u64::from(owner.get());
    board.trustee(number).map(|_| number).map_err(|_| CountingError::NoTrustee { owner })
}

fn open(path: &Path) -> Result<File, CountingError> {
    File::open(path).map_err(CountingError::Open)
}

pub(super) fn read(path: &Path) -> Result<Board<G>, CountingError> {
    Ok(Board::read(open(path)?)?)
}

fn append(
    archive: &mut LockedArchive,
    board: &Board<G>,
    make: impl FnOnce(&mut ArchiveWriter) -> Result<Vec<u8>, TooLarge>,
) -> Result<(), CountingError> {
    let records = make(&mut board.published.writer())?;
    Ok(archive.append(board.published.length(), &records)?)
}
