//! An unfinished archive as whoever goes on with it sees it: what was published, and how much of it holds (feature `std`).
//!
//! [`Published::read`] checks container and chain, [`Board::of`] the setup; [`Board::tally_ballots`], [`Board::open_tally`]
//! and [`Board::decryptions`] check the rest, as far as a step needs it. The audit of the whole, with a report, is
//! [`crate::audit`]; these stop at the first fault.
//!
//! Where an archive comes from is the caller's: a file, or bytes in memory behind a [`std::io::Cursor`].

mod error;
#[cfg(test)]
mod tests;

use std::io::{Read, Seek, SeekFrom};

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use rand_core::CryptoRng;

pub use self::error::{
    DecryptionsError, OpenTallyError, PublishedError, ReadBoardError, SetupError, ShuffleFault, StageError,
    TallyBallotsError, UnknownTrustee,
};
use crate::Ciphertext;
use crate::archive::{
    ArchiveFile, ArchiveWriter, EventKind, Form, ReadError, ReadSummary, SizedTally, Stage, SurveyItem,
};
use crate::ballot::BallotBox;
use crate::credential::PublicCredentials;
use crate::decryption::{DecryptionSet, PartialDecryption};
use crate::election::{Election, ElectionError, group_of};
use crate::group::{Group, GroupId};
use crate::hash::Digest;
use crate::shuffle::{Generators, Shuffle, VerifiedShuffle};
use crate::tally::{EncryptedTally, Tally, TallyBuilder};
use crate::trustee::{TrusteeIndex, Trustees, VerifiedTrustees};

/// Ballots verified together.
const BATCH: usize = 512;

/// What an archive holds, read and chained, otherwise unchecked.
#[derive(Debug)]
pub struct Published {
    /// The election, serialized; empty once a [`Board`] holds it.
    pub election: Vec<u8>,
    /// The trustees, serialized.
    pub trustees: Vec<u8>,
    /// The list of public credentials, serialized.
    pub credentials: Vec<u8>,
    /// The encrypted tally.
    pub tally: Option<(SizedTally, Vec<u8>)>,
    /// The shuffles, each with the number of its trustee.
    pub shuffles: Vec<(u64, Vec<u8>)>,
    /// The partial decryptions, each with the number of its trustee.
    pub decryptions: Vec<(u64, Vec<u8>)>,
    /// The result, serialized.
    pub result: Option<Vec<u8>>,
    /// Container and chain.
    pub summary: ReadSummary,
    /// The ballots' trackers.
    trackers: BTreeSet<Digest>,
    /// For each credential that voted, by the hash of its text, the height of its last ballot.
    last: BTreeMap<Digest, u64>,
}

impl Published {
    /// Reads an archive to its end.
    ///
    /// # Errors
    /// It cannot be read, or is malformed.
    pub fn read(source: impl Read, form: Form) -> Result<Self, PublishedError> {
        let mut archive = ArchiveFile::open(source, form)?;
        let Some(SurveyItem::Setup { election, trustees, credentials, setup: _ }) = archive.next_item()?
        else {
            // Without a Setup event the survey has already refused; this is the end of an empty archive.
            return Err(archive.finish().err().map_or(PublishedError::NoSetup, PublishedError::Read));
        };
        let (mut trackers, mut last) = (BTreeSet::new(), BTreeMap::new());
        let (mut tally, mut shuffles, mut decryptions, mut result) = (None, Vec::new(), Vec::new(), None);
        while let Some(item) = archive.next_item()? {
            match item {
                SurveyItem::Ballot { bytes, tracker, height } => {
                    trackers.insert(tracker);
                    last.insert(credential_of(&bytes), height);
                }
                SurveyItem::Tally { sized, bytes } => tally = Some((sized, bytes)),
                SurveyItem::Shuffle { owner, bytes } => shuffles.push((owner, bytes)),
                SurveyItem::Decryption { owner, bytes } => decryptions.push((owner, bytes)),
                SurveyItem::Result { bytes } => result = Some(bytes),
                SurveyItem::Setup { .. } | SurveyItem::EndBallots | SurveyItem::EndShuffles => {}
            }
        }
        let summary = archive.finish()?;
        Ok(Self {
            election,
            trustees,
            credentials,
            tally,
            shuffles,
            decryptions,
            result,
            summary,
            trackers,
            last,
        })
    }

    /// The group of the election.
    ///
    /// # Errors
    /// The election names none.
    pub fn group(&self) -> Result<GroupId, ElectionError> {
        group_of(&self.election)
    }

    /// How far the election is.
    pub fn stage(&self) -> Stage {
        self.summary.surveyed.stage
    }

    /// Refuses to go on from another stage.
    ///
    /// # Errors
    /// The election is at none of these stages; `needs` says what is wanted.
    pub fn need(&self, stages: &[Stage], needs: &'static str) -> Result<(), StageError> {
        let found = self.stage();
        if stages.contains(&found) { Ok(()) } else { Err(StageError { found, needs }) }
    }

    /// Whether a ballot is there already, byte for byte.
    pub fn has_ballot(&self, tracker: &Digest) -> bool {
        self.trackers.contains(tracker)
    }

    /// How many credentials have voted.
    pub fn voted(&self) -> usize {
        self.last.len()
    }

    /// Writes on where the archive ends.
    pub fn writer(&self) -> ArchiveWriter {
        let ReadSummary { extent, surveyed } = &self.summary;
        ArchiveWriter::resume(extent.timestamp, surveyed.head, surveyed.height)
    }

    /// The length of the archive, in bytes.
    pub fn length(&self) -> u64 {
        self.summary.extent.length
    }
}

/// The hash of the text of a ballot's credential. Where there is none the ballot is not valid, which is found when it is
/// verified.
fn credential_of(ballot: &[u8]) -> Digest {
    const FIELD: &[u8] = b"\"credential\":\"";
    let start = ballot.windows(FIELD.len()).position(|window| window == FIELD);
    let text = start.and_then(|start| ballot.get(start.saturating_add(FIELD.len())..));
    Digest::of(text.and_then(|text| text.split(|&byte| byte == b'"').next()).unwrap_or_default())
}

/// An archive whose setup holds.
#[derive(Debug)]
pub struct Board<G: Group> {
    /// What else was published.
    pub published: Published,
    /// The election.
    pub election: Election<G>,
    /// Who holds its key.
    pub trustees: VerifiedTrustees<G>,
    /// Who may vote.
    pub credentials: PublicCredentials<G>,
}

/// A ballot of an archive: its bytes, its tracker and the height of its event.
type Cast = (Vec<u8>, Digest, u64);

impl<G: Group> Board<G> {
    /// Checks the setup.
    ///
    /// # Errors
    /// [`SetupError`] says which part does not hold.
    pub fn of(mut published: Published) -> Result<Self, SetupError> {
        let election = core::mem::take(&mut published.election);
        let election = Election::parse(election)?;
        let trustees = Trustees::parse(&published.trustees).map_err(SetupError::TrusteesForm)?.verify()?;
        if trustees.public_key() != election.public_key() {
            return Err(SetupError::Key);
        }
        let credentials = PublicCredentials::parse(&published.credentials)?;
        Ok(Self { published, election, trustees, credentials })
    }

    /// Reads an archive and checks its setup.
    ///
    /// # Errors
    /// It cannot be read, is malformed, or its setup does not hold.
    pub fn read(source: impl Read) -> Result<Self, ReadBoardError> {
        Ok(Self::of(Published::read(source, Form::Strict)?)?)
    }

    /// Verifies every ballot and adds up the last one of each credential. `source` is the same archive again, from its
    /// beginning; `on_progress` hears how many ballots were read.
    ///
    /// # Errors
    /// The archive cannot be read, or a ballot does not verify.
    pub fn tally_ballots(
        &self,
        source: &mut (impl Read + Seek),
        on_progress: &mut dyn FnMut(u64),
    ) -> Result<Tally<G>, TallyBallotsError> {
        source.seek(SeekFrom::Start(0)).map_err(ReadError::Io)?;
        let mut builder = TallyBuilder::new(self.election.questions());
        let mut archive = ArchiveFile::open(source, Form::Strict)?;
        let (mut batch, mut done) = (Vec::new(), 0_u64);
        while let Some(item) = archive.next_item()? {
            let kind = item.kind();
            if let SurveyItem::Ballot { bytes, tracker, height } = item {
                batch.push((bytes, tracker, height));
                done = done.saturating_add(1);
            } else if kind != EventKind::Setup {
                break;
            }
            if batch.len() >= BATCH {
                self.add_batch(&mut builder, &batch)?;
                batch.clear();
                on_progress(done);
            }
        }
        self.add_batch(&mut builder, &batch)?;
        on_progress(done);
        Ok(builder.finish())
    }

    fn add_batch(&self, builder: &mut TallyBuilder<G>, batch: &[Cast]) -> Result<(), TallyBallotsError> {
        let ballots: Vec<&[u8]> = batch.iter().map(|(bytes, _, _)| bytes.as_slice()).collect();
        let verified = BallotBox::new(&self.election, &self.credentials).verify_all(&ballots);
        for (ballot, (bytes, tracker, height)) in verified.into_iter().zip(batch) {
            let (height, tracker) = (*height, *tracker);
            let ballot = ballot.map_err(|source| TallyBallotsError::Cast { height, tracker, source })?;
            if self.published.last.get(&credential_of(bytes)) == Some(&height) {
                builder.add(&ballot)?;
            }
        }
        Ok(())
    }

    /// Checks the published tally against the ballots, and every shuffle. `source` and `on_progress` are those of
    /// [`Board::tally_ballots`].
    ///
    /// # Errors
    /// The archive cannot be read, has no tally, or something in it does not verify.
    pub fn open_tally(
        &self,
        source: &mut (impl Read + Seek),
        on_progress: &mut dyn FnMut(u64),
    ) -> Result<OpenTally<G>, OpenTallyError> {
        self.open_tally_of(self.tally_ballots(source, on_progress)?)
    }

    /// The same, where the ballots of this archive were verified and added up before.
    ///
    /// # Errors
    /// The archive has no tally, or something in it does not verify.
    pub fn open_tally_of(&self, tally: Tally<G>) -> Result<OpenTally<G>, OpenTallyError> {
        let Some((sized, bytes)) = &self.published.tally else {
            let (found, needs) = (self.published.stage(), "the encrypted tally comes first");
            return Err(StageError { found, needs }.into());
        };
        tally.verify(sized, bytes, self.election.questions())?;
        let mut open =
            OpenTally { tally, generators: Generators::default(), last: None, owners: BTreeSet::new() };
        for (owner, bytes) in &self.published.shuffles {
            open.shuffle(self, *owner, bytes)
                .map_err(|source| OpenTallyError::Shuffle { owner: *owner, source })?;
        }
        Ok(open)
    }

    /// Checks every partial decryption of `tally`.
    ///
    /// # Errors
    /// [`DecryptionsError`] says which does not verify.
    pub fn decryptions<'a>(
        &'a self,
        tally: &'a EncryptedTally<G>,
    ) -> Result<DecryptionSet<'a, G>, DecryptionsError> {
        let mut set = DecryptionSet::new(&self.election, &self.trustees, tally)?;
        for (owner, bytes) in &self.published.decryptions {
            set.add(*owner, PartialDecryption::parse(bytes)?)?;
        }
        Ok(set)
    }

    /// The trustee with that number.
    ///
    /// # Errors
    /// There is no such trustee.
    pub fn trustee(&self, owner: u64) -> Result<TrusteeIndex, UnknownTrustee> {
        let none = || UnknownTrustee { owner, trustees: self.trustees.owners().count() };
        self.trustees.owner(owner).ok_or_else(none)
    }
}

/// A tally that follows from verified ballots, and what shuffles have made of it.
#[derive(Debug)]
pub struct OpenTally<G: Group> {
    tally: Tally<G>,
    generators: Generators<G>,
    last: Option<VerifiedShuffle<G>>,
    owners: BTreeSet<TrusteeIndex>,
}

impl<G: Group> OpenTally<G> {
    /// The tally before any shuffle.
    pub fn tally(&self) -> &Tally<G> {
        &self.tally
    }

    /// Whether a trustee has shuffled.
    pub fn has_shuffled(&self, owner: TrusteeIndex) -> bool {
        self.owners.contains(&owner)
    }

    /// The trustees who have shuffled, in the order of their numbers.
    pub fn shufflers(&self) -> impl Iterator<Item = TrusteeIndex> + '_ {
        self.owners.iter().copied()
    }

    /// What the next shuffle begins with.
    fn inputs(&self) -> Vec<Vec<Ciphertext<G>>> {
        match &self.last {
            Some(shuffle) => shuffle.ciphertexts().to_vec(),
            None => self.tally.encrypted().nh_ciphertexts(),
        }
    }

    /// Makes the next shuffle.
    pub fn make_shuffle(&self, board: &Board<G>, rng: &mut (impl CryptoRng + ?Sized)) -> Shuffle<G> {
        Shuffle::prove(&self.inputs(), board.election.public_key(), board.election.fingerprint(), rng)
    }

    /// Verifies the next shuffle.
    ///
    /// # Errors
    /// [`ShuffleFault`]; what was there before stays.
    pub fn shuffle(&mut self, board: &Board<G>, owner: u64, bytes: &[u8]) -> Result<(), ShuffleFault> {
        let owner = board.trustees.owner(owner).ok_or(ShuffleFault::Owner)?;
        if self.owners.contains(&owner) {
            return Err(ShuffleFault::Owner);
        }
        let inputs = self.inputs();
        if self.last.is_none() {
            self.generators = Generators::new(inputs.iter().map(Vec::len).max().unwrap_or(0));
        }
        let (key, fingerprint) = (board.election.public_key(), board.election.fingerprint());
        let verified = Shuffle::parse(bytes)?.verify_with(&inputs, key, fingerprint, &self.generators)?;
        self.owners.insert(owner);
        self.last = Some(verified);
        Ok(())
    }

    /// What is decrypted: the tally with the outputs of the last shuffle.
    ///
    /// # Errors
    /// The shuffle is not of this tally.
    pub fn decryptable(&self) -> Result<EncryptedTally<G>, ShuffleFault> {
        match &self.last {
            Some(shuffle) => Ok(self.tally.encrypted().with_shuffle(shuffle)?),
            None => Ok(self.tally.encrypted().clone()),
        }
    }
}
