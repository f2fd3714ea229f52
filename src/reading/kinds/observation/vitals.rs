//! Last measurements and the ones before.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::Stamp;
use crate::chart::kinds::{Fact, Observation, ObservationKind};
use crate::chart::value::Value;
use crate::terms::vitals::Vital;

use super::pressure::{half_of, joined};
use super::series::last_figures;
use super::vital_of;
use crate::reading::stages::{Heard, Item, Weighed, Written, is_ahead, weigh};
use crate::reading::view::{ValueAside, VitalRow};

/// For each vital sign the latest value by event time and the one before; undated values of files do not count. `now` is
/// when somebody reads: what is said of a time after that is not the last value. Without it the chart says it by itself.
pub fn rows(heard: Heard, now: Option<Stamp>) -> Vec<VitalRow> {
    let mut measured: BTreeMap<Vital, Vec<(Item, Cow<Observation>)>> = BTreeMap::new();
    let mut halves = Vec::new();
    for item in heard.standing() {
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
    let written = heard.said.written;
    let rows = measured.into_iter().filter_map(|(vital, values)| {
        let weighed = weigh(written, values.into_iter(), now);
        let ((last, value), ahead) = weighed.last()?;
        let before = weighed.before();
        Some(VitalRow {
            vital,
            now: (last.id, value.clone().into_owned(), last.when()),
            before: before.map(|(item, value)| (value.clone().into_owned(), item.when())),
            trust: written.trust(last.entry),
            ahead,
            aside: aside(written, &weighed, last, now),
            last: last_figures(vital, &weighed.counts),
        })
    });
    rows.collect()
}

/// The latest of a time that has not come yet, and the latest that a stranger told, where it would be after the last.
fn aside(
    written: &Written,
    weighed: &Weighed<Cow<Observation>>,
    last: &Item,
    now: Option<Stamp>,
) -> Vec<ValueAside> {
    let ahead = weighed.ahead.last().filter(|(item, _)| item.id != last.id);
    let stranger = weighed.beside.last();
    let stranger = stranger.filter(|(item, _)| item.sort_key() > last.sort_key());
    let aside = [ahead, stranger].into_iter().flatten();
    aside
        .map(|(item, value)| ValueAside {
            id: item.id,
            value: value.clone().into_owned(),
            when: item.when(),
            trust: written.trust(item.entry),
            ahead: is_ahead(item, item.when(), now),
        })
        .collect()
}
