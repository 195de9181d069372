//! An archive as the commands that go on with it see it: the library's ([`kenes_belenios::board`]), with its path, by which
//! errors name it.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use kenes_belenios::archive::{Form, ReadError, Stage};
use kenes_belenios::board::{
    self, DecryptionsError, OpenTallyError, PublishedError, SetupError, StageError, TallyBallotsError,
    UnknownTrustee,
};
use kenes_belenios::decryption::DecryptionSet;
use kenes_belenios::group::{Group, GroupId};
use kenes_belenios::tally::{EncryptedTally, Tally};
use kenes_belenios::trustee::TrusteeIndex;

pub use kenes_belenios::board::OpenTally;

use crate::error::{CliError, Result};
use crate::files;
use crate::output::Bar;

/// What an archive holds, read and chained, otherwise unchecked.
#[derive(Debug)]
pub struct Published {
    pub path: PathBuf,
    inner: board::Published,
}

impl Published {
    /// Reads an archive to its end.
    #[expect(clippy::wildcard_enum_match_arm, reason = "whatever else stops it, there is no setup")]
    pub fn read(path: &Path, form: Form) -> Result<Self> {
        let read = board::Published::read(files::open(path)?, form);
        let inner = read.map_err(|error| match error {
            PublishedError::Read(source) => read_error(path, source),
            _ => CliError::Usage { needs: "an archive begins with its setup" },
        })?;
        Ok(Self { path: path.into(), inner })
    }

    /// The group of the election.
    pub fn group(&self) -> Result<GroupId> {
        let failed = |source| CliError::SetupElection { path: self.path.clone(), source: Box::new(source) };
        self.inner.group().map_err(failed)
    }

    /// Refuses to go on from another stage.
    pub fn need(&self, stages: &[Stage], needs: &'static str) -> Result<()> {
        self.inner.need(stages, needs).map_err(|error| stage_error(&self.path, error))
    }
}

impl Deref for Published {
    type Target = board::Published;

    fn deref(&self) -> &board::Published {
        &self.inner
    }
}

/// An archive whose setup holds.
#[derive(Debug)]
pub struct Board<G: Group> {
    pub path: PathBuf,
    inner: board::Board<G>,
}

impl<G: Group> Deref for Board<G> {
    type Target = board::Board<G>;

    fn deref(&self) -> &board::Board<G> {
        &self.inner
    }
}

impl<G: Group> Board<G> {
    /// Checks the setup.
    pub fn of(published: Published) -> Result<Self> {
        let Published { path, inner } = published;
        match board::Board::of(inner) {
            Ok(inner) => Ok(Self { path, inner }),
            Err(error) => Err(setup_error(path, error)),
        }
    }

    /// Reads an archive and checks its setup.
    pub fn read(path: &Path) -> Result<Self> {
        Self::of(Published::read(path, Form::Strict)?)
    }

    /// Refuses to go on from another stage.
    pub fn need(&self, stages: &[Stage], needs: &'static str) -> Result<()> {
        self.published.need(stages, needs).map_err(|error| stage_error(&self.path, error))
    }

    /// Verifies every ballot and adds up the last one of each credential.
    pub fn tally_ballots(&self) -> Result<Tally<G>> {
        let bar = Bar::new("Verifying ballots", "ballots", self.published.summary.surveyed.ballots);
        let tally = self.inner.tally_ballots(&mut files::open(&self.path)?, &mut |done| bar.at(done));
        tally.map_err(|error| ballots_error(&self.path, error))
    }

    /// Checks the published tally against the ballots, and every shuffle.
    pub fn open_tally(&self) -> Result<OpenTally<G>> {
        let path = || self.path.clone();
        self.inner.open_tally_of(self.tally_ballots()?).map_err(|error| match error {
            OpenTallyError::Ballots(source) => ballots_error(&self.path, source),
            OpenTallyError::Stage(source) => stage_error(&self.path, source),
            OpenTallyError::Tally(source) => CliError::PublishedTally { path: path(), source },
            OpenTallyError::Shuffle { owner, source } => {
                CliError::PublishedShuffle { path: path(), owner, source }
            }
            _ => CliError::Refused { path: path() },
        })
    }

    /// Checks every partial decryption of `tally`.
    pub fn decryptions<'a>(&'a self, tally: &'a EncryptedTally<G>) -> Result<DecryptionSet<'a, G>> {
        let path = || self.path.clone();
        self.inner.decryptions(tally).map_err(|error| match error {
            DecryptionsError::Form(source) => CliError::PublishedDecryptionForm { path: path(), source },
            DecryptionsError::Decryption(source) => CliError::PublishedDecryption { path: path(), source },
            DecryptionsError::Trustees(_) | _ => CliError::SetupKey { path: path() },
        })
    }

    /// The trustee with that number.
    pub fn trustee(&self, owner: u64) -> Result<TrusteeIndex> {
        let failed = |UnknownTrustee { owner, trustees }| CliError::UnknownTrustee { owner, trustees };
        self.inner.trustee(owner).map_err(failed)
    }
}

fn read_error(path: &Path, source: ReadError) -> CliError {
    if let ReadError::Io(source) = source {
        return CliError::Open { path: path.into(), source };
    }
    CliError::Archive { path: path.into(), source: Box::new(source) }
}

fn stage_error(path: &Path, StageError { found, needs }: StageError) -> CliError {
    CliError::Stage { path: path.into(), found, needs }
}

fn setup_error(path: PathBuf, error: SetupError) -> CliError {
    match error {
        SetupError::Election(source) => CliError::SetupElection { path, source },
        SetupError::TrusteesForm(source) => CliError::SetupTrusteesForm { path, source },
        SetupError::Trustees(source) => CliError::SetupTrustees { path, source },
        SetupError::Credentials(source) => CliError::SetupCredentials { path, source },
        SetupError::Key | _ => CliError::SetupKey { path },
    }
}

fn ballots_error(path: &Path, error: TallyBallotsError) -> CliError {
    match error {
        TallyBallotsError::Read(source) => read_error(path, source),
        TallyBallotsError::Cast { height, tracker, source } => {
            CliError::CastBallot { path: path.into(), height, tracker, source }
        }
        TallyBallotsError::Add(source) => CliError::AddBallot { path: path.into(), source },
        _ => CliError::Refused { path: path.into() },
    }
}
