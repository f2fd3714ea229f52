//! What is to be done, in words.

pub mod form;

use super::in_words::InWords;
use super::told;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;
use crate::chart::when::When;

impl InWords for PlanEvent {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        match self {
            Self::Planned(item) => {
                let kind = t_string!(
                    i18n,
                    kinds.plan.planned,
                    part = plan_part_word(say, item.part)
                );
                let words = Words::new(kind, &item.text);
                if item.due.is_known() {
                    words.and(due(say, &item.due))
                } else {
                    words
                }
            }
            Self::Closed(plan, done, text) => {
                let kind = if *done {
                    t_string!(i18n, kinds.plan.was_done)
                } else {
                    t_string!(i18n, kinds.plan.was_dropped)
                };
                Words::new(kind, text).about(*plan)
            }
        }
    }
}

/// "Tests", "Treatment", "Teaching".
pub fn plan_part_word(say: Say, part: PlanPart) -> &'static str {
    let i18n = say.0;
    match part {
        PlanPart::Tests => t_string!(i18n, kinds.plan.tests),
        PlanPart::Treatment => t_string!(i18n, kinds.plan.treatment),
        PlanPart::Teaching => t_string!(i18n, kinds.plan.teaching),
    }
}

/// "by 26 Mar 2026".
pub fn due(say: Say, when: &When) -> String {
    let day = say.when(when);
    if told::is_a_day(when) {
        t_string!(say.0, kinds.plan.due_day, day = day)
    } else {
        t_string!(say.0, kinds.plan.due, day = day)
    }
}
