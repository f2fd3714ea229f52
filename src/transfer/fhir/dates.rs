//! FHIR's dates as `When`, exactly as precise as they are written.

use chrono::{DateTime, NaiveDate, Offset};

use super::elements::{join, line};
use super::json::Node;
use crate::base::Stamp;
use crate::chart::when::When;

/// `2019`, `2019-05`, `2019-05-01`, or a date-time with its zone. A time without a zone is no moment: only its day is taken.
/// What is no date of the calendar, and what stands where there is none, is unknown.
pub fn when(text: &str) -> When {
    if is_placeholder(text) {
        return When::Unknown;
    }
    let (date, time) = match text.trim().split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text.trim(), None),
    };
    match time.and_then(|time| moment(date, time)) {
        Some(stamp) => When::Moment(stamp),
        None => calendar(date).unwrap_or_default(),
    }
}

/// The first and the last year that dates can be written with: what systems put where they have no date.
fn is_placeholder(text: &str) -> bool {
    matches!(text.trim().get(..4), Some("0000" | "0001" | "9999"))
}

/// The date under `key`; none where the element says beside it that there is none (masked, not asked, unknown), whatever
/// stands in its place.
pub fn dated(node: Node<'_>, key: &str) -> When {
    if is_absent(node, key) {
        return When::Unknown;
    }
    node.text(key).map(when).unwrap_or_default()
}

/// FHIR's data-absent-reason, or another extension that says that the value is not the real one.
fn is_absent(node: Node<'_>, key: &str) -> bool {
    let beside = node.at(&format!("_{key}"));
    let extensions = beside.map(|beside| beside.list("extension"));
    extensions.into_iter().flatten().any(|extension| {
        let url = extension.text("url").unwrap_or_default().to_lowercase();
        let url = url.rsplit('/').next().unwrap_or_default();
        ["absent", "mask", "unknown", "nullflavor"]
            .iter()
            .any(|word| url.contains(word))
    })
}

/// The words of a date that is none: "2022-02-30", "some time in spring". Empty for a date, and for what stands for none.
pub fn no_date(node: Node<'_>, key: &str) -> String {
    match node.text(key) {
        Some(text) if !is_absent(node, key) && !is_placeholder(text) && !when(text).is_known() => {
            line(text)
        }
        _ => String::new(),
    }
}

/// As `no_date`, of `<name>DateTime`, `<name>Date` and `<name>Instant`, and of both ends of `<name>Period`.
pub fn no_date_of_choice(node: Node<'_>, name: &str) -> String {
    let direct = FORMS.map(|form| no_date(node, &format!("{name}{form}")));
    let period = node.at(&format!("{name}Period"));
    let ends = period.map(|period| ["start", "end"].map(|key| no_date(period, key)));
    let ends = ends.map(|ends| join(ends, " – "));
    join(direct.into_iter().chain(ends), ", ")
}

const FORMS: [&str; 3] = ["DateTime", "Date", "Instant"];

fn calendar(date: &str) -> Option<When> {
    let parts: Vec<&str> = date.split('-').collect();
    let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    if !parts
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u32>().ok());
    let year = i32::try_from(number(0)?).ok().filter(|year| *year > 0)?;
    match widths.as_slice() {
        [4] => Some(When::Year(year)),
        [4, 2] => {
            let month = number(1).filter(|month| (1..=12).contains(month))?;
            Some(When::Month(year, u8::try_from(month).ok()?))
        }
        [4, 2, 2] => NaiveDate::from_ymd_opt(year, number(1)?, number(2)?).map(When::day),
        _ => None,
    }
}

fn moment(date: &str, time: &str) -> Option<Stamp> {
    // Hours and minutes without seconds are not FHIR, but are written.
    let zone = time.find(['Z', 'z', '+', '-'])?;
    let seconds = if time[..zone].len() == 5 { ":00" } else { "" };
    // A leap second is the last of its minute: its day is the day it is written with.
    let clock = format!("{}{seconds}", &time[..zone]);
    let clock = match clock.get(6..8) {
        Some("60") => format!("{}59{}", &clock[..6], &clock[8..]),
        _ => clock,
    };
    let text = format!("{date}T{clock}{}", &time[zone..]);
    let moment = DateTime::parse_from_rfc3339(&text).ok()?;
    let minutes = moment.offset().fix().local_minus_utc() / 60;
    Some(Stamp {
        ms: moment.timestamp_millis(),
        offset: i16::try_from(minutes).ok()?,
    })
}

/// The time of an element written as `<name>DateTime`, `<name>Date`, `<name>Instant` or `<name>Period` (its start).
pub fn choice(node: Node<'_>, name: &str) -> When {
    let direct = FORMS
        .iter()
        .map(|form| dated(node, &format!("{name}{form}")))
        .find(When::is_known);
    let period = || {
        node.at(&format!("{name}Period"))
            .map(start)
            .filter(When::is_known)
    };
    let timing = || {
        let timing = node.at(&format!("{name}Timing"))?;
        Some(when(timing.at("event")?.0.as_array()?.first()?.as_str()?))
    };
    direct.or_else(period).or_else(timing).unwrap_or_default()
}

/// The end of `<name>Period`.
pub fn choice_end(node: Node<'_>, name: &str) -> When {
    node.at(&format!("{name}Period"))
        .map(end)
        .unwrap_or_default()
}

pub fn start(period: Node<'_>) -> When {
    dated(period, "start")
}

pub fn end(period: Node<'_>) -> When {
    dated(period, "end")
}

/// The first of these elements that holds a date.
pub fn first_of(node: Node<'_>, keys: &[&str]) -> When {
    keys.iter()
        .map(|key| dated(node, key))
        .find(When::is_known)
        .unwrap_or_default()
}

/// `one` if it is known, else `other`.
pub fn or(one: When, other: When) -> When {
    if one.is_known() { one } else { other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_what_is_written() {
        assert_eq!(when("1998"), When::Year(1998));
        assert_eq!(when("1998-07"), When::Month(1998, 7));
        assert_eq!(when("1998-07-04"), When::Day(1998, 7, 4));
        assert_eq!(
            when("2015-02-07T13:28:17.239-05:00"),
            When::Moment(Stamp {
                ms: 1_423_333_697_239,
                offset: -300
            })
        );
        assert_eq!(
            when("2015-02-07T13:28:17Z"),
            When::Moment(Stamp {
                ms: 1_423_315_697_000,
                offset: 0
            })
        );
        assert_eq!(
            when("2015-02-07T13:28+05:45"),
            When::Moment(Stamp {
                ms: 1_423_294_980_000,
                offset: 345
            })
        );
    }

    #[test]
    fn a_time_without_a_zone_is_only_its_day() {
        assert_eq!(when("2015-02-07T13:28:17"), When::Day(2015, 2, 7));
        assert_eq!(when("2015-02-07T99:28:17Z"), When::Day(2015, 2, 7));
    }

    #[test]
    fn odd_times_keep_the_day_they_are_written_with() {
        let day_of = |text: &str| when(text).first_day().map(|day| day.to_string());
        for (text, day) in [
            ("2023-06-30T23:59:60Z", "2023-06-30"),
            ("2016-12-31T23:59:60.5-05:00", "2016-12-31"),
            ("2024-01-01T00:00:00-00:00", "2024-01-01"),
            ("2024-05-01T24:00:00Z", "2024-05-01"),
            ("2021-05-02 14:30", "2021-05-02"),
            ("2021-11-30T23:30:00-08:00", "2021-11-30"),
            ("2021-12-01T00:30:00+13:00", "2021-12-01"),
            ("2021-12-01T00:30:00", "2021-12-01"),
        ] {
            assert_eq!(day_of(text).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn what_stands_for_no_date_is_none() {
        use serde_json::json;
        for text in [
            "0001-01-01",
            "0001-01-01T00:00:00Z",
            "0001",
            "9999-12-31",
            "0000-00-00",
        ] {
            assert_eq!(when(text), When::Unknown, "{text}");
            assert_eq!(
                no_date(Node(&json!({ "date": text })), "date"),
                "",
                "{text}"
            );
        }
        let masked = json!({ "date": "1900-01-01", "_date": { "extension": [
            { "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "masked" }] } });
        assert_eq!(dated(Node(&masked), "date"), When::Unknown);
        let precise = json!({ "date": "1900-01-01", "_date": { "extension": [{ "url": "http://other.example/note" }] } });
        assert_eq!(dated(Node(&precise), "date"), When::Day(1900, 1, 1));
        let odd = json!({ "onsetPeriod": { "start": "2010", "end": "2012-02-30" } });
        assert_eq!(no_date_of_choice(Node(&odd), "onset"), "2012-02-30");
    }

    #[test]
    fn no_date_is_unknown() {
        for text in [
            "",
            "soon",
            "2023-02-30",
            "2023-13",
            "23-1-1",
            "0000",
            "+2023",
            "٢٠٢٣",
            "2023-02-é",
            "T",
            "2023-02-01-01",
        ] {
            assert_eq!(when(text), When::Unknown, "{text}");
        }
    }
}
