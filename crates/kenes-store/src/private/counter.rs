//! How often somebody tried something within a while, so that nobody tries too often.

use std::future::Future;

use kenes_record::Hash;

use crate::port::StoreError;

/// How often somebody tried. The module says what all of its verbs promise.
pub trait Counters: Send + Sync + 'static {
    /// Counts one more try, and says how many there are now. The key is the hash of what is counted, with random bytes of
    /// the machine in it where it is an address: nobody can find out from the store what it was. The period is named by
    /// when it began, in milliseconds since 1970.
    ///
    /// # Errors
    /// The store fails.
    fn count(&self, key: Hash, period: i64) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// Deletes the counts of periods that began before this time; says how many.
    ///
    /// # Errors
    /// The store fails.
    fn forget_counts(&self, before: i64) -> impl Future<Output = Result<u64, StoreError>> + Send;
}
