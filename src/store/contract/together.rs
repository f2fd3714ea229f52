//! Several at once: commits, readers, connections.

use futures_lite::future::zip;

use super::{CHART, Home, PART, keep, log, sealed, value};
use crate::store::{Range, Store, StoreError, Write};

pub(super) async fn of_two_adders_of_one_key_one_is_refused(home: &impl Home) {
    let store = home.open().await;
    let one = keep(&store, vec![Write::Add(log(0), sealed("one"))]);
    let two = keep(&store, vec![Write::Add(log(0), sealed("two"))]);
    let (one, two) = zip(one, two).await;
    let kept = value(&store, log(0)).await.unwrap();
    match (one, two) {
        (Ok(()), Err(error)) => {
            assert_eq!((error, kept.as_str()), (StoreError::Exists(log(0)), "one"))
        }
        (Err(error), Ok(())) => {
            assert_eq!((error, kept.as_str()), (StoreError::Exists(log(0)), "two"))
        }
        other => panic!("one is kept and one refused: {other:?}"),
    }
}

pub(super) async fn a_reader_sees_all_of_a_commit_or_none(home: &impl Home) {
    let (writer, reader) = (home.open().await, home.open().await);
    for round in 0..10 {
        let from = round * 100;
        let adds = (from..from + 100).map(|number| Write::Add(log(number), sealed("row")));
        let reading = async {
            let mut counts = Vec::new();
            for _ in 0..5 {
                counts.push(store_count(&reader).await);
            }
            counts
        };
        let (kept, counts) = zip(keep(&writer, adds.collect()), reading).await;
        kept.unwrap();
        assert!(counts.iter().all(|count| count % 100 == 0), "{counts:?}");
        assert_eq!(store_count(&reader).await, from + 100);
    }
}

pub(super) async fn many_commits_at_once_are_all_kept(home: &impl Home) {
    let store = home.open().await;
    let batch = |batch: u64| {
        let numbers = batch * 25..batch * 25 + 25;
        keep(
            &store,
            numbers
                .map(|number| Write::Add(log(number), sealed("row")))
                .collect(),
        )
    };
    let left = zip(zip(batch(0), batch(1)), zip(batch(2), batch(3)));
    let right = zip(zip(batch(4), batch(5)), zip(batch(6), batch(7)));
    let (((a, b), (c, d)), ((e, f), (g, h))) = zip(left, right).await;
    assert!([a, b, c, d, e, f, g, h].iter().all(Result::is_ok));
    assert_eq!(store_count(&store).await, 200);
}

pub(super) async fn two_connections_see_the_same_rows(home: &impl Home) {
    let (one, two) = (home.open().await, home.open().await);
    keep(&one, vec![Write::Add(log(0), sealed("from one"))])
        .await
        .unwrap();
    assert_eq!(value(&two, log(0)).await.as_deref(), Some("from one"));
    let taken = keep(&two, vec![Write::Add(log(0), sealed("from two"))]).await;
    assert_eq!(taken, Err(StoreError::Exists(log(0))));
}

async fn store_count(store: &impl Store) -> u64 {
    store.count(&Range::Chart(PART, CHART)).await.unwrap()
}
