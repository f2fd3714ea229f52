//! A form out of a file: a Questionnaire of FHIR R4, taken whole or refused item by item.
//!
//! Every field and every extension of it is understood, stands on a list of those that change nothing about what is asked or
//! taken (`fields`, `extensions`), or is a reason to refuse the form.

mod conditions;
mod extensions;
mod fields;
mod initial;
mod items;
mod numbers;
mod options;
mod sum;
mod twice;
mod words;

use serde_json::Value as Json;

use self::fields::Refusals;
use self::options::ValueSets;
use super::json::{self, Node};
use super::{FhirError, elements};
use crate::chart::questionnaire::{MOST_ITEMS, NotKnown, Questionnaire, Refusal, Text};

/// Fields of a form that are understood.
const FIELDS: &[&str] = &[
    "resourceType",
    "url",
    "identifier",
    "version",
    "name",
    "title",
    "_title",
    "status",
    "subjectType",
    "publisher",
    "code",
    "contained",
    "item",
    "extension",
];

/// Fields of a form that change nothing about what is asked or taken, and why.
const BESIDE: &[(&str, &str)] = &[
    ("id", "where a server keeps it"),
    ("meta", "when and by which profile a server keeps it"),
    ("language", "words that are in another say so themselves"),
    ("text", "the same form once more, to be read"),
    ("experimental", "what its makers think of it"),
    ("date", "when it was published"),
    ("contact", "who answers for it"),
    ("description", "for whoever chooses a form"),
    ("useContext", "for whoever chooses a form"),
    ("jurisdiction", "for whoever chooses a form"),
    ("purpose", "why it was made"),
    ("copyright", "what stands in the file, which is kept"),
    ("approvalDate", "when its makers approved it"),
    ("lastReviewDate", "when its makers looked at it"),
    (
        "effectivePeriod",
        "an administrator puts it in use and ends it",
    ),
];

/// Reads a form.
///
/// # Errors
/// Everything of it that is not known here.
pub fn read(file: &str) -> Result<Questionnaire, Vec<Refusal>> {
    let mut refused = Refusals::default();
    let form = parsed(file, &mut refused).and_then(|json| whole(Node(&json), &mut refused));
    match form {
        Some(form) if refused.is_empty() => Ok(form),
        _ => Err(refused.into_all()),
    }
}

fn parsed(file: &str, refused: &mut Refusals) -> Option<Json> {
    let mut values = match json::values(file.as_bytes()) {
        Ok(values) => values,
        Err(error) => {
            refused.say(match error {
                FhirError::TooDeep { .. } => NotKnown::TooDeep {
                    most: items::MOST_LEVELS,
                },
                _ => NotKnown::NotAQuestionnaire,
            });
            return None;
        }
    };
    let form = values.pop().filter(|_| values.is_empty());
    let form = form.filter(|form| Node(form).text("resourceType") == Some("Questionnaire"));
    if form.is_none() {
        refused.say(NotKnown::NotAQuestionnaire);
    }
    if let Some(key) = twice::twice(file) {
        refused.say(NotKnown::Twice(key));
        return None;
    }
    form
}

fn whole(form: Node<'_>, refused: &mut Refusals) -> Option<Questionnaire> {
    let count = items::count(form);
    if count > MOST_ITEMS {
        refused.say(NotKnown::TooManyItems {
            count: u32::try_from(count).unwrap_or(u32::MAX),
            most: MOST_ITEMS as u32,
        });
        return None;
    }
    refused.only(form, FIELDS, BESIDE);
    let extended = extensions::of(form, &[extensions::EXTRACT], refused);
    let codes = words::codings(form, "code", refused);
    let url = url(form, refused);
    let title = title(form, refused);
    is_for_somebody(form, refused);
    let sets = ValueSets::of(form, refused);
    let is_extracted = extended.flag(extensions::EXTRACT, refused).unwrap_or(false);
    let version = words::plain(form, "version", refused);
    let publisher = words::plain(form, "publisher", refused);
    let title = match title.words.is_empty() {
        false => title,
        true => {
            let named = codes.first().map(|code| code.display.clone());
            let named = named.filter(|named| !named.is_empty());
            Text::plain(named.unwrap_or_else(|| url.clone()))
        }
    };
    if title.words.is_empty() {
        refused.say(NotKnown::NoWords);
    }
    let read = items::all(form, is_extracted, &sets, refused);
    let mut whole = Questionnaire {
        url,
        version,
        title,
        publisher,
        items: read.items,
    };
    if !whole.all_items().iter().any(|(_, item)| item.is_question()) {
        refused.at("", "");
        refused.say(NotKnown::NoQuestion);
    }
    sum::settle(&mut whole, &read.sums, refused);
    conditions::settle(&mut whole, &read.conditions, refused);
    Some(whole)
}

/// Its canonical address; of a form without one the number that it has elsewhere, or its name.
fn url(form: Node<'_>, refused: &mut Refusals) -> String {
    let own = words::plain(form, "url", refused);
    const BESIDE: &[(&str, &str)] = &[
        ("use", "for what that number is"),
        ("type", "what kind of number it is"),
        ("system", "whose number it is"),
        ("period", "since when it has that number"),
        ("assigner", "who gave it that number"),
    ];
    let identifiers = refused.list(form, "identifier");
    for identifier in &identifiers {
        refused.only(*identifier, &["value"], BESIDE);
    }
    let mut numbers = identifiers.iter().filter_map(|number| number.text("value"));
    let number = numbers.next().map(elements::line);
    let named = ["name", "title"].map(|key| words::plain(form, key, refused));
    let all = [own, number.unwrap_or_default()].into_iter().chain(named);
    all.into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

fn title(form: Node<'_>, refused: &mut Refusals) -> Text {
    let title = words::text(form, "title", refused);
    match title.words.is_empty() {
        true => Text::plain(words::plain(form, "name", refused)),
        false => title,
    }
}

/// It is in one of the states that a published form has, and people can be asked by it.
fn is_for_somebody(form: Node<'_>, refused: &mut Refusals) {
    const STATES: [&str; 4] = ["draft", "active", "retired", "unknown"];
    if form.0.get("status").is_some() {
        let status = form.0["status"].as_str();
        if !status.is_some_and(|status| STATES.contains(&status)) {
            refused.say(NotKnown::Field("status".into()));
        }
    }
    if let Some(types) = form.0.get("subjectType") {
        let types = types.as_array();
        if !types.is_some_and(|types| types.iter().any(|one| one == "Patient")) {
            refused.say(NotKnown::Field("subjectType".into()));
        }
    }
}
