//! How old someone is, as precisely as it is known.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::chart::kinds::{AgeUnit, Birth};
use crate::chart::when::When;
use crate::terms::units::Ages;

/// How long somebody has lived, in the unit in which people say it.
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
    let months = months_on(birth, day)?;
    let days = day.signed_duration_since(born).num_days().max(0) as u32;
    let span = span(days, months, finest);
    let about = about || (finest != AgeUnit::Days && matches!(birth, Birth::Date(_)));
    Some(Age { span, about })
}

/// The day somebody's age is counted to: today, or the day they died. Of a death known to the month or year the last day it
/// can mean, and then the age is about; `None` where nobody knows when it was.
pub fn counted_to(died: Option<When>, today: NaiveDate) -> Option<(NaiveDate, bool)> {
    match died {
        None => Some((today, false)),
        Some(died) => {
            let exact = matches!(died, When::Day(..) | When::Moment(_));
            Some((died.last_day()?.min(today), !exact))
        }
    }
}

/// The age today, or of someone who died the age at death.
pub fn age_today(birth: &Birth, died: Option<When>, today: NaiveDate) -> Option<Age> {
    let (day, about) = counted_to(died, today)?;
    let age = age_on(birth, day)?;
    let about = about || age.about;
    Some(Age { about, ..age })
}

/// Whole years on a day; what ages are compared by.
pub fn years_on(birth: &Birth, day: NaiveDate) -> Option<u32> {
    months_on(birth, day).map(|months| months / 12)
}

/// Whether something is said to have been before somebody was born, however little of either day is known. Somebody of 34
/// years may be a day short of 35; an age that was guessed refuses nothing.
pub fn is_before_birth(when: &When, birth: &Birth) -> bool {
    let earliest = match (birth, born(birth)) {
        (_, None | Some((_, _, true))) => None,
        (Birth::Date(_), Some((day, ..))) => Some(day),
        (_, Some((day, AgeUnit::Days, _))) => day.checked_sub_days(Days::new(1)),
        (_, Some((day, AgeUnit::Weeks, _))) => day.checked_sub_days(Days::new(7)),
        (_, Some((day, AgeUnit::Months, _))) => day.checked_sub_months(Months::new(1)),
        (_, Some((day, AgeUnit::Years, _))) => day.checked_sub_months(Months::new(12)),
    };
    let last = when.last_day();
    last.zip(earliest)
        .is_some_and(|(last, earliest)| last < earliest)
}

/// The day of birth, where it is known to the day; the first of January stands for many an unknown one.
pub fn born_to_the_day(birth: &Birth) -> Option<NaiveDate> {
    let (day, finest, about) = born(birth)?;
    let stands_for_a_year = (day.month(), day.day()) == (1, 1) && matches!(birth, Birth::Date(_));
    (finest == AgeUnit::Days && !about && !stands_for_a_year).then_some(day)
}

/// Whole months on a day.
pub fn months_on(birth: &Birth, day: NaiveDate) -> Option<u32> {
    // Counted from the day an age was told: there is no day of birth that would give it on a 29 February and turn with
    // everyone else's in the years without one.
    if let Birth::Age(number, unit @ (AgeUnit::Months | AgeUnit::Years), _, on) = *birth
        && let Some(on) = on.first_day()
        && on <= day
    {
        let months_a_unit = if unit == AgeUnit::Years { 12 } else { 1 };
        return Some(u32::from(number) * months_a_unit + months_between(on, day));
    }
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

fn span(days: u32, months: u32, finest: AgeUnit) -> AgeSpan {
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

/// Whole months from `born` to `day`, which is not before it. Where a month has no such day its turn comes on the first of
/// the next: of someone born on 29 February on 1 March, at whatever age.
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

    #[test]
    fn only_what_cannot_have_been_in_somebodys_life_is_before_it() {
        let on = When::Day(2026, 11, 21);
        let years = |about| Birth::Age(34, AgeUnit::Years, about, on);
        let born = Birth::Date(When::Day(1992, 3, 14));
        for (when, birth, wanted) in [
            (When::Unknown, born, false),
            (When::Day(1992, 3, 13), born, true),
            (When::Day(1992, 3, 14), born, false),
            (When::Month(1992, 3), born, false),
            (When::Year(1991), born, true),
            (When::Year(1991), Birth::Date(When::Year(1992)), true),
            (When::Year(1991), years(false), false),
            (When::Year(1990), years(false), true),
            (When::Day(1991, 11, 20), years(false), true),
            (When::Day(1991, 11, 21), years(false), false),
            (When::Year(1890), years(true), false),
            (When::Year(1890), Birth::NotKnown, false),
        ] {
            assert_eq!(
                is_before_birth(&when, &birth),
                wanted,
                "{when:?}, {birth:?}"
            );
        }
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

    #[test]
    fn a_birthday_on_29_february_counts_the_same_day_at_every_age() {
        let leap = day(2024, 2, 29);
        let said = |number, unit| Birth::Age(number, unit, false, When::day(leap));
        let births = [
            (Birth::Date(When::day(leap)), 0),
            (said(0, AgeUnit::Months), 0),
            (said(34, AgeUnit::Years), 34 * 12),
            (Birth::Date(When::Day(1992, 2, 29)), 32 * 12),
        ];
        for (birth, then) in births {
            let lived = |on| months_on(&birth, on).map(|months| months - then);
            assert_eq!(lived(leap), Some(0), "{birth:?}");
            assert_eq!(lived(day(2025, 2, 28)), Some(11), "{birth:?}");
            assert_eq!(lived(day(2025, 3, 1)), Some(12), "{birth:?}");
            assert_eq!(lived(day(2028, 2, 28)), Some(47), "{birth:?}");
            assert_eq!(lived(day(2028, 2, 29)), Some(48), "{birth:?}");
        }
    }

    #[test]
    fn who_died_has_the_age_at_death() {
        let today = day(2026, 11, 21);
        let years = |birth, died| {
            let age = age_today(&birth, died, today)?;
            Some((age.span, age.about))
        };
        let born = Birth::Date(When::Day(1915, 3, 2));
        let said = Birth::Age(80, AgeUnit::Years, false, When::Day(1996, 1, 1));
        let cases = [
            (born, None, Some((AgeSpan::Years(111), false))),
            (
                born,
                Some(When::Day(1996, 3, 1)),
                Some((AgeSpan::Years(80), false)),
            ),
            (
                born,
                Some(When::Day(1996, 3, 2)),
                Some((AgeSpan::Years(81), false)),
            ),
            (
                born,
                Some(When::Year(1996)),
                Some((AgeSpan::Years(81), true)),
            ),
            (
                born,
                Some(When::Month(1996, 2)),
                Some((AgeSpan::Years(80), true)),
            ),
            (born, Some(When::Unknown), None),
            (born, Some(When::Day(1900, 1, 1)), None),
            // A death of a year to come: not older than today.
            (
                born,
                Some(When::Year(2999)),
                Some((AgeSpan::Years(111), true)),
            ),
            (
                said,
                Some(When::Day(1996, 6, 1)),
                Some((AgeSpan::Years(80), false)),
            ),
            (Birth::NotKnown, Some(When::Day(1996, 3, 1)), None),
        ];
        for (birth, died, wanted) in cases {
            assert_eq!(years(birth, died), wanted, "{birth:?} {died:?}");
        }
        let newborn = Birth::Date(When::Day(2026, 11, 1));
        let died = Some(When::Day(2026, 11, 4));
        assert_eq!(years(newborn, died), Some((AgeSpan::Days(3), false)));
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
