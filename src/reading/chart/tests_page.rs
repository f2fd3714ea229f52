//! Tests and images of a chart: orders, results, and what waits of both.

use chrono::NaiveDate;

use super::Chart;
use crate::base::Stamp;
use crate::chart::statement::StatementId;
use crate::reading::kinds::acknowledgement::results_now;
use crate::reading::view::{OrderRow, ResultRow, TestsPage};

/// Results on one page, the newest.
const RESULTS: usize = 200;

impl Chart {
    /// Everything that was ordered and came back.
    pub fn tests_page(&self, now: Stamp) -> TestsPage {
        let mut results = self.results();
        let older = results.len().saturating_sub(RESULTS);
        results.truncate(RESULTS);
        TestsPage {
            today: now.day(),
            orders: self.orders(now.day()),
            results,
            older: older as u32,
        }
    }

    /// Every order that stands, those that wait first.
    pub fn orders(&self, today: NaiveDate) -> Vec<OrderRow> {
        self.orders.rows(self.heard(), &self.problems, today)
    }

    /// Everything that came back, the newest first.
    pub fn results(&self) -> Vec<ResultRow> {
        self.to_look_at.rows(self.heard(), &self.problems)
    }

    /// Results that somebody has to look at, in the order in which that presses; the oldest first.
    pub fn to_look_at(&self) -> Vec<ResultRow> {
        let mut results = self.results();
        results.retain(|row| row.looked.waits());
        results.sort_by_key(|row| (row.rank, row.when.sort_key(), row.id));
        results
    }

    /// Orders of people known here whose result is waited for, the first expected first.
    pub fn waited_for(&self, today: NaiveDate) -> Vec<OrderRow> {
        let mut orders = self.orders(today);
        orders.retain(|row| row.waits() && row.ours);
        orders
    }

    /// Days of results that wait to be looked at.
    pub(in crate::reading) fn days_to_look_at(&self) -> impl Iterator<Item = NaiveDate> {
        self.to_look_at.days()
    }

    /// Days after which orders that wait are late.
    pub(in crate::reading) fn days_waited_for(&self) -> impl Iterator<Item = NaiveDate> {
        self.orders.days(self.heard())
    }

    /// The results of a report as they stand.
    pub(super) fn results_of(&self, report: StatementId) -> Option<Vec<StatementId>> {
        results_now(self.heard(), report)
    }
}
