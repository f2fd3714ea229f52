//! How old someone is, as precisely as it is known.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::chart::facts::{AgeUnit, Birth};
use crate::chart::when::When;
use crate::terms::units::Ages;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeSpan {
    Days(u32),
    Weeks(u32),
    Months(u32),
    /// Years and the months beyond them.
    YearsMonths(u32, u32),
    Years(u32),
}

/// An age in the unit it is read in: days to 28 days, weeks to 3 months, months to 2 years, years and months to 5 years,
/// then years; never in a finer unit than was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    pub span: AgeSpan,
    /// Estimated, or computed from a birth date that is not known to the day.
    pub about: bool,
}

/// The age on a day; `None` if it is not known, or the day lies before the birth.
pub fn age_on(birth: &Birth, day: NaiveDate) -> Option<Age> {
    let (born, finest, about) = born(birth)?;
    if born > day {
        return None;
    }
    let span = span(born, day, finest);
    let about = about || (finest != AgeUnit::Days && matches!(birth, Birth::Date(_)));
    Some(Age { span, about })
}

/// Whole years on a day; what ages are compared by.
pub fn years_on(birth: &Birth, day: NaiveDate) -> Option<u32> {
    months_on(birth, day).map(|months| months / 12)
}

/// The day of birth, where it is known to the day; the first of January stands for many an unknown one.
pub fn born_to_the_day(birth: &Birth) -> Option<NaiveDate> {
    let (day, finest, about) = born(birth)?;
    let stands_for_a_year = (day.month(), day.day()) == (1, 1) && matches!(birth, Birth::Date(_));
    (finest == AgeUnit::Days && !about && !stands_for_a_year).then_some(day)
}

/// Whole months on a day.
pub fn months_on(birth: &Birth, day: NaiveDate) -> Option<u32> {
    let (born, ..) = born(birth)?;
    (born <= day).then(|| months_between(born, day))
}

/// The whole months someone may have lived on a day, as far as their birth is known: "one year" is 12 to 23 months.
pub fn ages_on(birth: &Birth, day: NaiveDate) -> Option<Ages> {
    let (_, finest, _) = born(birth)?;
    let months = months_on(birth, day)?;
    let (from, to) = match (birth, finest) {
        (Birth::Date(when), _) => {
            let latest = when.last_day()?.min(day);
            (months_between(latest, day), months)
        }
        (_, AgeUnit::Years) => (months, months + 11),
        _ => (months, months),
    };
    Some(Ages { from, to })
}

/// The (assumed) day of birth, the finest unit that is known, and whether it was guessed.
fn born(birth: &Birth) -> Option<(NaiveDate, AgeUnit, bool)> {
    match *birth {
        Birth::NotKnown => None,
        Birth::Date(when) => {
            let finest = match when {
                When::Unknown | When::Year(_) => AgeUnit::Years,
                When::Month(..) => AgeUnit::Months,
                When::Day(..) | When::Moment(_) => AgeUnit::Days,
            };
            Some((when.first_day()?, finest, false))
        }
        Birth::Age(number, unit, about, on) => {
            let (on, number) = (on.first_day()?, u32::from(number));
            let born = match unit {
                AgeUnit::Days => on.checked_sub_days(Days::new(number.into())),
                AgeUnit::Weeks => on.checked_sub_days(Days::new(u64::from(number) * 7)),
                AgeUnit::Months => on.checked_sub_months(Months::new(number)),
                AgeUnit::Years => on.checked_sub_months(Months::new(number * 12)),
            };
            Some((born?, unit, about))
        }
    }
}

fn span(born: NaiveDate, day: NaiveDate, finest: AgeUnit) -> AgeSpan {
    let days = day.signed_duration_since(born).num_days().max(0) as u32;
    let months = months_between(born, day);
    match finest {
        AgeUnit::Days if days <= 28 => AgeSpan::Days(days),
        AgeUnit::Days | AgeUnit::Weeks if months < 3 => AgeSpan::Weeks(days / 7),
        AgeUnit::Days | AgeUnit::Weeks | AgeUnit::Months if months < 24 => AgeSpan::Months(months),
        AgeUnit::Days | AgeUnit::Weeks | AgeUnit::Months if months < 60 => {
            AgeSpan::YearsMonths(months / 12, months % 12)
        }
        _ => AgeSpan::Years(months / 12),
    }
}

/// Whole months from `born` to `day`, which is not before it.
fn months_between(born: NaiveDate, day: NaiveDate) -> u32 {
    let months = (day.year() - born.year()) * 12 + day.month() as i32 - born.month() as i32;
    let begun = day.day() < born.day();
    u32::try_from(months - i32::from(begun)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a date")
    }

    fn span_of(born: When, on: NaiveDate) -> (AgeSpan, bool) {
        let age = age_on(&Birth::Date(born), on).expect("born before");
        (age.span, age.about)
    }

    #[test]
    fn units_change_with_age() {
        let born = When::Day(2024, 1, 31);
        let cases = [
            (day(2024, 1, 31), AgeSpan::Days(0)),
            (day(2024, 2, 28), AgeSpan::Days(28)),
            (day(2024, 2, 29), AgeSpan::Weeks(4)),
            (day(2024, 4, 30), AgeSpan::Weeks(12)),
            (day(2024, 5, 1), AgeSpan::Months(3)),
            (day(2026, 1, 30), AgeSpan::Months(23)),
            (day(2026, 1, 31), AgeSpan::YearsMonths(2, 0)),
            (day(2029, 1, 30), AgeSpan::YearsMonths(4, 11)),
            (day(2029, 1, 31), AgeSpan::Years(5)),
        ];
        for (on, wanted) in cases {
            assert_eq!(span_of(born, on), (wanted, false), "{on}");
        }
    }

    #[test]
    fn never_finer_than_what_was_said() {
        let on = day(2026, 11, 21);
        assert_eq!(span_of(When::Year(2024), on), (AgeSpan::Years(2), true));
        assert_eq!(
            span_of(When::Month(2026, 10), on),
            (AgeSpan::Months(1), true)
        );
        let said = Birth::Age(3, AgeUnit::Years, true, When::day(day(2025, 11, 1)));
        let age = age_on(&said, on).expect("known");
        assert_eq!((age.span, age.about), (AgeSpan::Years(4), true));
    }

    #[test]
    fn an_age_said_in_years_may_be_any_month_of_it() {
        let on = day(2026, 11, 21);
        let said = |number, unit| Birth::Age(number, unit, false, When::day(on));
        for (birth, from, to) in [
            (said(1, AgeUnit::Years), 12, 23),
            (said(17, AgeUnit::Months), 17, 17),
            (Birth::Date(When::Day(2025, 6, 21)), 17, 17),
            (Birth::Date(When::Year(2025)), 10, 22),
            (Birth::Date(When::Year(2026)), 0, 10),
            (Birth::Date(When::Month(2025, 6)), 16, 17),
        ] {
            assert_eq!(ages_on(&birth, on), Some(Ages { from, to }), "{birth:?}");
        }
        assert_eq!(ages_on(&Birth::NotKnown, on), None);
    }

    #[test]
    fn not_known_and_not_yet_born() {
        let on = day(2026, 11, 21);
        assert_eq!(age_on(&Birth::NotKnown, on), None);
        assert_eq!(age_on(&Birth::Date(When::Unknown), on), None);
        assert_eq!(age_on(&Birth::Date(When::Year(2027)), on), None);
        let huge = Birth::Age(u16::MAX, AgeUnit::Years, false, When::Year(1));
        assert_eq!(years_on(&huge, on), Some(67560));
    }

    proptest! {
        #[test]
        fn nobody_gets_younger(days in 0u64..40_000, more in 0u64..4_000) {
            let born = day(1900, 1, 1);
            let birth = Birth::Date(When::day(born));
            let first = born + Days::new(days);
            let later = first + Days::new(more);
            prop_assert!(months_on(&birth, later) >= months_on(&birth, first));
            prop_assert!(months_on(&birth, first).is_some());
        }
    }
}
