//! A store that fails once, at a call that is chosen: before the call does anything, or after it did all of it; or its
//! database crashes before the call and is there again, for that call or only for the next; or it comes back as an older one.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use kenes_record::Hash;
use kenes_record::checkpoint::Checkpoint;
use kenes_store::memory::{MemoryLease, MemoryRecord};
use kenes_store::port::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Before,
    After,
    Crash,
    QuickCrash,
    GoBack,
}

#[derive(Clone, Debug)]
pub struct Failing {
    pub inner: MemoryRecord,
    when: When,
    left: Arc<AtomicU32>,
}

impl Failing {
    /// Fails at the call with this number, from 0, counted from [`Failing::arm`] on.
    pub fn new(inner: MemoryRecord, when: When) -> Self {
        Self { inner, when, left: Arc::new(AtomicU32::new(u32::MAX)) }
    }

    pub fn arm(&self, call: u32) {
        self.left.store(call, Ordering::SeqCst);
    }

    /// Whether it has failed.
    pub fn has_failed(&self) -> bool {
        self.left.load(Ordering::SeqCst) > u32::MAX / 2
    }

    async fn around<T, E: From<StoreError>>(&self, call: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        let hit = self.left.fetch_sub(1, Ordering::SeqCst) == 0;
        let failed = || StoreError::Database(sqlx::Error::WorkerCrashed);
        if hit && matches!(self.when, When::Crash | When::QuickCrash) {
            self.inner.crash();
        }
        if hit && self.when == When::GoBack {
            self.inner.go_back();
        }
        if hit && matches!(self.when, When::Before | When::Crash | When::GoBack) {
            return Err(failed().into());
        }
        let result = call.await?;
        if hit && self.when == When::After { Err(failed().into()) } else { Ok(result) }
    }
}

impl RecordStore for Failing {
    type Lease = MemoryLease;

    async fn acquire_sequencer(&self, holder: Holder) -> Result<MemoryLease, AcquireError> {
        self.inner.acquire_sequencer(holder).await
    }

    async fn append(&self, lease: &MemoryLease, size: u64, leaves: &[NewLeaf]) -> Result<(), AppendError> {
        self.around(self.inner.append(lease, size, leaves)).await
    }

    async fn size(&self) -> Result<u64, StoreError> {
        self.around(self.inner.size()).await
    }

    async fn leaves(&self, range: Range<u64>) -> Result<Vec<NewLeaf>, StoreError> {
        self.around(self.inner.leaves(range)).await
    }

    async fn index_of(&self, id: Hash) -> Result<Option<u64>, StoreError> {
        self.around(self.inner.index_of(id)).await
    }

    async fn swap_head(
        &self,
        lease: &MemoryLease,
        previous: Option<u64>,
        head: &Checkpoint,
    ) -> Result<(), SwapHeadError> {
        self.around(self.inner.swap_head(lease, previous, head)).await
    }

    async fn head(&self) -> Result<Option<Checkpoint>, StoreError> {
        self.around(self.inner.head()).await
    }

    async fn heads(&self, from: u64, limit: u32) -> Result<Vec<Checkpoint>, StoreError> {
        self.inner.heads(from, limit).await
    }

    async fn cosigned(&self, head: &Checkpoint) -> Result<(), CosignedError> {
        self.inner.cosigned(head).await
    }

    async fn put_blob(&self, content: &[u8]) -> Result<Hash, PutBlobError> {
        self.inner.put_blob(content).await
    }

    async fn blob(&self, digest: Hash) -> Result<Option<Blob>, StoreError> {
        self.inner.blob(digest).await
    }

    async fn withdraw_blob(&self, digest: Hash) -> Result<(), WithdrawBlobError> {
        self.inner.withdraw_blob(digest).await
    }

    async fn blob_changes(&self, after: u64, limit: u32) -> Result<Vec<BlobChange>, StoreError> {
        self.inner.blob_changes(after, limit).await
    }
}
