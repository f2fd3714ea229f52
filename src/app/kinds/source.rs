//! Who said it, in words.

use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::statement::{SaidBy, Source};
use crate::terms::text::{isolated, shown};

/// Who said it, where that is not the author of the entry.
pub fn source_words(say: Say, source: &Source) -> Option<String> {
    let i18n = say.0;
    let name = isolated(source.name.as_deref().unwrap_or_default()).into_owned();
    let named = |plain: &'static str| {
        if name.is_empty() {
            plain.to_string()
        } else {
            say.labelled(plain, &name)
        }
    };
    match source.said_by {
        SaidBy::Author => (!name.is_empty()).then_some(name),
        SaidBy::Patient => Some(named(t_string!(i18n, chart.source.patient))),
        SaidBy::Relative => Some(named(t_string!(i18n, chart.source.relative))),
        SaidBy::AnotherClinic => Some(named(t_string!(i18n, chart.source.clinic))),
        SaidBy::File => {
            let place = source
                .file
                .as_ref()
                .map(|file| shown(&file.name).into_owned());
            let from = named(t_string!(i18n, chart.source.file));
            Some(match place.filter(|place| !place.is_empty()) {
                Some(place) => format!("{from}, {place}"),
                None => from,
            })
        }
    }
}
