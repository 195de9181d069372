//! What a witness remembers, in a file.
//!
//! The file holds the latest checkpoint of each log and is replaced as a whole: written under another name, synced, renamed,
//! the folder synced. So it is the old one or the new one at any moment. Beside it is a lock: two processes on one state
//! could cosign two histories.
//!
//! Beside the *key* is a mark (`KEY.used`), written before the first cosignature leaves: which state the key was used with, and
//! how far that had come when it was last looked at. A key with a mark is refused with a state that is missing, empty, older
//! or another one: it would begin again and cosign what contradicts what it once cosigned. Such a key is to be retired.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use kenes_record::Hash;
use kenes_record::key::{KeyName, VerifierKey};
use kenes_record::witness::{Seen, Swap};
use kenes_store::files;

const STATE: &str = "kenes/witness-state/v1";
const MARK: &str = "kenes/witness-used/v1";

/// The memory of a witness.
#[derive(Debug)]
pub struct State {
    path: PathBuf,
    mark: PathBuf,
    /// Whether the mark says that the key is in use.
    is_marked: bool,
    id: String,
    key: VerifierKey,
    /// How often it was replaced.
    updates: u64,
    seen: BTreeMap<KeyName, Seen>,
    /// Held as long as the state is used.
    _lock: File,
}

/// The memory of a witness cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// The file system refuses.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// Another process uses it.
    #[error("{} is used by another process", path.display())]
    Locked {
        /// The state.
        path: PathBuf,
    },
    /// It holds something else than was written.
    #[error("{} is damaged", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// It is the state of another key.
    #[error("{} is the state of the key {found}", path.display())]
    OtherKey {
        /// The state.
        path: PathBuf,
        /// The key that it was made for.
        found: Box<VerifierKey>,
    },
    /// The key was used, and what it cosigned is not known any more.
    #[error("the key was used ({}), and {} is not there, empty, older, or another state", mark.display(), path.display())]
    Lost {
        /// The state.
        path: PathBuf,
        /// The file that says that the key was used.
        mark: PathBuf,
    },
}

impl State {
    /// Opens the state of a key, or makes it for a key that was never used. `key_file` is where the key is; `fresh` are random
    /// bytes that name a new state.
    ///
    /// # Errors
    /// It is used by another process, damaged, another key's, or not what the key was used with.
    pub fn open(
        path: &Path,
        key_file: &Path,
        key: &VerifierKey,
        fresh: [u8; 16],
    ) -> Result<Self, StateError> {
        let lock = lock(path)?;
        let mark = beside(key_file, ".used");
        let marked = read(&mark)?.map(|text| parse_mark(&text).ok_or_else(|| damaged(&mark))).transpose()?;
        let lost = || StateError::Lost { path: path.to_path_buf(), mark: mark.clone() };
        let mut state = match read(path)? {
            Some(content) => Self::parse(&content, path, &mark, key, lock)?,
            None if marked.is_some() => return Err(lost()),
            None => Self::new(path, &mark, key, fresh, lock)?,
        };
        match marked {
            Some((id, updates)) if id != state.id || state.seen.is_empty() || updates > state.updates => {
                Err(lost())
            }
            Some(_) => {
                state.is_marked = true;
                state.mark()?;
                Ok(state)
            }
            None if state.seen.is_empty() => Ok(state),
            // It ended between the first write of the state and the mark.
            None => {
                state.mark()?;
                Ok(state)
            }
        }
    }

    /// What was seen of a log.
    pub fn seen(&self, origin: &KeyName) -> Option<&Seen> {
        self.seen.get(origin)
    }

    /// What was seen of each log.
    pub fn all(&self) -> impl Iterator<Item = &Seen> {
        self.seen.values()
    }

    /// Replaces what was seen of a log, if it is still `before`. Durable when it returns well. After an error nobody knows
    /// which of both the disk holds: open it again.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn swap(&mut self, before: Option<&Seen>, after: &Seen) -> Result<Swap, StateError> {
        let origin = &after.head().origin;
        if self.seen.get(origin) != before {
            return Ok(Swap::Lost);
        }
        self.seen.insert(origin.clone(), after.clone());
        self.updates = self.updates.saturating_add(1);
        let written = self.write().and_then(|()| if self.is_marked { Ok(()) } else { self.mark() });
        if let Err(error) = written {
            // Its cosignature does not leave, so nobody is to be shown it either.
            match before {
                Some(before) => self.seen.insert(origin.clone(), before.clone()),
                None => self.seen.remove(origin),
            };
            return Err(error);
        }
        Ok(Swap::Done)
    }

    /// Notes beside the key which state it is used with, and how far this has come.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn mark(&mut self) -> Result<(), StateError> {
        if self.seen.is_empty() {
            return Ok(());
        }
        let text = format!("{MARK}\n{}\n{}\n", self.id, self.updates);
        files::replace(&self.mark, text.as_bytes()).map_err(|error| failed(&self.mark, error))?;
        self.is_marked = true;
        Ok(())
    }

    fn new(
        path: &Path,
        mark: &Path,
        key: &VerifierKey,
        fresh: [u8; 16],
        lock: File,
    ) -> Result<Self, StateError> {
        let state = Self {
            path: path.to_path_buf(),
            mark: mark.to_path_buf(),
            is_marked: false,
            id: format!("{:032x}", u128::from_be_bytes(fresh)),
            key: key.clone(),
            updates: 0,
            seen: BTreeMap::new(),
            _lock: lock,
        };
        state.write()?;
        Ok(state)
    }

    fn write(&self) -> Result<(), StateError> {
        files::replace(&self.path, &self.to_bytes()).map_err(|error| failed(&self.path, error))
    }

    /// Four lines, then each checkpoint behind a line with its length, then the SHA-256 of all that.
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{STATE}\n{}\n{}\n{}\n", self.id, self.key, self.updates).into_bytes();
        for seen in self.seen.values() {
            bytes.extend_from_slice(format!("{}\n", seen.checkpoint().len()).as_bytes());
            bytes.extend_from_slice(seen.checkpoint());
        }
        let hash = Hash::of(&bytes).to_hex();
        bytes.extend_from_slice(format!("sha256 {hash}\n").as_bytes());
        bytes
    }

    fn parse(
        content: &[u8],
        path: &Path,
        mark: &Path,
        key: &VerifierKey,
        lock: File,
    ) -> Result<Self, StateError> {
        let parts = parse_state(content).ok_or_else(|| damaged(path))?;
        if parts.key != *key {
            return Err(StateError::OtherKey { path: path.to_path_buf(), found: Box::new(parts.key) });
        }
        let Parts { id, key, updates, seen } = parts;
        let (path, mark) = (path.to_path_buf(), mark.to_path_buf());
        Ok(Self { path, mark, is_marked: false, id, key, updates, seen, _lock: lock })
    }
}

struct Parts {
    id: String,
    key: VerifierKey,
    updates: u64,
    seen: BTreeMap<KeyName, Seen>,
}

fn parse_state(content: &[u8]) -> Option<Parts> {
    const END: usize = "sha256 \n".len() + 64;
    let (body, end) = content.split_at_checked(content.len().checked_sub(END)?)?;
    if end != format!("sha256 {}\n", Hash::of(body).to_hex()).as_bytes() {
        return None;
    }
    let mut rest = body;
    if line(&mut rest)? != STATE {
        return None;
    }
    let id = line(&mut rest)?.to_owned();
    let key = line(&mut rest)?.parse().ok()?;
    let updates = line(&mut rest)?.parse().ok()?;
    let mut seen = BTreeMap::new();
    while !rest.is_empty() {
        let length = line(&mut rest)?.parse().ok()?;
        let (checkpoint, after) = rest.split_at_checked(length)?;
        rest = after;
        let checkpoint = Seen::from_stored(checkpoint).ok()?;
        seen.insert(checkpoint.head().origin.clone(), checkpoint);
    }
    Some(Parts { id, key, updates, seen })
}

fn parse_mark(content: &[u8]) -> Option<(String, u64)> {
    let mut rest = content;
    if line(&mut rest)? != MARK {
        return None;
    }
    Some((line(&mut rest)?.to_owned(), line(&mut rest)?.parse().ok()?))
}

/// Takes a line off the beginning.
fn line<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (line, after) = rest.split_at_checked(end)?;
    *rest = after.get(1..)?;
    std::str::from_utf8(line).ok()
}

/// Takes the lock beside a state. It ends with the process, whatever ends that.
fn lock(path: &Path) -> Result<File, StateError> {
    let name = beside(path, ".lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&name);
    let file = file.map_err(|error| failed(&name, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StateError::Locked { path: path.to_path_buf() }),
        Err(TryLockError::Error(error)) => Err(failed(&name, error)),
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, StateError> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(path, error)),
    }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn failed(path: &Path, error: io::Error) -> StateError {
    StateError::File { path: path.to_path_buf(), error }
}

fn damaged(path: &Path) -> StateError {
    StateError::Damaged { path: path.to_path_buf() }
}
