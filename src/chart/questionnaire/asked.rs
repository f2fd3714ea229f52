//! What of a form is asked, given what is answered so far: its fields in order, each with whether it is asked now.

use super::read::Given;
use super::{Answers, Is, Item, ItemKind, Place, Questionnaire, ReadIn, Test, Typed};
use crate::chart::concept::Concept;
use crate::chart::when::When;
use crate::terms::decimal::parse_decimal;
use crate::terms::units::convert;

/// One field, heading or line of a form that is being filled in.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub item: &'a Item,
    pub place: Place,
    /// How deep it stands, from 0.
    pub level: u8,
    /// The item around it, by its place in the list.
    pub inside: Option<usize>,
    /// Of a repeating group, which filling-in it is the heading of, from 0.
    pub row: Option<u32>,
    /// It is asked now: what it waits for is answered so. What is typed in one that is not asked stays, and is not signed.
    pub now: bool,
}

/// Every field, heading and line, in the order of the page. What is typed decides how often groups repeat and what is asked.
pub fn asked<'a>(form: &'a Questionnaire, answers: &Answers, within: ReadIn) -> Vec<Asked<'a>> {
    let mut laid = Vec::new();
    lay_out(&form.items, &[], 0, None, answers, &mut laid);
    let mut settled = vec![None; laid.len()];
    for at in 0..laid.len() {
        is_asked(at, &laid, answers, within, &mut settled);
    }
    for (one, now) in laid.iter_mut().zip(settled) {
        one.now = now.unwrap_or(false);
    }
    laid
}

fn lay_out<'a>(
    items: &'a [Item],
    rows: &[u32],
    level: u8,
    inside: Option<usize>,
    answers: &Answers,
    laid: &mut Vec<Asked<'a>>,
) {
    for item in items {
        let place = Place {
            link_id: item.link_id.clone(),
            rows: rows.to_vec(),
        };
        let repeats = item.repeats && matches!(item.kind, ItemKind::Group);
        let times = if repeats { answers.rows_of(&place) } else { 1 };
        for row in 0..times {
            let at = laid.len();
            laid.push(Asked {
                item,
                place: place.clone(),
                level,
                inside,
                row: repeats.then_some(row),
                now: false,
            });
            let mut within = rows.to_vec();
            if repeats {
                within.push(row);
            }
            let deeper = level.saturating_add(1);
            lay_out(&item.items, &within, deeper, Some(at), answers, laid);
        }
    }
}

/// Settles whether one is asked, and before it those that it waits for. A circle, which no form that was read has, asks
/// nothing.
fn is_asked(
    at: usize,
    laid: &[Asked],
    answers: &Answers,
    within: ReadIn,
    settled: &mut Vec<Option<bool>>,
) -> bool {
    if let Some(now) = settled[at] {
        return now;
    }
    settled[at] = Some(false);
    let one = &laid[at];
    let around = one
        .inside
        .is_none_or(|around| is_asked(around, laid, answers, within, settled));
    let now = around
        && one.item.condition.as_ref().is_none_or(|condition| {
            let mut holds = condition
                .tests
                .iter()
                .map(|test| holds(test, one, laid, answers, within, settled));
            match condition.all {
                true => holds.all(|holds| holds),
                false => holds.any(|holds| holds),
            }
        });
    settled[at] = Some(now);
    now
}

fn holds(
    test: &Test,
    of: &Asked,
    laid: &[Asked],
    answers: &Answers,
    within: ReadIn,
    settled: &mut Vec<Option<bool>>,
) -> bool {
    let mut given = Vec::new();
    for (at, one) in laid.iter().enumerate() {
        let is_meant = one.item.link_id == test.question && stands_beside(&one.place, &of.place);
        if is_meant && is_asked(at, laid, answers, within, settled) {
            given.extend(given_in(one, answers, within));
        }
    }
    match &test.is {
        Is::Answered(yes) => given.is_empty() != *yes,
        Is::Equal(wanted) => given.iter().any(|given| is_same(given, wanted)),
        Is::NotEqual(wanted) => given.iter().any(|given| !is_same(given, wanted)),
        Is::Greater(limit) => any(&given, limit, |order| order.is_gt()),
        Is::Less(limit) => any(&given, limit, |order| order.is_lt()),
        Is::GreaterOrEqual(limit) => any(&given, limit, |order| order.is_ge()),
        Is::LessOrEqual(limit) => any(&given, limit, |order| order.is_le()),
    }
}

/// Of a question in a repeating group the one of the same filling-in is meant, where both stand in it.
fn stands_beside(one: &Place, other: &Place) -> bool {
    one.rows
        .iter()
        .zip(&other.rows)
        .all(|(one, other)| one == other)
}

/// The facts that a field is answered with, as far as what is typed can be read.
pub(super) fn given_in(one: &Asked, answers: &Answers, within: ReadIn) -> Vec<Given> {
    let Some(typing) = answers
        .of(&one.place)
        .filter(|typing| typing.no_fact.is_none())
    else {
        return Vec::new();
    };
    let read = typing.values.iter();
    read.filter_map(|typed| given(typed, one.item, within))
        .collect()
}

/// An answer as conditions name it: an option by the words it was written in, in whatever language it is read.
fn given(typed: &Typed, item: &Item, within: ReadIn) -> Option<Given> {
    let read = typed.read(item, within).ok().flatten()?;
    match (typed, read) {
        (Typed::Option(at), Given::Choice(concept)) => {
            let option = item.options().get(*at as usize)?;
            Some(Given::Choice(Concept {
                text: option.text.words.clone(),
                ..concept
            }))
        }
        (_, read) => Some(read),
    }
}

fn any(given: &[Given], limit: &Given, is: impl Fn(std::cmp::Ordering) -> bool) -> bool {
    given
        .iter()
        .any(|given| compared(given, limit).is_some_and(&is))
}

/// Numbers whose units convert and dates have an order; of other answers nothing is greater.
fn compared(one: &Given, other: &Given) -> Option<std::cmp::Ordering> {
    match (one, other) {
        (Given::Number(one), Given::Number(other)) => {
            let same = one.unit.is_empty() || other.unit.is_empty();
            let value = parse_decimal(&one.value)?;
            let value = match same {
                true => value,
                false => convert(value, &one.unit, &other.unit)?,
            };
            Some(value.cmp(&parse_decimal(&other.value)?))
        }
        (Given::Date(When::Moment(one)), Given::Date(When::Moment(other))) => {
            Some(one.ms.cmp(&other.ms))
        }
        (Given::Date(one), Given::Date(other)) => Some(one.first_day()?.cmp(&other.first_day()?)),
        _ => None,
    }
}

/// The same answer: of codes the same code, of words the same words, of numbers the same value.
fn is_same(one: &Given, other: &Given) -> bool {
    match (one, other) {
        (Given::Choice(one), Given::Choice(other)) => {
            let same_code = one.codings.iter().any(|coding| {
                let codes = |other: &crate::chart::concept::Coding| {
                    (&other.system, &other.code) == (&coding.system, &coding.code)
                };
                other.codings.iter().any(codes)
            });
            let no_codes = one.codings.is_empty() && other.codings.is_empty();
            same_code || (no_codes && one.text == other.text)
        }
        (Given::Number(_) | Given::Date(_), _) => {
            compared(one, other).is_some_and(std::cmp::Ordering::is_eq)
        }
        _ => one == other,
    }
}
