//! Plans, open and closed.

use crate::base::InOrder;
use std::collections::BTreeMap;

use crate::chart::kinds::{Fact, PlanEvent};
use crate::chart::statement::StatementId;

use super::super::view::PlanRow;
use super::Chart;

impl Chart {
    /// Every plan that stands: open ones first, by when they are due; then closed ones.
    pub fn plans(&self) -> Vec<PlanRow> {
        let mut closed = BTreeMap::new();
        for item in self.standing() {
            if let Fact::Plan(PlanEvent::Closed(plan, done, words)) = item.fact() {
                let plan: StatementId = plan.within(item.id.entry);
                closed.insert(plan, (*done, item.when(), words.clone()));
            }
        }
        let mut plans: Vec<PlanRow> = self
            .standing()
            .filter_map(|item| match item.fact() {
                Fact::Plan(PlanEvent::Planned(plan)) => Some(PlanRow {
                    id: item.id,
                    item: plan.clone(),
                    problems: self.problems.numbers(&item.id),
                    closed: closed.remove(&item.id),
                    otherwise: self.is_said_otherwise(&item.id),
                    trust: self.trust(item.entry),
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
}
