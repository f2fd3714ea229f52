//! What was measured or found, with its unit, components and range.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::numbered::numbered;
use crate::chart::concept::{Concept, LOINC};
use crate::chart::draft::Why;
use crate::chart::value::{Beside, Quantity, ReferenceRange, Value};
use crate::terms::decimal::{TypedNumber, read_typed};
use crate::terms::vitals::Vital;

numbered! {
    /// Which list a finding belongs to.
    pub enum ObservationKind {
        0 Vital,
        1 Laboratory,
        2 Imaging,
        3 Social,
        4 Pregnancy,
        5 BloodGroup,
        6 Other,
    }
}

/// A part of a measurement that has several: the upper and the lower pressure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Component {
    #[n(0)]
    pub what: Concept,
    #[n(1)]
    pub value: Value,
}

/// One measurement or finding, as its source words it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Observation {
    #[n(0)]
    pub kind: ObservationKind,
    #[n(1)]
    pub what: Concept,
    #[n(2)]
    pub value: Value,
    #[n(3)]
    pub components: Vec<Component>,
    /// As the source says it: "high", "H", a reference range.
    #[n(4)]
    pub interpretation: Option<String>,
    #[n(5)]
    pub range: Option<String>,
    #[n(6)]
    pub note: Option<String>,
    /// An unlikely value that the writer looked at again and kept.
    #[n(7)]
    pub confirmed: Option<bool>,
    /// The range as numbers, where it is known as numbers.
    #[n(8)]
    pub reference: Option<ReferenceRange>,
}

impl Observation {
    /// A value with nothing beside it.
    pub fn new(kind: ObservationKind, what: Concept, value: Value) -> Self {
        Self {
            kind,
            what,
            value,
            components: Vec::new(),
            interpretation: None,
            range: None,
            note: None,
            confirmed: None,
            reference: None,
        }
    }

    /// Whether its value lies outside of the range that stands beside it as numbers.
    pub fn is_outside(&self) -> bool {
        let beside = self
            .reference
            .as_ref()
            .map(|range| range.holds(&self.value));
        matches!(beside, Some(Beside::Below | Beside::Above))
    }

    /// Whether its value can be replaced by another that is typed: a number, both of a blood pressure, words.
    pub fn is_open_to_another_value(&self) -> bool {
        match &self.value {
            Value::Quantity(_) | Value::Boolean(_) | Value::Concept(_) => {
                self.components.is_empty()
            }
            // The day of a last period is its statement's own time.
            Value::Text(_) => self.vital() != Some(Vital::LastPeriod),
            Value::Components => self.numbers().is_some(),
            Value::Absent(_) => false,
        }
    }

    /// Both numbers of a measurement of two.
    fn numbers(&self) -> Option<[&Quantity; 2]> {
        match self.components.as_slice() {
            [one, other] => match (&one.value, &other.value) {
                (Value::Quantity(one), Value::Quantity(other)) => Some([one, other]),
                _ => None,
            },
            _ => None,
        }
    }

    /// The same measurement with another value, typed as it is read: "36.8", "138/88", "positive". Its unit and its range
    /// stay; what its source made of the old value does not.
    ///
    /// # Errors
    /// Why what was typed is no value of this measurement.
    pub fn with_value(&self, typed: &str) -> Result<Self, Why> {
        let (value, components) = match (&self.value, self.numbers()) {
            (Value::Components, Some(both)) => {
                let typed = typed.split_once('/').ok_or(Why::BothPressures)?;
                let mut components = self.components.clone();
                let both = both.into_iter().zip([typed.0, typed.1]);
                for (component, (old, typed)) in components.iter_mut().zip(both) {
                    component.value = Value::Quantity(old.with_number(typed)?);
                }
                (Value::Components, components)
            }
            (Value::Quantity(old), _) => (Value::Quantity(old.with_number(typed)?), Vec::new()),
            _ => (Value::Text(typed.trim().to_owned()), Vec::new()),
        };
        Ok(Self {
            value,
            components,
            interpretation: None,
            confirmed: None,
            ..self.clone()
        })
    }

    /// The vital sign it measures, by its code of LOINC.
    pub fn vital(&self) -> Option<Vital> {
        let mut loinc = self
            .what
            .codings
            .iter()
            .filter(|coding| coding.system == LOINC);
        loinc.find_map(|coding| Vital::of_loinc(&coding.code))
    }
}

impl Quantity {
    /// Another number in the same unit.
    ///
    /// # Errors
    /// What was typed is no number, or can be read as either of two.
    pub fn with_number(&self, typed: &str) -> Result<Self, Why> {
        let text = typed.trim().to_owned();
        match read_typed(typed) {
            Some(TypedNumber::One(number)) => Ok(Self {
                value: number.to_string(),
                unit: self.unit.clone(),
            }),
            Some(TypedNumber::Either { point, thousands }) => Err(Why::TwoNumbers {
                text,
                point: point.to_string(),
                thousands: thousands.to_string(),
            }),
            None => Err(Why::Number { text }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(value: &str, unit: &str) -> Value {
        Value::Quantity(Quantity {
            value: value.into(),
            unit: unit.into(),
        })
    }

    fn of(value: Value) -> Observation {
        Observation {
            interpretation: Some("high".into()),
            ..Observation::new(ObservationKind::Other, Concept::words("x"), value)
        }
    }

    #[test]
    fn another_value_keeps_the_unit_and_drops_what_was_made_of_the_old_one() {
        let warm = of(quantity("39.2", "Cel"));
        let corrected = warm.with_value(" 37,2 ").expect("a number");
        assert_eq!(corrected.value, quantity("37.2", "Cel"));
        assert_eq!(corrected.interpretation, None);
        assert!(matches!(warm.with_value("warm"), Err(Why::Number { .. })));
        let words = of(Value::Text("positive".into()));
        let corrected = words.with_value("negative").expect("words");
        assert_eq!(corrected.value, Value::Text("negative".into()));
        assert!(!of(Value::Absent(String::new())).is_open_to_another_value());
    }

    #[test]
    fn of_a_blood_pressure_both_numbers_are_typed() {
        let component = |value: &str| Component {
            what: Concept::words(value),
            value: quantity(value, "mm[Hg]"),
        };
        let pressure = Observation {
            components: vec![component("168"), component("94")],
            ..of(Value::Components)
        };
        let corrected = pressure.with_value("138/88").expect("two numbers");
        let values: Vec<&Value> = corrected.components.iter().map(|one| &one.value).collect();
        assert_eq!(
            values,
            [&quantity("138", "mm[Hg]"), &quantity("88", "mm[Hg]")]
        );
        assert_eq!(pressure.with_value("138"), Err(Why::BothPressures));
        assert!(matches!(
            pressure.with_value("138/x"),
            Err(Why::Number { .. })
        ));
    }
}
