//! The browser's database. One connection; whoever holds it is told when it ends.

mod commit;
mod migrations;
mod open;
mod read;
mod trouble;

#[cfg(test)]
pub(in crate::store) mod testing;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::rc::Rc;

use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::{Durability, Key, Query, Range, Store, StoreError, Write, read_in_turn};
use crate::vault::Sealed;
use migrations::{LADDER, Ladder};

/// How a connection ended. After either, everything asked of the store answers an error, and
/// another store may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Another page wants the database at another version, or gone. Everything answers `Blocked`.
    LetGo,
    /// The browser closed the database. Everything answers `Lost`.
    Lost,
}

/// Rows in the browser's IndexedDB. Dropping it closes the connection once what it was asked is done.
pub struct IndexedDbStore {
    database: Database,
    ended: Rc<Cell<Option<Ended>>>,
    // Called by the browser for as long as the connection is open.
    _listeners: [Closure<dyn FnMut()>; 2],
}

impl IndexedDbStore {
    /// Opens the database of this name, making or upgrading it. `on_end` is called at most once.
    ///
    /// # Errors
    /// `Blocked` while another tab holds it at an older schema, `Newer` if a newer version upgraded
    /// it, `Denied` where the browser lets pages keep nothing.
    pub async fn open(name: &str, on_end: impl Fn(Ended) + 'static) -> Result<Self, StoreError> {
        Self::open_with(name, LADDER, on_end).await
    }

    async fn open_with(
        name: &str,
        ladder: Ladder,
        on_end: impl Fn(Ended) + 'static,
    ) -> Result<Self, StoreError> {
        let database = open::open(name, ladder).await?;
        let ended = Rc::new(Cell::new(None));
        let on_end = Rc::new(on_end);
        let listener = |how: Ended| {
            let (raw, ended, on_end) = (raw(&database), Rc::clone(&ended), Rc::clone(&on_end));
            Closure::<dyn FnMut()>::new(move || {
                raw.close();
                if ended.replace(Some(how)).is_none() {
                    on_end(how);
                }
            })
        };
        let listeners = [listener(Ended::LetGo), listener(Ended::Lost)];
        let function = |closure: &Closure<dyn FnMut()>| -> Function {
            closure.as_ref().unchecked_ref::<Function>().clone()
        };
        raw(&database).set_onversionchange(Some(&function(&listeners[0])));
        raw(&database).set_onclose(Some(&function(&listeners[1])));
        Ok(Self {
            database,
            ended,
            _listeners: listeners,
        })
    }

    /// Deletes the database, whatever its schema and state: for *Erase and begin again* where it
    /// cannot be opened. Other tabs are told to let go of it first.
    ///
    /// # Errors
    /// `Blocked` if another tab does not let go; the deletion then happens once it does.
    #[cfg(test)]
    pub async fn destroy(name: &str) -> Result<(), StoreError> {
        open::destroy(name).await
    }

    fn connected(&self) -> Result<&Database, StoreError> {
        match self.ended.get() {
            None => Ok(&self.database),
            Some(Ended::LetGo) => Err(StoreError::Blocked),
            Some(Ended::Lost) => Err(StoreError::Lost),
        }
    }

    /// A request that failed because the connection ended says how it ended.
    fn or_ended<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        match result {
            Err(StoreError::Lost) => Err(self.connected().err().unwrap_or(StoreError::Lost)),
            other => other,
        }
    }

    /// For when one value of a range cannot be read at all, and the browser then hands out none.
    async fn scan_one_by_one(&self, range: &Range) -> Result<Vec<(Key, Sealed)>, StoreError> {
        let mut rows = Vec::new();
        for key in self.keys(range).await? {
            match self.get(&key).await {
                Ok(Some(value)) => rows.push((key, value)),
                Ok(None) => {}
                Err(StoreError::Failed(_)) => rows.push((key, Sealed::from_stored(Vec::new()))),
                Err(error) => return Err(error),
            }
        }
        Ok(rows)
    }
}

fn raw(database: &Database) -> web_sys::IdbDatabase {
    (**database.as_sys()).clone()
}

impl Drop for IndexedDbStore {
    fn drop(&mut self) {
        let raw = raw(&self.database);
        raw.set_onversionchange(None);
        raw.set_onclose(None);
        raw.close();
    }
}

impl Store for IndexedDbStore {
    async fn get(&self, key: &Key) -> Result<Option<Sealed>, StoreError> {
        let value = read::get(self.connected()?, key).await;
        self.or_ended(value.map_err(trouble::of))
    }

    async fn scan(&self, range: &Range) -> Result<Vec<(Key, Sealed)>, StoreError> {
        let rows = read::scan(self.connected()?, range).await;
        match self.or_ended(rows.map_err(trouble::of)) {
            Err(StoreError::Failed(_)) => self.scan_one_by_one(range).await,
            other => other,
        }
    }

    async fn read(&self, queries: &[Query]) -> Result<Vec<Vec<(Key, Sealed)>>, StoreError> {
        let found = read::read(self.connected()?, queries).await;
        match self.or_ended(found.map_err(trouble::of)) {
            Err(StoreError::Failed(_)) => read_in_turn(self, queries).await,
            other => other,
        }
    }

    async fn keys(&self, range: &Range) -> Result<Vec<Key>, StoreError> {
        let keys = read::keys(self.connected()?, range).await;
        self.or_ended(keys.map_err(trouble::of))
    }

    async fn last(&self, range: &Range) -> Result<Option<(Key, Sealed)>, StoreError> {
        let row = read::last(self.connected()?, range).await;
        self.or_ended(row.map_err(trouble::of))
    }

    async fn count(&self, range: &Range) -> Result<u64, StoreError> {
        let rows = read::count(self.connected()?, range).await;
        self.or_ended(rows.map_err(trouble::of))
    }

    async fn bytes(&self, range: &Range) -> Result<u64, StoreError> {
        let bytes = read::bytes(self.connected()?, range).await;
        self.or_ended(bytes.map_err(trouble::of))
    }

    async fn commit(&self, writes: Vec<Write>, durability: Durability) -> Result<(), StoreError> {
        let done = commit::commit(self.connected()?, writes, durability).await;
        self.or_ended(done)
    }
}
