//! One person among the charts here: in a line, found by a few letters, and beside another who may be the same.

mod compare;
mod search;

pub use compare::{Compare, Comparing, Pair, SideBySide, differing_words, heading};
pub use search::{PersonSearch, PersonWords};
