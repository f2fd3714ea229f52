//! Medicines, in words.

pub mod form;
pub mod give;
pub mod prescribe;
pub mod still_so;

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
use crate::chart::value::Quantity;
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
            Self::Held(medicine, reason) => {
                let words = Words::new(t_string!(i18n, kinds.medication.medicine_held), "");
                because(say, words, reason).about(*medicine)
            }
            Self::Restarted(medicine, words) => {
                let kind = t_string!(i18n, kinds.medication.medicine_restarted);
                Words::new(kind, words.as_str()).about(*medicine)
            }
            Self::Changed(medicine, line, reason) => {
                let kind = t_string!(i18n, kinds.medication.medicine_changed);
                because(say, of_medicine(say, kind, line), reason).about(*medicine)
            }
            Self::Dispensed(medicine, given) => {
                let kind = t_string!(i18n, kinds.medication.dispensed);
                Words::new(kind, given_out_words(say, given)).about(*medicine)
            }
            Self::NotDispensed(medicine, reason) => {
                let words = Words::new(t_string!(i18n, kinds.medication.not_dispensed), "");
                because(say, words, reason).about(*medicine)
            }
            Self::Told(medicine, told) => {
                let together = told.together == Some(true);
                let together = together.then(|| t_string!(i18n, kinds.medication.told.together));
                Words::new(taken_word(say, told.taken), told.words.as_str())
                    .and_all(together.map(str::to_owned))
                    .about(*medicine)
            }
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
    .and_all(checked_words(say, line))
}

/// What its check met when it was signed, and why it was signed all the same.
pub fn checked_words(say: Say, line: &MedicationLine) -> Vec<String> {
    let i18n = say.0;
    let Some(checked) = &line.checked else {
        return Vec::new();
    };
    let unknown = (checked.unknown == Some(true)).then(|| {
        let version = checked.table.to_string();
        t_string!(i18n, kinds.medication.table_unknown, version = version)
    });
    let overridden = checked.overridden.iter().flatten().map(|one| {
        let reason = match one.reason {
            AllTheSame::InWords => one.words.clone(),
            reason => all_the_same_words(say, reason).to_owned(),
        };
        t_string!(
            i18n,
            kinds.medication.overridden,
            against = one.against.clone(),
            reason = reason
        )
    });
    let left = checked.left.iter().flatten().map(|left| {
        t_string!(
            i18n,
            kinds.medication.left_reason,
            written = left.written.clone(),
            reason = left.reason.clone()
        )
    });
    unknown.into_iter().chain(overridden).chain(left).collect()
}

/// A reason to sign all the same, in words.
pub fn all_the_same_words(say: Say, reason: AllTheSame) -> &'static str {
    let i18n = say.0;
    match reason {
        AllTheSame::TakenSince => t_string!(i18n, kinds.medication.why.taken_since),
        AllTheSame::RecordWrong => t_string!(i18n, kinds.medication.why.record_wrong),
        AllTheSame::NothingElse => t_string!(i18n, kinds.medication.why.nothing_else),
        AllTheSame::BothMeant => t_string!(i18n, kinds.medication.why.both_meant),
        AllTheSame::InWords => t_string!(i18n, kinds.medication.why.in_words),
    }
}

/// Whether a medicine is taken, as somebody told.
pub fn taken_word(say: Say, taken: Taken) -> &'static str {
    let i18n = say.0;
    match taken {
        Taken::AsPrescribed => t_string!(i18n, kinds.medication.told.as_prescribed),
        Taken::Otherwise => t_string!(i18n, kinds.medication.told.otherwise),
        Taken::Not => t_string!(i18n, kinds.medication.told.not),
        Taken::NotKnown => t_string!(i18n, kinds.medication.told.not_known),
    }
}

/// "15 capsules", which hold together on one line.
pub fn amount_words(amount: &Quantity) -> String {
    let words = format!("{} {}", amount.value, amount.unit);
    words.trim().replace(' ', "\u{a0}")
}

/// How much was given out, what in its place, and from where.
pub fn given_out_words(say: Say, given: &Dispensed) -> String {
    let i18n = say.0;
    let amount = given.quantity.as_ref().map(amount_words);
    let amount = amount.unwrap_or_else(|| t_string!(i18n, kinds.medication.no_amount).to_owned());
    let what = (!given.what.is_empty())
        .then(|| t_string!(i18n, kinds.medication.given_what, what = given.what.clone()));
    let from = (!given.from.is_empty())
        .then(|| t_string!(i18n, kinds.medication.given_from, from = given.from.clone()));
    let parts: Vec<String> = std::iter::once(amount).chain(what).chain(from).collect();
    parts.join(", ")
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

/// Name, strength and form hold together on one line; then dose, route, how often, how long, until when, or the words it came with.
pub fn medicine_parts(say: Say, line: &MedicationLine) -> MedicineParts {
    let held = |text: &str| text.trim().replace(' ', "\u{a0}");
    let unnamed = unnamed(say, &line.name);
    let name = match unnamed {
        Some(_) => String::new(),
        None => concept_words(say, &line.name),
    };
    let form = line.form.as_deref().unwrap_or_default();
    let name = [name.as_str(), &held(&line.strength), &held(form)]
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
        line.quantity.as_ref().map(amount_words).unwrap_or_default(),
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
