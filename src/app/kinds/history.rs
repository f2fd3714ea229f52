//! Past illnesses and operations, the family, how somebody lives, in words.

use super::concept::concept_words;
use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::concept::Concept;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for HistoryItem {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        let kind = match self.topic {
            Topic::Illness => t_string!(i18n, kinds.history.past_illness),
            Topic::Operation => t_string!(i18n, kinds.history.operation),
            Topic::Family => t_string!(i18n, kinds.history.family_history),
            Topic::Social => t_string!(i18n, kinds.history.social),
        };
        let died = match self.died.as_deref() {
            None => String::new(),
            Some("") => t_string!(i18n, kinds.history.relative_died).to_string(),
            Some(time) => t_string!(
                i18n,
                kinds.history.relative_died_at,
                time = time.to_string()
            ),
        };
        let onset = self.onset.as_ref();
        let began = onset.map(|time| t_string!(i18n, kinds.history.began, time = time.clone()));
        // Of a relative it may be known only that they died.
        let what = if died.is_empty() || self.what != Concept::default() {
            concept_words(say, &self.what)
        } else {
            String::new()
        };
        let words = Words::new(kind, what).and(began.unwrap_or_default());
        let words = words.and(died).and(&self.relative);
        words.and(self.note.clone().unwrap_or_default())
    }

    fn is_worth_a_source(&self) -> bool {
        true
    }
}
