//! Visits, in words.

pub mod form;

use super::in_words::InWords;
use super::told;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for VisitEvent {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        match self {
            Self::Opened(reason) => Words::new(
                t_string!(i18n, kinds.visit.visit_opened),
                reason_words(say, reason),
            ),
            Self::Closed(visit) => {
                Words::new(t_string!(i18n, kinds.visit.visit_closed), "").about(*visit)
            }
            Self::Elsewhere(kind, reason, end) => {
                let words =
                    Words::new(t_string!(i18n, kinds.visit.visit_elsewhere), kind).and(reason);
                if end.is_known() {
                    words.and(told::until(say, end, say.when(end)))
                } else {
                    words
                }
            }
        }
    }
}

/// Why someone came; a blank is said in words.
pub fn reason_words(say: Say, reason: &str) -> String {
    match reason.trim() {
        "" => t_string!(say.0, kinds.visit.no_reason).to_string(),
        reason => reason.to_owned(),
    }
}
