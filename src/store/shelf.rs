//! Rows on the device, or in memory only: for a file that is read before there is a vault. One type for both, so that the
//! engine is built once.

use zeroize::Zeroizing;

use super::beside::{FileError, FileName, Files, MemoryFiles};
use super::memory::MemoryStore;
use super::{Durability, Key, Query, Range, Store, StoreError, Write};
use crate::base::Entropy;
use crate::vault::Sealed;

/// Where an engine's rows lie: in the device's database, or in memory only.
pub enum Shelf<S> {
    Device(S),
    Memory(MemoryStore),
}

impl<S: Store> Store for Shelf<S> {
    async fn get(&self, key: &Key) -> Result<Option<Sealed>, StoreError> {
        match self {
            Self::Device(store) => store.get(key).await,
            Self::Memory(store) => store.get(key).await,
        }
    }

    async fn scan(&self, range: &Range) -> Result<Vec<(Key, Sealed)>, StoreError> {
        match self {
            Self::Device(store) => store.scan(range).await,
            Self::Memory(store) => store.scan(range).await,
        }
    }

    async fn read(&self, queries: &[Query]) -> Result<Vec<Vec<(Key, Sealed)>>, StoreError> {
        match self {
            Self::Device(store) => store.read(queries).await,
            Self::Memory(store) => store.read(queries).await,
        }
    }

    async fn keys(&self, range: &Range) -> Result<Vec<Key>, StoreError> {
        match self {
            Self::Device(store) => store.keys(range).await,
            Self::Memory(store) => store.keys(range).await,
        }
    }

    async fn last(&self, range: &Range) -> Result<Option<(Key, Sealed)>, StoreError> {
        match self {
            Self::Device(store) => store.last(range).await,
            Self::Memory(store) => store.last(range).await,
        }
    }

    async fn count(&self, range: &Range) -> Result<u64, StoreError> {
        match self {
            Self::Device(store) => store.count(range).await,
            Self::Memory(store) => store.count(range).await,
        }
    }

    async fn bytes(&self, range: &Range) -> Result<u64, StoreError> {
        match self {
            Self::Device(store) => store.bytes(range).await,
            Self::Memory(store) => store.bytes(range).await,
        }
    }

    async fn commit(&self, writes: Vec<Write>, durability: Durability) -> Result<(), StoreError> {
        match self {
            Self::Device(store) => store.commit(writes, durability).await,
            Self::Memory(store) => store.commit(writes, durability).await,
        }
    }

    async fn erase(&self) -> Result<(), StoreError> {
        match self {
            Self::Device(store) => store.erase().await,
            Self::Memory(store) => store.erase().await,
        }
    }
}

/// The files beside those rows.
pub enum ShelfFiles<F> {
    Device(F),
    Memory(MemoryFiles),
}

impl<F: Files> Files for ShelfFiles<F> {
    async fn read(&self, name: FileName) -> Result<Option<Zeroizing<Vec<u8>>>, FileError> {
        match self {
            Self::Device(files) => files.read(name).await,
            Self::Memory(files) => files.read(name).await,
        }
    }

    async fn write(&self, name: FileName, bytes: &[u8]) -> Result<(), FileError> {
        match self {
            Self::Device(files) => files.write(name, bytes).await,
            Self::Memory(files) => files.write(name, bytes).await,
        }
    }

    async fn wipe(&self, name: FileName) -> Result<(), FileError> {
        match self {
            Self::Device(files) => files.wipe(name).await,
            Self::Memory(files) => files.wipe(name).await,
        }
    }

    async fn size(&self, name: FileName) -> Result<Option<usize>, FileError> {
        match self {
            Self::Device(files) => files.size(name).await,
            Self::Memory(files) => files.size(name).await,
        }
    }

    async fn occupy(
        &self,
        name: FileName,
        size: usize,
        entropy: &mut dyn Entropy,
    ) -> Result<(), FileError> {
        match self {
            Self::Device(files) => files.occupy(name, size, entropy).await,
            Self::Memory(files) => files.occupy(name, size, entropy).await,
        }
    }

    async fn remove(&self, name: FileName) -> Result<bool, FileError> {
        match self {
            Self::Device(files) => files.remove(name).await,
            Self::Memory(files) => files.remove(name).await,
        }
    }
}
