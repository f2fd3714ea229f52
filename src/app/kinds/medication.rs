//! Medicines, in words.

pub mod form;

mod dosing;

use super::concept::{concept_words, unnamed};
use super::in_words::InWords;
use super::standing::{in_its_words, standing_words};
use super::told;
use super::words::{Words, because};
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::{Standing, Statement};
use crate::terms::text::shown;
use dosing::{dosage_words, timing_words};

impl InWords for MedicationEvent {
    fn words(&self, say: Say, of: &Statement) -> Words {
        let i18n = say.0;
        match self {
            Self::Taking(line) => {
                // "Takes" is not said of what is not taken; the standing beside it says what is.
                let kind = match of.standing {
                    Standing::Stands => t_string!(i18n, kinds.medication.taking),
                    _ => t_string!(i18n, kinds.medication.a_medicine),
                };
                of_medicine(say, kind, line)
            }
            Self::Ordered(line) => {
                of_medicine(say, t_string!(i18n, kinds.medication.ordered), line)
            }
            Self::Stopped(medicine, reason) => {
                let words = Words::new(t_string!(i18n, kinds.medication.medicine_stopped), "");
                because(say, words, reason).about(*medicine)
            }
            Self::Named(line) => of_medicine(say, t_string!(i18n, kinds.medication.named), line),
        }
    }

    fn standing(&self, say: Say, standing: Standing, said: Option<&str>) -> Option<String> {
        medicine_standing(say, standing, said)
    }

    fn is_worth_a_source(&self) -> bool {
        true
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
    let name_only = elsewhere.then(|| t_string!(say.0, kinds.medication.rest_elsewhere));
    let (dose, most) = told::dose(say, &line.dose);
    let timing = line.timing.as_ref().map(|timing| timing_words(say, timing));
    let until = line.until.map(|until| {
        let day = say.when_day(&until);
        told::until(say, &until, day)
    });
    let dispensed = line.dispense_until.map(|until| {
        let day = say.when_day(&until);
        t_string!(say.0, kinds.medication.dosing.dispense_until, day = day)
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

/// A medicine's standing in words. One that is *not done* reads as not taken.
pub fn medicine_standing(say: Say, standing: Standing, said: Option<&str>) -> Option<String> {
    match standing {
        Standing::NotDone => {
            let word = t_string!(say.0, chart.standing.not_taken);
            Some(in_its_words(say, word, said))
        }
        other => standing_words(say, other, said),
    }
}
