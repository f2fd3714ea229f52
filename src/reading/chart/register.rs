//! What a chart brings to the lists of a clinic: its visits of a day, and what is still to be done.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::Chart;
use crate::base::{Compartment, InOrder};
use crate::chart::statement::StatementId;
use crate::chart::when::When;
use crate::reading::kinds::visit::Registered;
use crate::reading::stages::Item;
use crate::reading::view::{FollowUp, RegisterLine, RegisteredVisit, ToFollow, Trust, VisitRow};

impl Chart {
    /// Days on which a visit was opened here.
    pub(in crate::reading) fn days_of_visits(&self) -> impl Iterator<Item = NaiveDate> {
        self.visits.registered().filter_map(|visit| visit.day())
    }

    /// Days on which something may be due that was not done yet: all of [`follow_ups`](Self::follow_ups) are among them.
    pub(in crate::reading) fn days_due(&self) -> impl Iterator<Item = NaiveDate> {
        let back = self.last_visit_here().and_then(|visit| visit.back_on());
        self.due.days().chain(back)
    }

    /// The visits of these days, each with who saw the person and for which problems, by the time they were opened.
    pub fn registered(&self, days: &RangeInclusive<NaiveDate>) -> Vec<RegisterLine> {
        let of_days = self.visits.registered();
        let of_days = of_days.filter(|visit| visit.day().is_some_and(|day| days.contains(&day)));
        let lines = of_days.map(|visit| self.line_of(visit.row()));
        let mut lines: Vec<RegisterLine> = lines.collect();
        lines.order_by_key(|line| line.registered.visit.when.sort_key());
        lines
    }

    /// What is due on these days, the earliest first. Nothing is due of somebody who died.
    pub fn follow_ups(&self, days: &RangeInclusive<NaiveDate>) -> Vec<FollowUp> {
        let mut due = self.due();
        due.retain(|follow_up| days.contains(&follow_up.due));
        due.order_by_key(|follow_up| follow_up.due);
        due
    }

    fn last_visit_here(&self) -> Option<Registered<'_>> {
        let visits = self.visits.registered();
        visits.max_by_key(|visit| visit.opened())
    }

    fn line_of(&self, registered: RegisteredVisit) -> RegisterLine {
        let mut seen_by = BTreeSet::new();
        let mut problems = BTreeSet::new();
        for item in self.written_during(registered.visit.id) {
            seen_by.insert(self.written.author(item.entry).name.clone());
            problems.extend(self.problems.titles_now(&item.id));
        }
        RegisterLine {
            registered,
            seen_by: seen_by.into_iter().collect(),
            problems: problems.into_iter().collect(),
        }
    }

    /// What people known here said in the clinical record during a visit.
    fn written_during(&self, visit: StatementId) -> impl Iterator<Item = Item<'_>> {
        let known = self.standing().filter(|item| self.is_known(item.entry));
        known.filter(move |item| {
            let header = item.entry.header();
            let at = When::Moment(header.recorded);
            let of = self.visits.of_entry(&self.written, item.entry, at);
            header.compartment == Compartment::CLINICAL
                && of.is_some_and(|at| self.visits.row(at).id == visit)
        })
    }

    fn due(&self) -> Vec<FollowUp> {
        if self.banner().died.is_some() {
            return Vec::new();
        }
        let plans = self
            .plans()
            .into_iter()
            .filter(|plan| plan.closed.is_none() && plan.trust != Trust::FirstSeen);
        let plans = plans.filter_map(|plan| {
            Some(FollowUp {
                due: plan.item.due.first_day()?,
                problems: self.problems.titles_now(&plan.id),
                what: ToFollow::Plan(plan.id, plan.item.text),
            })
        });
        plans.chain(self.return_due()).collect()
    }

    /// The day somebody was asked to come back on, unless they came since.
    fn return_due(&self) -> Option<FollowUp> {
        let last = self.last_visit_here()?;
        let due = last.back_on()?;
        let VisitRow { id, reason, .. } = last.row().visit;
        Some(FollowUp {
            due,
            problems: Vec::new(),
            what: ToFollow::Return(id, reason),
        })
    }
}
