//! What of a chart cannot be read or is not here.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::base::{Compartment, EntryId, Stamp};
use crate::chart::entry::Entry;
use crate::chart::log::Names;

use super::super::view::Unreadable;
use crate::reading::stages::Heard;

/// An entry, or a stored row of some, that cannot be read: it keeps its place in the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    pub compartment: Compartment,
    /// The entry, where it is known which.
    pub id: Option<EntryId>,
    /// Arrival number of the row; of an entry that only others name, the place of the first of these.
    pub place: u32,
    pub reason: Unreadable,
    /// Recorded time of a neighbouring entry.
    pub near: Option<Stamp>,
}

/// All gaps of a chart.
#[derive(Clone, Debug)]
pub(super) struct Gaps {
    /// Rows beside the log that cannot be read.
    unreadable: Vec<Gap>,
    /// These, and the entries that those who speak for the chart name in the log and that are not here.
    pub all: Vec<Gap>,
    /// Entries that only strangers name and that are not here.
    pub claimed: u32,
}

impl Gaps {
    pub fn of(heard: Heard, unreadable: Vec<Gap>) -> Self {
        let (omitted, claimed) = omitted(heard, &unreadable);
        let all = unreadable.iter().copied().chain(omitted).collect();
        Self {
            unreadable,
            all,
            claimed,
        }
    }

    /// The rows beside the log, to fold the chart again with.
    pub fn take_unreadable(&mut self) -> Vec<Gap> {
        std::mem::take(&mut self.unreadable)
    }
}

/// Entries that others name and that are not here, and how many more only strangers name: anybody can name what never
/// was. A row of the same compartment that cannot be read may hold them, and stands for them already. Of what strangers
/// name, the entry before theirs in their own feed keeps a place, as their word.
fn omitted(heard: Heard, unreadable: &[Gap]) -> (Vec<Gap>, u32) {
    let log = heard.said.written.log();
    let ids: BTreeSet<EntryId> = unreadable.iter().filter_map(|row| row.id).collect();
    let rows = unreadable.iter().filter(|row| row.id.is_none());
    let rows: BTreeSet<Compartment> = rows.map(|row| row.compartment).collect();
    let stands =
        |id: &EntryId, by: &Entry| ids.contains(id) || rows.contains(&by.header().compartment);
    let counts = |entry: &Entry| heard.speaks_for_the_chart(entry);
    let of_strangers = |names: Names| {
        log.missing_by(move |entry| match counts(entry) {
            true => Names::None,
            false => names,
        })
    };
    let missing = log.missing_by(|entry| match counts(entry) {
        true => Names::All,
        false => Names::None,
    });
    let only_theirs =
        |(id, by): &(EntryId, &Rc<Entry>)| !missing.contains_key(id) && !stands(id, by);
    let claimed = of_strangers(Names::All).into_iter().filter(only_theirs);
    let claimed = u32::try_from(claimed.count()).unwrap_or(u32::MAX);
    let before_theirs = of_strangers(Names::Previous).into_iter();
    let before_theirs = before_theirs
        .filter(only_theirs)
        .map(|one| (one, Unreadable::Claimed));
    let omitted = missing.iter().map(|(id, by)| (*id, *by));
    let omitted = omitted.filter(|(id, by)| !stands(id, by));
    let omitted = omitted.map(|one| (one, Unreadable::Omitted));
    let gaps = omitted.chain(before_theirs).map(|((id, by), reason)| Gap {
        compartment: by.header().compartment,
        id: Some(id),
        place: heard
            .said
            .written
            .order()
            .place_of(&by.id())
            .and_then(|place| u32::try_from(place).ok())
            .unwrap_or(u32::MAX),
        reason,
        near: Some(by.header().recorded),
    });
    (gaps.collect(), claimed)
}
