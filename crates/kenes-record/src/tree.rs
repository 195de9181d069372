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

/// How many nodes have a common one in the next level that is kept: 2^[`KEPT`].
const GROUP: usize = 1 << KEPT;

/// One of so many levels is kept: the levels of tiles, which are every eighth, among them.
const KEPT: u8 = 2;

/// A whole tree in memory: 43 bytes a leaf. Any proof about it can be made. A node of a level that is not kept is computed
/// from the two below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The roots of the complete subtrees of 4^n leaves, by n.
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
        for level in 0..64 / usize::from(KEPT) {
            if self.levels.len() <= level {
                self.levels.push(Vec::new());
            }
            let Some(nodes) = self.levels.get_mut(level) else { return };
            nodes.push(node);
            let group = nodes.rchunks_exact(GROUP).next().filter(|_| nodes.len().is_multiple_of(GROUP));
            let Some(above) = group.and_then(above) else { return };
            node = above;
        }
    }

    /// Takes leaves off the end until `size` are left.
    pub fn truncate(&mut self, size: u64) {
        for (nodes, level) in self.levels.iter_mut().zip((0_u32..).step_by(usize::from(KEPT))) {
            let keep = size.checked_shr(level).unwrap_or(0);
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
        let found = || {
            let width = 1_usize << (level % KEPT);
            let from = usize::try_from(index).ok()?.checked_mul(width)?;
            above(self.levels.get(usize::from(level / KEPT))?.get(from..from.checked_add(width)?)?)
        };
        found().ok_or(NoSuchNode { level, index })
    }
}

/// The node above these, which are a power of two.
fn above(nodes: &[Hash]) -> Option<Hash> {
    match nodes {
        [] => None,
        [node] => Some(*node),
        _ => {
            let (left, right) = nodes.split_at(nodes.len() / 2);
            Some(Hash::node(&above(left)?, &above(right)?))
        }
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

    #[test]
    fn every_complete_subtree_is_there_and_no_other() {
        let mut tree = Tree::new();
        let leaves: Vec<Hash> = (0..600_u64).map(|number| Hash::leaf(&number.to_be_bytes())).collect();
        leaves.iter().for_each(|leaf| tree.push(*leaf));
        let mut nodes = leaves;
        for level in 0..=20 {
            for (index, node) in (0..).zip(&nodes) {
                assert_eq!(tree.subtree(level, index), Ok(*node));
            }
            let index = u64::try_from(nodes.len()).unwrap();
            assert_eq!(tree.subtree(level, index), Err(NoSuchNode { level, index }));
            let pairs = nodes.as_chunks::<2>().0.iter();
            nodes = pairs.map(|[left, right]| Hash::node(left, right)).collect();
        }
        assert!(tree.subtree(255, u64::MAX).is_err());
    }
}
