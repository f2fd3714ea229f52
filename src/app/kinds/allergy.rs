//! What somebody must not be given, in words.

pub mod form;
pub mod refuting;
pub mod start;
mod substance;
mod taken;
pub mod writing;

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
        .and_all(happened_words(say, self))
        .and(criticality_words(say, self).unwrap_or_default())
        .and(certainty_words(say, self).unwrap_or_default())
        .and_all(left_words(say, self))
    }

    fn time(&self, say: Say, words: &str) -> String {
        told::onset_time(say, words)
    }

    fn is_worth_a_source(&self) -> bool {
        true
    }
}

/// What it did, how bad that was, and that it is an intolerance: each part for itself, in the order it is told.
pub fn happened_words(say: Say, allergy: &Allergy) -> Vec<String> {
    let i18n = say.0;
    let told: Vec<&Reaction> = allergy.reactions.iter().flatten().collect();
    let as_bad = |one: &&Reaction| one.severity == told.first().and_then(|first| first.severity);
    let alike = told.iter().all(as_bad);
    let each = told.iter().map(|reaction| {
        let what = manifestation_words(say, &reaction.what);
        match reaction.severity.filter(|_| !alike) {
            Some(severity) => format!("{what} ({})", severity_word(say, severity)),
            None => what,
        }
    });
    let all = told.first().filter(|_| alike);
    let all = all.and_then(|first| first.severity);
    let not_told = allergy.reaction_answer.map(|answer| match answer {
        NotSaid::NotKnown => t_string!(i18n, kinds.allergy.reaction_not_known),
        NotSaid::Declined => t_string!(i18n, kinds.allergy.reaction_declined),
    });
    let how_bad = allergy.severity_answer.map(|answer| match answer {
        NotSaid::NotKnown => t_string!(i18n, kinds.allergy.severity_not_known),
        NotSaid::Declined => t_string!(i18n, kinds.allergy.severity_declined),
    });
    let intolerance = allergy.kind == Some(AllergyKind::Intolerance);
    let intolerance = intolerance.then(|| t_string!(i18n, kinds.allergy.intolerance));
    let beside = [
        all.map(|severity| severity_word(say, severity)),
        Some(allergy.reaction.trim()),
        Some(severity_words(say, allergy)),
        not_told,
        how_bad,
        intolerance,
    ];
    let beside = beside.into_iter().flatten().map(str::to_owned);
    each.chain(beside)
        .filter(|words| !words.is_empty())
        .collect()
}

/// With a capital, as a line or a button of its own begins: names of the table and words of sentences begin small.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn manifestation_words(say: Say, what: &Manifestation) -> String {
    match what {
        Manifestation::Known(known) => reaction_word(say, *known).to_owned(),
        Manifestation::Words(words) => concept_words(say, words),
    }
}

/// A reaction that has a name in every language.
pub fn reaction_word(say: Say, known: KnownReaction) -> &'static str {
    let i18n = say.0;
    match known {
        KnownReaction::Rash => t_string!(i18n, kinds.allergy.rash),
        KnownReaction::Swelling => t_string!(i18n, kinds.allergy.swelling),
        KnownReaction::Breathing => t_string!(i18n, kinds.allergy.breathing),
        KnownReaction::Vomiting => t_string!(i18n, kinds.allergy.vomiting),
        KnownReaction::Anaphylaxis => t_string!(i18n, kinds.allergy.anaphylaxis),
    }
}

fn severity_word(say: Say, severity: Severity) -> &'static str {
    match severity {
        Severity::Mild => t_string!(say.0, kinds.allergy.mild),
        Severity::Moderate => t_string!(say.0, kinds.allergy.moderate),
        Severity::Severe => t_string!(say.0, kinds.allergy.severe),
    }
}

fn certainty_words(say: Say, allergy: &Allergy) -> Option<&'static str> {
    let Certainty::Confirmed = allergy.certainty?;
    Some(t_string!(say.0, kinds.allergy.confirmed))
}

fn left_words(say: Say, allergy: &Allergy) -> Vec<String> {
    let left = allergy.left.iter().flatten();
    let left = left.map(|left| {
        let reason = left.reason.clone();
        t_string!(say.0, kinds.allergy.left, reason = reason)
    });
    left.collect()
}

/// As written; FHIR's codes in the reader's language.
pub fn severity_words(say: Say, allergy: &Allergy) -> &str {
    let written = allergy.severity.trim();
    Severity::of_code(written).map_or(written, |severity| severity_word(say, severity))
}

/// How dangerous another reaction may be, as FHIR's criticality says it; `None` where nobody said.
pub fn criticality_words(say: Say, allergy: &Allergy) -> Option<&'static str> {
    Some(match allergy.criticality? {
        Criticality::Low => t_string!(say.0, kinds.allergy.low_risk),
        Criticality::High => t_string!(say.0, kinds.allergy.high_risk),
        Criticality::UnableToAssess => t_string!(say.0, kinds.allergy.risk_not_known),
    })
}
