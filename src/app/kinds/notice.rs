//! What was said to how the record is kept, in words.

use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for Notice {
    fn words(&self, say: Say, _: &Statement) -> Words {
        Words::new(
            t_string!(say.0, kinds.notice.notice),
            notice_word(say, self.answer),
        )
    }
}

/// What the person said when told how their data is kept.
pub fn notice_word(say: Say, answer: NoticeAnswer) -> &'static str {
    let i18n = say.0;
    match answer {
        NoticeAnswer::Agrees => t_string!(i18n, kinds.notice.agrees),
        NoticeAnswer::Declines => t_string!(i18n, kinds.notice.declines),
        NoticeAnswer::CouldNotBeAsked => t_string!(i18n, kinds.notice.could_not_ask),
    }
}
