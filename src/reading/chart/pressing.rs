//! Which rows of a long list press most: where a page has no room for all, these are the ones it shows.
//!
//! What people known here wrote comes before what only a file says, so that no file pushes ours out of sight.

use crate::base::InOrder;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::{EntryId, Stamp};
use crate::chart::statement::{Standing, StatementId};

use super::super::view::{MedicationRow, PlanRow, ProblemRow, Trust};
use super::Chart;

impl Chart {
    /// Active before inactive before resolved; among these what has a plan that is late, then what something was written
    /// about last.
    pub(super) fn press_problems(&self, rows: &mut [ProblemRow], plans: &[PlanRow], now: Stamp) {
        let late = self.problems_of_late(plans, now);
        let touched = self.last_touched(now);
        rows.order_by_key(|row| {
            let doubtful = row.standing != Standing::Stands;
            let last = touched.get(&row.id).copied().unwrap_or(i64::MIN);
            (
                row.status,
                self.is_from_strangers(&row.id.entry),
                doubtful,
                !late.contains(&row.id),
                Reverse(last),
                row.number,
            )
        });
    }

    /// Late ones first, then what is due soonest; what has no date comes last, the newest of it first.
    pub(super) fn press_plans(&self, rows: &mut [PlanRow], now: Stamp) {
        rows.order_by_key(|row| {
            let due = row.item.due;
            let written = self.written.order().place_of(&row.id.entry);
            (
                self.is_from_strangers(&row.id.entry),
                !due.is_past(now),
                due.sort_key().is_none(),
                due.sort_key(),
                Reverse(written),
                row.id.index,
            )
        });
    }

    /// What is taken, then what is on hold, then what was stopped; the newest of each first.
    pub(super) fn press_medicines(&self, rows: &mut [MedicationRow]) {
        rows.order_by_key(|row| {
            let stopped = row.stopped.as_ref().map(|(when, _)| *when);
            let begun_or_ended = stopped.unwrap_or(row.since).sort_key();
            (
                stopped.is_some(),
                row.standing == Standing::OnHold,
                self.is_from_strangers(&row.id.entry),
                Reverse(begun_or_ended),
            )
        });
    }

    fn is_from_strangers(&self, entry: &EntryId) -> bool {
        let entry = self.entry_at(entry);
        entry.is_some_and(|(_, entry)| self.trust(entry) == Trust::FirstSeen)
    }

    /// The problems of a statement whose place it may move: what strangers say moves only what strangers say.
    fn moved_by(&self, id: StatementId) -> impl Iterator<Item = StatementId> {
        let known = !self.is_from_strangers(&id.entry);
        let problems = self.problems.of(&id).iter().copied();
        problems.filter(move |problem| known || self.is_from_strangers(&problem.entry))
    }

    fn problems_of_late(&self, plans: &[PlanRow], now: Stamp) -> BTreeSet<StatementId> {
        let late = plans.iter().filter(|plan| plan.item.due.is_past(now));
        late.flat_map(|plan| self.moved_by(plan.id)).collect()
    }

    /// When something about each problem happened last. What a file dates after now says nothing about today.
    fn last_touched(&self, now: Stamp) -> BTreeMap<StatementId, i64> {
        let mut touched = BTreeMap::new();
        for item in self.standing() {
            let Some(at) = item.when().sort_key().filter(|at| *at <= now.ms) else {
                continue;
            };
            for problem in self.moved_by(item.id) {
                let last = touched.entry(problem).or_insert(at);
                *last = at.max(*last);
            }
        }
        touched
    }
}
