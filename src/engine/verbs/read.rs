//! Opening a chart and its pages.

use crate::base::{ChartId, Clock, EntryId};
use crate::chart::statement::StatementId;
use crate::engine::Engine;
use crate::engine::protocol::*;
use crate::engine::reader::InMemory;
use crate::reading::view::{
    CameWith, ChartView, EntryView, HistoryFilter, HistoryPage, MedicineHistory, ProblemPage,
    ProblemRow,
};
use crate::store::Store;
use crate::store::beside::Files;

/// Entries on one page of the history.
const PAGE: u32 = 60;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(super) async fn person(&mut self, chart: ChartId) -> Result<&InMemory, Failure> {
        self.open()?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        session.person(&self.store, chart).await
    }

    pub(in crate::engine) async fn open_chart(
        &mut self,
        chart: ChartId,
    ) -> Result<ChartView, Failure> {
        let now = self.clock.now();
        Ok(self.person(chart).await?.chart.chart_view(now))
    }

    pub(in crate::engine) async fn problem_list(
        &mut self,
        chart: ChartId,
    ) -> Result<Vec<ProblemRow>, Failure> {
        Ok(self.person(chart).await?.chart.problems())
    }

    pub(in crate::engine) async fn medicine_list(
        &mut self,
        chart: ChartId,
    ) -> Result<Vec<MedicineHistory>, Failure> {
        let now = self.clock.now();
        Ok(self.person(chart).await?.chart.medicine_list(now))
    }

    pub(in crate::engine) async fn problem_page(
        &mut self,
        chart: ChartId,
        problem: Option<StatementId>,
    ) -> Result<ProblemPage, Failure> {
        let page = self.person(chart).await?.chart.problem_page(problem);
        Ok(page.ok_or(WriteFailure::NoStatement)?)
    }

    pub(in crate::engine) async fn history(
        &mut self,
        chart: ChartId,
        filter: HistoryFilter,
        from: u32,
    ) -> Result<HistoryPage, Failure> {
        Ok(self.person(chart).await?.chart.history(filter, from, PAGE))
    }

    pub(in crate::engine) async fn entry(
        &mut self,
        chart: ChartId,
        entry: EntryId,
    ) -> Result<EntryView, Failure> {
        let view = self.person(chart).await?.chart.entry(&entry);
        Ok(view.ok_or(WriteFailure::NoStatement)?)
    }

    pub(in crate::engine) async fn came_with(
        &mut self,
        chart: ChartId,
        entry: EntryId,
    ) -> Result<Option<CameWith>, Failure> {
        Ok(self.person(chart).await?.chart.came_with(entry))
    }

    pub(in crate::engine) async fn verbatim(
        &mut self,
        chart: ChartId,
        from: u32,
    ) -> Result<VerbatimPage, Failure> {
        let (items, total) = self.person(chart).await?.chart.verbatim(from);
        Ok(VerbatimPage { items, total })
    }
}
