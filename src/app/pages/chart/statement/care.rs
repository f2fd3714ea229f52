//! Medicines, vaccines, directives, papers, files and exports.

use super::Words;
use super::clinical::{concept_words, unnamed};
use super::dosing::{dosage_words, timing_words};
use super::told;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Standing;
use crate::terms::media;
use crate::terms::text::{shown, title};

pub(super) fn medication(say: Say, event: &MedicationEvent, standing: Standing) -> Words {
    let i18n = say.0;
    match event {
        MedicationEvent::Taking(line) => {
            // "Takes" is not said of what is not taken; the standing beside it says what is.
            let kind = match standing {
                Standing::Stands => t_string!(i18n, chart.fact.taking),
                _ => t_string!(i18n, chart.fact.a_medicine),
            };
            of_medicine(say, kind, line)
        }
        MedicationEvent::Ordered(line) => {
            of_medicine(say, t_string!(i18n, chart.fact.ordered), line)
        }
        MedicationEvent::Stopped(medicine, reason) => {
            let words = Words::new(t_string!(i18n, chart.fact.medicine_stopped), "");
            let words = if reason.trim().is_empty() {
                words
            } else {
                words.and(t_string!(
                    i18n,
                    chart.fact.reason_words,
                    reason = reason.clone()
                ))
            };
            words.about(*medicine)
        }
        MedicationEvent::Named(line) => of_medicine(say, t_string!(i18n, chart.fact.named), line),
    }
}

fn of_medicine(say: Say, kind: &str, line: &MedicationLine) -> Words {
    let parts = medicine_parts(say, line);
    Words {
        lack: parts.unnamed,
        rest: parts.name_only.map(str::to_owned),
        ..Words::new(kind, parts.words)
    }
}

/// A medicine in words, and apart from them what it lacks.
pub struct MedicineParts {
    /// "Name not in the file (number 00417)", before what is known of it.
    pub unnamed: Option<String>,
    pub words: String,
    /// That its file holds nothing of it but the name.
    pub name_only: Option<&'static str>,
}

/// The whole medicine on one line, with what it lacks.
pub fn medicine_words(say: Say, line: &MedicationLine) -> String {
    let MedicineParts {
        unnamed,
        words,
        name_only,
    } = medicine_parts(say, line);
    let words = match unnamed {
        Some(unnamed) if words.is_empty() => unnamed,
        Some(unnamed) => say.labelled(&unnamed, &words),
        None => words,
    };
    match name_only {
        Some(name_only) => format!("{words}, {name_only}"),
        None => words,
    }
}

/// Name, strength and dose hold together on one line; then route, how often, how long, until when, or the words it came with.
pub fn medicine_parts(say: Say, line: &MedicationLine) -> MedicineParts {
    let held = |text: &str| text.trim().replace(' ', "\u{a0}");
    let unnamed = unnamed(say, &line.name);
    let name = match unnamed {
        Some(_) => String::new(),
        None => concept_words(say, &line.name),
    };
    let name = [name.as_str(), &held(&line.strength)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\u{a0}");
    let elsewhere = line.name.is_elsewhere();
    let name_only = elsewhere.then(|| t_string!(say.0, chart.fact.rest_elsewhere));
    let (dose, most) = told::dose(say, &line.dose);
    let timing = line.timing.as_ref().map(|timing| timing_words(say, timing));
    let until = line.until.map(|until| {
        let day = say.when_day(&until);
        told::until(say, &until, day)
    });
    let dispensed = line.dispense_until.map(|until| {
        let day = say.when_day(&until);
        t_string!(say.0, chart.dosing.dispense_until, day = day)
    });
    let several: Vec<String> = line
        .dosages
        .iter()
        .flatten()
        .map(|dosage| dosage_words(say, dosage))
        .collect();
    let rest = [
        dose,
        line.route.clone(),
        told::told_each(say, &line.frequency),
        timing.unwrap_or_default(),
        most,
        several.join("; "),
        told::told_each(say, &line.duration),
        until.unwrap_or_default(),
        dispensed.unwrap_or_default(),
        line.words.clone(),
    ];
    let parts = std::iter::once(&name).chain(&rest);
    let parts = parts.map(|part| part.trim());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    MedicineParts {
        unnamed,
        words: shown(&parts.join(", ")).into_owned(),
        name_only,
    }
}

pub(super) fn immunization(say: Say, vaccine: &Immunization) -> Words {
    let i18n = say.0;
    let words = Words::new(
        t_string!(i18n, chart.fact.vaccine),
        concept_words(say, &vaccine.vaccine),
    )
    .and(&vaccine.dose);
    let words = if vaccine.lot.is_empty() {
        words
    } else {
        words.and(t_string!(i18n, chart.fact.lot, lot = vaccine.lot.clone()))
    };
    because(say, words, &vaccine.reason)
}

/// Adds why, and says that it is why.
pub(super) fn because(say: Say, words: Words, reason: &str) -> Words {
    match reason.trim() {
        "" => words,
        reason => words.and(t_string!(
            say.0,
            chart.fact.reason_words,
            reason = reason.to_owned()
        )),
    }
}

pub(super) fn directive(say: Say, directive: &Directive) -> Words {
    let i18n = say.0;
    let words = Words::new(t_string!(i18n, chart.fact.directive), &directive.words);
    if directive.held_by.is_empty() {
        words
    } else {
        words.and(t_string!(
            i18n,
            chart.fact.held_by,
            who = directive.held_by.clone()
        ))
    }
}

pub(super) fn document(say: Say, document: &Document) -> Words {
    Words::new(t_string!(say.0, chart.fact.document), paper_title(document))
        .and(media_word(say, &document.media_type))
        .and(say.bytes(document.bytes))
}

/// "FHIR file", "picture": what a paper is, for who does not know the names machines give.
pub fn media_word(say: Say, media_type: &str) -> String {
    let i18n = say.0;
    let kind = media::plain(media_type);
    let word = match kind.as_str() {
        "application/pdf" => t_string!(i18n, chart.documents.pdf),
        kind if kind.contains("fhir") => t_string!(i18n, chart.documents.fhir),
        kind if kind.starts_with("text/") => t_string!(i18n, chart.documents.text),
        kind if kind.starts_with("image/") => t_string!(i18n, chart.documents.picture),
        _ => return media_type.to_owned(),
    };
    word.to_owned()
}

/// What a paper is called: no path, and no other kind of file than it is.
pub fn paper_title(document: &Document) -> String {
    title(&document.title, media::ending(&document.media_type))
}

pub(super) fn citation(say: Say, citation: &Citation) -> Words {
    let i18n = say.0;
    match citation {
        Citation::File(file) => Words::new(t_string!(i18n, chart.fact.file_kept), &file.title)
            .and(say.bytes(file.bytes)),
        Citation::Verbatim(place, kind, words, because) => {
            let because = because.map_or("", |because| kept_because(say, because));
            Words::new(t_string!(i18n, chart.fact.kept_as_received), kind)
                .and(words)
                .and(because)
                .and(&place.name)
        }
    }
}

/// Why an item of a file is not shown as an entry.
pub fn kept_because(say: Say, because: KeptBecause) -> &'static str {
    let i18n = say.0;
    match because {
        KeptBecause::Older => t_string!(i18n, chart.kept.older),
        KeptBecause::Deleted => t_string!(i18n, chart.kept.deleted),
        KeptBecause::NotOfAPatient => t_string!(i18n, chart.kept.not_of_a_patient),
        KeptBecause::Unnamed => t_string!(i18n, chart.kept.unnamed),
        KeptBecause::NothingToShow => t_string!(i18n, chart.kept.nothing_to_show),
        KeptBecause::TooLong => t_string!(i18n, chart.kept.too_long),
        KeptBecause::ContentElsewhere => t_string!(i18n, chart.kept.content_elsewhere),
        KeptBecause::NoType => t_string!(i18n, chart.kept.no_type),
        KeptBecause::SomebodyElse => t_string!(i18n, chart.kept.somebody_else),
        KeptBecause::PartOfMore => t_string!(i18n, chart.kept.part_of_more),
        KeptBecause::ReadOneByOne => t_string!(i18n, chart.kept.read_one_by_one),
    }
}

pub(super) fn export(say: Say, record: &ExportRecord) -> Words {
    let i18n = say.0;
    match record {
        ExportRecord::Made(export) => {
            let purpose = match export.purpose {
                ExportFor::ThePerson => t_string!(i18n, chart.fact.for_the_person),
                ExportFor::AnotherClinic => t_string!(i18n, chart.fact.for_another_clinic),
                ExportFor::CopyOfThisDevice => t_string!(i18n, chart.fact.for_a_copy),
            };
            Words::new(t_string!(i18n, chart.fact.export_made), purpose)
                .and(&export.recipient)
                .and(export.digest.short())
        }
        ExportRecord::Checked(digest) => {
            Words::new(t_string!(i18n, chart.fact.export_checked), digest.short())
        }
    }
}

pub(super) fn confirmation(say: Say, confirmation: &Confirmation) -> Words {
    let i18n = say.0;
    Words::new(
        t_string!(i18n, chart.fact.vault_confirmed),
        confirmation.fingerprint.short(),
    )
}
