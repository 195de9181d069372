//! Where a record is copied from: a folder, or an address.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;
use std::time::Duration;

use kenes_record::blob::MAX_LENGTH;
use kenes_record::checkpoint::Checkpoint;
use kenes_record::fsck::{CHECKPOINT, CHECKPOINTS, MAX_FILE};
use kenes_record::tile::{Tile, TileKind, parse_entries, parse_hashes};
use ureq::Agent;

use super::super::RecordError;
use crate::error::{CliError, Result};

/// The largest file of a blob, in bytes: the salt, and what an act can name. Archives of elections are blobs.
pub const MAX_BLOB: u64 = MAX_LENGTH.saturating_add(32);

/// How much is read at once.
const PART: usize = 64 * 1024;

/// How long a file may take.
const SHORT: Duration = Duration::from_secs(600);
/// How long a blob may take, which can be large.
const LONG: Duration = Duration::from_secs(6 * 3_600);
/// How often a file is asked for again when too much was asked for (429), and how long one waits at most, in seconds.
const TRIES: u32 = 5;
const WAIT: u64 = 60;

/// Where a record is.
#[derive(Debug)]
pub enum From {
    /// In a folder.
    Folder(PathBuf),
    /// At an address, without a slash at its end.
    Address(String, Agent),
}

impl fmt::Display for From {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Address(url, _) => f.write_str(url),
        }
    }
}

impl From {
    /// An address of HTTP, or a folder.
    pub fn new(text: &str) -> Self {
        if !text.starts_with("http://") && !text.starts_with("https://") {
            return Self::Folder(text.into());
        }
        let config = Agent::config_builder()
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(Duration::from_secs(30)))
            .http_status_as_error(false)
            .max_redirects(3)
            .build();
        Self::Address(text.trim_end_matches('/').to_owned(), config.into())
    }

    /// The newest checkpoint, of which nothing is believed yet.
    pub fn checkpoint(&self) -> Result<Checkpoint> {
        let note = self.needed(CHECKPOINT)?;
        let read = Checkpoint::parse(&note);
        Ok(read.map_err(|source| RecordError::Checkpoint {
            from: self.to_string(),
            path: CHECKPOINT.into(),
            source,
        })?)
    }

    /// The checkpoint of a size, as it is kept.
    pub fn checkpoint_of(&self, size: u64) -> Result<Option<Checkpoint>> {
        let path = format!("{CHECKPOINTS}/{size}");
        let note = self.file(&path, MAX_FILE)?;
        let read = note.map(|note| Checkpoint::parse(&note)).transpose();
        Ok(read.map_err(|source| RecordError::Checkpoint { from: self.to_string(), path, source })?)
    }

    /// The sizes of the checkpoints that are kept, where they can be listed.
    pub fn sizes(&self) -> Vec<u64> {
        match self {
            Self::Folder(path) => {
                let entries = fs::read_dir(path.join(CHECKPOINTS)).into_iter().flatten().flatten();
                entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
            }
            Self::Address(_, _) => Vec::new(),
        }
    }

    /// The acts of a tile.
    pub fn entries(&self, tile: Tile) -> Result<Vec<Vec<u8>>> {
        let (content, width) = self.tile(tile)?;
        let entries = parse_entries(&content, width);
        let path = tile.path();
        let entries = entries.map_err(|source| RecordError::Tile { from: self.to_string(), path, source })?;
        Ok(entries.into_iter().take(tile.width().into()).map(<[u8]>::to_vec).collect())
    }

    /// The hashes of a tile.
    pub fn hashes(&self, tile: Tile) -> Result<Vec<kenes_record::Hash>> {
        let (content, width) = self.tile(tile)?;
        let path = tile.path();
        let hashes = parse_hashes(&content, width);
        let hashes = hashes.map_err(|source| RecordError::Tile { from: self.to_string(), path, source })?;
        Ok(hashes.into_iter().take(tile.width().into()).collect())
    }

    /// A tile, or the full one where the partial one is no longer kept, and its width.
    fn tile(&self, tile: Tile) -> Result<(Vec<u8>, u16)> {
        if let Some(content) = self.file(&tile.path(), MAX_FILE)? {
            return Ok((content, tile.width()));
        }
        let full = Tile::new(tile.kind(), tile.index(), 256).filter(|full| *full != tile);
        let content = full.map(|full| self.file(&full.path(), MAX_FILE)).transpose()?.flatten();
        match content {
            Some(content) => Ok((content, 256)),
            None => self.missing(&tile.path()),
        }
    }

    /// A file that has to be there.
    pub fn needed(&self, path: &str) -> Result<Vec<u8>> {
        self.file(path, MAX_FILE)?.map_or_else(|| self.missing(path), Ok)
    }

    fn missing<T>(&self, path: &str) -> Result<T> {
        Err(RecordError::NotThere { from: self.to_string(), path: path.to_owned() }.into())
    }

    /// A file, when it is there.
    pub fn file(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>> {
        let mut content = Vec::new();
        let Some(length) = self.parts(path, limit, &mut |part| {
            content.extend_from_slice(part);
            Ok(())
        })?
        else {
            return Ok(None);
        };
        if length > limit {
            return Err(self.failed(path, io::ErrorKind::FileTooLarge.into()));
        }
        Ok(Some(content))
    }

    /// Hands over a file part by part, without holding it in memory, and says how long it is, when it is there. Of one that is
    /// longer than the limit nothing follows the part with which it became so.
    pub fn parts(
        &self,
        path: &str,
        limit: u64,
        on_part: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<Option<u64>> {
        let opened = self.open(path, limit).map_err(|error| self.failed(path, error))?;
        let Some(mut file) = opened else { return Ok(None) };
        let (mut part, mut length) = (vec![0; PART], 0_u64);
        while length <= limit {
            let read = file.read(&mut part).map_err(|error| self.failed(path, error))?;
            let Some(part) = part.get(..read).filter(|part| !part.is_empty()) else { break };
            length = length.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
            on_part(part)?;
        }
        Ok(Some(length))
    }

    fn open(&self, path: &str, limit: u64) -> io::Result<Option<Box<dyn Read>>> {
        match self {
            Self::Folder(folder) => match File::open(folder.join(path.split('/').collect::<PathBuf>())) {
                Ok(file) => Ok(Some(Box::new(file))),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            },
            Self::Address(url, agent) => {
                fetch(agent, &format!("{url}/{path}"), limit).map_err(ureq::Error::into_io)
            }
        }
    }

    fn failed(&self, path: &str, source: io::Error) -> CliError {
        RecordError::Fetch { from: self.to_string(), path: path.to_owned(), source }.into()
    }
}

fn fetch(agent: &Agent, url: &str, limit: u64) -> std::result::Result<Option<Box<dyn Read>>, ureq::Error> {
    let patience = if limit > MAX_FILE { LONG } else { SHORT };
    let ask = || agent.get(url).config().timeout_recv_body(Some(patience)).build().call();
    let mut response = ask()?;
    for _ in 0..TRIES {
        if response.status().as_u16() != 429 {
            break;
        }
        std::thread::sleep(wait(&response));
        response = ask()?;
    }
    match response.status().as_u16() {
        200 => Ok(Some(Box::new(response.into_body().into_reader()))),
        // Some servers of files tell nobody that there is no such file.
        403 | 404 | 410 => Ok(None),
        status => Err(ureq::Error::StatusCode(status)),
    }
}

/// For how long the server says to wait.
fn wait(response: &ureq::http::Response<ureq::Body>) -> Duration {
    let named = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
    Duration::from_secs(named.unwrap_or(1).min(WAIT))
}

/// Whether a tile holds acts.
pub fn is_entries(tile: &Tile) -> bool {
    tile.kind() == TileKind::Entries
}
