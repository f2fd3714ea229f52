//! What of a form is not known, as a sentence: why it is not taken, and what to write instead.

use super::Say;
use crate::app::i18n::*;
use crate::chart::questionnaire::NotKnown;

impl Say {
    /// Why an item keeps its form from being taken, and what to write instead.
    pub fn not_known(&self, why: &NotKnown) -> String {
        let i18n = self.0;
        match why {
            NotKnown::NotAQuestionnaire => {
                t_string!(i18n, kinds.questionnaire.not_known.no_questionnaire).to_owned()
            }
            NotKnown::TooLarge { most } => t_string!(
                i18n,
                kinds.questionnaire.not_known.too_large,
                most = self.bytes(u64::from(*most))
            ),
            NotKnown::TooManyItems { count, most } => t_string!(
                i18n,
                kinds.questionnaire.not_known.too_many,
                n = self.count(*count),
                most = self.count(*most)
            ),
            NotKnown::TooDeep { most } => {
                t_string!(i18n, kinds.questionnaire.not_known.too_deep, most = *most)
            }
            NotKnown::Twice(name) => t_string!(
                i18n,
                kinds.questionnaire.not_known.twice,
                name = name.clone()
            ),
            NotKnown::TooManyOptions { most } => t_string!(
                i18n,
                kinds.questionnaire.not_known.too_many_options,
                most = self.count(*most)
            ),
            NotKnown::SameOption(option) => t_string!(
                i18n,
                kinds.questionnaire.not_known.same_option,
                option = option.clone()
            ),
            NotKnown::Weight(weight) => t_string!(
                i18n,
                kinds.questionnaire.not_known.weight,
                weight = weight.clone()
            ),
            NotKnown::NoUnit => t_string!(i18n, kinds.questionnaire.not_known.no_unit).to_owned(),
            NotKnown::NoCode => t_string!(i18n, kinds.questionnaire.not_known.no_code).to_owned(),
            NotKnown::NoQuestion => {
                t_string!(i18n, kinds.questionnaire.not_known.no_question).to_owned()
            }
            NotKnown::NoLinkId => {
                t_string!(i18n, kinds.questionnaire.not_known.no_link_id).to_owned()
            }
            NotKnown::SameLinkId => {
                t_string!(i18n, kinds.questionnaire.not_known.same_link_id).to_owned()
            }
            NotKnown::NoWords => t_string!(i18n, kinds.questionnaire.not_known.no_words).to_owned(),
            NotKnown::Type(kind) if kind == "time" => {
                t_string!(i18n, kinds.questionnaire.not_known.time).to_owned()
            }
            NotKnown::Type(kind) => t_string!(
                i18n,
                kinds.questionnaire.not_known.item_type,
                kind = kind.clone()
            ),
            NotKnown::NoOptions => {
                t_string!(i18n, kinds.questionnaire.not_known.no_options).to_owned()
            }
            NotKnown::OptionsElsewhere(address) => t_string!(
                i18n,
                kinds.questionnaire.not_known.options_elsewhere,
                address = address.clone()
            ),
            NotKnown::OptionsByRule => {
                t_string!(i18n, kinds.questionnaire.not_known.options_by_rule).to_owned()
            }
            NotKnown::Formula => t_string!(i18n, kinds.questionnaire.not_known.formula).to_owned(),
            NotKnown::NothingCounts => {
                t_string!(i18n, kinds.questionnaire.not_known.nothing_counts).to_owned()
            }
            NotKnown::OtherForm => {
                t_string!(i18n, kinds.questionnaire.not_known.other_form).to_owned()
            }
            NotKnown::Hidden => t_string!(i18n, kinds.questionnaire.not_known.hidden).to_owned(),
            NotKnown::AskedAfterNothing(item) => t_string!(
                i18n,
                kinds.questionnaire.not_known.asked_after_nothing,
                item = item.clone()
            ),
            NotKnown::AskedAfterOther(item) => t_string!(
                i18n,
                kinds.questionnaire.not_known.asked_after_other,
                item = item.clone()
            ),
            NotKnown::Circle(items) => t_string!(
                i18n,
                kinds.questionnaire.not_known.circle,
                items = items.join(", ")
            ),
            NotKnown::Bound(bound) => t_string!(
                i18n,
                kinds.questionnaire.not_known.bound,
                bound = bound.clone()
            ),
            NotKnown::Initial => t_string!(i18n, kinds.questionnaire.not_known.initial).to_owned(),
            NotKnown::Control(control) => t_string!(
                i18n,
                kinds.questionnaire.not_known.control,
                control = control.clone()
            ),
            NotKnown::Extension(name) => t_string!(
                i18n,
                kinds.questionnaire.not_known.extension,
                name = name.clone()
            ),
            NotKnown::Field(name) => t_string!(
                i18n,
                kinds.questionnaire.not_known.field,
                name = name.clone()
            ),
        }
    }
}
