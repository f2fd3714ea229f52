//! The statements of a chart, and how each of them reads today.

use crate::base::{EntryId, Stamp};
use crate::chart::entry::Entry;
use crate::chart::kinds::Fact;
use crate::chart::statement::{Read, Standing, Statement, StatementId};
use crate::chart::when::When;

use super::super::view::{Content, StatementView};
use super::Chart;

/// A statement in its place.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    pub id: StatementId,
    /// Place of its entry in the order of reading.
    pub place: usize,
    pub entry: &'a Entry,
    pub statement: &'a Statement,
}

impl<'a> Item<'a> {
    pub fn fact(&self) -> &'a Fact {
        &self.statement.fact
    }

    /// The event's own time; else, for what was not imported, the time it was recorded.
    pub fn when(&self) -> When {
        if self.statement.when.is_known() || self.is_imported() {
            self.statement.when
        } else {
            When::Moment(self.entry.header().recorded)
        }
    }

    pub fn recorded(&self) -> Stamp {
        self.entry.header().recorded
    }

    pub fn is_imported(&self) -> bool {
        self.statement.source.file.is_some()
    }

    /// Sorts by event time, then by the order of reading; undated first.
    pub fn sort_key(&self) -> (i64, usize, u32) {
        let time = self.when().sort_key().unwrap_or(i64::MIN);
        (time, self.place, self.id.index)
    }
}

/// As many characters, with a mark where there are more.
pub(super) fn beginning(words: &str, characters: usize) -> String {
    match words.char_indices().nth(characters) {
        Some((end, _)) => format!("{}\u{2026}", &words[..end]),
        None => words.to_owned(),
    }
}

impl Chart {
    /// Every statement this version understands, in the order of reading, whatever became of it. Not for readings: see
    /// [`super::gate`].
    pub(super) fn as_written(&self) -> impl Iterator<Item = Item<'_>> {
        let entries = self.order.as_written().iter().enumerate();
        entries.flat_map(|(place, entry)| {
            entry.known().map(move |(id, statement)| Item {
                id,
                place,
                entry,
                statement,
            })
        })
    }

    /// Statements nobody corrected or marked as entered in error, whatever their standing.
    pub(super) fn unrevoked(&self) -> impl Iterator<Item = Item<'_>> {
        self.as_written()
            .filter(|item| !self.amendments.is_revoked(&item.id))
    }

    /// Statements that are read as facts: not revoked, asserted, and not without effect.
    pub(super) fn standing(&self) -> impl Iterator<Item = Item<'_>> {
        self.unrevoked().filter(|item| {
            item.statement.standing == Standing::Stands && !self.is_without_effect(&item.id)
        })
    }

    /// Offered by a correction that has no effect, or said by people who may not change what is known here.
    pub(super) fn is_without_effect(&self, id: &StatementId) -> bool {
        self.amendments.is_aside(id) || self.gate.contains(id)
    }

    pub(super) fn item(&self, id: StatementId) -> Option<Item<'_>> {
        let (place, entry) = self.entry_at(&id.entry)?;
        match entry.statements().get(id.index as usize)? {
            Read::Known(statement) => Some(Item {
                id,
                place,
                entry,
                statement,
            }),
            Read::Newer(_) => None,
        }
    }

    pub(super) fn entry_at(&self, id: &EntryId) -> Option<(usize, &Entry)> {
        let place = self.order.place_of(id)?;
        Some((place, self.order.at(place)))
    }

    /// What was added to the whole entry is shown with `whole` only: once, under one of its statements.
    pub(super) fn statement_view(&self, place: usize, index: usize, whole: bool) -> StatementView {
        let entry = self.order.at(place);
        let id = entry.statement_id(index);
        let content = match &entry.statements()[index] {
            Read::Known(statement) => Content::Statement(statement.clone()),
            Read::Newer(newer) => Content::Newer(newer.clone()),
        };
        StatementView {
            id,
            content,
            problems: self.problems.titles(&id, place),
            marks: self.marks(id, whole),
        }
    }

    /// One statement with its marks: what a line of the summary opens.
    pub fn statement(&self, id: StatementId) -> Option<StatementView> {
        let (place, entry) = self.entry_at(&id.entry)?;
        let index = id.index as usize;
        (index < entry.statements().len()).then(|| self.statement_view(place, index, true))
    }
}
