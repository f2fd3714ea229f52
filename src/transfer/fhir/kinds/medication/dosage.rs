//! Dosage: how much, by which way, when, for how long. Nothing is simplified that another key could change: what has no field
//! of its own is written out as the file has it.

use serde_json::Value as Json;

use crate::chart::kinds::{Dosage, DoseTiming};
use crate::chart::when::When;
use crate::transfer::fhir::dates::{end, when};
use crate::transfer::fhir::elements::{
    concept, join, join_distinct, line, plain_number, quantity_words, range_words, ratio_words,
    words, words_of_all,
};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::writing::{self, Object, amount};

/// Keys of `Timing.repeat` that a code beside it says as well.
const SAID_BY_THE_CODE: [&str; 3] = ["frequency", "period", "periodUnit"];
/// Keys of `Timing.repeat` that have a field of their own.
const READ: [&str; 16] = [
    "boundsDuration",
    "boundsRange",
    "boundsPeriod",
    "count",
    "countMax",
    "duration",
    "durationMax",
    "durationUnit",
    "frequency",
    "frequencyMax",
    "period",
    "periodMax",
    "periodUnit",
    "dayOfWeek",
    "timeOfDay",
    "when",
];

pub fn dosage(node: Node<'_>) -> Dosage {
    let repeat = node.path(&["timing", "repeat"]);
    let coded = node
        .at("timing")
        .map(|timing| words(timing, "code"))
        .unwrap_or_default();
    let timing = timing(node, repeat, !coded.is_empty());
    let events = node.at("timing").map(|timing| texts(timing, "event"));
    Dosage {
        dose: dose(node),
        route: join(
            [
                words(node, "method"),
                words(node, "route"),
                words(node, "site"),
            ],
            ", ",
        ),
        frequency: join(
            [
                coded,
                events.unwrap_or_default().join(", "),
                repeat.map(unread).unwrap_or_default(),
            ],
            ", ",
        ),
        duration: repeat.map(bounds).unwrap_or_default(),
        words: own_words(node),
        timing: (timing != DoseTiming::default()).then_some(Box::new(timing)),
    }
}

/// The end of the course, where the dosage's bounds name one.
pub fn course_end(node: Node<'_>) -> Option<When> {
    node.path(&["timing", "repeat", "boundsPeriod"]).map(end)
}

fn own_words(node: Node<'_>) -> String {
    let said = |key: &str| node.text(key).map(line).unwrap_or_default();
    join_distinct(
        [
            said("text"),
            said("patientInstruction"),
            words_of_all(node, "additionalInstruction"),
        ],
        "; ",
    )
}

/// Dose and rate, each of them; then the most that may be given.
fn dose(node: Node<'_>) -> String {
    let one = |given: Node<'_>| {
        let dose = given
            .at("doseQuantity")
            .map(quantity_words)
            .or_else(|| given.at("doseRange").map(range_words));
        let rate = given
            .at("rateRatio")
            .map(ratio_words)
            .or_else(|| given.at("rateRange").map(range_words))
            .or_else(|| given.at("rateQuantity").map(quantity_words));
        join([dose.unwrap_or_default(), rate.unwrap_or_default()], ", ")
    };
    let most = [
        node.at("maxDosePerPeriod").map(ratio_words),
        node.at("maxDosePerAdministration").map(quantity_words),
        node.at("maxDosePerLifetime").map(quantity_words),
    ];
    let most = most
        .into_iter()
        .flatten()
        .filter(|most| !most.is_empty())
        .map(|most| format!("≤ {most}"));
    join_distinct(
        node.list("doseAndRate").into_iter().map(one).chain(most),
        ", ",
    )
}

fn timing(node: Node<'_>, repeat: Option<Node<'_>>, coded: bool) -> DoseTiming {
    let mut timing = repeat.map(repeated).unwrap_or_default();
    let only_said_twice = repeat.is_some_and(|repeat| {
        repeat
            .keys()
            .all(|key| SAID_BY_THE_CODE.contains(&key) || key.starts_with("bounds"))
    });
    if coded && only_said_twice {
        timing = DoseTiming::default();
    }
    timing.as_needed = as_needed(node);
    timing
}

fn repeated(repeat: Node<'_>) -> DoseTiming {
    let at = [
        texts(repeat, "dayOfWeek"),
        texts(repeat, "when"),
        texts(repeat, "timeOfDay"),
    ]
    .concat();
    let lasting = between(repeat, "duration", "durationMax");
    DoseTiming {
        times: between(repeat, "frequency", "frequencyMax"),
        period: between(repeat, "period", "periodMax"),
        unit: repeat.text("periodUnit").map(line),
        at: (!at.is_empty()).then_some(at),
        offset: number(repeat, "offset").filter(|minutes| minutes != "0"),
        lasting: lasting.map(|lasting| {
            join(
                [
                    lasting.as_str(),
                    repeat.text("durationUnit").unwrap_or_default(),
                ],
                " ",
            )
        }),
        as_needed: None,
    }
}

/// `2`, `1–2`, or `≤2` where only the upper end is given.
fn between(node: Node<'_>, low: &str, high: &str) -> Option<String> {
    match (number(node, low), number(node, high)) {
        (Some(low), Some(high)) if low != high => Some(format!("{low}–{high}")),
        (Some(low), _) => Some(low),
        (None, Some(high)) => Some(format!("≤{high}")),
        (None, None) => None,
    }
}

/// A number, or what stands in its place.
fn number(node: Node<'_>, key: &str) -> Option<String> {
    plain_number(node, key)
        .or_else(|| node.text(key).map(str::to_owned))
        .map(|number| line(&number))
}

/// The texts of a list, or the one that stands in its place.
fn texts(node: Node<'_>, key: &str) -> Vec<String> {
    const MOST: usize = 40;
    match node.at(key).map(|given| given.0) {
        Some(Json::Array(items)) => items
            .iter()
            .filter_map(|item| Node(item).as_str())
            .map(line)
            .take(MOST)
            .collect(),
        Some(Json::String(_)) => node.text(key).map(line).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// How long the course is: an amount, first and last day, a number of doses.
fn bounds(repeat: Node<'_>) -> String {
    let period = repeat.at("boundsPeriod").map(|period| {
        let side = |key: &str| period.text(key).unwrap_or("…");
        format!("{} – {}", side("start"), side("end"))
    });
    let doses = between(repeat, "count", "countMax").map(|count| format!("{count} ×"));
    let parts = [
        repeat.at("boundsDuration").map(quantity_words),
        repeat.at("boundsRange").map(range_words),
        period,
        doses,
    ];
    join(parts.into_iter().flatten(), ", ")
}

/// Keys of `repeat` this program has no field for, as the file has them.
fn unread(repeat: Node<'_>) -> String {
    let others = repeat
        .keys()
        .filter(|key| !READ.contains(key) && !matches!(*key, "offset" | "id" | "extension"))
        .filter_map(|key| Some(format!("{key}: {}", repeat.at(key)?.0)));
    line(&join(others, ", "))
}

/// A reason without the flag means the same; a flag that is no truth value is not overlooked.
fn as_needed(node: Node<'_>) -> Option<String> {
    if let Some(reason) = node.at("asNeededCodeableConcept") {
        return Some(
            concept(reason)
                .map(|reason| reason.text)
                .unwrap_or_default(),
        );
    }
    match node.at("asNeededBoolean")?.0 {
        Json::Bool(false) => None,
        _ => Some(words_of_all(node, "asNeededFor")),
    }
}

/// A Dosage that says the same. The last day of the course stands in its bounds, where the duration is that of such a period.
pub fn dosage_of(dosage: &Dosage, until: Option<&When>) -> Json {
    let timing = dosage.timing.as_deref();
    let bounds = dosage.duration.split_once(" – ");
    let bounds = bounds.filter(|(_, end)| until == Some(&when(end)));
    let repeat = timing.map(repeat_of).unwrap_or_default();
    let repeat = match bounds {
        Some((start, end)) => {
            let start = Some(start).filter(|start| *start != "…");
            let period = Object::default().with("start", start).with("end", end);
            repeat.with("boundsPeriod", period)
        }
        None => repeat.with("boundsDuration", amount(&dosage.duration)),
    };
    let due = Object::default()
        .with("repeat", repeat)
        .with("code", writing::words(&dosage.frequency));
    let given = Object::default().with("doseQuantity", amount(&dosage.dose));
    let written = Object::default()
        .with("text", dosage.words.as_str())
        .with("timing", due)
        .with("route", writing::words(&dosage.route))
        .with("doseAndRate", vec![Json::from(given)]);
    let written = match timing.and_then(|timing| timing.as_needed.as_deref()) {
        Some("") => written.with("asNeededBoolean", true),
        Some(reason) => written.with("asNeededCodeableConcept", writing::words(reason)),
        None => written,
    };
    written.into()
}

fn repeat_of(timing: &DoseTiming) -> Object {
    let (lasting, unit) = match timing.lasting.as_deref() {
        Some(lasting) => lasting.split_once(' ').unwrap_or((lasting, "")),
        None => ("", ""),
    };
    let at = timing.at.iter().flatten().map(String::as_str);
    let (clock, named): (Vec<&str>, Vec<&str>) = at.partition(|at| at.contains(':'));
    let (days, moments): (Vec<&str>, Vec<&str>) = named.iter().partition(|at| DAYS.contains(at));
    let repeat = Object::default()
        .with("dayOfWeek", days)
        .with("when", moments)
        .with("timeOfDay", clock)
        .with("periodUnit", timing.unit.as_deref())
        .with("offset", timing.offset.as_deref().map(figure))
        .with("durationUnit", unit);
    let repeat = with_both(repeat, timing.times.as_deref(), "frequency", "frequencyMax");
    let repeat = with_both(repeat, timing.period.as_deref(), "period", "periodMax");
    with_both(repeat, Some(lasting), "duration", "durationMax")
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What [`between`] reads: `2`, `1–2`, or `≤2`.
fn with_both(repeat: Object, said: Option<&str>, low: &str, high: &str) -> Object {
    let said = said.unwrap_or_default();
    if let Some(most) = said.strip_prefix('≤') {
        return repeat.with(high, figure(most));
    }
    match said.split_once('–') {
        Some((least, most)) => repeat.with(low, figure(least)).with(high, figure(most)),
        None => repeat.with(low, figure(said)),
    }
}

/// A number, or what stands in its place.
fn figure(text: &str) -> Json {
    match writing::number(text) {
        Some(number) => Json::Number(number),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(node: serde_json::Value) -> Dosage {
        dosage(Node(&node))
    }

    fn timed(repeat: serde_json::Value) -> Box<DoseTiming> {
        read(json!({ "timing": { "repeat": repeat } }))
            .timing
            .expect("a timing")
    }

    #[test]
    fn the_upper_end_of_a_range_is_never_left_out() {
        let timing = timed(json!({
            "frequency": 1, "frequencyMax": 2, "period": 4, "periodMax": 6, "periodUnit": "h"
        }));
        assert_eq!(timing.times.as_deref(), Some("1–2"));
        assert_eq!(timing.period.as_deref(), Some("4–6"));
        assert_eq!(timing.unit.as_deref(), Some("h"));
        assert_eq!(
            timed(json!({ "frequencyMax": 3 })).times.as_deref(),
            Some("≤3")
        );
    }

    #[test]
    fn days_moments_and_clock_times_stand_with_the_frequency() {
        let timing = timed(json!({
            "frequency": 2, "period": 1, "periodUnit": "d", "when": ["ACM", "HS"], "offset": 30,
            "timeOfDay": ["08:00:00"], "dayOfWeek": ["mon"], "duration": 30, "durationUnit": "min"
        }));
        let at: Vec<&str> = timing.at.iter().flatten().map(String::as_str).collect();
        assert_eq!(at, ["mon", "ACM", "HS", "08:00:00"]);
        assert_eq!(timing.offset.as_deref(), Some("30"));
        assert_eq!(timing.lasting.as_deref(), Some("30 min"));
    }

    #[test]
    fn a_code_alone_is_enough_only_where_nothing_else_stands_beside_it() {
        let coded = |repeat: serde_json::Value| {
            read(json!({ "timing": { "code": { "text": "BID" }, "repeat": repeat } }))
        };
        let plain = coded(json!({ "frequency": 2, "period": 1, "periodUnit": "d" }));
        assert_eq!((plain.frequency.as_str(), plain.timing), ("BID", None));
        let more =
            coded(json!({ "frequency": 2, "frequencyMax": 3, "period": 1, "periodUnit": "d" }));
        let times = more.timing.and_then(|timing| timing.times);
        assert_eq!(
            (more.frequency.as_str(), times.as_deref()),
            ("BID", Some("2–3"))
        );
    }

    #[test]
    fn bounds_counts_and_unknown_keys_are_written_out() {
        let read = read(json!({ "timing": { "repeat": {
            "boundsDuration": { "value": 10, "unit": "d" }, "count": 20, "modeOfMoon": "full"
        } } }));
        assert_eq!(read.duration, "10 d, 20 ×");
        assert_eq!(read.frequency, "modeOfMoon: \"full\"");
    }

    #[test]
    fn a_rate_stands_beside_the_dose_and_instructions_beside_the_text() {
        let read = read(json!({
            "text": "slowly", "patientInstruction": "lie down",
            "additionalInstruction": [{ "text": "with food" }],
            "doseAndRate": [{ "doseQuantity": { "value": 1, "unit": "g" }, "rateQuantity": { "value": 100, "unit": "mL/h" } }],
            "maxDosePerPeriod": { "numerator": { "value": 4, "unit": "g" }, "denominator": { "value": 24, "unit": "h" } }
        }));
        assert_eq!(read.dose, "1 g, 100 mL/h, ≤ 4 g / 24 h");
        assert_eq!(read.words, "slowly; lie down; with food");
    }

    #[test]
    fn as_needed_keeps_its_reason() {
        let needed =
            |node: serde_json::Value| read(node).timing.and_then(|timing| timing.as_needed);
        assert_eq!(
            needed(json!({ "asNeededBoolean": true })).as_deref(),
            Some("")
        );
        assert_eq!(needed(json!({ "asNeededBoolean": false })), None);
        let pain = json!({ "asNeededCodeableConcept": { "text": "pain" } });
        assert_eq!(needed(pain).as_deref(), Some("pain"));
    }
}
