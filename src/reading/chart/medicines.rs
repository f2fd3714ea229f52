//! Medicines: what is taken or ordered, and what was stopped.

use std::collections::BTreeMap;

use crate::chart::facts::{Fact, MedicationEvent};
use crate::chart::statement::StatementId;
use crate::chart::when::When;

use super::super::view::MedicationRow;
use super::Chart;

impl Chart {
    /// Every medicine taken or ordered that is not revoked, whatever its standing, in the order of reading.
    pub fn medicines(&self) -> Vec<MedicationRow> {
        let stops = self.stops();
        let lines = self
            .unrevoked()
            .filter(|i| !self.amendments.is_aside(&i.id));
        lines
            .filter_map(|item| match item.fact() {
                Fact::Medication(
                    MedicationEvent::Taking(line) | MedicationEvent::Ordered(line),
                ) => Some(MedicationRow {
                    id: item.id,
                    line: line.clone(),
                    since: item.when(),
                    stopped: stops.get(&item.id).cloned(),
                    problems: self.problems.numbers(&item.id),
                    standing: item.statement.standing,
                }),
                _ => None,
            })
            .collect()
    }

    /// Medicines the summary shows: what is taken now, then what was stopped in the `days` before `now`.
    pub(super) fn current_medicines(&self, now: i64, days: i64) -> Vec<MedicationRow> {
        let since = now - days * 24 * 60 * 60 * 1000;
        let asserted = self.medicines().into_iter();
        let (stopped, mut current): (Vec<_>, Vec<_>) = asserted
            .filter(|row| row.standing.may_be_so())
            .partition(|row| row.stopped.is_some());
        let recently = |row: &MedicationRow| {
            let stop = row.stopped.as_ref().and_then(|(when, _)| when.sort_key());
            stop.is_some_and(|at| at >= since)
        };
        current.extend(stopped.into_iter().filter(recently));
        current
    }

    /// Stops that take effect; a stop by an author not confirmed stands beside another's order.
    fn stops(&self) -> BTreeMap<StatementId, (When, String)> {
        let mut stops = BTreeMap::new();
        for item in self.standing() {
            let Fact::Medication(MedicationEvent::Stopped(medicine, reason)) = item.fact() else {
                continue;
            };
            let medicine = medicine.within(item.id.entry);
            if let Some((_, target)) = self.entry_at(&medicine.entry)
                && self.may_change(item.entry, target)
            {
                stops.insert(medicine, (item.when(), reason.clone()));
            }
        }
        stops
    }
}
