//! What a chart brings to the lists of a clinic: its visits of a day, and what is still to be done.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::Chart;
use super::presence::seen_to;
use crate::base::InOrder;
use crate::chart::entry::Entry;
use crate::chart::kinds::Fact;
use crate::chart::statement::StatementId;
use crate::reading::kinds::visit::Registered;
use crate::reading::view::{FollowUp, RegisterLine, RegisteredVisit, ToFollow, Trust, VisitRow};

/// Problems named on one line of the register.
const MOST_PROBLEMS: usize = 32;

impl Chart {
    /// Days on which a visit was opened here.
    pub(in crate::reading) fn days_of_visits(&self) -> impl Iterator<Item = NaiveDate> {
        self.visits.registered().filter_map(|visit| visit.day())
    }

    /// Days on which something may be due that was not done yet: all of [`follow_ups`](Self::follow_ups) are among them.
    pub(in crate::reading) fn days_due(&self) -> impl Iterator<Item = NaiveDate> {
        let back = self.to_come_back().map(|(_, day)| day);
        self.due.days().chain(back)
    }

    /// The visits of these days, each with who saw the person and for which problems, by the time they were opened.
    pub fn registered(&self, days: &RangeInclusive<NaiveDate>) -> Vec<RegisterLine> {
        let of_days = self.visits.registered();
        let of_days = of_days.filter(|visit| visit.day().is_some_and(|day| days.contains(&day)));
        let mut lines: BTreeMap<StatementId, RegisterLine> = of_days
            .map(|visit| (visit.id(), line_of(visit.row())))
            .collect();
        if !lines.is_empty() {
            self.put_under(&mut lines);
        }
        let mut lines: Vec<RegisterLine> = lines.into_values().collect();
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

    /// The last end of a visit that asked the person to come back, unless they came after it in the order of reading: the
    /// clocks of two devices may stand apart.
    fn to_come_back(&self) -> Option<(Registered<'_>, NaiveDate)> {
        let came = self.visits.registered().map(Registered::place).max()?;
        let asked = self.visits.registered();
        let asked = asked.filter_map(|visit| Some((visit, visit.back_on()?)));
        let (visit, (day, ended)) = asked.max_by_key(|(_, (_, ended))| *ended)?;
        (ended >= came).then_some((visit, day))
    }

    /// Puts what people known here wrote in the clinical record under the visits it was written in.
    fn put_under(&self, lines: &mut BTreeMap<StatementId, RegisterLine>) {
        for (entry, at) in seen_to(self.amended()) {
            let visit = self.visits.of_entry(&self.written, entry, at);
            let line = visit.and_then(|at| lines.get_mut(&self.visits.row(at).id));
            // Who asked the questions at the desk has not seen to the person, unless they measured something.
            let only_asked = self.visits.opened_with(entry) && !measures(entry);
            let Some(line) = line.filter(|_| self.is_known(entry) && !only_asked) else {
                continue;
            };
            let author = &self.written.author(entry).name;
            if !line.seen_by.contains(author) {
                line.seen_by.push(author.clone());
            }
            let problems: BTreeSet<(u32, String)> = entry
                .known()
                .flat_map(|(id, _)| self.problems.titles_now(&id))
                .collect();
            for problem in problems {
                if !line.problems.contains(&problem) && line.problems.len() < MOST_PROBLEMS {
                    line.problems.push(problem);
                }
            }
        }
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
                due: plan.item.due.last_day()?,
                problem: self.problems.of(&plan.id).first().copied(),
                problems: self.problems.titles_now(&plan.id),
                what: ToFollow::Plan(plan.id, plan.item.text),
            })
        });
        plans.chain(self.return_due()).collect()
    }

    /// The day somebody was asked to come back on, unless they came since.
    fn return_due(&self) -> Option<FollowUp> {
        let (visit, due) = self.to_come_back()?;
        let VisitRow { id, reason, .. } = visit.row().visit;
        Some(FollowUp {
            due,
            problem: None,
            problems: Vec::new(),
            what: ToFollow::Return(id, reason),
        })
    }
}

fn measures(entry: &Entry) -> bool {
    let mut said = entry.known();
    said.any(|(_, statement)| matches!(statement.fact, Fact::Observation(_)))
}

fn line_of(registered: RegisteredVisit) -> RegisterLine {
    RegisterLine {
        registered,
        seen_by: Vec::new(),
        problems: Vec::new(),
    }
}
