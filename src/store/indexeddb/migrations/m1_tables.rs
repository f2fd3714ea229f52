//! Schema 1: the seven tables, each from a text key to bytes.

use std::future::{Future, ready};
use std::pin::Pin;

use indexed_db_futures::Build;
use indexed_db_futures::transaction::Transaction;

const TABLES: [&str; 7] = [
    "meta",
    "keyring",
    "log",
    "journal",
    "directory",
    "blobs",
    "drafts",
];

pub(super) fn step<'a>(
    transaction: &'a Transaction<'a>,
) -> Pin<Box<dyn Future<Output = indexed_db_futures::Result<()>> + 'a>> {
    Box::pin(ready(TABLES.iter().try_for_each(|table| {
        transaction.db().create_object_store(*table).build()?;
        Ok(())
    })))
}
