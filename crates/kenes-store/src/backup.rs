//! Backups that can be restored without a second history.
//!
//! A backup is a folder: the files of the data folder that cannot be had from elsewhere, each copied whole and consistently
//! while the server runs, and `manifest.toml`, which is written last and says how far the record had come.
//!
//! A restored record may be older than what was signed since. So what is restored is marked, and a sequencer refuses to
//! sign for it until a witness, a mirror or the operator says how far the record had come
//! ([`GuardError::Unconfirmed`](crate::sequencer::GuardError::Unconfirmed)) and what is missing was fetched.
//!
//! With PostgreSQL the databases are backed up by its own tools.

use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

use kenes_record::Hash;
use kenes_record::checkpoint::{Checkpoint, CheckpointError};
use kenes_record::key::KeyName;
use toml::{Table, Value};

use crate::data::{self, CreateError, DataDir};
use crate::files;
use crate::port::{RecordStore as _, StoreError};
use crate::sql::{OpenError, SqlRecord, Upgrade};
use crate::tree::{self, LoadError};

const MANIFEST: &str = "manifest.toml";
const FORMAT: i64 = 1;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The name of the record.
    pub origin: KeyName,
    /// The number of leaves.
    pub size: u64,
    /// The root of their tree.
    pub root: Hash,
    /// The newest signed head; it may speak of fewer leaves.
    pub checkpoint: Option<Checkpoint>,
    files: Vec<Entry>,
}

/// A file of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    path: String,
    length: u64,
    /// In hexadecimal.
    sha256: String,
}

/// A backup was not made. What was copied so far has no manifest, so that nothing restores it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The databases are PostgreSQL's.
    #[error("the data are in PostgreSQL: back them up by pg_dump, and copy kenes.toml, keys and archives")]
    Postgres,
    /// The file system refuses.
    #[error("{}: {error}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// A name is not text in UTF-8.
    #[error("the name {} is not text in UTF-8", path.display())]
    Name {
        /// The file.
        path: PathBuf,
    },
    /// A database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A database cannot be copied.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The leaves do not lead to the heads.
    #[error(transparent)]
    Load(#[from] LoadError),
}

/// A backup was not restored. What was restored so far has no `kenes.toml`, so that nothing opens it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// The manifest is not there, or is malformed: this is no backup, or one that was not finished.
    #[error("{} has no well-formed {MANIFEST}: it is no backup, or one that was not finished", path.display())]
    Manifest {
        /// The folder.
        path: PathBuf,
    },
    /// A file is not the one that was backed up.
    #[error("{} is not the file that was backed up", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The file system refuses.
    #[error("{}: {error}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// The folder is not empty, or cannot be made.
    #[error(transparent)]
    Create(#[from] CreateError),
}

/// Copies the data to a folder where nothing is yet. The server may go on.
///
/// # Errors
/// There is something, or something cannot be copied.
pub async fn backup(from: &DataDir, to: &Path) -> Result<Manifest, BackupError> {
    if from.settings().database.is_some() {
        return Err(BackupError::Postgres);
    }
    files::create_private_folder(to).map_err(|error| failed(to, error))?;
    // The record first: a person without an act yet does no harm, an act without its person would.
    let mut entries = Vec::new();
    let record = from.record(Upgrade::Refuse).await?;
    let copied = record.copy_to(&private_copy(to, data::RECORD)?).await;
    record.close().await;
    copied?;
    let private = from.private(Upgrade::Refuse).await?;
    let copied = private.copy_to(&private_copy(to, data::PRIVATE)?).await;
    private.close().await;
    copied?;
    let (size, root, checkpoint) = look_at(&to.join(data::RECORD)).await?;
    for name in [data::RECORD, data::PRIVATE] {
        let path = to.join(name);
        files::sync(&path).map_err(|error| failed(&path, error))?;
        entries.push(entry(&path, name)?);
    }
    for path in others(from.path())? {
        let name = path.strip_prefix(from.path()).unwrap_or(&path);
        let text = name.to_str().ok_or_else(|| BackupError::Name { path: path.clone() })?;
        copy(&path, &to.join(name)).map_err(|error| failed(&path, error))?;
        entries.push(entry(&to.join(name), text)?);
    }
    let manifest =
        Manifest { origin: from.settings().origin.clone(), size, root, checkpoint, files: entries };
    let path = to.join(MANIFEST);
    files::write_private(&path, manifest.to_toml().as_bytes()).map_err(|error| failed(&path, error))?;
    files::sync_folder(to).map_err(|error| failed(to, error))?;
    Ok(manifest)
}

/// Restores a backup into a folder where nothing is yet, or an empty one, and marks it as restored.
///
/// # Errors
/// It is no whole backup, or there is something.
pub fn restore(from: &Path, to: &Path) -> Result<Manifest, RestoreError> {
    let malformed = || RestoreError::Manifest { path: from.to_path_buf() };
    let text = fs::read_to_string(from.join(MANIFEST)).map_err(|_| malformed())?;
    let manifest = Manifest::parse(&text).ok_or_else(malformed)?;
    for Entry { path: name, length, sha256 } in &manifest.files {
        let path = from.join(name);
        let found = files::digest(&path).map_err(|error| RestoreError::File { path: path.clone(), error })?;
        if (found.0, &found.1.to_hex()) != (*length, sha256) {
            return Err(RestoreError::Damaged { path });
        }
    }
    data::layout(to)?;
    let failed = |error| RestoreError::File { path: to.to_path_buf(), error };
    let marker = format!("restored from a backup of {} leaves\n", manifest.size);
    files::write_private(&to.join(data::RESTORED), marker.as_bytes()).map_err(failed)?;
    // The settings last: until then nothing opens the folder.
    let (settings, others): (Vec<&Entry>, Vec<&Entry>) =
        manifest.files.iter().partition(|entry| entry.path == data::SETTINGS);
    for entry in others.into_iter().chain(settings) {
        copy(&from.join(&entry.path), &to.join(&entry.path)).map_err(failed)?;
    }
    Ok(manifest)
}

/// How far the copied record is. Its leaves are compared with its heads on the way.
async fn look_at(path: &Path) -> Result<(u64, Hash, Option<Checkpoint>), BackupError> {
    let copy = SqlRecord::open_sqlite(path).await?;
    let found = async {
        let (_, frontier) = tree::load(&copy).await?;
        Ok((frontier.size(), frontier.root(), copy.head().await?))
    };
    let found = found.await;
    copy.close().await;
    found
}

/// The files that are not databases and cannot be had from elsewhere: settings, keys, archives.
fn others(from: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let mut found = vec![from.join(data::SETTINGS)];
    let mut folders = vec![from.join(data::KEYS), from.join(data::ARCHIVES)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| failed(&folder, error))? {
            let entry = entry.map_err(|error| failed(&folder, error))?;
            let kind = entry.file_type().map_err(|error| failed(&folder, error))?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && !entry.file_name().to_string_lossy().starts_with(files::TEMPORARY) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn private_copy(to: &Path, name: &str) -> Result<PathBuf, BackupError> {
    let path = to.join(name);
    files::create_private(&path).map_err(|error| failed(&path, error))?;
    Ok(path)
}

/// Copies a file durably to one that only its owner can read.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent().filter(|folder| !folder.exists()) {
        files::create_private_folder(folder)?;
        files::sync_folder(folder)?;
    }
    let mut file = files::create_private(to)?;
    io::copy(&mut File::open(from)?, &mut file)?;
    file.sync_all()?;
    files::sync_folder(to)
}

fn entry(path: &Path, name: &str) -> Result<Entry, BackupError> {
    let (length, sha256) = files::digest(path).map_err(|error| failed(path, error))?;
    Ok(Entry { path: name.to_owned(), length, sha256: sha256.to_hex() })
}

fn failed(path: &Path, error: io::Error) -> BackupError {
    BackupError::File { path: path.to_path_buf(), error }
}

impl Manifest {
    fn to_toml(&self) -> String {
        let number = |number: u64| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        let text = |text: &str| Value::String(text.to_owned());
        let mut table = Table::new();
        table.insert("format".to_owned(), Value::Integer(FORMAT));
        table.insert("origin".to_owned(), text(self.origin.as_str()));
        table.insert("size".to_owned(), number(self.size));
        table.insert("root".to_owned(), text(&self.root.to_base64()));
        if let Some(checkpoint) = &self.checkpoint {
            let note = checkpoint.note().to_bytes();
            table.insert("checkpoint".to_owned(), text(&String::from_utf8_lossy(&note)));
        }
        let files = self.files.iter().map(|Entry { path, length, sha256 }| {
            let mut file = Table::new();
            file.insert("path".to_owned(), text(path));
            file.insert("length".to_owned(), number(*length));
            file.insert("sha256".to_owned(), text(sha256));
            Value::Table(file)
        });
        table.insert("file".to_owned(), Value::Array(files.collect()));
        table.to_string()
    }

    fn parse(text: &str) -> Option<Self> {
        let table: Table = text.parse().ok()?;
        if table.get("format")?.as_integer()? != FORMAT {
            return None;
        }
        let checkpoint = table.get("checkpoint").map(|note| {
            let note = note.as_str().ok_or(CheckpointError::Lines);
            note.and_then(|note| Checkpoint::parse(note.as_bytes()))
        });
        let files = table.get("file")?.as_array()?.iter().map(|file| Entry::parse(file.as_table()?));
        Some(Self {
            origin: KeyName::new(table.get("origin")?.as_str()?).ok()?,
            size: u64::try_from(table.get("size")?.as_integer()?).ok()?,
            root: Hash::from_base64(table.get("root")?.as_str()?).ok()?,
            checkpoint: checkpoint.transpose().ok()?,
            files: files.collect::<Option<_>>()?,
        })
    }
}

impl Entry {
    fn parse(table: &Table) -> Option<Self> {
        let path = table.get("path")?.as_str()?;
        // A backup may come from elsewhere: it writes nowhere but below the folder.
        let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        (inside && !path.is_empty()).then_some(())?;
        Some(Self {
            path: path.to_owned(),
            length: u64::try_from(table.get("length")?.as_integer()?).ok()?,
            sha256: table.get("sha256")?.as_str()?.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_back_and_names_files_below_only() {
        let entry =
            |path: &str| Entry { path: path.to_owned(), length: 3, sha256: Hash::of(b"abc").to_hex() };
        let manifest = Manifest {
            origin: KeyName::new("example.org/k/test").unwrap(),
            size: 7,
            root: Hash::of(b"root"),
            checkpoint: None,
            files: vec![entry("record.db"), entry("keys/log.key")],
        };
        assert_eq!(Manifest::parse(&manifest.to_toml()), Some(manifest.clone()));
        for path in ["../a", "/a", "keys/../../a", ""] {
            let wrong = Manifest { files: vec![entry(path)], ..manifest.clone() };
            assert_eq!(Manifest::parse(&wrong.to_toml()), None, "{path}");
        }
    }
}
