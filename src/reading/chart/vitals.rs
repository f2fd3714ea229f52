//! Last measurements and the ones before.

use std::collections::BTreeMap;

use crate::chart::facts::{Fact, Observation, ObservationKind, Value};
use crate::terms::vitals::Vital;

use super::super::view::VitalRow;
use super::Chart;
use super::statements::Item;

/// The vital sign an observation measures, by its LOINC code.
pub fn vital_of(observation: &Observation) -> Option<Vital> {
    let codes = observation.what.codings.iter();
    codes
        .filter(|coding| coding.system == "http://loinc.org")
        .find_map(|coding| Vital::of_loinc(&coding.code))
}

impl Chart {
    /// For each vital sign the latest value by event time and the one before; undated values of files do not count.
    pub fn vitals(&self) -> Vec<VitalRow> {
        let mut measured: BTreeMap<Vital, Vec<(Item, &Observation)>> = BTreeMap::new();
        for item in self.standing() {
            if let Fact::Observation(observation) = item.fact()
                && observation.kind == ObservationKind::Vital
                && !matches!(observation.value, Value::Absent(_))
                && item.when().is_known()
                && let Some(vital) = vital_of(observation)
            {
                measured.entry(vital).or_default().push((item, observation));
            }
        }
        let rows = measured.into_iter().filter_map(|(vital, mut values)| {
            values.sort_by_key(|(item, _)| item.sort_key());
            let (last, now) = values.pop()?;
            let before = values.pop();
            Some(VitalRow {
                vital,
                now: (last.id, now.clone(), last.when()),
                before: before.map(|(item, value)| (value.clone(), item.when())),
            })
        });
        rows.collect()
    }
}
