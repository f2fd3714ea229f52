//! Last measurements and the ones before.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::chart::facts::{Fact, Observation, ObservationKind, Value};
use crate::terms::vitals::Vital;

use super::super::view::VitalRow;
use super::Chart;
use super::pressure::{half_of, joined};
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
        let mut measured: BTreeMap<Vital, Vec<(Item, Cow<Observation>)>> = BTreeMap::new();
        let mut halves = Vec::new();
        for item in self.standing() {
            if let Fact::Observation(observation) = item.fact()
                && !matches!(observation.value, Value::Absent(_))
                && item.when().is_known()
            {
                if let Some(half) = half_of(observation) {
                    halves.push((item, half, observation));
                } else if observation.kind == ObservationKind::Vital
                    && let Some(vital) = vital_of(observation)
                {
                    let value = Cow::Borrowed(observation);
                    measured.entry(vital).or_default().push((item, value));
                }
            }
        }
        for (item, pressure) in joined(halves) {
            let pressures = measured.entry(Vital::BloodPressure).or_default();
            pressures.push((item, Cow::Owned(pressure)));
        }
        let rows = measured.into_iter().filter_map(|(vital, mut values)| {
            values.sort_by_key(|(item, _)| item.sort_key());
            let (last, now) = values.pop()?;
            let before = values.pop();
            Some(VitalRow {
                vital,
                now: (last.id, now.into_owned(), last.when()),
                before: before.map(|(item, value)| (value.into_owned(), item.when())),
            })
        });
        rows.collect()
    }
}
