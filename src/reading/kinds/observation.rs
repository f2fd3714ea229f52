//! How a measurement or finding is read.

mod pregnancy;
mod pressure;
pub mod series;
pub mod vitals;

pub use pregnancy::pregnant;

use super::{Reads, answer};
use crate::chart::concept::Concept;
use crate::chart::kinds::{Fact, Observation, ObservationKind, Question};
use crate::chart::value::Value;
use crate::reading::stages::{Heard, weigh};
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
fn has_code(concept: &Concept, code: &str) -> bool {
    concept.codings.iter().any(|coding| coding.code == code)
}

/// The vital sign an observation measures, by its LOINC code; by its words where it has no code at all.
fn vital_of(observation: &Observation) -> Option<Vital> {
    let what = &observation.what;
    if what.codings.is_empty() {
        return Vital::of_words(&what.text);
    }
    observation.vital()
}

/// The last blood group; a stranger's does not count against what people known here answered.
pub fn blood_group(heard: Heard) -> Option<String> {
    let written = heard.said.written;
    let groups = heard.standing().filter_map(|item| match item.fact() {
        Fact::Observation(observation) if observation.kind == ObservationKind::BloodGroup => {
            words_of(&observation.value).map(|words| (item, words))
        }
        _ => None,
    });
    let answer = answer::last(heard, Question::BloodGroup);
    let answered = answer.is_some_and(|(item, _)| written.is_known(item.entry));
    let groups = groups.filter(|(item, _)| !answered || written.is_known(item.entry));
    let weighed = weigh(written, groups, None);
    weighed.last().map(|((_, words), _)| words.clone())
}

/// Text or the words of a code; nothing for a number or a missing value.
fn words_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Concept(concept) if concept.text.is_empty() => {
            concept.codings.first().map(|coding| coding.display.clone())
        }
        Value::Concept(concept) => Some(concept.text.clone()),
        Value::Quantity(_) | Value::Absent(_) | Value::Components | Value::Boolean(_) => None,
    }
}
