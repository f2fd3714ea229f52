//! Answers that go to the chart as observations of their own (`observationExtract` of FHIR's Structured Data Capture).

use super::{Given, Item, ItemKind};
use crate::chart::concept::{Coding, Concept, LOINC};
use crate::chart::kinds::{Component, Observation, ObservationKind};
use crate::chart::value::Value;
use crate::terms::vitals::Vital;

/// Codes of LOINC for the upper and the lower value of a blood pressure.
const PRESSURES: [&str; 2] = ["8480-6", "8462-4"];

impl Item {
    /// The vital sign that it asks for, by its code of LOINC.
    pub fn vital(&self) -> Option<Vital> {
        let mut loinc = self.loinc();
        loinc.find_map(Vital::of_loinc)
    }

    fn loinc(&self) -> impl Iterator<Item = &str> {
        let loinc = self.codings.iter().filter(|coding| coding.system == LOINC);
        loinc.map(|coding| coding.code.as_str())
    }

    /// A group of the two values of a blood pressure, which goes to the chart as one observation of two components.
    pub fn is_pressure(&self) -> bool {
        matches!(self.kind, ItemKind::Group)
            && self.is_extracted
            && !self.repeats
            && self.vital() == Some(Vital::BloodPressure)
            && self.items.len() == PRESSURES.len()
            && self.items.iter().zip(PRESSURES).all(|(item, code)| {
                let is_number = matches!(item.kind, ItemKind::Number(_));
                is_number && !item.repeats && item.loinc().any(|own| own == code)
            })
    }

    /// Whether what it is answered with becomes an observation: a code says what it is, and its values are those that an
    /// observation can have.
    pub fn becomes_observation(&self) -> bool {
        let has_value = matches!(
            self.kind,
            ItemKind::Boolean
                | ItemKind::Number(_)
                | ItemKind::Words(_)
                | ItemKind::Choice(_)
                | ItemKind::Score(_)
        );
        self.is_extracted && !self.codings.is_empty() && has_value
    }

    /// What it asks, as a record says it: in its own words, with its codes.
    pub fn concept(&self, words: &str) -> Concept {
        Concept {
            text: words.to_owned(),
            codings: self.codings.iter().map(in_loincs_words).collect(),
        }
    }
}

/// A coding of a vital sign that its file gives without words has those of LOINC.
fn in_loincs_words(coding: &Coding) -> Coding {
    let vital = Vital::of_loinc(&coding.code).filter(|_| coding.system == LOINC);
    match vital.map(Vital::loinc) {
        Some((code, display)) if coding.display.is_empty() && code == coding.code => Coding {
            display: display.to_owned(),
            ..coding.clone()
        },
        _ => coding.clone(),
    }
}

fn kind_of(item: &Item) -> ObservationKind {
    match item.vital() {
        Some(_) => ObservationKind::Vital,
        None => ObservationKind::Other,
    }
}

/// The observation that an answer is. `words` are those of the question. `None` where the answer is none, or a date or paper.
pub fn observed(item: &Item, words: &str, given: &Given, confirmed: bool) -> Option<Observation> {
    let value = match given {
        Given::Boolean(yes) => Value::Boolean(*yes),
        Given::Number(quantity) => Value::Quantity(quantity.clone()),
        Given::Words(text) => Value::Text(text.clone()),
        Given::Choice(concept) => Value::Concept(concept.clone()),
        Given::Date(_) | Given::Paper(_) | Given::NoFact(_) => return None,
    };
    Some(Observation {
        confirmed: confirmed.then_some(true),
        ..Observation::new(kind_of(item), item.concept(words), value)
    })
}

/// A blood pressure of its two values, each with the item that asks for it and its words.
pub fn pressure(
    group: &Item,
    words: &str,
    both: [(&Item, &str, Value); 2],
    confirmed: bool,
) -> Observation {
    let components = both.map(|(item, words, value)| Component {
        what: item.concept(words),
        value,
    });
    Observation {
        components: components.into(),
        confirmed: confirmed.then_some(true),
        ..Observation::new(
            ObservationKind::Vital,
            group.concept(words),
            Value::Components,
        )
    }
}
