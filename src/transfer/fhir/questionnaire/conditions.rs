//! `enableWhen`: after which answers an item is asked. A test that no answer can pass, one of a question that is not there, and
//! items that wait for each other are refused.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::fields::{Refusals, one_of};
use super::initial::option;
use super::numbers::{decimal, quantity};
use super::words;
use crate::chart::concept::Concept;
use crate::chart::questionnaire::{
    Condition, Given, Is, Item, ItemKind, NotKnown, Number, Questionnaire, Test,
};
use crate::chart::value::Quantity;
use crate::chart::when::When;
use crate::terms::decimal::parse_decimal;
use crate::terms::units::convert;
use crate::transfer::fhir::dates::when;
use crate::transfer::fhir::json::Node;

/// What an item waits for, as the file says it.
pub struct Wanted {
    link_id: String,
    words: String,
    all: bool,
    tests: Vec<WantedTest>,
}

struct WantedTest {
    question: String,
    operator: String,
    /// "Boolean", "Coding" …, and the answer.
    form: String,
    answer: Json,
}

/// Reads what an item waits for; `None` where it is always asked.
pub fn wanted(node: Node<'_>, item: &Item, refused: &mut Refusals) -> Option<Wanted> {
    let all = match refused.string(node, "enableBehavior") {
        Some("all") => Some(true),
        Some("any") => Some(false),
        Some(_) => {
            refused.field("enableBehavior");
            None
        }
        None => None,
    };
    let tests = refused.list(node, "enableWhen");
    // Of several, whether one is enough has to be said.
    if tests.len() > 1 && all.is_none() {
        refused.field("enableBehavior");
    }
    let tests: Vec<WantedTest> = tests
        .into_iter()
        .filter_map(|one| test(one, refused))
        .collect();
    (!tests.is_empty()).then(|| Wanted {
        link_id: item.link_id.clone(),
        words: item.text.words.clone(),
        all: all.unwrap_or(true),
        tests,
    })
}

fn test(node: Node<'_>, refused: &mut Refusals) -> Option<WantedTest> {
    const FIELDS: &[&str] = &[
        "question",
        "operator",
        "answerBoolean",
        "answerDecimal",
        "answerInteger",
        "answerDate",
        "answerDateTime",
        "answerTime",
        "answerString",
        "answerCoding",
        "answerQuantity",
        "answerReference",
    ];
    refused.only(node, FIELDS, &[]);
    let question = refused.string(node, "question");
    let operator = refused.string(node, "operator");
    let (Some(question), Some(operator), Ok(Some((form, answer)))) =
        (question, operator, one_of(node, "answer"))
    else {
        refused.field("enableWhen");
        return None;
    };
    if form == "Coding" {
        words::coded(Node(answer), &[], refused);
    }
    Some(WantedTest {
        question: question.to_owned(),
        operator: operator.to_owned(),
        form: form.to_owned(),
        answer: answer.clone(),
    })
}

/// Gives every item what it waits for.
pub fn settle(form: &mut Questionnaire, wanted: &[Wanted], refused: &mut Refusals) {
    let mut conditions = BTreeMap::new();
    let all: BTreeMap<&str, &Item> = form
        .all_items()
        .into_iter()
        .map(|(_, item)| (item.link_id.as_str(), item))
        .collect();
    for one in wanted {
        refused.at(&one.link_id, &one.words);
        let mut tests = Vec::new();
        for test in &one.tests {
            match all.get(test.question.as_str()) {
                None => refused.say(NotKnown::AskedAfterNothing(test.question.clone())),
                Some(_) if refused.has(&test.question) && test.question != one.link_id => {}
                Some(question) => match is(test, question) {
                    Some(is) => tests.push(Test {
                        question: test.question.clone(),
                        is,
                    }),
                    None => refused.say(NotKnown::AskedAfterOther(test.question.clone())),
                },
            }
        }
        let condition = Condition {
            all: one.all,
            tests,
        };
        conditions.insert(one.link_id.clone(), condition);
    }
    put(&mut form.items, &mut conditions);
    no_circles(form, refused);
}

fn put(items: &mut [Item], conditions: &mut BTreeMap<String, Condition>) {
    for item in items {
        item.condition = conditions.remove(&item.link_id);
        put(&mut item.items, conditions);
    }
}

/// The test of an answer; `None` where the question cannot have such an answer.
fn is(test: &WantedTest, question: &Item) -> Option<Is> {
    if !question.is_question() {
        return None;
    }
    let answer = || given(&test.form, &test.answer, &question.kind);
    let ordered = || {
        let has_order = matches!(
            question.kind,
            ItemKind::Number(_) | ItemKind::Date | ItemKind::DateTime
        );
        answer().filter(|_| has_order)
    };
    match test.operator.as_str() {
        "exists" if test.form == "Boolean" => Some(Is::Answered(test.answer.as_bool()?)),
        "=" => Some(Is::Equal(answer()?)),
        "!=" => Some(Is::NotEqual(answer()?)),
        ">" => Some(Is::Greater(ordered()?)),
        "<" => Some(Is::Less(ordered()?)),
        ">=" => Some(Is::GreaterOrEqual(ordered()?)),
        "<=" => Some(Is::LessOrEqual(ordered()?)),
        _ => None,
    }
}

/// An answer that a question of that kind can have.
fn given(form: &str, answer: &Json, kind: &ItemKind) -> Option<Given> {
    match (kind, form) {
        (ItemKind::Boolean, "Boolean") => Some(Given::Boolean(answer.as_bool()?)),
        (ItemKind::Number(_), "Integer" | "Decimal") => Some(Given::Number(Quantity {
            value: decimal(answer)?,
            unit: String::new(),
        })),
        (ItemKind::Number(number), "Quantity") => {
            let (value, unit) = quantity(answer)?;
            compares(&unit, number).then_some(Given::Number(Quantity { value, unit }))
        }
        (ItemKind::Date, "Date") | (ItemKind::DateTime, "DateTime" | "Date") => {
            Some(Given::Date(when(answer.as_str()?)))
                .filter(|date| *date != Given::Date(When::Unknown))
        }
        (ItemKind::Words(_), "String") => {
            let words = words::clean(answer.as_str()?);
            (!words.is_empty()).then_some(Given::Words(words))
        }
        (ItemKind::Choice(choice), _) => match option(form, answer, choice) {
            Some(at) => {
                let option = &choice.options[at as usize];
                Some(Given::Choice(Concept {
                    text: option.text.words.clone(),
                    codings: option.coding.iter().cloned().collect(),
                }))
            }
            None if choice.is_open && form == "String" => {
                let words = words::clean(answer.as_str()?);
                (!words.is_empty()).then(|| Given::Choice(Concept::words(words)))
            }
            None => None,
        },
        _ => None,
    }
}

/// Whether a number in each unit of a question can be compared with one in this unit.
fn compares(unit: &str, number: &Number) -> bool {
    // One that converts from every scale.
    let hundred = parse_decimal("100");
    let converts =
        |from: &str| hundred.is_some_and(|hundred| convert(hundred, from, unit).is_some());
    unit.is_empty() && number.units.len() <= 1
        || !number.units.is_empty() && number.units.iter().all(|own| converts(&own.code))
}

/// Refuses items that wait for each other. An item waits for the question that it is asked after, and for what it stands in.
fn no_circles(form: &Questionnaire, refused: &mut Refusals) {
    let mut waits: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, item) in form.all_items() {
        let condition = item.condition.iter();
        let tests = condition.flat_map(|condition| &condition.tests);
        let own = waits.entry(&item.link_id).or_default();
        own.extend(tests.map(|test| test.question.as_str()));
        for inside in &item.items {
            waits
                .entry(&inside.link_id)
                .or_default()
                .push(&item.link_id);
        }
    }
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (_, item) in form.all_items() {
        let start = item.link_id.as_str();
        if item.condition.is_none() || told.contains(start) {
            continue;
        }
        if let Some(circle) = circle(start, &waits) {
            told.extend(circle.iter().copied());
            refused.at(start, &item.text.words);
            let circle = circle.into_iter().map(str::to_owned).collect();
            refused.say(NotKnown::Circle(circle));
        }
    }
}

/// The way from an item over those it waits for back to itself, where there is one: the shortest.
fn circle<'a>(start: &'a str, waits: &BTreeMap<&'a str, Vec<&'a str>>) -> Option<Vec<&'a str>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut next = std::collections::VecDeque::from([start]);
    while let Some(at) = next.pop_front() {
        for other in waits.get(at).into_iter().flatten() {
            if *other == start {
                let mut way = vec![at];
                while let Some(earlier) = way.last().and_then(|last| before.get(last)) {
                    way.push(earlier);
                }
                way.reverse();
                return Some(way);
            }
            if !before.contains_key(other) {
                before.insert(other, at);
                next.push_back(other);
            }
        }
    }
    None
}
