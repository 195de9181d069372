//! The stores in memory: for tests and demonstrations. They keep every promise but durability.

mod private;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use kenes_record::Hash;
use kenes_record::checkpoint::Checkpoint;

pub use self::private::MemoryPrivate;
use crate::port::{
    AcquireError, AppendError, Blob, BlobChange, CosignedError, Holder, NewLeaf, PutBlobError, RecordStore,
    StoreError, SwapHeadError, WithdrawBlobError, check_blob, check_cosigned, check_head, check_leaves,
};

/// A record in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryRecord(Arc<Mutex<Record>>);

/// The lease of a record in memory.
#[derive(Debug)]
pub struct MemoryLease(Arc<Holder>);

#[derive(Debug, Default)]
struct Record {
    leaves: Vec<NewLeaf>,
    index: BTreeMap<Hash, u64>,
    heads: BTreeMap<u64, Checkpoint>,
    blobs: BTreeMap<Hash, (u64, Option<Vec<u8>>)>,
    changes: u64,
    sequencer: Weak<Holder>,
}

impl MemoryRecord {
    /// An empty record.
    pub fn new() -> Self {
        Self::default()
    }

    /// Loses what a crash of a database may lose: the leaves that no head has made durable.
    pub fn crash(&self) {
        self.lock().lose_leaves();
    }

    /// Loses what an older copy of a database does not have: the newest head, and the leaves that no other has made durable.
    pub fn go_back(&self) {
        let mut record = self.lock();
        record.heads.pop_last();
        record.lose_leaves();
    }

    fn lock(&self) -> MutexGuard<'_, Record> {
        // Nothing below can panic half-way, so what a panicking holder left is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    fn size(&self) -> u64 {
        length(self.leaves.len())
    }

    fn lose_leaves(&mut self) {
        let kept = self.heads.keys().next_back().copied().unwrap_or(0);
        self.leaves.truncate(usize::try_from(kept).unwrap_or(usize::MAX));
        self.index.retain(|_, index| *index < kept);
    }

    fn is_held_by(&self, lease: &MemoryLease) -> bool {
        self.sequencer.upgrade().is_some_and(|newest| Arc::ptr_eq(&newest, &lease.0))
    }

    fn change(&mut self, digest: Hash, content: Option<Vec<u8>>) {
        self.changes = self.changes.saturating_add(1);
        self.blobs.insert(digest, (self.changes, content));
    }
}

fn length(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

fn limited(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

impl RecordStore for MemoryRecord {
    type Lease = MemoryLease;

    async fn acquire_sequencer(&self, holder: Holder) -> Result<MemoryLease, AcquireError> {
        let mut record = self.lock();
        if record.sequencer.upgrade().is_some() {
            return Err(AcquireError::Held);
        }
        let lease = Arc::new(holder);
        record.sequencer = Arc::downgrade(&lease);
        Ok(MemoryLease(lease))
    }

    async fn append(
        &self,
        lease: &MemoryLease,
        expected: u64,
        leaves: &[NewLeaf],
    ) -> Result<(), AppendError> {
        check_leaves(leaves)?;
        let mut record = self.lock();
        if !record.is_held_by(lease) {
            return Err(AppendError::Superseded);
        }
        let found = record.size();
        if found != expected {
            return Err(AppendError::Size { expected, found });
        }
        if let Some(leaf) = leaves.iter().find(|leaf| record.index.contains_key(&leaf.id)) {
            return Err(AppendError::Known { id: leaf.id });
        }
        record.index.extend(leaves.iter().zip(expected..).map(|(leaf, index)| (leaf.id, index)));
        record.leaves.extend_from_slice(leaves);
        Ok(())
    }

    async fn size(&self) -> Result<u64, StoreError> {
        Ok(self.lock().size())
    }

    async fn leaves(&self, range: Range<u64>) -> Result<Vec<NewLeaf>, StoreError> {
        let record = self.lock();
        if range.is_empty() {
            return Ok(Vec::new());
        }
        let start = usize::try_from(range.start).ok();
        let end = usize::try_from(range.end).ok();
        let found = start.zip(end).and_then(|(start, end)| record.leaves.get(start..end));
        found.map(<[NewLeaf]>::to_vec).ok_or(StoreError::NoLeaf { index: record.size().max(range.start) })
    }

    async fn index_of(&self, id: Hash) -> Result<Option<u64>, StoreError> {
        Ok(self.lock().index.get(&id).copied())
    }

    async fn swap_head(
        &self,
        lease: &MemoryLease,
        previous: Option<u64>,
        head: &Checkpoint,
    ) -> Result<(), SwapHeadError> {
        let mut record = self.lock();
        if !record.is_held_by(lease) {
            return Err(SwapHeadError::Superseded);
        }
        let found = record.heads.last_key_value().map(|(size, _)| *size);
        let size = head.head().size;
        check_head(previous, found, size, record.size())?;
        record.heads.insert(size, head.clone());
        Ok(())
    }

    async fn head(&self) -> Result<Option<Checkpoint>, StoreError> {
        Ok(self.lock().heads.last_key_value().map(|(_, head)| head.clone()))
    }

    async fn heads(&self, from: u64, limit: u32) -> Result<Vec<Checkpoint>, StoreError> {
        let record = self.lock();
        Ok(record.heads.range(from..).take(limited(limit)).map(|(_, head)| head.clone()).collect())
    }

    async fn cosigned(&self, head: &Checkpoint) -> Result<(), CosignedError> {
        let mut record = self.lock();
        let size = head.head().size;
        let old = record.heads.get_mut(&size).ok_or(CosignedError::NoHead { size })?;
        check_cosigned(old, head)?;
        *old = head.clone();
        Ok(())
    }

    async fn put_blob(&self, content: &[u8]) -> Result<Hash, PutBlobError> {
        let digest = check_blob(content)?;
        let mut record = self.lock();
        match record.blobs.get(&digest) {
            Some((_, None)) => Err(PutBlobError::Withdrawn { digest }),
            Some((_, Some(_))) => Ok(digest),
            None => {
                record.change(digest, Some(content.to_vec()));
                Ok(digest)
            }
        }
    }

    async fn blob(&self, digest: Hash) -> Result<Option<Blob>, StoreError> {
        let record = self.lock();
        Ok(record.blobs.get(&digest).map(|(_, content)| content.clone().map_or(Blob::Withdrawn, Blob::Here)))
    }

    async fn withdraw_blob(&self, digest: Hash) -> Result<(), WithdrawBlobError> {
        let mut record = self.lock();
        match record.blobs.get(&digest) {
            None => Err(WithdrawBlobError::Unknown { digest }),
            Some((_, None)) => Ok(()),
            Some((_, Some(_))) => {
                record.change(digest, None);
                Ok(())
            }
        }
    }

    async fn blob_changes(&self, after: u64, limit: u32) -> Result<Vec<BlobChange>, StoreError> {
        let record = self.lock();
        let changed = record.blobs.iter().filter(|(_, (number, _))| *number > after);
        let mut changes: Vec<BlobChange> = changed
            .map(|(digest, (number, content))| BlobChange {
                number: *number,
                digest: *digest,
                withdrawn: content.is_none(),
            })
            .collect();
        changes.sort_by_key(|change| change.number);
        changes.truncate(limited(limit));
        Ok(changes)
    }
}
