//! A time of day as it is typed: "14:05", "14h05", "1405", "2:05 pm".

use crate::base::Stamp;
use crate::chart::when::When;
use crate::terms::digits::in_figures;

/// Hours and minutes of a time of day; `None` for what is none.
pub fn time_of_day(typed: &str) -> Option<(u8, u8)> {
    let text = in_figures(typed).to_lowercase();
    let text = text.replace("a.m.", "am").replace("p.m.", "pm");
    let (text, after_noon) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(before), _) => (before.trim(), Some(false)),
        (_, Some(after)) => (after.trim(), Some(true)),
        (None, None) => (text.as_str(), None),
    };
    let apart = |c: char| matches!(c, ':' | '.' | 'h' | '：' | ' ');
    let parts: Vec<&str> = text.split(apart).filter(|part| !part.is_empty()).collect();
    let (hours, minutes) = match parts[..] {
        [hours] if hours.len() <= 2 && (text != hours || after_noon.is_some()) => (hours, "00"),
        [both] if both.len() == 3 || both.len() == 4 => both
            .is_char_boundary(both.len() - 2)
            .then(|| both.split_at(both.len() - 2))?,
        [hours, minutes] if minutes.len() == 2 => (hours, minutes),
        _ => return None,
    };
    let number = |text: &str| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u8>().ok().filter(|_| digits)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let hours = match after_noon {
        None => hours,
        Some(_) if !(1..=12).contains(&hours) => return None,
        Some(true) => hours % 12 + 12,
        Some(false) => hours % 12,
    };
    (hours < 24 && minutes < 60).then_some((hours, minutes))
}

/// A day and a time of it on a clock that runs like that of `now`. Without a day known to the day there is no moment.
pub fn at_time(when: When, (hours, minutes): (u8, u8), now: Stamp) -> Option<When> {
    let When::Day(..) = when else { return None };
    let local = when
        .first_day()?
        .and_hms_opt(hours.into(), minutes.into(), 0)?;
    let ms = local.and_utc().timestamp_millis() - i64::from(now.offset) * 60_000;
    Some(When::Moment(Stamp { ms, ..now }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (typed, wanted) in [
            ("14:05", (14, 5)),
            (" 9:30 ", (9, 30)),
            ("14h05", (14, 5)),
            ("14 h 05", (14, 5)),
            ("14h", (14, 0)),
            ("14.05", (14, 5)),
            ("1405", (14, 5)),
            ("905", (9, 5)),
            ("00:00", (0, 0)),
            ("23:59", (23, 59)),
            ("2:05 pm", (14, 5)),
            ("2 p.m.", (14, 0)),
            ("12 am", (0, 0)),
            ("12:10 PM", (12, 10)),
            ("١٤:٠٥", (14, 5)),
            ("１４：０５", (14, 5)),
        ] {
            assert_eq!(time_of_day(typed), Some(wanted), "{typed}");
        }
        for wrong in [
            "", "24:00", "14:60", "14:5", "14", "x", "1:2:3", "-1:00", "13 pm", "morning", "é5",
        ] {
            assert_eq!(time_of_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_moment_is_on_the_clock_of_this_device() {
        let now = Stamp {
            ms: 1_795_000_000_000,
            offset: 330,
        };
        let moment = at_time(When::Day(2026, 3, 4), (14, 5), now);
        let Some(When::Moment(stamp)) = moment else {
            panic!("a moment")
        };
        assert_eq!(stamp.local().to_string(), "2026-03-04 14:05:00 +05:30");
        assert_eq!(at_time(When::Month(2026, 3), (14, 5), now), None);
    }
}
