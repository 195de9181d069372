//! A record in a folder, opened to read from: its name, its key and its newest checkpoint belong together.

use std::fs;
use std::path::{Path, PathBuf};

use kenes_record::act::{Act, ActId, ActType, Datum, LogId, Origin, PublicKey};
use kenes_record::checkpoint::Checkpoint;
use kenes_record::key::{KeyUse, VerifierKey};
use kenes_record::note::{Note, NoteVerifyError};
use kenes_record::policy::Policy;
use kenes_record::tile::WIDTH;
use kenes_store::folder::{FolderReadError, FolderSource};

use super::RecordError;

/// A record in a folder. Its newest checkpoint is signed by the key that its first act names, or by one that took over, and
/// the name of the record follows from that act. Whether all acts are right is for `fsck`.
#[derive(Debug)]
pub struct Record {
    /// The folder.
    pub dir: PathBuf,
    /// The files.
    pub source: FolderSource,
    /// The newest checkpoint.
    pub checkpoint: Checkpoint,
    /// The key that signed it.
    pub log: VerifierKey,
}

type Result<T> = std::result::Result<T, RecordError>;

impl Record {
    /// Opens the record in a folder.
    ///
    /// # Errors
    /// The folder has no checkpoint and first act that belong together.
    pub fn open(dir: &Path) -> Result<Self> {
        let source = FolderSource::new(dir);
        let failed = |source| RecordError::Read { dir: dir.into(), source };
        let checkpoint = source.checkpoint().map_err(failed)?;
        let log = log_key(dir, &source, &checkpoint)?;
        Ok(Self { dir: dir.into(), source, checkpoint, log })
    }

    /// How many acts there are.
    pub fn size(&self) -> u64 {
        self.checkpoint.head().size
    }

    /// The bytes of an act.
    ///
    /// # Errors
    /// It is not there.
    pub fn entry(&self, index: u64) -> Result<Vec<u8>> {
        if index >= self.size() {
            return Err(RecordError::NoSuchIndex { dir: self.dir.clone(), index, size: self.size() });
        }
        entry(&self.source, index, self.size()).map_err(|source| self.failed(source))
    }

    /// Where the act with this id is first.
    ///
    /// # Errors
    /// There is none, or a file cannot be read.
    pub fn find(&self, id: &ActId) -> Result<u64> {
        let named = |entry: &[u8]| Note::parse(entry).is_ok_and(|note| ActId::of_text(note.text()) == *id);
        for bundle in 0..self.size().div_ceil(WIDTH) {
            let entries =
                bundle_of(&self.source, bundle, self.size()).map_err(|source| self.failed(source))?;
            let found = (bundle.saturating_mul(WIDTH)..).zip(entries).find(|(_, entry)| named(entry));
            if let Some((index, _)) = found {
                return Ok(index);
            }
        }
        Err(RecordError::NoSuchId { dir: self.dir.clone(), id: *id })
    }

    /// The sizes of the checkpoints that are kept, by size.
    pub fn sizes(&self) -> Vec<u64> {
        let entries = fs::read_dir(self.dir.join("checkpoints")).into_iter().flatten().flatten();
        let mut sizes: Vec<u64> =
            entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
        sizes.sort_unstable();
        sizes
    }

    /// The policy that the record publishes, with the log's key.
    ///
    /// # Errors
    /// It is missing or malformed.
    pub fn policy(&self) -> Result<Policy> {
        let missing = || FolderReadError::Missing { path: self.dir.join("policy") };
        let text = self.source.policy().map_err(|source| self.failed(source))?;
        let text = text.ok_or_else(|| self.failed(missing()))?;
        policy_for(&text, &self.log)
            .map_err(|source| RecordError::Policy { path: self.dir.join("policy"), source })
    }

    fn failed(&self, source: FolderReadError) -> RecordError {
        RecordError::Read { dir: self.dir.clone(), source }
    }
}

/// A policy that trusts this log as well. The policy of a record's first act cannot name the log, whose name follows from it.
pub fn policy_for(
    text: &[u8],
    log: &VerifierKey,
) -> std::result::Result<Policy, kenes_record::policy::PolicyTextError> {
    let policy = Policy::parse(text)?;
    if policy.logs().iter().any(|known| known.key == *log) {
        return Ok(policy);
    }
    Policy::parse(&[format!("log {log}\n").as_bytes(), text].concat())
}

/// The key that signed a checkpoint: that of the first act, or one that took over.
fn log_key(dir: &Path, source: &FolderSource, checkpoint: &Checkpoint) -> Result<VerifierKey> {
    let failed = |source| RecordError::Read { dir: dir.into(), source };
    let head = checkpoint.head();
    let foreign = || RecordError::Foreign { dir: dir.into(), origin: head.origin.clone() };
    let first = entry(source, 0, head.size).map_err(failed)?;
    let first = Act::parse(&first).map_err(|source| RecordError::FirstAct { dir: dir.into(), source })?;
    let origin: Origin = head.origin.as_str().parse().map_err(|_| foreign())?;
    if *origin.id() != LogId::of(&first.id()) {
        return Err(foreign());
    }
    let to_verifier = |key: &PublicKey| {
        VerifierKey::new(head.origin.clone(), KeyUse::Note, key.as_bytes()).map_err(|_| foreign())
    };
    let Some(Datum::PublicKey(key)) = first.body().field("server") else { return Err(foreign()) };
    let key = to_verifier(key)?;
    let error = match checkpoint.note().verify(&key) {
        Ok(()) => return Ok(key),
        Err(error @ NoteVerifyError::Missing { .. }) => error,
        Err(error) => return Err(RecordError::NotSigned { dir: dir.into(), source: error }),
    };
    for key in later_keys(source, head.size).map_err(failed)? {
        let key = to_verifier(&key)?;
        if checkpoint.note().verify(&key).is_ok() {
            return Ok(key);
        }
    }
    Err(RecordError::NotSigned { dir: dir.into(), source: error })
}

/// The keys that took over the log.
fn later_keys(source: &FolderSource, size: u64) -> std::result::Result<Vec<PublicKey>, FolderReadError> {
    let mut keys = Vec::new();
    for bundle in 0..size.div_ceil(WIDTH) {
        let entries = bundle_of(source, bundle, size)?;
        let acts = entries.iter().filter(|entry| entry.windows(12).any(|part| part == b"\"server.key\""));
        for act in acts.filter_map(|entry| Act::parse(entry).ok()) {
            if let (ActType::ServerKey, Some(Datum::PublicKey(key))) =
                (act.act_type(), act.body().field("key"))
            {
                keys.push(*key);
            }
        }
    }
    Ok(keys)
}

fn entry(source: &FolderSource, index: u64, size: u64) -> std::result::Result<Vec<u8>, FolderReadError> {
    let entries = bundle_of(source, index / WIDTH, size)?;
    let place = usize::try_from(index % WIDTH).unwrap_or(usize::MAX);
    let missing = kenes_record::tile::TileError::Truncated { entry: place };
    entries.into_iter().nth(place).ok_or_else(|| missing.into())
}

/// The acts of one tile of a record of this size.
pub fn bundle_of(
    source: &FolderSource,
    bundle: u64,
    size: u64,
) -> std::result::Result<Vec<Vec<u8>>, FolderReadError> {
    let width = size.saturating_sub(bundle.saturating_mul(WIDTH)).min(WIDTH);
    source.entries(bundle, u16::try_from(width).unwrap_or_default())
}
