//! The promises of the record's port.

use std::sync::Arc;

use kenes_record::Hash;
use kenes_record::cosignature::cosign;
use kenes_record::key::{KeyName, KeyUse, NoteSigner};
use kenes_store::port::{
    AcquireError, AppendError, Blob, BlobChange, CosignedError, MAX_BLOB, NewLeaf, PutBlobError, RecordStore,
    StoreError, SwapHeadError, WithdrawBlobError,
};

use crate::common::{head, holder, leaf, leaves};

pub async fn leaves_are_appended_in_order(store: impl RecordStore) {
    let lease = store.acquire_sequencer(holder(1)).await.unwrap();
    assert_eq!(store.size().await.unwrap(), 0);
    store.append(&lease, 0, &[]).await.unwrap();
    store.append(&lease, 0, &leaves(0..3)).await.unwrap();
    store.append(&lease, 3, &leaves(3..5)).await.unwrap();
    assert_eq!(store.size().await.unwrap(), 5);
    assert_eq!(store.leaves(0..5).await.unwrap(), leaves(0..5));
    assert_eq!(store.leaves(2..4).await.unwrap(), leaves(2..4));
    assert_eq!(store.leaves(2..2).await.unwrap(), []);
    assert_eq!(store.index_of(leaf(4).id).await.unwrap(), Some(4));
    assert_eq!(store.index_of(leaf(5).id).await.unwrap(), None);
    assert!(matches!(store.leaves(3..6).await, Err(StoreError::NoLeaf { index: 5 })));
    assert!(matches!(store.leaves(7..9).await, Err(StoreError::NoLeaf { index: 7 })));
}

pub async fn another_size_is_refused(store: impl RecordStore) {
    let lease = store.acquire_sequencer(holder(1)).await.unwrap();
    store.append(&lease, 0, &leaves(0..3)).await.unwrap();
    for expected in [0, 2, 4, u64::MAX] {
        let error = store.append(&lease, expected, &[leaf(9)]).await.unwrap_err();
        assert!(matches!(error, AppendError::Size { expected: e, found: 3 } if e == expected), "{error}");
    }
    assert_eq!(store.size().await.unwrap(), 3);
}

pub async fn an_id_is_there_once(store: impl RecordStore) {
    let lease = store.acquire_sequencer(holder(1)).await.unwrap();
    store.append(&lease, 0, &leaves(0..3)).await.unwrap();
    let known = |error| matches!(error, AppendError::Known { id } if id == leaf(1).id);
    assert!(known(store.append(&lease, 3, &[leaf(3), leaf(1)]).await.unwrap_err()));
    let other = NewLeaf { id: leaf(1).id, bytes: b"another signature".to_vec() };
    assert!(known(store.append(&lease, 3, &[other]).await.unwrap_err()));
    let twice = store.append(&lease, 3, &[leaf(4), leaf(5), leaf(4)]).await.unwrap_err();
    assert!(matches!(twice, AppendError::Known { id } if id == leaf(4).id));
    assert_eq!(store.size().await.unwrap(), 3);
}

pub async fn a_batch_is_all_or_nothing(store: impl RecordStore) {
    let lease = store.acquire_sequencer(holder(1)).await.unwrap();
    store.append(&lease, 0, &leaves(0..2)).await.unwrap();
    // The wrong leaf stands behind the first statement's rows.
    let mut batch = leaves(2..300);
    batch.push(leaf(0));
    assert!(matches!(store.append(&lease, 2, &batch).await, Err(AppendError::Known { .. })));
    assert_eq!(store.size().await.unwrap(), 2);
    assert_eq!(store.index_of(leaf(2).id).await.unwrap(), None);
    store.append(&lease, 2, &leaves(2..300)).await.unwrap();
    assert_eq!(store.size().await.unwrap(), 300);
}

pub async fn leaves_of_every_size_are_read_back(store: impl RecordStore) {
    let lease = store.acquire_sequencer(holder(1)).await.unwrap();
    let of = |bytes: Vec<u8>| NewLeaf { id: Hash::of(&bytes), bytes };
    let batch = [of(vec![]), of((0..=255).collect()), of(vec![0; 65_535])];
    store.append(&lease, 0, &batch).await.unwrap();
    assert_eq!(store.leaves(0..3).await.unwrap(), batch);
    let error = store.append(&lease, 3, &[of(vec![0; 65_536])]).await.unwrap_err();
    assert!(matches!(error, AppendError::TooLarge { length: 65_536, .. }));
}

pub async fn a_large_batch_is_one_append(store: impl RecordStore) {
    let lease = store.acquire_sequencer(holder(1)).await.unwrap();
    store.append(&lease, 0, &leaves(0..5_000)).await.unwrap();
    assert_eq!(store.size().await.unwrap(), 5_000);
    assert_eq!(store.leaves(4_990..5_000).await.unwrap(), leaves(4_990..5_000));
}

pub async fn appends_at_once_leave_no_gap(store: impl RecordStore) {
    let lease = Arc::new(store.acquire_sequencer(holder(1)).await.unwrap());
    let store = Arc::new(store);
    let tasks: Vec<_> = (0..20)
        .map(|number| {
            let (store, lease) = (Arc::clone(&store), Arc::clone(&lease));
            tokio::spawn(async move {
                loop {
                    let size = store.size().await.unwrap();
                    match store.append(&lease, size, &[leaf(number)]).await {
                        Ok(()) => return,
                        Err(AppendError::Size { .. }) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let mut found: Vec<Hash> = store.leaves(0..20).await.unwrap().into_iter().map(|leaf| leaf.id).collect();
    found.sort();
    let mut expected: Vec<Hash> = leaves(0..20).into_iter().map(|leaf| leaf.id).collect();
    expected.sort();
    assert_eq!(found, expected);
}

pub async fn there_is_one_sequencer(store: impl RecordStore) {
    let lease = store.acquire_sequencer(holder(1)).await.unwrap();
    assert!(matches!(store.acquire_sequencer(holder(2)).await, Err(AcquireError::Held)));
    store.append(&lease, 0, &[leaf(0)]).await.unwrap();
    drop(lease);
    // A server learns a little later that a connection was dropped.
    let mut tries = 0;
    let lease = loop {
        match store.acquire_sequencer(holder(3)).await {
            Ok(lease) => break lease,
            Err(AcquireError::Held) if tries < 3_000 => tries += 1,
            Err(error) => panic!("{error}"),
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    };
    store.append(&lease, 1, &[leaf(1)]).await.unwrap();
}

pub async fn heads_grow(store: impl RecordStore) {
    let lease = store.acquire_sequencer(holder(1)).await.unwrap();
    store.append(&lease, 0, &leaves(0..5)).await.unwrap();
    assert_eq!(store.head().await.unwrap(), None);
    let error = store.swap_head(&lease, Some(2), &head(3)).await.unwrap_err();
    assert!(matches!(error, SwapHeadError::Previous { expected: Some(2), found: None }), "{error}");
    store.swap_head(&lease, None, &head(3)).await.unwrap();
    let error = store.swap_head(&lease, None, &head(4)).await.unwrap_err();
    assert!(matches!(error, SwapHeadError::Previous { expected: None, found: Some(3) }), "{error}");
    for size in [3, 2] {
        let error = store.swap_head(&lease, Some(3), &head(size)).await.unwrap_err();
        assert!(matches!(error, SwapHeadError::NotGrowing { previous: 3, .. }), "{error}");
    }
    store.swap_head(&lease, Some(3), &head(5)).await.unwrap();
    assert_eq!(store.head().await.unwrap(), Some(head(5)));
    assert_eq!(store.heads(0, 10).await.unwrap(), [head(3), head(5)]);
    assert_eq!(store.heads(4, 10).await.unwrap(), [head(5)]);
    assert_eq!(store.heads(0, 1).await.unwrap(), [head(3)]);
}

pub async fn a_head_needs_its_leaves(store: impl RecordStore) {
    let lease = store.acquire_sequencer(holder(1)).await.unwrap();
    store.append(&lease, 0, &leaves(0..5)).await.unwrap();
    let error = store.swap_head(&lease, None, &head(6)).await.unwrap_err();
    assert!(matches!(error, SwapHeadError::BeyondLeaves { size: 6, leaves: 5 }), "{error}");
    assert_eq!(store.head().await.unwrap(), None);
}

pub async fn a_head_only_gains_signatures(store: impl RecordStore) {
    let lease = store.acquire_sequencer(holder(1)).await.unwrap();
    store.append(&lease, 0, &leaves(0..5)).await.unwrap();
    store.swap_head(&lease, None, &head(3)).await.unwrap();
    let signed = |witness: u8, mut head: kenes_record::checkpoint::Checkpoint| {
        let name = KeyName::new("w.example/1").unwrap();
        let key = NoteSigner::from_secret(name, KeyUse::Cosignature, &[witness; 32]).unwrap();
        let line = cosign(head.head(), &key, 1_795_000_000);
        head.note_mut().push(line);
        head
    };
    let not_more = |result| matches!(result, Err(CosignedError::NotMore { size: 3 }));
    assert!(not_more(store.cosigned(&head(3)).await));
    let once = signed(1, head(3));
    store.cosigned(&once).await.unwrap();
    assert!(not_more(store.cosigned(&once).await));
    assert!(not_more(store.cosigned(&signed(2, head(3))).await));
    let twice = signed(2, once.clone());
    store.cosigned(&twice).await.unwrap();
    assert_eq!(store.head().await.unwrap(), Some(twice));
    assert!(matches!(store.cosigned(&signed(1, head(4))).await, Err(CosignedError::NoHead { size: 4 })));
    let other = {
        let mut other = head(3).head().clone();
        other.root = Hash::of(b"another tree");
        signed(1, other.sign(&crate::common::signer()).unwrap())
    };
    assert!(matches!(store.cosigned(&other).await, Err(CosignedError::OtherHead { size: 3 })));
}

pub async fn blobs_are_kept_and_withdrawn(store: impl RecordStore) {
    let digest = store.put_blob(b"\x00text\xff").await.unwrap();
    assert_eq!(digest, Hash::of(b"\x00text\xff"));
    assert_eq!(store.put_blob(b"\x00text\xff").await.unwrap(), digest);
    assert_eq!(store.blob(digest).await.unwrap(), Some(Blob::Here(b"\x00text\xff".to_vec())));
    assert_eq!(store.blob(Hash::of(b"other")).await.unwrap(), None);
    let unknown = store.withdraw_blob(Hash::of(b"other")).await;
    assert!(matches!(unknown, Err(WithdrawBlobError::Unknown { .. })));
    store.withdraw_blob(digest).await.unwrap();
    store.withdraw_blob(digest).await.unwrap();
    assert_eq!(store.blob(digest).await.unwrap(), Some(Blob::Withdrawn));
    assert!(matches!(store.put_blob(b"\x00text\xff").await, Err(PutBlobError::Withdrawn { .. })));
    assert!(matches!(store.put_blob(b"").await, Err(PutBlobError::Length { length: 0 })));
    let long = vec![1; MAX_BLOB + 1];
    assert!(matches!(store.put_blob(&long).await, Err(PutBlobError::Length { .. })));
}

pub async fn changes_of_blobs_are_in_order(store: impl RecordStore) {
    let a = store.put_blob(b"a").await.unwrap();
    let b = store.put_blob(b"b").await.unwrap();
    store.put_blob(b"a").await.unwrap();
    store.withdraw_blob(a).await.unwrap();
    let changes = store.blob_changes(0, 10).await.unwrap();
    let expected = [
        BlobChange { number: 2, digest: b, withdrawn: false },
        BlobChange { number: 3, digest: a, withdrawn: true },
    ];
    assert_eq!(changes, expected);
    assert_eq!(store.blob_changes(2, 10).await.unwrap(), expected[1..]);
    assert_eq!(store.blob_changes(0, 1).await.unwrap(), expected[..1]);
}
