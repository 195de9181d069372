//! The rehearsal: a small election of its own with the same trustees' keys and one test ballot, which all of them decrypt.
//! A key that cannot be found again is found out before anybody votes.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use kenes_belenios::PlainAnswer;
use kenes_belenios::ballot::{BallotBox, BallotError};
use kenes_belenios::credential::{PrivateCredential, PublicCredentials};
use kenes_belenios::election::{Template, Uuid};
use kenes_belenios::question::{Homomorphic, Question};
use kenes_belenios::sealing::{SealError, Sealer};
use kenes_belenios::trustee::{TrusteeIndex, VerifiedTrustees};
use kenes_core::{Command, Time};
use kenes_record::act::ActId;
use kenes_record::blob::Media;
use kenes_store::port::StoreError;
use kenes_store::private::PrivateStore as _;

use super::counting::{Contribution, Counting, CountingError, Progress, Wanted};
use super::setup::{Begun, SetUpError, write};
use super::{G, TaskFailed, blocking, rng};
use crate::archive::{AppendError, LockedArchive};
use crate::host::{BlobError, Host};

/// What the test ballot selects.
const ANSWER: [u8; 2] = [1, 0];

/// A rehearsal as far as it has come: in its archive, so that it goes on after a restart.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    call: ActId,
    path: PathBuf,
    counting: Counting,
}

/// A rehearsal was not begun, or does not go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RehearsalError {
    /// Its archive was not made.
    #[error(transparent)]
    SetUp(#[from] SetUpError),
    /// The test ballot was not sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The test ballot does not verify.
    #[error(transparent)]
    Ballot(#[from] BallotError),
    /// Its archive cannot be added to.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// A contribution is refused, or the archive does not hold.
    #[error(transparent)]
    Counting(#[from] CountingError),
    /// Not everybody has decrypted.
    #[error("not every trustee has decrypted the test ballot")]
    Incomplete,
    /// The documents are not kept.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A thread failed.
    #[error(transparent)]
    Task(#[from] TaskFailed),
}

impl Rehearsal {
    /// Begins a rehearsal, in place of one that was begun before: the test ballot is sealed and counted, and waits for the trustees.
    ///
    /// # Errors
    /// Its archive cannot be made.
    pub async fn begin(
        host: &Host,
        call: ActId,
        trustees: &VerifiedTrustees<G>,
        at: Time,
    ) -> Result<Self, RehearsalError> {
        let (uuid, archive) = archive(trustees, at)?;
        let name = format!("rehearsal-{uuid}.bel");
        let path = host.data().archives().join(&name);
        write(&path, &archive)?;
        host.private().set(&note(&call), name.as_bytes()).await?;
        let rehearsal = Self::of(call, path).await?;
        let counting = rehearsal.counting.clone();
        blocking(move || counting.tally()).await??;
        Ok(rehearsal)
    }

    /// The rehearsal that was begun here; none before.
    ///
    /// # Errors
    /// Its archive cannot be opened.
    pub async fn open(host: &Host, call: ActId) -> Result<Option<Self>, RehearsalError> {
        let kept = host.private().setting(&note(&call)).await?;
        let name = kept.and_then(|kept| String::from_utf8(kept).ok()).filter(|name| !name.is_empty());
        let Some(path) = name.map(|name| host.data().archives().join(name)) else { return Ok(None) };
        let rehearsal = Self::of(call, path).await?;
        let counting = rehearsal.counting.clone();
        // Begun, and stopped before the ballot was counted.
        blocking(move || counting.tally()).await??;
        Ok(Some(rehearsal))
    }

    /// Its archive: what trustees' devices verify before they decrypt.
    pub fn archive(&self) -> &std::path::Path {
        &self.path
    }

    /// How far it is, and who is awaited.
    ///
    /// # Errors
    /// Its archive does not hold.
    pub async fn progress(&self) -> Result<Progress, RehearsalError> {
        let counting = self.counting.clone();
        Ok(blocking(move || counting.progress()).await??)
    }

    /// Takes a trustee's partial decryption of the test ballot with its bound proof. With the last one the result follows.
    ///
    /// # Errors
    /// It does not verify; the error names the trustee.
    pub async fn decryption(
        &self,
        owner: TrusteeIndex,
        decryption: Vec<u8>,
        bound: Vec<u8>,
    ) -> Result<Contribution, RehearsalError> {
        let counting = self.counting.clone();
        let work = move || {
            let taken = counting.decryption(owner, &decryption, &bound)?;
            counting.result()?;
            Ok::<_, CountingError>(taken)
        };
        Ok(blocking(work).await??)
    }

    /// Keeps archive and bound proofs as documents of the record; gives what all trustees sign: [`Command::Rehearse`].
    ///
    /// # Errors
    /// Not everybody has decrypted, or they cannot be kept.
    pub async fn documents(&self, host: &Host) -> Result<Command, RehearsalError> {
        let counting = self.counting.clone();
        let work = move || {
            counting.result()?;
            let is_done = counting.progress()?.stage == kenes_belenios::archive::Stage::Result;
            let document = if is_done { Some(counting.bound_document()?) } else { None };
            Ok::<_, CountingError>(document)
        };
        let document = blocking(work).await??.ok_or(RehearsalError::Incomplete)?;
        let archive = host.put_archive(&self.path)?;
        let proofs = host.put_blob(&document, Media::Json).await?;
        Ok(Command::Rehearse { archive, election: self.call, proofs })
    }

    async fn of(call: ActId, path: PathBuf) -> Result<Self, RehearsalError> {
        let at = path.clone();
        let locked = Arc::new(Mutex::new(blocking(move || LockedArchive::open(&at)).await??));
        let counting = Counting::new(locked, path.with_extension("bound.json"), Wanted::All);
        Ok(Self { call, path, counting })
    }
}

/// An archive whose vote is over, with one ballot in it.
fn archive(trustees: &VerifiedTrustees<G>, at: Time) -> Result<(Uuid, Vec<u8>), RehearsalError> {
    let mut rng = rng().map_err(SetUpError::from)?;
    let (uuid, credential) = (Uuid::generate(&mut rng), PrivateCredential::generate(&mut rng));
    let listed = PublicCredentials::new([(credential.public::<G>(&uuid), 1)]).map_err(SetUpError::from)?;
    let Begun { mut writer, mut archive, election } = Begun::new(uuid, template(), trustees, &listed, at)?;
    let answers = vec![PlainAnswer::Homomorphic(ANSWER.to_vec())];
    let ballot = Sealer::new(&election).seal(&credential, answers, &mut rng)?.cast();
    BallotBox::new(&election, &listed).verify(&ballot.bytes)?;
    archive.extend(writer.ballot(&ballot.bytes).map_err(SetUpError::from)?);
    archive.extend(writer.end_ballots());
    Ok((election.uuid().clone(), archive))
}

/// What a rehearsal asks. Its texts stand in a public file that nobody reads, and not on a page.
fn template() -> Template {
    let question = Homomorphic {
        answers: vec!["A".into(), "B".into()],
        blank: None,
        min: 1,
        max: 1,
        question: "A test of the trustees' keys".into(),
    };
    Template {
        description: "Not an election: a test before the vote opens.".into(),
        name: "Rehearsal".into(),
        questions: vec![Question::Homomorphic(question)],
        administrator: None,
        credential_authority: None,
    }
}

/// The note that says which file is the rehearsal's archive.
fn note(call: &ActId) -> String {
    format!("rehearsal/{call}")
}
