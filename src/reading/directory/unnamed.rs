//! People without a name of their own: a newborn, somebody unconscious. Nothing but what else is known can be compared: sex,
//! age to the day, phone, place, the mother, and whether both were registered on one day.
//!
//! They are few, and each is met by what it shares with others, so that nobody who has a name is asked about because of them
//! without a reason.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::DirectoryRow;
use super::keys;
use crate::chart::age::{born_to_the_day, months_on};
use crate::chart::draft::without_placeholder;
use crate::chart::kinds::{Birth, PersonName};

/// Rows without a name that are looked at for one person, the newest first; and people born on a day.
const MOST: usize = 1000;

/// Rows by what is left to find them by where there is no name.
#[derive(Clone, Debug, Default)]
pub struct Unnamed {
    nameless: BTreeSet<u32>,
    born: BTreeMap<NaiveDate, Vec<u32>>,
}

impl Unnamed {
    pub fn insert(&mut self, row: u32, of: &DirectoryRow) {
        if is_nameless(of) {
            self.nameless.insert(row);
        }
        if let Some(day) = born_to_the_day(&of.person.birth) {
            self.born.entry(day).or_default().push(row);
        }
    }

    pub fn remove(&mut self, row: u32, of: &DirectoryRow) {
        self.nameless.remove(&row);
        if let Some(day) = born_to_the_day(&of.person.birth)
            && let Some(rows) = self.born.get_mut(&day)
        {
            rows.retain(|one| *one != row);
        }
    }

    pub fn nameless(&self) -> impl Iterator<Item = u32> + '_ {
        self.nameless.iter().rev().take(MOST).copied()
    }

    /// Those born on that day, or a day before or after it.
    pub fn born_about(&self, birth: &Birth) -> impl Iterator<Item = u32> + '_ {
        let day = born_to_the_day(birth);
        let from = day.and_then(|day| day.checked_sub_days(Days::new(1)));
        let to = day.and_then(|day| day.checked_add_days(Days::new(1)));
        let days = from.zip(to).map(|(from, to)| self.born.range(from..=to));
        days.into_iter()
            .flatten()
            .flat_map(|(_, rows)| rows.iter().copied())
            .take(MOST)
    }
}

/// Nobody here knows a name of theirs.
pub fn is_nameless(row: &DirectoryRow) -> bool {
    let person = &row.person;
    let named = |name: &PersonName| has_name(&name.family, &name.given);
    !has_name(&person.family, &person.given) && !row.other_names.iter().any(named)
}

/// A name that is a person's own, not one that staff gave.
pub fn has_name(family: &str, given: &str) -> bool {
    let own = without_placeholder(family).is_none();
    own && !(keys::words(family).is_empty() && keys::words(given).is_empty())
}

/// The words by which a mother is named in the place of a name: "Baby of Prima Testa".
pub fn mother(family: &str, given: &str) -> Vec<String> {
    let Some(rest) = without_placeholder(family) else {
        return Vec::new();
    };
    let words = keys::words(rest).into_iter().chain(keys::words(given));
    words.map(|word| word.text).collect()
}

/// How two ages agree, as precisely as both are known. `None`: not known on one side.
pub fn age_agrees(one: &Birth, other: &Birth, today: NaiveDate) -> Option<Closeness> {
    const YOUNG: u32 = 24;
    if let (Some(one), Some(other)) = (born_to_the_day(one), born_to_the_day(other)) {
        return Some(match one.signed_duration_since(other).num_days().abs() {
            0 => Closeness::SameDay,
            1 => Closeness::Close,
            _ => Closeness::Apart,
        });
    }
    let (one, other) = (months_on(one, today)?, months_on(other, today)?);
    let (younger, older) = (one.min(other), one.max(other));
    let most = if younger < YOUNG {
        1
    } else {
        12 * (1 + older / 120)
    };
    Some(if older - younger <= most {
        Closeness::Close
    } else {
        Closeness::Apart
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closeness {
    /// Both known to the day, and the same.
    SameDay,
    /// As near as a guess, or a day across midnight, is.
    Close,
    Apart,
}

/// Whether something of the person was written on that day.
pub fn is_of_day(row: &DirectoryRow, day: NaiveDate) -> bool {
    let seen = row.seen.iter().any(|seen| seen.at.day() == day);
    seen || row.last_recorded.is_some_and(|at| at.day() == day)
}
