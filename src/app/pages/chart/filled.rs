//! A form that was filled in, whole: its headings and questions with what answers them, as it stands in its entry and before
//! it is signed. Elsewhere it is one line.

use leptos::prelude::*;

use super::statement::StatementLine;
use crate::app::i18n::*;
use crate::app::state::use_say;
use crate::chart::kinds::{Fact, Filled, FilledItem, FilledRole, Response};
use crate::chart::statement::StatementId;
use crate::chart::when::When;
use crate::reading::view::{Content, Marks, StatementView};

/// Given where forms are told whole: on the page of an entry, and in a review.
#[derive(Clone, Copy)]
pub struct FormsWhole;

/// A form of an entry, and the statements that answer its questions.
#[derive(Clone)]
pub struct FilledForm {
    pub head: StatementId,
    form: Filled,
    answers: Vec<StatementView>,
}

/// Takes the answers of a form out of the statements of its entry. In lists those that something was said about since stay
/// beside the form's line.
pub fn taken_out(statements: &mut Vec<StatementView>, whole: bool) -> Option<FilledForm> {
    let (head, form) = statements.iter().find_map(|view| match &view.content {
        Content::Statement(statement) => match &statement.fact {
            Fact::Response(Response::Filled(form)) => Some((view.id, form.clone())),
            _ => None,
        },
        Content::Newer(_) => None,
    })?;
    let answers = |view: &StatementView| {
        let mut answers = form.items.iter().flat_map(|item| &item.answers);
        answers.any(|answer| answer.within(head.entry) == view.id)
    };
    let (own, left) = std::mem::take(statements)
        .into_iter()
        .partition(|view| answers(view) && (whole || view.marks == Marks::default()));
    *statements = left;
    Some(FilledForm {
        head,
        form,
        answers: own,
    })
}

#[component]
pub fn FilledWhole(filled: FilledForm, at: When) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let FilledForm {
        head,
        form,
        answers,
    } = filled;
    let at_once: Vec<String> = form
        .items
        .iter()
        .filter(|item| item.at_once == Some(true))
        .map(|item| item.words.clone())
        .collect();
    let line = move |item: FilledItem| {
        let told = item.answers.iter().filter_map(|answer| {
            let answer = answer.within(head.entry);
            answers.iter().find(|view| view.id == answer).cloned()
        });
        // The whole pressure stands at the head of its two values.
        let told: Vec<StatementView> = match item.component {
            Some(_) => return None,
            None => told.collect(),
        };
        let lines = told
            .into_iter()
            .map(|view| view! { <StatementLine view at/> })
            .collect_view();
        let words = item.words;
        let class = format!("form-level-{}", item.level.min(3));
        Some(match (item.role, item.answers.is_empty()) {
            (FilledRole::Group, true) => {
                let class = format!("filled-heading {class}");
                match item.level {
                    0 => view! { <h2 class=class translate="no">{words}</h2> }.into_any(),
                    _ => view! { <h3 class=class translate="no">{words}</h3> }.into_any(),
                }
            }
            (_, false) => view! { <div class=class>{lines}</div> }.into_any(),
            (FilledRole::Question | FilledRole::Score, true) => {
                let told = move || say.labelled(&words, t_string!(i18n, kinds.response.not_asked));
                view! { <p class=format!("quiet-text {class}") translate="no">{told}</p> }
                    .into_any()
            }
        })
    };
    let n = at_once.len();
    let at_once = at_once.join(", ");
    view! {
        <div class="filled">
            {form.items.into_iter().filter_map(line).collect_view()}
            {(n > 0).then(|| view! {
                <p class="filled-at-once" translate="no">
                    {move || t_string!(i18n, kinds.response.at_once, n = n, questions = at_once.clone())}
                </p>
            })}
        </div>
    }
}
