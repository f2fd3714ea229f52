//! Who the person is, visits, and questions answered without a fact.

use super::Words;
use super::told;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;

pub(super) fn demographic(say: Say, item: &Demographic) -> Words {
    let i18n = say.0;
    match item {
        Demographic::Name(name) => {
            let kind = match name.usage {
                NameUse::Usual => t_string!(i18n, chart.fact.name),
                NameUse::Other => t_string!(i18n, chart.fact.other_name),
                NameUse::Placeholder => t_string!(i18n, chart.fact.placeholder_name),
            };
            Words::new(kind, say.name_of(&name.family, &name.given))
        }
        Demographic::Sex(sex) => Words::new(t_string!(i18n, chart.fact.sex), say.sex(*sex)),
        Demographic::Birth(birth) => {
            Words::new(t_string!(i18n, chart.fact.birth), birth_words(say, birth))
        }
        Demographic::Gender(words) => Words::new(t_string!(i18n, chart.question.gender), words),
        Demographic::Place(words) => Words::new(t_string!(i18n, chart.question.place), words),
        Demographic::Phone(words) => Words::new(t_string!(i18n, chart.question.phone), words),
        Demographic::Language(words) => Words::new(t_string!(i18n, chart.question.language), words),
        Demographic::NextOfKin(kin) => {
            Words::new(t_string!(i18n, chart.question.next_of_kin), &kin.name)
                .and(&kin.relation)
                .and(&kin.phone)
        }
        Demographic::ChartNumber(number) => {
            Words::new(t_string!(i18n, chart.fact.chart_number), number)
        }
        Demographic::Identifier(other) => {
            Words::new(t_string!(i18n, chart.fact.identifier), &other.value).and(&other.system)
        }
        Demographic::Photo(document) => {
            Words::new(t_string!(i18n, chart.question.photo), &document.title)
                .and(say.bytes(document.bytes))
        }
        Demographic::Died(when) => Words::new(t_string!(i18n, chart.fact.died), say.when(when)),
        Demographic::NotTheSameAs(chart) => Words::new(
            t_string!(i18n, chart.fact.not_same),
            t_string!(i18n, chart.fact.not_same_words),
        )
        .other(*chart),
    }
}

/// "12 Mar 1992", or "about 30 y on 21 Nov 2026".
pub fn birth_words(say: Say, birth: &Birth) -> String {
    let i18n = say.0;
    match birth {
        Birth::NotKnown => t_string!(i18n, common.age_not_known).to_string(),
        Birth::Date(when) => say.when(when),
        Birth::Age(_, _, _, asked) => match asked.first_day() {
            Some(day) => t_string!(
                i18n,
                chart.fact.age_on,
                age = say.age_on(birth, day),
                day = say.when_day(asked)
            ),
            None => t_string!(i18n, common.age_not_known).to_string(),
        },
    }
}

/// Why someone came; a blank is said in words.
pub fn reason_words(say: Say, reason: &str) -> String {
    match reason.trim() {
        "" => t_string!(say.0, chart.fact.no_reason).to_string(),
        reason => reason.to_owned(),
    }
}

pub(super) fn visit(say: Say, event: &VisitEvent) -> Words {
    let i18n = say.0;
    match event {
        VisitEvent::Opened(reason) => Words::new(
            t_string!(i18n, chart.fact.visit_opened),
            reason_words(say, reason),
        ),
        VisitEvent::Closed(visit) => {
            Words::new(t_string!(i18n, chart.fact.visit_closed), "").about(*visit)
        }
        VisitEvent::Elsewhere(kind, reason, end) => {
            let words = Words::new(t_string!(i18n, chart.fact.visit_elsewhere), kind).and(reason);
            if end.is_known() {
                words.and(told::until(say, end, say.when(end)))
            } else {
                words
            }
        }
    }
}

pub(super) fn link(say: Say, link: &PersonLink) -> Words {
    let i18n = say.0;
    let words = if link.same {
        t_string!(i18n, chart.fact.same_person)
    } else {
        t_string!(i18n, chart.fact.no_longer_same)
    };
    Words::new(t_string!(i18n, chart.fact.link), words).other(link.other)
}

pub(super) fn notice(say: Say, answer: NoticeAnswer) -> Words {
    Words::new(
        t_string!(say.0, chart.fact.notice),
        notice_word(say, answer),
    )
}

pub fn notice_word(say: Say, answer: NoticeAnswer) -> &'static str {
    let i18n = say.0;
    match answer {
        NoticeAnswer::Agrees => t_string!(i18n, chart.fact.agrees),
        NoticeAnswer::Declines => t_string!(i18n, chart.fact.declines),
        NoticeAnswer::CouldNotBeAsked => t_string!(i18n, chart.fact.could_not_ask),
    }
}

pub(super) fn answered(say: Say, answered: &Answered) -> Words {
    Words::new(
        question_word(say, answered.question),
        answer_word(say, answered.question, answered.answer),
    )
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
        NoFact::None if feminine => t_string!(say.0, chart.fact.none_of_them),
        other => no_fact_word(say, other),
    }
}

/// "none", "not known", "declined": an answer, never a fact.
pub fn no_fact_word(say: Say, answer: NoFact) -> &'static str {
    let i18n = say.0;
    match answer {
        NoFact::None => t_string!(i18n, chart.fact.none),
        NoFact::NotKnown => t_string!(i18n, chart.fact.not_known),
        NoFact::Declined => t_string!(i18n, chart.fact.declined_to_say),
    }
}

/// What was asked: "Allergies".
pub fn question_word(say: Say, question: Question) -> &'static str {
    let i18n = say.0;
    match question {
        Question::Gender => t_string!(i18n, chart.question.gender),
        Question::Place => t_string!(i18n, chart.question.place),
        Question::Phone => t_string!(i18n, chart.question.phone),
        Question::Language => t_string!(i18n, chart.question.language),
        Question::NextOfKin => t_string!(i18n, chart.question.next_of_kin),
        Question::Photo => t_string!(i18n, chart.question.photo),
        Question::Reason => t_string!(i18n, chart.question.reason),
        Question::Allergies => t_string!(i18n, chart.question.allergies),
        Question::Pregnancy => t_string!(i18n, chart.question.pregnancy),
        Question::Breastfeeding => t_string!(i18n, chart.question.breastfeeding),
        Question::Medicines => t_string!(i18n, chart.question.medicines),
        Question::Weight => t_string!(i18n, chart.question.weight),
        Question::Height => t_string!(i18n, chart.question.height),
        Question::BloodGroup => t_string!(i18n, chart.question.blood_group),
        Question::Illnesses => t_string!(i18n, chart.question.illnesses),
        Question::Operations => t_string!(i18n, chart.question.operations),
        Question::Family => t_string!(i18n, chart.question.family),
        Question::Social => t_string!(i18n, chart.question.social),
        Question::Immunizations => t_string!(i18n, chart.question.immunizations),
        Question::Directives => t_string!(i18n, chart.question.directives),
        Question::OtherName => t_string!(i18n, chart.question.other_name),
    }
}
