//! That somebody looked at a result: an act of its own, which holds for the result as it then stood.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{Fact, PlanEvent, PlanItem, PlanPart};
use crate::chart::draft::{Around, Complaints, DateDraft, FormField, SmallForm, Unsignable, Why};
use crate::chart::statement::{Statement, StatementId, StatementRef};

/// The author of its entry looked at a report and all its results. Once one of them is corrected or marked in error, what was
/// looked at is not what stands, and it has to be looked at again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Acknowledgement {
    /// The report as it stood.
    #[n(0)]
    pub of: StatementRef,
    /// Its results as they stood.
    #[n(1)]
    pub results: Vec<StatementRef>,
}

impl Acknowledgement {
    /// Everything that was looked at, seen from the entry `this` it stands in.
    pub fn seen(&self, this: crate::base::EntryId) -> impl Iterator<Item = StatementId> {
        let all = std::iter::once(&self.of).chain(&self.results);
        all.map(move |one| one.within(this))
    }
}

/// Looking at a result, with what is planned because of it where something is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedAtForm {
    pub report: StatementId,
    /// The results as they were read.
    pub results: Vec<StatementId>,
    /// What is to be done about it; blank: nothing is planned here.
    pub plan: String,
    pub due: DateDraft,
}

impl LookedAtForm {
    pub fn of(report: StatementId, results: Vec<StatementId>) -> Self {
        Self {
            report,
            results,
            plan: String::new(),
            due: DateDraft::default(),
        }
    }

    /// The plan that goes with it.
    fn planned(&self, today: NaiveDate, complaints: &mut Complaints<FormField>) -> Option<Fact> {
        let due = complaints.date(FormField::Date, &self.due);
        if due.last_day().is_some_and(|day| day < today) {
            complaints.push(FormField::Date, Why::DayToCome);
        }
        let text = self.plan.trim();
        if text.is_empty() && due.is_known() {
            complaints.push(FormField::Words, Why::Anything);
        }
        let part = PlanPart::Treatment;
        let text = (!text.is_empty()).then(|| text.to_owned())?;
        Some(Fact::Plan(PlanEvent::Planned(PlanItem { part, text, due })))
    }
}

impl SmallForm for LookedAtForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.report)
    }

    /// What was read of it is the same too: once it is corrected, another form is begun.
    fn is_same(&self, other: &Self) -> bool {
        let read = |form: &Self| form.results.iter().copied().collect::<BTreeSet<_>>();
        self.report == other.report && read(self) == read(other)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let report = around.chart.statement(self.report);
        let links = report.ok_or(Unsignable::NoStatement)?;
        let links = links.links_from(self.report.entry);
        // What was read has to be what stands: a correction may have come in meanwhile.
        let mut standing = around.chart.results_so_far(self.report);
        let mut read = self.results.clone();
        standing.iter_mut().for_each(|all| all.sort_unstable());
        read.sort_unstable();
        if standing.is_none_or(|standing| standing != read) {
            return Err(Unsignable::ResultCorrected);
        }
        let mut complaints = Complaints::default();
        let planned = self.planned(around.today, &mut complaints);
        let seen = Acknowledgement {
            of: StatementRef::of(self.report),
            results: self.results.iter().copied().map(StatementRef::of).collect(),
        };
        let facts = std::iter::once(Fact::Acknowledgement(seen)).chain(planned);
        let said = facts.map(|fact| around.now(fact).for_problems(links.clone()));
        Ok(complaints.none_or(said.collect())?)
    }
}
