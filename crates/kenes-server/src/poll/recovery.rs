//! Opening an archive beside the record: while the vote is not closed, what the record does not have is cut off.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use kenes_belenios::archive::{Form, Stage, Survey, SurveyItem, TarReader};
use kenes_belenios::board::{Board, ReadBoardError};
use kenes_belenios::hash::Digest;
use kenes_core::{BoardChain, BoardEntry, Election, Phase};
use kenes_store::port::StoreError;

use super::ballots::Tail;
use super::{G, TaskFailed, hash};
use crate::archive::{AppendError, LockedArchive};
use crate::host::HostError;

/// A board was not opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenPollError {
    /// The record knows no such election.
    #[error("there is no such election")]
    NoElection,
    /// No archive was kept here.
    #[error("the archive of the election is not here")]
    NoArchive,
    /// The archive and the record do not fit.
    #[error(transparent)]
    Recovery(#[from] RecoveryError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The record.
    #[error(transparent)]
    Host(#[from] HostError),
    /// A thread failed.
    #[error(transparent)]
    Task(#[from] TaskFailed),
}

/// An archive does not fit the record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecoveryError {
    /// It cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// It cannot be written, or somebody else writes to it.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// Its beginning is no setup, or its setup does not hold.
    #[error(transparent)]
    Board(#[from] ReadBoardError),
    /// It is another setup than the one that was certified.
    #[error("the archive has another setup than the one that the registrars certified")]
    OtherSetup,
    /// Ballots that the record says were taken are missing: the file is damaged, or from an old backup. Nothing is taken until
    /// the right file is back.
    #[error("the record has {record} ballots, and the archive only {archive} of them")]
    Short {
        /// How many the record has.
        record: u64,
        /// How many of them the archive has.
        archive: u64,
    },
    /// It has other ballots than the record says.
    #[error("the archive has other ballots than those that the record says were taken")]
    OtherBallots,
    /// The vote is closed, and the archive does not say so.
    #[error("the vote is closed in the record and not in the archive")]
    NotClosed,
}

/// An archive that can be gone on with.
pub(super) struct Opened {
    pub path: PathBuf,
    pub archive: LockedArchive,
    pub board: Board<G>,
    pub tail: Tail,
}

/// Opens an archive beside what the record says of the election.
pub(super) fn open(path: &Path, election: &Election) -> Result<Opened, RecoveryError> {
    let mut archive = LockedArchive::open(path)?;
    let is_open = match election.phase {
        Phase::Called | Phase::Setup | Phase::Rehearsed => true,
        Phase::Closed | Phase::NeedsLot | Phase::Counted | Phase::Void => false,
    };
    if is_open {
        let length = vouched(path, election)?;
        if archive.length()? > length {
            archive.cut_back(length)?;
        }
    }
    let read = |source| RecoveryError::Read { path: path.to_path_buf(), source };
    let board = Board::<G>::read(File::open(path).map_err(read)?)?;
    let published = &board.published;
    if !is_open && election.close.is_some() && published.stage() <= Stage::Voting {
        return Err(RecoveryError::NotClosed);
    }
    let tail = Tail::new(published.writer(), published.length(), published.summary.surveyed.ballots, is_open);
    Ok(Opened { path: path.to_path_buf(), archive, board, tail })
}

/// Reads as much as the record has, the setup and so many ballots, which must be the same; gives how many bytes that is. What
/// comes after it may be torn.
fn vouched(path: &Path, election: &Election) -> Result<u64, RecoveryError> {
    let read = |source| RecoveryError::Read { path: path.to_path_buf(), source };
    let mut file = File::open(path).map_err(read)?;
    let (mut tar, mut survey) = (TarReader::new(Form::Strict), Survey::new());
    let (mut part, mut chain) = (vec![0; 64 * 1024], BoardChain::new());
    let accepted = &election.board.accepted;
    loop {
        while let Ok(Some(record)) = tar.next_record() {
            let Ok(item) = survey.record(record) else { return Err(short(accepted, &chain)) };
            let (Some(item), Some(head)) = (item, survey.chain().head()) else { continue };
            match item {
                SurveyItem::Setup { .. } => check_setup(election, &head)?,
                SurveyItem::Ballot { bytes: _, tracker, height } => {
                    chain.push(&BoardEntry { tracker: hash(&tracker), event: hash(&head), height });
                }
                SurveyItem::EndBallots
                | SurveyItem::Tally { .. }
                | SurveyItem::Shuffle { .. }
                | SurveyItem::EndShuffles
                | SurveyItem::Decryption { .. }
                | SurveyItem::Result { .. } => return Err(short(accepted, &chain)),
            }
            if chain.ballots == accepted.ballots {
                return if chain == *accepted { Ok(tar.offset()) } else { Err(RecoveryError::OtherBallots) };
            }
        }
        let length = file.read(&mut part).map_err(read)?;
        let bytes = part.get(..length).filter(|bytes| !bytes.is_empty());
        tar.push(bytes.ok_or_else(|| short(accepted, &chain))?);
    }
}

fn short(accepted: &BoardChain, found: &BoardChain) -> RecoveryError {
    RecoveryError::Short { record: accepted.ballots, archive: found.ballots }
}

/// The setup is the one that was certified, where one was.
fn check_setup(election: &Election, event: &Digest) -> Result<(), RecoveryError> {
    match &election.setup {
        Some(setup) if setup.hashes.event != hash(event) => Err(RecoveryError::OtherSetup),
        Some(_) | None => Ok(()),
    }
}
