//! Fetching a record for an audit: every file as it is there, right or wrong, since it is the audit that judges.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use kenes_record::fsck::CHECKPOINT;
use kenes_verify::{Gathered, Gathering, Kept, Wanted};

use super::AuditError;
use crate::commands::record::mirror::from::From;
use crate::error::{CliError, Result};
use crate::output::Bar;

/// How many bytes are fetched at most, all files together.
#[derive(Clone, Copy, Debug)]
pub struct Limit(u64);

impl Limit {
    /// So many GiB.
    pub fn gib(gib: u32) -> Self {
        Self(u64::from(gib) << 30)
    }
}

/// Fetches the record at an address into an empty folder: what its checkpoint and its acts name, as far as it is there.
///
/// # Errors
/// There is no record, a file cannot be read or written, or there is more than the limit.
pub fn fetch(address: &str, to: &Path, limit: Limit) -> Result<()> {
    let mut fetch = Fetch { from: From::new(address), to, limit, left: limit.0 };
    let mut gathering = Gathering::new();
    let bar = Bar::new("fetching", "files", 0);
    while let Some(Wanted { path, most, .. }) = gathering.wanted() {
        match most {
            Some(most) => fetch.file(&mut gathering, &path, most)?,
            None => fetch.blob(&mut gathering, &path)?,
        }
        let Gathered { done, all } = gathering.gathered();
        bar.of(done, all);
    }
    Ok(())
}

/// A record while it is fetched.
struct Fetch<'a> {
    from: From,
    to: &'a Path,
    limit: Limit,
    /// How many bytes may still come.
    left: u64,
}

impl Fetch<'_> {
    /// Fetches a file, when it is there. Of one that is too long for any file of a record the beginning.
    fn file(&mut self, gathering: &mut Gathering, path: &str, most: u64) -> Result<()> {
        let mut content = Vec::new();
        let taken = self.from.parts(path, most, &mut |part| {
            content.extend_from_slice(part);
            Ok(())
        })?;
        if taken.is_none() && path == CHECKPOINT {
            return Err(AuditError::NoRecordThere { address: self.from.to_string() }.into());
        }
        self.count(taken.unwrap_or(0))?;
        match gathering.take(path, taken.map(|_| content.as_slice())) {
            Kept::AsItIs => self.write(path, &content),
            Kept::Instead { path, content } => self.write(&path, &content),
            Kept::Nothing => Ok(()),
        }
    }

    /// Fetches a blob straight to the disk: archives are large.
    fn blob(&mut self, gathering: &mut Gathering, path: &str) -> Result<()> {
        let target = self.target(path)?;
        let failed = |source| CliError::Write { path: target.clone(), source };
        let mut file = File::create(&target).map_err(failed)?;
        let taken = self.from.parts(path, self.left, &mut |part| file.write_all(part).map_err(failed))?;
        gathering.take(path, taken.map(|_| &[][..]));
        match taken {
            Some(length) => self.count(length),
            // It was withdrawn, or is missing: the audit says which.
            None => Ok(fs::remove_file(&target).map_err(failed)?),
        }
    }

    fn count(&mut self, length: u64) -> Result<()> {
        let too_much = || AuditError::TooMuch { address: self.from.to_string(), limit: self.limit.0 >> 30 };
        self.left = self.left.checked_sub(length).ok_or_else(too_much)?;
        Ok(())
    }

    fn write(&self, path: &str, content: &[u8]) -> Result<()> {
        let target = self.target(path)?;
        fs::write(&target, content).map_err(|source| CliError::Write { path: target, source })
    }

    /// Where a file goes. Every path here is made from numbers and digests, not taken from elsewhere.
    fn target(&self, path: &str) -> Result<PathBuf> {
        let target = self.to.join(path.split('/').collect::<PathBuf>());
        let folder = target.parent().map_or(Ok(()), fs::create_dir_all);
        folder.map_err(|source| CliError::Write { path: target.clone(), source })?;
        Ok(target)
    }
}
