//! Ages and dates as people say them, before any language is chosen.

use chrono::{Datelike, Months, NaiveDate};

use crate::chart::facts::{AgeUnit, Birth};
use crate::chart::when::When;

/// An age in the unit people use for it: days to 28 days, weeks to 3 months, months to 2 years, years and months to
/// 5 years, then years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    pub years: u32,
    pub months: u32,
    pub weeks: u32,
    pub days: u32,
    /// Which of the numbers is said.
    pub said: Said,
    /// Estimated, or worked out from a date that is not known to the day.
    pub about: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Days,
    Weeks,
    Months,
    /// Years and the months beyond them.
    YearsMonths,
    Years,
}

/// The age on a day; `None` when the birth is not known or lies after that day.
pub fn age(birth: &Birth, on: NaiveDate) -> Option<Age> {
    match *birth {
        Birth::NotKnown => None,
        Birth::Date(when) => {
            let born = when.first_day()?;
            let to_the_day = matches!(when, When::Day(..) | When::Moment(_));
            age_since(born, on, !to_the_day, precision(&when))
        }
        Birth::Age(number, unit, about, asked) => {
            let asked = asked.first_day()?;
            let born = before(asked, number, unit)?;
            let finest = match unit {
                AgeUnit::Years => Said::Years,
                AgeUnit::Months => Said::Months,
                AgeUnit::Weeks => Said::Weeks,
                AgeUnit::Days => Said::Days,
            };
            age_since(born, on, about, finest)
        }
    }
}

fn precision(when: &When) -> Said {
    match when {
        When::Year(_) => Said::Years,
        When::Month(..) => Said::Months,
        _ => Said::Days,
    }
}

fn before(day: NaiveDate, number: u16, unit: AgeUnit) -> Option<NaiveDate> {
    match unit {
        AgeUnit::Days => day.checked_sub_days(chrono::Days::new(number.into())),
        AgeUnit::Weeks => day.checked_sub_days(chrono::Days::new(u64::from(number) * 7)),
        AgeUnit::Months => day.checked_sub_months(Months::new(number.into())),
        AgeUnit::Years => day.checked_sub_months(Months::new(u32::from(number) * 12)),
    }
}

/// `finest`: no smaller unit than the birth was told in is ever said.
fn age_since(born: NaiveDate, on: NaiveDate, about: bool, finest: Said) -> Option<Age> {
    let days = u32::try_from((on - born).num_days()).ok()?;
    let months = whole_months(born, on);
    let by_age = match (days, months) {
        (0..=28, _) => Said::Days,
        (_, 0..=2) => Said::Weeks,
        (_, 3..=23) => Said::Months,
        (_, 24..=59) => Said::YearsMonths,
        _ => Said::Years,
    };
    let said = match (finest, by_age) {
        (Said::Years, _) => Said::Years,
        (Said::Months, Said::Days | Said::Weeks) => Said::Months,
        (Said::Weeks, Said::Days) => Said::Weeks,
        (_, by_age) => by_age,
    };
    Some(Age {
        years: months / 12,
        months: if said == Said::YearsMonths {
            months % 12
        } else {
            months
        },
        weeks: days / 7,
        days,
        said,
        about,
    })
}

fn whole_months(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = (to.year() - from.year()) * 12 + to.month() as i32 - from.month() as i32;
    let whole = if to.day() < from.day() {
        months - 1
    } else {
        months
    };
    u32::try_from(whole).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day of the calendar")
    }

    fn said(birth: Birth, on: NaiveDate) -> (Said, u32, u32) {
        let age = age(&birth, on).expect("born before");
        match age.said {
            Said::Days => (age.said, age.days, 0),
            Said::Weeks => (age.said, age.weeks, 0),
            Said::Months => (age.said, age.months, 0),
            Said::YearsMonths => (age.said, age.years, age.months),
            Said::Years => (age.said, age.years, 0),
        }
    }

    #[test]
    fn units_change_with_age() {
        let born = |y, m, d| Birth::Date(When::day(day(y, m, d)));
        let today = day(2026, 11, 21);
        assert_eq!(said(born(2026, 11, 21), today), (Said::Days, 0, 0));
        assert_eq!(said(born(2026, 10, 24), today), (Said::Days, 28, 0));
        assert_eq!(said(born(2026, 10, 23), today), (Said::Weeks, 4, 0));
        assert_eq!(said(born(2026, 8, 22), today), (Said::Weeks, 13, 0));
        assert_eq!(said(born(2026, 8, 21), today), (Said::Months, 3, 0));
        assert_eq!(said(born(2024, 11, 22), today), (Said::Months, 23, 0));
        assert_eq!(said(born(2024, 11, 21), today), (Said::YearsMonths, 2, 0));
        assert_eq!(said(born(2021, 11, 22), today), (Said::YearsMonths, 4, 11));
        assert_eq!(said(born(2021, 11, 21), today), (Said::Years, 5, 0));
    }

    #[test]
    fn an_age_told_in_years_stays_in_years() {
        let birth = Birth::Age(3, AgeUnit::Years, true, When::Day(2025, 11, 1));
        let age = age(&birth, day(2026, 11, 21)).expect("an age");
        assert_eq!((age.said, age.years, age.about), (Said::Years, 4, true));
    }

    #[test]
    fn born_tomorrow_has_no_age() {
        assert_eq!(
            age(&Birth::Date(When::Day(2026, 11, 22)), day(2026, 11, 21)),
            None
        );
        assert_eq!(age(&Birth::NotKnown, day(2026, 11, 21)), None);
    }

    proptest! {
        #[test]
        fn nobody_gets_younger(days in 0u64..40_000, more in 0u64..4_000) {
            let born = day(1900, 1, 1);
            let birth = Birth::Date(When::day(born));
            let first = born + chrono::Days::new(days);
            let later = first + chrono::Days::new(more);
            let (a, b) = (age(&birth, first).expect("born"), age(&birth, later).expect("born"));
            prop_assert!(b.days >= a.days && b.years >= a.years);
        }
    }
}
