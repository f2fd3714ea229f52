//! Numbers and units of other systems as readers write them. For showing only: what was received is never changed, and
//! stands whole on its entry's own page.

use std::borrow::Cow;

use crate::terms::decimal::without_exponent;

/// More places than this after the point come from a computation, not from an instrument.
const MOST_PLACES: usize = 3;
/// What such a number is shortened to; its whole part is never cut.
const FIGURES: usize = 4;
/// More figures before the point than this are shown as they came.
const MOST_WHOLE: usize = 15;

/// "122.4587688870912" as "122.5", "1.2E+2" as "120". Anything else (few places, no number) as it came.
pub fn rounded(value: &str) -> Cow<'_, str> {
    match without_exponent(value) {
        Some(plain) => Cow::Owned(few_figures(&plain).into_owned()),
        None => few_figures(value),
    }
}

fn few_figures(value: &str) -> Cow<'_, str> {
    shortened(value).map_or(Cow::Borrowed(value), Cow::Owned)
}

/// A number with many places, rounded half up to so many figures; none for any other. Digit by digit: reading it as a
/// number of the machine would bring tables of 10 KB.
fn shortened(value: &str) -> Option<String> {
    let unsigned = value.trim_start_matches(['-', '+']);
    let sign = if value.starts_with('-') { "-" } else { "" };
    let (whole, places) = unsigned.split_once('.')?;
    let are_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if places.len() <= MOST_PLACES || !are_digits(whole) || !are_digits(places) {
        return None;
    }
    let before = whole.trim_start_matches('0').len();
    let zeros = places.len() - places.trim_start_matches('0').len();
    if whole.len() > MOST_WHOLE || (before == 0 && zeros == places.len()) {
        return None;
    }
    let shown = match before {
        0 => FIGURES + zeros,
        _ => FIGURES.saturating_sub(before),
    };
    let (kept, rest) = places.split_at(shown.min(places.len()));
    let number: u128 = format!("{whole}{kept}").parse().ok()?;
    let up = rest.bytes().next().is_some_and(|next| next >= b'5');
    let text = format!("{:0>1$}", number + u128::from(up), kept.len() + 1);
    let (whole, places) = text.split_at(text.len() - kept.len());
    let rounded = format!("{sign}{whole}.{places}");
    Some(
        rounded
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned(),
    )
}

/// A time as a file words it, where the whole of it is one this program can say in its reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeInUnits {
    /// An age or a length: a number, and a unit of UCUM.
    Span(String, Span),
    /// From one to another.
    Spans(String, String, Span),
    /// A date as FHIR writes it, to the day at most, also one no calendar has, and a time of the clock.
    Date(String, u8, u8, String),
    /// From one date to another, either of which may be missing.
    Dates(Option<Box<TimeInUnits>>, Option<Box<TimeInUnits>>),
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    Years,
    Months,
    Weeks,
    Days,
    Hours,
    Minutes,
}

/// Reads "7 a", "2 wk – 3 wk", "2026-03", "2022-02-30", "2010 – 2012", "2019-05-01T08:00:00Z".
pub fn told(text: &str) -> Option<TimeInUnits> {
    let text = text.trim();
    if let Some((low, high)) = text.split_once(" – ") {
        return between(low.trim(), high.trim());
    }
    match span(text) {
        Some((number, unit)) => Some(TimeInUnits::Span(number.to_owned(), unit)),
        None => date(text),
    }
}

fn between(low: &str, high: &str) -> Option<TimeInUnits> {
    if let Some((most, unit)) = span(high) {
        let least = match span(low) {
            Some((least, same)) if same == unit => least,
            Some(_) => return None,
            None if is_number(low) => low,
            None => return None,
        };
        return Some(TimeInUnits::Spans(least.to_owned(), most.to_owned(), unit));
    }
    let side = |text: &str| match text {
        "…" | "" => Some(None),
        text => date(text).map(|date| Some(Box::new(date))),
    };
    match (side(low)?, side(high)?) {
        (None, None) => None,
        (from, to) => Some(TimeInUnits::Dates(from, to)),
    }
}

fn is_number(text: &str) -> bool {
    let mut parts = text.splitn(2, '.');
    parts
        .all(|part| !part.is_empty() && part.len() <= 9 && part.bytes().all(|b| b.is_ascii_digit()))
}

fn span(text: &str) -> Option<(&str, Span)> {
    let (number, unit) = text
        .split_once(' ')
        .filter(|(number, _)| is_number(number))?;
    let unit = match unit.trim().to_lowercase().as_str() {
        "a" | "y" | "yr" | "yrs" | "year" | "years" | "{years}" => Span::Years,
        "mo" | "month" | "months" => Span::Months,
        "wk" | "week" | "weeks" => Span::Weeks,
        "d" | "day" | "days" => Span::Days,
        "h" | "hr" | "hour" | "hours" => Span::Hours,
        "min" | "minute" | "minutes" => Span::Minutes,
        _ => return None,
    };
    Some((number, unit))
}

/// Digits in their places; whether the calendar has such a day is not asked.
fn date(text: &str) -> Option<TimeInUnits> {
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, time),
        None => (text, ""),
    };
    let time = match time {
        "" => String::new(),
        time => time
            .get(..5)
            .filter(|time| {
                time.bytes().enumerate().all(|(at, byte)| match at {
                    2 => byte == b':',
                    _ => byte.is_ascii_digit(),
                })
            })?
            .to_owned(),
    };
    let mut parts = date.split('-');
    let mut digits = |width: usize| match parts.next() {
        None => Some(None),
        Some(part) if part.len() == width && part.bytes().all(|b| b.is_ascii_digit()) => {
            Some(Some(part))
        }
        Some(_) => None,
    };
    let year = digits(4)??.to_owned();
    let number = |part: Option<&str>| part.map_or(Some(0), |part| part.parse::<u8>().ok());
    let month = number(digits(2)?)?;
    let day = number(digits(2)?)?;
    let is_date = month <= 12 && day <= 31 && parts.next().is_none();
    // A bare number of four digits is a year only where a year is looked for.
    is_date.then_some(TimeInUnits::Date(year, month, day, time))
}

/// A dose and what bounds it: the parts of "5 – 7.5 mL, ≤ 4 {dose} / 24 h".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DosePart<'a> {
    /// As it stands.
    Amount(&'a str),
    /// From one to another.
    Range(&'a str, &'a str),
    /// At most so much, and in what time where that is said.
    AtMost(&'a str, Option<&'a str>),
}

/// Takes a dose apart at its commas. The low end of a range loses its unit where the high end names the same.
pub fn dose_parts(dose: &str) -> Vec<DosePart<'_>> {
    let parts = dose.split(", ").map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(|part| match part.strip_prefix("≤ ") {
            Some(most) => match most.split_once(" / ") {
                Some((most, time)) => DosePart::AtMost(most, Some(time)),
                None => DosePart::AtMost(most, None),
            },
            None => match part.split_once(" – ") {
                Some((low, high)) => DosePart::Range(one_unit(low, high), high),
                None => DosePart::Amount(part),
            },
        })
        .collect()
}

/// "5 mL" beside "7.5 mL" is "5".
fn one_unit<'a>(low: &'a str, high: &str) -> &'a str {
    match (low.split_once(' '), high.split_once(' ')) {
        (Some((number, unit)), Some((_, same))) if unit == same => number,
        _ => low,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn computed_numbers_are_shortened_to_four_figures() {
        for (received, shown) in [
            ("122.4587688870912", "122.5"),
            ("86.83489335670869", "86.83"),
            ("2.7240913285748305", "2.724"),
            ("0.000456789", "0.0004568"),
            ("12345.67891", "12346"),
            ("-1.99999", "-2"),
            ("7.1000001", "7.1"),
            ("1.2E+2", "120"),
            ("5e-2", "0.05"),
            ("1.0e4", "10000"),
        ] {
            assert_eq!(rounded(received), shown, "{received}");
        }
    }

    #[test]
    fn measured_numbers_stay_as_written() {
        for value in ["37.1", "5.10", "0.125", "140", "", "< 5", "0.0000"] {
            assert_eq!(rounded(value), value);
        }
    }

    #[test]
    fn times_of_files_are_read_where_the_whole_of_them_is_one() {
        let date = |y: &str, m, d| TimeInUnits::Date(y.into(), m, d, String::new());
        let boxed = |told: TimeInUnits| Some(Box::new(told));
        for (text, wanted) in [
            ("7 a", Some(TimeInUnits::Span("7".into(), Span::Years))),
            ("2.5 wk", Some(TimeInUnits::Span("2.5".into(), Span::Weeks))),
            (
                "7 a – 9 a",
                Some(TimeInUnits::Spans("7".into(), "9".into(), Span::Years)),
            ),
            (
                "2 – 3 mo",
                Some(TimeInUnits::Spans("2".into(), "3".into(), Span::Months)),
            ),
            ("2026-03", Some(date("2026", 3, 0))),
            ("2022-02-30", Some(date("2022", 2, 30))),
            (
                "2019-05-01T08:00:00Z",
                Some(TimeInUnits::Date("2019".into(), 5, 1, "08:00".into())),
            ),
            (
                "2010 – 2012",
                Some(TimeInUnits::Dates(
                    boxed(date("2010", 0, 0)),
                    boxed(date("2012", 0, 0)),
                )),
            ),
            (
                "… – 2012",
                Some(TimeInUnits::Dates(None, boxed(date("2012", 0, 0)))),
            ),
            ("since the war", None),
            ("7 camels", None),
            ("7 a – 9 mo", None),
            ("2026-13", None),
            ("2026-3", None),
            ("… – …", None),
            ("1e1 a", None),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }

    #[test]
    fn doses_come_apart_into_what_is_given_and_what_bounds_it() {
        let parts = dose_parts("5 mL – 7.5 mL, ≤ 4 {dose} / 24 h, ≤ 60 mg");
        let wanted = [
            DosePart::Range("5", "7.5 mL"),
            DosePart::AtMost("4 {dose}", Some("24 h")),
            DosePart::AtMost("60 mg", None),
        ];
        assert_eq!(parts, wanted);
        assert_eq!(dose_parts("1 tablet"), [DosePart::Amount("1 tablet")]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = rounded(&text);
            let _ = told(&text);
            let _ = dose_parts(&text);
        }

        #[test]
        fn rounding_stays_near(number in -1e6f64..1e6) {
            let received = format!("{number:.9}");
            let shown: f64 = rounded(&received).parse().expect("a number stays a number");
            prop_assert!((shown - number).abs() <= number.abs() * 0.001 + 1e-6);
        }
    }
}
