//! Measurements: names of vital signs, values with their units as readers write them.

use super::answer::question_word;
use super::concept::concept_words;
use super::in_words::InWords;
use super::order::presence_word;
use super::told;
use super::words::Words;
use crate::app::figures::rounded;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::concept::{Concept, LOINC};
use crate::chart::kinds::*;
use crate::chart::statement::Statement;
use crate::chart::value::{Beside, Presence, Quantity, Value};
use crate::terms::units::convert;
use crate::terms::vitals::Vital;
use crate::terms::{parse_decimal, ucum};

const SYSTOLIC: &str = "8480-6";

const DIASTOLIC: &str = "8462-4";

impl InWords for Observation {
    fn words(&self, say: Say, of: &Statement) -> Words {
        let i18n = say.0;
        let kind = match self.vital() {
            Some(vital) => vital_name(say, vital).to_string(),
            None => named(say, self),
        };
        // The date of the last period is the statement's own time.
        let value = match self.vital() {
            Some(Vital::LastPeriod) => say.when_day(&of.when),
            _ => observation_value(say, self),
        };
        let words = Words::new(kind, value)
            .and_all(beside(say, self))
            .and(told::labelled_lines(
                say,
                self.note.as_deref().unwrap_or_default(),
            ));
        let words = match &self.interpretation {
            Some(said) => words.and(t_string!(
                i18n,
                kinds.observation.interpreted,
                words = said.clone()
            )),
            None => words,
        };
        let words = match &self.range {
            Some(range) => words.and(t_string!(
                i18n,
                kinds.observation.range,
                range = range.clone()
            )),
            None => words.and(range_words(say, self)),
        };
        let words = if self.kind == ObservationKind::BloodGroup {
            words.and(t_string!(i18n, kinds.observation.not_verified))
        } else {
            words
        };
        if self.confirmed == Some(true) {
            words.and(t_string!(i18n, kinds.observation.unlikely_kept))
        } else {
            words
        }
    }

    fn as_received(&self, say: Say) -> Option<String> {
        let value = received(say, self)?;
        Some(t_string!(
            say.0,
            kinds.observation.as_received,
            value = value
        ))
    }

    fn is_vital(&self) -> bool {
        self.vital().is_some()
    }
}

fn named(say: Say, observation: &Observation) -> String {
    let i18n = say.0;
    if observation.kind == ObservationKind::BloodGroup {
        return t_string!(i18n, kinds.answer.question.blood_group).to_string();
    }
    match section_of(&observation.what) {
        Some(question) => question_word(say, question).to_string(),
        None => concept_words(say, &observation.what),
    }
}

/// The question that is answered: a section of a record spoken of as a whole ("no known food allergies"), or a state
/// that is asked after.
fn section_of(what: &Concept) -> Option<Question> {
    let codings = what.codings.iter();
    let mut loinc = codings.filter(|coding| coding.system == LOINC);
    loinc.find_map(|coding| {
        Some(match coding.code.as_str() {
            "48765-2" => Question::Allergies,
            "10160-0" => Question::Medicines,
            "11450-4" => Question::Illnesses,
            "47519-4" => Question::Operations,
            "11369-6" => Question::Immunizations,
            "10157-6" => Question::Family,
            "82810-3" => Question::Pregnancy,
            "63895-7" => Question::Breastfeeding,
            _ => return None,
        })
    })
}

/// Components that are not the value itself: everything but the two blood pressures.
fn beside(say: Say, observation: &Observation) -> Vec<String> {
    if pressures(observation).is_some() || observation.value == Value::Components {
        return Vec::new();
    }
    component_list(say, observation)
}

fn component_list(say: Say, observation: &Observation) -> Vec<String> {
    let parts = observation.components.iter();
    parts
        .map(|part| {
            let name = concept_words(say, &part.what);
            format!("{name} {}", value_words(say, &part.value))
        })
        .collect()
}

/// The value with its unit: "168/94 mmHg", "37.1 °C", or why it is missing.
pub fn observation_value(say: Say, observation: &Observation) -> String {
    if let Some((upper, lower)) = pressures(observation) {
        let unit = unit_label(&upper.unit);
        return format!(
            "{}/{}\u{a0}{unit}",
            say.number(&rounded(&upper.value)),
            say.number(&rounded(&lower.value))
        );
    }
    if let Some(presence) = Presence::of(&observation.value) {
        return presence_word(say, presence).to_owned();
    }
    match &observation.value {
        Value::Components => component_list(say, observation).join(", "),
        Value::Quantity(quantity) => observation
            .vital()
            .and_then(|vital| converted(say, vital, quantity))
            .unwrap_or_else(|| quantity_words(say, quantity)),
        other => value_words(say, other),
    }
}

fn value_words(say: Say, value: &Value) -> String {
    match value {
        Value::Quantity(quantity) => quantity_words(say, quantity),
        // A date, a period; other words of a file stay as they are.
        Value::Text(text) => told::told_each(say, text),
        Value::Concept(concept) => concept_words(say, concept),
        Value::Boolean(true) => t_string!(say.0, kinds.observation.yes).to_string(),
        Value::Boolean(false) => t_string!(say.0, kinds.observation.no).to_string(),
        Value::Absent(why) if why.is_empty() => {
            t_string!(say.0, kinds.observation.no_value_given).to_string()
        }
        Value::Absent(why) => t_string!(say.0, kinds.observation.no_value, why = why.clone()),
        Value::Components => String::new(),
    }
}

/// Value and unit, never broken across lines; a value of more places than anyone measures is shortened.
pub(super) fn quantity_words(say: Say, quantity: &Quantity) -> String {
    let value = say.number(&rounded(&quantity.value)).replace('-', "−");
    match quantity.unit.as_str() {
        "1" => value,
        "" => t_string!(say.0, kinds.observation.no_unit, value = value),
        unit => format!("{value}\u{a0}{}", unit_label(unit)),
    }
}

/// A vital sign in the unit it is read in, with what was measured beside it: "11.3 kg (25 lb)". `None` where they are one,
/// and for blood sugar, of which both units are read.
fn converted(say: Say, vital: Vital, quantity: &Quantity) -> Option<String> {
    let read_in = vital.units().first().map(|unit| unit.ucum)?;
    let written = ucum::code_of(&quantity.unit);
    if vital == Vital::BloodSugar || written == read_in {
        return None;
    }
    let value = convert(parse_decimal(&rounded(&quantity.value))?, written, read_in)?;
    let value = value.to_string();
    let value = value.strip_suffix(".0").unwrap_or(&value);
    let value = say.number(value);
    let measured = quantity_words(say, quantity);
    Some(format!("{value}\u{a0}{} ({measured})", unit_label(read_in)))
}

/// The numbers as they were received, where showing shortened any of them.
pub(super) fn received(say: Say, observation: &Observation) -> Option<String> {
    let parts = observation.components.iter().map(|part| &part.value);
    let quantities =
        std::iter::once(&observation.value)
            .chain(parts)
            .filter_map(|value| match value {
                Value::Quantity(quantity) => Some(quantity),
                _ => None,
            });
    let long: Vec<String> = quantities
        .filter(|quantity| rounded(&quantity.value) != quantity.value)
        .map(|quantity| format!("{}\u{a0}{}", say.number(&quantity.value), quantity.unit))
        .collect();
    (!long.is_empty()).then(|| long.join(", "))
}

/// The value of an earlier measurement beside a newer one: without its unit where that is the same.
pub fn value_before(say: Say, before: &Observation, now: &Observation) -> String {
    let (earlier, newer) = (observation_value(say, before), observation_value(say, now));
    match (earlier.split_once('\u{a0}'), newer.split_once('\u{a0}')) {
        (Some((value, unit)), Some((_, same))) if unit == same => value.to_string(),
        _ => earlier,
    }
}

/// A UCUM unit as readers write it.
pub fn unit_label(code: &str) -> String {
    let known = Vital::ALL.into_iter().flat_map(|vital| vital.units());
    known
        .into_iter()
        .find(|unit| unit.ucum == code)
        .map_or_else(|| ucum::words(code), |unit| unit.label.to_string())
}

fn pressures(observation: &Observation) -> Option<(&Quantity, &Quantity)> {
    let part = |code: &str| {
        let has_code = |part: &&Component| {
            let codings = &part.what.codings;
            codings.iter().any(|c| c.system == LOINC && c.code == code)
        };
        match &observation.components.iter().find(has_code)?.value {
            Value::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    };
    let (upper, lower) = (part(SYSTOLIC)?, part(DIASTOLIC)?);
    (upper.unit == lower.unit && !upper.unit.is_empty()).then_some((upper, lower))
}

/// "Blood pressure", "Upper arm".
pub fn vital_name(say: Say, vital: Vital) -> &'static str {
    let i18n = say.0;
    match vital {
        Vital::BloodPressure => t_string!(i18n, kinds.observation.vital.blood_pressure),
        Vital::Pulse => t_string!(i18n, kinds.observation.vital.pulse),
        Vital::Breaths => t_string!(i18n, kinds.observation.vital.breaths),
        Vital::Temperature => t_string!(i18n, kinds.observation.vital.temperature),
        Vital::Oxygen => t_string!(i18n, kinds.observation.vital.oxygen),
        Vital::Weight => t_string!(i18n, kinds.observation.vital.weight),
        Vital::HeightStanding => t_string!(i18n, kinds.observation.vital.height_standing),
        Vital::LengthLying => t_string!(i18n, kinds.observation.vital.length_lying),
        Vital::UpperArm => t_string!(i18n, kinds.observation.vital.upper_arm),
        Vital::BloodSugar => t_string!(i18n, kinds.observation.vital.blood_sugar),
        Vital::LastPeriod => t_string!(i18n, kinds.observation.vital.last_period),
        Vital::BodyMassIndex => t_string!(i18n, kinds.observation.vital.body_mass_index),
    }
}

/// The range of the laboratory in the unit of the value, and whether the value lies outside of it: "below the range 12 to
/// 16 g/dL". Of one within it the range alone stands; of one that cannot be compared that is said.
fn range_words(say: Say, observation: &Observation) -> String {
    let i18n = say.0;
    let Some(range) = &observation.reference else {
        return String::new();
    };
    let unit = match &observation.value {
        Value::Quantity(value) => unit_label(&value.unit),
        _ => String::new(),
    };
    let number = |bound: &Option<String>| bound.as_deref().map(|bound| say.number(bound));
    let with_unit = |number: String| format!("{number}\u{a0}{unit}").trim_end().to_owned();
    let beside = range.holds(&observation.value);
    let range = match (number(&range.low), number(&range.high)) {
        (Some(low), Some(high)) => {
            t_string!(i18n, chart.fact.from_to, from = low, to = with_unit(high))
        }
        (Some(low), None) => t_string!(i18n, kinds.observation.from_low, low = with_unit(low)),
        (None, Some(high)) => t_string!(i18n, kinds.observation.to_high, high = with_unit(high)),
        (None, None) => return String::new(),
    };
    match beside {
        Beside::Below => t_string!(i18n, kinds.observation.below, range = range),
        Beside::Above => t_string!(i18n, kinds.observation.above, range = range),
        Beside::Within => t_string!(i18n, kinds.observation.reference, range = range),
        Beside::NotKnown => t_string!(i18n, kinds.observation.not_compared, range = range),
    }
}
