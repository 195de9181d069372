//! Unpacking a tar file that anybody may have made: plain files and folders only, none outside, none twice, within limits.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Component, Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use tar::{Archive, Entry};

use super::AuditError;
use crate::error::{CliError, Result};
use crate::output::Bar;

/// The length of a block of tar, which a header fills.
pub const BLOCK: u64 = 512;

/// The most files that are unpacked.
const MAX_FILES: u64 = 4_000_000;

/// The most bytes, all files together.
const MAX_BYTES: u64 = 1 << 37;

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

/// Unpacks a tar file into an empty folder.
pub fn unpack(path: &Path, to: &Path) -> Result<()> {
    let file = File::open(path).map_err(|source| CliError::Open { path: path.into(), source })?;
    let failed = |source| AuditError::Tar { path: path.into(), source };
    let length = file.metadata().map_err(failed)?.len();
    let bar = Bar::new("unpacking", "bytes", length);
    let mut archive = Archive::new(plain(file).map_err(failed)?);
    let (mut count, mut bytes) = (0_u64, 0_u64);
    for entry in archive.entries().map_err(failed)? {
        let mut entry = entry.map_err(failed)?;
        let Some(target) = target(path, &entry, to)? else { continue };
        count = count.saturating_add(1);
        bytes = bytes.saturating_add(entry.size());
        check_limits(path, count, bytes)?;
        write(path, &mut entry, &target)?;
        bar.at(entry.raw_file_position().min(length));
    }
    Ok(())
}

fn check_limits(path: &Path, count: u64, bytes: u64) -> Result<()> {
    let too_large = |limit, what| Err(AuditError::TarTooLarge { path: path.into(), limit, what }.into());
    if count > MAX_FILES {
        return too_large(MAX_FILES, "files");
    }
    if bytes > MAX_BYTES {
        return too_large(MAX_BYTES, "bytes");
    }
    Ok(())
}

/// Where a plain file goes; nothing for a folder, which its files bring with them.
fn target<R: Read>(path: &Path, entry: &Entry<'_, R>, to: &Path) -> Result<Option<PathBuf>> {
    let name = entry.path().map_err(|source| AuditError::Tar { path: path.into(), source })?;
    let refused = |what| {
        let name = name.to_string_lossy().into_owned();
        AuditError::TarEntry { path: path.into(), name, what }
    };
    let kind = entry.header().entry_type();
    if kind.is_dir() || kind.is_pax_global_extensions() {
        return Ok(None);
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

/// Writes a file that must not be there yet.
fn write<R: Read>(path: &Path, entry: &mut Entry<'_, R>, target: &Path) -> Result<()> {
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
    let written =
        io::copy(entry, &mut file).map_err(|source| AuditError::Tar { path: path.into(), source })?;
    if written == entry.size() {
        return Ok(());
    }
    let source = io::ErrorKind::UnexpectedEof.into();
    Err(AuditError::Tar { path: path.into(), source }.into())
}
