//! From the close to the count: the machine's own steps, and those of trustees.

use std::fs::File;
use std::io::BufReader;

use kenes_belenios::archive::{Form, OutlineError, OutlineReader, Stage};
use kenes_belenios::trustee::TrusteeIndex;
use kenes_core::{Command, Election, Phase};
use kenes_record::Hash;
use kenes_record::blob::Media;

use super::ballots::EndError;
use super::counting::{Contribution, CountingError, Next, Progress};
use super::{Poll, TaskFailed, blocking, hash};
use crate::host::{BlobError, HostError};

/// What an election waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The registrars certify the setup.
    Registrars,
    /// The trustees rehearse.
    Rehearsal,
    /// The time: the vote opens, or closes.
    Voters,
    /// Trustees, or nobody.
    Count(Next),
    /// Trustees open the lot.
    Lot,
    /// Nothing: it is counted, or void.
    Over,
}

/// An election does not go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AdvanceError {
    /// The record knows no such election.
    #[error("there is no such election")]
    NoElection,
    /// The vote is not ended.
    #[error(transparent)]
    End(#[from] EndError),
    /// A step of the count.
    #[error(transparent)]
    Counting(#[from] CountingError),
    /// The record.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The documents are not kept.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The archive cannot be read.
    #[error("cannot read the archive: {0}")]
    Read(#[from] std::io::Error),
    /// The archive is malformed.
    #[error(transparent)]
    Outline(#[from] OutlineError),
    /// The archive has no result.
    #[error("the archive has no result")]
    NoResult,
    /// A thread failed.
    #[error(transparent)]
    Task(#[from] TaskFailed),
}

impl Poll {
    /// What the election waits for. Nothing is done.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub async fn turn(&self) -> Result<Turn, AdvanceError> {
        let election = self.election().await?;
        Ok(match election.phase {
            Phase::Called => Turn::Registrars,
            Phase::Setup => Turn::Rehearsal,
            Phase::Rehearsed => Turn::Voters,
            Phase::Closed => Turn::Count(self.progress().await?.next()),
            Phase::NeedsLot => Turn::Lot,
            Phase::Counted | Phase::Void => Turn::Over,
        })
    }

    /// How far the count is, and who is awaited.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub async fn progress(&self) -> Result<Progress, CountingError> {
        let counting = self.counting.clone();
        blocking(move || counting.progress()).await.map_err(stopped)?
    }

    /// Does what the machine has to do now, as far as it can: closes the vote once the record's time says so, adds the ballots
    /// up, ends the shuffling, opens the result, names it and files the archive. Says what is awaited then. To be called
    /// after every tick and every contribution; where nothing is to be done it does nothing.
    ///
    /// # Errors
    /// Something cannot be read, written or verified; what was done stays.
    pub async fn advance(&self) -> Result<Turn, AdvanceError> {
        let election = self.election().await?;
        let now = self.desk.host().read().await.council().now();
        if election.phase == Phase::Rehearsed && now.is_some_and(|now| now >= election.closes) {
            self.ballots.committer().end(&election).await?;
        }
        let election = self.election().await?;
        if election.phase == Phase::Closed {
            let counting = self.counting.clone();
            let stage = blocking(move || {
                counting.tally()?;
                counting.end_shuffles()?;
                counting.result()?;
                Ok::<_, CountingError>(counting.progress()?.stage)
            });
            if stage.await?? == Stage::Result {
                self.file(&election).await?;
            }
        }
        self.turn().await
    }

    /// Takes a trustee's shuffle.
    ///
    /// # Errors
    /// It does not verify, which the error says of the trustee, or it is not the time.
    pub async fn shuffle(
        &self,
        owner: TrusteeIndex,
        shuffle: Vec<u8>,
    ) -> Result<Contribution, CountingError> {
        let counting = self.counting.clone();
        blocking(move || counting.shuffle(owner, &shuffle)).await.map_err(stopped)?
    }

    /// Takes a trustee's partial decryption with its bound proof.
    ///
    /// # Errors
    /// They do not verify, which the error says of the trustee, or it is not the time.
    pub async fn decryption(
        &self,
        owner: TrusteeIndex,
        decryption: Vec<u8>,
        bound: Vec<u8>,
    ) -> Result<Contribution, CountingError> {
        let counting = self.counting.clone();
        blocking(move || counting.decryption(owner, &decryption, &bound)).await.map_err(stopped)?
    }

    /// Names the result and files the archive: whoever reads the record counts then.
    async fn file(&self, election: &Election) -> Result<(), AdvanceError> {
        let path = self.path.clone();
        let result = blocking(move || result_of(&path)).await??;
        let counting = self.counting.clone();
        let document = blocking(move || counting.bound_document()).await??;
        let mut host = self.desk.host().write().await;
        let call = election.call;
        if !election.results.contains_key(&result) {
            host.submit_own(&Command::NameResult { election: call, result }, self.desk.now()).await?;
        }
        let archive = host.put_archive(&self.path)?;
        let proofs = host.put_blob(&document, Media::Json).await?;
        host.submit_own(&Command::FileArchive { archive, election: call, proofs }, self.desk.now()).await?;
        Ok(())
    }

    pub(super) async fn election(&self) -> Result<Election, AdvanceError> {
        self.desk.election(&self.call).await.ok_or(AdvanceError::NoElection)
    }
}

/// The hash of the result of an archive.
fn result_of(path: &std::path::Path) -> Result<Hash, AdvanceError> {
    let outline = outline(path)?;
    outline.result.as_ref().map(hash).ok_or(AdvanceError::NoResult)
}

/// The outline of an archive.
pub(super) fn outline(path: &std::path::Path) -> Result<kenes_belenios::archive::Outline, AdvanceError> {
    use std::io::Read as _;
    let mut file = BufReader::new(File::open(path)?);
    let (mut reader, mut part) = (OutlineReader::new(Form::Strict), vec![0; 64 * 1024]);
    loop {
        let length = file.read(&mut part)?;
        let Some(bytes) = part.get(..length).filter(|bytes| !bytes.is_empty()) else {
            return Ok(reader.finish()?);
        };
        reader.push(bytes, &mut |_| {})?;
    }
}

/// A thread that failed, as an error of the count.
fn stopped(failed: TaskFailed) -> CountingError {
    CountingError::Open(std::io::Error::other(failed))
}

/// The hashes of the Setup and of the EndBallots event of an archive whose vote is closed.
///
/// # Errors
/// It cannot be read, or is not closed.
pub async fn ends(path: &std::path::Path) -> Result<[Hash; 2], AdvanceError> {
    let path = path.to_path_buf();
    let outline = blocking(move || outline(&path)).await??;
    let (setup, end) = outline.setup.zip(outline.end).ok_or(AdvanceError::NoResult)?;
    Ok([hash(&setup.event), hash(&end.event)])
}
