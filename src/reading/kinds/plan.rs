//! How a plan item is read, open and closed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::problem::Problems;
use super::{Bearing, Matter, Reads};
use crate::base::{EntryId, InOrder};
use crate::chart::kinds::{Fact, PlanEvent};
use crate::chart::statement::{StatementId, StatementRef};
use crate::reading::stages::Heard;
use crate::reading::view::{HistoryKind, PlanRow, Trust};

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

    fn is_about(&self) -> Option<StatementRef> {
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

/// Days on which open plans of people known here are due.
#[derive(Clone, Debug, Default)]
pub struct DuePlans(BTreeMap<StatementId, NaiveDate>);

impl DuePlans {
    pub fn fold(heard: Heard) -> Self {
        let mut due = Self::default();
        due.extend(heard, 0);
        due
    }

    /// Takes in the entries from this place on.
    pub fn extend(&mut self, heard: Heard, from: usize) {
        let mut closed = BTreeSet::new();
        for item in heard.standing_from(from) {
            match item.fact() {
                Fact::Plan(PlanEvent::Planned(plan))
                    if heard.said.written.trust(item.entry) != Trust::FirstSeen =>
                {
                    let day = plan.due.last_day();
                    self.0.extend(day.map(|day| (item.id, day)));
                }
                Fact::Plan(PlanEvent::Closed(plan, ..)) => {
                    closed.insert(plan.within(item.id.entry));
                }
                _ => {}
            }
        }
        self.0.retain(|plan, _| {
            let mut said = heard.said.amendments.back_from(*plan);
            !said.any(|said| closed.contains(&said))
        });
    }

    pub fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.0.values().copied()
    }
}

/// What is said of a plan, or of the words it stands instead of: who corrects a plan that is closed does not open it again.
fn first_of<T>(
    heard: Heard,
    plan: StatementId,
    said: impl FnMut(StatementId) -> Option<T>,
) -> Option<T> {
    heard.said.amendments.back_from(plan).find_map(said)
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
                closed: first_of(heard, item.id, |said| closed.remove(&said)),
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
