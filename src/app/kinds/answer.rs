//! A question and its answer without a fact, in words.

pub mod form;

use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;
use crate::chart::when::When;

impl InWords for Answered {
    fn words(&self, say: Say, _: &Statement) -> Words {
        Words::new(
            question_word(say, self.question),
            answer_word(say, self.question, self.answer),
        )
    }
}

/// "None known, 12 Mar 2026": what was answered instead of anything, and when.
pub fn answered_words(say: Say, question: Question, answer: NoFact, when: &When) -> String {
    let (answer, day) = (answer_word(say, question, answer), say.when_day(when));
    match question {
        Question::Medicines => t_string!(
            say.0,
            chart.summary.medicines_answered,
            answer = answer,
            day = day
        ),
        _ => format!("{answer}, {day}"),
    }
}

/// The answer in the gender of what was asked, where a language has one.
pub fn answer_word(say: Say, question: Question, answer: NoFact) -> &'static str {
    let feminine = matches!(
        question,
        Question::Allergies
            | Question::Pregnancy
            | Question::Language
            | Question::Photo
            | Question::Illnesses
            | Question::Operations
            | Question::Family
            | Question::Social
            | Question::Directives
    );
    match answer {
        NoFact::None if feminine => t_string!(say.0, kinds.answer.none_of_them),
        other => no_fact_word(say, other),
    }
}

/// "none", "not known", "declined": an answer, never a fact.
pub fn no_fact_word(say: Say, answer: NoFact) -> &'static str {
    let i18n = say.0;
    match answer {
        NoFact::None => t_string!(i18n, kinds.answer.none),
        NoFact::NotKnown => t_string!(i18n, kinds.answer.not_known),
        NoFact::Declined => t_string!(i18n, kinds.answer.declined_to_say),
    }
}

/// What was asked: "Allergies".
pub fn question_word(say: Say, question: Question) -> &'static str {
    let i18n = say.0;
    match question {
        Question::Gender => t_string!(i18n, kinds.answer.question.gender),
        Question::Place => t_string!(i18n, kinds.answer.question.place),
        Question::Phone => t_string!(i18n, kinds.answer.question.phone),
        Question::Language => t_string!(i18n, kinds.answer.question.language),
        Question::NextOfKin => t_string!(i18n, kinds.answer.question.next_of_kin),
        Question::Photo => t_string!(i18n, kinds.answer.question.photo),
        Question::Reason => t_string!(i18n, kinds.answer.question.reason),
        Question::Allergies => t_string!(i18n, kinds.answer.question.allergies),
        Question::Pregnancy => t_string!(i18n, kinds.answer.question.pregnancy),
        Question::Breastfeeding => t_string!(i18n, kinds.answer.question.breastfeeding),
        Question::Medicines => t_string!(i18n, kinds.answer.question.medicines),
        Question::Weight => t_string!(i18n, kinds.answer.question.weight),
        Question::Height => t_string!(i18n, kinds.answer.question.height),
        Question::BloodGroup => t_string!(i18n, kinds.answer.question.blood_group),
        Question::Illnesses => t_string!(i18n, kinds.answer.question.illnesses),
        Question::Operations => t_string!(i18n, kinds.answer.question.operations),
        Question::Family => t_string!(i18n, kinds.answer.question.family),
        Question::Social => t_string!(i18n, kinds.answer.question.social),
        Question::Immunizations => t_string!(i18n, kinds.answer.question.immunizations),
        Question::Directives => t_string!(i18n, kinds.answer.question.directives),
        Question::OtherName => t_string!(i18n, kinds.answer.question.other_name),
    }
}
