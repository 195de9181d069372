//! The vote: every ballot is sealed as a voter's device does it, and verified before it enters the archive.

use std::path::Path;

use kenes_belenios::PlainAnswer;
use kenes_belenios::archive::ArchiveWriter;
use kenes_belenios::ballot::BallotBox;
use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::election::Election;
use kenes_belenios::hash::Digest;
use kenes_belenios::sealing::{CastBallot, Opening, SealedBallot, Sealer};
use rayon::prelude::*;

use super::folder::Folder;
use super::teller::Teller;
use super::{G, Surprise};
use crate::archive::LockedArchive;
use crate::board::Board;
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::random::rng;

/// Ballots that are sealed, verified and written together.
const BATCH: usize = 128;

/// A voter and what the voter wants.
pub type Voter<'a> = (&'a PrivateCredential, Vec<PlainAnswer>);

/// The place where ballots are accepted, and the devices of the voters.
pub struct Polling<'a> {
    board: &'a Board<G>,
    sealer: Sealer<'a, G>,
    writer: ArchiveWriter,
    length: u64,
}

/// What a challenge came to.
pub struct Challenge {
    /// The hash that the device showed before the voter chose to challenge.
    pub hash: Digest,
    /// Why the challenged ballot cannot be cast.
    pub refusal: String,
}

impl<'a> Polling<'a> {
    /// Opens the vote of an election that was set up.
    pub fn open(board: &'a Board<G>) -> Self {
        let (writer, length) = (board.published.writer(), board.published.length());
        Self { board, sealer: Sealer::new(&board.election), writer, length }
    }

    /// Casts one ballot; returns its tracker.
    pub fn cast(&mut self, voter: &Voter<'_>) -> Result<Digest> {
        let ballot = self.seal(voter)?.cast();
        let tracker = ballot.tracker;
        self.accept(&[ballot])?;
        Ok(tracker)
    }

    /// Casts a ballot of each voter; returns their trackers.
    pub fn cast_all(&mut self, voters: &[Voter<'_>], teller: &Teller) -> Result<Vec<Digest>> {
        let bar = teller.bar("Sealing, checking and casting", "ballots", voters.len());
        let mut trackers = Vec::with_capacity(voters.len());
        for batch in voters.chunks(BATCH) {
            let ballots: Result<Vec<_>> =
                batch.par_iter().map(|voter| Ok(self.seal(voter)?.cast())).collect();
            let ballots = ballots?;
            self.accept(&ballots)?;
            trackers.extend(ballots.iter().map(|ballot| ballot.tracker));
            bar.at(u64::try_from(trackers.len()).unwrap_or(u64::MAX));
        }
        Ok(trackers)
    }

    fn seal(&self, (credential, answers): &Voter<'_>) -> Result<SealedBallot<G>> {
        self.sealer
            .seal(credential, answers.clone(), &mut rng()?)
            .map_err(|source| CliError::Answers { source })
    }

    /// Verifies ballots and adds them to the archive.
    fn accept(&mut self, ballots: &[CastBallot]) -> Result<()> {
        let path = &self.board.path;
        let bytes: Vec<&[u8]> = ballots.iter().map(|ballot| ballot.bytes.as_slice()).collect();
        let verified = BallotBox::new(&self.board.election, &self.board.credentials).verify_all(&bytes);
        let mut records = Vec::new();
        for (ballot, verified) in bytes.iter().zip(verified) {
            verified.map_err(|source| Surprise::Ballot { source })?;
            let record = self.writer.ballot(ballot);
            records.extend(record.map_err(|source| CliError::RecordTooLarge { path: path.clone(), source })?);
        }
        LockedArchive::open(path)?.append(self.length, &records)?;
        self.length = self.length.saturating_add(u64::try_from(records.len()).unwrap_or(0));
        Ok(())
    }

    /// Seals a ballot, challenges it, and checks what the device reveals as another device would.
    pub fn challenge(&self, voter: &Voter<'_>, folder: &Folder) -> Result<Challenge> {
        let sealed = self.seal(voter)?;
        let hash = sealed.hash();
        let path = folder.file("challenge", "opening.json");
        files::write_new(&path, &sealed.challenge().to_bytes(), Secrecy::Public)?;
        check_opening(&path, &self.board.election, &hash, &voter.1)?;
        let document = files::read(&path, files::SMALL)?;
        let ballot = challenged_ballot(&document).unwrap_or_default();
        match BallotBox::new(&self.board.election, &self.board.credentials).verify(ballot) {
            Ok(_) => Err(Surprise::ChallengeCast.into()),
            Err(error) => Ok(Challenge { hash, refusal: error.to_string() }),
        }
    }
}

/// Checks that a challenged ballot is the one whose hash was shown, and that it holds what its voter chose.
fn check_opening(path: &Path, election: &Election<G>, hash: &Digest, answers: &[PlainAnswer]) -> Result<()> {
    let document = files::read(path, files::SMALL)?;
    let (opening, checked) = Opening::verify(&document, election)
        .map_err(|source| CliError::Opening { path: path.into(), source })?;
    if checked.hash != *hash {
        return Err(CliError::OpeningHash {
            path: path.into(),
            expected: hash.to_base64(),
            found: checked.hash,
        });
    }
    if opening.answers() != answers {
        return Err(Surprise::ChallengeAnswers.into());
    }
    Ok(())
}

/// The ballot in the document of a challenge.
fn challenged_ballot(document: &[u8]) -> Option<&[u8]> {
    const HEAD: &[u8] = b"{\"format\":\"kenes/opening/v1\",\"ballot\":";
    const NEXT: &[u8] = b",\"answers\":";
    let rest = document.strip_prefix(HEAD)?;
    let end = rest.windows(NEXT.len()).rposition(|window| window == NEXT)?;
    rest.get(..end)
}
