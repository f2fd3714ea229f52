//! How a filled form is read, and what was answered to its questions over time.

use std::collections::{BTreeMap, BTreeSet};

use super::Reads;
use crate::base::InOrder;
use crate::chart::kinds::{Fact, Filled, FilledItem, FilledRole, Response};
use crate::chart::statement::StatementId;
use crate::chart::value::Value;
use crate::reading::stages::{Heard, Item};
use crate::reading::view::{AskedRow, HistoryKind, Told};

/// Questions of the forms under one problem that a flow sheet shows.
const ROWS: usize = 200;

impl Reads for Response {
    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Notes)
    }

    fn has_happened(&self) -> bool {
        true
    }
}

/// What was answered in words to the questions of forms filled in under a problem, question by question in the order of the
/// newest form; numbers have rows of their own.
pub fn asked_under(heard: Heard, belongs: impl Fn(&StatementId) -> bool) -> Vec<AskedRow> {
    let instead = heard.said.amendments.standing_instead();
    let mut filled: Vec<(Item, &Filled)> = filled(heard)
        .filter(|(item, _)| belongs(&item.id))
        .collect();
    filled.order_by_key(|(item, _)| item.sort_key());
    let mut rows: BTreeMap<(&str, &str), AskedRow> = BTreeMap::new();
    for (item, form) in &filled {
        for asked in form.items.iter().filter(is_asked) {
            let answers = asked.answers.iter().filter_map(|answer| {
                let id = answer.within(item.id.entry);
                let id = instead.get(&id).copied().unwrap_or(id);
                let said = heard.said.written.item(id)?;
                let stands = !heard.said.amendments.is_revoked(&id) && in_words(said.fact());
                stands.then(|| Told {
                    id,
                    when: said.when(),
                    statement: said.statement.clone(),
                })
            });
            let row = rows
                .entry((&form.url, &asked.link_id))
                .or_insert_with(|| AskedRow {
                    words: String::new(),
                    answers: Vec::new(),
                });
            row.words.clone_from(&asked.words);
            row.answers.extend(answers);
        }
    }
    let mut met = BTreeSet::new();
    let newest_first = filled.iter().rev();
    let in_order = newest_first.flat_map(|(_, form)| {
        let items = form.items.iter();
        items.map(|asked| (form.url.as_str(), asked.link_id.as_str()))
    });
    let in_order = in_order.filter(|key| met.insert(*key));
    let rows = in_order.filter_map(|key| rows.remove(&key));
    rows.filter(|row| !row.answers.is_empty())
        .take(ROWS)
        .collect()
}

/// Forms filled in by people known here, that stand.
fn filled(heard: Heard<'_>) -> impl Iterator<Item = (Item<'_>, &Filled)> {
    heard.standing().filter_map(|item| match item.fact() {
        Fact::Response(Response::Filled(form)) => Some((item, form)),
        _ => None,
    })
}

fn is_asked(item: &&FilledItem) -> bool {
    item.role != FilledRole::Group && item.component.is_none()
}

/// It is no number that a row of values shows already.
fn in_words(fact: &Fact) -> bool {
    match fact {
        Fact::Response(Response::Answer(_)) => true,
        Fact::Observation(observation) => {
            matches!(
                observation.value,
                Value::Boolean(_) | Value::Concept(_) | Value::Text(_)
            )
        }
        _ => false,
    }
}
