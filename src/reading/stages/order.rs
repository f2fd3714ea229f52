//! The order the entries of a chart are read in.
//!
//! What people known here wrote stands in the order it would have if nobody else had written: after what its writer had
//! seen, then by recorded time. What others wrote is put between, after what they had seen and before what had seen them.
//! So nobody who says that it is the year 9999, or 1970, moves a word of ours.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::base::{Compartment, EntryId};
use crate::chart::entry::Entry;
use crate::chart::kinds::Fact;
use crate::chart::log::Log;

/// Every entry of a chart in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct Order {
    entries: Vec<Rc<Entry>>,
    place: BTreeMap<EntryId, usize>,
    /// The latest time and compartment of any of them.
    latest: Option<(i64, Compartment)>,
}

impl Order {
    pub fn of(log: &Log, is_known: impl Fn(&Entry) -> bool) -> Self {
        let known = log.ordered_among(&is_known);
        let entries = if known.is_empty() || known.len() == log.len() {
            log.ordered()
        } else {
            let strangers = log.ordered_among(|entry| !is_known(entry));
            with_strangers(&known, &strangers)
        };
        let places = entries.iter().enumerate();
        let place = places.map(|(place, entry)| (entry.id(), place)).collect();
        let latest = entries.iter().map(|entry| time(entry)).max();
        Self {
            entries,
            place,
            latest,
        }
    }

    /// What decides between entries of which neither had seen the other.
    pub fn key(entry: &Entry) -> (i64, Compartment, EntryId) {
        let (ms, compartment) = time(entry);
        (ms, compartment, entry.id())
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether an entry of somebody known, all whose predecessors are here and which none here had seen, stands behind all
    /// others. It does behind what is known if each known entry after its last predecessor was recorded before it; and
    /// behind the strangers that follow the last known entry, if it saw them or they say an earlier time. Strangers before
    /// that stay where they are.
    pub fn ends_before(&self, entry: &Entry, is_known: impl Fn(&Entry) -> bool) -> bool {
        if self.latest < Some(time(entry)) {
            return true;
        }
        let key = Self::key(entry);
        let seen = || before_it(entry).chain(amended_by(entry));
        let known_before = before_it(entry).filter_map(|id| self.place_of(id));
        let known_before = known_before.filter(|place| is_known(self.at(*place)));
        let after = known_before.max().map_or(0, |place| place + 1);
        let mut trailing = true;
        for (place, other) in self.entries.iter().enumerate().rev() {
            let moves_on = if is_known(other) {
                trailing = false;
                place >= after && Self::key(other) > key
            } else {
                trailing && time(other) >= time(entry) && !seen().any(|id| *id == other.id())
            };
            if moves_on {
                return false;
            }
            if !trailing && place <= after {
                break;
            }
        }
        true
    }

    /// Adds an entry behind all others.
    pub fn push(&mut self, entry: Rc<Entry>) {
        self.place.insert(entry.id(), self.entries.len());
        self.latest = self.latest.max(Some(time(&entry)));
        self.entries.push(entry);
    }

    /// Every entry, whoever wrote it. For what shows entries themselves, and for the gate all readings draw from; a reading
    /// that says how the person is takes [`super::gate::Heard`] or [`super::amendments::Amended`].
    pub fn as_written(&self) -> &[Rc<Entry>] {
        &self.entries
    }

    pub fn at(&self, place: usize) -> &Rc<Entry> {
        &self.entries[place]
    }

    pub fn place_of(&self, id: &EntryId) -> Option<usize> {
        self.place.get(id).copied()
    }
}

/// Both in one order: that of `known` stays as it is.
fn with_strangers(known: &[Rc<Entry>], strangers: &[Rc<Entry>]) -> Vec<Rc<Entry>> {
    let slots = slots(known, strangers);
    let mut between: Vec<Vec<&Rc<Entry>>> = vec![Vec::new(); known.len() + 1];
    for (entry, slot) in strangers.iter().zip(slots) {
        between[slot].push(entry);
    }
    let mut order = Vec::with_capacity(known.len() + strangers.len());
    for (slot, entries) in between.into_iter().enumerate() {
        order.extend(entries.into_iter().map(Rc::clone));
        order.extend(known.get(slot).map(Rc::clone));
    }
    order
}

/// Before which of the known entries each of the others stands.
fn slots(known: &[Rc<Entry>], strangers: &[Rc<Entry>]) -> Vec<usize> {
    let of_known: BTreeMap<EntryId, usize> = numbered(known);
    let of_strangers: BTreeMap<EntryId, usize> = numbered(strangers);
    let seen_by = latest_slots(known, strangers, &of_strangers);
    // The latest time that had been recorded so far; it never falls, whatever clocks did.
    let mut latest = (i64::MIN, Compartment(0));
    let so_far: Vec<_> = known
        .iter()
        .map(|entry| {
            latest = latest.max(time(entry));
            latest
        })
        .collect();
    let mut slots: Vec<usize> = Vec::with_capacity(strangers.len());
    for (at, entry) in strangers.iter().enumerate() {
        let by_time = so_far.partition_point(|before| *before <= time(entry));
        let after = before_it(entry).filter_map(|id| match of_known.get(id) {
            Some(place) => Some(place + 1),
            None => of_strangers.get(id).map(|earlier| slots[*earlier]),
        });
        let after = after.max().unwrap_or(0);
        slots.push(by_time.min(seen_by[at]).max(after));
    }
    slots
}

/// For each of the others the first known entry that had seen it, itself or through one between.
fn latest_slots(
    known: &[Rc<Entry>],
    strangers: &[Rc<Entry>],
    of_strangers: &BTreeMap<EntryId, usize>,
) -> Vec<usize> {
    let mut latest = vec![known.len(); strangers.len()];
    for (place, entry) in known.iter().enumerate() {
        for at in before_it(entry).chain(amended_by(entry)) {
            if let Some(at) = of_strangers.get(at) {
                latest[*at] = latest[*at].min(place);
            }
        }
    }
    for (at, entry) in strangers.iter().enumerate().rev() {
        for earlier in before_it(entry).filter_map(|id| of_strangers.get(id)) {
            latest[*earlier] = latest[*earlier].min(latest[at]);
        }
    }
    latest
}

/// When an entry was recorded; of one moment, who somebody is comes first.
fn time(entry: &Entry) -> (i64, Compartment) {
    (entry.header().recorded.ms, entry.header().compartment)
}

fn numbered(entries: &[Rc<Entry>]) -> BTreeMap<EntryId, usize> {
    let places = entries.iter().enumerate();
    places.map(|(place, entry)| (entry.id(), place)).collect()
}

/// Entries that an entry names as before it.
pub fn before_it(entry: &Entry) -> impl Iterator<Item = &EntryId> {
    let header = entry.header();
    header.previous.iter().chain(&header.seen)
}

/// Who amends an entry had it before them, also where so many feeds were there that they name only some.
fn amended_by(entry: &Entry) -> impl Iterator<Item = &EntryId> {
    entry
        .known()
        .filter_map(|(_, statement)| match &statement.fact {
            Fact::Amendment(amendment) => amendment.target.entry.as_ref(),
            _ => None,
        })
}
