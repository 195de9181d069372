//! Tiles, blobs and the policy: each is what the leaves say, and nothing is left over.

use alloc::vec::Vec;

use super::acts::Ledger;
use super::{Check, FaultKind, Files, POLICY, Reader};
use crate::blob::{self, BlobError, SALT};
use crate::tile::{Tile, TileKind, WIDTH};

impl<F: Files> Check<'_, F> {
    /// The widths below `width` that the tile at this place had at the sizes of signed heads.
    pub(super) fn widths(&self, level: u8, index: u64, width: u16) -> Vec<u16> {
        let shift = u32::from(level).saturating_mul(8);
        let first = index.saturating_mul(WIDTH);
        let smallest = |hashes: u64| hashes.saturating_mul(1_u64.checked_shl(shift).unwrap_or(0));
        let (from, to) = (smallest(first.saturating_add(1)), smallest(first.saturating_add(width.into())));
        let at_size = |size: &u64| u16::try_from(size.checked_shr(shift)?.checked_sub(first)?).ok();
        let mut widths: Vec<u16> = self.sizes.range(from..to.max(from)).filter_map(at_size).collect();
        widths.dedup();
        widths
    }

    /// Checks the tiles of hashes: those of the newest head are there, those of earlier heads may be.
    pub(super) fn tiles(&mut self, size: u64) -> Result<(), F::Error> {
        for tile in Tile::added(0, size) {
            let TileKind::Hashes(level) = tile.kind() else { continue };
            self.tile(tile)?;
            for width in self.widths(level, tile.index(), tile.width()) {
                let narrow = Tile::new(tile.kind(), tile.index(), width);
                if let Some(narrow) = narrow.filter(|narrow| self.paths.contains(&narrow.path())) {
                    self.tile(narrow)?;
                }
            }
        }
        Ok(())
    }

    fn tile(&mut self, tile: Tile) -> Result<(), F::Error> {
        let path = tile.path();
        let Some(content) = self.take(&path)? else { return Ok(()) };
        if tile.hashes(&self.tree).as_ref() != Ok(&content) {
            self.fault(&path, None, FaultKind::TileContent);
        }
        Ok(())
    }

    /// Checks the blobs: each that an act names is there, unless it may be withdrawn and was.
    pub(super) fn blobs(&mut self, ledger: &Ledger, reader: &impl Reader) -> Result<(), F::Error> {
        for (digest, may_go) in &ledger.blobs {
            let path = blob::path(digest);
            if !self.paths.remove(&path) {
                let by_acts = || *may_go && ledger.withdrawn.contains(digest);
                if reader.may_be_missing(digest).unwrap_or_else(by_acts) {
                    self.report.withdrawn = self.report.withdrawn.saturating_add(1);
                } else {
                    self.fault(&path, None, FaultKind::Missing);
                }
                continue;
            }
            self.report.files = self.report.files.saturating_add(1);
            self.report.blobs = self.report.blobs.saturating_add(1);
            let (found, length) = self.files.digest(&path)?;
            let salt = u64::try_from(SALT).unwrap_or(u64::MAX);
            if found != *digest {
                self.fault(&path, None, BlobError::Digest { found, expected: *digest });
            } else if length < salt {
                self.fault(
                    &path,
                    None,
                    BlobError::TooShort { length: usize::try_from(length).unwrap_or(SALT) },
                );
            }
        }
        Ok(())
    }

    /// Checks that the published policy is the one in force.
    pub(super) fn policy(&mut self, ledger: &Ledger) -> Result<(), F::Error> {
        let Some(content) = self.take(POLICY)? else { return Ok(()) };
        if ledger.policies.iter().all(|(_, text)| text != &content) {
            self.fault(POLICY, None, FaultKind::PolicyContent);
        }
        Ok(())
    }
}
