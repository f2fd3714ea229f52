//! Why storage did not do what it was asked. Each kind has its own screen, so each is its own variant.

use super::Key;

/// Why storage did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Nothing of the transaction was kept.
    #[error("the device is full")]
    Full,
    /// Another tab holds the database open at another version, or asked this one to let go of it.
    #[error("another tab keeps the records at another version")]
    Blocked,
    /// The browser closed the database. A commit that ends so may or may not have been kept:
    /// open again and look.
    #[error("the connection to the records was lost")]
    Lost,
    /// Schema numbers: the one found on the device and the highest this version reads.
    #[error("the records were written by a newer version: {found}, this one reads up to {reads}")]
    Newer { found: u32, reads: u32 },
    #[error("this browser does not let pages keep records: {0}")]
    Denied(String),
    /// A row to be added is there already. Nothing of the transaction was kept.
    #[error("a row {0} exists already")]
    Exists(Key),
    /// The table only ever gains and loses whole rows. Nothing of the transaction was tried.
    #[error("row {0} may be added or removed, never replaced")]
    NeverReplaced(Key),
    /// Entries go only where a row comes that holds them, and rows of the journal only where it says where it begins. Nothing
    /// of the transaction was tried.
    #[error("row {0} is not removed without what stands for it")]
    NeverRemoved(Key),
    #[error("the browser's storage failed: {0}")]
    Failed(String),
}
