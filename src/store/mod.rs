//! Sealed rows behind one trait. What a row means, and when two rows belong together, is decided
//! above; here they are kept, in order, all of a transaction or none of it.

pub mod beside;
mod error;
#[cfg(target_arch = "wasm32")]
pub(crate) mod indexeddb;
pub(crate) mod key;
pub mod memory;
#[cfg(target_arch = "wasm32")]
pub(crate) mod opfs;
pub(crate) mod shelf;

#[cfg(test)]
mod contract;

// The engine lives in a dedicated worker, and OPFS hands out its handles nowhere else.
#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

pub use error::StoreError;
pub use key::{Key, MetaName, Range, Table, Twin};

use crate::vault::Sealed;

/// One change within a transaction. Changes take effect in the order they are listed.
pub enum Write {
    /// A new row. If the key is taken, the whole transaction fails with [`StoreError::Exists`].
    Add(Key, Sealed),
    /// A new row, or another value for an old one. Refused with [`StoreError::NeverReplaced`] in
    /// the tables of which [`Table::is_append_only`] holds.
    Put(Key, Sealed),
    /// Removes the row; a row that is not there is no error.
    Delete(Key),
    /// Removes every row of the range.
    Clear(Range),
}

/// Rows to be read together with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Query {
    /// The row of a key, as [`Store::get`] reads it.
    Get(Key),
    /// The rows of a range, as [`Store::scan`] reads them.
    Scan(Range),
}

/// What `commit` waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// The rows are on the disk: for whatever a person wrote.
    Strict,
    /// The rows are with the operating system: for what can be made again.
    Relaxed,
}

/// Where sealed rows are kept. Single-threaded: the engine runs in one worker.
#[expect(
    async_fn_in_trait,
    reason = "futures stay on the worker's one thread, so Send is not wanted"
)]
pub trait Store {
    /// The row of this key; `None` where there is none. A value is not opened here, so a damaged one is handed over
    /// too.
    async fn get(&self, key: &Key) -> Result<Option<Sealed>, StoreError>;

    /// The rows of the range, in key order. A row whose key this version does not understand is left
    /// out; the journal is what notices that a row it names is missing.
    async fn scan(&self, range: &Range) -> Result<Vec<(Key, Sealed)>, StoreError>;

    /// What each of these queries finds, in their order and as of one moment: one way to the disk and back for all of them.
    async fn read(&self, queries: &[Query]) -> Result<Vec<Vec<(Key, Sealed)>>, StoreError>;

    /// As [`scan`](Self::scan), without reading the values.
    async fn keys(&self, range: &Range) -> Result<Vec<Key>, StoreError>;

    /// The last row of the range.
    async fn last(&self, range: &Range) -> Result<Option<(Key, Sealed)>, StoreError>;

    /// How many rows the range has.
    async fn count(&self, range: &Range) -> Result<u64, StoreError>;

    /// How many bytes the rows of the range have together. Only their lengths are looked at, a few rows at a time: papers may
    /// be larger than memory.
    async fn bytes(&self, range: &Range) -> Result<u64, StoreError>;

    /// Makes every change or none. Whoever reads after `Ok` sees all of them.
    async fn commit(&self, writes: Vec<Write>, durability: Durability) -> Result<(), StoreError>;

    /// Removes every row of every table, in one transaction.
    async fn erase(&self) -> Result<(), StoreError> {
        let everything = Table::ALL.map(|table| Write::Clear(Range::All(table)));
        self.commit(everything.into(), Durability::Strict).await
    }
}

/// Reads one query after the other: where there is no quicker way.
async fn read_in_turn<S: Store>(
    store: &S,
    queries: &[Query],
) -> Result<Vec<Vec<(Key, Sealed)>>, StoreError> {
    let mut found = Vec::with_capacity(queries.len());
    for query in queries {
        found.push(match query {
            Query::Get(key) => {
                let row = store.get(key).await?;
                row.map(|sealed| (*key, sealed)).into_iter().collect()
            }
            Query::Scan(range) => store.scan(range).await?,
        });
    }
    Ok(found)
}

/// The first change that would replace a row of an append-only table.
fn refuse_replacing(writes: &[Write]) -> Result<(), StoreError> {
    let replaced = writes.iter().find_map(|write| match write {
        Write::Put(key, _) if key.table().is_append_only() => Some(*key),
        _ => None,
    });
    match replaced {
        Some(key) => Err(StoreError::NeverReplaced(key)),
        None => Ok(()),
    }
}
