//! Who waits: the visits that go on at a site, in the order in which people have to be seen.

use super::Directory;
use super::row::site_of_row;
use crate::base::{InOrder, Stamp};
use crate::chart::kinds::TriageColour;
use crate::reading::view::WaitingRow;

/// A visit of so long ago was left open: nobody waits any more.
const LEFT_OPEN_AFTER_MS: i64 = 24 * 60 * 60 * 1000;

/// Red first; who was not triaged may be anything, and comes before Yellow.
fn urgency(colour: Option<TriageColour>) -> u8 {
    match colour {
        Some(TriageColour::Red) => 0,
        None => 1,
        Some(TriageColour::Yellow) => 2,
        Some(TriageColour::Green) => 3,
    }
}

impl Directory {
    /// Everyone whose visit goes on at this site: Red, not triaged, Yellow, Green; each by the time at their station.
    pub fn waiting(&self, now: Stamp, site: &str) -> Vec<WaitingRow> {
        let mut rows: Vec<WaitingRow> = self.open_visits(site).collect();
        rows.retain(|row| !is_left_open(row, now));
        rows.order_by_key(|row| (urgency(row.visit.colour), row.visit.since, row.person.chart));
        rows
    }

    /// Visits that were opened at this site and never ended, the oldest first.
    pub fn left_open(&self, now: Stamp, site: &str) -> Vec<WaitingRow> {
        let mut rows: Vec<WaitingRow> = self.open_visits(site).collect();
        rows.retain(|row| is_left_open(row, now));
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

fn is_left_open(row: &WaitingRow, now: Stamp) -> bool {
    now.ms.saturating_sub(row.visit.opened.ms) > LEFT_OPEN_AFTER_MS
}
