//! What an entry changes in another, in words.

pub mod form;
pub mod pieces;
pub mod take_out;

use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for Amendment {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let words = Words::new(
            amendment_word(say, self.kind),
            t_string!(say.0, chart.fact.reason_words, reason = self.reason.clone()),
        );
        match self.target.entry {
            Some(entry) => Words {
                about: Some(entry),
                ..words
            },
            None => words,
        }
    }
}

/// "Addendum", "Correction", "Late entry", "Entered in error".
pub fn amendment_word(say: Say, kind: AmendmentKind) -> &'static str {
    let i18n = say.0;
    match kind {
        AmendmentKind::Addendum => t_string!(i18n, kinds.amendment.addendum),
        AmendmentKind::Correction => t_string!(i18n, kinds.amendment.correction),
        AmendmentKind::LateEntry => t_string!(i18n, kinds.amendment.late_entry),
        AmendmentKind::EnteredInError => t_string!(i18n, kinds.amendment.in_error),
    }
}
