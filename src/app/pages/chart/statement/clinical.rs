//! Allergies, reports, past history, procedures.

use super::Words;
use super::care::because;
use super::told;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::concept::Concept;
use crate::chart::kinds::*;
use crate::terms::text::shown;

/// The words it came with; else a code's display text; else that its file does not name it, with the number it gives.
pub fn concept_words(say: Say, concept: &Concept) -> String {
    name_of(concept).unwrap_or_else(|| not_named(say, concept))
}

/// That its file does not name it; `None` where it does.
pub(super) fn unnamed(say: Say, concept: &Concept) -> Option<String> {
    name_of(concept).is_none().then(|| not_named(say, concept))
}

fn name_of(concept: &Concept) -> Option<String> {
    let text = shown(&concept.text);
    if !text.trim().is_empty() {
        return Some(text.into_owned());
    }
    let mut codings = concept.codings.iter();
    let named = codings.find(|coding| !coding.display.is_empty())?;
    Some(shown(&named.display).into_owned())
}

fn not_named(say: Say, concept: &Concept) -> String {
    let mut codings = concept.codings.iter();
    match codings.find(|coding| !coding.code.is_empty()) {
        Some(numbered) => {
            let number = shown(&numbered.code).into_owned();
            t_string!(say.0, chart.fact.not_named_number, number = number)
        }
        None => t_string!(say.0, chart.fact.not_named).to_string(),
    }
}

pub(super) fn report(say: Say, report: &Report) -> Words {
    Words::new(
        t_string!(say.0, chart.fact.report),
        concept_words(say, &report.what),
    )
    .and(told::labelled_lines(say, &report.conclusion))
    .and(report.results.join(", "))
}

pub(super) fn allergy(say: Say, allergy: &Allergy) -> Words {
    Words::new(
        t_string!(say.0, chart.fact.allergy),
        concept_words(say, &allergy.substance),
    )
    .and(&allergy.reaction)
    .and(severity_words(say, allergy))
    .and(criticality_words(say, allergy).unwrap_or_default())
}

/// As written; FHIR's codes in the reader's language.
pub fn severity_words(say: Say, allergy: &Allergy) -> &str {
    match allergy.severity.trim() {
        "mild" => t_string!(say.0, chart.allergy.mild),
        "moderate" => t_string!(say.0, chart.allergy.moderate),
        "severe" => t_string!(say.0, chart.allergy.severe),
        written => written,
    }
}

pub fn criticality_words(say: Say, allergy: &Allergy) -> Option<&'static str> {
    Some(match allergy.criticality? {
        Criticality::Low => t_string!(say.0, chart.allergy.low_risk),
        Criticality::High => t_string!(say.0, chart.allergy.high_risk),
        Criticality::UnableToAssess => t_string!(say.0, chart.allergy.risk_not_known),
    })
}

pub(super) fn history(say: Say, item: &HistoryItem) -> Words {
    let i18n = say.0;
    let kind = match item.topic {
        Topic::Illness => t_string!(i18n, chart.fact.past_illness),
        Topic::Operation => t_string!(i18n, chart.fact.operation),
        Topic::Family => t_string!(i18n, chart.fact.family_history),
        Topic::Social => t_string!(i18n, chart.fact.social),
    };
    let died = match item.died.as_deref() {
        None => String::new(),
        Some("") => t_string!(i18n, chart.fact.relative_died).to_string(),
        Some(time) => t_string!(i18n, chart.fact.relative_died_at, time = time.to_string()),
    };
    let onset = item.onset.as_ref();
    let began = onset.map(|time| t_string!(i18n, chart.fact.began, time = time.clone()));
    // Of a relative it may be known only that they died.
    let what = if died.is_empty() || item.what != Concept::default() {
        concept_words(say, &item.what)
    } else {
        String::new()
    };
    let words = Words::new(kind, what).and(began.unwrap_or_default());
    let words = words.and(died).and(&item.relative);
    words.and(item.note.clone().unwrap_or_default())
}

pub(super) fn procedure(say: Say, procedure: &Procedure) -> Words {
    let i18n = say.0;
    let words = Words::new(
        t_string!(i18n, chart.fact.procedure),
        concept_words(say, &procedure.what),
    );
    let words = because(say, words, &procedure.reason);
    if procedure.ended.is_known() {
        let day = say.when(&procedure.ended);
        words.and(told::until(say, &procedure.ended, day))
    } else {
        words
    }
}
