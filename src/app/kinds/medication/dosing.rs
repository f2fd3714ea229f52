//! When doses are due, in the page's language. Codes it does not know stay as they were written.

use crate::app::i18n::*;
use crate::app::kinds::told;
use crate::app::state::Say;
use crate::chart::kinds::{Dosage, DoseTiming};

/// "2 × every 6 hours, 30 min before meals, 08:00, each over 30 min, as needed: pain".
pub(super) fn timing_words(say: Say, timing: &DoseTiming) -> String {
    let i18n = say.0;
    let times = timing.times.as_ref().map(|times| format!("{times}\u{a0}×"));
    let period = timing.period.as_ref().map(|period| {
        let unit = timing.unit.as_deref().unwrap_or_default();
        every(say, period, unit)
    });
    let regular: Vec<String> = match a_day(say, timing) {
        Some(words) => vec![words],
        None => times.into_iter().chain(period).collect(),
    };
    let at = timing
        .at
        .iter()
        .flatten()
        .map(|code| moment(say, code, timing.offset.as_deref()));
    let lasting = timing
        .lasting
        .as_ref()
        .map(|time| t_string!(i18n, kinds.medication.dosing.lasting, time = time.clone()));
    let needed = timing.as_needed.as_ref().map(|reason| {
        if reason.is_empty() {
            t_string!(i18n, kinds.medication.dosing.as_needed).to_string()
        } else {
            t_string!(
                i18n,
                kinds.medication.dosing.as_needed_for,
                reason = reason.clone()
            )
        }
    });
    let all: Vec<String> = std::iter::once(regular.join(" "))
        .chain(at)
        .chain(lasting)
        .chain(needed)
        .filter(|part| !part.is_empty())
        .collect();
    all.join(", ")
}

/// One of several dosages on one line.
pub(super) fn dosage_words(say: Say, dosage: &Dosage) -> String {
    let timing = dosage
        .timing
        .as_ref()
        .map(|timing| timing_words(say, timing));
    let (dose, most) = told::dose(say, &dosage.dose);
    let frequency = told::told_each(say, &dosage.frequency);
    let duration = told::told_each(say, &dosage.duration);
    let parts = [
        dose.as_str(),
        &dosage.route,
        &frequency,
        timing.as_deref().unwrap_or_default(),
        &most,
        &duration,
        &dosage.words,
    ];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

/// "twice a day".
fn a_day(say: Say, timing: &DoseTiming) -> Option<String> {
    let i18n = say.0;
    let daily = timing.period.as_deref() == Some("1") && timing.unit.as_deref() == Some("d");
    let times = timing.times.as_deref().filter(|_| daily)?;
    Some(match times {
        "1" => t_string!(i18n, kinds.medication.dosing.once_a_day).to_string(),
        "2" => t_string!(i18n, kinds.medication.dosing.twice_a_day).to_string(),
        times => t_string!(
            i18n,
            kinds.medication.dosing.n_times_a_day,
            n = times.to_string()
        ),
    })
}

fn every(say: Say, period: &str, unit: &str) -> String {
    let i18n = say.0;
    let n = || period.to_string();
    match (unit, period) {
        ("min", "1") => t_string!(i18n, kinds.medication.dosing.every_minute).to_string(),
        ("h", "1") => t_string!(i18n, kinds.medication.dosing.every_hour).to_string(),
        ("d", "1") => t_string!(i18n, kinds.medication.dosing.every_day).to_string(),
        ("wk", "1") => t_string!(i18n, kinds.medication.dosing.every_week).to_string(),
        ("mo", "1") => t_string!(i18n, kinds.medication.dosing.every_month).to_string(),
        ("a", "1") => t_string!(i18n, kinds.medication.dosing.every_year).to_string(),
        ("min", _) => t_string!(i18n, kinds.medication.dosing.every_n_minutes, n = n()),
        ("h", _) => t_string!(i18n, kinds.medication.dosing.every_n_hours, n = n()),
        ("d", _) => t_string!(i18n, kinds.medication.dosing.every_n_days, n = n()),
        ("wk", _) => t_string!(i18n, kinds.medication.dosing.every_n_weeks, n = n()),
        ("mo", _) => t_string!(i18n, kinds.medication.dosing.every_n_months, n = n()),
        ("a", _) => t_string!(i18n, kinds.medication.dosing.every_n_years, n = n()),
        _ => format!("/ {period} {unit}").trim_end().to_string(),
    }
}

/// A day of the week, a time of the clock, or a moment of the day with the minutes before or after it.
fn moment(say: Say, code: &str, offset: Option<&str>) -> String {
    if let Some(day) = weekday(say, code) {
        return day.to_string();
    }
    let Some(words) = moment_words(say, code) else {
        return code
            .strip_suffix(":00")
            .filter(|time| time.contains(':'))
            .unwrap_or(code)
            .to_string();
    };
    match offset {
        Some(minutes) => format!("{minutes}\u{a0}min {words}"),
        None => words.to_string(),
    }
}

fn weekday(say: Say, code: &str) -> Option<&'static str> {
    let i18n = say.0;
    Some(match code {
        "mon" => t_string!(i18n, common.days.mon),
        "tue" => t_string!(i18n, common.days.tue),
        "wed" => t_string!(i18n, common.days.wed),
        "thu" => t_string!(i18n, common.days.thu),
        "fri" => t_string!(i18n, common.days.fri),
        "sat" => t_string!(i18n, common.days.sat),
        "sun" => t_string!(i18n, common.days.sun),
        _ => return None,
    })
}

/// FHIR's EventTiming and HL7's TimingEvent.
fn moment_words(say: Say, code: &str) -> Option<&'static str> {
    let i18n = say.0;
    Some(match code {
        "MORN" => t_string!(i18n, kinds.medication.dosing.morning),
        "MORN.early" => t_string!(i18n, kinds.medication.dosing.early_morning),
        "MORN.late" => t_string!(i18n, kinds.medication.dosing.late_morning),
        "NOON" => t_string!(i18n, kinds.medication.dosing.noon),
        "AFT" => t_string!(i18n, kinds.medication.dosing.afternoon),
        "AFT.early" => t_string!(i18n, kinds.medication.dosing.early_afternoon),
        "AFT.late" => t_string!(i18n, kinds.medication.dosing.late_afternoon),
        "EVE" => t_string!(i18n, kinds.medication.dosing.evening),
        "EVE.early" => t_string!(i18n, kinds.medication.dosing.early_evening),
        "EVE.late" => t_string!(i18n, kinds.medication.dosing.late_evening),
        "NIGHT" => t_string!(i18n, kinds.medication.dosing.night),
        "PHS" => t_string!(i18n, kinds.medication.dosing.after_sleep_begins),
        "HS" => t_string!(i18n, kinds.medication.dosing.before_sleep),
        "WAKE" => t_string!(i18n, kinds.medication.dosing.on_waking),
        "C" => t_string!(i18n, kinds.medication.dosing.with_meals),
        "CM" => t_string!(i18n, kinds.medication.dosing.with_breakfast),
        "CD" => t_string!(i18n, kinds.medication.dosing.with_lunch),
        "CV" => t_string!(i18n, kinds.medication.dosing.with_dinner),
        "AC" => t_string!(i18n, kinds.medication.dosing.before_meals),
        "ACM" => t_string!(i18n, kinds.medication.dosing.before_breakfast),
        "ACD" => t_string!(i18n, kinds.medication.dosing.before_lunch),
        "ACV" => t_string!(i18n, kinds.medication.dosing.before_dinner),
        "PC" => t_string!(i18n, kinds.medication.dosing.after_meals),
        "PCM" => t_string!(i18n, kinds.medication.dosing.after_breakfast),
        "PCD" => t_string!(i18n, kinds.medication.dosing.after_lunch),
        "PCV" => t_string!(i18n, kinds.medication.dosing.after_dinner),
        _ => return None,
    })
}
