//! A statement in its place.

use crate::base::Stamp;
use crate::chart::entry::Entry;
use crate::chart::kinds::Fact;
use crate::chart::statement::{Statement, StatementId};
use crate::chart::when::When;

/// A statement in its place.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    pub id: StatementId,
    /// Place of its entry in the order of reading.
    pub place: usize,
    pub entry: &'a Entry,
    pub statement: &'a Statement,
}

impl<'a> Item<'a> {
    /// What it says.
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

    /// When its entry was signed.
    pub fn recorded(&self) -> Stamp {
        self.entry.header().recorded
    }

    /// Whether a file of another system says it.
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
pub fn beginning(words: &str, characters: usize) -> String {
    match words.char_indices().nth(characters) {
        Some((end, _)) => format!("{}\u{2026}", &words[..end]),
        None => words.to_owned(),
    }
}
