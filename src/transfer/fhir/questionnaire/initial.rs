//! What stands in a question when the form is opened.

use serde_json::Value as Json;

use super::fields::{Refusals, one_of};
use super::numbers::{decimal, quantity};
use super::{options, words};
use crate::base::{Language, Stamp};
use crate::chart::draft::DateDraft;
use crate::chart::questionnaire::{Choice, Item, ItemKind, NotKnown, ReadIn, Typed};
use crate::chart::when::When;
use crate::transfer::fhir::dates::when;
use crate::transfer::fhir::json::Node;

/// What an item begins with, as if somebody had typed it. What could not be typed is refused.
pub fn of(node: Node<'_>, item: &Item, is_score: bool, refused: &mut Refusals) -> Vec<Typed> {
    let given = refused.list(node, "initial");
    let mut initial = Vec::new();
    for one in &given {
        refused.only(*one, VALUES, &[]);
        let value = one_of(*one, "value").ok().flatten();
        if let Some(("Coding", coding)) = value {
            words::coded(Node(coding), &[], refused);
        }
        initial.extend(value.and_then(|(form, value)| typed(form, value, item)));
    }
    let selected = options::selected(node);
    let wanted = given.len() + selected.len();
    initial.extend(selected.into_iter().map(Typed::Option));
    let one_is_enough = item.repeats || wanted <= 1;
    let is_answer = |typed: &Typed| matches!(typed.read(item, ANYWHERE), Ok(Some(_)));
    let all_read = initial.len() == wanted && initial.iter().all(is_answer);
    let is_one = one_is_enough && all_read && !(is_score && wanted > 0);
    if !is_one && !refused.has(&item.link_id) {
        refused.say(NotKnown::Initial);
    }
    initial
}

/// The forms of what a question begins with.
const VALUES: &[&str] = &[
    "valueBoolean",
    "valueDecimal",
    "valueInteger",
    "valueDate",
    "valueDateTime",
    "valueString",
    "valueCoding",
    "valueQuantity",
];

/// No question reads what it begins with otherwise in another place.
const ANYWHERE: ReadIn = ReadIn {
    language: Language::English,
    now: Stamp::UNKNOWN,
};

fn typed(form: &str, value: &Json, item: &Item) -> Option<Typed> {
    match (&item.kind, form) {
        (ItemKind::Boolean, "Boolean") => Some(Typed::Boolean(value.as_bool()?)),
        (ItemKind::Number(_), "Integer" | "Decimal") => Some(Typed::Number {
            text: decimal(value)?,
            unit: String::new(),
        }),
        (ItemKind::Number(number), "Quantity") => {
            let (text, unit) = quantity(value)?;
            let is_one = number.units.iter().any(|known| known.code == unit);
            (is_one || unit.is_empty()).then_some(Typed::Number { text, unit })
        }
        (ItemKind::Date, "Date") | (ItemKind::DateTime, "DateTime" | "Date") => {
            let when = when(value.as_str()?);
            // At which hour somewhere else is no hour here.
            let is_day = when.is_known() && !matches!(when, When::Moment(_));
            is_day.then(|| Typed::Date {
                date: DateDraft::from(when),
                time: String::new(),
            })
        }
        (ItemKind::Words(_), "String") => Some(Typed::Words(words::clean(value.as_str()?))),
        (ItemKind::Choice(choice), _) => match option(form, value, choice) {
            Some(at) => Some(Typed::Option(at)),
            None if choice.is_open && form == "String" => {
                Some(Typed::Other(words::clean(value.as_str()?)))
            }
            None => None,
        },
        _ => None,
    }
}

/// Which option a value is, by its code, or by its words where it has none.
pub fn option(form: &str, value: &Json, choice: &Choice) -> Option<u32> {
    let words_of = |value: &Json| match value {
        Json::Number(number) => number.to_string(),
        other => words::clean(other.as_str().unwrap_or_default()),
    };
    let at = match form {
        "Coding" => {
            let part = |key: &str| words_of(&value[key]);
            let (system, code, display) = (part("system"), part("code"), part("display"));
            choice
                .options
                .iter()
                .position(|option| match &option.coding {
                    Some(own) => !code.is_empty() && (&own.system, &own.code) == (&system, &code),
                    None => code.is_empty() && option.text.words == display,
                })
        }
        "String" | "Integer" | "Date" => {
            let words = words_of(value);
            let is_meant = |option: &crate::chart::questionnaire::Answer| {
                option.coding.is_none() && option.text.words == words
            };
            choice.options.iter().position(is_meant)
        }
        _ => None,
    };
    at.and_then(|at| u32::try_from(at).ok())
}
