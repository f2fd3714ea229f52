//! Days of a chart that the lists of a clinic are counted by, so small that everyone's are kept in memory.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Days in order, each once. Of very many only some are kept: then any day may be among them, which is asked of the chart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// Counted from the first day of year 1.
    numbers: Vec<i32>,
    more: bool,
}

/// Days that are kept of one chart.
const MOST: usize = 256;

impl Days {
    pub fn of(days: impl Iterator<Item = NaiveDate>) -> Self {
        let numbers: BTreeSet<i32> = days.map(|day| day.num_days_from_ce()).collect();
        let more = numbers.len() > MOST;
        let beyond = numbers.len().saturating_sub(MOST);
        Self {
            numbers: numbers.into_iter().skip(beyond).collect(),
            more,
        }
    }

    /// Of a chart whose days nobody has counted yet: any may be among them.
    pub fn not_counted() -> Self {
        Self {
            numbers: Vec::new(),
            more: true,
        }
    }

    /// Whether one of these days is surely among them.
    pub fn has(&self, days: &RangeInclusive<NaiveDate>) -> bool {
        let first = days.start().num_days_from_ce();
        let last = days.end().num_days_from_ce();
        let at = self.numbers.partition_point(|day| *day < first);
        self.numbers.get(at).is_some_and(|day| *day <= last)
    }

    /// Whether one of these days may be among them: surely not where it says so.
    pub fn may_have(&self, days: &RangeInclusive<NaiveDate>) -> bool {
        self.more || self.has(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i32) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(number).expect("a day of the calendar")
    }

    #[test]
    fn a_day_is_found_in_any_span_that_holds_it() {
        let days = Days::of([700, 650, 700].map(day).into_iter());
        let cases = [(650, 650), (600, 650), (650, 800), (651, 700), (1, 900)];
        for (first, last) in cases {
            assert!(
                days.may_have(&(day(first)..=day(last))),
                "{first} to {last}"
            );
        }
        for (first, last) in [(1, 649), (651, 699), (701, 900)] {
            assert!(
                !days.may_have(&(day(first)..=day(last))),
                "{first} to {last}"
            );
        }
    }

    #[test]
    fn of_very_many_days_any_may_be_there() {
        let all = Days::of((1..=300).map(day));
        assert!(all.may_have(&(day(900)..=day(900))));
        assert!(!all.has(&(day(900)..=day(900))));
        let no = Days::of(std::iter::empty());
        assert!(!no.may_have(&(day(1)..=day(900))));
    }
}
