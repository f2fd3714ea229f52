//! Opening, upgrading, and every way a connection ends.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use indexed_db_futures::BuildPrimitive;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::QuerySource;
use indexed_db_futures::transaction::Transaction;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{DRAFT, put, text};
use crate::store::contract::Home;
use crate::store::indexeddb::migrations::{LADDER, Step};
use crate::store::indexeddb::testing::Fresh;
use crate::store::indexeddb::{Ended, IndexedDbStore, raw};
use crate::store::{Durability, Range, Store, StoreError, Table};

/// An invented next schema: every draft's bytes are reversed.
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

const FIRST: &[Step] = &[LADDER[0]];
const SECOND: &[Step] = &[LADDER[0], LADDER[1]];
const NEXT: &[Step] = &[LADDER[0], LADDER[1], LADDER[2], reverse_drafts];
const BROKEN: &[Step] = &[LADDER[0], LADDER[1], LADDER[2], clear_and_fail];

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
async fn a_database_of_an_earlier_schema_opens_with_its_rows_and_is_then_closed_to_versions_of_it()
{
    for earlier in [FIRST, SECOND] {
        let home = Fresh::database("earlier-schema").await;
        let before = IndexedDbStore::open_with(&home.name, earlier, |_| {})
            .await
            .unwrap();
        before
            .commit(put(DRAFT, "abc"), Durability::Strict)
            .await
            .unwrap();
        drop(before);
        let store = home.open().await;
        assert_eq!(text(&store, DRAFT).await, "abc");
        drop(store);
        let refused = IndexedDbStore::open_with(&home.name, earlier, |_| {}).await;
        let reads = earlier.len() as u32;
        assert_eq!(refused.err(), Some(StoreError::Newer { found: 3, reads }));
    }
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
    let store = IndexedDbStore::open_with(&home.name, NEXT, |_| {})
        .await
        .unwrap();
    assert_eq!(text(&store, DRAFT).await, "cba");
    drop(store);
    // Each step is taken once.
    let store = IndexedDbStore::open_with(&home.name, NEXT, |_| {})
        .await
        .unwrap();
    assert_eq!(text(&store, DRAFT).await, "cba");
}

#[wasm_bindgen_test]
async fn a_newer_schema_is_refused_with_both_numbers_and_left_as_it_is() {
    let home = Fresh::database("newer").await;
    let store = IndexedDbStore::open_with(&home.name, NEXT, |_| {})
        .await
        .unwrap();
    store
        .commit(put(DRAFT, "abc"), Durability::Strict)
        .await
        .unwrap();
    drop(store);
    let refused = IndexedDbStore::open(&home.name, |_| {}).await.err();
    assert_eq!(refused, Some(StoreError::Newer { found: 4, reads: 3 }));
    let store = IndexedDbStore::open_with(&home.name, NEXT, |_| {})
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
    let other = IndexedDbStore::open_with(&home.name, NEXT, |_| {})
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
    let blocked = IndexedDbStore::open_with(&home.name, NEXT, |_| {})
        .await
        .err();
    assert_eq!(blocked, Some(StoreError::Blocked));
    // What the holder had begun still works, and when it goes the upgrade is whole.
    assert_eq!(text(&store, DRAFT).await, "abc");
    drop(store);
    let store = IndexedDbStore::open_with(&home.name, NEXT, |_| {})
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
