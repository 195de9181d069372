//! The setup: from the call and the trustees' key to an archive that begins, and the voters' codes.

use std::path::PathBuf;

use kenes_belenios::archive::{ArchiveWriter, Form, OutlineError, OutlineReader, Timestamp, TooLarge};
use kenes_belenios::credential::{CredentialListError, PrivateCredential, PublicCredentials};
use kenes_belenios::election::{Election, ElectionError, Template, Uuid};
use kenes_belenios::trustee::VerifiedTrustees;
use kenes_core::{Command, Time};
use kenes_record::act::ActId;
use kenes_store::port::StoreError;
use kenes_store::private::PrivateStore as _;

use super::{G, hash, rng};
use crate::host::Host;

/// A setup that was made and is not kept yet. The codes are the caller's to keep first: without them nobody can vote.
pub struct Prepared {
    call: ActId,
    uuid: Uuid,
    archive: Vec<u8>,
    credentials: Vec<PrivateCredential>,
    command: Command,
}

/// An election was not set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetUpError {
    /// The template cannot be an election.
    #[error(transparent)]
    Election(Box<ElectionError>),
    /// The list of credentials.
    #[error(transparent)]
    Credentials(#[from] CredentialListError),
    /// A part is too large for an archive.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// The archive that was made is none.
    #[error(transparent)]
    Outline(#[from] OutlineError),
    /// The archive that was made has no setup.
    #[error("the archive has no setup")]
    NoSetup,
    /// The system gives no randomness.
    #[error("the system gives no randomness: {0}")]
    Randomness(#[from] getrandom::Error),
    /// The archive cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ElectionError> for SetUpError {
    fn from(error: ElectionError) -> Self {
        Self::Election(Box::new(error))
    }
}

/// The beginning of an archive: header and Setup event.
pub(super) struct Begun {
    pub writer: ArchiveWriter,
    pub archive: Vec<u8>,
    pub election: Election<G>,
}

impl Begun {
    pub fn new(
        uuid: Uuid,
        template: Template,
        trustees: &VerifiedTrustees<G>,
        credentials: &PublicCredentials<G>,
        at: Time,
    ) -> Result<Self, SetUpError> {
        let election = Election::<G>::new(uuid, template, *trustees.public_key())?;
        let timestamp = Timestamp::new(at.seconds()).unwrap_or(Timestamp::MAX);
        let (mut writer, mut archive) = ArchiveWriter::begin(timestamp);
        let (trustees, credentials) = (trustees.trustees().to_bytes(), credentials.to_bytes());
        archive.extend(writer.setup(election.bytes(), &trustees, &credentials)?);
        Ok(Self { writer, archive, election })
    }
}

impl Prepared {
    /// Makes the election of a call with as many fresh credentials as members may vote.
    ///
    /// # Errors
    /// The template cannot be an election, or the system gives no randomness.
    pub fn new(
        election: &kenes_core::Election,
        template: Template,
        trustees: &VerifiedTrustees<G>,
        at: Time,
    ) -> Result<Self, SetUpError> {
        let (mut rng, call) = (rng()?, election.call);
        let uuid = Uuid::generate(&mut rng);
        let credentials: Vec<PrivateCredential> =
            election.eligible.iter().map(|_| PrivateCredential::generate(&mut rng)).collect();
        let listed =
            PublicCredentials::new(credentials.iter().map(|private| (private.public::<G>(&uuid), 1)))?;
        let Begun { writer: _, archive, election } = Begun::new(uuid, template, trustees, &listed, at)?;
        let command = command(call, &archive, listed.len())?;
        Ok(Self { call, uuid: election.uuid().clone(), archive, credentials, command })
    }

    /// The name of the election in the protocol.
    pub fn uuid(&self) -> &Uuid {
        &self.uuid
    }

    /// The voters' codes, in no order that means anything: to be kept secret, each handed to one voter.
    pub fn credentials(&self) -> &[PrivateCredential] {
        &self.credentials
    }

    /// What the registrars certify: [`Command::SetUp`] with the hashes.
    pub fn command(&self) -> &Command {
        &self.command
    }

    /// Keeps the archive durably, in place of one that was made before and not certified. Gives the codes.
    ///
    /// # Errors
    /// It cannot be written.
    pub async fn keep(self, host: &Host) -> Result<Vec<PrivateCredential>, SetUpError> {
        let name = format!("{}.bel", self.uuid);
        let path = host.data().archives().join(&name);
        write(&path, &self.archive)?;
        host.private().set(&board_note(&self.call), name.as_bytes()).await?;
        Ok(self.credentials)
    }
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Prepared({}, {} credentials)", self.uuid, self.credentials.len())
    }
}

/// Writes a new archive durably.
pub(super) fn write(path: &std::path::Path, archive: &[u8]) -> Result<(), SetUpError> {
    kenes_store::files::replace(path, archive)
        .map_err(|source| SetUpError::Write { path: path.to_path_buf(), source })
}

fn command(call: ActId, archive: &[u8], credentials: usize) -> Result<Command, SetUpError> {
    let mut reader = OutlineReader::new(Form::Strict);
    reader.push(archive, &mut |_| {})?;
    let outline = reader.finish()?;
    let setup = outline.setup.ok_or(SetUpError::NoSetup)?;
    Ok(Command::SetUp {
        count: u64::try_from(credentials).unwrap_or(u64::MAX),
        credentials: hash(&setup.data.credentials),
        data: hash(&setup.data.election),
        election: call,
        header: hash(&outline.header),
        paper: 0,
        setup: hash(&setup.event),
        trustees: hash(&setup.data.trustees),
    })
}

/// The note that says which file is the archive of an election; the commands of `kenes council` use the same.
pub(super) fn board_note(call: &ActId) -> String {
    format!("board/{call}")
}
