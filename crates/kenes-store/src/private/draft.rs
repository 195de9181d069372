//! Acts that wait for signatures, as whoever keeps them writes them.

use std::future::Future;

use super::PersonId;
use crate::port::StoreError;

/// The name of a draft: 16 random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftId(pub [u8; 16]);

/// What waits for signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What names it.
    pub id: DraftId,
    /// Whose it is; it goes with the person. None where it is the council's.
    pub person: Option<PersonId>,
    /// What it says.
    pub content: Vec<u8>,
    /// How often it was changed.
    pub version: u64,
    /// When it was made: milliseconds since 1970.
    pub made: i64,
}

/// What waits for signatures. The module says what all of its verbs promise.
pub trait Drafts: Send + Sync + 'static {
    /// Keeps a draft.
    ///
    /// # Errors
    /// The store fails, the person is not there, or there is a draft of this name.
    fn put_draft(&self, draft: &Draft) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// A draft.
    ///
    /// # Errors
    /// The store fails.
    fn draft(&self, id: DraftId) -> impl Future<Output = Result<Option<Draft>, StoreError>> + Send;

    /// All drafts, the oldest first.
    ///
    /// # Errors
    /// The store fails.
    fn drafts(&self) -> impl Future<Output = Result<Vec<Draft>, StoreError>> + Send;

    /// Changes what a draft says, when it still has this version, which goes up by one; false when it has another, or is
    /// not there.
    ///
    /// # Errors
    /// The store fails.
    fn swap_draft(
        &self,
        id: DraftId,
        version: u64,
        content: &[u8],
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Deletes a draft; false when there is none.
    ///
    /// # Errors
    /// The store fails.
    fn delete_draft(&self, id: DraftId) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Deletes the drafts made before this time; says how many.
    ///
    /// # Errors
    /// The store fails.
    fn forget_drafts(&self, before: i64) -> impl Future<Output = Result<u64, StoreError>> + Send;
}
