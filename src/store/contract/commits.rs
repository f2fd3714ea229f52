//! What a commit does, and what is there after it.

use super::{CHART, Home, PART, draft, keep, log, neighbours, rows, sealed, value};
use crate::base::BlobId;
use crate::store::{Durability, Key, Range, Store, StoreError, Table, Write};
use crate::vault::Sealed;

pub(super) async fn adding_never_overwrites(home: &impl Home) {
    let store = home.open().await;
    keep(&store, vec![Write::Add(log(0), sealed("first"))])
        .await
        .unwrap();
    let again = keep(&store, vec![Write::Add(log(0), sealed("second"))]).await;
    assert_eq!(again, Err(StoreError::Exists(log(0))));
    assert_eq!(value(&store, log(0)).await.as_deref(), Some("first"));
}

pub(super) async fn a_failed_commit_keeps_nothing(home: &impl Home) {
    let store = home.open().await;
    let before = vec![
        Write::Add(log(4), sealed("taken")),
        Write::Put(draft(1), sealed("old")),
        Write::Put(draft(2), sealed("stays")),
    ];
    keep(&store, before).await.unwrap();
    let failing = vec![
        Write::Put(draft(1), sealed("new")),
        Write::Delete(draft(2)),
        Write::Add(log(3), sealed("fresh")),
        Write::Add(Key::Journal(PART, 0), sealed("names both")),
        Write::Add(log(4), sealed("again")),
        Write::Add(log(5), sealed("after")),
    ];
    let failed = keep(&store, failing).await;
    assert_eq!(failed, Err(StoreError::Exists(log(4))));
    assert_eq!(value(&store, draft(1)).await.as_deref(), Some("old"));
    assert_eq!(value(&store, draft(2)).await.as_deref(), Some("stays"));
    let kept = vec![(log(4), b"taken".to_vec())];
    assert_eq!(rows(&store, Range::All(Table::Log)).await, kept);
    assert_eq!(store.count(&Range::Journal(PART)).await, Ok(0));
    // The store works on after a failure.
    keep(&store, vec![Write::Add(log(3), sealed("fresh"))])
        .await
        .unwrap();
}

pub(super) async fn commits_are_there_after_reopening(home: &impl Home) {
    let store = home.open().await;
    keep(&store, vec![Write::Add(log(0), sealed("strict"))])
        .await
        .unwrap();
    let relaxed = vec![Write::Put(Key::DirectoryPage(PART, 0), sealed("relaxed"))];
    store.commit(relaxed, Durability::Relaxed).await.unwrap();
    drop(store);
    let again = home.open().await;
    assert_eq!(value(&again, log(0)).await.as_deref(), Some("strict"));
    let page = value(&again, Key::DirectoryPage(PART, 0)).await;
    assert_eq!(page.as_deref(), Some("relaxed"));
    let added = keep(&again, vec![Write::Add(log(0), sealed("again"))]).await;
    assert_eq!(added, Err(StoreError::Exists(log(0))));
}

pub(super) async fn values_of_any_size_come_back_whole(home: &impl Home) {
    let store = home.open().await;
    let sizes = [0, 1, 255, 256, 65_535, 65_536, 1 << 20, 8 << 20];
    let bytes =
        |size: usize| -> Vec<u8> { (0..size).map(|at| (at * 31 + at / 256) as u8).collect() };
    for (chunk, size) in sizes.into_iter().enumerate() {
        let key = Key::Blob(BlobId([1; 16]), chunk as u32);
        keep(
            &store,
            vec![Write::Add(key, Sealed::from_stored(bytes(size)))],
        )
        .await
        .unwrap();
    }
    drop(store);
    let found = rows(&home.open().await, Range::Blob(BlobId([1; 16]))).await;
    assert_eq!(found.len(), sizes.len());
    for ((_, value), size) in found.into_iter().zip(sizes) {
        assert!(value == bytes(size), "{size} bytes");
    }
}

pub(super) async fn deleting_what_is_not_there_is_no_error(home: &impl Home) {
    let store = home.open().await;
    keep(&store, vec![Write::Put(draft(1), sealed("words"))])
        .await
        .unwrap();
    let twice = vec![Write::Delete(draft(1)), Write::Delete(draft(2))];
    keep(&store, twice).await.unwrap();
    assert!(value(&store, draft(1)).await.is_none());
    let empty = Write::Clear(Range::Blob(BlobId([5; 16])));
    keep(&store, vec![empty]).await.unwrap();
}

pub(super) async fn writes_take_effect_in_their_order(home: &impl Home) {
    let store = home.open().await;
    let writes = vec![
        Write::Add(log(0), sealed("one")),
        Write::Delete(log(0)),
        Write::Add(log(0), sealed("two")),
        Write::Put(draft(1), sealed("one")),
        Write::Put(draft(1), sealed("two")),
        Write::Put(draft(2), sealed("gone")),
        Write::Clear(Range::All(Table::Journal)),
        Write::Delete(draft(2)),
        Write::Add(Key::Journal(PART, 0), sealed("after the clearing")),
    ];
    keep(&store, writes).await.unwrap();
    assert_eq!(value(&store, log(0)).await.as_deref(), Some("two"));
    assert_eq!(value(&store, draft(1)).await.as_deref(), Some("two"));
    assert!(value(&store, draft(2)).await.is_none());
    assert_eq!(store.count(&Range::Journal(PART)).await, Ok(1));
}

pub(super) async fn an_append_only_table_refuses_to_replace(home: &impl Home) {
    let store = home.open().await;
    let keys = [log(0), Key::Journal(PART, 0), Key::Blob(BlobId([1; 16]), 0)];
    for key in keys {
        let writes = vec![
            Write::Put(draft(1), sealed("beside it")),
            Write::Put(key, sealed("replaced")),
        ];
        let refused = keep(&store, writes).await;
        assert_eq!(refused, Err(StoreError::NeverReplaced(key)));
        assert!(value(&store, key).await.is_none());
    }
    assert!(value(&store, draft(1)).await.is_none());
}

pub(super) async fn segments_are_joined_in_one_commit(home: &impl Home) {
    let store = home.open().await;
    let small = (0..20).map(|number| Write::Add(log(number), sealed("small")));
    keep(&store, small.collect()).await.unwrap();
    let mut joining = vec![Write::Add(log(20), sealed("joined"))];
    joining.extend((0..20).map(|number| Write::Delete(log(number))));
    keep(&store, joining).await.unwrap();
    let left = vec![(log(20), b"joined".to_vec())];
    assert_eq!(rows(&store, Range::Chart(PART, CHART)).await, left);
}

pub(super) async fn an_empty_commit_is_kept(home: &impl Home) {
    let store = home.open().await;
    assert_eq!(keep(&store, Vec::new()).await, Ok(()));
    let nothing = store.last(&Range::All(Table::Log)).await.unwrap();
    assert!(nothing.is_none());
}

pub(super) async fn erasing_leaves_no_row(home: &impl Home) {
    let store = home.open().await;
    let adds = neighbours().into_iter();
    let adds = adds.map(|key| Write::Add(key, sealed("row"))).collect();
    keep(&store, adds).await.unwrap();
    store.erase().await.unwrap();
    drop(store);
    let store = home.open().await;
    for table in Table::ALL {
        assert_eq!(store.count(&Range::All(table)).await, Ok(0), "{table:?}");
    }
    keep(&store, vec![Write::Add(log(0), sealed("begun again"))])
        .await
        .unwrap();
}
