//! What something is, in words: those it came with, or that its file does not name it.

use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::concept::Concept;
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
