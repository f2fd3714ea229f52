//! Which of several values with a time of their own is the last one.
//!
//! Values of known people before those of strangers; what is said to have been measured at a time that has not come yet is
//! never the last without that being said.

use crate::base::InOrder;
use crate::base::Stamp;
use crate::chart::when::When;
use crate::reading::kinds::reads;

use super::item::Item;
use super::written::Written;

/// Two clocks may stand so far apart without a time being one in the future.
const CLOCKS_APART_MS: i64 = 10 * 60 * 1000;

/// Values of one subject, each list by the time it is about.
pub struct Weighed<'a, T> {
    /// Those that count, the last one last.
    pub counts: Vec<(Item<'a>, T)>,
    /// Said by those who would count, but of a time that has not come yet.
    pub ahead: Vec<(Item<'a>, T)>,
    /// Said by strangers, where known people said something on the subject.
    pub beside: Vec<(Item<'a>, T)>,
}

impl<'a, T> Weighed<'a, T> {
    /// The last value, and whether its time has not come yet: only where there is no other.
    pub fn last(&self) -> Option<(&(Item<'a>, T), bool)> {
        let counts = self.counts.last().map(|last| (last, false));
        counts.or_else(|| self.ahead.first().map(|first| (first, true)))
    }

    /// The one before the last.
    pub fn before(&self) -> Option<&(Item<'a>, T)> {
        self.counts.iter().rev().nth(1)
    }
}

/// Values by the time their statements are about. `now` is left out where nobody is reading at a moment: then only the
/// time of recording tells what was the future.
pub fn weigh<'a, T>(
    written: &Written,
    said: impl Iterator<Item = (Item<'a>, T)>,
    now: Option<Stamp>,
) -> Weighed<'a, T> {
    weigh_at(
        written,
        said.map(|(item, value)| (item, item.when(), value)),
        now,
    )
}

/// As `weigh`, for values that are of another time than their statements.
pub fn weigh_at<'a, T>(
    written: &Written,
    said: impl Iterator<Item = (Item<'a>, When, T)>,
    now: Option<Stamp>,
) -> Weighed<'a, T> {
    let mut said: Vec<(Item, When, T)> = said.collect();
    said.order_by_key(|(item, when, _)| standing(item, *when));
    let known = said.iter().any(|(item, ..)| written.is_known(item.entry));
    let mut weighed = Weighed {
        counts: Vec::new(),
        ahead: Vec::new(),
        beside: Vec::new(),
    };
    for (item, when, value) in said {
        let list = if known && !written.is_known(item.entry) {
            &mut weighed.beside
        } else if is_ahead(&item, when, now) {
            &mut weighed.ahead
        } else {
            &mut weighed.counts
        };
        list.push((item, value));
    }
    weighed
}

/// Where a value stands among those of its side: its time, then its place in the order of reading.
type Standing = (i64, usize, u32);

fn standing(item: &Item, when: When) -> Standing {
    (
        when.sort_key().unwrap_or(i64::MIN),
        item.place,
        item.id.index,
    )
}

/// The last of several values, weighed as [`Weighed::last`] does while nobody is reading at a moment, kept as they come in.
#[derive(Clone, Debug)]
pub struct Latest<T> {
    known: Side<T>,
    strangers: Side<T>,
}

#[derive(Clone, Debug)]
struct Side<T> {
    counts: Option<(Standing, T)>,
    /// The first of those with a time that had not come yet.
    ahead: Option<(Standing, T)>,
}

impl<T> Default for Side<T> {
    fn default() -> Self {
        Self {
            counts: None,
            ahead: None,
        }
    }
}

impl<T> Side<T> {
    fn last(&self) -> Option<&T> {
        let last = self.counts.as_ref().or(self.ahead.as_ref());
        last.map(|(_, value)| value)
    }
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self {
            known: Side::default(),
            strangers: Side::default(),
        }
    }
}

impl<T> Latest<T> {
    pub fn add(&mut self, known: bool, item: &Item, when: When, value: T) {
        let side = match known {
            true => &mut self.known,
            false => &mut self.strangers,
        };
        let here = standing(item, when);
        if is_ahead(item, when, None) {
            let first = side.ahead.as_ref().is_none_or(|(other, _)| here < *other);
            if first {
                side.ahead = Some((here, value));
            }
        } else if side.counts.as_ref().is_none_or(|(other, _)| here >= *other) {
            side.counts = Some((here, value));
        }
    }

    pub fn value(&self) -> Option<&T> {
        self.known.last().or_else(|| self.strangers.last())
    }
}

/// Whether an event is said to happen after it was recorded, or after now.
pub fn is_ahead(item: &Item, when: When, now: Option<Stamp>) -> bool {
    is_after(when, item.recorded()) || now.is_some_and(|now| is_after(when, now))
}

/// Whether what can only have happened is said to have happened after it was recorded. Plans, orders and what was only
/// intended may be of a time to come.
pub fn happened_ahead(item: &Item) -> bool {
    reads(item.fact()).has_happened()
        && item.statement.standing.may_be_so()
        && is_ahead(item, item.when(), None)
}

/// Whether a time begins after another, as both clocks show it.
fn is_after(when: When, at: Stamp) -> bool {
    match when {
        When::Moment(stamp) => stamp.ms > at.ms.saturating_add(CLOCKS_APART_MS),
        other => other.first_day().is_some_and(|day| day > at.day()),
    }
}
