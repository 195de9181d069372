//! The archive of an election on this machine, beside what the record says of it.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use kenes_belenios::archive::{BallotEntry, Form, Outline, OutlineReader};
use kenes_belenios::hash::Digest;
use kenes_core::{Command, Election};
use kenes_record::Hash;
use kenes_record::act::ActId;

use super::CouncilError;
use super::desk::Desk;
use crate::archive::LockedArchive;
use crate::error::{CliError, Result};

/// What an archive holds, as far as the record fixes it.
#[derive(Debug)]
pub struct Board {
    pub outline: Outline,
    pub ballots: Vec<BallotEntry>,
}

impl Board {
    /// Reads an archive.
    pub fn read(path: &Path) -> Result<Self> {
        LockedArchive::recover_if_noted(path)?;
        let failed = |source| CliError::Open { path: path.into(), source };
        let mut file = File::open(path).map_err(failed)?;
        let (mut reader, mut ballots) = (OutlineReader::new(Form::Strict), Vec::new());
        let mut part = vec![0; 64 * 1024];
        loop {
            let read = file.read(&mut part).map_err(failed)?;
            let Some(bytes) = part.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
            // What is wrong comes back at the end.
            let _fault = reader.push(bytes, &mut |ballot| ballots.push(ballot));
        }
        let outline = reader.finish().map_err(|_| CouncilError::Board { what: "it is malformed" })?;
        Ok(Self { outline, ballots })
    }

    /// The acts for ballots that are in the archive and not in the record yet, where a command was interrupted.
    pub fn missing(&self, election: &Election) -> Vec<Command> {
        let new = self.ballots.iter().filter(|ballot| ballot.height > election.board.height);
        new.map(|ballot| accepted(election.call, ballot)).collect()
    }
}

/// The act that says that a ballot is on the board.
pub fn accepted(election: ActId, ballot: &BallotEntry) -> Command {
    let BallotEntry { tracker, event, height } = ballot;
    Command::AcceptBallot { election, event: hash(event), height: *height, tracker: hash(tracker) }
}

/// A digest of an archive as one of the record: both are SHA-256.
pub const fn hash(digest: &Digest) -> Hash {
    Hash::from_bytes(digest.0)
}

impl Desk {
    /// Where the archive of an election is on this machine.
    pub fn board_path(&self, call: &ActId) -> Result<PathBuf> {
        let none = || CouncilError::NoBoard { call: *call };
        let name = self.text(&board_note(call))?.ok_or_else(none)?;
        let path = self.host().data().archives().join(name);
        if path.is_file() { Ok(path) } else { Err(none().into()) }
    }

    /// The archive of an election.
    pub fn board(&self, call: &ActId) -> Result<Board> {
        Board::read(&self.board_path(call)?)
    }

    /// Takes in the ballots that an interrupted command left in the archive without a word in the record; says how many.
    pub fn accept_missing(&mut self, election: &Election) -> Result<usize> {
        let missing = self.board(&election.call)?.missing(election);
        for command in &missing {
            self.submit_own(command)?;
        }
        Ok(missing.len())
    }
}

/// The note that says which file is the archive of an election.
pub fn board_note(call: &ActId) -> String {
    format!("board/{call}")
}
