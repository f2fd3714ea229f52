//! That two charts are of one person, in words.

pub mod form;

use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for PersonLink {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        let words = if self.same {
            t_string!(i18n, kinds.person_link.same_person)
        } else {
            t_string!(i18n, kinds.person_link.no_longer_same)
        };
        Words::new(t_string!(i18n, kinds.person_link.link), words).other(self.other)
    }
}
