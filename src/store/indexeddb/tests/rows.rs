//! Rows that are not as this program writes them, and reading beside writing.

use futures_lite::future::zip;
use indexed_db_futures::prelude::QuerySource;
use indexed_db_futures::{Build, BuildPrimitive};
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::IdbTransactionMode;

use super::{DRAFT, put};
use crate::base::DraftId;
use crate::store::contract::Home;
use crate::store::indexeddb::testing::Fresh;
use crate::store::indexeddb::{IndexedDbStore, raw};
use crate::store::{Durability, Key, Range, Store, Table};

/// Puts any value under any key, past the store.
async fn put_raw(store: &IndexedDbStore, table: Table, key: &JsValue, value: &JsValue) {
    let transaction = raw(&store.database)
        .transaction_with_str_and_mode(table.name(), IdbTransactionMode::Readwrite)
        .unwrap();
    let rows = transaction.object_store(table.name()).unwrap();
    rows.put_with_key(value, key).unwrap();
    let done = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(done).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_value_that_is_not_bytes_keeps_its_place_and_the_rest_is_read() {
    let store = Fresh::database("not-bytes").await.open().await;
    let keys = [1, 2, 3].map(|byte| Key::Draft(DraftId([byte; 16])));
    for key in keys {
        store
            .commit(put(key, "whole"), Durability::Strict)
            .await
            .unwrap();
    }
    put_raw(
        &store,
        Table::Drafts,
        &keys[1].text().into(),
        &"words".into(),
    )
    .await;
    let rows = store.scan(&Range::All(Table::Drafts)).await.unwrap();
    let lengths: Vec<(Key, usize)> = rows
        .iter()
        .map(|(key, value)| (*key, value.as_bytes().len()))
        .collect();
    assert_eq!(lengths, [(keys[0], 5), (keys[1], 0), (keys[2], 5)]);
    assert!(
        store
            .get(&keys[1])
            .await
            .unwrap()
            .unwrap()
            .as_bytes()
            .is_empty()
    );
    let rows = store
        .scan_one_by_one(&Range::All(Table::Drafts))
        .await
        .unwrap();
    assert_eq!(rows.len(), 3);
}

#[wasm_bindgen_test]
async fn a_row_under_a_foreign_key_is_left_out_and_erased() {
    let store = Fresh::database("foreign-key").await.open().await;
    store
        .commit(put(DRAFT, "abc"), Durability::Strict)
        .await
        .unwrap();
    let bytes = Uint8Array::from([1, 2].as_slice());
    for key in [
        JsValue::from_str("FF"),
        JsValue::from_f64(7.0),
        JsValue::from_str("~~"),
    ] {
        put_raw(&store, Table::Drafts, &key, &bytes).await;
    }
    let all = Range::All(Table::Drafts);
    assert_eq!(store.keys(&all).await, Ok(vec![DRAFT]));
    assert_eq!(store.scan(&all).await.unwrap().len(), 1);
    store.erase().await.unwrap();
    let left = store.database.transaction("drafts").build().unwrap();
    let left = left.object_store("drafts").unwrap();
    assert_eq!(left.count().primitive().unwrap().await, Ok(0));
}

#[wasm_bindgen_test]
async fn commits_of_a_clerk_and_a_reader_do_not_wait_for_ever() {
    let store = Fresh::database("interleaved").await.open().await;
    for round in 0..50u8 {
        let key = Key::Draft(DraftId([round; 16]));
        let all = Range::All(Table::Drafts);
        let (written, read) = zip(
            store.commit(put(key, "abc"), Durability::Strict),
            store.scan(&all),
        )
        .await;
        written.unwrap();
        read.unwrap();
    }
    assert_eq!(store.count(&Range::All(Table::Drafts)).await, Ok(50));
}
