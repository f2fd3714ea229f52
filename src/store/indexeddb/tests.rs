use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use futures_lite::future::zip;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::QuerySource;
use indexed_db_futures::transaction::Transaction;
use indexed_db_futures::{Build, BuildPrimitive};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::IdbTransactionMode;

use super::migrations::Step;
use super::testing::Fresh;
use super::*;
use crate::base::entropy::SystemEntropy;
use crate::base::{BlobId, DraftId, Entropy};
use crate::store::{MetaName, Table, Twin, contract::Home};

const DRAFT: Key = Key::Draft(DraftId([1; 16]));

fn put(key: Key, text: &str) -> Vec<Write> {
    vec![Write::Put(key, Sealed::from_stored(text.into()))]
}

async fn text(store: &IndexedDbStore, key: Key) -> String {
    let value = store.get(&key).await.unwrap().unwrap();
    String::from_utf8(value.as_bytes().to_vec()).unwrap()
}

/// An invented second schema: every draft's bytes are reversed.
fn reverse_drafts<'a>(
    transaction: &'a Transaction<'a>,
) -> Pin<Box<dyn Future<Output = indexed_db_futures::Result<()>> + 'a>> {
    Box::pin(async move {
        let store = transaction.object_store("drafts")?;
        let keys = store.get_all_keys::<JsValue>().primitive()?;
        let values = store.get_all::<JsValue>().primitive()?;
        let (keys, values) = (keys.await?, values.await?);
        for (key, value) in keys.zip(values) {
            let mut bytes = Uint8Array::new(&value?).to_vec();
            bytes.reverse();
            let value: JsValue = Uint8Array::from(bytes.as_slice()).into();
            store
                .put(value)
                .with_key(key?)
                .without_key_type()
                .primitive()?
                .await?;
        }
        Ok(())
    })
}

/// A step that changes rows and then fails.
fn clear_and_fail<'a>(
    transaction: &'a Transaction<'a>,
) -> Pin<Box<dyn Future<Output = indexed_db_futures::Result<()>> + 'a>> {
    Box::pin(async move {
        transaction.object_store("drafts")?.clear()?.await?;
        Err(Error::from(js_sys::Error::new("the step failed")))
    })
}

const SECOND: &[Step] = &[LADDER[0], reverse_drafts];
const BROKEN: &[Step] = &[LADDER[0], clear_and_fail];

#[wasm_bindgen_test]
async fn the_first_schema_has_every_table_and_no_other() {
    let store = Fresh::database("tables").await.open().await;
    let mut names: Vec<String> = store.database.object_store_names().collect();
    names.sort();
    let mut wanted = Table::ALL.map(Table::name);
    wanted.sort_unstable();
    assert_eq!(names, wanted);
}

#[wasm_bindgen_test]
async fn an_older_schema_is_brought_up_and_its_rows_rewritten() {
    let home = Fresh::database("migration").await;
    let store = home.open().await;
    store
        .commit(put(DRAFT, "abc"), Durability::Strict)
        .await
        .unwrap();
    drop(store);
    let store = IndexedDbStore::open_with(&home.name, SECOND, |_| {})
        .await
        .unwrap();
    assert_eq!(text(&store, DRAFT).await, "cba");
    drop(store);
    // Each step is taken once.
    let store = IndexedDbStore::open_with(&home.name, SECOND, |_| {})
        .await
        .unwrap();
    assert_eq!(text(&store, DRAFT).await, "cba");
}

#[wasm_bindgen_test]
async fn a_newer_schema_is_refused_with_both_numbers_and_left_as_it_is() {
    let home = Fresh::database("newer").await;
    let store = IndexedDbStore::open_with(&home.name, SECOND, |_| {})
        .await
        .unwrap();
    store
        .commit(put(DRAFT, "abc"), Durability::Strict)
        .await
        .unwrap();
    drop(store);
    let refused = IndexedDbStore::open(&home.name, |_| {}).await.err();
    assert_eq!(refused, Some(StoreError::Newer { found: 2, reads: 1 }));
    let store = IndexedDbStore::open_with(&home.name, SECOND, |_| {})
        .await
        .unwrap();
    assert_eq!(text(&store, DRAFT).await, "abc");
}

#[wasm_bindgen_test]
async fn a_step_that_fails_changes_nothing() {
    let home = Fresh::database("broken-step").await;
    let store = home.open().await;
    store
        .commit(put(DRAFT, "abc"), Durability::Strict)
        .await
        .unwrap();
    drop(store);
    let failed = IndexedDbStore::open_with(&home.name, BROKEN, |_| {})
        .await
        .err();
    assert!(matches!(failed, Some(StoreError::Failed(_))), "{failed:?}");
    let store = home.open().await;
    assert_eq!(text(&store, DRAFT).await, "abc");
}

#[wasm_bindgen_test]
async fn a_page_that_wants_another_version_gets_the_database() {
    let home = Fresh::database("let-go").await;
    let heard = Rc::new(RefCell::new(Vec::new()));
    let told = Rc::clone(&heard);
    let store = IndexedDbStore::open(&home.name, move |how| told.borrow_mut().push(how))
        .await
        .unwrap();
    store
        .commit(put(DRAFT, "abc"), Durability::Strict)
        .await
        .unwrap();
    let other = IndexedDbStore::open_with(&home.name, SECOND, |_| {})
        .await
        .unwrap();
    assert_eq!(text(&other, DRAFT).await, "cba");
    assert_eq!(*heard.borrow(), [Ended::LetGo]);
    let written = store.commit(put(DRAFT, "late"), Durability::Strict).await;
    assert_eq!(written, Err(StoreError::Blocked));
    assert_eq!(store.get(&DRAFT).await.err(), Some(StoreError::Blocked));
    assert_eq!(text(&other, DRAFT).await, "cba");
}

#[wasm_bindgen_test]
async fn a_tab_that_does_not_let_go_blocks_the_upgrade_until_it_does() {
    let home = Fresh::database("blocked").await;
    let store = home.open().await;
    store
        .commit(put(DRAFT, "abc"), Durability::Strict)
        .await
        .unwrap();
    raw(&store.database).set_onversionchange(None);
    let blocked = IndexedDbStore::open_with(&home.name, SECOND, |_| {})
        .await
        .err();
    assert_eq!(blocked, Some(StoreError::Blocked));
    // What the holder had begun still works, and when it goes the upgrade is whole.
    assert_eq!(text(&store, DRAFT).await, "abc");
    drop(store);
    let store = IndexedDbStore::open_with(&home.name, SECOND, |_| {})
        .await
        .unwrap();
    assert_eq!(text(&store, DRAFT).await, "cba");
}

#[wasm_bindgen_test]
async fn a_database_that_the_browser_closes_is_lost_and_opens_again() {
    let home = Fresh::database("lost").await;
    let heard = Rc::new(RefCell::new(Vec::new()));
    let told = Rc::clone(&heard);
    let store = IndexedDbStore::open(&home.name, move |how| told.borrow_mut().push(how))
        .await
        .unwrap();
    store
        .commit(put(DRAFT, "abc"), Durability::Strict)
        .await
        .unwrap();
    // What the browser does when its storage fails or is cleared from outside.
    let raw = raw(&store.database);
    raw.dispatch_event(&web_sys::Event::new("close").unwrap())
        .unwrap();
    assert_eq!(*heard.borrow(), [Ended::Lost]);
    assert_eq!(store.get(&DRAFT).await.err(), Some(StoreError::Lost));
    let written = store.commit(put(DRAFT, "late"), Durability::Strict).await;
    assert_eq!(written, Err(StoreError::Lost));
    assert_eq!(text(&home.open().await, DRAFT).await, "abc");
}

#[wasm_bindgen_test]
async fn a_connection_closed_without_a_word_is_lost() {
    let store = Fresh::database("closed").await.open().await;
    raw(&store.database).close();
    let written = store.commit(put(DRAFT, "late"), Durability::Strict).await;
    assert_eq!(written, Err(StoreError::Lost));
    let rows = store.scan(&Range::All(Table::Drafts)).await.err();
    assert_eq!(rows, Some(StoreError::Lost));
}

#[wasm_bindgen_test]
async fn destroying_takes_the_database_from_a_store_that_has_it_open() {
    let home = Fresh::database("destroyed").await;
    let store = home.open().await;
    store
        .commit(put(DRAFT, "abc"), Durability::Strict)
        .await
        .unwrap();
    IndexedDbStore::destroy(&home.name).await.unwrap();
    assert_eq!(store.get(&DRAFT).await.err(), Some(StoreError::Blocked));
    assert!(home.open().await.get(&DRAFT).await.unwrap().is_none());
}

#[wasm_bindgen_test]
async fn destroying_answers_blocked_while_another_holds_on() {
    let home = Fresh::database("held").await;
    let store = home.open().await;
    raw(&store.database).set_onversionchange(None);
    let answer = IndexedDbStore::destroy(&home.name).await;
    assert_eq!(answer, Err(StoreError::Blocked));
    drop(store);
    assert!(home.open().await.get(&DRAFT).await.unwrap().is_none());
}

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

/// Opens a storage bucket that holds little, and makes its databases the worker's until dropped.
struct SmallDevice {
    before: JsValue,
}

impl SmallDevice {
    /// `None` where the browser has no storage buckets.
    async fn of(bytes: u32) -> Option<Self> {
        let open = Function::new_with_args(
            "bytes",
            "const buckets = navigator.storageBuckets;
             if (!buckets) return undefined;
             return buckets.delete('small')
                 .then(() => buckets.open('small', { quota: bytes }))
                 .then((bucket) => bucket.indexedDB);",
        );
        let promise = open.call1(&JsValue::NULL, &bytes.into()).ok()?;
        let factory = JsFuture::from(Promise::resolve(&promise)).await.ok()?;
        if factory.is_undefined() {
            return None;
        }
        let before = Reflect::get(&js_sys::global(), &"indexedDB".into()).ok()?;
        define_indexed_db(&factory);
        Some(Self { before })
    }
}

impl Drop for SmallDevice {
    fn drop(&mut self) {
        define_indexed_db(&self.before);
    }
}

fn define_indexed_db(factory: &JsValue) {
    let define = Function::new_with_args(
        "factory",
        "Object.defineProperty(self, 'indexedDB', { value: factory, configurable: true });",
    );
    define.call1(&JsValue::NULL, factory).unwrap();
}

/// What the browser's storage cannot make smaller, as ciphertext.
fn incompressible(size: usize) -> Vec<u8> {
    let mut bytes = vec![0; size];
    SystemEntropy.fill(&mut bytes);
    bytes
}

#[wasm_bindgen_test]
async fn a_full_device_says_so_and_keeps_what_was_there() {
    let Some(_device) = SmallDevice::of(2 << 20).await else {
        panic!("this browser has no storage buckets to fill");
    };
    let store = IndexedDbStore::open("small", |_| {}).await.unwrap();
    let vault = Key::Meta(MetaName::Vault, Twin::First);
    store
        .commit(put(vault, "kept"), Durability::Strict)
        .await
        .unwrap();
    let mut chunks = 0;
    let failed = loop {
        let chunk = Write::Add(
            Key::Blob(BlobId([1; 16]), chunks),
            Sealed::from_stored(incompressible(256 << 10)),
        );
        let mut writes = put(DRAFT, &format!("draft {chunks}"));
        writes.push(chunk);
        match store.commit(writes, Durability::Strict).await {
            Ok(()) => chunks += 1,
            Err(error) => break error,
        }
        assert!(chunks < 64, "sixteen megabytes went into two");
    };
    assert_eq!(failed, StoreError::Full);
    assert_eq!(text(&store, vault).await, "kept");
    assert_eq!(text(&store, DRAFT).await, format!("draft {}", chunks - 1));
    let kept = store.count(&Range::Blob(BlobId([1; 16]))).await;
    assert_eq!(kept, Ok(u64::from(chunks)));
}
