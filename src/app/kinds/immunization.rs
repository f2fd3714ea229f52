//! A vaccine, in words.

use super::concept::concept_words;
use super::in_words::InWords;
use super::words::{Words, because};
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for Immunization {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        let words = Words::new(
            t_string!(i18n, kinds.immunization.vaccine),
            concept_words(say, &self.vaccine),
        )
        .and(&self.dose);
        let words = if self.lot.is_empty() {
            words
        } else {
            words.and(t_string!(
                i18n,
                kinds.immunization.lot,
                lot = self.lot.clone()
            ))
        };
        because(say, words, &self.reason)
    }

    fn is_worth_a_source(&self) -> bool {
        true
    }
}
