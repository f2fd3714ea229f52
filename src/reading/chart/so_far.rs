//! What a form asks of the chart it is written in.

use crate::base::{ChartId, Compartment, EntryId, Stamp};
use crate::chart::concept::Concept;
use crate::chart::course::MedicineSoFar;
use crate::chart::draft::{ChartSoFar, Hit, OrderSoFar, VisitSoFar};
use crate::chart::kinds::{Allergy, Birth, MedicationLine, Target};
use crate::chart::statement::{Statement, StatementId};
use crate::chart::when::When;

use super::Chart;
use crate::reading::kinds::medication;
use crate::reading::medicine_check::{Hits, hits, met_by};
use crate::reading::view::{Known, Trust};

impl ChartSoFar for Chart {
    fn id(&self) -> ChartId {
        Chart::id(self)
    }

    fn next_number(&self) -> u32 {
        self.problems.next_number()
    }

    fn statement(&self, id: StatementId) -> Option<&Statement> {
        self.item(id).map(|item| item.statement)
    }

    fn compartment_of(&self, entry: EntryId) -> Option<Compartment> {
        let entry = self.log().get(&entry)?;
        Some(entry.header().compartment)
    }

    fn is_revoked(&self, entry: EntryId, index: Option<u32>) -> bool {
        match index {
            Some(index) => Chart::is_revoked(self, &StatementId { entry, index }),
            None => self.log().get(&entry).is_some_and(|entry| {
                let mut known = entry.known();
                known.all(|(id, _)| Chart::is_revoked(self, &id))
            }),
        }
    }

    fn onset_of(&self, problem: StatementId) -> Option<When> {
        self.problem(problem).map(|row| row.onset)
    }

    fn may_merge(&self, problem: StatementId, into: StatementId) -> bool {
        self.problems.may_merge(problem, into)
    }

    fn visit_so_far(&self, visit: StatementId) -> VisitSoFar {
        self.visits.so_far(visit)
    }

    fn order_so_far(&self, order: StatementId) -> OrderSoFar {
        self.orders.so_far(self.heard(), order)
    }

    fn results_so_far(&self, report: StatementId) -> Option<Vec<StatementId>> {
        self.results_of(report)
    }

    fn birth(&self) -> Birth {
        self.person().birth
    }

    fn waits_at(&self, site: &str, now: Stamp) -> Option<(Stamp, String)> {
        let visit = self.visits.open().filter(|visit| visit.is_at(site, now));
        visit.last().map(|visit| (visit.opened, visit.reason))
    }

    fn known_allergy(&self) -> Option<Concept> {
        let Known::Facts(rows) = self.allergies() else {
            return None;
        };
        let known = rows.into_iter().find(|row| row.trust != Trust::FirstSeen)?;
        Some(known.allergy.substance)
    }

    fn medicines_met_by(&self, allergy: &Allergy, now: Stamp) -> Vec<StatementId> {
        let taken = medication::current(self.medicines(), now, 0);
        let met = met_by(allergy, &taken);
        met.map(|(row, _)| row.id).collect()
    }

    fn medicine_so_far(&self, medicine: StatementId, now: Stamp) -> Option<MedicineSoFar> {
        let rows = self.medicines();
        let row = rows.iter().find(|row| row.id == medicine)?;
        Some(medication::so_far(row, now))
    }

    fn medicine_hits(
        &self,
        line: &MedicationLine,
        besides: Option<StatementId>,
        now: Stamp,
    ) -> Vec<Hit> {
        let allergies = match self.allergies() {
            Known::Facts(rows) => rows,
            _ => Vec::new(),
        };
        let taken = medication::current(self.medicines(), now, 0);
        let met = hits(line, &allergies, &taken, besides);
        met.iter().map(Hits::to_sign).collect()
    }

    fn came_with(&self, entry: EntryId) -> Option<Vec<Target>> {
        Chart::came_with(self, entry)?;
        Some(self.to_take_out(entry))
    }
}
