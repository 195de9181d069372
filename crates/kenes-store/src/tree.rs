//! The tree of a record, built from its leaves and kept in memory: 64 bytes a leaf.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use kenes_record::checkpoint::Checkpoint;
use kenes_record::proof;
use kenes_record::tile::Tile;
use kenes_record::{Frontier, Hash, Tree};

use crate::port::{NewLeaf, RecordStore, StoreError};

/// How many leaves are read at once.
pub(crate) const LEAVES: u64 = 2_048;
/// How many heads are read at once.
pub(crate) const HEADS: u32 = 512;

/// A tree that one task makes grow while others read it. Clones are the same tree.
///
/// It only grows, so what is asked about a size is answered the same for ever.
#[derive(Clone, Debug, Default)]
pub struct SharedTree(Arc<RwLock<Tree>>);

/// The tree could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// A head has another root than the leaves: one of them was changed.
    #[error("the leaves lead to another root than the head of size {size}: {} instead of {}", found.to_base64(), expected.to_base64())]
    Root {
        /// The size.
        size: u64,
        /// The root that the head has.
        expected: Hash,
        /// The root of the leaves.
        found: Hash,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SharedTree {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads every leaf of a store, and compares the root with that of every head on the way.
    ///
    /// # Errors
    /// The store fails, or a head has another root.
    pub async fn load<S: RecordStore>(store: &S) -> Result<Self, LoadError> {
        Ok(load(store).await?.0)
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.read().size()
    }

    /// The root of the first `size` leaves; none when there are fewer.
    pub fn root(&self, size: u64) -> Option<Hash> {
        // One guard: a second one taken while the first is held waits for ever behind a writer that came in between.
        let tree = self.read();
        if size > tree.size() { None } else { proof::root(&*tree, size).ok() }
    }

    /// The hash of a leaf.
    pub fn leaf(&self, index: u64) -> Option<Hash> {
        self.read().leaf(index)
    }

    /// The proof that the leaf `index` is in the tree of `size` leaves; none when it is not.
    pub fn prove_inclusion(&self, index: u64, size: u64) -> Option<Vec<Hash>> {
        if index >= size || size > self.size() {
            return None;
        }
        proof::prove_inclusion(&*self.read(), index, size).ok()
    }

    /// The proof that the tree of `size` leaves continues the one of `old_size`; none when it does not.
    pub fn prove_consistency(&self, old_size: u64, size: u64) -> Option<Vec<Hash>> {
        if old_size > size || size > self.size() {
            return None;
        }
        proof::prove_consistency(&*self.read(), old_size, size).ok()
    }

    /// The content of a tile of hashes.
    pub(crate) fn tile(&self, tile: Tile) -> Option<Vec<u8>> {
        tile.hashes(&*self.read()).ok()
    }

    pub(crate) fn push(&self, leaves: &[NewLeaf]) {
        let mut tree = self.0.write().unwrap_or_else(PoisonError::into_inner);
        leaves.iter().for_each(|leaf| tree.push(Hash::leaf(&leaf.bytes)));
    }

    pub(crate) fn truncate(&self, size: u64) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).truncate(size);
    }

    fn read(&self) -> RwLockReadGuard<'_, Tree> {
        // A tree is whole after every push, so a panic elsewhere leaves nothing half.
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The tree of a store, and its right edge, which is built apart from it.
pub(crate) async fn load<S: RecordStore>(store: &S) -> Result<(SharedTree, Frontier), LoadError> {
    let end = store.size().await?;
    let (mut tree, mut frontier) = (Tree::new(), Frontier::new());
    let mut heads = store.heads(1, HEADS).await?.into_iter();
    let mut next = heads.next();
    while tree.size() < end {
        let until = tree.size().saturating_add(LEAVES).min(end);
        for leaf in store.leaves(tree.size()..until).await? {
            let hash = Hash::leaf(&leaf.bytes);
            tree.push(hash);
            frontier.push(hash);
            let Some(head) = next.as_ref().filter(|head| head.head().size == frontier.size()) else {
                continue;
            };
            compare(&frontier, head)?;
            next = heads.next();
            if next.is_none() {
                heads = store.heads(frontier.size().saturating_add(1), HEADS).await?.into_iter();
                next = heads.next();
            }
        }
    }
    Ok((SharedTree(Arc::new(RwLock::new(tree))), frontier))
}

fn compare(frontier: &Frontier, head: &Checkpoint) -> Result<(), LoadError> {
    let (size, expected, found) = (head.head().size, head.head().root, frontier.root());
    if expected == found { Ok(()) } else { Err(LoadError::Root { size, expected, found }) }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn whoever_asks_while_the_tree_grows_is_answered() {
        let (tree, is_over) = (SharedTree::new(), AtomicBool::new(false));
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    while !is_over.load(Ordering::Relaxed) {
                        let size = tree.size();
                        assert!(tree.root(size).is_some() && tree.root(size + 1_000_000).is_none());
                    }
                });
            }
            for number in 0..20_000_u32 {
                let bytes = number.to_be_bytes().to_vec();
                tree.push(&[NewLeaf { id: Hash::of(&bytes), bytes }]);
            }
            is_over.store(true, Ordering::Relaxed);
        });
        assert_eq!(tree.size(), 20_000);
    }
}
