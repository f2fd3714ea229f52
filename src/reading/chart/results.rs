//! Tests and images of a chart: orders, results, and what waits of both.

use chrono::NaiveDate;

use super::Chart;
use crate::base::Stamp;
use crate::chart::statement::StatementId;
use crate::reading::kinds::acknowledgement::results_now;
use crate::reading::view::{OrderRow, ResultRank, ResultRow, TestsAtAGlance, TestsPage, Trust};

/// Results on one page, the newest; beside these what waits to be looked at.
const RESULTS: usize = 200;
/// Results in a summary.
const AT_A_GLANCE: usize = 3;

impl Chart {
    /// Everything that was ordered and came back.
    pub fn tests_page(&self, now: Stamp) -> TestsPage {
        let mut results = self.results();
        let all = results.len();
        // What waits is shown however old it is.
        let mut room = RESULTS;
        results.retain(|row| {
            let fits = room > 0;
            room = room.saturating_sub(1);
            fits || row.looked.waits()
        });
        let older = all - results.len();
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

    /// What the summary tells of them.
    pub(super) fn tests_at_a_glance(&self, now: Stamp) -> TestsAtAGlance {
        let visit = self
            .last_visit(now)
            .and_then(|visit| visit.when.first_day());
        let of_the_visit = |row: &ResultRow| {
            let day = row.when.last_day();
            let stands_out = matches!(row.rank, ResultRank::NeedsActing | ResultRank::Outside);
            let told_here = row.trust != Trust::FirstSeen;
            stands_out && told_here && visit.is_some_and(|visit| day >= Some(visit))
        };
        let mut results = self.results();
        results.retain(|row| row.looked.waits() || of_the_visit(row));
        results.sort_by_key(|row| (!row.looked.waits(), row.rank, row.when.sort_key(), row.id));
        let more = results.len().saturating_sub(AT_A_GLANCE);
        results.truncate(AT_A_GLANCE);
        let orders = self.waited_for(now.day());
        TestsAtAGlance {
            results,
            more: more as u32,
            waited_for: orders.len() as u32,
            late: orders.iter().filter(|order| order.late).count() as u32,
        }
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
