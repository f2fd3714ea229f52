//! Who waits: the visits that go on at a site, in the order in which people have to be seen.

use super::Directory;
use super::row::site_of_row;
use crate::base::{InOrder, Stamp};
use crate::chart::kinds::is_left_open;
use crate::reading::view::WaitingRow;

impl Directory {
    /// Everyone whose visit goes on at this site: Red, not triaged, Yellow, Green; each by the time at their station.
    pub fn waiting(&self, now: Stamp, site: &str) -> Vec<WaitingRow> {
        let mut rows: Vec<WaitingRow> = self.open_visits(site).collect();
        rows.retain(|row| !is_left_open(row.visit.opened, now));
        rows.order_by_key(|row| (row.visit.turn(), row.person.chart));
        rows
    }

    /// Visits that were opened at this site and never ended, the oldest first.
    pub fn left_open(&self, now: Stamp, site: &str) -> Vec<WaitingRow> {
        let mut rows: Vec<WaitingRow> = self.open_visits(site).collect();
        rows.retain(|row| is_left_open(row.visit.opened, now));
        rows.order_by_key(|row| (row.visit.opened, row.person.chart));
        rows
    }

    fn open_visits(&self, site: &str) -> impl Iterator<Item = WaitingRow> {
        let site = site_of_row(site);
        let each = self.rows();
        let each = each.flat_map(|row| row.visits.iter().map(move |visit| (row, visit)));
        let here = each.filter(move |(_, visit)| visit.site == site);
        here.map(|(row, visit)| WaitingRow {
            person: row.person.clone(),
            visit: visit.clone(),
        })
    }
}
