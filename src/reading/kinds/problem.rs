//! How an event in a problem's life is read: the list is `reading::chart::problems`.

use std::borrow::Cow;

use super::{Bearing, Matter, Reads};
use crate::base::EntryId;
use crate::chart::kinds::ProblemEvent;
use crate::reading::view::HistoryKind;

impl Reads for ProblemEvent {
    fn bearing(&self, this: EntryId) -> Bearing {
        match self {
            Self::Opened(_) => Bearing::Adds,
            Self::Restated(problem, _) => Bearing::Replaces(Matter::Words(problem.within(this))),
            Self::Status(problem, _) => Bearing::Replaces(Matter::Status(problem.within(this))),
            Self::Merged(problem, _) | Self::Unmerged(problem) => {
                Bearing::Replaces(Matter::Merging(problem.within(this)))
            }
        }
    }

    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Notes)
    }

    fn words_of_change(&self) -> Cow<'_, str> {
        match self {
            Self::Restated(_, words) => words.into(),
            _ => "".into(),
        }
    }
}
