//! What somebody must not be given, in words.

pub mod form;

use super::concept::concept_words;
use super::in_words::InWords;
use super::told;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for Allergy {
    fn words(&self, say: Say, _: &Statement) -> Words {
        Words::new(
            t_string!(say.0, kinds.allergy.allergy),
            concept_words(say, &self.substance),
        )
        .and(&self.reaction)
        .and(severity_words(say, self))
        .and(criticality_words(say, self).unwrap_or_default())
    }

    fn time(&self, say: Say, words: &str) -> String {
        told::onset_time(say, words)
    }

    fn is_worth_a_source(&self) -> bool {
        true
    }
}

/// As written; FHIR's codes in the reader's language.
pub fn severity_words(say: Say, allergy: &Allergy) -> &str {
    match allergy.severity.trim() {
        "mild" => t_string!(say.0, kinds.allergy.mild),
        "moderate" => t_string!(say.0, kinds.allergy.moderate),
        "severe" => t_string!(say.0, kinds.allergy.severe),
        written => written,
    }
}

/// How dangerous another reaction may be, as FHIR's criticality says it; `None` where nobody said.
pub fn criticality_words(say: Say, allergy: &Allergy) -> Option<&'static str> {
    Some(match allergy.criticality? {
        Criticality::Low => t_string!(say.0, kinds.allergy.low_risk),
        Criticality::High => t_string!(say.0, kinds.allergy.high_risk),
        Criticality::UnableToAssess => t_string!(say.0, kinds.allergy.risk_not_known),
    })
}
