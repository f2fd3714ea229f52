//! A blood pressure told in two observations: the upper and the lower of one moment, by one author, are one measurement.

use std::collections::BTreeMap;

use crate::base::Thumbprint;
use crate::chart::concept::{Concept, LOINC};
use crate::chart::kinds::{Component, Observation, ObservationKind};
use crate::chart::value::{Quantity, Value};
use crate::chart::when::When;
use crate::terms::vitals::Vital;

use crate::reading::stages::Item;

/// One of the two numbers of a blood pressure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    Upper,
    Lower,
}

/// Which half of a blood pressure an observation is by itself.
pub fn half_of(observation: &Observation) -> Option<Half> {
    half(&observation.what)
}

fn half(what: &Concept) -> Option<Half> {
    let codings = what.codings.iter();
    let mut loinc = codings.filter(|coding| coding.system == LOINC);
    loinc.find_map(|coding| match coding.code.as_str() {
        "8480-6" => Some(Half::Upper),
        "8462-4" => Some(Half::Lower),
        _ => None,
    })
}

/// The number of one half, where there is one.
pub fn number_of(pressure: &Observation, which: Half) -> Option<&Quantity> {
    let mut parts = pressure.components.iter();
    let part = parts.find(|part| half(&part.what) == Some(which))?;
    match &part.value {
        Value::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}

/// Halves of one moment as one pressure, in the order they came; a half without its other one by itself.
pub fn joined<'a>(halves: Vec<(Item<'a>, Half, &Observation)>) -> Vec<(Item<'a>, Observation)> {
    let mut waiting: BTreeMap<(Option<i64>, Thumbprint), Vec<usize>> = BTreeMap::new();
    let mut whole: Vec<(Item, Half, Observation)> = Vec::new();
    for (item, half, observation) in halves {
        let moment = matches!(item.when(), When::Moment(_)).then(|| item.when().sort_key());
        let key = (moment.flatten(), item.entry.author());
        let alone = waiting.entry(key).or_default();
        // All that wait are the same half: the other one would have taken one of them.
        let other = alone.pop_if(|at| key.0.is_some() && whole[*at].1 != half);
        match other {
            Some(other) => {
                let (_, _, pressure) = &mut whole[other];
                let part = part(observation);
                match half {
                    Half::Upper => pressure.components.insert(0, part),
                    Half::Lower => pressure.components.push(part),
                }
            }
            None => {
                alone.push(whole.len());
                whole.push((item, half, pressure(observation)));
            }
        }
    }
    let whole = whole.into_iter();
    whole.map(|(item, _, pressure)| (item, pressure)).collect()
}

fn part(half: &Observation) -> Component {
    Component {
        what: half.what.clone(),
        value: half.value.clone(),
    }
}

fn pressure(half: &Observation) -> Observation {
    Observation {
        kind: ObservationKind::Vital,
        what: Concept::loinc(Vital::BloodPressure.loinc()),
        value: Value::Components,
        components: vec![part(half)],
        ..half.clone()
    }
}
