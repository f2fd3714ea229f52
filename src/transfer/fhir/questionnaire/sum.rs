//! Scores: a formula that is the sum of what the chosen options count, in one of the few spellings of FHIRPath that say so.
//!
//! A formula is followed from the form to the answers it adds up: `%resource`, then `.item`, `.repeat(item)`, `.descendants()`
//! and `.where(linkId='…')` (several joined by `or`), then `.answer.value.ordinal()` or `.weight()`, and at the end `.sum()` or
//! `.aggregate($this + $total, 0)`. It is a score where those are all questions of the form that count, or all under one item.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::fields::Refusals;
use crate::chart::questionnaire::{Item, ItemKind, NotKnown, Number, Questionnaire, ScoreOf};

/// An item whose value is counted.
pub struct Wanted {
    pub link_id: String,
    /// `None`: it is in no language that is known.
    pub expression: Option<String>,
}

/// The formula of an Expression in FHIRPath.
pub fn formula(expression: &Json) -> Option<String> {
    let is_path = expression["language"] == "text/fhirpath";
    let formula = expression["expression"].as_str();
    formula.filter(|_| is_path).map(str::to_owned)
}

/// A sum has no unit; one in braces only says what is counted.
pub fn has_no_unit(number: &Number) -> bool {
    let mut units = number.units.iter();
    units.all(|unit| unit.code == "1" || (unit.code.starts_with('{') && unit.code.ends_with('}')))
}

/// Makes scores of the items whose values are counted. What is no sum of options, and what has nothing to count, is refused.
pub fn settle(form: &mut Questionnaire, wanted: &[Wanted], refused: &mut Refusals) {
    let mut scores = BTreeMap::new();
    for one in wanted {
        let Some(item) = form.item(&one.link_id) else {
            continue;
        };
        refused.at(&item.link_id, &item.text.words);
        let added = one.expression.as_deref();
        match added.and_then(|formula| added_up(formula, form)) {
            None => refused.say(NotKnown::Formula),
            Some(added) if added.is_empty() => refused.say(NotKnown::NothingCounts),
            Some(added) => match score_of(&added, form) {
                Some(score) => {
                    scores.insert(one.link_id.clone(), score);
                }
                None => refused.say(NotKnown::Formula),
            },
        }
    }
    put(&mut form.items, &mut scores);
}

fn put(items: &mut [Item], scores: &mut BTreeMap<String, ScoreOf>) {
    for item in items {
        if let Some(score) = scores.remove(&item.link_id) {
            item.kind = ItemKind::Score(score);
        }
        put(&mut item.items, scores);
    }
}

/// Questions that count, by their names.
type Counting<'a> = BTreeSet<&'a str>;

fn counting<'a>(items: impl IntoIterator<Item = &'a Item>) -> Counting<'a> {
    let counts = |item: &&Item| item.options().iter().any(|option| option.weight.is_some());
    let all = items.into_iter().filter(counts);
    all.map(|item| item.link_id.as_str()).collect()
}

/// The score that adds up just these: of the whole form, or of what is under one item.
fn score_of(added: &Counting<'_>, form: &Questionnaire) -> Option<ScoreOf> {
    let all = form.all_items();
    if counting(all.iter().map(|(_, item)| *item)) == *added {
        return Some(ScoreOf::Form);
    }
    let mut under = all.iter().map(|(_, item)| *item);
    let under = under.find(|item| counting(with_all_inside(item)) == *added)?;
    Some(ScoreOf::Under(under.link_id.clone()))
}

fn with_all_inside(item: &Item) -> Vec<&Item> {
    let mut all = vec![item];
    all.extend(all_inside(&item.items));
    all
}

fn all_inside(items: &[Item]) -> Vec<&Item> {
    items.iter().flat_map(with_all_inside).collect()
}

/// Where a formula has come to.
enum At<'a> {
    Form,
    Items(Vec<&'a Item>),
    Answers(Vec<&'a Item>),
    Values(Vec<&'a Item>),
    Numbers(Vec<&'a Item>),
    Sum(Vec<&'a Item>),
}

/// The questions whose options a formula adds up; `None` where it is no such sum.
fn added_up<'a>(formula: &str, form: &'a Questionnaire) -> Option<Counting<'a>> {
    let mut steps = steps(formula)?.into_iter();
    if steps.next()? != "%resource" {
        return None;
    }
    let mut at = At::Form;
    for step in steps {
        at = match (at, step.as_str()) {
            (At::Form, "item") => At::Items(form.items.iter().collect()),
            (At::Items(items), "item") => At::Items(items.into_iter().flat_map(inside).collect()),
            (At::Form, "repeat(item)") => At::Items(reached(form.items.iter().collect())),
            (At::Items(items), "repeat(item)") => {
                At::Items(reached(items.into_iter().flat_map(inside).collect()))
            }
            (At::Form, "descendants()") => At::Items(all_inside(&form.items)),
            (At::Items(items), "descendants()") => {
                let inner = items.into_iter().flat_map(|item| all_inside(&item.items));
                At::Items(inner.collect())
            }
            (At::Items(items), "answer") => At::Answers(items),
            (At::Answers(items), "item") => {
                let asked = items.into_iter().filter(|item| item.is_question());
                At::Items(asked.flat_map(|item| &item.items).collect())
            }
            (At::Answers(items), "value") => At::Values(items),
            (At::Values(items), "ordinal()" | "weight()") => At::Numbers(items),
            (
                At::Numbers(items),
                "sum()" | "aggregate($this+$total,0)" | "aggregate($total+$this,0)",
            ) => At::Sum(items),
            (At::Items(items), filter) => {
                let names = names(filter)?;
                let is_named = |item: &&Item| names.contains(&item.link_id);
                At::Items(items.into_iter().filter(is_named).collect())
            }
            _ => return None,
        };
    }
    match at {
        At::Sum(items) => each_once(items),
        _ => None,
    }
}

/// Items in an item as an answered form has them: those in a question stand in its answer.
fn inside(item: &Item) -> &[Item] {
    match item.is_question() {
        true => &[],
        false => &item.items,
    }
}

/// These items, and those that are reached from one to the next.
fn reached(items: Vec<&Item>) -> Vec<&Item> {
    let all = items.into_iter().flat_map(|item| {
        let mut all = vec![item];
        all.extend(reached(inside(item).iter().collect()));
        all
    });
    all.collect()
}

/// A sum that adds an answer twice is none of ours.
fn each_once(items: Vec<&Item>) -> Option<Counting<'_>> {
    let counted = counting(items.iter().copied());
    let times = items.iter();
    let times = times.filter(|item| counted.contains(item.link_id.as_str()));
    (times.count() == counted.len()).then_some(counted)
}

/// The steps of a path, without blanks outside of quotes. `None` where a quote or a bracket is not closed.
fn steps(formula: &str) -> Option<Vec<String>> {
    let (mut steps, mut quoted, mut open) = (vec![String::new()], false, 0);
    for c in formula.chars() {
        match c {
            '\\' => return None,
            '.' if !quoted && open == 0 => steps.push(String::new()),
            c if c.is_whitespace() && !quoted => {}
            c => {
                quoted ^= c == '\'';
                open += match c {
                    '(' if !quoted => 1,
                    ')' if !quoted => -1,
                    _ => 0,
                };
                steps.last_mut()?.push(c);
            }
        }
    }
    (!quoted && open == 0).then_some(steps)
}

/// The names in `where(linkId='a' or linkId='b')`, which has no blanks any more.
fn names(step: &str) -> Option<Vec<String>> {
    let names = step.strip_prefix("where(linkId='")?.strip_suffix("')")?;
    let names: Vec<String> = names.split("'orlinkId='").map(str::to_owned).collect();
    let are_names = names.iter().all(|name| !name.contains('\''));
    are_names.then_some(names)
}
