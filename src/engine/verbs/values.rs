//! Values of a chart over time.

use crate::base::{ChartId, Clock};
use crate::chart::statement::StatementId;
use crate::engine::Engine;
use crate::engine::protocol::*;
use crate::reading::view::{FlowSheet, Series, TestsPage};
use crate::store::Store;
use crate::store::beside::Files;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) async fn flow_sheet(
        &mut self,
        chart: ChartId,
        problem: Option<StatementId>,
    ) -> Result<FlowSheet, Failure> {
        let now = self.clock.now();
        let sheet = self.person(chart).await?.chart.flow_sheet(problem, now);
        Ok(sheet.ok_or(WriteFailure::NoStatement)?)
    }

    pub(in crate::engine) async fn tests(&mut self, chart: ChartId) -> Result<TestsPage, Failure> {
        let now = self.clock.now();
        Ok(self.person(chart).await?.chart.tests_page(now))
    }

    pub(in crate::engine) async fn vitals_over_time(
        &mut self,
        chart: ChartId,
    ) -> Result<Vec<Series>, Failure> {
        let now = self.clock.now();
        Ok(self.person(chart).await?.chart.vitals_over_time(now))
    }
}
