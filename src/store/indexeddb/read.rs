//! Reading. A value that is not bytes is handed on as no bytes at all: opening it finds it damaged,
//! and the rest of its chart opens.

use indexed_db_futures::cursor::CursorDirection;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::QuerySource;
use indexed_db_futures::transaction::{OnTransactionDrop, Transaction};
use indexed_db_futures::{Build, BuildPrimitive, KeyRange};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

use crate::store::{Key, Query, Range, Table};
use crate::vault::Sealed;

type Result<T> = std::result::Result<T, Error>;

/// A transaction that ends by itself once nothing more is asked. The library would abort it, which is a message to the
/// browser for each.
fn reading<'a>(database: &'a Database, tables: &[&str]) -> Result<Transaction<'a>> {
    let mut transaction = database.transaction(tables).build()?;
    transaction.on_drop(OnTransactionDrop::Commit);
    Ok(transaction)
}

pub(super) async fn get(database: &Database, key: &Key) -> Result<Option<Sealed>> {
    let transaction = reading(database, &[key.table().name()])?;
    let store = transaction.object_store(key.table().name())?;
    let value: Option<JsValue> = store.get(key.text()).primitive()?.await?;
    Ok(value.map(sealed))
}

/// A query that was asked and not answered yet.
enum Issued<Value, Keys, Values> {
    Row(Key, Value),
    Rows(Table, Keys, Values),
}

fn table_of(query: &Query) -> Table {
    match query {
        Query::Get(key) => key.table(),
        Query::Scan(range) => range.table(),
    }
}

/// All of it is asked for before anything is awaited, in one transaction.
pub(super) async fn read(
    database: &Database,
    queries: &[Query],
) -> Result<Vec<Vec<(Key, Sealed)>>> {
    let mut tables: Vec<Table> = queries.iter().map(table_of).collect();
    tables.sort_unstable();
    tables.dedup();
    let names: Vec<&str> = tables.into_iter().map(Table::name).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let transaction = reading(database, &names)?;
    let mut asked = Vec::with_capacity(queries.len());
    for query in queries {
        let store = transaction.object_store(table_of(query).name())?;
        asked.push(match query {
            Query::Get(key) => Issued::Row(*key, store.get(key.text()).primitive()?),
            Query::Scan(range) => {
                let keys = store.get_all_keys().with_query::<String, _>(bounds(range));
                let values = store.get_all().with_query::<String, _>(bounds(range));
                Issued::Rows(range.table(), keys.primitive()?, values.primitive()?)
            }
        });
    }
    let mut found = Vec::with_capacity(asked.len());
    for one in asked {
        found.push(match one {
            Issued::Row(key, value) => {
                let value: Option<JsValue> = value.await?;
                value
                    .map(|value| (key, sealed(value)))
                    .into_iter()
                    .collect()
            }
            Issued::Rows(table, keys, values) => rows(table, keys.await?, values.await?)?,
        });
    }
    Ok(found)
}

pub(super) async fn scan(database: &Database, range: &Range) -> Result<Vec<(Key, Sealed)>> {
    let table = range.table();
    let transaction = reading(database, &[table.name()])?;
    let store = transaction.object_store(table.name())?;
    // Both are asked for in one transaction, so they are of one moment and one length.
    let keys = store
        .get_all_keys()
        .with_query::<String, _>(bounds(range))
        .primitive()?;
    let values = store
        .get_all()
        .with_query::<String, _>(bounds(range))
        .primitive()?;
    rows(table, keys.await?, values.await?)
}

/// Keys and values of one moment, put together again.
fn rows(
    table: Table,
    keys: impl Iterator<Item = Result<JsValue>>,
    values: impl Iterator<Item = Result<JsValue>>,
) -> Result<Vec<(Key, Sealed)>> {
    let keys = texts(keys)?;
    let values = values.collect::<Result<Vec<JsValue>>>()?;
    let rows = keys.into_iter().zip(values).filter_map(|(text, value)| {
        let key = Key::parse(table, &text?)?;
        Some((key, sealed(value)))
    });
    Ok(rows.collect())
}

pub(super) async fn keys(database: &Database, range: &Range) -> Result<Vec<Key>> {
    let table = range.table();
    let transaction = reading(database, &[table.name()])?;
    let store = transaction.object_store(table.name())?;
    let keys = store
        .get_all_keys()
        .with_query::<String, _>(bounds(range))
        .primitive()?;
    let keys = texts(keys.await?)?.into_iter();
    Ok(keys.filter_map(|text| Key::parse(table, &text?)).collect())
}

pub(super) async fn last(database: &Database, range: &Range) -> Result<Option<(Key, Sealed)>> {
    let table = range.table();
    let transaction = reading(database, &[table.name()])?;
    let store = transaction.object_store(table.name())?;
    let cursor = store
        .open_key_cursor()
        .with_query::<String, _>(bounds(range))
        .with_direction(CursorDirection::Prev)
        .primitive()?
        .await?;
    let Some(cursor) = cursor else {
        return Ok(None);
    };
    let Some(key) = cursor
        .primary_key::<JsValue>()?
        .and_then(|key| Key::parse(table, &key.as_string()?))
    else {
        return Ok(None);
    };
    let value: Option<JsValue> = store.get(key.text()).primitive()?.await?;
    Ok(value.map(|value| (key, sealed(value))))
}

pub(super) async fn count(database: &Database, range: &Range) -> Result<u64> {
    let transaction = reading(database, &[range.table().name()])?;
    let store = transaction.object_store(range.table().name())?;
    let rows = store
        .count()
        .with_query::<String, _>(bounds(range))
        .primitive()?
        .await?;
    Ok(u64::from(rows))
}

/// Rows whose lengths are asked for at once.
const AT_ONCE: u32 = 16;

/// The values stay with the browser: no byte of them is copied.
pub(super) async fn bytes(database: &Database, range: &Range) -> Result<u64> {
    let table = range.table().name();
    let (mut from, below) = range.bounds();
    let mut after = false;
    let mut sum = 0;
    loop {
        let transaction = reading(database, &[table])?;
        let store = transaction.object_store(table)?;
        let rest = || KeyRange::Bound(from.clone(), after, below.clone(), true);
        let keys = store
            .get_all_keys()
            .with_query::<String, _>(rest())
            .with_limit(AT_ONCE)
            .primitive()?;
        let values = store
            .get_all()
            .with_query::<String, _>(rest())
            .with_limit(AT_ONCE)
            .primitive()?;
        let keys = texts(keys.await?)?;
        for value in values.await? {
            let value: JsValue = value?;
            let length = value.dyn_ref::<Uint8Array>().map(Uint8Array::length);
            sum += u64::from(length.unwrap_or(0));
        }
        let full = keys.len() == AT_ONCE as usize;
        let Some(last) = keys.into_iter().flatten().last().filter(|_| full) else {
            return Ok(sum);
        };
        (from, after) = (last, true);
    }
}

fn bounds(range: &Range) -> KeyRange<String> {
    let (from, below) = range.bounds();
    KeyRange::Bound(from, false, below, true)
}

fn texts(keys: impl Iterator<Item = Result<JsValue>>) -> Result<Vec<Option<String>>> {
    keys.map(|key| Ok(key?.as_string())).collect()
}

fn sealed(value: JsValue) -> Sealed {
    let bytes = value.dyn_ref::<Uint8Array>();
    Sealed::from_stored(bytes.map(Uint8Array::to_vec).unwrap_or_default())
}
