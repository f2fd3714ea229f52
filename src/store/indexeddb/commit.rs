//! Writing: everything is made ready first, the transaction opened last, every request issued
//! without awaiting, and only the commit awaited. A transaction that waits for anything else would
//! be committed half done by the browser.

use indexed_db_futures::Build;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::{IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::trouble;
use crate::store::{Change, Durability, Key, Range, StoreError, Table, Write, allowed};
use crate::vault::Sealed;

pub(super) async fn commit(
    database: &Database,
    writes: Vec<Write>,
    durability: Durability,
) -> Result<(), StoreError> {
    let requests: Vec<Ready> = allowed(writes)?.into_iter().map(Ready::from).collect();
    let tables = tables_of(&requests);
    if tables.is_empty() {
        return Ok(());
    }
    let transaction = database
        .transaction(tables.as_slice())
        .with_mode(TransactionMode::Readwrite)
        .with_options(TransactionOptions::new().with_durability(match durability {
            Durability::Strict => TransactionDurability::Strict,
            Durability::Relaxed => TransactionDurability::Relaxed,
        }))
        .build()
        .map_err(trouble::of)?;
    // The library's commit takes the transaction and loses why it failed; this one still knows.
    let raw: IdbTransaction = (**transaction.as_sys()).clone();
    // An error here drops the transaction, which aborts it.
    let adds = issue(&raw, &requests).map_err(|error| trouble::of(error.into()))?;
    match transaction.commit().await {
        Ok(()) => Ok(()),
        Err(error) => Err(why(&raw, &adds, error)),
    }
}

/// A change as the browser takes it.
enum Ready {
    Add(Key, JsValue, Uint8Array),
    Put(Table, JsValue, Uint8Array),
    Delete(Table, JsValue),
    Clear(Range),
}

impl Ready {
    fn table(&self) -> Table {
        match self {
            Self::Add(key, ..) => key.table(),
            Self::Put(table, ..) | Self::Delete(table, _) => *table,
            Self::Clear(range) => range.table(),
        }
    }
}

impl From<Change> for Ready {
    fn from(change: Change) -> Self {
        let text = |key: &Key| JsValue::from_str(&key.text());
        let bytes = |value: &Sealed| Uint8Array::from(value.as_bytes());
        match change {
            Change::Add(key, value) => Self::Add(key, text(&key), bytes(&value)),
            Change::Put(key, value) => Self::Put(key.table(), text(&key), bytes(&value)),
            Change::Delete(key) => Self::Delete(key.table(), text(&key)),
            Change::Clear(range) => Self::Clear(range),
        }
    }
}

fn tables_of(requests: &[Ready]) -> Vec<&'static str> {
    let touched = |table: &Table| requests.iter().any(|ready| ready.table() == *table);
    let tables = Table::ALL.into_iter().filter(touched);
    tables.map(Table::name).collect()
}

type Adds = Vec<(Key, IdbRequest)>;

fn issue(transaction: &IdbTransaction, requests: &[Ready]) -> Result<Adds, JsValue> {
    let mut adds = Vec::new();
    let mut current: Option<(Table, IdbObjectStore)> = None;
    for ready in requests {
        let table = ready.table();
        let store = match current.take() {
            Some((same, store)) if same == table => store,
            _ => transaction.object_store(table.name())?,
        };
        match ready {
            Ready::Add(key, text, bytes) => adds.push((*key, store.add_with_key(bytes, text)?)),
            Ready::Put(_, text, bytes) => {
                store.put_with_key(bytes, text)?;
            }
            Ready::Delete(_, text) => {
                store.delete(text)?;
            }
            Ready::Clear(Range::All(_)) => {
                store.clear()?;
            }
            Ready::Clear(range) => {
                store.delete(&key_range(range)?)?;
            }
        }
        current = Some((table, store));
    }
    Ok(adds)
}

fn key_range(range: &Range) -> Result<JsValue, JsValue> {
    let (from, below) = range.bounds();
    let (from, below) = (from.into(), below.into());
    IdbKeyRange::bound_with_lower_open_and_upper_open(&from, &below, false, true).map(Into::into)
}

/// Why a transaction was not committed: a taken key, what the transaction says (a full disk says so
/// only there), or else what the library made of it.
fn why(transaction: &IdbTransaction, adds: &Adds, error: Error) -> StoreError {
    let taken = adds.iter().find(|(_, request)| {
        matches!(request.error(), Ok(Some(exception)) if exception.name() == "ConstraintError")
    });
    match (taken, transaction.error()) {
        (Some((key, _)), _) => StoreError::Exists(*key),
        (None, Some(exception)) => trouble::of_exception(&exception),
        (None, None) => trouble::of(error),
    }
}
