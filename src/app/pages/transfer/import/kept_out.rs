//! What a file of another system does not hold, or holds and does not show: said before anything of it is added.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{FhirPreview, NotInFile};

#[component]
pub fn NotHere(preview: Arc<FhirPreview>) -> impl IntoView {
    let say = use_say();
    view! {
        <NotWhole preview=preview.clone()/>
        {move || {
            let notes = notes(say, &preview).into_iter();
            notes.map(|words| view! { <p>{words}</p> }).collect_view()
        }}
    }
}

/// The file is a part of more: what is not in it is not known.
#[component]
pub fn NotWhole(preview: Arc<FhirPreview>) -> impl IntoView {
    let say = use_say();
    let missing = preview.partial.iter().map(|partial| {
        let partial = partial.clone();
        let words = move || partial_words(say, &partial);
        view! { <Message tone=Tone::NotKnown><p>{words}</p></Message> }
    });
    missing.collect_view()
}

/// "This file is a part of a longer list: 20 of 57. …"
fn partial_words(say: Say, partial: &NotInFile) -> String {
    let i18n = say.0;
    let part = match partial.of {
        Some((total, here)) => Some(t_string!(
            i18n,
            transfer.fhir.part_of,
            here = here.to_string(),
            total = total.to_string()
        )),
        None if partial.next => Some(t_string!(i18n, transfer.fhir.next_page).to_string()),
        None => None,
    };
    let held_back =
        (!partial.said.is_empty()).then(|| t_string!(i18n, transfer.fhir.held_back).to_string());
    let said = partial
        .said
        .iter()
        .filter(|said| !said.is_empty())
        .map(|said| format!("“{said}”"));
    let ask = t_string!(i18n, transfer.fhir.ask_for_the_rest).to_string();
    let all: Vec<String> = part
        .into_iter()
        .chain(held_back)
        .chain(said)
        .chain([ask])
        .collect();
    all.join(" ")
}

fn notes(say: Say, preview: &FhirPreview) -> Vec<String> {
    let i18n = say.0;
    let left_out: u32 = preview.left_out.iter().map(|(_, count)| count).sum();
    let older = preview.older.clone();
    let notes = [
        older.map(|version| t_string!(i18n, transfer.fhir.older, version = version)),
        (preview.of_others > 0).then(|| {
            t_string!(
                i18n,
                transfer.fhir.of_others,
                n = say.count(preview.of_others)
            )
        }),
        (left_out > 0).then(|| t_string!(i18n, transfer.fhir.left_out, n = say.count(left_out))),
        (preview.files_here > 0 && !preview.already_here).then(|| {
            t_string!(
                i18n,
                transfer.fhir.files_here,
                n = say.count(preview.files_here)
            )
        }),
        (!preview.unread.is_empty()).then(|| unread_words(say, &preview.unread)),
    ];
    notes.into_iter().flatten().collect()
}

/// The names of the first few.
fn unread_words(say: Say, unread: &[String]) -> String {
    const NAMED: usize = 5;
    let mut names = unread
        .iter()
        .take(NAMED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if unread.len() > NAMED {
        names.push_str(", …");
    }
    t_string!(
        say.0,
        transfer.fhir.unread,
        n = say.count(unread.len() as u32),
        names = names
    )
}
