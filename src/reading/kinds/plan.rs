//! How a plan item is read, open and closed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::problem::Problems;
use super::{Bearing, Matter, Reads};
use crate::base::{EntryId, InOrder};
use crate::chart::kinds::{Fact, PlanEvent};
use crate::chart::statement::{StatementId, StatementRef};
use crate::reading::stages::Heard;
use crate::reading::view::{HistoryKind, PlanRow};

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

/// Every plan that stands: open ones first, by when they are due; then closed ones.
pub fn rows(heard: Heard, problems: &Problems) -> Vec<PlanRow> {
    let mut closed = BTreeMap::new();
    for item in heard.standing() {
        if let Fact::Plan(PlanEvent::Closed(plan, done, words)) = item.fact() {
            let plan: StatementId = plan.within(item.id.entry);
            closed.insert(plan, (*done, item.when(), words.clone()));
        }
    }
    let mut plans: Vec<PlanRow> = heard
        .standing()
        .filter_map(|item| match item.fact() {
            Fact::Plan(PlanEvent::Planned(plan)) => Some(PlanRow {
                id: item.id,
                item: plan.clone(),
                problems: problems.numbers(&item.id),
                closed: closed.remove(&item.id),
                otherwise: heard.is_said_otherwise(&item.id),
                trust: heard.said.written.trust(item.entry),
            }),
            _ => None,
        })
        .collect();
    plans.order_by_key(|plan| {
        let due = plan.item.due.sort_key();
        (plan.closed.is_some(), due.is_none(), due)
    });
    plans
}
