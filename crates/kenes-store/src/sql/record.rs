//! The record in SQL.

use std::ops::Range;

use kenes_record::Hash;
use kenes_record::checkpoint::Checkpoint;
use sqlx::any::AnyRow;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Row as _, Transaction};

use super::engine::SqlLease;
use super::{SqlRecord, loaded, stored};
use crate::port::{
    AcquireError, AppendError, Blob, BlobChange, CosignedError, Holder, NewLeaf, PutBlobError, RecordStore,
    StoreError, SwapHeadError, WithdrawBlobError, check_blob, check_cosigned, check_head, check_leaves,
};

/// Leaves of one statement: a round trip for each of these, and 3 parameters for each leaf, far from the engines' limits.
const ROWS: usize = 128;

impl RecordStore for SqlRecord {
    type Lease = SqlLease;

    async fn acquire_sequencer(&self, holder: Holder) -> Result<SqlLease, AcquireError> {
        let lock = self.0.engine.lock().await?;
        let mut writing = self.begin().await?;
        sqlx::query("UPDATE sequencer SET holder = $1 WHERE one = 1")
            .bind(holder.as_bytes().as_slice())
            .execute(&mut *writing)
            .await
            .map_err(StoreError::from)?;
        writing.commit().await.map_err(StoreError::from)?;
        Ok(SqlLease { holder, _lock: lock })
    }

    async fn append(&self, lease: &SqlLease, expected: u64, leaves: &[NewLeaf]) -> Result<(), AppendError> {
        check_leaves(leaves)?;
        // The head that follows makes the leaves durable.
        let mut writing = self.0.engine.begin(&self.0.later).await.map_err(StoreError::from)?;
        if !is_held_by(&mut writing, lease).await? {
            return Err(AppendError::Superseded);
        }
        let found = count(&mut writing).await?;
        if found != expected {
            return Err(AppendError::Size { expected, found });
        }
        let mut first = expected;
        for rows in leaves.chunks(ROWS) {
            if let Err(error) = insert(&mut writing, first, rows).await {
                let known = matches!(&error, StoreError::Database(sqlx::Error::Database(cause))
                    if cause.is_unique_violation());
                drop(writing);
                return Err(if known { self.known(leaves, error).await } else { error.into() });
            }
            first = first.saturating_add(u64::try_from(rows.len()).unwrap_or(u64::MAX));
        }
        writing.commit().await.map_err(StoreError::from)?;
        Ok(())
    }

    async fn size(&self) -> Result<u64, StoreError> {
        count(&mut *self.0.pool.acquire().await?).await
    }

    async fn leaves(&self, range: Range<u64>) -> Result<Vec<NewLeaf>, StoreError> {
        if range.is_empty() {
            return Ok(Vec::new());
        }
        let rows = sqlx::query("SELECT idx, id, body FROM leaf WHERE idx >= $1 AND idx < $2 ORDER BY idx")
            .bind(stored(range.start)?)
            .bind(stored(range.end)?)
            .fetch_all(&self.0.pool)
            .await?;
        let mut rows = rows.iter();
        let mut leaves = Vec::with_capacity(rows.len());
        for index in range {
            let row = rows.next().ok_or(StoreError::NoLeaf { index })?;
            if loaded(row.try_get(0)?, "leaf")? != index {
                return Err(StoreError::NoLeaf { index });
            }
            let id = hash(row, 1, "leaf", index)?;
            leaves.push(NewLeaf { id, bytes: row.try_get(2)? });
        }
        Ok(leaves)
    }

    async fn index_of(&self, id: Hash) -> Result<Option<u64>, StoreError> {
        let found: Option<i64> = sqlx::query_scalar("SELECT idx FROM leaf WHERE id = $1")
            .bind(id.as_bytes().as_slice())
            .fetch_optional(&self.0.pool)
            .await?;
        found.map(|index| loaded(index, "leaf")).transpose()
    }

    async fn swap_head(
        &self,
        lease: &SqlLease,
        previous: Option<u64>,
        head: &Checkpoint,
    ) -> Result<(), SwapHeadError> {
        let mut writing = self.begin().await?;
        if !is_held_by(&mut writing, lease).await? {
            return Err(SwapHeadError::Superseded);
        }
        let (found, leaves) = sizes(&mut writing).await?;
        check_head(previous, found, head.head().size, leaves)?;
        sqlx::query("INSERT INTO head (size, root, note) VALUES ($1, $2, $3)")
            .bind(stored(head.head().size)?)
            .bind(head.head().root.as_bytes().as_slice())
            .bind(head.note().to_bytes())
            .execute(&mut *writing)
            .await
            .map_err(StoreError::from)?;
        writing.commit().await.map_err(StoreError::from)?;
        Ok(())
    }

    async fn head(&self) -> Result<Option<Checkpoint>, StoreError> {
        let row = sqlx::query("SELECT size, root, note FROM head ORDER BY size DESC LIMIT 1")
            .fetch_optional(&self.0.pool)
            .await?;
        row.as_ref().map(checkpoint).transpose()
    }

    async fn heads(&self, from: u64, limit: u32) -> Result<Vec<Checkpoint>, StoreError> {
        let rows = sqlx::query("SELECT size, root, note FROM head WHERE size >= $1 ORDER BY size LIMIT $2")
            .bind(stored(from)?)
            .bind(i64::from(limit))
            .fetch_all(&self.0.pool)
            .await?;
        rows.iter().map(checkpoint).collect()
    }

    async fn cosigned(&self, head: &Checkpoint) -> Result<(), CosignedError> {
        let size = head.head().size;
        let number = stored(size)?;
        let mut writing = self.begin().await?;
        let row = sqlx::query("SELECT size, root, note FROM head WHERE size = $1")
            .bind(number)
            .fetch_optional(&mut *writing)
            .await
            .map_err(StoreError::from)?;
        let old = checkpoint(row.as_ref().ok_or(CosignedError::NoHead { size })?)?;
        check_cosigned(&old, head)?;
        // On PostgreSQL another may have added signatures meanwhile: then nothing is replaced.
        let done = sqlx::query("UPDATE head SET note = $1 WHERE size = $2 AND note = $3")
            .bind(head.note().to_bytes())
            .bind(number)
            .bind(old.note().to_bytes())
            .execute(&mut *writing)
            .await
            .map_err(StoreError::from)?;
        writing.commit().await.map_err(StoreError::from)?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(CosignedError::NotMore { size }) }
    }

    async fn put_blob(&self, content: &[u8]) -> Result<Hash, PutBlobError> {
        let digest = check_blob(content)?;
        let mut writing = self.begin().await?;
        let number = next_change(&mut writing).await?;
        let known: Option<i64> = sqlx::query_scalar(
            "SELECT CASE WHEN content IS NULL THEN 1 ELSE 0 END FROM blob WHERE digest = $1",
        )
        .bind(digest.as_bytes().as_slice())
        .fetch_optional(&mut *writing)
        .await
        .map_err(StoreError::from)?;
        match known {
            Some(0) => return Ok(digest),
            Some(_) => return Err(PutBlobError::Withdrawn { digest }),
            None => {}
        }
        sqlx::query("INSERT INTO blob (digest, content, change) VALUES ($1, $2, $3)")
            .bind(digest.as_bytes().as_slice())
            .bind(content)
            .bind(number)
            .execute(&mut *writing)
            .await
            .map_err(StoreError::from)?;
        writing.commit().await.map_err(StoreError::from)?;
        Ok(digest)
    }

    async fn blob(&self, digest: Hash) -> Result<Option<Blob>, StoreError> {
        let found: Option<Option<Vec<u8>>> = sqlx::query_scalar("SELECT content FROM blob WHERE digest = $1")
            .bind(digest.as_bytes().as_slice())
            .fetch_optional(&self.0.pool)
            .await?;
        match found {
            None => Ok(None),
            Some(None) => Ok(Some(Blob::Withdrawn)),
            Some(Some(content)) if Hash::of(&content) == digest => Ok(Some(Blob::Here(content))),
            Some(Some(_)) => Err(StoreError::DamagedBlob { digest }),
        }
    }

    async fn withdraw_blob(&self, digest: Hash) -> Result<(), WithdrawBlobError> {
        let mut writing = self.begin().await?;
        let number = next_change(&mut writing).await?;
        let done = sqlx::query(
            "UPDATE blob SET content = NULL, change = $1 WHERE digest = $2 AND content IS NOT NULL",
        )
        .bind(number)
        .bind(digest.as_bytes().as_slice())
        .execute(&mut *writing)
        .await
        .map_err(StoreError::from)?;
        if done.rows_affected() == 1 {
            writing.commit().await.map_err(StoreError::from)?;
        } else {
            drop(writing);
            self.blob(digest).await?.ok_or(WithdrawBlobError::Unknown { digest })?;
        }
        // Where it was withdrawn before, the log may not have been emptied.
        Ok(self.0.engine.overwrite(&self.0.pool).await?)
    }

    async fn blob_changes(&self, after: u64, limit: u32) -> Result<Vec<BlobChange>, StoreError> {
        let rows = sqlx::query(
            "SELECT change, digest, CASE WHEN content IS NULL THEN 1 ELSE 0 END FROM blob
             WHERE change > $1 ORDER BY change LIMIT $2",
        )
        .bind(stored(after)?)
        .bind(i64::from(limit))
        .fetch_all(&self.0.pool)
        .await?;
        rows.iter()
            .map(|row| {
                let number = loaded(row.try_get(0)?, "blob")?;
                let withdrawn = row.try_get::<i64, _>(2)? == 1;
                Ok(BlobChange { number, digest: hash(row, 1, "blob", number)?, withdrawn })
            })
            .collect()
    }
}

impl SqlRecord {
    async fn begin(&self) -> Result<Transaction<'static, Any>, StoreError> {
        Ok(self.0.engine.begin(&self.0.pool).await?)
    }

    /// Which of the leaves is there already, after the database said that one is.
    async fn known(&self, leaves: &[NewLeaf], error: StoreError) -> AppendError {
        for leaf in leaves {
            match self.index_of(leaf.id).await {
                Ok(None) => {}
                Ok(Some(_)) => return AppendError::Known { id: leaf.id },
                Err(error) => return error.into(),
            }
        }
        error.into()
    }
}

/// Whether the lease is the newest. Until the transaction ends nobody else can append or take the lease.
async fn is_held_by(writing: &mut AnyConnection, lease: &SqlLease) -> Result<bool, StoreError> {
    let done = sqlx::query("UPDATE sequencer SET batches = batches + 1 WHERE one = 1 AND holder = $1")
        .bind(lease.holder.as_bytes().as_slice())
        .execute(writing)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The size of the newest head, and the number of leaves.
async fn sizes(writing: &mut AnyConnection) -> Result<(Option<u64>, u64), StoreError> {
    let both =
        "SELECT (SELECT COALESCE(MAX(size), -1) FROM head), (SELECT COALESCE(MAX(idx) + 1, 0) FROM leaf)";
    let row = sqlx::query(both).fetch_one(writing).await?;
    let head: i64 = row.try_get(0)?;
    // No head: a size that none has.
    let head = (head >= 0).then(|| loaded(head, "head")).transpose()?;
    Ok((head, loaded(row.try_get(1)?, "leaf")?))
}

async fn count(connection: &mut AnyConnection) -> Result<u64, StoreError> {
    let size: i64 =
        sqlx::query_scalar("SELECT COALESCE(MAX(idx) + 1, 0) FROM leaf").fetch_one(connection).await?;
    loaded(size, "leaf")
}

async fn insert(writing: &mut AnyConnection, first: u64, leaves: &[NewLeaf]) -> Result<(), StoreError> {
    let rows: Vec<String> = (0..leaves.len())
        .map(|row| row.saturating_mul(3))
        .map(|before| {
            let parameter = |place: usize| before.saturating_add(place);
            format!("(${}, ${}, ${})", parameter(1), parameter(2), parameter(3))
        })
        .collect();
    // The text holds numbers of parameters only. A full statement is prepared once, an odd one is not kept.
    let text = AssertSqlSafe(format!("INSERT INTO leaf (idx, id, body) VALUES {}", rows.join(", ")));
    let mut query = sqlx::query(text).persistent(leaves.len() == ROWS || leaves.len() == 1);
    for (leaf, index) in leaves.iter().zip(first..) {
        query = query.bind(stored(index)?).bind(leaf.id.as_bytes().as_slice()).bind(leaf.bytes.as_slice());
    }
    query.execute(writing).await?;
    Ok(())
}

/// The number of the next change. Until the transaction ends nobody else can have one, so changes are seen in order.
async fn next_change(writing: &mut AnyConnection) -> Result<i64, StoreError> {
    let next = "UPDATE blob_counter SET change = change + 1 WHERE one = 1 RETURNING change";
    Ok(sqlx::query_scalar(next).fetch_one(writing).await?)
}

fn checkpoint(row: &AnyRow) -> Result<Checkpoint, StoreError> {
    let size = loaded(row.try_get(0)?, "head")?;
    let root = hash(row, 1, "head", size)?;
    let damaged = StoreError::Damaged { table: "head", row: size };
    match Checkpoint::parse(row.try_get(2)?) {
        Ok(checkpoint) if checkpoint.head().size == size && checkpoint.head().root == root => Ok(checkpoint),
        _ => Err(damaged),
    }
}

fn hash(row: &AnyRow, column: usize, table: &'static str, number: u64) -> Result<Hash, StoreError> {
    let bytes: &[u8] = row.try_get(column)?;
    let bytes = bytes.try_into().map_err(|_| StoreError::Damaged { table, row: number })?;
    Ok(Hash::from_bytes(bytes))
}
