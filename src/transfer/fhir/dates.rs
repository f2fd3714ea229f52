//! FHIR's dates as `When`, exactly as precise as they are written.

use chrono::{DateTime, NaiveDate, Offset};

use super::json::Node;
use crate::base::Stamp;
use crate::chart::when::When;

/// `2019`, `2019-05`, `2019-05-01`, or a date-time with its zone. A time without a zone is no moment: only its day is taken.
/// What is no date of the calendar is unknown.
pub fn when(text: &str) -> When {
    let (date, time) = match text.trim().split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text.trim(), None),
    };
    match time.and_then(|time| moment(date, time)) {
        Some(stamp) => When::Moment(stamp),
        None => calendar(date).unwrap_or_default(),
    }
}

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
    let text = format!("{date}T{}{seconds}{}", &time[..zone], &time[zone..]);
    let moment = DateTime::parse_from_rfc3339(&text).ok()?;
    let minutes = moment.offset().fix().local_minus_utc() / 60;
    Some(Stamp {
        ms: moment.timestamp_millis(),
        offset: i16::try_from(minutes).ok()?,
    })
}

/// The time of an element written as `<name>DateTime`, `<name>Date`, `<name>Instant` or `<name>Period` (its start).
pub fn choice(node: Node<'_>, name: &str) -> When {
    let direct = ["DateTime", "Date", "Instant"]
        .iter()
        .find_map(|form| node.text(&format!("{name}{form}")))
        .map(when);
    let period = || node.at(&format!("{name}Period")).map(start);
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
    period.text("start").map(when).unwrap_or_default()
}

pub fn end(period: Node<'_>) -> When {
    period.text("end").map(when).unwrap_or_default()
}

/// The first of these elements that holds a date.
pub fn first_of(node: Node<'_>, keys: &[&str]) -> When {
    keys.iter()
        .filter_map(|key| node.text(key))
        .map(when)
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
