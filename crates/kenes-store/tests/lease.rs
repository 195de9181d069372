//! When the lock fails, the lease still lets only the newest sequencer write.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use kenes_store::port::{AcquireError, AppendError, RecordStore as _, SwapHeadError};
use kenes_store::sql::{SqlRecord, Upgrade};

use crate::common::{head, holder, leaf, leaves};

/// Two hold a lease at once; the earlier one can write nothing any more.
async fn check(store: &SqlRecord, other: &SqlRecord, break_lock: impl AsyncFnOnce()) {
    let first = store.acquire_sequencer(holder(1)).await.unwrap();
    store.append(&first, 0, &leaves(0..2)).await.unwrap();
    assert!(matches!(other.acquire_sequencer(holder(2)).await, Err(AcquireError::Held)));
    break_lock().await;
    let second = other.acquire_sequencer(holder(2)).await.unwrap();
    assert!(matches!(store.append(&first, 2, &[leaf(2)]).await, Err(AppendError::Superseded)));
    assert!(matches!(store.swap_head(&first, None, &head(2)).await, Err(SwapHeadError::Superseded)));
    other.append(&second, 2, &[leaf(2)]).await.unwrap();
    other.swap_head(&second, None, &head(3)).await.unwrap();
}

#[tokio::test]
async fn sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    let store = SqlRecord::open_sqlite(&path).await.unwrap();
    let other = SqlRecord::open_sqlite(&path).await.unwrap();
    let lock = folder.path().join("record.db.sequencer");
    check(&store, &other, async || std::fs::remove_file(lock).unwrap()).await;
}

#[test]
fn postgres() {
    common::in_postgres(|url| async move {
        let store = SqlRecord::open_postgres(&url, Upgrade::Refuse).await.unwrap();
        let other = SqlRecord::open_postgres(&url, Upgrade::Refuse).await.unwrap();
        let end = "SELECT pg_terminate_backend(pid, 30000) FROM pg_locks WHERE locktype = 'advisory'
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        check(&store, &other, async || common::sql(url.expose(), end).await).await;
        store.close().await;
        other.close().await;
    });
}
