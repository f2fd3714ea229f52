//! How a medicine is read: its list is `reading::chart::medicines`.

use std::borrow::Cow;

use super::Reads;
use crate::chart::kinds::{MedicationEvent, Question};
use crate::chart::statement::StatementRef;
use crate::reading::view::HistoryKind;

impl Reads for MedicationEvent {
    fn question(&self) -> Option<Question> {
        let taken = matches!(self, Self::Taking(_) | Self::Ordered(_));
        taken.then_some(Question::Medicines)
    }

    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Medicines)
    }

    fn ends(&self) -> Option<StatementRef> {
        match self {
            Self::Stopped(medicine, _) => Some(*medicine),
            _ => None,
        }
    }

    fn words_of_change(&self) -> Cow<'_, str> {
        match self {
            Self::Stopped(_, words) => words.into(),
            _ => "".into(),
        }
    }
}
