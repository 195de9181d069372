//! Work on every core under the feature `rayon`, on one without it.

use alloc::vec::Vec;

/// Applies `f` to each item; the results keep the order.
#[cfg(feature = "rayon")]
pub(crate) fn map<T: Sync, U: Send>(items: &[T], f: impl Fn(&T) -> U + Sync + Send) -> Vec<U> {
    use rayon::prelude::*;
    items.par_iter().map(f).collect()
}

/// Applies `f` to each item; the results keep the order.
#[cfg(not(feature = "rayon"))]
pub(crate) fn map<T, U>(items: &[T], f: impl Fn(&T) -> U) -> Vec<U> {
    items.iter().map(f).collect()
}

/// How many threads [`map`] uses.
pub(crate) fn threads() -> usize {
    #[cfg(feature = "rayon")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "rayon"))]
    return 1;
}
