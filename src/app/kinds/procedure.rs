//! Something done to the person, in words.

use super::concept::concept_words;
use super::in_words::InWords;
use super::told;
use super::words::{Words, because};
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for Procedure {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        let words = Words::new(
            t_string!(i18n, kinds.procedure.procedure),
            concept_words(say, &self.what),
        );
        let words = because(say, words, &self.reason);
        if self.ended.is_known() {
            let day = say.when(&self.ended);
            words.and(told::until(say, &self.ended, day))
        } else {
            words
        }
    }
}
