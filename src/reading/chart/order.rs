//! The order the entries of a chart are read in.
//!
//! What people known here wrote stands in the order it would have if nobody else had written: after what its writer had
//! seen, then by recorded time. What others wrote is put between, after what they had seen and before what had seen them.
//! So nobody who says that it is the year 9999, or 1970, moves a word of ours.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::base::EntryId;
use crate::chart::entry::Entry;
use crate::chart::kinds::Fact;
use crate::chart::log::Log;

#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    entries: Vec<Rc<Entry>>,
    place: BTreeMap<EntryId, usize>,
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
        Self { entries, place }
    }

    /// Every entry, whoever wrote it. For what shows entries themselves, and for the gate all readings draw from; a reading
    /// that says how the person is takes [`super::Chart::standing`], [`super::Chart::unrevoked`] or [`super::gate`].
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
    let mut latest = (i64::MIN, crate::base::Compartment(0));
    let so_far: Vec<_> = known
        .iter()
        .map(|entry| {
            latest = latest.max((entry.header().recorded.ms, entry.header().compartment));
            latest
        })
        .collect();
    let mut slots: Vec<usize> = Vec::with_capacity(strangers.len());
    for (at, entry) in strangers.iter().enumerate() {
        let header = entry.header();
        let time = (header.recorded.ms, header.compartment);
        let by_time = so_far.partition_point(|before| *before <= time);
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

fn numbered(entries: &[Rc<Entry>]) -> BTreeMap<EntryId, usize> {
    let places = entries.iter().enumerate();
    places.map(|(place, entry)| (entry.id(), place)).collect()
}

fn before_it(entry: &Entry) -> impl Iterator<Item = &EntryId> {
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
