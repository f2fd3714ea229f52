//! A form that was filled in, and its answers, in words; filling one in lies beside.

mod answering;
mod choice;
pub mod fields;
pub mod filling;
pub mod form;
mod number;
mod paper;
mod question;
pub mod start;

use super::concept::concept_words;
use super::in_words::InWords;
use super::observation::quantity_words;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::kinds::no_fact_word;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::questionnaire::Given;
use crate::chart::statement::Statement;

impl InWords for Response {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        match self {
            Self::Filled(form) => {
                let (answered, of) = form.answered();
                let version = match form.version.as_str() {
                    "" => String::new(),
                    version => t_string!(i18n, kinds.response.version, version = version),
                };
                Words::new(t_string!(i18n, kinds.response.form), &form.title)
                    .and(version)
                    .and(t_string!(
                        i18n,
                        kinds.response.answered,
                        answered = answered,
                        of = of
                    ))
            }
            Self::Answer(answer) => {
                Words::new(&answer.question.text, given_words(say, &answer.given))
            }
        }
    }
}

/// An answer as it is read.
pub fn given_words(say: Say, given: &Given) -> String {
    let i18n = say.0;
    match given {
        Given::Boolean(true) => t_string!(i18n, kinds.observation.yes).to_owned(),
        Given::Boolean(false) => t_string!(i18n, kinds.observation.no).to_owned(),
        Given::Number(quantity) if quantity.unit.is_empty() => say.number(&quantity.value),
        Given::Number(quantity) => quantity_words(say, quantity),
        Given::Date(when) => say.when(when),
        Given::Words(words) => words.clone(),
        Given::Choice(concept) => concept_words(say, concept),
        Given::Paper(document) => document.title.clone(),
        Given::NoFact(no_fact) => no_fact_word(say, *no_fact).to_owned(),
    }
}
