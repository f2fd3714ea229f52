//! What was written while the person was there: who was seen today, and when somebody was last here.

use serde::{Deserialize, Serialize};

use crate::base::{Compartment, Stamp};
use crate::chart::entry::Entry;
use crate::chart::kinds::{AmendmentKind, Fact, Part, VisitEvent};
use crate::chart::statement::{Statement, StatementId};

use super::Chart;
use super::statements::Item;

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

impl Chart {
    /// Acts on the person then and there, in the order of reading, by people known here: a file that names our site and
    /// today makes nobody be seen here. Imports, late entries
    /// and amendments say nothing of the day they are recorded on.
    pub(in crate::reading) fn acts_in_presence(&self) -> impl Iterator<Item = Seen> {
        let known = |item: &Item| self.is_known(item.entry);
        let present = self.presences().filter(move |(item, _)| known(item));
        present.map(|(_, seen)| seen)
    }

    /// The same, whoever wrote it, with the first statement that was made in presence.
    pub(super) fn presences(&self) -> impl Iterator<Item = (Item<'_>, Seen)> {
        let entries = self.ordered().iter();
        let entries = entries.filter(|entry| {
            entry.header().compartment != Compartment::CUSTODY
                && !self.is_late(entry)
                && !amends(entry)
        });
        entries.filter_map(|entry| self.seen_in(entry))
    }

    fn seen_in(&self, entry: &Entry) -> Option<(Item<'_>, Seen)> {
        let header = entry.header();
        let mut seen = Seen {
            at: header.recorded,
            site: header.site.clone(),
            reason: String::new(),
            signed_note: false,
        };
        let mut first = None;
        for (id, statement) in entry.known().filter(|(id, s)| self.was_so(id, s)) {
            match &statement.fact {
                Fact::Visit(VisitEvent::Opened(words)) => self.take_reason(&mut seen, &id, words),
                Fact::Section(section) if section.part == Part::Reason => {
                    self.take_reason(&mut seen, &id, &section.text);
                }
                Fact::Section(_) => seen.signed_note = true,
                Fact::Observation(_) => {}
                _ => continue,
            }
            first.get_or_insert(id);
        }
        Some((self.item(first?)?, seen))
    }

    /// What was corrected since was still done on that day; what was entered in error was not.
    fn was_so(&self, id: &StatementId, statement: &Statement) -> bool {
        statement.source.file.is_none() && !self.amendments.is_in_error(id)
    }

    fn take_reason(&self, seen: &mut Seen, id: &StatementId, words: &str) {
        if !self.is_revoked(id) {
            words.clone_into(&mut seen.reason);
        }
    }
}

/// Whether an entry adds to another one, corrects it or marks it: that can be done long after the person left.
fn amends(entry: &Entry) -> bool {
    entry.known().any(|(_, statement)| {
        matches!(&statement.fact, Fact::Amendment(amendment) if amendment.kind != AmendmentKind::LateEntry)
    })
}
