//! Databases for tests.

use super::IndexedDbStore;
use crate::store::contract::Home;

/// A database that was just deleted, under a name of its own.
pub(in crate::store) struct Fresh {
    pub name: String,
}

impl Fresh {
    pub async fn database(name: &str) -> Self {
        let name = format!("test-{name}");
        IndexedDbStore::destroy(&name)
            .await
            .expect("nobody else has it open");
        Self { name }
    }
}

impl Home for Fresh {
    type Opened = IndexedDbStore;
    async fn open(&self) -> IndexedDbStore {
        IndexedDbStore::open(&self.name, |_| {})
            .await
            .expect("a fresh database opens")
    }
}
