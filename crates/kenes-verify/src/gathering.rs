//! Which files a record has, for whoever has to ask for each by its name: over HTTP, from a browser.
//!
//! Nothing is judged here. Every file is taken as it is there, right or wrong: it is the audit that judges.

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use kenes_record::act::Act;
use kenes_record::checkpoint::Checkpoint;
use kenes_record::fsck::{CHECKPOINT, CHECKPOINTS, MAX_FILE, POLICY};
use kenes_record::tile::{Tile, TileKind, WIDTH, parse_entries, push_entry};
use kenes_record::{Hash, blob};

/// The length of a hash.
const HASH: usize = 32;

/// Finds out which files a record has while they come: what its checkpoint and its acts name.
///
/// 1. [`Gathering::wanted`] names a file to ask for, and another, as long as there is one: several may be under way at once;
/// 2. [`Gathering::take`] learns what came, and says what to keep of it.
///
/// A checkpoint can claim any size: entries are asked for in their order, until some are missing or are none.
#[derive(Debug, Default)]
pub struct Gathering {
    has_begun: bool,
    queue: VecDeque<(String, Ask)>,
    /// What was asked for and did not come yet.
    awaited: BTreeMap<String, Ask>,
    /// How many leaves the checkpoint claims; nothing before one came that can be read.
    size: Option<u64>,
    /// The bundle of entries that is asked for next.
    next: u64,
    /// How many bundles there are, as far as is known.
    bundles: u64,
    /// What the acts of each bundle name.
    named: BTreeMap<u64, Named>,
    /// Whether everything else than entries was asked for.
    has_asked_all: bool,
    taken: u64,
}

/// A file to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Wanted {
    /// Its path.
    pub path: String,
    /// How many of its bytes are of use; nothing where the file is a blob, which may have any length. [`Gathering::take`]
    /// looks at no byte of a blob.
    pub most: Option<u64>,
}

/// What is to be kept of a file that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The file as it is.
    AsItIs,
    /// Another file, which was made from it.
    Instead {
        /// The path of that file.
        path: String,
        /// Its content.
        content: Vec<u8>,
    },
    /// Nothing.
    Nothing,
}

/// How far a gathering is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// How many files were answered for.
    pub done: u64,
    /// How many there are, as far as is known.
    pub all: u64,
}

/// Why a file is asked for.
#[derive(Clone, Copy, Debug)]
enum Ask {
    Checkpoint,
    Tile(Tile),
    /// The full tile that took the place of a partial one.
    FullOf(Tile),
    Blob,
    Other,
}

/// What acts name.
#[derive(Debug, Default)]
struct Named {
    blobs: BTreeSet<Hash>,
    sizes: BTreeSet<u64>,
}

impl Gathering {
    /// Nothing was asked for yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next file to ask for; nothing while it depends on what did not come yet, and at the end.
    pub fn wanted(&mut self) -> Option<Wanted> {
        if !self.has_begun {
            self.has_begun = true;
            self.queue.push_back((CHECKPOINT.into(), Ask::Checkpoint));
        }
        if self.queue.is_empty() && self.next < self.bundles {
            let tile = self.bundle(self.next);
            self.next = self.next.saturating_add(1);
            self.queue.extend(tile.map(|tile| (tile.path(), Ask::Tile(tile))));
        }
        if let Some(size) = self.size.filter(|_| self.queue.is_empty() && self.awaited.is_empty())
            && !self.has_asked_all
        {
            self.has_asked_all = true;
            self.ask_all(size);
        }
        let (path, ask) = self.queue.pop_front()?;
        self.awaited.insert(path.clone(), ask);
        let most = if matches!(ask, Ask::Blob) { None } else { Some(MAX_FILE.saturating_add(1)) };
        Some(Wanted { path, most })
    }

    /// Learns what a file that was asked for is, or that it is not there, and says what to keep of it.
    pub fn take(&mut self, path: &str, content: Option<&[u8]>) -> Kept {
        let Some(ask) = self.awaited.remove(path) else { return Kept::Nothing };
        self.taken = self.taken.saturating_add(1);
        match (ask, content) {
            (Ask::Checkpoint, Some(content)) => self.learn_checkpoint(content),
            (Ask::Tile(tile), Some(content)) => self.learn_tile(tile, content),
            (Ask::Tile(tile), None) => self.ask_full(tile),
            (Ask::FullOf(tile), Some(content)) => return self.narrow(tile, content),
            (Ask::FullOf(tile), None) => self.end_before(tile),
            (Ask::Checkpoint | Ask::Blob | Ask::Other, _) => {}
        }
        if content.is_some() { Kept::AsItIs } else { Kept::Nothing }
    }

    /// Whether every file was answered for.
    pub fn is_complete(&self) -> bool {
        let nothing_more = self.size.is_none() || self.has_asked_all;
        self.has_begun && nothing_more && self.queue.is_empty() && self.awaited.is_empty()
    }

    /// How far it is.
    pub fn gathered(&self) -> Gathered {
        let waiting = self.queue.len().saturating_add(self.awaited.len());
        let waiting = u64::try_from(waiting).unwrap_or(u64::MAX);
        let bundles = self.bundles.saturating_sub(self.next);
        Gathered { done: self.taken, all: self.taken.saturating_add(waiting).saturating_add(bundles) }
    }

    /// Whether a file that came is of no use: entries that were asked for before others were found missing. Where one file
    /// after the other is asked for there is none, nor where nothing was asked for.
    pub fn is_surplus(&self, path: &str) -> bool {
        let tile = Tile::from_path(path).filter(|tile| tile.kind() == TileKind::Entries);
        self.size.is_some() && tile.is_some_and(|tile| tile.index() >= self.bundles)
    }

    fn learn_checkpoint(&mut self, content: &[u8]) {
        // Of one that cannot be read nobody knows what else there must be.
        if let Ok(checkpoint) = Checkpoint::parse(content) {
            let size = checkpoint.head().size;
            self.size = Some(size);
            self.bundles = size.div_ceil(WIDTH);
        }
    }

    /// The entries with this number.
    fn bundle(&self, index: u64) -> Option<Tile> {
        let width = self.size?.saturating_sub(index.saturating_mul(WIDTH)).min(WIDTH);
        Tile::new(TileKind::Entries, index, u16::try_from(width).ok()?)
    }

    fn learn_tile(&mut self, tile: Tile, content: &[u8]) {
        if tile.kind() != TileKind::Entries {
            return;
        }
        match parse_entries(content, tile.width()) {
            Ok(entries) => {
                let named = self.named.entry(tile.index()).or_default();
                entries.iter().for_each(|entry| named.learn(entry));
            }
            // It is kept for the audit to name; what would follow has no place.
            Err(_) => self.bundles = self.bundles.min(tile.index().saturating_add(1)),
        }
    }

    /// A partial tile is not kept once it is full.
    fn ask_full(&mut self, tile: Tile) {
        let full = u16::try_from(WIDTH).ok().and_then(|width| Tile::new(tile.kind(), tile.index(), width));
        match full.filter(|full| *full != tile) {
            Some(full) => self.queue.push_front((full.path(), Ask::FullOf(tile))),
            None => self.end_before(tile),
        }
    }

    fn end_before(&mut self, tile: Tile) {
        if tile.kind() == TileKind::Entries {
            self.bundles = self.bundles.min(tile.index());
        }
    }

    fn narrow(&mut self, tile: Tile, content: &[u8]) -> Kept {
        let Some(content) = narrowed(tile, content) else {
            self.end_before(tile);
            return Kept::Nothing;
        };
        self.learn_tile(tile, &content);
        Kept::Instead { path: tile.path(), content }
    }

    /// Asks for all but the entries, now that it is known what these name.
    fn ask_all(&mut self, size: u64) {
        let readable = u64::try_from(self.named.range(..self.bundles).count()).unwrap_or(u64::MAX);
        let leaves = size.min(readable.saturating_mul(WIDTH));
        let tiles = Tile::added(0, leaves).into_iter().filter(|tile| tile.kind() != TileKind::Entries);
        self.queue.extend(tiles.map(|tile| (tile.path(), Ask::Tile(tile))));
        let mut named = Named::default();
        for (_, of) in core::mem::take(&mut self.named).into_iter().filter(|(index, _)| *index < self.bundles)
        {
            named.blobs.extend(of.blobs);
            named.sizes.extend(of.sizes);
        }
        named.sizes.insert(size);
        let heads = named.sizes.iter().filter(|of| **of <= size);
        self.queue.extend(heads.map(|of| (format!("{CHECKPOINTS}/{of}"), Ask::Other)));
        self.queue.push_back((POLICY.to_string(), Ask::Other));
        self.queue.extend(named.blobs.iter().map(|digest| (blob::path(digest), Ask::Blob)));
    }
}

impl Named {
    /// Notes what an act names. What is no act names nothing.
    fn learn(&mut self, entry: &[u8]) {
        let Ok(act) = Act::parse(entry) else { return };
        self.blobs.extend(act.body().blobs().map(|named| *named.reference().digest()));
        self.sizes.extend(act.heads().map(|(size, _)| size));
    }
}

/// A partial tile, made from the full one that took its place meanwhile.
fn narrowed(tile: Tile, content: &[u8]) -> Option<Vec<u8>> {
    let width = usize::from(tile.width());
    match tile.kind() {
        TileKind::Hashes(_) => Some(content.get(..width.saturating_mul(HASH))?.to_vec()),
        TileKind::Entries => {
            let entries = parse_entries(content, u16::try_from(WIDTH).ok()?).ok()?;
            let mut narrow = Vec::new();
            let fit = entries.iter().take(width).all(|entry| push_entry(&mut narrow, entry));
            fit.then_some(narrow)
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use kenes_core::testing::{CHARTER, World};
    use kenes_record::fsck::MemoryFiles;

    use super::*;

    fn world(people: u64) -> MemoryFiles {
        let mut world = World::with_witnesses(CHARTER, 4, 3);
        world.join(3..3 + people);
        world.tick();
        world.files()
    }

    /// Gathers with so many files under way, the last that was asked for first.
    fn gather(there: &MemoryFiles, at_once: usize) -> MemoryFiles {
        let (mut gathering, mut files, mut under_way) = (Gathering::new(), MemoryFiles::default(), vec![]);
        loop {
            while under_way.len() < at_once
                && let Some(wanted) = gathering.wanted()
            {
                under_way.push(wanted.path);
            }
            let Some(path) = under_way.pop() else { break };
            let content = there.0.get(&path);
            match gathering.take(&path, content.map(Vec::as_slice)) {
                Kept::AsItIs => drop(files.0.insert(path, content.unwrap().clone())),
                Kept::Instead { path, content } => drop(files.0.insert(path, content)),
                Kept::Nothing => {}
            }
        }
        assert!(gathering.is_complete());
        let Gathered { done, all } = gathering.gathered();
        assert_eq!(done, all);
        files.0.retain(|path, _| !gathering.is_surplus(path));
        files
    }

    #[test]
    fn every_file_is_found() {
        for people in [4, 150] {
            let there = world(people);
            for at_once in [1, 3, 100] {
                assert_eq!(gather(&there, at_once), there);
            }
        }
    }

    #[test]
    fn partial_tiles_are_made_from_full_ones() {
        let mut there = world(150);
        let partial: Vec<String> = there.0.keys().filter(|path| path.contains(".p/")).cloned().collect();
        assert_eq!(partial.len(), 3, "{partial:?}");
        let full = world(280);
        let expected = there.clone();
        for path in partial {
            let of = path.split(".p/").next().unwrap();
            if let Some(content) = full.0.get(of) {
                there.0.remove(&path);
                there.0.insert(of.into(), content.clone());
            }
        }
        // The longer record begins as the shorter one does, but for what was signed at the end.
        let found = gather(&there, 4);
        assert_eq!(found.0.keys().collect::<Vec<_>>(), expected.0.keys().collect::<Vec<_>>());
    }

    #[test]
    fn what_is_missing_ends_it() {
        let there = world(400);
        for lost in ["tile/entries/001", "tile/0/001", "checkpoint"] {
            let mut part = there.clone();
            part.0.remove(lost).unwrap();
            let one = gather(&part, 1);
            assert_eq!(gather(&part, 100), one, "{lost}");
            assert!(one.0.len() < there.0.len());
        }
        let mut broken = there.clone();
        broken.0.insert("tile/entries/001".into(), vec![0, 200, 1]);
        let one = gather(&broken, 1);
        assert!(one.0.contains_key("tile/entries/001") && !one.0.contains_key("tile/entries/002"));
        assert_eq!(gather(&broken, 100), one);
        assert_eq!(gather(&MemoryFiles::default(), 6), MemoryFiles::default());
    }

    #[test]
    fn what_was_not_asked_for_is_not_kept() {
        assert_eq!(Gathering::new().take(CHECKPOINT, Some(b"x")), Kept::Nothing);
    }
}
