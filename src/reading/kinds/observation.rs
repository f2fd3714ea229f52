//! How a measurement or finding is read: the vital signs are `reading::chart::vitals`.

use super::Reads;
use crate::chart::concept::Concept;
use crate::chart::kinds::{Observation, ObservationKind, Question};
use crate::reading::view::HistoryKind;
use crate::terms::vitals::Vital;

/// LOINC "Breastfeeding status".
const BREASTFEEDING: &str = "63895-7";

impl Reads for Observation {
    fn question(&self) -> Option<Question> {
        match self.kind {
            ObservationKind::Vital => match vital_of(self)? {
                Vital::Weight => Some(Question::Weight),
                Vital::HeightStanding | Vital::LengthLying => Some(Question::Height),
                _ => None,
            },
            ObservationKind::Pregnancy if has_code(&self.what, BREASTFEEDING) => {
                Some(Question::Breastfeeding)
            }
            ObservationKind::Pregnancy => Some(Question::Pregnancy),
            ObservationKind::BloodGroup => Some(Question::BloodGroup),
            ObservationKind::Social => Some(Question::Social),
            _ => None,
        }
    }

    fn list(&self) -> Option<HistoryKind> {
        Some(match self.kind {
            ObservationKind::Vital => HistoryKind::Vitals,
            _ => HistoryKind::Results,
        })
    }

    fn has_happened(&self) -> bool {
        true
    }
}

/// Whether one of its codes is this.
pub fn has_code(concept: &Concept, code: &str) -> bool {
    concept.codings.iter().any(|coding| coding.code == code)
}

/// The vital sign an observation measures, by its LOINC code; by its words where it has no code at all.
pub fn vital_of(observation: &Observation) -> Option<Vital> {
    let what = &observation.what;
    if what.codings.is_empty() {
        return Vital::of_words(&what.text);
    }
    let codes = what.codings.iter();
    codes
        .filter(|coding| coding.system == "http://loinc.org")
        .find_map(|coding| Vital::of_loinc(&coding.code))
}
