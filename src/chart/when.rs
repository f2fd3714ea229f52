//! When something happened, as precisely as it is known and no more.

use chrono::{Months, NaiveDate};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::Stamp;

/// An event's time with its precision. Kept apart from the time an entry was recorded.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Encode, Decode,
)]
pub enum When {
    #[default]
    #[n(0)]
    Unknown,
    #[n(1)]
    Year(#[n(0)] i32),
    #[n(2)]
    Month(#[n(0)] i32, #[n(1)] u8),
    #[n(3)]
    Day(#[n(0)] i32, #[n(1)] u8, #[n(2)] u8),
    #[n(4)]
    Moment(#[n(0)] Stamp),
}

impl When {
    /// A whole day.
    pub fn day(date: NaiveDate) -> Self {
        use chrono::Datelike;
        Self::Day(date.year(), date.month() as u8, date.day() as u8)
    }

    /// The first day it can mean; `None` when unknown or not a date of the calendar.
    pub fn first_day(&self) -> Option<NaiveDate> {
        match *self {
            Self::Unknown => None,
            Self::Year(y) => NaiveDate::from_ymd_opt(y, 1, 1),
            Self::Month(y, m) => NaiveDate::from_ymd_opt(y, m.into(), 1),
            Self::Day(y, m, d) => NaiveDate::from_ymd_opt(y, m.into(), d.into()),
            Self::Moment(stamp) => Some(stamp.day()),
        }
    }

    /// The last day it can mean; `None` when unknown or not a date of the calendar.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let first = self.first_day()?;
        let next = match self {
            Self::Year(_) => first.checked_add_months(Months::new(12)),
            Self::Month(..) => first.checked_add_months(Months::new(1)),
            _ => return Some(first),
        };
        next?.pred_opt()
    }

    /// The day alone, of what is known to the moment.
    pub fn without_time(&self) -> Self {
        match self {
            Self::Moment(stamp) => Self::day(stamp.day()),
            other => *other,
        }
    }

    /// Whether all of it lies before `at`: a day is past when the next one has begun.
    pub fn is_past(&self, at: Stamp) -> bool {
        match self {
            Self::Moment(stamp) => stamp.ms < at.ms,
            other => other.last_day().is_some_and(|day| day < at.day()),
        }
    }

    /// A number to sort by: milliseconds of the first moment it can mean.
    pub fn sort_key(&self) -> Option<i64> {
        match self {
            Self::Moment(stamp) => Some(stamp.ms),
            other => other.first_day().map(|day| {
                day.and_time(chrono::NaiveTime::MIN)
                    .and_utc()
                    .timestamp_millis()
            }),
        }
    }

    /// Whether anything is known of it.
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_past_when_the_last_day_it_can_mean_is() {
        // 1 March 2020, noon.
        let at = Stamp {
            ms: 1_583_064_000_000,
            offset: 0,
        };
        for (when, past) in [
            (When::Unknown, false),
            (When::Year(2019), true),
            (When::Year(2020), false),
            (When::Month(2020, 2), true),
            (When::Month(2020, 3), false),
            (When::Day(2020, 2, 29), true),
            (When::Day(2020, 3, 1), false),
            (When::Moment(at), false),
        ] {
            assert_eq!(when.is_past(at), past, "{when:?}");
        }
    }

    #[test]
    fn a_date_ends_with_the_last_day_it_can_mean() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        assert_eq!(When::Unknown.last_day(), None);
        assert_eq!(When::Year(2026).last_day(), day(2026, 12, 31));
        assert_eq!(When::Month(2024, 2).last_day(), day(2024, 2, 29));
        assert_eq!(When::Month(2026, 12).last_day(), day(2026, 12, 31));
        assert_eq!(When::Day(2026, 3, 12).last_day(), day(2026, 3, 12));
        assert_eq!(When::Month(2026, 13).last_day(), None);
    }
}
