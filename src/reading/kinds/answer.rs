//! How an answer without a fact is read: the questions that know the five answers, and what was said to each.

use super::{Bearing, Matter, Reads};
use crate::base::EntryId;
use crate::chart::kinds::{Answered, Fact, Question};
use crate::reading::stages::{Heard, Item};
use crate::reading::view::Known;

impl Reads for Answered {
    fn question(&self) -> Option<Question> {
        Some(self.question)
    }

    fn bearing(&self, _this: EntryId) -> Bearing {
        Bearing::Closes(Matter::Answer(self.question))
    }
}

/// Facts where there are any; else the last answer without one; else not asked. A later "none" does not take facts
/// away: they are read until they are corrected or marked as entered in error.
pub fn known<T>(heard: Heard, question: Question, facts: Vec<T>) -> Known<T> {
    if !facts.is_empty() {
        return Known::Facts(facts);
    }
    match last(heard, question) {
        Some((item, answered)) => Known::Answered(answered.answer, item.when()),
        None => Known::NotAsked,
    }
}

/// The last answer without a fact, by the order of reading.
pub fn last(heard: Heard<'_>, question: Question) -> Option<(Item<'_>, &Answered)> {
    let answers = heard.standing().filter_map(move |item| match item.fact() {
        Fact::Answer(answered) if answered.question == question => Some((item, answered)),
        _ => None,
    });
    answers.last()
}
