//! The files of a log: C2SP `tlog-tiles`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::hash::Hash;
use crate::proof::HashSource;

/// Hashes, or entries, of a full tile.
pub const WIDTH: u64 = 256;

/// Levels of the tree within one tile.
const HEIGHT: u8 = 8;

/// The largest entry: its length is written in two bytes.
pub const MAX_ENTRY: usize = 65_535;

/// What a file of the log holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TileKind {
    /// Hashes of this level, from 0 to 63.
    Hashes(u8),
    /// Entries.
    Entries,
}

/// A tile: its kind, its place within its kind, and how much of it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    kind: TileKind,
    index: u64,
    width: u16,
}

impl Tile {
    /// The tile at `index` with `width` hashes or entries, from 1 to 256; `None` for anything else.
    pub fn new(kind: TileKind, index: u64, width: u16) -> Option<Self> {
        let level_fits = !matches!(kind, TileKind::Hashes(64..));
        (level_fits && (1..=256).contains(&width)).then_some(Self { kind, index, width })
    }

    /// What it holds.
    pub fn kind(&self) -> TileKind {
        self.kind
    }

    /// Its place within its kind, from 0.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries it has.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether it will not grow any more.
    pub fn is_full(&self) -> bool {
        self.width == 256
    }

    /// The path below the log's prefix: `tile/0/x001/x234/067`, with `.p/W` when it is not full.
    pub fn path(&self) -> String {
        let kind = match self.kind {
            TileKind::Hashes(level) => format!("{level}"),
            TileKind::Entries => String::from("entries"),
        };
        let mut path = format!("{:03}", self.index % 1000);
        let mut rest = self.index / 1000;
        while rest > 0 {
            path = format!("x{:03}/{path}", rest % 1000);
            rest /= 1000;
        }
        let width = if self.is_full() { String::new() } else { format!(".p/{}", self.width) };
        format!("tile/{kind}/{path}{width}")
    }

    /// The tile at a path; `None` when the path is not exactly one that [`Tile::path`] gives.
    pub fn from_path(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("tile/")?;
        let (kind, rest) = rest.split_once('/')?;
        let kind = match kind {
            "entries" => TileKind::Entries,
            level => TileKind::Hashes(level.parse().ok()?),
        };
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, width.parse().ok()?),
            None => (rest, 256),
        };
        let mut number: u64 = 0;
        for part in index.split('/') {
            let digits = part.strip_prefix('x').unwrap_or(part);
            number = number.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
        }
        // Whatever was read too generously does not print the same.
        Self::new(kind, number, width).filter(|tile| tile.path() == path)
    }

    /// The tiles of hashes and of entries of a tree with `size` leaves that a tree with `old_size` did not have.
    pub fn added(old_size: u64, size: u64) -> Vec<Self> {
        let mut tiles = Vec::new();
        let kinds = core::iter::once(TileKind::Entries).chain((0..HEIGHT).map(TileKind::Hashes));
        for kind in kinds {
            let level = if let TileKind::Hashes(level) = kind { level } else { 0 };
            let shift = u32::from(level) * u32::from(HEIGHT);
            let (old, new) = (old_size.checked_shr(shift).unwrap_or(0), size.checked_shr(shift).unwrap_or(0));
            if old == new {
                continue;
            }
            for index in old / WIDTH..new.div_ceil(WIDTH) {
                let width = new.saturating_sub(index.saturating_mul(WIDTH)).min(WIDTH);
                tiles.extend(u16::try_from(width).ok().and_then(|width| Self::new(kind, index, width)));
            }
        }
        tiles
    }

    /// The tile of hashes of `level` that holds the hash `index` of this level in a tree of `size` leaves.
    fn holding(level: u8, index: u64, size: u64) -> Option<Self> {
        let all = size.checked_shr(u32::from(level) * u32::from(HEIGHT))?;
        let tile = index / WIDTH;
        let width = all.checked_sub(tile.checked_mul(WIDTH)?)?.min(WIDTH);
        Self::new(TileKind::Hashes(level), tile, u16::try_from(width).ok()?)
    }

    /// The content of a tile of hashes of a tree; nothing for a tile of entries.
    ///
    /// # Errors
    /// The source lacks a hash.
    pub fn hashes<S: HashSource>(&self, source: &S) -> Result<Vec<u8>, S::Error> {
        let TileKind::Hashes(level) = self.kind else { return Ok(Vec::new()) };
        let mut content = Vec::with_capacity(usize::from(self.width) * 32);
        for place in 0..u64::from(self.width) {
            let index = self.index.saturating_mul(WIDTH).saturating_add(place);
            content.extend_from_slice(source.subtree(level.saturating_mul(HEIGHT), index)?.as_bytes());
        }
        Ok(content)
    }
}

/// A file is not the tile that it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TileError {
    /// A tile of hashes of another size.
    #[error("{found} bytes where there should be {expected}")]
    Length {
        /// The bytes that are there.
        found: usize,
        /// The bytes there should be.
        expected: usize,
    },
    /// The entries end early.
    #[error("the file ends within entry {entry}")]
    Truncated {
        /// The entry's place in the file, from 0.
        entry: usize,
    },
    /// There are more bytes than entries.
    #[error("{found} bytes follow the last entry")]
    Rest {
        /// How many bytes.
        found: usize,
    },
}

/// The hashes of a tile.
///
/// # Errors
/// The length is not that of `width` hashes.
pub fn parse_hashes(content: &[u8], width: u16) -> Result<Vec<Hash>, TileError> {
    let expected = usize::from(width) * 32;
    let (hashes, rest) = content.as_chunks::<32>();
    if content.len() != expected || !rest.is_empty() {
        return Err(TileError::Length { found: content.len(), expected });
    }
    Ok(hashes.iter().map(|bytes| Hash::from_bytes(*bytes)).collect())
}

/// The entries of a bundle.
///
/// # Errors
/// There are not exactly `width` of them.
pub fn parse_entries(content: &[u8], width: u16) -> Result<Vec<&[u8]>, TileError> {
    let mut entries = Vec::with_capacity(usize::from(width));
    let mut rest = content;
    for entry in 0..usize::from(width) {
        let (length, after) = rest.split_first_chunk::<2>().ok_or(TileError::Truncated { entry })?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (found, after) = after.split_at_checked(length).ok_or(TileError::Truncated { entry })?;
        entries.push(found);
        rest = after;
    }
    if rest.is_empty() { Ok(entries) } else { Err(TileError::Rest { found: rest.len() }) }
}

/// Appends an entry to a bundle; false, and nothing appended, when it is longer than [`MAX_ENTRY`].
#[must_use]
pub fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> bool {
    let Ok(length) = u16::try_from(entry.len()) else { return false };
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    true
}

/// Where tiles come from.
pub trait TileSource {
    /// Why a tile cannot be had.
    type Error: From<TileError>;

    /// The content of a tile. A source that no longer has a partial tile may give the full one.
    ///
    /// # Errors
    /// It cannot be had.
    fn tile(&self, tile: Tile) -> Result<Vec<u8>, Self::Error>;
}

/// The hashes of a tree of which only tiles are at hand. Nothing is believed for being in a tile: whoever uses these hashes
/// compares the root that follows from them.
#[derive(Clone, Copy, Debug)]
pub struct TileHashes<'a, T> {
    tiles: &'a T,
    size: u64,
}

impl<'a, T: TileSource> TileHashes<'a, T> {
    /// The tree of `size` leaves in these tiles.
    pub fn new(tiles: &'a T, size: u64) -> Self {
        Self { tiles, size }
    }
}

impl<T: TileSource> HashSource for TileHashes<'_, T> {
    type Error = T::Error;

    fn subtree(&self, level: u8, index: u64) -> Result<Hash, T::Error> {
        let (tile_level, above) = (level / HEIGHT, level % HEIGHT);
        let first = index.checked_shl(above.into()).unwrap_or(u64::MAX);
        let count = 1_usize.checked_shl(above.into()).unwrap_or(0);
        let missing = TileError::Length { found: 0, expected: 32 };
        let tile = Tile::holding(tile_level, first, self.size).ok_or(missing)?;
        let content = self.tiles.tile(tile)?;
        let width = u16::try_from(content.len() / 32).unwrap_or(u16::MAX);
        let hashes = parse_hashes(&content, width)?;
        let start = usize::try_from(first % WIDTH).unwrap_or(usize::MAX);
        let mut nodes: Vec<Hash> = hashes.get(start..start.saturating_add(count)).ok_or(missing)?.to_vec();
        while nodes.len() > 1 {
            let (pairs, _) = nodes.as_chunks::<2>();
            nodes = pairs.iter().map(|[left, right]| Hash::node(left, right)).collect();
        }
        nodes.first().copied().ok_or_else(|| missing.into())
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::proof;
    use crate::tree::Tree;

    #[test]
    fn paths_are_read_back() {
        for (kind, index, width, path) in [
            (TileKind::Hashes(0), 0, 256, "tile/0/000"),
            (TileKind::Hashes(1), 1_234_067, 256, "tile/1/x001/x234/067"),
            (TileKind::Entries, 273, 112, "tile/entries/273.p/112"),
            (TileKind::Hashes(63), 1_000, 1, "tile/63/x001/000.p/1"),
        ] {
            let tile = Tile::new(kind, index, width).unwrap();
            assert_eq!(tile.path(), path);
            assert_eq!(Tile::from_path(path), Some(tile));
        }
        for wrong in [
            "tile/00/000",
            "tile/64/000",
            "tile/0/0",
            "tile/0/x000/001",
            "tile/0/001.p/0",
            "tile/0/001.p/256",
            "tile/0/001.p/01",
            "tile/0/+01",
            "tile/0/1000",
            "tile/0/001/x002",
            "tile/entries/",
            "tiles/0/000",
        ] {
            assert_eq!(Tile::from_path(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_tree_of_70_000_has_the_tiles_of_the_specification() {
        let tiles = Tile::added(0, 70_000);
        let of = |kind| tiles.iter().filter(move |tile| tile.kind() == kind).collect::<Vec<_>>();
        let level_0 = of(TileKind::Hashes(0));
        assert_eq!((level_0.len(), level_0.last().unwrap().width()), (274, 112));
        let level_1 = of(TileKind::Hashes(1));
        assert_eq!((level_1.len(), level_1.last().unwrap().width()), (2, 17));
        assert_eq!(of(TileKind::Hashes(2)), [&Tile::new(TileKind::Hashes(2), 0, 1).unwrap()]);
        assert_eq!(of(TileKind::Entries).len(), 274);
    }

    struct Folder<'a>(&'a Tree);

    impl TileSource for Folder<'_> {
        type Error = TileError;

        fn tile(&self, tile: Tile) -> Result<Vec<u8>, TileError> {
            tile.hashes(self.0).map_err(|_| TileError::Truncated { entry: 0 })
        }
    }

    #[test]
    fn tiles_give_the_hashes_of_the_tree() {
        let mut tree = Tree::new();
        for number in 0..1_000_u64 {
            tree.push(Hash::leaf(&number.to_be_bytes()));
        }
        let folder = Folder(&tree);
        for size in [1, 2, 255, 256, 257, 511, 512, 513, 999, 1_000] {
            let hashes = TileHashes::new(&folder, size);
            assert_eq!(proof::root(&hashes, size), Ok(proof::root(&tree, size).unwrap()));
            assert_eq!(
                proof::prove_inclusion(&hashes, size / 2, size),
                Ok(proof::prove_inclusion(&tree, size / 2, size).unwrap())
            );
        }
    }

    #[test]
    fn entries_are_read_back() {
        let mut bundle = Vec::new();
        for entry in [b"".as_slice(), b"abc", &[7; 300]] {
            assert!(push_entry(&mut bundle, entry));
        }
        assert!(!push_entry(&mut bundle, &vec![0; 65_536]));
        assert_eq!(parse_entries(&bundle, 3).unwrap()[1], b"abc");
        assert_eq!(parse_entries(&bundle, 4), Err(TileError::Truncated { entry: 3 }));
        assert_eq!(parse_entries(&bundle, 2), Err(TileError::Rest { found: 302 }));
        assert!(parse_hashes(&bundle, 1).is_err());
    }
}
