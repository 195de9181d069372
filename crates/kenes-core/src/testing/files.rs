//! The small world's record as static files, for audits in tests.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use kenes_record::act::Datum;
use kenes_record::blob::{Blob, Salt};
use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::cosignature::cosign;
use kenes_record::fsck::{CHECKPOINT, CHECKPOINTS, MemoryFiles, POLICY};
use kenes_record::tile::{self, Tile, TileKind, WIDTH};
use kenes_record::{Hash, Tree, blob};

use super::{World, digest, salt_of, the, witness_key};

/// How many texts are looked through for the one that an act names.
const TEXTS: u64 = 4_096;

impl World {
    /// Every file of the record: acts, tree, blobs, policy, and one head, which the witnesses cosigned.
    pub fn files(&self) -> MemoryFiles {
        self.files_of(&self.entries())
    }

    /// The leaves of the record.
    pub fn entries(&self) -> Vec<Vec<u8>> {
        self.acts.iter().map(|act| act.act().to_bytes()).collect()
    }

    /// The same files with other leaves than the world's, whatever they are: what a server could publish.
    pub fn files_of(&self, entries: &[Vec<u8>]) -> MemoryFiles {
        let mut tree = Tree::new();
        entries.iter().for_each(|entry| tree.push(Hash::leaf(entry)));
        let mut files = tiles(entries, &tree);
        files.extend(self.blobs());
        let policy = self.evidence.documents.get(self.council.policy_digest());
        files.extend(policy.map(|policy| (POLICY.into(), policy.clone())));
        let head = self.cosigned(&tree).note().to_bytes();
        files.insert(format!("{CHECKPOINTS}/{}", tree.size()), head.clone());
        files.insert(CHECKPOINT.into(), head);
        MemoryFiles(files)
    }

    /// The head of a tree with the line of every witness.
    fn cosigned(&self, tree: &Tree) -> Checkpoint {
        let head = Head { origin: self.origin.name().clone(), size: tree.size(), root: tree.root() };
        let mut checkpoint = the(head.sign(&self.log_key()));
        for witness in 0..self.witnesses {
            checkpoint.note_mut().push(cosign(&head, &witness_key(witness), self.now));
        }
        checkpoint
    }

    /// The blobs that acts name. A text is one of the world's own, by its number.
    fn blobs(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut texts: BTreeSet<Hash> = BTreeSet::new();
        for (_, datum) in self.acts.iter().flat_map(|act| act.body().fields()) {
            if let Datum::Text(reference) = datum {
                texts.insert(*reference.digest());
            }
            if let Datum::Document(reference) = datum
                && let Some(content) = self.evidence.documents.get(reference.digest())
            {
                files.insert(reference.path(), Blob::seal(salt_of(content), content).file().to_vec());
            }
        }
        for blob in (0..TEXTS).map(text_blob) {
            if texts.remove(&blob.digest()) {
                files.insert(blob::path(&blob.digest()), blob.file().to_vec());
            }
            if texts.is_empty() {
                break;
            }
        }
        files
    }
}

fn tiles(entries: &[Vec<u8>], tree: &Tree) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for tile in Tile::added(0, tree.size()) {
        let content = match tile.kind() {
            TileKind::Entries => entries_of(entries, &tile),
            TileKind::Hashes(_) => the(tile.hashes(tree)),
        };
        files.insert(tile.path(), content);
    }
    files
}

fn entries_of(entries: &[Vec<u8>], tile: &Tile) -> Vec<u8> {
    let first = usize::try_from(tile.index().saturating_mul(WIDTH)).unwrap_or(usize::MAX);
    let mut content = Vec::new();
    for entry in entries.iter().skip(first).take(tile.width().into()) {
        let fits = tile::push_entry(&mut content, entry);
        debug_assert!(fits, "an entry of a tile has at most 65,535 bytes");
    }
    content
}

/// The text with this number, as [`super::text`] names it.
pub fn text_blob(number: u64) -> Blob {
    Blob::seal(Salt::from_bytes(digest("text", number).as_bytes()), b"text")
}
