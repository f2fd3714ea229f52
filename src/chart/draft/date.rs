//! A date as it is typed: kept as it stands, so that what is no date is neither lost nor signed as another.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::chart::when::When;
use crate::terms::decimal::parse_whole;

/// Years a date may have. Nobody alive was born before the first; the last leaves room for anything planned.
const YEARS: std::ops::RangeInclusive<i32> = 1850..=2200;

/// Day, month (1 to 12; 0: none) and year. Any part may be left out from the day upwards; all of them: not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateDraft {
    pub day: String,
    pub month: u8,
    pub year: String,
}

/// Why three date fields do not make a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotADate {
    /// A year of four figures.
    Year,
    /// A day of that month.
    Day,
    /// The month of that day.
    MonthMissing,
}

impl DateDraft {
    /// Nothing was typed.
    pub fn is_blank(&self) -> bool {
        self.day.trim().is_empty() && self.month == 0 && self.year.trim().is_empty()
    }

    /// The date that was typed; `Unknown` for none at all.
    pub fn read(&self) -> Result<When, NotADate> {
        if self.is_blank() {
            return Ok(When::Unknown);
        }
        let year: i32 = parse_whole(&self.year).ok_or(NotADate::Year)?;
        if !YEARS.contains(&year) {
            return Err(NotADate::Year);
        }
        match (self.day.trim(), self.month) {
            ("", 0) => Ok(When::Year(year)),
            (_, 0) => Err(NotADate::MonthMissing),
            ("", month) => Ok(When::Month(year, month)),
            (day, month) => {
                let day: u8 = parse_whole(day).ok_or(NotADate::Day)?;
                NaiveDate::from_ymd_opt(year, month.into(), day.into()).ok_or(NotADate::Day)?;
                Ok(When::Day(year, month, day))
            }
        }
    }
}

impl From<When> for DateDraft {
    fn from(when: When) -> Self {
        let (day, month, year) = match when {
            When::Unknown => return Self::default(),
            When::Year(year) => (String::new(), 0, year),
            When::Month(year, month) => (String::new(), month, year),
            When::Day(year, month, day) => (day.to_string(), month, year),
            When::Moment(stamp) => return When::day(stamp.day()).into(),
        };
        Self {
            day,
            month,
            year: year.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(day: &str, month: u8, year: &str) -> DateDraft {
        DateDraft {
            day: day.into(),
            month,
            year: year.into(),
        }
    }

    #[test]
    fn parts_may_be_left_out_from_the_day_upwards() {
        assert_eq!(typed("", 0, "").read(), Ok(When::Unknown));
        assert_eq!(typed(" ", 0, " 2019 ").read(), Ok(When::Year(2019)));
        assert_eq!(typed("", 3, "2019").read(), Ok(When::Month(2019, 3)));
        assert_eq!(typed("05", 3, "2019").read(), Ok(When::Day(2019, 3, 5)));
        let eastern = typed("٠٥", 3, "۲۰۱۹\u{200f}");
        assert_eq!(eastern.read(), Ok(When::Day(2019, 3, 5)));
    }

    #[test]
    fn what_is_no_date_is_told_apart() {
        assert_eq!(typed("5", 0, "2019").read(), Err(NotADate::MonthMissing));
        assert_eq!(typed("", 3, "").read(), Err(NotADate::Year));
        assert_eq!(typed("5", 3, "").read(), Err(NotADate::Year));
        assert_eq!(typed("31", 2, "2019").read(), Err(NotADate::Day));
        assert_eq!(typed("29", 2, "2023").read(), Err(NotADate::Day));
        assert_eq!(typed("x", 2, "2023").read(), Err(NotADate::Day));
        assert_eq!(typed("", 0, "19").read(), Err(NotADate::Year));
        assert_eq!(typed("", 13, "x").read(), Err(NotADate::Year));
    }

    proptest! {
        #[test]
        fn a_date_survives_being_shown_in_three_fields(year in 1900i32..2100, month in 1u8..=12, day in 1u8..=28, parts in 0..3) {
            let when = match parts {
                0 => When::Year(year),
                1 => When::Month(year, month),
                _ => When::Day(year, month, day),
            };
            prop_assert_eq!(DateDraft::from(when).read(), Ok(when));
        }
    }
}
