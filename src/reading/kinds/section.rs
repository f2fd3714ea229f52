//! How words of a note are read.

use super::Reads;
use crate::chart::kinds::{Part, Question, Section};
use crate::reading::view::HistoryKind;

impl Reads for Section {
    fn question(&self) -> Option<Question> {
        (self.part == Part::Reason).then_some(Question::Reason)
    }

    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Notes)
    }
}
