//! What every store keeps to: one suite, run on the memory store natively and on IndexedDB in a
//! browser's worker.

use std::collections::BTreeMap;

use futures_lite::future::zip;

use super::{Durability, Key, MetaName, Range, Store, StoreError, Table, Twin, Write};
use crate::base::{BlobId, ChartId, Compartment, DraftId, KeyId, UserId};
use crate::vault::Sealed;

/// Where a suite's store keeps its rows: opening twice reaches the same rows.
pub(super) trait Home {
    type Opened: Store;
    async fn open(&self) -> Self::Opened;
}

macro_rules! on_every_store {
    ($($name:ident)*) => {
        #[cfg(not(target_arch = "wasm32"))]
        mod on_memory {
            $(
                #[test]
                fn $name() {
                    let disk = crate::store::memory::MemoryDisk::new();
                    futures_lite::future::block_on(super::$name(&disk));
                }
            )*
        }

        #[cfg(target_arch = "wasm32")]
        mod on_indexeddb {
            use crate::store::indexeddb::testing::Fresh;
            use wasm_bindgen_test::wasm_bindgen_test;
            $(
                #[wasm_bindgen_test]
                async fn $name() {
                    super::$name(&Fresh::database(stringify!($name)).await).await;
                }
            )*
        }
    };
}

on_every_store! {
    adding_never_overwrites
    a_failed_commit_keeps_nothing
    rows_come_in_key_order
    a_range_holds_no_neighbours
    clearing_a_chart_leaves_its_neighbours
    commits_are_there_after_reopening
    values_of_any_size_come_back_whole
    deleting_what_is_not_there_is_no_error
    writes_take_effect_in_their_order
    an_append_only_table_refuses_to_replace
    segments_are_joined_in_one_commit
    an_empty_commit_is_kept
    erasing_leaves_no_row
    of_two_adders_of_one_key_one_is_refused
    a_reader_sees_all_of_a_commit_or_none
    many_commits_at_once_are_all_kept
    two_connections_see_the_same_rows
    random_commits_leave_what_the_model_says
}

#[cfg(not(target_arch = "wasm32"))]
impl Home for crate::store::memory::MemoryDisk {
    type Opened = crate::store::memory::MemoryStore;
    async fn open(&self) -> Self::Opened {
        self.open()
    }
}

const PART: Compartment = Compartment::CLINICAL;
const CHART: ChartId = ChartId([7; 16]);

fn log(number: u64) -> Key {
    Key::Log(PART, CHART, number)
}

fn draft(byte: u8) -> Key {
    Key::Draft(DraftId([byte; 16]))
}

fn sealed(text: &str) -> Sealed {
    Sealed::from_stored(text.as_bytes().to_vec())
}

async fn keep(store: &impl Store, writes: Vec<Write>) -> Result<(), StoreError> {
    store.commit(writes, Durability::Strict).await
}

async fn value(store: &impl Store, key: Key) -> Option<String> {
    let value = store.get(&key).await.unwrap()?;
    Some(String::from_utf8(value.as_bytes().to_vec()).unwrap())
}

async fn rows(store: &impl Store, range: Range) -> Vec<(Key, Vec<u8>)> {
    let rows = store.scan(&range).await.unwrap().into_iter();
    rows.map(|(key, value)| (key, value.as_bytes().to_vec()))
        .collect()
}

async fn adding_never_overwrites(home: &impl Home) {
    let store = home.open().await;
    keep(&store, vec![Write::Add(log(0), sealed("first"))])
        .await
        .unwrap();
    let again = keep(&store, vec![Write::Add(log(0), sealed("second"))]).await;
    assert_eq!(again, Err(StoreError::Exists(log(0))));
    assert_eq!(value(&store, log(0)).await.as_deref(), Some("first"));
}

async fn a_failed_commit_keeps_nothing(home: &impl Home) {
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

async fn rows_come_in_key_order(home: &impl Home) {
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
    let later = Range::ChartFrom(PART, CHART, 256);
    assert_eq!(rows(&store, later).await, expected[5..]);
    assert_eq!(store.count(&later).await, Ok(5));
}

fn neighbours() -> Vec<Key> {
    let mut near = [7; 16];
    near[15] = 8;
    vec![
        Key::Log(Compartment(1), CHART, 0),
        Key::Log(PART, ChartId([6; 16]), u64::MAX),
        Key::Log(PART, CHART, 0),
        Key::Log(PART, CHART, u64::MAX),
        Key::Log(PART, ChartId(near), 0),
        Key::Log(Compartment(3), CHART, 0),
        Key::Log(Compartment(0x0200), CHART, 0),
        Key::Journal(PART, 0),
        Key::Journal(Compartment(3), 0),
        Key::KeyringPage(PART, 0, Twin::First),
        Key::KeyringInbox(PART, KeyId([7; 16])),
        Key::DirectoryPage(PART, 0),
        Key::DirectoryDelta(PART, 0),
        Key::Blob(BlobId([7; 16]), 0),
        Key::Blob(BlobId([7; 16]), u32::MAX),
        Key::Blob(BlobId([8; 16]), 0),
        Key::Meta(MetaName::Vault, Twin::First),
        Key::Meta(MetaName::User(UserId([7; 16])), Twin::Second),
        draft(7),
    ]
}

async fn a_range_holds_no_neighbours(home: &impl Home) {
    let store = home.open().await;
    let everything = neighbours();
    let adds = everything.iter().map(|key| Write::Add(*key, sealed("row")));
    keep(&store, adds.collect()).await.unwrap();
    let ranges = [
        Range::Users,
        Range::KeyringPages(PART),
        Range::KeyringInbox(PART),
        Range::Log(PART),
        Range::Chart(PART, CHART),
        Range::ChartFrom(PART, CHART, 1),
        Range::Journal(PART),
        Range::JournalFrom(PART, 0),
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
        let last = store.last(&range).await.unwrap().map(|(key, _)| key);
        assert_eq!(last, expected.last().copied(), "{range:?}");
    }
}

async fn clearing_a_chart_leaves_its_neighbours(home: &impl Home) {
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

async fn commits_are_there_after_reopening(home: &impl Home) {
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

async fn values_of_any_size_come_back_whole(home: &impl Home) {
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

async fn deleting_what_is_not_there_is_no_error(home: &impl Home) {
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

async fn writes_take_effect_in_their_order(home: &impl Home) {
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

async fn an_append_only_table_refuses_to_replace(home: &impl Home) {
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

async fn segments_are_joined_in_one_commit(home: &impl Home) {
    let store = home.open().await;
    let small = (0..20).map(|number| Write::Add(log(number), sealed("small")));
    keep(&store, small.collect()).await.unwrap();
    let mut joining = vec![Write::Add(log(20), sealed("joined"))];
    joining.extend((0..20).map(|number| Write::Delete(log(number))));
    keep(&store, joining).await.unwrap();
    let left = vec![(log(20), b"joined".to_vec())];
    assert_eq!(rows(&store, Range::Chart(PART, CHART)).await, left);
}

async fn an_empty_commit_is_kept(home: &impl Home) {
    let store = home.open().await;
    assert_eq!(keep(&store, Vec::new()).await, Ok(()));
    let nothing = store.last(&Range::All(Table::Log)).await.unwrap();
    assert!(nothing.is_none());
}

async fn erasing_leaves_no_row(home: &impl Home) {
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

async fn of_two_adders_of_one_key_one_is_refused(home: &impl Home) {
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

async fn a_reader_sees_all_of_a_commit_or_none(home: &impl Home) {
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

async fn store_count(store: &impl Store) -> u64 {
    store.count(&Range::Chart(PART, CHART)).await.unwrap()
}

async fn many_commits_at_once_are_all_kept(home: &impl Home) {
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

async fn two_connections_see_the_same_rows(home: &impl Home) {
    let (one, two) = (home.open().await, home.open().await);
    keep(&one, vec![Write::Add(log(0), sealed("from one"))])
        .await
        .unwrap();
    assert_eq!(value(&two, log(0)).await.as_deref(), Some("from one"));
    let taken = keep(&two, vec![Write::Add(log(0), sealed("from two"))]).await;
    assert_eq!(taken, Err(StoreError::Exists(log(0))));
}

/// Numbers that look random and are the same every time (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

type Model = BTreeMap<String, Vec<u8>>;

/// One random change to one of twelve drafts, made in the model too; false if it must fail.
fn random_write(dice: &mut Dice, model: &mut Model) -> (Write, bool) {
    let key = draft(dice.below(12) as u8);
    let bytes: Vec<u8> = (0..dice.below(40)).map(|_| dice.below(256) as u8).collect();
    let value = Sealed::from_stored(bytes.clone());
    match dice.below(20) {
        0..8 => {
            model.insert(key.text(), bytes);
            (Write::Put(key, value), true)
        }
        8..14 => {
            model.remove(&key.text());
            (Write::Delete(key), true)
        }
        14 => {
            model.clear();
            (Write::Clear(Range::All(Table::Drafts)), true)
        }
        _ => {
            let free = !model.contains_key(&key.text());
            model.entry(key.text()).or_insert(bytes);
            (Write::Add(key, value), free)
        }
    }
}

async fn random_commits_leave_what_the_model_says(home: &impl Home) {
    let store = home.open().await;
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut model = Model::new();
    let mut refused = 0;
    for _ in 0..150 {
        let mut after = model.clone();
        let size = 1 + dice.below(6);
        let (writes, fine): (Vec<Write>, Vec<bool>) = (0..size)
            .map(|_| random_write(&mut dice, &mut after))
            .unzip();
        match keep(&store, writes).await {
            Ok(()) => {
                assert!(fine.iter().all(|fine| *fine));
                model = after;
            }
            Err(StoreError::Exists(_)) => {
                assert!(!fine.iter().all(|fine| *fine));
                refused += 1;
            }
            Err(other) => panic!("{other}"),
        }
        let found = rows(&store, Range::All(Table::Drafts)).await.into_iter();
        let found: Model = found.map(|(key, value)| (key.text(), value)).collect();
        assert_eq!(found, model);
    }
    assert!(refused > 10 && refused < 140, "both outcomes were tried");
}
