//! The axis of time: true to the day, with as many labels as there is room for.

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveDateTime, Timelike};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const MONTH: i64 = 30 * DAY;
const CENTURY: u32 = 100 * 12;
/// What a single moment is shown in.
const AROUND: i64 = 15 * DAY;

/// From when to when, in milliseconds of the clock on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    from: i64,
    to: i64,
}

impl Span {
    /// Around all these times.
    pub fn of(times: impl Iterator<Item = i64>) -> Self {
        let ends = times.fold(None, |ends: Option<(i64, i64)>, at| match ends {
            Some((from, to)) => Some((from.min(at), to.max(at))),
            None => Some((at, at)),
        });
        let (from, to) = ends.unwrap_or((0, 0));
        let lacking = match to - from {
            0 => 2 * AROUND,
            length => (HOUR + 1 - length).max(0),
        };
        Self {
            from: from - lacking / 2,
            to: to + lacking / 2,
        }
    }

    pub fn holds(self, at: i64) -> bool {
        (self.from..=self.to).contains(&at)
    }

    /// Whether a time lies no farther away than this is long.
    pub fn is_near(self, at: i64) -> bool {
        let length = self.to - self.from;
        (self.from - length..=self.to + length).contains(&at)
    }

    /// How far along it lies, from 0 to 1.
    pub fn part(self, at: i64) -> f64 {
        (at - self.from) as f64 / (self.to - self.from) as f64
    }
}

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeLabel {
    Year(i32),
    Month(u8),
    /// A day of a month.
    Day(u8, u8),
    /// Hours and minutes.
    Time(u8, u8),
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Milliseconds(i64),
    Months(u32),
}

/// From the finest on: what people part time by.
const STEPS: [Step; 21] = [
    Step::Milliseconds(15 * MINUTE),
    Step::Milliseconds(HOUR),
    Step::Milliseconds(3 * HOUR),
    Step::Milliseconds(6 * HOUR),
    Step::Milliseconds(12 * HOUR),
    Step::Milliseconds(DAY),
    Step::Milliseconds(2 * DAY),
    Step::Milliseconds(4 * DAY),
    Step::Milliseconds(7 * DAY),
    Step::Milliseconds(14 * DAY),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(5 * 12),
    Step::Months(10 * 12),
    Step::Months(20 * 12),
    Step::Months(50 * 12),
    Step::Months(CENTURY),
];

impl Step {
    /// About how long it is.
    fn length(self) -> i64 {
        match self {
            Self::Milliseconds(length) => length,
            Self::Months(months) => i64::from(months) * MONTH,
        }
    }
}

/// The times that are labelled, at most so many, in order.
pub fn ticks(span: Span, most: i64) -> Vec<(i64, TimeLabel)> {
    let length = span.to - span.from;
    let fits = |step: &&Step| length / step.length() < most;
    match STEPS.iter().find(fits) {
        Some(Step::Milliseconds(length)) => even(span, *length),
        Some(Step::Months(months)) => monthly(span, *months),
        // A file may date anything.
        None => {
            let centuries = length / (i64::from(CENTURY) * MONTH * most) + 1;
            monthly(span, CENTURY.saturating_mul(centuries as u32))
        }
    }
}

/// Every so many milliseconds from a midnight on.
fn even(span: Span, length: i64) -> Vec<(i64, TimeLabel)> {
    let first = -(-span.from).div_euclid(length) * length;
    let times = (0..).map(|nth| first + nth * length);
    let times = times.take_while(|at| *at <= span.to);
    times.filter_map(|at| Some((at, label_of(at)?))).collect()
}

fn label_of(at: i64) -> Option<TimeLabel> {
    let at = clock(at)?;
    Some(match (at.hour(), at.minute()) {
        (0, 0) => TimeLabel::Day(at.day() as u8, at.month() as u8),
        (hour, minute) => TimeLabel::Time(hour as u8, minute as u8),
    })
}

/// The first day of every so many months, counted from the beginning of the calendar.
fn monthly(span: Span, months: u32) -> Vec<(i64, TimeLabel)> {
    let Some(from) = clock(span.from) else {
        return Vec::new();
    };
    let whole = from.year() * 12 + from.month0() as i32;
    let every = months as i32;
    let whole = whole.div_euclid(every) * every;
    let first = NaiveDate::from_ymd_opt(whole.div_euclid(12), 1, 1)
        .and_then(|year| year.checked_add_months(Months::new(whole.rem_euclid(12) as u32)));
    let days = std::iter::successors(first, |day| day.checked_add_months(Months::new(months)));
    let times = days.map(|day| (midnight(day), day));
    let times = times.take_while(|(at, _)| *at <= span.to);
    times
        .filter(|(at, _)| span.holds(*at))
        .map(|(at, day)| match day.month() {
            1 => (at, TimeLabel::Year(day.year())),
            month => (at, TimeLabel::Month(month as u8)),
        })
        .collect()
}

fn clock(at: i64) -> Option<NaiveDateTime> {
    DateTime::from_timestamp_millis(at).map(|at| at.naive_utc())
}

fn midnight(day: NaiveDate) -> i64 {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    midnight.and_utc().timestamp_millis()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(year: i32, month: u32, day: u32) -> i64 {
        midnight(NaiveDate::from_ymd_opt(year, month, day).expect("a day"))
    }

    fn labels(from: i64, to: i64, most: i64) -> Vec<TimeLabel> {
        let ticks = ticks(Span { from, to }, most);
        ticks.into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn labels_thin_out_from_days_to_years() {
        use TimeLabel::*;
        let days = labels(at(2026, 2, 26), at(2026, 3, 2), 6);
        assert_eq!(
            days,
            [Day(26, 2), Day(27, 2), Day(28, 2), Day(1, 3), Day(2, 3)]
        );
        let months = labels(at(2025, 11, 15), at(2026, 3, 15), 6);
        assert_eq!(months, [Month(12), Year(2026), Month(2), Month(3)]);
        let quarters = labels(at(2024, 12, 1), at(2026, 1, 15), 6);
        assert_eq!(
            quarters,
            [Year(2025), Month(4), Month(7), Month(10), Year(2026)]
        );
        let years = labels(at(2021, 5, 3), at(2026, 11, 21), 6);
        assert_eq!(years, [2022, 2023, 2024, 2025, 2026].map(Year));
        let decades = labels(at(1931, 1, 1), at(2026, 1, 1), 6);
        assert_eq!(decades, [1940, 1960, 1980, 2000, 2020].map(Year));
        let hours = labels(at(2026, 3, 1) + 21 * HOUR, at(2026, 3, 2) + 2 * HOUR, 6);
        assert_eq!(
            hours,
            [
                Time(21, 0),
                Time(22, 0),
                Time(23, 0),
                Day(2, 3),
                Time(1, 0),
                Time(2, 0)
            ]
        );
    }

    #[test]
    fn a_moment_and_an_hour_have_room_around_them() {
        let now = at(2026, 11, 21);
        let moment = Span::of([now].into_iter());
        assert_eq!(moment.part(now), 0.5);
        assert!(!ticks(moment, 4).is_empty());
        let short = Span::of([now + 61, now + MINUTE].into_iter());
        assert!(short.to - short.from >= HOUR - 1);
        assert!(!ticks(short, 4).is_empty());
        assert!(Span::of(std::iter::empty()).holds(0));
    }

    proptest! {
        #[test]
        fn ticks_are_round_increasing_few_and_inside(
            from in -3_000_000_000_000i64..4_000_000_000_000,
            length in 0u32..54,
            most in 3i64..12,
        ) {
            let length = 1i64 << length;
            let span = Span::of([from, from + length].into_iter());
            let ticks = ticks(span, most);
            prop_assert!(!ticks.is_empty());
            prop_assert!(ticks.len() as i64 <= most + 1);
            prop_assert!(ticks.is_sorted_by(|one, other| one.0 < other.0));
            prop_assert!(ticks.iter().all(|(at, _)| span.holds(*at)));
            prop_assert!(ticks.iter().all(|(at, _)| at % (15 * MINUTE) == 0));
        }
    }
}
