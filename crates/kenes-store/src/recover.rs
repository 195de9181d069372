//! Fetching the leaves that were lost from a mirror of the record.

use std::error::Error;

use kenes_record::Hash;
use kenes_record::checkpoint::{Checkpoint, CheckpointVerifyError};
use kenes_record::key::VerifierKey;
use kenes_record::tile::{Tile, TileError, TileKind, TileSource, WIDTH, parse_entries};

use crate::port::{AcquireError, AppendError, Holder, NewLeaf, RecordStore, StoreError, SwapHeadError};
use crate::tree::{self, LoadError};

/// The missing leaves were not fetched. None was written that the checkpoint does not speak of.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecoverError {
    /// The checkpoint is not the log's.
    #[error(transparent)]
    OtherLog(#[from] CheckpointVerifyError),
    /// The leaves that are there, and the mirror's after them, do not lead to the checkpoint: one of them was changed.
    #[error("the leaves of the record and of the mirror do not lead to the checkpoint of size {size}")]
    Root {
        /// The size of the checkpoint.
        size: u64,
    },
    /// The mirror gave another leaf the second time.
    #[error("the mirror changed the leaf {index} while it was read")]
    Changed {
        /// The index.
        index: u64,
    },
    /// A leaf of the mirror has no id: it is no act.
    #[error("the leaf {index} of the mirror is no act")]
    NoAct {
        /// The index.
        index: u64,
    },
    /// The mirror.
    #[error("the mirror: {0}")]
    Mirror(#[source] Box<dyn Error + Send + Sync>),
    /// The mirror's tile.
    #[error("the mirror: {0}")]
    Tile(#[from] TileError),
    /// The lease.
    #[error(transparent)]
    Acquire(#[from] AcquireError),
    /// The leaves that are there.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The leaves were not appended.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The checkpoint was not kept as a head.
    #[error(transparent)]
    SwapHead(#[from] SwapHeadError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Appends the leaves up to a checkpoint of the log from a mirror, keeps the checkpoint as a head, and says how many leaves
/// were fetched. `id_of` names a leaf as whoever appended it did; none for what is no act.
///
/// Everything is read once and compared with the checkpoint before anything is written. A second call goes on where an
/// earlier one was cut off.
///
/// # Errors
/// The mirror does not lead to the checkpoint, or something cannot be read or written.
pub async fn recover<S, T>(
    store: &S,
    holder: Holder,
    log: &VerifierKey,
    mirror: &T,
    checkpoint: &Checkpoint,
    id_of: impl Fn(&[u8]) -> Option<Hash> + Send,
) -> Result<u64, RecoverError>
where
    S: RecordStore,
    T: TileSource + Sync,
    T::Error: Error + Send + Sync + 'static,
{
    checkpoint.verify(log)?;
    let size = checkpoint.head().size;
    let lease = store.acquire_sequencer(holder).await?;
    let (tree, mut frontier) = tree::load(store).await?;
    let first = frontier.size();
    let mut hashes = Vec::new();
    for number in first / WIDTH..size.div_ceil(WIDTH) {
        for (_, leaf) in leaves(mirror, number, first, size)? {
            let hash = Hash::leaf(&leaf);
            frontier.push(hash);
            hashes.push(hash);
        }
    }
    let reached = if first < size { Some(frontier.root()) } else { tree.root(size) };
    if reached != Some(checkpoint.head().root) {
        return Err(RecoverError::Root { size });
    }
    let mut expected = hashes.iter();
    for number in first / WIDTH..size.div_ceil(WIDTH) {
        let mut batch = Vec::new();
        let mut from = size;
        for (index, bytes) in leaves(mirror, number, first, size)? {
            if expected.next() != Some(&Hash::leaf(&bytes)) {
                return Err(RecoverError::Changed { index });
            }
            let id = id_of(&bytes).ok_or(RecoverError::NoAct { index })?;
            from = from.min(index);
            batch.push(NewLeaf { id, bytes });
        }
        if !batch.is_empty() {
            store.append(&lease, from, &batch).await?;
        }
    }
    let newest = store.head().await?.map(|head| head.head().size);
    if newest.is_none_or(|newest| newest < size) {
        store.swap_head(&lease, newest, checkpoint).await?;
    }
    Ok(size.saturating_sub(first))
}

/// The leaves of one tile of the mirror from `first` on, with their indices.
fn leaves<T: TileSource>(
    mirror: &T,
    number: u64,
    first: u64,
    size: u64,
) -> Result<Vec<(u64, Vec<u8>)>, RecoverError>
where
    T::Error: Error + Send + Sync + 'static,
{
    let start = number.saturating_mul(WIDTH);
    let width = u16::try_from(size.saturating_sub(start).min(WIDTH)).unwrap_or(0);
    let Some(tile) = Tile::new(TileKind::Entries, number, width) else { return Ok(Vec::new()) };
    let content = mirror.tile(tile).map_err(|error| RecoverError::Mirror(Box::new(error)))?;
    // A mirror that no longer has the partial tile gives the full one.
    let entries = parse_entries(&content, width).or_else(|error| match error {
        TileError::Rest { .. } => parse_entries(&content, 256),
        TileError::Length { .. } | TileError::Truncated { .. } | _ => Err(error),
    })?;
    let numbered = entries.into_iter().zip(start..size).filter(|(_, index)| *index >= first);
    Ok(numbered.map(|(entry, index)| (index, entry.to_vec())).collect())
}
