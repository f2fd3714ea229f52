//! Medicines: what is taken or ordered, and what was stopped.

use std::collections::BTreeMap;

use crate::base::Stamp;
use crate::chart::kinds::{Fact, MedicationEvent};
use crate::chart::statement::{Standing, StatementId};
use crate::chart::when::When;

use super::super::view::MedicationRow;
use super::Chart;

/// A course is over once the day its file named as the end is past, whatever status it had there. Read here and not written
/// at import: what was signed stays what the file said, and a course that ends next week ends next week.
fn today(mut row: MedicationRow, now: Stamp) -> MedicationRow {
    let ended = row.line.until.is_some_and(|until| until.is_past(now));
    // What somebody stopped says so itself.
    if ended && row.stopped.is_none() && row.standing.may_be_taken() {
        row.standing = Standing::Over;
    }
    row
}

impl Chart {
    /// Whether any medicine was told that may be so, a course that has ended since among them.
    pub(super) fn any_medicine(&self) -> bool {
        self.unrevoked().any(|item| {
            let told = matches!(
                item.fact(),
                Fact::Medication(MedicationEvent::Taking(_) | MedicationEvent::Ordered(_))
            );
            told && item.statement.standing.may_be_taken() && !self.amendments.is_aside(&item.id)
        })
    }

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
                ) => {
                    let row = MedicationRow {
                        id: item.id,
                        line: line.clone(),
                        since: item.when(),
                        stopped: stops.get(&item.id).cloned(),
                        problems: self.problems.numbers(&item.id),
                        standing: item.statement.standing,
                        status_words: item.statement.status_words.clone(),
                        otherwise: self.is_said_otherwise(&item.id),
                        trust: self.trust(item.entry),
                    };
                    Some(today(row, item.recorded()))
                }
                _ => None,
            })
            .collect()
    }

    /// Medicines the summary shows: what is taken now, what is on hold, then what was stopped in the `days` before `now`.
    pub(super) fn current_medicines(&self, now: Stamp, days: i64) -> Vec<MedicationRow> {
        let since = now.ms - days * 24 * 60 * 60 * 1000;
        let asserted = self.medicines().into_iter();
        let (stopped, mut current): (Vec<_>, Vec<_>) = asserted
            .map(|row| today(row, now))
            .filter(|row| row.standing.may_be_taken())
            .partition(|row| row.stopped.is_some());
        let recently = |row: &MedicationRow| {
            let stop = row.stopped.as_ref().and_then(|(when, _)| when.sort_key());
            stop.is_some_and(|at| at >= since)
        };
        current.extend(stopped.into_iter().filter(recently));
        current
    }

    /// Stops that take effect; a stop by an author not confirmed stands beside another's order.
    pub(super) fn stops(&self) -> BTreeMap<StatementId, (When, String)> {
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
