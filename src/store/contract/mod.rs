//! What every store keeps to: one suite, run on the memory store natively and on IndexedDB in a
//! browser's worker.

mod commits;
mod model;
mod ranges;
mod together;

use super::{Durability, Key, MetaName, Query, Range, Store, StoreError, Twin, Write};
use crate::base::{BlobId, ChartId, Compartment, DraftId, KeyId, UserId};
use crate::vault::Sealed;

/// Where a suite's store keeps its rows: opening twice reaches the same rows.
pub(super) trait Home {
    type Opened: Store;
    async fn open(&self) -> Self::Opened;
}

macro_rules! on_every_store {
    ($($part:ident: $($name:ident)*;)*) => {
        #[cfg(not(target_arch = "wasm32"))]
        mod on_memory {
            $($(
                #[test]
                fn $name() {
                    let disk = crate::store::memory::MemoryDisk::new();
                    futures_lite::future::block_on(super::$part::$name(&disk));
                }
            )*)*
        }

        #[cfg(target_arch = "wasm32")]
        mod on_indexeddb {
            use crate::store::indexeddb::testing::Fresh;
            use wasm_bindgen_test::wasm_bindgen_test;
            $($(
                #[wasm_bindgen_test]
                async fn $name() {
                    super::$part::$name(&Fresh::database(stringify!($name)).await).await;
                }
            )*)*
        }
    };
}

on_every_store! {
    commits:
        adding_never_overwrites
        a_failed_commit_keeps_nothing
        commits_are_there_after_reopening
        values_of_any_size_come_back_whole
        deleting_what_is_not_there_is_no_error
        writes_take_effect_in_their_order
        an_append_only_table_refuses_to_replace
        rows_are_merged_in_one_commit_with_a_row_of_the_journal
        a_journal_is_shortened_with_a_row_that_says_so
        entries_and_rows_of_the_journal_are_not_deleted
        an_empty_commit_is_kept
        erasing_leaves_no_row
    ;
    ranges:
        rows_come_in_key_order
        a_range_holds_no_neighbours
        queries_find_what_each_would_find_alone
        clearing_a_chart_leaves_its_neighbours
    ;
    together:
        of_two_adders_of_one_key_one_is_refused
        a_reader_sees_all_of_a_commit_or_none
        many_commits_at_once_are_all_kept
        two_connections_see_the_same_rows
    ;
    model:
        random_commits_leave_what_the_model_says
    ;
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
