//! How a report over several results is read.

use super::Reads;
use crate::chart::kinds::Report;
use crate::reading::view::HistoryKind;

impl Reads for Report {
    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Results)
    }

    fn has_happened(&self) -> bool {
        true
    }
}
