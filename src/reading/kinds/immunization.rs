//! How a vaccine is read.

use super::Reads;
use crate::chart::kinds::{Immunization, Question};
use crate::reading::view::HistoryKind;

impl Reads for Immunization {
    fn question(&self) -> Option<Question> {
        Some(Question::Immunizations)
    }

    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Vaccines)
    }

    fn has_happened(&self) -> bool {
        true
    }
}
