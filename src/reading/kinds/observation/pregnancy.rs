//! Whether somebody is pregnant, as the chart says it.

use super::{has_code, words_of};
use crate::chart::kinds::{Fact, Observation, ObservationKind, Question};
use crate::chart::value::Value;
use crate::reading::stages::{Heard, Item, weigh};

/// LOINC "Pregnancy status".
const PREGNANCY: &str = "82810-3";
/// Coded values that say "pregnant" (LOINC answer, SNOMED CT).
const PREGNANT: [&str; 2] = ["LA15173-0", "77386006"];

/// The last word on pregnancy, if it is that she is. That she is not counts only from who may say so against the word
/// before; that she is, from anyone: a warning too many does no harm.
pub fn pregnant(heard: Heard<'_>) -> Option<(Item<'_>, String)> {
    let said = heard.standing().filter_map(|item| match item.fact() {
        Fact::Observation(observation) if is_pregnancy_status(observation) => {
            Some((item, pregnant_words(observation)))
        }
        Fact::Answer(answered) if answered.question == Question::Pregnancy => Some((item, None)),
        _ => None,
    });
    let weighed = weigh(heard.said.written, said, None);
    let pregnant = |(item, words): &(Item<'_>, Option<String>)| Some((item.id, words.clone()?));
    let last = weighed.last().map(|(last, _)| last);
    let after = |(item, _): &&(Item<'_>, Option<String>)| {
        last.is_none_or(|(last, _)| item.sort_key() > last.sort_key())
    };
    let warned = weighed.beside.last().filter(after);
    let counts = last.and_then(pregnant);
    let (id, words) = counts.or_else(|| warned.and_then(pregnant))?;
    Some((heard.said.written.item(id)?, words))
}

fn is_pregnancy_status(observation: &Observation) -> bool {
    observation.kind == ObservationKind::Pregnancy && has_code(&observation.what, PREGNANCY)
}

/// What is said of a pregnancy; nothing if the value is a code for anything but "pregnant".
fn pregnant_words(observation: &Observation) -> Option<String> {
    match &observation.value {
        Value::Concept(concept) if !concept.codings.is_empty() => {
            let pregnant = PREGNANT.iter().any(|code| has_code(concept, code));
            pregnant.then(|| words_of(&observation.value)).flatten()
        }
        // A plain "yes" has no words of its own.
        Value::Boolean(pregnant) => pregnant.then(String::new),
        value => words_of(value),
    }
}
