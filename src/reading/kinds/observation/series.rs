//! Values of one thing over time, each converted to one unit from what was written.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::pressure::{Half, half_of, joined, number_of};
use super::vital_of;
use crate::base::{InOrder, Stamp};
use crate::chart::concept::{Coding, Concept, LOINC};
use crate::chart::kinds::{Fact, Observation, ObservationKind};
use crate::chart::statement::{Standing, StatementId};
use crate::chart::value::{Beside, Quantity, ReferenceRange, Than, Value, compared};
use crate::chart::when::When;
use crate::reading::kinds::response::asked_under;
use crate::reading::stages::{Heard, Item, Written, is_ahead};
use crate::reading::view::{
    Doubt, Figures, FlowSheet, NotDrawn, NotDrawnBecause, Point, RowOf, Series, Treated,
};
use crate::terms::Signed;
use crate::terms::ucum;
use crate::terms::vitals::Vital;

/// Values that a small line draws.
const LAST: usize = 8;
/// Values of one series that are drawn, the newest.
const DRAWN: usize = 400;
/// Days of a flow sheet, the newest.
const COLUMNS: usize = 36;

type Values<'a> = Vec<(Item<'a>, Cow<'a, Observation>)>;

/// By what values belong together: the vital sign, else the code (of LOINC where there is one), else the words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Vital(Vital),
    Code(String, String),
    Words(String),
}

impl Key {
    fn of(observation: &Observation) -> Option<Self> {
        let vital = match half_of(observation) {
            Some(_) => Some(Vital::BloodPressure),
            None if observation.kind == ObservationKind::Vital => vital_of(observation),
            None => None,
        };
        match vital {
            // Its value is its own date.
            Some(Vital::LastPeriod) => None,
            Some(vital) => Some(Self::Vital(vital)),
            None => Self::of_concept(&observation.what),
        }
    }

    fn of_concept(what: &Concept) -> Option<Self> {
        let mut coded = what
            .codings
            .iter()
            .filter(|coding| !coding.code.is_empty() && coding.system != Coding::REFERENCE);
        let first = coded.clone().next();
        if let Some(coding) = coded.find(|coding| coding.system == LOINC).or(first) {
            return Some(Self::Code(coding.system.clone(), coding.code.clone()));
        }
        let words = what.text.trim().to_lowercase();
        (!words.is_empty()).then_some(Self::Words(words))
    }

    /// What the row is of, with the words it was last called by.
    fn row(&self, values: &Values) -> RowOf {
        let last = values.last().map(|(_, observation)| &observation.what);
        match self {
            Self::Vital(vital) => RowOf::Vital(*vital),
            _ => RowOf::Coded(last.cloned().unwrap_or_default()),
        }
    }
}

/// Every vital sign that was measured, over time.
pub fn vitals(heard: Heard, now: Stamp) -> Vec<Series> {
    let values = gather(heard, |key| matches!(key, Key::Vital(_)));
    let all = values.into_iter();
    all.map(|(key, values)| series(heard, &key, values, now))
        .collect()
}

/// How many rows the flow sheet of some statements has.
pub fn rows_under(heard: Heard, belongs: impl Fn(&StatementId) -> bool) -> usize {
    let asked = asked_under(heard, &belongs).len();
    keys_under(heard, belongs).len() + asked
}

/// Whatever was measured under a problem, wherever in the chart it was measured too: two copies of one value would part.
pub fn flow_sheet(
    heard: Heard,
    belongs: impl Fn(&StatementId) -> bool,
    treated: Vec<Treated>,
    now: Stamp,
) -> FlowSheet {
    let asked = asked_under(heard, &belongs);
    let keys = keys_under(heard, belongs);
    let values = gather(heard, |key| keys.contains(key));
    let rows = values.into_iter();
    let mut rows: Vec<Series> = rows
        .map(|(key, values)| series(heard, &key, values, now))
        .collect();
    rows.order_by_key(|row| match &row.of {
        RowOf::Vital(vital) => (false, Some(*vital), String::new()),
        RowOf::Coded(what) => (true, None, what.text.to_lowercase()),
    });
    let mut days: BTreeMap<(Option<i64>, Option<i64>), When> = BTreeMap::new();
    let drawn = rows.iter().flat_map(|row| &row.points);
    let drawn = drawn.map(|point| point.when);
    let not_drawn = rows.iter().flat_map(|row| &row.not_drawn);
    let not_drawn = not_drawn
        .filter(|one| one.because != NotDrawnBecause::Ahead)
        .map(|one| one.when);
    let answers = asked.iter().flat_map(|row| &row.answers);
    let answers = answers.map(|answer| answer.when);
    let events = treated.iter().map(|event| event.when);
    for when in drawn.chain(not_drawn).chain(answers).chain(events) {
        let day = when.without_time();
        if let (Some(first), Some(last)) = (day.first_day(), day.last_day()) {
            let key = |day: chrono::NaiveDate| When::day(day).sort_key();
            days.insert((key(first), key(last)), day);
        }
    }
    let columns: Vec<When> = days.into_values().collect();
    let earlier = columns.len().saturating_sub(COLUMNS);
    FlowSheet {
        columns: columns[earlier..].to_vec(),
        earlier: earlier as u32,
        rows,
        asked,
        treated,
    }
}

/// Rows are made of what can be drawn, and of a laboratory's results in words.
fn keys_under(heard: Heard, belongs: impl Fn(&StatementId) -> bool) -> BTreeSet<Key> {
    let said = told(heard).filter(|(item, _)| belongs(&item.id));
    let said = said.filter(|(_, observation)| {
        let result = observation.kind == ObservationKind::Laboratory
            && observation.value != Value::Components;
        result || is_number(observation)
    });
    said.filter_map(|(_, observation)| Key::of(observation))
        .collect()
}

fn is_number(observation: &Observation) -> bool {
    match &observation.value {
        Value::Quantity(_) => true,
        Value::Text(words) => compared(words).is_some(),
        Value::Components => number_of(observation, Half::Upper).is_some(),
        Value::Concept(_) | Value::Absent(_) | Value::Boolean(_) => false,
    }
}

/// Findings that have a value, are not revoked, may be so, and are not without effect.
fn told<'a>(heard: Heard<'a>) -> impl Iterator<Item = (Item<'a>, &'a Observation)> {
    let said = heard.said.unrevoked();
    said.filter_map(move |item| match item.fact() {
        Fact::Observation(observation)
            if item.statement.standing.may_harm()
                && !matches!(observation.value, Value::Absent(_))
                && !heard.is_without_effect(&item.id) =>
        {
            Some((item, observation))
        }
        _ => None,
    })
}

/// The values of each row that is wanted, in the order of their times; undated ones first.
fn gather(heard: Heard<'_>, wanted: impl Fn(&Key) -> bool) -> BTreeMap<Key, Values<'_>> {
    let mut values: BTreeMap<Key, Values> = BTreeMap::new();
    let mut halves = Vec::new();
    for (item, observation) in told(heard) {
        let Some(key) = Key::of(observation).filter(&wanted) else {
            continue;
        };
        match half_of(observation) {
            Some(half) => halves.push((item, half, observation)),
            None => {
                let value = Cow::Borrowed(observation);
                values.entry(key).or_default().push((item, value));
            }
        }
    }
    for (item, pressure) in joined(halves) {
        let pressures = values.entry(Key::Vital(Vital::BloodPressure)).or_default();
        pressures.push((item, Cow::Owned(pressure)));
    }
    for of_one in values.values_mut() {
        of_one.order_by_key(|(item, _)| item.sort_key());
    }
    values
}

fn series(heard: Heard, key: &Key, values: Values, now: Stamp) -> Series {
    let written = heard.said.written;
    let vital = match key {
        Key::Vital(vital) => Some(*vital),
        _ => None,
    };
    let counted = values
        .iter()
        .filter(|(item, _)| doubt(written, item).is_none());
    let scale = Scale::of(vital, counted.map(|(_, value)| &**value))
        .or_else(|| Scale::of(vital, values.iter().map(|(_, value)| &**value)))
        .unwrap_or(Scale { vital, unit: "" });
    let (mut points, mut not_drawn) = (Vec::new(), Vec::new());
    let mut ranges: [Option<ReferenceRange>; 2] = [None, None];
    for (item, observation) in &values {
        match scale.place(item, observation, now) {
            Ok((figures, than)) => {
                let doubt = doubt(written, item);
                if let Some(range) = scale.range(observation) {
                    ranges[usize::from(doubt.is_some())] = Some(range);
                }
                points.push(Point {
                    id: item.id,
                    when: item.when(),
                    figures,
                    than,
                    beside: beside(observation),
                    doubt,
                });
            }
            Err(because) => not_drawn.push(NotDrawn {
                id: item.id,
                when: item.when(),
                value: observation.clone().into_owned(),
                because,
            }),
        }
    }
    let older = points.len().saturating_sub(DRAWN);
    points.drain(..older);
    let [sure, doubtful] = ranges;
    Series {
        of: key.row(&values),
        unit: scale.unit.to_owned(),
        points,
        older: older as u32,
        not_drawn,
        range: sure.or(doubtful),
    }
}

fn beside(observation: &Observation) -> Beside {
    let range = observation.reference.as_ref();
    range.map_or(Beside::NotKnown, |range| range.holds(&observation.value))
}

fn doubt(written: &Written, item: &Item) -> Option<Doubt> {
    if !written.is_known(item.entry) {
        Some(Doubt::Author)
    } else if item.statement.standing != Standing::Stands {
        Some(Doubt::Status)
    } else {
        None
    }
}

/// What all values of one series are converted to.
#[derive(Clone, Copy)]
struct Scale<'a> {
    vital: Option<Vital>,
    unit: &'a str,
}

impl<'a> Scale<'a> {
    /// A vital sign is read in the unit it is offered in, blood sugar and anything else in that of the newest value that has
    /// one.
    fn of(
        vital: Option<Vital>,
        values: impl DoubleEndedIterator<Item = &'a Observation>,
    ) -> Option<Self> {
        let offered = vital.filter(|vital| *vital != Vital::BloodSugar);
        let offered = offered.and_then(|vital| vital.units().first());
        let unit = match offered {
            Some(unit) => unit.ucum,
            None => values.rev().find_map(unit_of)?,
        };
        Some(Self { vital, unit })
    }

    /// Where a value stands, or why it has no place.
    fn place(
        self,
        item: &Item,
        observation: &Observation,
        now: Stamp,
    ) -> Result<(Figures, Option<Than>), NotDrawnBecause> {
        let when = item.when();
        if when.sort_key().is_none() {
            Err(NotDrawnBecause::NoTime)
        } else if is_ahead(item, when, Some(now)) {
            Err(NotDrawnBecause::Ahead)
        } else {
            self.figures(observation)
        }
    }

    fn figures(
        self,
        observation: &Observation,
    ) -> Result<(Figures, Option<Than>), NotDrawnBecause> {
        let alone = |value: String, than| (Figures { value, lower: None }, than);
        if self.vital == Some(Vital::BloodPressure) {
            let half = |which| number_of(observation, which).ok_or(NotDrawnBecause::OnePressure);
            let (upper, lower) = (half(Half::Upper)?, half(Half::Lower)?);
            let figures = Figures {
                value: self.number(&upper.value, &upper.unit)?,
                lower: Some(self.number(&lower.value, &lower.unit)?),
            };
            return Ok((figures, None));
        }
        match &observation.value {
            Value::Quantity(Quantity { value, unit }) => Ok(alone(self.number(value, unit)?, None)),
            Value::Text(words) => {
                let (than, number, unit) = compared(words).ok_or(NotDrawnBecause::NoNumber)?;
                Ok(alone(self.number(number, unit)?, Some(than)))
            }
            _ => Err(NotDrawnBecause::NoNumber),
        }
    }

    /// A number in the unit of the series, converted from what was written and from nothing else.
    fn number(self, text: &str, unit: &str) -> Result<String, NotDrawnBecause> {
        let number = Signed::read(text).ok_or(NotDrawnBecause::NoNumber)?;
        let from = ucum::code_of(unit.trim());
        if from.is_empty() {
            return Err(NotDrawnBecause::NoUnit);
        }
        if same_unit(from, self.unit) {
            return Ok(number.to_string());
        }
        // Moles and grams are those of glucose.
        let of_glucose = from.contains("mol") != self.unit.contains("mol");
        let converts = !of_glucose || self.vital == Some(Vital::BloodSugar);
        let converted = number.in_unit(&litres(from), self.unit);
        let converted = converted.filter(|_| converts);
        Ok(converted.ok_or(NotDrawnBecause::OtherUnit)?.to_string())
    }

    /// The range that was given with a value, as the values are drawn.
    fn range(self, observation: &Observation) -> Option<ReferenceRange> {
        let given = observation.reference.as_ref()?;
        let unit = unit_of(observation)?;
        let bound = |bound: &Option<String>| match bound {
            Some(bound) => self.number(bound, unit).ok().map(Some),
            None => Some(None),
        };
        let range = ReferenceRange {
            low: bound(&given.low)?,
            high: bound(&given.high)?,
        };
        (range != ReferenceRange::default()).then_some(range)
    }
}

/// The unit a value is written in, where it has one.
fn unit_of(observation: &Observation) -> Option<&str> {
    let unit = match &observation.value {
        Value::Quantity(quantity) => quantity.unit.trim(),
        Value::Text(words) => compared(words)?.2,
        _ => return None,
    };
    Some(ucum::code_of(unit)).filter(|unit| !unit.is_empty())
}

fn same_unit(one: &str, other: &str) -> bool {
    one == other || litres(one) == litres(other)
}

/// A litre is written in both cases.
fn litres(unit: &str) -> Cow<'_, str> {
    match unit.strip_suffix('l') {
        Some(rest) if rest.is_empty() || rest.ends_with(['/', 'd', 'm', 'u']) => {
            format!("{rest}L").into()
        }
        _ => unit.into(),
    }
}

/// The last few values of a vital sign, oldest first, in one unit.
pub fn last_figures(vital: Vital, values: &[(Item, Cow<Observation>)]) -> Vec<Figures> {
    let observations = values.iter().map(|(_, observation)| &**observation);
    let Some(scale) = Scale::of(Some(vital), observations.clone()) else {
        return Vec::new();
    };
    let drawn = observations.rev().filter_map(|one| scale.figures(one).ok());
    let mut last: Vec<Figures> = drawn.map(|(figures, _)| figures).take(LAST).collect();
    last.reverse();
    last
}
