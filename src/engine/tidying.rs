//! What waits until nobody has asked for anything for a while: rows of charts to merge, journals to shorten.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::keeping::list::ListedChart;
use crate::base::{ChartId, Compartment, Digest, Entropy};

/// Charts with fewer entries have no rows that would be merged.
pub const FEWEST: u32 = 8;
/// How often in a row rows of a chart are looked at in vain.
const MOST_IN_VAIN: u8 = 8;
/// Rows beyond those that name every chart, from which on the oldest of a journal go.
const SPARE: u64 = 512;

/// Rows of a chart that may be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub chart: ChartId,
    pub compartment: Compartment,
    /// Rows before this one stay as they are: they were tried.
    pub from: usize,
    /// How often in a row they were looked at in vain.
    in_vain: u8,
}

/// Which charts' rows nobody has looked at: those that were written in, and once after opening all others.
#[derive(Default)]
pub struct Merges {
    /// How often in a row they were looked at in vain.
    due: BTreeMap<(ChartId, Compartment), u8>,
    /// From which row on, where those before were tried.
    tried: BTreeMap<(ChartId, Compartment), usize>,
    turn: Option<Turn>,
}

/// The turn over all charts. It begins anywhere, so that also those who are never at rest for long come to each.
struct Turn {
    began: ChartId,
    last: Option<ChartId>,
    /// Past the last chart, and on from the first.
    around: bool,
}

impl Turn {
    fn from(began: ChartId) -> Self {
        Self {
            began,
            last: None,
            around: false,
        }
    }

    fn next<'a>(&mut self, charts: &'a BTreeMap<ChartId, ListedChart>) -> Option<&'a ListedChart> {
        loop {
            let from = match (self.last, self.around) {
                (Some(last), _) => Bound::Excluded(last),
                (None, false) => Bound::Included(self.began),
                (None, true) => Bound::Unbounded,
            };
            let to = match self.around {
                false => Bound::Unbounded,
                true => Bound::Excluded(self.began),
            };
            if let Some((chart, kept)) = charts.range((from, to)).next() {
                self.last = Some(*chart);
                return Some(kept);
            }
            if self.around {
                return None;
            }
            (self.last, self.around) = (None, true);
        }
    }
}

impl Merges {
    /// A chart has another row.
    pub fn written(&mut self, kept: &ListedChart) {
        if kept.entries >= FEWEST {
            let parts = kept.journal.iter().map(|(part, _)| (kept.chart, *part));
            self.due.extend(parts.map(|rows| (rows, 0)));
        }
    }

    /// Some of the rows were merged: there may be others.
    pub fn merged(&mut self, due: Due) {
        self.due.insert((due.chart, due.compartment), 0);
    }

    /// Those before this row cannot be merged. After some of that the others wait until something is written there.
    pub fn in_vain(&mut self, due: Due, from: usize) {
        let rows = (due.chart, due.compartment);
        self.tried.insert(rows, from);
        if due.in_vain + 1 < MOST_IN_VAIN {
            self.due.insert(rows, due.in_vain + 1);
        }
    }

    /// They were not looked at after all.
    pub fn put_off(&mut self, due: Due) {
        self.due.insert((due.chart, due.compartment), due.in_vain);
    }

    /// Which rows to look at now.
    pub fn next(
        &mut self,
        charts: &BTreeMap<ChartId, ListedChart>,
        entropy: &mut dyn Entropy,
    ) -> Option<Due> {
        if self.due.is_empty() {
            let mut turn = match self.turn.take() {
                Some(turn) => turn,
                None => Turn::from(ChartId::random(entropy)),
            };
            let kept = std::iter::from_fn(|| turn.next(charts)).find(|of| of.entries >= FEWEST);
            self.turn = Some(turn);
            self.written(kept?);
        }
        let ((chart, compartment), in_vain) = self.due.pop_first()?;
        let tried = self.tried.get(&(chart, compartment));
        Some(Due {
            chart,
            compartment,
            from: tried.copied().unwrap_or(0),
            in_vain,
        })
    }
}

/// What the first row of a journal that is there stands behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// A row of this hash, or none, as the journal says.
    Known(Digest),
    /// A row that may say so does not open.
    Unread,
    /// Others than the journal says: its first rows are lost. What is left tells of it and stays.
    Lost,
}

/// How far the journals were shortened.
pub struct Shortening {
    /// Rows beyond those that name every chart, from which on the oldest go. Tests take fewer.
    pub spare: u64,
    /// The number of the first row that is there, where it was looked up.
    pub begins: BTreeMap<Compartment, u64>,
    /// What that row stands behind, where it was looked up.
    pub before: BTreeMap<Compartment, Before>,
    /// Journals of which the oldest row has to stay: it, or what it is needed for, does not open.
    pub stuck: BTreeSet<Compartment>,
}

impl Default for Shortening {
    fn default() -> Self {
        Self {
            spare: SPARE,
            begins: BTreeMap::new(),
            before: BTreeMap::new(),
            stuck: BTreeSet::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(u8);

    impl Entropy for Fixed {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    fn charts() -> BTreeMap<ChartId, ListedChart> {
        let chart = |nth: u8| {
            let mut kept = ListedChart::new(ChartId([nth; 16]));
            kept.entries = u32::from(nth);
            kept.touched_by(Compartment::CLINICAL, 0);
            (kept.chart, kept)
        };
        (0..20).map(chart).collect()
    }

    #[test]
    fn a_turn_begins_anywhere_and_comes_to_every_chart_once() {
        for begin in [0, 9, 10, 19, 40] {
            let (mut merges, charts) = (Merges::default(), charts());
            let next = || merges.next(&charts, &mut Fixed(begin));
            let seen: Vec<u8> = std::iter::from_fn(next).map(|due| due.chart.0[0]).collect();
            let first = if (8..20).contains(&begin) { begin } else { 8 };
            assert_eq!(seen[0], first);
            let mut sorted = seen.clone();
            sorted.sort();
            assert_eq!(sorted, (8..20).collect::<Vec<u8>>());
        }
    }

    #[test]
    fn rows_that_are_looked_at_in_vain_wait_and_are_not_tried_again() {
        let (mut merges, mut charts) = (Merges::default(), charts());
        let only = ChartId([12; 16]);
        charts.retain(|chart, _| *chart == only);
        let mut looks = 0;
        while let Some(due) = merges.next(&charts, &mut Fixed(0)) {
            assert_eq!(due.from, looks);
            looks += 1;
            merges.in_vain(due, looks);
        }
        assert_eq!(looks, usize::from(MOST_IN_VAIN));
        merges.written(&charts[&only]);
        let due = merges.next(&charts, &mut Fixed(0)).expect("written in");
        assert_eq!(due.from, looks);
    }
}
