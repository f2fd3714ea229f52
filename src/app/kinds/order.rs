//! Tests and images that are asked for, in words; their forms lie beside.

pub mod form;

use super::concept::concept_words;
use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;
use crate::chart::value::{Laterality, Presence};
use crate::reading::view::{OrderRow, OrderState};

impl InWords for OrderEvent {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        match self {
            Self::Ordered(order) => Words::new(
                t_string!(i18n, kinds.order.ordered),
                order_words(say, order),
            ),
            Self::Collected(order, specimen) => {
                let specimen = specimen.as_ref().map(|of| concept_words(say, of));
                let words = Words::new(
                    t_string!(i18n, kinds.order.taken),
                    specimen.unwrap_or_default(),
                );
                words.about(*order)
            }
            Self::Cancelled(order, reason) => {
                Words::new(t_string!(i18n, kinds.order.cancelled), reason).about(*order)
            }
        }
    }
}

/// "X-ray, Wrist, left, urgent".
pub fn order_words(say: Say, order: &Order) -> String {
    let i18n = say.0;
    let urgency = match order.urgency {
        Urgency::Routine => None,
        urgency => Some(urgency_word(say, urgency).to_owned()),
    };
    let specimen = order.specimen.as_ref().map(|of| {
        let of = concept_words(say, of);
        t_string!(i18n, kinds.report.of_specimen, specimen = of)
    });
    let by = order
        .by
        .as_ref()
        .map(|by| t_string!(i18n, kinds.order.expected_by, day = say.when(by)));
    let parts = [
        Some(concept_words(say, &order.what)),
        order.region.clone(),
        order.side.map(|side| side_word(say, side).to_owned()),
        specimen,
        urgency,
        order.question.clone(),
        by,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub fn urgency_word(say: Say, urgency: Urgency) -> &'static str {
    let i18n = say.0;
    match urgency {
        Urgency::Routine => t_string!(i18n, kinds.order.routine),
        Urgency::Urgent => t_string!(i18n, kinds.order.urgent),
        Urgency::AtOnce => t_string!(i18n, kinds.order.at_once),
    }
}

pub fn side_word(say: Say, side: Laterality) -> &'static str {
    let i18n = say.0;
    match side {
        Laterality::Left => t_string!(i18n, kinds.order.left),
        Laterality::Right => t_string!(i18n, kinds.order.right),
        Laterality::Both => t_string!(i18n, kinds.order.both),
    }
}

/// What a rapid test showed, in the page’s language.
pub fn presence_word(say: Say, presence: Presence) -> &'static str {
    let i18n = say.0;
    match presence {
        Presence::Detected => t_string!(i18n, kinds.order.detected),
        Presence::NotDetected => t_string!(i18n, kinds.order.not_detected),
        Presence::NotJudged => t_string!(i18n, kinds.order.could_not),
    }
}

/// How an order stands: "taken 19 Nov".
pub fn state_words(say: Say, row: &OrderRow) -> String {
    let i18n = say.0;
    match &row.state {
        OrderState::ToTake | OrderState::Taken(_) if !row.ours => {
            t_string!(i18n, kinds.order.state.elsewhere).to_string()
        }
        OrderState::ToTake => t_string!(i18n, kinds.order.state.to_take).to_string(),
        OrderState::Taken(when) => {
            t_string!(i18n, kinds.order.state.taken, day = say.when_day(when))
        }
        OrderState::Answered(_) => t_string!(i18n, kinds.order.state.answered).to_string(),
        OrderState::Cancelled(when, reason) => t_string!(
            i18n,
            kinds.order.state.cancelled,
            day = say.when_day(when),
            reason = reason.clone()
        ),
    }
}
