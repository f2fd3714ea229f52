//! From a draft to statements, or to the list of what it still needs.

use super::intake::{Measure, MedicineDraft};
use super::{Complaints, Why};
use crate::chart::concept::Concept;
use crate::chart::kinds::*;
use crate::chart::value::{Quantity, Value};
use crate::terms::decimal::parse_decimal;
use crate::terms::measure::{understand, unit_of};
use crate::terms::units::Ages;
use crate::terms::vitals::Vital;

impl<F: Copy> Complaints<F> {
    /// A measurement with a unit the vital sign is written in; unlikely values for someone of
    /// that age must have been confirmed.
    pub(super) fn quantity(
        &mut self,
        at: F,
        vital: Vital,
        measure: &Measure,
        ages: Option<Ages>,
    ) -> Option<Quantity> {
        let unit = unit_of(vital, &measure.unit)?;
        let Some(read) = understand(vital, unit, measure.value.trim(), ages) else {
            let text = measure.value.trim().into();
            self.push(at, Why::Number { text });
            return None;
        };
        let value = read.value.to_string();
        if !measure.confirmed && read.is_unlikely {
            let (value, unit) = (value.clone(), unit.label.into());
            self.push(at, Why::Unlikely { value, unit });
        }
        Some(Quantity {
            value,
            unit: unit.ucum.into(),
        })
    }
}

/// Decimal text as it is kept: digits with at most one point.
pub fn decimal(text: &str) -> Option<String> {
    parse_decimal(text).map(|number| number.to_string())
}

/// Words without the spaces around them, where there are any.
pub fn some_words(typed: &str) -> Option<String> {
    let words = typed.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// Whether a blood pressure's lower value is not below its upper one, as where the two were swapped.
pub fn is_upside_down(upper: &str, lower: &str) -> bool {
    let (upper, lower) = (parse_decimal(upper), parse_decimal(lower));
    upper
        .zip(lower)
        .is_some_and(|(upper, lower)| lower >= upper)
}

pub(super) fn vital_observation(
    vital: Vital,
    value: Value,
    components: Vec<Component>,
    confirmed: bool,
) -> Fact {
    Fact::Observation(Observation {
        components,
        confirmed: confirmed.then_some(true),
        ..Observation::new(ObservationKind::Vital, Concept::loinc(vital.loinc()), value)
    })
}

impl MedicineDraft {
    /// The medicine as it is signed: what was typed, without the spaces around it, and no codes. Nothing is checked
    /// here.
    pub fn to_line(&self) -> MedicationLine {
        MedicationLine {
            name: Concept::words(self.name.trim()),
            strength: self.strength.trim().into(),
            dose: self.dose.trim().into(),
            route: self.route.trim().into(),
            frequency: self.frequency.trim().into(),
            duration: self.duration.trim().into(),
            ..MedicationLine::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_stay_as_written() {
        assert_eq!(decimal(" 37,10 "), Some("37.10".into()));
        assert_eq!(decimal("168"), Some("168".into()));
        for wrong in ["", ".", "1.", ".5", "-1", "1e3", "1.2.3", "12 kg"] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
    }
}
