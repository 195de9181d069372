//! What every store of the record promises, in words first.
//!
//! **One after another.** The verbs that write have the effect of happening one at a time, in some order, each on what the
//! one before left. A verb that reads sees all of a write or nothing of it, and whoever has seen a write goes on seeing it.
//!
//! **Durable.** When a verb that writes has returned well, what it wrote survives the end of the process and the loss of
//! power. Of leaves the second half holds from the next verb that writes on, the one that writes their head: nobody is told of
//! leaves that have none, so the two need to wait for the disk only once. (On PostgreSQL this needs `fsync` and
//! `full_page_writes` on, as they are unless somebody turned them off.)
//!
//! **All or nothing.** A refusal ([`AppendError::Size`] and the like) means that nothing was written. A failure
//! ([`StoreError`]) means that all was written or nothing, and that nobody knows which until [`RecordStore::size`] or
//! [`RecordStore::head`] has been read again: the answer may have been lost after the commit. The same holds when the caller
//! stops waiting.
//!
//! **Only growing.** Leaves are never changed or deleted, and have no gaps. Heads only grow in size, and a head only gains
//! signatures. Of a withdrawn blob the digest stays.
//!
//! **One sequencer.** Leaves and heads are written by whoever holds the lease. A lease is exclusive as long as its holder
//! lives and the machine's locks work; should they fail, a later holder makes every write of the earlier one a refusal
//! ([`AppendError::Superseded`]), so that two can never write two histories.

use std::fmt;
use std::future::Future;
use std::ops::Range;

use kenes_record::Hash;
use kenes_record::checkpoint::Checkpoint;

/// The largest blob, in bytes. Larger files are archives and stay files.
pub const MAX_BLOB: usize = 16 * 1024 * 1024;

/// A leaf to append.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLeaf {
    /// What names it; no two leaves have the same.
    pub id: Hash,
    /// The bytes that are hashed: at most [`kenes_record::tile::MAX_ENTRY`].
    pub bytes: Vec<u8>,
}

/// Who holds the lease: 16 random bytes, fresh for each start.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Holder([u8; 16]);

impl Holder {
    /// The holder with these bytes.
    pub const fn new(random: [u8; 16]) -> Self {
        Self(random)
    }

    pub(crate) const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Holder({:x})", u128::from_be_bytes(self.0))
    }
}

/// What is kept of a blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blob {
    /// Its content.
    Here(Vec<u8>),
    /// It was withdrawn.
    Withdrawn,
}

/// A blob was put or withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlobChange {
    /// The number of the change: growing, and of each blob only the last is kept.
    pub number: u64,
    /// The blob.
    pub digest: Hash,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

/// A store of the record. The module says what all of its verbs promise.
pub trait RecordStore: Send + Sync + 'static {
    /// The right to write leaves and heads. Given back when dropped.
    type Lease: Send + Sync + 'static;

    /// Takes the lease.
    ///
    /// # Errors
    /// Another holds it.
    fn acquire_sequencer(
        &self,
        holder: Holder,
    ) -> impl Future<Output = Result<Self::Lease, AcquireError>> + Send;

    /// Appends leaves behind the `expected_size` that are there. They survive the loss of power once a head over them is written.
    ///
    /// # Errors
    /// There are more or fewer leaves, an id is there already or twice among the new ones, a leaf is too large, or the
    /// lease is no longer the newest.
    fn append(
        &self,
        lease: &Self::Lease,
        expected_size: u64,
        leaves: &[NewLeaf],
    ) -> impl Future<Output = Result<(), AppendError>> + Send;

    /// The number of leaves.
    ///
    /// # Errors
    /// The store fails.
    fn size(&self) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// The leaves of a range, in order. Long ranges are the caller's to split.
    ///
    /// # Errors
    /// The store fails, or lacks one of them.
    fn leaves(&self, range: Range<u64>) -> impl Future<Output = Result<Vec<NewLeaf>, StoreError>> + Send;

    /// Where the leaf with this id is.
    ///
    /// # Errors
    /// The store fails.
    fn index_of(&self, id: Hash) -> impl Future<Output = Result<Option<u64>, StoreError>> + Send;

    /// Writes a head when the newest one has the size `previous`.
    ///
    /// # Errors
    /// The newest head is another, the new one is not larger or speaks of leaves that are not there, or the lease is no
    /// longer the newest.
    fn swap_head(
        &self,
        lease: &Self::Lease,
        previous: Option<u64>,
        head: &Checkpoint,
    ) -> impl Future<Output = Result<(), SwapHeadError>> + Send;

    /// The newest head.
    ///
    /// # Errors
    /// The store fails.
    fn head(&self) -> impl Future<Output = Result<Option<Checkpoint>, StoreError>> + Send;

    /// Up to `limit` heads of at least this size, by size.
    ///
    /// # Errors
    /// The store fails.
    fn heads(
        &self,
        from: u64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Checkpoint>, StoreError>> + Send;

    /// Replaces a head by the same one with more signatures.
    ///
    /// # Errors
    /// There is no such head, it says something else, or it lacks a signature that is there already or adds none.
    fn cosigned(&self, head: &Checkpoint) -> impl Future<Output = Result<(), CosignedError>> + Send;

    /// Keeps a blob, and says its digest. To keep one again changes nothing.
    ///
    /// # Errors
    /// It is empty or too large, or was withdrawn.
    fn put_blob(&self, content: &[u8]) -> impl Future<Output = Result<Hash, PutBlobError>> + Send;

    /// A blob.
    ///
    /// # Errors
    /// The store fails, or what it has does not have the digest.
    fn blob(&self, digest: Hash) -> impl Future<Output = Result<Option<Blob>, StoreError>> + Send;

    /// Deletes the content of a blob for ever: when this has returned well, no file of the database has it, as far as the engine
    /// can do that (SQLite overwrites it and empties its log, as soon as nobody else reads from it; PostgreSQL overwrites in its
    /// own time). To withdraw it again
    /// changes nothing. The act that says so comes first, then
    /// the withdrawal, then [`publish_again`](crate::sequencer::Sequencer::publish_again): so the files are sound throughout.
    ///
    /// # Errors
    /// There is no such blob.
    fn withdraw_blob(&self, digest: Hash) -> impl Future<Output = Result<(), WithdrawBlobError>> + Send;

    /// Up to `limit` of the changes of blobs after the one with this number, in order.
    ///
    /// # Errors
    /// The store fails.
    fn blob_changes(
        &self,
        after: u64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<BlobChange>, StoreError>> + Send;
}

/// The database failed, or holds what the program never wrote.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database failed. Whether a write happened is not known.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// A leaf is not there although later ones are, or although the range asked for it.
    #[error("leaf {index} is not there")]
    NoLeaf {
        /// Its index, from 0.
        index: u64,
    },
    /// A column that holds a hash, a number or a head holds something else.
    #[error("the table {table} holds what this program never wrote, in the row {row}")]
    Damaged {
        /// The table.
        table: &'static str,
        /// What names the row.
        row: u64,
    },
    /// A blob does not have its digest.
    #[error("the blob {} is damaged", digest.to_hex())]
    DamagedBlob {
        /// Its name.
        digest: Hash,
    },
    /// A number is beyond what the database can hold.
    #[error("the number {number} is beyond 2^63")]
    Number {
        /// The number.
        number: u64,
    },
}

impl StoreError {
    /// Whether there is no room left to write.
    pub fn is_full(&self) -> bool {
        // SQLITE_FULL; PostgreSQL: disk_full.
        let full = |code: &str| ["13", "53100"].contains(&code);
        match self {
            Self::Database(sqlx::Error::Database(error)) => error.code().is_some_and(|code| full(&code)),
            Self::Database(_)
            | Self::NoLeaf { .. }
            | Self::Damaged { .. }
            | Self::DamagedBlob { .. }
            | Self::Number { .. } => false,
        }
    }
}

/// The lease could not be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AcquireError {
    /// Another sequencer holds it.
    #[error("another sequencer is running on this record: stop it first, or leave the record to it")]
    Held,
    /// The file that is locked.
    #[error("the lock file: {0}")]
    File(#[source] std::io::Error),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Leaves were not appended.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AppendError {
    /// There are more or fewer leaves than the caller knows.
    #[error("there are {found} leaves, not {expected}")]
    Size {
        /// The number that the caller expected.
        expected: u64,
        /// The number that there are.
        found: u64,
    },
    /// The id is there already, or twice among the new leaves.
    #[error("a leaf with the id {} is there already", id.to_hex())]
    Known {
        /// The id.
        id: Hash,
    },
    /// A leaf is larger than a leaf can be.
    #[error("the leaf {} has {length} bytes, {} are allowed", id.to_hex(), kenes_record::tile::MAX_ENTRY)]
    TooLarge {
        /// The id.
        id: Hash,
        /// Its length.
        length: usize,
    },
    /// Another sequencer has taken over.
    #[error("another sequencer has taken over this record: the lock failed; stop one of the two for good")]
    Superseded,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A head was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SwapHeadError {
    /// The newest head is another.
    #[error("the newest head has the size {found:?}, not {expected:?}")]
    Previous {
        /// The size that the caller expected.
        expected: Option<u64>,
        /// The size that it has.
        found: Option<u64>,
    },
    /// It is not larger than the newest.
    #[error("a head of size {size} does not follow one of size {previous}")]
    NotGrowing {
        /// Its size.
        size: u64,
        /// The size of the newest.
        previous: u64,
    },
    /// It speaks of leaves that are not there.
    #[error("a head of size {size} over {leaves} leaves")]
    BeyondLeaves {
        /// Its size.
        size: u64,
        /// The number of leaves.
        leaves: u64,
    },
    /// Another sequencer has taken over.
    #[error("another sequencer has taken over this record: the lock failed; stop one of the two for good")]
    Superseded,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Signatures were not added to a head.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CosignedError {
    /// There is none of this size.
    #[error("there is no head of size {size}")]
    NoHead {
        /// The size.
        size: u64,
    },
    /// It says something else than the head that is there.
    #[error("the head of size {size} says something else")]
    OtherHead {
        /// The size.
        size: u64,
    },
    /// It lacks a signature that the head has, or adds none.
    #[error("the head of size {size} does not gain signatures")]
    NotMore {
        /// The size.
        size: u64,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A blob was not kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PutBlobError {
    /// It is empty, or larger than [`MAX_BLOB`].
    #[error("a blob of {length} bytes; 1 to {MAX_BLOB} are allowed")]
    Length {
        /// Its length.
        length: usize,
    },
    /// It was withdrawn.
    #[error("the blob {} was withdrawn", digest.to_hex())]
    Withdrawn {
        /// Its name.
        digest: Hash,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A blob was not withdrawn.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WithdrawBlobError {
    /// There is none.
    #[error("there is no blob {}", digest.to_hex())]
    Unknown {
        /// Its name.
        digest: Hash,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Checks what the store need not be asked for.
pub(crate) fn check_leaves(leaves: &[NewLeaf]) -> Result<(), AppendError> {
    let mut ids = std::collections::BTreeSet::new();
    for NewLeaf { id, bytes } in leaves {
        if bytes.len() > kenes_record::tile::MAX_ENTRY {
            return Err(AppendError::TooLarge { id: *id, length: bytes.len() });
        }
        if !ids.insert(*id) {
            return Err(AppendError::Known { id: *id });
        }
    }
    Ok(())
}

/// Checks that a head follows the newest one and speaks of leaves that are there.
pub(crate) fn check_head(
    expected: Option<u64>,
    found: Option<u64>,
    size: u64,
    leaves: u64,
) -> Result<(), SwapHeadError> {
    match found {
        _ if expected != found => Err(SwapHeadError::Previous { expected, found }),
        Some(previous) if size <= previous => Err(SwapHeadError::NotGrowing { size, previous }),
        _ if size > leaves => Err(SwapHeadError::BeyondLeaves { size, leaves }),
        _ => Ok(()),
    }
}

/// Checks that a head says the same as the one that is there, and has its signatures and more.
pub(crate) fn check_cosigned(old: &Checkpoint, new: &Checkpoint) -> Result<(), CosignedError> {
    let size = new.head().size;
    if old.note().text() != new.note().text() {
        return Err(CosignedError::OtherHead { size });
    }
    let lines = new.note().signatures();
    let kept = old.note().signatures().iter().all(|line| lines.contains(line));
    if kept && lines.len() > old.note().signatures().len() {
        Ok(())
    } else {
        Err(CosignedError::NotMore { size })
    }
}

/// Checks the length of a blob, and gives its digest.
pub(crate) fn check_blob(content: &[u8]) -> Result<Hash, PutBlobError> {
    if content.is_empty() || content.len() > MAX_BLOB {
        return Err(PutBlobError::Length { length: content.len() });
    }
    Ok(Hash::of(content))
}
