//! Who the person is, in words.

pub mod form;

use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for Demographic {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        match self {
            Self::Name(name) => {
                let kind = match name.usage {
                    NameUse::Usual => t_string!(i18n, kinds.demographic.name),
                    NameUse::Other => t_string!(i18n, kinds.demographic.other_name),
                    NameUse::Placeholder => t_string!(i18n, kinds.demographic.placeholder_name),
                };
                Words::new(kind, say.name_of(&name.family, &name.given))
            }
            Self::Sex(sex) => Words::new(t_string!(i18n, kinds.demographic.sex), say.sex(*sex)),
            Self::Birth(birth) => Words::new(
                t_string!(i18n, kinds.demographic.birth),
                birth_words(say, birth),
            ),
            Self::Gender(words) => Words::new(t_string!(i18n, kinds.answer.question.gender), words),
            Self::Place(words) => Words::new(t_string!(i18n, kinds.answer.question.place), words),
            Self::Phone(words) => Words::new(t_string!(i18n, kinds.answer.question.phone), words),
            Self::Language(words) => {
                Words::new(t_string!(i18n, kinds.answer.question.language), words)
            }
            Self::NextOfKin(kin) => Words::new(
                t_string!(i18n, kinds.answer.question.next_of_kin),
                &kin.name,
            )
            .and(&kin.relation)
            .and(&kin.phone),
            Self::ChartNumber(number) => {
                Words::new(t_string!(i18n, kinds.demographic.chart_number), number)
            }
            Self::Identifier(other) => {
                Words::new(t_string!(i18n, kinds.demographic.identifier), &other.value)
                    .and(&other.system)
            }
            Self::Photo(document) => Words::new(
                t_string!(i18n, kinds.answer.question.photo),
                &document.title,
            )
            .and(say.bytes(document.bytes)),
            Self::Died(when) => Words::new(t_string!(i18n, kinds.demographic.died), say.when(when)),
            Self::NotTheSameAs(chart) => Words::new(
                t_string!(i18n, kinds.demographic.not_same),
                t_string!(i18n, kinds.demographic.not_same_words),
            )
            .other(*chart),
        }
    }

    /// Who somebody is has no day of its own.
    fn is_lasting(&self) -> bool {
        matches!(self, Self::Name(_) | Self::Sex(_) | Self::Birth(_))
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
                kinds.demographic.age_on,
                age = say.age_on(birth, day),
                day = say.when_day(asked)
            ),
            None => t_string!(i18n, common.age_not_known).to_string(),
        },
    }
}
