//! Times and doses of other systems' files in the page's language: no date as machines write it, no unit as a code.

use crate::app::figures::{DosePart, Span, TimeInUnits, dose_parts, told};
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::when::When;
use crate::terms::decimal::without_exponent;
use crate::terms::text::shown;
use crate::terms::ucum;

/// A time as its source words it: "at the age of 7 years", "Mar 2026", or the words as they are.
pub(super) fn told_time(say: Say, words: &str) -> String {
    match told(words) {
        Some(time @ (TimeInUnits::Span(..) | TimeInUnits::Spans(..))) => {
            t_string!(say.0, chart.fact.at_age, age = told_words(say, time))
        }
        Some(time) => told_words(say, time),
        None => shown(words).into_owned(),
    }
}

/// The time something began, as its source words it: "from the age of 7 years".
pub fn onset_time(say: Say, words: &str) -> String {
    match told(words) {
        Some(time @ (TimeInUnits::Span(..) | TimeInUnits::Spans(..))) => {
            t_string!(say.0, chart.fact.from_age, age = told_words(say, time))
        }
        Some(time) => told_words(say, time),
        None => shown(words).into_owned(),
    }
}

/// "until 7 Apr 2026"; some languages word it otherwise where only the month or the year is known.
pub(super) fn until(say: Say, when: &When, day: String) -> String {
    if is_a_day(when) {
        t_string!(say.0, chart.fact.until_day, day = day)
    } else {
        t_string!(say.0, chart.fact.until, day = day)
    }
}

pub(super) fn is_a_day(when: &When) -> bool {
    matches!(when, When::Day(..) | When::Moment(_))
}

/// How long something takes, or from when to when: "10 days", "Mar 2026 to May 2026", each part of a list by itself.
pub(super) fn told_each(say: Say, words: &str) -> String {
    let parts = words.split(", ").map(|part| match told(part) {
        Some(time) => told_words(say, time),
        None => part.to_string(),
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// Words that an import put together, with its labels in the page's language and its times as people say them.
pub(super) fn labelled_lines(say: Say, text: &str) -> String {
    let lines = text.lines().map(|line| {
        let labelled = line
            .split_once(": ")
            .and_then(|(label, rest)| Some((label, label_word(say, label)?, rest)));
        match labelled {
            Some(("Onset", label, rest)) => say.labelled(label, &onset_time(say, rest)),
            Some((_, label, rest)) => say.labelled(label, &told_time(say, rest)),
            None => line.to_string(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn label_word(say: Say, label: &str) -> Option<&'static str> {
    let i18n = say.0;
    Some(match label {
        "Severity" => t_string!(i18n, chart.label.severity),
        "Site" => t_string!(i18n, chart.label.site),
        "Onset" => t_string!(i18n, chart.label.onset),
        "Ended" => t_string!(i18n, chart.label.ended),
        "About" => t_string!(i18n, chart.label.about),
        "Method" => t_string!(i18n, chart.label.method),
        "Specimen taken" => t_string!(i18n, chart.label.specimen),
        _ => return None,
    })
}

fn told_words(say: Say, time: TimeInUnits) -> String {
    let i18n = say.0;
    match time {
        TimeInUnits::Span(number, unit) => span(say, &number, unit),
        TimeInUnits::Spans(from, to, unit) => {
            let (from, to) = (say.number(&from), span(say, &to, unit));
            t_string!(i18n, chart.fact.from_to, from = from, to = to)
        }
        TimeInUnits::Date(year, month, day, time) => {
            let day = (day > 0).then(|| day.to_string());
            let month = (month > 0).then(|| say.month(month).to_string());
            let date = [day, month, Some(year)].into_iter().flatten();
            let date = date.collect::<Vec<_>>().join("\u{a0}");
            if time.is_empty() {
                date
            } else {
                format!("{date}, {time}")
            }
        }
        TimeInUnits::Dates(from, to) => match (from, to) {
            (Some(from), Some(to)) => {
                let (from, to) = (told_words(say, *from), told_words(say, *to));
                t_string!(i18n, chart.fact.from_to, from = from, to = to)
            }
            (Some(from), None) => {
                t_string!(i18n, chart.fact.from_date, day = told_words(say, *from))
            }
            (None, Some(to)) => {
                let whole = matches!(&*to, TimeInUnits::Date(_, _, day, _) if *day > 0);
                let day = told_words(say, *to);
                if whole {
                    t_string!(i18n, chart.fact.until_day, day = day)
                } else {
                    t_string!(i18n, chart.fact.to_date, day = day)
                }
            }
            (None, None) => String::new(),
        },
    }
}

fn span(say: Say, number: &str, unit: Span) -> String {
    let i18n = say.0;
    let n = || say.number(number);
    match (unit, number) {
        (Span::Years, "1") => t_string!(i18n, chart.span.year).to_string(),
        (Span::Months, "1") => t_string!(i18n, chart.span.month).to_string(),
        (Span::Weeks, "1") => t_string!(i18n, chart.span.week).to_string(),
        (Span::Days, "1") => t_string!(i18n, chart.span.day).to_string(),
        (Span::Hours, "1") => t_string!(i18n, chart.span.hour).to_string(),
        (Span::Minutes, "1") => t_string!(i18n, chart.span.minute).to_string(),
        (Span::Years, _) => t_string!(i18n, chart.span.years, n = n()),
        (Span::Months, _) => t_string!(i18n, chart.span.months, n = n()),
        (Span::Weeks, _) => t_string!(i18n, chart.span.weeks, n = n()),
        (Span::Days, _) => t_string!(i18n, chart.span.days, n = n()),
        (Span::Hours, _) => t_string!(i18n, chart.span.hours, n = n()),
        (Span::Minutes, _) => t_string!(i18n, chart.span.minutes, n = n()),
    }
}

/// A dose, and apart from it the most that may be given: "5 to 7.5 mL", "at most 4 doses in 24 h".
pub(super) fn dose(say: Say, dose: &str) -> (String, String) {
    let i18n = say.0;
    let (mut given, mut most) = (Vec::new(), Vec::new());
    for part in dose_parts(dose) {
        match part {
            DosePart::Amount(amount) => given.push(self::amount(say, amount)),
            DosePart::Range(low, high) => {
                let (from, to) = (self::amount(say, low), self::amount(say, high));
                given.push(t_string!(i18n, chart.fact.from_to, from = from, to = to));
            }
            DosePart::AtMost(amount, None) => {
                let amount = self::amount(say, amount);
                most.push(t_string!(
                    i18n,
                    kinds.medication.dosing.at_most,
                    most = amount
                ));
            }
            DosePart::AtMost(amount, Some(time)) => {
                let (amount, time) = (self::amount(say, amount), self::amount(say, time));
                most.push(t_string!(
                    i18n,
                    kinds.medication.dosing.at_most_in,
                    most = amount,
                    time = time
                ));
            }
        }
    }
    (given.join(", "), most.join(", "))
}

/// A number and its unit, held together; anything else as it is written.
fn amount(say: Say, written: &str) -> String {
    let i18n = say.0;
    let held = |text: &str| text.trim().replace(' ', "\u{a0}");
    let Some((number, unit)) = written.trim().split_once(' ') else {
        return held(written);
    };
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && !unit.contains(' ');
    if !is_number {
        return held(written);
    }
    // A dose is never rounded.
    let number = without_exponent(number).unwrap_or_else(|| number.to_string());
    let is_code = unit.contains(['{', '[', '*']) || unit.starts_with("ug");
    match unit {
        "{dose}" | "dose" | "doses" | "{doses}" if number == "1" => {
            t_string!(i18n, kinds.medication.dosing.one_dose).to_string()
        }
        "{dose}" | "dose" | "doses" | "{doses}" => {
            t_string!(i18n, kinds.medication.dosing.n_doses, n = number)
        }
        unit if is_code => format!("{number}\u{a0}{}", held(&ucum::words(unit))),
        unit => format!("{number}\u{a0}{unit}"),
    }
}
