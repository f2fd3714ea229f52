//! FHIR's data types as the chart's words: concepts, quantities, notes, people. All texts are cut to bounds, so that one
//! resource never outgrows an entry; the file keeps the whole.

use std::collections::HashSet;

use super::dates::no_date_of_choice;
use super::json::Node;
use crate::chart::concept::{Coding, Concept};
use crate::chart::value::Quantity;
use crate::terms::decimal::without_exponent;
use crate::terms::ucum;

/// Bytes of a long text (a conclusion, a note).
const LONG: usize = 16 * 1024;
/// Bytes of a line (a name, a title).
const LINE: usize = 500;
const CODINGS: usize = 16;

const UCUM: &str = "http://unitsofmeasure.org";

/// Cuts to at most `bound` bytes and says so.
fn cut(text: &str, bound: usize) -> String {
    if text.len() <= bound {
        return text.to_owned();
    }
    let end = (0..=bound)
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    format!("{} […]", &text[..end])
}

pub fn line(text: &str) -> String {
    cut(text, LINE)
}

pub fn long(text: &str) -> String {
    cut(text, LONG)
}

/// Non-empty parts with `between` between them.
pub fn join<S: AsRef<str>>(parts: impl IntoIterator<Item = S>, between: &str) -> String {
    let mut all = String::new();
    for part in parts {
        let part = part.as_ref().trim();
        if part.is_empty() {
            continue;
        }
        if !all.is_empty() {
            all.push_str(between);
        }
        all.push_str(part);
    }
    long(&all)
}

/// As `join`, with each part said once.
pub fn join_distinct(parts: impl IntoIterator<Item = String>, between: &str) -> String {
    let mut said: HashSet<String> = HashSet::new();
    join(
        parts.into_iter().filter(|part| said.insert(part.clone())),
        between,
    )
}

/// A CodeableConcept: its own text, else a display, else a code. `None` when it says nothing.
pub fn concept(node: Node<'_>) -> Option<Concept> {
    let codings: Vec<Coding> = node
        .list("coding")
        .into_iter()
        .filter_map(coding)
        .take(CODINGS)
        .collect();
    let shown =
        |coding: &Coding| Some(coding.display.clone()).filter(|display| !display.is_empty());
    let text = node
        .text("text")
        .map(line)
        .or_else(|| codings.iter().find_map(shown))
        .or_else(|| codings.first().map(|coding| coding.code.clone()))?;
    Some(Concept { text, codings })
}

/// What a thing is called. A code alone is no name: it reads as the code it is, with the code system it is of.
pub fn thing(node: Node<'_>) -> Option<Concept> {
    let mut thing =
        concept(node).or_else(|| node.as_str().map(|text| Concept::words(line(text))))?;
    let named = node.text("text").is_some()
        || node.as_str().is_some()
        || thing
            .codings
            .iter()
            .any(|coding| !coding.display.is_empty());
    if !named && let Some(coding) = thing.codings.first() {
        thing.text = code_words(coding);
    }
    Some(thing)
}

/// "code 00417 (local)", "code 386661006 (SNOMED CT)".
fn code_words(coding: &Coding) -> String {
    if coding.system.is_empty() {
        return format!("code {}", coding.code);
    }
    let system = SYSTEMS
        .iter()
        .find(|(address, _)| coding.system.trim_end_matches('/') == *address)
        .map_or("local", |(_, name)| name);
    format!("code {} ({system})", coding.code)
}

/// Names of code systems by their addresses (HL7 Terminology, "external code systems").
const SYSTEMS: [(&str, &str); 16] = [
    ("http://snomed.info/sct", "SNOMED CT"),
    ("http://loinc.org", "LOINC"),
    ("http://www.nlm.nih.gov/research/umls/rxnorm", "RxNorm"),
    ("http://hl7.org/fhir/sid/icd-10", "ICD-10"),
    ("http://hl7.org/fhir/sid/icd-10-cm", "ICD-10-CM"),
    ("http://hl7.org/fhir/sid/icd-9-cm", "ICD-9-CM"),
    ("http://id.who.int/icd/release/11/mms", "ICD-11"),
    ("http://hl7.org/fhir/sid/icpc-2", "ICPC-2"),
    ("http://www.whocc.no/atc", "ATC"),
    ("http://hl7.org/fhir/sid/cvx", "CVX"),
    ("http://hl7.org/fhir/sid/ndc", "NDC"),
    ("http://fdasis.nlm.nih.gov", "UNII"),
    ("http://www.ama-assn.org/go/cpt", "CPT"),
    ("https://dmd.nhs.uk", "dm+d"),
    ("urn:oid:2.16.840.1.113883.6.96", "SNOMED CT"),
    ("urn:oid:2.16.840.1.113883.6.1", "LOINC"),
];

/// The numbers of identifiers under `key`, as codes.
pub fn numbers(node: Node<'_>, key: &str) -> Vec<Coding> {
    let part = |identifier: Node<'_>, key: &str| identifier.text(key).map(line);
    let read = |identifier: Node<'_>| {
        Some(Coding {
            code: part(identifier, "value")?,
            system: part(identifier, "system").unwrap_or_default(),
            display: String::new(),
        })
    };
    let all = node.list(key).into_iter().filter_map(read);
    all.take(CODINGS).collect()
}

/// A Coding that has a code or a display.
pub fn coding(node: Node<'_>) -> Option<Coding> {
    let part = |key: &str| node.text(key).map(line).unwrap_or_default();
    let coding = Coding {
        system: part("system"),
        code: part("code"),
        display: part("display"),
    };
    (!coding.code.is_empty() || !coding.display.is_empty()).then_some(coding)
}

/// The words of a concept under `key`; empty when there is none.
pub fn words(node: Node<'_>, key: &str) -> String {
    node.at(key)
        .and_then(concept)
        .map(|concept| concept.text)
        .unwrap_or_default()
}

/// The words of a list of concepts.
pub fn words_of_all(node: Node<'_>, key: &str) -> String {
    join(
        node.list(key)
            .into_iter()
            .filter_map(concept)
            .map(|concept| concept.text),
        "; ",
    )
}

/// Annotations.
pub fn notes(node: Node<'_>) -> String {
    join(
        node.list("note")
            .into_iter()
            .filter_map(|note| note.text("text")),
        "\n",
    )
}

/// A unit: the UCUM code where there is one, else as written.
fn unit(node: Node<'_>) -> String {
    let ucum = (node.text("system") == Some(UCUM))
        .then(|| node.text("code"))
        .flatten();
    ucum.or_else(|| node.text("unit"))
        .or_else(|| node.text("code"))
        .map(line)
        .unwrap_or_default()
}

/// A number as it is read: without its exponent, with every figure of the file.
pub fn plain_number(node: Node<'_>, key: &str) -> Option<String> {
    let number = node.number(key)?;
    Some(without_exponent(&number).unwrap_or(number))
}

/// A plain Quantity. `None` where there is no number, or only a bound ("less than"), which is no value.
pub fn quantity(node: Node<'_>) -> Option<Quantity> {
    if node.has("comparator") {
        return None;
    }
    Some(Quantity {
        value: line(&plain_number(node, "value")?),
        unit: unit(node),
    })
}

/// Any Quantity in words, a bound included; empty when it says nothing.
pub fn quantity_words(node: Node<'_>) -> String {
    let comparator = node.text("comparator").unwrap_or_default();
    let number = plain_number(node, "value").unwrap_or_default();
    join(
        [
            format!("{comparator}{number}"),
            readable(node.text("unit").map(line).unwrap_or_else(|| unit(node))),
        ],
        " ",
    )
}

/// A code among words reads as people write it; how many doses, the page says in its own language.
fn readable(unit: String) -> String {
    let counts_doses = matches!(unit.as_str(), "{dose}" | "{doses}");
    match unit.contains(['{', '[', '*']) && !counts_doses {
        true => ucum::words(&unit),
        false => unit,
    }
}

/// `low – high` of a Range, either of which may be missing.
pub fn range_words(node: Node<'_>) -> String {
    let side = |key: &str| node.at(key).map(quantity_words).unwrap_or_default();
    match (side("low"), side("high")) {
        (low, high) if low.is_empty() && high.is_empty() => String::new(),
        (low, high) if high.is_empty() => format!("≥ {low}"),
        (low, high) if low.is_empty() => format!("≤ {high}"),
        (low, high) => match (low.rsplit_once(' '), high.rsplit_once(' ')) {
            (Some((number, unit)), Some((_, same))) if unit == same => format!("{number} – {high}"),
            _ => format!("{low} – {high}"),
        },
    }
}

pub fn ratio_words(node: Node<'_>) -> String {
    let side = |key: &str| node.at(key).map(quantity_words).unwrap_or_default();
    match (side("numerator"), side("denominator")) {
        // Of one tablet, one sachet: as much as the whole.
        (numerator, one) if matches!(one.as_str(), "1" | "1 1" | "1.0") => numerator,
        (numerator, denominator) => join([numerator, denominator], " / "),
    }
}

/// The time of `<name>[x]` where it is no date: words, an age, a range of ages, a date no calendar has. Empty where there is
/// none.
pub fn time_words(node: Node<'_>, name: &str) -> String {
    let text = node.text(&format!("{name}String")).map(line);
    let age = || node.at(&format!("{name}Age")).map(quantity_words);
    let range = || node.at(&format!("{name}Range")).map(range_words);
    text.or_else(age)
        .or_else(range)
        .unwrap_or_else(|| no_date_of_choice(node, name))
}

/// A HumanName in one line.
pub fn person(name: Node<'_>) -> String {
    if let Some(text) = name.text("text") {
        return line(text);
    }
    join(
        given_names(name).into_iter().chain(name.text("family")),
        " ",
    )
}

/// The given names of a HumanName.
pub fn given_names(name: Node<'_>) -> Vec<&str> {
    match name.at("given").map(|given| given.0) {
        Some(serde_json::Value::Array(items)) => items
            .iter()
            .filter_map(|item| Node(item).as_str())
            .collect(),
        Some(_) => name.text("given").into_iter().collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_bound_is_no_value() {
        let below: serde_json::Value =
            serde_json::from_str(r#"{"value": 0.50, "comparator": "<", "unit": "mg/L"}"#)
                .expect("as written in the test");
        assert_eq!(quantity(Node(&below)), None);
        assert_eq!(quantity_words(Node(&below)), "<0.50 mg/L");
    }

    #[test]
    fn units_are_ucum_where_given() {
        let value: serde_json::Value = serde_json::from_str(
            r#"{"value": 120.0, "unit": "mmHg", "system": "http://unitsofmeasure.org", "code": "mm[Hg]"}"#,
        )
        .expect("as written in the test");
        let wanted = Quantity {
            value: "120.0".to_owned(),
            unit: "mm[Hg]".to_owned(),
        };
        assert_eq!(quantity(Node(&value)), Some(wanted));
    }

    #[test]
    fn a_concept_always_has_words() {
        assert_eq!(
            concept(Node(&json!({"coding": [{"code": "X1"}]})))
                .expect("as written in the test")
                .text,
            "X1"
        );
        assert_eq!(
            concept(Node(
                &json!({"coding": [{"code": "X1"}, {"display": "Cough"}]})
            ))
            .expect("as written in the test")
            .text,
            "Cough"
        );
        assert_eq!(concept(Node(&json!({"text": " ", "coding": []}))), None);
        assert_eq!(concept(Node(&json!("cough"))), None);
    }

    #[test]
    fn long_texts_are_cut_at_a_character() {
        let cut = line(&"é".repeat(1000));
        assert!(cut.ends_with(" […]") && cut.len() <= LINE + 6);
    }
}
