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

use crate::base::{ChartId, Compartment};
use crate::vault::Sealed;

/// One change within a transaction. Changes take effect in the order they are listed.
pub enum Write {
    /// A new row. If the key is taken, the whole transaction fails with [`StoreError::Exists`].
    Add(Key, Sealed),
    /// A new row, or another value for an old one. Refused with [`StoreError::NeverReplaced`] in
    /// the tables of which [`Table::is_append_only`] holds.
    Put(Key, Sealed),
    /// Removes the row; a row that is not there is no error. Refused with [`StoreError::NeverRemoved`] for entries and for
    /// rows of the journal.
    Delete(Key),
    /// Removes every row of the range.
    Clear(Range),
    /// Rows of a chart become one. Only together with another row of that journal.
    Merge(Merge),
    /// The oldest rows of a journal go. Only together with another row of it.
    Shorten(Shorten),
}

/// Adjacent rows of a chart in a compartment, and the one that holds what they held, under the key of the first.
pub struct Merge {
    pub compartment: Compartment,
    pub chart: ChartId,
    /// Arrival number of the first, which goes like the others and comes again as all of them.
    pub first: u64,
    /// Arrival numbers of the others.
    pub others: Vec<u64>,
    pub into: Sealed,
}

/// The rows of a journal from one number to before another.
pub struct Shorten {
    pub compartment: Compartment,
    pub from: u64,
    pub to: u64,
}

/// What a store carries out, in order.
enum Change {
    Add(Key, Sealed),
    Put(Key, Sealed),
    Delete(Key),
    Clear(Range),
}

impl Write {
    fn changes(self) -> Vec<Change> {
        match self {
            Self::Add(key, value) => vec![Change::Add(key, value)],
            Self::Put(key, value) => vec![Change::Put(key, value)],
            Self::Delete(key) => vec![Change::Delete(key)],
            Self::Clear(range) => vec![Change::Clear(range)],
            Self::Merge(merge) => {
                let key = |at| Key::Log(merge.compartment, merge.chart, at);
                let first = key(merge.first);
                let mut changes = vec![Change::Delete(first)];
                changes.extend(merge.others.into_iter().map(|at| Change::Delete(key(at))));
                changes.push(Change::Add(first, merge.into));
                changes
            }
            Self::Shorten(Shorten {
                compartment,
                from,
                to,
            }) => {
                let key = |number| Key::Journal(compartment, number);
                (from..to)
                    .map(|number| Change::Delete(key(number)))
                    .collect()
            }
        }
    }
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

/// The writes as a store carries them out; refused where one of them would replace or remove a row that stays for good.
fn allowed(writes: Vec<Write>) -> Result<Vec<Change>, StoreError> {
    let journals: Vec<Compartment> = writes.iter().filter_map(journal_of).collect();
    let told = |compartment: &Compartment| journals.contains(compartment);
    for write in &writes {
        match write {
            Write::Put(key, _) if key.table().is_append_only() => {
                return Err(StoreError::NeverReplaced(*key));
            }
            Write::Delete(key @ (Key::Log(..) | Key::Journal(..))) => {
                return Err(StoreError::NeverRemoved(*key));
            }
            Write::Merge(merge) if !told(&merge.compartment) => {
                let key = Key::Log(merge.compartment, merge.chart, merge.first);
                return Err(StoreError::NeverRemoved(key));
            }
            Write::Shorten(shorten) if !told(&shorten.compartment) => {
                let key = Key::Journal(shorten.compartment, shorten.from);
                return Err(StoreError::NeverRemoved(key));
            }
            _ => {}
        }
    }
    Ok(writes.into_iter().flat_map(Write::changes).collect())
}

/// The journal that a write goes on.
fn journal_of(write: &Write) -> Option<Compartment> {
    match write {
        Write::Add(Key::Journal(compartment, _), _) => Some(*compartment),
        _ => None,
    }
}
