//! An archive as the commands that go on with it see it: what was published, and how much of it holds.
//!
//! [`Published::read`] checks container and chain, [`Board::of`] the setup; [`Board::tally_ballots`],
//! [`Board::open_tally`] and [`Board::decryptions`] check the rest, as far as a step needs it. The audit of the whole,
//! with a report, is the library's; these stop at the first fault.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kenes_belenios::archive::{
    ArchiveFile, ArchiveWriter, Form, ReadError, ReadSummary, SizedTally, Stage, SurveyItem,
};
use kenes_belenios::ballot::BallotBox;
use kenes_belenios::credential::PublicCredentials;
use kenes_belenios::decryption::{DecryptionSet, OtherTrustees, PartialDecryption};
use kenes_belenios::election::{Election, ElectionError, group_of};
use kenes_belenios::group::{Group, GroupId};
use kenes_belenios::hash::Digest;
use kenes_belenios::shuffle::{Generators, Shuffle, VerifiedShuffle};
use kenes_belenios::tally::{EncryptedTally, Tally, TallyBuilder};
use kenes_belenios::trustee::{TrusteeIndex, Trustees, VerifiedTrustees};

use crate::error::{CliError, Result, ShuffleFault};
use crate::files;
use crate::output::Bar;

/// Ballots verified together.
const BATCH: usize = 512;

/// What an archive holds, read and chained, otherwise unchecked.
#[derive(Debug)]
pub struct Published {
    pub path: PathBuf,
    pub election: Vec<u8>,
    pub trustees: Vec<u8>,
    pub credentials: Vec<u8>,
    pub tally: Option<(SizedTally, Vec<u8>)>,
    pub shuffles: Vec<(u64, Vec<u8>)>,
    pub decryptions: Vec<(u64, Vec<u8>)>,
    pub result: Option<Vec<u8>>,
    pub summary: ReadSummary,
    /// The ballots' trackers.
    trackers: BTreeSet<Digest>,
    /// For each credential that voted, by the hash of its text, the height of its last ballot.
    last: BTreeMap<Digest, u64>,
}

impl Published {
    /// Reads an archive to its end.
    pub fn read(path: &Path, form: Form) -> Result<Self> {
        let mut archive = Opened::open(path, form)?;
        let Some(SurveyItem::Setup { election, trustees, credentials, setup: _ }) = archive.next()? else {
            // Without a Setup event the survey has already refused; this is the end of an empty archive.
            return Err(archive
                .finish()
                .err()
                .unwrap_or(CliError::Usage { needs: "an archive begins with its setup" }));
        };
        let (mut trackers, mut last) = (BTreeSet::new(), BTreeMap::new());
        let (mut tally, mut shuffles, mut decryptions, mut result) = (None, Vec::new(), Vec::new(), None);
        while let Some(item) = archive.next()? {
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
            path: path.into(),
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
    pub fn group(&self) -> Result<GroupId> {
        group_of(&self.election).map_err(|source| self.setup_error(source))
    }

    fn setup_error(&self, source: ElectionError) -> CliError {
        CliError::SetupElection { path: self.path.clone(), source: Box::new(source) }
    }

    /// How far the election is.
    pub fn stage(&self) -> Stage {
        self.summary.surveyed.stage
    }

    /// Refuses to go on from another stage.
    pub fn need(&self, stages: &[Stage], needs: &'static str) -> Result<()> {
        let found = self.stage();
        if stages.contains(&found) {
            Ok(())
        } else {
            Err(CliError::Stage { path: self.path.clone(), found, needs })
        }
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

/// An archive being read, its errors with its path.
struct Opened<'p> {
    path: &'p Path,
    file: ArchiveFile<std::fs::File>,
}

impl<'p> Opened<'p> {
    fn open(path: &'p Path, form: Form) -> Result<Self> {
        let file = ArchiveFile::open(files::open(path)?, form).map_err(|source| read_error(path, source))?;
        Ok(Self { path, file })
    }

    fn next(&mut self) -> Result<Option<SurveyItem>> {
        self.file.next_item().map_err(|source| read_error(self.path, source))
    }

    fn finish(self) -> Result<ReadSummary> {
        self.file.finish().map_err(|source| read_error(self.path, source))
    }
}

fn read_error(path: &Path, source: ReadError) -> CliError {
    if let ReadError::Io(source) = source {
        return CliError::Open { path: path.into(), source };
    }
    CliError::Archive { path: path.into(), source: Box::new(source) }
}

/// An archive whose setup holds.
#[derive(Debug)]
pub struct Board<G: Group> {
    pub published: Published,
    pub election: Election<G>,
    pub trustees: VerifiedTrustees<G>,
    pub credentials: PublicCredentials<G>,
}

impl<G: Group> Board<G> {
    /// Checks the setup.
    pub fn of(mut published: Published) -> Result<Self> {
        let path = || published.path.clone();
        let election = std::mem::take(&mut published.election);
        let election = Election::parse(election).map_err(|source| published.setup_error(source))?;
        let trustees = Trustees::parse(&published.trustees)
            .map_err(|source| CliError::SetupTrusteesForm { path: path(), source })?
            .verify()
            .map_err(|source| CliError::SetupTrustees { path: path(), source })?;
        if trustees.public_key() != election.public_key() {
            return Err(CliError::SetupKey { path: path() });
        }
        let credentials = PublicCredentials::parse(&published.credentials)
            .map_err(|source| CliError::SetupCredentials { path: path(), source })?;
        Ok(Self { published, election, trustees, credentials })
    }

    /// Reads an archive and checks its setup.
    pub fn read(path: &Path) -> Result<Self> {
        Self::of(Published::read(path, Form::Strict)?)
    }

    fn path(&self) -> PathBuf {
        self.published.path.clone()
    }

    /// Verifies every ballot and adds up the last one of each credential.
    pub fn tally_ballots(&self) -> Result<Tally<G>> {
        let bar = Bar::new("Verifying ballots", "ballots", self.published.summary.surveyed.ballots);
        let mut builder = TallyBuilder::new(self.election.questions());
        let mut archive = Opened::open(&self.published.path, Form::Strict)?;
        let mut batch = Vec::new();
        let mut done = 0_u64;
        while let Some(item) = archive.next()? {
            if let SurveyItem::Ballot { bytes, tracker, height } = item {
                batch.push((bytes, tracker, height));
                done = done.saturating_add(1);
            } else if !matches!(item.kind(), kenes_belenios::archive::EventKind::Setup) {
                break;
            }
            if batch.len() >= BATCH {
                self.add_batch(&mut builder, &batch)?;
                batch.clear();
                bar.at(done);
            }
        }
        self.add_batch(&mut builder, &batch)?;
        Ok(builder.finish())
    }

    fn add_batch(&self, builder: &mut TallyBuilder<G>, batch: &[(Vec<u8>, Digest, u64)]) -> Result<()> {
        let ballots: Vec<&[u8]> = batch.iter().map(|(bytes, _, _)| bytes.as_slice()).collect();
        let verified = BallotBox::new(&self.election, &self.credentials).verify_all(&ballots);
        for (ballot, (bytes, tracker, height)) in verified.into_iter().zip(batch) {
            let (height, tracker) = (*height, *tracker);
            let ballot = ballot.map_err(|source| CliError::CastBallot {
                path: self.path(),
                height,
                tracker,
                source,
            })?;
            if self.published.last.get(&credential_of(bytes)) == Some(&height) {
                builder.add(&ballot).map_err(|source| CliError::AddBallot { path: self.path(), source })?;
            }
        }
        Ok(())
    }

    /// Checks the published tally against the ballots, and every shuffle.
    pub fn open_tally(&self) -> Result<OpenTally<G>> {
        let tally = self.tally_ballots()?;
        let Some((sized, bytes)) = &self.published.tally else {
            return Err(CliError::Stage {
                path: self.path(),
                found: self.published.stage(),
                needs: "the encrypted tally comes first",
            });
        };
        tally
            .verify(sized, bytes, self.election.questions())
            .map_err(|source| CliError::PublishedTally { path: self.path(), source: Box::new(source) })?;
        let mut open =
            OpenTally { tally, generators: Generators::default(), last: None, owners: BTreeSet::new() };
        for (owner, bytes) in &self.published.shuffles {
            open.shuffle(self, *owner, bytes).map_err(|source| CliError::PublishedShuffle {
                path: self.path(),
                owner: *owner,
                source,
            })?;
        }
        Ok(open)
    }

    /// Checks every partial decryption of `tally`.
    pub fn decryptions<'a>(&'a self, tally: &'a EncryptedTally<G>) -> Result<DecryptionSet<'a, G>> {
        let mut set = DecryptionSet::new(&self.election, &self.trustees, tally)
            .map_err(|OtherTrustees| CliError::SetupKey { path: self.path() })?;
        for (owner, bytes) in &self.published.decryptions {
            let decryption = PartialDecryption::parse(bytes)
                .map_err(|source| CliError::PublishedDecryptionForm { path: self.path(), source })?;
            set.add(*owner, decryption)
                .map_err(|source| CliError::PublishedDecryption { path: self.path(), source })?;
        }
        Ok(set)
    }

    /// The trustee with that number.
    pub fn trustee(&self, owner: u64) -> Result<TrusteeIndex> {
        let found = self.trustees.owners().find(|index| u64::from(index.get()) == owner);
        found.ok_or_else(|| CliError::UnknownTrustee { owner, trustees: self.trustees.owners().count() })
    }
}

/// A tally that follows from verified ballots, and what shuffles have made of it.
#[derive(Debug)]
pub struct OpenTally<G: Group> {
    pub tally: Tally<G>,
    generators: Generators<G>,
    last: Option<VerifiedShuffle<G>>,
    owners: BTreeSet<TrusteeIndex>,
}

impl<G: Group> OpenTally<G> {
    /// Whether a trustee has shuffled.
    pub fn has_shuffled(&self, owner: TrusteeIndex) -> bool {
        self.owners.contains(&owner)
    }

    /// What the next shuffle begins with.
    fn inputs(&self) -> Vec<Vec<kenes_belenios::Ciphertext<G>>> {
        match &self.last {
            Some(shuffle) => shuffle.ciphertexts().to_vec(),
            None => self.tally.encrypted().nh_ciphertexts(),
        }
    }

    /// Makes the next shuffle.
    pub fn make_shuffle(&self, board: &Board<G>, rng: &mut impl rand_core::CryptoRng) -> Shuffle<G> {
        Shuffle::prove(&self.inputs(), board.election.public_key(), board.election.fingerprint(), rng)
    }

    /// Verifies the next shuffle.
    pub fn shuffle(
        &mut self,
        board: &Board<G>,
        owner: u64,
        bytes: &[u8],
    ) -> std::result::Result<(), ShuffleFault> {
        let owner = board.trustee(owner).map_err(|_| ShuffleFault::Owner)?;
        if !self.owners.insert(owner) {
            return Err(ShuffleFault::Owner);
        }
        let inputs = self.inputs();
        let longest = inputs.iter().map(Vec::len).max().unwrap_or(0);
        let generators = std::mem::take(&mut self.generators);
        self.generators = if self.last.is_some() { generators } else { Generators::new(longest) };
        let (key, fingerprint) = (board.election.public_key(), board.election.fingerprint());
        let verified = Shuffle::parse(bytes)?.verify_with(&inputs, key, fingerprint, &self.generators)?;
        self.last = Some(verified);
        Ok(())
    }

    /// What is decrypted: the tally with the outputs of the last shuffle.
    pub fn decryptable(&self) -> std::result::Result<EncryptedTally<G>, ShuffleFault> {
        match &self.last {
            Some(shuffle) => Ok(self.tally.encrypted().with_shuffle(shuffle)?),
            None => Ok(self.tally.encrypted().clone()),
        }
    }
}
