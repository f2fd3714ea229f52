//! What came into a chart with one file of another system, and whether it still stands.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::base::{Digest, EntryId};
use crate::chart::entry::Entry;
use crate::chart::kinds::{Amendment, Citation, Demographic, Document, Fact, Target};
use crate::chart::statement::{Statement, StatementId};

use super::super::view::CameWith;
use super::Chart;

impl Chart {
    /// The entry by which this very file was added. Only what somebody known here added, and what still stands, counts: a
    /// stranger who names a file keeps nobody from adding it, and neither does an addition that was taken back.
    pub fn added_file(&self, digest: &Digest) -> Option<EntryId> {
        let mut known = self.unrevoked().filter(|item| self.is_known(item.entry));
        let added = known.find(|item| {
            let file = whole_file(item.statement);
            file.is_some_and(|file| file.digest == *digest)
        });
        added.map(|item| item.id.entry)
    }

    /// What came with the same file as this entry; `None` for an entry that came with none.
    pub fn came_with(&self, entry: EntryId) -> Option<CameWith> {
        let entries = self.entries_of_file(entry)?;
        let ids: BTreeSet<EntryId> = entries.iter().map(|entry| entry.id()).collect();
        let later = self.ordered().iter().filter(|entry| {
            let mut known = entry.known();
            !ids.contains(&entry.id()) && known.any(|(id, statement)| is_about(&ids, id, statement))
        });
        let later = later.count() as u32;
        let standing = self.standing_of(&entries);
        let left = self
            .ordered()
            .iter()
            .filter(|entry| !ids.contains(&entry.id()));
        Some(CameWith {
            statements: standing.len() as u32,
            entries: entries.len() as u32,
            later,
            nothing_else: left.count() == 0,
        })
    }

    /// What an amendment of each has to point at to take back all that came with the same file as this entry. The chart's
    /// own number stays: it was given here.
    pub fn to_take_out(&self, entry: EntryId) -> Vec<Target> {
        let Some(entries) = self.entries_of_file(entry) else {
            return Vec::new();
        };
        let mut targets = Vec::new();
        for entry in entries {
            let all = entry.known().count();
            let standing = self.standing_of(std::slice::from_ref(&entry));
            let whole = standing.len() == all && all == entry.statements().len();
            let of = |index| Target {
                entry: Some(entry.id()),
                index,
            };
            match (whole, standing.is_empty()) {
                (_, true) => {}
                (true, false) => targets.push(of(None)),
                (false, false) => targets.extend(standing.iter().map(|id| of(Some(id.index)))),
            }
        }
        targets
    }

    /// Statements of these entries that nobody marked as entered in error. One that was corrected is among them: what stands
    /// in its place falls with it.
    fn standing_of(&self, entries: &[Rc<Entry>]) -> Vec<StatementId> {
        let known = entries.iter().flat_map(|entry| entry.known());
        known
            .filter(|(id, statement)| !self.amendments.is_in_error(id) && !is_number(statement))
            .map(|(id, _)| id)
            .collect()
    }

    /// The entries that one person signed in one act, if a file of another system is among them.
    fn entries_of_file(&self, entry: EntryId) -> Option<Vec<Rc<Entry>>> {
        let one = self.log().get(&entry)?;
        let same = |other: &&Rc<Entry>| {
            other.header().act == one.header().act && other.author() == one.author()
        };
        let entries: Vec<Rc<Entry>> = self.ordered().iter().filter(same).cloned().collect();
        let mut known = entries.iter().flat_map(|entry| entry.known());
        let has_file = known.any(|(_, statement)| whole_file(statement).is_some());
        drop(known);
        has_file.then_some(entries)
    }
}

/// The file itself, kept whole.
fn whole_file(statement: &Statement) -> Option<&Document> {
    match &statement.fact {
        Fact::Citation(Citation::File(document)) => Some(document),
        _ => None,
    }
}

fn is_number(statement: &Statement) -> bool {
    matches!(
        statement.fact,
        Fact::Demographic(Demographic::ChartNumber(_))
    )
}

/// Whether a statement amends one of these entries, or stands under a problem that one of them opened.
fn is_about(ids: &BTreeSet<EntryId>, this: StatementId, statement: &Statement) -> bool {
    let mut problems = statement.problems.iter();
    let under = problems.any(|link| ids.contains(&link.within(this.entry).entry));
    let amends = match &statement.fact {
        Fact::Amendment(Amendment { target, .. }) => {
            target.entry.is_some_and(|entry| ids.contains(&entry))
        }
        _ => false,
    };
    under || amends
}
