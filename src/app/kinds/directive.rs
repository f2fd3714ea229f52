//! What the person wants, in words.

use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for Directive {
    fn words(&self, say: Say, of: &Statement) -> Words {
        let i18n = say.0;
        let said = match of.source.file {
            Some(_) => provisions(say, &self.words),
            None => self.words.clone(),
        };
        let words = Words::new(t_string!(i18n, kinds.directive.directive), said);
        if self.held_by.is_empty() {
            words
        } else {
            words.and(t_string!(
                i18n,
                kinds.directive.held_by,
                who = self.held_by.clone()
            ))
        }
    }
}

/// What a consent of a file permits and denies, in the page's words for these.
pub(super) fn provisions(say: Say, words: &str) -> String {
    let i18n = say.0;
    let labelled = |label: &str| say.labelled(label, "");
    words
        .replace("permit: ", &labelled(t_string!(i18n, chart.label.permit)))
        .replace("deny: ", &labelled(t_string!(i18n, chart.label.deny)))
        .replace(
            "except (",
            &format!("{} (", t_string!(i18n, chart.label.except)),
        )
}
