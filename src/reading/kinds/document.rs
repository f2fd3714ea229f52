//! How a paper is read.

use super::Reads;
use crate::chart::kinds::Document;
use crate::reading::view::HistoryKind;

impl Reads for Document {
    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Papers)
    }

    fn has_happened(&self) -> bool {
        true
    }
}
