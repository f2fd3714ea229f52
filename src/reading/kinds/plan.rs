//! How a plan item is read: the list is `reading::chart::plans`.

use std::borrow::Cow;

use super::{Bearing, Matter, Reads};
use crate::base::EntryId;
use crate::chart::kinds::PlanEvent;
use crate::chart::statement::StatementRef;
use crate::reading::view::HistoryKind;

impl Reads for PlanEvent {
    fn bearing(&self, this: EntryId) -> Bearing {
        match self {
            Self::Planned(_) => Bearing::Adds,
            Self::Closed(plan, ..) => Bearing::Replaces(Matter::Closing(plan.within(this))),
        }
    }

    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Notes)
    }

    fn ends(&self) -> Option<StatementRef> {
        match self {
            Self::Planned(_) => None,
            Self::Closed(plan, ..) => Some(*plan),
        }
    }

    fn words_of_change(&self) -> Cow<'_, str> {
        match self {
            Self::Planned(_) => "".into(),
            Self::Closed(_, _, words) => words.into(),
        }
    }
}
