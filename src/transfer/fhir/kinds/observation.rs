//! Observation: a measurement, a result, an answer; numbers with the digits of the file.

use serde_json::Value as Json;

use crate::chart::concept::Concept;
use crate::chart::kinds::{Component, Fact, KeptBecause, Observation, ObservationKind};
use crate::chart::statement::Standing;
use crate::chart::value::{ReferenceRange, Value};
use crate::chart::when::When;
use crate::terms::vitals::Vital;
use crate::transfer::fhir::dates::{choice, first_of, or, when};
use crate::transfer::fhir::elements::{
    concept, join, line, long, notes, plain_number, quantity, quantity_words, range_words,
    ratio_words, thing, time_words, words, words_of_all,
};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, Unread};
use crate::transfer::fhir::standing::{Codes, required, weaker};
use crate::transfer::fhir::writing::{self, Object, Writing, coded, date};

impl InFhir for Observation {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "Observation",
        read: observation,
        standing,
    }];

    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        let seen = of.status(of.about("Observation", "subject"), CODES)?;
        let interpretation = self.interpretation.as_deref().unwrap_or_default();
        let category = code_of_kind(self.kind).map(|code| vec![coded(CATEGORIES, code)]);
        let seen = match is_last_period(self) {
            true => seen.with("valueDateTime", date(&of.statement.when)),
            false => with_value(seen, &self.value),
        };
        let seen = seen
            .with("category", category)
            .with("code", writing::concept(&self.what))
            .with("effectiveDateTime", date(&of.statement.when))
            .with("interpretation", vec![writing::words(interpretation)])
            .with("referenceRange", vec![range(self)])
            .with(
                "note",
                writing::notes(self.note.as_deref().unwrap_or_default()),
            );
        let part = |part: &Component| -> Json {
            let code = Object::default().with("code", writing::concept(&part.what));
            with_value(code, &part.value).into()
        };
        let parts: Vec<Json> = self.components.iter().map(part).collect();
        Some(seen.with("component", parts).into())
    }
}

/// Components beyond these are named in the note and read in the file.
const COMPONENTS: usize = 40;
const LOINC: &str = "http://loinc.org";

fn observation(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let taken = specimen_taken(reading);
    let at = or(choice(node, "effective"), taken.map_or(When::Unknown, when));
    let when = or(at, first_of(node, &["issued"]));
    let what = node
        .at("code")
        .and_then(thing)
        .ok_or(Unread(KeptBecause::Unnamed))?;
    let value = value(reading);
    let reference = reference(node);
    // Words stand for a range that is not read as numbers.
    let range = reference.is_none().then(|| ranges(node));
    let fact = Fact::Observation(Observation {
        kind: kind(node, &what),
        components: components(node),
        interpretation: Some(words_of_all(node, "interpretation")).filter(|text| !text.is_empty()),
        range: range.filter(|text| !text.is_empty()),
        note: Some(note(reading)).filter(|text| !text.is_empty()),
        confirmed: None,
        reference,
        what,
        value,
    });
    let time = time_words(node, "effective");
    Ok(vec![Draft::new(when, standing(reading), fact).at(time)])
}

/// When what was examined was taken, as the file writes it.
pub fn specimen_taken<'a>(reading: &Reading<'a>) -> Option<&'a str> {
    let node = reading.node();
    let specimens = node.at("specimen").into_iter().chain(node.list("specimen"));
    let mut taken = specimens.filter_map(|specimen| {
        let specimen = reading.followed(specimen)?;
        let collection = specimen.node().at("collection")?;
        collection.text("collectedDateTime").or_else(|| {
            collection
                .path(&["collectedPeriod"])
                .and_then(|period| period.text("start"))
        })
    });
    taken.find(|taken| when(taken).is_known())
}

const CODES: &Codes = &[
    ("final", Standing::Stands),
    ("amended", Standing::Stands),
    ("corrected", Standing::Stands),
    ("preliminary", Standing::Unconfirmed),
    ("registered", Standing::Intended),
    ("cancelled", Standing::Cancelled),
];

fn standing(reading: &Reading<'_>) -> Standing {
    let node = reading.node();
    let status = required(node, CODES);
    // Something else than the person was observed: a fetus, a donor, an implant. Or a value is given and said to be absent.
    let contradicts = node.has("dataAbsentReason") && given(node).is_some();
    if node.has("focus") || contradicts {
        weaker(status, Standing::UnknownStatus)
    } else {
        status
    }
}

/// The value of an Observation; why there is none, where the file says it.
fn value(reading: &Reading<'_>) -> Value {
    let node = reading.node();
    let members = || {
        let names = node
            .list("hasMember")
            .into_iter()
            .map(|member| reading.believed(member));
        Some(join(names, "; ")).filter(|names| !names.is_empty())
    };
    match (given(node), absent(node)) {
        (Some(value), _) => value,
        (None, _) if !node.list("component").is_empty() => Value::Components,
        (None, Some(reason)) => Value::Absent(reason),
        (None, None) => match members() {
            Some(names) => Value::Absent(format!("in other results: {names}")),
            None => Value::Absent(String::new()),
        },
    }
}

fn absent(node: Node<'_>) -> Option<String> {
    let reason = node.at("dataAbsentReason")?;
    Some(
        concept(reason)
            .map(|reason| reason.text)
            .unwrap_or_default(),
    )
}

/// `value[x]` of an Observation or a component.
fn given(node: Node<'_>) -> Option<Value> {
    let key = node
        .keys()
        .find(|key| key.starts_with("value") && node.has(key))?;
    let inner = node.at(key)?;
    let words = match key {
        "valueQuantity" => match quantity(inner) {
            Some(quantity) => return Some(Value::Quantity(quantity)),
            None => quantity_words(inner),
        },
        "valueCodeableConcept" => match concept(inner) {
            Some(concept) => return Some(Value::Concept(concept)),
            None => String::new(),
        },
        "valueRange" => range_words(inner),
        "valueRatio" => ratio_words(inner),
        "valuePeriod" => join(
            [
                inner.text("start").unwrap_or_default(),
                inner.text("end").unwrap_or_default(),
            ],
            " – ",
        ),
        _ => match inner.0 {
            Json::String(text) => long(text.trim()),
            Json::Bool(said) => return Some(Value::Boolean(*said)),
            Json::Number(_) => line(&plain_number(node, key).unwrap_or_default()),
            _ => String::new(),
        },
    };
    Some(if words.is_empty() {
        Value::Absent("given in a form that is not read".to_owned())
    } else {
        Value::Text(words)
    })
}

fn components(node: Node<'_>) -> Vec<Component> {
    let read = |part: Node<'_>| Component {
        what: part.at("code").and_then(thing).unwrap_or_default(),
        value: match (absent(part), given(part)) {
            // Given and absent at once: neither.
            (Some(_), Some(_)) => Value::Absent("given, and said to be absent".to_owned()),
            (Some(reason), None) => Value::Absent(reason),
            (None, Some(value)) => value,
            (None, None) => Value::Absent(String::new()),
        },
    };
    node.list("component")
        .into_iter()
        .take(COMPONENTS)
        .map(read)
        .collect()
}

fn ranges(node: Node<'_>) -> String {
    let one = |range: Node<'_>| {
        let said = range
            .text("text")
            .map(line)
            .unwrap_or_else(|| range_words(range));
        join([words(range, "type"), said], ": ")
    };
    join(node.list("referenceRange").into_iter().map(one), "; ")
}

/// The one range as numbers, where it is in the unit of the value: for others, and for those of certain people or of several
/// kinds, the words stand alone.
fn reference(node: Node<'_>) -> Option<ReferenceRange> {
    let ranges = node.list("referenceRange");
    let [range] = ranges.as_slice() else {
        return None;
    };
    if ["type", "appliesTo", "age", "text"]
        .iter()
        .any(|key| range.has(key))
    {
        return None;
    }
    let unit = |quantity: Node<'_>| {
        quantity
            .text("code")
            .or_else(|| quantity.text("unit"))
            .map(str::to_owned)
    };
    let of_value = unit(node.at("valueQuantity")?);
    let bound = |key: &str| match range.at(key) {
        None => Some(None),
        Some(bound) if unit(bound) != of_value || bound.has("comparator") => None,
        Some(bound) => plain_number(bound, "value").map(Some),
    };
    let found = ReferenceRange {
        low: bound("low")?,
        high: bound("high")?,
    };
    (found != ReferenceRange::default()).then_some(found)
}

/// Notes, method and site, members beside a value, and components that were left out.
fn note(reading: &Reading<'_>) -> String {
    let node = reading.node();
    let labelled = |label: &str, said: String| {
        if said.is_empty() {
            said
        } else {
            format!("{label}: {said}")
        }
    };
    let focus = node.list("focus").into_iter().map(|focus| {
        let words = reading.reference_words(focus);
        if words.is_empty() {
            focus.text("reference").unwrap_or("not named").to_owned()
        } else {
            words
        }
    });
    let beyond = node.list("component").len().saturating_sub(COMPONENTS);
    let more = if beyond > 0 {
        format!("{beyond} more components in the file")
    } else {
        String::new()
    };
    join(
        [
            labelled("About", join(focus, "; ")),
            labelled("Site", words(node, "bodySite")),
            labelled("Method", words(node, "method")),
            labelled(
                "Specimen taken",
                specimen_taken(reading).unwrap_or_default().to_owned(),
            ),
            more,
            notes(node),
        ],
        "\n",
    )
}

fn kind(node: Node<'_>, what: &Concept) -> ObservationKind {
    let by_code = what
        .codings
        .iter()
        .filter(|coding| coding.system == LOINC)
        .find_map(|coding| kind_of_loinc(&coding.code));
    // Files without codes file by words alone.
    let by_words = || {
        let categories = node.list("category").into_iter();
        let mut said = categories.filter_map(|category| category.text("text"));
        let vital = said.any(|words| words.trim().eq_ignore_ascii_case("vital signs"));
        (vital && what.codings.is_empty()).then_some(ObservationKind::Vital)
    };
    by_code
        .or_else(|| filed_as(node))
        .or_else(by_words)
        .unwrap_or(ObservationKind::Other)
}

/// Codes that mean one kind whatever category a system files them under.
fn kind_of_loinc(code: &str) -> Option<ObservationKind> {
    match code {
        "882-1" | "883-9" | "10331-7" | "34530-6" => Some(ObservationKind::BloodGroup),
        "82810-3" | "63895-7" | "11778-8" | "11779-6" | "11780-4" => {
            Some(ObservationKind::Pregnancy)
        }
        "72166-2" | "74013-4" => Some(ObservationKind::Social),
        // One half of a blood pressure.
        "8480-6" | "8462-4" => Some(ObservationKind::Vital),
        // A glucose is a vital sign only where somebody filed it as one.
        _ => Vital::ALL
            .into_iter()
            .filter(|vital| *vital != Vital::BloodSugar)
            .any(|vital| vital.loinc().0 == code)
            .then_some(ObservationKind::Vital),
    }
}

/// What the categories of an observation or a report file it as.
pub fn filed_as(node: Node<'_>) -> Option<ObservationKind> {
    let categories = node.list("category").into_iter();
    let mut codings = categories.flat_map(|category| category.list("coding"));
    codings.find_map(|coding| kind_of_category(coding.text("code")?))
}

/// FHIR's observation categories, and the sections of HL7 v2 table 0074.
fn kind_of_category(code: &str) -> Option<ObservationKind> {
    match code {
        "vital-signs" => Some(ObservationKind::Vital),
        "social-history" => Some(ObservationKind::Social),
        "imaging" | "RAD" | "XRA" | "RUS" | "CUS" | "OUS" | "CT" | "NMR" | "NMS" | "RX" => {
            Some(ObservationKind::Imaging)
        }
        "laboratory" | "LAB" | "CH" | "HM" | "MB" | "SR" | "IMM" | "COA" | "BLB" | "TX" | "VR"
        | "MCB" | "GE" => Some(ObservationKind::Laboratory),
        _ => None,
    }
}

const CATEGORIES: &str = "http://terminology.hl7.org/CodeSystem/observation-category";

/// A pregnancy and a blood group are told by what they are of.
fn code_of_kind(kind: ObservationKind) -> Option<&'static str> {
    match kind {
        ObservationKind::Vital => Some("vital-signs"),
        ObservationKind::Laboratory => Some("laboratory"),
        ObservationKind::Imaging => Some("imaging"),
        ObservationKind::Social => Some("social-history"),
        ObservationKind::Pregnancy | ObservationKind::BloodGroup | ObservationKind::Other => None,
    }
}

/// Whether the time it stands at is all that is observed: the day on which the last period began.
fn is_last_period(observation: &Observation) -> bool {
    observation.vital() == Some(Vital::LastPeriod)
        && observation.value == Value::Text(String::new())
}

/// The value of an Observation or a component. A number that JSON has no word for is written in words.
fn with_value(object: Object, value: &Value) -> Object {
    match value {
        Value::Quantity(said) => match writing::number(&said.value) {
            Some(number) => object.with("valueQuantity", writing::quantity(number, &said.unit)),
            None => object.with("valueString", join([&said.value, &said.unit], " ")),
        },
        Value::Text(words) => object.with("valueString", words.as_str()),
        Value::Concept(said) => object.with("valueCodeableConcept", writing::concept(said)),
        Value::Absent(reason) => object.with("dataAbsentReason", writing::words(reason)),
        Value::Components => object,
        Value::Boolean(said) => object.with("valueBoolean", *said),
    }
}

/// The range as words, or its numbers in the unit of the value.
fn range(observation: &Observation) -> Json {
    let unit = match &observation.value {
        Value::Quantity(value) => value.unit.as_str(),
        _ => "",
    };
    let bound = |bound: &Option<String>| {
        let number = writing::number(bound.as_deref()?)?;
        Some(writing::quantity(number, unit))
    };
    let numbers = observation.reference.clone().unwrap_or_default();
    Object::default()
        .with("low", bound(&numbers.low))
        .with("high", bound(&numbers.high))
        .with("text", observation.range.as_deref())
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::concept::Coding;
    use crate::chart::statement::Statement;
    use crate::chart::value::Quantity;
    use crate::transfer::fhir::writing::tests::{again, hold, said, written};

    fn of(value: Value) -> Observation {
        let what = Concept::words("Something seen");
        Observation::new(ObservationKind::Other, what, value)
    }

    fn number(value: &str, unit: &str) -> Value {
        let (value, unit) = (value.to_owned(), unit.to_owned());
        Value::Quantity(Quantity { value, unit })
    }

    fn bounds(low: &str, high: &str) -> Option<ReferenceRange> {
        let bound = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let (low, high) = (bound(low), bound(high));
        Some(ReferenceRange { low, high })
    }

    #[test]
    fn what_is_written_is_read_again() {
        let values = [
            number("9.80", "g/dL"),
            number("120", "mm[Hg]"),
            number("5", ""),
            number("-5.0", "mmol/L"),
            Value::Text("<0.5 mg/L".into()),
            Value::Concept(Concept::words("positive")),
            Value::Absent("haemolysed".into()),
            Value::Absent(String::new()),
            Value::Boolean(false),
        ];
        let mut all: Vec<Observation> = values.map(of).to_vec();
        let ranges = [
            bounds("12", "16.50"),
            bounds("12", ""),
            bounds("", "0.3"),
            bounds("-2", "2"),
        ];
        all.extend(ranges.map(|reference| Observation {
            reference,
            ..of(number("9.80", "g/dL"))
        }));
        let parts = [
            ("Upper", number("120", "mm[Hg]")),
            ("Lower", Value::Absent(String::new())),
        ];
        all.push(Observation {
            components: parts
                .map(|(what, value)| Component {
                    what: Concept::words(what),
                    value,
                })
                .to_vec(),
            interpretation: Some("high".into()),
            range: Some("below 140 in adults".into()),
            note: Some("lying down\nleft arm".into()),
            ..of(Value::Components)
        });
        let kinds = [
            ObservationKind::Vital,
            ObservationKind::Laboratory,
            ObservationKind::Imaging,
            ObservationKind::Social,
        ];
        all.extend(kinds.map(|kind| Observation {
            kind,
            ..of(Value::Boolean(true))
        }));
        let coded = |kind, code: &str| {
            let (system, code, display) = (LOINC.into(), code.into(), "Asked".into());
            let what = Concept {
                text: "Asked".into(),
                codings: vec![Coding {
                    system,
                    code,
                    display,
                }],
            };
            Observation::new(kind, what, Value::Text("A+".into()))
        };
        all.push(coded(ObservationKind::BloodGroup, "882-1"));
        all.push(coded(ObservationKind::Pregnancy, "82810-3"));
        all.push(coded(ObservationKind::Pregnancy, "63895-7"));
        let mut all: Vec<Statement> = all
            .into_iter()
            .map(|one| said(Fact::Observation(one)))
            .collect();
        all.push(Statement {
            when: When::Unknown,
            ..all[0].clone()
        });
        let besides = [
            Standing::Cancelled,
            Standing::Unconfirmed,
            Standing::Intended,
        ];
        hold(&all, &besides);
    }

    #[test]
    fn the_day_of_a_last_period_is_its_value() {
        let period = Observation::new(
            ObservationKind::Vital,
            Concept::loinc(Vital::LastPeriod.loinc()),
            Value::Text(String::new()),
        );
        let told = said(Fact::Observation(period.clone()));
        assert_eq!(written(&told)["valueDateTime"], "2026-03-04");
        let read = Observation {
            value: Value::Text("2026-03-04".into()),
            ..period
        };
        let wanted = Statement {
            fact: Fact::Observation(read),
            ..told.clone()
        };
        assert_eq!(again(&told), wanted);
        // Where the value says it in the words of a file, those are kept.
        assert_eq!(again(&wanted), wanted);
    }

    #[test]
    fn a_negative_number_stays_a_number() {
        let cold = said(Fact::Observation(of(number("-5.0", "mmol/L"))));
        let written = written(&cold);
        let value = written.pointer("/valueQuantity/value").map(Json::to_string);
        assert_eq!(value.as_deref(), Some("-5.0"), "{written}");
    }
}
