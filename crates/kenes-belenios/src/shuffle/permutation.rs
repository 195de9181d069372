//! The secret permutation of a shuffle (`GenPermutation` of Belenios 3.3.0 §6).

use alloc::vec::Vec;
use core::fmt;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// A uniform permutation ψ of 0, …, N−1: who knows it can follow each ballot through the shuffle.
///
/// Drawing and applying it reads and writes memory at addresses that depend on it. Hiding that would take a sorting
/// network over every list, so it is best effort: addresses are the only thing that depends on ψ (no branch and no
/// instruction does), there are three passes over each list, and whoever shuffles should not share the machine with
/// strangers.
pub(super) struct Permutation(Zeroizing<Vec<usize>>);

impl Permutation {
    /// Draws one by Fisher–Yates.
    pub(super) fn random(n: usize, rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut psi = Zeroizing::new((0..n).collect::<Vec<_>>());
        for i in 0..n {
            let k = i + below(n - i, rng);
            psi.swap(i, k);
        }
        Self(psi)
    }

    /// Not necessarily a permutation.
    #[cfg(test)]
    pub(super) fn of(psi: impl Into<Vec<usize>>) -> Self {
        Self(Zeroizing::new(psi.into()))
    }

    /// The list whose entry i is entry ψ(i) of `items`.
    pub(super) fn gather<T: Copy>(&self, items: &[T]) -> Vec<T> {
        // Copied first and then overwritten, so that no growing vector leaves pieces behind.
        let mut gathered = items.to_vec();
        for (slot, &j) in gathered.iter_mut().zip(self.0.iter()) {
            if let Some(item) = items.get(j) {
                *slot = *item;
            }
        }
        gathered
    }

    /// The list whose entry ψ(i) is entry i of `items`.
    pub(super) fn scatter<T: Copy>(&self, items: &[T]) -> Vec<T> {
        let mut scattered = items.to_vec();
        for (item, &j) in items.iter().zip(self.0.iter()) {
            if let Some(slot) = scattered.get_mut(j) {
                *slot = *item;
            }
        }
        scattered
    }
}

impl fmt::Debug for Permutation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Permutation(<redacted>)")
    }
}

/// Uniform in 0, …, `bound` − 1, for a positive bound.
///
/// Draws as many bits as the bound has until they are below it: without bias, and the number of draws says nothing
/// about the number drawn.
fn below(bound: usize, rng: &mut (impl CryptoRng + ?Sized)) -> usize {
    let bits = usize::BITS - bound.saturating_sub(1).leading_zeros();
    let mask = 1u64.checked_shl(bits).unwrap_or(0).wrapping_sub(1);
    loop {
        // 64 bits on every platform, so that the same randomness gives the same permutation.
        match usize::try_from(rng.next_u64() & mask) {
            Ok(number) if number < bound => return number,
            Ok(_) | Err(_) => (),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeMap;
    use rand_core::SeedableRng as _;

    fn rng() -> chacha20::ChaCha20Rng {
        chacha20::ChaCha20Rng::from_seed([3; 32])
    }

    #[test]
    fn each_index_occurs_once() {
        for n in [0, 1, 2, 3, 17, 64, 65, 1000] {
            let psi = Permutation::random(n, &mut rng());
            let identity: Vec<_> = (0..n).collect();
            let mut gathered = psi.gather(&identity);
            assert_eq!(psi.scatter(&gathered), identity);
            gathered.sort_unstable();
            assert_eq!(gathered, identity);
        }
    }

    #[test]
    fn all_permutations_are_equally_likely() {
        let (mut counts, mut rng) = (BTreeMap::new(), rng());
        for _ in 0..24_000 {
            *counts.entry(Permutation::random(4, &mut rng).0.to_vec()).or_insert(0u32) += 1;
        }
        assert_eq!(counts.len(), 24);
        // The standard deviation is 31.
        assert!(counts.values().all(|count| count.abs_diff(1000) < 150), "{counts:?}");
    }

    #[test]
    fn debug_shows_nothing() {
        let psi = Permutation::random(5, &mut rng());
        assert_eq!(alloc::format!("{psi:?}"), "Permutation(<redacted>)");
    }
}
