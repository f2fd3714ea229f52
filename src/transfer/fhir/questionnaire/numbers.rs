//! Numbers: their units, and the least and the most that is taken.

use serde_json::Value as Json;

use super::extensions::{self, Extended};
use super::fields::Refusals;
use super::words;
use crate::chart::questionnaire::{NotKnown, Number, Unit};
use crate::terms::decimal::{parse_decimal, without_exponent};
use crate::transfer::fhir::json::Node;

/// The code system of units.
pub const UCUM: &str = "http://unitsofmeasure.org";

/// A whole number that is not below zero, as JSON has it.
pub fn whole_number(value: &Json) -> Option<u32> {
    value.as_u64().and_then(|number| u32::try_from(number).ok())
}

/// A number of JSON with its figures; `None` for what is none, is below zero, or has more figures than a measurement.
pub fn decimal(value: &Json) -> Option<String> {
    let written = value.as_number()?.to_string();
    let plain = without_exponent(&written).unwrap_or(written);
    let is_plain = plain
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_plain && parse_decimal(&plain).is_some()).then_some(plain)
}

/// What a question for a number takes.
pub fn number(kind: &str, extended: &Extended<'_>, refused: &mut Refusals) -> Number {
    let mut number = Number {
        is_whole: kind == "integer",
        units: units(extended, refused),
        ..Number::default()
    };
    if kind == "quantity" && number.units.is_empty() {
        refused.say(NotKnown::NoUnit);
    }
    number.least = bound(extensions::LEAST, &number, extended, refused);
    number.most = bound(extensions::MOST, &number, extended, refused);
    let both = number.least.as_deref().zip(number.most.as_deref());
    if let Some((least, most)) = both
        && parse_decimal(least) > parse_decimal(most)
    {
        refused.say(NotKnown::Bound(most.to_owned()));
    }
    number
}

/// Dates have no bounds here.
pub fn no_bounds(extended: &Extended<'_>, refused: &mut Refusals) {
    for names in [extensions::LEAST, extensions::MOST] {
        let value = extended.value(names, &["Date", "DateTime"], refused);
        if let Some((_, value)) = value {
            refused.say(NotKnown::Bound(written(value)));
        }
    }
}

fn units(extended: &Extended<'_>, refused: &mut Refusals) -> Vec<Unit> {
    let first = extended.value(&[extensions::UNIT], &["Coding"], refused);
    let others = extended.all(extensions::UNIT_OPTION).into_iter();
    let others: Vec<&Json> = others
        .filter_map(|option| {
            let value = extensions::value(option, &["Coding"]);
            if value.is_none() {
                let name = extensions::UNIT_OPTION.to_owned();
                refused.say(NotKnown::Extension(name));
            }
            value.map(|(_, value)| value)
        })
        .collect();
    let mut units: Vec<Unit> = Vec::new();
    for coding in first.map(|(_, coding)| coding).into_iter().chain(others) {
        let unit = unit(coding, refused);
        if !units.iter().any(|known| known.code == unit.code) {
            units.push(unit);
        }
    }
    units
}

/// A unit by its code of UCUM; of one that has none, as it is written.
fn unit(coding: &Json, refused: &mut Refusals) -> Unit {
    let coding = words::coded(Node(coding), &[], refused).coding;
    let is_ucum = coding.system == UCUM && !coding.code.is_empty();
    let display = match coding.display.is_empty() {
        true => coding.code.clone(),
        false => coding.display,
    };
    let code = if is_ucum {
        coding.code
    } else {
        display.clone()
    };
    Unit { code, display }
}

fn bound(
    names: &[&str],
    of: &Number,
    extended: &Extended<'_>,
    refused: &mut Refusals,
) -> Option<String> {
    let forms = ["Integer", "Decimal", "Quantity"];
    let (form, value) = extended.value(names, &forms, refused)?;
    let number = match form {
        "Quantity" => quantity(value).filter(|(_, unit)| {
            let first = of.units.first();
            unit.is_empty() || first.is_some_and(|first| first.code == *unit)
        }),
        _ => decimal(value).map(|number| (number, String::new())),
    };
    if number.is_none() {
        refused.say(NotKnown::Bound(written(value)));
    }
    number.map(|(number, _)| number)
}

/// A Quantity that is a number and its unit, and nothing beside.
pub fn quantity(value: &Json) -> Option<(String, String)> {
    const FIELDS: [&str; 5] = ["value", "unit", "system", "code", "id"];
    let node = Node(value);
    let is_plain = node.keys().all(|key| FIELDS.contains(&key));
    let number = decimal(node.0.get("value")?).filter(|_| is_plain)?;
    let ucum = node
        .text("code")
        .filter(|_| node.text("system") == Some(UCUM));
    let unit = ucum.or(node.text("unit")).or(node.text("code"));
    Some((number, unit.map(words::clean).unwrap_or_default()))
}

/// A value as a reader finds it in the file.
pub fn written(value: &Json) -> String {
    match value {
        Json::String(text) => words::clean(text),
        Json::Object(quantity) => match quantity.get("value") {
            Some(Json::Number(number)) => number.to_string(),
            _ => String::new(),
        },
        other => other.to_string(),
    }
}
