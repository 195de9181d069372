//! Work on a record in static files, to be measured: `record_speed leaves|proofs RECORD`.
//!
//! `leaves` compares the hash of every entry with the one in the tiles, and the tiles with each other up to the root, as
//! `conformance/record/check.go -leaves` does. `proofs` proves every leaf and says how long it took to verify all proofs.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::fsck::CHECKPOINT;
use kenes_record::proof::{self, prove_inclusion, verify_inclusion};
use kenes_record::tile::{Tile, TileError, TileHashes, TileKind, TileSource, parse_entries, parse_hashes};
use kenes_record::{Frontier, Hash, Tree};

type Failure = Box<dyn Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["leaves", record] => leaves(Path::new(record)),
        ["proofs", record] => proofs(Path::new(record)),
        _ => Err("record_speed leaves|proofs RECORD".into()),
    };
    match done {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The tiles of hashes of a record, as they are in its folder.
struct Tiles(BTreeMap<Tile, Vec<u8>>);

impl TileSource for Tiles {
    type Error = TileError;

    fn tile(&self, tile: Tile) -> Result<Vec<u8>, TileError> {
        self.0.get(&tile).cloned().ok_or(TileError::Length { found: 0, expected: 32 })
    }
}

impl Tiles {
    fn read(record: &Path) -> Result<(Self, Head), Failure> {
        let checkpoint = Checkpoint::parse(&fs::read(record.join(CHECKPOINT))?)?;
        let tiles = Tile::added(0, checkpoint.head().size)
            .into_iter()
            .filter(|tile| tile.kind() != TileKind::Entries);
        let tiles = tiles.map(|tile| Ok((tile, fs::read(record.join(tile.path()))?)));
        Ok((Self(tiles.collect::<Result<_, Failure>>()?), checkpoint.head().clone()))
    }

    /// The hashes of all tiles of hashes, by level and place.
    fn hashes(&self) -> Result<BTreeMap<(u8, u64), Vec<Hash>>, TileError> {
        let hashes = self.0.iter().filter_map(|(tile, content)| {
            let TileKind::Hashes(level) = tile.kind() else { return None };
            Some(parse_hashes(content, tile.width()).map(|hashes| ((level, tile.index()), hashes)))
        });
        hashes.collect()
    }
}

fn leaves(record: &Path) -> Result<String, Failure> {
    let begin = Instant::now();
    let (tiles, head) = Tiles::read(record)?;
    // The top and the right edge have the root; every full tile has its hash in the one above.
    if proof::root(&TileHashes::new(&tiles, head.size), head.size)? != head.root {
        return Err("the tiles have another root".into());
    }
    let hashes = tiles.hashes()?;
    for ((level, index), tile) in hashes.iter().filter(|(_, tile)| tile.len() == 256) {
        let above = hashes.get(&(level.saturating_add(1), index / 256)).ok_or("no tile above")?;
        if above.get(usize::try_from(index % 256)?) != Some(&root(tile)) {
            return Err(format!("tile {index} of level {level} is not in the one above").into());
        }
    }
    for ((_, index), tile) in hashes.range((0, 0)..(1, 0)) {
        let bundle = Tile::new(TileKind::Entries, *index, u16::try_from(tile.len())?).ok_or("no tile")?;
        let content = fs::read(record.join(bundle.path()))?;
        let entries = parse_entries(&content, bundle.width())?;
        if !entries.into_iter().map(Hash::leaf).eq(tile.iter().copied()) {
            return Err(format!("{} is not what the tiles say", bundle.path()).into());
        }
    }
    Ok(format!("{} leaf hashes in {:.3} s", head.size, begin.elapsed().as_secs_f64()))
}

/// The root of a full tile.
fn root(hashes: &[Hash]) -> Hash {
    let mut frontier = Frontier::new();
    hashes.iter().for_each(|hash| frontier.push(*hash));
    frontier.root()
}

fn proofs(record: &Path) -> Result<String, Failure> {
    let (tiles, head) = Tiles::read(record)?;
    let mut tree = Tree::new();
    for (_, tile) in tiles.hashes()?.range((0, 0)..(1, 0)) {
        tile.iter().for_each(|hash| tree.push(*hash));
    }
    let proofs: Vec<Vec<Hash>> =
        (0..head.size).map(|index| prove_inclusion(&tree, index, head.size)).collect::<Result<_, _>>()?;
    let begin = Instant::now();
    for (index, proof) in (0..head.size).zip(&proofs) {
        let leaf = tree.leaf(index).ok_or("no leaf")?;
        verify_inclusion(leaf, index, head.size, head.root, proof)?;
    }
    let seconds = begin.elapsed().as_secs_f64();
    Ok(format!("{} proofs in {seconds:.3} s", head.size))
}
