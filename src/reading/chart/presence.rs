//! What was written while the person was there: who was seen today, and when somebody was last here.

use crate::base::InOrder;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::base::{Compartment, Stamp};
use crate::chart::entry::Entry;
use crate::chart::kinds::{AmendmentKind, Fact, Part, VisitEvent};
use crate::chart::statement::{Statement, StatementId};
use crate::chart::when::When;

use super::super::view::{OpenVisit, VisitRow};
use super::Chart;
use super::history::stands_at;
use crate::reading::kinds::visit::Visits;
use crate::reading::stages::{Amended, Item, Latest, weigh_at};

/// Someone was seen: once for each day and site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When the visit was opened, or the first entry of that day signed.
    pub at: Stamp,
    pub site: String,
    pub reason: String,
    /// A note was signed that day.
    pub signed_note: bool,
}

/// The days on which people known here saw this person, and when anybody last did.
#[derive(Clone, Debug, Default)]
pub(super) struct Presence {
    /// By day and site: a file that names our site and today makes nobody be seen here.
    days: BTreeMap<(NaiveDate, String), Seen>,
    last: Latest<Stamp>,
}

impl Presence {
    pub fn fold(said: Amended, visits: &Visits) -> Self {
        let mut presence = Self::default();
        presence.extend(said, visits, 0, 0);
        presence
    }

    /// Takes in the entries from this place on, and the visits from this one on.
    pub fn extend(&mut self, said: Amended, visits: &Visits, from: usize, visit: usize) {
        let written = said.written;
        for (row, at) in visits.opened_from(visit) {
            if let Some(item) = written.item(row.id) {
                self.last
                    .add(written.is_known(item.entry), &item, row.when, at);
            }
        }
        for (item, seen) in presences(said, from) {
            let known = written.is_known(item.entry);
            self.last.add(known, &item, When::Moment(seen.at), seen.at);
            if known {
                self.add(seen);
            }
        }
    }

    fn add(&mut self, act: Seen) {
        let day = (act.at.day(), act.site.clone());
        let Some(known) = self.days.get_mut(&day) else {
            self.days.insert(day, act);
            return;
        };
        known.signed_note |= act.signed_note;
        if known.reason.is_empty() {
            known.reason = act.reason;
        }
    }
}

impl Chart {
    /// The last so many days and sites at which a visit was opened, or something was written about the person then and
    /// there, oldest first.
    pub(in crate::reading) fn last_seen_at(&self, most: usize) -> Vec<Seen> {
        /// Days of two clocks may lie so far apart at one moment.
        const CLOCKS_APART: u64 = 2;
        let mut seen: Vec<&Seen> = Vec::new();
        let mut enough = None;
        for ((day, _), act) in self.presence.days.iter().rev() {
            if enough.is_some_and(|enough| *day < enough) {
                break;
            }
            seen.push(act);
            if seen.len() == most {
                enough = day.checked_sub_days(chrono::Days::new(CLOCKS_APART));
            }
        }
        seen.reverse();
        seen.order_by_key(|seen| seen.at);
        let from = seen.len().saturating_sub(most);
        seen.split_off(from).into_iter().cloned().collect()
    }

    /// The last visit, or the last day something was written in the person's presence without one.
    pub(super) fn last_visit(&self, now: Stamp) -> Option<VisitRow> {
        let visits = self.visits.rows();
        let visits = visits.filter_map(|row| Some((self.item(row.id)?, row.when, row.clone())));
        let without = presences(self.amended(), 0).filter_map(|(item, seen)| {
            let at = When::Moment(seen.at);
            let row = VisitRow {
                id: item.id,
                when: at,
                site: seen.site,
                reason: seen.reason,
                trust: self.trust(item.entry),
            };
            let visit = self.visits.of_entry(&self.written, item.entry, at);
            visit.is_none().then_some((item, at, row))
        });
        let weighed = weigh_at(&self.written, visits.chain(without), Some(now));
        weighed.last().map(|((_, row), _)| row.clone())
    }

    /// Visits that go on, in the order of reading.
    pub(in crate::reading) fn open_visits(&self) -> impl Iterator<Item = OpenVisit> {
        self.visits.open()
    }

    /// The last visit opened here, or the last that was written in the person's presence. A visit elsewhere that a file
    /// tells of is none.
    pub(super) fn last_seen(&self) -> Option<Stamp> {
        self.presence.last.value().copied()
    }
}

/// Acts on the person then and there from a place on, in the order of reading, whoever wrote them, each with its first
/// statement. Imports, late entries and amendments say nothing of the day they are recorded on.
pub(super) fn presences(said: Amended<'_>, from: usize) -> impl Iterator<Item = (Item<'_>, Seen)> {
    let entries = said.written.order().as_written().iter().skip(from);
    let entries = entries.filter(move |entry| {
        entry.header().compartment != Compartment::CUSTODY
            && said.amendments.late(&entry.id()).is_none()
            && !amends(entry)
    });
    entries.filter_map(move |entry| seen_in(said, entry))
}

/// Entries in which somebody saw to the person, whoever wrote them, each with the time it stands at: with something clinical
/// that was no import, no amendment of what was said before, nothing entered in error, and more than why they came.
pub(super) fn seen_to(said: Amended<'_>) -> impl Iterator<Item = (&Entry, When)> {
    let entries = said.written.order().as_written().iter();
    let entries = entries.map(|entry| entry.as_ref()).filter(move |entry| {
        let sees = |id: &StatementId, statement: &Statement| {
            let reason = matches!(&statement.fact, Fact::Section(one) if one.part == Part::Reason);
            let aside = reason || matches!(statement.fact, Fact::Amendment(_) | Fact::Answer(_));
            statement.source.file.is_none() && !aside && !said.amendments.is_in_error(id)
        };
        entry.header().compartment == Compartment::CLINICAL
            && !amends(entry)
            && entry.known().any(|(id, statement)| sees(&id, statement))
    });
    entries.map(move |entry| (entry, stands_at(said, entry)))
}

fn seen_in<'a>(said: Amended<'a>, entry: &'a Entry) -> Option<(Item<'a>, Seen)> {
    let header = entry.header();
    let mut seen = Seen {
        at: header.recorded,
        site: header.site.clone(),
        reason: String::new(),
        signed_note: false,
    };
    let mut first = None;
    // What was corrected since was still done on that day; what was entered in error was not.
    let was_so = entry.known().filter(|(id, statement)| {
        statement.source.file.is_none() && !said.amendments.is_in_error(id)
    });
    for (id, statement) in was_so {
        match &statement.fact {
            Fact::Visit(VisitEvent::Opened(words, _)) => take_reason(said, &mut seen, &id, words),
            Fact::Section(section) if section.part == Part::Reason => {
                take_reason(said, &mut seen, &id, &section.text);
            }
            Fact::Section(_) => seen.signed_note = true,
            Fact::Observation(_) => {}
            _ => continue,
        }
        first.get_or_insert(id);
    }
    Some((said.written.item(first?)?, seen))
}

fn take_reason(said: Amended, seen: &mut Seen, id: &StatementId, words: &str) {
    if !said.amendments.is_revoked(id) {
        words.clone_into(&mut seen.reason);
    }
}

/// Whether an entry adds to another one, corrects it or marks it: that can be done long after the person left.
fn amends(entry: &Entry) -> bool {
    entry.known().any(|(_, statement)| {
        matches!(&statement.fact, Fact::Amendment(amendment) if amendment.kind != AmendmentKind::LateEntry)
    })
}
