//! The tree of RFC 6962, section 2.1, built leaf by leaf.

use alloc::vec::Vec;

use crate::hash::Hash;
use crate::proof::HashSource;

/// The right edge of a tree: as much as it takes to add leaves and to know the root. At most 64 hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// The roots of the complete subtrees from left to right: one for each 1 in the binary form of `size`.
    roots: Vec<Hash>,
}

impl Frontier {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the hash of a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                node = Hash::node(&left, &node);
            }
        }
        self.roots.push(node);
        self.size = self.size.saturating_add(1);
    }

    /// The root: the hash of nothing for a tree without leaves.
    pub fn root(&self) -> Hash {
        let mut roots = self.roots.iter().rev().copied();
        let Some(last) = roots.next() else { return Hash::empty_root() };
        roots.fold(last, |right, left| Hash::node(&left, &right))
    }
}

/// A whole tree in memory: 64 bytes a leaf. Any proof about it can be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The roots of the complete subtrees of 2^level leaves, by level.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| u64::try_from(leaves.len()).unwrap_or(u64::MAX))
    }

    /// Adds the hash of a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for level in 0..64 {
            if self.levels.len() <= level {
                self.levels.push(Vec::new());
            }
            let Some(nodes) = self.levels.get_mut(level) else { return };
            nodes.push(node);
            match nodes.as_slice() {
                [.., left, right] if nodes.len().is_multiple_of(2) => node = Hash::node(left, right),
                _ => return,
            }
        }
    }

    /// Takes leaves off the end until `size` are left.
    pub fn truncate(&mut self, size: u64) {
        for (level, nodes) in self.levels.iter_mut().enumerate() {
            let keep = u32::try_from(level).ok().and_then(|level| size.checked_shr(level)).unwrap_or(0);
            nodes.truncate(usize::try_from(keep).unwrap_or(usize::MAX));
        }
    }

    /// The hash of a leaf.
    pub fn leaf(&self, index: u64) -> Option<Hash> {
        self.levels.first()?.get(usize::try_from(index).ok()?).copied()
    }

    /// The root.
    pub fn root(&self) -> Hash {
        crate::proof::root(self, self.size()).unwrap_or_else(|_: NoSuchNode| Hash::empty_root())
    }
}

/// A subtree that the tree does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the tree has no complete subtree {index} of level {level}")]
pub struct NoSuchNode {
    /// The subtree has 2^level leaves.
    pub level: u8,
    /// Its place among those of its level, from 0.
    pub index: u64,
}

impl HashSource for Tree {
    type Error = NoSuchNode;

    fn subtree(&self, level: u8, index: u64) -> Result<Hash, NoSuchNode> {
        let found = || self.levels.get(usize::from(level))?.get(usize::try_from(index).ok()?).copied();
        found().ok_or(NoSuchNode { level, index })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_give_the_same_root() {
        let mut frontier = Frontier::new();
        let mut tree = Tree::new();
        assert_eq!(tree.root(), Hash::empty_root());
        let mut roots = Vec::new();
        for number in 0..300_u64 {
            let leaf = Hash::leaf(&number.to_be_bytes());
            frontier.push(leaf);
            tree.push(leaf);
            assert_eq!(frontier.root(), tree.root());
            roots.push(tree.root());
        }
        for size in (1..=300).rev() {
            tree.truncate(size);
            assert_eq!((tree.size(), tree.root()), (size, roots[usize::try_from(size).unwrap() - 1]));
        }
    }
}
