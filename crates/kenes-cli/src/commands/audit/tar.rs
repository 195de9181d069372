//! Unpacking a tar file that anybody may have made: plain files and folders only, none outside, none twice, within limits.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;
use tar::{Archive, Entry};

use super::AuditError;
use crate::error::{CliError, Result};
use crate::output::Bar;

/// The length of a block of tar, which a header fills.
pub const BLOCK: u64 = 512;

/// How many times its own length a compressed file may hold. The files of records hardly shrink; zeros shrink a thousandfold.
const RATIO: u64 = 100;

/// What every compressed file may hold: in a small one the same few lines come again and again.
const LEAST: u64 = 1 << 26;

/// The most bytes of what stands before an entry: names that are too long for a header, which are read into memory.
const HEADERS: u64 = 1 << 16;

/// The two first bytes of a file compressed as RFC 1952 says.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// Whether a file that begins so is one of tar: `ustar` stands in its first header.
pub fn is_tar(begin: &[u8]) -> bool {
    begin.get(257..262) == Some(b"ustar")
}

/// A file without its compression, if it has any.
pub fn plain(file: File) -> io::Result<Box<dyn Read>> {
    let mut file = BufReader::new(file);
    let is_compressed = file.fill_buf()?.starts_with(GZIP);
    Ok(if is_compressed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) })
}

/// Unpacks a tar file into an empty folder. What is unpacked is no larger than the file, or than a multiple of it where it is
/// compressed: no entry has holes, and each byte of one comes from the file.
pub fn unpack(path: &Path, to: &Path) -> Result<()> {
    let file = File::open(path).map_err(|source| CliError::Open { path: path.into(), source })?;
    let failed = |source| AuditError::Tar { path: path.into(), source };
    let length = file.metadata().map_err(failed)?.len();
    let bar = Bar::new("unpacking", "bytes", length);
    let meter = Meter::new(LEAST.max(length.saturating_mul(RATIO)));
    let mut archive = Archive::new(Metered { from: plain(file).map_err(failed)?, meter: meter.clone() });
    let stopped = |source| match meter.spent() {
        Some(what) => AuditError::TarTooLarge { path: path.into(), limit: meter.limit_of(what), what },
        None => AuditError::Tar { path: path.into(), source },
    };
    let mut entries = archive.entries().map_err(failed)?;
    loop {
        // Names that are too long for a header come before the entry, and would be read whole.
        meter.part(HEADERS);
        let Some(entry) = entries.next() else { return Ok(()) };
        let mut entry = entry.map_err(stopped)?;
        let target = target(path, &mut entry, to)?;
        meter.part(entry.size().saturating_add(BLOCK));
        match target {
            Some(target) => write(path, &mut entry, &target, &stopped)?,
            // The content of a folder is for nobody, and is read over here.
            None => drop(io::copy(&mut entry, &mut io::sink()).map_err(stopped)?),
        }
        bar.at(entry.raw_file_position().min(length));
    }
}

/// How much may still be read: of the whole, and of the part that comes next.
#[derive(Clone, Debug)]
struct Meter {
    limit: u64,
    /// Of the whole and of the part.
    left: Rc<Cell<(u64, u64)>>,
}

/// What was more than it may be.
const WHOLE: &str = "bytes";
const PART: &str = "bytes in the name of an entry";

impl Meter {
    fn new(limit: u64) -> Self {
        Self { limit, left: Rc::new(Cell::new((limit, 0))) }
    }

    /// The part that comes next has so many bytes.
    fn part(&self, length: u64) {
        self.left.set((self.left.get().0, length));
    }

    fn left(&self) -> u64 {
        let (whole, part) = self.left.get();
        whole.min(part)
    }

    fn spend(&self, bytes: usize) {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let (whole, part) = self.left.get();
        self.left.set((whole.saturating_sub(bytes), part.saturating_sub(bytes)));
    }

    /// What is used up.
    fn spent(&self) -> Option<&'static str> {
        match self.left.get() {
            (0, _) => Some(WHOLE),
            (_, 0) => Some(PART),
            _ => None,
        }
    }

    fn limit_of(&self, what: &str) -> u64 {
        if what == WHOLE { self.limit } else { HEADERS }
    }
}

/// A file of which no more is read than may be.
struct Metered<R> {
    from: R,
    meter: Meter,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.meter.left()).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 && !buffer.is_empty() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.from.read(buffer.get_mut(..most).unwrap_or_default())?;
        self.meter.spend(read);
        Ok(read)
    }
}

/// Where a plain file goes; nothing for a folder, which its files bring with them.
fn target<R: Read>(path: &Path, entry: &mut Entry<'_, R>, to: &Path) -> Result<Option<PathBuf>> {
    let failed = |source| AuditError::Tar { path: path.into(), source };
    let has_holes = has_holes(entry).map_err(failed)?;
    let name = entry.path().map_err(failed)?;
    let refused = |what| {
        let name = name.to_string_lossy().into_owned();
        AuditError::TarEntry { path: path.into(), name, what }
    };
    let kind = entry.header().entry_type();
    if kind.is_dir() || kind.is_pax_global_extensions() {
        return Ok(None);
    }
    if kind.is_gnu_sparse() || has_holes {
        return Err(refused("is a sparse file").into());
    }
    if !kind.is_file() && !kind.is_contiguous() {
        return Err(refused("is neither a plain file nor a folder").into());
    }
    let mut target = to.to_path_buf();
    for part in name.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(part) => target.push(part),
            Component::Prefix(_) | Component::RootDir | Component::ParentDir => {
                return Err(refused("leads out of the folder").into());
            }
        }
    }
    Ok(Some(target))
}

/// Whether an entry says in its extended header (POSIX pax) that it has holes.
fn has_holes<R: Read>(entry: &mut Entry<'_, R>) -> io::Result<bool> {
    let Some(extensions) = entry.pax_extensions()? else { return Ok(false) };
    for extension in extensions {
        if extension?.key_bytes().starts_with(b"GNU.sparse.") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes a file that must not be there yet.
fn write<R: Read>(
    path: &Path,
    entry: &mut Entry<'_, R>,
    target: &Path,
    stopped: &impl Fn(io::Error) -> AuditError,
) -> Result<()> {
    let failed = |source| CliError::Write { path: target.into(), source };
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = match OpenOptions::new().write(true).create_new(true).open(target) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let name = entry.path().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            return Err(AuditError::TarEntry { path: path.into(), name, what: "is there twice" }.into());
        }
        other => other.map_err(failed)?,
    };
    let written = io::copy(entry, &mut file).map_err(stopped)?;
    if written == entry.size() {
        return Ok(());
    }
    let source = io::ErrorKind::UnexpectedEof.into();
    Err(AuditError::Tar { path: path.into(), source }.into())
}
