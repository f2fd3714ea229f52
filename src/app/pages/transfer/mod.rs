//! Charts out and in: export in three steps, import with a preview before anything is written.

mod export;
mod import;
mod person;
mod trouble;
mod words;

pub use export::Export;
pub use import::Import;

/// The largest file this page reads, in bytes. Said before a file is chosen, checked before a byte is read.
const FILE_LIMIT: u64 = 128_000_000;
