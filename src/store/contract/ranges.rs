//! Which rows a range holds, and in which order.

use super::{CHART, Home, PART, Query, keep, log, neighbours, rows, sealed, value};
use crate::base::{BlobId, ChartId};
use crate::store::{Key, Range, Store, Table, Write};

pub(super) async fn rows_come_in_key_order(home: &impl Home) {
    let store = home.open().await;
    let numbers = [300, 2, u64::MAX, 10, 0, 255, 256, 1 << 40, 9, 65_536];
    let adds = numbers.map(|number| Write::Add(log(number), sealed(&number.to_string())));
    keep(&store, adds.into()).await.unwrap();
    let mut sorted = numbers;
    sorted.sort_unstable();
    let expected: Vec<Key> = sorted.into_iter().map(log).collect();
    let chart = Range::Chart(PART, CHART);
    assert_eq!(store.keys(&chart).await.unwrap(), expected);
    let expected = sorted.map(|number| (log(number), number.to_string().into_bytes()));
    assert_eq!(rows(&store, chart).await, expected);
    let (last, last_value) = store.last(&chart).await.unwrap().unwrap();
    assert_eq!(last, log(u64::MAX));
    assert_eq!(last_value.as_bytes(), u64::MAX.to_string().as_bytes());
}

pub(super) async fn a_range_holds_no_neighbours(home: &impl Home) {
    let store = home.open().await;
    let everything = neighbours();
    let adds = everything.iter().map(|key| Write::Add(*key, sealed("row")));
    keep(&store, adds.collect()).await.unwrap();
    let ranges = [
        Range::Log(PART),
        Range::Chart(PART, CHART),
        Range::Charts(PART, CHART, CHART),
        Range::Charts(PART, ChartId([0; 16]), ChartId([255; 16])),
        Range::Journal(PART),
        Range::JournalRows(PART, 1, 300),
        Range::DirectoryPages(PART),
        Range::DirectoryDeltas(PART),
        Range::Blob(BlobId([7; 16])),
        Range::Chart(PART, ChartId([9; 16])),
    ];
    for range in ranges.into_iter().chain(Table::ALL.map(Range::All)) {
        let within = |key: &&Key| range.contains(key);
        let mut expected: Vec<Key> = everything.iter().filter(within).copied().collect();
        expected.sort_by_key(Key::text);
        assert_eq!(store.keys(&range).await.unwrap(), expected, "{range:?}");
        let count = expected.len() as u64;
        assert_eq!(store.count(&range).await, Ok(count), "{range:?}");
        let bytes = 3 * count;
        assert_eq!(store.bytes(&range).await, Ok(bytes), "{range:?}");
        let last = store.last(&range).await.unwrap().map(|(key, _)| key);
        assert_eq!(last, expected.last().copied(), "{range:?}");
    }
}

pub(super) async fn queries_find_what_each_would_find_alone(home: &impl Home) {
    let store = home.open().await;
    let adds = neighbours().into_iter();
    let adds = adds.map(|key| Write::Add(key, sealed(&key.to_string())));
    keep(&store, adds.collect()).await.unwrap();
    let queries = [
        Query::Get(Key::Journal(PART, 0)),
        Query::Scan(Range::Chart(PART, CHART)),
        Query::Get(Key::Journal(PART, 77)),
        Query::Scan(Range::All(Table::Blobs)),
        Query::Scan(Range::Chart(PART, ChartId([9; 16]))),
        Query::Get(log(0)),
    ];
    let found = store.read(&queries).await.unwrap();
    assert_eq!(found.len(), queries.len());
    for (query, found) in queries.iter().zip(found) {
        let alone = match query {
            Query::Get(key) => store.get(key).await.unwrap().map(|row| (*key, row)),
            Query::Scan(range) => {
                assert_eq!(store.scan(range).await.unwrap(), found, "{query:?}");
                continue;
            }
        };
        assert_eq!(alone.into_iter().collect::<Vec<_>>(), found, "{query:?}");
    }
    assert_eq!(store.read(&[]).await, Ok(Vec::new()));
}

pub(super) async fn clearing_a_chart_leaves_its_neighbours(home: &impl Home) {
    let store = home.open().await;
    let adds = neighbours().into_iter();
    let adds = adds.map(|key| Write::Add(key, sealed("row"))).collect();
    keep(&store, adds).await.unwrap();
    let chart = Range::Chart(PART, CHART);
    keep(&store, vec![Write::Clear(chart)]).await.unwrap();
    for key in neighbours() {
        let kept = value(&store, key).await.is_some();
        assert_eq!(kept, !chart.contains(&key), "{key}");
    }
}
