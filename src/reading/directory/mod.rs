//! The patient list: everyone in the vault, in memory, found from the first letter.

mod days;
mod differing;
mod index;
pub mod keys;
mod numbers;
mod row;
mod scripts;
mod search;
mod similar;
mod spelling;
mod unnamed;
mod waiting;

use crate::base::InOrder;
use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;

use super::view::SeenRow;
use crate::base::ChartId;

pub use super::chart::Seen;
pub use days::Days;
pub use differing::{Difference, Differing};
use row::site_of_row;
pub use row::{DirectoryRow, bounded};

use index::Index;

/// Everyone of the patient list, as they are searched and compared.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// A removed person leaves a free place.
    rows: Vec<Option<Rc<DirectoryRow>>>,
    free: Vec<u32>,
    by_chart: BTreeMap<ChartId, u32>,
    index: Index,
    /// Whether a row's words are in the index. They come there later than the row: opening a vault waits for no words.
    indexed: Vec<bool>,
    /// Places that may still have to be indexed.
    waiting: Vec<u32>,
    /// When each row's person was last seen, in milliseconds: ranks what is found.
    last_seen: Vec<i64>,
    /// Charts that cannot be read and so cannot be found.
    pub unreadable: u32,
}

impl Directory {
    /// Adds a row, or puts it in the place of the chart's earlier one.
    pub fn insert(&mut self, row: impl Into<Rc<DirectoryRow>>) {
        let row = row.into();
        let at = self.by_chart.get(&row.person.chart).map(|at| *at as usize);
        if let Some(at) = at
            && let Some(before) = &mut self.rows[at]
            && before.is_found_as(&row)
        {
            self.last_seen[at] = last_seen(&row);
            *before = row;
            return;
        }
        self.remove(&row.person.chart);
        let at = self.free.pop().unwrap_or_else(|| {
            self.rows.push(None);
            self.indexed.push(false);
            self.last_seen.push(i64::MIN);
            self.rows.len() as u32 - 1
        });
        self.waiting.push(at);
        self.last_seen[at as usize] = last_seen(&row);
        self.by_chart.insert(row.person.chart, at);
        self.rows[at as usize] = Some(row);
    }

    /// Takes a chart out of the list and out of the search; hands its row back, or `None` where it had none.
    pub fn remove(&mut self, chart: &ChartId) -> Option<Rc<DirectoryRow>> {
        let at = self.by_chart.remove(chart)?;
        let row = self.rows[at as usize].take()?;
        if std::mem::take(&mut self.indexed[at as usize]) {
            self.index.remove(at, &row);
        }
        self.free.push(at);
        Some(row)
    }

    /// Indexes at most so many of the rows that wait; `false` when none waits any more.
    pub fn index_some(&mut self, most: usize) -> bool {
        let from = self.waiting.len().saturating_sub(most);
        for at in self.waiting.split_off(from) {
            // The person may have been removed meanwhile, or the place taken by another who is indexed already.
            if let Some(row) = self.rows[at as usize].as_ref()
                && !std::mem::replace(&mut self.indexed[at as usize], true)
            {
                self.index.insert(at, row);
            }
        }
        !self.waiting.is_empty()
    }

    /// The chart's row; `None` where it is not in the list.
    #[cfg(test)]
    pub fn get(&self, chart: &ChartId) -> Option<&DirectoryRow> {
        self.row_at(*self.by_chart.get(chart)?)
    }

    /// Every row, in the order of chart ids.
    pub fn rows(&self) -> impl Iterator<Item = &DirectoryRow> {
        self.by_chart.values().filter_map(|at| self.row_at(*at))
    }

    fn row_at(&self, at: u32) -> Option<&DirectoryRow> {
        self.rows.get(at as usize)?.as_deref()
    }

    /// Everyone seen on a day at a site, the newest first. Whether someone has a draft the engine knows.
    pub fn today(&self, day: NaiveDate, site: &str) -> Vec<SeenRow> {
        let site = site_of_row(site);
        let mut seen: Vec<SeenRow> = self
            .rows()
            .filter_map(|row| {
                let seen = row.seen.iter();
                let here = seen.rev().find(|s| s.at.day() == day && s.site == site)?;
                Some(SeenRow {
                    person: row.person.clone(),
                    at: here.at,
                    reason: here.reason.clone(),
                    signed_note: here.signed_note,
                    draft: false,
                })
            })
            .collect();
        seen.order_by_key(|row| (std::cmp::Reverse(row.at), row.person.chart));
        seen
    }
}

fn last_seen(row: &DirectoryRow) -> i64 {
    row.person.last_seen.map_or(i64::MIN, |stamp| stamp.ms)
}

#[cfg(test)]
mod tests;
