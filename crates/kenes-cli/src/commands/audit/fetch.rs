//! Fetching a record for an audit: every file as it is there, right or wrong, since it is the audit that judges.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use kenes_record::Hash;
use kenes_record::act::Act;
use kenes_record::blob;
use kenes_record::checkpoint::Checkpoint;
use kenes_record::fsck::{CHECKPOINT, CHECKPOINTS, MAX_FILE, POLICY};
use kenes_record::tile::{Tile, TileKind, WIDTH, parse_entries, push_entry};

use super::AuditError;
use crate::commands::record::mirror::from::From;
use crate::commands::record::mirror::take::sizes_of;
use crate::error::{CliError, Result};
use crate::output::Bar;

/// The length of a hash.
const HASH: usize = 32;

/// Makes a partial tile from the full one.
type Narrow = dyn Fn(&[u8], Tile) -> Option<Vec<u8>>;

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
    let mut fetch = Fetch { from: From::new(address), to, limit, left: limit.0, named: Named::default() };
    let Some(checkpoint) = fetch.file(CHECKPOINT)? else {
        return Err(AuditError::NoRecordThere { address: address.to_owned() }.into());
    };
    // Of one that cannot be read nobody knows what else there must be.
    let Ok(checkpoint) = Checkpoint::parse(&checkpoint) else { return Ok(()) };
    let size = checkpoint.head().size;
    let leaves = fetch.leaves(size)?;
    for tile in Tile::added(0, leaves).into_iter().filter(|tile| tile.kind() != TileKind::Entries) {
        fetch.hashes(tile)?;
    }
    let mut heads = std::mem::take(&mut fetch.named.sizes);
    heads.insert(size);
    for of in heads.into_iter().filter(|of| *of <= size) {
        fetch.file(&format!("{CHECKPOINTS}/{of}"))?;
    }
    fetch.file(POLICY)?;
    fetch.blobs()
}

/// A record while it is fetched.
struct Fetch<'a> {
    from: From,
    to: &'a Path,
    limit: Limit,
    /// How many bytes may still come.
    left: u64,
    named: Named,
}

/// What the acts name.
#[derive(Default)]
struct Named {
    blobs: BTreeSet<Hash>,
    sizes: BTreeSet<u64>,
}

impl Fetch<'_> {
    /// The entries, tile after tile until one is missing or is none: a checkpoint can claim any size. Says how many there are.
    fn leaves(&mut self, size: u64) -> Result<u64> {
        let bar = Bar::new("fetching", "acts", size);
        let mut leaves = 0_u64;
        for index in 0..size.div_ceil(WIDTH) {
            let width = size.saturating_sub(index.saturating_mul(WIDTH)).min(WIDTH);
            let tile = u16::try_from(width).ok().and_then(|width| Tile::new(TileKind::Entries, index, width));
            let Some(tile) = tile else { break };
            let Some(content) = self.tile(tile, &narrow_entries)? else { break };
            let Ok(entries) = parse_entries(&content, tile.width()) else { break };
            entries.iter().for_each(|entry| self.named.learn(entry));
            leaves = leaves.saturating_add(width);
            bar.at(leaves);
        }
        Ok(leaves)
    }

    fn hashes(&mut self, tile: Tile) -> Result<()> {
        let narrow = |content: &[u8], tile: Tile| {
            Some(content.get(..usize::from(tile.width()).saturating_mul(HASH))?.to_vec())
        };
        self.tile(tile, &narrow).map(drop)
    }

    /// A tile. Where a partial one is no longer kept, it is made from the full one that took its place meanwhile.
    fn tile(&mut self, tile: Tile, narrow: &Narrow) -> Result<Option<Vec<u8>>> {
        if let Some(content) = self.file(&tile.path())? {
            return Ok(Some(content));
        }
        let full = u16::try_from(WIDTH).ok().and_then(|width| Tile::new(tile.kind(), tile.index(), width));
        let Some(full) = full.filter(|full| *full != tile) else { return Ok(None) };
        let Some(content) = self.content(&full.path())? else { return Ok(None) };
        let content = narrow(&content, tile);
        content.as_ref().map_or(Ok(()), |content| self.write(&tile.path(), content))?;
        Ok(content)
    }

    /// The blobs, one after the other, straight to the disk: archives are large.
    fn blobs(&mut self) -> Result<()> {
        let blobs = std::mem::take(&mut self.named.blobs);
        let bar = Bar::new("fetching", "blobs", u64::try_from(blobs.len()).unwrap_or(u64::MAX));
        for (done, digest) in (0_u64..).zip(&blobs) {
            bar.at(done);
            self.blob(&blob::path(digest))?;
        }
        Ok(())
    }

    fn blob(&mut self, path: &str) -> Result<()> {
        let target = self.target(path)?;
        let failed = |source| CliError::Write { path: target.clone(), source };
        let mut file = File::create(&target).map_err(failed)?;
        let taken = self.from.parts(path, self.left, &mut |part| file.write_all(part).map_err(failed))?;
        match taken {
            Some(length) => self.count(length),
            // It was withdrawn, or is missing: the audit says which.
            None => Ok(fs::remove_file(&target).map_err(failed)?),
        }
    }

    /// Fetches a file, when it is there. Of one that is too long for any file of a record the beginning.
    fn file(&mut self, path: &str) -> Result<Option<Vec<u8>>> {
        let content = self.content(path)?;
        content.as_ref().map_or(Ok(()), |content| self.write(path, content))?;
        Ok(content)
    }

    fn content(&mut self, path: &str) -> Result<Option<Vec<u8>>> {
        let mut content = Vec::new();
        let taken = self.from.parts(path, MAX_FILE, &mut |part| {
            content.extend_from_slice(part);
            Ok(())
        })?;
        let Some(length) = taken else { return Ok(None) };
        self.count(length)?;
        Ok(Some(content))
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

impl Named {
    /// Notes what an act names. What is no act names nothing.
    fn learn(&mut self, entry: &[u8]) {
        let Ok(act) = Act::parse(entry) else { return };
        self.blobs.extend(act.body().blobs().map(|named| *named.reference().digest()));
        self.sizes.extend(sizes_of(&act));
    }
}

/// The first entries of a full tile.
fn narrow_entries(content: &[u8], tile: Tile) -> Option<Vec<u8>> {
    let entries = parse_entries(content, u16::try_from(WIDTH).ok()?).ok()?;
    let mut narrow = Vec::new();
    let fit = entries.iter().take(tile.width().into()).all(|entry| push_entry(&mut narrow, entry));
    fit.then_some(narrow)
}
