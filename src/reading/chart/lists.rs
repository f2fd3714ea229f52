//! The lists of a chart as the kinds read them, and what is written under one problem.

use crate::chart::statement::StatementId;
use crate::reading::kinds::{medication, plan};
#[cfg(test)]
use crate::reading::view::VisitRow;
use crate::reading::view::{MedicationRow, PlanRow, ProblemPage, ProblemRow};

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
        let belongs = |statement: &StatementId| {
            let of = self.problems.of(statement);
            id.map_or(of.is_empty(), |id| of.contains(&id))
        };
        let plans = self.plans().into_iter().filter(|plan| belongs(&plan.id));
        let medicines = self.medicines().into_iter().filter(|m| belongs(&m.id));
        Some(ProblemPage {
            problem: row,
            plans: plans.collect(),
            medicines: medicines.collect(),
            entries: self.clinical_entries(belongs),
        })
    }
}
