//! Sets that grow with the record.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::iter::Peekable;

/// How many of the latest there are at least before they are merged.
const LATEST: usize = 64;

/// A set that values are only added to, in little more memory than the values take: a sorted list, and the latest in a tree,
/// which goes into the list when it has a sixteenth of its length. A tree alone takes half as much again, and a record has
/// a million ids.
#[derive(Clone, Debug)]
pub(crate) struct LargeSet<T> {
    sorted: Vec<T>,
    /// Those that are not in the list yet.
    latest: BTreeSet<T>,
}

impl<T: Copy + Ord> LargeSet<T> {
    /// The empty set.
    pub const fn new() -> Self {
        Self { sorted: Vec::new(), latest: BTreeSet::new() }
    }

    pub fn contains(&self, value: &T) -> bool {
        self.latest.contains(value) || self.sorted.binary_search(value).is_ok()
    }

    pub fn insert(&mut self, value: T) {
        if self.contains(&value) {
            return;
        }
        self.latest.insert(value);
        if self.latest.len() >= LATEST.max(self.sorted.len() / 16) {
            self.merge();
        }
    }

    /// Forgets all, and gives the memory back.
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    pub fn len(&self) -> usize {
        self.sorted.len().saturating_add(self.latest.len())
    }

    /// The values in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        Merged { one: self.sorted.iter().peekable(), other: self.latest.iter().peekable() }
    }

    /// Puts the latest into the list, from its end, without a second list.
    fn merge(&mut self) {
        let latest = core::mem::take(&mut self.latest);
        let Some(largest) = latest.last() else { return };
        let (mut unmoved, mut left) = (self.sorted.len(), latest.len());
        self.sorted.reserve_exact(left);
        self.sorted.resize(unmoved.saturating_add(left), *largest);
        for value in latest.iter().rev() {
            let earlier = self.sorted.get(..unmoved).unwrap_or_default();
            let place = earlier.partition_point(|other| other < value);
            // What is larger moves by as many places as there are values left to put before it.
            self.sorted.copy_within(place..unmoved, place.saturating_add(left));
            (unmoved, left) = (place, left.saturating_sub(1));
            if let Some(free) = self.sorted.get_mut(place.saturating_add(left)) {
                *free = *value;
            }
        }
    }
}

impl<T: Copy + Ord> FromIterator<T> for LargeSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut set = Self::new();
        values.into_iter().for_each(|value| set.insert(value));
        set
    }
}

/// Two sets are the same when they have the same values, wherever these are.
impl<T: Copy + Ord> PartialEq for LargeSet<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<T: Copy + Ord> Eq for LargeSet<T> {}

/// The values of two iterators in order, each of which is in order.
struct Merged<A: Iterator, B: Iterator> {
    one: Peekable<A>,
    other: Peekable<B>,
}

impl<T: Ord, A: Iterator<Item = T>, B: Iterator<Item = T>> Iterator for Merged<A, B> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        match (self.one.peek(), self.other.peek()) {
            (Some(one), Some(other)) if other < one => self.other.next(),
            (Some(_), _) => self.one.next(),
            (None, _) => self.other.next(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers in an order that looks like chance.
    fn scattered(count: u64) -> impl Iterator<Item = u64> {
        (0..count).map(|number| number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40)
    }

    #[test]
    fn it_holds_what_a_tree_holds() {
        for count in [0, 1, 63, 64, 65, 1_000, 20_000] {
            let tree: BTreeSet<u64> = scattered(count).collect();
            let large: LargeSet<u64> = scattered(count).chain(scattered(count / 2)).collect();
            assert_eq!(large.len(), tree.len());
            assert!(large.iter().eq(&tree), "{count}");
            assert!(tree.iter().all(|value| large.contains(value)));
            assert!((0..2_000).all(|value| large.contains(&value) == tree.contains(&value)));
            assert!(large.latest.len() <= LATEST.max(large.len() / 16));
        }
    }

    #[test]
    fn the_order_of_coming_makes_no_difference() {
        let one: LargeSet<u64> = (0..1_000).collect();
        let other: LargeSet<u64> = (0..1_000).rev().collect();
        assert_eq!(one, other);
        assert_ne!(one, (0..999).collect());
        assert_ne!(one, (1..1_001).collect());
    }
}
