//! That a form was put in use or ended, in words.

use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for QuestionnaireEvent {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        match self {
            Self::PutInUse(form) => Words::new(
                t_string!(i18n, kinds.questionnaire.put_in_use),
                form.digest.short(),
            ),
            Self::Ended(_) => Words::new(t_string!(i18n, kinds.questionnaire.ended), ""),
        }
    }
}
