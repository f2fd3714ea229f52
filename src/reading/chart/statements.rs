//! The statements of a chart, and how each of them reads today.

use crate::chart::statement::{Read, StatementId};

use super::super::view::{Content, StatementView};
use super::Chart;

impl Chart {
    /// What was added to the whole entry is shown with `whole` only: once, under one of its statements.
    pub(super) fn statement_view(&self, place: usize, index: usize, whole: bool) -> StatementView {
        let entry = self.written.order().at(place);
        let id = entry.statement_id(index);
        let content = match &entry.statements()[index] {
            Read::Known(statement) => Content::Statement(statement.clone()),
            Read::Newer(newer) => Content::Newer(newer.clone()),
        };
        StatementView {
            id,
            content,
            problems: self.problems.titles(&id, place),
            marks: self.heard().marks(id, whole),
        }
    }

    /// One statement with its marks: what a line of the summary opens.
    pub fn statement(&self, id: StatementId) -> Option<StatementView> {
        let (place, entry) = self.entry_at(&id.entry)?;
        let index = id.index as usize;
        (index < entry.statements().len()).then(|| self.statement_view(place, index, true))
    }
    /// Whether a statement was corrected or entered in error.
    pub fn is_revoked(&self, id: &StatementId) -> bool {
        self.amendments.is_revoked(id)
    }
}
