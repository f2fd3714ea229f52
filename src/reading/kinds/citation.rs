//! How what is kept of a file is read.

use super::Reads;
use crate::chart::kinds::Citation;
use crate::reading::view::HistoryKind;

impl Reads for Citation {
    fn list(&self) -> Option<HistoryKind> {
        matches!(self, Self::File(_)).then_some(HistoryKind::Papers)
    }
}
