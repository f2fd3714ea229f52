//! The lists of a chart as the kinds read them, and what is written under one problem.

use crate::base::Stamp;
use crate::chart::statement::StatementId;
use crate::reading::kinds::observation::series;
use crate::reading::kinds::{medication, plan};
#[cfg(test)]
use crate::reading::view::VisitRow;
use crate::reading::view::{
    FlowSheet, MedicationRow, MedicineHistory, PlanRow, ProblemPage, ProblemRow, Series,
};

use super::Chart;

impl Chart {
    /// Every problem, in the order of the list.
    pub fn problems(&self) -> Vec<ProblemRow> {
        self.problems.rows(self.heard())
    }

    /// The problem a statement opens, if it opens one.
    pub fn problem(&self, id: StatementId) -> Option<ProblemRow> {
        let id = self.problems.resolve(&id)?;
        self.problems().into_iter().find(|row| row.id == id)
    }

    /// Every medicine taken or ordered that is not revoked, whatever its standing, in the order of reading.
    pub fn medicines(&self) -> Vec<MedicationRow> {
        medication::rows(self.heard(), &self.problems)
    }

    /// The list of medicines with what was said of each: what is taken and held now, then what is not any more.
    pub fn medicine_list(&self, now: Stamp) -> Vec<MedicineHistory> {
        let events = medication::events(self.heard());
        let rows = medication::now_and_before(self.medicines(), now);
        let told = rows.into_iter().map(|(row, so_far)| {
            let first = self.amendments.first_of(row.id);
            let events = events.get(&first).cloned().unwrap_or_default();
            MedicineHistory {
                row,
                so_far,
                events,
            }
        });
        told.collect()
    }

    /// Every plan that stands: open ones first, by when they are due; then closed ones.
    pub fn plans(&self) -> Vec<PlanRow> {
        plan::rows(self.heard(), &self.problems)
    }

    /// Every visit, here and elsewhere, the newest first; undated ones last.
    #[cfg(test)]
    pub fn visits(&self) -> Vec<VisitRow> {
        self.visits.newest_first()
    }

    /// Exactly what was written under one problem; `None`: under no problem (#0). `None` if there is no such problem.
    pub fn problem_page(&self, problem: Option<StatementId>) -> Option<ProblemPage> {
        let row = match problem {
            Some(id) => Some(self.problem(id)?),
            None => None,
        };
        let id = row.as_ref().map(|row| row.id);
        let belongs = |statement: &StatementId| self.is_under(statement, id);
        let plans = self.plans().into_iter().filter(|plan| belongs(&plan.id));
        Some(ProblemPage {
            problem: row,
            plans: plans.collect(),
            medicines: self.medicines_under(id),
            entries: self.clinical_entries(belongs),
            measured: series::rows_under(self.heard(), belongs) as u32,
        })
    }

    /// Every vital sign that was measured, over time.
    pub fn vitals_over_time(&self, now: Stamp) -> Vec<Series> {
        series::vitals(self.heard(), now)
    }

    /// What was measured under a problem over time, and what was done; as `problem_page`.
    pub fn flow_sheet(&self, problem: Option<StatementId>, now: Stamp) -> Option<FlowSheet> {
        let id = match problem {
            Some(id) => Some(self.problems.resolve(&id)?),
            None => None,
        };
        let belongs = |statement: &StatementId| self.is_under(statement, id);
        let treated = medication::treated(self.heard(), self.medicines_under(id));
        Some(series::flow_sheet(self.heard(), belongs, treated, now))
    }

    fn medicines_under(&self, problem: Option<StatementId>) -> Vec<MedicationRow> {
        let mut medicines = self.medicines();
        medicines.retain(|medicine| self.is_under(&medicine.id, problem));
        medicines
    }

    /// Whether a statement was written under a problem; `None`: under none.
    fn is_under(&self, statement: &StatementId, problem: Option<StatementId>) -> bool {
        let of = self.problems.of(statement);
        problem.map_or(of.is_empty(), |id| of.contains(&id))
    }
}
