//! How charts lie in the store: segments, the journal that names them, and the patient list.

pub mod chart;
pub mod fetch;
pub mod journal;
pub mod list;
mod list_before;
pub mod listing;
pub mod merge;
pub mod papers;
pub mod save;
pub mod segment;
pub mod shorten;
