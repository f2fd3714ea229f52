//! How a filled form is read.

use super::Reads;
use crate::chart::kinds::Response;
use crate::reading::view::HistoryKind;

impl Reads for Response {
    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Notes)
    }

    fn has_happened(&self) -> bool {
        true
    }
}
