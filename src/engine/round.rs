//! Verifying the charts in turn.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::keeping::list::ListedChart;
use crate::base::ChartId;

/// Which charts were verified since the vault was opened.
#[derive(Default)]
pub struct Round {
    /// Verified before their turn, because they were open.
    early: BTreeSet<ChartId>,
    /// The last one in turn.
    last: Option<ChartId>,
    /// The one before it.
    before: Option<ChartId>,
}

impl Round {
    /// The chart to verify now: the open one, else the next of the list. `None` once all were.
    pub fn next(
        &mut self,
        open: Option<ChartId>,
        charts: &BTreeMap<ChartId, ListedChart>,
    ) -> Option<ChartId> {
        let waits = |chart: &ChartId| {
            let passed = self.last.is_some_and(|last| *chart <= last);
            charts.contains_key(chart) && !passed
        };
        if let Some(open) = open.filter(waits)
            && self.early.insert(open)
        {
            return Some(open);
        }
        let after = self.last.map_or(Bound::Unbounded, Bound::Excluded);
        let mut in_turn = charts.range((after, Bound::Unbounded)).map(|(id, _)| *id);
        let next = in_turn.find(|chart| !self.early.contains(chart))?;
        self.before = self.last.replace(next);
        Some(next)
    }

    /// The verifying of this chart was given up: it is the next one again, unless another is open.
    pub fn again(&mut self, chart: ChartId) {
        if !self.early.remove(&chart) {
            self.last = self.before.take();
        }
    }
}
