//! What waits until nobody has asked for anything for a while: rows of charts to merge, journals to shorten.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::keeping::list::ListedChart;
use crate::base::{ChartId, Compartment};

/// Charts with fewer entries have no rows that would be merged.
pub const FEWEST: u32 = 8;
/// Rows beyond those that name every chart, from which on the oldest of a journal go.
const SPARE: u64 = 512;

/// Rows of a chart that may be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub chart: ChartId,
    pub compartment: Compartment,
    /// Rows before this one stay as they are: they were tried.
    pub from: usize,
}

/// Which charts' rows nobody has looked at: those that were written in, and once after opening all others.
#[derive(Default)]
pub struct Merges {
    /// From which row on.
    due: BTreeMap<(ChartId, Compartment), usize>,
    /// The last chart in turn.
    last: Option<ChartId>,
}

impl Merges {
    /// A chart has another row.
    pub fn written(&mut self, kept: &ListedChart) {
        if kept.entries >= FEWEST {
            let parts = kept.journal.iter().map(|(part, _)| (kept.chart, *part));
            self.due.extend(parts.map(|rows| (rows, 0)));
        }
    }

    /// Rows of a chart may be merged once more.
    pub fn again(&mut self, due: Due) {
        self.due.insert((due.chart, due.compartment), due.from);
    }

    /// Which rows to look at now.
    pub fn next(&mut self, charts: &BTreeMap<ChartId, ListedChart>) -> Option<Due> {
        if self.due.is_empty() {
            let after = self.last.map_or(Bound::Unbounded, Bound::Excluded);
            let mut in_turn = charts.range((after, Bound::Unbounded));
            let (chart, kept) = in_turn.find(|(_, kept)| kept.entries >= FEWEST)?;
            self.last = Some(*chart);
            self.written(kept);
        }
        let ((chart, compartment), from) = self.due.pop_first()?;
        Some(Due {
            chart,
            compartment,
            from,
        })
    }
}

/// How far the journals were shortened.
pub struct Shortening {
    /// Rows beyond those that name every chart, from which on the oldest go. Tests take fewer.
    pub spare: u64,
    /// The number of the first row that is there, where it was looked up.
    pub begins: BTreeMap<Compartment, u64>,
    /// Journals of which the oldest row has to stay: it, or what it is needed for, does not open.
    pub stuck: BTreeSet<Compartment>,
}

impl Default for Shortening {
    fn default() -> Self {
        Self {
            spare: SPARE,
            begins: BTreeMap::new(),
            stuck: BTreeSet::new(),
        }
    }
}
