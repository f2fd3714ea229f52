//! What a commit does, and what is there after it.

use super::{CHART, Home, PART, draft, keep, log, neighbours, rows, sealed, value};
use crate::base::{BlobId, Compartment};
use crate::store::{Durability, Key, Merge, Range, Shorten, Store, StoreError, Table, Write};
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
        Write::Clear(Range::Chart(PART, CHART)),
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

/// Rows of a chart from this arrival number on, joined.
fn joining(first: u64, others: std::ops::Range<u64>) -> Write {
    Write::Merge(Merge {
        compartment: PART,
        chart: CHART,
        first,
        others: others.collect(),
        into: sealed("joined"),
    })
}

fn journal(number: u64) -> Write {
    Write::Add(Key::Journal(PART, number), sealed("names what stands"))
}

pub(super) async fn rows_are_merged_in_one_commit_with_a_row_of_the_journal(home: &impl Home) {
    let store = home.open().await;
    let small = (0..20).map(|number| Write::Add(log(number), sealed("small")));
    keep(&store, small.collect()).await.unwrap();
    let before = rows(&store, Range::Chart(PART, CHART)).await;
    let alone = keep(&store, vec![joining(3, 4..20)]).await;
    assert_eq!(alone, Err(StoreError::NeverRemoved(log(3))));
    let elsewhere = Write::Add(Key::Journal(Compartment(9), 0), sealed("of another"));
    let other = keep(&store, vec![elsewhere, joining(3, 4..20)]).await;
    assert_eq!(other, Err(StoreError::NeverRemoved(log(3))));
    keep(&store, vec![journal(0)]).await.unwrap();
    let failing = keep(&store, vec![joining(3, 4..20), journal(0)]).await;
    assert_eq!(failing, Err(StoreError::Exists(Key::Journal(PART, 0))));
    assert_eq!(rows(&store, Range::Chart(PART, CHART)).await, before);
    keep(&store, vec![joining(3, 4..20), journal(1)])
        .await
        .unwrap();
    let left = rows(&store, Range::Chart(PART, CHART)).await;
    assert_eq!(left[..3], before[..3]);
    assert_eq!(left[3..], [(log(3), b"joined".to_vec())]);
}

pub(super) async fn a_journal_is_shortened_with_a_row_that_says_so(home: &impl Home) {
    let store = home.open().await;
    keep(&store, (0..9).map(journal).collect()).await.unwrap();
    let shorten = || {
        Write::Shorten(Shorten {
            compartment: PART,
            from: 0,
            to: 7,
        })
    };
    let alone = keep(&store, vec![shorten()]).await;
    assert_eq!(alone, Err(StoreError::NeverRemoved(Key::Journal(PART, 0))));
    keep(&store, vec![shorten(), journal(9)]).await.unwrap();
    let left = store.keys(&Range::Journal(PART)).await.unwrap();
    assert_eq!(left, [7, 8, 9].map(|number| Key::Journal(PART, number)));
}

pub(super) async fn entries_and_rows_of_the_journal_are_not_deleted(home: &impl Home) {
    let store = home.open().await;
    let added = vec![Write::Add(log(0), sealed("kept")), journal(0)];
    keep(&store, added).await.unwrap();
    for key in [log(0), Key::Journal(PART, 0)] {
        let refused = keep(&store, vec![journal(1), Write::Delete(key)]).await;
        assert_eq!(refused, Err(StoreError::NeverRemoved(key)));
        assert!(value(&store, key).await.is_some());
    }
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
