//! Proofs about a tree: RFC 6962, sections 2.1.1 (a leaf is in it) and 2.1.2 (it is an earlier tree with leaves added).

use alloc::vec::Vec;

use crate::hash::Hash;

/// The longest proof: the tree has fewer than 2^63 leaves.
pub const MAX_HASHES: usize = 63;

/// Where the hashes of a tree come from: memory, tiles.
pub trait HashSource {
    /// Why a hash cannot be had.
    type Error;

    /// The root of the `index`-th complete subtree of 2^`level` leaves.
    ///
    /// # Errors
    /// The source does not have it.
    fn subtree(&self, level: u8, index: u64) -> Result<Hash, Self::Error>;
}

/// A proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// The leaf, or the earlier tree, lies beyond the tree.
    #[error("{found} is not within a tree of {size} leaves")]
    OutOfTree {
        /// The index, or the earlier size.
        found: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The proof has another length than such a proof has.
    #[error("a proof of {found} hashes where {expected} are needed")]
    Length {
        /// The number of hashes given.
        found: usize,
        /// The number there must be.
        expected: usize,
    },
    /// The proof leads to another root.
    #[error("the proof leads to another root")]
    Root,
    /// The proof leads to another root of the earlier tree.
    #[error("the proof leads to another root of the earlier tree")]
    OldRoot,
}

/// Checks that `leaf` is the leaf `index`, from 0, of the tree with this size and root.
///
/// # Errors
/// The proof does not show it.
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    root: Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutOfTree { found: index, size });
    }
    let inner = inner_levels(index, size);
    let border = (index >> inner).count_ones();
    check_length(proof, inner.saturating_add(border))?;
    let (below, above) = proof.split_at(usize_of(inner));
    let mut bits = index;
    let mut node = leaf;
    for sibling in below {
        node = if bits & 1 == 0 { Hash::node(&node, sibling) } else { Hash::node(sibling, &node) };
        bits >>= 1;
    }
    let node = above.iter().fold(node, |node, left| Hash::node(left, &node));
    if node == root { Ok(()) } else { Err(ProofError::Root) }
}

/// Checks that the tree with `size` and `root` is the one with `old_size` and `old_root`, with leaves added.
///
/// # Errors
/// The proof does not show it.
pub fn verify_consistency(
    old_size: u64,
    old_root: Hash,
    size: u64,
    root: Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old_size > size {
        return Err(ProofError::OutOfTree { found: old_size, size });
    }
    if old_size == 0 || old_size == size {
        check_length(proof, 0)?;
        let expected = if old_size == 0 { Hash::empty_root() } else { root };
        return if old_root == expected { Ok(()) } else { Err(ProofError::OldRoot) };
    }
    // The largest complete subtree that ends the earlier tree is where both climbs begin.
    let shift = old_size.trailing_zeros();
    let last = old_size.saturating_sub(1);
    let inner = inner_levels(last, size).saturating_sub(shift);
    let border = (last >> inner_levels(last, size)).count_ones();
    let whole = old_size.is_power_of_two();
    check_length(proof, inner.saturating_add(border).saturating_add(u32::from(!whole)))?;
    let (seed, rest) = match proof.split_first() {
        Some((first, rest)) if !whole => (*first, rest),
        _ => (old_root, proof),
    };
    let (below, above) = rest.split_at(usize_of(inner));
    let mut bits = last >> shift;
    let (mut old, mut new) = (seed, seed);
    for sibling in below {
        if bits & 1 == 0 {
            new = Hash::node(&new, sibling);
        } else {
            old = Hash::node(sibling, &old);
            new = Hash::node(sibling, &new);
        }
        bits >>= 1;
    }
    for left in above {
        old = Hash::node(left, &old);
        new = Hash::node(left, &new);
    }
    if new != root {
        Err(ProofError::Root)
    } else if old != old_root {
        Err(ProofError::OldRoot)
    } else {
        Ok(())
    }
}

/// The root of the first `size` leaves.
///
/// # Errors
/// The source lacks a hash.
pub fn root<S: HashSource>(source: &S, size: u64) -> Result<Hash, S::Error> {
    range(source, 0, size)
}

/// The proof that the leaf `index` is in the tree of `size` leaves; empty when it is not.
///
/// # Errors
/// The source lacks a hash.
pub fn prove_inclusion<S: HashSource>(source: &S, index: u64, size: u64) -> Result<Vec<Hash>, S::Error> {
    let mut proof = Vec::new();
    if index < size {
        path(source, index, 0, size, &mut proof)?;
    }
    Ok(proof)
}

/// The proof that the tree of `size` leaves continues the one of `old_size`; empty where no hash is needed.
///
/// # Errors
/// The source lacks a hash.
pub fn prove_consistency<S: HashSource>(source: &S, old_size: u64, size: u64) -> Result<Vec<Hash>, S::Error> {
    let mut proof = Vec::new();
    if 0 < old_size && old_size < size {
        subproof(source, old_size, 0, size, true, &mut proof)?;
    }
    Ok(proof)
}

/// RFC 6962: PATH(m, D[n]), over the leaves from `start` to `end`.
fn path<S: HashSource>(
    source: &S,
    index: u64,
    start: u64,
    end: u64,
    proof: &mut Vec<Hash>,
) -> Result<(), S::Error> {
    let Some(middle) = split(start, end) else { return Ok(()) };
    if index < middle {
        path(source, index, start, middle, proof)?;
        proof.push(range(source, middle, end)?);
    } else {
        path(source, index, middle, end, proof)?;
        proof.push(range(source, start, middle)?);
    }
    Ok(())
}

/// RFC 6962: SUBPROOF(m, D[n], b), over the leaves from `start` to `end`; `old` counts from `start`.
fn subproof<S: HashSource>(
    source: &S,
    old_end: u64,
    start: u64,
    end: u64,
    known: bool,
    proof: &mut Vec<Hash>,
) -> Result<(), S::Error> {
    if old_end == end {
        if !known {
            proof.push(range(source, start, end)?);
        }
        return Ok(());
    }
    let Some(middle) = split(start, end) else { return Ok(()) };
    if old_end <= middle {
        subproof(source, old_end, start, middle, known, proof)?;
        proof.push(range(source, middle, end)?);
    } else {
        subproof(source, old_end, middle, end, false, proof)?;
        proof.push(range(source, start, middle)?);
    }
    Ok(())
}

/// The hash over the leaves from `start` to `end`, where `start` is a place at which such a subtree may begin.
fn range<S: HashSource>(source: &S, start: u64, end: u64) -> Result<Hash, S::Error> {
    let length = end.saturating_sub(start);
    if length == 0 {
        return Ok(Hash::empty_root());
    }
    match split(start, end) {
        Some(middle) if !length.is_power_of_two() => {
            Ok(Hash::node(&range(source, start, middle)?, &range(source, middle, end)?))
        }
        _ => {
            let level = length.trailing_zeros();
            source.subtree(u8::try_from(level).unwrap_or(u8::MAX), start >> level)
        }
    }
}

/// Where RFC 6962 splits more than one leaf: after the largest power of two that leaves something.
fn split(start: u64, end: u64) -> Option<u64> {
    let length = end.saturating_sub(start);
    let half = length.checked_next_power_of_two()? >> 1;
    (length > 1).then(|| start.saturating_add(half))
}

/// How many levels the path of a leaf climbs before it follows the right border of the tree.
fn inner_levels(index: u64, size: u64) -> u32 {
    u64::BITS.saturating_sub((index ^ size.saturating_sub(1)).leading_zeros())
}

fn check_length(proof: &[Hash], expected: u32) -> Result<(), ProofError> {
    let expected = usize_of(expected);
    if proof.len() == expected { Ok(()) } else { Err(ProofError::Length { found: proof.len(), expected }) }
}

fn usize_of(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Tree;

    fn tree(size: u64) -> Tree {
        let mut tree = Tree::new();
        for number in 0..size {
            tree.push(Hash::leaf(&number.to_be_bytes()));
        }
        tree
    }

    #[test]
    fn every_leaf_of_every_small_tree_is_proved() {
        let tree = tree(130);
        for size in 1..=130 {
            let root = root(&tree, size).unwrap();
            for index in 0..size {
                let leaf = tree.leaf(index).unwrap();
                let proof = prove_inclusion(&tree, index, size).unwrap();
                assert_eq!(verify_inclusion(leaf, index, size, root, &proof), Ok(()));
                let other = (index + 1) % size;
                if other != index {
                    assert!(verify_inclusion(leaf, other, size, root, &proof).is_err());
                }
                let mut longer = proof.clone();
                longer.push(root);
                assert!(verify_inclusion(leaf, index, size, root, &longer).is_err());
                for place in 0..proof.len() {
                    let mut wrong = proof.clone();
                    wrong[place] = leaf;
                    assert_eq!(verify_inclusion(leaf, index, size, root, &wrong).is_ok(), wrong == proof);
                }
            }
            assert!(verify_inclusion(root, size, size, root, &[]).is_err());
        }
    }

    #[test]
    fn every_earlier_tree_is_proved() {
        let tree = tree(130);
        for size in 0..=130 {
            let new = root(&tree, size).unwrap();
            for old_size in 0..=size {
                let old = root(&tree, old_size).unwrap();
                let proof = prove_consistency(&tree, old_size, size).unwrap();
                assert_eq!(verify_consistency(old_size, old, size, new, &proof), Ok(()), "{old_size} {size}");
                let wrong = Hash::of(b"another tree");
                assert!(verify_consistency(old_size, wrong, size, new, &proof).is_err());
                if old_size > 0 {
                    assert!(verify_consistency(old_size, old, size, wrong, &proof).is_err());
                }
                assert!(old_size == size || verify_consistency(size, new, old_size, old, &proof).is_err());
            }
        }
    }
}
